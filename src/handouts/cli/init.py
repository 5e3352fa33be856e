"""`handouts init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from handouts.cli import ask

_QUESTIONS = {
    "name": "Name of the clinic", "phone": "Phone", "address": "Address", "hours": "Hours", "web": "Web",
    "logo": "Logo, a file (SVG, PNG or JPEG)", "brand": "Brand color, such as #7a3b69",
    "country": "Country, such as US or GB", "emergency": "The number to call in an emergency there",
    "paper": "Paper (letter, a4, legal)",
    "clinician": "Your name and credentials, as in `Sam Sample, PT`",
}  # fmt: skip
_COUNTRY = "US"


def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="[FOLDER]")] = Path("my-clinic"),
    name: Annotated[str | None, typer.Option(help="The clinic's name.")] = None,
    phone: Annotated[str | None, typer.Option(help="Printed, and to be called when something is wrong.")] = None,
    address: Annotated[str | None, typer.Option(help="Where patients come to.")] = None,
    hours: Annotated[str | None, typer.Option(help="When you can be reached.")] = None,
    web: Annotated[str | None, typer.Option(help="Your site, without https://.")] = None,
    logo: Annotated[str | None, typer.Option(help="A picture to copy: SVG, PNG or JPEG.", metavar="FILE")] = None,
    brand: Annotated[str | None, typer.Option(help="Your color, such as #7a3b69.")] = None,
    country: Annotated[
        str | None, typer.Option(help="A code or a name: for the emergency number, dates and paper.")
    ] = None,
    emergency: Annotated[
        str | None, typer.Option(help="The number to call, where the country's is not on file.", metavar="NUMBER")
    ] = None,
    paper: Annotated[str | None, typer.Option(help="letter, a4 or legal.")] = None,
    clinician: Annotated[str | None, typer.Option(help='Who gives handouts out, as in "Sam Sample, PT".')] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; what is not given can be filled in later.")] = False,
) -> None:
    """Make a folder for your clinic: its name on every handout, its own stretches and routines.

    \b
    Examples:
      handouts init my-clinic
      handouts init riverside --name "Riverside Physio" --phone "(555) 010-0199" --brand "#7a3b69" --yes
    """
    from handouts.clinic.new_folder import Answers, needs_number, start

    options = {
        "name": name, "phone": phone, "address": address, "hours": hours, "web": web, "logo": logo, "brand": brand,
        "country": country, "emergency": emergency, "paper": paper, "clinician": clinician,
    }  # fmt: skip
    usual = {"name": _named(folder), "country": _COUNTRY}
    answers: dict[str, str] = {}
    for key, value in options.items():
        is_idle = key == "emergency" and value is None and not needs_number(answers["country"])
        answers[key] = "" if is_idle else _answer(key, value, usual.get(key, ""), yes)
    if yes and country is None:
        typer.echo(f"country: {_COUNTRY}, and its emergency number; `--country` gives another", err=True)
    for path in start(folder, Answers(**answers)):
        typer.echo(path)
    typer.echo(f"next: cd {folder}, look at clinic.yaml, and `handouts make low-back-relief`", err=True)


def _named(folder: Path) -> str:
    """Return the name that a folder's own suggests."""
    return folder.resolve().name.replace("-", " ").replace("_", " ").strip().title() or "My Clinic"


def _answer(key: str, option: str | None, usual: str, yes: bool) -> str:
    if option is not None:
        return option
    return usual if yes else ask.line(_QUESTIONS[key], usual)

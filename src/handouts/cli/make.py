"""`handouts make`."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from handouts.cli.prescribing_options import Asked, InkOption, OutputOption, PaperOption, TemplateOption, prescribing
from handouts.cli.report import complain

if TYPE_CHECKING:
    from handouts.make.make import Made
    from handouts.units import Embed


@prescribing
def make(
    asked: Asked,
    template: TemplateOption = None,
    paper: PaperOption = None,
    ink: InkOption = None,
    format_: Annotated[
        Literal["pdf", "txt", "html"],
        typer.Option("--format", help="txt or html: the same words for a screen, a portal or a record."),
    ] = "pdf",
    save: Annotated[
        Path | None, typer.Option(help="Write the prescription to a file for later.", metavar="FILE.yaml")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the file when it is made.")] = False,
    fillable: Annotated[
        bool, typer.Option("--fillable", help="Fields to fill in on a screen: name, doses, notes, diary.")
    ] = False,
    embed: Annotated[
        bool, typer.Option("--embed", help="Put the prescription into the PDF, without name and precautions.")
    ] = False,
    embed_all: Annotated[bool, typer.Option("--embed-all", help="Put it in with name and precautions.")] = False,
    password: Annotated[
        str | None, typer.Option(help="Encrypt the PDF with this, - to be asked; then it is no PDF/A.", metavar="TEXT")
    ] = None,
    output: OutputOption = None,
) -> None:
    """Make a handout and print the path of its file.

    \b
    Examples:
      handouts make low-back-relief --clinic sample
      handouts make low-back-relief --set pelvic-tilt.reps=5 --without cat-camel
      handouts make --stretch pelvic-tilt --stretch prayer-stretch --title "Two to start with"
      handouts make low-back-relief --patient "Ana Diaz" --screened none --save ana.yaml
      handouts make low-back-relief --format html
      handouts make low-back-relief --embed
      handouts make low-back-relief --password -
      handouts make low-back-relief --fillable --date ''
    """
    from handouts.make.make import make as run
    from handouts.make.order import Order

    if password is not None and format_ != "pdf":
        raise typer.BadParameter("only a PDF can be encrypted", param_hint="--password")
    if (embed or embed_all) and format_ != "pdf":
        raise typer.BadParameter("only a PDF can carry its prescription", param_hint="--embed")
    if fillable and format_ != "pdf":
        raise typer.BadParameter("only a PDF can be filled in", param_hint="--fillable")
    carried: Embed | None = "all" if embed_all else "prescription" if embed else None
    order = Order(
        asked.routine, asked.request, asked.clinic_path, template, paper, ink, asked.site, format_, carried,
        fillable,
    )  # fmt: skip
    made = run(order, dt.date.today())
    complain(made.warnings)
    _remember(made, asked)
    written(_locked(made.file, password), output, f"{made.prescription.id}.{format_}", open_)
    if save:
        from handouts.prescribe.prescription_file import text
        from handouts.system import write as writing

        saved = text(made.prescription, template=template, clinic=asked.clinic, paper=paper, ink=ink, site=asked.site)
        writing.write(save, saved.encode())


def _remember(made: Made, asked: Asked) -> None:
    """Keep what was made for `handouts again`, without anything of the patient."""
    from handouts.cli.report import recent_folder
    from handouts.clinic.recent import remember
    from handouts.prescribe.prescription_file import routine

    clinic = made.library.clinic
    folder = recent_folder() if clinic is None or clinic.value.recent else None
    if folder:
        # a title that was typed may name the patient
        title = made.library.words.say("loose_title") if asked.request.title else ""
        fields = {**routine(made.prescription, title), "routine": made.prescription.id}
        # JSON is YAML, too, and nobody waits for a library that writes it
        remember(folder, json.dumps(fields, ensure_ascii=False) + "\n")


def _locked(data: bytes, password: str | None) -> bytes:
    """Encrypt a PDF if that was asked for."""
    if password is None:
        return data
    from handouts.pdf.encrypt import encrypted

    if password == "-":
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    locked = encrypted(data, str(password))
    typer.echo("the PDF is encrypted (AES-256), so it is no longer PDF/A; tell the password another way", err=True)
    return locked


def written(data: bytes, output: str | None, name: str, open_: bool) -> None:
    """Write a file to its place, or to standard output, and say where it is."""
    from handouts.system import write as writing

    if output == "-":
        writing.write_stdout(data)
        return
    path = Path(output) if output else Path("out") / name
    writing.write(path, data)
    typer.echo(path)
    if open_:
        typer.launch(str(path))

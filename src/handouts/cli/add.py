"""`handouts add`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, get_args

import typer

from handouts.cli import ask
from handouts.cli.prescribing_options import ClinicFolder
from handouts.cli.report import clinic_path

_QUESTIONS = {
    "name": "Name of the stretch", "region": "Region ({regions})", "position": "Position ({positions})",
    "hold": "How long it is held, such as 30 s (empty: not held)", "reps": "How often it is repeated",
    "per_day": "Times a day", "days_per_week": "Days a week", "feel": "Where it is felt, as in `in your calf.`",
    "easier": "An easier way to do it",
}  # fmt: skip


def add(
    photos: Annotated[
        list[Path] | None, typer.Argument(help="Photos or drawings, in order.", metavar="[PHOTO]...")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Its name, as patients read it.")] = None,
    region: Annotated[str | None, typer.Option(help="Such as low-back.")] = None,
    position: Annotated[str | None, typer.Option(help="Such as supine or standing.")] = None,
    step: Annotated[list[str] | None, typer.Option(help="What to do; repeat for each step.", metavar="TEXT")] = None,
    hold: Annotated[str | None, typer.Option(help="How long it is held, as in 30 s.")] = None,
    reps: Annotated[str | None, typer.Option(help="How often it is repeated.")] = None,
    sets: Annotated[str | None, typer.Option(help="Sets in a session.")] = None,
    per_day: Annotated[str | None, typer.Option(help="Times a day.")] = None,
    days_per_week: Annotated[str | None, typer.Option(help="Days a week.")] = None,
    feel: Annotated[str | None, typer.Option(help="Where it is felt, as in `in your calf.`")] = None,
    easier: Annotated[str | None, typer.Option(help="An easier way to do it.")] = None,
    why: Annotated[str | None, typer.Option(help="What it is good for.")] = None,
    kind: Annotated[str | None, typer.Option(help="static, dynamic, pnf or neural-glide.")] = None,
    laterality: Annotated[str | None, typer.Option(help="none, alternate or one (side at a time).")] = None,
    alt: Annotated[str | None, typer.Option(help="What the photo shows, for who cannot see it.")] = None,
    licence: Annotated[str | None, typer.Option(help="By what right you print the photo.")] = None,
    author: Annotated[str | None, typer.Option(help="Who took it.")] = None,
    id_: Annotated[str | None, typer.Option("--id", help="Its id; else made of the name.")] = None,
    clinic: ClinicFolder = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; what is not given stays for you to settle.")] = False,
) -> None:
    """Add a stretch of your own to your clinic's folder, from photos and a few answers.

    \b
    Examples:
      handouts add calf.jpg
      handouts add calf.jpg --region calf --position standing --step "Let it sink." --reps 3 --hold "30 s" --yes
    """
    from handouts.clinic.own_stretch import OwnAnswers, id_of
    from handouts.clinic.own_stretch import add as run
    from handouts.model.stretch import Position, Region

    listed = {"regions": ", ".join(get_args(Region)), "positions": ", ".join(get_args(Position))}
    options = {
        "name": name, "region": region, "position": position, "hold": hold, "reps": reps, "per_day": per_day,
        "days_per_week": days_per_week, "feel": feel, "easier": easier,
    }  # fmt: skip
    usual = (photos or [Path("my-stretch")])[0].stem.replace("-", " ").replace("_", " ").strip().capitalize()
    answers: dict[str, str] = {}
    steps = tuple(step or ())
    for key, option in options.items():
        question = _QUESTIONS[key].format(**listed)
        default = usual if key == "name" else ""
        answers[key] = option if option is not None else default if yes else ask.line(question, default)
        if key == "position" and not steps and not yes:
            steps = tuple(_steps())
    answers_given = OwnAnswers(
        **answers, steps=steps, id=id_ or "", sets=sets or "", why=why or "", kind=kind or "", alt=alt or "",
        laterality=laterality or "", licence=licence or "", author=author or "",
    )  # fmt: skip
    for path in run(clinic_path(clinic), tuple(photos or ()), answers_given):
        typer.echo(path)
    made = answers_given.id or id_of(answers_given.name)
    typer.echo(f"next: settle what `needs` lists there, and `handouts make --stretch {made}`", err=True)


def _steps() -> list[str]:
    """Ask for steps until one is empty."""
    steps: list[str] = []
    while text := ask.line(f"Step {len(steps) + 1}, what to do (empty: no more)"):
        steps.append(text)
    return steps

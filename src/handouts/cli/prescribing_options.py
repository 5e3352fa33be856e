"""The options that say what to prescribe, for every command that takes them."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from handouts.cli import complete
from handouts.cli.report import clinic_path

if TYPE_CHECKING:
    from handouts.prescribe.request import Request

Texts = list[str] | None
ClinicFolder = Annotated[str | None, typer.Option("--clinic", help="A clinic file or folder.", metavar="FILE")]
ClinicOption = Annotated[str | None, typer.Option(help="A clinic file or folder, or `sample`.", metavar="FILE")]
OutputOption = Annotated[
    str | None, typer.Option("-o", "--output", help="Where to write; - for standard output.", metavar="FILE")
]
FormatOption = Annotated[
    Literal["pdf", "txt", "html"] | None,
    typer.Option("--format", help="txt or html: the same words for a screen; else as the name of the file says."),
]
TemplateOption = Annotated[str | None, typer.Option(help="Another template.", autocompletion=complete.templates)]
PaperOption = Annotated[Literal["letter", "a4", "legal"] | None, typer.Option(help="The paper.")]
InkOption = Annotated[
    Literal["color", "mono"] | None, typer.Option(help="mono: greys and hatching, for a printer without color.")
]
_Ids = Callable[[str], list[str]]


@dataclass(frozen=True)
class PrescribingOptions:
    """What was asked for: a routine, what differs from it, and whose brand it carries."""

    routine: str | None
    request: Request
    clinic: str | None  # as typed, for a prescription file
    clinic_path: Path | None
    site: str | None = None  # of the clinic


def _id_of(help_: str, ids: _Ids = complete.stretches, metavar: str = "ID") -> Any:
    return typer.Option(help=help_, metavar=metavar, autocompletion=ids)


def from_options(
    routine: Annotated[
        str | None,
        typer.Argument(help="A routine's id, or a prescription file (.yaml).", autocompletion=complete.routines),
    ] = None,
    stretch: Annotated[Texts, _id_of("Add a stretch; repeat for more.")] = None,
    set_: Annotated[
        Texts, typer.Option("--set", help="Change a dose, as in pelvic-tilt.reps=5.", metavar="ID.FIELD=VALUE")
    ] = None,
    side: Annotated[
        Texts,
        typer.Option(help="Work one side: left, right or each; without ID, all one-sided.", metavar="[ID=]SIDE"),
    ] = None,
    note: Annotated[Texts, typer.Option(help="Print a personal line on a card.", metavar="ID=TEXT")] = None,
    step: Annotated[Texts, typer.Option(help="Say a step in other words.", metavar="ID.NUMBER=TEXT")] = None,
    without: Annotated[Texts, _id_of("Leave a stretch out.")] = None,
    swap: Annotated[Texts, typer.Option(help="Give another stretch instead.", metavar="ID=ID")] = None,
    easier: Annotated[Texts, _id_of("Give the easier stretch that suits.")] = None,
    harder: Annotated[Texts, _id_of("Give the harder stretch that suits.")] = None,
    show_harder: Annotated[Texts, _id_of("Print the harder way on a card, too.")] = None,
    has: Annotated[Texts, _id_of("A precaution of this patient, or a group.", complete.precautions, "CODE")] = None,
    screened: Annotated[
        Literal["none"] | None, typer.Option(help="none: precautions were asked for and there are none.")
    ] = None,
    override: Annotated[
        Texts, typer.Option(help="Give a stretch in spite of a precaution.", metavar="ID=REASON")
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option(help="Compare doses with a guideline: adult or older-adult.", autocompletion=complete.profiles),
    ] = None,
    by_posture: Annotated[
        bool, typer.Option("--by-posture", help="Put together what is done lying, sitting or standing.")
    ] = False,
    patient: Annotated[str | None, typer.Option(help="For whom; else a line to write on.")] = None,
    clinician: Annotated[str | None, typer.Option(help="From whom: a name, or an id from the clinic file.")] = None,
    date: Annotated[str | None, typer.Option(help="The date; today if not given, '' for a line to write on.")] = None,
    review: Annotated[str | None, typer.Option(help="The next visit.")] = None,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    message: Annotated[str | None, typer.Option(help="A word to the patient, before the cards.")] = None,
    log_weeks: Annotated[
        int | None, typer.Option("--log", min=1, max=12, help="Weeks of the diary.", metavar="WEEKS")
    ] = None,
    no_log: Annotated[bool, typer.Option("--no-log", help="Leave the diary out.")] = False,
    blank_dosage: Annotated[bool, typer.Option("--blank-dosage", help="Leave lines to write the doses on.")] = False,
    clinic: Annotated[
        str | None, typer.Option(help="A clinic file or folder, `sample` or `none`.", metavar="FILE")
    ] = None,
    site: Annotated[str | None, typer.Option(help="Which of the clinic's sites.", metavar="ID")] = None,
) -> PrescribingOptions:
    """Take the options together."""
    from handouts.prescribe.request import Request

    if routine is None and not stretch:
        raise typer.BadParameter("name a routine, a prescription file, or a --stretch")
    request = Request(
        stretches=tuple(stretch or ()), sets=tuple(set_ or ()), sides=tuple(side or ()), notes=tuple(note or ()),
        steps=tuple(step or ()), without=tuple(without or ()), swaps=tuple(swap or ()), easier=tuple(easier or ()),
        harder=tuple(harder or ()), show_harder=tuple(show_harder or ()), has=tuple(has or ()), screened=screened,
        overrides=tuple(override or ()), by_posture=by_posture, profile=profile, title=title, message=message,
        patient=patient,
        clinician=clinician, date=date, review=review, log=not no_log, log_weeks=log_weeks, blank_dosage=blank_dosage,
    )  # fmt: skip
    where = clinic_path(clinic_of(clinic, routine))
    if clinic is None:
        _say_which(where)
    return PrescribingOptions(routine=routine, request=request, clinic=clinic, clinic_path=where, site=site)


def _say_which(clinic: Path | None) -> None:
    """Say which clinic is used when it lies further up, where nobody looks."""
    if clinic and clinic.is_absolute() and clinic.parent != Path.cwd():
        typer.echo(f"using the clinic of {clinic}", err=True)


def clinic_of(folder: str | None, routine: str | None) -> str | None:
    """Return the clinic that was asked for: on the command line, else in the prescription file."""
    from handouts.load.names import file_named

    file = file_named(routine)
    if folder is not None or file is None:
        return folder
    from handouts.load.catalog import clinic_named_in

    return clinic_named_in(file)


def prescribing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command all options that say what to prescribe; it takes them as `options`, before its own."""
    shared = inspect.signature(from_options, eval_str=True).parameters
    own = [each for name, each in inspect.signature(command, eval_str=True).parameters.items() if name != "options"]

    @functools.wraps(command)
    def run(**values: Any) -> None:
        options = from_options(**{name: values.pop(name) for name in shared})
        command(options, **values)

    parameters = [*shared.values(), *own]
    # what Typer reads; mypy does not know that functions may have it
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run

"""`handouts make`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

import typer

from handouts.cli import complete
from handouts.cli.report import clinic_path, complain

Texts = list[str] | None


def make(
    routine: Annotated[
        str | None,
        typer.Argument(help="A routine's id, or a prescription file (.yaml).", autocompletion=complete.routines),
    ] = None,
    stretch: Annotated[
        Texts, typer.Option(help="Add a stretch; repeat for more.", metavar="ID", autocompletion=complete.stretches)
    ] = None,
    set_: Annotated[
        Texts, typer.Option("--set", help="Change a dose, as in pelvic-tilt.reps=5.", metavar="ID.FIELD=VALUE")
    ] = None,
    side: Annotated[
        Texts,
        typer.Option(help="Work one side: left, right or each; without ID, all one-sided.", metavar="[ID=]SIDE"),
    ] = None,
    note: Annotated[Texts, typer.Option(help="Print a personal line on a card.", metavar="ID=TEXT")] = None,
    without: Annotated[
        Texts, typer.Option(help="Leave a stretch out.", metavar="ID", autocompletion=complete.stretches)
    ] = None,
    swap: Annotated[Texts, typer.Option(help="Give another stretch instead.", metavar="ID=ID")] = None,
    easier: Annotated[
        Texts,
        typer.Option(help="Give the easier stretch that suits.", metavar="ID", autocompletion=complete.stretches),
    ] = None,
    harder: Annotated[
        Texts,
        typer.Option(help="Give the harder stretch that suits.", metavar="ID", autocompletion=complete.stretches),
    ] = None,
    show_harder: Annotated[
        Texts,
        typer.Option(help="Print the harder way on a card, too.", metavar="ID", autocompletion=complete.stretches),
    ] = None,
    has: Annotated[
        Texts,
        typer.Option(
            help="A precaution of this patient, or a group.", metavar="CODE", autocompletion=complete.precautions
        ),
    ] = None,
    screened: Annotated[
        Literal["none"] | None, typer.Option(help="none: precautions were asked for and there are none.")
    ] = None,
    override: Annotated[
        Texts, typer.Option(help="Give a stretch in spite of a precaution.", metavar="ID=REASON")
    ] = None,
    by_posture: Annotated[
        bool, typer.Option("--by-posture", help="Put together what is done lying, sitting or standing.")
    ] = False,
    patient: Annotated[str | None, typer.Option(help="For whom; else a line to write on.")] = None,
    clinician: Annotated[str | None, typer.Option(help="From whom: a name, or an id from the clinic file.")] = None,
    date: Annotated[str | None, typer.Option(help="The date; today if not given, '' for a line to write on.")] = None,
    review: Annotated[str | None, typer.Option(help="The next visit.")] = None,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    log: Annotated[bool, typer.Option("--log/--no-log", help="Print the diary.")] = True,
    clinic: Annotated[
        str | None, typer.Option(help="A clinic file or folder, `sample` or `none`.", metavar="FILE")
    ] = None,
    site: Annotated[str | None, typer.Option(help="Which of the clinic's sites.", metavar="ID")] = None,
    template: Annotated[str | None, typer.Option(help="Another template.", autocompletion=complete.templates)] = None,
    paper: Annotated[Literal["letter", "a4", "legal"] | None, typer.Option(help="The paper.")] = None,
    ink: Annotated[
        Literal["color", "mono"] | None, typer.Option(help="mono: greys and hatching, for a printer without color.")
    ] = None,
    save: Annotated[
        Path | None, typer.Option(help="Write the prescription to a file for later.", metavar="FILE.yaml")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the PDF when it is made.")] = False,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="Where to write; - for standard output.", metavar="FILE")
    ] = None,
) -> None:
    """Make a handout and print the path of its PDF.

    \b
    Examples:
      handouts make low-back-relief --clinic sample
      handouts make low-back-relief --set pelvic-tilt.reps=5 --without cat-camel
      handouts make --stretch pelvic-tilt --stretch prayer-stretch --title "Two to start with"
      handouts make low-back-relief --patient "Ana Diaz" --save ana.yaml
    """
    from handouts.make import Order
    from handouts.make import make as run
    from handouts.prescribe.request import Request

    if routine is None and not stretch:
        raise typer.BadParameter("name a routine, a prescription file, or a --stretch")
    request = Request(
        stretches=tuple(stretch or ()), sets=tuple(set_ or ()), sides=tuple(side or ()), notes=tuple(note or ()),
        without=tuple(without or ()), swaps=tuple(swap or ()), easier=tuple(easier or ()),
        harder=tuple(harder or ()), show_harder=tuple(show_harder or ()), has=tuple(has or ()), screened=screened,
        overrides=tuple(override or ()), by_posture=by_posture, title=title, patient=patient, clinician=clinician,
        date=date, review=review, log=log,
    )  # fmt: skip
    where = clinic_path(_clinic(clinic, routine))
    if clinic is None:
        _say_which(where)
    order = Order(routine, request, where, template, paper, ink, site)
    made = run(order, dt.date.today())
    complain(made.warnings)
    _write(made.pdf, output, made.prescription.id, open_)
    if save:
        from handouts import output as writing
        from handouts.prescription_file import text

        stored = text(made.prescription, template=template, clinic=clinic, paper=paper, ink=ink, site=site)
        writing.write(save, stored.encode())


def _clinic(given: str | None, routine: str | None) -> str | None:
    """Return the clinic that was asked for: on the command line, else in the prescription file."""
    if given is not None or routine is None or not routine.endswith((".yaml", ".yml")) or not Path(routine).is_file():
        return given
    from handouts.library import clinic_named_in

    return clinic_named_in(Path(routine))


def _say_which(clinic: Path | None) -> None:
    """Say which clinic is used when it lies further up, where nobody looks."""
    if clinic and clinic.is_absolute() and clinic.parent != Path.cwd():
        typer.echo(f"using the clinic of {clinic}", err=True)


def _write(pdf: bytes, output: str | None, name: str, open_: bool) -> None:
    from handouts import output as writing

    if output == "-":
        writing.write_stdout(pdf)
        return
    path = Path(output) if output else Path("out") / f"{name}.pdf"
    writing.write(path, pdf)
    typer.echo(path)
    if open_:
        typer.launch(str(path))

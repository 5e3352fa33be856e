"""`handouts make`."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handouts.cli import ask, target
from handouts.cli.prescribing_options import (
    FormatOption,
    InkOption,
    OutputOption,
    PaperOption,
    PrescribingOptions,
    TemplateOption,
    prescribing,
)
from handouts.cli.report import complain, fit_name

if TYPE_CHECKING:
    from handouts.make.make import Made
    from handouts.units import Embed


@prescribing
def make(
    options: PrescribingOptions,
    template: TemplateOption = None,
    paper: PaperOption = None,
    ink: InkOption = None,
    format_: FormatOption = None,
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
    from handouts.make.inputs import inputs
    from handouts.make.make import make as run
    from handouts.make.order import Order

    target.keep_apart({"-o": output, "--save": save}, inputs(options.clinic_path, (options.routine,)))
    form = target.format_of(output, format_)
    if save:
        target.check_kind(save, "--save", (".yaml", ".yml"))
        fit_name(save, "--save")
    if password is not None and form != "pdf":
        raise typer.BadParameter("only a PDF can be encrypted", param_hint="--password")
    if (embed or embed_all) and form != "pdf":
        raise typer.BadParameter("only a PDF can carry its prescription", param_hint="--embed")
    if fillable and form != "pdf":
        raise typer.BadParameter("only a PDF can be filled in", param_hint="--fillable")
    carried: Embed | None = "all" if embed_all else "prescription" if embed else None
    order = Order(
        routine=options.routine, request=options.request, clinic=options.clinic_path, template=template, paper=paper,
        ink=ink, site=options.site, format=form, embed=carried, fillable=fillable,
    )  # fmt: skip
    made = run(order, dt.date.today())
    complain(made.warnings)
    data = _locked(made.file, password)
    _remember(made, options)
    written(data, output, f"{made.prescription.id}.{form}", open_)
    if save:
        from handouts.prescribe.prescription_file import text
        from handouts.system import write as writing

        saved = text(
            made.prescription, template=template, clinic=options.clinic, paper=paper, ink=ink, site=options.site
        )
        writing.write(save, saved.encode())


def _remember(made: Made, options: PrescribingOptions) -> None:
    """Keep what was made for `handouts again`, without anything of the patient."""
    from handouts.cli.report import recent_folder
    from handouts.clinic.recent import anyones, remember
    from handouts.load.names import file_named
    from handouts.prescribe.prescription_file import routine

    clinic = made.library.clinic
    folder = recent_folder() if clinic is None or clinic.value.recent else None
    if folder:
        neutral = made.library.words.say("loose_title")
        if file_named(options.routine):  # written for one patient, as its name and its title may say
            remember(folder, anyones(made.prescription, neutral))
            return
        title = neutral if options.request.title else ""  # one that was typed may name the patient
        fields = {**routine(made.prescription, title), "routine": made.prescription.id}
        # JSON is YAML, too, and nobody waits for a library that writes it
        remember(folder, json.dumps(fields, ensure_ascii=False) + "\n")


def _locked(data: bytes, password: str | None) -> bytes:
    """Encrypt a PDF if that was asked for."""
    if password is None:
        return data
    from handouts.pdf.encrypt import encrypted

    if password == "-":
        password = ask.password()
    locked = encrypted(data, password)
    typer.echo("the PDF is encrypted (AES-256), so it is no longer PDF/A; tell the password another way", err=True)
    return locked


def written(data: bytes, output: str | None, name: str, open_: bool) -> None:
    """Write a file to its place, or to standard output, and say where it is."""
    from handouts.system import write as writing

    if output == target.STDOUT:
        writing.write_stdout(data)
        return
    path = target.place_of(output, name)
    fit_name(path, "--output")
    writing.write(path, data)
    typer.echo(path)
    if open_:
        typer.launch(str(path))

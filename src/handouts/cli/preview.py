"""`handouts preview` and `handouts gallery`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handouts.cli import target
from handouts.cli.prescribing_options import InkOption, PaperOption, PrescribingOptions, TemplateOption, prescribing
from handouts.cli.report import complain

if TYPE_CHECKING:
    from handouts.make.order import Order

_SHARPEST = 600  # dots an inch: a page is 100 MB of pixels then


@prescribing
def preview(
    options: PrescribingOptions,
    template: TemplateOption = None,
    paper: PaperOption = None,
    ink: InkOption = None,
    dpi: Annotated[int, typer.Option(min=20, max=_SHARPEST, help="Dots an inch.")] = 110,
    watch: Annotated[bool, typer.Option("--watch", help="Draw again whenever a file is saved.")] = False,
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write.", metavar="FOLDER")] = Path("out"),
) -> None:
    """Draw the pages of a handout as PNG, and print their paths.

    \b
    Examples:
      handouts preview low-back-relief --clinic sample
      handouts preview ana.yaml --template large-print --watch
    """
    from handouts.make.order import Order
    from handouts.make.preview import watched
    from handouts.problems import InputError
    from handouts.system.watch import changes, saved

    order = Order(
        routine=options.routine,
        request=options.request,
        clinic=options.clinic_path,
        template=template,
        paper=paper,
        ink=ink,
        site=options.site,
    )
    if not watch:
        _draw(order, output, dpi)
        return
    for _ in changes(lambda: saved(watched(options.clinic_path, options.routine))):
        try:
            _draw(order, output, dpi)
        except InputError as invalid:  # to be mended and saved again
            complain(invalid.problems)


def _draw(order: Order, folder: Path, dpi: int) -> None:
    from handouts.make.make import make
    from handouts.make.preview import write

    made = make(order, dt.date.today())
    complain(made.warnings)
    for path in write(made.pdf, made.prescription.id, folder, dpi):
        typer.echo(path)


@prescribing
def gallery(
    options: PrescribingOptions,
    paper: PaperOption = None,
    ink: InkOption = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write.", metavar="FILE.png")] = None,
) -> None:
    """Set a handout in every template on one contact sheet, the built-in ones and the clinic's own.

    \b
    Example:
      handouts gallery low-back-relief --clinic sample -o templates.png
    """
    from handouts.make import preview as showing
    from handouts.make.order import Order
    from handouts.system import write as writing

    path = target.place_of(str(output) if output else None, "gallery.png")
    target.check_kind(path, "--output", (".png",))
    order = Order(options.routine, options.request, options.clinic_path, paper=paper, ink=ink, site=options.site)
    png, told = showing.gallery(order, dt.date.today())
    complain(told)
    writing.write(path, png)
    typer.echo(path)

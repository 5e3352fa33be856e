"""The same handouts through other programs: the same words, tables, panels and pictures, tagged.

Typst gets what a handout says as data for one template, WeasyPrint the HTML that we write of it. Both get it ready
made: choosing, prescribing and composing, which is part of our own time, is not part of theirs.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from handouts.batch.job import Job, library_for
from handouts.compose.compose import compose
from handouts.compose.handout import Handout
from handouts.drawing.value import Drawing
from handouts.load.library import Library
from handouts.make.make import companion, prescribed_from

_ROOT = Path(__file__).parents[2]
_TEMPLATE = Path(__file__).with_name("handout.typ")

Composed = tuple[Handout, Library]
Program = Callable[[int], object]  # makes the PDF of one of the handouts


def composed(job: Job) -> Composed:
    """Return what the handout of a job says."""
    library = library_for(job.order)
    prescription, _ = prescribed_from(library, job.order, job.today)
    return compose(prescription, library, library.template.value), library


def others(handouts: Sequence[Composed]) -> dict[str, Program]:
    """Return the programs that are installed, each with what it needs for all handouts."""
    programs: dict[str, Program] = {}
    for name, prepare in (("Typst, warm compiler, tagged", through_typst), ("WeasyPrint, tagged", through_weasyprint)):
        try:
            programs[name] = prepare(handouts)
        except (ImportError, OSError):
            print(f"not installed: {name}")  # noqa: T201
    return programs


def through_typst(handouts: Sequence[Composed]) -> Program:
    """Prepare one compiler with the pictures and fonts of the project, and the data of each handout."""
    os.environ["RAYON_NUM_THREADS"] = "1"  # one core, as we have
    import typst

    folder = Path(tempfile.mkdtemp())
    shutil.copy(_TEMPLATE, folder)
    for figure in (_ROOT / "assets" / "figures").glob("*.svg"):
        shutil.copy(figure, folder)
    fonts = [str(_ROOT / "assets" / "fonts")]
    compiler = typst.Compiler(str(folder / _TEMPLATE.name), root=str(folder), font_paths=fonts)
    data = [_data(*each) for each in handouts]
    return lambda number: compiler.compile(format="pdf", sys_inputs={"data": data[number % len(data)]})


def through_weasyprint(handouts: Sequence[Composed]) -> Program:
    """Prepare a page of HTML for each handout."""
    import weasyprint

    pages = [companion(handout, library, "html") for handout, library in handouts]
    return lambda number: weasyprint.HTML(string=pages[number % len(pages)]).write_pdf(pdf_tags=True)


def _data(handout: Handout, library: Library) -> str:
    """Write what a handout says as JSON; a drawing as the name of its file."""
    files = {drawing.key: Path(name).name for name, drawing in library.drawings.items()}
    said = {each.name: getattr(handout, each.name) for each in fields(handout)}
    written = {name: _plain(value, files) for name, value in said.items() if name not in {"masthead", "qr"}}
    written["masthead"] = {"name": handout.masthead.name, "lines": handout.masthead.lines}
    return json.dumps(written)


def _plain(value: Any, files: dict[str, str]) -> Any:
    if isinstance(value, Drawing):
        return files[value.key]
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name), files) for each in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(each, files) for name, each in value._asdict().items()}
    return [_plain(each, files) for each in value] if isinstance(value, tuple) else value

"""The same handouts through Typst's warm compiler: what each says comes as data into one template."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from handouts.drawing.value import Drawing
from handouts.handout import Handout

_ROOT = Path(__file__).parents[2]
_TEMPLATE = Path(__file__).with_name("handout.typ")


def plain(value: Any, files: dict[int, str]) -> Any:
    """Turn a value into what JSON can say; a drawing into the name of its file."""
    if isinstance(value, Drawing):
        return files[id(value)]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name), files) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(each, files) for each in value]
    return value


def data_of(handout: Handout, files: dict[int, str]) -> str:
    """Write what a handout says as JSON."""
    said = {field.name: getattr(handout, field.name) for field in fields(handout)}
    said["patient"] = said.pop("patient_line")
    written = {name: plain(value, files) for name, value in said.items() if name not in {"masthead", "qr"}}
    written["masthead"] = {"name": handout.masthead.name, "lines": list(handout.masthead.lines)}
    for group in written["groups"]:
        for card in group["cards"]:
            for figure in card["figures"]:
                figure["file"] = figure.pop("drawing")
    for group in written["plan"]["groups"]:
        for thumbnail in group["thumbnails"]:
            if thumbnail["figure"]:
                thumbnail["figure"]["file"] = thumbnail["figure"].pop("drawing")
    return json.dumps(written)


def compiler() -> Callable[[str], bytes]:
    """Return what makes a PDF of data: one compiler with the pictures and the fonts of the project."""
    import typst

    folder = Path(tempfile.mkdtemp())
    shutil.copy(_TEMPLATE, folder)
    for figure in (_ROOT / "assets" / "figures").glob("*.svg"):
        shutil.copy(figure, folder)
    fonts = [str(_ROOT / "assets" / "fonts")]
    warm = typst.Compiler(str(folder / _TEMPLATE.name), root=str(folder), font_paths=fonts)

    def compiled(data: str) -> bytes:
        made = warm.compile(format="pdf", sys_inputs={"data": data})
        assert isinstance(made, bytes)
        return made

    return compiled

"""The shape of the code and of what is generated from it."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from handouts.data import builtin
from handouts.load.extends import laid_over
from handouts.load.file_kinds import KINDS, POSE, json_schema
from handouts.load.yaml_source import parse, tree, validated
from handouts.model.clinic import Clinic
from handouts.model.pose import Pose
from handouts.model.routine import PrescriptionFile
from handouts.model.stretch import Stretch
from handouts.problems import Place

SOURCE = Path(__file__).parents[1] / "src" / "handouts"

# What each part may import of the others: data flows one way. The names are files or folders of src/handouts.
MAY_IMPORT = {
    "problems": set(), "units": set(), "data": set(), "readability": set(), "same": set(),
    "model": {"units"},
    "phrasing": {"problems"},
    "source": {"problems", "phrasing"},
    "words": {"model", "problems"},
    "overlay": {"problems", "source"},
    "drawing": {"problems", "units"},
    "qr": {"drawing", "problems"},
    "folders": {"data", "overlay", "problems", "source", "words"},
    "pictures": {"drawing", "model", "problems", "source"},
    "reading": {"data", "drawing", "folders", "pictures", "problems", "source"},
    "library": {"data", "drawing", "folders", "model", "pictures", "problems", "qr", "reading", "source", "words"},
    "selection": {"model", "problems", "source"},
    "search": {"data", "model", "problems", "source"},
    "prescription": {"model"},
    "dose": {"model", "prescription"},
    "prescribe": {"library", "model", "phrasing", "prescription", "problems", "same", "source"},
    "prescription_file": {"model", "prescription", "source", "units"},
    "handout": {"drawing"},
    "compose": {"dose", "drawing", "handout", "library", "model", "prescription", "same", "words"},
    "layout": {"drawing", "handout", "model", "problems", "same", "units"},
    "figures": {"model"},
    "studio": {
        "data", "drawing", "figures", "folders", "kinds", "layout", "model", "output", "pdf", "problems", "reader",
        "source", "units", "watch",
    },
    "pdf": {"data", "drawing", "layout"},
    "companions": {"drawing", "handout", "layout", "model"},
    "reader": {"problems"},
    "watch": set(),
    "preview": {"drawing", "folders", "layout", "make", "output", "pdf", "problems", "reader"},
    "reopening": {"prescription_file", "problems", "reader"},
    "difference": {"model", "prescription", "summary"},
    "glyphs": {"problems", "source"},
    "kinds": {"model", "words"},
    "references": {"drawing", "folders", "library", "model", "pictures", "problems", "qr", "source"},
    "check": {
        "data", "dose", "drawing", "folders", "glyphs", "handout", "kinds", "layout", "library", "make", "model", "pdf",
        "pictures", "prescribe", "prescription", "problems", "readability", "references", "source", "typeface",
    },
    "summary": {"dose", "model", "prescription", "source"},
    "record": {"handout", "model", "prescription", "summary"},
    "imports": {"data", "drawing", "folders", "model", "problems", "source", "words"},
    "start": {"data", "drawing", "folders", "glyphs", "library", "model", "pdf", "pictures", "problems", "source"},
    "explain": {"folders", "model", "phrasing", "pictures", "problems", "source"},
    "output": {"problems"},
    "typeface": {"folders", "layout", "model", "pdf", "problems", "source"},
    "printing": {"problems"},
    "opening": {"problems"},
    "single": {"make"},
    "favorites": {"data", "folders", "problems"},
    "encrypting": {"problems"},
    "recent": {"model", "output", "problems", "source"},
    "picking": {"model", "source", "summary"},
    "shorter": {"model", "prescription", "problems", "source"},
    "batch": {
        "folders", "imports", "layout", "library", "make", "model", "output", "pdf", "prescribe", "prescription",
        "problems", "source", "units", "typeface",
    },
    "make": {
        "companions", "compose", "glyphs", "handout", "layout", "library", "model", "pdf", "prescribe", "prescription",
        "prescription_file", "problems", "shorter", "units", "typeface",
    },
}  # fmt: skip
FREE = {"cli", "__main__", "__init__"}
# One module per outside library.
OWNERS = {
    "yaml": {"source"},
    "reportlab": {"pdf"},
    "pikepdf": {"encrypting"},
    "PIL": {"drawing", "reader"},  # `reader` names the type of what pypdfium2 draws
    "numpy": {"figures"},
    "shapely": {"figures"},
    "pypdfium2": {"reader"},
    "svgelements": {"drawing"},
    "rich": {"cli"},
    "typer": {"cli"},
    "openpyxl": {"imports"},
    "segno": {"qr"},
    "dask": {"batch"},
    "distributed": {"batch"},
}


def part_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    part = part_of(path)
    own = {name.split(".")[1] for name in imports(path) if name.startswith("handouts.")} - {part, "__version__"}
    if part not in FREE:
        assert own <= MAY_IMPORT[part], f"{part} imports {own - MAY_IMPORT[part]}"
    for name in imports(path):
        owners = OWNERS.get(name.split(".")[0])
        assert owners is None or part in owners, f"{part} imports {name}"


def test_layout_and_compose_never_open_files_or_read_the_clock() -> None:
    for part in ("layout", "compose", "prescribe", "dose"):
        for path in [*SOURCE.glob(f"{part}.py"), *SOURCE.glob(f"{part}/**/*.py")]:
            assert not imports(path) & {"os", "pathlib.Path", "time", "datetime", "locale"}, path


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_are_fresh(kind: str) -> None:
    stored = json.loads((builtin() / "assets" / "schema" / f"{kind}.json").read_text())
    assert stored == json_schema(kind), f"run `handouts schema {kind} > assets/schema/{kind}.json`"


def test_first_lines_name_their_schema() -> None:
    for path in [
        *builtin().glob("routines/**/*.yaml"),
        *builtin().glob("templates/*.yaml"),
        *builtin().glob("assets/*/**/*.yaml"),
    ]:
        if path.name.endswith(POSE):
            continue  # its name says what it is
        first = path.read_text().splitlines()[0]
        match = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
        assert match, path
        assert (path.parent / match[1]).is_file(), path


def test_the_readmes_yaml_is_right() -> None:
    texts = re.findall(r"```yaml\n(.*?)```", (builtin() / "README.md").read_text(), re.S)
    clinic, tilt, walk, pose, routine, phases = texts
    assert parse(clinic, Clinic, Path("clinic.yaml"), Place("README.md")).value.name == "Riverside Physio"
    below = (builtin() / "routines/catalog/low-back/pelvic-tilt.yaml").read_text()
    changed = laid_over(tree(tilt, Place("README.md")), tree(below, Place("pelvic-tilt.yaml")))
    assert validated(changed, Stretch, Path("pelvic-tilt.yaml")).value.dosage.reps == 12
    assert parse(walk, Stretch, Path("walk.yaml"), Place("README.md")).value.kind == "activity"
    assert parse(pose, Pose, Path("my.pose.yaml"), Place("README.md")).value.shows == "right"
    assert parse(routine, PrescriptionFile, Path("my-back.yaml"), Place("README.md")).value.title == "My back routine"
    phased = parse(f"title: x\n{phases}", PrescriptionFile, Path("my-back.yaml"), Place("README.md")).value
    assert [str(phase.weeks) for phase in phased.phases] == ["1-2", "3-6"]


def test_every_string_that_code_asks_for_is_there_and_is_asked_for() -> None:
    from handouts.load.words import WordsFile

    words = parse(
        (builtin() / "assets" / "words" / "en.yaml").read_text(), WordsFile, Path("en.yaml"), Place("en.yaml")
    ).value
    code = "\n".join(path.read_text() for path in SOURCE.rglob("*.py"))
    known = {*words.strings, *words.plurals}
    asked = set(re.findall(r"\b(?:say|count)\(\s*\"(\w+)\"", code))
    assert asked <= known
    unused = {
        name for name in known if f'"{name}"' not in code and not re.fullmatch("your_(left|right)|day|week|month", name)
    }
    assert unused == set()

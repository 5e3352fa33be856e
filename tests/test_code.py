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

# Five rooms in a row, a step each: data flows one way through them. Of an earlier step a room imports its value only.
STEPS = ("load", "prescribe", "compose", "layout", "pdf")
VALUES = {
    "load": {"library", "loaded", "settings", "words"},
    "prescribe": {"prescription", "dose"},
    "compose": {"handout"},
    "layout": {"page", "flat"},
}
ALSO = {  # what a step takes of the one before it besides, and why
    "prescribe": {
        "load.phrasing",
        "load.yaml_source",
    },  # an option is told as a field of a file is; a prescription file is written
}
# What each room may import besides, by folders or files of src/handouts; each step, too.
GROUND = {"data", "outside", "prepared", "problems", "units"}
MAY_IMPORT = {
    "data": set(), "prepared": set(), "problems": set(), "units": set(),
    "outside": {"problems"},
    "model": {"units"},
    "drawing": {"problems", "units"},
    "figures": {"model"},
    "system": {"problems"},
    "load": {"drawing", "model"},
    "prescribe": {"model"},
    "compose": {"drawing", "model"},
    "layout": {"drawing", "model"},
    "pdf": {"drawing"},
    "companions": {"compose", "drawing", "layout", "model"},
    "make": {*STEPS, "companions", "drawing", "model", "system"},
    "check": {*STEPS, "drawing", "make", "model"},
    "clinician": {"load", "prescribe", "compose", "model"},
    "clinic": {"drawing", "load", "make", "model", "pdf", "prescribe", "system"},
    "intake": {"drawing", "load", "model"},
    "batch": {*STEPS, "make", "model", "system"},
    "studio": {"drawing", "figures", "layout", "load", "model", "pdf", "system"},
}  # fmt: skip
FREE = {"cli", "__main__", "__init__"}
# One room per outside library.
OWNERS = {
    "yaml": {"load"},
    "reportlab": {"pdf"},
    "pikepdf": {"pdf"},
    "PIL": {"drawing", "pdf"},  # `pdf.read_back` names the type of what pypdfium2 draws
    "numpy": {"figures"},
    "shapely": {"figures"},
    "pypdfium2": {"pdf"},
    "svgelements": {"drawing"},
    "rich": {"cli"},
    "typer": {"cli"},
    "openpyxl": {"load"},
    "segno": {"drawing"},
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


MODULES = sorted(SOURCE.rglob("*.py"))


def the_values_of(step: str, module: str) -> bool:
    return module.split(".")[1] in VALUES[step]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    room = part_of(path)
    for name in imports(path):
        owners = OWNERS.get(name.split(".")[0])
        assert owners is None or room in owners, f"{room} imports {name}"
    own = {name.removeprefix("handouts.") for name in imports(path) if name.startswith("handouts.")} - {"__version__"}
    for module in own if room not in FREE else ():
        other = module.split(".")[0]
        if other == room or (other in GROUND - {room} and room not in GROUND) or other in MAY_IMPORT[room]:
            continue
        assert room in STEPS, f"{room} imports {module}"
        assert STEPS.index(other) < STEPS.index(room), f"{room} imports {module}, which is of a later step"
        also = any(module.startswith(each) for each in ALSO.get(room, ()))
        assert the_values_of(other, module) or also, f"{room} imports {module}, which is no value"


def test_the_rooms_of_the_steps_have_no_face() -> None:
    for step in STEPS:
        assert not any(name.startswith("handouts") for name in imports(SOURCE / step / "__init__.py"))


def test_a_public_type_is_defined_once() -> None:
    places: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.parse(path.read_text()).body:
            for name in type_names(node):
                places.setdefault(name, []).append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert {name: each for name, each in places.items() if len(each) > 1} == {}


def type_names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.ClassDef):
        names = [node.name]
    elif isinstance(node, ast.Assign):
        names = [each.id for each in node.targets if isinstance(each, ast.Name)]
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        names = [node.target.id]
    else:
        names = []
    return [each for each in names if len(each) > 1 and each[0].isupper() and not each.isupper()]


def test_layout_and_compose_never_open_files_or_read_the_clock() -> None:
    for step in ("layout", "compose", "prescribe"):
        for path in SOURCE.glob(f"{step}/**/*.py"):
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


def test_the_yaml_of_the_readme_and_of_your_own_is_right() -> None:
    pages = "".join((builtin() / name).read_text("utf-8") for name in ("README.md", "docs/your-own.md"))
    texts = re.findall(r"```yaml\n(.*?)```", pages, re.S)
    clinic, routine, phases, tilt, walk, pose = texts
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

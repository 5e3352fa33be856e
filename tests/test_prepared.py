"""What is prepared when the package is built says what the files say, and only while they say it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts import prepared
from handouts.data import builtin
from handouts.drawing.figure import KIND, parsed, read_figure
from handouts.drawing.hatch import _thinned
from handouts.drawing.outlines import outlines
from handouts.drawing.value import Drawing
from handouts.load.folders import read, roots
from handouts.load.loaded import Loaded
from handouts.load.plain import Places, ready, to_plain
from handouts.load.prepare import built_in, figures
from handouts.load.yaml_events import YamlReader
from handouts.load.yaml_source import load, parse, read_text
from handouts.make.make import make
from handouts.make.order import Order
from handouts.make.prepare import prepare
from handouts.model.base import FileModel
from handouts.model.stretch import Stretch
from handouts.pdf import embed
from handouts.pdf.embed import embedded
from handouts.pdf.font_file import font_file
from handouts.pdf.font_file import outlines as outlines_of_font
from handouts.pdf.font_file import read as read_font
from handouts.pdf.fonts import BUILTIN
from handouts.pdf.objects import deflated
from handouts.prescribe.request import Request
from handouts.problems import Place
from tests.made import TODAY

thinned = _thinned.__wrapped__  # which keeps what it made of an equal drawing
PELVIC_TILT = builtin() / "routines/catalog/low-back/pelvic-tilt.yaml"
GAP = 30.0  # units between lines of hatches: more than there are


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Prepare all files, once for these tests."""
    with pytest.MonkeyPatch.context() as patch:
        path = tmp_path_factory.mktemp("prepared") / "prepared.bin"
        patch.setattr(prepared, "ARCHIVE", path)
        prepare()
        yield path
    prepared._index.cache_clear()


@pytest.fixture
def another(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the archive that may be spoilt."""
    path = tmp_path / "prepared.bin"
    path.write_bytes(archive.read_bytes())
    monkeypatch.setattr(prepared, "ARCHIVE", path)
    prepared._index.cache_clear()
    yield path
    prepared._index.cache_clear()


def is_prepared(path: Path) -> bool:
    return prepared.value("Stretch", path.read_bytes()) is not None


def all_of(drawing: Drawing) -> tuple[object, ...]:
    return drawing.key, drawing.width, drawing.height, drawing.paths, drawing.raster, drawing.labels


@pytest.mark.usefixtures("archive")
def test_every_file_says_the_same_as_when_it_is_read() -> None:
    files = list(built_in())
    assert {model.__name__ for _, model in files} >= {"Stretch", "Routine", "Template", "WordsFile", "SafetyFile"}
    for path, model in files:
        one = ready(path.read_bytes(), model, path, "shown.yaml")
        place = Place("shown.yaml")
        other = parse(read_text(path, place), model, path, place)
        assert isinstance(one, Loaded), path
        assert one == other
        assert repr(one.value) == repr(other.value)  # a tuple is no list, and fields stand in order
        assert one.place("nothing", 1) == other.place("nothing", 1)


@pytest.mark.usefixtures("archive")
def test_every_figure_is_the_same_as_when_it_is_read() -> None:
    assert len(figures()) > 100
    for path in figures():
        data = path.read_bytes()
        assert prepared.value(KIND, data) is not None, path
        drawing = parsed(data, Place("a"))
        ready_made = read_figure.__wrapped__(data, Place("a"))
        assert all_of(ready_made) == all_of(drawing)
        assert [path.outline for path in ready_made.paths] == list(outlines(drawing))
        assert list(outlines(thinned(ready_made, GAP))) == list(outlines(thinned(drawing, GAP)))


def forget() -> None:
    """Forget what was read in this process."""
    for each in (read_figure, font_file, embedded):
        each.cache_clear()


@pytest.mark.usefixtures("archive")
def test_every_built_in_font_says_the_same_as_when_it_is_read() -> None:
    forget()
    for path in map(Path, BUILTIN.files):
        fast, slow = font_file(path), read_font(outlines_of_font(path))
        assert {name: getattr(fast, name) for name in fast.__slots__ if name != "cuts"} == {
            name: getattr(slow, name) for name in slow.__slots__ if name != "cuts"
        }
        (subset,) = fast.cuts
        assert fast.cuts[subset][2] == deflated_program(path, subset)


@pytest.mark.usefixtures("archive")
def test_a_handout_in_everyday_letters_cuts_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    monkeypatch.setattr(embed, "outlines", lambda *_: pytest.fail("a font is cut"))
    assert make(Order("low-back-relief", Request(patient="Ana Diaz", date="2026-11-21")), TODAY).pdf
    with pytest.raises(pytest.fail.Exception, match="a font is cut"):
        make(Order("low-back-relief", Request(patient="Ana Díaz", date="2026-11-21")), TODAY)


def deflated_program(path: Path, subset: tuple[str, ...]) -> bytes:
    cut = outlines_of_font(path).makeSubset([ord(letter) if letter else 0 for letter in subset])
    return deflated(b"/Length1 %d" % len(cut), cut)


@pytest.mark.usefixtures("archive")
def test_what_has_been_edited_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pelvic-tilt.yaml"
    path.write_bytes(PELVIC_TILT.read_bytes())
    assert isinstance(read(path, Stretch, "stretch", roots(None)).places, Places)  # as the built-in one, it is ready
    path.write_text(PELVIC_TILT.read_text("utf-8").replace("name: ", "name: Another "), "utf-8")
    assert not is_prepared(path)
    assert load(path, Stretch).value.name.startswith("Another ")
    assert read(path, Stretch, "stretch", roots(None)).value.name.startswith("Another ")


@pytest.mark.usefixtures("archive")
def test_one_kind_is_not_taken_for_another() -> None:
    assert is_prepared(PELVIC_TILT)
    assert prepared.value("Routine", PELVIC_TILT.read_bytes()) is None


def test_what_other_code_prepared_is_passed_over(another: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_prepared(PELVIC_TILT)
    monkeypatch.setattr(prepared, "_code", lambda: bytes(32))
    prepared._index.cache_clear()
    assert not is_prepared(PELVIC_TILT)
    assert another.exists()


@pytest.mark.parametrize("size", [0, 20, 34, 3_000, -1])
def test_an_archive_that_was_cut_short_is_passed_over(another: Path, size: int) -> None:
    another.write_bytes(another.read_bytes()[:size])
    prepared._index.cache_clear()
    assert not is_prepared(PELVIC_TILT)


@pytest.mark.usefixtures("another")
def test_models_may_be_imported_after_others_were_read() -> None:
    assert ready(PELVIC_TILT.read_bytes(), Stretch, PELVIC_TILT, "a.yaml")

    class Later(FileModel):
        name: str

    prepared.write({("Later", b"name: x"): to_plain(Loaded("a", Path("a.yaml"), Later(name="x"), {}, {}))})
    late = ready(b"name: x", Later, Path("a.yaml"), "a.yaml")
    assert late == Loaded("a", Path("a.yaml"), Later(name="x"), {}, {})


@pytest.mark.usefixtures("archive")
def test_a_handout_of_built_in_files_reads_no_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(YamlReader, "read", lambda *_: pytest.fail("YAML is read"))
    assert make(Order("low-back-relief", Request()), TODAY).pages.pages


def test_a_handout_has_the_same_bytes_without_the_archive(another: Path) -> None:
    order = Order("low-back-relief", Request(date="2026-11-21"))
    forget()
    fast = make(order, TODAY).pdf
    another.unlink()
    prepared._index.cache_clear()
    forget()
    assert make(order, TODAY).pdf == fast

"""QR codes: read off the printed page, large enough, with the address in print, and tagged."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
import segno
import zxingcpp

from handouts.batch.job import Job, lay_out
from handouts.check.run import check
from handouts.drawing.qr import MOST_BYTES, QUIET, SIDE_MM, drawing
from handouts.layout.page import Block, Inset, LaidOut, Link, Picture
from handouts.make.order import Order
from handouts.pdf.draw import draw, draw_quickly, usual_writer
from handouts.prescribe.request import Request
from handouts.problems import InputError, Place
from handouts.units import MM
from tests.made import TODAY, made
from tests.pdf.sense import faults
from tests.test_cli import run, text_of

CLINIC = "name: Riverside\nsites: [{phone: 555-0001}]\nqr: {url: riverside.example/back, caption: Watch it done}\n"
ROUTINE = """\
title: My back
region: low-back
stretches: [pelvic-tilt, cat-camel]
progression: When these feel easy, ask us.
review_after: 4 weeks
"""


def home(folder: Path, clinic: str = CLINIC, routine: str = ROUTINE) -> Path:
    (folder / "routines" / "standard").mkdir(parents=True)
    (folder / "routines" / "standard" / "mine.yaml").write_text(routine)
    (folder / "clinic.yaml").write_text(clinic)
    return folder


def read_off(pdf: bytes, dpi: int = 150) -> list[str]:
    """Return what the codes on the pages say, as a phone sees them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [each.render(scale=dpi / 72).to_pil() for each in document]
    finally:
        document.close()
    return [code.text for each in pages for code in zxingcpp.read_barcodes(each)]


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_the_printed_page_leads_to_the_address(tmp_path: Path, dpi: int) -> None:
    pdf = made("mine", clinic=home(tmp_path)).file
    assert read_off(pdf, dpi) == ["https://riverside.example/back"]


def test_mono_and_the_longest_address(tmp_path: Path) -> None:
    url = "https://riverside.example/" + "a" * (MOST_BYTES - 26)
    clinic = CLINIC.replace("riverside.example/back", url) + "ink: mono\n"
    assert read_off(made("mine", clinic=home(tmp_path, clinic)).file, 200) == [url]


def test_it_is_large_enough_and_has_room_around(tmp_path: Path) -> None:
    done = made("mine", clinic=home(tmp_path))
    (picture,) = [
        mark for each in done.pages.pages for mark in each.marks
        if isinstance(mark, Picture) and mark.drawing.key == drawing("https://riverside.example/back", Place("x")).key
    ]  # fmt: skip
    modules = picture.drawing.width - 2 * QUIET
    assert picture.width * modules / picture.drawing.width >= SIDE_MM * MM - 0.01
    assert picture.drawing.width == picture.drawing.height
    across = [step[1] for path in picture.drawing.paths for step in path.steps if len(step) == 3]
    assert (min(across), max(across)) == (QUIET, QUIET + modules)
    node = done.pages.nodes[int(picture.owner)]  # type: ignore[arg-type]
    assert (node.role, node.alt) == ("Figure", "QR code that leads to riverside.example/back")
    (link,) = [mark for each in done.pages.pages for mark in each.marks if isinstance(mark, Link)]
    assert (link.url, done.pages.nodes[link.owner].role) == ("https://riverside.example/back", "Link")
    text = text_of(done.file)
    assert "Watch it done riverside.example/back" in text


def test_modules_are_those_of_the_code() -> None:
    url = "https://riverside.example/back"
    code = segno.make_qr(url, error="m", boost_error=True)
    drawn = drawing(url, Place("x"))
    (path,) = drawn.paths
    boxes = [path.steps[at : at + 5] for at in range(0, len(path.steps), 5)]
    dark = {
        (x, round(box[0][2]))  # type: ignore[misc]
        for box in boxes
        for x in range(round(box[0][1]), round(box[1][1]))  # type: ignore[misc]
    }
    assert dark == {
        (x + QUIET, y + QUIET) for y, row in enumerate(code.matrix) for x, module in enumerate(row) if module
    }


@pytest.mark.slow
def test_a_routine_has_one_of_its_own(tmp_path: Path) -> None:
    folder = home(tmp_path, routine=ROUTINE + "qr: {url: 'http://tiny.example/1', caption: This routine}\n")
    assert read_off(made("mine", clinic=folder).file) == ["http://tiny.example/1"]
    assert check((folder,)).problems == ()


@pytest.mark.slow
def test_companions_name_the_address(tmp_path: Path) -> None:
    folder = home(tmp_path)
    assert (
        "Watch it done\nhttps://riverside.example/back\n"
        in run(folder, "make", "mine", "--format", "txt", "-o", "-").out
    )
    written = run(folder, "make", "mine", "--format", "html", "-o", "-").out
    assert '<a href="https://riverside.example/back">riverside.example/back</a>' in written
    assert "QR code that leads to riverside.example/back" in written


def test_without_one_nothing_is_printed() -> None:
    assert read_off(made().file) == []


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("riverside.example/" + "a" * 80, "clinic.yaml:3:11: error: the address has 106 letters; more than 84"),
        ("javascript:alert(1)", "it must be an address of the web such as `clinic.example/back`"),
        ("'river side'", "it must be an address of the web such as `clinic.example/back`"),
        ("höhe.example", "it must be an address of the web such as `clinic.example/back`"),
    ],
)  # fmt: skip
def test_addresses_that_do_not_work(url: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = home(tmp_path, CLINIC.replace("riverside.example/back", url))
    monkeypatch.chdir(folder)
    with pytest.raises(InputError) as wrong:
        made("mine", clinic=Path("clinic.yaml"))
    assert told in str(wrong.value)
    assert told in "\n".join(map(str, check(()).problems))


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("way", [draw_quickly, draw])
def test_the_page_with_a_code_conforms(way: Callable[[LaidOut], bytes], profile: str, tmp_path: Path) -> None:
    path = tmp_path / "whole.pdf"
    path.write_bytes(way(sheets(tmp_path)))
    assert page.validate_pdf(str(path), profile=profile).is_compliant
    with pikepdf.open(path) as opened:
        assert faults(opened) == []


def test_a_batch_makes_the_same_link(tmp_path: Path) -> None:
    each = sheets(tmp_path)
    plain = links(draw(each))
    assert [link[:2] for link in plain] == [(1, "https://riverside.example/back")]
    usual_writer.cache_clear()  # the first time what is in a block is put in on its own, then it is part of that
    assert [links(draw_quickly(each)) for _ in range(3)] == [plain] * 3


def test_a_batch_makes_each_of_several_links(tmp_path: Path) -> None:
    each = sheets(tmp_path)
    *before, (*above, code, foot) = each.sheets
    block = code.block
    both = Block(200, (Inset(block, 0, 0, 0, -1), Inset(block, 9, 100, block.count, -1)), count=2 * block.count)
    thrice = Block(300, (Inset(both, 0, 0, 0, -1), Inset(block, 50, 200, both.count, -1)), count=3 * block.count)
    below = foot._replace(first=code.first + thrice.count)
    more = replace(each, sheets=(*before, (*above, code._replace(block=thrice), below)))
    plain = links(draw(more))
    assert len({box[0] for _, _, box, _ in plain}) == 3
    usual_writer.cache_clear()
    assert [links(draw_quickly(more)) for _ in range(3)] == [plain] * 3


def sheets(folder: Path) -> LaidOut:
    order = Order("mine", Request(screened="none"), home(folder))
    return lay_out(Job(1, "1", order, TODAY, Place("roster.csv", 2, 1))).sheets


def links(pdf: bytes) -> list[tuple[int, str, list[float], list[str]]]:
    """Return the links of a PDF: page, address, box, and the roles from the element that owns it up to the top."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        keys = list(opened.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(map(int, keys[::2]), keys[1::2], strict=True))
        for number, each in enumerate(opened.pages):
            for link in each.get("/Annots", []):
                element = owners[int(link.StructParent)]
                (kid,) = [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary)]
                assert (kid.Obj.objgen, kid.Pg.objgen) == (link.objgen, each.objgen)
                roles = []
                while "/S" in element:
                    roles.append(str(element.S))
                    element = element.P
                found.append((number, str(link.A.URI), [float(edge) for edge in link.Rect], roles))
    return found


@pytest.mark.slow
def test_a_print_file_has_the_codes_too(tmp_path: Path) -> None:
    folder = home(tmp_path)
    ran = run(folder, "batch", "mine", "--copies", "2", "--merge", "all.pdf", "--out", "each", "--processes", "1")
    assert ran.code == 0, ran.err
    assert read_off((folder / "all.pdf").read_bytes()) == ["https://riverside.example/back"] * 2
    (single,) = (folder / "each").glob("*.pdf")
    assert read_off(single.read_bytes()) == ["https://riverside.example/back"]

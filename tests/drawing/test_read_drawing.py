"""Which reader a file gets, and how its problems are placed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from handouts.drawing.read import read_drawing
from handouts.problems import InputError, Place

PLACE = Place("clinic.yaml", 4, 7)
FIGURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path class="skin" fill="#ff0000" d="M1 1L2 2"/></svg>'
)
LOGO = b'\xef\xbb\xbf\n<svg xmlns="http://www.w3.org/2000/svg"><rect width="4" height="2"/></svg>'


def png() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (30, 20), (200, 0, 0)).save(stream, "PNG")
    return stream.getvalue()


def file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as found:
        read_drawing(path, PLACE)
    return str(found.value)


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    figure = read_drawing(file(tmp_path, "a.png", FIGURE), PLACE).drawing
    assert (figure.width, figure.height, figure.paths[0].role) == (9.0, 9.0, "skin")
    logo = read_drawing(file(tmp_path, "b.jpg", LOGO), PLACE).drawing
    assert (logo.width, logo.height, logo.paths[0].role) == (4.0, 2.0, "")
    photo = read_drawing(file(tmp_path, "c.svg", png()), PLACE, 7.2, 7.2).drawing
    assert photo.raster is not None
    assert (photo.width, photo.height) == pytest.approx((7.2, 4.8))


def test_warnings_stand_where_the_picture_is_asked_for(tmp_path: Path) -> None:
    reading = read_drawing(file(tmp_path, "c.png", png()), PLACE)
    assert [str(problem) for problem in reading.warnings] == [
        "clinic.yaml:4:7: warning[V2]: `c.png` would print at 9 dots an inch; 150 look sharp\n"
        "hint: use a picture at least 480 pixels wide, or print it smaller"
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "`x.svg` is empty\nhint: export the picture again"),
        (b"%PDF-1.7", "`x.svg` is a PDF\nhint: export the picture as SVG or PNG"),
        (b"%!PS-Adobe", "`x.svg` is PostScript\nhint: export the picture as SVG or PNG"),
        (b"PK\3\4", "`x.svg` is an archive or an office document\nhint: export the picture as SVG or PNG"),
        (b"\x1f\x8b\x08", "`x.svg` is a compressed SVG (`.svgz`)\nhint: save it as plain SVG"),
        (
            b"word",
            "`x.svg` is not a picture, or is damaged\nhint: pictures are SVG, PNG or JPEG; export it as one of these",
        ),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg">\n<text>Clinic</text></svg>',
            "`x.svg:2:1` cannot be drawn: `text` is text\nhint: convert text to outlines, or export a PNG",
        ),
    ],
    ids=["empty", "pdf", "ps", "zip", "svgz", "text", "svg"],
)
def test_refusals(tmp_path: Path, data: bytes, message: str) -> None:
    assert refusal(file(tmp_path, "x.svg", data)) == f"clinic.yaml:4:7: error: {message}"


def test_files_that_are_none(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.svg") == "clinic.yaml:4:7: error: `a.svg` does not exist"
    (tmp_path / "b.svg").mkdir()
    assert refusal(tmp_path / "b.svg") == "clinic.yaml:4:7: error: `b.svg` is a folder, not a file"
    file(tmp_path, "c", b"x")
    assert refusal(tmp_path / "c" / "d.svg") == "clinic.yaml:4:7: error: `d.svg` does not exist"

"""The dialect of our own figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.drawing.figure import ROLES, read_figure
from handouts.drawing.value import Labels, Path
from handouts.problems import InputError, Place

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20.5">'


def figure(body: str, head: str = HEAD) -> bytes:
    return f"{head}{body}</svg>".encode()


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as found:
        read_figure(data, Place("a.svg"))
    return str(found.value)


def test_reads_every_attribute() -> None:
    drawing = read_figure(
        figure(
            '\n<path class="highlight" fill="#ff8000" stroke="#000010" stroke-width="1.5" fill-opacity="0.4"'
            ' fill-rule="evenodd" stroke-linecap="round" stroke-linejoin="round"'
            ' d="M1 2L-3.5 4C5 6 7 8 9 10 11 12 13 14 15 16Z"/>\n<path fill="#ffffff" d="M0 0L1 1"/>'
        ),
        Place("a.svg"),
    )
    steps = (
        ("M", 1.0, 2.0),
        ("L", -3.5, 4.0),
        ("C", 5.0, 6.0, 7.0, 8.0, 9.0, 10.0),
        ("C", 11.0, 12.0, 13.0, 14.0, 15.0, 16.0),
        ("Z",),
    )
    assert (drawing.width, drawing.height, drawing.raster) == (10.0, 20.5, None)
    assert drawing.paths == (
        Path(steps, (255, 128, 0), (0, 0, 16), 1.5, 0.4, True, True, "highlight"),
        Path((("M", 0.0, 0.0), ("L", 1.0, 1.0)), (255, 255, 255)),
    )


def test_key_follows_the_content() -> None:
    one = figure('<path fill="#ffffff" d="M0 0L1 1"/>')
    other = figure('<path fill="#fffffe" d="M0 0L1 1"/>')
    keys = [read_figure(data, Place(name)).key for data, name in ((one, "a"), (one, "b"), (other, "a"))]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<g/>", "`g` is not allowed here in a figure"),
        ('<path fill="red"/>', "`red` is not a colour of a figure: `#rrggbb` in small letters, or `none`"),
        ('<path d="M0 0"/>', "`` is not a colour of a figure: `#rrggbb` in small letters, or `none`"),
        ('<path fill="none" d="m0 0"/>', "path data of a figure are absolute M, L, C and Z, starting with M"),
        ('<path fill="none" d="M0 0L1"/>', "`L` of a figure has two numbers"),
        ('<path fill="none" id="a"/>', "`id` is not an attribute of a figure's path"),
        ('<path fill="none" stroke="#000000" stroke-width="1e3" d="M0 0"/>', "`1e3` is not a number of a figure"),
        ('<path fill="none" fill-rule="nonzero" d="M0 0"/>', "`nonzero` is not allowed in a figure, only `evenodd`"),
    ],
)
def test_refuses_what_is_outside(body: str, reason: str) -> None:
    assert refusal(figure("\n " + body)) == f"a.svg:2:2: error: is not a figure of ours: {reason}"


def test_refuses_words_and_what_is_not_xml() -> None:
    assert refusal(figure("word")) == "a.svg:1:63: error: is not a figure of ours: text is not allowed in a figure"
    assert refusal(figure("<path")) == "a.svg:1:68: error: is not well-formed XML: not well-formed (invalid token)"


@pytest.mark.parametrize(
    "head",
    [
        "<svg>",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="1 0 10 10">',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 10">',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9">',
        f"<!DOCTYPE svg>{HEAD}",
    ],
)
def test_refuses_another_head(head: str) -> None:
    assert "a.svg:1:" in refusal(figure("", head))


def test_names_the_roles() -> None:
    assert refusal(figure('<path class="dog" fill="none" d="M0 0"/>')) == (
        "a.svg:1:63: error: is not a figure of ours: `dog` is not a role: "
        "arrow, hair, highlight, outline, paper, prop, shirt, shoe, skin, spine, strap, trousers"
    )
    assert len(ROLES) == 12


def test_reads_labels() -> None:
    head = HEAD.replace("<svg", '<svg data-shows="left" data-author="Ana" data-licence="CC0-1.0" data-digest="ab1"')
    body = "\n<title>Lift\n {side} leg</title><desc>A &lt; b.</desc>" + '<path fill="#ffffff" d="M0 0L1 1"/>'
    drawing = read_figure(figure(body, head), Place("a.svg"))
    assert drawing.labels == Labels("Lift {side} leg", "A < b.", "left", "Ana", "CC0-1.0", "ab1")
    assert len(drawing.paths) == 1
    assert read_figure(figure(""), Place("a.svg")).labels == Labels()


@pytest.mark.parametrize(
    "body",
    [
        '<path fill="none" d="M0 0"/><title>late</title>', "<title>a</title><title>b</title>", "<title><b/></title>",
        '<title id="a">a</title>', "<metadata>a</metadata>", "<title>a</title>b",
    ],
)  # fmt: skip
def test_refuses_labels_that_are_not_at_their_place(body: str) -> None:
    assert "is not a figure of ours" in refusal(figure(body))


def test_reads_kinds_of_lines_and_areas() -> None:
    body = (
        '<path class="skin far shade" fill="#ffffff" d="M0 0"/>'
        '<path class="outline near" fill="none" stroke="#000000" d="M0 0"/>'
    )
    assert [path.kind for path in read_figure(figure(body), Place("a")).paths] == ["far shade", "near"]
    assert "`near` is not a kind of area" in refusal(figure('<path class="skin near" fill="#ffffff" d="M0 0"/>'))
    line = '<path class="skin shade" fill="none" stroke="#000000" d="M0 0"/>'
    assert "`shade` is not a kind of line" in refusal(figure(line))
    assert "`data-shows` of a figure is" in refusal(figure("", HEAD.replace("<svg", '<svg data-shows="both"')))


@given(st.text(alphabet="MLCZ0123456789.- e,"))
def test_any_path_data_are_read_or_refused(data: str) -> None:
    try:
        drawing = read_figure(figure(f'<path fill="none" d="{data}"/>'), Place("a.svg"))
    except InputError:
        return
    assert drawing.paths[0].steps[0][0] == "M"


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_figure(data, Place("a.svg"))

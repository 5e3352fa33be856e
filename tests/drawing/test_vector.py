"""Logos and drawings in any SVG."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.drawing.bounds import bounds
from handouts.drawing.svg.vector import read_svg
from handouts.drawing.value import Drawing, Path
from handouts.problems import InputError, Place

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SQUARE = '<rect width="4" height="2"/>'
RED = (255, 0, 0)
AS_PATHS = "hint: convert it to plain paths in a drawing program, or export a PNG"


def svg(body: str, attributes: str = 'viewBox="0 0 100 100"') -> bytes:
    return f"<svg {NS} {attributes}>{body}</svg>".encode()


def read(body: str, attributes: str = 'viewBox="0 0 100 100"') -> Drawing:
    return read_svg(svg(body, attributes), Place("logo.svg"))


def only(body: str, attributes: str = 'viewBox="0 0 100 100"') -> Path:
    (path,) = read(body, attributes).paths
    return path


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as found:
        read_svg(data, Place("logo.svg"))
    return str(found.value)


def points(path: Path) -> list[tuple[float, ...]]:
    return [tuple(round(value, 3) for value in step[1:]) for step in path.steps if len(step) > 1]


def size(drawing: Drawing) -> tuple[float, float]:
    return round(drawing.width, 3), round(drawing.height, 3)


def test_crops_to_what_is_drawn() -> None:
    drawing = read('<rect x="40" y="70" width="20" height="10" fill="#f00" stroke="blue" stroke-width="2"/>')
    assert size(drawing) == (22, 12)
    assert points(drawing.paths[0]) == [(1, 1), (21, 1), (21, 11), (1, 11)]
    assert (drawing.paths[0].fill, drawing.paths[0].stroke, drawing.paths[0].stroke_width) == (RED, (0, 0, 255), 2)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ('<circle cx="9" cy="9" r="5"/>', (10, 10)),
        ('<ellipse cx="9" cy="9" rx="5" ry="2"/>', (10, 4)),
        ('<rect width="8" height="6" rx="2"/>', (8, 6)),
        ('<rect width="50%" height="10%"/>', (50, 10)),
        ('<rect width="1in" height="72pt"/>', (96, 96)),
        ('<polygon points="0,0 10,0 5-5"/>', (10, 5)),
        ('<polyline points="0 0 10 0 5 5"/>', (10, 5)),
        ('<line x1="0" y1="1" x2="10" y2="1" stroke="red" stroke-width="2"/>', (12, 2)),
        ('<path d="M0 0h10v10H0z"/>', (10, 10)),
        ('<path d="m5 5 10 0 0 10zm1 1 2 2"/>', (10, 10)),
        ('<path d="M0,0a5 5 0 0110 0z"/>', (10, 5)),
        ('<path d="M0 0q5 10 10 0t10 0"/>', (20, 10)),
        ('<path d="M0 0A0 5 0 0 1 10 10L0 10"/>', (10, 10)),
        ('<path d="M0 0C0 4 3 4 3 0S6-4 6 0"/>', (6, 6)),
    ],
)
def test_shapes(shape: str, expected: tuple[float, float]) -> None:
    assert size(read(shape)) == pytest.approx(expected, abs=0.01)


def test_a_circle_is_round() -> None:
    path = only('<circle cx="100" cy="100" r="100" transform="rotate(17 3 4)"/>')
    for x, y in [point[-2:] for point in points(path)]:
        assert ((x - 100) ** 2 + (y - 100) ** 2) ** 0.5 == pytest.approx(100, abs=0.01)


def test_drawing_on_after_a_close_starts_where_the_outline_did() -> None:
    path = only('<path d="M10 0L20 0L20 10Z L5 5 L5 9"/>')
    assert [step[0] for step in path.steps] == ["M", "L", "L", "Z", "M", "L", "L"]
    assert points(path)[3] == (5, 0)


@pytest.mark.parametrize(
    ("transform", "expected"),
    [
        ("translate(5 6)", (4, 2)),
        ("rotate(90)", (2, 4)),
        ("scale(2,3)", (8, 6)),
        ("matrix(0 1 -1 0 0 0)", (2, 4)),
        ("translate(9),rotate(90 1 1) scale(.5)", (1, 2)),
        ("skewX(45)", (6, 2)),
        ("rotate(.25turn)", (2, 4)),
    ],
)
def test_transforms(transform: str, expected: tuple[float, float]) -> None:
    assert size(read(f'<rect width="4" height="2" transform="{transform}"/>')) == pytest.approx(expected)


def test_transforms_nest_from_the_outside_in() -> None:
    drawing = read(
        f'<g transform="scale(10)"><g transform="translate(1 0)">{SQUARE}</g></g><rect width="1" height="1"/>'
    )
    assert bounds(drawing.paths[:1]) == pytest.approx((10, 0, 50, 20))


def test_strokes_grow_with_their_transform() -> None:
    body = '<g transform="scale(3)"><path d="M0 0L9 0" stroke="red" stroke-width="2"{}/></g>'
    assert only(body.format("")).stroke_width == pytest.approx(6)
    assert only(body.format(' vector-effect="non-scaling-stroke"')).stroke_width == 2


@pytest.mark.parametrize(
    ("body", "fill"),
    [
        (SQUARE, (0, 0, 0)),
        ('<g fill="red">' + SQUARE + "</g>", RED),
        ('<g fill="blue"><rect fill="red" width="1" height="1"/></g>', RED),
        ('<g style="fill: red">' + SQUARE + "</g>", RED),
        ('<g color="red"><g fill="currentColor">' + SQUARE + "</g></g>", RED),
        ('<style>.a{fill:red}</style><rect class="b a" fill="blue" width="1" height="1"/>', RED),
        ('<style>/* x */ #i , rect.k { fill : red; }</style><rect id="i" width="1" height="1"/>', RED),
        ('<style>.a{fill:blue} #i{fill:red} .a{fill:lime}</style><rect id="i" class="a" width="1" height="1"/>', RED),
        ("<style>*{fill:blue} rect{fill:red}</style>" + SQUARE, RED),
        ('<style>rect{fill:red !important}</style><rect style="fill:blue" width="1" height="1"/>', RED),
        ("<style><![CDATA[ @font-face{font-family:x} rect{fill:rgb(100%,0%,0%)} ]]></style>" + SQUARE, RED),
        ('<rect fill="inherit" width="1" height="1"/>', (0, 0, 0)),
        (SQUARE + "<defs><style>rect{fill:red}</style></defs>", RED),
        ('<rect fill="hsl(0,100%,50%)" width="1" height="1"/>', RED),
        ('<rect fill="RED" width="1" height="1"/>', RED),
    ],
)
def test_style(body: str, fill: tuple[int, int, int]) -> None:
    assert only(body).fill == fill


def test_opacity_multiplies() -> None:
    body = '<g opacity=".5"><rect width="1" height="1" fill="#ff000080" fill-opacity="50%" opacity=".5"/></g>'
    assert only(body).fill_opacity == pytest.approx(0.5**4, abs=0.001)


def test_a_half_transparent_stroke_has_its_colour_on_paper() -> None:
    path = only('<path d="M0 0L9 0" stroke="black" stroke-opacity=".2"/>')
    assert (path.fill, path.stroke) == (None, (204, 204, 204))


def test_what_is_hidden_is_not_drawn() -> None:
    hidden = '<g display="none"><text>x</text></g><g visibility="hidden"><circle r="9"/></g><rect width="9"/>'
    unseen = '<symbol id="s"><circle r="9"/></symbol><defs><circle r="9"/></defs><path d=""/><text> </text>'
    assert len(read(hidden + unseen + SQUARE).paths) == 1


def test_fill_rule_caps_and_paint_order() -> None:
    assert only('<path fill-rule="evenodd" d="M0 0h9v9z"/>').even_odd
    assert only('<path d="M0 0L9 0L9 9" stroke="red" stroke-linecap="round"/>').round_ends
    assert not only('<path d="M0 0L9 0L9 9" stroke="red" stroke-linejoin="round"/>').round_ends
    assert only('<path d="M0 0L9 0L9 9z" stroke="red" stroke-linejoin="round"/>').round_ends
    below = read('<path d="M0 0h9v9z" stroke="red" paint-order="stroke"/>')
    assert [(path.fill, path.stroke) for path in below.paths] == [(None, RED), ((0, 0, 0), None)]


def test_use_repeats_with_its_own_place_and_style() -> None:
    drawing = read(
        '<defs><rect id="r" width="2" height="2"/></defs><use xlink:href="#r" fill="red"/><use href="#r" x="8"/>'
    )
    assert [path.fill for path in drawing.paths] == [RED, (0, 0, 0)]
    assert size(drawing) == (10, 2)


def test_a_symbol_fits_its_view_box_into_its_room() -> None:
    symbol = '<symbol id="s" viewBox="0 0 10 10"><rect width="10" height="10"/></symbol>'
    assert size(read(symbol + '<use href="#s" width="50" height="30"/>')) == (30, 30)
    stretched = symbol.replace("viewBox", 'preserveAspectRatio="none" viewBox')
    assert size(read(stretched + '<use href="#s" width="50" height="30"/>')) == (50, 30)
    inner = '<svg x="10" y="10" width="20" height="20" viewBox="0 0 5 5"><rect width="5" height="5"/></svg>'
    assert size(read(inner + '<rect width="1" height="1"/>')) == (30, 30)


def test_root_units() -> None:
    assert size(read(SQUARE, 'width="10mm" height="10mm"')) == (4, 2)
    assert size(read('<rect width="100%" height="100%"/>', 'width="30" height="20"')) == (30, 20)
    assert size(read(SQUARE, 'width="20" height="5" viewBox="0 0 10 10" preserveAspectRatio="none"')) == (8, 1)
    assert size(read(SQUARE, 'width="100%"')) == (4, 2)


def test_a_clip_path_around_everything_is_passed_over() -> None:
    clip = '<clipPath id="c"><rect width="100" height="100" fill="white"/></clipPath>'
    assert size(read(clip + f'<g clip-path="url(#c)">{SQUARE}</g>')) == (4, 2)


def test_foreign_elements_and_a_plain_document_type_are_passed_over() -> None:
    body = '<i:grid xmlns:i="urn:i"><text>x</text></i:grid><metadata><a/></metadata><title>T</title>' + SQUARE
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    data = b'<?xml version="1.0" encoding="UTF-8"?>' + doctype.encode() + svg(body)
    assert size(read_svg(data, Place("logo.svg"))) == (4, 2)
    assert size(read_svg(svg(SQUARE).decode().encode("utf-16"), Place("logo.svg"))) == (4, 2)
    assert size(read_svg(svg(SQUARE).replace(NS.encode(), b""), Place("logo.svg"))) == (4, 2)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ('<image href="a.png"/>', "`image` is an embedded image"),
        ("<foreignObject/>", "`foreignObject` is a foreign object"),
        ("<blink/>", "`blink` is an unknown element"),
        ('<rect width="1" height="1" fill="url(#g)"/>', "`rect` has a gradient or a pattern"),
        ('<g filter="url(#f)"/>', "`g` has a filter"),
        ('<g style="mask:url(#f)"/>', "`g` has a mask"),
        ('<g style="mix-blend-mode:multiply"/>', "`g` has a blend mode"),
        ('<rect width="1" height="1" clip-path="url(#c)"/>', "`rect` is cut by a clip path"),
        ('<path d="M0 0L9 9" stroke="red" stroke-dasharray="3 1"/>', "`path` has a dashed line"),
        ('<path d="M0 0L9 9" stroke="red" marker-end="url(#m)"/>', "`path` has line markers, such as arrow heads"),
        ('<path d="M0 0L9 9" stroke="red" stroke-linecap="square"/>', "`path` has a line with square ends"),
        ('<path d="M0 0L9 9" stroke="red" transform="scale(9 1)"/>', "`path` has a stroke that is stretched unevenly"),
        ('<path d="10 10"/>', "`path` has damaged path data"),
        ('<path d="M0 0 C1 1 2 2"/>', "`path` has damaged path data"),
        ('<path d="M0 0 L1e400 1"/>', "`path` has path data that reach too far"),
        ('<polygon points="1 2 3"/>', "`polygon` has damaged points"),
        ('<rect width="2em" height="1"/>', "`rect` has a length `2em` that is not understood"),
        ('<rect width="1" height="1" fill="bleu"/>', "`rect` has a colour `bleu` that is not understood"),
        ('<rect width="1" height="1" opacity="half"/>', "`rect` has an opacity `half` that is not understood"),
        ('<g transform="turn(3)"/>', "`g` has a transform `turn(3)` that is not understood"),
        ('<g transform="matrix(1 2)"/>', "`g` has a transform `matrix(1 2)` that is not understood"),
        ('<use href="other.svg#a"/>', "`use` shows `other.svg#a`, which is not in this file"),
        ('<svg viewBox="0 0"/>', "`svg` has a viewBox `0 0` that is not understood"),
    ],
)
def test_what_paths_cannot_show_is_named(body: str, what: str) -> None:
    assert refusal(svg("\n  " + body)) == f"logo.svg:2:3: error: cannot be drawn: {what}\n{AS_PATHS}"


def test_text_has_a_hint_of_its_own() -> None:
    assert refusal(svg("<text><tspan>Clinic</tspan></text>", "")) == (
        "logo.svg:1:85: error: cannot be drawn: `text` is text\nhint: convert text to outlines, or export a PNG"
    )


def test_every_problem_is_reported() -> None:
    found = refusal(svg("<text>a</text>\n<image/>\n<g filter='url(#f)'/>"))
    assert [line.split(" error")[0] for line in found.splitlines()[::2]] == [
        "logo.svg:1:106:",
        "logo.svg:2:1:",
        "logo.svg:3:1:",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + svg("<text>&b;</text>"),
            "logo.svg:1:15: error: declares entities in its document type, which is not read\n"
            "hint: open it in a drawing program and save it again as plain SVG",
        ),
        (
            svg("<g>" * 120 + "</g>" * 120),
            "logo.svg:1:403: error: is nested more than 100 levels deep\n"
            "hint: open it in a drawing program and save it again as plain SVG",
        ),
        (
            svg("<g/>" * 50_001),
            "logo.svg:1:200102: error: has more than 50,000 elements\n"
            "hint: open it in a drawing program and save it again as plain SVG",
        ),
        (
            b"<svg>" + b" " * 5_000_000,
            "logo.svg: error: has 5,000,005 bytes; at most 5,000,000 are read\n"
            "hint: simplify the drawing, or export a PNG",
        ),
        (
            b"<html/>",
            "logo.svg: error: is XML, but not SVG\nhint: export the picture as SVG, PNG or JPEG",
        ),
        (
            b"<svg",
            "logo.svg:1:1: error: is not well-formed XML: unclosed token\n"
            "hint: open it in a drawing program and save it again as plain SVG",
        ),
        (
            b'<?xml version="1.0" encoding="klingon"?><svg/>',
            "logo.svg: error: is in an unknown encoding\nhint: save the file as UTF-8",
        ),
        (svg("<g/>"), "logo.svg: error: shows nothing\nhint: give its shapes a fill or a stroke"),
        (
            svg("<style>g > .a { fill: red }</style>"),
            "logo.svg:1:106: error: has a style rule `g > .a` that is not understood\n"
            "hint: export the SVG with presentation attributes instead of a style sheet",
        ),
        (
            svg('<g id="a"><use href="#a"/></g>'),
            f"logo.svg:1:106: error: cannot be drawn: `g` is used within itself, or nested too deep\n{AS_PATHS}",
        ),
    ],
    ids=["entities", "depth", "elements", "bytes", "html", "cut", "encoding", "nothing", "style", "itself"],
)
def test_refusals(data: bytes, message: str) -> None:
    assert refusal(data) == message


@pytest.mark.slow
def test_a_bomb_of_repeats_ends_soon() -> None:
    layers = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 12))
    bomb = svg(f'<defs><rect id="g0" width="1" height="1"/>{layers}</defs><use href="#g11"/>')
    start = time.perf_counter()
    assert "is too large a drawing\nhint: simplify it, or export a PNG" in refusal(bomb)
    assert time.perf_counter() - start < 30


attributes = st.sampled_from(
    ["d", "points", "fill", "stroke", "transform", "style", "width", "r", "opacity", "viewBox", "href", "clip-path"]
)
values = st.text(alphabet="MmLCQAaz0123456789.,-+e()#% rotaeslcnfibdu:;", max_size=30)
elements = st.builds(
    lambda tag, given: f"<{tag} " + " ".join(f'{name}="{value}"' for name, value in given.items()) + "/>",
    st.sampled_from(["path", "rect", "circle", "polygon", "g", "use", "svg", "line"]),
    st.dictionaries(attributes, values, max_size=4),
)


@settings(deadline=None)
@given(st.lists(elements, max_size=4))
def test_any_attributes_are_drawn_or_refused(body: list[str]) -> None:
    try:
        drawing = read_svg(svg("".join(body)), Place("logo.svg"))
    except InputError:
        return
    assert bounds(drawing.paths) == pytest.approx((0, 0, drawing.width, drawing.height), abs=1e-3, rel=1e-6)


@settings(deadline=None)
@given(st.data())
def test_damaged_bytes_are_drawn_or_refused(data: st.DataObject) -> None:
    whole = bytearray(
        svg(f'<style>.a{{fill:red}}</style><g transform="scale(2)">{SQUARE}<path class="a" d="M0 0h9v9z"/></g>')
    )
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(InputError):
        assert read_svg(bytes(whole), Place("logo.svg")).paths

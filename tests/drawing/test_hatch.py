"""The hatch of a small picture has fewer lines."""

from __future__ import annotations

from dataclasses import replace

from handouts.drawing.hatch import thinned
from handouts.drawing.value import Drawing, Path
from tests.pdf import sample


def line(place: float) -> Path:
    return Path(
        (("M", place, 0.0), ("L", place - 5, 5.0)), stroke=(0, 0, 0), stroke_width=2.5, role="highlight", kind="hatch"
    )


def hatched(*places: float) -> Drawing:
    edge = Path((("M", 0.0, 0.0), ("L", 9.0, 9.0)), stroke=(0, 0, 0), role="outline", kind="near")
    return sample.drawing(edge, *map(line, places), edge)


def left(drawing: Drawing, points_a_unit: float) -> list[float]:
    thin = thinned(drawing, points_a_unit)
    assert [path.kind for path in thin.paths if path.role == "outline"] == ["near", "near"]
    return [float(path.steps[0][1]) for path in thin.paths if path.kind == "hatch"]


def test_at_full_size_every_line_stays() -> None:
    drawing = hatched(0, 10.4, 20.8, 31.2)
    assert thinned(drawing, 0.1984) is drawing


def test_lines_stay_apart_and_pieces_of_one_line_together() -> None:
    assert left(hatched(0, 10.4, 20.8, 20.9, 31.2, 41.6), 0.1) == [0, 20.8, 20.9, 41.6]
    assert left(hatched(0, 10.4, 20.8, 31.2, 41.6), 0.05) == [0, 41.6]


def test_lines_of_one_path_are_lines_too() -> None:
    one = hatched(0, 10.4, 20.8, 31.2)
    edge, *lines, _ = one.paths
    joined = sample.drawing(edge, replace(lines[0], steps=tuple(step for each in lines for step in each.steps)), edge)
    (path,) = (each for each in thinned(joined, 0.1).paths if each.kind == "hatch")
    assert [step[1] for step in path.steps if step[0] == "M"] == [0, 20.8]


def test_each_area_begins_anew() -> None:
    assert left(hatched(50, 60.4, 5, 15.4, 25.8), 0.1) == [50, 5, 25.8]


def test_a_thinned_drawing_is_another_one() -> None:
    drawing = hatched(0, 10.4, 20.8)
    assert thinned(drawing, 0.1) != drawing
    assert thinned(drawing, 0.1) is thinned(drawing, 0.1)

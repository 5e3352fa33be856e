"""Marked areas that nobody sees are told."""

from __future__ import annotations

from shapely.geometry import box

from handouts.figures.picture.ops import Fill, Op, Scale
from handouts.figures.picture.seen import hidden

SCALE = Scale(0.01)  # a point is a centimetre
MARK = box(0, 0, 0.1, 0.1)
PAINTED: list[Op] = [Fill(MARK, "highlight")]
COVERED: list[Op] = [*PAINTED, Fill(box(-1, -1, 1, 1), "skin")]


def test_a_mark_in_sight_is_no_fault() -> None:
    assert list(hidden([{"soleus": MARK}], [PAINTED], SCALE)) == []


def test_a_mark_under_a_limb_in_every_frame_is_told() -> None:
    assert list(hidden([{}, {"soleus": MARK}], [COVERED, COVERED], SCALE)) == [(1, "soleus")]


def test_a_mark_seen_in_one_frame_is_enough() -> None:
    assert list(hidden([{"soleus": MARK}, {"soleus": MARK}], [PAINTED, COVERED], SCALE)) == []


def test_a_muscle_beside_what_is_seen_is_told() -> None:
    marks = {"soleus": MARK, "deltoid": box(2, 2, 2.1, 2.1)}
    assert list(hidden([marks], [PAINTED], SCALE)) == [(0, "deltoid")]

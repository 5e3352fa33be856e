"""Pose files: numbers that no body has."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.load.yaml_source import load
from handouts.model.pose import Pose
from handouts.problems import InputError, Place
from handouts.studio.build import drawn
from handouts.studio.poses import PoseFile


@pytest.mark.parametrize("number", ["nan", ".nan", "inf", "-inf", ".inf", "1e999"])
@pytest.mark.parametrize(
    "field",
    [
        "knee: {}",
        "hip: {{flex: {}}}",
        "hip: {}",
        "contacts: {{left hand: {{at: [0, {}, 0]}}}}",
        "arrows: [{{at: left knee, by: [{}, 1]}}]",
        "view: [{}, 0]",
        "props: [{{kind: chair, height: {}}}]",
        "frames: [{{caption: x, alt: y, pelvis: {{lean: {}}}}}]",
    ],
)
def test_a_number_out_of_this_world_is_refused_at_its_place(tmp_path: Path, field: str, number: str) -> None:
    file = tmp_path / "x.pose.yaml"
    file.write_text(f"base: stand\ncaption: Start\nalt: A person.\n{field.format(number)}\n")
    with pytest.raises(InputError) as found:
        load(file, Pose)
    column = field.format("!").index("!") + 1
    assert [each.place for each in found.value.problems] == [Place(str(file), 4, column)]


@pytest.mark.parametrize("number", ["1e300", "-1e12", "1001"])
@pytest.mark.parametrize("field", ["knee: {}", "view: [{}, 0]", "props: [{{kind: chair, height: {}}}]"])
def test_a_number_too_large_for_a_room_is_refused_before_it_is_drawn(tmp_path: Path, field: str, number: str) -> None:
    file = tmp_path / "x.pose.yaml"
    file.write_text(f"base: stand\ncaption: '9999'\nalt: A person.\n{field.format(number)}\n")
    (problem,) = drawn(PoseFile("x", file, "")).problems
    column = field.format("!").index("!") + 1
    assert str(problem) == (
        f"{file}:4:{column}: error: `{number}` is out of range\nhint: write a number from -1000 to 1000"
    )

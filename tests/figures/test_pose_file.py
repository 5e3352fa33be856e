"""Pose files: numbers that no body has."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.load.yaml_source import load
from handouts.model.pose import Pose
from handouts.problems import InputError, Place


@pytest.mark.parametrize("number", ["nan", ".nan", "inf", "-inf", ".inf", "1e999", "1e300", "-1001"])
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

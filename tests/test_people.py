"""Who gives a handout out: by id or by name, never somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.load.loaded import Loaded
from handouts.load.yaml_source import parse
from handouts.make.people import signature, strangers
from handouts.model.clinic import Clinic
from handouts.problems import Place

CLINIC: Loaded[Clinic] = parse(
    "name: R\nclinicians:\n  - {id: bob, name: Bob Smith, credentials: PT}\n  - {id: amy, name: Amy Ray Smith}\n",
    Clinic, Path("clinic.yaml"), Place("clinic.yaml"),
)  # fmt: skip
OPTION = Place("--clinician")
LISTED = "hint: listed are `bob` (Bob Smith), `amy` (Amy Ray Smith)"


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("bob", "Bob Smith, PT"), ("BOB", "Bob Smith, PT"), ("Bob  smith", "Bob Smith, PT"), ("amy", "Amy Ray Smith"),
        ("Bob Smith, DPT", "Bob Smith, DPT"),
    ],
)  # fmt: skip
def test_somebody_of_the_clinic(text: str, signed: str) -> None:
    assert signature(text, CLINIC) == signed
    assert list(strangers(text, OPTION, CLINIC)) == []


def test_a_name_of_two_or_of_nobody_is_printed_as_typed_and_told() -> None:
    assert signature("smith", CLINIC) == "smith"
    assert [str(each) for each in strangers("smith", OPTION, CLINIC)] == [
        f"--clinician: warning: `smith` may be `bob` or `amy`, so it is printed as typed, without credentials\n{LISTED}"
    ]
    assert [str(each) for each in strangers("zoe", OPTION, CLINIC)] == [
        f"--clinician: warning: `zoe` is not listed, so it is printed as typed, without credentials\n{LISTED}"
    ]


def test_without_a_list_nobody_is_a_stranger() -> None:
    for clinic in (None, parse("name: R", Clinic, Path("x"), Place("x"))):
        assert list(strangers("zoe", OPTION, clinic)) == []
        assert signature("zoe", clinic) == "zoe"

"""Whatever a list holds, it is taken, left out with a reason, or refused as a whole: nothing crashes."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.data import builtin
from handouts.intake.dose import dosage
from handouts.intake.run import ListSource, plain_id, read
from handouts.intake.texts import LONGEST_STEP, MOST_STEPS, steps
from handouts.problems import InputError

WORDS = st.sampled_from([
    "Lie on your back.", "1. Sit", "2) Lean", "hold 30 s", "3 x 10", "<b>one</b>", "other leg", "&amp;", "{side}", "**",
    "", "null", "~", "yes", ": x", "- y", "# z", "é", "腰", "\u202e", "\t", "\n", '"', "'", "10-Aug", "2x/day", "a.jpg",
    "9" * 40,
])  # fmt: skip
TEXT = st.one_of(st.lists(WORDS, max_size=30).map(" ".join), st.text(max_size=900))
NAMES = st.one_of(
    st.sampled_from(["name", "steps", "muscles", "hold", "reps", "dose", "images", "kind", "level", "x"]), st.text()
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)), max_leaves=12,
)  # fmt: skip


FIELDS = (
    "muscles",
    "equipment",
    "level",
    "dose",
    "hold",
    "feel",
    "tips",
    "aliases",
    "precautions",
    "images",
    "category",
)


def _read(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        path.write_bytes(data)
        with suppress(InputError):
            found = read(ListSource(path), Path(folder) / "clinic", builtin())
            assert all(each.needs for each in found.drafts)
            assert all(each.why for each in found.left)
            assert len({each.id for each in found.drafts}) == len(found.drafts)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.dictionaries(NAMES, JSON, max_size=6), max_size=4))
def test_any_objects(value: list[dict[str, Any]]) -> None:
    _read(json.dumps(value).encode())


@settings(deadline=None, max_examples=300)
@given(st.lists(st.fixed_dictionaries({"name": TEXT, "steps": JSON}, optional=dict.fromkeys(FIELDS, JSON)), max_size=4))
def test_any_exercises(value: list[dict[str, Any]]) -> None:
    _read(json.dumps(value).encode())


@settings(deadline=None, max_examples=150)
@given(st.lists(NAMES, min_size=1, max_size=6), st.lists(st.lists(TEXT, max_size=7), max_size=4))
def test_any_table(header: list[str], rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([header, *rows])
    _read(written.getvalue().encode("utf-8", "surrogatepass"))


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    _read(data)


@given(st.lists(TEXT, max_size=20))
def test_steps_lose_no_words(texts: list[str]) -> None:
    found = steps(texts)
    assert all(0 < len(each) <= LONGEST_STEP for each in found)
    assert len(found) <= MOST_STEPS or sum(map(len, found)) > LONGEST_STEP


@given(st.dictionaries(st.sampled_from(["dose", "hold", "reps", "sets", "per_day", "days_per_week"]), TEXT), TEXT)
def test_any_dose(said: dict[str, str], instructions: str) -> None:
    reading = dosage(said, instructions.splitlines())
    assert reading.range.keys() <= reading.dosage.keys()


@given(st.text())
def test_any_name_has_an_id(name: str) -> None:
    assert plain_id(name).isascii()
    assert 0 < len(plain_id(name)) <= 80

"""Whatever stands in a file, `check` tells problems: it never ends in a traceback, and every place is in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.check.run import check
from tests.check.clinic import FILES, made

_LINES = [(name, line) for name, text in FILES.items() for line in range(len(text.splitlines()))]
_SCRAPS = st.sampled_from([
    "", "~", "0", "-1", "1.5", "null", "[]", "{}", "[[]]", "{a: b}", "x", "*", "&a", "'", '"', "{side}", "{other} {",
    "!!", "30-10 s", "left", "1/2", "🙂", "\u202e", "a" * 401, "- - -", "? ", ": ", "|", "%", "pelvic-tilt",
    "my-knee", "R2",
])  # fmt: skip


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("clinic"))


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.sampled_from(_LINES), scrap=_SCRAPS | st.text(max_size=12), after=st.integers(0, 60), cut=st.booleans())
def test_mutated_files_are_told_of(
    clinic: Path, where: tuple[str, int], scrap: str, after: int, cut: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clinic)
    name, number = where
    lines = FILES[name].splitlines()
    line = lines[number]
    lines[number] = line[: after % (len(line) + 1)] + scrap + ("" if cut else line[after % (len(line) + 1) :])
    (clinic / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    try:
        report = check(tuple(map(Path, FILES)))
    finally:
        (clinic / name).write_text(FILES[name])
    assert report.files == len(FILES)
    for problem in report.problems:
        assert problem.message
        assert problem.place.path in FILES or Path(problem.place.path).is_absolute(), problem
        assert problem.place.line >= 1 or problem.message.startswith("is of no known kind"), problem

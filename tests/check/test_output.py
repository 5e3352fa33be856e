"""How problems are printed: for people, for programs, for GitHub; and what `--explain` says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handouts.check.explain import explained, listed, rules_of
from handouts.check.formats import github, lines, records, summary
from handouts.check.rules import RULES
from handouts.check.run import CheckReport
from handouts.check.waivers import Waived
from handouts.data import builtin
from handouts.problems import InputError, Level, Place, Problem
from tests.check.clinic import ROUTINE, STRETCH, made
from tests.check.page import page
from tests.test_cli import REFUSED, run

WARNING = Problem(Place("a b,c:d.yaml", 3, 7), Level.WARNING, "100% of `x`\nis odd", "mend it: now", "R2")
ERROR = Problem(Place("none"), Level.ERROR, "no such file or folder")
NOTE = Problem(Place("r.yaml", 1, 1), Level.NOTE, "the posture changes 2 times; 1 would do", "", "S2")
REPORT = CheckReport(3, (WARNING, ERROR, NOTE), (Waived(WARNING, "we like it"),))


def test_lines_for_people() -> None:
    assert lines(REPORT, with_waived=False) == (
        "a b,c:d.yaml:3:7: warning[R2]: 100% of `x`\nis odd\nhint: mend it: now\n"
        "none: error: no such file or folder\n"
        "r.yaml:1:1: note[S2]: the posture changes 2 times; 1 would do\n"
    )
    assert lines(CheckReport(1, (), REPORT.waived), with_waived=True) == (
        "a b,c:d.yaml:3:7: waived[R2]: 100% of `x`\nis odd\nreason: we like it\n"
    )


@pytest.mark.parametrize(
    ("report", "text"),
    [
        (REPORT, "3 files checked, 2 problems, 1 note, 1 waived (`--waived` lists them)"),
        (REPORT.without_notes(), "3 files checked, 2 problems, 1 waived (`--waived` lists them)"),
        (CheckReport(1, ()), "1 file checked, no problems"),
        (CheckReport(0, (ERROR,)), "no files checked, 1 problem"),
    ],
)
def test_the_last_line(report: CheckReport, text: str) -> None:
    assert summary(report, with_waived=False) == text


def test_githubs_commands_escape_what_they_must() -> None:
    assert github(REPORT) == (
        "::warning file=a b%2Cc%3Ad.yaml,line=3,col=7,title=R2::100%25 of `x`%0Ais odd%0Ahint: mend it: now\n"
        "::error file=none::no such file or folder\n"
        "::notice file=r.yaml,line=1,col=1,title=S2::the posture changes 2 times; 1 would do\n"
    )


def test_records_for_programs() -> None:
    assert records(REPORT, with_waived=True)[1:] == [
        {"path": "none", "line": 0, "column": 0, "level": "error", "rule": "", "message": "no such file or folder",
         "hint": ""},
        {"path": "r.yaml", "line": 1, "column": 1, "level": "note", "rule": "S2",
         "message": "the posture changes 2 times; 1 would do", "hint": ""},
        {"path": "a b,c:d.yaml", "line": 3, "column": 7, "level": "warning", "rule": "R2",
         "message": "100% of `x`\nis odd", "hint": "mend it: now", "waived": "we like it"},
    ]  # fmt: skip
    assert len(records(REPORT, with_waived=False)) == 3


def test_the_table_of_rules_is_whole() -> None:
    table = "N1 N2 R1 R2 R3 R4 R5 D1 D2 D3 D4 D5 V1 V2 L1 L2 L3 L4 L5 S2 C1 C2 C3 M1 P1 I1 I2"
    assert list(RULES) == table.split()
    for rule in RULES.values():
        assert rule.levels
        for text in (rule.title, rule.reads, rule.why, rule.source, rule.mend):
            assert text.strip() == text != ""
        assert rule.title[0] == rule.title[0].lower() or not rule.title[0].isalpha()


def test_a_rule_is_explained() -> None:
    (rule,) = rules_of(("r3",))
    assert explained(rule) == (
        "R3 (warning): a stretch has 3 to 7 steps\n"
        "why:    Fewer leave out how to start or to stop; longer lists are not followed to the end.\n"
        "source: PMC9120287, table 2: sequences of at most 7\n"
        "reads:  files\n"
        "mend:   Join steps that belong together, or take out what the picture shows.\n"
        "waive:  `waive: {R3: reason}`\n"
    )
    assert explained(RULES["C1"]).endswith("waive:  an error cannot be waived\n")


def test_a_rule_that_is_none_offers_those_like_it() -> None:
    with pytest.raises(InputError) as found:
        rules_of(("D9", "R1", "X1"))
    assert str(found.value) == (
        "--explain: error: no rule `D9`\nhint: one of `D1`, `D2`, `D3`, `D4`, `D5`\n--explain: error: no rule `X1`"
    )


def test_the_page_of_rules_is_fresh(request: pytest.FixtureRequest) -> None:
    path = builtin() / "docs" / "rules.md"
    if request.config.getoption("--update-goldens"):
        path.write_text(page())
    assert path.read_text() == page()


@pytest.mark.slow
def test_explain_on_the_command_line(tmp_path: Path) -> None:
    assert run(tmp_path, "check", "--explain").out == listed()
    assert run(tmp_path, "check", "--explain", "R1").out == explained(RULES["R1"])
    ran = run(tmp_path, "check", "--explain", "R9")
    assert (ran.code, ran.out) == (REFUSED, listed())
    assert ran.err == "--explain: error: no rule `R9`\nhint: one of `R1`, `R2`, `R3`, `R4`, `R5`\n"


@pytest.mark.slow
def test_the_options_of_check(tmp_path: Path) -> None:
    made(tmp_path, STRETCH, "Pull the knee in slowly.", "The knee comes in.")
    complaint = (
        f"{STRETCH}:13:5: warning[R2]: `The knee comes in.` does not begin with a verb\n"
        "hint: begin with what to do, as in `Bend your knee.`\n"
    )
    ran = run(tmp_path, "check")
    assert (ran.code, ran.err) == (0, complaint)
    assert ran.out == "4 files checked, 1 problem, 1 waived (`--waived` lists them)\n"
    assert run(tmp_path, "check", "--strict").code == REFUSED
    assert "waived[L3]: " in run(tmp_path, "check", "--waived").err
    found = json.loads(run(tmp_path, "check", "--json").out)
    assert [(each["rule"], each["level"], each["line"]) for each in found] == [("R2", "warning", 13)]
    assert run(tmp_path, "check", "--format", "json").out == run(tmp_path, "check", "--json").out
    shown = run(tmp_path, "check", "--format", "github", "--strict")
    assert (shown.code, shown.err) == (REFUSED, "")
    assert shown.out.startswith(f"::warning file={STRETCH},line=13,col=5,title=R2::`The knee comes in.` does not")


@pytest.mark.slow
def test_notes_are_shown_when_asked_for(tmp_path: Path) -> None:
    made(tmp_path, ROUTINE, "  - {stretch: pelvic-tilt}\n", "  - cat-camel\n  - pelvic-tilt\n")
    ran = run(tmp_path, "check", "--strict")
    assert (ran.code, ran.err) == (0, "")
    ran = run(tmp_path, "check", "--notes", ROUTINE)
    assert ran.err.startswith(f"{ROUTINE}:5:3: note[S2]: the posture changes 2 times; 1 would do\n")
    assert ran.out == "1 file checked, no problems, 1 note\n"

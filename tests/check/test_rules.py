"""Every rule, kept and broken in the files of a small clinic: all that is told, with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from handouts.check.rules import RULES
from handouts.check.run import check
from handouts.problems import Level
from tests.check.clinic import ANA, CLINIC, FILES, ROUTINE, STRETCH, TEMPLATE, checked, figure, made, told

NAMES = {"stretch": STRETCH, "routine": ROUTINE, "template": TEMPLATE, "clinic": CLINIC, "ana": ANA}
BROKEN: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "broken.yaml").read_text())

# What looks wrong at a glance and is not: rule, file, what is taken out, what is put in.
KEPT = [
    ("R2", STRETCH, "Pull the knee in slowly.", "Slowly pull the knee in."),
    ("R2", STRETCH, "Keep your head down.", "Up and down is 1 time."),
    ("R2", STRETCH, "Keep your head down.", "Press down on palm and heel."),
    ("R4", STRETCH, "Eases your low back and hip.", "Eases your lumbar (lower) back."),
    ("R4", STRETCH, "Eases your low back and hip.", "Eases the lumbar spine: your low back."),
    ("R5", STRETCH, "how: Pull less.", "how: Pull half way. Do 2 sets of 10."),
    ("D2", ROUTINE, "  - my-knee\n", "  - {stretch: my-knee, side: left}\n"),
    ("D3", ROUTINE, "  - my-knee\n", "  - {stretch: my-knee, dosage: {reps: 5}}\n"),
    ("D4", ANA, "review: in May", "review_after: 4 weeks"),
    ("L2", CLINIC, "#1f6f78", "#000000"),
    ("L3", STRETCH, "how: Pull less.", "how: Do it at 8 AM. Do **not** pull. 3 * 4 * 5_6_7"),
    ("C1", STRETCH, "Eases your low back and hip.", "This does not prevent low back pain."),
    ("C1", STRETCH, "how: Pull less.", "how: Put a towel under it to prevent slipping."),
    ("C1", STRETCH, "how: Pull less.", "how: Wait until your cut has healed. Ask who treats you."),
    ("C3", STRETCH, "Eases your low back and hip.", "Nobody knows if your back will feel better."),
    ("M1", STRETCH, "how: Pull less.", "how: Bend it to a right angle."),
    ("M1", STRETCH, "alt: A person lies face up.", "alt: One hand lies on the mat. The other hand holds a strap."),
    ("P1", ROUTINE, "region: low-back\n", "region: low-back\nmade_for: [balance-falls]\n"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _in_the_clinics_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_files_that_keep_every_rule(tmp_path: Path) -> None:
    report = check((made(tmp_path),))
    assert (report.files, told(report)) == (4, "")
    assert told(checked(tmp_path, ANA)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule(name: str, tmp_path: Path) -> None:
    case = BROKEN[name]
    report = checked(made(tmp_path, NAMES[case["file"]], case["old"], case["new"]))
    if name == "L4":  # what does not fit on a page has other faults
        assert "".join(f"{each}\n" for each in report.problems if each.rule == "L4") == case["told"]
    else:
        assert told(report) == case["told"]


@pytest.mark.parametrize(("rule", "file", "old", "new"), KEPT, ids=[f"{each[0]} {each[3]}" for each in KEPT])
def test_what_looks_wrong_and_is_not(rule: str, file: str, old: str, new: str, tmp_path: Path) -> None:
    found = [str(each) for each in checked(made(tmp_path, file, old, new)).problems if each.rule == rule]
    assert found == []


def test_every_rule_is_broken_somewhere() -> None:
    shown = {name.split()[0] for name in BROKEN} | {"V2", "L5"}  # these need pictures: below
    assert set(RULES) <= shown


def test_a_photo_that_prints_coarsely(tmp_path: Path) -> None:
    photo = made(tmp_path) / Path(STRETCH).parent / "photo.png"
    Image.new("RGB", (300, 200), "white").save(photo)
    assert told(checked(tmp_path, STRETCH)).startswith(
        f"{STRETCH}:26:12: warning[V2]: `photo.png` would print at 94 dots an inch; 150 look sharp\n"
    )


def own_figure(folder: Path, old: str, new: str) -> str:
    """Let the clinic's stretch have a figure of its own, changed in one place, and return what is told of it."""
    text = FILES[STRETCH]
    made(folder, STRETCH, text[text.index("figures:") :], "")
    path = folder / "assets" / "figures" / "my-knee.1.svg"
    path.parent.mkdir(parents=True)
    drawing = figure("single-knee-to-chest.2.svg")
    assert old in drawing
    path.write_text(drawing.replace(old, new, 1))
    return told(checked(folder, STRETCH, ROUTINE))


SIGNED = '<svg data-author="Mo" data-licence="CC0-1.0" '


def test_a_clinics_own_figure(tmp_path: Path) -> None:
    assert own_figure(tmp_path, "<svg ", SIGNED) == ""


def test_a_clinics_own_figure_that_nobody_signed(tmp_path: Path) -> None:
    assert own_figure(tmp_path, "<svg ", "<svg ") == (
        f"{STRETCH}:1:1: error[C2]: the picture `my-knee.1.svg` names no author\n"
        "hint: write `data-author` into its `<svg>`, or name the picture under `figures:`\n"
        f"{STRETCH}:1:1: error[C2]: the picture `my-knee.1.svg` names no licence\n"
        "hint: write `data-licence` into its `<svg>`, or name the picture under `figures:`\n"
    )


def test_words_of_a_figure_are_read_too(tmp_path: Path) -> None:
    assert own_figure(tmp_path, "<desc>", "<desc>Your left hip hurts. ").count("[M1]") == 1


def test_a_marked_area_that_a_grey_copy_loses(tmp_path: Path) -> None:
    bare = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" data-shows="right"'
    area = 'class="{}" fill="{}" stroke="none" d="M0 0L50 0L50 50Z"/>'
    drawing = (
        f'{bare} data-author="Mo" data-licence="CC0-1.0"><title>Pull in</title><desc>Both hands pull it in.</desc>'
        f"<path {area.format('skin', '#e4b098')}<path {area.format('highlight', '#ffa078')}</svg>"
    )
    text = FILES[STRETCH]
    made(tmp_path, STRETCH, text[text.index("figures:") :], "")
    path = tmp_path / "assets" / "figures" / "my-knee.1.svg"
    path.parent.mkdir(parents=True)
    path.write_text(drawing)
    assert told(checked(tmp_path, ROUTINE)) == (
        f"{ROUTINE}:5:3: error[L5]: the marked area of `Knee to chest` is lost on a grey copy\n"
        "hint: give the area an edge or hatching, or make it darker\n"
    )


def test_a_waived_warning_is_listed_and_does_not_count(tmp_path: Path) -> None:
    made(tmp_path, STRETCH, "Pull the knee in slowly.", "The knee comes in.")
    with (tmp_path / STRETCH).open("a") as file:
        file.write("waive: {R2: as our patients say it}\n")
    report = checked(tmp_path, STRETCH)
    assert report.problems == ()
    assert [(each.problem.place.line, each.problem.rule, each.reason) for each in report.waived] == [
        (13, "R2", "as our patients say it")
    ]


def test_the_example_of_the_clinic_waives_for_its_handouts(tmp_path: Path) -> None:
    made(tmp_path, CLINIC, "template: mine\n", "disclaimer_addition: Nobody can promise it.\nwaive: {C3: our lawyer}\n")
    assert [each for each in checked(tmp_path).problems if each.rule == "C3"] == []


def test_levels_are_those_that_the_table_names() -> None:
    seen = {(rule, level) for case in BROKEN.values() for rule, level in _told_in(case["told"])}
    for rule, level in seen:
        assert level in RULES[rule].levels, rule


def _told_in(text: str) -> set[tuple[str, Level]]:
    return {(rule, level) for rule in RULES for level in Level if f": {level}[{rule}]: " in text}

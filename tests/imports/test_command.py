"""`handouts import` as a user meets it, up to the handout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.test_cli import run, text_of

LIST = (
    "Exercise;Instructions;Muscle;Reps;Hold;Frequency;Photo\n"
    'Sofa hamstring reach;"1. Sit on a chair. 2. Put one leg out. 3. Lean over.";Hamstrings;3;20 sec;2x/day;leg.jpg\n'
    "Mystery;;;;;;\n"
)


def _list(folder: Path) -> None:
    (folder / "list.csv").write_text(LIST)
    Image.linear_gradient("L").resize((4000, 3000)).save(folder / "leg.jpg")


@pytest.mark.slow
def test_from_a_spreadsheet_with_a_photo_to_a_handout(tmp_path: Path) -> None:
    _list(tmp_path)
    ran = run(tmp_path, "import", "list.csv", "-o", "mine")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "routines/catalog/hamstrings/sofa-hamstring-reach.yaml\n"
        "  needs: kind, why, sides, feel, precautions, alt, licence\n"
        "left out:\n"
        "  list.csv:3:1: Mystery: it has no instructions\n"
        "read as: `Exercise` as name, `Instructions` as steps, `Muscle` as muscles, `Reps` as reps, `Hold` as hold, "
        "`Frequency` as dose, `Photo` as images\n"
        "for a human to settle: kind (1), why (1), sides (1), feel (1), precautions (1), alt (1), licence (1)\n"
        "1 taken into mine, 1 left out\n"
    )
    made = run(tmp_path, "make", "--stretch", "sofa-hamstring-reach", "--clinic", "mine", "--has", "osteoporosis")
    assert (made.code, made.out) == (0, "out/stretches.pdf\n")
    assert "warning[I1]: was brought in, and a human must still settle `kind`, `why`, `sides`" in made.err
    assert "hint: nobody has said whether it suits a patient with `osteoporosis-flexion`" in made.err
    assert "Put one leg out." in text_of(tmp_path / "out" / "stretches.pdf")
    assert (tmp_path / "out" / "stretches.pdf").stat().st_size < 500_000


@pytest.mark.slow
def test_a_second_import_has_nothing_to_do(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Name,Steps\nReach,Sit on a chair. Reach up.\n")
    assert run(tmp_path, "import", "list.csv").code == 0
    again = run(tmp_path, "import", "list.csv")
    assert (again.code, again.out.splitlines()[-1]) == (0, "0 taken into imported, 1 left out")


def test_dry_run_and_json(tmp_path: Path) -> None:
    _list(tmp_path)
    ran = run(tmp_path, "import", "list.csv", "--dry-run", "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["written"], told["folder"]) == (0, False, "imported")
    assert [each["id"] for each in told["taken"]] == ["sofa-hamstring-reach"]
    assert told["left_out"] == [{"name": "Mystery", "from": "list.csv:3:1", "why": "it has no instructions"}]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["leg.jpg", "list.csv"]


@pytest.mark.slow
def test_an_import_that_takes_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text('[{"name": "Reach"}]')
    ran = run(tmp_path, "import", "list.json")
    assert ran.code == 3
    assert "0 taken" in ran.out
    assert run(tmp_path, "import", "list.json", "--only", "name=x").err.startswith("--only name=x: error: ")


def test_what_nobody_has_stated_is_a_line_to_write_on(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "Exercise,What to do,Muscle,Category,Notes\n"
        "Hip lift,Lie on your back. Lift your hips. Hold 5 seconds.,Glutes,Strength,x\n"
    )
    ran = run(tmp_path, "import", "list.csv", "-o", "mine")
    assert "nothing is made of: `Notes`; `--map KEY=FIELD` says what one of them is\n" in ran.out
    shown = run(tmp_path, "show", "hip-lift", "--clinic", "mine").out
    assert "dose: hold 5 s\n" in shown
    assert "time:" not in shown
    made = run(tmp_path, "make", "--stretch", "hip-lift", "--clinic", "mine")
    assert made.code == 0
    text = text_of(tmp_path / "out" / "stretches.pdf")
    assert "as often as is written on each card" in text
    assert "Hold 5 seconds" in text
    assert all(each not in text for each in ("Feel it", "Stretches your", "1 time", "Every day", "Once a day"))
    dosed = run(tmp_path, "make", "--stretch", "hip-lift", "--clinic", "mine", "--set", "hip-lift.reps=4")
    assert dosed.code == 0
    assert "4 times" in text_of(tmp_path / "out" / "stretches.pdf")
    assert "D1" not in run(tmp_path, "check", "mine").out + run(tmp_path, "check", "mine").err

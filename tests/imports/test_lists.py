"""Lists of exercises as they come: spreadsheets of every make, JSON of every shape."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from handouts.data import builtin
from handouts.intake.run import ListSource, read, text, write
from handouts.intake.value import IntakeReport, StretchDraft
from handouts.load.catalog import all_stretches
from handouts.load.yaml_source import load
from handouts.model.stretch import Stretch
from handouts.problems import InputError

SIT = {
    "name": "Reach to toes",
    "equipment": "chair",
    "primaryMuscles": ["hamstrings"],
    "instructions": [
        "Sit on a chair with one leg straight.", "Lean forward. Hold for 20 seconds.", "Repeat with the other leg.",
    ],
    "category": "stretching",
    "level": "expert",
}  # fmt: skip


def report(
    tmp_path: Path, content: bytes | str | Any, name: str = "list.csv", maps: Sequence[str] = ()
) -> IntakeReport:
    path = tmp_path / name
    if isinstance(content, bytes | str):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    else:
        path.write_text(json.dumps(content))
    return read(ListSource(path, tuple(maps)), tmp_path / "clinic", builtin())


def only(found: IntakeReport) -> StretchDraft:
    assert found.left == ()
    (draft,) = found.drafts
    return draft


def refused(tmp_path: Path, content: bytes | str, name: str = "list.csv", maps: Sequence[str] = ()) -> str:
    with pytest.raises(InputError) as wrong:
        report(tmp_path, content, name, maps)
    return str(wrong.value).replace(f"{tmp_path}/", "")


def test_the_shape_of_the_public_exercise_databases(tmp_path: Path) -> None:
    draft = only(report(tmp_path, [SIT], "list.json"))
    assert draft.path == "routines/catalog/hamstrings/reach-to-toes.yaml"
    fields = draft.fields
    assert fields["muscles"] == ["hamstrings"]
    assert (fields["position"], fields["equipment"], fields["level"]) == ("seated-chair", ["chair"], "advanced")
    assert (fields["kind"], fields["laterality"], fields["limb"]) == ("static", "one", "leg")
    assert fields["steps"] == ["Sit on a chair with {side} leg straight.", "Lean forward. Hold for 20 seconds."]
    assert fields["dosage"] == {"hold": "20 s"}
    assert fields["review"] == "needs-clinician"
    assert draft.needs == ("why", "sides", "feel", "dosage", "precautions", "figures")


def test_what_is_written_can_be_read_and_listed(tmp_path: Path) -> None:
    found = report(tmp_path, [SIT], "list.json")
    (path,) = write(found, tmp_path / "clinic")
    stretch = load(path, Stretch).value
    assert stretch.needs == found.drafts[0].needs
    assert any(each.id == "reach-to-toes" for each in all_stretches(tmp_path / "clinic"))


def test_a_second_import_overwrites_nothing(tmp_path: Path) -> None:
    (path,) = write(report(tmp_path, [SIT], "list.json"), tmp_path / "clinic")
    path.write_text("mine")
    again = report(tmp_path, [SIT], "list.json")
    assert [each.why for each in again.left] == ["`reach-to-toes` is there already"]
    assert write(again, tmp_path / "clinic") == ()
    assert path.read_text() == "mine"


def test_names_that_are_the_same_or_built_in_get_ids_of_their_own(tmp_path: Path) -> None:
    names = ["Calf raise", "CALF RAISE!", "Pelvic tilt", "Réveil du dos", "腰"]
    found = report(tmp_path, [SIT | {"name": name} for name in names], "list.json")
    ids = [each.id for each in found.drafts]
    assert ids == ["calf-raise", "calf-raise-2", "pelvic-tilt-2", "reveil-du-dos", "exercise"]
    assert "`pelvic-tilt` is built in" in " ".join(found.drafts[2].notes)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_spreadsheets_of_every_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["Exercise", "How to", "Muscle"], ["Étirement", '"Sit; lean, then | wait\tstill.\nHold 30 s."', "Quads"]]
    rows[1][1] = '"Sit; lean, then | wait still.\nHold 30 s."'
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    draft = only(report(tmp_path, content))
    assert draft.name == "Étirement"
    assert draft.fields["steps"] == ["Sit; lean, then | wait still.", "Hold 30 s."]
    assert draft.fields["muscles"] == ["quadriceps"]
    assert draft.fields["dosage"] == {"hold": "30 s"}


def test_a_title_above_the_header_blank_rows_and_quotes(tmp_path: Path) -> None:
    content = (
        "sep=,\nRiverside list of exercises,,\n,,\nExercise Name,Instructions,Reps\n"
        '"The ""big"" reach","Stand tall. Reach up.",8-10\n,,\n,Nobody knows what this is.,3\nNo steps,,\n'
    )
    found = report(tmp_path, content)
    (draft,) = found.drafts
    assert draft.name == 'The "big" reach'
    assert (draft.fields["dosage"], draft.fields["range"]) == ({"reps": 8}, {"reps": "8-10"})
    assert [(each.name, each.why) for each in found.left] == [
        ("", "it has no name"),
        ("No steps", "it has no instructions"),
    ]
    assert [each.place.line for each in found.left] == [7, 8]


def test_steps_in_columns_and_two_columns_of_one_name(tmp_path: Path) -> None:
    content = "Name,Step 1,Step 2,Step 3,Notes,Notes\nReach,Sit down.,Reach up.,Let go.,a,b\n"
    found = report(tmp_path, content)
    assert only(found).fields["steps"] == ["Sit down.", "Reach up.", "Let go."]
    assert found.unread == ("Notes", "Notes 2")


def test_columns_are_known_by_what_stands_in_them(tmp_path: Path) -> None:
    content = (
        "A,B,C,D\n1,Wall reach,Stand at a wall and reach up with both arms. Breathe and hold it there a while.,quads\n"
        "2,Bed roll,Lie on your back and roll from side to side as long as that feels good to you.,calves\n"
    )
    found = report(tmp_path, content)
    assert dict(found.read_as) == {"B": "name", "C": "steps", "D": "muscles"}
    assert [each.fields["position"] for each in found.drafts] == ["standing", "supine"]


def test_maps(tmp_path: Path) -> None:
    content = "Nom,Marche à suivre\nReach,Stand tall. Reach up.\n"
    assert only(report(tmp_path, content, maps=["Nom=name", "marche à suivre=steps"])).name == "Reach"
    assert refused(tmp_path, content, maps=["Nom=nam", "Nomm=name", "x"]) == (
        "--map Nom=nam: error: no field `nam`\nhint: did you mean `name`?\n"
        "--map Nomm=name: error: nothing in the list is called `Nomm`\nhint: did you mean `Nom`?\n"
        '--map x: error: cannot be read\nhint: write KEY=FIELD, as in `--map "How to"=steps`'
    )


HTML = "<p>Sit <b>tall</b>.</p><ol><li>Lean&nbsp;over.</li><li>Hold &lt; 30&nbsp;s.</li></ol><script>x()</script>"


@pytest.mark.parametrize(
    ("given", "steps"),
    [
        (HTML, ["Sit tall.", "Lean over.", "Hold < 30 s."]),
        ("1. Sit tall. 2. Lean over. 3) Let go.", ["Sit tall.", "Lean over.", "Let go."]),
        ("Step 1: Sit tall.\nStep 2: Lean over.", ["Sit tall.", "Lean over."]),
        ("• Sit tall.\n• Lean over.\n\n", ["Sit tall.", "Lean over."]),
        ("Sit, e.g. here, 2.5 min. Lean.Let go!", ["Sit, e.g. here, 2.5 min.", "Lean.", "Let go!"]),
        ("Sit {tall}. **Lean** over.", ["Sit (tall).", "Lean over."]),
        (". ".join(f"Do part {n} of it" for n in range(14)) + ".", None),
        ("Word of it " * 100, None),
    ],
)  # fmt: skip
def test_instructions_of_every_shape(tmp_path: Path, given: str, steps: list[str] | None) -> None:
    found = only(report(tmp_path, [SIT | {"instructions": given}], "list.json")).fields["steps"]
    if steps is None:
        assert 1 < len(found) <= 7
        assert all(len(each) <= 400 for each in found)
        assert " ".join(found).split() == given.split()
    else:
        assert found == steps


@pytest.mark.parametrize(
    ("columns", "dosage"),
    [
        ({"Dose": "3 x 30 sec, 2x/day"}, {"hold": "30 s", "reps": 3, "per_day": 2, "days_per_week": 7}),
        ({"Dose": "2 sets of 10 reps daily"}, {"reps": 10, "sets": 2, "per_day": 1, "days_per_week": 7}),
        ({"Hold (sec)": "30", "Reps": "3"}, {"hold": "30 s", "reps": 3}),
        ({"Hold": "1 min", "Repetitions": "5 times"}, {"hold": "60 s", "reps": 5}),
        ({"Frequency": "twice a day", "Days per week": "5"}, {"per_day": 2, "days_per_week": 5}),
        ({"Sets": "2", "Frequency": "3 times per week"}, {"sets": 2, "per_day": 1, "days_per_week": 3}),
        ({"Dose": "3x10"}, {"reps": 10, "sets": 3}),
        ({"Frequency": "morning and evening"}, {"per_day": 2, "days_per_week": 7}),
        ({"Reps": "10-Aug"}, {}),
        ({"Reps": "999"}, {}),
        ({"Dose": "as tolerated"}, {}),
    ],
)  # fmt: skip
def test_doses_as_people_write_them(tmp_path: Path, columns: dict[str, str], dosage: dict[str, Any]) -> None:
    draft = only(report(tmp_path, [{"name": "Reach", "steps": "Stand tall. Reach up."} | columns], "list.json"))
    assert draft.fields["dosage"] == dosage
    settled = {"reps", "per_day", "days_per_week"} <= dosage.keys()
    assert ("dosage" in draft.needs) is not settled
    assert settled or dosage or "no dose can be read from" in " ".join(draft.notes)


@pytest.mark.parametrize(
    ("step", "position", "sure"),
    [
        ("Sit tall in a chair with your feet flat on the floor.", "seated-chair", True),
        ("Sit on the floor with both legs straight.", "seated-floor", True),
        ("Sit tall.", "seated-chair", False),
        ("Start off on your hands and knees, then sit back.", "quadruped", True),
        ("Begin by lying on your back on a mat.", "supine", True),
        ("Lie down with your back on the bed.", "supine", True),
        ("Lie face down with one leg on a foam roll.", "prone", True),
        ("Lie on your left side with your knees bent.", "side-lying", True),
        ("Lie down on the floor.", "supine", False),
        ("Stand facing a wall. Then sit down.", "standing", True),
        ("Kneel on the floor, holding your heels with both hands.", "half-kneeling", False),
        ("Get into a half-kneeling position.", "half-kneeling", True),
        ("Place your hand on the back of your head.", "standing", False),
        ("Tilt your ear to one side of the room.", "standing", False),
    ],
)
def test_positions_are_told_from_the_first_steps(tmp_path: Path, step: str, position: str, sure: bool) -> None:
    draft = only(
        report(tmp_path, [{"name": "Reach", "steps": [step, "Hold it while sitting."][: 1 + sure]}], "list.json")
    )
    assert draft.fields["position"] == position
    assert ("position" not in draft.needs) is sure


def test_precautions_that_a_list_names(tmp_path: Path) -> None:
    item = SIT | {"contraindications": "osteoporosis; bad weather"}
    draft = only(report(tmp_path, [item], "list.json"))
    assert {"osteoporosis-flexion", "osteoporosis-rotation"} <= {each["code"] for each in draft.fields["precautions"]}
    assert "its precautions are for you to settle: `bad weather`" in draft.notes
    assert "precautions" in draft.needs


def test_json_of_other_shapes(tmp_path: Path) -> None:
    steps = {"instructions": SIT["instructions"]}
    shapes: list[Any] = [
        {"categories": ["a"], "muscles": [{"name": "x"}], "exercises": [{"name": "Reach", **steps}]},
        {"count": 1, "results": [{"name": "Reach", "category": {"id": 3, "name": "Legs"}, "steps": "Sit. Lean."}]},
        {"reach": {"title": "Reach", **steps}},
        {"Reach": steps},
        [{"details": {"title": "Reach", "howTo": ["Sit.", "Lean."]}}],
        [{"translations": [{"language": 1, "name": "Strecken", "description": "Hin."},
                           {"language": 2, "name": "Reach", "description": "Sit. Lean."}]}],
        [{"name": "Reach", "steps": [{"order": 1, "text": "Sit."}, {"order": 2, "text": "Lean."}]}],
    ]  # fmt: skip
    for shape in shapes:
        assert only(report(tmp_path, shape, "list.json")).name.casefold() == "reach", shape
    lines = "\n".join(json.dumps(SIT | {"name": name}) for name in ("One", "Two"))
    assert [each.name for each in report(tmp_path, lines, "list.jsonl").drafts] == ["One", "Two"]


def test_other_languages_are_left_out(tmp_path: Path) -> None:
    found = report(tmp_path, [SIT | {"language": "de"}, SIT | {"language": "en"}], "list.json")
    assert [each.why for each in found.left] == ["it is in `de`, and handouts are in English so far"]
    assert len(found.drafts) == 1


def test_lists_that_cannot_be_read(tmp_path: Path) -> None:
    assert refused(tmp_path, '[\n  {"name" "Reach"}\n]', "a.json") == "a.json:2:11: error: is not valid JSON"
    assert refused(tmp_path, "[" * 100_000, "a.json") == "a.json: error: is nested too deep to be read"
    assert refused(tmp_path, '{"a": 1}', "a.json").startswith("a.json: error: holds no list of exercises")
    assert refused(tmp_path, "  \n", "a.csv") == "a.csv: error: is empty"
    assert refused(tmp_path, "name,steps\n", "a.csv") == "a.csv: error: holds no exercises"
    assert refused(tmp_path, b"%PDF-1.7", "a.csv").startswith("a.csv: error: is a PDF, not a list")
    assert refused(tmp_path, b"PK\x03\x04 and nothing more", "a.xlsx").startswith("a.xlsx: error: is no Excel workbook")
    assert refused(tmp_path, "1,2\n3,4\n", "a.csv").startswith("a.csv: error: nothing here is known to hold names")


def _workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (
        ["Riverside Physio"], [],
        ["Body part", "Exercise", "Instructions", "Hold (sec)", "Reps", "Image"],
        ["Calf", "Wall push", "Stand at a wall.\nLean in.", 30.0, "=1+2", "wall push.jpg"],
        [None, "Heel drop", "Stand on a step. Drop your heels.", 20, 3, None],
        [],
    ):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A4:A5")
    book.save(path)


def test_a_workbook_with_merged_cells(tmp_path: Path) -> None:
    _workbook(tmp_path / "list.xlsx")
    Image.new("RGB", (4000, 3000), "white").save(tmp_path / "wall push.jpg")
    found = read(ListSource(tmp_path / "list.xlsx"), tmp_path / "clinic", builtin())
    assert [each.path for each in found.drafts] == [
        "routines/catalog/calf/wall-push.yaml", "routines/catalog/calf/heel-drop.yaml",
    ]  # fmt: skip
    assert found.drafts[0].fields["steps"] == ["Stand at a wall.", "Lean in."]
    assert found.drafts[1].fields["dosage"] == {"hold": "20 s", "reps": 3}
    write(found, tmp_path / "clinic")
    assert (tmp_path / "clinic" / "assets" / "figures" / "wall-push-photo-1.jpg").is_file()


def test_photos_that_lie_in_a_workbook(tmp_path: Path) -> None:
    _workbook(tmp_path / "plain.xlsx")
    Image.new("RGB", (800, 600), "navy").save(tmp_path / "a.png")
    Image.new("RGB", (4000, 3000), "navy").save(tmp_path / "b.jpg")
    book = openpyxl.load_workbook(tmp_path / "plain.xlsx")
    for name in ("a.png", "b.jpg"):
        book.worksheets[0].add_image(openpyxl.drawing.image.Image(io.BytesIO((tmp_path / name).read_bytes())), "H5")
    book.save(tmp_path / "list.xlsx")
    found = read(ListSource(tmp_path / "list.xlsx"), tmp_path / "clinic", builtin())
    assert [each.target for each in found.drafts[1].pictures] == [
        "assets/figures/heel-drop-photo-1.png", "assets/figures/heel-drop-photo-2.jpg",
    ]  # fmt: skip
    write(found, tmp_path / "clinic")
    with Image.open(tmp_path / "clinic" / "assets" / "figures" / "heel-drop-photo-2.jpg") as photo:
        assert photo.size == (4000, 3000)


def test_pictures(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    Image.new("RGB", (900, 600), "white").save(tmp_path / "photos" / "a b.png")
    (tmp_path / "broken.jpg").write_text("no picture")
    (tmp_path.parent / "secret.png").write_bytes((tmp_path / "photos" / "a b.png").read_bytes())
    names = ["a%20b.png", "9" * 400, "broken.jpg", "gone.jpg", "../secret.png", "https://example.org/x.jpg"]
    found = report(tmp_path, [SIT | {"images": names}], "list.json")
    draft = only(found)
    assert [each.target for each in draft.pictures] == ["assets/figures/reach-to-toes-photo-1.png"]
    (figure,) = draft.fields["figures"]
    assert figure["licence"] == "unknown: ask before printing"
    assert {"alt", "licence"} <= set(draft.needs)
    assert "figures" not in draft.needs
    told = "\n".join(draft.notes)
    assert "`broken.jpg` is not a picture" in told
    assert "no picture `gone.jpg`" in told
    assert "no picture `../secret.png`" in told
    assert "`https://example.org/x.jpg` is on the net" in told


@pytest.mark.slow
def test_a_long_list(tmp_path: Path) -> None:
    found = report(tmp_path, [SIT | {"name": f"Reach {n}"} for n in range(873)], "list.json")
    assert len(found.drafts) == 873
    assert "sides" in text(found.drafts[-1])


def test_cells_beyond_the_headings_and_damaged_letters_are_told(tmp_path: Path) -> None:
    (row,) = report(tmp_path, "Name,What to do\nReach,Stand tall.,3 times,daily\n").drafts
    assert row.notes == (f"{tmp_path}/list.csv:2:1: nothing is made of cells that have no heading (2 filled)",)
    (letter,) = report(tmp_path, rb'[{"name": "Reach", "steps": "Stand \ud800tall."}]', "list.json").drafts
    assert letter.fields["steps"] == ["Stand tall."]
    assert letter.notes == (f"{tmp_path}/list.json[1]: a letter is damaged and left out",)


NO_COMMENTS = "is not valid JSON\nhint: JSON has no comments: take it out"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '// ours\n[{"name": "Reach"}]',
            f"a.json:1:1: error: {NO_COMMENTS}",
        ),
        (
            '[{"name": "Reach"}, // two\n]',
            f"a.json:1:21: error: {NO_COMMENTS}",
        ),
        ("name,steps\n", "a.json:1:1: error: is not valid JSON"),
    ],
)
def test_json_that_is_none_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    assert refused(tmp_path, text, "a.json") == message


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_pictures_whose_names_are_spelled_otherwise(tmp_path: Path, form: Literal["NFC", "NFD"]) -> None:
    Image.new("RGB", (900, 600), "white").save(tmp_path / unicodedata.normalize(form, "Dehnübung.PNG"))
    for name in ("Dehnübung.PNG", unicodedata.normalize("NFD", "dehnübung.png")):
        draft = only(report(tmp_path, [SIT | {"images": [name]}], "list.json"))
        assert [each.target for each in draft.pictures] == ["assets/figures/reach-to-toes-photo-1.png"]


@pytest.mark.parametrize(
    "text", [r"Stand tall.\nLean over.", r"Stand tall.\r\nLean over.", r"Stand tall.\nLean over.\n"]
)
def test_breaks_that_are_written_out(tmp_path: Path, text: str) -> None:
    content = f"Name,How to perform\nReach,{text}\n"
    assert only(report(tmp_path, content)).fields["steps"] == ["Stand tall.", "Lean over."]


@pytest.mark.parametrize(
    ("heading", "dosage"),
    [
        ("Hold", {"hold": "30 s"}),
        ("Hold (sec)", {"hold": "30 s"}),
        ("Hold (min)", {}),
        ("Seconds", {"hold": "30 s"}),
        ("Time", {}),
        ("Duration", {}),
    ],
)
def test_a_bare_number_has_the_unit_of_its_heading(tmp_path: Path, heading: str, dosage: dict[str, str]) -> None:
    draft = only(report(tmp_path, f"Name,Steps,{heading}\nReach,Stand tall.,30.0\n"))
    assert draft.fields["dosage"] == dosage
    assert "dosage" in draft.needs


def test_another_language_is_told_by_its_words(tmp_path: Path) -> None:
    content = "Name,Steps\nStrecken,In den Vierfüßlerstand gehen. Den Rücken rund machen.\nReach,Reach up.\n"
    found = report(tmp_path, content)
    assert [each.why for each in found.left] == [
        "its instructions do not read as English, and handouts are in English so far"
    ]
    assert [each.name for each in found.drafts] == ["Reach"]

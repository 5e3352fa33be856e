"""Lists of patients as clinics have them: other encodings, headings and values, and rows with faults."""

from __future__ import annotations

import io
import time
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from typer.testing import CliRunner, Result

from handouts.batch.columns import read_maps
from handouts.batch.job import Job, render
from handouts.batch.plan import Destination, Wish, planned
from handouts.batch.roster import Roster, Usual, read_roster
from handouts.cli import app
from handouts.load import workbook
from handouts.pdf.print_file import Sides
from handouts.problems import InputError
from tests.made import SAMPLE, TODAY

USUAL = Usual(TODAY, "desk-break", SAMPLE)
SPANISH = "ID;Full name;Routine\r\n1;Ana Díaz;low-back-relief\r\n\r\n2;José “Pepe” Núñez;\r\n;;\r\n"
KNOWN = (
    "`id`, `name`, `routine`, `stretches`, `clinician`, `date`, `review`, `side`, `set`, `without`, `has`, `screened`, "
    "`swap`, `message`, `note`, `title`, `language`, `template`, `paper`, `ink`, `site`"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(data: bytes | str, name: str = "r.csv") -> Roster:
    """Read a list."""
    Path(name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_roster(Path(name), USUAL)


def told(data: bytes | str, name: str = "r.csv") -> list[str]:
    """Return all that is said of a list, with hints."""
    return "\n".join(map(str, read(data, name).problems)).splitlines()


def refused(data: bytes | str, name: str = "r.csv") -> list[str]:
    """Return what is said of a list that cannot be used at all."""
    with pytest.raises(InputError) as found:
        read(data, name)
    return str(found.value).splitlines()


def test_lists_in_cells_are_not_taken_for_more_columns() -> None:
    roster = read(
        "id,name,stretches,set\n"
        "1,Ana,pelvic-tilt; cat-camel; chair-hamstring-stretch; overhead-reach; chin-tuck; seated-figure-four,"
        "pelvic-tilt.reps=4; cat-camel.reps=3\n"
        "2,Bo,pelvic-tilt; cat-camel; neck-side-bend; chin-tuck; overhead-reach,cat-camel.reps=3; pelvic-tilt.reps=5\n"
    )
    assert not roster.problems
    assert [len(job.order.request.stretches) for job in roster.jobs] == [6, 5]
    assert [len(job.order.request.sets) for job in roster.jobs] == [2, 2]


def test_a_list_with_spaces_between_is_told_how_to_write_it() -> None:
    assert told("id,stretches\n1,pelvic-tilt cat-camel overhead-reach\n") == [
        "r.csv:2:2: error: column `stretches` names `pelvic-tilt-cat-camel-overhead-reach`, which is no stretch",
        "hint: write `;` between several",
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)  # those that end in `-le` and `-be` have no mark
def test_names_are_whole_in_every_encoding_of_a_spreadsheet(encoding: str) -> None:
    roster = read(SPANISH.encode(encoding))
    assert [job.order.request.patient for job in roster.jobs] == ["Ana Díaz", "José “Pepe” Núñez"]
    assert [job.place.line for job in roster.jobs] == [2, 4]
    assert bool(roster.problems) is (encoding == "cp1252")


def test_what_is_not_utf_8_is_told() -> None:
    assert told(SPANISH.encode("cp1252")) == [
        "r.csv: warning: is not UTF-8, so it is read as Windows-1252",
        "hint: look at names with accents; `CSV UTF-8` in Excel's list of file types leaves no doubt",
    ]


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
def test_every_delimiter_and_blank_rows(between: str) -> None:
    rows = ("", "ID;Name;Routine;;", "", "1;Ana;desk-break;;", ";;;;", " ;  ;;;", "2;Bo;;;", "")
    roster = read("\r\n".join(rows).replace(";", between))
    assert [(job.id, job.order.request.patient) for job in roster.jobs] == [("1", "Ana"), ("2", "Bo")]
    assert not roster.problems


def test_a_list_without_headings_is_not_taken_for_one_with() -> None:
    assert refused("1,Ana,desk-break\n2,Bo,desk-break\n") == [
        "r.csv:1:1: error: no column is known",
        f"hint: let the first row name them, as `id,name,routine` does; known are {KNOWN}",
    ]


def test_headings_are_matched_kindly_and_the_others_told_once() -> None:
    headings = "Patient's Name,MRN #,Exercise programme,Follow-up date,Affected Side,Gender,E-mail,Form,Clinic ID"
    roster = read(f"{headings}\nAna,77,desk-break,2026-12-19,Left,f,x@y,z,q\n")
    assert roster.columns.told == (
        "column `Patient's Name` is `name`",
        "column `MRN #` is `id`",
        "column `Exercise programme` is `routine`",
        "column `Follow-up date` is `review`",
        "column `Affected Side` is `side`",
    )
    assert [str(each) for each in roster.problems] == [
        f"r.csv:1:6: warning: column `Gender` is not known and not used\nhint: known are {KNOWN}",
        "r.csv:1:7: warning: column `E-mail` is not known and not used",
        "r.csv:1:8: warning: column `Form` is not known and not used",
        "r.csv:1:9: warning: column `Clinic ID` is not known and not used\n"
        'hint: did you mean `clinician`: `--map "Clinic ID=…"`',
    ]


def test_headings_may_stand_below_a_title() -> None:
    assert told("Riverside Physio\nprinted on Monday\n\nid,name,Shoes\n1,Ana,38\n") == [
        "r.csv:4:3: warning: column `Shoes` is not known and not used",
        f"hint: known are {KNOWN}",
    ]


def test_two_headings_of_one_name_are_an_error() -> None:
    assert refused("id,name,name\n1,Ana,Bo\n") == [
        "r.csv:1:3: error: columns `name` and `name 2` both mean `name`",
        "hint: keep one of them",
    ]


def test_ids_are_each_patients_own() -> None:
    assert told("id,name\n1,A\n1,B\nA1,C\na1,D\n0006,E\n,F\n../x,G\n") == [
        "r.csv:3:1: error: column `id` is that of patient 1, too",
        "hint: give each patient an id of their own",
        "r.csv:5:1: error: column `id` is that of patient 3, too",
        "hint: give each patient an id of their own",
        "r.csv:7:1: error: column `id` is that of patient 5, too",  # it would have been numbered so
        "hint: give each patient an id of their own",
        "r.csv:8:1: error: column `id` is not fit for a file name",
        "hint: letters, digits, `-`, `_` and `.` are, after a letter or digit",
    ]


def test_a_comma_too_many_is_told_and_nothing_shifts() -> None:
    assert told('id,name,routine\n1,Diaz, Ana,desk-break\n2,"Diaz, Ana",desk-break\n') == [
        "r.csv:2:4: error: this row has 1 more than there are columns",
        'hint: write `"…"` around a cell that has a comma in it',
        "r.csv:2:3: error: column `routine` names `ana`, which is no routine",
    ]


def test_a_quote_that_is_never_closed_swallows_nobody() -> None:
    assert refused('id,name,note\n1,"Ana,\n2,Bo,\n3,C,\n') == [
        'r.csv:2:1: error: a quote (`"`) is opened here and never closed: it swallows 2 more lines',
        "hint: close it, or take it out",
    ]
    assert told('id,name\n1,"Ana\n2,Bo"\n3,C\n') == [
        "r.csv:2:2: error: column `name` has several lines",
        'hint: a quote (`"`) that is never closed swallows the rows that follow',
    ]
    assert [job.order.request.notes for job in read('id,note\n1,"cat-camel=Slowly.\npelvic-tilt=So."\n').jobs] == [
        ("cat-camel=Slowly.", "pelvic-tilt=So.")
    ]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("side", "Right side", "right"),
        ("side", "Left side", "left"),
        ("side", "BILATERAL", "each"),
        ("paper", "US Letter", "letter"),
        ("ink", "b/w", "mono"),
        ("screened", "None", "none"),
        ("routine", "Low back relief", "low-back-relief"),
        ("stretches", "Pelvic tilt, cat-camel", "pelvic-tilt cat-camel"),
        ("template", "Large Print", "large-print"),
    ],
)
def test_values_are_read_kindly(column: str, value: str, said: str) -> None:
    order = read(f'id,{column}\n1,"{value}"\n').jobs[0].order
    request = order.request
    found = {
        "side": request.sides, "paper": [order.paper], "ink": [order.ink], "screened": [request.screened],
        "routine": [order.routine], "stretches": request.stretches, "template": [order.template],
    }  # fmt: skip
    assert " ".join(str(each) for each in found[column]) == said


@pytest.mark.parametrize(
    ("column", "value", "what", "hint"),
    [
        ("side", "left leg", "says `left leg`, which is not known", "one of `left`, `right`, `each`"),
        ("side", "rechts", "says `rechts`, which is not known", "one of `left`, `right`, `each`"),
        ("title", "#N/A", "says `#N/A`: the formula of this cell has failed", "mend it, or write the value"),
        ("language", "es", "says `es`, which is not known", "one of `en`"),
        ("paper", "A5", "says `A5`, which is not known", "one of `a4`, `legal`, `letter`"),
        (
            "screened", "yes", "says `yes`, which is not known",
            "write `none` when you asked for precautions and there are none, "
            "else leave it empty and name them in `has`",
        ),
        ("review", "46375", "says `46375`, which is no day", "write it as `2026-12-19`"),
        ("routine", "desk-brake", "names `desk-brake`, which is no routine", "did you mean `desk-break`?"),
        ("without", "cat-camle", "names `cat-camle`, which is no stretch", "did you mean `cat-camel`?"),
        ("template", "walls", "names `walls`, which is no template", "did you mean `wall`?"),
        ("set", "reps 5", "does not say for which stretch", "write `pelvic-tilt.reps=5`, several with `;` between"),
    ],
)  # fmt: skip
def test_a_faulty_cell_is_told_with_its_place(column: str, value: str, what: str, hint: str) -> None:
    assert told(f"id,name,{column}\n1,Ana,{value}\n") == [
        f"r.csv:2:3: error: column `{column}` {what}",
        f"hint: {hint}",
    ]


@pytest.mark.parametrize("side", ["L", "R", "lt", "lft", "links", "droite", "right?", "LR"])
def test_a_side_is_never_guessed(side: str) -> None:
    what = told(f"id,side\n1,{side}\n")[0]
    assert what == f"r.csv:2:2: error: column `side` says `{side}`, which is not known"
    assert not read(f"id,side\n1,{side}\n").jobs


def batch(*options: str) -> Result:
    """Call `handouts batch` on a list."""
    return CliRunner().invoke(app, ["batch", "--patients", "r.csv", "--clinic", "sample", *options])


ODD = "id,routine,Patient,screened\n1,desk-break,张伟,none\n2,desk-break,Nguyễn,none\n3,desk-break,Иван,none\n"


@pytest.mark.parametrize("options", [("--dry-run",), ("--merge", "print.pdf"), ("--out", "made")])
def test_letters_that_the_fonts_lack_are_named_with_row_and_column(options: tuple[str, ...]) -> None:
    Path("r.csv").write_text(ODD)
    made = batch(*options)
    assert made.exit_code == 3
    assert made.stderr.splitlines()[:3] == [
        "column `Patient` is `name`",
        "r.csv:2:3: error: patient: cannot be printed: the fonts lack the characters `张` (U+5F20 CJK UNIFIED "
        "IDEOGRAPH-5F20), `伟` (U+4F1F CJK UNIFIED IDEOGRAPH-4F1F)",
        "hint: the fonts cover Latin (with Vietnamese), Cyrillic and Greek; write it in one of these",
    ]


def test_ids_that_no_separator_can_show_are_told_before_anything_is_made() -> None:
    Path("r.csv").write_text("id,routine,screened\n١٢,desk-break,none\n2,desk-break,none\n")
    where = Destination(Sides(), merge=Path("print.pdf"), separators=True)
    with pytest.raises(InputError) as refusal:
        planned(Wish((), Path("r.csv")), where, TODAY)
    assert str(refusal.value).splitlines() == [
        "r.csv:2:1: error: id `١٢` has letters that the fonts lack, so no separator can show it",
        "hint: give another id, or leave out `--separator`",
    ]
    assert len(planned(Wish((), Path("r.csv")), Destination(Sides(), merge=Path("print.pdf")), TODAY).tasks) == 2


def test_a_dry_run_names_what_would_be_made_and_finds_what_is_wrong() -> None:
    Path("r.csv").write_text(ODD + "4,desk-break,Bo,none\n5,nothing,Bo,none\n")
    made = batch("--dry-run", "--out", "made")
    assert made.exit_code == 3
    assert made.stdout.split() == [f"made/{number}-desk-break.pdf" for number in (2, 3, 4)]
    assert "r.csv:6:2: error: column `routine` names `nothing`, which is no routine\n" in made.stderr
    assert [str(path) for path in Path().iterdir()] == ["r.csv"]


SITES = """\
name: Riverside Physio
country: US
sites:
  - {id: main, name: Main, address: 5 River Road, phone: (555) 010-0100}
  - {id: hill, name: Hill, address: 9 Hill Street, phone: (555) 010-0199}
"""


def first_page(job: Job) -> str:
    return str(pypdfium2.PdfDocument(render(job))[0].get_textpage().get_text_bounded())


def test_a_batch_is_for_a_site_and_a_row_for_another() -> None:
    Path("clinic.yaml").write_text(SITES)
    Path("r.csv").write_text("id,Location,screened\n1,,none\n2,main,none\n3,hil,none\n")
    wish = Wish(("desk-break",), Path("r.csv"), clinic=Path("clinic.yaml"), site="hill")
    jobs = [task.job for task in planned(wish, Destination(Sides(), Path("out")), TODAY).tasks]
    assert "9 Hill Street" in first_page(jobs[0])
    assert "5 River Road" in first_page(jobs[1])
    made = CliRunner().invoke(app, ["batch", "desk-break", "--patients", "r.csv", "--site", "hill", "--dry-run"])
    assert made.exit_code == 3
    assert made.stderr.splitlines() == [
        "column `Location` is `site`",
        "r.csv:4:2: error: site: no site `hil`",
        "hint: did you mean `hill`?",
    ]


def test_a_stack_is_for_a_site() -> None:
    Path("clinic.yaml").write_text(SITES)
    wish = Wish(("desk-break",), clinic=Path("clinic.yaml"), site="hill")
    (task,) = planned(wish, Destination(Sides(), Path("out")), TODAY).tasks
    assert "9 Hill Street" in first_page(task.job)


def test_a_plan_that_names_a_clinic_is_told_when_none_is_used() -> None:
    Path("clinic.yaml").write_text(SITES)
    Path("ana.yaml").write_text("title: Two\nclinic: clinic.yaml\nstretches: [pelvic-tilt]\n")
    where = Destination(Sides(), Path("out"))
    plan = planned(Wish(("ana.yaml",)), where, TODAY)
    assert [str(each) for each in plan.problems] == [
        "ana.yaml: warning: names the clinic `clinic.yaml`, and this batch has none\nhint: add `--clinic clinic.yaml`"
    ]
    assert not planned(Wish(("ana.yaml",), clinic=Path("clinic.yaml")), where, TODAY).problems


def test_a_workbook_with_more_rows_than_are_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_ROWS", 3)
    book = openpyxl.Workbook()
    for row in ("id", "1", "2", "3"):
        book.active.append((row,))
    file = io.BytesIO()
    book.save(file)
    assert refused(file.getvalue(), "r.xlsx") == [
        "r.xlsx: error: reaches beyond row 3, the last that is read of a workbook",
        "hint: save the sheet as CSV, which may have any number, or delete what stands below",
    ]


@pytest.mark.slow
def test_ten_thousand_rows_are_planned_quickly_and_the_bad_ones_told() -> None:
    """Half a second on a quiet machine; in proportion to a thousand, so that a slow one may be slow."""
    row = "{0},Patient {0},{1},Kim,2026-12-19,left,pelvic-tilt.reps={2}; cat-camel.reps=4,none,cat-camel=Use {0}.\n"
    rows = [row.format(n, "low-back" if n % 33 == 0 else "low-back-relief", 5 + n % 3) for n in range(1, 10_001)]
    taken = {}
    for many in (1_000, 10_000):
        heading = "id,name,routine,clinician,review,side,set,screened,note\n"
        Path("r.csv").write_text(heading + "".join(rows[:many]))
        start = time.process_time()
        plan = planned(Wish((), Path("r.csv"), clinic=SAMPLE), Destination(Sides(), Path("out")), TODAY)
        taken[many] = time.process_time() - start
        assert (len(plan.tasks), len(plan.problems)) == (many - many // 33, many // 33)
    assert taken[10_000] < 20 * taken[1_000] + 1
    assert str(plan.problems[0]).startswith("r.csv:34:3: error: column `routine` names `low-back`")


@pytest.mark.parametrize(
    ("heading", "values", "kind", "name"),
    [
        ("Seite", ("links", "rechts"), "side", "side"),
        ("Kant", ("rechts", "links"), "side", "side"),
        ("Which", ("L", "R"), "side", "side"),
        ("Vorname", ("Ana", "Bo"), "name", "patient's name"),
        ("Who", ("Ana Diaz", "Bo Lee"), "name", "patient's name"),
        ("Behandler", ("Kim", "Kim"), "clinician", "clinician"),
        ("Seen", ("Kim Lee, PT", "Dr. Sam Sample"), "clinician", "clinician"),
        ("Termin", ("bald", ""), "review", "next visit or the date"),
        ("Diagnose", ("Osteoporose", ""), "has", "precautions"),
        ("Extra", ("cat-camel", "pelvic-tilt"), "stretches", "stretches"),
        ("Back on", ("19.12.2026", "2026-12-19"), "review", "next visit or the date"),
    ],
)
def test_a_column_whose_loss_may_harm_is_asked_about(
    heading: str, values: tuple[str, str], kind: str, name: str
) -> None:
    rows = "".join(f'{number},desk-break,"{value}"\n' for number, value in enumerate(values, 1))
    assert refused(f"id,routine,{heading}\n{rows}") == [
        f"r.csv:1:3: error: column `{heading}` is not known, and may be the {name}",
        f'hint: say so with `--map "{heading}={kind}"`, or `--map "{heading}=ignore"` when it is not',
    ]


def test_a_column_of_routines_under_a_foreign_heading_is_asked_about() -> None:
    for heading in ("Übung", "Anything"):
        assert refused(f"id,name,{heading}\n1,Ana,neck-tension\n")[0] == (
            f"r.csv:1:3: error: column `{heading}` is not known, and may be the routine"
        )


def test_headings_that_are_explained_are_looked_for_below_a_title() -> None:
    Path("r.csv").write_text("Praxis Nord\n\nNr.,Programm,Seite\n1,desk-break,left\n", "utf-8")
    maps = read_maps(["Nr.=id", "Programm=routine", "Seite=side"])
    assert [each.order.request.sides for each in read_roster(Path("r.csv"), Usual(TODAY, maps=maps)).jobs] == [
        ("left",)
    ]


def test_columns_that_no_handout_needs_do_not_stop_a_list() -> None:
    rows = "id,routine,name,DOB,Phone,E-mail\n1,desk-break,Ana,1950-02-03,5551234,a@b\n"
    assert [each for each in told(rows) if "error" in each] == []


def test_maps_decide_what_a_column_is() -> None:
    Path("r.csv").write_text("Nr,Programm,Seite,Wer\n1,desk-break,left,Ana Diaz\n", "utf-8")
    maps = read_maps(["Programm=routine", "Seite=side", "Wer=ignore"])
    roster = read_roster(Path("r.csv"), Usual(TODAY, maps=maps))
    assert [(each.order.routine, each.order.request.sides, each.order.request.patient) for each in roster.jobs] == [
        ("desk-break", ("left",), None)
    ]
    with pytest.raises(InputError) as wrong:
        read_maps(["Seite=sied", "Seite"])
    assert [each.message for each in wrong.value.problems] == ["`Seite` is no `HEADING=COLUMN`", "no column `sied`"]
    with pytest.raises(InputError) as absent:
        read_roster(Path("r.csv"), Usual(TODAY, maps={"Sete": "side"}))
    assert str(absent.value.problems[0]).startswith("--map: error: the list has no column `Sete`")


def test_none_under_has_says_that_nothing_was_found() -> None:
    roster = read("id,routine,has\n1,desk-break,none\n2,desk-break,\n3,desk-break,osteoporosis-flexion\n")
    requests = [each.order.request for each in roster.jobs]
    assert [(each.has, each.screened) for each in requests] == [
        ((), "none"), ((), None), (("osteoporosis-flexion",), None),
    ]  # fmt: skip


def test_swap_and_message_are_columns() -> None:
    roster = read('id,routine,swap,message\n1,desk-break,neck-rotation=chin-tuck,"Start slowly; call me."\n')
    request = roster.jobs[0].order.request
    assert (request.swaps, request.message) == (("neck-rotation=chin-tuck",), "Start slowly; call me.")


def test_a_routine_may_be_named_by_its_title() -> None:
    roster = read("id,routine\n1,Low back relief\n2,STIFF NECK\n3,stiff neck!\n4,nonsense\n")
    assert [each.order.routine for each in roster.jobs][:1] == ["low-back-relief"]
    assert len(roster.jobs) == 3
    assert len({each.order.routine for each in roster.jobs[1:]}) == 1
    assert roster.refused == 1

"""Rosters, batches, resume, shards, and the print file."""

from __future__ import annotations

import csv
import gc
import json
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy
import openpyxl
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from handouts.batch import journal
from handouts.batch.job import Job, digest, lay_out, library_for, render
from handouts.batch.names import in_shard, named
from handouts.batch.outcome import Result
from handouts.batch.plan import BatchPlan, Destination, Wish, planned
from handouts.batch.roster import Usual, read_roster
from handouts.batch.run import run
from handouts.batch.workers import shared_out, taken
from handouts.cli import app
from handouts.load.library import load
from handouts.make.order import Order, needs_of
from handouts.pdf.draw import draw, draw_quickly, usual_writer
from handouts.pdf.print_file import PrintFile, Sides
from handouts.prescribe.request import Request
from handouts.problems import InputError, OutputError, Place
from tests.bench.patients import patients
from tests.made import SAMPLE, TODAY
from tests.waiting import until

ROSTER = """\
Patient ID;Full name;Routine;Therapist;Next Visit;Doses;Notes;Screening;Shoe size
17;Ana Díaz;low-back-relief;Kim;2026-12-19;pelvic-tilt.reps=5; pelvic-tilt=Use a pillow.;none;38
18;Łukasz Żółć;low-back-relieff;Kim;;;;none;
19;Bo;;Kim;;;;none;
20;Nguyễn Thị Đặng;desk-break;Kim;2026-12-19;;;none;
20;Twice;desk-break;Kim;;;;none;
21;Zoë;low-back-relief;;;;use a pillow;none;
22;张伟;low-back-relief;;;;;none;
"""


def usual(routine: str | None = None) -> Usual:
    return Usual(TODAY, routine, SAMPLE)


def written(folder: Path, text: str = ROSTER) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "roster.csv"
    path.write_text(text, "utf-8")
    return path


def plan_of(folder: Path, text: str = ROSTER, **where: Any) -> BatchPlan:
    destination = Destination(**{"sides": Sides(), "out": folder / "out"} | where)
    return planned(Wish((), written(folder, text), clinic=SAMPLE), destination, TODAY)


def done(plan: BatchPlan, processes: int = 1) -> Result:
    result = Result()
    run(plan, processes, result, lambda _: None)
    return result


@pytest.mark.parametrize("routine", [None, "low-back-relief"])
@pytest.mark.parametrize("has", [(), ("pregnancy-supine",)])
def test_a_library_put_together_is_as_one_that_is_read_at_once(routine: str | None, has: tuple[str, ...]) -> None:
    request = Request(stretches=("chin-tuck", "seated-figure-four", "gastroc-wall-stretch"), has=has)
    order = Order(routine, request, SAMPLE)
    together, at_once = library_for(order), load(needs_of(order))
    for mine, theirs in ((together.stretches, at_once.stretches), (together.catalog, at_once.catalog)):
        assert {name: each.value for name, each in mine.items()} == {name: each.value for name, each in theirs.items()}
    assert set(at_once.linked) <= {*together.linked, *together.stretches}
    assert together.drawings == at_once.drawings
    assert (together.safety, together.precautions, together.words.file) == (
        at_once.safety,
        at_once.precautions,
        at_once.words.file,
    )
    assert together.template == at_once.template


@pytest.mark.slow
def test_python_looks_for_garbage_as_before_when_a_batch_is_made(tmp_path: Path) -> None:
    usual_way = gc.isenabled()
    seen: list[bool] = []
    for before in (True, False):
        (gc.enable if before else gc.disable)()
        run(plan_of(tmp_path / str(before), simple(2)), 1, Result(), lambda _: seen.append(gc.isenabled()))
        assert gc.isenabled() == before
    (gc.enable if usual_way else gc.disable)()
    assert seen
    assert not any(seen)


def simple(count: int) -> str:
    rows = [f"{n},Patient {n},low-back-relief,none,pelvic-tilt.reps={5 + n % 3}\n" for n in range(1, count + 1)]
    return "id,name,routine,screened,set\n" + "".join(rows)


def test_columns_are_matched_kindly_and_rows_with_faults_are_named(tmp_path: Path) -> None:
    roster = read_roster(written(tmp_path), usual())
    assert [job.id for job in roster.jobs] == ["17", "20", "22"]
    assert "column `Therapist` is `clinician`" in roster.columns.told
    told = [str(each).splitlines()[0].removeprefix(str(tmp_path)) for each in roster.problems]
    assert told == [
        "/roster.csv:1:9: warning: column `Shoe size` is not known and not used",
        "/roster.csv:3:3: error: column `Routine` names `low-back-relieff`, which is no routine",
        "/roster.csv:4:3: error: column `Routine` is empty",
        "/roster.csv:6:1: error: column `Patient ID` is that of patient 4, too",
        "/roster.csv:7:7: error: column `Notes` does not say for which stretch",
    ]


def test_a_row_says_what_is_printed(tmp_path: Path) -> None:
    job = read_roster(written(tmp_path), usual()).jobs[0]
    asked = job.order.request
    assert (asked.patient, asked.clinician, asked.review) == ("Ana Díaz", "Kim", "2026-12-19")
    assert asked.sets == ("pelvic-tilt.reps=5",)
    text = pypdfium2.PdfDocument(render(job))[0].get_textpage().get_text_bounded()
    assert "Ana Díaz" in text
    assert "5 times" in text


def test_yaml_and_workbooks_say_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("id", "name", "routine"), (7, "Ana", "desk-break")):
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    (tmp_path / "r.yaml").write_text("- {id: 7, name: Ana, routine: desk-break}\n")
    (tmp_path / "r.csv").write_text("id,name,routine\n7,Ana,desk-break\n")
    orders = [read_roster(tmp_path / f"r.{kind}", usual()).jobs[0].order for kind in ("csv", "yaml", "xlsx")]
    assert orders[0] == orders[1] == orders[2]


def test_two_columns_that_mean_the_same_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="both mean `name`"):
        read_roster(written(tmp_path, "name,patient\nAna,Bo\n"), usual("desk-break"))


def test_what_is_no_list_is_an_error(tmp_path: Path) -> None:
    for name, text in (("a.csv", ""), ("a.pdf", "x"), ("a.yaml", "- just a word\n")):
        (tmp_path / name).write_text(text)
        with pytest.raises(InputError):
            read_roster(tmp_path / name, usual())


def test_good_rows_are_made_bad_ones_told_and_the_manifest_lists_them(tmp_path: Path) -> None:
    result = done(plan_of(tmp_path))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        ".handouts-journal.jsonl", "17-low-back-relief.pdf", "20-desk-break.pdf", "manifest.csv", "manifest.json",
    ]  # fmt: skip
    assert [each.place.line for each in result.problems] == [8]
    rows = list(csv.DictReader((tmp_path / "out" / "manifest.csv").read_text().splitlines()))
    assert (rows[0]["id"], rows[0]["routine"], rows[0]["pages"]) == ("17", "low-back-relief", "2")
    stored = json.loads((tmp_path / "out" / "manifest.json").read_text())["handouts"]
    assert [each["sha256"] for each in stored] == [row["sha256"] for row in rows]


def test_no_name_is_in_names_and_manifests(tmp_path: Path) -> None:
    done(plan_of(tmp_path, merge=tmp_path / "out" / "print.pdf"))
    for path in (tmp_path / "out").iterdir():
        assert "Ana" not in path.name
        if path.suffix != ".pdf":
            assert "Ana" not in path.read_text()
    with pikepdf.open(tmp_path / "out" / "print.pdf") as pdf:
        assert "Ana" not in str(pdf.docinfo)
        assert "Ana" not in " ".join(str(each.title) for each in pdf.open_outline().root)


def test_what_is_fresh_is_kept_and_what_is_missing_or_changed_is_made_again(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, simple(4))
    done(plan)
    paths = [task.file for task in plan.tasks]
    before = [path.read_bytes() for path in paths]
    paths[0].unlink()
    paths[1].write_bytes(b"half")
    again = done(plan)
    assert again.kept == 2
    assert [path.read_bytes() for path in paths] == before
    changed = simple(4).replace("Patient 3,", "Patient three,")
    assert done(plan_of(tmp_path, changed)).kept == 3


def test_a_plan_whose_file_has_changed_is_made_again(tmp_path: Path) -> None:
    path, where = tmp_path / "ana.yaml", Destination(Sides(), tmp_path / "out")
    for title, kept in (("One", 0), ("One", 1), ("Two", 0)):
        path.write_text(f"title: {title}\nstretches: [pelvic-tilt]\n")
        assert done(planned(Wish((str(path),), clinic=SAMPLE), where, TODAY)).kept == kept


def test_a_journal_cut_off_in_a_line_still_counts(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, simple(3))
    records = done(plan).records.values()
    for path in plan.folder.glob("manifest*"):
        path.unlink()
    text = b"".join(map(journal.line, records))
    journal.path(plan.folder, "").write_bytes(text[:-20])
    assert done(plan).kept == 2


@pytest.mark.slow
@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_killed_batch_leaves_whole_files_and_goes_on(processes: str, tmp_path: Path) -> None:
    roster, folder = written(tmp_path, simple(600)), tmp_path / "out"
    options = ["--patients", str(roster), "--clinic", "sample", "--out", str(folder), "--processes", processes]
    command = [sys.executable, "-m", "handouts", "batch", *options]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = subprocess.Popen(command, start_new_session=True, **quiet)
    until(lambda: len(list(folder.glob("*.pdf"))) > 60)
    running.send_signal(signal.SIGKILL)
    running.wait()
    until(lambda: not alive(running.pid))  # no process of it is left
    made = list(folder.glob("*.pdf"))
    assert 60 < len(made) < 600
    for path in made:
        assert len(pypdfium2.PdfDocument(path)) == 2
    assert len(made) - 2 * 2 <= len(journal.known(folder)) <= len(made)  # two more a process are on their way
    plan = planned(Wish((), roster, clinic=SAMPLE), Destination(Sides(), folder), TODAY)
    assert not set(journal.known(folder)) - {task.file.name for task in plan.tasks}


def test_a_run_that_is_stopped_early_forgets_nothing_of_the_one_before(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, simple(20))
    done(plan)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(plan, 1, Result(), stop)
    assert len(json.loads((tmp_path / "out" / "manifest.json").read_text())["handouts"]) == 20
    assert done(plan).kept == 20


@pytest.mark.slow
def test_a_process_that_is_killed_is_told_and_the_same_command_makes_the_rest(tmp_path: Path) -> None:
    plan, result = plan_of(tmp_path, simple(400)), Result()

    def kill(_: int) -> None:
        for child in multiprocessing.active_children()[:1]:
            child.kill()

    with pytest.raises(OutputError) as found:
        run(plan, 2, result, kill)
    assert str(found.value) == (
        "a process of this batch was killed, as systems do that run out of memory: "
        "the same command makes the rest, with fewer --processes if need be"
    )
    assert 0 < len(result.entries) < 400
    again = done(plan)
    assert (again.kept, len(again.entries)) == (len(result.entries), 400)


def alive(group: int) -> bool:
    """Tell whether any process of a group is still there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
def test_two_processes_make_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    one, two = plan_of(tmp_path, simple(130)), plan_of(tmp_path / "two", simple(130))
    done(one)
    done(two, processes=2)
    assert [task.file.read_bytes() for task in one.tasks] == [task.file.read_bytes() for task in two.tasks]


def test_files_of_one_routine_are_made_in_a_row(tmp_path: Path) -> None:
    routines = ["low-back-relief", "desk-break"] * 3
    rows = "".join(f"{number};Ana;{routine};none\n" for number, routine in enumerate(routines, 1))
    made = done(plan_of(tmp_path, "id;name;routine;screened\n" + rows)).entries
    assert list(made) == [2, 4, 6, 1, 3, 5]


@given(st.integers(1, 60), st.integers(1, 9), st.data())
def test_every_chunk_is_taken_once_those_of_the_own_share_first(
    count: int, processes: int, data: st.DataObject
) -> None:
    shares = shared_out(range(count), processes)
    assert len(shares) <= processes
    own = [list(share) for share in shares]
    took: list[list[int]] = [[] for _ in shares]
    while any(shares):
        process = data.draw(st.integers(0, len(shares) - 1))
        chunk = taken(shares, process)
        assert chunk is not None
        took[process].append(chunk)
    assert sorted(each for chunks in took for each in chunks) == list(range(count))
    for mine, chunks in zip(own, took, strict=True):
        ours = [each for each in chunks if each in mine]
        assert ours == chunks[: len(ours)] == mine[: len(ours)]
    assert taken(shares, 0) is None


def test_jobs_can_be_sent_and_tell_themselves_apart(tmp_path: Path) -> None:
    first, second = read_roster(written(tmp_path, simple(2)), usual()).jobs
    assert render(pickle.loads(pickle.dumps(first))) == render(first)
    assert digest(first, "a") == digest(first, "a") != digest(second, "a")
    assert digest(first, "a") != digest(first, "b")


def test_parts_of_a_list_are_all_of_it(tmp_path: Path) -> None:
    jobs = read_roster(written(tmp_path, simple(200)), usual()).jobs
    parts = [[job.id for job in jobs if in_shard(job.id, part, 7)] for part in range(1, 8)]
    assert sorted(each for part in parts for each in part) == sorted(job.id for job in jobs)
    assert min(map(len, parts)) > 10


def test_names_follow_the_pattern_and_never_meet(tmp_path: Path) -> None:
    jobs = read_roster(written(tmp_path), usual()).jobs
    assert named(jobs[:1], "{number} {name}/../{id}", tmp_path)[0].name == "00001-Ana-Díaz-..-17.pdf"
    for pattern in ("{routine}", "{who}"):
        with pytest.raises(InputError):
            named([*jobs, *jobs], pattern, tmp_path)


def job_of(**asked: Any) -> Job:
    request = Request(**{"date": "", "screened": "none"} | asked)
    return Job(1, "1", Order("low-back-relief", request, SAMPLE), TODAY, Place("x", 1, 1))


@pytest.mark.slow
@pytest.mark.parametrize(
    "job",
    [
        job_of(patient="Ana 100% Diaz"),
        job_of(patient="Łukasz Żółć", notes=("pelvic-tilt=" + "Go slowly. " * 9,)),
        job_of(sides=("single-knee-to-chest=left",), log=False),
    ],
)
def test_a_file_of_a_batch_looks_and_reads_as_one_on_its_own(job: Job) -> None:
    sheets = lay_out(job).sheets
    quick, plain = (pypdfium2.PdfDocument(data) for data in (draw_quickly(sheets), draw(sheets)))
    assert len(quick) == len(plain)
    for one, other in zip(quick, plain, strict=True):
        assert words(one) == words(other)
        assert faults(one, other) == 0


def test_what_comes_again_is_written_as_it_was() -> None:
    sheets = [lay_out(job_of(patient=name)).sheets for name in ("Ana", "Bo")]
    usual_writer.cache_clear()  # in a new one every block comes for the first time
    first = [draw_quickly(each) for each in sheets]
    assert [draw_quickly(each) for each in sheets] == first  # all blocks come for the second
    assert [draw_quickly(each) for each in sheets] == first
    usual_writer.cache_clear()
    assert [draw_quickly(each) for each in reversed(sheets)] == first[::-1]


def test_files_that_say_other_things_have_other_ids() -> None:
    jobs = [job_of(sides=(f"single-knee-to-chest={side}",)) for side in ("left", "right")]
    first, second, again = (draw_quickly(lay_out(job).sheets).partition(b"/ID[<")[2][:32] for job in (*jobs, jobs[0]))
    assert len(first) == 32
    assert first == again != second


def faults(one: pypdfium2.PdfPage, other: pypdfium2.PdfPage) -> int:
    """Count pixels that have none like them within a pixel in the other picture: a glyph may round to the next one."""
    # at no scale at which what stands at quarters of a point is halfway between two pixels
    first, second = (page.render(scale=2.137).to_numpy().astype(int) for page in (one, other))
    nearest = None
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            moved = abs(first - numpy.roll(second, (down, right), (0, 1)))
            nearest = moved if nearest is None else nearest.clip(max=moved)
    assert (abs(first - second) > 8).mean() < 0.005  # lines whose baseline is halfway between two rows of pixels
    return int((nearest > 8).sum())


@pytest.mark.slow
def test_the_print_file_shows_every_handout_on_sheets_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "print.pdf"
    plan = plan_of(tmp_path, simple(9), out=None, merge=path)
    entries = done(plan).entries
    with pikepdf.open(path) as pdf:
        assert [str(each.title) for each in pdf.open_outline().root] == [str(n) for n in range(1, 10)]
        assert "/StructTreeRoot" not in pdf.Root
    printed = pypdfium2.PdfDocument(path)
    for task in plan.tasks:
        page = entries[task.job.number].print_page
        assert page % 2 == 1
        alone = pypdfium2.PdfDocument(render(task.job))
        for offset, each in enumerate(alone):
            there = printed[page - 1 + offset]
            assert words(there) == words(each)
            assert faults(there, each) == 0


_TWO_GLYPHS = 600  # values of pixels that differ when two glyphs stand a quarter of a pixel aside


@pytest.mark.slow
def test_a_long_print_file_shows_each_handout_as_a_file_of_its_own_does(tmp_path: Path) -> None:
    """From some handouts on, what recurs is painted by forms, and what recurs of these by forms of forms."""
    path, jobs, starts = tmp_path / "print.pdf", patients(66), list[int]()
    with path.open("wb") as file:
        printing = PrintFile(file, Sides(), "Print", "en-US")
        starts = [printing.add(lay_out(job).sheets, job.id) for job in jobs]
        printing.close()
    printed = pypdfium2.PdfDocument(path)
    for start, job in list(zip(starts, jobs, strict=True))[-6:]:
        for offset, each in enumerate(pypdfium2.PdfDocument(render(job))):
            assert words(printed[start - 1 + offset]) == words(each)
            assert faults(printed[start - 1 + offset], each) < _TWO_GLYPHS


def words(page: pypdfium2.PdfPage) -> list[str]:
    return page.get_textpage().get_text_bounded().split()


@pytest.mark.parametrize(
    ("options", "pages"),
    # two pages each; with a separator sheet two more each; two on a side: one side each, and its empty back
    [((), 6), (("--simplex",), 6), (("--n-up", "2"), 6), (("--n-up", "2", "--simplex"), 3), (("--separator",), 8)],
)
def test_every_handout_begins_on_a_new_sheet(options: tuple[str, ...], pages: int, tmp_path: Path) -> None:
    path = tmp_path / "stack.pdf"
    command = ["batch", "low-back-relief", "--copies", "3", "--clinic", "sample", "--merge", str(path)]
    made = CliRunner().invoke(app, [*command, *options])
    assert made.exit_code == 0, made.output
    assert len(pypdfium2.PdfDocument(path)) == pages


def test_a_dry_run_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["batch", "--patients", str(written(tmp_path)), "--clinic", "sample", "--dry-run"])
    assert result.exit_code == 3
    assert "17-low-back-relief.pdf" in result.output
    assert list(tmp_path.iterdir()) == [tmp_path / "roster.csv"]

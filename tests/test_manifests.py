"""Parts of a batch, and their manifests as one."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from handouts.batch import journal, manifest, outcome
from handouts.batch.names import in_shard
from handouts.batch.plan import Destination, Wish, planned
from handouts.batch.run import run
from handouts.cli import app
from handouts.pdf.print_file import Sides
from handouts.system import write as output
from tests.made import SAMPLE, TODAY

_ROWS, _PARTS = 12, 4


@given(st.lists(st.text(min_size=1), max_size=60), st.integers(1, 40))
def test_every_row_is_in_one_part(ids: list[str], parts: int) -> None:
    rows = list(enumerate(ids))
    found = Counter(row for part in range(1, parts + 1) for row in rows if in_shard(row[1], part, parts))
    assert found == Counter(rows)


def make(folder: Path, shard: str, rows: int = _ROWS) -> None:
    """Make a batch, or a part of one, without a command line."""
    roster = folder.parent / "roster.csv"
    roster.write_text("id,routine,screened\n" + "".join(f"{n},desk-break,none\n" for n in range(1, rows + 1)))
    plan = planned(Wish((), roster, clinic=SAMPLE, shard=shard), Destination(Sides(), folder), TODAY)
    run(plan, 1, outcome.Result(), lambda _: None)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a batch in one, and in parts that share a folder."""
    home = tmp_path_factory.mktemp("parts")
    make(home / "whole", "")
    for part in range(1, _PARTS + 1):
        make(home / "parts", f"{part}/{_PARTS}")
    return home


@pytest.fixture
def parts(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the parts, below the current folder."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(whole / "parts", "parts"))


def merge(*options: str) -> Result:
    """Call `handouts manifest`."""
    return CliRunner().invoke(app, ["manifest", *options])


def names_in(path: Path) -> list[str]:
    return [each["file"] for each in json.loads(path.read_text())["handouts"]]


def test_parts_in_one_folder_become_the_manifest_of_the_whole(whole: Path, parts: Path) -> None:
    made = merge("parts")
    assert (made.exit_code, made.stdout, made.stderr) == (0, "parts/manifest.csv\n", "12 handouts of 4 parts\n")
    for name in ("manifest.csv", "manifest.json"):
        assert (parts / name).read_bytes() == (whole / "whole" / name).read_bytes()
    assert merge("parts").stderr == "12 handouts of 4 parts\n"  # the merged one is not taken for a fifth


def test_parts_of_several_folders_name_their_files_from_where_the_manifest_lies(parts: Path) -> None:
    shutil.copytree("parts", "b")
    for path in [*parts.glob("manifest.[12]-*"), *Path("b").glob("manifest.[34]-*")]:
        path.unlink()
    assert merge("parts", "b", "-o", ".").exit_code == 0
    assert len(names_in(Path("manifest.json"))) == _ROWS
    assert all(Path(name).is_file() for name in names_in(Path("manifest.json")))
    made = merge("parts", "b")
    assert made.exit_code == 2
    assert "say where the manifest of several folders goes" in made.stderr


def test_parts_that_are_missing_are_named(parts: Path) -> None:
    for path in parts.glob("manifest.[24]-*"):
        path.unlink()
    made = merge("parts")
    assert made.exit_code == 3
    left = len(names_in(parts / "manifest.json"))
    assert made.stderr == (
        "parts: error: parts 2 and 4 of 4 are missing\n"
        f"hint: run the batch with `--shard 2/4` and the others\n{left} handouts of 2 parts\n"
    )


def test_files_that_are_missing_or_changed_are_named(parts: Path) -> None:
    (parts / "3-desk-break.pdf").unlink()
    (parts / "4-desk-break.pdf").write_bytes(b"%PDF-other")
    made = merge("parts")
    assert made.exit_code == 3
    hint = "hint: run the batch of this part again: it makes what is missing or changed"
    told = [f"{where}: error: {what}" for where, what in (
        (part_with("3-desk-break.pdf"), "`3-desk-break.pdf` is missing"),
        (part_with("4-desk-break.pdf"), "`4-desk-break.pdf` is not as made: the SHA-256 differs"),
    )]  # fmt: skip
    lines = made.stderr.splitlines()
    assert sorted(lines[:-1:2]) == sorted(told)
    assert set(lines[1::2]) == {hint}


def part_with(name: str) -> Path:
    """Return the manifest of the part that a file is in."""
    return next(path for path in Path("parts").glob("manifest.*-of-*.json") if name in names_in(path))


def test_many_missing_files_are_counted(parts: Path) -> None:
    for path in parts.glob("*.pdf"):
        path.unlink()
    path = max(parts.glob("manifest.*-of-*.json"), key=lambda each: len(names_in(each)))
    shown = [f"`{name}`" for name in names_in(path)]
    made = merge("parts").stderr
    if len(shown) > 6:
        assert f"{path}: error: {', '.join(shown[:5])} and {len(shown) - 5} others are missing" in made
    else:
        assert f"{path}: error: {', '.join(shown[:-1])} and {shown[-1]} are missing" in made


def test_a_part_that_was_not_finished_is_told(parts: Path) -> None:
    path = part_with("3-desk-break.pdf")
    entries = [each for each in manifest.read(path).entries if each.id != "3"]
    manifest.write(entries, parts, path.stem.removeprefix("manifest"), len(entries) + 1)
    made = merge("parts")
    assert made.exit_code == 3
    assert made.stderr.splitlines()[:2] == [
        f"{path}: error: {len(entries)} of {len(entries) + 1} handouts were made",
        "hint: run the batch of this part again: it makes the rest and says what is wrong",
    ]


def test_handouts_that_are_in_two_parts_are_named(parts: Path) -> None:
    path = part_with("3-desk-break.pdf")
    other = next(each for each in parts.glob("manifest.*-of-*.json") if each != path)
    here, there = manifest.read(path), manifest.read(other)
    mine = [each for each in here.entries if each.id == "3"]
    manifest.write([*there.entries, *mine], parts, other.stem.removeprefix("manifest"))
    first, second = sorted((path, other))
    made = merge("parts")
    assert made.exit_code == 3
    assert made.stderr.splitlines()[:2] == [
        f"{second}: error: `3` is in {first}, too",
        "hint: merge parts of one list, each once",
    ]
    assert len(names_in(parts / "manifest.json")) == _ROWS


def test_parts_of_two_batches_do_not_go_together(parts: Path) -> None:
    make(parts, "1/2")
    made = merge("parts")
    assert made.exit_code == 3
    assert "parts/manifest.1-of-2.json: error: parts of 2 and of 4 do not go together\n" in made.stderr


def test_parts_made_from_another_catalog_are_told(parts: Path) -> None:
    path = part_with("3-desk-break.pdf")
    entries = [replace(each, catalog="12345678") for each in manifest.read(path).entries]
    manifest.write(entries, parts, path.stem.removeprefix("manifest"))
    made = merge("parts")
    assert made.exit_code == 0
    assert "warning: was made from catalog `" in made.stderr


def test_sixteen_parts_of_a_list_are_the_list_and_each_tells_of_its_own_rows(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    rows = [f"{n},{'nothing' if n % 9 == 0 else 'desk-break'},none\n" for n in range(1, 301)]
    roster.write_text("id,routine,screened\n" + "".join(rows) + "7,desk-break,none\n")
    shards = ["", *(f"{part}/16" for part in range(1, 17))]
    plans = [
        planned(Wish((), roster, clinic=SAMPLE, shard=shard), Destination(Sides(), Path("out")), TODAY)
        for shard in shards
    ]
    whole, parts = plans[0], plans[1:]
    assert sorted(task.job.number for part in parts for task in part.tasks) == [task.job.number for task in whole.tasks]
    assert sorted(each for part in parts for each in part.problems) == sorted(whole.problems)
    assert len(whole.problems) == 300 // 9 + 1


def test_a_part_without_rows_is_made_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for part in range(1, _PARTS + 1):
        make(tmp_path / "few", f"{part}/{_PARTS}", rows=1)
    made = merge("few")
    assert (made.exit_code, made.stderr) == (0, "1 handout of 4 parts\n")
    options = ["--patients", str(tmp_path / "roster.csv"), "--shard", "1/16", "--merge", "print.pdf"]
    made = CliRunner().invoke(app, ["batch", *options])
    assert (made.exit_code, made.stderr) == (0, "0 of 0 handouts\n")


ENTRY = {
    "number": 1, "id": "1", "routine": "x", "file": "1-x.pdf", "print_page": 0, "pages": 2, "catalog": "0",
    "sha256": "0", "job": "0", "warnings": [],
}  # fmt: skip
WRONG = [
    {"number": "1"},
    {"pages": -1},
    {"pages": True},
    {"file": 5},
    {"file": "a\0b"},
    {"id": "\ud800"},
    {"warnings": "x"},
]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", '{"handouts": 1}', "{}", "[" * 100_000, '{"asked": 1e999, "handouts": []}', '{"handouts": [null]}',
        '{"asked": "1", "handouts": []}', '{"handouts": {"a": 1}}', "NaN",
        *(json.dumps({"handouts": [ENTRY | wrong]}) for wrong in WRONG),
    ],
)  # fmt: skip
def test_what_is_no_manifest_is_told(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert problems(["."]) == [".: error: holds no manifest", "hint: name a folder that `handouts batch` made"]
    (tmp_path / "manifest.json").write_text(text)
    assert problems(["."]) == [
        "manifest.json: error: is no manifest of a batch, or is damaged",
        "hint: move it away; the same `handouts batch` writes it anew",
    ]


def test_a_manifest_that_leads_nowhere_or_is_no_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "b" / "manifest.json").mkdir(parents=True)
    (tmp_path / "a" / "manifest.json").symlink_to(tmp_path / "nowhere")
    (tmp_path / "c").mkdir()
    os.mkfifo("c/manifest.json")
    for folder in "abc":
        path, _, rest = problems([folder])[0].partition(": ")
        assert rest == "error: is no manifest of a batch, or is damaged"
        assert path in {f"{folder}/manifest.json", "nowhere"}


def test_a_file_outside_the_folder_is_named_and_not_opened(parts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = part_with("3-desk-break.pdf")
    made = manifest.read(path)
    names = ("../secret.txt", "/etc/passwd", "linked.pdf")
    Path("secret.txt").write_text("secret")
    (parts / "linked.pdf").symlink_to("../secret.txt")
    others = [replace(made.entries[0], id=name, number=99, file=name) for name in names]
    manifest.write([*made.entries, *others], parts, path.stem.removeprefix("manifest"))
    opened = list[str]()
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: opened.append(self.name) or read(self))
    told = merge("parts")
    assert told.exit_code == 3
    listed = "`../secret.txt`, `/etc/passwd` and `linked.pdf`"
    assert told.stderr.startswith(f"{path}: error: {listed} are outside this folder, and not looked at\n")
    assert not {"secret.txt", "passwd", "linked.pdf"} & set(opened)


def test_what_no_list_names_is_named_and_removed_when_a_batch_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "out"
    make(folder, "", rows=5)
    Path("out/notes.pdf").write_bytes(b"mine")
    Path("out/4-desk-break.pdf").write_bytes(b"changed since")
    make(folder, "", rows=3)
    ours, others = "`5-desk-break.pdf`", "`4-desk-break.pdf` and `notes.pdf`"
    of_others = f"out: warning: holds files that no batch made like this: {others}\nhint: `--prune` leaves them\n"
    assert merge("out").stderr == (
        f"out: warning: holds files of an earlier list: {ours}\n"
        f"hint: `handouts manifest out --prune` removes what a batch made and none lists\n{of_others}3 handouts\n"
    )
    pruned = merge("out", "--prune")
    assert (pruned.exit_code, pruned.stderr) == (0, f"removed out/5-desk-break.pdf\n{of_others}3 handouts\n")
    assert sorted(path.name for path in folder.glob("*.pdf")) == [
        "1-desk-break.pdf", "2-desk-break.pdf", "3-desk-break.pdf", "4-desk-break.pdf", "notes.pdf",
    ]  # fmt: skip


def test_a_batch_tells_of_files_of_an_earlier_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for rows, told in ((2, ""), (1, "out: warning: holds files of an earlier list: `2-desk-break.pdf`")):
        Path("r.csv").write_text(
            "id,routine,screened\n" + "".join(f"{n},desk-break,none\n" for n in range(1, rows + 1))
        )
        made = CliRunner().invoke(app, ["batch", "--patients", "r.csv", "--out", "out", "--merge", "out/print.pdf"])
        assert made.stderr.splitlines()[:-1:2] == ([told] if told else [])
    Path("r.csv").write_text("id,routine,screened,set\n1,desk-break,none,\n2,desk-break,none,x.reps=1\n")
    made = CliRunner().invoke(app, ["batch", "--patients", "r.csv", "--out", "out", "--merge", "out/print.pdf"])
    assert made.exit_code == 3
    assert "print.pdf" not in merge("out").stderr  # it is known, with a row missing, too


def test_nothing_is_removed_while_a_part_is_missing_or_still_made(parts: Path) -> None:
    entries = manifest.read(part_with("3-desk-break.pdf")).entries
    newer = parts / "newer.pdf"
    newer.write_bytes((parts / "3-desk-break.pdf").read_bytes())
    record = journal.Record(replace(entries[0], file="newer.pdf", sha256=entries[0].sha256))
    with journal.path(parts, ".9-of-9").open("wb") as file:
        file.write(journal.line(replace(record, stamp=output.stamp(newer))))
    assert "newer" not in merge("parts", "--prune").stderr
    for path in parts.glob("manifest.2-*"):
        path.unlink()
    (parts / "manifest.json").unlink()
    made = merge("parts", "--prune")
    assert "nothing is removed before all parts are there and whole\n" in made.stderr
    assert len(list(parts.glob("*.pdf"))) == _ROWS + 1


def problems(folders: Iterable[str]) -> list[str]:
    """Return what is told of folders that cannot be merged."""
    from handouts.batch.parts import parts_of
    from handouts.problems import InputError

    with pytest.raises(InputError) as found:
        parts_of(map(Path, folders))
    return str(found.value).splitlines()

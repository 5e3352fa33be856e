"""The command line as a user meets it: what is printed, what is written, how it exits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner

from handouts.cli import app
from handouts.data import builtin

REFUSED, UNWRITTEN = 3, 4


class Ran:
    """What a command left behind."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.code = done.returncode
        self.data = done.stdout
        self.out = done.stdout.decode("utf-8", "replace")
        self.err = done.stderr.decode("utf-8", "replace")


def run(folder: Path, *arguments: str, **variables: str) -> Ran:
    """Run `handouts` in a folder, as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "100", "NO_COLOR": "1"} | variables
    command = [sys.executable, "-m", "handouts", *arguments]
    return Ran(subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=120, check=False))


def text_of(pdf: bytes | Path) -> str:
    """Return the text of a PDF, spaces made single."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


@pytest.mark.slow
def test_a_malformed_source_date_is_an_error(tmp_path: Path) -> None:
    ran = run(tmp_path, "make", "low-back-relief", SOURCE_DATE_EPOCH="today")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "SOURCE_DATE_EPOCH: error: `today` is not a whole number of seconds\n"
        "hint: give seconds since 1970, such as `1795219200`, or unset it\n"
    )
    assert run(tmp_path, "make", "low-back-relief", SOURCE_DATE_EPOCH="1795219200").code == 0


@pytest.mark.slow
def test_the_main_job(tmp_path: Path) -> None:
    ran = run(
        tmp_path,
        "make",
        "low-back-relief",
        "--clinic",
        "sample",
        "--patient",
        "Ana Diaz",
        "--date",
        "2026-11-21",
        "--screened",
        "none",
    )
    assert (ran.code, ran.out, ran.err) == (0, "out/low-back-relief.pdf\n", "")
    text = text_of(tmp_path / "out" / "low-back-relief.pdf")
    assert "Your Clinic Name" in text
    assert "Ana Diaz" in text
    assert "November 21, 2026" in text
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["low-back-relief.pdf"]


@pytest.mark.slow
def test_standard_output_carries_the_pdf_and_nothing_else(tmp_path: Path) -> None:
    ran = run(tmp_path, "make", "--stretch", "pelvic-tilt", "--set", "pelvic-tilt.reps=40", "-o", "-")
    assert ran.code == 0
    assert ran.data.startswith(b"%PDF-1.7")
    assert ran.err.startswith("pelvic-tilt: warning[D3]: `reps` is 40")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_every_problem_at_once_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "my-back.yaml").write_text(
        "title: My back\nstretches:\n  - pelvic-tilt\n"
        "  - {stretch: single-knee-to-chest, dosage: {reps: 3, days_per_weeks: 7}}\nregon: low-back\n"
    )
    ran = run(tmp_path, "make", "my-back.yaml", "--template", "standrd", "--stretch", "knee-to-chst")
    assert ran.code == REFUSED
    assert ran.out == ""
    assert (
        ran.err
        == """\
--stretch knee-to-chst: error: no stretch `knee-to-chst`
hint: did you mean `single-knee-to-chest`?
--template: error: no template `standrd`
hint: did you mean `standard`?
my-back.yaml:4:55: error: unknown field `days_per_weeks` in stretches[2].dosage
hint: did you mean `days_per_week`?
my-back.yaml:5:1: error: unknown field `regon`
hint: did you mean `region`?
"""
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_stop_rule_or_a_country_that_is_not_there_is_an_error_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Mine\ncountry: UK\n")
    catalog = tmp_path / "routines" / "catalog" / "low-back"
    catalog.mkdir(parents=True)
    tilt = (builtin() / "routines" / "catalog" / "low-back" / "pelvic-tilt.yaml").read_text()
    (catalog / "pelvic-tilt.yaml").write_text(tilt.replace("stop: [worse", "stop: [wors"))
    ran = run(tmp_path, "make", "--stretch", "pelvic-tilt")
    assert ran.code == REFUSED
    line = tilt[: tilt.index("stop: [")].count("\n") + 1
    country, hint, *stop = ran.err.splitlines(keepends=True)
    assert country == "clinic.yaml:2:10: error: no country `UK`\n"
    assert hint.startswith("hint: did you mean `GB`? on file are ")
    assert "".join(stop) == (
        f"routines/catalog/low-back/pelvic-tilt.yaml:{line}:8: error: no stop rule `wors`\n"
        "hint: did you mean `worse`?\n"
    )


@pytest.mark.slow
def test_a_stretch_that_is_not_there_is_placed_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text("title: R\nstretches:\n  - {stretch: knee-to-chst}\n")
    ran = run(tmp_path, "make", "r.yaml")
    assert (ran.code, ran.err) == (
        REFUSED,
        "r.yaml:3:15: error: no stretch `knee-to-chst`\nhint: did you mean `single-knee-to-chest`?\n",
    )


@pytest.mark.slow
def test_a_name_that_the_fonts_lack_is_named_and_never_a_box(tmp_path: Path) -> None:
    ran = run(tmp_path, "make", "low-back-relief", "--patient", "王芳", "--note", "pelvic-tilt=مرحبا")
    assert ran.code == REFUSED
    assert (
        "--patient: error: cannot be printed: the fonts lack the characters `王` (U+738B CJK UNIFIED IDEOGRAPH-738B)"
        in ran.err
    )
    assert (
        "--note pelvic-tilt: error: cannot be printed: the fonts lack the characters `م` (U+0645 ARABIC LETTER MEEM)"
        in ran.err
    )
    assert "hint: the fonts cover Latin (with Vietnamese), Cyrillic and Greek" in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Nguyễn Thị Đặng", "Łukasz Żółć", "Анна Ёлкина", "Zoë O’Brien", "Ana Diaz"])
def test_names_in_latin_and_cyrillic_print(tmp_path: Path, name: str) -> None:
    ran = run(tmp_path, "make", "--stretch", "pelvic-tilt", "--patient", name, "-o", "-")
    assert ran.code == 0
    assert name in text_of(ran.data)


@pytest.mark.slow
def test_a_prescription_is_saved_and_made_again_the_same(tmp_path: Path) -> None:
    first = run(
        tmp_path, "make", "low-back-relief", "--clinic", "sample", "--patient", "Ana", "--set", "pelvic-tilt.hold=3s",
        "--side", "single-knee-to-chest=left", "--note", "cat-camel=Slowly.", "--without", "seated-spinal-twist",
        "--stretch", "double-knee-to-chest", "--has", "kneeling-knee", "--paper", "a4", "--date", "2026-11-21",
        "--save", "ana.yaml", "-o", "first.pdf",
    )  # fmt: skip
    assert first.code == 0
    again = run(tmp_path, "make", "ana.yaml", "-o", "again.pdf")
    assert again.code == 0, again.err
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "first.pdf").read_bytes()
    assert run(tmp_path, "check", "ana.yaml").code == 0


@pytest.mark.slow
def test_an_existing_file_is_replaced_and_kept_when_something_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"old")
    assert run(tmp_path, "make", "low-back-relef", "-o", "x.pdf").code == REFUSED
    assert (tmp_path / "x.pdf").read_bytes() == b"old"
    assert run(tmp_path, "make", "--stretch", "cat-camel", "-o", "x.pdf").code == 0
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
    assert [each.name for each in tmp_path.iterdir()] == ["x.pdf"]


@pytest.mark.slow
def test_an_output_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = run(tmp_path, "make", "--stretch", "cat-camel", "-o", "file/x.pdf")
    assert ran.code == UNWRITTEN
    assert ran.err.startswith("file/x.pdf: cannot be written: ")
    assert "Traceback" not in ran.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "problem", "nearest"),
    [
        (["make", "low-bak-relief"], "low-bak-relief: error: no routine `low-bak-relief`", "low-back-relief"),
        (["show", "pelvic-tlt"], "pelvic-tlt: error: no stretch and no routine `pelvic-tlt`", "pelvic-tilt"),
        (["list", "--region", "low-bak"], "--region: error: no region `low-bak`", "low-back"),
        (["schema", "stretchs"], "schema: error: no kind of file `stretchs`", "stretch"),
    ],
)
def test_wrong_names_offer_the_nearest(tmp_path: Path, arguments: list[str], problem: str, nearest: str) -> None:
    ran = run(tmp_path, *arguments)
    assert (ran.code, ran.err) == (REFUSED, f"{problem}\nhint: did you mean `{nearest}`?\n")


@pytest.mark.slow
def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert run(tmp_path, "make", "none.yaml").err == "none.yaml: error: no such file\n"
    assert run(tmp_path, "check", "nowhere").err == "nowhere: error: no such file or folder\n"


@pytest.mark.slow
def test_wrong_usage_is_typers_own_exit_code(tmp_path: Path) -> None:
    assert run(tmp_path, "make").code == 2
    assert run(tmp_path, "make", "x", "--paper", "a5").code == 2


@pytest.mark.slow
def test_lists_and_json(tmp_path: Path) -> None:
    lines = run(tmp_path, "list", "hip", "--position", "standing").out.splitlines()
    assert "standing-hip-flexor-stretch  Standing hip stretch (standing, static)" in lines
    assert all("(standing, " in line for line in lines)
    listed = {each["id"]: each for each in json.loads(run(tmp_path, "list", "--json").out)}
    assert len(listed) == 90
    assert listed["pelvic-tilt"]["dosage"]["reps"] == 10
    routines = [each["id"] for each in json.loads(run(tmp_path, "routines", "--json").out)]
    assert len(routines) == 25
    assert "low-back-relief" in routines
    assert json.loads(run(tmp_path, "show", "cat-camel", "--json").out)["name"] == "Cat and camel"
    assert "dose: hold 5 s, reps 10, per_day 2, days_per_week 7" in run(tmp_path, "show", "pelvic-tilt").out


def test_completion_offers_ids(tmp_path: Path) -> None:
    from handouts.cli import complete

    assert complete.stretches("prayer") == ["prayer-stretch", "prayer-stretch-side"]
    assert complete.routines("low-back-r") == ["low-back-relief"]
    assert complete.templates("") == ["compact", "large-print", "log", "one-sheet", "single", "standard", "wall"]
    assert "osteoporosis" in complete.precautions("osteo")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_check_finds_what_is_wrong_with_a_clinic(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: 王\nlogo: none.svg\ncountry: ZZ\n")
    (tmp_path / "logo.png").write_bytes(b"no picture")
    catalog = tmp_path / "routines" / "catalog" / "low-back"
    catalog.mkdir(parents=True)
    tilt = (builtin() / "routines" / "catalog" / "low-back" / "pelvic-tilt.yaml").read_text()
    (catalog / "my-tilt.yaml").write_text(
        tilt.replace("code: radicular-leg", "code: radicular-lg").replace("id: cat-camel", "id: cat-camle")
        .replace("erector-spinae", "erector")
        + "figures:\n  - {file: logo.png, caption: Start, alt: A person lies down., licence: CC0-1.0, author: Ana}\n"
    )  # fmt: skip
    ran = run(tmp_path, "check")
    assert ran.code == REFUSED
    assert "clinic.yaml:1:7: error: cannot be printed: the fonts lack the character `王`" in ran.err
    assert "clinic.yaml:2:7: error: no picture `none.svg`" in ran.err
    assert "clinic.yaml:3:10: error: no country `ZZ`" in ran.err
    assert "error: no precaution `radicular-lg`\nhint: did you mean `radicular-leg`?" in ran.err
    assert "error: no stretch `cat-camle`\nhint: did you mean `cat-camel`?" in ran.err
    assert "error: no muscle `erector`\nhint: did you mean `erector-spinae`?" in ran.err
    assert "my-tilt.yaml:" in ran.err
    assert "no picture `logo.png`" in ran.err
    assert "clinic.yaml:1:1: error[D5]: names no phone: patients are told to call" in ran.err
    assert ran.out == "2 files checked, 8 problems\n"


@pytest.mark.slow
def test_a_file_of_no_known_kind(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: 1\n")
    ran = run(tmp_path, "check", "x.yaml")
    assert ran.err == (
        "x.yaml: error: is of no known kind: neither its folder nor its first line says\n"
        "hint: name its schema in the first line, as in `# yaml-language-server: $schema=prescription.json`\n"
    )


@pytest.mark.slow
def test_the_built_in_files_are_clean(tmp_path: Path) -> None:
    ran = run(tmp_path, "check", "--strict")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.slow
def test_a_clinics_folder_is_used_without_options_and_its_files_win(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Riverside\ncountry: GB\n")
    (tmp_path / "routines" / "standard").mkdir(parents=True)
    (tmp_path / "routines" / "standard" / "low-back-relief.yaml").write_text("title: Ours\nstretches: [cat-camel]\n")
    ran = run(tmp_path, "make", "low-back-relief", "-o", "-")
    text = text_of(ran.data)
    assert "Riverside" in text
    assert "Ours" in text
    assert "Call 999 now if" in text
    assert "Pelvic tilt" not in text


@pytest.mark.slow
def test_a_bug_keeps_its_traceback(tmp_path: Path) -> None:
    code = (
        "import handouts.make.make as m\nm.make = lambda *a: 1 / 0\nimport sys; sys.argv = ['handouts', 'make', 'x']\n"
    )
    command = [sys.executable, "-c", code + "from handouts.cli import main\nmain()"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


@pytest.mark.parametrize("command", ["make", "list", "show", "routines", "check", "schema"])
def test_every_command_has_help_with_an_example(tmp_path: Path, command: str) -> None:
    ran = run(tmp_path, command, "--help")
    assert ran.code == 0
    assert f"  handouts {command}" in ran.out


def test_the_version(tmp_path: Path) -> None:
    from handouts import __version__

    assert run(tmp_path, "--version").out == f"handouts {__version__}\n"


@pytest.mark.parametrize(
    ("command", "code", "err"),
    [
        ("list >/dev/full", 4, "standard output: cannot be written: the disk is full\n"),
        ("list >&-", 4, "standard output: cannot be written: it is closed\n"),
        (
            "make --stretch cat-camel -o - >/dev/full",
            4,
            "standard output: cannot be written: the disk is full\n",
        ),
        ("make --stretch cat-camel -o x.pdf >&-", 4, "standard output: cannot be written: it is closed\n"),
        ("make none 2>&-", 3, ""),
        ("make --stretch cat-camel 2>&-", 0, ""),
        ("make --stretch cat-camel --set cat-camel.reps=90 2>/dev/full", 4, ""),
        (
            "pick <&-",
            3,
            "words to search, numbers to tick or untick, Enter when done, q to leave\nsearch: \nstandard input: error",
        ),
        ("--help >/dev/full", 4, "standard output: cannot be written: the disk is full\n"),
    ],
)
def test_streams_that_are_closed_or_full_are_told(tmp_path: Path, command: str, code: int, err: str) -> None:
    made = in_a_shell(f'"{sys.executable}" -m handouts {command}', tmp_path)
    assert "Traceback" not in made.err
    assert (made.code, made.err.startswith(err), bool(made.err)) == (code, True, bool(err))


def in_a_shell(command: str, folder: Path) -> Ran:
    """Run a command of the shell in a folder."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return Ran(subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, check=False))


def test_a_console_that_lacks_a_letter_a_home_that_is_none_and_a_folder_that_is_gone(tmp_path: Path) -> None:
    ran = run(tmp_path, "make", "--stretch", "cat-camel", "-o", "Ł.pdf", PYTHONIOENCODING="cp437", HOME=os.devnull)
    assert (ran.code, ran.out, ran.err) == (0, "\\u0141.pdf\n", "")
    assert (tmp_path / "Ł.pdf").is_file()
    gone = tmp_path / "gone"
    gone.mkdir()
    made = in_a_shell(f'rmdir "{gone}"; "{sys.executable}" -m handouts list', gone)
    assert (made.code, made.out) == (3, "")
    assert made.err == "current folder: error: no such file\nhint: go to another one\n"


@pytest.mark.parametrize(
    ("arguments", "data", "question"),
    [
        (["pick"], b"", "search"),
        (["pick"], b"tilt\n1\n\n", "Pelvic tilt: 5 s x 10, 2/day, 7 days/week"),
        (["make", "low-back-relief", "--password", "-"], b"", "Password"),
    ],
)
def test_questions_that_nobody_answers_are_told(
    arguments: list[str], data: bytes, question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(app, arguments, input=data)
    assert str(made.exception) == (
        f"standard input: error: ended before the answer to `{question}`\n"
        "hint: answer in a terminal, or give it as an option"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])  # in the second Python lets bytes pass that are no text
def test_an_answer_that_is_no_text_is_told(locale: str, tmp_path: Path) -> None:
    command = f'printf "caf\\351\\n" | LC_ALL={locale} "{sys.executable}" -m handouts pick'
    made = in_a_shell(command, tmp_path)
    assert made.code == 3
    assert made.err.endswith(
        "standard input: error: the answer to `search` is no text in UTF-8\n"
        "hint: set the terminal to UTF-8, or give it as an option\n"
    )


OTHER = "has another ending than what is written:"
MADE = "`.pdf`, `.html`, `.htm` or `.txt`"


@pytest.mark.parametrize(
    ("options", "file", "begins"),
    [
        ("-o x.HTML", "x.HTML", b"<!DOCTYPE html>"),
        ("-o x.txt", "x.txt", b"Clinic: ____"),
        ("-o x.pdf", "x.pdf", b"%PDF"),
        ("-o x", "x", b"%PDF"),
        ("-o x --format txt", "x", b"Clinic: ____"),
        ("-o here", "here/low-back.pdf", b"%PDF"),
        ("-o new/ --format html", "new/low-back.html", b"<!DOCTYPE html>"),
    ],
)
def test_the_name_of_the_file_chooses_the_format(
    options: str, file: str, begins: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    (tmp_path / "low-back.yaml").write_text("title: Cat and camel\nstretches: [cat-camel]\n")
    made = CliRunner().invoke(app, ["make", "low-back.yaml", *options.split()])
    assert (made.exit_code, made.stdout) == (0, f"{file}\n"), made.output
    assert (tmp_path / file).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("make s.yaml -o x.docx", f"--output: `x.docx` {OTHER} {MADE}"),
        ("single cat-camel -o x.png", f"--output: `x.png` {OTHER} {MADE}"),
        ("make s.yaml -o x.txt --format html", "--format: `html` is not what the name `x.txt` says: leave out one"),
        ("make s.yaml -o x.html --fillable", "--fillable: only a PDF can be filled in"),
        ("make s.yaml -o s.yaml", "-o (`s.yaml`) and `s.yaml` are one file"),
        ("make s.yaml -o below/../s.yaml", "-o (`below/../s.yaml`) and `s.yaml` are one file"),
        ("make s.yaml -o link.pdf", "-o (`link.pdf`) and `s.yaml` are one file"),
        ("make s.yaml --save s.yaml", "--save (`s.yaml`) and `s.yaml` are one file"),
        ("make s.yaml --save x.pdf -o x.pdf", "--save (`x.pdf`) and -o are one file"),
        ("make s.yaml --save x.pdf", f"--save: `x.pdf` {OTHER} `.yaml` or `.yml`"),
        ("make s.yaml --clinic mine --save mine/clinic.yaml", "--save (`mine/clinic.yaml`) and `mine/clinic.yaml` are "
         "one file"),
        ("reopen x.pdf -o x.pdf", "-o (`x.pdf`) and `x.pdf` are one file"),
        ("reopen x.pdf -o y.pdf", f"--output: `y.pdf` {OTHER} `.yaml` or `.yml`"),
        ("gallery s.yaml -o x.pdf", f"--output: `x.pdf` {OTHER} `.png`"),
    ],
)  # fmt: skip
def test_targets_of_another_kind_or_that_are_read_are_refused(
    command: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("mine", "below"):
        (tmp_path / name).mkdir()
    (tmp_path / "mine" / "clinic.yaml").write_text("name: Mine\ncountry: GB\n")
    (tmp_path / "s.yaml").write_text("title: One\nstretches: [cat-camel]\n")
    (tmp_path / "link.pdf").symlink_to("s.yaml")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    made = CliRunner().invoke(app, command.split())
    assert made.exit_code == 2
    assert made.stderr.splitlines()[-1] in {f"Error: Invalid value for {what}", f"Error: Invalid value: {what}"}
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_a_reader_that_goes_away_gets_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "handouts", "list"]
    ran = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (4, "standard output: cannot be written: nobody reads it\n")


def test_a_home_that_is_no_folder(tmp_path: Path) -> None:
    ran = run(tmp_path, "make", "hamstrings", HOME=os.devnull)
    assert (ran.code, ran.out, ran.err) == (0, "out/hamstrings.pdf\n", "")

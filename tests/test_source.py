"""Reading YAML: 1.2 sense, places, every problem at once, nothing that eats the machine."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.load.loaded import Loaded
from handouts.load.yaml_source import as_far_as_valid, load, parse, tree
from handouts.model.base import Span, read_seconds, read_span
from handouts.model.clinic import Clinic
from handouts.model.routine import Routine
from handouts.model.stretch import Stretch
from handouts.model.template import Template
from handouts.outside import unfit_name, unread, unwritten
from handouts.problems import InputError, Place, nearest


def read(text: str, model: type = Routine) -> Loaded:  # type: ignore[type-arg]
    return parse(text, model, Path("x.yaml"), Place("x.yaml"))


def told(text: str, model: type = Routine) -> str:
    with pytest.raises(InputError) as found:
        read(text, model)
    return str(found.value)


def test_words_that_other_yaml_readers_turn_into_booleans_stay_words() -> None:
    loaded = read("title: no\ngoal: on\nstretches: [a]\nprogression: 1:30\n")
    assert (loaded.value.title, loaded.value.goal, loaded.value.progression) == ("no", "on", "1:30")


def test_text_is_normalised_to_composed_letters() -> None:
    assert read("title: Cafe\u0301\nstretches: [a]\n").value.title == "Café"


def test_a_value_knows_its_place() -> None:
    loaded = read("title: x\nstretches:\n  - a\n  - {stretch: b, note: hello}\n")
    assert loaded.place("stretches", 1, "note") == Place("x.yaml", 4, 24)
    assert loaded.place("stretches", 0, "stretch") == Place("x.yaml", 3, 5)  # the short form stands for the whole


def test_every_problem_is_told_at_once_in_order() -> None:
    text = """title: X
stretches:
  - {stretch: a, dosage: {hold: 20 q, reps: ten, days_per_weeks: 3}}
  - {stretch: Bad Id, side: lft}
later: foo
review_after: soon
title: Y
regon: low-back
"""
    assert (
        told(text)
        == """\
x.yaml:3:33: error: `stretches[1].dosage.hold` is `20 q`; expected a time such as `30 s` or `30-60 s`
x.yaml:3:45: error: `stretches[1].dosage.reps` is `ten`; it must be a whole number
x.yaml:3:50: error: unknown field `days_per_weeks` in stretches[1].dosage
hint: did you mean `days_per_week`?
x.yaml:4:15: error: `stretches[2].stretch` is `Bad Id`; it must be an id: small letters, digits and single hyphens
x.yaml:4:29: error: `stretches[2].side` is `lft`, which is not one of its values
hint: did you mean `left`?
x.yaml:5:8: error: `later` is `foo`; it must be a list
x.yaml:6:15: error: `review_after` is `soon`; it must be a time such as `4 weeks`
x.yaml:7:1: error: `title` stands here a second time
hint: the first is in line 1
x.yaml:8:1: error: unknown field `regon`
hint: did you mean `region`?"""
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: [", "x.yaml:1:8: error: is not valid YAML\nhint: a `[` is not closed with `]`"),
        ("", "x.yaml:1:1: error: the file is empty; it must be a mapping of names to values"),
        ("- 1", "x.yaml:1:1: error: the file is a list; it must be a mapping of names to values"),
        ("stretches: [a]", "x.yaml:1:1: error: `title` is missing"),
        (
            "title: x\nstretches: []",
            "x.yaml:1:1: error: names no stretches: write them under `stretches`, or in `phases`",
        ),
        (
            "title: a: b\nstretches: [a]",
            "x.yaml:1:9: error: is not valid YAML\n"
            'hint: put the text in quotes when it holds a colon: `why: "Note: …"`',
        ),
        (
            "a: &x [1]\nb: *x",
            "x.yaml:1:4: error: anchors and aliases (`&`, `*`) are not read here\nhint: write the value out",
        ),
        (
            "title: x\n---\ntitle: y",
            "x.yaml:2:1: error: a second document starts here\nhint: keep one document in a file",
        ),
        ("? [a]\n: b", "x.yaml:1:3: error: a key must be a plain word"),
    ],
)
def test_broken_yaml_is_told_where_it_breaks(text: str, message: str) -> None:
    assert told(text) == message


def test_a_tower_of_brackets_is_an_error_and_no_crash() -> None:
    assert told("[" * 100_000) == "x.yaml:1:52: error: is nested more than 50 levels deep"


def test_an_alias_bomb_is_an_error() -> None:
    bomb = "a: &a [x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    assert "anchors and aliases" in told(bomb)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"title: caf\xe9\n")
    (tmp_path / "huge.yaml").write_bytes(b"#" * 1_000_001)
    (tmp_path / "folder.yaml").mkdir()
    cases = {
        "latin.yaml": "latin.yaml:1:11: error: is not UTF-8 text\nhint: save the file as UTF-8",
        "huge.yaml": "huge.yaml: error: has 1,000,001 bytes; at most 1,000,000 are read",
        "folder.yaml": "folder.yaml: error: is a folder, not a file",
        "none.yaml": "none.yaml: error: no such file",
    }
    for name, message in cases.items():
        with pytest.raises(InputError) as found:
            load(tmp_path / name, Routine, name)
        assert str(found.value) == message


def test_colours_and_countries_say_what_they_must_be() -> None:
    assert told("name: X\ncolors: {brand: teal}\nemergency: call\n", Clinic) == (
        "x.yaml:2:17: error: `colors.brand` is `teal`; it must be a colour such as `#1f6f78`, in quotes\n"
        "x.yaml:3:12: error: `emergency` is `call`; it must be a number to call, such as `115`, in quotes"
    )


def test_type_smaller_than_the_minimum_is_refused() -> None:
    text = "title: T\ntype: {body: 11 pt, footer: 8}\nblocks: [safety, cards, disclaimer]\n"
    assert told(text, Template) == (
        "x.yaml:2:14: error: `type.body` is `11 pt`; it must be at least 12\n"
        "x.yaml:2:29: error: `type.footer` is `8`; it must be at least 9"
    )


@pytest.mark.parametrize(
    ("text", "span"),
    [("30 s", (30, 30)), ("30-60 s", (30, 60)), ("1 min", (60, 60)), (20, (20, 20)), ("5 to 10 s", (5, 10))],
)
def test_times(text: object, span: tuple[int, int]) -> None:
    assert read_seconds(text) == Span(low=span[0], high=span[1])


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_a_range_reads_back_and_never_runs_backwards(low: int, high: int) -> None:
    if low > high:
        with pytest.raises(ValueError, match="the range runs backwards"):
            read_span(f"{low}-{high}")
    else:
        assert str(read_span(f"{low}-{high}")) == (str(low) if low == high else f"{low}-{high}")


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fail_in_another_way(text: str) -> None:
    with contextlib.suppress(InputError):
        read(text)


def test_the_nearest_name_is_offered_or_the_few_that_there_are() -> None:
    assert nearest("pelvic-tlt", ["pelvic-tilt", "cat-camel"]) == "did you mean `pelvic-tilt`?"
    assert nearest("zzz", ["b", "a"]) == "one of `a`, `b`"
    assert nearest("zzz", [f"id-{n}" for n in range(40)]) == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "name: R\ncolors:\n  brand: #7a3b69\n",
            "x.yaml:3:10: error: `colors.brand` is empty; it must be text\n"
            'hint: what follows a `#` is not read: put it in quotes, as in `"#7a3b69"`',
        ),
        (
            "name: R\ncolors: {brand: #7a3b69}\n",
            "x.yaml:2:1: error: is not valid YAML\n"
            'hint: what follows a `#` is not read: put it in quotes, as in `"#7a3b69"`',
        ),
        ("name: R\n\tlogo: x.png\n", "x.yaml:2:1: error: is not valid YAML\nhint: indent with spaces, not tabs"),
        (
            "name:R\nlogo: x\n",
            "x.yaml:1:1: error: is not valid YAML\nhint: write a space after the colon, as in `name: value`",
        ),
        (
            "name: @home\n",
            "x.yaml:1:7: error: is not valid YAML\nhint: put the text in quotes: none can begin with `@`",
        ),
        ("name: `x`\n", "x.yaml:1:7: error: is not valid YAML\nhint: put the text in quotes: none can begin with ```"),
        ("name: %x\n", "x.yaml:1:7: error: is not valid YAML\nhint: put the text in quotes: none can begin with `%`"),
        (
            'name: "R\nlogo: x\n',
            "x.yaml:1:7: error: is not valid YAML\n"
            'hint: close the quote: `"` stands at the beginning and not at the end',
        ),
        (
            'name: "R" and more\n',
            "x.yaml:1:11: error: is not valid YAML\nhint: put the whole text in quotes, not its beginning",
        ),
        ("sites: [{name: A}\n", "x.yaml:1:8: error: is not valid YAML\nhint: a `[` is not closed with `]`"),
        (
            "name: R\n  logo: x\n",
            "x.yaml:2:7: error: is not valid YAML\n"
            "hint: look at the indentation: what belongs together begins in one column",
        ),
        ("name: R\x07\n", "x.yaml:1:8: error: holds a character that no text has: U+0007\nhint: delete it"),
    ],
)
def test_what_is_no_yaml_is_told_from_its_own_lines(text: str, message: str) -> None:
    assert told(text, Clinic) == message


def test_everything_is_told_at_once() -> None:
    assert told("nmae: X\nphne: 1\nsites: [{id: A b, web: 1, fax: 2}]\n", Clinic) == (
        "x.yaml:1:1: error: `name` is missing\n"
        "x.yaml:1:1: error: unknown field `nmae`\nhint: did you mean `name`?\n"
        "x.yaml:2:1: error: unknown field `phne`\n"
        "x.yaml:3:14: error: `sites[1].id` is `A b`; it must be an id: small letters, digits and single hyphens\n"
        "x.yaml:3:27: error: unknown field `fax` in sites[1]\n"
        "hint: one of `address`, `after_hours`, `hours`, `id`, `name`, `phone`, `web`"
    )


def test_what_fits_is_read_for_its_references() -> None:
    text = "name: X\nstop: [zzz]\nprecautions: [{code: nonsense, action: avoid}]\nposition: flying\n"
    loaded, problems = as_far_as_valid(tree(text, Place("x.yaml")), Stretch, Path("x.yaml"))
    assert loaded
    assert (loaded.value.name, loaded.value.stop, loaded.value.steps) == ("X", ("zzz",), ())
    assert [each.code for each in loaded.value.precautions] == ["nonsense"]
    assert sorted(each.message for each in problems)[:2] == [
        "`dosage` is missing", "`kind` is missing",
    ]  # fmt: skip
    assert len(problems) == 7


def test_what_is_no_ordinary_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "link.yaml").symlink_to("gone.yaml")
    (tmp_path / "round.yaml").symlink_to("round.yaml")
    (tmp_path / "file").write_text("")
    cases = {
        "pipe.yaml": "is no ordinary file\nhint: give a file on disk",
        "link.yaml": "is a link to a file that is not there",
        "round.yaml": "cannot be read: its links go in a circle",
        "file/x.yaml": "no such file\nhint: a folder on its path is a file",
        "a\0b.yaml": "no such file\nhint: no file can have this name",
        "a" * 300 + ".yaml": "no such file\nhint: the name is longer than a file's can be",
    }
    for name, message in cases.items():
        with pytest.raises(InputError) as wrong:
            load(tmp_path / name, Routine, "x.yaml")
        assert str(wrong.value) == f"x.yaml: error: {message}"


def test_the_systems_words_are_our_own() -> None:
    place = Place("x.yaml")
    assert str(unread(place, PermissionError(errno.EACCES, "Keine Berechtigung"))) == (
        "x.yaml: error: cannot be read: no permission\nhint: give this account the right to read it"
    )
    assert str(unread(place, OSError(errno.EXDEV, "Ungültiger Link"))) == "x.yaml: error: cannot be read"
    assert unwritten(OSError(errno.ENOSPC, "Kein Platz")) == "the disk is full"
    assert unwritten(OSError(None, "x")) == "the system refuses"


@pytest.mark.parametrize("name", ["CON", "nul.yaml", "Com1.pdf", "lpt9.tar.gz", "aux .txt", "back.", "back "])
def test_names_that_no_file_has_on_windows(name: str) -> None:
    assert unfit_name(name)


@pytest.mark.parametrize("name", ["console.pdf", "com10.pdf", "null", ".con", "my-back.yaml", "..", "."])
def test_names_that_files_may_have(name: str) -> None:
    assert unfit_name(name) == ""

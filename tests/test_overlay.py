"""A clinic's files laid over the built-in ones: what changes, what follows, what is told, and where it comes from."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from handouts.check.run import check
from handouts.clinician.explain import explain
from handouts.data import builtin
from handouts.load import extends as overlay
from handouts.load.catalog import all_stretches, one_stretch_or_routine
from handouts.load.folders import read as read_file
from handouts.load.folders import roots, shown, words_of
from handouts.load.library import load
from handouts.load.loaded import Loaded
from handouts.load.needs import Needs
from handouts.model.routine import Routine
from handouts.model.stretch import Stretch
from handouts.problems import InputError, Place
from tests.test_cli import run, text_of

TILT = "routines/catalog/low-back/pelvic-tilt.yaml"


def one_stretch(clinic: Path | None, wanted: str) -> Loaded[Stretch]:
    return load(Needs(stretches=((wanted, Place(wanted)),), clinic=clinic)).stretches[wanted]


BUILT_IN = one_stretch(None, "pelvic-tilt").value


def laid(folder: Path, **files: str) -> Path:
    """Write files of a clinic, named by their ids; stretches unless the id says `routine_`."""
    (folder / "clinic.yaml").write_text("name: Riverside\nsites: [{phone: 555-0001}]\n")
    for name, text in files.items():
        kind, _, rest = name.rpartition("_at_")
        where = {"routine": "routines/standard", "template": "templates", "words": "assets/words"}.get(
            kind, "routines/catalog/low-back"
        )
        path = folder / where / f"{rest.replace('_', '-')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def refused(folder: Path, stretch: str) -> str:
    with pytest.raises(InputError) as wrong:
        one_stretch(folder, stretch)
    return str(wrong.value).replace(f"{folder}/", "")


def test_single_fields_change_and_the_rest_follows(tmp_path: Path) -> None:
    own = laid(
        tmp_path, pelvic_tilt="extends: pelvic-tilt\nwhy: Loosens your back.\ndosage: {reps: 12}\nharder: null\n"
    )
    found = one_stretch(own, "pelvic-tilt").value
    assert (found.why, found.dosage.reps, found.harder) == ("Loosens your back.", 12, ())
    assert found.dosage.per_day == BUILT_IN.dosage.per_day
    assert (found.steps, found.precautions) == (BUILT_IN.steps, BUILT_IN.precautions)


@pytest.mark.slow
def test_another_id_has_the_pictures_of_what_it_extends(tmp_path: Path) -> None:
    own = laid(tmp_path, bed_tilt="extends: pelvic-tilt\nname: Tilt in bed\nequipment: [bed]\n")
    assert {"bed-tilt", "pelvic-tilt"} <= {each.id for each in all_stretches(own)}
    ran = run(own, "make", "--stretch", "bed-tilt")
    assert (ran.code, ran.out) == (0, "out/stretches.pdf\n")
    assert "Tilt in bed" in text_of(own / "out" / "stretches.pdf")
    assert check((own,)).problems == ()


def over(own: Path, base: Path) -> Stretch:
    """Read a stretch that extends `base`."""
    below = overlay.Below("stretch", lambda _, wanted: {"base": base}.get(wanted), ["base"], {})
    loaded, problems = overlay.as_far_as_valid(own, Stretch, shown, below)
    assert loaded
    assert problems == ()
    return loaded.value


def test_an_update_never_takes_local_wording_back(tmp_path: Path) -> None:
    base, own = tmp_path / "base.yaml", tmp_path / "own.yaml"
    text = (builtin() / TILT).read_text()
    own.write_text("extends: base\nfeel: in your own words.\n")
    for update in (text, text.replace("feel: in", "feel: newly in").replace("Press more softly", "Press less")):
        base.write_text(update)
        found = over(own, base)
        assert found.feel == "in your own words."
    assert found.easier[0].how == "Press less."


def test_who_approved_of_the_built_in_one_did_not_see_the_change(tmp_path: Path) -> None:
    base, own = tmp_path / "base.yaml", tmp_path / "own.yaml"
    reviewed = (builtin() / TILT).read_text().replace("review: needs-clinician", "review: {by: Mo, on: 2026-01-01}")
    base.write_text(reviewed)
    own.write_text("extends: base\nwhy: It helps you move.\n")
    found = over(own, base)
    assert found.review == "needs-clinician"


def test_chains(tmp_path: Path) -> None:
    own = laid(tmp_path, one="extends: two\nname: One\n", two="extends: pelvic-tilt\nname: Two\nwhy: It is two.\n")
    found = one_stretch(own, "one")
    assert (found.value.name, found.value.why, found.value.steps) == ("One", "It is two.", BUILT_IN.steps)
    assert [each.stem for each in found.bases] == ["two", "pelvic-tilt"]


@pytest.mark.slow
def test_routines_and_prescriptions_extend_too(tmp_path: Path) -> None:
    own = laid(tmp_path, routine_at_mine="extends: low-back-relief\ntitle: Mine\nlater: null\n")
    (own / "ana.yaml").write_text("# $schema=prescription.json\nextends: mine\nfor: Ana\n")
    assert run(own, "make", "ana.yaml").code == 0
    text = text_of(own / "out" / "ana.pdf")
    assert "Mine" in text
    assert "Ana" in text
    assert run(own, "check").code == 0
    found = read_file(own / "routines/standard/mine.yaml", Routine, "routine", roots(own)).value
    assert found.later == ()
    assert found.stretches


@pytest.mark.slow
def test_templates_extend_too(tmp_path: Path) -> None:
    own = laid(tmp_path, template_at_mine="extends: standard\ntype: {body: 13 pt}\n")
    assert run(own, "make", "low-back-relief", "--template", "mine").code == 0
    assert check((own,)).problems == ()


def test_what_cannot_be_extended(tmp_path: Path) -> None:
    own = laid(
        tmp_path, a="extends: b\n", b="extends: c\n", c="extends: a\n", own="extends: own\n",
        typo="extends: pelvic-tlt\n", wrong="extends: pelvic-tilt\ndosage: {repps: 2}\n",
        gone="extends: pelvic-tilt\nname: null\n",
    )  # fmt: skip
    catalog = "routines/catalog/low-back"
    assert refused(own, "a") == (
        f"{catalog}/c.yaml:1:10: error: extends in a circle: a → b → c → a\nhint: let one of them stand by itself"
    )
    assert refused(own, "own").startswith(f"{catalog}/own.yaml:1:10: error: no stretch `own` to extend")
    assert refused(own, "typo") == (
        f"{catalog}/typo.yaml:1:10: error: no stretch `pelvic-tlt` to extend\nhint: did you mean `pelvic-tilt`?"
    )
    assert refused(own, "wrong") == (
        f"{catalog}/wrong.yaml:2:10: error: unknown field `repps` in dosage\nhint: did you mean `reps`?"
    )
    assert "`name` is missing" in refused(own, "gone")


@pytest.mark.slow
def test_explain_says_which_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = laid(tmp_path, pelvic_tilt="extends: pelvic-tilt\nwhy: Loosens your back.\ndosage: {reps: 12}\n")
    monkeypatch.chdir(own)
    found = {each.field: (each.value, each.place) for each in explain("pelvic-tilt", own)}
    assert found["why"] == ("Loosens your back.", f"{TILT}:2")
    assert found["dosage.reps"] == ("12", f"{TILT}:3")
    assert found["name"][1].endswith("low-back/pelvic-tilt.yaml:2")
    assert found["name"][1].startswith(str(builtin()))
    assert found["figures[1]"][0] == "pelvic-tilt.1.svg"
    assert found["limb"] == ("side", "default")
    ran = run(own, "explain", "pelvic-tlt")
    assert (ran.code, ran.err) == (
        3, "pelvic-tlt: error: no stretch, routine or template `pelvic-tlt`\nhint: did you mean `pelvic-tilt`?\n",
    )  # fmt: skip
    assert "dosage.reps" in run(own, "explain", "pelvic-tilt").out
    for each in ("low-back-relief", "standard"):
        assert '"field": "title"' in run(own, "explain", each, "--json").out


@pytest.mark.slow
def test_own_words(tmp_path: Path) -> None:
    own = laid(tmp_path, words_at_en='strings: {feel: "You should feel it"}\nequipment: {mat: a yoga mat}\n')
    assert run(own, "make", "low-back-relief").code == 0
    text = text_of(own / "out" / "low-back-relief.pdf")
    assert "You should feel it" in text
    assert "a yoga mat" in text
    assert check((own,)).problems == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('call_now: "Relax."', "`call_now` is the same on every handout, for safety"),
        ('feel: ""', "`feel` is empty"),
        ("feel: null", "`feel` is empty"),
        ('hold_short: "hold on"', "`hold_short` must have the gaps of the built-in one: `{time}`"),
        ('feeel: "x"', "no words are called `feeel`\nhint: did you mean `feel`?"),
    ],
)
def test_words_that_cannot_be(text: str, told: str, tmp_path: Path) -> None:
    own = laid(tmp_path, words_at_en=f"strings:\n  {text}\n")
    with pytest.raises(InputError) as wrong:
        words_of((own, builtin()), "en")
    assert str(wrong.value).startswith(f"{own}/assets/words/en.yaml:2:")
    assert told in str(wrong.value)
    assert run(own, "make", "low-back-relief").code == 3
    assert run(own, "check").code == 3


def test_one_that_takes_the_built_in_ones_place_is_the_same_for_every_command(tmp_path: Path) -> None:
    own = laid(tmp_path, pelvic_tilt="extends: pelvic-tilt\nname: Our tilt\n")
    everywhere = [
        one_stretch(own, "pelvic-tilt"),
        one_stretch_or_routine(own, "pelvic-tilt"),
        *(each for each in all_stretches(own) if each.id == "pelvic-tilt"),
        read_file(own / TILT, Stretch, "stretch", roots(own)),
        load(Needs("hamstrings", clinic=own, alternatives=True)).catalog["pelvic-tilt"],
        load(Needs("low-back-relief", clinic=own)).stretches["pelvic-tilt"],
    ]
    assert {(each.value.name, each.value.steps) for each in everywhere} == {("Our tilt", BUILT_IN.steps)}
    assert explain("pelvic-tilt", own)[1].value == "Our tilt"
    assert run(own, "show", "pelvic-tilt").out.startswith("Our tilt (pelvic-tilt)\n")


def test_what_many_extend_is_read_once_and_folders_are_listed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = laid(tmp_path, **{f"own-{n}": f"extends: pelvic-tilt\nname: Own {n}\n" for n in range(100)})
    listed: list[Path] = []
    read: list[str] = []
    scan, text = os.scandir, overlay.read_text

    def counted_scan(path: Path) -> Any:
        listed.append(path)
        return scan(path)

    def counted_read(path: Path, place: Place) -> str:
        read.append(path.stem)
        return text(path, place)

    monkeypatch.setattr(os, "scandir", counted_scan)
    monkeypatch.setattr(overlay, "read_text", counted_read)
    names = {each.value.name for each in all_stretches(own)}
    assert {f"Own {n}" for n in range(100)} <= names
    assert len(listed) == len(set(listed))
    assert read.count("pelvic-tilt") <= 2  # as itself, and as what the others extend


def test_a_folder_that_cannot_be_looked_into_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = laid(tmp_path, mine="extends: pelvic-tilt\nname: Mine\n")
    scan = os.scandir

    def refused(path: Path) -> Any:
        if str(path).startswith(f"{own / 'routines' / 'catalog'}"):
            raise PermissionError(errno.EACCES, "x")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    message = f"{own}/routines/catalog: error: cannot be read: no permission"
    for command in (
        lambda: all_stretches(own),
        lambda: one_stretch_or_routine(own, "pelvic-tilt"),
        lambda: explain("pelvic-tilt", own),
        lambda: load(Needs("low-back-relief", clinic=own)),
    ):
        with pytest.raises(InputError) as wrong:
            command()
        assert str(wrong.value) == f"{message}\nhint: give this account the right to read it"
    assert [each.message for each in check((own,)).problems] == ["cannot be read: no permission"]


def test_what_lies_where_a_file_should_be(tmp_path: Path) -> None:
    own = laid(tmp_path, mine="extends: pelvic-tilt\nname: Mine\n")
    folder = own / "routines" / "catalog" / "low-back"
    (folder / "folder.yaml").mkdir()
    (folder / "link.yaml").symlink_to("gone.yaml")
    (folder / ".#mine.yaml").symlink_to("an editor's lock")
    os.mkfifo(folder / "pipe.yaml")
    with pytest.raises(InputError) as wrong:
        all_stretches(own)
    assert str(wrong.value).replace(f"{folder}/", "") == (
        "folder.yaml: error: is a folder, not a file\n"
        "link.yaml: error: is a link to a file that is not there\n"
        "pipe.yaml: error: is no ordinary file\nhint: give a file on disk"
    )


def test_a_clinics_file_that_is_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").symlink_to("gone.yaml")
    ran = run(tmp_path, "make", "low-back-relief")
    assert (ran.code, ran.err) == (3, "clinic.yaml: error: is a link to a file that is not there\n")

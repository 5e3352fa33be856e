"""A clinic of one's own: the folder that `init` makes, and what is found in it from wherever one stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from PIL import Image
from pydantic import BaseModel

from handouts.check.run import check
from handouts.clinic.new_folder import Answers, needs_number, start
from handouts.compose.compose import compose
from handouts.data import builtin
from handouts.load.library import Library, load
from handouts.load.needs import Needs
from handouts.load.yaml_source import load as read
from handouts.model.clinic import Clinic
from handouts.model.template import Template
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.request import Request
from handouts.problems import InputError
from tests.made import SAMPLE
from tests.test_cli import run, text_of

FULL = Answers(
    name="Rivière & Söhne: physio #1", phone="(555) 010-0199", address="5 River Road", hours="Mon to Fri, 8 to 6",
    after_hours="(555) 010-0198", web="riverside.example", logo=str(SAMPLE / "logo.svg"), brand="7a3b69", country="gb",
    paper="a4", clinician="Ana Diaz, PT, DPT",
)  # fmt: skip


def test_all_answers_arrive(tmp_path: Path) -> None:
    start(tmp_path / "c", FULL)
    clinic = read(tmp_path / "c" / "clinic.yaml", Clinic).value
    (site,), (person,) = clinic.sites, clinic.clinicians
    assert (clinic.name, clinic.logo, clinic.colors.brand) == (FULL.name, "logo.svg", "#7a3b69")
    assert (site.id, site.phone, site.address, site.hours) == ("main", FULL.phone, FULL.address, FULL.hours)
    assert (site.after_hours, site.web) == (FULL.after_hours, FULL.web)
    assert (person.name, person.credentials) == ("Ana Diaz", "PT, DPT")
    assert (clinic.country, clinic.language, clinic.paper) == ("GB", "en-GB", "a4")
    assert (tmp_path / "c" / "logo.svg").read_bytes() == (SAMPLE / "logo.svg").read_bytes()


@pytest.mark.parametrize("answers", [FULL, Answers(name="Riverside", phone="555-0001")])
def test_the_folder_is_sound(answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(tmp_path / "c", answers)
    monkeypatch.chdir(tmp_path / "c")
    report = check(())
    assert (report.files, report.problems) == (2, ())


def _fields(model: type[BaseModel]) -> set[str]:
    """Name all fields of a model and of those within, but not what a mapping of the reader's own names holds."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        found.add(field.alias or name)
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                found |= _fields(inner)
    return found


@pytest.mark.parametrize("answers", [FULL, Answers(name="Riverside")])
def test_every_field_of_a_clinic_stands_there_with_its_meaning(answers: Answers, tmp_path: Path) -> None:
    start(tmp_path / "c", answers)
    text = (tmp_path / "c" / "clinic.yaml").read_text()
    named = set(re.findall(r"(?m)^[ #-]*(\w+):", text))
    assert _fields(Clinic) <= named
    for field in Clinic.model_fields:
        above = text[: re.search(rf"(?m)^(?:# )?{field}:", text).start()]  # type: ignore[union-attr]
        assert above.splitlines()[-1].startswith("# "), field


def test_what_is_commented_out_may_be_taken_in(tmp_path: Path) -> None:
    start(tmp_path / "c", Answers(name="Riverside"))
    path = tmp_path / "c" / "clinic.yaml"
    lines = path.read_text().splitlines()
    meant = [re.sub(r"^( *)# (?= *(?:- )?\w+:(?: |$))", r"\1", line) for line in lines]
    path.write_text("\n".join(line for line in meant))
    clinic = read(path, Clinic).value
    assert [each.id for each in clinic.sites] == ["main", "north"]
    assert clinic.clinicians[0].credentials == "PT, DPT"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    start(tmp_path / "c", Answers(name="One"))
    before = {path: path.read_bytes() for path in (tmp_path / "c").rglob("*") if path.is_file()}
    with pytest.raises(InputError, match="is there already, and nothing is overwritten"):
        start(tmp_path / "c", Answers(name="Two"))
    assert {path: path.read_bytes() for path in (tmp_path / "c").rglob("*") if path.is_file()} == before


def test_answers_that_do_not_fit(tmp_path: Path) -> None:
    answers = Answers(name="東京", brand="purple", country="UK", paper="A5", logo=str(tmp_path / "none.svg"))
    with pytest.raises(InputError) as wrong:
        start(tmp_path / "c", answers)
    told = str(wrong.value)
    assert "--brand: error: `colors.brand` is `purple`; it must be a colour such as `#1f6f78`" in told
    assert (
        "--paper: error: `paper` is `A5`, which is not one of its values\nhint: one of `a4`, `legal`, `letter`" in told
    )
    assert (
        "--country: error: no country `UK`\nhint: did you mean `GB`? on file are `AT` (Austria), `AU` (Australia)"
        in told
    )
    assert "--logo: error: `none.svg` does not exist" in told
    assert not (tmp_path / "c").exists()
    with pytest.raises(InputError, match="--name: error: cannot be printed: the fonts lack the characters"):
        start(tmp_path / "c", Answers(name="東京"))


@pytest.mark.slow
def test_from_init_to_a_handout(tmp_path: Path) -> None:
    ran = run(tmp_path, "init", "riverside-physio", "--phone", "(555) 010-0199", "--yes")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "riverside-physio/clinic.yaml"
    home = tmp_path / "riverside-physio"
    assert (run(home, "make", "our-back-basics").out, run(home, "check").code) == ("out/our-back-basics.pdf\n", 0)
    assert "Riverside Physio" in text_of(home / "out" / "our-back-basics.pdf")
    below = home / "patients" / "2026"
    below.mkdir(parents=True)
    made = run(below, "make", "our-back-basics")
    assert (made.code, made.err) == (0, f"using the clinic of {home.resolve() / 'clinic.yaml'}\n")
    assert "(555) 010-0199" in text_of(below / "out" / "our-back-basics.pdf")
    off = run(below, "make", "low-back-relief", "--clinic", "none")
    assert (off.code, off.err) == (0, "")
    assert "Riverside" not in text_of(below / "out" / "low-back-relief.pdf")
    assert "our-back-basics" in run(below, "routines").out
    assert "our-back-basics" not in run(below, "routines", "--clinic", "none").out


@pytest.mark.slow
def test_questions(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "handouts", "init", "c", "--country", "US", "--logo", "", "--web", ""]
    answers = "Northside\n(555) 1\n5 Road\n\n\nletter\nAna\n"
    ran = subprocess.run(
        command, cwd=tmp_path, input=answers, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    clinic = read(tmp_path / "c" / "clinic.yaml", Clinic).value
    assert (clinic.name, clinic.sites[0].address, clinic.paper) == ("Northside", "5 Road", "letter")
    assert clinic.clinicians[0].name == "Ana"


SITES = """\
name: Riverside
sites:
  - {id: main, phone: 555-0001}
  - {id: north, name: North, phone: 555-0002}
  - {name: West Side, phone: 555-0003}
"""


@pytest.mark.slow
def test_sites(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text(SITES)
    for site, phone in (("main", "555-0001"), ("north", "555-0002"), ("West Side", "555-0003")):
        assert run(tmp_path, "make", "low-back-relief", "--site", site, "--save", "a.yaml").code == 0
        text = text_of(tmp_path / "out" / "low-back-relief.pdf")
        assert re.findall(r"555-000\d", text.replace("\xad", "-")) == [phone] * text.count(phone)
        assert phone in text
    assert run(tmp_path, "make", "a.yaml", "-o", "again.pdf").code == 0
    assert "555-0003" in text_of(tmp_path / "again.pdf")
    ran = run(tmp_path, "make", "low-back-relief", "--site", "nort")
    assert (ran.code, ran.err) == (3, "--site: error: no site `nort`\nhint: did you mean `north`?\n")
    assert run(tmp_path, "make", "low-back-relief", "--site", "north", "--clinic", "none").code == 3


@pytest.mark.parametrize(
    ("size", "color", "told"),
    [((1200, 100), "navy", False), ((100, 1200), "navy", False), ((400, 100), "#eeeeee", True)],
)
def test_wide_tall_and_light_logos(size: tuple[int, int], color: str, told: bool, tmp_path: Path) -> None:
    Image.new("RGB", size, color).save(tmp_path / "logo.png")
    (tmp_path / "clinic.yaml").write_text("name: A clinic\nlogo: logo.png\n")
    library = load(Needs("low-back-relief", clinic=tmp_path))
    assert ("too light to be seen" in str([*map(str, library.warnings)])) is told
    assert library.logo is not None
    assert library.logo.width <= 170.01
    assert library.logo.height <= 30.01
    assert any("too light" in each.message for each in check((tmp_path / "clinic.yaml",)).problems) is told


def test_the_form_names_only_built_in_stretches() -> None:
    form = (builtin() / "assets" / "start" / "routine.txt").read_text()
    assert "pelvic-tilt" in form


def clinic_of(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "clinic.yaml").write_text(f"name: R\n{text}")
    return folder


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(InputError) as wrong:
        load(Needs("low-back-relief", clinic=clinic_of(folder, text)))
    return str(wrong.value).replace(f"{folder}/", "")


@pytest.mark.parametrize(
    ("text", "number", "paper"),
    [
        ("", "911", "letter"),
        ("country: GB\n", "999", "a4"),
        ("country: gb\n", "999", "a4"),
        ("country: United  kingdom\n", "999", "a4"),
        ("country: Schweiz\n", "144", "a4"),
        ('country: Vietnam\nemergency: "115"\n', "115", "a4"),
        ('country: VN\nemergency: "115"\npaper: letter\n', "115", "letter"),
    ],
)
def test_whom_to_call(tmp_path: Path, text: str, number: str, paper: str) -> None:
    settings = load(Needs("low-back-relief", clinic=clinic_of(tmp_path / "c", text))).settings
    assert (settings.country.emergency, settings.paper) == (number, paper)


def test_the_number_of_the_clinic_is_printed(tmp_path: Path) -> None:
    where = clinic_of(tmp_path / "c", 'country: Viet Nam\nemergency: "115"\n')
    handout = compose(prescribe(load(Needs("low-back-relief", clinic=where)), Request())[0], *_with_template(where))
    assert handout.safety.emergency_heading == "Call 115 now if:"
    assert handout.emergency[0].text.startswith("Call 115 now")


def _with_template(where: Path) -> tuple[Library, Template]:
    library = load(Needs("low-back-relief", clinic=where))
    return library, library.template.value


def test_a_country_is_never_guessed(tmp_path: Path) -> None:
    uk = refusal(tmp_path / "uk", "country: UK\n")
    assert uk.startswith(
        "clinic.yaml:2:10: error: no country `UK`\nhint: did you mean `GB`? on file are `AT` (Austria), "
    )
    assert uk.endswith("`US` (United States), `ZA` (South Africa)")
    near = refusal(tmp_path / "near", "country: Germani\n")
    assert near.startswith("clinic.yaml:2:10: error: no country `Germani`\nhint: on file are `AT` (Austria), ")
    assert refusal(tmp_path / "vn", "country: Vietnam\n").startswith(
        "clinic.yaml:2:10: error: no emergency number is on file for `Vietnam`\n"
        'hint: give it, as in `emergency: "115"`; on file are `AT` (Austria), '
    )


def test_a_number_other_than_the_countrys_is_told(tmp_path: Path) -> None:
    library = load(Needs("low-back-relief", clinic=clinic_of(tmp_path / "c", 'country: GB\nemergency: "112"\n')))
    assert [each.message for each in library.warnings] == [
        "handouts say to call 112; in United Kingdom the number is 999"
    ]


def test_a_language_without_words_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "pl", "language: pl\n") == (
        "clinic.yaml:2:11: error: no words in the language `pl`\nhint: there are words in `en`, as in `en-GB`"
    )
    assert "no words in the language `pl`" in [each.message for each in check((tmp_path / "pl",)).problems]
    assert load(Needs("low-back-relief", clinic=clinic_of(tmp_path / "en", "language: en-AU\n"))).settings.language == (
        "en-AU"
    )


@pytest.mark.parametrize(
    "web", ["https://x.example", "http://x.example/", "HTTPS://x.example/", " x.example", "x.example"]
)
def test_a_web_address_is_printed_as_people_type_it(tmp_path: Path, web: str) -> None:
    start(tmp_path / "c", Answers(name="R", web=web))
    assert "web: x.example\n" in (tmp_path / "c" / "clinic.yaml").read_text()
    (tmp_path / "d").mkdir()
    clinic = load(Needs("low-back-relief", clinic=clinic_of(tmp_path / "d", f'sites: [{{web: "{web}"}}]\n'))).clinic
    assert clinic
    assert clinic.value.sites[0].web == "x.example"


def test_init_takes_a_country_by_name_and_asks_for_a_number_that_is_not_on_file(tmp_path: Path) -> None:
    start(tmp_path / "de", Answers(name="R", country="Germany"))
    assert "country: DE\n" in (tmp_path / "de" / "clinic.yaml").read_text()
    with pytest.raises(InputError, match="--country: error: no emergency number is on file for `VN`"):
        start(tmp_path / "vn", Answers(name="R", country="Vietnam"))
    start(tmp_path / "vn", Answers(name="R", country="Vietnam", emergency="115"))
    settings = load(Needs("low-back-relief", clinic=tmp_path / "vn")).settings
    assert settings.country.emergency == "115"
    assert [needs_number(each) for each in ("VN", "vietnam", "US", "UK")] == [True, True, False, False]


def test_everything_that_is_wrong_with_a_clinic_is_told_at_once(tmp_path: Path) -> None:
    told = refusal(
        tmp_path / "c",
        "nmae: R\ncountry: UK\nlogo: gone.png\nlanguage: pl\ntemplate: nope\nprofile: nobody\nsites: [{id: A b}]\n",
    )
    assert [line.split(": error: ")[1] for line in told.splitlines() if ": error: " in line] == [
        "unknown field `nmae`", "no country `UK`", "no picture `gone.png`", "no words in the language `pl`",
        "no template `nope`", "no profile `nobody`",
        "`sites[1].id` is `A b`; it must be an id: small letters, digits and single hyphens",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "prescription", "clinic", "paper", "ink"),
    [
        ({}, "", "", "letter", "color"),
        ({}, "", "paper: a4\nink: mono\n", "a4", "mono"),
        ({}, "paper: legal\nink: color\n", "paper: a4\nink: mono\n", "legal", "color"),
        ({"paper": "a4", "ink": "mono"}, "paper: legal\nink: color\n", "", "a4", "mono"),
    ],
)
def test_an_option_goes_before_a_prescription_and_that_before_the_clinic(
    tmp_path: Path, options: dict[str, Any], prescription: str, clinic: str, paper: str, ink: str
) -> None:
    file = tmp_path / "ana.yaml"
    file.write_text(f"title: x\nstretches: [pelvic-tilt]\n{prescription}")
    settings = load(Needs(str(file), clinic=clinic_of(tmp_path / "c", clinic), **options)).settings
    assert (settings.paper, settings.ink) == (paper, ink)

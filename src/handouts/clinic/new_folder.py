"""A clinic's folder to start with: what is asked, and the files that come of the answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from handouts.data import builtin
from handouts.drawing.read import read_drawing
from handouts.load.clinic_file import unfit_country
from handouts.load.countries import code_of
from handouts.load.folders import shown
from handouts.load.library import common
from handouts.load.pictures import LOGO_BOX
from handouts.load.yaml_source import as_far_as_valid, dump, tree
from handouts.make import letters as glyphs
from handouts.model.base import bare_address
from handouts.model.clinic import Clinic, Colors
from handouts.outside import unwritten
from handouts.problems import InputError, Level, OutputError, Place, Problem, error

FOLDERS = ("routines/catalog", "routines/standard", "templates", "assets/figures", "assets/words", "out")
_BRITISH = frozenset({"GB", "IE", "AU", "NZ", "ZA", "IN"})
_VALUE = re.compile(r"(?P<indent> *)(?P<key>\w+): \{(?P<answer>\w+)(?:\|(?P<sample>.*))?\}")
_PART = re.compile(r"\?(\w+) ")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a clinic says of itself; what is empty stays a commented line in its file."""

    name: str
    phone: str = ""
    address: str = ""
    hours: str = ""
    after_hours: str = ""
    web: str = ""
    logo: str = ""  # a path
    brand: str = ""
    country: str = "US"  # a code or a name
    emergency: str = ""
    paper: str = ""
    clinician: str = ""


def start(folder: Path, answers: Answers) -> tuple[Path, ...]:
    """Make a clinic's folder and return the files. InputError when something is there or an answer does not fit."""
    logo = Path(answers.logo) if answers.logo else None
    told = _told(answers, logo)
    texts = {
        "clinic.yaml": _filled("clinic.txt", told),
        "routines/standard/our-back-basics.yaml": _sample("routine.txt"),
        "README.txt": _sample("README.txt").replace("{name}", answers.name),
    }
    targets = [*texts, *([told["logo"]] if logo else [])]
    problems = [
        error(Place(shown(folder / name)), "is there already, and nothing is overwritten", "give another folder")
        for name in targets
        if (folder / name).exists()
    ]
    problems += _wrong(texts["clinic.yaml"], logo)
    if problems:
        raise InputError(problems)
    return _written(folder, texts, {told["logo"]: logo} if logo else {})


def _told(answers: Answers, logo: Path | None) -> dict[str, str]:
    """Return the values of `clinic.yaml` by the names that the form gives them."""
    name, _, credentials = answers.clinician.partition(",")
    brand, country = answers.brand.strip(), code_of(answers.country) or answers.country.strip()
    values = {each.name: str(getattr(answers, each.name)).strip() for each in fields(answers)}
    return values | {
        "site": "Main",
        "logo": f"logo{logo.suffix.lower()}" if logo else "",
        "brand": f"#{brand}" if re.fullmatch(r"[0-9a-fA-F]{6}", brand) else brand or Colors().brand,
        "clinician": name.strip(),
        "credentials": credentials.strip(),
        "country": country,
        "web": bare_address(answers.web),
        "language": "en-GB" if country in _BRITISH else "en-US",
    }


def _sample(name: str) -> str:
    return (builtin() / "assets" / "start" / name).read_text(encoding="utf-8")


def _filled(name: str, values: Mapping[str, str]) -> str:
    """Fill a form. A line without an answer shows a sample behind `#`, as do lines of a part that is not answered."""
    lines = []
    for line in _sample(name).splitlines():
        part = _PART.match(line)
        if part and not values[part[1]]:
            lines.append(f"# {_shown(line[part.end() :])}")
        else:
            lines.append(_line(line[part.end() :] if part else line, values))
    return "\n".join(lines) + "\n"


def _line(line: str, values: Mapping[str, str]) -> str:
    match = _VALUE.fullmatch(line)
    if match is None:
        return line
    if not (value := values[match["answer"]]):
        return f"{match['indent']}# {_shown(line.strip())}"
    written = dump({match["key"]: value}).rstrip("\n")
    if "\n" in written:  # in one line, however long
        written = f"{match['key']}: {json.dumps(value, ensure_ascii=False)}"
    return match["indent"] + written


def _shown(line: str) -> str:
    """Return a line of a form with its sample for a value."""
    return _VALUE.sub(lambda match: f"{match['indent']}{match['key']}: {match['sample']}", line)


def needs_number(country: str) -> bool:
    """Tell whether a country is known and the number to call there is not."""
    code = code_of(country)
    return code is not None and code not in common(None).safety.countries


def _wrong(text: str, logo: Path | None) -> Iterator[Problem]:
    """Check the answers as their file will be checked, and tell by which option each was given."""
    if logo:
        try:
            read_drawing(logo, Place("--logo"), *LOGO_BOX)
        except InputError as wrong:
            yield from wrong.problems
    loaded, problems = as_far_as_valid(tree(text, Place("clinic.yaml")), Clinic, Path("clinic.yaml"))
    letters = glyphs.in_file(loaded, glyphs.BUILTIN) if loaded else ()
    unfit = [*unfit_country(loaded, common(None).safety), *letters]
    for each in (*problems, *unfit):
        if each.level is Level.ERROR:
            yield error(_option(each.place, text), each.message, each.hint)


def _option(place: Place, text: str) -> Place:
    """Name the option that a line of the file comes from."""
    line = text.splitlines()[place.line - 1].strip().removeprefix("- ") if place.line else ""
    key = line.partition(":")[0]
    option = {"credentials": "clinician", "after_hours": "after-hours", "id": "clinician"}.get(key, key)
    return Place(f"--{option}" if option else "clinic.yaml")


def _written(folder: Path, texts: Mapping[str, str], copies: Mapping[str, Path]) -> tuple[Path, ...]:
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        for name, source in copies.items():
            with (folder / name).open("xb") as target:
                target.write(source.read_bytes())
    except OSError as problem:
        raise OutputError(f"{folder}: cannot be written: {unwritten(problem)}") from problem
    return tuple(folder / name for name in (*texts, *copies))

"""One row as a stretch: what it says in our words, safe where it is silent, and what a human must still settle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handouts.intake import dose, terms, texts
from handouts.intake.fields import Fields, first_values, values
from handouts.intake.pictures import photos, pictures
from handouts.intake.terms import Terms
from handouts.intake.value import LeftOut, PictureCopy, StretchDraft
from handouts.load.table import ListRow
from handouts.load.words import fill

_DOSES = ("dose", "hold", "reps", "sets", "per_day", "days_per_week")
_WHOLE_DOSE = {"reps", "per_day", "days_per_week"}
_LONGEST_NAME = 80  # letters; longer ones do not fit under a picture
_ENGLISH = re.compile(r"en\b|english|2$", re.I)  # 2 is wger's number for it


@dataclass
class _Read:
    """A row while it is being read: its values by field, and what is found missing."""

    row: ListRow
    fields: Fields
    terms: Terms
    needs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def all(self, name: str) -> tuple[str, ...]:
        return values(self.row, self.fields, name, self.terms.words)

    def first(self, name: str) -> tuple[str, ...]:
        return first_values(self.row, self.fields, name, self.terms.words)

    def line(self, name: str, longest: int = texts.LONGEST_STEP) -> str:
        return texts.line(self.first(name), longest)

    def need(self, what: str) -> None:
        if what not in self.needs:
            self.needs.append(what)


def name_of(row: ListRow, fields: Fields, known: Terms) -> str:
    """Return the name of an exercise; empty when it has none."""
    return texts.line(first_values(row, fields, "name", known.words), _LONGEST_NAME)


def draft(
    row: ListRow, fields: Fields, known: Terms, stretch_id: str, folders: Sequence[Path]
) -> StretchDraft | LeftOut:
    """Make one exercise out as a file of the catalog, or say why not."""
    read = _Read(row, fields, known)
    name = name_of(row, fields, known)
    if reason := _refused(read, name):
        return LeftOut(name, row.place, reason)
    steps = texts.steps(read.first("steps"))
    muscles, regions = _muscles(read), _regions(read)
    regions = regions or _regions_of(read)
    if not regions:
        regions = ["whole-body"]
        read.need("regions")
    made: dict[str, Any] = {
        "name": name,
        "also": [each for each in map(str.strip, texts.lines("\n".join(read.all("also")))) if each != name],
        "regions": regions[:3],
        "muscles": muscles,
        "position": _position(read, name, steps),
        "equipment": _equipment(read),
    }
    laterality = _laterality(read, name, steps)
    limb = next((limb for region, limb in known.words.limbs.items() if region == regions[0]), "side")
    made |= {"laterality": laterality, "limb": limb}
    made |= {"kind": _kind(read, name, steps), "level": _level(read)}
    made |= {"why": _why(read, muscles), "steps": list(_sided(read, steps) if laterality == "one" else steps)}
    made |= {"feel": _feel(read, muscles), "avoid": _avoid(read), "breathing": read.line("breathing")}
    made |= _dose(read, steps)
    made |= {"precautions": _precautions(read), "stop": list(known.words.defaults.stop)}
    figures, copied = _figures(read, name, stretch_id, folders)
    if not made["steps"] or len(made["steps"]) > texts.MOST_STEPS:
        return LeftOut(name, row.place, "its instructions are too long for a card")
    made |= {"figures": figures, "needs": read.needs, "review": "needs-clinician"}
    kept = {key: value for key, value in made.items() if value not in ("", [], None) and (key, value) != ("range", {})}
    path = f"routines/catalog/{regions[0]}/{stretch_id}.yaml"
    return StretchDraft(stretch_id, name, row.place, path, kept, tuple(read.needs), tuple(read.notes), tuple(copied))


def _refused(read: _Read, name: str) -> str:
    language = read.line("language")
    if not name:
        return "it has no name"
    if language and not _ENGLISH.match(language):
        return f"it is in `{language}`, and handouts are in English so far"
    if not texts.steps(read.first("steps")):
        return "it has no instructions"
    return ""


def _muscles(read: _Read) -> list[str]:
    found, unknown = terms.mapped(read.all("muscles"), read.terms.muscles)
    if unknown:
        read.notes.append(f"no muscle here is called {_quoted(unknown)}")
    return list(dict.fromkeys(muscle for each in found for muscle in each))


def _regions(read: _Read) -> list[str]:
    found, _ = terms.mapped(read.all("regions"), read.terms.regions)
    return list(dict.fromkeys(found))


def _regions_of(read: _Read) -> list[str]:
    """Tell the regions from the muscles that are meant first."""
    found, _ = terms.mapped(read.first("muscles"), read.terms.muscles)
    regions = read.terms.words.regions
    return list(dict.fromkeys(regions[muscle] for each in found for muscle in each if muscle in regions))


def _equipment(read: _Read) -> list[str]:
    found, unknown = terms.mapped(read.all("equipment"), read.terms.equipment)
    if unknown:
        read.need("equipment")
        read.notes.append(f"no equipment here is called {_quoted(unknown)}")
    return list(dict.fromkeys(thing for each in found for thing in each))


def _position(read: _Read, name: str, steps: Sequence[str]) -> str:
    given = read.all("position")
    found, _ = terms.mapped(given, read.terms.positions)
    if found:
        return found[0]
    told = terms.said([*given, *steps, name], read.terms.words.positions)
    if told is None or not told.sure:
        read.need("position")
    return told.position if told else read.terms.words.defaults.position


def _laterality(read: _Read, name: str, steps: Sequence[str]) -> str:
    told = terms.said([*read.all("laterality"), " ".join([name, *steps])], read.terms.words.lateralities)
    if told is None or not told.sure:
        read.need("laterality")
    return told.laterality if told else "none"


def _kind(read: _Read, name: str, steps: Sequence[str]) -> str:
    given = [*read.all("kind"), *read.all("regions")]
    hold = f"hold {read.line('hold')}" if read.first("hold") else ""
    told = terms.said([" ".join([*given, name]), " ".join([*steps, hold])], read.terms.words.kinds)
    stretches = re.compile(read.terms.words.stretches, re.I)
    known = {*read.terms.regions, *read.terms.levels}
    odd = [each for each in read.all("kind") if not stretches.search(each) and each.casefold() not in known]
    if told is None or not told.sure or (odd and not any(stretches.search(each) for each in [*given, name])):
        read.need("kind")
    if odd:
        read.notes.append(f"its list calls it {_quoted(odd)}; is it a stretch?")
    return told.kind if told else "dynamic"


def _level(read: _Read) -> str:
    found, _ = terms.mapped(read.all("level"), read.terms.levels)
    return found[0] if found else ""


def _why(read: _Read, muscles: Sequence[str]) -> str:
    if given := read.line("why"):
        return given
    read.need("why")
    defaults = read.terms.words.defaults
    if not muscles:
        return defaults.why_unknown
    area = read.terms.glossary.muscles[muscles[0]]
    return fill(defaults.why, muscle=area) if area.startswith(("the ", "your ")) else defaults.why_unknown


def _feel(read: _Read, muscles: Sequence[str]) -> str:
    if given := read.line("feel"):
        return given
    read.need("feel")
    defaults = read.terms.words.defaults
    if not muscles:
        return defaults.feel_unknown
    area = read.terms.glossary.muscles[muscles[0]]
    return fill(defaults.feel_in if area.startswith(("the ", "your ")) else defaults.feel, muscle=area)


def _avoid(read: _Read) -> list[str]:
    return [each[: texts.LONGEST_STEP] for each in texts.lines("\n".join(read.first("avoid")))]


def _sided(read: _Read, steps: Sequence[str]) -> list[str]:
    """Write `one leg` as `{side} leg`, so that left and right can be given, and leave out `Now switch sides.`"""
    words = read.terms.words
    kept = [
        re.sub(words.turns, "", step, flags=re.I) if re.fullmatch(words.turns, step, re.I) else step for step in steps
    ]
    found = []
    for step in (each for each in kept if each):
        sided = re.sub(words.other, "{other}", step, flags=re.I)
        found.append(re.sub(words.one, "{side}", sided, flags=re.I))
    read.need("sides")  # which of `one leg` and `the other` is meant, no program knows
    return found or list(steps)


def _dose(read: _Read, steps: Sequence[str]) -> dict[str, Any]:
    said = {name: texts.line(read.first(name)) for name in _DOSES}
    given, within, odd = dose.dosage({name: text for name, text in said.items() if text}, " ".join(steps))
    if not given.keys() >= _WHOLE_DOSE or odd:
        read.need("dosage")
    if odd:
        read.notes.append(f"no dose can be read from {_quoted(odd)}")
    return {"dosage": given, "range": within}


def _precautions(read: _Read) -> list[dict[str, str]]:
    """Name the precautions that the list names. A list that names none has not thought of all of them."""
    read.need("precautions")
    found, unknown = terms.mapped(read.all("precautions"), read.terms.conditions)
    if unknown:
        read.notes.append(f"its precautions are for you to settle: {_quoted(unknown)}")
    codes = dict.fromkeys(code for each in found for code in each)
    known = read.terms.precautions.precautions
    actions = {code: known[code].action for code in codes}
    return [{"code": code, "action": "ask" if action == "modify" else action} for code, action in actions.items()]


def _figures(read: _Read, name: str, stretch_id: str, folders: Sequence[Path]) -> tuple[list[Any], list[PictureCopy]]:
    copied, notes = pictures(read.all("images"), folders, stretch_id)
    inside, more = photos(read.row.photos, len(copied) + 1, stretch_id)
    copied, read.notes = copied + inside, read.notes + notes + more
    if not copied:
        read.need("figures")
        return [], []
    read.need("alt")
    defaults, count = read.terms.words.defaults, len(copied)
    licence, author = read.line("licence"), read.line("author")
    if not (licence and author):
        read.need("licence")
    figures = [
        {
            "file": each.target.removeprefix("assets/"),
            "caption": fill(defaults.caption, n=n, count=count),
            "alt": fill(defaults.alt, name=name, n=n, count=count),
            "licence": licence or defaults.licence,
            "author": author or defaults.author,
        }
        for n, each in enumerate(copied, start=1)
    ]
    return figures, copied


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"`{each[:60]}`" for each in dict.fromkeys(words))

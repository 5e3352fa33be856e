"""One row as a stretch: what it says, in our words, and what a human must still settle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from handouts.intake import dose, terms, texts
from handouts.intake.fields import Fields, first_keys
from handouts.intake.pictures import photos, pictures
from handouts.intake.row import ReadRow
from handouts.intake.sides import ones, sided
from handouts.intake.terms import Terms
from handouts.intake.value import LeftOut, PictureCopy, StretchDraft
from handouts.load.table import ListRow
from handouts.load.words import fill
from handouts.model.stretch import Limb, Need

_DOSES = ("dose", "hold", "reps", "sets", "per_day", "days_per_week")
_WHOLE_DOSE = {"reps", "per_day", "days_per_week"}
_START_STEPS = 2  # in which a text says how one starts; later ones tell what one moves to
_MANY_WORDS = 6  # of a text, to tell its language by
_ENGLISH = re.compile(r"en\b|english|2$", re.I)  # 2 is wger's number for it


@dataclass(frozen=True, slots=True)
class _Part:
    """Some fields of a file, the needs that they leave open, and notes for the report."""

    fields: Mapping[str, Any]
    needs: tuple[Need, ...] = ()
    notes: tuple[str, ...] = ()
    pictures: tuple[PictureCopy, ...] = field(default=())


def name_of(row: ListRow, fields: Fields, words: Terms) -> str:
    """Return the name of an exercise; empty when it has none."""
    return ReadRow(row, fields, words).name


def draft(
    row: ListRow, fields: Fields, words: Terms, stretch_id: str, folders: Sequence[Path]
) -> StretchDraft | LeftOut:
    """Make one exercise out as a file of the catalog, or say why not."""
    read = ReadRow(row, fields, words)
    steps = texts.steps(read.first("steps"))
    if reason := _refused(read, steps):
        return LeftOut(read.name, row.place, reason)
    parts = tuple(_parts(read, steps, stretch_id, folders))
    needs = tuple(dict.fromkeys(need for part in parts for need in part.needs))
    made = {key: value for part in parts for key, value in part.fields.items() if value not in ("", [], None)}
    made = {key: value for key, value in made.items() if (key, value) != ("range", {})}
    return StretchDraft(
        id=stretch_id,
        name=read.name,
        place=row.place,
        path=f"routines/catalog/{made['regions'][0]}/{stretch_id}.yaml",
        fields=made | {"needs": list(needs), "review": "needs-clinician"},
        needs=needs,
        notes=tuple(chain.from_iterable(part.notes for part in parts)) + tuple(_damage(row)),
        pictures=tuple(chain.from_iterable(part.pictures for part in parts)),
    )


def _refused(read: ReadRow, steps: Sequence[str]) -> str:
    language, english = read.line("language"), read.terms.words.english
    if not read.name:
        return "it has no name"
    if language and not _ENGLISH.match(language):
        return f"it is in `{language}`, and handouts are in English so far"
    if not steps:
        return "it has no instructions"
    if len(" ".join(steps).split()) > _MANY_WORDS and not re.search(english, " ".join(steps), re.I):
        return "its instructions do not read as English, and handouts are in English so far"
    return "its instructions are too long for a card" if len(steps) > texts.MOST_STEPS else ""


def _parts(read: ReadRow, steps: Sequence[str], stretch_id: str, folders: Sequence[Path]) -> Iterator[_Part]:
    also = [each for each in map(str.strip, texts.lines("\n".join(read.all("also")))) if each != read.name]
    muscles, regions = _muscles(read), _regions(read)
    limb = read.terms.words.limbs.get(regions.fields["regions"][0], "side")
    laterality = _laterality(read, steps)
    yield _Part({"name": read.name, "also": also})
    yield regions
    yield muscles
    yield from (_position(read, steps), _equipment(read), laterality)
    yield _Part({"limb": limb})
    yield _kind(read, steps)
    yield from (_level(read), _why(read, muscles.fields["muscles"]))
    yield _steps(read, steps, limb, laterality.fields["laterality"])
    yield _Part({"feel": read.line("feel")}, () if read.line("feel") else ("feel",))
    avoid = [each[: texts.LONGEST_STEP] for each in texts.lines("\n".join(read.first("avoid")))]
    yield _Part({"avoid": avoid, "breathing": read.line("breathing")})
    yield from (_dose(read, steps), _precautions(read), _figures(read, stretch_id, folders))


def _damage(row: ListRow) -> Iterator[str]:
    """Tell what of a row could not be read."""
    if row.surplus:
        yield f"{row.place}: nothing is made of cells that have no heading ({row.surplus} filled)"
    if any("\ufffd" in text for cell in row.cells.values() for text in cell):
        yield f"{row.place}: a letter is damaged and left out"


def _muscles(read: ReadRow) -> _Part:
    named, unknown = terms.mapped(read.all("muscles"), read.terms.muscles)
    notes = (f"no muscle here is called {_quoted(unknown)}",) if unknown else ()
    return _Part({"muscles": list(dict.fromkeys(muscle for each in named for muscle in each))}, notes=notes)


def _regions(read: ReadRow) -> _Part:
    """Take the regions that the list names, else those of the muscles that are meant first."""
    named, _ = terms.mapped(read.all("regions"), read.terms.regions)
    if not named:
        muscles, _ = terms.mapped(read.first("muscles"), read.terms.muscles)
        of_muscles = read.terms.words.regions
        named = [of_muscles[muscle] for each in muscles for muscle in each if muscle in of_muscles]
    if not named:
        return _Part({"regions": ["whole-body"]}, ("regions",))
    return _Part({"regions": list(dict.fromkeys(named))[:3]})


def _equipment(read: ReadRow) -> _Part:
    named, unknown = terms.mapped(read.all("equipment"), read.terms.equipment)
    things = list(dict.fromkeys(thing for each in named for thing in each))
    if unknown:
        return _Part({"equipment": things}, ("equipment",), (f"no equipment here is called {_quoted(unknown)}",))
    return _Part({"equipment": things})


def _position(read: ReadRow, steps: Sequence[str]) -> _Part:
    stated = read.all("position")
    named, _ = terms.mapped(stated, read.terms.positions)
    if named:
        return _Part({"position": named[0]})
    patterns = read.terms.words.positions
    if early := terms.first_match([*stated, *steps[:_START_STEPS], read.name], patterns):
        return _Part({"position": early.position}, () if early.sure else ("position",))
    late = terms.first_match(steps, patterns)
    return _Part({"position": late.position if late else read.terms.words.defaults.position}, ("position",))


def _laterality(read: ReadRow, steps: Sequence[str]) -> _Part:
    text, words = " ".join([read.name, *steps]), read.terms.words
    if match := terms.likeliest([*read.all("laterality"), text], words.lateralities):
        return _Part({"laterality": match.laterality}, () if match.sure else ("laterality",))
    if any(ones(text, words)):
        return _Part({"laterality": "one"})
    return _Part({"laterality": "none"}, ("laterality",))


def _kind(read: ReadRow, steps: Sequence[str]) -> _Part:
    stated = [*read.all("kind"), *read.all("regions")]
    hold = "hold" if read.first("hold") else ""
    match = terms.first_match([" ".join([*stated, read.name]), " ".join([*steps, hold])], read.terms.words.kinds)
    places = {*read.terms.regions, *read.terms.levels}
    stretches = read.terms.words.stretches
    odd = [each for each in read.all("kind") if not re.search(stretches, each, re.I) and each.casefold() not in places]
    is_open = match is None or not match.sure or (odd and not read.is_stretch)
    notes = (f"its list calls it {_quoted(odd)}; is it a stretch?",) if odd else ()
    return _Part({"kind": match.kind if match else "dynamic"}, ("kind",) if is_open else (), notes)


def _level(read: ReadRow) -> _Part:
    named, _ = terms.mapped(read.all("level"), read.terms.levels)
    return _Part({"level": named[0] if named else ""})


def _why(read: ReadRow, muscles: Sequence[str]) -> _Part:
    """Say what it is for as the list does; of one that is called a stretch, what it stretches."""
    if stated := read.line("why"):
        return _Part({"why": stated})
    defaults = read.terms.words.defaults
    area = read.terms.glossary.muscles[muscles[0]] if muscles and read.is_stretch else ""
    is_plain = area.startswith(("the ", "your "))
    return _Part({"why": fill(defaults.why, muscle=area) if is_plain else defaults.why_unknown}, ("why",))


def _steps(read: ReadRow, steps: Sequence[str], limb: Limb, laterality: str) -> _Part:
    if laterality != "one":
        return _Part({"steps": list(steps)})
    return _Part({"steps": list(sided(steps, limb, read.terms.words))}, ("sides",))


def _dose(read: ReadRow, steps: Sequence[str]) -> _Part:
    columns = {name: texts.line(_with_unit(read, name)) for name in _DOSES if read.first(name)}
    reading = dose.dosage({name: text for name, text in columns.items() if text}, steps)
    is_whole = reading.dosage.keys() >= _WHOLE_DOSE and reading.is_sure and not reading.unread
    notes = (f"no dose can be read from all of {_quoted(reading.unread)}",) if reading.unread else ()
    written = {"dosage": dict(reading.dosage), "range": dict(reading.range)}
    return _Part(written, () if is_whole else ("dosage",), notes)


def _with_unit(read: ReadRow, name: str) -> tuple[str, ...]:
    """Give a bare number the unit of its heading; one under `Time` may be anything."""
    stated = read.first(name)
    if name != "hold" or not (bare := [each for each in stated if re.fullmatch(r"[\d.,\s–-]+", each)]):
        return stated
    keys = " ".join(first_keys(read.row, read.fields, name, read.terms.words)).casefold()
    if re.search(r"\bmin", keys):
        return tuple(f"{each} min" if each in bare else each for each in stated)
    return stated if re.search(r"\b(?:hold|s|secs?|seconds?)\b", keys) else tuple(f"{each} of what" for each in stated)


def _precautions(read: ReadRow) -> _Part:
    """Name the precautions that the list names. A list that names none has not thought of all of them."""
    named, unknown = terms.mapped(read.all("precautions"), read.terms.conditions)
    notes = (f"its precautions are for you to settle: {_quoted(unknown)}",) if unknown else ()
    catalog = read.terms.precautions.precautions
    actions = {code: catalog[code].action for each in named for code in each}
    written = [{"code": code, "action": "ask" if action == "modify" else action} for code, action in actions.items()]
    stop = list(read.terms.words.defaults.stop)
    return _Part({"precautions": written, "stop": stop}, ("precautions",), notes)


def _figures(read: ReadRow, stretch_id: str, folders: Sequence[Path]) -> _Part:
    named, notes = pictures(read.all("images"), folders, stretch_id)
    inside, more = photos(read.row.photos, len(named) + 1, stretch_id)
    copies = (*named, *inside)
    if not copies:
        return _Part({}, ("figures",), notes + more)
    defaults, count = read.terms.words.defaults, len(copies)
    licence, author = read.line("licence"), read.line("author")
    figures = [
        {
            "file": each.target.removeprefix("assets/"),
            "caption": fill(defaults.caption, n=n, count=count),
            "alt": fill(defaults.alt, name=read.name, n=n, count=count),
            "licence": licence or defaults.licence,
            "author": author or defaults.author,
        }
        for n, each in enumerate(copies, start=1)
    ]
    needs: tuple[Need, ...] = ("alt",) if licence and author else ("alt", "licence")
    return _Part({"figures": figures}, needs, notes + more, copies)


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"`{each[:60]}`" for each in dict.fromkeys(words))

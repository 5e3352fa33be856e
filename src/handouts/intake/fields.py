"""Which column is what: told by `--map`, by its name, and for the rest by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from handouts.load.table import ListRow, plain_key
from handouts.model.intake import ImportWords, ListField
from handouts.problems import InputError, Place, error, nearest

Fields = Mapping[str, tuple[str, ...]]  # keys to the fields that they are read as; none for those left unread

_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|tiff?|bmp|svg|heic)(?:[?#].*)?$", re.I)
_LOOKED_AT = 200  # rows, to tell a column by its content
_MOSTLY = 0.6
_LONG_TEXT = 60  # letters: longer than a name, as instructions are


def fields_of(rows: Sequence[ListRow], words: ImportWords, maps: Iterable[str]) -> Fields:
    """Tell the field, or fields, of each key. InputError when `maps` names none, or nothing holds names."""
    keys = list(dict.fromkeys(key for row in rows for key in row.cells))
    told = _told(keys, maps)
    found: dict[str, tuple[str, ...]] = {}
    for key in keys:
        found[key] = (told[key],) if key in told else _by_name(key, words)
    _inner(found, words, told)
    have = {field for fields in found.values() for field in fields}
    for field, key in _by_content(rows, [key for key in keys if not found[key]], words, have):
        found[key] = (field,)
    if not any("name" in fields for fields in found.values()):
        hint = "say which with `--map KEY=name`; the keys are " + ", ".join(f"`{key}`" for key in keys[:12])
        raise InputError(
            [error(Place(rows[0].place.path.partition("[")[0]), "nothing here is known to hold names", hint)]
        )
    return found


def _told(keys: Sequence[str], maps: Iterable[str]) -> dict[str, str]:
    """Read `--map KEY=FIELD`."""
    told, problems = {}, []
    for text in maps:
        key, equals, field = text.rpartition("=")
        place = Place(f"--map {text}")
        same = [each for each in keys if each == key] or [each for each in keys if plain_key(each) == plain_key(key)]
        if not equals:
            problems.append(error(place, "cannot be read", 'write KEY=FIELD, as in `--map "How to"=steps`'))
        elif field not in get_args(ListField):
            problems.append(error(place, f"no field `{field}`", nearest(field, get_args(ListField)) or _all_fields()))
        elif not same:
            hint = nearest(key, keys)
            problems.append(error(place, f"nothing in the list is called `{key}`", hint))
        else:
            told[same[0]] = field
    if problems:
        raise InputError(problems)
    return told


def _all_fields() -> str:
    return "one of " + ", ".join(f"`{each}`" for each in get_args(ListField))


def _by_name(key: str, words: ImportWords) -> tuple[str, ...]:
    plain = plain_key(key)
    return tuple(field for field, names in words.keys.items() if plain in names)


def _inner(found: dict[str, tuple[str, ...]], words: ImportWords, told: Mapping[str, str]) -> None:
    """Read `details.howTo` as `howTo` where nothing else is that, and `category.name` not at all: it is `category`."""
    inner = [key for key in found if "." in key and not found[key] and key not in told]
    for key in inner:
        if "steps" in _by_name(key.rpartition(".")[2], words):  # an object that holds the exercise itself
            found[key.rpartition(".")[0]] = ()
    for key in inner:
        outer, _, leaf = key.rpartition(".")
        taken = {field for fields in found.values() for field in fields}
        if not found.get(outer):
            found[key] = tuple(field for field in _by_name(leaf, words) if field not in taken)


def _by_content(
    rows: Sequence[ListRow], keys: Sequence[str], words: ImportWords, have: set[str]
) -> list[tuple[str, str]]:
    """Tell what is left by what stands in it."""
    found: list[tuple[str, str]] = []
    left = {key: texts for key in keys if "." not in key and (texts := _sample(rows, key))}
    for field, share in (("images", _is_picture), ("muscles", words.muscles), ("equipment", words.equipment)):
        best = max(left, key=lambda key: _share(left[key], share), default=None)
        if field not in have and best and _share(left[best], share) >= _MOSTLY:
            found.append((field, best))
            del left[best]
    lengths = {key: sum(map(len, texts)) / len(texts) for key, texts in left.items()}
    long = [key for key, length in lengths.items() if length > _LONG_TEXT]
    if "steps" not in have and long:
        found.append(("steps", max(long, key=lengths.__getitem__)))
    short = [key for key in left if key not in long and len(set(left[key])) > _MOSTLY * len(left[key])]
    wordy = [key for key in short if sum(any(map(str.isalpha, text)) for text in left[key]) > _MOSTLY * len(left[key])]
    if "name" not in have and wordy:
        found.append(("name", wordy[0]))
    return found


def _is_picture(text: str) -> bool:
    return bool(_PICTURE.search(text))


def _sample(rows: Sequence[ListRow], key: str) -> list[str]:
    return [text for row in rows[:_LOOKED_AT] for text in row.cells.get(key, ()) if text.strip()]


def _share(texts: list[str], known: object) -> float:
    if isinstance(known, Mapping):
        return sum(text.strip().casefold() in known for text in texts) / len(texts)
    return sum(map(_is_picture, texts)) / len(texts)


def _likely(field: str, words: ImportWords) -> list[str]:
    """Return the keys that mean a field, the likeliest first."""
    return next((list(keys) for name, keys in words.keys.items() if name == field), [])


def values(row: ListRow, fields: Fields, field: str, words: ImportWords) -> tuple[str, ...]:
    """Return what a row says of a field, what the likeliest key says first."""
    likely = _likely(field, words)
    keys = [key for key, of in fields.items() if field in of and row.cells.get(key)]
    keys.sort(key=lambda key: likely.index(plain) if (plain := plain_key(key.rpartition(".")[2])) in likely else -1)
    return tuple(text for key in keys for each in row.cells[key] if (text := each.strip()))


def first_values(row: ListRow, fields: Fields, field: str, words: ImportWords) -> tuple[str, ...]:
    """Return what the likeliest key that says anything says of a field; numbered keys of one name count as one."""
    likely = _likely(field, words)
    keys = [key for key, of in fields.items() if field in of and any(each.strip() for each in row.cells.get(key, ()))]
    if not keys:
        return ()
    plain = {key: plain_key(key.rpartition(".")[2]) for key in keys}
    best = min(keys, key=lambda key: likely.index(plain[key]) if plain[key] in likely else -1)
    same = [key for key in keys if plain[key] == plain[best]]
    return tuple(text for key in same for each in row.cells[key] if (text := each.strip()))

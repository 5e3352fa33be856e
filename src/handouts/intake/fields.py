"""Which column holds which field: by `--map`, by its name, and for the rest by its content."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import get_args

from handouts.load.table import ListRow, plain_key
from handouts.model.intake import ImportWords, ListField
from handouts.problems import InputError, Place, error, nearest

Fields = Mapping[str, tuple[str, ...]]  # keys to the fields that they are read as; none for those left unread

_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|tiff?|bmp|svg|heic)(?:[?#].*)?$", re.I)
_LOOKED_AT = 200  # rows, to tell a column by its content
_ALL_FIELDS = "one of " + ", ".join(f"`{each}`" for each in get_args(ListField))
_MOSTLY = 0.6
_LONG_TEXT = 60  # letters: longer than a name, as instructions are


def fields_of(rows: Sequence[ListRow], words: ImportWords, maps: Iterable[str]) -> Fields:
    """Tell the field, or fields, of each key. InputError when `maps` names none, or nothing holds names."""
    keys = list(dict.fromkeys(key for row in rows for key in row.cells))
    mapped = _mapped(keys, maps)
    fields = {key: (mapped[key],) if key in mapped else _by_name(key, words) for key in keys}
    fields |= _inner(fields, words, mapped)
    have = {field for each in fields.values() for field in each}
    fields |= {key: (field,) for field, key in _by_content(rows, [key for key in keys if not fields[key]], words, have)}
    if not any("name" in each for each in fields.values()):
        hint = "say which with `--map KEY=name`; the keys are " + ", ".join(f"`{key}`" for key in keys[:12])
        raise InputError(
            [error(Place(rows[0].place.path.partition("[")[0]), "nothing here is known to hold names", hint)]
        )
    return fields


def _mapped(keys: Sequence[str], maps: Iterable[str]) -> dict[str, str]:
    """Read `--map KEY=FIELD`."""
    mapped, problems = {}, []
    for text in maps:
        key, equals, field = text.rpartition("=")
        place = Place(f"--map {text}")
        same = [each for each in keys if each == key] or [each for each in keys if plain_key(each) == plain_key(key)]
        if not equals:
            problems.append(error(place, "cannot be read", 'write KEY=FIELD, as in `--map "How to"=steps`'))
        elif field not in get_args(ListField):
            problems.append(error(place, f"no field `{field}`", nearest(field, get_args(ListField)) or _ALL_FIELDS))
        elif not same:
            hint = nearest(key, keys)
            problems.append(error(place, f"nothing in the list is called `{key}`", hint))
        else:
            mapped[same[0]] = field
    if problems:
        raise InputError(problems)
    return mapped


def _by_name(key: str, words: ImportWords) -> tuple[str, ...]:
    plain = plain_key(key)
    return tuple(field for field, names in words.keys.items() if plain in names)


def _inner(fields: Fields, words: ImportWords, mapped: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Read `details.howTo` as `howTo` where nothing else is that, and `category.name` not at all: it is `category`."""
    inner = [key.rpartition(".") for key in fields if "." in key and not fields[key] and key not in mapped]
    # an object that holds the exercise itself
    read: dict[str, tuple[str, ...]] = {outer: () for outer, _, leaf in inner if "steps" in _by_name(leaf, words)}
    for outer, dot, leaf in inner:
        now = {**fields, **read}
        if not now.get(outer):
            taken = {field for each in now.values() for field in each}
            read[outer + dot + leaf] = tuple(field for field in _by_name(leaf, words) if field not in taken)
    return {key: each for key, each in read.items() if key in fields}


def _by_content(
    rows: Sequence[ListRow], keys: Sequence[str], words: ImportWords, have: set[str]
) -> Iterator[tuple[str, str]]:
    """Tell what is left by what stands in it."""
    left = {key: texts for key in keys if "." not in key and (texts := _sample(rows, key))}
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("images", lambda text: bool(_PICTURE.search(text))),
        ("muscles", lambda text: text.strip().casefold() in words.muscles),
        ("equipment", lambda text: text.strip().casefold() in words.equipment),
    )
    for field, test in tests:
        best = max(left, key=lambda key: _share(left[key], test), default=None)
        if field not in have and best and _share(left[best], test) >= _MOSTLY:
            yield field, best
            del left[best]
    lengths = {key: sum(map(len, texts)) / len(texts) for key, texts in left.items()}
    long = [key for key, length in lengths.items() if length > _LONG_TEXT]
    if "steps" not in have and long:
        yield "steps", max(long, key=lengths.__getitem__)
    short = [key for key in left if key not in long and len(set(left[key])) > _MOSTLY * len(left[key])]
    wordy = [key for key in short if _share(left[key], lambda text: any(map(str.isalpha, text))) > _MOSTLY]
    if "name" not in have and wordy:
        yield "name", wordy[0]


def _sample(rows: Sequence[ListRow], key: str) -> list[str]:
    return [text for row in rows[:_LOOKED_AT] for text in row.cells.get(key, ()) if text.strip()]


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts)


def _keys(row: ListRow, fields: Fields, field: str, words: ImportWords) -> list[tuple[int, str]]:
    """Return the keys that say anything of a field, each with how likely it is meant: the likeliest first."""
    likely = next((list(names) for name, names in words.keys.items() if name == field), [])
    keys = [key for key, of in fields.items() if field in of and any(each.strip() for each in row.cells.get(key, ()))]
    plain = {key: plain_key(key.rpartition(".")[2]) for key in keys}
    ranks = [(likely.index(plain[key]) if plain[key] in likely else -1, key) for key in keys]
    return sorted(ranks, key=lambda each: each[0])


def values(row: ListRow, fields: Fields, field: str, words: ImportWords) -> tuple[str, ...]:
    """Return what a row says of a field, what the likeliest key says first."""
    return tuple(
        text for _, key in _keys(row, fields, field, words) for each in row.cells[key] if (text := each.strip())
    )


def first_keys(row: ListRow, fields: Fields, field: str, words: ImportWords) -> tuple[str, ...]:
    """Return the likeliest key that says anything of a field; numbered keys of one name count as one."""
    keys = _keys(row, fields, field, words)
    return tuple(key for rank, key in keys if rank == keys[0][0])


def first_values(row: ListRow, fields: Fields, field: str, words: ImportWords) -> tuple[str, ...]:
    """Return what the likeliest key that says anything says of a field."""
    keys = first_keys(row, fields, field, words)
    return tuple(text for key in keys for each in row.cells[key] if (text := each.strip()))

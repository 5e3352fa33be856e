"""Who gives a handout out: somebody of the clinic, by id or by name, with credentials."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.load.loaded import Loaded
from handouts.model.clinic import Clinic, Clinician
from handouts.problems import Place, Problem, warning


def signature(text: str | None, clinic: Loaded[Clinic] | None) -> str | None:
    """Write somebody of the clinic with credentials; whoever else as typed."""
    people = _meant(text, clinic)
    if len(people) != 1:
        return text
    person = people[0]
    return f"{person.name}, {person.credentials}" if person.credentials else person.name


def strangers(text: str | None, place: Place, clinic: Loaded[Clinic] | None) -> Iterator[Problem]:
    """Tell a name that is nobody's of the clinic, or more than one's: it is printed as typed."""
    people = _meant(text, clinic)
    listed = clinic.value.clinicians if clinic else ()
    if not text or not listed or len(people) == 1 or _is_signed(text, listed):
        return
    meant = " or ".join(f"`{each.id}`" for each in people)
    what = f"`{text}` may be {meant}" if people else f"`{text}` is not listed"
    names = ", ".join(f"`{each.id}` ({each.name})" for each in listed)
    yield warning(place, f"{what}, so it is printed as typed, without credentials", f"listed are {names}")


def _meant(text: str | None, clinic: Loaded[Clinic] | None) -> tuple[Clinician, ...]:
    """Return whom a text may mean: by id or whole name, else by first or last name."""
    if not text or clinic is None:
        return ()
    people, plain = clinic.value.clinicians, _plain(text)
    whole = tuple(each for each in people if plain in {_plain(each.id), _plain(each.name)})
    return whole or tuple(each for each in people if plain in {_plain(each.name).split()[end] for end in (0, -1)})


def _is_signed(text: str, listed: tuple[Clinician, ...]) -> bool:
    """Tell whether a text is a name of the clinic's with credentials typed after it."""
    return any(_plain(text).startswith(f"{_plain(each.name)},") for each in listed)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())

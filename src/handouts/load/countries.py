"""Countries by code and by name. What is not known is never guessed: the number to call depends on it."""

from __future__ import annotations

from functools import cache

from handouts.data import builtin
from handouts.model.safety import SafetyFile


def code_of(text: str) -> str | None:
    """Return the code of a country that is given by code or by name."""
    return _names()[0].get(_plain(text))


def country_hint(text: str, safety: SafetyFile) -> str:
    """Say which code may be meant, and list the countries whose number is on file."""
    meant = _names()[1].get(_plain(text))
    listed = ", ".join(f"`{code}` ({country.name})" for code, country in sorted(safety.countries.items()))
    return (f"did you mean `{meant}`? " if meant else "") + f"on file are {listed}"


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    """Map what names a country to its code; and what people write that does not quite."""
    names: dict[str, str] = {}
    nearly: dict[str, str] = {}
    for line in (builtin() / "assets" / "countries.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, rest = line.partition(" ")
            official, _, others = rest.partition(" | ")
            names |= dict.fromkeys([_plain(code), *map(_plain, official.split("; "))], code)
            nearly |= dict.fromkeys(map(_plain, others.split("; ")), code)
    return names, {name: code for name, code in nearly.items() if name and name not in names}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())

"""What a clinic's file says of where it is: its site, its country and whom to call there, its language."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from handouts.load.countries import code_of, country_hint
from handouts.load.folders import is_folder, languages
from handouts.load.loaded import Loaded
from handouts.load.reading import Reading
from handouts.load.settings import DEFAULT_COUNTRY, OfClinic
from handouts.model.clinic import Clinic
from handouts.model.safety import Country, SafetyFile
from handouts.problems import Place, Problem, error, nearest, warning


def clinic_of(reading: Reading, clinic: Path | None) -> OfClinic:
    """Read a clinic's file. A folder of stretches alone, as `import` makes, has none and is laid over as well."""
    if clinic is None or not is_folder(clinic):
        return reading.file(clinic, Clinic) if clinic else None
    file = clinic / "clinic.yaml"
    return reading.file(file, Clinic) if os.path.lexists(file) or not is_folder(clinic / "routines") else None


def at_site(reading: Reading, clinic: OfClinic, chosen: tuple[str, Place] | None) -> OfClinic:
    """Put the site that is chosen first: that is the one which handouts name."""
    if chosen is None:
        return clinic
    name, place = chosen
    sites = clinic.value.sites if clinic else ()
    site = next((each for each in sites if name in {each.id, each.name}), None)
    if clinic is None or site is None:
        hint = nearest(name, [each.id or each.name for each in sites]) or "sites stand in `clinic.yaml`"
        reading.problems.append(error(place, f"no site `{name}`", hint))
        return clinic
    others = tuple(each for each in sites if each is not site)
    return replace(clinic, value=clinic.value.model_copy(update={"sites": (site, *others)}))


def unfit_language(clinic: Loaded[Clinic]) -> Iterator[Problem]:
    """Find a language that there are no words in: a screen reader would speak English by its rules."""
    language = clinic.value.language
    codes = languages()
    if language.partition("-")[0] not in codes:
        hint = "there are words in " + ", ".join(f"`{each}`" for each in codes) + ", as in `en-GB`"
        yield error(clinic.place("language"), f"no words in the language `{language}`", hint)


def unfit_country(clinic: OfClinic, safety: SafetyFile) -> Iterator[Problem]:
    """Find a country that nobody can be called in, and a number that is another than the country's own."""
    if clinic is None:
        return
    written, number = clinic.value.country, clinic.value.emergency
    code = code_of(written)
    if code is None:
        yield error(clinic.place("country"), f"no country `{written}`", country_hint(written, safety))
    elif code not in safety.countries and not number:
        what = f"no emergency number is on file for `{written}`"
        yield error(clinic.place("country"), what, f'give it, as in `emergency: "115"`; {country_hint("", safety)}')
    elif code in safety.countries and number and number != safety.countries[code].emergency:
        what = f"handouts say to call {number}; in {safety.countries[code].name} the number is "
        yield warning(clinic.place("emergency"), what + safety.countries[code].emergency)


def country_of(clinic: OfClinic, safety: SafetyFile) -> Country:
    """Return what differs in a clinic's country: above all whom to call."""
    if clinic is None:
        return safety.countries[DEFAULT_COUNTRY]
    code = code_of(clinic.value.country) or ""
    number = clinic.value.emergency
    if code in safety.countries:
        country = safety.countries[code]
        return country.model_copy(update={"emergency": number}) if number else country
    return Country(name=code, emergency=number or "", paper="a4", date="day-first")

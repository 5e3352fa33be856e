"""The fonts that a handout is set in: a clinic's own, if they may be embedded, else the built-in ones."""

from __future__ import annotations

import string
from collections.abc import Iterator
from functools import partial

from handouts.load.folders import is_there
from handouts.load.loaded import Loaded
from handouts.make import letters
from handouts.make.letters import Printable
from handouts.model.clinic import Clinic
from handouts.pdf.fonts import BUILTIN, FontSet, absent, lacking, unusable
from handouts.problems import Problem, error

_HINT = "take a TrueType font (`.ttf`) whose licence lets it be embedded, such as those under the Open Font License"
# What stands on every handout, whatever it says: phone numbers, weeks, names and dates
_ALWAYS = string.ascii_letters + string.digits + "-.,:;()'/·"


def fonts_of(clinic: Loaded[Clinic] | None) -> FontSet:
    """Return the fonts of a clinic."""
    font = clinic.value.font if clinic else None
    if clinic is None or font is None:
        return BUILTIN
    folder = clinic.path.parent
    return FontSet(folder / font.regular, folder / (font.bold or font.regular))


def usable_fonts(clinic: Loaded[Clinic] | None) -> FontSet:
    """Return the fonts of a clinic, or the built-in ones when something is wrong with its own."""
    return BUILTIN if any(problems(clinic)) else fonts_of(clinic)


def printable(clinic: Loaded[Clinic] | None) -> Printable:
    """Return what the fonts of a clinic have, or the built-in ones when something is wrong with its own."""
    fonts = usable_fonts(clinic)
    if clinic is None or clinic.value.font is None or fonts is BUILTIN:
        return letters.BUILTIN
    files = {clinic.value.font.regular: fonts.regular, clinic.value.font.bold or clinic.value.font.regular: fonts.bold}
    own = {name: partial(lacking, fonts=FontSet(file, file)) for name, file in files.items()}
    return Printable(partial(lacking, fonts=fonts), own)


def problems(clinic: Loaded[Clinic] | None) -> Iterator[Problem]:
    """Find fonts of a clinic that cannot be used, each with the reason."""
    font = clinic.value.font if clinic else None
    if clinic is None or font is None:
        return
    for field, name in (("regular", font.regular), ("bold", font.bold)):
        if name is None:
            continue
        place, path = clinic.place("font", field), clinic.path.parent / name
        if not is_there(path):
            yield error(place, f"no font `{name}`", "give its path from this file's folder")
        elif reason := unusable(path):
            yield error(place, f"`{name}` {reason}", _HINT)
        elif missing := absent(_ALWAYS, path):
            what = f"`{name}` lacks the {letters.listed(missing)}, which every handout may need"
            yield error(place, what, "leave `font` out to use the built-in fonts, or take one that has them")

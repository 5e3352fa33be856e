"""The main job: read, prescribe, compose, lay out, draw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from handouts.compose.compose import compose
from handouts.compose.handout import Handout
from handouts.compose.safety import country_of
from handouts.layout import flat as flattened
from handouts.layout.lay_out import arrange
from handouts.layout.page import Field, LaidOut, Pages
from handouts.layout.style import colored, darkened
from handouts.load.library import Library, load
from handouts.make import letters as glyphs
from handouts.make.fonts import fonts_of, usable_fonts
from handouts.make.fonts import problems as font_problems
from handouts.make.order import Order, wanted
from handouts.make.too_long import too_long
from handouts.model.clinic import Colors, Figures
from handouts.model.template import all_blocks, flat
from handouts.pdf.attach import Attachment
from handouts.pdf.draw import draw
from handouts.pdf.fonts import lacking, shaper
from handouts.prescribe import prescription_file
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.prescription import Prescription
from handouts.prescribe.request import Request
from handouts.problems import InputError, Place, Problem, warning
from handouts.units import Format, Ink, Paper


@dataclass(frozen=True, slots=True)
class Made:
    """A handout and what led to it."""

    pdf: bytes
    sheets: LaidOut
    prescription: Prescription
    library: Library
    warnings: tuple[Problem, ...]
    companion: str = ""  # the same handout as text or HTML, when one was asked for instead

    @property
    def pages(self) -> Pages:
        """The marks and nodes of all pages."""
        return flattened.pages(self.sheets)

    @property
    def file(self) -> bytes:
        """The handout in the format that was asked for."""
        return self.companion.encode() if self.companion else self.pdf


def make(order: Order, today: dt.date) -> Made:
    """Make one handout. Raises InputError with every problem of files and options."""
    library, prescription, warnings = prescribed(order, today)
    return made(library, prescription, order, warnings)


def prescribed(order: Order, today: dt.date) -> tuple[Library, Prescription, tuple[Problem, ...]]:
    """Read and prescribe what is ordered. Raises InputError with every problem of files and options."""
    library = load(wanted(order))
    return library, *prescribed_from(library, order, today, unprintable(library))


def prescribed_from(
    library: Library, order: Order, today: dt.date, problems: Iterable[Problem] = ()
) -> tuple[Prescription, tuple[Problem, ...]]:
    """Prescribe what is ordered. Raises InputError with every problem, those found before included."""
    request = _with_texts(order.request, library, today)
    fonts = usable_fonts(library.clinic)
    problems = [*problems, *glyphs.in_options(_printed(order.request), partial(lacking, fonts=fonts))]
    try:
        prescription, warnings = prescribe(library, request)
    except InputError as found:
        raise InputError([*problems, *found.problems]) from found
    if problems:
        raise InputError(problems)
    return prescription, (*warnings, *_unsettled(library, prescription))


def unprintable(library: Library) -> list[Problem]:
    """Find fonts that cannot be used, and the letters in files that the fonts lack."""
    files = [library.clinic, library.own_words, library.routine, *library.stretches.values()]
    fonts = usable_fonts(library.clinic)
    return [*font_problems(library.clinic), *glyphs.in_files(files, partial(lacking, fonts=fonts))]


def made(library: Library, prescription: Prescription, order: Order, warnings: tuple[Problem, ...] = ()) -> Made:
    """Compose, lay out and draw a prescription. A companion is made of what can be laid out, only not drawn as PDF."""
    handout, sheets = arranged(library, prescription, order.paper, order.ink, order.fillable)
    told = [*library.warnings, *warnings, *_darkened(library)]
    assert library.template is not None  # it was laid out

    def pages_of(shorter: Prescription) -> int:
        return len(arranged(library, shorter, order.paper, order.ink, order.fillable)[1].sheets)

    told += too_long(library.template, prescription, len(sheets.sheets), pages_of)
    if order.fillable and not _has_fields(sheets):
        what = f"template `{library.template.id}` has nothing to fill in"
        told.append(warning(Place("--fillable"), what, "choose another template"))
    if order.format == "pdf":
        pdf = draw(sheets, attachment=carried(library, prescription, order))
        return Made(pdf, sheets, prescription, library, tuple(told))
    written = companion(handout, library, order.format, order.ink)
    return Made(b"", sheets, prescription, library, tuple(told), written)


def _has_fields(sheets: LaidOut) -> bool:
    return any(isinstance(mark, Field) for page in flattened.pages(sheets).pages for mark in page.marks)


def carried(library: Library, prescription: Prescription, order: Order) -> Attachment | None:
    """Return the file that the handout can be made from again, when it is to travel inside.

    It names no clinic: that is a folder on the machine of who made it.
    """
    if not (order.embed or (library.clinic and library.clinic.value.embed)):
        return None
    said = library.routine.value if library.routine else None  # a prescription file may choose all of these
    written = prescription_file.text(
        prescription,
        template=order.template or (said.template if said else None),
        paper=order.paper or (said.paper if said else None),
        ink=order.ink or (said.ink if said else None),
        site=order.site or (said.site if said else None),
        private=order.embed == "all",
    )
    name, about = prescription_file.NAME, library.words.say("embedded")
    return Attachment(name, prescription_file.MEDIA_TYPE, about, written.encode())


def companion(handout: Handout, library: Library, form: Format, ink: Ink | None = None) -> str:
    """Write a handout as text or HTML."""
    # Late: a PDF needs none of it.
    from handouts.companions.html import html
    from handouts.companions.text import text

    assert library.template is not None  # `load` found it, or raised
    blocks = flat(all_blocks(library.template.value, handout.qr is not None, bool(handout.message)))
    if form == "txt":
        return text(handout, blocks)
    return html(handout, blocks, *colored(*_colors(library), ink or _ink(library)))


def laid_out(
    library: Library, prescription: Prescription, paper: Paper | None = None, ink: Ink | None = None,
    fillable: bool = False,
) -> tuple[Handout, Pages]:  # fmt: skip
    """Compose a prescription and lay it out."""
    handout, sheets = arranged(library, prescription, paper, ink, fillable)
    return handout, flattened.pages(sheets)


def arranged(
    library: Library, prescription: Prescription, paper: Paper | None = None, ink: Ink | None = None,
    fillable: bool = False,
) -> tuple[Handout, LaidOut]:  # fmt: skip
    """Compose a prescription and place its blocks."""
    assert library.template is not None  # `load` found it, or raised
    template = library.template.value
    handout = compose(prescription, library, template, fillable)
    colors, figures = _colors(library)
    punched = bool(library.clinic and library.clinic.value.print.hole_punch)
    sheet = paper or _paper(library)
    fonts = fonts_of(library.clinic)
    sheets = arrange(handout, template, colors, sheet, shaper(fonts), figures, ink or _ink(library), punched, fillable)
    own = library.clinic is not None and library.clinic.value.font is not None
    return handout, replace(sheets, fonts=fonts.files) if own else sheets


def _colors(library: Library) -> tuple[Colors, Figures]:
    clinic = library.clinic.value if library.clinic else None
    return (clinic.colors, clinic.figures) if clinic else (Colors(), Figures())


def _printed(request: Request) -> Mapping[str, str | None]:
    options: dict[str, str | None] = {
        "--patient": request.patient, "--clinician": request.clinician, "--date": request.date,
        "--review": request.review, "--title": request.title, "--message": request.message,
    }  # fmt: skip
    worded = [*(("--note", text) for text in request.notes), *(("--step", text) for text in request.steps)]
    return options | {f"{option} {text.partition('=')[0]}": text.partition("=")[2] for option, text in worded}


def _paper(library: Library) -> Paper:
    """Return the paper of the prescription, the clinic, the template or the country, in this order."""
    routine = library.routine.value if library.routine else None
    clinic = library.clinic.value if library.clinic else None
    template = library.template.value if library.template else None
    chosen = (routine and routine.paper) or (clinic and clinic.paper) or (template and template.page.paper)
    return chosen or country_of(library).paper


def _ink(library: Library) -> Ink:
    """Return the ink of the prescription or the clinic, in this order."""
    routine = library.routine.value if library.routine else None
    clinic = library.clinic.value if library.clinic else None
    return (routine and routine.ink) or (clinic and clinic.ink) or "color"


def _with_texts(request: Request, library: Library, today: dt.date) -> Request:
    """Write the date as the country does, and a clinician's id as name and credentials."""
    date = request.date
    if date is None and not (library.routine and library.routine.value.date):
        date = today.isoformat()
    if date:
        date = _date(date, library)
    review = _date(request.review, library) if request.review else request.review
    return replace(request, date=date, review=review, clinician=_clinician(request.clinician, library))


def _date(text: str, library: Library) -> str:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return text
    return library.words.date(day, country_of(library))


def _clinician(text: str | None, library: Library) -> str | None:
    people = library.clinic.value.clinicians if library.clinic else ()
    for each in people:
        if text == each.id:
            return f"{each.name}, {each.credentials}" if each.credentials else each.name
    return text


def _unsettled(library: Library, prescription: Prescription) -> list[Problem]:
    """I1: say what nobody has settled yet of a stretch that was brought in, above all whom it does not suit."""
    found = []
    for each in prescription.stretches:
        if needs := library.stretches[each.id].value.needs:
            what = "was brought in, and a human must still settle " + ", ".join(f"`{need}`" for need in needs)
            patient = " and ".join(f"`{code}`" for code in prescription.has)
            hint = f"nobody has said whether it suits a patient with {patient}" if "precautions" in needs else ""
            found.append(warning(library.stretches[each.id].place("needs"), what, hint if patient else "", "I1"))
    return found


def _darkened(library: Library) -> list[Problem]:
    """L2: say when a brand colour had to be darkened."""
    if library.clinic is None:
        return []
    colors = library.clinic.value.colors
    used = darkened(colors)
    if not used:
        return []
    what = f"brand colour `{colors.brand}` is too light for text; printed as `{used}`"
    return [warning(library.clinic.place("colors", "brand"), what, rule="L2")]

"""The main job: read, prescribe, compose, lay out, draw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handouts.compose.compose import compose
from handouts.compose.handout import Handout
from handouts.compose.safety import country_of
from handouts.layout import flat as flattened
from handouts.layout.lay_out import arrange
from handouts.layout.page import Field, LaidOut, Pages
from handouts.layout.style import colored, darkened
from handouts.load.clean_text import one_line
from handouts.load.library import Library, load
from handouts.make import letters as glyphs
from handouts.make.dates import printed
from handouts.make.fonts import fonts_of, printable
from handouts.make.fonts import problems as font_problems
from handouts.make.order import Order, needs_of
from handouts.make.people import signature, strangers
from handouts.make.too_long import too_long
from handouts.model.template import all_blocks, flat
from handouts.pdf.attach import Attachment
from handouts.pdf.draw import draw
from handouts.pdf.fonts import shaper
from handouts.prescribe import prescription_file
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.prescription import Prescription
from handouts.prescribe.request import Request
from handouts.problems import InputError, Level, Place, Problem, warning
from handouts.units import Format

_TEXTS = ("patient", "clinician", "date", "review", "title", "message")  # of a request, as they are printed


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
    library = load(needs_of(order))
    return library, *prescribed_from(library, order, today, unprintable(library))


def prescribed_from(
    library: Library, order: Order, today: dt.date, problems: Iterable[Problem] = ()
) -> tuple[Prescription, tuple[Problem, ...]]:
    """Prescribe what is ordered. Raises InputError with every problem, those found before included."""
    cleaned = _cleaned(order.request)
    request, of_dates = _with_texts(cleaned, library, today)
    doubts = [each for each in of_dates if each.level is not Level.ERROR]
    problems = [
        *problems,
        *(each for each in of_dates if each.level is Level.ERROR),
        *glyphs.in_options(_printed(cleaned), printable(library.clinic)),
    ]
    try:
        prescription, warnings = prescribe(library, request)
    except InputError as invalid:
        raise InputError([*problems, *invalid.problems]) from invalid
    if problems:
        raise InputError(problems)
    doubtful = strangers(*_giver(order.request, library), library.clinic)
    return prescription, (*warnings, *doubts, *doubtful, *_unsettled(library, prescription))


def unprintable(library: Library) -> list[Problem]:
    """Find fonts that cannot be used, and the letters in files that the fonts lack."""
    files = [library.clinic, library.own_words, library.routine, *library.stretches.values()]
    return [*font_problems(library.clinic), *glyphs.in_files(files, printable(library.clinic))]


def made(library: Library, prescription: Prescription, order: Order, warnings: tuple[Problem, ...] = ()) -> Made:
    """Compose, lay out and draw a prescription. A companion is made of what can be laid out, only not drawn as PDF."""
    handout, sheets = arranged(library, prescription, order.fillable)
    messages = [*library.warnings, *warnings, *_darkened(library)]

    def pages_of(shorter: Prescription) -> int:
        return len(arranged(library, shorter, order.fillable)[1].sheets)

    messages += too_long(library.template, prescription, len(sheets.sheets), pages_of)
    if order.fillable and not _has_fields(sheets):
        what = f"template `{library.template.id}` has nothing to fill in"
        messages.append(warning(Place("--fillable"), what, "choose another template"))
    if order.format == "pdf":
        pdf = draw(sheets, attachment=carried(library, prescription))
        return Made(pdf=pdf, sheets=sheets, prescription=prescription, library=library, warnings=tuple(messages))
    written = companion(handout, library, order.format)
    return Made(
        pdf=b"", sheets=sheets, prescription=prescription, library=library, warnings=tuple(messages), companion=written
    )


def _has_fields(sheets: LaidOut) -> bool:
    return any(isinstance(mark, Field) for page in flattened.pages(sheets).pages for mark in page.marks)


def is_unnamed(library: Library) -> bool:
    """Tell whether what is prescribed has no id but the name of its file, which may be the patient's."""
    return library.routine is not None and library.routine.value.routine is None


def carried(library: Library, prescription: Prescription) -> Attachment | None:
    """Return the file that the handout can be made from again, when it is to travel inside.

    It names no clinic: that is a folder on the machine of who made it.
    """
    settings = library.settings
    if not settings.embed:
        return None
    choice = settings.choice
    is_private = settings.embed != "all" and is_unnamed(library)
    written = prescription_file.text(
        replace(prescription, id="") if is_private else prescription,
        template=choice.template,
        paper=choice.paper,
        ink=choice.ink,
        site=choice.site,
        private=settings.embed == "all",
    )
    name, about = prescription_file.NAME, library.words.say("embedded")
    return Attachment(name, prescription_file.MEDIA_TYPE, about, written.encode())


def companion(handout: Handout, library: Library, form: Format) -> str:
    """Write a handout as text or HTML."""
    # Late: a PDF needs none of it.
    from handouts.companions.html import html
    from handouts.companions.text import text

    blocks = flat(all_blocks(library.template.value, handout.qr is not None, bool(handout.message)))
    if form == "txt":
        return text(handout, blocks)
    settings = library.settings
    return html(handout, blocks, *colored(settings.colors, settings.figures, settings.ink))


def laid_out(library: Library, prescription: Prescription, fillable: bool = False) -> tuple[Handout, Pages]:
    """Compose a prescription and lay it out."""
    handout, sheets = arranged(library, prescription, fillable)
    return handout, flattened.pages(sheets)


def arranged(library: Library, prescription: Prescription, fillable: bool = False) -> tuple[Handout, LaidOut]:
    """Compose a prescription and place its blocks."""
    template, settings = library.template.value, library.settings
    handout = compose(prescription, library, template, fillable)
    fonts = fonts_of(library.clinic)
    sheets = arrange(
        handout, template, settings.colors, settings.paper, shaper(fonts), settings.figures, settings.ink,
        settings.print.hole_punch, fillable,
    )  # fmt: skip
    own = library.clinic is not None and library.clinic.value.font is not None
    return handout, replace(sheets, fonts=fonts.files) if own else sheets


def _cleaned(request: Request) -> Request:
    """Return a request whose texts are as they would be from a file, each in one line."""
    texts: dict[str, Any] = {name: one_line(text) for name in _TEXTS if (text := getattr(request, name))}
    notes, steps = (tuple(map(one_line, each)) for each in (request.notes, request.steps))
    return replace(request, notes=notes, steps=steps, **texts)


def _printed(request: Request) -> Mapping[str, str | None]:
    options: dict[str, str | None] = {
        "--patient": request.patient, "--clinician": request.clinician, "--date": request.date,
        "--review": request.review, "--title": request.title, "--message": request.message,
    }  # fmt: skip
    worded = [*(("--note", text) for text in request.notes), *(("--step", text) for text in request.steps)]
    return options | {f"{option} {text.partition('=')[0]}": text.partition("=")[2] for option, text in worded}


def _with_texts(request: Request, library: Library, today: dt.date) -> tuple[Request, tuple[Problem, ...]]:
    """Write dates as the country does, and a clinician's id as name and credentials; say what is wrong with dates."""
    file = library.routine
    date, date_place = request.date, Place("--date")
    if date is None and file and file.value.date:
        date, date_place = file.value.date, file.place("date")
    review, review_place = request.review, Place("--review")
    if not review and file and file.value.review:
        review, review_place = file.value.review, file.place("review")
    date, day, date_problems = _date(date, date_place, library, today)
    review, review_day, review_problems = _date(review, review_place, library)
    problems = [*date_problems, *review_problems]
    if day and review_day and review_day < day:
        problems.append(warning(review_place, f"`{review}` is before `{date}`, the date of the handout"))
    giver, _ = _giver(request, library)
    texts = replace(request, date=date, review=review, clinician=signature(giver, library.clinic))
    return texts, tuple(problems)


def _giver(request: Request, library: Library) -> tuple[str | None, Place]:
    """Return who gives the handout out, and where that is said."""
    if request.clinician or library.routine is None:
        return request.clinician, Place("--clinician")
    return library.routine.value.clinician, library.routine.place("from")


def _date(
    text: str | None, place: Place, library: Library, usual: dt.date | None = None
) -> tuple[str | None, dt.date | None, tuple[Problem, ...]]:
    """Return a date as it is printed, the day, and what is wrong with it; without a text, the usual day."""
    if text is None and usual:
        return library.words.date(usual, country_of(library)), usual, ()
    return printed(text, place, library.words, country_of(library)) if text else (text, None, ())


def _unsettled(library: Library, prescription: Prescription) -> Iterator[Problem]:
    """I1: say what nobody has settled yet of a stretch that was brought in, above all whom it does not suit."""
    for each in prescription.stretches:
        if needs := library.stretches[each.id].value.needs:
            what = "was brought in, and a human must still settle " + ", ".join(f"`{need}`" for need in needs)
            patient = " and ".join(f"`{code}`" for code in prescription.has)
            hint = f"nobody has said whether it suits a patient with {patient}" if "precautions" in needs else ""
            yield warning(library.stretches[each.id].place("needs"), what, hint if patient else "", "I1")


def _darkened(library: Library) -> Iterator[Problem]:
    """L2: say when a brand colour had to be darkened."""
    colors = library.settings.colors
    if library.clinic and (used := darkened(colors)):
        what = f"brand colour `{colors.brand}` is too light for text; printed as `{used}`"
        yield warning(library.clinic.place("colors", "brand"), what, rule="L2")

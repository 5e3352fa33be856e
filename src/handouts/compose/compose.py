"""The whole handout from its parts, and the fingerprint that its footer carries."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace

from handouts import __version__
from handouts.compose import doses
from handouts.compose.cards import ToWrite, card
from handouts.compose.doses import NumberedStretch
from handouts.compose.handout import Handout, Log, Masthead, PatientField, Phrase, Prose, QrCode, Section
from handouts.compose.log import log, weeks
from handouts.compose.parts import NumberedPart, card_groups, numbered_parts
from handouts.compose.plan import PlanStyle, plan
from handouts.compose.safety import emergency_again, safety, site_of
from handouts.load.library import Library
from handouts.load.words import Words
from handouts.model.clinic import Print
from handouts.model.template import LogSetup, Template
from handouts.prescribe.dose import unstated
from handouts.prescribe.prescription import Prescription

_PRINTED = tuple(each.name for each in fields(Handout) if each.name not in {"patient_line", "version"})


def compose(prescription: Prescription, library: Library, template: Template, fillable: bool = False) -> Handout:
    """Turn a prescription into what the paper says; on a screen there is more to write in."""
    words = library.words
    parts = numbered_parts(prescription)
    numbered = tuple(each for part in parts for each in part.new)  # with the dose that each begins with
    clinic = library.clinic.value if library.clinic else None
    blank = prescription.blank_dosage or any(unstated(each.stretch, each.dosage) for each in prescription.stretches)
    beside = fillable or library.settings.print.space_beside_doses
    to_write = ToWrite(prescription.blank_dosage, beside, note=fillable)
    cards = {number: card(number, each, library.drawings, words, to_write) for number, each in numbered}
    site = site_of(clinic)
    handout = Handout(
        id=prescription.id,
        language=library.settings.language,
        title=prescription.title,
        goal=prescription.goal,
        masthead=_masthead(library),
        patient_line=_patient_line(prescription, library.settings.print, words),
        plan=plan(parts, cards, library.safety, words, PlanStyle(template.plan.thumbnails, blank)),
        safety=safety(prescription, library),
        groups=tuple(card_groups(parts, cards, words, blank)),
        flare_up=_flare_up(prescription, numbered, words, blank),
        progression=_progression(prescription, words),
        log=_log(prescription, parts, template.log, words, blank) if prescription.log else None,
        emergency=emergency_again(prescription, library),
        disclaimer=_disclaimer(library),
        footer=words.say(
            "footer", short=library.safety.disclaimer.short, phone=site.phone if site and site.phone else ""
        ).strip(),
        page_label=words.file.strings["page"],
        qr=_qr(library),
        message=(Phrase(words.say("note"), strong=True), Phrase(prescription.message)) if prescription.message else (),
    )
    return replace(handout, version=f"{handout.id} {__version__} {fingerprint(handout)}")


def fingerprint(handout: Handout) -> str:
    """Return eight hex digits of all that the handout says, but for whom: they trace a stray sheet to its source."""
    content = [getattr(handout, name) for name in _PRINTED]
    return hashlib.sha256(repr(content).encode()).hexdigest()[:8]


def _qr(library: Library) -> QrCode | None:
    if library.qr is None:
        return None
    says = library.qr.says
    address = says.url.partition("://")[2].rstrip("/")
    return QrCode(
        drawing=library.qr.drawing,
        alt=library.words.say("qr_alt", url=address),
        caption=says.caption,
        url=says.url,
        address=address,
    )


def _masthead(library: Library) -> Masthead:
    words = library.words
    if library.clinic is None:
        return Masthead("", (), write_in=(words.say("clinic_name"), words.say("clinic_phone")))
    clinic = library.clinic.value
    site = site_of(clinic)
    lines: list[str] = []
    if site:
        pairs = ((site.address, site.hours), (site.phone, site.web))
        lines = [line for pair in pairs if (line := " · ".join(part for part in pair if part))]
    return Masthead(clinic.name, tuple(lines), library.logo, words.say("logo_alt", name=clinic.name))


def _flare_up(prescription: Prescription, numbered: tuple[NumberedStretch, ...], words: Words, blank: bool) -> Section:
    days = prescription.flare_up_days
    text = doses.flare_up(numbered, days, words)
    if blank:
        text = words.say("flare_blank", days=words.count("day", days))
    return Section(words.say("flare_heading"), (text,))


def _log(
    prescription: Prescription, parts: tuple[NumberedPart, ...], setup: LogSetup, words: Words, blank: bool
) -> Log:
    count = prescription.log_weeks or weeks(prescription.review_after, setup)
    return log(parts, count, setup, words, blank=blank)


def _patient_line(prescription: Prescription, rules: Print, words: Words) -> tuple[PatientField, ...]:
    patient = prescription.patient
    if rules.first_name_only:
        patient = patient.split()[0] if patient.split() else ""
    return (
        PatientField(words.say("for"), patient),
        PatientField(words.say("from"), prescription.clinician),
        PatientField(words.say("date"), prescription.date),
        PatientField(words.say("next_visit"), prescription.review),
    )


def _progression(prescription: Prescription, words: Words) -> Section:
    lines = [prescription.progression or words.say("progress_default"), words.say("progress_back")]
    if prescription.review_after:
        number, unit = prescription.review_after.rstrip("s").split()
        lines.append(words.say("review_in", time=words.count(unit, int(number))))
    return Section(words.say("progress_heading"), (" ".join(lines),))


def _disclaimer(library: Library) -> Prose:
    sentences = list(library.safety.disclaimer.full)
    if library.clinic and library.clinic.value.disclaimer_addition:
        sentences.append(library.clinic.value.disclaimer_addition)
    return (Phrase(library.words.say("please_read"), strong=True), Phrase(" ".join(sentences)))

"""The safety box: two tiers, from the region and the stretches chosen, without repeats. Nothing can switch it off."""

from __future__ import annotations

from handouts.compose.handout import Phrase, Prose, Safety
from handouts.load.library import Library
from handouts.load.words import fill
from handouts.model.clinic import Clinic, Site
from handouts.model.safety import Country, RedFlags
from handouts.prescribe.prescription import Prescription


def country_of(library: Library) -> Country:
    """Return the clinic's country; the number to call depends on it."""
    return library.settings.country


def site_of(clinic: Clinic | None) -> Site | None:
    """Return the clinic's first site: the one that its handouts name."""
    return clinic.sites[0] if clinic and clinic.sites else None


def safety(prescription: Prescription, library: Library) -> Safety:
    """Compose the two tiers."""
    words, rules = library.words, library.safety.stop_rules
    site = site_of(library.clinic.value if library.clinic else None)
    codes = dict.fromkeys(code for each in prescription.stretches for code in each.stretch.stop)
    stops = [rules[code] for code in codes]
    flags = _flags(prescription, library)
    call = [rule.text for rule in stops if rule.tier == "call"]
    call += [text for each in flags for text in each.call]
    phone = _unbroken(site.phone) if site and site.phone else ""
    after = [_pain_rule(library)]
    if site and site.after_hours:
        after.append(words.say("hours_after", phone=_unbroken(site.after_hours)))
    return Safety(
        not_for=() if prescription.screened or prescription.patient else not_for(prescription, library),
        emergency_heading=words.say("call_now", number=country_of(library).emergency),
        emergency=emergency_signs(prescription, library),
        call_heading=words.say("stop_and_call_at", phone=phone) if phone else words.say("stop_and_call"),
        call=tuple(dict.fromkeys(call)),
        after=tuple(after),
    )


def not_for(prescription: Prescription, library: Library) -> Prose:
    """Say for whom it is not, to a reader whom nobody has asked: what a stretch here is not for, and the general."""
    words, precautions = library.words, library.precautions.precautions
    codes = dict.fromkeys(
        met.code for each in prescription.stretches for met in each.stretch.precautions if met.action != "modify"
    )
    made_for = set(prescription.made_for)
    own = [
        precautions[each].patient
        for each in codes
        if each in precautions and each not in made_for and not precautions[each].general
    ]
    general = [each.who for each in library.safety.not_for if made_for.isdisjoint(each.unless)]
    conditions = list(dict.fromkeys([*own, *general]))
    have = words.say("have")
    had = [each.removeprefix(have) for each in conditions if each.startswith(have)]
    others = [each for each in conditions if not each.startswith(have)]
    clauses = [*([have + words.either(tuple(had))] if had else []), *others]
    text = words.say("or", a=words.say("comma").join(clauses[:-1]), b=clauses[-1]) if clauses[1:] else clauses[0]
    return (Phrase(words.say("not_for"), strong=True), Phrase(words.say("not_for_if", conditions=text)))


def emergency_signs(prescription: Prescription, library: Library) -> tuple[str, ...]:
    """List what to call the emergency number for: the region's signs first, then those of every handout."""
    rules = library.safety.stop_rules
    codes = dict.fromkeys(code for each in prescription.stretches for code in each.stretch.stop)
    signs = [text for each in _flags(prescription, library) for text in each.emergency]
    signs += [rules[code].text for code in codes if rules[code].tier == "emergency"]
    return tuple(dict.fromkeys(signs))


def emergency_again(prescription: Prescription, library: Library) -> Prose:
    """Say tier one once more in a sentence, for the last page."""
    words = library.words
    signs = emergency_signs(prescription, library)
    listed = words.say("or", a=", ".join(signs[:-1]), b=signs[-1]) if len(signs) > 1 else signs[0]
    text = words.say("emergency_again", number=country_of(library).emergency, flags=listed)
    return (Phrase(text),)


def _flags(prescription: Prescription, library: Library) -> list[RedFlags]:
    """Return the flags of the routine's region, else of every stretch's own, and those of every handout."""
    regions = (
        [prescription.region] if prescription.region else [each.stretch.regions[0] for each in prescription.stretches]
    )
    flags = library.safety.red_flags
    has = {*prescription.has, *prescription.made_for}
    own = [name for name, each in flags.items() if has & set(each.codes)]
    return [flags[name] for name in dict.fromkeys([*regions, *own, "everywhere"]) if name in flags]


def _pain_rule(library: Library) -> str:
    """Return the pain rule: in words, or with the cut-offs that the clinic sets."""
    cutoffs = library.clinic.value.pain if library.clinic else None
    if cutoffs is None:
        return library.safety.pain_rule
    values = {"fine": cutoffs.fine_up_to, "stop": cutoffs.stop_above, "rise": cutoffs.rise}
    return fill(library.safety.pain_rule_numbers, **values)


def _unbroken(phone: str) -> str:
    """Keep a phone number on one line."""
    return phone.replace(" ", "\u00a0")

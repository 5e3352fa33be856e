"""What a column that nobody has explained may be: where to leave it out may harm, a batch asks first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

KIND_NAMES = {
    "side": "side",
    "name": "patient's name",
    "clinician": "clinician",
    "review": "next visit or the date",
    "routine": "routine",
    "stretches": "stretches",
    "has": "precautions",
    "set": "doses",
    "without": "stretches to leave out",
}
_SIDES = frozenset({
    "left", "right", "each", "both", "l", "r", "lt", "rt", "links", "rechts", "beide", "beidseits", "gauche", "droite",
    "izquierda", "derecha", "ambos", "esquerda", "direita", "sinistra", "destra", "lewa", "prawa",
})  # fmt: skip
_HEADINGS = {
    "side": {"seite", "cote", "lado", "lato", "strona", "laterality", "bein", "arm", "leg"},
    "name": {
        "vorname", "nachname", "firstname", "lastname", "surname", "givenname", "familyname", "forename", "nom",
        "prenom", "nombre", "apellido", "apellidos", "nome", "cognome", "patientin", "kunde", "klient",
    },
    "clinician": {
        "therapeut", "therapeutin", "behandler", "arzt", "arztin", "kine", "kinesitherapeute", "fisio",
        "fisioterapeuta", "medico", "by", "givenby", "seenby", "practitioner", "trainer",
    },
    "review": {
        "datum", "termin", "nachstertermin", "kontrolle", "fecha", "cita", "rdv", "data", "proximavisita", "recheck",
    },
    "routine": {
        "ubung", "ubungen", "programm", "ubungsprogramm", "exercice", "exercices", "programme", "ejercicio",
        "ejercicios",
        "programa", "esercizio", "esercizi", "rutina", "regime", "regimen", "therapyplan", "hep",
    },
    "has": {
        "diagnose", "diagnosen", "vorerkrankung", "vorerkrankungen", "kontraindikation", "contraindication",
        "contraindications", "comorbidities", "redflags", "allergies", "antecedents", "antecedentes",
        "osteoporosis", "pregnant",
    },
    "set": {"dosis", "dosierung", "wiederholungen", "repetitions", "reps", "hold", "repeticiones", "frequency"},
    "without": {"ohne", "sans", "sin", "not", "avoid", "contraindicated"},
}  # fmt: skip
# What clinics' lists have beside, and no handout needs
_HARMLESS = frozenset({
    "dob", "dateofbirth", "birthdate", "birthday", "born", "geburtsdatum", "geboren", "age", "sex", "gender", "phone",
    "tel", "telephone", "mobile", "email", "mail", "address", "street", "city", "zip", "postcode", "insurance",
    "diagnosis", "icd", "icd10", "room", "bed", "ward", "status", "created", "updated", "lastvisit", "admitted",
    "discharged", "referral", "referredby", "gp",
})  # fmt: skip
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*")
_CREDENTIALS = re.compile(r"\b(dr|pt|dpt|md|do|physio|atc|mcsp)\b\.?", re.I)


def plain(text: str) -> str:
    """Return a heading as headings are compared: small letters and digits alone."""
    return re.sub(r"[\W_]+", "", text.casefold())


def may_be(column: str, values: Sequence[str], meant: Collection[str], known: Mapping[str, Collection[str]]) -> str:
    """Return the column that one not known may be, of those whose loss would harm; nothing when there is no sign.

    `known` are the ids that there are, by the column that they stand in.
    """
    bare = plain(column)
    if bare in _HARMLESS:
        return ""
    for kind, headings in _HEADINGS.items():
        if _unaccented(bare) in headings and kind not in meant:
            return kind
    texts = [each.casefold() for each in values if each]
    if not texts:
        return ""
    if "side" not in meant and all(each.strip(" .") in _SIDES for each in texts):
        return "side"
    if "review" not in meant and all(_DATE.fullmatch(each) for each in texts):
        return "review"
    if "clinician" not in meant and all(_CREDENTIALS.search(each) for each in texts):
        return "clinician"
    for kind, ids in known.items():
        if all(each.replace(" ", "-") in ids for each in texts):
            return kind
    if "name" not in meant and all(_is_like_a_name(each) for each in values if each):
        return "name"
    return ""


def _is_like_a_name(text: str) -> bool:
    words = text.replace(",", " ").split()
    return 2 <= len(words) <= 4 and all(each[0].isupper() and each[1:].replace("-", "").isalpha() for each in words)


def _unaccented(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))

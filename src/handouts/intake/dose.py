"""Doses as people write them: `3 x 30 sec`, `2 sets of 10`, `twice a day`. What is not understood is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handouts.intake.quantity import plain

DoseParts = dict[str, tuple[int, int]]

PARTS = ("hold", "reps", "sets", "per_day", "days_per_week")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(  # what spreadsheets make of `8-10`
    rf"\d{{1,2}}[-/. ]{_MONTH}.*|{_MONTH}[-/. ]\d{{1,2}}.*|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|\d{{4}}-\d\d-\d\d.*",
    re.I,
)
_BOUNDS = {"hold": 600, "reps": 200, "sets": 200, "per_day": 24, "days_per_week": 7}  # what a file may hold


def _named(pattern: str) -> re.Pattern[str]:
    """Write `<reps>` out as a count, and `<hold>` as a time; a space stands for any."""
    number = r"(?<![\d?-])(?P<{}>\d+(?:-\d+)?){}"
    for name in re.findall(r"(?<!\?P)<([a-z_]+)>", pattern):
        after = r"s\b" if name == "hold" else r"(?![\d?]|-\d|s\b)"
        pattern = pattern.replace(f"<{name}>", number.replace("{}", name, 1).replace("{}", after))
    return re.compile(pattern.replace(" ", r"\s*"))


_X, _PER, _REPS = r"(?:x|times?)", r"(?:/|\ba\b|\bper\b|\beach\b|\bevery\b)", r"(?:reps?|repetitions?|times?)\b"
_OFTEN = (
    _named(rf"<days_per_week> (?:days?|d) (?:{_PER} (?:week|wk)|weekly)\b"),
    _named(rf"<days_a_week> {_X}? (?:{_PER} (?:week|wk)|weekly)\b"),
    _named(rf"x? <per_day> {_X} {_PER}? (?:d|day|daily)\b"),
    _named(rf"<per_day> (?:{_PER} d(?:ay)?|daily)\b"),
    _named(r"(?P<daily>\b(?:daily|(?:every|each) (?:day|morning|evening|night))\b)"),
)
_MUCH = (
    _named(rf"<sets> (?:sets? (?:of)?|x) x? <reps> (?:{_REPS})? (?:x|for|,|with|of)? (?:a )?<hold>"),
    _named(rf"<reps> (?:{_REPS})? x <sets> sets?\b"),
    _named(r"<sets> sets? (?:of|x|,)? <hold>"),
    _named(rf"<reps> (?:{_REPS})? (?:x|of) (?:hold )?<hold>"),
    _named(rf"<reps> {_X} (?:hold )?<hold>"),
    _named(rf"<hold> (?:holds?|each)? x <reps> (?:{_REPS})?"),
    _named(rf"<sets> (?:sets? (?:of|x|,)?|x) <reps> (?:{_REPS})?"),
    _named(r"<hold>"),
    _named(rf"<reps> (?:{_REPS}|x(?!\w))"),
    _named(r"(?:\breps?:?|\brepetitions?:?|(?<!\w)x) <reps>"),
    _named(r"<sets> sets?\b"),
    _named(r"\bsets?:? <sets>"),
)
# A number with one of these is not what is to be done, or not all of it.
_QUALIFIED = re.compile(
    r"\b(?:up to|at (?:least|most)|no(?:t| more)|never|more|less|fewer|than|max\w*|minimum|until|or longer|another"
    r"|in \d+|as (?:many|long|tolerated)|if|can|could|may|might|able|rest|resting|wait\w*|breaks?|between"
    r"|within|after|before"
    r"|avoid|every|other day|alternate days|hours?|minutes?|min|weeks?|months?|years?|aged?|is|are|equals?"
    r"|progress\w*|increase\w*|work(?:ing)? up|build\w*|eventually|improves?|gets? easier)\b|\d\s*\+"
)
_FILL = re.compile(  # words that stand beside a dose and change nothing of it
    r"\b(?:hold|holds|held|holding|keep|stay|repeat|repeats|do|perform|complete|this|it|the|stretch|exercise|position|for|of|on|at|with"
    r"|each|per|both|ea|side|sides|leg|legs|arm|arms|foot|feet|hand|hands|knee|knees|way|ways|direction|directions|"
    r"about|approx|approximately|around|a|an|x|times?|reps?|repetitions?|sets?|dose|dosage|frequency|duration|then|and|session"
    r"|sessions|here|there|slow|slowly|gently|total|left|right|x)\b|[^\w?]"
)
_REST = re.compile(r"[,;(]?\s*(?:with )?(?:(?:\d[\d-]*s (?:of )?)rest\b|\brest(?:ing)?\b)[^,;)]*")
_VERB = r"\b(?:repeat|perform|do|complete|practi[cs]e)\b"
_HELD = _named(
    r"\b(?:hold|holding|held|stay|remain|maintain|keep|stretch)\b(?P<gap>[^.;!?\d]{0,60}?)(?<!\w)(?:(?<=hold\s)|(?<=holding\s)|(?:for|hold|holding|about|"
    r"around|approximately|it|this|position|stretch|pose|here|there|still|:)[\s:]*)<hold>"
)
_REPEATED = _named(rf"{_VERB}(?P<gap>[^.;!?\d]{{0,40}}?)(?:<sets> sets? (?:of|x) )?<reps> (?:{_REPS})(?! more)")
_STOPS = re.compile(rf"{_QUALIFIED.pattern}|\b(?:breath|relax\w*|then|return|release|lower|let go)\b")


@dataclass(frozen=True, slots=True)
class DoseReading:
    """A dosage and a range as files write them, and what is not understood, or not all of it."""

    dosage: Mapping[str, Any]
    range: Mapping[str, Any]
    unread: tuple[str, ...]
    is_sure: bool  # false: some of it stands in the instructions only


def dosage(columns: Mapping[str, str], steps: Iterable[str] = ()) -> DoseReading:
    """Read `dose`, `hold`, `reps`, `sets`, `per_day` and `days_per_week`; what they leave open, the steps may say."""
    parts: DoseParts = {}
    unread: list[str] = []
    for name, text in columns.items():
        own, is_whole = _of_column(name, text)
        if not is_whole or any(parts.get(field, span) != span for field, span in own.items()):
            unread.append(text)
        parts |= own
    prose, twice = _of_steps(steps)
    more = {field: span for field, span in _fitting(prose).items() if field not in parts}
    unread += [f"{field} in the steps" for field in twice if field not in parts]
    ordered = [(field, *(parts | more)[field]) for field in PARTS if field in parts | more]
    return DoseReading(
        {field: _written(field, low, high) for field, low, high in ordered},
        {field: f"{low}-{high}" for field, low, high in ordered if high > low and field != "hold"},
        tuple(unread),
        not more,
    )


def _written(field: str, low: int, high: int) -> int | str:
    """Write what a file holds: of a range of counts the lower one."""
    if field != "hold":
        return low
    return f"{low}-{high} s" if high > low else f"{low} s"


def _of_column(name: str, text: str) -> tuple[DoseParts, bool]:
    """Read a column of its own, in which a bare number is enough, and tell whether that is all that it says."""
    if _DATE.fullmatch(text.strip()):
        return {}, False
    plainly = _REST.sub(" ; ", whole := plain(text, in_column=True))
    if _QUALIFIED.search(_taken(plainly, _OFTEN)[1]):
        return {}, False
    bare = re.fullmatch(r"(\D*?)(?<![?\w-])(\d+)(?:-(\d+))?(?![\d?-]|s\b)([^\d?]*)", plainly)
    days = r"\bdays?\b" if name == "days_per_week" else r"(?!)"
    if bare and name != "dose" and not re.search(r"\w", _FILL.sub("", re.sub(days, "", bare[1] + bare[4]))):
        parts, rest = {name: (int(bare[2]), int(bare[3] or bare[2]))}, ""
    else:
        parts, rest = _parts(plainly)
    is_hold = name == "hold" or parts.keys() & {"reps", "sets"} or re.search(r"\bh[eo]ld", plainly)
    if "hold" in parts and not is_hold:  # it may be how long in all
        parts, rest = {field: span for field, span in parts.items() if field != "hold"}, "?"
    fitting = _fitting(parts)
    return fitting, bool(parts) and fitting == parts and plainly == whole and not re.search(r"[\d?]", rest)


def _fitting(parts: DoseParts) -> DoseParts:
    return {field: span for field, span in parts.items() if 1 <= span[0] <= span[1] <= _BOUNDS[field]}


def _taken(text: str, patterns: Iterable[re.Pattern[str]]) -> tuple[list[tuple[str, str]], str]:
    """Return what the patterns say, in their order, and the text without it."""
    spans: list[tuple[str, str]] = []
    for pattern in patterns:
        spans += [
            (field, span) for match in pattern.finditer(text) for field, span in match.groupdict().items() if span
        ]
        text = pattern.sub(" ; ", text)
    return spans, text


def _parts(text: str) -> tuple[DoseParts, str]:
    """Find the parts of a dose in a text that holds nothing else; none when it says one of them twice."""
    spans, rest = _taken(text, (*_OFTEN, *_MUCH))
    parts: DoseParts = {}
    if re.search(r"[\d?]\s*-|-\s*[\d?]", rest):  # half of a range
        return {}, text
    for field, span in _implied(spans):
        low, _, high = span.partition("-")
        if parts.setdefault(field, (int(low), int(high or low))) != (int(low), int(high or low)):
            return {}, text
    return parts, rest


def _implied(spans: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Say with `2 times a day` that it is on every day, and with `3 times a week` that it is once on each of 3 days."""
    spans = list(spans)
    fields = {field for field, _ in spans}
    for field, span in spans:
        if field == "days_a_week":
            yield "days_per_week", span
            if "per_day" not in fields:
                yield "per_day", "1"
        elif field == "daily" and "per_day" not in fields:
            yield "per_day", "1"
        elif field not in {"daily", "days_a_week"}:
            yield field, span
    if fields & {"daily", "per_day"} and not fields & {"days_a_week", "days_per_week"}:
        yield "days_per_week", "7"


def _of_steps(steps: Iterable[str]) -> tuple[DoseParts, tuple[str, ...]]:
    """Find the parts of a dose in instructions, and those that stand there twice with different values."""
    spans_of: dict[str, set[tuple[int, int]]] = {}
    for step in steps:
        for sentence in re.split(r"(?<=[.!?;])\s+", step):
            for field, span in _of_sentence(plain(sentence, in_column=False)).items():
                spans_of.setdefault(field, set()).add(span)
    once = {field: next(iter(spans)) for field, spans in spans_of.items() if len(spans) == 1}
    return once, tuple(field for field in spans_of if field not in once)


def _of_sentence(text: str) -> DoseParts:
    often, much = _taken(text, _OFTEN)
    if not re.search(r"\w", _FILL.sub("", _taken(much, _MUCH)[1])) and not _QUALIFIED.search(much):
        return _parts(text)[0]
    parts: DoseParts = {}
    if often and re.search(_VERB, text) and not _QUALIFIED.search(much):
        parts |= _parts(" ; ".join(match[0] for pattern in _OFTEN for match in pattern.finditer(text)))[0]
    for pattern in (_HELD, _REPEATED):
        match = pattern.search(much)
        if match and not _STOPS.search(match["gap"]) and not _STOPS.search(_around(much, match)):
            spans = [(field, span) for field, span in match.groupdict().items() if span and field != "gap"]
            parts |= {field: _span(span) for field, span in spans}
    return parts


def _span(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def _around(text: str, match: re.Match[str]) -> str:
    """Return the clause before and the words right after, which may turn the meaning: `if you can, … or longer`."""
    before = re.split(r"[;:]|\band\b|\bthen\b", text[: match.start()])[-1]
    after = re.split(r"[,.;:!?]|\bthen\b|\band\b", text[match.end() :])[0]
    return before + " | " + after

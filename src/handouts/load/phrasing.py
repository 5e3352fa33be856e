"""pydantic's findings in the reader's words, at their place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from handouts.problems import Loc, Place, Problem, error, nearest

_LONGEST_TOLD = 80

# What a pattern means, for those that files use; the pattern itself would help nobody.
_FORMS = {
    r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][!-~]*)?$": "an address of the web such as `clinic.example/back`",
    r"^#[0-9A-Fa-f]{6}$": "a colour such as `#1f6f78`, in quotes",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "an id: small letters, digits and single hyphens",
    r"^[A-Z]\d{1,2}$": "the id of a rule such as `R2`",
    r"^\d{4}-\d{2}-\d{2}$": "a date such as `2026-11-21`",
    r"^[0-9][0-9 -]{1,14}$": "a number to call, such as `115`, in quotes",
    r"^[A-Z]{2}$": "a country code such as `US`",
    r"^[a-z]{2}(-[A-Z]{2})?$": "a language code such as `en-US`",
    r"^\d{1,2} (weeks?|days?|months?)$": "a time such as `4 weeks`",
}
MUST_BE = {
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping of names to values",
    "model_type": "a mapping of names to values",
    "model_attributes_type": "a mapping of names to values",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_parsing": "`true` or `false`",
    "bool_type": "`true` or `false`",
    "int_parsing_size": "a whole number of a few digits",
    "string_unicode": "text",
    "none_required": "left out",
}
_BOUNDS = {
    "greater_than_equal": ("at least", "ge"), "less_than_equal": ("at most", "le"),
    "greater_than": ("more than", "gt"), "less_than": ("less than", "lt"),
}  # fmt: skip


def phrase(
    finding: ErrorDetails,
    model: type[BaseModel],
    places: Mapping[Loc, Place],
    keys: Mapping[Loc, Place],
    path: str,
    hints: Mapping[Loc, str],
) -> tuple[Loc, Problem]:
    """Return where a finding stands in the file (without pydantic's own steps) and how to tell it."""
    loc = _in_file(finding["loc"], keys, places)
    place = places.get(loc, Place(path, 1, 1))
    kind = finding["type"]
    if kind == "extra_forbidden":
        within = f" in {shown(loc[:-1])}" if loc[:-1] else ""
        hint = nearest(str(loc[-1]), _fields(model, loc[:-1]))
        return loc, error(keys.get(loc, place), f"unknown field `{loc[-1]}`{within}", hint)
    if kind == "missing":
        within = f" in {shown(loc)}" if loc else ""
        return (*loc, finding["loc"][-1]), error(place, f"`{finding['loc'][-1]}` is missing{within}")
    return loc, error(place, _message(finding, shown(loc)), hints.get(loc) or _hint(finding))


def shown(loc: Loc) -> str:
    """Write a path as `stretches[2].dosage`, counting list items from 1."""
    text = ""
    for step in loc:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _in_file(loc: Loc, keys: Mapping[Loc, Place], places: Mapping[Loc, Place]) -> Loc:
    """Drop the steps that stand for a branch of a union or a validator, and those that the file does not have."""
    kept: Loc = ()
    for step in loc:
        if (*kept, step) in keys or (isinstance(step, int) and (*kept, step) in places):
            kept = (*kept, step)
    return kept


def _message(finding: ErrorDetails, name: str) -> str:
    kind, value = finding["type"], finding["input"]
    subject = f"`{name}`" if name else "the file"
    if kind == "template":  # our own words
        return finding["msg"]
    if kind == "value_error" and isinstance(value, dict):  # a rule on several fields at once
        return f"{subject}: {reason(finding)}" if name else reason(finding)
    if kind == "string_too_short":
        return f"{subject} is empty"
    if kind == "string_too_long":
        return f"{subject} is {reason(finding)}"
    if kind in {"too_short", "too_long"}:
        return f"{subject} has {finding['ctx']['actual_length']} entries; {reason(finding)}"
    joint = ", which is" if kind == "literal_error" else ";"
    return f"{subject} is {_told(value)}{joint} {reason(finding)}"


def reason(finding: ErrorDetails) -> str:
    """Say what a value must be, or what is wrong with it."""
    kind, context = finding["type"], finding.get("ctx", {})
    if kind in MUST_BE:
        return f"it must be {MUST_BE[kind]}"
    if kind in _BOUNDS:
        word, bound = _BOUNDS[kind]
        return f"it must be {word} {context[bound]}"
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return "not one of its values"
    if kind == "string_pattern_mismatch":
        return f"it must be {_FORMS.get(str(context['pattern']), 'of another form')}"
    if kind in {"too_short", "too_long"}:
        bound = f"at least {context['min_length']}" if kind == "too_short" else f"at most {context['max_length']}"
        return f"it must have {bound}"
    if kind == "string_too_long":
        return f"longer than {context['max_length']} letters"
    return "it does not fit here"


def _hint(finding: ErrorDetails) -> str:
    if finding["type"] != "literal_error":
        return ""
    expected = [each.strip("'") for each in str(finding.get("ctx", {})["expected"]).replace(" or ", ", ").split(", ")]
    return nearest(str(finding["input"]), expected) or "one of " + ", ".join(f"`{each}`" for each in expected)


def _told(value: Any) -> str:
    """Write a value as it was given, a long one cut."""
    if not isinstance(value, str | int | float):
        return _kind_of(value)
    text = str(value)
    return f"`{text}`" if len(text) <= _LONGEST_TOLD else f"`{text[:_LONGEST_TOLD]}…`"


def _kind_of(value: Any) -> str:
    if value is None:
        return "empty"
    return (
        "a list" if isinstance(value, list | tuple) else "a mapping" if isinstance(value, dict) else "of another kind"
    )


def _fields(model: type[BaseModel], loc: Loc) -> list[str]:
    """Name the fields that are known at `loc`, as files write them."""
    models = [model]
    for step in loc:
        if isinstance(step, str):
            models = [inner for each in models for inner in _models_of(each, step)]
    return [field.alias or name for each in models for name, field in each.model_fields.items()]


def _models_of(model: type[BaseModel], step: str) -> Iterator[type[BaseModel]]:
    for name, field in model.model_fields.items():
        if step in {name, field.alias}:
            yield from _models_in(field.annotation)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)

"""The pieces that all file models share: strictness, ids, durations, ranges, colours."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from handouts import units


class FileModel(BaseModel):
    """A mapping in a file. Unknown keys are errors, so that a typo never passes for a setting.

    A model's validator is built when a file is first checked by it, and most commands check few kinds. So defaults that
    are models themselves are constructed: to check them would build their validators at once.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=False, populate_by_name=True, allow_inf_nan=False, defer_build=True
    )


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{1,2}$")]
LONGEST_LINE = 400


def _one_line(value: Any) -> Any:
    """Read a text of several lines as one: a line break in a file is where its lines end, not the page's."""
    return re.sub(r"\s*\n\s*", " ", value.strip()) if isinstance(value, str) and "\n" in value else value


TextLine = Annotated[
    str,
    BeforeValidator(_one_line),
    StringConstraints(min_length=1, max_length=LONGEST_LINE, strip_whitespace=True),
]

EXTENDS = "the id of a file that this one changes: what it does not say is as there; `null` takes a field out"


def bare_address(value: Any) -> Any:
    """Take off an address of the web what nobody types: `https://` before it and `/` after it."""
    if not isinstance(value, str):
        return value
    return re.sub(r"^https?://", "", value.strip(), flags=re.IGNORECASE).removesuffix("/")


def read_address(value: Any) -> Any:
    """Read `clinic.example/back` as an address of the web, with https:// where it says nothing."""
    if not isinstance(value, str):
        return value
    address = value.strip()
    return address if _SCHEME.match(address) or not address else f"https://{address}"


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ADDRESS = r"^https?://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][!-~]*)?$"
_SPAN = re.compile(r"(\d{1,4})(?:\s*(?:-|–|to)\s*(\d{1,4}))?")
_SECONDS = re.compile(rf"{_SPAN.pattern}\s*(s|sec|seconds?|min|minutes?)?")


class Span(BaseModel):
    """A whole number or a range of them, both ends included. Written `5` or `5-10`."""

    model_config = ConfigDict(frozen=True, defer_build=True)
    low: int
    high: int

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int) and self.low <= value <= self.high

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"


def _span(match: re.Match[str] | None, expected: str, factor: int = 1) -> Span:
    if match is None:
        raise ValueError(f"expected {expected}")
    low = int(match[1]) * factor
    high = int(match[2]) * factor if match[2] else low
    if high < low:
        raise ValueError(f"the range runs backwards: write `{high}-{low}`")
    return Span(low=low, high=high)


def read_span(value: Any) -> Any:
    """Read `5` or `5-10` into a Span."""
    if isinstance(value, bool | Span | dict):
        return value
    return _span(_SPAN.fullmatch(str(value).strip()), "a whole number such as `5`, or a range such as `5-10`")


def read_seconds(value: Any) -> Any:
    """Read `30 s`, `30-60 s` or `1 min` into a Span of seconds."""
    if isinstance(value, Span | dict):
        return value
    match = _SECONDS.fullmatch(str(value).strip())
    factor = 60 if match and (match[3] or "").startswith("min") else 1
    return _span(match, "a time such as `30 s` or `30-60 s`", factor)


def read_whole_seconds(value: Any) -> Any:
    """Read `10 s` into a number of seconds."""
    if isinstance(value, int):
        return value
    span = read_seconds(value)
    if isinstance(span, Span) and span.low == span.high:
        return span.low
    raise ValueError("expected one time such as `10 s`, not a range")


def read_length(value: Any) -> Any:
    """Read `40 mm`, `0.6 in` or `12 pt` into points."""
    try:
        return units.length(str(value))
    except ValueError as problem:
        raise ValueError("expected a length such as `40 mm`, `0.6 in` or `12 pt`") from problem


def _text_schema(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": ["string", "integer"], "pattern": pattern, "examples": [example]})


Count = Annotated[int, Field(ge=1, le=200)]
Seconds = Annotated[Span, BeforeValidator(read_seconds), _text_schema(rf"^{_SECONDS.pattern}$", "30 s")]
WholeSeconds = Annotated[
    int, Field(ge=0, le=600), BeforeValidator(read_whole_seconds), _text_schema(r"^\d+ ?s?$", "10 s")
]
Range = Annotated[Span, BeforeValidator(read_span), _text_schema(rf"^{_SPAN.pattern}$", "5-10")]
Length = Annotated[float, BeforeValidator(read_length), _text_schema(r"^[\d.]+ ?(pt|mm|cm|in)?$", "40 mm")]
Address = Annotated[str, StringConstraints(pattern=_ADDRESS), BeforeValidator(read_address)]
WebLine = Annotated[TextLine, BeforeValidator(bare_address)]
HexColor = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]


class Qr(FileModel):
    """A QR code at the end of a handout, with the address in print beside it."""

    url: Address = Field(description="a short address, such as `clinic.example/back`: people type it, too")
    caption: TextLine = Field(description="what is found there, as in `Watch how it is done`")

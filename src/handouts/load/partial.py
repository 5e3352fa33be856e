"""What of a file fits its model, where not all does: enough to look at what it names, never to make anything from."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

T = TypeVar("T", bound=BaseModel)
_EMPTY: dict[Any, Any] = {tuple: (), dict: {}, str: ""}


def partial_value(model: type[T], raw: Any, wrong: Collection[int | str]) -> T | None:
    """Return a value of the fields that fit; the others have their defaults, or are empty."""
    if not isinstance(raw, dict):
        return None
    values = {}
    for name, info in model.model_fields.items():
        key = info.alias or name
        fits = key in raw and key not in wrong
        values[name] = _value(info, raw[key]) if fits else _default(info)
    return model.model_construct(**values)


def _value(info: FieldInfo, raw: Any) -> Any:
    try:
        return TypeAdapter(info.rebuild_annotation()).validate_python(raw)
    except ValidationError:  # it fits only in company of another field
        return _default(info)


def _default(info: FieldInfo) -> Any:
    if not info.is_required():
        return info.get_default(call_default_factory=True)
    annotation: Any = info.annotation
    return _EMPTY.get(get_origin(annotation) or annotation)

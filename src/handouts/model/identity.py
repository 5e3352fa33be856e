"""A value that is looked up by which one it is, not by what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, eq=False)
class Same(Generic[Value]):
    """Stands for a value in a cache: two are equal when they hold the same object.

    To look into all of a template or a stretch would take longer than what is looked up takes to make.
    """

    value: Value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)

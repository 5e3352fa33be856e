"""Where muscles lie on the body, for the marked areas of pictures."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from handouts.model.base import FileModel, Id

_AROUND = re.compile(r"(-?\d+)-(-?\d+)")


class Patch(FileModel):
    """An area on a part: between two shares of its length and two angles around it, 0 the front, 90 the outer side."""

    part: Literal["thigh", "shank", "foot", "buttock", "trunk", "neck", "yoke", "upper arm", "forearm"]
    start: float = Field(alias="from")
    end: float = Field(alias="to")
    around: Annotated[str, StringConstraints(pattern=rf"^{_AROUND.pattern}$")]
    both: bool = Field(False, description="on both sides at once")

    @property
    def degrees(self) -> tuple[float, float]:
        """The two angles."""
        match = _AROUND.fullmatch(self.around)
        assert match is not None  # the pattern above
        return float(match[1]), float(match[2])


class Muscles(FileModel):
    """`assets/figures/muscles.yaml`."""

    muscles: dict[Id, tuple[Patch, ...]]

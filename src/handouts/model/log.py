"""The diary, as files set it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

LogSetting = Literal["on", "off"] | Annotated[int, Field(ge=1, le=12)]  # a number is of weeks

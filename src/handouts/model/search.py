"""How people ask for stretches: words to pass over, and what the catalog calls what they name."""

from __future__ import annotations

from pydantic import Field

from handouts.model.base import Entry, Line


class SearchWords(Entry):
    """`routines/search-words.yaml`."""

    ignore: tuple[Line, ...] = Field((), description="words that tell no stretch from another")
    means: dict[Line, tuple[Line, ...]] = Field(
        {}, description="what people say to what the catalog's files say, one or more ways"
    )

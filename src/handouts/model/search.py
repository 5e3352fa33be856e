"""How people ask for stretches: words to pass over, and what the catalog calls what they name."""

from __future__ import annotations

from pydantic import Field

from handouts.model.base import FileModel, TextLine


class SearchWords(FileModel):
    """`routines/search-words.yaml`."""

    ignore: tuple[TextLine, ...] = Field((), description="words that tell no stretch from another")
    means: dict[TextLine, tuple[TextLine, ...]] = Field(
        {}, description="what people say to what the catalog's files say, one or more ways"
    )

"""`synonyms.yml`: the words that people type, and those of the library that they mean."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field, model_validator

from builder.model.base import PUBLIC, Authored, Id, Slug, Source, Text


class Synonym(Authored):
    """Words for one thing, in any language: each of them finds what the library says about it."""

    words: tuple[Text, ...] = Field(
        min_length=1, json_schema_extra=PUBLIC, description="What people type, in small letters; capitals, accents and plurals need not be told apart"
    )
    means: tuple[Text, ...] = Field((), json_schema_extra=PUBLIC, description="Words or phrases of the library's own pages")
    pages: tuple[Id, ...] = Field((), json_schema_extra=PUBLIC, description="Sessions and handouts that stand first, whatever else is found")
    help: bool = Field(False, description="Who to call, or for staff the risk steps, stands above all that is found")

    line: Slug | None = Field(None, description="Id of the crisis line in program.yml that is for this: participants see it before the others")

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Synonym:
        if not (self.means or self.pages):
            raise ValueError("a synonym says what it `means`, or which `pages` come first")
        return self


class SynonymsMeta(Authored):
    synonyms: tuple[Synonym, ...] = ()


@dataclass(frozen=True)
class Synonyms:
    meta: SynonymsMeta
    source: Source

"""`sources.yml`, `language.yml` and `standards/*.yml`: what the library leans on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, model_validator

from builder.model.base import Authored, Slug, Source, Text


class Citation(Authored):
    """One source, once; sessions cite it as `[@id]`."""

    authors: Text
    year: int = Field(strict=True, ge=1800, le=2100)
    title: Text
    edition: Text | None = None
    publisher: Text | None = None
    journal: Text | None = Field(None, description="With volume, issue and pages")
    doi: Text | None = Field(None, pattern=r"^10\.\d{4,}/\S+$")
    url: Text | None = Field(None, pattern=r"^https?://")
    isbn: Text | None = None
    kind: Literal["guideline", "manual", "trial", "review", "instrument", "law", "book", "study"]
    checked: Text = Field(description="How someone made sure that it exists and says this")

    @model_validator(mode="after")
    def has_a_publisher_or_journal(self) -> Citation:
        if not (self.publisher or self.journal):
            raise ValueError("a source needs a publisher or a journal")
        return self


class Words(Authored):
    """Words to avoid and what to write instead."""

    avoid: tuple[Text, ...] = Field(min_length=1, description="The forms, in lower case")
    instead: Text
    why: Text
    source: Slug | None = None


class LanguageMeta(Authored):
    words: tuple[Words, ...] = ()
    suicide: tuple[Words, ...] = Field((), description="Wording about suicide that does harm: never a warning, always an error")
    exceptions: tuple[Text, ...] = Field((), description="Names and titles in which such words may stand")


class Requirement(Authored):
    """One thing that a standard asks for; what the planner does with `kind` stands in builder/planner."""

    kind: Literal["hours-per-week", "hours-per-day", "days-per-week", "group-size", "topics", "weeks", "note"]
    text: Text = Field(description="The requirement in plain words")
    minimum: float | None = None
    maximum: float | None = None
    topics: tuple[Slug, ...] = ()


class StandardMeta(Authored):
    """A rule of a payer, a state or a level of care, as data. Never 'certified', never 'endorsed'."""

    title: Text
    summary: Text
    source: Text = Field(description="Title and place of the text that the requirement was read in")
    url: Text | None = Field(None, pattern=r"^https?://")
    checked_on: datetime.date
    confidence: Literal["primary", "secondary", "unverified"]
    requirements: tuple[Requirement, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Sources:
    citations: Mapping[str, Citation]
    source: Source


@dataclass(frozen=True)
class Language:
    meta: LanguageMeta
    source: Source


@dataclass(frozen=True)
class Standard:
    id: str
    meta: StandardMeta
    source: Source

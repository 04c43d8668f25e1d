"""`sources.yml`, `language.yml` and `standards/*.yml`: what the library leans on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from builder.model.base import PUBLIC, WEB, Authored, LooseDay, Slug, Source, Text
from builder.model.track import Kind


class Citation(Authored):
    """One source, once; sessions cite it as `[@id]`."""

    authors: Text = Field(json_schema_extra=PUBLIC)
    year: int = Field(strict=True, ge=1800, le=2100)
    title: Text = Field(json_schema_extra=PUBLIC)
    edition: Text | None = Field(None, json_schema_extra=PUBLIC)
    publisher: Text | None = Field(None, json_schema_extra=PUBLIC)
    journal: Text | None = Field(None, json_schema_extra=PUBLIC, description="With volume, issue and pages")
    doi: Text | None = Field(None, json_schema_extra=PUBLIC, pattern=r"^10\.\d{4,}/[^\s\u00ad\u200b-\u200f\u2060]+$")
    url: Text | None = Field(None, json_schema_extra=PUBLIC, pattern=WEB)
    isbn: Text | None = Field(None, json_schema_extra=PUBLIC)
    kind: Literal["guideline", "manual", "trial", "review", "instrument", "law", "book", "study"]
    checked: Text = Field(description="How someone made sure that it exists and says this")
    unseen: Text | None = Field(None, description="Why citations give no page or chapter of it: what could not be looked at")

    @model_validator(mode="after")
    def has_a_publisher_or_journal(self) -> Citation:
        if not (self.publisher or self.journal):
            raise ValueError("a source needs a publisher or a journal")
        return self


class WordsToAvoid(Authored):
    """Words to avoid and what to write instead."""

    avoid: tuple[Text, ...] = Field(min_length=1, description="The forms, in lower case")
    instead: Text
    why: Text
    source: Slug | None = None


class Image(Authored):
    """A picture in words that wears out: it may stand in two sessions of a library, and no more."""

    name: Text
    words: tuple[Text, ...] = Field(min_length=1, description="The forms by which it is known, in lower case; '*' ends the stem of a word")


class LanguageMeta(Authored):
    words: tuple[WordsToAvoid, ...] = ()
    suicide: tuple[WordsToAvoid, ...] = Field((), description="Wording about suicide that does harm: never a warning, always an error")
    exceptions: tuple[Text, ...] = Field((), description="Names and titles in which such words may stand")
    images: tuple[Image, ...] = Field((), description="Pictures in words that wear out: each may stand in two sessions")
    names: tuple[Text, ...] = Field((), description="Names that are no person's: places, months, makes; the cast is in people.yml")


def _is_a_number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("this must be a number, as in 9 or 19.9")
    return value


Amount = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False), BeforeValidator(_is_a_number)]
"""How much of something; decimals count for hours alone."""

OF_KINDS = (
    "hours-per-week", "hours-per-day", "hours-per-month", "services-per-day", "services-per-week", "services-per-month", "group-size"
)  # fmt: skip
"""Kinds of requirement that can count some kinds of parts alone."""

Confidence = Literal["primary", "secondary", "unverified"]
"""How sure a fact is: read in the text itself, read about elsewhere, or remembered and still to be checked."""


class Requirement(Authored):
    """One thing that a standard asks for; what the planner does with each `kind` stands in `builder/planner/standards.py`.

    `minimum` and `maximum` are hours (with decimals, to the minute), days, weeks, services or people, as `kind` says. A month is any four weeks in
    a row. Source, address, date and confidence are the standard's where a requirement does not give its own.
    """

    kind: Literal[
        "hours-per-week", "hours-per-day", "hours-per-month", "days-per-week", "services-per-day", "services-per-week", "services-per-month",
        "weeks", "group-size", "topics", "note",
    ]  # fmt: skip
    text: Text = Field(description="The requirement in plain words")
    minimum: Amount | None = None
    maximum: Amount | None = None
    of: tuple[Kind, ...] = Field((), description="Kinds of parts that count; all but breaks when it is left out")
    topics: tuple[Slug, ...] = ()
    source: Text | None = Field(None, description="Where this one requirement was read, when not in the standard's source")
    url: Text | None = Field(None, pattern=WEB)
    checked_on: LooseDay | None = None
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def asks_for_something(self) -> Requirement:
        if self.kind == "topics" and not self.topics:
            raise ValueError("a requirement of kind 'topics' names its topics")
        if self.kind not in ("topics", "note", "services-per-day") and self.minimum is None and self.maximum is None:
            raise ValueError(f"a requirement of kind '{self.kind}' needs a minimum or a maximum")
        if self.of and self.kind not in OF_KINDS:
            raise ValueError(f"`of` counts parts of a day, and cannot stand beside the kind '{self.kind}'")
        if "break" in self.of:
            raise ValueError("breaks never count; take `break` out of `of`")
        if self.kind in ("topics", "note") and (self.minimum is not None or self.maximum is not None):
            raise ValueError(f"a requirement of kind '{self.kind}' is not measured, and has no minimum and no maximum")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"nothing is at least {self.minimum:g} and at most {self.maximum:g}")
        for amount in (self.minimum, self.maximum):
            if amount is not None and abs(self._scaled(amount) - round(self._scaled(amount))) > 1e-6:
                unit = "minutes, as in 19.9 h" if self.kind.startswith("hours") else "ones"
                raise ValueError(f"{amount:g} does not come to whole {unit}")
        return self

    def in_units(self, amount: Amount | None) -> int | None:
        """An amount as the planner counts: minutes for hours, else what it is."""
        return None if amount is None else round(self._scaled(amount))

    def _scaled(self, amount: Amount) -> Amount:
        return amount * 60 if self.kind.startswith("hours") else amount


class StandardMeta(Authored):
    """A rule of a payer, a state or a level of care, as data. A track meets its hours; nothing here certifies or endorses."""

    title: Text = Field(description="Reads on after 'meets the hours of'")
    summary: Text
    source: Text = Field(description="Title and place of the text that the requirements were read in")
    url: Text | None = Field(None, pattern=WEB)
    checked_on: LooseDay
    confidence: Confidence
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

"""A track: weeks, days and sessions, as a director writes them. Every number is computed from it, none is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from builder.model.base import PUBLIC, Authored, Id, Minutes, Slug, Source, Text
from builder.text.tree import Document

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Clock = Annotated[str, StringConstraints(strict=True, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Again(Authored):
    """A session that comes a second time in the track, as a practice lab: `again: cbt/first-thought`."""

    again: Id


Slot = Id | Again
DayPart = Literal["session"] | Mapping[Literal["check-in", "break", "process", "education", "practice", "wrap-up"], Minutes]


class Week(Authored):
    theme: Text = Field(json_schema_extra=PUBLIC)
    mon: tuple[Slot, ...] | None = None
    tue: tuple[Slot, ...] | None = None
    wed: tuple[Slot, ...] | None = None
    thu: tuple[Slot, ...] | None = None
    fri: tuple[Slot, ...] | None = None
    sat: tuple[Slot, ...] | None = None
    sun: tuple[Slot, ...] | None = None

    def days(self) -> tuple[tuple[str, tuple[Slot, ...]], ...]:
        """The days on which the group meets, in the order of the week."""
        return tuple((day, slots) for day in DAYS if (slots := getattr(self, day)) is not None)


class TrackMeta(Authored):
    """Front matter of `tracks/<track>.md`; the body is the participant's introduction."""

    title: Text = Field(json_schema_extra=PUBLIC)
    population: Slug
    enrolment: Literal["rolling", "cohort"]
    standards: tuple[Slug, ...] = ()
    start: Clock = Field(description='When a meeting begins, in quotes: "17:30"')
    day: tuple[DayPart, ...] = Field(min_length=1, description="The shape of every meeting; breaks do not count as treatment")
    schedule: tuple[Week, ...] = Field(min_length=1)
    was: tuple[Id, ...] = ()

    @field_validator("day")
    @classmethod
    def one_length_a_part(cls, day: tuple[DayPart, ...]) -> tuple[DayPart, ...]:
        for part in day:
            if not isinstance(part, str) and len(part) != 1:
                raise ValueError("write each part of the day on a line of its own, '- break: 10'")
        return day


@dataclass(frozen=True)
class Track:
    id: str
    meta: TrackMeta
    body: Document
    source: Source

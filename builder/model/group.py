"""A running group: a track put on dates, at a place, led by somebody. It knows nobody who comes: there is no field for clients, and none may be added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from builder.model.base import PUBLIC, Authored, Day, Slug, Source, Text, Title
from builder.model.closures import Closed, ClosuresMeta
from builder.model.duty import OnDuty
from builder.model.program import has_public_holidays
from builder.model.track import Clock

MOST_ROUNDS = 99

Leaders = Mapping[Slug, Title | None]
"""Who leads, by role: a name that the program writes itself, or nobody's yet."""


def _is_a_number_of_rounds(rounds: object) -> object:
    if rounds == "endless" or (isinstance(rounds, int) and not isinstance(rounds, bool) and 1 <= rounds <= MOST_ROUNDS):
        return rounds
    raise ValueError(f"'{rounds}' is no number of rounds; write 1 to {MOST_ROUNDS}, or endless")


def _is_none_or_has_holidays(place: str) -> str:
    return place if place == "none" else has_public_holidays(place)


def where(*parts: str | None) -> str:
    """A place and a room in one, as far as they are said: `Main office, Room 2`."""
    return ", ".join(filter(None, parts))


class OnOneDay(Authored):
    """What may be otherwise on one day; what is not said is as always."""

    start: Clock | None = Field(None, description='Another time to begin, in quotes: "18:00"')
    place: Title | None = None
    room: Title | None = Field(None, json_schema_extra=PUBLIC, description="Public: another room")
    leaders: Leaders = Field(default_factory=dict, description="Other leaders, by role; the other roles stay as they are")


class MakeUp(OnOneDay):
    """A meeting that was missed and is held on another day."""

    missed: Day = Field(description="The closed day, or the day of a meeting that is cancelled")
    on: Day = Field(description="The day on which it is held")


class MeetingChange(OnOneDay):
    """One meeting that is held otherwise, or not at all."""

    on: Day = Field(description="The day on which it would be held")
    to: Day | None = Field(None, description="Another day, on which it is held")
    cancelled: Text | None = Field(None, json_schema_extra=PUBLIC, description="Public: why it is not held at all")

    @model_validator(mode="after")
    def says_one_thing(self) -> MeetingChange:
        others = [name for name in ("to", "start", "place", "room", "leaders") if getattr(self, name)]
        if self.cancelled and others:
            raise ValueError(f"this meeting is cancelled, and has '{others[0]}' too; write one of the two")
        if not self.cancelled and not others:
            raise ValueError("this change changes nothing; write to, start, place, room, leaders or cancelled")
        return self


class GroupMeta(Authored):
    """`groups/<group>.yml`."""

    track: Slug = Field(description="The track that it runs")
    title: Title = Field(json_schema_extra=PUBLIC, description="Public: what people call it, on the board and in the schedule")
    cohort: Title | None = Field(None, description="Which of several groups of one track it is: B")
    start: Day = Field(description="The day of the first meeting, on the weekday on which the track begins")
    rounds: Annotated[Literal["endless"] | int, BeforeValidator(_is_a_number_of_rounds)] = Field(
        1, description="How many times it goes through the track; endless for a group that always runs"
    )
    site: Slug | None = Field(None, description="At which of the program's sites it meets, by the name of the site's file: harbor")
    place: Title | None = Field(None, description="The name of the place: Main office")
    room: Title | None = Field(
        None, json_schema_extra=PUBLIC, description="Public: the room there, as in Room 2. Two groups in one room at one time are a finding"
    )
    rooms: Mapping[Slug, Title] = Field(
        default_factory=dict,
        json_schema_extra=PUBLIC,
        description="Public: rooms of the track's streams, by name: {mood: Room 3}; the others stay in `room`",
    )
    leaders: Leaders = Field(default_factory=dict, description="Role to a name, or to nothing where no name is written: {lead: , co-lead: }")
    on_duty: OnDuty | None = Field(None, description="Staff only: the clinician on duty of this group, where it is not the program's")
    policy: Literal["reflow", "skip"] = Field(
        "reflow", description="A meeting on a closed day moves on, and all after it (reflow), or is missed (skip)"
    )
    holidays: Annotated[Text, AfterValidator(_is_none_or_has_holidays)] | None = Field(
        None, description="Whose public holidays are closed days: US, or US-TX, or none; when left out, those of `public_holidays` in program.yml"
    )
    closed: tuple[Closed, ...] = Field((), max_length=400, description="Closed days of the group's own")
    open: tuple[Day, ...] = Field((), max_length=400, description="Holidays on which it meets all the same")
    make_up: tuple[MakeUp, ...] = Field((), max_length=400, description="Meetings that were missed, and are held on another day")
    changes: tuple[MeetingChange, ...] = Field((), max_length=400, description="Single meetings that are held otherwise, or not at all")

    @property
    def where(self) -> str:
        """`Main office, Room 2`."""
        return where(self.place, self.room)

    @property
    def closures(self) -> ClosuresMeta:
        return ClosuresMeta(closed=self.closed, open=self.open)

    @property
    def amendments(self) -> int:
        """How often the file says that a day is not as the track has it."""
        return len(self.closed) + len(self.open) + len(self.make_up) + len(self.changes)


@dataclass(frozen=True)
class RunningGroup:
    id: str
    meta: GroupMeta
    source: Source

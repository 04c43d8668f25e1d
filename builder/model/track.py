"""A track: weeks, days and sessions, as a director writes them. Every number is computed from it, none is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar, cast, get_args

from pydantic import Discriminator, Field, StringConstraints, Tag, field_validator, model_validator

from builder.finding import Place
from builder.model.base import PUBLIC, Authored, Id, Minutes, Slug, Source, Text, Title
from builder.text.marked_yaml import KeyPath, Marked
from builder.text.tree import Document

ONE_SHAPE = "day"
"""What the shape of the simple form is called, `start:` and `day:` at the top of the file."""

Clock = Annotated[str, StringConstraints(strict=True, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Weekday, ...] = get_args(Weekday)
Enrolment = Literal["rolling", "cohort", "gates"]
Kind = Literal[
    "session", "check-in", "break", "process", "education", "practice", "wrap-up", "individual", "family", "medical", "multi-family", "families", "support"
]  # fmt: skip
"""What a part of a day is."""

MOST_WEEKS, MOST_PARTS, MOST_PLACES = 52, 24, 12
"""Weeks of a track, parts of a day, and sessions of a day."""
WeekNumber = Annotated[int, Field(strict=True, ge=1, le=MOST_WEEKS)]
GroupSize = Annotated[int, Field(strict=True, ge=1, le=500)]


class Again(Authored):
    """A session that comes a second time in the track, as a practice lab: `again: cbt/first-thought`."""

    again: Id


def _kind_of_slot(value: object) -> str:
    if isinstance(value, Mapping) and len(value) > 1:
        return "streams"
    return "again" if isinstance(value, Mapping | Again) else "session"


OneSession = Annotated[Annotated[Id, Tag("session")] | Annotated[Again, Tag("again")], Discriminator(_kind_of_slot)]
Slot = Annotated[
    Annotated[Literal["open"] | Id, Tag("session")]
    | Annotated[Again, Tag("again")]
    | Annotated[Mapping[Slug, OneSession], Field(min_length=2), Tag("streams")],
    Discriminator(_kind_of_slot),
]
"""What stands at a session's place: a session; `open`, for one that is still to be chosen; or one session for each of the streams."""

DayPart = Literal["session"] | Mapping[Kind, Minutes]


def one_length_a_part(parts: tuple[DayPart, ...]) -> tuple[DayPart, ...]:
    """Refuse `{break: 10, process: 50}`, of which one would be lost."""
    for part in parts:
        if not isinstance(part, str) and len(part) != 1:
            raise ValueError("write each part of the day on a line of its own, '- break: 10'")
    return parts


Said = TypeVar("Said")


def each_once(said: tuple[Said, ...], name: Callable[[Said], str]) -> tuple[Said, ...]:
    """Refuse a list that names something twice: one of the two would be lost."""
    names = [name(one) for one in said]
    for place, one in enumerate(names):
        if one in names[:place]:
            raise ValueError(f"'{one}' is named twice")
    return said


class Shape(Authored):
    """A shape of a day: when it begins, and its parts in order."""

    start: Clock = Field(description='When a meeting begins, in quotes: "17:30"')
    parts: tuple[DayPart, ...] = Field(
        min_length=1, max_length=MOST_PARTS, description="`session`, or a part and its minutes; breaks do not count as treatment"
    )

    _one_length = field_validator("parts")(one_length_a_part)


class ShapedDay(Authored):
    """A day that differs from the others of its name: `{shape: family, start: "10:00"}`."""

    shape: Slug | None = Field(None, description="One of `shapes`; the weekday's own when it is left out")
    start: Clock | None = Field(None, description="When this one meeting begins; as its shape says when it is left out")
    sessions: tuple[Slot, ...] = Field((), max_length=MOST_PLACES)


def _kind_of_day(value: object) -> str:
    return "shaped" if isinstance(value, Mapping | ShapedDay) else "sessions"


WrittenDay = Annotated[
    Annotated[tuple[Slot, ...], Field(max_length=MOST_PLACES), Tag("sessions")] | Annotated[ShapedDay, Tag("shaped")], Discriminator(_kind_of_day)
]
"""A day as it stands in the file: its sessions alone, or with its shape."""


NO_GROUP = cast("WrittenDay", None)
"""A day that a week does not name. One that is named and left empty is a mistake: the line was begun, and not finished."""


class Week(Authored):
    theme: Title = Field(json_schema_extra=PUBLIC)
    mon: WrittenDay = NO_GROUP
    tue: WrittenDay = NO_GROUP
    wed: WrittenDay = NO_GROUP
    thu: WrittenDay = NO_GROUP
    fri: WrittenDay = NO_GROUP
    sat: WrittenDay = NO_GROUP
    sun: WrittenDay = NO_GROUP

    def days(self) -> tuple[tuple[Weekday, ShapedDay], ...]:
        """The days on which the group meets, in the order of the week."""
        written = [(day, getattr(self, day)) for day in DAYS]
        return tuple((day, said if isinstance(said, ShapedDay) else ShapedDay(sessions=said)) for day, said in written if said is not None)


class Stage(Authored):
    """A stretch of one person's stay: how many days a week, for how many weeks, counted from their own first day."""

    title: Title = Field(json_schema_extra=PUBLIC)
    days: Annotated[int, Field(strict=True, ge=1, le=7)] | tuple[Weekday, ...] = Field(
        description="The days by name, or how many: then the first ones of each week are meant"
    )
    weeks: WeekNumber
    standards: tuple[Slug, ...] = Field((), description="What this stage has to meet, in place of the track's")


class Stream(Authored):
    """A group of the track that meets at the same time in another room, for another population."""

    title: Title = Field(json_schema_extra=PUBLIC)
    population: Slug


class TrackMeta(Authored):
    """Front matter of `tracks/<track>.md`; the body is the participant's introduction."""

    title: Title = Field(json_schema_extra=PUBLIC)
    population: Slug
    enrolment: Enrolment = Field(description="rolling: on any day; cohort: all together; gates: at the weeks or modules under `gates`")
    gates: tuple[WeekNumber | Slug, ...] = Field((), description="Weeks at whose first meeting, or modules at whose beginning, people may start")
    standards: tuple[Slug | Mapping[Slug, tuple[WeekNumber, WeekNumber]], ...] = Field(
        (), description="Ids; `adult-iop: [1, 8]` names one for some weeks only"
    )
    elsewhere: Mapping[Slug, Text] = Field(default_factory=dict, description="Topics that are asked for and covered outside of this track, and where")
    group_size: GroupSize | Mapping[Kind, GroupSize] | None = Field(None, description="The most people in the group, in all or by the kind of a part")
    start: Clock = Field("", description='When a meeting begins, in quotes: "17:30"')
    day: tuple[DayPart, ...] = Field(
        (), min_length=1, max_length=MOST_PARTS, description="The shape of every meeting; breaks do not count as treatment"
    )
    shapes: Mapping[Slug, Shape] = Field(
        default_factory=dict, max_length=20, description="In place of `start` and `day`, where meetings are of several shapes"
    )
    days: Mapping[Weekday, Slug] = Field(default_factory=dict, description="The shape of a weekday; those not named here have the first")
    names: Mapping[Kind, Title] = Field(
        default_factory=dict, json_schema_extra=PUBLIC, description="What this track calls a part: `family: Family education`"
    )
    measures: Mapping[Id, WeekNumber] = Field(
        default_factory=dict, description="Handouts that everyone fills in at the first meeting of week 1, and from then on every so many weeks"
    )
    process: tuple[Id, ...] = Field(
        (), description="Guides to the process hour, in turn: one for each such part of a day, and then from the first again"
    )
    family: tuple[Id, ...] = Field(
        (), description="Sessions for family and friends, in turn: one for each part `families` or `multi-family` of a day"
    )
    streams: Mapping[Slug, Stream] = Field(
        default_factory=dict, max_length=12, description="Groups of the track that meet at one time in other rooms"
    )
    stages: tuple[Stage, ...] = Field((), max_length=12, description="Step-down by person; without it everyone comes on every day")
    schedule: tuple[Week, ...] = Field(min_length=1, max_length=MOST_WEEKS)
    was: tuple[Id, ...] = ()

    @field_validator("day")
    @classmethod
    def _one_length(cls, day: tuple[DayPart, ...]) -> tuple[DayPart, ...]:
        return one_length_a_part(day)

    @field_validator("standards")
    @classmethod
    def _one_standard_a_line(cls, standards: tuple[str | Mapping[str, tuple[int, int]], ...]) -> tuple[str | Mapping[str, tuple[int, int]], ...]:
        for standard in standards:
            if not isinstance(standard, str) and (len(standard) != 1 or any(first > last for first, last in standard.values())):
                raise ValueError("a standard for some weeks is written `adult-iop: [1, 8]`, the first week and the last")
        return each_once(standards, lambda standard: standard if isinstance(standard, str) else next(iter(standard)))

    @model_validator(mode="after")
    def _one_form(self) -> TrackMeta:
        """Either the simple form or shapes with names."""
        if self.shapes and (self.day or self.start):
            raise ValueError("a track has either `start` and `day`, or `shapes`; both are given")
        if not self.shapes and not (self.day and self.start):
            raise ValueError("a track needs `start` and `day`, or `shapes` with names")
        if (self.enrolment == "gates") != bool(self.gates):
            raise ValueError("`gates` names the weeks or modules at which people may start, and goes with `enrolment: gates`")
        return self

    def all_shapes(self) -> dict[str, Shape]:
        """The shapes by name; the simple form has one."""
        return dict(self.shapes) or {ONE_SHAPE: Shape(start=self.start, parts=self.day)}

    def shape_of(self, weekday: Weekday, day: ShapedDay) -> str:
        """The name of the shape that a day has."""
        return day.shape or self.days.get(weekday) or next(iter(self.all_shapes()))

    @property
    def led(self) -> Mapping[str, tuple[str, ...]]:
        """What is led in parts that are no session's place, in turn, by the kinds of such parts."""
        return {"process": self.process, "families": self.family, "multi-family": self.family}

    @property
    def standard_ids(self) -> tuple[str, ...]:
        """The standards that the track names, in their order."""
        return tuple(name for name, _ in self.standard_weeks())

    def repeats(self) -> Iterator[tuple[KeyPath, str]]:
        """Every place with `again`, as it would be without shapes, and the session that comes again there."""
        for number, week in enumerate(self.schedule):
            for weekday, said in week.days():
                for index, slot in enumerate(said.sessions):
                    path = ("schedule", number, weekday, index)
                    chosen = slot.items() if isinstance(slot, Mapping) else [("", slot)]
                    yield from (((*path, stream) if stream else path, one.again) for stream, one in chosen if isinstance(one, Again))

    def standard_weeks(self) -> Iterator[tuple[str, tuple[int, int] | None]]:
        """Each standard that the track names, with its first and last week where it is meant for some only."""
        for standard in self.standards:
            yield from [(standard, None)] if isinstance(standard, str) else standard.items()


def written_path(marks: Marked, path: KeyPath) -> KeyPath:
    """A planner's path into a track as it stands in a file with these marks."""
    day = (*path[:3], "sessions")
    return (*day, *path[3:]) if len(path) > 3 and path[0] == "schedule" and day in marks.values else path


@dataclass(frozen=True)
class Track:
    id: str
    meta: TrackMeta
    body: Document
    source: Source

    def written(self, *path: str | int) -> KeyPath:
        """A planner's path as it stands in the file: the sessions of a day that has a shape of its own are one step deeper."""
        return written_path(self.source.marks, path)

    def at(self, *path: str | int) -> Place:
        """The place in the file of a planner's path."""
        return self.source.at(*self.written(*path))

"""A syllabus on real days: the planner's dates with types, and what closures take away as findings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from builder.finding import CurriculumError, Finding
from builder.model.catalogue import track_of
from builder.model.library import Library
from builder.planner.dates import on_dates
from builder.planner.hours import as_hours
from builder.planner.words import counted, listed
from builder.tracks.closures import CalendarError, Closures
from builder.tracks.plan import Meeting, Syllabus

if TYPE_CHECKING:
    from builder.model.plan_types import MeetingDay, OnDates, WeekOnDates

Policy = Literal["reflow", "skip"]


@dataclass(frozen=True)
class DatedMeeting:
    """A meeting on its day. `planned` is the day it would have without closures; `closed` says why it is not held at all."""

    meeting: Meeting
    on: datetime.date
    planned: datetime.date
    closed: str = ""

    @property
    def moved(self) -> bool:
        return self.on != self.planned


@dataclass(frozen=True)
class ClosedDay:
    """A day of the week's pattern without group."""

    on: datetime.date
    reason: str


@dataclass(frozen=True)
class DatedWeek:
    """A week of the calendar, Monday to Sunday; `number` counts from the week of the start. `minutes` is the net treatment time left, `planned_minutes` that without closures."""

    number: int
    monday: datetime.date
    held: tuple[DatedMeeting, ...]
    closed: tuple[ClosedDay, ...]
    minutes: int
    planned_minutes: int


@dataclass(frozen=True)
class DatedSyllabus:
    """A cycle of a track. `held` and `missed` are in the order of their days; under `reflow` nothing is missed."""

    syllabus: Syllabus
    start: datetime.date
    policy: Policy
    held: tuple[DatedMeeting, ...]
    missed: tuple[DatedMeeting, ...]
    weeks: tuple[DatedWeek, ...]
    plain: OnDates


def date_syllabus(syllabus: Syllabus, start: datetime.date, closures: Closures, policy: Policy) -> DatedSyllabus:
    """Give every meeting its day, as the planner's `on_dates` does.

    Raises CurriculumError (`start-weekday`, `calendar-full`), and CalendarError for a track without meetings.
    """
    if not syllabus.meetings:
        raise CalendarError(f"the track '{syllabus.track.id}' has no meetings")
    meetings: list[MeetingDay] = [{"week": meeting.week, "day": meeting.day, "minutes": meeting.minutes} for meeting in syllabus.meetings]
    plain = on_dates(track_of(syllabus.track), meetings, start.toordinal(), closures.plain, policy)
    if found := plain["finding"]:
        place = syllabus.track.source.marks.key_place(*found["path"])
        raise CurriculumError([Finding(place, found["code"], found["message"], found["hint"])])
    dated = [
        DatedMeeting(meeting, _day(row["on"]), _day(row["planned"]), row["closed"] or "")
        for meeting, row in zip(syllabus.meetings, plain["meetings"], strict=True)
    ]
    held = tuple(meeting for meeting in dated if not meeting.closed)
    missed = tuple(meeting for meeting in dated if meeting.closed)
    return DatedSyllabus(
        syllabus=syllabus, start=start, policy=policy, held=held, missed=missed, weeks=tuple(_week(dated, row) for row in plain["weeks"]), plain=plain
    )


def _day(number: int) -> datetime.date:
    return datetime.date.fromordinal(number)


def _week(dated: list[DatedMeeting], row: WeekOnDates) -> DatedWeek:
    held = tuple(dated[index] for index in row["held"])
    closed = tuple(ClosedDay(_day(day["on"]), day["reason"]) for day in row["closed"])
    return DatedWeek(
        number=row["number"], monday=_day(row["monday"]), held=held, closed=closed, minutes=row["minutes"], planned_minutes=row["planned_minutes"]
    )


def dated_findings(library: Library, dated: DatedSyllabus) -> tuple[Finding, ...]:
    """What closures take away: sessions that fall out, and weeks under the floor of a standard that the track names."""
    return tuple(sorted([*_falls_out(dated), *_short_weeks(library, dated)]))


def _falls_out(dated: DatedSyllabus) -> Iterator[Finding]:
    """A session of a missed meeting that is not taught at all, or that another one requires which comes before it is."""
    source = dated.syllabus.track.source
    for missed in dated.missed:
        for index, session in enumerate(missed.meeting.sessions):
            again = [other for other in dated.held if session.id in [held.id for held in other.meeting.sessions]]
            until = again[0].on if again else datetime.date.max
            lean = [held.id for other in dated.held if other.on < until for held in other.meeting.sessions if session.id in held.meta.requires]
            before = any(other.on < missed.on for other in again)
            if before or (again and not lean):
                continue
            parts = [f"'{session.id}' falls out: no group on {missed.on} ({missed.closed})"]
            if lean:
                names = [f"'{name}'" for name in dict.fromkeys(lean)]
                parts.append(f"and it is required by {listed(names)}")
            if again:
                parts.append(f"while it next comes on {again[0].on}")
            place = source.at("schedule", missed.meeting.week - 1, missed.meeting.day, index)
            yield Finding(place, "calendar-falls-out", ", ".join(parts), "place it on another day, or use --policy reflow")


def _short_weeks(library: Library, dated: DatedSyllabus) -> Iterator[Finding]:
    """Weeks with a closed day that fall under the weekly hours or days of a standard. The last week of a cycle may be a rest, and is left alone."""
    track = dated.syllabus.track
    last = max((week.number for week in dated.weeks if week.planned_minutes), default=0)
    for week in dated.weeks:
        if not week.closed or week.number > last:
            continue
        reason = listed(dict.fromkeys(day.reason for day in week.closed))
        for index, name in enumerate(track.meta.standard_ids):
            for asked in library.standards[name].meta.requirements:
                floor = asked.in_units(asked.minimum) or 0
                if asked.of:
                    continue
                if asked.kind == "hours-per-week" and week.minutes < floor:
                    has, wanted = as_hours(week.minutes), f"the {as_hours(floor)}"
                elif asked.kind == "days-per-week" and len(week.held) < floor:
                    has, wanted = counted(len(week.held), "day"), f"the {counted(floor, 'day')}"
                else:
                    continue
                message = f"the week of {week.monday} has {has}, under {wanted} of '{name}': {reason}"
                hint = "hold one of its meetings on another day of that week, or show how the time is made up"
                yield Finding(track.source.at("standards", index), "calendar-hours", message, hint)

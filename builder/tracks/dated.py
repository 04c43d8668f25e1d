"""A syllabus on real days: the planner's dates with types, and what closures take away as findings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from builder.dates.closures import CalendarError, Closures
from builder.dates.meetings import DayHeld, DayOff, WeekHeld
from builder.dates.shortfall import MeetingHeld, falls_out, short_weeks
from builder.finding import CurriculumError, Finding
from builder.model.catalogue import track_of
from builder.model.library import Library
from builder.planner.dates import on_dates
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
    held = tuple(sorted((meeting for meeting in dated if not meeting.closed), key=lambda meeting: meeting.on))
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
    """What closures take away: sessions that fall out, and weeks under the floor of a standard that the track or a stage of it names."""
    return tuple(sorted([*_falls_out(library, dated), *_short_weeks(library, dated)]))


def _falls_out(library: Library, dated: DatedSyllabus) -> Iterator[Finding]:
    meetings = sorted((*dated.held, *dated.missed), key=lambda meeting: meeting.meeting.number)
    rows = [MeetingHeld(one.on, tuple(session.id for session in one.meeting.sessions), one.closed) for one in meetings]
    for number, index, message in falls_out(library, rows):
        place = dated.syllabus.track.source.at("schedule", meetings[number].meeting.week - 1, meetings[number].meeting.day, index)
        yield Finding(place, "calendar-falls-out", message, "place it on another day, or use --policy reflow")


def _short_weeks(library: Library, dated: DatedSyllabus) -> Iterator[Finding]:
    """The last week of a cycle may be a rest, and is left alone."""
    track = dated.syllabus.track
    last = max((week.number for week in dated.weeks if week.planned_minutes), default=0)
    weeks = [
        WeekHeld(
            monday=week.monday,
            held=tuple(DayHeld(one.on, one.on, one.meeting.minutes) for one in week.held if one.meeting.minutes),
            off=tuple(DayOff(day.on, day.reason) for day in week.closed),
            cycle=tuple(dict.fromkeys(one.meeting.week for one in week.held)),
        )
        for week in dated.weeks
        if week.number <= last
    ]
    for path, message in short_weeks(library, track, weeks):
        hint = "hold one of its meetings on another day of that week, or show how the time is made up"
        yield Finding(track.source.at(*path), "calendar-hours", message, hint)

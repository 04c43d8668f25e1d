"""The dated syllabus as rows: what is held when, what is closed, and the hours of each week of the calendar."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from builder.calendar.dated import DatedMeeting, DatedSyllabus, DatedWeek, Policy
from builder.model.library import Library
from builder.model.track import DAYS
from builder.plan import DAY_NAMES
from builder.planner.hours import as_clock, as_hours
from builder.view.common import clock

Status = Literal["held", "moved", "not-held", "closed"]
"""`not-held`: the meeting of a closed day falls out; `closed`: the day is closed and its meeting has moved on."""


@dataclass(frozen=True)
class DatedSession:
    id: str
    title: str
    again: bool


@dataclass(frozen=True)
class DatedDay:
    """A day of the group's week. `start` and `end` are `17:30`, `hours` is as pages write it; on a `closed` day all that belongs to a meeting is empty."""

    on: datetime.date
    status: Status
    reason: str
    meeting: str
    planned: datetime.date | None
    start: str
    end: str
    hours: str
    minutes: int
    sessions: tuple[DatedSession, ...]


@dataclass(frozen=True)
class WeekOfDates:
    number: int
    monday: datetime.date
    sunday: datetime.date
    theme: str
    minutes: int
    planned_minutes: int
    net: str
    planned_net: str
    days: tuple[DatedDay, ...]


@dataclass(frozen=True)
class FallsOut:
    """A session of a meeting that is not held; `again` is the next day on which the track teaches it."""

    session: DatedSession
    on: datetime.date
    reason: str
    again: datetime.date | None


@dataclass(frozen=True)
class DatedView:
    track: str
    title: str
    first: datetime.date
    last: datetime.date
    start: datetime.date
    policy: Policy
    time_zone: str
    meetings: int
    minutes: int
    net: str
    weeks: tuple[WeekOfDates, ...]
    falls_out: tuple[FallsOut, ...]


def dated_view(library: Library, dated: DatedSyllabus) -> DatedView:
    """The rows of a dated syllabus."""
    track = dated.syllabus.track
    days = [meeting.on for meeting in dated.held] or [dated.start]
    total = sum(week.minutes for week in dated.weeks)
    return DatedView(
        track.id,
        track.meta.title,
        days[0],
        days[-1],
        dated.start,
        dated.policy,
        library.program.meta.time_zone,
        len(dated.held),
        total,
        as_hours(total),
        tuple(_week(library, dated, week) for week in dated.weeks),
        tuple(_falls_out(dated)),
    )


def long_date(day: datetime.date) -> str:
    """`Monday, January 4, 2027`."""
    return f"{DAY_NAMES[DAYS[day.weekday()]]}, {calendar.month_name[day.month]} {day.day}, {day.year}"


def short_date(day: datetime.date) -> str:
    """`Mon, Jan 4`."""
    return f"{DAY_NAMES[DAYS[day.weekday()]][:3]}, {calendar.month_name[day.month][:3]} {day.day}"


def _week(library: Library, dated: DatedSyllabus, week: DatedWeek) -> WeekOfDates:
    missed = {meeting.on: meeting for meeting in dated.missed}
    rows = [_held(library, meeting, "moved" if meeting.moved else "held") for meeting in week.held]
    for closed in week.closed:
        meeting = missed.get(closed.on)
        empty = DatedDay(closed.on, "closed", closed.reason, "", None, "", "", "", 0, ())
        rows.append(_held(library, meeting, "not-held") if meeting else empty)
    here = (*week.held, *(meeting for meeting in dated.missed if 0 <= (meeting.on - week.monday).days < 7))
    return WeekOfDates(
        week.number,
        week.monday,
        week.monday + datetime.timedelta(days=6),
        " / ".join(dict.fromkeys(meeting.meeting.theme for meeting in here)),
        week.minutes,
        week.planned_minutes,
        as_hours(week.minutes),
        as_hours(week.planned_minutes),
        tuple(sorted(rows, key=lambda row: row.on)),
    )


def _held(library: Library, dated: DatedMeeting, status: Status) -> DatedDay:
    meeting = dated.meeting
    sessions = tuple(DatedSession(part.session.id, part.session.meta.title, part.again) for part in meeting.parts if part.session)
    minutes = 0 if status == "not-held" else meeting.minutes
    start, end = as_clock(meeting.start), as_clock(meeting.end)
    hours = f"{clock(library, meeting.start)} to {clock(library, meeting.end)}"
    return DatedDay(dated.on, status, dated.closed, meeting.id, dated.planned, start, end, hours, minutes, sessions)


def _falls_out(dated: DatedSyllabus) -> Iterator[FallsOut]:
    for missed in dated.missed:
        for part in missed.meeting.parts:
            if part.session is None:
                continue
            again = next((other.on for other in dated.held if other.on > missed.on and part.session in other.meeting.sessions), None)
            yield FallsOut(DatedSession(part.session.id, part.session.meta.title, part.again), missed.on, missed.closed, again)

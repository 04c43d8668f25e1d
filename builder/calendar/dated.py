"""A syllabus on real days: what is held when, what a closed day does to it, and the hours that each week is left with."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from builder.calendar.closures import CalendarError, Closures
from builder.finding import CurriculumError, Finding
from builder.model.library import Library
from builder.model.track import DAYS
from builder.plan import DAY_NAMES, Meeting, Syllabus
from builder.planner.hours import as_hours
from builder.planner.words import counted, listed

Policy = Literal["reflow", "skip"]

LONGEST_DELAY = 104
"""Weeks by which closures may put off a meeting; more than that is a mistake in the file."""

_WEEK = datetime.timedelta(weeks=1)


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
    """A week of the calendar, Monday to Sunday; `number` counts from the week of the start. `planned_minutes` is what it would hold without closures."""

    number: int
    monday: datetime.date
    held: tuple[DatedMeeting, ...]
    closed: tuple[ClosedDay, ...]
    planned_minutes: int

    @property
    def minutes(self) -> int:
        """Net treatment time that is left, in minutes."""
        return sum(dated.meeting.minutes for dated in self.held)


@dataclass(frozen=True)
class DatedSyllabus:
    """A cycle of a track. `held` and `missed` are in the order of their days; under `reflow` nothing is missed."""

    syllabus: Syllabus
    start: datetime.date
    policy: Policy
    held: tuple[DatedMeeting, ...]
    missed: tuple[DatedMeeting, ...]
    weeks: tuple[DatedWeek, ...]


def date_syllabus(syllabus: Syllabus, start: datetime.date, closures: Closures, policy: Policy) -> DatedSyllabus:
    """Give every meeting its day.

    `reflow`: a meeting on a closed day moves to the next day of the pattern that is open, and all after it move along; weeks past the last one
    meet on the last week's days. `skip`: it falls out. Raises CurriculumError (`start-weekday`, `calendar-full`), and CalendarError for a track
    without meetings.
    """
    if not syllabus.meetings:
        raise CalendarError(f"the track '{syllabus.track.id}' has no meetings")
    first = syllabus.meetings[0]
    if DAYS[start.weekday()] != first.day:
        raise CurriculumError([_wrong_weekday(syllabus, first, start)])
    monday = start - datetime.timedelta(days=start.weekday()) - (first.week - 1) * _WEEK
    planned = [(meeting, _day(monday, meeting.week, meeting.day)) for meeting in syllabus.meetings]
    if policy == "skip":
        dated = [DatedMeeting(meeting, day, day, closures.reason(day) or "") for meeting, day in planned]
    else:
        days = _open_days(syllabus, monday, closures)
        dated = [DatedMeeting(meeting, next(days), day) for meeting, day in planned]
    held = tuple(meeting for meeting in dated if not meeting.closed)
    missed = tuple(meeting for meeting in dated if meeting.closed)
    return DatedSyllabus(syllabus, start, policy, held, missed, tuple(_weeks(syllabus, monday, dated, closures)))


def _day(monday: datetime.date, week: int, day: str) -> datetime.date:
    return monday + (week - 1) * _WEEK + datetime.timedelta(days=DAYS.index(day))


def _pattern(syllabus: Syllabus, week: int) -> tuple[str, ...]:
    """Days of the week on which the group meets; past the end, those of the last week that has any."""
    weeks = syllabus.track.meta.schedule
    days = [tuple(day for day, _ in meta.days()) for meta in weeks]
    return days[week - 1] if week <= len(weeks) else next(names for names in reversed(days) if names)


def _open_days(syllabus: Syllabus, monday: datetime.date, closures: Closures) -> Iterator[datetime.date]:
    last = len(syllabus.track.meta.schedule) + LONGEST_DELAY
    for week in range(1, last + 1):
        days = (_day(monday, week, name) for name in _pattern(syllabus, week))
        yield from (day for day in days if closures.reason(day) is None)
    message = f"the closures leave no room: by {_day(monday, last, 'sun')} not every meeting has found an open day"
    hint = "look for a wrong year in the file of closures, or use --policy skip"
    raise CurriculumError([Finding(syllabus.track.source.at("schedule"), "calendar-full", message, hint)])


def _weeks(syllabus: Syllabus, monday: datetime.date, dated: list[DatedMeeting], closures: Closures) -> Iterator[DatedWeek]:
    """Every week of the calendar from the first meeting's to the last one's, those without group too."""
    first = syllabus.meetings[0].week
    last = max(meeting.on for meeting in dated)
    for week in range(first, (last - monday).days // 7 + 2):
        begins = monday + (week - 1) * _WEEK
        held = tuple(meeting for meeting in dated if begins <= meeting.on < begins + _WEEK and not meeting.closed)
        pattern = [_day(monday, week, name) for name in _pattern(syllabus, week)]
        closed = tuple(ClosedDay(day, reason) for day in pattern if day <= last and (reason := closures.reason(day)))
        planned = sum(meeting.minutes for meeting in syllabus.week(week))
        yield DatedWeek(week - first + 1, begins, held, closed, planned)


def _wrong_weekday(syllabus: Syllabus, first: Meeting, start: datetime.date) -> Finding:
    track, wanted = syllabus.track, DAYS.index(first.day)
    before = start - datetime.timedelta(days=(start.weekday() - wanted) % 7)
    after = before + _WEEK
    near, far = sorted((before, after), key=lambda day: (abs(day - start), day))
    name = DAY_NAMES[first.day]
    message = f"{start} is a {DAY_NAMES[DAYS[start.weekday()]]}, and the track's first meeting is on a {name}"
    place = track.source.marks.key_place("schedule", first.week - 1, first.day)
    return Finding(place, "start-weekday", message, f"start on {near} or {far}, both a {name}")


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
        reason = listed(list(dict.fromkeys(day.reason for day in week.closed)))
        for index, name in enumerate(track.meta.standards):
            for asked in library.standards[name].meta.requirements:
                floor = asked.minimum or 0
                if asked.kind == "hours-per-week" and week.minutes < floor * 60:
                    has, wanted = as_hours(week.minutes), f"the {floor} h"
                elif asked.kind == "days-per-week" and len(week.held) < floor:
                    has, wanted = counted(len(week.held), "day"), f"the {counted(floor, 'day')}"
                else:
                    continue
                message = f"the week of {week.monday} has {has}, under {wanted} of '{name}': {reason}"
                hint = "hold one of its meetings on another day of that week, or show how the time is made up"
                yield Finding(track.source.at("standards", index), "calendar-hours", message, hint)

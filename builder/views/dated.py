"""The dated syllabus as rows: what is held when, what is closed, and the hours of each week of the calendar."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from builder.model.catalogue import catalogue_of, track_of
from builder.model.library import Library
from builder.planner import days
from builder.planner.datelist import date_list
from builder.tracks.dated import DatedSyllabus, Policy

if TYPE_CHECKING:
    from builder.model.plan_types import DateList, DatesSaid, ListedDay, ListedSession, ListedWeek

DayStatus = Literal["held", "moved", "not-held", "closed"]
"""`not-held`: the meeting of a closed day falls out; `closed`: the day is closed and its meeting has moved on."""


class DatedSession(Struct, frozen=True):
    id: str
    title: str
    again: bool


class DatedDay(Struct, frozen=True, kw_only=True):
    """A day of the group's week. `start` and `end` are `17:30`, `hours` is as pages write it; on a `closed` day all that belongs to a meeting is empty."""

    on: datetime.date
    status: DayStatus
    reason: str
    meeting: str
    planned: datetime.date | None
    start: str
    end: str
    hours: str
    minutes: int
    sessions: tuple[DatedSession, ...]


class WeekOfDates(Struct, frozen=True, kw_only=True):
    number: int
    monday: datetime.date
    sunday: datetime.date
    theme: str
    minutes: int
    planned_minutes: int
    net: str
    planned_net: str
    days: tuple[DatedDay, ...]


class FallsOut(Struct, frozen=True, kw_only=True):
    """A session of a meeting that is not held; `again` is the next day on which the track teaches it."""

    session: DatedSession
    on: datetime.date
    reason: str
    again: datetime.date | None


class DatedView(Struct, frozen=True, kw_only=True):
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
    plain: DateList


def dated_view(library: Library, dated: DatedSyllabus) -> DatedView:
    """The rows of a dated syllabus: the planner's `date_list`, with types."""
    track, meta = dated.syllabus.track, library.program.meta
    said: DatesSaid = {"start": dated.start.toordinal(), "policy": dated.policy, "clock": meta.clock, "time_zone": meta.time_zone}
    rows = date_list(catalogue_of(library), track_of(track), dated.plain, said)
    return DatedView(
        track=track.id,
        title=rows["title"],
        first=_date(rows["first"]),
        last=_date(rows["last"]),
        start=dated.start,
        policy=dated.policy,
        time_zone=rows["time_zone"],
        meetings=rows["meetings"],
        minutes=rows["minutes"],
        net=rows["net"],
        weeks=tuple(_week(week) for week in rows["weeks"]),
        falls_out=tuple(
            FallsOut(session=_session(out["session"]), on=_date(out["on"]), reason=out["reason"], again=_date_or_none(out["again"]))
            for out in rows["falls_out"]
        ),
        plain=rows,
    )


def long_date(day: datetime.date) -> str:
    """`Monday, January 4, 2027`."""
    return days.long_date(day.toordinal())


def _week(week: ListedWeek) -> WeekOfDates:
    return WeekOfDates(
        number=week["number"],
        monday=_date(week["monday"]),
        sunday=_date(week["sunday"]),
        theme=week["theme"],
        minutes=week["minutes"],
        planned_minutes=week["planned_minutes"],
        net=week["net"],
        planned_net=week["planned_net"],
        days=tuple(_day(day) for day in week["days"]),
    )


def _day(day: ListedDay) -> DatedDay:
    return DatedDay(
        on=_date(day["on"]),
        status=day["status"],
        reason=day["reason"],
        meeting=day["meeting"],
        planned=_date_or_none(day["planned"]),
        start=day["start"],
        end=day["end"],
        hours=day["hours"],
        minutes=day["minutes"],
        sessions=tuple(_session(session) for session in day["sessions"]),
    )


def _session(session: ListedSession) -> DatedSession:
    return DatedSession(session["id"], session["title"], session["again"])


def _date(number: int) -> datetime.date:
    return datetime.date.fromordinal(number)


def _date_or_none(number: int | None) -> datetime.date | None:
    return _date(number) if number else None

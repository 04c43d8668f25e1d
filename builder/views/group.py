"""One running group for staff: its facts, its dates round by round, and what closed days cost it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from builder.dates.meetings import GroupMeeting, monday_of, weeks_of
from builder.dates.shortfall import short_weeks
from builder.model.library import Library
from builder.planner import days
from builder.tracks.running import Running
from builder.views.card import PageLink, meeting_path
from builder.views.dated import long_date
from builder.views.help import duty_of
from builder.views.page import DutyLine, Page, joined
from builder.views.running import from_to, group_path, leaders, remark_on

POLICIES = {"reflow": "A meeting on a closed day moves to the next meeting day.", "skip": "A meeting on a closed day is missed, and can be made up."}


class Term(Struct, frozen=True):
    """One fact of a group."""

    name: str
    value: str


class DateRow(Struct, frozen=True, kw_only=True):
    date: str
    time: str
    meeting: PageLink
    sessions: tuple[str, ...]
    remark: str
    held: bool


class RoundRow(Struct, frozen=True, kw_only=True):
    """Once through the track; `open` where it is the one that runs, or the first to come."""

    title: str
    open: bool
    dates: tuple[DateRow, ...]


class RunningView(Struct, frozen=True, kw_only=True):
    id: str
    track: PageLink
    terms: tuple[Term, ...]
    duty: tuple[DutyLine, ...]
    next: DateRow | None
    short: tuple[str, ...]
    """Weeks under a standard that the track or a stage of it names."""
    closed: tuple[Term, ...]
    rounds: tuple[RoundRow, ...]
    calendars: tuple[PageLink, ...]
    """Two files."""


def group_page(library: Library, group: Running, today: datetime.date) -> Page:
    return Page(path=group_path(group), title=group.title, template="group.html", view=_view(library, group, today), description="Running group")


def _view(library: Library, group: Running, today: datetime.date) -> RunningView:
    dated = group.dated
    coming = next((one for one in dated.held if one.on >= today), None)
    return RunningView(
        id=group.id,
        track=PageLink(group.syllabus.track.meta.title, f"tracks/{group.syllabus.track.id}"),
        terms=tuple(Term(name, value) for name, value in _terms(library, group) if value),
        duty=(duty_of(library, dated.group.meta),),
        next=_date(library, group, coming) if coming else None,
        short=tuple(_short(library, group, today)),
        closed=tuple(Term(days.short_date(day.on.toordinal()), day.reason) for day in dated.closed if day.on >= monday_of(today)),
        rounds=tuple(_rounds(library, group, today)),
        calendars=(
            PageLink("Calendar for staff, with agenda and links", f"{group_path(group)}/staff.ics"),
            PageLink("Calendar for participants, with their own words and pages", f"{group_path(group)}/participants.ics"),
        ),
    )


def _terms(library: Library, group: Running) -> Iterator[tuple[str, str]]:
    meta = group.dated.group.meta
    held = group.dated.held
    yield "Cohort", meta.cohort or ""
    yield "Where", meta.where
    streams = group.dated.track.meta.streams
    yield "At one time", "; ".join(f"{streams[stream].title} in {room}" for stream, room in meta.rooms.items())
    yield "Led by", leaders(meta.leaders)
    yield "Meets", f"{joined(group.syllabus.days)}"
    yield "Begins", long_date(meta.start)
    yield "Ends", "never: it begins anew" if group.dated.endless else long_date(held[-1].on) if held else ""
    yield "Rounds", "" if group.dated.endless or meta.rounds == 1 else str(meta.rounds)
    yield "Closed days", POLICIES[meta.policy]
    place = meta.holidays or library.program.meta.public_holidays
    yield "Public holidays", "meets on them" if place == "none" else place


def _short(library: Library, group: Running, today: datetime.date) -> Iterator[str]:
    weeks = [week for week in weeks_of(group.dated) if week.monday >= monday_of(today)]
    for _, message in short_weeks(library, group.dated.track, weeks, group.dated.group.meta.start):
        yield f"{message[0].upper()}{message[1:]}."


def _rounds(library: Library, group: Running, today: datetime.date) -> Iterator[RoundRow]:
    """Of an endless group, the rounds that are not over."""
    is_open = False
    for number, meetings in groupby(sorted(group.dated.meetings, key=lambda one: (one.round, one.on, one.start)), lambda one: one.round):
        round_ = tuple(meetings)
        over = round_[-1].on < today
        if over and group.dated.endless:
            continue
        yield RoundRow(
            title=f"Round {number}, {_span(round_[0].on, round_[-1].on)}",
            open=not over and not is_open,
            dates=tuple(_date(library, group, one) for one in round_),
        )
        is_open = is_open or not over


def _span(first: datetime.date, last: datetime.date) -> str:
    return f"{long_date(first).partition(', ')[2]} to {long_date(last).partition(', ')[2]}"


def _date(library: Library, group: Running, one: GroupMeeting) -> DateRow:
    meeting = group.meeting(one)
    return DateRow(
        date=days.short_date(one.on.toordinal()),
        time=from_to(library, one),
        meeting=PageLink(meeting.title, meeting_path(meeting)),
        sessions=tuple(part.name for part in meeting.parts if part.session),
        remark=remark_on(library, group, one),
        held=not one.cancelled,
    )

"""What pages, calendars and the board say of a running group in the same words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from builder.dates.meetings import DayOff, GroupMeeting, monday_of
from builder.model.library import Library
from builder.planner import days
from builder.planner.words import listed
from builder.tracks.plan import Meeting
from builder.tracks.running import Running
from builder.views.common import clock

GROUPS = "groups"
BEHIND = datetime.timedelta(weeks=2)
"""So far back either home can say what came before; a site that nobody builds anew still has all that comes."""


def group_path(group: Running) -> str:
    return f"{GROUPS}/{group.id}"


def week_span(monday: datetime.date) -> str:
    """`January 4 to 10`, `December 28 to January 3`."""
    sunday = monday + datetime.timedelta(days=6)
    month = "" if sunday.month == monday.month else f"{days.MONTHS[sunday.month - 1]} "
    return f"{days.MONTHS[monday.month - 1]} {monday.day} to {month}{sunday.day}"


def leaders(led: Mapping[str, str | None]) -> str:
    """`lead: A. B.; co-lead`."""
    return "; ".join(f"{role}: {name}" if name else role for role, name in led.items())


def from_to(library: Library, one: GroupMeeting) -> str:
    """`5:30 pm to 8:45 pm`."""
    return f"{clock(library, one.start)} to {clock(library, one.end)}"


def streams_of(meeting: Meeting) -> dict[str, str]:
    """Each session of a meeting by its id, with the groups that take it where they part."""
    streams: dict[str, list[str]] = {}
    for part in meeting.parts:
        if part.session:
            streams.setdefault(part.session.id, []).extend(filter(None, [part.stream]))
    return {session: listed(names) for session, names in streams.items()}


def rooms_of(one: GroupMeeting) -> str:
    """`Recovery in Hall, Mood in Upstairs`, where streams part; else empty."""
    return ", ".join(f"{stream} in {room}" for stream, room in one.rooms.items())


def other_times(library: Library, usual: Meeting, one: GroupMeeting) -> dict[str, Any]:
    """`start`, `end`, `begins` and `ends` of a meeting that is held at another time than its day says; of the others nothing."""
    if (one.start, one.end) == (usual.start, usual.end):
        return {}
    return {"start": one.start, "end": one.end, "begins": clock(library, one.start), "ends": clock(library, one.end)}


def remark_on(library: Library, group: Running, one: GroupMeeting, *, public: bool = False) -> str:
    """What is not as always with a meeting; `public` is without a word on who leads."""
    if one.cancelled:
        return f"Not held: {one.cancelled}"
    parts = [f"moved from {days.short_date(one.planned.toordinal())}"] if one.on != one.planned else []
    usual = group.meeting(one)
    parts += [f"begins at {clock(library, one.start)} and not at {clock(library, usual.start)}"] if one.start != usual.start else []
    meta = group.dated.group.meta
    parts += ["in another room"] if one.where != meta.where else []
    parts += ["led by others"] if one.leaders != meta.leaders and not public else []
    return f"{parts[0][0].upper()}{parts[0][1:]}{''.join(f', {part}' for part in parts[1:])}" if parts else ""


def days_off(group: Running, since: datetime.date) -> Iterator[DayOff]:
    """The days from `since` on on which people would look for a group in vain."""
    mondays = {monday_of(one.on) for one in group.dated.meetings} | {monday_of(day.on) for day in group.dated.closed}
    for monday in sorted(mondays):
        yield from (day for day in group.dated.days_off(monday) if day.on >= since)


def off_words(day: DayOff) -> str:
    """`No group: Staff day. Moved to Wed, Jan 20.`; in participants' words."""
    reason = f"No group: {day.reason.rstrip('.')}." if day.reason else ""
    moved = "\u00a0".join(f"Moved to {days.short_date(day.to.toordinal())}.".rsplit(" ", 1)) if day.to else ""
    return f"{reason} {moved}".strip()

"""Meetings as calendar events: for staff with agenda and links, for participants with public fields only.

A participant's calendar shows on a phone that others see: its events are called `Group`, without the track's title, and are marked private.
Their words come through `PublicSession`, the one door out of a session.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from msgspec import Struct

from builder.model.group import where
from builder.model.library import Library
from builder.planner.hours import as_hours
from builder.tracks.dated import DatedSyllabus
from builder.tracks.plan import DAY_NAMES, Meeting
from builder.tracks.running import Running
from builder.views.address import staff_address
from builder.views.common import clock
from builder.views.dated import long_date
from builder.views.public import public_session
from builder.views.running import leaders

KEPT_BEHIND = datetime.timedelta(weeks=12)
"""So long after its end a round of an endless group stays in its calendar."""


class Event(Struct, frozen=True, kw_only=True):
    """One meeting. `start` and `end` are clock times where the group meets; `cancelled` when the meeting falls out."""

    uid: str
    start: datetime.datetime
    end: datetime.datetime
    summary: str
    description: str
    url: str
    location: str
    """Empty where nobody has said."""
    private: bool
    cancelled: bool


class Feed(Struct, frozen=True):
    """One file of events, in the order of their days. `time_zone` is an IANA name."""

    name: str
    time_zone: str
    events: tuple[Event, ...]


class Occasion(Struct, frozen=True, kw_only=True):
    """A meeting on its day, of a track or of a running group, before it is told to anyone.

    `uid` is the same for this meeting of this cycle whatever day it moves to; the audience is added to it, so that one calendar can hold both.
    """

    uid: str
    meeting: Meeting
    on: datetime.date
    planned: datetime.date
    start: int
    cancelled: str = ""
    place: str = ""
    room: str = ""
    rooms: Mapping[str, str] = {}
    """Of streams that meet elsewhere at the same time, by their titles."""
    leaders: Mapping[str, str | None] = {}

    @property
    def later(self) -> int:
        """Minutes by which it begins later than the track has it."""
        return self.start - self.meeting.start


def staff_feed(library: Library, dated: DatedSyllabus) -> Feed:
    """Every meeting with its agenda and links to the guides."""
    title = dated.syllabus.track.meta.title
    events = tuple(_for_staff(library, title, one) for one in _of_track(dated))
    return Feed(f"{title}, from {dated.start}", library.program.meta.time_zone, events)


def participants_feed(library: Library, dated: DatedSyllabus) -> Feed:
    """Every meeting to which they come, with titles, summaries, home practice and the addresses of handouts."""
    return Feed("Group", library.program.meta.time_zone, _of_participants(library, _of_track(dated)))


def group_feeds(library: Library, group: Running, today: datetime.date) -> tuple[Feed, Feed]:
    """The same of a running group, for staff and for participants. Of an endless one, rounds that have long ended are left out."""
    occasions = _of_group(group, today)
    zone = library.program.meta.time_zone
    for_staff = Feed(group.title, zone, tuple(_for_staff(library, group.title, one) for one in occasions))
    return for_staff, Feed("Group", zone, _of_participants(library, occasions))


def _of_track(dated: DatedSyllabus) -> tuple[Occasion, ...]:
    return tuple(
        Occasion(
            uid=f"{dated.syllabus.track.id}.{dated.start}.{one.meeting.id}",
            meeting=one.meeting,
            on=one.on,
            planned=one.planned,
            start=one.meeting.start,
            cancelled=one.closed,
        )
        for one in sorted((*dated.held, *dated.missed), key=lambda one: (one.on, one.meeting.number))
    )


def _of_group(group: Running, today: datetime.date) -> tuple[Occasion, ...]:
    ended: dict[int, datetime.date] = {}
    for one in group.dated.meetings:
        ended[one.round] = one.on
    return tuple(
        Occasion(
            uid=f"group-{group.id}.{one.round}.{group.meeting(one).id}",
            meeting=group.meeting(one),
            on=one.on,
            planned=one.planned,
            start=one.start,
            cancelled=one.cancelled,
            place=one.place,
            room=one.room,
            rooms=one.rooms,
            leaders=one.leaders,
        )
        for one in group.dated.meetings
        if not group.dated.endless or ended[one.round] >= today - KEPT_BEHIND
    )


def _for_staff(library: Library, title: str, occasion: Occasion) -> Event:
    meeting, base = occasion.meeting, staff_address(library)
    lines = [f"{meeting.title}: {meeting.theme}. {as_hours(meeting.minutes)} without breaks."]
    if occasion.leaders:
        lines.append(f"Led by {leaders(occasion.leaders)}.")
    if occasion.on != occasion.planned:
        lines.append(f"Moved from {long_date(occasion.planned)}.")
    for part in meeting.parts:
        again = " (again, as a practice lab)" if part.again else ""
        begins, ends = (clock(library, minutes + occasion.later) for minutes in (part.start, part.end))
        lines.append(", ".join(filter(None, (f"{begins} to {ends}: {part.name}{again}", occasion.rooms.get(part.stream)))))
        if part.session:
            lines.append(_address(base, part.session.id) or part.session.id)
    url = _address(base, f"tracks/{meeting.track}/{meeting.id}")
    return _event(occasion, "staff", f"{title}, week {meeting.week}", lines, url=url, location=where(occasion.place, occasion.room))


def _of_participants(library: Library, occasions: Iterable[Occasion]) -> tuple[Event, ...]:
    return tuple(_for_participants(library, one) for one in occasions if not one.meeting.is_for_families)


def _for_participants(library: Library, occasion: Occasion) -> Event:
    """A room alone tells where to go; the name of a place could tell others what for."""
    meeting, base = occasion.meeting, library.program.meta.address
    lines = [f"Moved from {DAY_NAMES[meeting.day]}."] if occasion.on != occasion.planned else []
    for part in meeting.parts:
        if not part.session:
            continue
        session = public_session(library, part.session)
        whose = ", ".join(filter(None, (part.stream, occasion.rooms.get(part.stream))))
        lines += [f"{whose}: {session.title}. {session.summary}" if whose else f"{session.title}. {session.summary}"]
        lines += [f"Home practice: {session.home_practice}"]
        lines += [f"{handout.title}: {_address(base, handout.path)}" for handout in session.handouts]
    url = _address(base, f"tracks/{meeting.track}/week-{meeting.week}")
    return _event(occasion, "participants", f"Group, week {meeting.week}", lines, url=url, location=occasion.room)


def _event(occasion: Occasion, audience: str, summary: str, lines: list[str], *, url: str, location: str) -> Event:
    off = occasion.cancelled
    return Event(
        uid=f"{occasion.uid}.{audience}@groupwork",
        start=_at(occasion.on, occasion.start),
        end=_at(occasion.on, occasion.meeting.end + occasion.later),
        summary=f"No group: {off}" if off else summary,
        description=off or "\n".join(lines),
        url=url,
        location=location,
        private=audience == "participants",
        cancelled=bool(off),
    )


def _at(day: datetime.date, minutes: int) -> datetime.datetime:
    """A clock time of a day; minutes past midnight run on into the next one."""
    return datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minutes)


def _address(base: str, path: str) -> str:
    return f"{base.rstrip('/')}/{quote(path)}/" if base else ""

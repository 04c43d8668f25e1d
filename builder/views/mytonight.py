"""A day of group on the participants' home: times, rooms and public words, and nobody's name.

The home page itself names no topic: whoever holds the phone opens `What we do` to see one. So nothing here has to be quiet.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from builder.dates.meetings import GroupMeeting
from builder.model.library import Library
from builder.tracks.plan import Meeting
from builder.tracks.running import Running
from builder.views.card import meeting_path
from builder.views.common import clock
from builder.views.public import PublicSession, public_session
from builder.views.running import BEHIND, days_off, off_words, other_times, remark_on, rooms_of, streams_of

MY_TONIGHT = "tracks/tonight.json"


class GroupSession(Struct, frozen=True, kw_only=True):
    """A session in public words, and its handouts by title and path."""

    title: str
    summary: str
    home_practice: str
    handouts: tuple[tuple[str, str], ...]


class GroupDay(Struct, frozen=True, kw_only=True):
    """A day of a track. Minutes are after midnight; `begins` and `ends` are the same as pages write them."""

    title: str
    start: int
    end: int
    begins: str
    ends: str
    sessions: tuple[tuple[str, str], ...]
    """Path, and which of the groups take it where they part."""


class MyMeeting(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A meeting that is held, of the group with this title. What is left out is as its day has it."""

    on: datetime.date
    group: str
    day: str
    room: str = ""
    start: int | None = None
    end: int | None = None
    begins: str = ""
    ends: str = ""
    remark: str = ""


class MyDayOff(Struct, frozen=True, array_like=True):
    on: datetime.date
    group: str
    words: str


class MyTonight(Struct, frozen=True, kw_only=True):
    """The whole of tracks/tonight.json. Sessions and days are by their paths, groups are titles."""

    zone: str
    groups: tuple[str, ...]
    sessions: Mapping[str, GroupSession]
    days: Mapping[str, GroupDay]
    meetings: tuple[MyMeeting, ...]
    off: tuple[MyDayOff, ...]


def my_tonight(library: Library, running: Sequence[Running], today: datetime.date) -> dict[str, str]:
    """The file by its path; none where no group runs."""
    if not running:
        return {}
    since = today - BEHIND
    taught = {session.id: session for group in running for session in group.syllabus.taught}
    found = MyTonight(
        zone=library.program.meta.time_zone,
        groups=tuple(dict.fromkeys(group.title for group in running)),
        sessions={name: _session(public_session(library, session)) for name, session in taught.items()},
        days={meeting_path(meeting): _day(library, meeting) for group in running for meeting in group.syllabus.meetings},
        meetings=tuple(
            _meeting(library, group, one)
            for group in running
            for one in group.dated.held
            if one.on >= since and not group.meeting(one).is_for_families
        ),
        off=tuple(MyDayOff(day.on, group.title, off_words(day)) for group in running for day in days_off(group, since)),
    )
    return {MY_TONIGHT: msgspec.json.encode(found).decode()}


def _session(session: PublicSession) -> GroupSession:
    handouts = tuple((handout.title, handout.path) for handout in session.handouts)
    return GroupSession(title=session.title, summary=session.summary, home_practice=session.home_practice, handouts=handouts)


def _day(library: Library, meeting: Meeting) -> GroupDay:
    return GroupDay(
        title=meeting.title,
        start=meeting.start,
        end=meeting.end,
        begins=clock(library, meeting.start),
        ends=clock(library, meeting.end),
        sessions=tuple(streams_of(meeting).items()),
    )


def _meeting(library: Library, group: Running, one: GroupMeeting) -> MyMeeting:
    usual = group.meeting(one)
    return MyMeeting(
        on=one.on,
        group=group.title,
        day=meeting_path(usual),
        room=rooms_of(one) or one.room,
        **other_times(library, usual, one),
        remark=remark_on(library, group, one, public=True),
    )

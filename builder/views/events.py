"""Meetings as calendar events: for staff with agenda and links, for participants with public fields only.

A participant's calendar shows on a phone that others see: its events are called `Group`, without the track's title, and are marked private.
Their words come through `PublicSession`, the one door out of a session. No event says where a group meets: the software does not know.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from urllib.parse import quote

from msgspec import Struct

from builder.model.library import Library
from builder.planner.hours import as_hours
from builder.tracks.dated import DatedMeeting, DatedSyllabus
from builder.tracks.plan import DAY_NAMES
from builder.views.common import clock
from builder.views.dated import long_date
from builder.views.public import public_session


class Event(Struct, frozen=True, kw_only=True):
    """One meeting. `start` and `end` are clock times where the group meets; `cancelled` when the meeting falls out."""

    uid: str
    start: datetime.datetime
    end: datetime.datetime
    summary: str
    description: str
    url: str
    private: bool
    cancelled: bool


class Feed(Struct, frozen=True):
    """One file of events, in the order of their days. `time_zone` is an IANA name."""

    name: str
    time_zone: str
    events: tuple[Event, ...]


def staff_feed(library: Library, dated: DatedSyllabus) -> Feed:
    """Every meeting with its agenda and links to the guides."""
    title = dated.syllabus.track.meta.title
    return Feed(f"{title}, from {dated.start}", library.program.meta.time_zone, _events(dated, lambda meeting: _for_staff(library, dated, meeting)))


def participants_feed(library: Library, dated: DatedSyllabus) -> Feed:
    """Every meeting with titles, summaries, home practice and the addresses of handouts."""
    return Feed("Group", library.program.meta.time_zone, _events(dated, lambda meeting: _for_participants(library, dated, meeting)))


def _events(dated: DatedSyllabus, event_of: Callable[[DatedMeeting], Event]) -> tuple[Event, ...]:
    return tuple(event_of(meeting) for meeting in sorted((*dated.held, *dated.missed), key=lambda meeting: (meeting.on, meeting.meeting.number)))


def uid(dated: DatedSyllabus, meeting: DatedMeeting, audience: str) -> str:
    """The same for this meeting of this cycle whatever day it moves to, and different for the two audiences, so that one calendar can hold both."""
    return f"{dated.syllabus.track.id}.{dated.start}.{meeting.meeting.id}.{audience}@groupwork"


def _for_staff(library: Library, dated: DatedSyllabus, meeting: DatedMeeting) -> Event:
    track, base = dated.syllabus.track, staff_address(library)
    lines = [f"{meeting.meeting.title}: {meeting.meeting.theme}. {as_hours(meeting.meeting.minutes)} without breaks."]
    if meeting.moved:
        lines.append(f"Moved from {long_date(meeting.planned)}.")
    for part in meeting.meeting.parts:
        again = " (again, as a practice lab)" if part.again else ""
        lines.append(f"{clock(library, part.start)} to {clock(library, part.end)}: {part.name}{again}")
        if part.session:
            lines.append(_address(base, part.session.id) or part.session.id)
    url = _address(base, f"tracks/{track.id}/{meeting.meeting.id}")
    return _event(dated, meeting, "staff", f"{track.meta.title}, week {meeting.meeting.week}", lines, url)


def _for_participants(library: Library, dated: DatedSyllabus, meeting: DatedMeeting) -> Event:
    base = library.program.meta.address
    lines = [f"Moved from {DAY_NAMES[meeting.meeting.day]}."] if meeting.moved else []
    for session in (public_session(library, session) for session in meeting.meeting.sessions):
        lines += [f"{session.title}. {session.summary}", f"Home practice: {session.home_practice}"]
        lines += [f"{handout.title}: {_address(base, handout.path)}" for handout in session.handouts]
    url = _address(base, f"tracks/{dated.syllabus.track.id}/week-{meeting.meeting.week}")
    return _event(dated, meeting, "participants", f"Group, week {meeting.meeting.week}", lines, url)


def _event(dated: DatedSyllabus, meeting: DatedMeeting, audience: str, summary: str, lines: list[str], url: str) -> Event:
    start, end = (_at(meeting.on, minutes) for minutes in (meeting.meeting.start, meeting.meeting.end))
    name = uid(dated, meeting, audience)
    private = audience == "participants"
    if meeting.closed:
        return Event(
            uid=name,
            start=start,
            end=end,
            summary=f"No group: {meeting.closed}",
            description=meeting.closed,
            url=url,
            private=private,
            cancelled=True,
        )
    return Event(uid=name, start=start, end=end, summary=summary, description="\n".join(lines), url=url, private=private, cancelled=False)


def _at(day: datetime.date, minutes: int) -> datetime.datetime:
    """A clock time of a day; minutes past midnight run on into the next one."""
    return datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minutes)


def staff_address(library: Library) -> str:
    """Where the staff site stands: as program.yml says, or beside the participants' site, as `groupwork build` lays them; empty when neither tells."""
    meta = library.program.meta
    parent, _, last = meta.address.rstrip("/").rpartition("/")
    return meta.staff_address or (f"{parent}/staff" if last == "participants" else "")


def _address(base: str, path: str) -> str:
    return f"{base.rstrip('/')}/{quote(path)}/" if base else ""

"""Every meeting of the running groups as the staff's home takes it: the page knows what time it is, and says which one is now."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from builder.dates.meetings import GroupMeeting
from builder.model.group import Leaders
from builder.model.library import Library
from builder.text.guide import AGAIN
from builder.tracks.plan import Meeting, Syllabus
from builder.tracks.running import Running
from builder.views.card import meeting_path
from builder.views.common import clock
from builder.views.note import note_path
from builder.views.running import BEHIND, GROUPS, days_off, group_path, leaders, off_words, other_times, remark_on, rooms_of, streams_of

TONIGHT = f"{GROUPS}/tonight.json"


class HomeSession(Struct, frozen=True):
    """Title, path of its note, and the home practice that it sets."""

    title: str
    note: str
    practice: str


class EveningSheet(Struct, frozen=True, kw_only=True):
    """A day of a track. Minutes are after midnight; `begins` and `ends` are the same as pages write them."""

    title: str
    week: int
    day: str
    theme: str
    start: int
    end: int
    begins: str
    ends: str
    room: str
    """Where Start leads."""
    parts: tuple[tuple[int, int, str], ...]
    """From, to and name."""
    sessions: tuple[tuple[str, str], ...]
    """Path, and which of the groups take it where they part."""
    families: bool
    """Whether family and friends have it to themselves: it is not what came before for the group."""


class HomeTrack(Struct, frozen=True, kw_only=True):
    title: str
    weeks: int
    rolling: bool
    """Its weeks come round again."""
    sheets: tuple[str, ...]


class HomeGroup(Struct, frozen=True, kw_only=True):
    title: str
    path: str
    track: str
    where: str
    leaders: str


class HomeMeeting(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A meeting that is held. What is left out is as the sheet and the group have it."""

    on: datetime.date
    group: str
    sheet: str
    start: int | None = None
    end: int | None = None
    begins: str = ""
    ends: str = ""
    where: str = ""
    leaders: str = ""
    remark: str = ""
    had: dict[str, datetime.date] = {}
    """Sessions of it that the group has had before, by id, with the last day: of those whose guides say something for that."""


class HomeDayOff(Struct, frozen=True, array_like=True):
    on: datetime.date
    group: str
    words: str


class Tonight(Struct, frozen=True, kw_only=True):
    """The whole of groups/tonight.json. Sessions and sheets are by their paths, groups and tracks by their ids."""

    zone: str
    made: datetime.date
    sessions: dict[str, HomeSession]
    sheets: dict[str, EveningSheet]
    tracks: dict[str, HomeTrack]
    groups: dict[str, HomeGroup]
    meetings: tuple[HomeMeeting, ...]
    off: tuple[HomeDayOff, ...]


def tonight_data(
    library: Library, syllabi: Iterable[Syllabus], running: Sequence[Running], today: datetime.date, pages: Collection[str]
) -> tuple[str, str]:
    """Path and text of the file. `pages` are the paths of the site's pages."""
    since, syllabi = today - BEHIND, tuple(syllabi)
    found = Tonight(
        zone=library.program.meta.time_zone,
        made=today,
        sessions={one.id: HomeSession(one.meta.title, note_path(one), one.meta.home_practice) for syllabus in syllabi for one in syllabus.taught},
        sheets={meeting_path(meeting): _sheet(library, meeting, pages) for syllabus in syllabi for meeting in syllabus.meetings},
        tracks={syllabus.track.id: _track(syllabus) for syllabus in syllabi},
        groups={group.id: _group(group) for group in running},
        meetings=tuple(_meeting(library, group, one, had) for group in running for one, had in group.had() if one.on >= since),
        off=tuple(HomeDayOff(day.on, group.id, off_words(day)) for group in running for day in days_off(group, since)),
    )
    return TONIGHT, msgspec.json.encode(found).decode()


def evening_path(sheet: str, pages: Collection[str]) -> str:
    """Where a meeting is led from: room mode of the whole of it, and where there is no such page its run sheet."""
    return room if (room := f"{sheet}/room") in pages else sheet


def named_leaders(led: Leaders) -> str:
    """`lead: A. B.; co-lead`; empty where nobody has written a name."""
    return leaders(led) if any(led.values()) else ""


def place_of(one: GroupMeeting) -> str:
    """Where a meeting is: `River house, Hall`; where streams part, `River house: Recovery in Hall, Mood in Upstairs`."""
    rooms = rooms_of(one)
    return ": ".join(filter(None, (one.place, rooms))) if rooms else one.where


def _sheet(library: Library, meeting: Meeting, pages: Collection[str]) -> EveningSheet:
    return EveningSheet(
        title=meeting.title,
        week=meeting.week,
        day=meeting.day,
        theme=meeting.theme,
        start=meeting.start,
        end=meeting.end,
        begins=clock(library, meeting.start),
        ends=clock(library, meeting.end),
        room=evening_path(meeting_path(meeting), pages),
        parts=tuple((part.start, part.end, part.name) for part in meeting.parts),
        sessions=tuple(streams_of(meeting).items()),
        families=meeting.is_for_families,
    )


def _track(syllabus: Syllabus) -> HomeTrack:
    return HomeTrack(
        title=syllabus.track.meta.title,
        weeks=len(syllabus.totals["weeks"]),
        rolling=syllabus.track.meta.enrolment != "cohort",
        sheets=tuple(meeting_path(meeting) for meeting in syllabus.meetings),
    )


def _group(group: Running) -> HomeGroup:
    meta = group.dated.group.meta
    usual = next(iter(group.dated.meetings), None)
    return HomeGroup(
        title=group.title,
        path=group_path(group),
        track=group.syllabus.track.id,
        where=place_of(usual) if usual else meta.where,
        leaders=named_leaders(meta.leaders),
    )


def _meeting(library: Library, group: Running, one: GroupMeeting, had: Mapping[str, datetime.date]) -> HomeMeeting:
    usual, own = group.meeting(one), _group(group)
    where, led = place_of(one), named_leaders(one.leaders)
    return HomeMeeting(
        on=one.on,
        group=group.id,
        sheet=meeting_path(usual),
        **other_times(library, usual, one),
        where=where if where != own.where else "",
        leaders=led if led != own.leaders else "",
        remark=remark_on(library, group, one),
        had={name: day for name, day in had.items() if library.sessions[name].guide.part(AGAIN)},
    )

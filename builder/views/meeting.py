"""The facilitator's run sheet for one meeting: clock times, what to print and bring, home practice, a word for newcomers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from builder.model.library import Library
from builder.model.session import Session
from builder.planner.hours import as_clock, as_hours
from builder.text.guide import Part
from builder.tracks.plan import Meeting, MeetingPart, Syllabus
from builder.views.card import NEWCOMER_NAMES, PageLink, meeting_path
from builder.views.cards import CardsLink, cards_link
from builder.views.common import clock
from builder.views.firstday import FirstDayPage, first_day_pages
from builder.views.guide import timeline
from builder.views.help import duty_lines
from builder.views.note import note_path
from builder.views.page import DutyLine, Page
from builder.views.room import room_path

EVENING = 16 * 60


class AgendaLine(Struct, frozen=True, kw_only=True):
    """A part of a meeting at its clock time. `path` leads to the guide where the part is a session."""

    start: str
    minutes: int
    title: str
    path: str
    again: bool
    counts: bool
    short_minutes: int = 0


class RunPart(Struct, frozen=True, kw_only=True):
    """A part inside a session at its clock time, written without am and pm; `short` is 0 where it is left out on a short day."""

    start: str
    minutes: int
    short: int
    title: str


class RunLine(Struct, frozen=True, kw_only=True):
    """A line of the run sheet: a part of the meeting, and where it is a session, the parts inside it."""

    agenda: AgendaLine
    beside: bool
    """It begins with the line before it: another group, at the same time."""
    parts: tuple[RunPart, ...]
    room: str
    note: str


class Due(Struct, frozen=True):
    """Home practice to hear about: from which session, when, and what it was."""

    title: str
    when: str
    task: str


class Newcomer(Struct, frozen=True, kw_only=True):
    """What to say to someone new about one of today's sessions."""

    title: str
    path: str
    mark: str
    part: Part | None
    """The guide's own words for them; fetched when a page is made of it."""


class RunSheetView(Struct, frozen=True, kw_only=True):
    id: str
    track: str
    track_id: str
    track_path: str
    theme: str
    start: str
    end: str
    starts: str
    """The start as a time field takes it: `17:30`."""
    clock: str
    """How times are written: `12-hour` or `24-hour`."""
    evening: bool
    net: str
    lines: tuple[RunLine, ...]
    duty: tuple[DutyLine, ...]
    """The clinician on duty: the program's, and those of groups that run this track."""
    prints: tuple[tuple[str, str], ...]
    cards: tuple[CardsLink, ...]
    bring: tuple[tuple[str, tuple[str, ...]], ...]
    due: tuple[Due, ...]
    sets: tuple[Due, ...]
    newcomers: tuple[Newcomer, ...]
    first_day: tuple[FirstDayPage, ...]
    """What someone gets who starts today; empty where nobody does."""
    catch_up: str
    """Path of the page on entry, where this day's catch-up list stands; empty where nobody starts on the way."""
    entry_id: str
    before: PageLink | None
    after: PageLink | None
    next_sessions: tuple[str, ...]
    review: str


def meeting_pages(library: Library, syllabus: Syllabus) -> Iterator[Page]:
    for index, meeting in enumerate(syllabus.meetings):
        after = syllabus.meetings[index + 1] if index + 1 < len(syllabus.meetings) else None
        before = syllabus.meetings[index - 1] if index else None
        yield Page(
            path=meeting_path(meeting),
            title=meeting.title,
            template="meeting.html",
            view=_meeting(library, syllabus, meeting, before, after),
            description=meeting.theme,
        )


def agenda(library: Library, meeting: Meeting) -> tuple[AgendaLine, ...]:
    """The parts of a meeting in order."""
    return tuple(
        AgendaLine(
            start=clock(library, part.start),
            minutes=part.minutes,
            title=part.name,
            path=part.session.id if part.session else "",
            again=part.again,
            counts=part.counts,
            short_minutes=min(part.session.short_minutes, part.minutes) if part.session else 0,
        )
        for part in meeting.parts
    )


def run_sheet(library: Library, meeting: Meeting) -> tuple[RunLine, ...]:
    """The agenda with the parts inside each session."""
    return tuple(
        RunLine(
            agenda=line,
            beside=index > 0 and bool(part.stream) and part.start == meeting.parts[index - 1].start,
            parts=_run_parts(library, part),
            room=room_path(part.session) if part.session else "",
            note=note_path(part.session) if part.session else "",
        )
        for index, (line, part) in enumerate(zip(agenda(library, meeting), meeting.parts, strict=True))
    )


def _run_parts(library: Library, part: MeetingPart) -> tuple[RunPart, ...]:
    """The parts of a session; where its place is shorter than it is, those of the short version."""
    if not part.session:
        return ()
    steps, start, parts = timeline(part.session), part.start, []
    for step in steps:
        minutes = step.minutes if part.minutes >= part.session.meta.minutes else step.short
        parts.append(RunPart(start=clock(library, start).split()[0], minutes=minutes, short=step.short, title=step.title))
        start += minutes
    return tuple(parts)


def _meeting(library: Library, syllabus: Syllabus, meeting: Meeting, before: Meeting | None, after: Meeting | None) -> RunSheetView:
    sessions = meeting.sessions
    path = f"tracks/{syllabus.track.id}"
    starts_here = syllabus.entry is not None and any(entry["number"] == meeting.number for entry in syllabus.entry["entries"])
    return RunSheetView(
        id=meeting.id,
        track=syllabus.track.meta.title,
        track_id=syllabus.track.id,
        track_path=path,
        theme=meeting.theme,
        start=clock(library, meeting.start),
        end=clock(library, meeting.end),
        starts=as_clock(meeting.start),
        clock=library.program.meta.clock,
        evening=meeting.start >= EVENING,
        net=as_hours(meeting.minutes),
        lines=run_sheet(library, meeting),
        duty=duty_lines(library, syllabus.track.id),
        prints=tuple(dict.fromkeys((handout.meta.title, handout.id) for session in sessions for handout in library.handouts_of(session))),
        cards=tuple(cards_link(cards) for session in sessions for cards in session.cards),
        bring=tuple(dict.fromkeys((session.meta.title, session.meta.materials) for session in sessions)),
        due=tuple(dict.fromkeys(Due(s.meta.title, earlier.title, s.meta.home_practice) for s, earlier in meeting.review_due)),
        sets=tuple(dict.fromkeys(Due(session.meta.title, "", session.meta.home_practice) for session in sessions)),
        newcomers=tuple(_newcomer(session) for session in {session.id: session for session in sessions}.values()),
        first_day=first_day_pages(library, syllabus.track.meta.population) if starts_here or meeting.number == 1 else (),
        catch_up=f"{path}/entry" if starts_here else "",
        entry_id=f"{meeting.day}-{meeting.week}",
        before=PageLink(before.title, meeting_path(before)) if before else None,
        after=PageLink(after.title, meeting_path(after)) if after else None,
        next_sessions=tuple(session.meta.title for session in after.sessions) if after else (),
        review="" if all(session.approved for session in sessions) else library.program.meta.unreviewed,
    )


def _newcomer(session: Session) -> Newcomer:
    return Newcomer(title=session.meta.title, path=session.id, mark=NEWCOMER_NAMES[session.meta.newcomers], part=session.guide.part("Newcomers"))

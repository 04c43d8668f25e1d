"""The facilitator's run sheet for one meeting: clock times, what to print and bring, home practice, a word for newcomers."""

from __future__ import annotations

from collections.abc import Iterator

from builder.markup.guide import Part as GuidePart
from builder.model.library import Library
from builder.model.session import Session
from builder.plan import Meeting, Part, Syllabus
from builder.planner.hours import as_clock, as_hours
from builder.view.card import NEWCOMER_NAMES, Place, meeting_path
from builder.view.cards import CardsLink, cards_link
from builder.view.common import PART_NAMES, clock
from builder.view.firstday import FirstDayPage, first_day_pages
from builder.view.guide import timeline
from builder.view.note import note_path
from builder.view.page import Page
from builder.view.room import room_path
from builder.view.value import view

EVENING = 16 * 60


@view
class AgendaLine:
    """A part of a meeting at its clock time. `path` leads to the guide where the part is a session."""

    start: str
    minutes: int
    title: str
    path: str
    again: bool
    counts: bool
    short_minutes: int = 0


@view
class RunPart:
    """A part inside a session at its clock time, written without am and pm; `short` is 0 where it is left out on a short day."""

    start: str
    minutes: int
    short: int
    title: str


@view
class RunLine:
    """A line of the run sheet: a part of the meeting, and where it is a session, the parts inside it."""

    agenda: AgendaLine
    parts: tuple[RunPart, ...]
    room: str
    note: str


@view
class Due:
    """Home practice to hear about: from which session, when, and what it was."""

    title: str
    when: str
    task: str


@view
class Newcomer:
    """What to say to someone new about one of today's sessions."""

    title: str
    path: str
    mark: str
    part: GuidePart | None
    """The guide's own words for them; fetched when a page is made of it."""


@view
class MeetingView:
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
    before: Place | None
    after: Place | None
    next_sessions: tuple[str, ...]
    review: str


def meeting_pages(library: Library, syllabus: Syllabus) -> Iterator[Page]:
    for index, meeting in enumerate(syllabus.meetings):
        after = syllabus.meetings[index + 1] if index + 1 < len(syllabus.meetings) else None
        before = syllabus.meetings[index - 1] if index else None
        yield Page(meeting_path(meeting), meeting.title, "meeting.html", _meeting(library, syllabus, meeting, before, after), meeting.theme)


def agenda(library: Library, meeting: Meeting) -> tuple[AgendaLine, ...]:
    """The parts of a meeting in order."""
    return tuple(
        AgendaLine(
            clock(library, part.start),
            part.minutes,
            part.session.meta.title if part.session else PART_NAMES[part.kind],
            part.session.id if part.session else "",
            part.again,
            part.kind != "break",
            part.session.short_minutes if part.session else 0,
        )
        for part in meeting.parts
    )


def run_sheet(library: Library, meeting: Meeting) -> tuple[RunLine, ...]:
    """The agenda with the parts inside each session."""
    return tuple(
        RunLine(
            line,
            _run_parts(library, part),
            room_path(part.session) if part.session else "",
            note_path(part.session) if part.session else "",
        )
        for line, part in zip(agenda(library, meeting), meeting.parts, strict=True)
    )


def _run_parts(library: Library, part: Part) -> tuple[RunPart, ...]:
    steps = timeline(part.session) if part.session else ()
    return tuple(RunPart(clock(library, part.start + step.start).split()[0], step.minutes, step.short, step.title) for step in steps)


def _meeting(library: Library, syllabus: Syllabus, meeting: Meeting, before: Meeting | None, after: Meeting | None) -> MeetingView:
    sessions = meeting.sessions
    path = f"tracks/{syllabus.track.id}"
    return MeetingView(
        meeting.id,
        syllabus.track.meta.title,
        syllabus.track.id,
        path,
        meeting.theme,
        clock(library, meeting.start),
        clock(library, meeting.end),
        as_clock(meeting.start),
        library.program.meta.clock,
        meeting.start >= EVENING,
        as_hours(meeting.minutes),
        run_sheet(library, meeting),
        tuple((handout.meta.title, handout.id) for session in sessions for handout in library.handouts_of(session)),
        tuple(cards_link(cards) for session in sessions for cards in session.cards),
        tuple((session.meta.title, session.meta.materials) for session in sessions),
        tuple(Due(s.meta.title, earlier.title, s.meta.home_practice) for s, earlier in meeting.review_due),
        tuple(Due(session.meta.title, "", session.meta.home_practice) for session in sessions),
        tuple(_newcomer(session) for session in sessions),
        first_day_pages(library, syllabus.track.meta.population) if syllabus.entry or meeting.number == 1 else (),
        f"{path}/entry" if syllabus.entry else "",
        f"{meeting.day}-{meeting.week}",
        Place(before.title, meeting_path(before)) if before else None,
        Place(after.title, meeting_path(after)) if after else None,
        tuple(session.meta.title for session in after.sessions) if after else (),
        "" if all(session.approved for session in sessions) else library.program.meta.unreviewed,
    )


def _newcomer(session: Session) -> Newcomer:
    return Newcomer(session.meta.title, session.id, NEWCOMER_NAMES[session.meta.newcomers], session.guide.part("Newcomers"))

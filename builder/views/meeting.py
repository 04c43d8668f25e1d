"""The facilitator's run sheet for one meeting: clock times, what to print and bring, home practice, a word for newcomers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from builder.model.library import Library
from builder.model.session import Session
from builder.planner.hours import as_clock, as_hours
from builder.text.guide import AGAIN, Part
from builder.tracks.packets import EntryPacket, entry_packets, handouts_of
from builder.tracks.plan import Meeting, Syllabus
from builder.tracks.steps import steps_of_meeting
from builder.views.card import NEWCOMER_NAMES, PageLink, meeting_path
from builder.views.cards import CardsLink, cards_link
from builder.views.common import clock
from builder.views.firstday import GivenPage, first_day_pages, last_day_pages, measures_today, time_together
from builder.views.help import duty_lines
from builder.views.note import note_path
from builder.views.page import DutyLine, Page
from builder.views.room import Kept, room_path
from builder.views.self_rating import self_rating_path
from builder.views.to_print import PrintView, print_view

EVENING = 16 * 60


class AgendaLine(Struct, frozen=True, kw_only=True):
    """A part of a meeting at its clock time. `path` leads to the guide that it is led by."""

    start: str
    minutes: int
    title: str
    path: str
    again: bool
    counts: bool
    short_minutes: int = 0
    second: str = ""
    """Where it comes again, or the weeks come round: the heading of its guide under which stands what those do who know it."""


class RunPart(Struct, frozen=True, kw_only=True):
    """A part inside a session at its clock time, written without am and pm; `short` is 0 where it is left out on a short day."""

    start: str
    minutes: int
    short: int
    title: str


class RunLine(Struct, frozen=True, kw_only=True):
    """A line of the run sheet: a part of the meeting, and where it is a session, the parts inside it."""

    agenda: AgendaLine
    row: int
    column: int
    """From 1: lines of groups that meet at one time stand side by side in one row."""
    parallel: bool
    """One of such groups."""
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
    track: str
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
    day: str
    """The weekday: `mon`."""
    room: str
    """Path of the whole meeting in room mode."""
    lines: tuple[RunLine, ...]
    columns: int
    """How many groups meet at one time, at most."""
    duty: tuple[DutyLine, ...]
    """The clinician on duty: the program's, and those of groups that run this track."""
    prints: tuple[tuple[str, str], ...]
    print: PrintView
    cards: tuple[CardsLink, ...]
    bring: tuple[tuple[str, tuple[str, ...]], ...]
    due: tuple[Due, ...]
    due_later: tuple[Due, ...]
    """Of the round before: for a group that has had one."""
    sets: tuple[Due, ...]
    newcomers: tuple[Newcomer, ...]
    first_day: tuple[GivenPage, ...]
    """What someone gets who starts today; empty where nobody does."""
    first_day_time: str
    """What that takes of staff's time, in all."""
    measures: tuple[GivenPage, ...]
    """What everyone fills in today."""
    last_day: tuple[GivenPage, ...]
    """What someone gets who leaves today."""
    last_day_time: str
    catch_up: str
    """Path of the page on entry, where this day's catch-up list stands; empty where nobody starts on the way."""
    entry_id: str
    before: PageLink | None
    after: PageLink | None
    next_sessions: tuple[str, ...]
    kept: Kept
    review: str


def meeting_pages(library: Library, syllabus: Syllabus) -> Iterator[Page]:
    catch_up = entry_packets(library, syllabus)
    for index, meeting in enumerate(syllabus.meetings):
        after = syllabus.meetings[index + 1] if index + 1 < len(syllabus.meetings) else None
        before = syllabus.meetings[index - 1] if index else None
        yield Page(
            path=meeting_path(meeting),
            title=meeting.title,
            template="meeting.html",
            view=_meeting(library, syllabus, catch_up[index], before, after),
            description=meeting.theme,
        )


def agenda(library: Library, meeting: Meeting) -> tuple[AgendaLine, ...]:
    """The parts of a meeting in order."""
    return tuple(
        AgendaLine(
            start=clock(library, part.start),
            minutes=part.minutes,
            title=f"{part.name}: {part.guide.meta.title}" if part.guide else part.name,
            path=part.led_by.id if part.led_by else "",
            again=part.again,
            counts=part.counts,
            second=AGAIN if (part.again or meeting.comes_round) and part.session and part.session.guide.part(AGAIN) else "",
            short_minutes=min(part.led_by.short_minutes, part.minutes) if part.led_by else 0,
        )
        for part in meeting.parts
    )


def run_sheet(library: Library, meeting: Meeting) -> tuple[RunLine, ...]:
    """The agenda with the parts inside each session."""
    inside = _run_parts(library, meeting)
    places = list(dict.fromkeys(part.start for part in meeting.parts))
    return tuple(
        RunLine(
            agenda=line,
            row=places.index(part.start) + 1,
            column=[one.start for one in meeting.parts[:index]].count(part.start) + 1,
            parallel=bool(part.stream),
            parts=tuple(inside.get(index, ())),
            room=room_path(part.led_by) if part.led_by else "",
            note=note_path(part.led_by) if part.led_by else "",
        )
        for index, (line, part) in enumerate(zip(agenda(library, meeting), meeting.parts, strict=True))
    )


def _run_parts(library: Library, meeting: Meeting) -> dict[int, list[RunPart]]:
    """The parts of the sessions by the number of the line, as long as the planner makes them where a place is shorter than its session."""
    found: dict[int, list[RunPart]] = {}
    start = 0
    for step in steps_of_meeting(meeting):
        part = meeting.parts[step["line"]]
        if step["part"] is None or not part.led_by:
            continue
        start = start if step["part"] else part.start
        title = part.led_by.guide.timed[step["part"]].title
        line = RunPart(start=clock(library, start).split()[0], minutes=step["minutes"], short=step["short"], title=title)
        found.setdefault(step["line"], []).append(line)
        start += step["minutes"]
    return found


def tonight_path(meeting: Meeting) -> str:
    """The whole meeting in room mode."""
    return f"{meeting_path(meeting)}/room"


def due_today(meeting: Meeting) -> tuple[Due, ...]:
    """Home practice to hear about."""
    return _due(meeting.review_due)


def due_later(meeting: Meeting) -> tuple[Due, ...]:
    """Home practice of the round before, for a group that has had one."""
    return _due(meeting.review_later)


def _due(review: Iterable[tuple[Session, Meeting]]) -> tuple[Due, ...]:
    return tuple(dict.fromkeys(Due(s.meta.title, earlier.title, s.meta.home_practice) for s, earlier in review))


def first_day_of(library: Library, syllabus: Syllabus, meeting: Meeting) -> tuple[GivenPage, ...]:
    """What someone gets who starts at this meeting; nothing where nobody does."""
    return first_day_pages(library, syllabus.track.meta.population) if _people_start(syllabus, meeting) else ()


def _people_start(syllabus: Syllabus, meeting: Meeting) -> bool:
    return _starts_here(syllabus, meeting) or meeting.number == 1


def _starts_here(syllabus: Syllabus, meeting: Meeting) -> bool:
    return syllabus.entry is not None and any(entry["number"] == meeting.number for entry in syllabus.entry["entries"])


def kept_for(library: Library, meeting: Meeting) -> Kept:
    """What the whole meeting needs on a device without internet: both its pages, and of each session guide, room mode, note, self-rating, handouts and cards."""
    sessions = list({session.id: session for session in (*meeting.sessions, *meeting.guides)}.values())
    own = [page for session in sessions for page in (session.id, room_path(session), note_path(session), self_rating_path(session))]
    printed = [handout.id for handout in handouts_of(library, sessions, meeting.measures)]
    printed += [cards.id for session in sessions for cards in session.cards]
    return Kept(tuple(dict.fromkeys((meeting_path(meeting), tonight_path(meeting), *own, *printed))), tuple(dict.fromkeys(printed)))


def _meeting(library: Library, syllabus: Syllabus, catch_up: EntryPacket, before: Meeting | None, after: Meeting | None) -> RunSheetView:
    meeting = catch_up.meeting
    sessions, lines = meeting.sessions, run_sheet(library, meeting)
    led, population = (*sessions, *meeting.guides), syllabus.track.meta.population
    path = f"tracks/{syllabus.track.id}"
    first, last = first_day_of(library, syllabus, meeting), last_day_pages(library, population)
    return RunSheetView(
        track=syllabus.track.meta.title,
        track_path=path,
        theme=meeting.theme,
        start=clock(library, meeting.start),
        end=clock(library, meeting.end),
        starts=as_clock(meeting.start),
        clock=library.program.meta.clock,
        evening=meeting.start >= EVENING,
        net=as_hours(meeting.minutes),
        room=tonight_path(meeting),
        day=meeting.day,
        lines=lines,
        columns=max((line.column for line in lines), default=1),
        duty=duty_lines(library, syllabus.track.id),
        prints=tuple((handout.meta.title, handout.id) for handout in handouts_of(library, led, meeting.measures)),
        print=print_view(library, syllabus, catch_up if _people_start(syllabus, meeting) else None, meeting, before),
        cards=tuple(cards_link(cards) for session in led for cards in session.cards),
        bring=tuple(dict.fromkeys((session.meta.title, session.meta.materials) for session in led)),
        due=due_today(meeting),
        due_later=due_later(meeting),
        sets=tuple(dict.fromkeys(Due(session.meta.title, "", session.meta.home_practice) for session in led if session.meta.home_practice)),
        newcomers=tuple(_newcomer(session) for session in {session.id: session for session in sessions}.values()),
        first_day=first,
        first_day_time=time_together(first),
        measures=measures_today(library, population, meeting),
        last_day=last,
        last_day_time=time_together(last),
        catch_up=f"{path}/entry" if _starts_here(syllabus, meeting) else "",
        entry_id=f"{meeting.day}-{meeting.week}",
        before=PageLink(before.title, meeting_path(before)) if before else None,
        after=PageLink(after.title, meeting_path(after)) if after else None,
        next_sessions=tuple(session.meta.title for session in after.sessions) if after else (),
        kept=kept_for(library, meeting),
        review="" if all(session.approved for session in led) else library.program.meta.unreviewed,
    )


def _newcomer(session: Session) -> Newcomer:
    return Newcomer(title=session.meta.title, path=session.id, mark=NEWCOMER_NAMES[session.meta.newcomers], part=session.guide.part("Newcomers"))

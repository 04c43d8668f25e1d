"""A whole meeting in room mode: check-in, sessions, breaks and what else the day has, one part after the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from builder.model.library import Library
from builder.model.session import Session
from builder.planner.hours import as_clock
from builder.planner.shorten import SPARE, savings
from builder.tracks.plan import Meeting, MeetingPart, Syllabus
from builder.tracks.steps import least_of_weeks, steps_of_meeting
from builder.views.card import NEWCOMER_NAMES, PageLink, meeting_path
from builder.views.firstday import measures_today, time_together
from builder.views.meeting import Due, due_later, due_today, first_day_of, kept_for, tonight_path
from builder.views.page import Page, joined
from builder.views.room import RoomList, RoomRow, RoomStep, RoomView, risk_protocol, room_session, room_sources, session_step
from builder.views.wall import meeting_wall_link

if TYPE_CHECKING:
    from builder.model.plan_types import DayLeast, PlainStep


def evening_pages(library: Library, syllabus: Syllabus) -> Iterator[Page]:
    """The room mode of every meeting of a track."""
    leasts = least_of_weeks(library, syllabus)
    for meeting, after in zip(syllabus.meetings, (*syllabus.meetings[1:], None), strict=True):
        yield Page(
            path=tonight_path(meeting),
            title=f"Room mode: {meeting.title}",
            template="room.html",
            view=_evening(library, syllabus, meeting, after, leasts[meeting.week]),
            hide=("toc", "search"),
        )


def _evening(library: Library, syllabus: Syllabus, meeting: Meeting, after: Meeting | None, least: DayLeast | None) -> RoomView:
    plain = steps_of_meeting(meeting)
    guides = list({part.led_by.id: part.led_by for part in meeting.parts if part.led_by}.values())
    protocol = risk_protocol(library)
    streams = tuple(dict.fromkeys(part.stream for part in meeting.parts if part.stream))
    mine = [step for step in plain if step["stream"] in ("", *streams[:1])]
    steps = tuple(_step(library, syllabus, meeting, after, one, is_last=number == len(plain) - 1) for number, one in enumerate(plain))
    return RoomView(
        back=PageLink("The run sheet", meeting_path(meeting)),
        clock=library.program.meta.clock,
        minutes=meeting.end - meeting.start,
        short_minutes=sum(step["short"] if step["kind"] == "session" else step["minutes"] for step in mine),
        ends=as_clock(meeting.end),
        least=least["minutes"] if least else 0,
        least_of=least["title"] if least else "",
        savings=json.dumps(savings(plain)),
        streams=streams,
        newcomers=True,
        steps=steps,
        sessions=tuple(room_session(part.led_by, line, part.stream) for line, part in enumerate(meeting.parts) if part.led_by),
        protocol=protocol.blocks,
        sources=room_sources(library, guides, protocol),
        kept=kept_for(library, meeting),
        review="" if all(guide.approved for guide in guides) else library.program.meta.unreviewed,
        wall=meeting_wall_link(library, meeting, tonight_path(meeting)),
    )


def _step(library: Library, syllabus: Syllabus, meeting: Meeting, after: Meeting | None, step: PlainStep, is_last: bool) -> RoomStep:
    part = meeting.parts[step["line"]]
    if step["part"] is not None and (guide := part.led_by):
        own = session_step(step, guide, guide.meta.title, _ready(library, guide), part.again, meeting.comes_round)
        return replace(own, lists=tuple(_beside_guide(library, meeting, after, part, step, is_last))) if guide.is_process else own
    lists = () if step["kind"] == SPARE else tuple(_lists(library, syllabus, meeting, after, part, is_last))
    return RoomStep(
        line=step["line"],
        kind=step["kind"],
        stream=step["stream"],
        session="",
        title=_title(part, step),
        of="",
        minutes=step["minutes"],
        short=step["short"],
        exercises=(),
        brief=(),
        ready=(),
        part=None,
        newcomers=None,
        again=None,
        later=None,
        lists=lists,
    )


def _title(part: MeetingPart, step: PlainStep) -> str:
    if step["kind"] != SPARE:
        return part.name
    return "Until the other groups are done" if step["stream"] else "Time to spare"


def _ready(library: Library, session: Session) -> tuple[str, ...]:
    return (*session.meta.materials, *(handout.meta.title for handout in library.handouts_of(session)))


def _lists(library: Library, syllabus: Syllabus, meeting: Meeting, after: Meeting | None, part: MeetingPart, is_last: bool) -> Iterator[RoomList]:
    """What the library knows for a part that is no session: how to lead it; at check-in who is new and what is due, in a break what follows, at the end what to give."""
    if words := next((words for kind, words in library.program.meta.leading.items() if kind == part.kind), ()):
        yield RoomList("How to lead it", tuple(RoomRow(line) for line in words))
    if part.kind == "check-in":
        yield from _for_newcomers(library, syllabus, meeting)
        measures = measures_today(library, syllabus.track.meta.population, meeting)
        if measures:
            yield RoomList("To fill in today, everyone", tuple(RoomRow(page.title, page.with_staff, page.path) for page in measures))
        due, later = _heard(due_today(meeting)), _heard(due_later(meeting))
        yield RoomList(
            "Home practice to hear about", due or (RoomRow(f"None yet{' in a first round' if later else ''}: today's modules start fresh."),)
        )
        if later:
            yield RoomList("In a later round: home practice from the one before", later)
    if part.kind == "process":
        yield from _other_guides(library)
    coming = [one for one in meeting.parts if one.session and one.start >= part.end]
    following = [one for one in coming if one.start == coming[0].start]
    if part.kind in ("check-in", "break") and following:
        yield RoomList(
            "Have ready for what follows",
            tuple(RoomRow(one.name, joined(_ready(library, one.session)), one.session.id) for one in following if one.session),
        )
    if part.kind not in ("check-in", "break", "wrap-up"):
        yield from _so_far(meeting, part)
    if part.kind == "wrap-up" or is_last:
        yield from _to_give(meeting, after)


def _beside_guide(library: Library, meeting: Meeting, after: Meeting | None, part: MeetingPart, step: PlainStep, is_last: bool) -> Iterator[RoomList]:
    """What the library knows for open group time that has a guide: as it begins, and as the meeting ends with it."""
    if not step["part"]:
        yield from _other_guides(library, part.guide)
        yield from _so_far(meeting, part)
    if is_last:
        yield from _to_give(meeting, after)


def _heard(due: Iterable[Due]) -> tuple[RoomRow, ...]:
    return tuple(RoomRow(one.title, f"{one.when}: {one.task}") for one in due)


def _so_far(meeting: Meeting, part: MeetingPart) -> Iterator[RoomList]:
    before = {one.session.id: one.session for one in meeting.parts if one.session and one.end <= part.start}
    if before:
        yield RoomList("Today's sessions so far", tuple(RoomRow(session.meta.title, session.meta.summary, session.id) for session in before.values()))


def _to_give(meeting: Meeting, after: Meeting | None) -> Iterator[RoomList]:
    given = {session.id: session for session in meeting.sessions}.values()
    if given:
        yield RoomList("Home practice to give", tuple(RoomRow(session.meta.title, session.meta.home_practice) for session in given))
    if after:
        titles = [session.meta.title for session in after.sessions]
        yield RoomList("Next time", (RoomRow(after.title, joined(titles), meeting_path(after)),))


def _other_guides(library: Library, planned: Session | None = None) -> Iterator[RoomList]:
    """What the group brings may ask for another guide than the one whose turn it is."""
    others = [guide for guide in library.process_guides if guide is not planned]
    if others:
        rows = tuple(RoomRow(guide.meta.title, guide.meta.summary, guide.id) for guide in others)
        yield RoomList("Guides for what comes up" if planned is None else "Something else came up? Another guide", rows)


def _for_newcomers(library: Library, syllabus: Syllabus, meeting: Meeting) -> Iterator[RoomList]:
    given = first_day_of(library, syllabus, meeting)
    pages = tuple(RoomRow(page.title, page.with_staff, page.path) for page in given)
    sessions = {session.id: session for session in meeting.sessions}.values()
    marks = tuple(RoomRow(session.meta.title, NEWCOMER_NAMES[session.meta.newcomers]) for session in sessions)
    if pages:
        yield RoomList(f"Someone is new: to give today. {time_together(given)}".strip(), pages, for_newcomers=True)
    if marks:
        yield RoomList("Someone is new: today's sessions", marks, for_newcomers=True)

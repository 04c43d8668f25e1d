"""What someone gets who was not there: the pages of a meeting that was missed, and what to catch up on for someone whose first day it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder.model.catalogue import catalogue_of, track_of
from builder.model.library import Library
from builder.model.session import Handout, Session
from builder.planner.entry import entry
from builder.planner.timetable import by_stream
from builder.tracks.plan import Meeting, Syllabus


@dataclass(frozen=True)
class EntryPacket:
    """For someone whose first day is this meeting: the sessions that came before and help, and all pages that they get, each once."""

    meeting: Meeting
    before: tuple[Session, ...]
    handouts: tuple[Handout, ...]


def handouts_of(library: Library, sessions: Iterable[Session], first: Iterable[Handout] = ()) -> tuple[Handout, ...]:
    """The handouts of sessions, each once, in the order in which they first come, behind those that come `first`."""
    each = (*first, *(handout for session in sessions for handout in library.handouts_of(session)))
    return tuple({handout.id: handout for handout in each}.values())


def entry_packets(library: Library, syllabus: Syllabus) -> tuple[EntryPacket, ...]:
    """One for each meeting, in their order. In a track with streams what came before is reckoned for the first of them."""
    rows = entry(catalogue_of(library), by_stream(track_of(syllabus.track))[0][1], any_day=True)["entries"]
    before = {row["number"]: tuple(library.sessions[one["session"]] for one in row["catch_up"]) for row in rows}
    return tuple(_entry_packet(library, syllabus, meeting, before.get(meeting.number, ())) for meeting in syllabus.meetings)


def _entry_packet(library: Library, syllabus: Syllabus, meeting: Meeting, before: tuple[Session, ...]) -> EntryPacket:
    given = library.first_day(syllabus.track.meta.population)
    how_group_works = library.modules[0].sessions[:1]
    own = [session for session in how_group_works if not given and session not in meeting.sessions]
    pages = handouts_of(library, [*own, *meeting.sessions, *before], (library.handouts[one.handout] for one in given))
    return EntryPacket(meeting, before, pages)

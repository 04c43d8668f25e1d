"""What a facilitator prints for one meeting beside its handouts: packets. The page counts copies and joins the files in the browser."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from builder.model.library import Library
from builder.model.session import Handout
from builder.tracks.packets import EntryPacket, handouts_of
from builder.tracks.plan import Meeting, Syllabus
from builder.views.card import meeting_path


class PrintedPacket(Struct, frozen=True):
    """Handouts for one person, by title and path, behind a cover that is a file of the page at `path`."""

    path: str
    handouts: tuple[tuple[str, str], ...]


class PrintView(Struct, frozen=True, kw_only=True):
    """`name` is what the joined file is called: `evening-week-1-mon`."""

    name: str
    new: PrintedPacket | None
    """For someone whose first day it is; None where nobody begins on this day."""
    missed: PrintedPacket | None
    """For someone who was not at the meeting before; None where it gave out nothing."""


def print_view(library: Library, syllabus: Syllabus, catch_up: EntryPacket | None, meeting: Meeting, before: Meeting | None) -> PrintView:
    missed = handouts_of(library, before.sessions) if before else ()
    return PrintView(
        name=f"{syllabus.track.id}-{meeting.id}",
        new=PrintedPacket(meeting_path(meeting), _titled(catch_up.handouts)) if catch_up else None,
        missed=PrintedPacket(meeting_path(before), _titled(missed)) if before and missed else None,
    )


def _titled(handouts: Iterable[Handout]) -> tuple[tuple[str, str], ...]:
    return tuple((handout.meta.title, handout.id) for handout in handouts)

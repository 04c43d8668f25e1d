"""What people get beside the handouts of sessions, as staff see it: on their first day, on their last, and the measures of a day."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from builder.model.library import Library
from builder.model.program import GivenOut
from builder.tracks.plan import Meeting


class GivenPage(Struct, frozen=True):
    """A page, and who does what with it."""

    title: str
    path: str
    with_staff: str


def first_day_pages(library: Library, population: str) -> tuple[GivenPage, ...]:
    """What someone of this population gets on the day they start."""
    return _pages(library, library.first_day(population))


def last_day_pages(library: Library, population: str) -> tuple[GivenPage, ...]:
    """What they get on the day they leave."""
    return _pages(library, library.last_day(population))


def measures_today(library: Library, population: str, meeting: Meeting) -> tuple[GivenPage, ...]:
    """What everyone fills in at a meeting, with what staff do with it on a first day."""
    words = {one.handout: one.with_staff for one in library.first_day(population)}
    return tuple(GivenPage(handout.meta.title, handout.id, words.get(handout.id, "")) for handout in meeting.measures)


def _pages(library: Library, given: Iterable[GivenOut]) -> tuple[GivenPage, ...]:
    return tuple(GivenPage(library.handouts[one.handout].meta.title, one.handout, one.with_staff) for one in given)

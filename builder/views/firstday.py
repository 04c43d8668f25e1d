"""What people get beside the handouts of sessions, as staff see it: on their first day, on their last, and the measures of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct

from builder.model.library import Library
from builder.model.program import GivenOut
from builder.planner.words import counted
from builder.tracks.plan import Meeting


class GivenPage(Struct, frozen=True, kw_only=True):
    """A page, who does what with it, and in how many minutes one to one: 0 where nobody has said."""

    title: str
    path: str
    with_staff: str
    minutes: int = 0


def first_day_pages(library: Library, population: str) -> tuple[GivenPage, ...]:
    """What someone of this population gets on the day they start."""
    return _pages(library, library.first_day(population))


def last_day_pages(library: Library, population: str) -> tuple[GivenPage, ...]:
    """What they get on the day they leave."""
    return _pages(library, library.last_day(population))


def time_together(pages: Collection[GivenPage]) -> str:
    """What the pages of someone's day take one to one, in all: `About 85 minutes, one to one.`; empty where no page says."""
    minutes = sum(page.minutes for page in pages)
    without = sum(not page.minutes for page in pages)
    if not minutes:
        return ""
    beside = f", beside {counted(without, 'page')} without a time" if without else ""
    return f"About {counted(minutes, 'minute')}, one to one{beside}."


def measures_today(library: Library, population: str, meeting: Meeting) -> tuple[GivenPage, ...]:
    """What everyone fills in at a meeting, with what staff do with it on a first day."""
    words = {one.handout: one.with_staff for one in library.first_day(population)}
    return tuple(GivenPage(title=handout.meta.title, path=handout.id, with_staff=words.get(handout.id, "")) for handout in meeting.measures)


def _pages(library: Library, given: Iterable[GivenOut]) -> tuple[GivenPage, ...]:
    return tuple(
        GivenPage(title=library.handouts[one.handout].meta.title, path=one.handout, with_staff=one.with_staff, minutes=one.minutes or 0)
        for one in given
    )

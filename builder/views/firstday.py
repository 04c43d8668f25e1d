"""The first day, as staff see it: each page that someone gets who starts today, and who does what with it."""

from __future__ import annotations

from msgspec import Struct

from builder.model.library import Library


class FirstDayPage(Struct, frozen=True):
    title: str
    path: str
    with_staff: str


def first_day_pages(library: Library, population: str) -> tuple[FirstDayPage, ...]:
    """What someone of this population gets on the day they start."""
    return tuple(FirstDayPage(library.handouts[one.handout].meta.title, one.handout, one.with_staff) for one in library.first_day(population))

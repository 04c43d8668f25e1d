"""What the library has for a track's population and the track does not teach: session by session while that is short to read, then module by module.

The list grows with the track and not with the library: beyond `IN_FULL`, it names no more sessions than the track teaches and no more modules than the
track touches, and counts the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from builder.model.library import Library
from builder.model.module import Module
from builder.model.session import Session
from builder.tracks.plan import Syllabus
from builder.views.card import PageLink, SessionCard, cards_of

IN_FULL = 40
"""As many sessions, or modules, are shown one by one. Forty cards are some ten screens of a phone; more would be scrolled past, not read."""


class ModuleLeft(Struct, frozen=True, kw_only=True):
    """How many sessions of a module are taught and left out; `named` are those left out where at least as many are taught, else none."""

    title: str
    path: str
    taught: int
    left: int
    named: tuple[PageLink, ...]


class Rest(Struct, frozen=True):
    """Modules too many to list, and the sessions in them."""

    modules: int
    sessions: int


class NotTaught(Struct, frozen=True, kw_only=True):
    """`sessions` is the number left out: each has one of `cards` where they are few, else the modules tell of them."""

    sessions: int
    cards: tuple[SessionCard, ...] = ()
    in_part: tuple[ModuleLeft, ...] = ()
    not_at_all: tuple[ModuleLeft, ...] = ()
    rest: Rest | None = None
    """In place of `not_at_all`, where those are many."""


def not_taught(library: Library, syllabus: Syllabus) -> NotTaught:
    """The sessions that are written for the population of a track and are not in it, in teaching order."""
    taught = {session.id for meeting in syllabus.meetings for session in meeting.sessions}
    population = syllabus.track.meta.population
    left = [(module, [s for s in module.sessions if s.id not in taught and population in s.meta.suits]) for module in library.at_places.modules]
    count = sum(len(sessions) for _, sessions in left)
    if count <= IN_FULL:
        return NotTaught(sessions=count, cards=tuple(map(cards_of(library), (session for _, sessions in left for session in sessions))))
    modules = [_module(module, sum(s.id in taught for s in module.sessions), sessions) for module, sessions in left if sessions]
    in_part = tuple(module for module in modules if module.taught)
    not_at_all = tuple(module for module in modules if not module.taught)
    if len(not_at_all) <= IN_FULL:
        return NotTaught(sessions=count, cards=(), in_part=in_part, not_at_all=not_at_all)
    return NotTaught(sessions=count, cards=(), in_part=in_part, rest=Rest(len(not_at_all), sum(module.left for module in not_at_all)))


def _module(module: Module, taught: int, left: Sequence[Session]) -> ModuleLeft:
    named = tuple(PageLink(session.meta.title, session.id) for session in left) if len(left) <= taught else ()
    return ModuleLeft(title=module.meta.title, path=module.id, taught=taught, left=len(left), named=named)

"""The whole curriculum, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from builder.model.program import Program
from builder.model.reference import Language, Sources, Standard
from builder.model.session import Handout, Module, Session
from builder.model.track import Track


@dataclass(frozen=True)
class Library:
    program: Program
    sources: Sources
    language: Language
    standards: Mapping[str, Standard]
    modules: tuple[Module, ...]
    tracks: tuple[Track, ...]

    @cached_property
    def sessions(self) -> Mapping[str, Session]:
        """Every session by id, in teaching order."""
        return {session.id: session for module in self.modules for session in module.sessions}

    @cached_property
    def handouts(self) -> Mapping[str, Handout]:
        """Every English handout by id."""
        return {handout.id: handout for session in self.sessions.values() for handout in session.handouts}

    @cached_property
    def citations(self) -> Mapping[str, int]:
        """Source id to the number of sessions and modules that cite it."""
        counts = dict.fromkeys(self.sources.citations, 0)
        cited = [{source for cite in module.body.cites() for source in cite.sources} for module in self.modules]
        for names in (*(session.meta.sources for session in self.sessions.values()), *cited):
            for source in names:
                counts[source] = counts.get(source, 0) + 1
        return counts

    def module(self, module_id: str) -> Module:
        return next(module for module in self.modules if module.id == module_id)

    def handouts_of(self, session: Session) -> Iterator[Handout]:
        """The handouts that a session gives out: its own, then those it borrows."""
        yield from session.handouts
        yield from (self.handouts[handout] for handout in session.meta.handouts)

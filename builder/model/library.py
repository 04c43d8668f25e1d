"""The whole curriculum, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from builder.finding import Finding
from builder.model.base import Source
from builder.model.group import RunningGroup
from builder.model.module import Module
from builder.model.palette import PALETTE, Color
from builder.model.passage import Passage
from builder.model.people import People
from builder.model.practice import published_sources
from builder.model.program import GivenOut, Program
from builder.model.reference import Language, Sources, Standard
from builder.model.session import Cards, Handout, Session, SessionKind
from builder.model.site import OtherSite, ProgramSite
from builder.model.synonyms import Synonym, Synonyms
from builder.model.track import Track
from builder.work.digest import known_once

Origin = Literal["library", "changed", "own"]
"""The library's text, a program's that was made from it, or a program's own."""


@known_once
@dataclass(frozen=True)
class Goals:
    """What every session is measured by."""

    program: Program
    sources: Sources
    language: Language
    passages: Mapping[str, Passage]
    people: People | None


@dataclass(frozen=True)
class Origins:
    """Whose texts a program's are. Empty for a folder that holds a whole curriculum by itself."""

    library: str = ""
    """Version of the library that the program lies over."""
    made_from: frozenset[str] = frozenset()
    """Files of the program's own that stand in place of the library's."""
    left_out: frozenset[str] = frozenset()
    """Ids of the library that the program leaves out."""
    findings: tuple[Finding, ...] = ()
    """Warnings: where the program's own files and the library's do not fit."""

    def of(self, source: Source) -> Origin | None:
        """Whose text this is; None where all texts are of one."""
        if not self.library:
            return None
        return "library" if source.is_librarys else "changed" if source.file in self.made_from else "own"


@dataclass(frozen=True)
class Library:
    program: Program
    sources: Sources
    language: Language
    standards: Mapping[str, Standard]
    modules: tuple[Module, ...]
    tracks: tuple[Track, ...]
    passages: Mapping[str, Passage] = field(default_factory=dict)
    people: People | None = None
    groups: tuple[RunningGroup, ...] = ()
    synonyms: Synonyms | None = None
    origins: Origins = Origins()
    site: ProgramSite | None = None
    """Whose library this is, where a program has several sites."""
    others: tuple[OtherSite, ...] = ()
    """Of the other sites what this one's staff know of them. Nothing of it is for participants."""
    shared: Program | None = None
    """The program as all of its sites have it, with the crisis lines of all: what each session is measured by. None where there is but one."""
    named_drafts: frozenset[str] = frozenset()
    """Ids of drafts, also of those that are not in it: they cannot be read, or it is the published part. A module is one while all its sessions are."""
    unfinished: tuple[Finding, ...] = ()
    """What keeps drafts from being read."""

    @cached_property
    def published(self) -> Library:
        """The library without its drafts: all that is published, printed and planned with is made of this."""
        return (
            self.without(self.drafts) if self.drafts or any(page.is_draft for session in self.sessions.values() for page in session.pages) else self
        )

    @cached_property
    def drafts(self) -> frozenset[str]:
        """Ids of the sessions and handouts in it that are drafts."""
        sessions = (session.id for session in self.sessions.values() if session.is_draft)
        return frozenset((*sessions, *(page.id for page in self.handouts.values() if page.is_draft or self.sessions[page.session].is_draft)))

    @cached_property
    def process_guides(self) -> tuple[Session, ...]:
        """The guides to the process hour."""
        return tuple(session for session in self.sessions.values() if session.is_process)

    @cached_property
    def without_process(self) -> Library:
        """The library without the guides to the process hour: all that participants see is made of this."""
        return self._without_kind("process")

    @cached_property
    def for_families(self) -> tuple[Session, ...]:
        """The sessions for family and friends."""
        return tuple(session for session in self.sessions.values() if session.is_family)

    @cached_property
    def at_places(self) -> Library:
        """The library without what is led in other parts of a day: what stands at a session's place is of this."""
        return self.without_process._without_kind("family")

    def _without_kind(self, kind: SessionKind) -> Library:
        ids = frozenset(session.id for session in self.sessions.values() if session.meta.kind == kind)
        return self.without(ids) if ids else self

    def without(self, ids: frozenset[str]) -> Library:
        """The library without some sessions and handouts, without modules that held nothing else, and without language editions that are drafts."""
        modules = tuple(
            replace(module, sessions=tuple(_without(session, ids) for session in module.sessions if session.id not in ids)) for module in self.modules
        )
        emptied = {now.id for now, before in zip(modules, self.modules, strict=True) if before.sessions and not now.sessions}
        kept = tuple(module for module in modules if module.id not in emptied)
        return replace(self, modules=kept, named_drafts=self.named_drafts | ids | emptied)

    @cached_property
    def goals(self) -> Goals:
        return Goals(program=self.program, sources=self.sources, language=self.language, passages=self.passages, people=self.people)

    @cached_property
    def shared_goals(self) -> Goals:
        """The same for every site, so that each session is looked at once for all of them."""
        return replace(self.goals, program=self.shared) if self.shared else self.goals

    def of(self, other: OtherSite) -> Library:
        """The library as another site has it, as far as its groups need it."""
        meta = self.program.meta.model_copy(update={"time_zone": other.time_zone, "public_holidays": other.public_holidays})
        return replace(self, program=replace(self.program, meta=meta), tracks=other.tracks, groups=other.groups, others=())

    @cached_property
    def run_tracks(self) -> frozenset[str]:
        """The ids of the tracks that groups run; of all, where there are no groups."""
        return frozenset(group.meta.track for group in self.groups) or frozenset(track.id for track in self.tracks)

    @cached_property
    def bare_modules(self) -> tuple[Module, ...]:
        """The modules as they are without their sessions."""
        return tuple(replace(module, sessions=()) for module in self.modules)

    @cached_property
    def sessions(self) -> Mapping[str, Session]:
        """Every session by id, in teaching order."""
        return {session.id: session for module in self.modules for session in module.sessions}

    @cached_property
    def handouts(self) -> Mapping[str, Handout]:
        """Every English handout by id."""
        return {handout.id: handout for session in self.sessions.values() for handout in session.handouts}

    @cached_property
    def cards(self) -> Mapping[str, Cards]:
        """Every set of cards by id."""
        return {cards.id: cards for session in self.sessions.values() for cards in session.cards}

    @cached_property
    def citations(self) -> Mapping[str, int]:
        """Source id to the number of sessions and modules that cite it."""
        counts = dict.fromkeys(self.sources.citations, 0)
        cited = [{source for cite in module.body.cites() for source in cite.sources} for module in self.modules]
        passages = (published_sources(passage.meta.sources) for passage in self.passages.values())
        for names in (*(published_sources(session.meta.sources) for session in self.sessions.values()), *cited, *passages):
            for source in names:
                counts[source] = counts.get(source, 0) + 1
        return counts

    @property
    def synonym_list(self) -> tuple[Synonym, ...]:
        return self.synonyms.meta.synonyms if self.synonyms else ()

    @property
    def help_words(self) -> tuple[str, ...]:
        """Words and phrases after which a search shows first who can help now."""
        own = (word for synonym in self.synonym_list if synonym.help for word in synonym.words)
        return tuple(dict.fromkeys((*self.program.meta.help_words, *own)))

    def first_day(self, population: str) -> tuple[GivenOut, ...]:
        """What someone of this population gets on the day they start, each handout once."""
        meta = self.program.meta
        return _each_once((*meta.first_day, *meta.populations[population].first_day))

    def last_day(self, population: str) -> tuple[GivenOut, ...]:
        """What they get on the day they leave."""
        meta = self.program.meta
        return _each_once((*meta.last_day, *meta.populations[population].last_day))

    def module(self, module_id: str) -> Module:
        return next(module for module in self.modules if module.id == module_id)

    def color_of(self, identity: str) -> Color:
        """The colour of what stands in a module, by its id: a session, a handout, the module itself."""
        own = self.own_color if self.program.meta.look.one_color else None
        return own or PALETTE[self.module(identity.partition("/")[0]).meta.color]

    @property
    def own_color(self) -> Color:
        """The colour of what belongs to no module."""
        return self.program.meta.look.own or PALETTE["teal"]

    def handouts_of(self, session: Session) -> Iterator[Handout]:
        """The handouts that a session gives out: its own, then those it borrows."""
        yield from session.handouts
        yield from (self.handouts[handout] for handout in session.meta.handouts)


def _each_once(given: tuple[GivenOut, ...]) -> tuple[GivenOut, ...]:
    """Each handout where it first stands, with the words that come last."""
    return tuple({one.handout: one for one in reversed(given)}.values())[::-1]


def _without(session: Session, ids: frozenset[str]) -> Session:
    handouts = tuple(page for page in session.handouts if page.id not in ids)
    held = {page.id for page in handouts}
    editions = {language: tuple(page for page in pages if page.id in held and not page.is_draft) for language, pages in session.editions.items()}
    return replace(session, handouts=handouts, editions={language: pages for language, pages in editions.items() if pages})

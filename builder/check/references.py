"""Everything that is named must exist. These findings stop the build, so that no later rule guards against a missing reference."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from builder.check.addresses import one_owner_an_address
from builder.check.graph import prerequisite_cycles
from builder.check.sources import unlisted
from builder.codes import CODES
from builder.finding import CurriculumError, Finding, Place, has_errors, nearest
from builder.model.base import Source
from builder.model.library import Library
from builder.model.program import EVERY, FirstDay
from builder.model.session import Session
from builder.model.severity import refused
from builder.model.track import Again, Slot, Track
from builder.text.marked_yaml import KeyPath
from builder.text.tree import Document


def reference_findings(library: Library) -> Iterator[Finding]:
    """`unknown-reference` for every name that leads nowhere, `draft-referenced` where it is a draft's; `id-taken` for a former id that is in use."""
    for found in _lost(library):
        name = _NAMED.search(found.message) if found.code == "unknown-reference" else None
        if name and name[1] in library.named_drafts:
            what = "is a draft" if "/" in name[1] else "has nothing but drafts"
            message = f"'{name[1]}' {what}, and is not published"
            found = Finding(found.place, "draft-referenced", message, "make it `status: adopted` when it is ready; until then take it out here")
        yield found


def _lost(library: Library) -> Iterator[Finding]:
    gone = library.origins.left_out
    for found in _all_findings(library):
        name = next((name for name in gone if found.code == "unknown-reference" and found.message.endswith(f" '{name}'")), "")
        yield replace(found, hint=f"`exclude` in program.yml leaves it out: take '{name}' out of there, or out of here") if name else found


def _all_findings(library: Library) -> Iterator[Finding]:
    yield from _program(library)
    yield from _language(library)
    yield from _passages(library)
    yield from _people(library)
    yield from _synonyms(library)
    for session in library.sessions.values():
        yield from _session(library, session)
    for _, body, source in texts_of(library):
        yield from _links(library, body, source)
        yield from _cites(library, body, source)
    yield from _tracks(library)
    yield from _groups(library)
    yield from _standards(library)
    yield from one_owner_an_address(library)


def with_all_names(library: Library) -> Library:
    """The library, in which every name leads somewhere. Raises CurriculumError where one of the published part does not; such drafts are left out."""
    found = tuple(reference_findings(library.published))
    if has_errors(found):
        raise CurriculumError(found)
    return whole_drafts(library)


def whole_drafts(library: Library) -> Library:
    """The library without those drafts that name what does not exist, or wait for each other: later stages take each name as good."""
    left = library
    while left.drafts:
        files = {found.place.file for found in (*reference_findings(left), *prerequisite_cycles(left))}
        texts = {page.id: {page.source.file} for page in left.handouts.values()}
        texts |= {session.id: {text.file for text in session.texts} for session in left.sessions.values()}
        broken = frozenset(name for name in left.drafts if files & texts[name])
        if not broken:
            break
        left = left.without(broken)
    return left


_NAMED = re.compile(r"^there is no [a-z ]+ '(.+)'$")


def _unknown(place: Place, what: str, name: str, known: Collection[str]) -> Finding:
    return Finding(place, "unknown-reference", f"there is no {what} '{name}'", nearest(name, known))


def _all_known(source: Source, path: tuple[str | int, ...], names: Collection[str], what: str, known: Collection[str]) -> Iterator[Finding]:
    for index, name in enumerate(names):
        if name not in known:
            yield _unknown(source.at(*path, index), what, name, known)


def _program(library: Library) -> Iterator[Finding]:
    meta, source = library.program.meta, library.program.source
    modules = [module.id for module in library.modules]
    yield from _all_known(source, ("modules",), meta.modules, "module", (*modules, *library.named_drafts))
    for module in library.modules:
        if module.id not in meta.modules:
            message = f"the module '{module.id}' is not in the list of modules"
            yield Finding(source.at("modules"), "module-unlisted", message, f"add '{module.id}' to `modules`")
    yield from _all_known(source, ("tracks",), meta.tracks or (), "track", [track.id for track in library.tracks])
    lines = [line.id for line in meta.crisis_lines if line.id]
    yield from (_unknown(source.marks.key_place("checked_here", name), "crisis line", name, lines) for name in meta.checked_here if name not in lines)
    yield from _first_day(library, ("first_day",), meta.first_day)
    yield from _opening_rules(library)
    yield from _rules(library)
    yield from _all_known(source, ("every_guide",), meta.every_guide, "passage", library.passages)
    protocol = library.program.protocol
    for found in (*_links(library, protocol, source), *_cites(library, protocol, source)):
        yield replace(found, place=source.at("risk_protocol"))
    for index, group in enumerate(meta.topic_groups):
        yield from _all_known(source, ("topic_groups", index, "topics"), group.topics, "topic", meta.topics)
    for name, population in meta.populations.items():
        here = ("populations", name)
        yield from _all_known(source, (*here, "core"), population.core, "session", library.sessions)
        yield from _all_known(source, (*here, "safety"), population.safety, "session", library.sessions)
        yield from _first_day(library, (*here, "first_day"), population.first_day)
        yield from _all_known(source, (*here, "topics"), population.topics, "topic", meta.topics)
        for named in population.emphasis:
            if named not in modules:
                yield _unknown(source.marks.key_place(*here, "emphasis", named), "module", named, modules)


def _opening_rules(library: Library) -> Iterator[Finding]:
    meta, source = library.program.meta, library.program.source
    for number, rule in enumerate(meta.opening_rules):
        named: list[tuple[KeyPath, str]] = [(("opening_rules", number, "session"), rule.session)] if rule.session != EVERY else []
        named += [(("opening_rules", number, "only_after", n), before) for n, before in enumerate(rule.only_after)]
        for path, session in named:
            if session not in library.sessions:
                yield _unknown(source.at(*path), "session", session, library.sessions)
        yield from _all_known(source, ("opening_rules", number, "populations"), rule.populations, "population", meta.populations)


def _rules(library: Library) -> Iterator[Finding]:
    """`rule-fixed` where program.yml makes less of a rule that nothing lowers."""
    source = library.program.source
    for code, setting in library.program.meta.rules.items():
        if code not in CODES:
            yield _unknown(source.marks.key_place("rules", code), "rule", code, CODES)
        elif refused(code, setting):
            usual = f"{'an' if CODES[code].severity == 'error' else 'a'} {CODES[code].severity}"
            message = f"'{code}' is {usual} wherever it is found; no setting makes it '{setting.severity}'"
            yield Finding(source.at("rules", code, "severity"), "rule-fixed", message, f"take it out; `groupwork explain {code}` says why it stands")


def _first_day(library: Library, path: tuple[str | int, ...], given: tuple[FirstDay, ...]) -> Iterator[Finding]:
    for index, one in enumerate(given):
        if one.handout not in library.handouts:
            yield _unknown(library.program.source.at(*path, index, "handout"), "handout", one.handout, library.handouts)


def _passages(library: Library) -> Iterator[Finding]:
    for passage in library.passages.values():
        source = passage.source
        yield from _all_known(source, ("sources",), passage.meta.sources, "source", library.sources.citations)
        yield from _all_known(source, ("taught_in",), passage.meta.taught_in, "session", (*library.sessions, *library.named_drafts))
        for document in (Document(passage.staff), *(Document(blocks) for blocks in passage.participants.values())):
            yield from _links(library, document, source)
            yield from _cites(library, document, source)
            for cite in document.cites():
                names = [name for name in cite.sources if name in library.sources.citations and name not in passage.meta.sources]
                yield from (unlisted(name, cite, source) for name in names)


def _people(library: Library) -> Iterator[Finding]:
    if library.people:
        for index, person in enumerate(library.people.meta.people):
            yield from _all_known(
                library.people.source, ("people", index, "sessions"), person.sessions, "session", (*library.sessions, *library.named_drafts)
            )


def _synonyms(library: Library) -> Iterator[Finding]:
    if library.synonyms:
        source, known = library.synonyms.source, (*library.sessions, *library.handouts)
        lines = [line.id for line in library.program.meta.crisis_lines if line.id]
        for index, synonym in enumerate(library.synonym_list):
            yield from _all_known(source, ("synonyms", index, "pages"), synonym.pages, "session or handout", known)
            if synonym.line and synonym.line not in lines:
                yield _unknown(source.at("synonyms", index, "line"), "crisis line", synonym.line, lines)


def _language(library: Library) -> Iterator[Finding]:
    meta = library.language.meta
    for key, entries in (("words", meta.words), ("suicide", meta.suicide)):
        for index, entry in enumerate(entries):
            if entry.source and entry.source not in library.sources.citations:
                yield _unknown(library.language.source.at(key, index, "source"), "source", entry.source, library.sources.citations)


def _session(library: Library, session: Session) -> Iterator[Finding]:
    meta, source, program = session.meta, session.source, library.program.meta
    yield from _all_known(source, ("requires",), meta.requires, "session", library.sessions)
    yield from _all_known(source, ("builds_on",), meta.builds_on, "session", library.sessions)
    yield from _all_known(source, ("handouts",), meta.handouts, "handout", library.handouts)
    yield from _all_known(source, ("topics",), meta.topics, "topic", program.topics)
    yield from _all_known(source, ("suits",), meta.suits, "population", program.populations)
    yield from _all_known(source, ("sources",), meta.sources, "source", library.sources.citations)


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


def _cites(library: Library, document: Document, source: Source) -> Iterator[Finding]:
    for cite in document.cites():
        for name in cite.sources:
            if name not in library.sources.citations:
                yield _unknown(source.line(cite.line, cite.column), "source", name, library.sources.citations)


def _links(library: Library, document: Document, source: Source) -> Iterator[Finding]:
    for link in document.links():
        if link.href.startswith(("https://", "tel:", "sms:", "mailto:")):
            continue
        if link.href in library.sessions or link.href in library.handouts:
            continue
        found = _unknown(source.line(link.line, link.column), "session or handout", link.href, [*library.sessions, *library.handouts])
        outside = link.href.startswith(("http:", "www."))
        yield replace(found, hint="an address outside this library begins with https://") if outside else found


def _tracks(library: Library) -> Iterator[Finding]:
    for track in library.tracks:
        meta, source = track.meta, track.source
        if meta.population not in library.program.meta.populations:
            yield _unknown(source.at("population"), "population", meta.population, library.program.meta.populations)
        for index, (name, _) in enumerate(meta.standard_weeks()):
            if name not in library.standards:
                yield _unknown(source.at("standards", index), "standard", name, library.standards)
        for number, stage in enumerate(meta.stages):
            yield from _all_known(source, ("stages", number, "standards"), stage.standards, "standard", library.standards)
        for name, stream in meta.streams.items():
            if stream.population not in library.program.meta.populations:
                yield _unknown(source.at("streams", name, "population"), "population", stream.population, library.program.meta.populations)
        for index, gate in enumerate(meta.gates):
            if isinstance(gate, str) and gate not in library.program.meta.modules:
                yield _unknown(source.at("gates", index), "module", gate, library.program.meta.modules)
        for topic in meta.elsewhere:
            if topic not in library.program.meta.topics:
                yield _unknown(source.marks.key_place("elsewhere", topic), "topic", topic, library.program.meta.topics)
        for day, shape in meta.days.items():
            if shape not in meta.all_shapes():
                yield _unknown(source.at("days", day), "shape", shape, meta.all_shapes())
        for week_index, week in enumerate(meta.schedule):
            for day, said in week.days():
                if said.shape and said.shape not in meta.all_shapes():
                    yield _unknown(source.at("schedule", week_index, day, "shape"), "shape", said.shape, meta.all_shapes())
                for index, slot in enumerate(said.sessions):
                    yield from _slot(library, track, track.written("schedule", week_index, day, index), slot)


def _slot(library: Library, track: Track, path: KeyPath, slot: Slot) -> Iterator[Finding]:
    """A session, or one for each of the streams."""
    chosen = slot if isinstance(slot, Mapping) else {} if slot == "open" else {"": slot}
    for stream, one in chosen.items():
        if stream and stream not in track.meta.streams:
            yield _unknown(track.source.marks.key_place(*path, stream), "stream", stream, track.meta.streams)
        name = one.again if isinstance(one, Again) else one
        if name not in library.sessions:
            yield _unknown(track.source.at(*path, *([stream] if stream else []), "again"), "session", name, library.sessions)


def _groups(library: Library) -> Iterator[Finding]:
    tracks = {track.id: track for track in library.tracks}
    for group in library.groups:
        if group.meta.track not in tracks:
            yield _unknown(group.source.at("track"), "track", group.meta.track, tracks)
            continue
        for stream in group.meta.rooms:
            if stream not in tracks[group.meta.track].meta.streams:
                yield _unknown(group.source.marks.key_place("rooms", stream), "stream", stream, tracks[group.meta.track].meta.streams)


def _standards(library: Library) -> Iterator[Finding]:
    for standard in library.standards.values():
        for index, requirement in enumerate(standard.meta.requirements):
            path = ("requirements", index, "topics")
            yield from _all_known(standard.source, path, requirement.topics, "topic", library.program.meta.topics)

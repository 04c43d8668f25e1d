"""What leans on a page, passage, topic, source or track, told before it is edited, moved or retired."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.check.addresses import former_ids
from builder.check.references import with_all_names
from builder.finding import Place
from builder.load.library import load_library
from builder.model.catalogue import catalogue_of, track_of
from builder.model.library import Library
from builder.model.module import Module
from builder.model.passage import Passage
from builder.model.session import Handout, Session
from builder.model.track import Track
from builder.planner.coverage import standard_topics
from builder.planner.standards import measure
from builder.tracks import dependents
from builder.tracks.dependents import Dependent

SECTIONS: Mapping[str, str] = {
    "tracks": "Tracks, weeks and days",
    "groups": "Running groups",
    "sessions": "Sessions",
    "required_by": "Sessions that require it",
    "required_through": "Sessions that need it through others",
    "builds_on": "Sessions that it helps",
    "handouts": "Handouts",
    "editions": "Language editions",
    "populations": "Populations and opening rules",
    "topics": "Required topics that only it covers",
    "standards": "Standards",
    "sources": "Sources that only it cites",
    "sign_offs": "Sign-offs that lapse when it is edited",
    "named_in": "Files that name it",
    "links": "Pages that link to it",
    "redirects": "Former addresses that lead to it",
}
"""Key in JSON: heading in the text."""

MOVABLE = ("session", "handout", "module", "track", "passage")


class ImpactError(Exception):
    """There is nothing by this name; says what is nearest."""


@dataclass(frozen=True)
class Impact:
    """All that leans on one thing; `leans` has every key of SECTIONS, in their order."""

    kind: str
    id: str
    title: str
    file: str
    leans: Mapping[str, tuple[Dependent, ...]]


Dependents = Mapping[str, Iterable[Dependent]]
"""What leans on one thing, by the keys of SECTIONS; a key is left out where nothing of the kind can lean on it."""


def impact_in(root: Path, identity: str, kind: str | None = None) -> tuple[Impact, ...]:
    """`impacts` in the curriculum under `root`. Raises CurriculumError when it has no whole shape, and ImpactError."""
    return impacts(with_all_names(load_library(root)), identity, kind)


def impacts(library: Library, identity: str, kind: str | None = None) -> tuple[Impact, ...]:
    """What leans on an id: one Impact for each kind of thing that has it (a module and a topic may share a name). Raises ImpactError."""
    known = _known(library)
    name = identity.strip("/")
    kinds = [kind] if kind else list(KINDS)
    found = [(each, name.removeprefix(f"{each}s/") if each in ("track", "passage") else name) for each in kinds]
    made = tuple(Impact(each, plain, *known[each][plain], _whole(KINDS[each](library, plain))) for each, plain in found if plain in known[each])
    if not made:
        raise ImpactError(_unknown(library, name, [one for each in kinds for one in known[each]], kind))
    return made


def _known(library: Library) -> dict[str, dict[str, tuple[str, str]]]:
    """By kind, the title and the file of everything that can be asked about."""
    program, sources = library.program, library.sources
    pages: dict[str, Iterable[Session | Handout | Module | Track | Passage]] = {
        "session": library.sessions.values(),
        "handout": library.handouts.values(),
        "module": library.modules,
        "track": library.tracks,
        "passage": library.passages.values(),
    }
    return {
        **{kind: {one.id: (one.meta.title, one.source.file) for one in held} for kind, held in pages.items()},
        "topic": {topic: (title, program.source.file) for topic, title in program.meta.topics.items()},
        "source": {name: (citation.title, sources.source.file) for name, citation in sources.citations.items()},
    }


def _unknown(library: Library, name: str, known: list[str], kind: str | None) -> str:
    if now := next((now for former, now, _ in former_ids(library) if former == name), ""):
        return f"'{name}' is a former id of '{now}'"
    near = [f"'{one}'" for one in difflib.get_close_matches(name, known, n=3, cutoff=0.5)]
    what = kind or "session, handout, module, topic, source, track or passage"
    return f"there is no {what} '{name}'" + (f"; did you mean {' or '.join(near)}?" if near else "")


def _session(library: Library, name: str) -> Dependents:
    session = library.sessions[name]
    module = library.module(session.module)
    listed = module.source.at("sessions", module.meta.sessions.index(name.partition("/")[2]))
    pages = [handout.id for handout in session.handouts]
    return {
        **dependents.on_sessions(library, [name], single=True),
        "named_in": [Dependent(module.id, "lists it in its teaching order", listed)],
        "redirects": dependents.redirects_to(library, [name, *pages]),
    }


def _module(library: Library, name: str) -> Dependents:
    module, program = library.module(name), library.program
    sessions = [session.id for session in module.sessions]
    inside = [name, *sessions, *(handout.id for session in module.sessions for handout in session.handouts)]
    parts = dependents.on_sessions(library, sessions, modules=[name])
    weighed = [
        Dependent(
            population, f"gives it a share of {meta.emphasis[name]}", program.source.marks.key_place("populations", population, "emphasis", name)
        )
        for population, meta in program.meta.populations.items()
        if name in meta.emphasis
    ]
    listed = program.source.at("modules", program.meta.modules.index(name)) if name in program.meta.modules else None
    return {
        **parts,
        "populations": [*weighed, *parts["populations"]],
        "sessions": [Dependent(session.id, session.meta.title) for session in module.sessions],
        "named_in": [Dependent("program.yml", "lists it in `modules`", listed)] if listed else [],
        "redirects": dependents.redirects_to(library, inside),
    }


def _handout(library: Library, name: str) -> Dependents:
    handout = library.handouts[name]
    lent = [*dependents.lent_to(library, [name], [])]
    given = [handout.session, *(lean.id for lean in lent)]
    own = {handout.source.file, *(page.source.file for page in library.sessions[handout.session].pages if page.id == name)}
    return {
        "tracks": dependents.tracks_with(library, given, single=len(given) == 1),
        "sessions": [Dependent(handout.session, "it stands beside this session"), *lent],
        "editions": dependents.editions_of(library, [name]),
        "sign_offs": dependents.sign_offs(library, [handout.session]),
        "named_in": dependents.given_on_a_day(library, name),
        "links": dependents.links_to(library, [name], own),
        "redirects": dependents.redirects_to(library, [name]),
    }


def _topic(library: Library, name: str) -> Dependents:
    program = library.program
    on = {session.id: session for session in library.sessions.values() if name in session.meta.topics}
    asking = [
        Dependent(population, "its tracks must cover it", program.source.at("populations", population, "topics", meta.topics.index(name)))
        for population, meta in program.meta.populations.items()
        if name in meta.topics
    ]
    standards = catalogue_of(library)["standards"]
    return {
        "tracks": dependents.tracks_with(library, on, single=False),
        "sessions": [
            Dependent(session.id, session.meta.title, session.source.at("topics", session.meta.topics.index(name))) for session in on.values()
        ],
        "populations": asking,
        "standards": [
            Dependent(standard, "asks for education on it", Place(library.standards[standard].source.file))
            for standard, rule in standards.items()
            if name in standard_topics(rule)
        ],
        "sign_offs": dependents.sign_offs(library, on),
    }


def _source(library: Library, name: str) -> Dependents:
    citing = {session.id: session for session in library.sessions.values() if name in session.meta.sources}
    language = library.language
    entries = [
        Dependent("language.yml", f"the entry on '{entry.avoid[0]}' rests on it", language.source.at(key, index, "source"))
        for key, words in (("words", language.meta.words), ("suicide", language.meta.suicide))
        for index, entry in enumerate(words)
        if entry.source == name
    ]
    modules = [
        Dependent(module.id, "cites it", module.source.line(cite.line, cite.column))
        for module in library.modules
        for cite in module.body.cites()
        if name in cite.sources
    ]
    return {
        "tracks": dependents.tracks_with(library, citing, single=False),
        "sessions": [
            Dependent(session.id, "its only source" if len(session.meta.sources) == 1 else "cites it", session.source.at("sources", session.meta.sources.index(name)))
            for session in citing.values()
        ],
        "sign_offs": dependents.sign_offs(library, citing),
        "named_in": [
            *modules,
            *entries,
            *(
                Dependent(f"passages/{passage.id}", "cites it", passage.source.at("sources", passage.meta.sources.index(name)))
                for passage in library.passages.values()
                if name in passage.meta.sources
            ),
        ],
    }  # fmt: skip


def _passage(library: Library, name: str) -> Dependents:
    program = library.program
    including = {session.id: session for session in library.sessions.values() if name in session.passages}
    every = program.meta.every_guide
    named = [Dependent("program.yml", "stands in every guide", program.source.at("every_guide", every.index(name)))] if name in every else []
    if name in program.protocol.passages:
        named.append(Dependent("program.yml", "the risk protocol includes it", program.source.at("risk_protocol")))
    return {
        "sessions": [Dependent(session.id, session.meta.title) for session in including.values()],
        "sign_offs": dependents.sign_offs(library, including),
        "named_in": named,
    }


def _track(library: Library, name: str) -> Dependents:
    track = next(track for track in library.tracks if track.id == name)
    taught = dependents.taught_in(track)
    elsewhere = {session for other in library.tracks if other.id != name for session in dependents.taught_in(other)}
    others = [other.id for other in library.tracks if other.meta.population == track.meta.population and other.id != name]
    note = f"also has {dependents.quoted(others)}" if others else "has no other track"
    rows = measure(catalogue_of(library), track_of(track), catalogue_of(library)["standards"]) if taught else []
    return {
        "groups": [
            Dependent(group.id, f"runs it from {group.meta.start}", group.source.at("track")) for group in library.groups if group.meta.track == name
        ],
        "sessions": [Dependent(session, "is taught in no other track") for session in taught if session not in elsewhere],
        "populations": [Dependent(track.meta.population, note)],
        "standards": [Dependent(row["standard"], row["sentence"], track.source.at("standards", index)) for index, row in enumerate(rows)],
        "redirects": dependents.redirects_to(library, [f"tracks/{name}"]),
    }


KINDS: Mapping[str, Callable[[Library, str], Dependents]] = {
    "session": _session,
    "handout": _handout,
    "module": _module,
    "topic": _topic,
    "source": _source,
    "track": _track,
    "passage": _passage,
}


def _whole(leans: Dependents) -> Mapping[str, tuple[Dependent, ...]]:
    assert set(leans) <= set(SECTIONS)
    return {key: tuple(leans.get(key, ())) for key in SECTIONS}


def as_text(found: tuple[Impact, ...]) -> str:
    """The impacts as a person reads them; what does not lean is not named."""
    return "\n\n".join("\n".join(_lines(impact)) for impact in found)


def _lines(impact: Impact) -> Iterator[str]:
    yield f"{impact.kind} {impact.id}: {impact.title} ({impact.file})"
    for key, title in SECTIONS.items():
        if leans := impact.leans[key]:
            yield ""
            yield f"{title} ({len(leans)})"
            for lean in leans:
                where = f"  [{lean.place}]" if lean.place else ""
                yield f"  {lean.id}{': ' + lean.note if lean.note else ''}{where}"
    if not any(impact.leans.values()):
        yield "Nothing leans on it."
    if impact.kind in MOVABLE:
        name = f"{impact.kind}s/{impact.id}" if impact.kind in ("track", "passage") else impact.id
        yield f"\nTo give it another id: groupwork move {name} NEW. All that names it follows, and printed links and QR codes live on."
        yield f"To delete it: groupwork retire {name} --instead OTHER, which stands in for it and has its addresses."


def as_json(found: tuple[Impact, ...]) -> str:
    """The impacts as one JSON array; every section is there, an empty one as an empty list."""
    return json.dumps([_as_mapping(impact) for impact in found], indent=2, ensure_ascii=False)


def _as_mapping(impact: Impact) -> dict[str, Any]:
    sections = {
        key: [{"id": lean.id, "note": lean.note, "place": str(lean.place) if lean.place else None} for lean in leans]
        for key, leans in impact.leans.items()
    }
    return {"kind": impact.kind, "id": impact.id, "title": impact.title, "file": impact.file, **sections}

"""What leans on some sessions: one question, one function. Every answer is a list of `Dependent`s in the order of the library."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.check.addresses import former_ids
from builder.check.named import texts_of
from builder.finding import Place
from builder.model.catalogue import catalogue_of, track_of
from builder.model.library import Library
from builder.model.practice import published_sources
from builder.model.session import Session
from builder.model.track import Track
from builder.planner.coverage import standard_topics
from builder.planner.openings import PLACES
from builder.planner.standards import MET, NOT_MET, measure
from builder.planner.timetable import each_day, placements
from builder.planner.words import DAY_NAMES, counted, listed

if TYPE_CHECKING:
    from builder.model.plan_types import PlainDay, PlainSlot, PlainTrack


@dataclass(frozen=True)
class Dependent:
    """One thing that leans: its id, how it leans, and the place to mend when there is one."""

    id: str
    note: str = ""
    place: Place | None = None


def quoted(names: Collection[str]) -> str:
    """`'a', 'b' and 'c'`."""
    return listed(f"'{name}'" for name in names)


def on_sessions(library: Library, names: list[str], single: bool = False, modules: Iterable[str] = ()) -> dict[str, list[Dependent]]:
    """What leans on sessions and on the handouts beside them, by kind; with `single` their names go without saying."""
    sessions = [library.sessions[name] for name in names]
    handouts = [handout.id for session in sessions for handout in session.handouts]
    own = files_of(sessions) | {library.module(module).source.file for module in modules}
    return {
        "tracks": [*tracks_with(library, names, single)],
        "required_by": [*requiring(library, names)],
        "required_through": [*requiring_through(library, names)],
        "builds_on": [*building_on(library, names)],
        "handouts": [*(Dependent(name, library.handouts[name].meta.title) for name in handouts), *lent_to(library, handouts, names)],
        "editions": [*editions_of(library, handouts)],
        "populations": [*core_for(library, names, single), *opening_rules_on(library, names)],
        "topics": [*only_topics(library, names)],
        "standards": [*standards_without(library, names)],
        "sources": [*only_sources(library, names, [*modules])],
        "sign_offs": [*sign_offs(library, names)],
        "links": [*links_to(library, [*names, *handouts], own)],
    }


def tracks_with(library: Library, sessions: Collection[str], single: bool) -> Iterator[Dependent]:
    """Weeks and days on which a track teaches one of `sessions`; with `single` their names go without saying."""
    for track in library.tracks:
        for placed in placements(track_of(track)):
            if placed["session"] in sessions:
                name = "" if single else f": {placed['session']}"
                again = ", again" if placed["again"] else ""
                note = f"week {placed['week'] + 1}, {DAY_NAMES[placed['day']]}{name}{again}"
                yield Dependent(track.id, note, track.at(*placed["path"]))


def requiring(library: Library, sessions: Collection[str]) -> Iterator[Dependent]:
    """Sessions outside that name one of `sessions` in `requires`."""
    return _naming(library, sessions, "requires", sessions, "requires")


def requiring_through(library: Library, sessions: Collection[str]) -> Iterator[Dependent]:
    """Sessions outside that require one which requires one of `sessions`, however far."""
    direct = {lean.id for lean in requiring(library, sessions)}
    reached = set(direct)
    waiting = sorted(direct)
    while waiting:
        needed = waiting.pop(0)
        for session in _outside(library, sessions):
            if needed in session.meta.requires and session.id not in reached:
                reached.add(session.id)
                waiting.append(session.id)
                yield Dependent(session.id, f"through '{needed}'")


def building_on(library: Library, sessions: Collection[str]) -> Iterator[Dependent]:
    """Sessions outside that name one of `sessions` in `builds_on`."""
    return _naming(library, sessions, "builds_on", sessions, "builds on")


def lent_to(library: Library, handouts: Collection[str], sessions: Collection[str]) -> Iterator[Dependent]:
    """Sessions outside that give out one of `handouts`."""
    return _naming(library, sessions, "handouts", handouts, "gives out")


def _naming(library: Library, inside: Collection[str], key: str, named: Collection[str], how: str) -> Iterator[Dependent]:
    """Sessions that are not `inside` and have one of `named` in a list of their front matter."""
    for session in _outside(library, inside):
        for index, name in enumerate(getattr(session.meta, key)):
            if name in named:
                yield Dependent(session.id, f"{how} '{name}'", session.source.at(key, index))


def editions_of(library: Library, handouts: Collection[str]) -> Iterator[Dependent]:
    """Language editions, which fall behind when the English text is edited."""
    for session in library.sessions.values():
        for language, pages in session.editions.items():
            for page in (page for page in pages if page.id in handouts):
                current = page.meta.translation and page.meta.translation.of == library.handouts[page.id].source.digest
                note = "falls behind when the English text is edited" if current else "is behind the English text already"
                yield Dependent(f"{page.id} ({language})", note, Place(page.source.file))


def core_for(library: Library, sessions: Collection[str], single: bool) -> Iterator[Dependent]:
    """Populations whose core names one of `sessions`."""
    program = library.program
    for name, population in program.meta.populations.items():
        for index, core in enumerate(population.core):
            if core in sessions:
                yield Dependent(name, "core" if single else f"core: {core}", program.source.at("populations", name, "core", index))


def opening_rules_on(library: Library, sessions: Collection[str]) -> Iterator[Dependent]:
    """Opening rules of the program that name one of `sessions`."""
    program = library.program
    for index, rule in enumerate(program.meta.opening_rules):
        if rule.session in sessions:
            where = f"in the {PLACES[rule.place]}" if rule.place else f"at most {rule.at_most} times" if rule.at_most else "only after others"
            yield Dependent("program.yml", f"an opening rule wants '{rule.session}' {where}", program.source.at("opening_rules", index))
        for before in rule.only_after:
            if before in sessions:
                yield Dependent(
                    "program.yml", f"an opening rule wants '{rule.session}' only after '{before}'", program.source.at("opening_rules", index)
                )


def given_on_a_day(library: Library, handout: str) -> Iterator[Dependent]:
    """Where program.yml gives a handout to everyone who starts or leaves, or to a population, and where a track has it filled in again and again."""
    program = library.program
    for path, one in program.meta.given_out():
        if one.handout == handout:
            *to, day, _ = path
            said = f"{to[-1] if to else 'everyone'} gets it on the {str(day).replace('_', ' ')}"
            yield Dependent("program.yml", said, program.source.at(*path))
    for track in library.tracks:
        if handout in track.meta.measures:
            yield Dependent(track.meta.title, f"a measure, every {counted(track.meta.measures[handout], 'week')}", track.at("measures", handout))


def only_topics(library: Library, sessions: Collection[str]) -> Iterator[Dependent]:
    """Required topics that would be left without a session: in the whole library, or in a track that has to cover them."""
    asking = _asking(library)
    bare = [topic for topic in asking if not (on := _on(library, topic)) - set(sessions) and on]
    for topic in bare:
        yield Dependent(topic, f"no other session is on it; asked for by {listed(asking[topic])}")
    for track in library.tracks:
        taught = set(taught_in(track))
        wanted = _asking(library, track)
        for topic in (topic for topic in wanted if topic not in bare):
            covered = _on(library, topic) & taught
            if covered and not covered - set(sessions):
                others = [name for name in library.sessions if name in _on(library, topic) - set(sessions)]
                note = f"nothing else in track '{track.id}' is on it; asked for by {listed(wanted[topic])}; also on it: {quoted(others[:3])}"
                yield Dependent(topic, note)


def standards_without(library: Library, sessions: Collection[str]) -> Iterator[Dependent]:
    """How tracks with `sessions` stand to their standards when those places are left empty."""
    catalogue = catalogue_of(library)
    for track in library.tracks:
        whole = track_of(track)
        if not set(taught_in(track)) & set(sessions):
            continue
        before, after = (measure(catalogue, plan, catalogue["standards"]) for plan in (whole, _without(whole, sessions)))
        for index, (had, has) in enumerate(zip(before, after, strict=True)):
            lost = [
                new["sentence"]
                for old, new in zip(had["requirements"], has["requirements"], strict=True)
                if (old["status"], new["status"]) == (MET, NOT_MET)
            ]
            place = track.source.at("standards", index)
            holds = "is not met, with it or without it" if had["status"] == NOT_MET else "holds without it"
            yield Dependent(has["standard"], f"track '{track.id}' {'without it: ' + ' '.join(lost) if lost else holds}", place)


def only_sources(library: Library, sessions: Collection[str], modules: Collection[str] = ()) -> Iterator[Dependent]:
    """Sources that nothing else cites."""
    inside = {name: None for session in library.sessions.values() if session.id in sessions for name in published_sources(session.meta.sources)}
    outside = {name for session in _outside(library, sessions) for name in session.meta.sources}
    for module in library.modules:
        cited = [name for cite in module.body.cites() for name in cite.sources]
        if module.id in modules:
            inside |= dict.fromkeys(cited)
        else:
            outside.update(cited)
    for name in inside:
        if name not in outside:
            yield Dependent(name, library.sources.citations[name].title)


def sign_offs(library: Library, sessions: Collection[str]) -> Iterator[Dependent]:
    """Approvals that lapse with the next edit of the session or of a handout beside it."""
    for session in library.sessions.values():
        review = session.meta.review
        if session.id in sessions and session.approved:
            yield Dependent(session.id, f"{review.by}, {review.credential}, {review.on}", session.source.at("review"))


def links_to(library: Library, targets: Collection[str], own: Collection[str]) -> Iterator[Dependent]:
    """Pages outside `own` (files) that link to one of `targets`."""
    for name, document, source in texts_of(library):
        for link in document.links():
            if link.href in targets and source.file not in own:
                yield Dependent(name, f"links to '{link.href}'", source.line(link.line, link.column))


def redirects_to(library: Library, targets: Collection[str]) -> Iterator[Dependent]:
    """Former ids of `targets`, where a track is `tracks/<id>`."""
    for former, now, place in former_ids(library):
        if now in targets:
            yield Dependent(former, f"leads to {now}", place)


def taught_in(track: Track) -> dict[str, None]:
    """The sessions of a track, each once, in the order in which they first come."""
    return dict.fromkeys(placed["session"] for placed in placements(track_of(track)))


def files_of(sessions: Collection[Session]) -> set[str]:
    """The files of sessions, their handouts and language editions."""
    return {source.file for session in sessions for source in session.texts}


def _outside(library: Library, sessions: Collection[str]) -> Iterator[Session]:
    yield from (session for session in library.sessions.values() if session.id not in sessions)


def _on(library: Library, topic: str) -> set[str]:
    return {session.id for session in library.sessions.values() if topic in session.meta.topics}


def _asking(library: Library, track: Track | None = None) -> dict[str, list[str]]:
    """Required topics and who asks for them: anyone, or those that a track has to satisfy."""
    populations = library.program.meta.populations
    standards = catalogue_of(library)["standards"]
    asking: dict[str, list[str]] = {}
    for name in [track.meta.population] if track else populations:
        for topic in populations[name].topics:
            asking.setdefault(topic, []).append(f"population '{name}'")
    for name in track.meta.standard_ids if track else standards:
        for topic in standard_topics(standards[name]):
            asking.setdefault(topic, []).append(f"standard '{name}'")
    return asking


def _without(track: PlainTrack, sessions: Collection[str]) -> PlainTrack:
    """A planner's track with the places of `sessions` left empty."""

    def without(week: int, name: str, day: PlainDay) -> PlainDay:
        return {**day, "slots": [_slot_without(slot, sessions) for slot in day["slots"]]}

    left: PlainTrack = each_day(track, without)
    return left


def _slot_without(slot: PlainSlot, sessions: Collection[str]) -> PlainSlot:
    streams = {name: choice for name, choice in slot["streams"].items() if choice["session"] not in sessions}
    return {"session": None if slot["session"] in sessions else slot["session"], "again": slot["again"], "streams": streams}

"""The staff site: session guides for facilitators, syllabi for directors, one printable page a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder.markup.dialect import parse
from builder.markup.guide import Part
from builder.markup.tree import Document
from builder.model.library import Library
from builder.model.reference import Citation
from builder.model.session import Handout, Module, Session
from builder.plan import DAY_NAMES, Meeting, Syllabus
from builder.planner.hours import as_clock, as_hours
from builder.view.common import KIND_NAMES, PART_NAMES, chrome, clock, help_lines, redirects, review_note, session_of
from builder.view.page import HelpLine, NavEntry, Page, Site, joined

EVENING = 16 * 60

LOAD_NAMES = {"light": "Light", "moderate": "Moderate", "heavy": "Heavy"}
NEWCOMER_NAMES = {"welcome": "Newcomers welcome", "with-recap": "Newcomers with a recap", "not-first": "Not as a first session"}


@dataclass(frozen=True)
class Card:
    """A session in a list."""

    title: str
    summary: str
    path: str
    minutes: int
    short_minutes: int
    load: str
    newcomers: str
    reviewed: bool


@dataclass(frozen=True)
class HandoutLink:
    title: str
    kind: str
    time: str
    path: str


@dataclass(frozen=True)
class Place:
    """Where a session stands in a track."""

    title: str
    path: str


@dataclass(frozen=True)
class Step:
    """A timed part on the timeline."""

    title: str
    minutes: int
    short: int
    anchor: str


@dataclass(frozen=True)
class GuideView:
    title: str
    summary: str
    module: str
    module_path: str
    minutes: int
    short_minutes: int
    load: str
    newcomers: str
    objectives: tuple[str, ...]
    topics: tuple[str, ...]
    suits: tuple[str, ...]
    materials: tuple[str, ...]
    home_practice: str
    handouts: tuple[HandoutLink, ...]
    requires: tuple[Card, ...]
    builds_on: tuple[Card, ...]
    leads_to: tuple[Card, ...]
    places: tuple[Place, ...]
    timeline: tuple[Step, ...]
    parts: tuple[Part, ...]
    sources: tuple[tuple[str, Citation], ...]
    review: str
    reviewed: bool


@dataclass(frozen=True)
class HandoutView:
    title: str
    kind: str
    main_message: str
    time: str
    body: Document
    session: str
    session_path: str
    home_practice: str
    review: str


@dataclass(frozen=True)
class ModuleView:
    summary: str
    body: Document
    sessions: tuple[Card, ...]
    hours: str
    sources: tuple[tuple[str, Citation], ...]


@dataclass(frozen=True)
class HomeView:
    modules: tuple[tuple[str, str, str, int], ...]
    """Title, summary, path and number of sessions."""
    tracks: tuple[tuple[str, str, str], ...]
    """Title, a line of facts, path."""
    sessions: int
    handouts: int


@dataclass(frozen=True)
class TracksView:
    tracks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class AgendaLine:
    """A part of a meeting at its clock time. `path` leads to the guide where the part is a session."""

    start: str
    end: str
    minutes: int
    title: str
    path: str
    again: bool
    counts: bool
    summary: str = ""
    short_minutes: int = 0


@dataclass(frozen=True)
class SyllabusDay:
    name: str
    path: str
    start: str
    end: str
    net: str
    lines: tuple[AgendaLine, ...]


@dataclass(frozen=True)
class SyllabusWeek:
    number: int
    theme: str
    net: str
    days: tuple[SyllabusDay, ...]


@dataclass(frozen=True)
class SyllabusView:
    intro: Document
    population: str
    enrolment: str
    standards: tuple[str, ...]
    meets: str
    weeks: tuple[SyllabusWeek, ...]
    total: str
    per_meeting: str
    shortest_week: str
    longest_week: str
    kinds: tuple[tuple[str, str], ...]
    modules: tuple[tuple[str, str, int], ...]
    """Title, hours, number of sessions."""
    not_taught: tuple[Card, ...]
    unreviewed: int
    sessions: int
    review: str


@dataclass(frozen=True)
class Due:
    """Home practice to hear about: from which session, when, and what it was."""

    title: str
    path: str
    when: str
    task: str


@dataclass(frozen=True)
class Newcomer:
    """What to say to someone new about one of today's sessions."""

    title: str
    path: str
    mark: str
    blocks: Any


@dataclass(frozen=True)
class MeetingView:
    """The facilitator's page for one meeting."""

    track: str
    track_path: str
    theme: str
    start: str
    end: str
    evening: bool
    net: str
    lines: tuple[AgendaLine, ...]
    prints: tuple[tuple[str, str], ...]
    bring: tuple[tuple[str, tuple[str, ...]], ...]
    due: tuple[Due, ...]
    sets: tuple[Due, ...]
    newcomers: tuple[Newcomer, ...]
    before: Place | None
    after: Place | None
    next_sessions: tuple[str, ...]
    review: str


@dataclass(frozen=True)
class ProgramView:
    agreement: tuple[str, ...]
    risk_protocol: Document
    emergency: str
    lines: tuple[HelpLine, ...]


@dataclass(frozen=True)
class SourcesView:
    sources: tuple[tuple[str, Citation, tuple[Place, ...]], ...]


def staff_site(library: Library, syllabi: tuple[Syllabus, ...]) -> Site:
    """Every page of the staff site, its navigation, redirects and full catalogue."""
    places = _places(syllabi)
    pages = (
        Page("", library.program.meta.name, "home.md", _home(library, syllabi), hide=("navigation", "toc")),
        *(Page(module.id, module.meta.title, "module.md", _module(library, module), module.meta.summary) for module in library.modules),
        *(Page(s.id, s.meta.title, "guide.md", _guide(library, s, places.get(s.id, ())), s.meta.summary) for s in library.sessions.values()),
        *(Page(h.id, h.meta.title, "handout.md", _handout(library, h), h.meta.main_message) for h in library.handouts.values()),
        Page("tracks", "Tracks", "tracks.md", TracksView(_track_rows(syllabi)), hide=("toc",)),
        *_track_pages(library, syllabi),
        Page("program", "Our program", "program.md", _program(library)),
        Page("sources", "Sources", "sources.md", _sources(library)),
    )
    name = f"{library.program.meta.name} for staff"
    return Site("staff", chrome(library, name, "program"), pages, _nav(library, syllabi), redirects(library), _catalogue(library, syllabi))


def card(session: Session) -> Card:
    meta = session.meta
    return Card(
        meta.title,
        meta.summary,
        session.id,
        meta.minutes,
        session.short_minutes,
        LOAD_NAMES[meta.load],
        NEWCOMER_NAMES[meta.newcomers],
        session.approved,
    )


def _home(library: Library, syllabi: tuple[Syllabus, ...]) -> HomeView:
    modules = tuple((m.meta.title, m.meta.summary, m.id, len(m.sessions)) for m in library.modules)
    return HomeView(modules, _track_rows(syllabi), len(library.sessions), len(library.handouts))


def _track_rows(syllabi: tuple[Syllabus, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (
            s.track.meta.title,
            f"{len(s.totals['weeks'])} weeks, {len(s.meetings)} meetings, {as_hours(s.totals['minutes'])} of treatment time, {s.track.meta.enrolment} enrolment",
            f"tracks/{s.track.id}",
        )
        for s in syllabi
    )


def _module(library: Library, module: Module) -> ModuleView:
    cited = dict.fromkeys(source for cite in module.body.cites() for source in cite.sources)
    total = sum(session.meta.minutes for session in module.sessions)
    return ModuleView(module.meta.summary, module.body, tuple(card(s) for s in module.sessions), as_hours(total), _citations(library, tuple(cited)))


def _citations(library: Library, names: tuple[str, ...]) -> tuple[tuple[str, Citation], ...]:
    return tuple((name, library.sources.citations[name]) for name in names)


def _guide(library: Library, session: Session, places: tuple[Place, ...]) -> GuideView:
    meta, program = session.meta, library.program.meta
    module = library.module(session.module)
    return GuideView(
        meta.title,
        meta.summary,
        module.meta.title,
        module.id,
        meta.minutes,
        session.short_minutes,
        LOAD_NAMES[meta.load],
        NEWCOMER_NAMES[meta.newcomers],
        meta.objectives,
        tuple(program.topics[topic] for topic in meta.topics),
        tuple(program.populations[population].title for population in meta.suits),
        meta.materials,
        meta.home_practice,
        tuple(_handout_link(handout) for handout in library.handouts_of(session)),
        tuple(card(library.sessions[name]) for name in meta.requires),
        tuple(card(library.sessions[name]) for name in meta.builds_on),
        tuple(card(s) for s in library.sessions.values() if session.id in s.meta.requires),
        places,
        _timeline(session),
        session.guide.parts,
        _citations(library, meta.sources),
        review_note(library, session),
        session.approved,
    )


def _timeline(session: Session) -> tuple[Step, ...]:
    return tuple(Step(part.title, part.minutes or 0, part.short or 0, part.title) for part in session.guide.timed)


def _handout_link(handout: Handout) -> HandoutLink:
    return HandoutLink(handout.meta.title, KIND_NAMES[handout.meta.kind], handout.meta.time, handout.id)


def _handout(library: Library, handout: Handout) -> HandoutView:
    session, meta = session_of(library, handout), handout.meta
    return HandoutView(
        meta.title,
        KIND_NAMES[meta.kind],
        meta.main_message,
        meta.time,
        handout.body,
        session.meta.title,
        session.id,
        session.meta.home_practice,
        review_note(library, session),
    )


def _places(syllabi: tuple[Syllabus, ...]) -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for syllabus in syllabi:
        for meeting in syllabus.meetings:
            for session in meeting.sessions:
                place = Place(f"{syllabus.track.meta.title}: {meeting.title}", _meeting_path(meeting))
                found[session.id] = (*found.get(session.id, ()), place)
    return found


def _meeting_path(meeting: Meeting) -> str:
    return f"tracks/{meeting.track}/{meeting.id}"


# Tracks


def _track_pages(library: Library, syllabi: tuple[Syllabus, ...]) -> Iterator[Page]:
    for syllabus in syllabi:
        path = f"tracks/{syllabus.track.id}"
        yield Page(path, syllabus.track.meta.title, "syllabus.md", _syllabus(library, syllabus), "Syllabus")
        for index, meeting in enumerate(syllabus.meetings):
            after = syllabus.meetings[index + 1] if index + 1 < len(syllabus.meetings) else None
            before = syllabus.meetings[index - 1] if index else None
            yield Page(_meeting_path(meeting), meeting.title, "meeting.md", _meeting(library, syllabus, meeting, before, after), meeting.theme)


def _agenda(library: Library, meeting: Meeting) -> tuple[AgendaLine, ...]:
    return tuple(
        AgendaLine(
            clock(library, part.start),
            clock(library, part.end),
            part.minutes,
            part.session.meta.title if part.session else PART_NAMES[part.kind],
            part.session.id if part.session else "",
            part.again,
            part.kind != "break",
            part.session.meta.summary if part.session else "",
            part.session.short_minutes if part.session else 0,
        )
        for part in meeting.parts
    )


def _syllabus(library: Library, syllabus: Syllabus) -> SyllabusView:
    meta, totals = syllabus.track.meta, syllabus.totals
    weeks = tuple(
        SyllabusWeek(
            week["week"],
            week["theme"],
            as_hours(week["minutes"]),
            tuple(
                SyllabusDay(
                    DAY_NAMES[m.day], _meeting_path(m), clock(library, m.start), clock(library, m.end), as_hours(m.minutes), _agenda(library, m)
                )
                for m in syllabus.week(week["week"])
            ),
        )
        for week in totals["weeks"]
    )  # fmt: skip
    taught = {session.id: session for meeting in syllabus.meetings for session in meeting.sessions}
    by_week = [week["minutes"] for week in totals["weeks"]]
    lengths = sorted({meeting.minutes for meeting in syllabus.meetings})
    days = list(dict.fromkeys(DAY_NAMES[meeting.day] for meeting in syllabus.meetings))
    drafts = sum(not session.approved for session in taught.values())
    return SyllabusView(
        syllabus.track.body,
        library.program.meta.populations[meta.population].title,
        meta.enrolment,
        tuple(library.standards[name].meta.title for name in meta.standards),
        f"{joined(days)}, {clock(library, syllabus.meetings[0].start)} to {clock(library, syllabus.meetings[0].end)}",
        weeks,
        as_hours(totals["minutes"]),
        " or ".join(as_hours(length) for length in lengths),
        as_hours(min(by_week)),
        as_hours(max(by_week)),
        tuple((PART_NAMES.get(kind, "Sessions"), as_hours(minutes)) for kind, minutes in totals["kinds"].items()),
        tuple(
            (module.meta.title, as_hours(totals["modules"][module.id]), sum(s.module == module.id for m in syllabus.meetings for s in m.sessions))
            for module in library.modules
            if module.id in totals["modules"]
        ),
        tuple(card(session) for session in library.sessions.values() if session.id not in taught and meta.population in session.meta.suits),
        drafts,
        len(taught),
        library.program.meta.unreviewed if drafts else "",
    )


def _meeting(library: Library, syllabus: Syllabus, meeting: Meeting, before: Meeting | None, after: Meeting | None) -> MeetingView:
    sessions = meeting.sessions
    return MeetingView(
        syllabus.track.meta.title,
        f"tracks/{syllabus.track.id}",
        meeting.theme,
        clock(library, meeting.start),
        clock(library, meeting.end),
        meeting.start >= EVENING,
        as_hours(meeting.minutes),
        _agenda(library, meeting),
        tuple((handout.meta.title, handout.id) for session in sessions for handout in library.handouts_of(session)),
        tuple((session.meta.title, session.meta.materials) for session in sessions),
        tuple(Due(s.meta.title, s.id, earlier.title, s.meta.home_practice) for s, earlier in meeting.review_due),
        tuple(Due(session.meta.title, session.id, "", session.meta.home_practice) for session in sessions),
        tuple(_newcomer(session) for session in sessions),
        Place(before.title, _meeting_path(before)) if before else None,
        Place(after.title, _meeting_path(after)) if after else None,
        tuple(session.meta.title for session in after.sessions) if after else (),
        "" if all(session.approved for session in sessions) else library.program.meta.unreviewed,
    )


def _newcomer(session: Session) -> Newcomer:
    part = session.guide.part("Newcomers")
    return Newcomer(session.meta.title, session.id, NEWCOMER_NAMES[session.meta.newcomers], part.blocks if part else ())


# The program's own pages


def _program(library: Library) -> ProgramView:
    meta = library.program.meta
    protocol = parse(meta.risk_protocol, library.program.source.file).document
    return ProgramView(meta.agreement, protocol, meta.emergency, help_lines(library))


def _sources(library: Library) -> SourcesView:
    rows = []
    for name, citation in sorted(library.sources.citations.items(), key=lambda item: (item[1].authors.lower(), item[1].year)):
        used = tuple(Place(s.meta.title, s.id) for s in library.sessions.values() if name in s.meta.sources)
        rows.append((name, citation, used))
    return SourcesView(tuple(rows))


def _nav(library: Library, syllabi: tuple[Syllabus, ...]) -> tuple[NavEntry, ...]:
    sessions = tuple(
        NavEntry(
            module.meta.title,
            module.id,
            tuple(NavEntry(s.meta.title, s.id, tuple(NavEntry(h.meta.title, h.id) for h in s.handouts)) for s in module.sessions),
        )
        for module in library.modules
    )
    tracks = tuple(
        NavEntry(s.track.meta.title, f"tracks/{s.track.id}", tuple(NavEntry(m.title, _meeting_path(m)) for m in s.meetings)) for s in syllabi
    )
    return (
        NavEntry("Home", ""),
        NavEntry("Sessions", None, sessions),
        NavEntry("Tracks", "tracks", tracks),
        NavEntry("Our program", "program"),
        NavEntry("Sources", "sources"),
    )


def _catalogue(library: Library, syllabi: tuple[Syllabus, ...]) -> dict[str, Any]:
    """catalogue.json of the staff site: every session with its computed numbers, every track with its hours."""
    return {
        "sessions": [
            {
                "id": s.id,
                "title": s.meta.title,
                "summary": s.meta.summary,
                "module": s.module,
                "minutes": s.meta.minutes,
                "short_minutes": s.short_minutes,
                "load": s.meta.load,
                "newcomers": s.meta.newcomers,
                "objectives": list(s.meta.objectives),
                "topics": list(s.meta.topics),
                "suits": list(s.meta.suits),
                "requires": list(s.meta.requires),
                "builds_on": list(s.meta.builds_on),
                "handouts": [h.id for h in library.handouts_of(s)],
                "sources": list(s.meta.sources),
                "approved": s.approved,
                "digest": s.source.digest,
            }
            for s in library.sessions.values()
        ],
        "tracks": [
            {
                "id": s.track.id,
                "title": s.track.meta.title,
                "population": s.track.meta.population,
                "enrolment": s.track.meta.enrolment,
                "totals": s.totals,
                "meetings": [
                    {
                        "id": m.id,
                        "week": m.week,
                        "day": m.day,
                        "start": as_clock(m.start),
                        "end": as_clock(m.end),
                        "net_minutes": m.minutes,
                        "parts": [
                            {"kind": p.kind, "session": p.session.id if p.session else None, "again": p.again, "start": as_clock(p.start), "end": as_clock(p.end), "minutes": p.minutes}
                            for p in m.parts
                        ],
                    }
                    for m in s.meetings
                ],
            }
            for s in syllabi
        ],
    }  # fmt: skip

"""The participants' site. Built from handouts and from the public fields of sessions; nothing here can hold staff text.

`PublicSession` is the only door out of a session: title, summary and home practice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.markup.tree import Document
from builder.model.library import Library
from builder.model.session import Handout, Session
from builder.plan import DAY_NAMES, Meeting, Syllabus
from builder.planner.hours import as_clock
from builder.view.common import KIND_NAMES, chrome, clock, help_lines, redirects, review_note, session_of
from builder.view.page import HelpLine, NavEntry, Page, Site


@dataclass(frozen=True)
class HandoutLink:
    title: str
    kind: str
    time: str
    main_message: str
    path: str


@dataclass(frozen=True)
class PublicSession:
    """A session as a participant may see it."""

    title: str
    summary: str
    home_practice: str
    path: str
    handouts: tuple[HandoutLink, ...]


@dataclass(frozen=True)
class HandoutView:
    title: str
    kind: str
    main_message: str
    time: str
    body: Document
    session: PublicSession
    others: tuple[HandoutLink, ...]
    review: str


@dataclass(frozen=True)
class SessionView:
    session: PublicSession
    skill: str
    skill_path: str
    review: str


@dataclass(frozen=True)
class GroupView:
    """A list of sessions under a name: a skill (module) or a topic."""

    title: str
    summary: str
    sessions: tuple[PublicSession, ...]


@dataclass(frozen=True)
class Choice:
    title: str
    about: str
    path: str


@dataclass(frozen=True)
class ChoicesView:
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class DayView:
    name: str
    start: str
    end: str
    sessions: tuple[PublicSession, ...]
    again: tuple[str, ...]
    """Paths of the sessions that have come before."""


@dataclass(frozen=True)
class WeekView:
    number: int
    theme: str
    track: str
    days: tuple[DayView, ...]
    before: Choice | None
    after: Choice | None


@dataclass(frozen=True)
class TrackView:
    intro: Document
    weeks: tuple[Choice, ...]
    days: str


@dataclass(frozen=True)
class HelpView:
    emergency: str
    lines: tuple[HelpLine, ...]


@dataclass(frozen=True)
class HomeView:
    tracks: tuple[Choice, ...]
    skills: tuple[Choice, ...]


def participants_site(library: Library, syllabi: tuple[Syllabus, ...]) -> Site:
    """Every page of the participants' site, its navigation, redirects and public catalogue."""
    public = {session.id: public_session(library, session) for session in library.sessions.values()}
    pages = (
        Page("", library.program.meta.name, "home.md", _home(library, syllabi), hide=("navigation", "toc")),
        Page("help", "Help now", "help.md", HelpView(library.program.meta.emergency, help_lines(library)), hide=("toc",)),
        *_skills(library, public),
        *_topics(library, public),
        *_sessions(library, public),
        *_handouts(library, public),
        *_tracks(library, syllabi, public),
    )
    return Site(
        "participants",
        chrome(library, library.program.meta.name, "help", help_in_print=True),
        pages,
        _nav(library, syllabi, public),
        redirects(library),
        _catalogue(library, syllabi, public),
    )


def public_session(library: Library, session: Session) -> PublicSession:
    links = tuple(_link(handout) for handout in library.handouts_of(session))
    return PublicSession(session.meta.title, session.meta.summary, session.meta.home_practice, session.id, links)


def _link(handout: Handout) -> HandoutLink:
    return HandoutLink(handout.meta.title, KIND_NAMES[handout.meta.kind], handout.meta.time, handout.meta.main_message, handout.id)


def _home(library: Library, syllabi: tuple[Syllabus, ...]) -> HomeView:
    tracks = tuple(Choice(s.track.meta.title, f"{len(s.totals['weeks'])} weeks", f"tracks/{s.track.id}") for s in syllabi)
    skills = tuple(Choice(module.meta.title, module.meta.summary, module.id) for module in library.modules)
    return HomeView(tracks, skills)


def _skills(library: Library, public: dict[str, PublicSession]) -> Iterator[Page]:
    choices = tuple(Choice(module.meta.title, module.meta.summary, module.id) for module in library.modules)
    yield Page("skills", "Skills", "choices.md", ChoicesView(choices), hide=("toc",))
    for module in library.modules:
        sessions = tuple(public[session.id] for session in module.sessions)
        yield Page(module.id, module.meta.title, "group.md", GroupView(module.meta.title, module.meta.summary, sessions), module.meta.summary)


def _topics(library: Library, public: dict[str, PublicSession]) -> Iterator[Page]:
    by_topic = {topic: [s for s in library.sessions.values() if topic in s.meta.topics] for topic in library.program.meta.topics}
    names = {topic: name for topic, name in library.program.meta.topics.items() if by_topic[topic]}
    choices = tuple(
        Choice(name, _count(len(by_topic[topic])), f"topics/{topic}") for topic, name in sorted(names.items(), key=lambda pair: pair[1].lower())
    )
    yield Page("topics", "Topics", "choices.md", ChoicesView(choices), hide=("toc",))
    for topic, name in names.items():
        sessions = tuple(public[session.id] for session in by_topic[topic])
        yield Page(f"topics/{topic}", name, "group.md", GroupView(name, "", sessions))


def _count(sessions: int) -> str:
    return f"{sessions} session{'s' if sessions != 1 else ''}"


def _sessions(library: Library, public: dict[str, PublicSession]) -> Iterator[Page]:
    for module in library.modules:
        for session in module.sessions:
            view = SessionView(public[session.id], module.meta.title, module.id, review_note(library, session))
            yield Page(session.id, session.meta.title, "session.md", view, session.meta.summary, hide=("toc",))


def _handouts(library: Library, public: dict[str, PublicSession]) -> Iterator[Page]:
    for handout in library.handouts.values():
        session = session_of(library, handout)
        others = tuple(link for link in public[session.id].handouts if link.path != handout.id)
        meta = handout.meta
        view = HandoutView(
            meta.title,
            KIND_NAMES[meta.kind],
            meta.main_message,
            meta.time,
            handout.body,
            public[session.id],
            others,
            review_note(library, session),
        )
        yield Page(handout.id, meta.title, "handout.md", view, meta.main_message)


def _tracks(library: Library, syllabi: tuple[Syllabus, ...], public: dict[str, PublicSession]) -> Iterator[Page]:
    choices = tuple(Choice(s.track.meta.title, _days_of(library, s), f"tracks/{s.track.id}") for s in syllabi)
    yield Page("tracks", "My track", "choices.md", ChoicesView(choices), hide=("toc",))
    for syllabus in syllabi:
        home = f"tracks/{syllabus.track.id}"
        weeks = tuple(Choice(f"Week {week['week']}", week["theme"], f"{home}/week-{week['week']}") for week in syllabus.totals["weeks"])
        yield Page(home, syllabus.track.meta.title, "track.md", TrackView(syllabus.track.body, weeks, _days_of(library, syllabus)), hide=("toc",))
        for index, week in enumerate(weeks):
            meetings = syllabus.week(index + 1)
            view = WeekView(
                index + 1,
                week.about,
                syllabus.track.meta.title,
                tuple(_day(library, meeting, public) for meeting in meetings),
                weeks[index - 1] if index else None,
                weeks[index + 1] if index + 1 < len(weeks) else None,
            )
            yield Page(week.path, f"{week.title}: {week.about}", "week.md", view)


def _days_of(library: Library, syllabus: Syllabus) -> str:
    days = list(dict.fromkeys(DAY_NAMES[meeting.day] for meeting in syllabus.meetings))
    return f"{', '.join(days)}, {clock(library, syllabus.meetings[0].start)} to {clock(library, syllabus.meetings[0].end)}"


def _day(library: Library, meeting: Meeting, public: dict[str, PublicSession]) -> DayView:
    sessions = tuple(public[session.id] for session in meeting.sessions)
    again = tuple(part.session.id for part in meeting.parts if part.session and part.again)
    return DayView(DAY_NAMES[meeting.day], clock(library, meeting.start), clock(library, meeting.end), sessions, again)


def _nav(library: Library, syllabi: tuple[Syllabus, ...], public: dict[str, PublicSession]) -> tuple[NavEntry, ...]:
    tracks = tuple(
        NavEntry(
            s.track.meta.title,
            f"tracks/{s.track.id}",
            tuple(NavEntry(f"Week {week['week']}: {week['theme']}", f"tracks/{s.track.id}/week-{week['week']}") for week in s.totals["weeks"]),
        )
        for s in syllabi
    )
    skills = tuple(
        NavEntry(
            module.meta.title,
            module.id,
            tuple(
                NavEntry(session.meta.title, session.id, tuple(NavEntry(handout.meta.title, handout.id) for handout in session.handouts))
                for session in module.sessions
            ),
        )
        for module in library.modules
    )
    used = {topic for session in library.sessions.values() for topic in session.meta.topics}
    topics = tuple(
        NavEntry(name, f"topics/{topic}")
        for topic, name in sorted(library.program.meta.topics.items(), key=lambda pair: pair[1].lower())
        if topic in used
    )
    return (
        NavEntry("Home", ""),
        NavEntry("My track", "tracks", tracks),
        NavEntry("Topics", "topics", topics),
        NavEntry("Skills", "skills", skills),
        NavEntry("Help now", "help"),
    )


def _catalogue(library: Library, syllabi: tuple[Syllabus, ...], public: dict[str, PublicSession]) -> dict[str, object]:
    """catalogue.json of the participants' site: public fields and addresses only."""
    return {
        "sessions": [
            {
                "id": session.path,
                "title": session.title,
                "summary": session.summary,
                "home_practice": session.home_practice,
                "handouts": [
                    {"id": h.path, "title": h.title, "kind": h.kind, "time": h.time, "main_message": h.main_message} for h in session.handouts
                ],
            }
            for session in public.values()
        ],
        "tracks": [
            {
                "id": s.track.id,
                "title": s.track.meta.title,
                "weeks": [
                    {
                        "week": week["week"],
                        "theme": week["theme"],
                        "days": [
                            {"day": m.day, "start": as_clock(m.start), "end": as_clock(m.end), "sessions": [session.id for session in m.sessions]}
                            for m in s.week(week["week"])
                        ],
                    }
                    for week in s.totals["weeks"]
                ],
            }
            for s in syllabi
        ],
    }

"""The participants' site. Built from handouts and from the public fields of sessions; nothing here can hold staff text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from builder.check.addresses import redirects
from builder.model.library import Library
from builder.model.module import Module
from builder.planner.hours import as_clock
from builder.tracks.plan import Syllabus
from builder.views.common import chrome, cover_of, in_colors, logo_file, review_note, web_look
from builder.views.handout_page import edition_paths, handout_pages
from builder.views.help import help_lines
from builder.views.mytrack import PublicSessions, TrackView, WeekView, new_view, pages_of, track_pages, track_views
from builder.views.page import HelpLine, NavEntry, Page, Site
from builder.views.printed import printed_catalogue
from builder.views.public import Choice, PublicSession, public_session
from builder.views.search import participants_search
from builder.views.topics import GroupView, topic_pages
from builder.views.wall import wall_pages

HOME_TOPICS = 6
"""Topics that the home page names; the rest is one tap further."""


class SessionView(Struct, frozen=True, kw_only=True):
    session: PublicSession
    skill: str
    skill_path: str
    review: str


class ChoicesView(Struct, frozen=True):
    choices: tuple[Choice, ...]


class HelpView(Struct, frozen=True):
    emergency: str
    lines: tuple[HelpLine, ...]
    leave: str


class HomeView(Struct, frozen=True, kw_only=True):
    tonight: str
    """Path of the file of the groups' days; empty where no group runs."""
    tracks: tuple[Choice, ...]
    topics: tuple[Choice, ...]
    family: tuple[Choice, ...]
    """Pages for those who come with participants."""
    lines: tuple[HelpLine, ...]


class OfflineView(Struct, frozen=True):
    tracks: tuple[Choice, ...]


def participants_site(library: Library, syllabi: tuple[Syllabus, ...], tonight: Mapping[str, str] | None = None) -> Site:
    """Every page of the participants' site, its navigation, redirects and public catalogue. `tonight` is the file of the groups' days, by its path."""
    library, meta = library.without_process, library.program.meta
    public = {session.id: public_session(library, session) for session in library.sessions.values()}
    tracks = track_views(library, syllabi, public)
    choices = tuple(Choice(title=track.title, about=track.days, path=track.path) for track in tracks)
    topics = _topics(library.at_places)
    lines = help_lines(library)
    home = HomeView(tonight="".join(tonight or ()), tracks=choices, topics=_home_topics(library, topics), family=_family(library), lines=lines)
    pages = (
        Page(path="", title=meta.name, template="home.html", view=home, hide=("navigation", "toc")),
        Page(path="help", title="Help now", template="help.html", view=HelpView(meta.emergency, lines, meta.leave_to), hide=("toc",)),
        Page(path="offline", title="Without internet", template="offline.html", view=OfflineView(choices), hide=("toc",)),
        participants_search(library),
        *_skill_pages(library, public),
        *topic_pages(library.at_places, topics, public),
        *_session_pages(library, public),
        *(page for handout in library.handouts.values() for page in handout_pages(library, handout, public)),
        *track_pages(tracks, new_view(library, tracks)),
        *wall_pages(library, syllabi),
    )
    return Site(
        name="participants",
        chrome=chrome(library, meta.name, "help", help_in_print=True, leave=meta.leave_to),
        pages=tuple(_quiet(page, meta.quiet_words) for page in in_colors(library, pages)),
        nav=_nav(library, tracks, topics),
        redirects=redirects(library, [(page.path, page.path) for page in pages]),
        catalogue=_catalogue(syllabi, public),
        files=logo_file(library) | dict(tonight or {}),
        look=web_look(library),
        styles=("assets/css/handouts.css",),
        kept={track.path: pages_of(track, edition_paths(library)) for track in tracks},
    )


QUIET_NAMES = {
    "handout.html": "Handout",
    "session.html": "Group",
    "group.html": "Topic",
    "track.html": "My track",
    "week.html": "Week",
    "meeting.html": "Day",
}


def _quiet(page: Page, words: Iterable[str]) -> Page:
    """What tabs and the history of a phone call a page: its kind alone, where its title would tell others too much."""
    title = page.title.lower()
    return replace(page, tab=QUIET_NAMES.get(page.template, "Page")) if any(word in title for word in words) else page


def _skill_pages(library: Library, public: PublicSessions) -> Iterator[Page]:
    choices = tuple(
        Choice(title=module.meta.title, about=module.meta.summary, path=module.id, color=module.meta.color, cover=cover_of(module))
        for module in _skills(library)
    )
    yield Page(path="skills", title="Skills", template="choices.html", view=ChoicesView(choices), hide=("toc",))
    for module in library.modules:
        sessions = tuple(public[session.id] for session in module.sessions)
        yield Page(
            path=module.id,
            title=module.meta.title,
            template="group.html",
            view=GroupView(module.meta.summary, sessions, cover_of(module)),
            description=module.meta.summary,
        )


def _skills(library: Library) -> Iterator[Module]:
    """The modules for participants themselves."""
    return (module for module in library.modules if not module.is_family)


def _family(library: Library) -> tuple[Choice, ...]:
    """The modules for those who come with participants."""
    return tuple(Choice(title=module.meta.title, about=module.meta.summary, path=module.id) for module in library.modules if module.is_family)


def _topics(library: Library) -> tuple[Choice, ...]:
    """Topics that some session has, by name."""
    used = [topic for session in library.sessions.values() for topic in session.meta.topics]
    named = sorted(library.program.meta.topics.items(), key=lambda pair: pair[1].lower())
    return tuple(Choice(title=name, about=_count(used.count(topic)), path=f"topics/{topic}") for topic, name in named if topic in used)


def _home_topics(library: Library, topics: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """A few topics for the home page: those that the tracks' people must meet first, then those that most sessions have."""
    meta = library.program.meta
    first = [f"topics/{topic}" for track in library.tracks for topic in meta.populations[track.meta.population].topics]
    used = [f"topics/{topic}" for session in library.sessions.values() for topic in session.meta.topics]

    def place(topic: Choice) -> tuple[int, int]:
        return (first.index(topic.path) if topic.path in first else len(first), -used.count(topic.path))

    return tuple(sorted(topics, key=place)[:HOME_TOPICS])


def _count(sessions: int) -> str:
    return f"{sessions} session{'s' if sessions != 1 else ''}"


def _session_pages(library: Library, public: PublicSessions) -> Iterator[Page]:
    for module in library.modules:
        for session in module.sessions:
            view = SessionView(session=public[session.id], skill=module.meta.title, skill_path=module.id, review=review_note(library, session))
            yield Page(path=session.id, title=session.meta.title, template="session.html", view=view, description=session.meta.summary, hide=("toc",))


def _nav(library: Library, tracks: tuple[TrackView, ...], topics: tuple[Choice, ...]) -> tuple[NavEntry, ...]:
    track_entries = tuple(NavEntry(track.title, track.path, tuple(_week_entry(week) for week in track.weeks)) for track in tracks)
    skills = {
        module.id: NavEntry(
            module.meta.title,
            module.id,
            tuple(
                NavEntry(session.meta.title, session.id, tuple(NavEntry(handout.meta.title, handout.id) for handout in session.handouts))
                for session in module.sessions
            ),
        )
        for module in library.modules
    }
    family = tuple(skills[module.id] for module in library.modules if module.is_family)
    return (
        NavEntry("Home", ""),
        NavEntry("My track", "tracks", (NavEntry("I am new", "new"), NavEntry("I missed a group", "missed"), *track_entries)),
        NavEntry("Topics", "topics", tuple(NavEntry(topic.title, topic.path) for topic in topics)),
        NavEntry("Skills", "skills", (*(skills[module.id] for module in _skills(library)), *family)),
        NavEntry("Help now", "help"),
    )


def _week_entry(week: WeekView) -> NavEntry:
    return NavEntry(f"Week {week.number}: {week.theme}", week.path, tuple(NavEntry(day.name, day.path) for day in week.days))


def _catalogue(syllabi: tuple[Syllabus, ...], public: PublicSessions) -> dict[str, object]:
    """catalogue.json of the participants' site: public fields and addresses only."""
    return {
        "printed": printed_catalogue("participants"),
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

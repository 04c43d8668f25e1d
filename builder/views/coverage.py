"""What the library covers: every session by its topics, the people whom it suits, and the rules that ask for what it teaches; and what a rule asks for that no session has."""

from __future__ import annotations

from msgspec import Struct

from builder.model.library import Library
from builder.model.session import Session
from builder.views.card import PageLink
from builder.views.library import LIBRARY
from builder.views.page import Page
from builder.views.tables import DataTable, Value, as_csv

COVERAGE = f"{LIBRARY}/coverage"


class TopicAsked(Struct, frozen=True):
    """A topic that a rule asks for, and the sessions that have it: none is a hole."""

    title: str
    sessions: tuple[PageLink, ...]


class RuleAsked(Struct, frozen=True, kw_only=True):
    """What one standard asks to be taught, in its own words and topic by topic."""

    title: str
    url: str
    asks: tuple[tuple[str, tuple[TopicAsked, ...]], ...]


class SessionCovers(Struct, frozen=True, kw_only=True):
    """A row of the matrix: `suits` and `rules` are in the order of the heads."""

    session: PageLink
    topics: str
    suits: tuple[bool, ...]
    rules: tuple[bool, ...]


class ModuleCovers(Struct, frozen=True):
    title: str
    path: str
    rows: tuple[SessionCovers, ...]


class TopicCovered(Struct, frozen=True):
    """How many sessions on a topic suit each of the populations, and how many there are."""

    title: str
    counts: tuple[int, ...]
    total: int


class CoverageView(Struct, frozen=True, kw_only=True):
    holes: tuple[str, ...]
    rules: tuple[RuleAsked, ...]
    populations: tuple[str, ...]
    rule_names: tuple[str, ...]
    modules: tuple[ModuleCovers, ...]
    topics: tuple[TopicCovered, ...]


def coverage_page(library: Library) -> Page:
    view = coverage_view(library)
    return Page(
        path=COVERAGE, title="What the library covers", template="coverage.html", view=view, description="Sessions by topics, people and rules"
    )


def coverage_view(library: Library) -> CoverageView:
    """Guides to the process hour are on no topic that is taught."""
    library = library.without_process
    meta = library.program.meta
    asked = topics_asked(library)
    rules = tuple(_rule(library, name) for name in asked)
    modules = tuple(
        ModuleCovers(module.meta.title, module.id, tuple(_row(library, session, asked) for session in module.sessions)) for module in library.modules
    )
    return CoverageView(
        holes=tuple(f"{rule.title}: {topic.title}" for rule in rules for _, topics in rule.asks for topic in topics if not topic.sessions),
        rules=rules,
        populations=tuple(population.title for population in meta.populations.values()),
        rule_names=tuple(rule.title.partition(",")[0] for rule in rules),
        modules=modules,
        topics=tuple(_topic_row(library, topic) for topic in meta.topics),
    )


def topics_asked(library: Library) -> dict[str, frozenset[str]]:
    """By the ids of the standards that ask for topics: which."""
    asked = {name: frozenset(topic for one in standard.meta.requirements for topic in one.topics) for name, standard in library.standards.items()}
    return {name: topics for name, topics in asked.items() if topics}


def coverage_data(library: Library) -> dict[str, str]:
    """The matrix as CSV, by its path."""
    library = library.without_process
    populations, asked = library.program.meta.populations, topics_asked(library)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            session.id,
            session.meta.title,
            "; ".join(session.meta.topics),
            *(name in session.meta.suits for name in populations),
            *(not asked[name].isdisjoint(session.meta.topics) for name in asked),
        )
        for session in library.sessions.values()
    )
    return {f"{COVERAGE}.csv": as_csv(DataTable(name="coverage", title="", columns=("session", "title", "topics", *populations, *asked), rows=rows))}


def _rule(library: Library, name: str) -> RuleAsked:
    meta = library.standards[name].meta
    asks = tuple((one.text, tuple(_asked(library, topic) for topic in one.topics)) for one in meta.requirements if one.topics)
    return RuleAsked(title=meta.title, url=meta.url or "", asks=asks)


def _asked(library: Library, topic: str) -> TopicAsked:
    sessions = tuple(PageLink(session.meta.title, session.id) for session in library.sessions.values() if topic in session.meta.topics)
    return TopicAsked(library.program.meta.topics[topic], sessions)


def _row(library: Library, session: Session, asked: dict[str, frozenset[str]]) -> SessionCovers:
    meta = library.program.meta
    return SessionCovers(
        session=PageLink(session.meta.title, session.id),
        topics=", ".join(meta.topics[topic] for topic in session.meta.topics),
        suits=tuple(name in session.meta.suits for name in meta.populations),
        rules=tuple(not topics.isdisjoint(session.meta.topics) for topics in asked.values()),
    )


def _topic_row(library: Library, topic: str) -> TopicCovered:
    meta = library.program.meta
    sessions = [session for session in library.sessions.values() if topic in session.meta.topics]
    counts = tuple(sum(population in session.meta.suits for session in sessions) for population in meta.populations)
    return TopicCovered(meta.topics[topic], counts, len(sessions))

"""The topics of the participants' site: all of them under their headings, and the sessions of each."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from builder.model.library import Library
from builder.text.tree import Drawing
from builder.views.mytrack import PublicSessions
from builder.views.page import Page
from builder.views.public import Choice, PublicSession


class GroupView(Struct, frozen=True):
    """A list of sessions under a name: a skill (module) or a topic."""

    summary: str
    sessions: tuple[PublicSession, ...]
    cover: tuple[Drawing, ...] = ()


class TopicsUnder(Struct, frozen=True):
    """Topics under one heading; `icon` names a drawing beside the templates."""

    title: str
    icon: str
    topics: tuple[Choice, ...]


class TopicsView(Struct, frozen=True):
    """`groups` is empty where the program has none: then `topics` is one list by name."""

    groups: tuple[TopicsUnder, ...]
    topics: tuple[Choice, ...]


def topic_pages(library: Library, topics: tuple[Choice, ...], public: PublicSessions) -> Iterator[Page]:
    """The page of all topics that some session has, and one for each of them."""
    known = {topic.path.removeprefix("topics/"): topic for topic in topics}
    under = [(group, tuple(known[name] for name in group.topics if name in known)) for group in library.program.meta.topic_groups]
    groups = tuple(TopicsUnder(group.title, group.icon, shown) for group, shown in under if shown)
    yield Page(path="topics", title="Topics", template="topics.html", view=TopicsView(groups, topics), hide=("toc",))
    for name, topic in known.items():
        sessions = tuple(public[session.id] for session in library.sessions.values() if name in session.meta.topics)
        yield Page(path=topic.path, title=topic.title, template="group.html", view=GroupView("", sessions))

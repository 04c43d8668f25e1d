"""A session as staff see it in a list, and the places where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from msgspec import Struct

from builder.model.library import Library
from builder.model.session import Session
from builder.tracks.plan import Meeting

LOAD_NAMES = {"light": "Light", "moderate": "Moderate", "heavy": "Heavy"}
NEWCOMER_NAMES = {"welcome": "Newcomers welcome", "with-recap": "Newcomers with a recap", "not-first": "Not as a first session"}


class SessionCard(Struct, frozen=True, kw_only=True):
    """A session in a list, in the colour of its module. `remarks` are what sets it apart from most sessions; what all have would say nothing."""

    title: str
    summary: str
    path: str
    color: str
    remarks: tuple[str, ...]


class PageLink(Struct, frozen=True):
    """A page by its title."""

    title: str
    path: str


def cards_of(library: Library) -> Callable[[Session], SessionCard]:
    """How a session of this library stands in its lists: what most have is counted once."""
    colors = {module.id: module.meta.color for module in library.modules}
    usual = [Counter(kind).most_common(1)[0][0] for kind in zip(*map(_facts, library.sessions.values()), strict=True)]

    def card(session: Session) -> SessionCard:
        remarks = tuple(fact for fact, most in zip(_facts(session), usual, strict=True) if fact != most)
        meta = session.meta
        return SessionCard(title=meta.title, summary=meta.summary, path=session.id, color=colors[session.module], remarks=remarks)

    return card


def _facts(session: Session) -> tuple[str, ...]:
    meta = session.meta
    return f"{meta.minutes} min", f"{LOAD_NAMES[meta.load]} load", NEWCOMER_NAMES[meta.newcomers], "Reviewed" if session.approved else "Draft"


def meeting_path(meeting: Meeting) -> str:
    return f"tracks/{meeting.track}/{meeting.id}"

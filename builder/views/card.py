"""A session as staff see it in a list, and the places where it stands."""

from __future__ import annotations

from msgspec import Struct

from builder.model.session import Session
from builder.tracks.plan import Meeting

LOAD_NAMES = {"light": "Light", "moderate": "Moderate", "heavy": "Heavy"}
NEWCOMER_NAMES = {"welcome": "Newcomers welcome", "with-recap": "Newcomers with a recap", "not-first": "Not as a first session"}


class SessionCard(Struct, frozen=True, kw_only=True):
    """A session in a list."""

    title: str
    summary: str
    path: str
    minutes: int
    short_minutes: int
    load: str
    newcomers: str
    reviewed: bool


class PageLink(Struct, frozen=True):
    """A page by its title."""

    title: str
    path: str


def card(session: Session) -> SessionCard:
    meta = session.meta
    return SessionCard(
        title=meta.title,
        summary=meta.summary,
        path=session.id,
        minutes=meta.minutes,
        short_minutes=session.short_minutes,
        load=LOAD_NAMES[meta.load],
        newcomers=NEWCOMER_NAMES[meta.newcomers],
        reviewed=session.approved,
    )


def meeting_path(meeting: Meeting) -> str:
    return f"tracks/{meeting.track}/{meeting.id}"

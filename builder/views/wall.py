"""What a room sees on a projector, a shared screen or a poster: public words alone, one screen at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, structs

from builder.model.library import Library
from builder.model.session import Session, Wall
from builder.planner.words import counted
from builder.text.tree import Block, plain
from builder.tracks.plan import Meeting, MeetingPart, Syllabus
from builder.views.address import page_address, participants_link, short
from builder.views.card import meeting_path
from builder.views.common import review_note, review_of_all
from builder.views.page import Page
from builder.views.public import Choice
from builder.words import own_name, said

_PIECE = re.compile(r"[^/]+/?|/")

LARGE, MEDIUM = 10, 24
"""Words up to which a screen is set large, or of a middle size, where no script fits it to the room."""


class WallScreen(Struct, frozen=True, kw_only=True):
    """One screen. `lead` stands under the title of a session; `minutes` are those of a break, 0 for all else."""

    kind: Literal["title", "screen", "break"]
    title: str
    lead: str = ""
    blocks: tuple[Block, ...] = ()
    minutes: int = 0
    size: Literal["large", "medium", "small"] = "large"


class WallView(Struct, frozen=True, kw_only=True):
    screens: tuple[WallScreen, ...]
    handouts: str
    """The path of the page of tonight's handouts."""
    address: str
    short_address: tuple[str, ...]
    """In pieces between which a line can break."""
    languages: tuple[Choice, ...]
    """The same wall in other languages."""
    review: str


def session_wall_path(session: str, language: str = "en") -> str:
    return f"{session}/wall" if language == "en" else f"{session}/wall/{language}"


def meeting_wall_path(meeting: Meeting) -> str:
    return f"{meeting_path(meeting)}/wall"


def wall_link(library: Library, session: Session, page: str) -> str:
    """From a page of the staff site to the wall of a session; empty where it has none."""
    return participants_link(library, page, session_wall_path(session.id)) if english_wall(session) else ""


def meeting_wall_link(library: Library, meeting: Meeting, page: str) -> str:
    """From a page of the staff site to the wall of a whole meeting."""
    return participants_link(library, page, meeting_wall_path(meeting))


def wall_pages(library: Library, syllabi: tuple[Syllabus, ...]) -> Iterator[Page]:
    """The wall of each session that has one, in every language, and of each meeting with all its sessions."""
    for session in library.sessions.values():
        for wall in session.walls:
            screens = (_title(session), *screens_of_wall(wall))
            languages = [other.language for other in session.walls if other is not wall]
            others = tuple(Choice(title=own_name(other), about=other, path=session_wall_path(session.id, other)) for other in languages)
            view = _view(library, screens, session.id, review_note(library, session, wall.language))
            yield _page(session_wall_path(session.id, wall.language), structs.replace(view, languages=others), wall.language)
    review = review_of_all(library)
    for syllabus in syllabi:
        for meeting in syllabus.meetings:
            yield _page(meeting_wall_path(meeting), _view(library, tuple(_evening(meeting)), meeting_path(meeting), review))


def screens_of_wall(wall: Wall) -> Iterator[WallScreen]:
    """The screens of a wall, without the parts that they are for."""
    for screen in wall.screens:
        words = len(screen.words.split())
        large = words <= LARGE and not any(not plain((block,)) for block in screen.blocks)
        size: Literal["large", "medium", "small"] = "large" if large else "medium" if words <= MEDIUM else "small"
        yield WallScreen(kind="screen", title=plain(screen.title), blocks=screen.blocks, size=size)


def english_wall(session: Session) -> Wall | None:
    return next((wall for wall in session.walls if wall.language == "en"), None)


def _view(library: Library, screens: tuple[WallScreen, ...], handouts: str, review: str) -> WallView:
    address = page_address(library, handouts)
    pieces = tuple(_PIECE.findall(short(address)))
    return WallView(screens=screens, handouts=handouts, address=address, short_address=pieces, languages=(), review=review)


def _page(path: str, view: WallView, language: str = "en") -> Page:
    return Page(
        path=path,
        title=view.screens[0].title,
        template="wall.html",
        view=view,
        hide=("frame", "toc", "search"),
        tab=said("wall", language)["tab"],
        language="" if language == "en" else language,
    )


def _title(session: Session, stream: str = "") -> WallScreen:
    """The first screen of a session: what participants may know of it."""
    title = f"{stream}: {session.meta.title}" if stream else session.meta.title
    return WallScreen(kind="title", title=title, lead=session.meta.summary, size="medium")


def _evening(meeting: Meeting) -> Iterator[WallScreen]:
    """A whole meeting, in its order. What is neither session nor break has nothing to show but its name."""
    yield WallScreen(kind="title", title=meeting.title, lead=meeting.theme)
    for part in meeting.parts:
        yield from _part(part)


def _part(part: MeetingPart) -> Iterator[WallScreen]:
    if part.session:
        yield _title(part.session, part.stream)
        if wall := english_wall(part.session):
            yield from screens_of_wall(wall)
    elif part.kind == "break":
        yield WallScreen(kind="break", title=part.title, lead=counted(part.minutes, "minute"), minutes=part.minutes)
    else:
        yield WallScreen(kind="title", title=part.name)

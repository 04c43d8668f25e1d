"""A session in room mode: the timed parts of its guide, one at a time, for the phone in a facilitator's hand."""

from __future__ import annotations

from dataclasses import dataclass

from builder.markup.dialect import parse
from builder.markup.guide import Part
from builder.markup.tree import Block, Cite, Document, walk
from builder.model.library import Library
from builder.model.reference import Citation
from builder.model.session import Session
from builder.view.common import citations, review_note
from builder.view.note import note_path
from builder.view.page import Page


@dataclass(frozen=True)
class RoomView:
    guide: str
    note: str
    clock: str
    """How times are written: `12-hour` or `24-hour`."""
    minutes: int
    short_minutes: int
    parts: tuple[Part, ...]
    newcomers: tuple[Block, ...]
    hard: tuple[Block, ...]
    home_practice: str
    protocol: tuple[Block, ...]
    """The program's steps when someone may be at risk."""
    sources: tuple[tuple[str, Citation], ...]
    """Those that the shown parts cite."""
    review: str


def room_path(session: Session) -> str:
    return f"{session.id}/room"


def risk_protocol(library: Library) -> Document:
    """The program's steps when someone may be at risk."""
    return parse(library.program.meta.risk_protocol, library.program.source.file).document


def room_page(library: Library, session: Session, protocol: tuple[Block, ...]) -> Page:
    """`protocol` is the program's, parsed once for all sessions."""
    timed, newcomers, hard = session.guide.timed, _blocks(session, "Newcomers"), _blocks(session, "If it gets hard")
    shown = (*(block for part in timed for block in part.blocks), *newcomers, *hard, *protocol)
    cited = dict.fromkeys(source for node in walk(shown) if isinstance(node, Cite) for source in node.sources)
    view = RoomView(
        session.id,
        note_path(session),
        library.program.meta.clock,
        session.meta.minutes,
        session.short_minutes,
        timed,
        newcomers,
        hard,
        session.meta.home_practice,
        protocol,
        citations(library, tuple(cited)),
        review_note(library, session),
    )
    return Page(room_path(session), f"Room mode: {session.meta.title}", "room.md", view, hide=("toc", "search"))


def _blocks(session: Session, title: str) -> tuple[Block, ...]:
    part = session.guide.part(title)
    return part.blocks if part else ()

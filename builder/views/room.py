"""A session in room mode: the timed parts of its guide, one at a time, for the phone in a facilitator's hand."""

from __future__ import annotations

from msgspec import Struct

from builder.model.library import Library
from builder.model.reference import Citation
from builder.model.session import Session
from builder.text.guide import Part
from builder.text.tree import Block, Document
from builder.views.common import citations, review_note
from builder.views.note import note_path
from builder.views.page import Page
from builder.views.wall import wall_link


class RoomView(Struct, frozen=True, kw_only=True):
    guide: str
    wall: str
    """The address of its wall on the participants' site; empty where it has none."""
    note: str
    clock: str
    """How times are written: `12-hour` or `24-hour`."""
    minutes: int
    short_minutes: int
    parts: tuple[Part, ...]
    newcomers: Part | None
    hard: Part | None
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
    return library.program.protocol


def room_page(library: Library, session: Session, protocol: Document) -> Page:
    """`protocol` is the program's, parsed once for all sessions."""
    guide = session.guide
    newcomers, hard = guide.part("Newcomers"), guide.part("If it gets hard")
    cited = [source for part in (*guide.timed, newcomers, hard) if part for source in part.cited]
    cited += [source for cite in protocol.cites() for source in cite.sources]
    view = RoomView(
        guide=session.id,
        wall=wall_link(library, session, room_path(session)),
        note=note_path(session),
        clock=library.program.meta.clock,
        minutes=session.meta.minutes,
        short_minutes=session.short_minutes,
        parts=guide.timed,
        newcomers=newcomers,
        hard=hard,
        home_practice=session.meta.home_practice,
        protocol=protocol.blocks,
        sources=citations(library, tuple(dict.fromkeys(cited))),
        review=review_note(library, session),
    )
    return Page(path=room_path(session), title=f"Room mode: {session.meta.title}", template="room.html", view=view, hide=("toc", "search"))

"""The note for the record: stems of a session as plain lines with blanks. Nothing about a person is held; who writes fills the blanks elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from builder.markup.tree import List, plain
from builder.model.library import Library
from builder.model.session import Session
from builder.view.page import Page

BLANK = "____"


@dataclass(frozen=True)
class NoteView:
    guide: str
    title: str
    module: str
    minutes: int
    short_minutes: int
    topics: tuple[str, ...]
    objectives: tuple[str, ...]
    stems: tuple[str, ...]
    """The lines of the guide's part `For the record`, as its author wrote them."""
    home_practice: str


def note_path(session: Session) -> str:
    return f"{session.id}/note"


def note_page(library: Library, session: Session) -> Page:
    meta = session.meta
    view = NoteView(
        session.id,
        meta.title,
        library.module(session.module).meta.title,
        meta.minutes,
        session.short_minutes,
        tuple(library.program.meta.topics[topic] for topic in meta.topics),
        meta.objectives,
        stems(session),
        meta.home_practice,
    )
    return Page(note_path(session), f"Note: {meta.title}", "note.md", view, hide=("toc", "search"))


def stems(session: Session) -> tuple[str, ...]:
    """One line for each item of a list, and for each block that stands outside a list."""
    part = session.guide.part("For the record")
    lines: list[str] = []
    for block in part.blocks if part else ():
        lines.extend(plain(item.blocks) for item in block.items) if isinstance(block, List) else lines.append(plain((block,)))
    return tuple(line for line in lines if line)

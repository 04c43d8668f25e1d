"""The note for the record: stems of a session as plain lines with blanks. Nothing about a person is held; who writes fills the blanks elsewhere."""

from __future__ import annotations

from msgspec import Struct

from builder.model.library import Library
from builder.model.session import Session
from builder.text.guide import Part
from builder.text.tree import List, plain
from builder.views.page import Page

BLANK = "____"


class NoteView(Struct, frozen=True, kw_only=True):
    guide: str
    title: str
    module: str
    minutes: int
    short_minutes: int
    topics: tuple[str, ...]
    objectives: tuple[str, ...]
    record: Part | None
    """The guide's part `For the record`."""
    home_practice: str

    @property
    def stems(self) -> tuple[str, ...]:
        """The lines of `record` as its author wrote them: one for each item of a list, and for each block that stands outside a list."""
        lines: list[str] = []
        for block in self.record.blocks if self.record else ():
            lines.extend(plain(item.blocks) for item in block.items) if isinstance(block, List) else lines.append(plain((block,)))
        return tuple(line for line in lines if line)


def note_path(session: Session) -> str:
    return f"{session.id}/note"


def note_page(library: Library, session: Session) -> Page:
    meta = session.meta
    view = NoteView(
        guide=session.id,
        title=meta.title,
        module=library.module(session.module).meta.title,
        minutes=meta.minutes,
        short_minutes=session.short_minutes,
        topics=tuple(library.program.meta.topics[topic] for topic in meta.topics),
        objectives=meta.objectives,
        record=session.guide.part("For the record"),
        home_practice=meta.home_practice,
    )
    return Page(path=note_path(session), title=f"Note: {meta.title}", template="note.html", view=view, hide=("toc", "search"))

"""The wall of a session: the body of `wall.md`, read as its screens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from builder.text.tree import Block, Document, Drawing, Heading, Inline, plain


@dataclass(frozen=True)
class Screen:
    """What a room sees at one time: a question or a sentence, and what stands under it."""

    part: str
    """The timed part of the guide that it is for: a key, which is never published."""
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    line: int

    @property
    def words(self) -> str:
        """What is read on it; the words that stand for a drawing are not."""
        return f"{plain(self.title)} {plain(self.blocks)}".strip()


def screens_of(document: Document) -> Iterator[Screen]:
    """The screens of a document: each begins at an H3, under the H2 of its part. What stands before the first H3 of a part is on none. Nobody writes on a
    drawing there: it shows its places to write empty."""
    part, title, blocks = "", None, list[Block]()
    for block in (*document.blocks, None):
        if block is None or (isinstance(block, Heading) and block.level <= 3):
            if title:
                yield Screen(part=part, title=title.inlines, blocks=tuple(blocks), line=title.line)
            blocks = []
            title = block if block and block.level == 3 else None
            part = plain((block,)) if block and block.level == 2 else part
        else:
            blocks.append(replace(block, places=()) if isinstance(block, Drawing) else block)

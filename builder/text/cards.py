"""A set of cards: the body of a file of `kind: cards`, read as its cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.text.tree import Block, Document, Heading, Inline


@dataclass(frozen=True)
class Card:
    """One card: what stands on top of it, and the rest of its words."""

    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    line: int


def cards_of(document: Document) -> Iterator[Card]:
    """The cards of a document: each begins at an H2; what stands before the first is on none."""
    title: Heading | None = None
    blocks: list[Block] = []
    for block in (*document.blocks, None):
        if block is None or (isinstance(block, Heading) and block.level == 2):
            if title:
                yield Card(title.inlines, tuple(blocks), title.line)
            title, blocks = block, []
        else:
            blocks.append(block)

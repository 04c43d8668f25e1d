"""Cards: those of a file of `kind: cards`, and those for a wallet that a handout has."""

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


@dataclass(frozen=True)
class WalletCard:
    """A card for a wallet. `column` is where its lines begin in their file, `back` is empty where the card has one side, `named` prints the program on it."""

    title: str
    front: tuple[Block, ...]
    back: tuple[Block, ...] = ()
    named: bool = False
    column: int = 1

    @property
    def sides(self) -> tuple[tuple[Block, ...], ...]:
        return (self.front, self.back) if self.back else (self.front,)


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

"""How much goes on a card for a wallet, reckoned from the widths of letters as templates/print/wallet.typ and cards.typ set them. Lengths in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.text.tree import Blank, Block, Break, Inline, Item, List, Paragraph, Strong, Words, children
from builder.text.typeface import width_of

MM = 72 / 25.4
WALLET: Mapping[Literal["letter", "a4"], tuple[float, float]] = {"letter": (88.9, 50.8), "a4": (85.0, 54.0)}
"""Width and height of a card in mm: ten on a sheet of Letter as business cards are cut, ten on A4 as bank cards are."""
SIZES = (13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0)
"""Points of a card's words, from the largest that is tried to the smallest that can be read at arm's length."""
INSET, FOOT = 4 * MM, 1.6 * 8
TITLE = 1.2
"""Its size, of the words under it."""
LEADING, APART, TITLE_LEADING = 0.26, 0.6, 0.16
"""Between lines and between blocks, in sizes."""
ITEMS_APART = {True: 0.45, False: 0.7}
"""Between the items of a list that is tight, and of one that has room to write."""
INDENT = 1.2
BLANK, CLOSING, IN_LINE = 6.2 * MM, 45 * MM, 52 * MM
"""How high a blank is; how wide at least at the end of a line, and in its midst."""


@dataclass(frozen=True)
class CardPiece:
    """A title, paragraph or item: the line on which it is written, its height, and what is left free above it."""

    line: int
    height: float
    above: float


def first_over(title: str, blocks: Sequence[Block], named: bool, paper: Literal["letter", "a4"]) -> int | None:
    """The line of the first piece of a side that has no room on its card in the smallest letters; 0 for the title, None where all fits."""
    (across, down), size = WALLET[paper], SIZES[-1]
    width, left = across * MM - 2 * INSET, down * MM - 2 * INSET - (FOOT if named else 0)
    for number, piece in enumerate(_pieces(title, blocks, size, width)):
        left -= piece.height + (piece.above if number else 0)
        if left < 0:
            return piece.line
    return None


def _pieces(title: str, blocks: Sequence[Block], size: float, width: float) -> Iterator[CardPiece]:
    if title:
        lines = _lines((Strong((Words(title),)),), size * TITLE, width)
        yield CardPiece(0, sum(lines) + (len(lines) - 1) * TITLE_LEADING * size * TITLE, 0)
    yield from _blocks(blocks, size, width, APART * size)


def _blocks(blocks: Sequence[Block], size: float, width: float, above: float) -> Iterator[CardPiece]:
    for block in blocks:
        if isinstance(block, Paragraph):
            lines = _lines(block.inlines, size, width)
            yield CardPiece(block.line, sum(lines) + (len(lines) - 1) * LEADING * size, above)
        elif isinstance(block, List):
            apart = ITEMS_APART[all(_is_tight(item) for item in block.items)] * size
            for number, item in enumerate(block.items):
                yield from _blocks(item.blocks, size, width - INDENT * size, apart if number else above)
        above = APART * size


def _is_tight(item: Item) -> bool:
    return len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph) and not any(isinstance(one, Blank) for one in item.blocks[0].inlines)


def _lines(inlines: Sequence[Inline], size: float, width: float) -> list[float]:
    """The height of each line that a paragraph takes; what is wider than the card makes the last one endless."""
    parts = list(_parts(inlines))
    *others, last = parts or [("", False)]
    closing = isinstance(last, Blank) and not any(isinstance(part, Blank) for part in others)
    heights, taken = [size], 0.0

    def put(wide: float, high: float, space: float) -> None:
        nonlocal taken
        if taken and taken + space + wide > width:
            heights.append(size)
            taken = 0.0
        taken += wide + (space if taken else 0)
        heights[-1] = max(heights[-1], high) if wide <= width else float("inf")

    space = 0.0
    for part in others if closing else parts:
        match part:
            case Blank():
                put(IN_LINE, BLANK, space)
                space = 0.0
            case Break():
                heights.append(size)
                taken = 0.0
            case (text, bold):
                between = width_of(" ", size, bold)
                words = text.split(" ")
                for number, word in enumerate(words):
                    space = between if number else space
                    if word:
                        put(width_of(word, size, bold), size, space)
                        space = 0.0
    if closing and taken + CLOSING <= width:
        heights[-1] = max(heights[-1], BLANK)
    elif closing:
        heights.append(BLANK)
    return heights


def _parts(inlines: Sequence[Inline], bold: bool = False) -> Iterator[tuple[str, bool] | Blank | Break]:
    """Words with whether they are bold, blanks and breaks."""
    for inline in inlines:
        match inline:
            case Words(text):
                yield text, bold
            case Blank() | Break():
                yield inline
            case _:
                yield from _parts(children(inline), bold or isinstance(inline, Strong))  # type: ignore[arg-type]

"""How much goes on a card, reckoned from the widths of letters as templates/print/cards.typ and wallet.typ set them. Lengths in points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.text.fields import TO_WRITE
from builder.text.sheets import MM, SHEETS, Paper
from builder.text.tree import (
    Blank,
    Block,
    Break,
    Drawing,
    Included,
    Inline,
    Item,
    List,
    Paragraph,
    Quote,
    Strong,
    Table,
    Words,
    children,
    plain,
    walk,
)
from builder.text.typeface import width_of

LEADING, APART, TITLE_LEADING, FOOT_LEADING = 0.26, 0.6, 0.16, 0.15
"""Between lines, and between blocks, in sizes."""
ITEMS_APART = {True: 0.45, False: 0.7}
"""Between the items of a list that is tight, and of one that has room to write."""
BESIDE_MARK, PASSAGE = 0.5, 0.6
"""Left free beside the bullet or number of an item, and beside what is said or included, in sizes."""
BLANK, HAND = 6.2 * MM, 0.8
"""How high a blank is, and how large people write on a card for a wallet, beside a sheet."""


@dataclass(frozen=True)
class CardRoom:
    """What a card has for its words: width and height, the size of its title to that of the words under it, and the smallest of these."""

    width: float
    height: float
    title: float
    smallest: float


WALLET: Mapping[Paper, tuple[float, float]] = {"letter": (88.9, 50.8), "a4": (85.0, 54.0)}
"""Width and height in mm of a card for a wallet: ten on a sheet of Letter as business cards are cut, ten on A4 as bank cards are."""
WALLET_SIZES = (13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0)
"""Points of its words, from the largest that is tried to the smallest that can be read at arm's length."""
WALLET_INSET, WALLET_FOOT = 4 * MM, 1.6 * 8


def wallet_room(paper: Paper, named: bool) -> CardRoom:
    """Of a side of a card for a wallet; `named` where the program stands at its foot."""
    across, down = WALLET[paper]
    return CardRoom(across * MM - 2 * WALLET_INSET, down * MM - 2 * WALLET_INSET - (WALLET_FOOT if named else 0), 1.2, WALLET_SIZES[-1])


GRIDS = {2: (1, 2), 4: (2, 2), 6: (2, 3), 8: (2, 4)}
"""Columns and rows of a sheet by the number of its cards. Half a sheet is cut across."""
SET_SIZES = (120.0, 96.0, 80.0, 64.0, 52.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.5, 11.0)
"""Points of a set's words, from the largest that is tried to the smallest that people with weak eyes can be asked to read."""
SET_INSET, ABOVE_FOOT, BESIDE_COUNT = 10 * MM, 3.5 * MM, 6 * MM


def set_room(paper: Paper, cut: int, title: str, count: int) -> CardRoom:
    """Of a card of a set whose title stands at the foot of each, beside its number."""
    (wide, high), (columns, rows), fine = SHEETS[paper], GRIDS[cut], SET_SIZES[-1]
    width = wide / columns - 2 * SET_INSET
    foot = _lines((Words(title),), fine, width - width_of(f"{count} of {count}", fine) - BESIDE_COUNT)
    return CardRoom(width, high / rows - 2 * SET_INSET - ABOVE_FOOT - _high(foot, FOOT_LEADING * fine), 1.5, fine)


@dataclass(frozen=True)
class CardPiece:
    """A title, paragraph or item: the line on which it is written, its height, and what is left free above it."""

    line: int
    height: float
    above: float


def first_over(title: Sequence[Inline], blocks: Sequence[Block], room: CardRoom, size: float = 0) -> int | None:
    """The line of the first piece that has no room in the smallest letters, or in those of a size; 0 for the title, None where all fits.

    What cannot be reckoned, such as a table, takes no room here: where a card may be full it is laid out as well.
    """
    left = room.height
    for number, piece in enumerate(_pieces(title, blocks, room, size or room.smallest)):
        left -= piece.height + (piece.above if number else 0)
        if left < 0:
            return piece.line
    return None


def surely_fits(title: Sequence[Inline], blocks: Sequence[Block], room: CardRoom) -> bool:
    """Whether nothing on the card is near a limit: a seventh is left of its height, beside its widest word there is room for the mark of a list, and all of it can be reckoned."""
    if any(isinstance(node, Table | Drawing) for node in walk(tuple(blocks))):
        return False
    widest = max((width_of(word, room.smallest, True) for word in plain(tuple(blocks)).split()), default=0.0)
    return widest + 2 * room.smallest <= room.width and first_over(title, blocks, replace(room, height=room.height * 6 / 7)) is None


def _pieces(title: Sequence[Inline], blocks: Sequence[Block], room: CardRoom, size: float) -> Iterator[CardPiece]:
    if title:
        lines = _lines((Strong(tuple(title)),), size * room.title, room.width)
        yield CardPiece(0, _high(lines, TITLE_LEADING * size * room.title), 0)
    yield from _blocks(blocks, size, room.width, APART * size)


def _blocks(blocks: Sequence[Block], size: float, width: float, above: float) -> Iterator[CardPiece]:
    for block in blocks:
        match block:
            case Paragraph(inlines):
                yield CardPiece(block.line, _high(_lines(inlines, size, width), LEADING * size), above)
            case List(items, start):
                apart = ITEMS_APART[all(_is_tight(item) for item in items)] * size
                marks = ["•"] if start is None else [f"{start + number}." for number in range(len(items))]
                indent = max(width_of(mark, size, start is not None) for mark in marks) + BESIDE_MARK * size
                for number, item in enumerate(items):
                    yield from _blocks(item.blocks, size, width - indent, apart if number else above)
            case Quote(blocks=inner) | Included(blocks=inner):
                yield from _blocks(inner, size, width - PASSAGE * size, above)
        above = APART * size


def _is_tight(item: Item) -> bool:
    return len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph) and not any(isinstance(one, Blank) for one in item.blocks[0].inlines)


def _high(lines: Sequence[float], leading: float) -> float:
    return sum(lines) + (len(lines) - 1) * leading


def _lines(inlines: Sequence[Inline], size: float, width: float) -> list[float]:
    """The height of each line that a paragraph takes; a line with a word that is wider than the card is endless."""
    heights, taken, space, last = [size], 0.0, 0.0, 0.0

    def put(wide: float, high: float, beside: float = 0.0) -> None:
        """On this line, or on the next with the word that it stands beside."""
        nonlocal taken, space, last
        if taken and taken + space + wide > width:
            heights.append(size)
            wide += beside + space if beside else 0
            taken = 0.0
        taken += wide + (space if taken else 0)
        space, last = 0.0, wide
        heights[-1] = max(heights[-1], high) if wide <= width else float("inf")

    for part in _parts(inlines):
        match part:
            case Blank(field):
                put(TO_WRITE[field.what].width * MM * HAND, BLANK, beside=last)
                last = 0.0
            case Break():
                heights.append(size)
                taken = last = 0.0
            case (text, bold):
                for number, word in enumerate(text.split(" ")):
                    space = width_of(" ", size, bold) if number else space
                    if word:
                        put(width_of(word, size, bold), size)
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

"""Words that are wider than the paper has room for, where no line can break: in the largest letters that a page is printed with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.finding import Finding, Place
from builder.text.columns import BODY, LARGE, PADDING, ROOM, columns_of
from builder.text.tree import Block, Heading, Link, Table, has_blank, plain, walk
from builder.text.typeface import width_of

HEADINGS = {1: 1.45, 2: 1.2, 3: 1.1}
"""How much larger the letters of a heading are; templates/print/type.typ gives them to it."""
INDENT = 32.0
"""Points that a list, a box or a quotation takes from the width at most."""
WIDEST = 1.4
"""Of a letter, in its size: words of few letters need not be measured."""

_PIECE = re.compile(r"[^\s/–—-]+[/–—-]?")


def wide_words(block: Block, place: Place, depth: int, size: float) -> Iterator[Finding]:
    """`print-word-wide` for the widest word of a block that stands so deep in lists, boxes and quotations."""
    room = ROOM - INDENT * depth
    if isinstance(block, Heading):
        yield from wide_word(plain((block,)), place, size * HEADINGS.get(block.level, 1), room)
    elif isinstance(block, Table):
        for number, width in enumerate(_columns(block, room, size)):
            for row in (block.head, *block.rows):
                yield from wide_word(plain(row[number]), place, size, width, "column")
    else:
        links = (node.href for node in walk((block,)) if isinstance(node, Link) and "//" in node.href)
        yield from wide_word(" ".join((plain((block,)), *links)), place, size, room)


def wide_word(text: str, place: Place, size: float, room: float = ROOM, on: str = "line") -> Iterator[Finding]:
    """The same for a text of one size, in this room."""
    long = [piece for piece in _PIECE.findall(text) if len(piece) * size * WIDEST > room]
    widest = max(long, key=lambda piece: width_of(piece, size, True), default="")
    if widest and (wide := width_of(widest, size, True)) > room:
        message = f"'{widest[:40]}{'…' if len(widest) > 40 else ''}' needs {wide / 72:.1f} inches in letters of {size:.0f} points; its {on} has {max(room, 0) / 72:.1f}"
        yield Finding(place, "print-word-wide", message, "write it with a space or a hyphen where a line may break, or shorter")


def _columns(table: Table, room: float, size: float) -> tuple[float, ...]:
    """What each column has. In large print all but plain tables of two columns are set as entries, one below the other."""
    if size == LARGE and (len(table.head) > 2 or has_blank((table,))):
        return (room - INDENT,) * len(table.head)
    shares = columns_of(table, BODY).shares(room)
    if size == LARGE and len(shares) == 2 and shares[0] < sum(shares) / 4:
        shares = (sum(shares) / 4, sum(shares) * 3 / 4)
    return tuple(share - PADDING for share in shares)

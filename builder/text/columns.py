"""Widths of table columns: from the words in them and the room that hands need, not from their number."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from builder.text.fields import TO_WRITE
from builder.text.sheets import MM
from builder.text.tree import Blank, Inline, Table, has_blank, plain, walk
from builder.text.typeface import width_of

ROOM = 500.0
"""Points across a page's text, between Letter's and A4's; column widths are shares of it."""
PADDING = 12.0
"""Points of a cell that hold no words, left and right together."""
WANTED, NEEDED = 230.0, 62.0
"""Points of a column to write any words in."""
LARGE = 18
"""Points of the letters of large print."""
NEEDED_LARGE = 60 * MM
"""A column to write any words in, in large print: its readers write larger."""
LINE = 1.35
"""From line to line, in sizes."""
CELL, INSET = 16 * MM, 5 * MM
"""In large print: how high a cell to write in is at least, and how far a record stands in."""
KEPT_WHOLE = 92.0
"""A first column up to this wide does not break its labels: `Day 1`."""


@dataclass(frozen=True)
class Columns:
    """`needed` and `wanted` in points at the given size: no column can be narrower than its longest word."""

    needed: tuple[float, ...]
    wanted: tuple[float, ...]

    @property
    def narrowest(self) -> float:
        return sum(self.needed)

    def shares(self, room: float) -> tuple[float, ...]:
        """Widths that fill `room`, each at least what its words need where there is room for that."""
        spare = room - sum(self.needed)
        if spare <= 0:
            return self.needed
        asked = [wanted - needed for wanted, needed in zip(self.wanted, self.needed, strict=True)]
        total = sum(asked)
        if total <= 0:
            return tuple(needed + spare / len(self.needed) for needed in self.needed)
        return tuple(needed + spare * more / total for needed, more in zip(self.needed, asked, strict=True))


def columns_of(table: Table, size: float) -> Columns:
    """What each column needs and wants with body text of `size` points."""
    rows = (table.head, *table.rows)
    to_fill = has_blank((table,))
    needed, wanted = [], []
    for column, cells in enumerate(zip(*rows, strict=True)):
        need = max((_longest_word(cell, size, bold=index == 0 or column == 0) for index, cell in enumerate(cells)), default=0) + PADDING
        if column == 0 and (whole := max(width_of(plain(cell), size, True) for cell in cells) + PADDING) <= KEPT_WHOLE:
            need = whole
        want = max(_damped(max((width_of(plain(cell), size, bold=True) for cell in cells), default=0), to_fill) + PADDING, need)
        for node in (node for cell in cells[1:] for node in walk(cell) if isinstance(node, Blank)):
            by_hand = TO_WRITE[node.field.what].width * MM + PADDING
            need = max(need, by_hand if node.field.what else NEEDED_LARGE if size == LARGE else NEEDED)
            want = max(want, need if node.field.what else WANTED)
        needed.append(need)
        wanted.append(want)
    return Columns(tuple(needed), tuple(wanted))


def in_large(table: Table) -> tuple[float, ...] | None:
    """The columns of a table in large print; None where they have no room beside each other, or it would be higher so than as records."""
    columns = columns_of(table, LARGE)
    if columns.narrowest > ROOM:
        return None
    widths = columns.shares(ROOM)
    return widths if len(widths) == 2 or _height(table, widths) <= _height_stacked(table) else None


def _height(table: Table, widths: tuple[float, ...]) -> float:
    """Points, give or take what breaks of lines take."""
    rows = (max(map(_height_of, cells, widths)) for cells in (table.head, *table.rows))
    return sum(row + PADDING for row in rows)


def _height_of(cell: tuple[Inline, ...], width: float) -> float:
    return CELL if has_blank(cell) else LARGE * LINE * ceil(width_of(plain(cell), LARGE) / (width - PADDING))


def _height_stacked(table: Table) -> float:
    said = [width_of(plain(cell), LARGE) for cell in table.head]
    return sum(
        PADDING + sum(_height_of(cell, ROOM - INSET - (0 if has_blank(cell) else said[place])) for place, cell in enumerate(row))
        for row in table.rows
    )


def _damped(width: float, to_fill: bool) -> float:
    """Long texts ask for more than short ones, but not in proportion: they can break. Beside columns to write in they step back further."""
    most, share = (90, 0.2) if to_fill else (120, 0.35)
    return width if width <= most else most + (min(width, 900) - most) * share


def _longest_word(cell: tuple[Inline, ...], size: float, bold: bool) -> float:
    return max((width_of(word, size, bold) for word in plain(cell).split()), default=0.0)

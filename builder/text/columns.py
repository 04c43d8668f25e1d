"""Widths of table columns: from the words in them and the room that hands need, not from their number."""

from __future__ import annotations

from dataclasses import dataclass

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
            need = max(need, by_hand if node.field.what else NEEDED)
            want = max(want, need if node.field.what else WANTED)
        needed.append(need)
        wanted.append(want)
    return Columns(tuple(needed), tuple(wanted))


def _damped(width: float, to_fill: bool) -> float:
    """Long texts ask for more than short ones, but not in proportion: they can break. Beside columns to write in they step back further."""
    most, share = (90, 0.2) if to_fill else (120, 0.35)
    return width if width <= most else most + (min(width, 900) - most) * share


def _longest_word(cell: tuple[Inline, ...], size: float, bold: bool) -> float:
    return max((width_of(word, size, bold) for word in plain(cell).split()), default=0.0)

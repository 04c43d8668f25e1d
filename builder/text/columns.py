"""Widths of table columns: from the words in them and the room that hands need, not from their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil

from builder.text.fields import TO_WRITE
from builder.text.sheets import MM
from builder.text.tree import Blank, Inline, Strong, Table, What, has_blank, plain, walk
from builder.text.typeface import width_of

ROOM = 500.0
"""Points across a page's text, between Letter's and A4's; column widths are shares of it."""
PADDING = 12.0
"""Points of a cell that hold no words, left and right together."""
WANTED, NEEDED = 230.0, 62.0
"""Points of a column to write any words in."""
BODY, LARGE = 12, 18
"""Points of body text, by which tables are judged, and of the letters of large print."""
NEEDED_LARGE = 60 * MM
"""A column to write any words in, in large print: its readers write larger."""
LINE = 1.35
"""From line to line, in sizes."""
CELL, INSET = 16 * MM, 5 * MM
"""In large print: how high a cell to write in is at least, and how far a record stands in."""
OPEN: tuple[What, ...] = ("", "sentence")
"""What is asked for in a column that takes the rest of the width; others are as wide as what goes in is by hand."""
FEW = 3
"""Words of a label."""
KEPT_WHOLE = 92.0
"""A first column up to this wide does not break its labels: `Day 1`."""


@dataclass(frozen=True)
class Columns:
    """`needed` and `wanted` in points at the given size: no column can be narrower than its longest word. What is left when all have what they want is parted as `rest` says."""

    needed: tuple[float, ...]
    wanted: tuple[float, ...]
    rest: tuple[float, ...]

    @property
    def narrowest(self) -> float:
        return sum(self.needed)

    def shares(self, room: float) -> tuple[float, ...]:
        """Widths that fill `room`, each at least what its words need where there is room for that."""
        spare = room - sum(self.needed)
        if spare <= 0:
            return self.needed
        asked = sum(self.wanted) - sum(self.needed)
        given = min(1.0, spare / asked) if asked else 0.0
        left = (spare - given * asked) / sum(self.rest)
        return tuple(
            needed + given * (wanted - needed) + left * rest for needed, wanted, rest in zip(self.needed, self.wanted, self.rest, strict=True)
        )


def columns_of(table: Table, size: float) -> Columns:
    """What each column needs and wants with body text of `size` points. Columns that ask for the same want the same, however long their heads."""
    form = has_blank((table,))
    columns = tuple(zip(table.head, *table.rows, strict=True))
    asked = tuple(map(_asked, columns))
    needed = [_needed(cells, size, first=place == 0) for place, cells in enumerate(columns)]
    alike = [max(need for need, other in zip(needed, asked, strict=True) if other == what) if what else 0 for what in asked]
    wanted = [max(need, same, _wanted(cells, size, form)) for need, same, cells in zip(needed, alike, columns, strict=True)]
    more = [want - need for want, need in zip(wanted, needed, strict=True)]
    told = [0.0, *more[1:]] if form else more
    rest = next(filter(any, ([_open(what) for what in asked], told)), [1.0] * len(columns))
    return Columns(tuple(needed), tuple(wanted), tuple(rest))


def labeled(table: Table) -> Iterator[tuple[tuple[Inline, ...], ...]]:
    """The rows of a table. The first cell is in bold where it names the row: in a form, and where none of the column has more than a few words."""
    named = has_blank((table,)) or all(len(plain(row[0]).split()) <= FEW for row in table.rows)
    return (((Strong(row[0]),) if named and plain(row[0]) else row[0], *row[1:]) for row in table.rows)


def _asked(cells: Sequence[tuple[Inline, ...]]) -> frozenset[What]:
    """What is to be written in a column."""
    return frozenset(node.field.what for node in walk(tuple(chain(*cells))) if isinstance(node, Blank))


def _open(asked: Iterable[What]) -> float:
    """How much of the rest such a column takes."""
    return max((float(TO_WRITE[what].width) for what in asked if what in OPEN), default=0.0)


def _needed(cells: Sequence[tuple[Inline, ...]], size: float, first: bool) -> float:
    """By the longest word, and by what is to be written beside the words of its cell."""
    whole = max(width_of(plain(cell), size, True) for cell in cells)
    if first and whole + PADDING <= KEPT_WHOLE and not _asked(cells):
        return whole + PADDING
    return PADDING + max(
        _longest_word(cell, size, first or cell is cells[0]) + max((_by_hand(what, size) for what in _asked((cell,))), default=0.0) for cell in cells
    )


def _by_hand(what: What, size: float) -> float:
    """Beside a cell's padding, which a number or a mark may run into."""
    room = TO_WRITE[what]
    return (NEEDED_LARGE if size == LARGE else NEEDED) - PADDING if what in OPEN else room.width * MM - (0 if room.grows else PADDING)


def _wanted(cells: Sequence[tuple[Inline, ...]], size: float, form: bool) -> float:
    if asked := _asked(cells):
        return WANTED * _open(asked) / TO_WRITE[""].width
    return PADDING + _damped(max(width_of(plain(cell), size, True) for cell in cells), form)


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
    return CELL if has_blank(cell) else LARGE * LINE * ceil(width_of(plain(cell), LARGE) / max(width - PADDING, LARGE))


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

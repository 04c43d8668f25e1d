"""Tables of a Word file: columns as wide as in the PDF, rows that a hand can write in, heads that come again on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from builder.print.word_file import twips
from builder.print.word_parts import cell_control, element, paragraph, run
from builder.text import tree
from builder.text.columns import BODY, ROOM, columns_of, labeled

if TYPE_CHECKING:
    from builder.print.word_blocks import WordWriter

WHOLE = 9
"""Rows of a table that is never split between two pages."""


def table(writer: WordWriter, block: tree.Table) -> Iterator[Any]:
    """The table, and the space below it."""
    rows = (block.head, *labeled(block))
    form = tree.has_blank((block,))
    shares = columns_of(block, BODY).shares(ROOM)
    widths = _whole(shares, twips(writer.page.across))
    made = _empty_table("FormTable" if form else "TextTable", widths, head=True)
    whole = len(block.rows) <= WHOLE
    for index, row in enumerate(rows):
        keep = index == 0 or (whole and index + 1 < len(rows))
        cells = [_cell(writer, cell, bold=index == 0, keep=keep) for cell in row]
        made.append(_row(widths, cells, head=index == 0, least=writer.page.cell if any(map(_to_write, row)) else 0))
    yield made
    yield paragraph("BelowTable")


def drawn_table(writer: WordWriter, places: Sequence[tree.DrawnField]) -> Iterator[Any]:
    """What is to be written in a drawing, a row for each place."""
    across = twips(writer.page.across)
    widths = (across // 3, across - across // 3)
    made = _empty_table("FormTable", widths, head=False)
    for index, place in enumerate(places):
        keep = index + 1 < len(places)
        named, room = paragraph("TableText", keep=keep), paragraph("TableText", keep=keep)
        named.append(run(place.field.label, bold=True))
        room.append(cell_control(place.field, writer.number()))
        made.append(_row(widths, (named, room), least=max(writer.page.cell, place.field.rows * writer.page.room)))
    yield made
    yield paragraph("BelowTable")


def _to_write(cell: Sequence[tree.Inline]) -> bool:
    return len(cell) == 1 and isinstance(cell[0], tree.Blank)


def _cell(writer: WordWriter, cell: Sequence[tree.Inline], *, bold: bool, keep: bool) -> Any:
    made = paragraph("TableText", keep=keep)
    match cell:
        case (tree.Blank(place),):
            made.append(cell_control(place, writer.number()))
            return made
        case _:
            return writer.filled(made, cell, bold and not any(isinstance(node, tree.Blank) for node in cell))


def _empty_table(style: str, widths: Sequence[int], *, head: bool) -> Any:
    """Without rows. The first cell of a row names it, and with `head` the first row names the columns."""
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val=style),
        element("w:tblW", w=sum(widths), type="dxa"),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", val="04A0" if head else "0480", firstRow=int(head), lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1),
    )
    return element("w:tbl", properties, element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths)))


def _row(widths: Sequence[int], cells: Sequence[Any], *, head: bool = False, least: float = 0) -> Any:
    """A row that no page splits, at least so many points high."""
    properties = element("w:trPr", element("w:cantSplit"))
    if least:
        properties.append(element("w:trHeight", val=twips(least), hRule="atLeast"))
    if head:
        properties.append(element("w:tblHeader"))
    made = element("w:tr", properties)
    for width, cell in zip(widths, cells, strict=True):
        made.append(element("w:tc", element("w:tcPr", element("w:tcW", w=width, type="dxa")), cell))
    return made


def _whole(shares: Sequence[float], across: int) -> tuple[int, ...]:
    """Widths by these shares, in whole numbers that add up."""
    edges = [round(across * sum(shares[:place]) / sum(shares)) for place in range(len(shares) + 1)]
    return tuple(end - start for start, end in pairwise(edges))

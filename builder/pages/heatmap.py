"""A heat map as SVG: every cell says its number, shades only help the eye; the colours are those of the page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from builder.text.markup import element, empty
from builder.views.entry import HeatMap, MapRow

LEFT, TOP, CELL_WIDTH, CELL_HEIGHT, GAP = 98, 40, 32, 20, 8


def heat_map(table: HeatMap) -> Markup:
    """One row a day of entry, weeks apart from each other, one column a length of stay."""
    heads = [
        element("text", weeks, class_="gw-heat-head", x=LEFT + CELL_WIDTH * column + CELL_WIDTH // 2, y=TOP - 8)
        for column, weeks in enumerate(table.stays)
    ]
    body, y = list[Markup](), TOP
    for week, rows in groupby(table.rows, key=lambda row: row.week):
        body.append(element("text", f"Week {week}", class_="gw-heat-week", x=0, y=y + 14))
        for row in rows:
            body += _row(row, y)
            y += CELL_HEIGHT
        y += GAP
    width = LEFT + CELL_WIDTH * len(table.stays)
    return element(
        "svg",
        element("title", table.title, id="heat-map-title"),
        element("desc", table.description, id="heat-map-desc"),
        element("text", "Weeks of stay", class_="gw-heat-note", x=LEFT, y=14),
        *heads,
        *body,
        class_="gw-heat",
        role="img",
        aria_labelledby="heat-map-title",
        aria_describedby="heat-map-desc",
        viewBox=f"0 0 {width} {y - GAP + 2}",
        width=width * 6 // 5,
    )


def _row(row: MapRow, y: int) -> Iterator[Markup]:
    yield element("text", row.day[:3], class_="gw-heat-day", x=LEFT - 8, y=y + 14)
    for column, cell in enumerate(row.cells):
        x = LEFT + CELL_WIDTH * column
        yield empty("rect", "/>", class_=f"gw-heat-{cell.step}", x=x, y=y, width=CELL_WIDTH - 2, height=CELL_HEIGHT - 2)
        yield element("text", cell.score, class_=f"gw-heat-on-{cell.step}", x=x + CELL_WIDTH // 2 - 1, y=y + 14)

"""A heat map as SVG: every cell says its number, shades only help the eye; the colours are those of the page."""

from __future__ import annotations

from html import escape
from itertools import groupby

from builder.views.entry import HeatMap, MapRow

LEFT, TOP, CELL_WIDTH, CELL_HEIGHT, GAP = 98, 40, 32, 20, 8


def heat_map(table: HeatMap) -> str:
    """One row a day of entry, weeks apart from each other, one column a length of stay."""
    width = LEFT + CELL_WIDTH * len(table.stays)
    heads = "".join(
        f'<text class="gw-heat-head" x="{LEFT + CELL_WIDTH * column + CELL_WIDTH // 2}" y="{TOP - 8}">{weeks}</text>'
        for column, weeks in enumerate(table.stays)
    )
    body, y = [], TOP
    for week, rows in groupby(table.rows, key=lambda row: row.week):
        body.append(f'<text class="gw-heat-week" x="0" y="{y + 14}">Week {week}</text>')
        for row in rows:
            body.append(_row(row, y))
            y += CELL_HEIGHT
        y += GAP
    caption = f'<text class="gw-heat-note" x="{LEFT}" y="14">Weeks of stay</text>'
    title = f'<title id="heat-map-title">{escape(table.title)}</title><desc id="heat-map-desc">{escape(table.description)}</desc>'
    head = f'<svg class="gw-heat" role="img" aria-labelledby="heat-map-title" aria-describedby="heat-map-desc" viewBox="0 0 {width} {y - GAP + 2}" width="{width * 6 // 5}">'
    return f"{head}{title}{caption}{heads}{''.join(body)}</svg>"


def _row(row: MapRow, y: int) -> str:
    cells = "".join(
        f'<rect class="gw-heat-{cell.step}" x="{LEFT + CELL_WIDTH * column}" y="{y}" width="{CELL_WIDTH - 2}" height="{CELL_HEIGHT - 2}"/>'
        f'<text class="gw-heat-on-{cell.step}" x="{LEFT + CELL_WIDTH * column + CELL_WIDTH // 2 - 1}" y="{y + 14}">{cell.score}</text>'
        for column, cell in enumerate(row.cells)
    )
    return f'<text class="gw-heat-day" x="{LEFT - 8}" y="{y + 14}">{escape(row.day[:3])}</text>{cells}'

"""A picture of what `build_speed.py` measured: `PYTHONPATH=. python benchmarks/peers_plot.py < MEASURED.json > FILE.svg`.

Bars of wall seconds on a plain scale that begins at nothing, so that a bar of twice the length took twice as long; on a logarithmic scale a bar's length
would say nothing. What is too short to be seen stands as a number behind each bar. What was not measured is left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

GROUPS = {
    "From nothing": {
        "cold": "Groupwork",
        "Hugo": "Hugo",
        "Zensical, pruned": "Zensical, pruned",
        "Zensical, full navigation": "Zensical, full",
        "stock, Material, pruned": "MkDocs, pruned",
        "stock, Material, full navigation": "MkDocs, full",
    },
    "After one page changed": {
        "one session changed": "Groupwork",
        "Hugo, one page changed": "Hugo",
        "Zensical, pruned, one page changed": "Zensical, pruned",
        "Zensical, full navigation, one page changed": "Zensical, full",
        "stock, Material, pruned": "MkDocs, pruned",
        "stock, Material, full navigation": "MkDocs, full",
    },
    "Nothing changed": {"nothing changed": "Groupwork"},
}
"""What is called what in the picture, in groups of which the first line is ours. MkDocs begins anew at each build, so its measurements stand in two groups."""

WIDTH, LEFT, ROOM = 480, 116, 118
"""The picture, what stands left of the bars, and what stands right of the longest."""

NOTES = (
    "“Pruned” and “full” say how much navigation each page holds. MkDocs and Hugo",
    "make every page again after a change; MkDocs’ bars are the same ones twice.",
    "Only Groupwork reads and checks the curriculum; the others find pages finished.",
)


def plot(measured: Mapping[str, Any]) -> str:
    """An SVG picture of one library's measurements: by name, CPU seconds and wall seconds."""
    groups = {title: {name: measured[key][1] for key, name in names.items() if key in measured} for title, names in GROUPS.items()}
    longest = max(seconds for group in groups.values() for seconds in group.values())
    name = f"Wall seconds to build {measured['pages']:,} pages"
    parts = [f'<text x="8" y="20">{name}</text>']
    at = 48
    for title, group in groups.items():
        parts.append(f'<text x="8" y="{at}" font-weight="bold">{title}</text>')
        parts += _bars(group, at, (WIDTH - LEFT - ROOM) / longest)
        at += 20 * len(group) + 30
    parts += [f'<text x="8" y="{at + 15 * index}" font-size="11" fill="#444">{note}</text>' for index, note in enumerate(NOTES)]
    height = at + 15 * len(NOTES)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">'
    return "\n".join([head, f"<title>{name}</title>", f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>', *parts, "</svg>"]) + "\n"


def _bars(group: Mapping[str, float], top: float, scale: float) -> Iterator[str]:
    """A bar a line, the first of them ours, to which the others are compared."""
    own = next(iter(group.values()))
    yield f'<path d="M{LEFT} {top + 6}v{20 * len(group)}" stroke="#555"/>'
    for index, (name, seconds) in enumerate(group.items(), 1):
        y, length = top + 20 * index, round(seconds * scale, 1)
        said = f"{_digits(seconds)} s" + ("" if index == 1 else f", {_digits(seconds / own)} × ours")
        yield f'<text x="{LEFT - 8}" y="{y}" text-anchor="end">{escape(name)}</text>'
        yield f'<rect x="{LEFT}" y="{y - 11}" width="{length}" height="14" fill="{"#1f5f8b" if index == 1 else "#9aa5ad"}"/>'
        yield f'<text x="{LEFT + length + 6}" y="{y}">{said}</text>'


def _digits(value: float) -> str:
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


if __name__ == "__main__":
    print(plot(json.load(sys.stdin)), end="")

"""The cards for a wallet in the front matter of a handout: each side is read like a body, at its own lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from builder.finding import Finding, Place
from builder.model.base import Source
from builder.text.cards import WalletCard
from builder.text.dialect import parse
from builder.text.inserts import Inserts
from builder.text.tree import Blank, Block, Break, Emphasis, Inline, Item, Link, List, Paragraph, Strong, Words, line_of, plain, walk

_ON_A_CARD = (Paragraph, List, Item, Words, Strong, Emphasis, Break, Blank)


def wallet_card(text: str, source: Source, number: int, inserts: Inserts, findings: list[Finding]) -> WalletCard:
    """One card of a page whose whole file is `text`. Findings: what the parser has to say, and `cards-text` for what has no room on a card."""
    written = source.marks.data["cards"][number]
    shown = replace(inserts, lines={name: _ways(line) for name, line in inserts.lines.items()})
    sides: dict[str, tuple[Block, ...]] = {"front": (), "back": ()}
    column = start_of(text, source.at("cards", number, "front")).column
    for side in sides:
        if written.get(side):
            start = start_of(text, source.at("cards", number, side))
            parsed = parse(written[side], source.file, start.line, shown)
            findings += (replace(found, place=replace(found.place, column=found.place.column + start.column - 1)) for found in parsed.findings)
            findings += _out_of_place(parsed.document.blocks, start)
            sides[side] = parsed.document.blocks
    return WalletCard(title=written["title"].strip(), **sides, named=written.get("named", False), column=column)


def start_of(text: str, place: Place) -> Place:
    """Where the words of a YAML text begin: below a `|`, or behind a quotation mark."""
    rows = text.split("\n")
    opened = rows[place.line - 1][place.column - 1 :]
    if opened.startswith(("|", ">")):
        below = rows[place.line]
        return Place(place.file, place.line + 1, len(below) - len(below.lstrip()) + 1)
    return replace(place, column=place.column + opened.startswith(("'", '"')))


def _ways(line: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """`Call 988 · Text 988`: on a card there is no room for the name of a line, and whoever finds the card need not read it."""
    return (Words(" · ".join(plain(node.inlines) for node in line if isinstance(node, Link))),)


def _out_of_place(blocks: tuple[Block, ...], start: Place) -> Iterator[Finding]:
    for block in blocks:
        if any(not isinstance(node, _ON_A_CARD) or (isinstance(node, Item) and node.tick) for node in walk((block,))):
            message = "a card for a wallet has room for paragraphs, lists, bold and blanks alone"
            place = replace(start, line=line_of(block))
            yield Finding(place, "cards-text", message, "leave out headings, tables, boxes to tick, links, sources and passages")

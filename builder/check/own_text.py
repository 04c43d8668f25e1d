"""An author's own words, piece by piece, with where they stand: paragraphs, items and cells, without the passages that a page includes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from builder.check.places import place_of
from builder.finding import Place
from builder.model.base import Source
from builder.model.session import Session
from builder.text.tree import Block, Danger, Heading, Item, Lines, List, Paragraph, Quote, Scale, Table, line_of, plain, walk


@dataclass(frozen=True)
class Piece:
    """A paragraph, heading or cell; it stands on or after `line` of its file. `script` is True for words that a facilitator says aloud."""

    text: str
    source: Source
    line: int
    script: bool = False
    sign: bool = False
    """True for a cell of a row of danger that tells how the danger shows; the last one tells what to do."""
    field: Place | None = None
    """Where it stands in the front matter; None for what stands in a body."""

    def place(self, words: str = "") -> Place:
        """Where the piece, or some words of it, begin."""
        return self.field or place_of(words or self.text, self.source, self.line)


def fields_of(source: Source, *named: tuple[str, str]) -> Iterator[Piece]:
    """Texts of a front matter, each given as its key and its words."""
    for key, text in named:
        place = source.at(key)
        yield Piece(text, source, place.line, field=place)


def public_fields(session: Session) -> Iterator[Piece]:
    """What participants read of a session's front matter and of its handouts'."""
    meta = session.meta
    yield from fields_of(session.source, ("summary", meta.summary), ("home_practice", meta.home_practice))
    for handout in session.handouts:
        yield from fields_of(handout.source, ("main_message", handout.meta.main_message))


def pieces(session: Session) -> Iterator[Piece]:
    """Of a session: its guide, its English handouts with their cards for a wallet, its sets of cards, its English wall."""
    yield from pieces_of(session.guide.document.blocks, session.source)
    for handout in session.handouts:
        yield from pieces_of(handout.body.blocks, handout.source)
        for own in handout.cards:
            for piece in pieces_of(own.front + own.back, handout.source):
                yield replace(piece, field=handout.source.line(piece.line, own.column))
    for cards in session.cards:
        for card in cards.cards:
            yield Piece(plain(card.title), cards.source, card.line)
            yield from pieces_of(card.blocks, cards.source)
    yield from wall_pieces(session)


def wall_pieces(session: Session) -> Iterator[Piece]:
    """Of what the room sees; the parts that its screens are for are no words of it."""
    for wall in session.walls:
        for screen in wall.screens if wall.language == "en" else ():
            yield from pieces_of((Heading(3, screen.title, screen.line), *screen.blocks), wall.source)


def pieces_of(blocks: tuple[Block, ...], source: Source, script: bool = False) -> Iterator[Piece]:
    for block in blocks:
        match block:
            case Paragraph() | Heading() | Lines() | Scale():
                yield Piece(plain((block,)), source, line_of(block), script)
            case List(items=items):
                for item in items:
                    yield from pieces_of(item.blocks, source, script)
            case Item(blocks=inner):
                yield from pieces_of(inner, source, script)
            case Quote(blocks=inner):
                yield from pieces_of(inner, source, True)
            case Table(rows=rows, line=line):
                for offset, row in enumerate(rows, 2):
                    danger = any(isinstance(node, Danger) for node in walk(row[0]))
                    for column, cell in enumerate(row):
                        yield Piece(text=plain(cell), source=source, line=line + offset, script=script, sign=danger and column + 1 < len(row))

"""What would not print well, found before anything is set: characters the font lacks, tables and words wider than the page."""

from __future__ import annotations

from collections.abc import Iterator

from builder.check.wide_words import HEADINGS, INDENT, wide_word, wide_words
from builder.finding import Finding, Place
from builder.model.base import Authored, Source
from builder.model.fields import placed_texts
from builder.model.group import RunningGroup
from builder.model.library import Goals, Library
from builder.model.module import Module
from builder.model.session import Cards, Handout, Session
from builder.model.track import Track
from builder.text.columns import BODY, LARGE, ROOM, columns_of
from builder.text.marked_yaml import KeyPath
from builder.text.tree import Block, Drawing, Field, Heading, Table, children, walk
from builder.text.typeface import missing_characters

CURLED = "“”‘’"
"""What straight quotation marks are read as."""
CARD_ROOM = {2: 538.0, 4: 240.0, 6: 240.0, 8: 240.0}
"""Points across a card's text on A4, by the number of cards on a sheet."""


def inspect(handout: Handout) -> Iterator[Finding]:
    """`print-missing-glyph`, `print-table-wide` and `print-word-wide`, each at the line that caused it."""
    meta, source = handout.meta, handout.source
    yield from missing_in(meta, source)
    yield from wide_word(meta.title, source.at("title"), LARGE * HEADINGS[1])
    yield from wide_word(meta.main_message, source.at("main_message"), LARGE, ROOM - INDENT)
    yield from inspect_blocks(handout.body.blocks, source)
    for block, line, depth in _lines(handout.body.blocks, source.body_line):
        yield from wide_words(block, source.line(line), depth, LARGE)


def inspect_cards(cards: Cards) -> Iterator[Finding]:
    """The same for a set of cards."""
    yield from missing_in(cards.meta, cards.source)
    for card in cards.cards:
        yield from inspect_blocks((Heading(2, card.title, card.line), *card.blocks), cards.source, CARD_ROOM[cards.meta.cut], "card")


def inspect_blocks(blocks: tuple[Block, ...], source: Source, room: float = ROOM, on: str = "page") -> Iterator[Finding]:
    """The same for what was read of a source's body. Where the font has every character of the body, it has all that comes of it."""
    drawn = source.body and "&" not in source.body and not missing_characters(source.body + CURLED)
    for block, line, _ in _lines(blocks, source.body_line):
        text = block.svg if isinstance(block, Drawing) else "" if drawn else _own_text(block)
        yield from missing_at(text, source.line(line))
        if isinstance(block, Table) and (wide := columns_of(block, BODY).narrowest) > room:
            message = f"the longest words of this table's {len(block.head)} columns need {wide / 72:.1f} inches; the {on} has {room / 72:.1f}"
            yield Finding(source.line(line), "print-table-wide", message, "fewer columns, shorter words in the heads, or two tables")


def missing_in(meta: Authored, source: Source, path: KeyPath = ()) -> Iterator[Finding]:
    """`print-missing-glyph` for each character of a free text that the font lacks, whoever reads it; the data stand in the source under this path."""
    for here, text, _ in placed_texts(meta):
        yield from missing_at(text, source.at(*path, *here))


def missing_at(text: str, place: Place) -> Iterator[Finding]:
    """The same for one text."""
    for char in missing_characters(text):
        message = f"the print font has no '{char}' (U+{ord(char):04X}); it would print as an empty box"
        yield Finding(place, "print-missing-glyph", message, "write it in words")


def _lines(blocks: tuple[Block, ...], line: int, depth: int = 0) -> Iterator[tuple[Block, int, int]]:
    """Every block that holds text of its own, with the line of its nearest ancestor that knows one, and how many blocks it stands in."""
    for block in blocks:
        here = getattr(block, "line", None) or (block.field.line if hasattr(block, "field") else line)
        inner = [item for item in children(block) if hasattr(item, "blocks")]
        if inner or hasattr(block, "blocks"):
            groups = [item.blocks for item in inner] if inner else [block.blocks]  # type: ignore[union-attr]
            for group in groups:
                yield from _lines(group, here, depth + 1)
        else:
            yield block, here, depth


def _own_text(block: Block) -> str:
    parts: list[str] = []
    for node in walk((block,)):
        parts.append(getattr(node, "text", ""))
        field = getattr(node, "field", None)
        if isinstance(field, Field):
            parts += [field.label, field.low_label, field.high_label]
    return "".join(parts)


def sessions_can_be_printed(session: Session) -> Iterator[Finding]:
    """Everything that print would stop at, short of setting the pages: handouts and walls in all languages, cards, the guide."""
    for handout in session.pages:
        yield from inspect(handout)
    for cards in session.cards:
        yield from inspect_cards(cards)
    for wall in session.walls:
        yield from inspect_blocks(wall.body.blocks, wall.source)
    yield from inspect_blocks(session.guide.document.blocks, session.source)
    yield from missing_in(session.meta, session.source)


def tracks_can_be_printed(tracks: tuple[Track, ...]) -> Iterator[Finding]:
    for track in tracks:
        yield from inspect_blocks(track.body.blocks, track.source)
        yield from missing_in(track.meta, track.source)


def names_can_be_printed(goals: Goals, modules: tuple[Module, ...], groups: tuple[RunningGroup, ...]) -> Iterator[Finding]:
    """The same for what stands on all kinds of paper: what the program says, whom to call, topics, sources, modules, groups."""
    program = goals.program
    yield from missing_in(program.meta, program.source)
    yield from missing_at(program.logo, program.source.at("print", "logo"))
    yield from inspect_blocks(program.protocol.blocks, program.source)
    for name, citation in goals.sources.citations.items():
        yield from missing_in(citation, goals.sources.source, (name,))
    for module in modules:
        yield from missing_in(module.meta, module.source)
        yield from missing_at(module.cover, module.source.at())
    for group in groups:
        yield from missing_in(group.meta, group.source)


def standards_can_be_printed(library: Library) -> Iterator[Finding]:
    for standard in library.standards.values():
        yield from missing_in(standard.meta, standard.source)

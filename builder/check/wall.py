"""What the room sees on a wall must be: public, read from the last row, and of a part that the guide has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from builder.check.places import place_of
from builder.check.reading import as_sentences, grade_findings, hard_word_findings, prose
from builder.check.wide_words import wide_word
from builder.finding import Finding, Place, did_you_mean
from builder.model.library import Goals
from builder.model.session import Session, Wall
from builder.planner.words import counted
from builder.text.tree import Block, Cite, Drawing, Heading, Item, Link, List, Paragraph, Table, field_of, line_of, plain, walk
from builder.text.wall import Screen

WORDS = 36
"""Of a screen, its heading with them: about thirty are read from the last row."""
BLOCKS = 2
"""Under the heading of a screen."""
ROWS = 8
"""Of a list or a table."""
COLUMNS = (2, 4)
"""Of a table."""
LETTERS, TITLE, FIRST = 16.0, 1.56, 1.82
"""Points of the smallest letters on a slide, and how much larger those of its title are, and of the title of the first; templates/print/slides.typ gives them to it."""
ACROSS, CELL, MARK = 852.0, 0.9, 32.0
"""Points across a slide, and what a cell, in sizes of its letters, and the mark of a list take of them."""
TAPPED = ("tel:", "sms:")
"""What the links of a crisis line begin with; no other link can be followed from a wall."""


def walls_belong_to_their_guide(session: Session) -> Iterator[Finding]:
    """`wall-part` for a screen of a part that the guide has not, `wall-heading` for words that are on no screen."""
    known = [part.title for part in session.guide.timed]
    for wall in session.walls:
        heading = f"each screen begins with ### and its words, under ## and a part of the guide such as '## {(known or ['Check-in'])[0]}'"
        part: Heading | None = None
        screens, stray = 0, False
        for block in (*wall.body.blocks, None):
            if block is None or (isinstance(block, Heading) and block.level == 2):
                if part and not screens and not stray:
                    yield Finding(wall.source.line(part.line), "wall-heading", f"there is no screen under '{plain((part,))}'", heading)
                part, screens, stray = block, 0, False
                if block and plain((block,)) not in known:
                    message = f"the guide has no timed part '{plain((block,))}'"
                    hint = did_you_mean(plain((block,)), known, 0.6) or f"its parts are: {', '.join(known)}"
                    yield Finding(wall.source.line(block.line), "wall-part", message, hint)
            elif isinstance(block, Heading) and block.level == 3:
                screens += 1
                if part is None:
                    yield Finding(wall.source.line(block.line), "wall-part", "this screen stands under no part of the guide", heading)
            elif not screens and not stray:
                stray = True
                yield Finding(wall.source.line(line_of(block)), "wall-heading", "these words stand under no screen's heading", heading)
        if not wall.body.blocks:
            yield Finding(wall.source.line(wall.source.body_line), "wall-heading", "there is no screen in this file", heading)


def walls_are_read_from_afar(session: Session) -> Iterator[Finding]:
    """`wall-text` for what cannot stand on a wall, `wall-long` for more than is read from the last row."""
    for wall in session.walls:
        for screen in wall.screens:
            yield from _unfit(wall, screen)
            if (words := len(screen.words.split())) > WORDS:
                message = f"this screen has {words} words; about 30 are read from the last row, and {WORDS} are the most"
                yield Finding(wall.source.line(screen.line), "wall-long", message, "keep what people answer or do; make two screens of two thoughts")


def walls_fit_on_slides(session: Session) -> Iterator[Finding]:
    """`print-word-wide` for words that are wider than a slide, or than a column of a table there, in the smallest letters."""
    for wall in session.walls:
        yield from wide_word(session.meta.title, session.source.at("title"), LETTERS * FIRST, ACROSS)
        yield from wide_word(session.meta.summary, session.source.at("summary"), LETTERS, ACROSS)
        for screen in wall.screens:
            yield from wide_word(plain(screen.title), wall.source.line(screen.line), LETTERS * TITLE, ACROSS)
            for block in screen.blocks:
                place = wall.source.line(line_of(block))
                if isinstance(block, Table):
                    yield from wide_word(plain((block,)), place, LETTERS, ACROSS / len(block.head) - CELL * LETTERS, "column")
                else:
                    yield from wide_word(plain((block,)), place, LETTERS, ACROSS - MARK)


def _unfit(wall: Wall, screen: Screen) -> Iterator[Finding]:
    if len(screen.blocks) > BLOCKS:
        message = f"under this heading stand {counted(len(screen.blocks), 'piece')}; {BLOCKS} are the most"
        yield Finding(wall.source.line(screen.line), "wall-text", message, "one list, paragraph, table or drawing; begin another screen with ###")
    for block in screen.blocks:
        if told := _told(block):
            yield Finding(wall.source.line(line_of(block)), "wall-text", *told)
    for node in walk(screen.blocks):
        if field := field_of(node):
            message = "nobody writes on a wall: a field is not allowed"
            yield Finding(wall.source.line(field.line, field.column), "wall-text", message, "leave the cell empty, or write ____ as plain words")
        elif isinstance(node, Cite):
            yield Finding(wall.source.line(node.line, node.column), "wall-text", "a source is not read on a wall", "cite it in the guide")
        elif isinstance(node, Link) and not node.href.startswith(TAPPED):
            message = "nobody can follow a link on a wall"
            yield Finding(wall.source.line(node.line, node.column), "wall-text", message, "take it out: the last screen leads to tonight's handouts")


def _told(block: Block) -> tuple[str, str] | None:
    """What is wrong with a piece of a screen, and the next step."""
    match block:
        case Paragraph() | Drawing():
            return None
        case List(items=items):
            if any(not _is_line(item) for item in items):
                return "an item of a list on a wall is one line", "keep each to a few words, without lists inside"
            if len(items) > ROWS:
                return f"this list has {len(items)} items; {ROWS} are the most", "keep the first ones, or make two screens"
            return None
        case Table(head=head, rows=rows):
            if not COLUMNS[0] <= len(head) <= COLUMNS[1] or not all(plain(cell) for cell in head):
                return "a table on a wall has 2 to 4 columns, each with a head", "name every column; its cells may be empty, to write in"
            if len(rows) > ROWS:
                return f"this table has {len(rows)} rows; {ROWS} are the most", "take rows out"
            return None
        case _:
            return "this cannot stand on a wall", "write a short list, a short paragraph, a table of 2 to 4 columns, or a drawing"


def _is_line(item: Item) -> bool:
    return len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph)


def walls_read_easily(session: Session, goals: Goals) -> Iterator[Finding]:
    """`reading-grade` and `reading-grade-high`, as for a handout, over all screens of the English wall."""
    for wall in _english(session):
        yield from grade_findings("wall", _sentences(wall), goals, partial(_place, wall))


def wall_words_are_known(session: Session, goals: Goals) -> Iterator[Finding]:
    """`reading-hard-words` in the same way."""
    for wall in _english(session):
        yield from hard_word_findings(_sentences(wall), goals, partial(_place, wall))


def _english(session: Session) -> Iterator[Wall]:
    return (wall for wall in session.walls if wall.language == "en")


def _sentences(wall: Wall) -> list[str]:
    return as_sentences(words for screen in wall.screens for words in (plain(screen.title), *prose(screen.blocks)))


def _place(wall: Wall, words: str) -> Place:
    return place_of(words, wall.source, wall.source.body_line)

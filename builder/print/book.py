"""A book before it has a shape: chapters of the neutral tree, which the PDF and the EPUB writers both set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from builder.model.library import Library
from builder.model.session import Handout, Session
from builder.print.common import accents, phrases
from builder.print.paging import Steps
from builder.text.dialect import parse
from builder.text.tree import Block, Field, Heading, Inline, List, Paragraph, Strong, Table, Words, fields_in
from builder.text.tree import Item as ListItem
from builder.views.address import page_address, short

PAGE = "page:"
"""Begins a link to a chapter of the same book, by its anchor: on paper it is followed by the number of the page."""


@dataclass(frozen=True)
class Chapter:
    """A part of a book. `level` 1 opens a division, 2 stands inside one; `opener` is a line over the title, `message` a box under it."""

    title: str
    blocks: tuple[Block, ...] = ()
    level: int = 1
    opener: str = ""
    message: str = ""
    address: str = ""
    accents: Mapping[str, str] = field(default_factory=dict)
    """Colours of the module that it belongs to, as `accents` in common.py gives them; none where it belongs to no one module."""
    new_page: bool = True
    kind: Literal["text", "division", "handout", "guide", "cover", "help", "notes", "index"] = "text"
    index: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For an index: a word and the anchors of the chapters where it is met."""
    anchor: str = ""
    prefix: str = ""
    """Goes before the names of the chapter's fields, so that no two chapters share one."""


@dataclass(frozen=True)
class Book:
    """`facts` stand on the cover, `notices` under them, `foot` on every page; `notes` is what lines are called that fill the rest of a page."""

    title: str
    subtitle: str
    author: str
    chapters: tuple[Chapter, ...]
    facts: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    language: str = "en"
    foot: str = ""
    notes: str = ""
    fits: Steps | None = None
    """The layouts that its parts can have, where each is set as loosely as the pages that it needs allow."""
    leaves: bool = False
    """Whether each part begins on a new leaf, to be taken out."""


def handout_chapter(library: Library, handout: Handout, level: int = 2) -> Chapter:
    """A handout as it stands in a book: the sheet without its foot, which the book has once."""
    meta, said = handout.meta, phrases(handout.language)
    return Chapter(
        title=meta.title,
        blocks=handout.body.blocks,
        level=level,
        opener=f"{said[meta.kind]} · {meta.time}",
        message=meta.main_message,
        address=short(page_address(library, handout.id)),
        accents=accents(library, handout.id),
        kind="handout",
        anchor=handout.id,
        prefix=f"{handout.id.replace('/', '-')}-",
    )


def fields_of(chapters: Iterable[Chapter]) -> Iterator[Field]:
    """Every place to write, in reading order, by the names that they have in the book."""
    return (replace(field, name=f"{chapter.prefix}{field.name}") for chapter in chapters for field in fields_in(chapter.blocks))


def help_chapter() -> Chapter:
    """Whom to call, for the end of a book or its beginning."""
    return Chapter(phrases("en")["help"], kind="help")


# Blocks made here rather than by an author


def words(text: str) -> tuple[Inline, ...]:
    return (Words(text),)


def paragraph(text: str, bold: str = "") -> Paragraph:
    """A paragraph, with some words in bold before it."""
    return Paragraph((Strong(words(bold)), Words(f" {text}")) if bold and text else (Strong(words(bold)),) if bold else words(text), 0)


def public_fields(session: Session, note: tuple[Inline, ...] = ()) -> Iterator[Block]:
    """What participants read of a session, and nothing else of it; `note` stands behind what it is about."""
    yield Paragraph((Strong(words(f"{session.meta.title}.")), Words(f" {session.meta.summary}"), *note), 0)
    yield paragraph(session.meta.home_practice, bold="Small task for home:")


def heading(level: int, text: str) -> Heading:
    return Heading(level, words(text), 0)


def bullets(texts: Iterable[str]) -> List:
    return List(tuple(ListItem((Paragraph(words(text), 0),)) for text in texts), None, 0)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    return Table(tuple(words(cell) for cell in head), tuple(tuple(words(cell) if cell else () for cell in row) for row in rows), 0)


def from_markdown(text: str, file: str) -> tuple[Block, ...]:
    return parse(text, file).document.blocks


def deeper(blocks: tuple[Block, ...], by: int) -> tuple[Block, ...]:
    """The same blocks with their headings `by` levels further down."""
    return tuple(Heading(min(block.level + by, 6), block.inlines, block.line) if isinstance(block, Heading) else block for block in blocks)

"""A book as one PDF: cover, contents with page numbers, running heads, chapters."""

from __future__ import annotations

from typing import Any

from builder.model.base import Source
from builder.model.library import Library
from builder.model.palette import PALETTE
from builder.model.session import Module
from builder.print.book import Book, Chapter
from builder.print.common import Settings, help_arguments, phrases, text_writer
from builder.print.editions import PAPERS, Paper
from builder.print.forms import fillable
from builder.print.typesetter import arguments, forget, refusals_at, typeset, value
from builder.print.typst_blocks import BlockWriter, in_print
from builder.print.typst_text import literal

PARTICIPANT = {"size": "12", "pitch": "1.3", "gap": "0.42", "room": "8.5", "cell": "11"}
STAFF = {"size": "10.5", "pitch": "1.34", "gap": "0.5", "room": "9", "cell": "12", "whole": "3"}


def bound(library: Library, book: Book, settings: Settings, paper: Paper, look: dict[str, str], source: Source, **options: Any) -> bytes:
    """The book's PDF; `source` is where a refusal is reported. Options go to the template: `cover`, `contents`, `depth`."""
    text = book_source(library, book, options)
    inputs = {**look, "paper": PAPERS[paper], "write": "pen", "print": "normal"}
    forget()  # the book before this one: two together would take twice the memory
    with refusals_at(source.at(), f"'{book.title}'"):
        return fillable(typeset(text, inputs, settings.made_at), ()).pdf


def book_source(library: Library, book: Book, options: dict[str, Any]) -> str:
    """The book as Typst source."""
    named = arguments(
        title=book.title,
        subtitle=book.subtitle,
        author=book.author,
        language=book.language,
        facts=list(book.facts),
        notices=list(book.notices),
        modules=[_on_cover(module) for module in library.modules],
        words=phrases(book.language),
        **options,
    )
    body = "\n".join(_chapter(library, chapter, book.language) for chapter in book.chapters)
    return f'#import "/type.typ": *\n#import "/book.typ": *\n#show: book.with({named})\n{body}\n'


def _on_cover(module: Module) -> dict[str, str]:
    line = PALETTE[module.meta.color].paper.line
    return {"title": module.meta.title, "line": line, "scene": in_print(module.cover, line)}


def _chapter(library: Library, chapter: Chapter, language: str) -> str:
    opened = arguments(
        level=chapter.level,
        opener=chapter.opener,
        message=chapter.message,
        new_page=chapter.new_page,
        anchor=chapter.anchor,
        **chapter.accents,
    )
    parts = [f"#chapter({literal(chapter.title)}, {opened})"]
    if chapter.kind == "help":
        parts.append(f"#help-page({arguments(**help_arguments(library, language, every=True))})")
    if chapter.kind == "index":
        parts.append(f"#index-list({value([[word, list(anchors)] for word, anchors in chapter.index])})")
    color = {"accent": chapter.accents["accent"]} if chapter.accents else {}
    parts.append(BlockWriter(text_writer(library, chapter.prefix), chapter.level - 1, **color).blocks(chapter.blocks))
    if chapter.kind == "notes":
        parts.append("#notes-page()")
    return "\n".join(parts)

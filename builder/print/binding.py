"""A book as one PDF: cover, contents with page numbers, running heads, chapters that fill their pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from builder.model.base import Source
from builder.model.library import Library
from builder.model.palette import PALETTE
from builder.model.session import Module
from builder.print.book import Book, Chapter, fields_of
from builder.print.common import Settings, help_arguments, look_of, phrases, text_writer
from builder.print.editions import PAPERS, Edition, inputs
from builder.print.forms import fillable
from builder.print.paging import Fit, fitted
from builder.print.typesetter import arguments, forget, layout, refusals_at, typeset, value
from builder.print.typst_blocks import BlockWriter, in_print
from builder.print.typst_text import literal
from builder.text.tree import Field

PARTICIPANT = {"size": "12", "pitch": "1.3", "gap": "0.42", "room": "8.5", "cell": "11"}
STAFF = {"size": "10.5", "pitch": "1.34", "gap": "0.5", "room": "9", "cell": "12", "whole": "3"}
LONG = 20
"""Chapters from which on a book takes so much memory that there is no room for the one before it."""
BACK = "notes-on-the-back"

_IMPORTS = '#import "/type.typ": *\n#import "/book.typ": *\n'


@dataclass(frozen=True)
class _Run:
    """Chapters that begin on a new page together, and their Typst source."""

    chapters: tuple[Chapter, ...]
    text: str

    @property
    def first(self) -> Chapter:
        return self.chapters[0]


def bound(library: Library, book: Book, settings: Settings, edition: str, look: Mapping[str, str], source: Source, **options: Any) -> bytes:
    """The book's PDF, on paper or to fill in on a screen; `source` is where a refusal is reported. Options go to the template: `cover`, `contents`."""
    made = Edition(edition)
    given = {**look, "paper": PAPERS[made.paper], "write": made.write, "print": "normal"}
    runs = tuple(_runs(library, book))
    if len(book.chapters) >= LONG:
        forget()
    with refusals_at(source.at(), f"'{book.title}'"):
        fits = _fits(runs, made, given) if book.fits else {}
        body, fields = [_opening(library, book, options)], list[Field]()
        for number, run in enumerate(runs, 1):
            fit = fits.get(run.text)
            lines = _lines_to_write(book, run, fit, made.write)
            rests = tuple(replace(line, name=f"{line.name}-{number}") for line in lines)
            body.append(_set(book, run, fit, rests))
            fields += [*fields_of(run.chapters), *rests]
        scopes = {_folder(fit): inputs(made, fit.step) for fit in fits.values()}
        return fillable(typeset("\n".join(body), given, settings.made_at, scopes), fields if made.write == "screen" else ()).pdf


def book_source(library: Library, book: Book, options: dict[str, Any]) -> str:
    """The book as Typst source, where nothing is fitted to its pages."""
    return _opening(library, book, options) + "\n".join(
        _set(book, run, None, tuple(_lines_to_write(book, run, None, "pen"))) for run in _runs(library, book)
    )


def _opening(library: Library, book: Book, options: dict[str, Any]) -> str:
    named = arguments(
        title=book.title,
        subtitle=book.subtitle,
        author=book.author,
        language=book.language,
        foot=book.foot or book.title,
        facts=list(book.facts),
        look=look_of(library).argument,
        notices=list(book.notices),
        modules=[_on_cover(module) for module in library.modules],
        words=phrases(book.language),
        **options,
    )
    return f"{_IMPORTS}#show: book.with({named})\n"


def _on_cover(module: Module) -> dict[str, str]:
    line = PALETTE[module.meta.color].paper.line
    return {"title": module.meta.title, "line": line, "scene": in_print(module.cover, line)}


def _runs(library: Library, book: Book) -> Iterator[_Run]:
    together: list[Chapter] = []
    for chapter in (*book.chapters, None):
        if together and (chapter is None or chapter.new_page):
            yield _Run(tuple(together), "\n".join(_chapter(library, one, book) for one in together))
            together = []
        if chapter:
            together.append(chapter)


def _chapter(library: Library, chapter: Chapter, book: Book) -> str:
    opened = arguments(
        listed=chapter.kind != "notes",
        level=chapter.level,
        opener=chapter.opener,
        message=chapter.message,
        anchor=chapter.anchor,
        **chapter.accents,
    )
    parts = [f"#chapter({literal(chapter.title)}, {opened})"]
    if chapter.kind == "help":
        parts.append(f"#help-page({arguments(**help_arguments(library, book.language, every=True))})")
    if chapter.kind == "index":
        parts.append(f"#index-list({value([[word, list(anchors)] for word, anchors in chapter.index])})")
    color = {"accent": chapter.accents["accent"]} if chapter.accents else {}
    parts.append(BlockWriter(text_writer(library, chapter.prefix), chapter.level - 1, **color).blocks(chapter.blocks))
    if chapter.kind == "notes":
        parts.append("#room-below()")
    if chapter.kind == "cover":
        box = arguments(words=phrases(book.language), notices=list(book.notices), **help_arguments(library, book.language))
        parts.append(f"#help-at-foot({box})")
    return "\n".join(parts)


# Pages that are full


def _fits(runs: Sequence[_Run], edition: Edition, given: Mapping[str, str]) -> dict[str, Fit]:
    """How each run is set, by its text."""
    texts = tuple(dict.fromkeys(run.text for run in runs if run.first.kind != "notes"))
    pen = Edition(edition.paper)
    by_pen = fitted(texts, "pen", partial(_measured, pen, {**given, "write": "pen"}))
    return fitted(texts, "screen", partial(_measured, edition, given), by_pen) if edition.write == "screen" else by_pen


def _measured(edition: Edition, given: Mapping[str, str], steps: Mapping[str, int]) -> Iterator[Fit]:
    """Texts as they are laid out at these steps, each from the top of a page."""
    scopes = {f"steps/{step}": inputs(edition, step) for step in set(steps.values())}
    body = "\n".join(_scoped(text, f"steps/{step}", '"", ""') for text, step in steps.items())
    ends = layout(f"{_IMPORTS}#show: measured\n{body}\n", given, scopes)["ends"]
    before = 0
    for step, (page, down) in zip(steps.values(), ends, strict=True):
        yield Fit(step, page - before, down)
        before = page


def _folder(fit: Fit) -> str:
    return f"steps/{fit.step}"


def _scoped(text: str, folder: str, heads: str, rest: str = "") -> str:
    """A run with the settings of a folder of its own; the book's, where it has none."""
    own = f'#import "/{folder}/type.typ": *\n#show: styles\n#show: book-headings.with(size)\n' if folder else ""
    return f"#[\n#show: run.with({heads})\n{own}{text}\n#run-ends\n{rest}]"


def _set(book: Book, run: _Run, fit: Fit | None, rests: Sequence[Field]) -> str:
    heads = f"{literal(run.first.title)}, {literal(f'{book.title}: {book.subtitle}')}"
    label = "" if run.chapters[-1].kind == "notes" else book.notes
    rest = "".join(f"{'#pagebreak()' if BACK in field.name else ''}#rest-of-page({literal(field.name)}, {literal(label)})\n" for field in rests)
    return _scoped(run.text, _folder(fit) if fit else "", heads, rest)


def _lines_to_write(book: Book, run: _Run, fit: Fit | None, write: str) -> Iterator[Field]:
    """Over what its last page has left, and over the back of its leaf, where the next run begins on a leaf of its own."""
    last = run.chapters[-1]
    label = last.title if last.kind == "notes" else f"{book.notes}, {last.title}"
    if last.kind == "notes" or (book.notes and last.kind != "cover" and (write == "pen" or (fit and fit.left_over))):
        yield Field(kind="lines", name="notes", label=label, line=0, column=0, rows=20)
    if book.leaves and fit and fit.pages % 2:
        yield Field(kind="lines", name=BACK, label=label, line=0, column=0, rows=20)

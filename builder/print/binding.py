"""A book as one PDF: cover, contents with page numbers, running heads, chapters that fill their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

from builder.model.base import Source
from builder.model.library import Library
from builder.model.module import Module
from builder.print.book import Book, Chapter, fields_of
from builder.print.common import Settings, help_arguments, look_of, phrases, text_writer
from builder.print.editions import PAPERS, Edition
from builder.print.forms import fillable
from builder.print.paging import Fit, Steps, fitted
from builder.print.papers import BOOK, on_a4
from builder.print.typesetter import arguments, forget, layout, refusals_at, typeset, value
from builder.print.typst_blocks import BlockWriter, in_print
from builder.print.typst_text import literal
from builder.text.tree import Field

PARTICIPANT = {"size": "12", "pitch": "1.3", "gap": "0.42", "room": "8.5", "cell": "11"}
STAFF = {"size": "10.5", "pitch": "1.34", "gap": "0.5", "room": "9", "cell": "12", "whole": "3"}
LONG = 20
"""Chapters from which on a book takes so much memory that there is no room for the one before it."""
SHORT = 60
"""Letters of the line over a title that surely fit on it."""
BACK = "notes-on-the-back"

_IMPORTS = '#import "/type.typ": *\n#import "/book.typ": *\n'


@dataclass(frozen=True)
class _Run:
    """Chapters that begin on a new page together, and their Typst source."""

    number: int
    chapters: tuple[Chapter, ...]
    text: str
    alike: str
    """Its text but for what differs from track to track and takes the same room everywhere: what one track measured serves all."""

    @property
    def folder(self) -> str:
        return f"runs/{self.number}"

    @property
    def fits(self) -> bool:
        """Whether it can be set more tightly or loosely: lines alone cannot."""
        return self.chapters[0].kind != "notes"


def bound(library: Library, book: Book, settings: Settings, edition: str, look: Mapping[str, str], source: Source, **options: Any) -> bytes:
    """The book's PDF, on paper or to fill in on a screen; `source` is where a refusal is reported. Options go to the template: `cover`, `contents`."""
    made = Edition(edition)
    letter = _on_letter(library, book, settings, made.on_letter, look, source, options)
    return on_a4(letter) if made.paper == "a4" else letter


def _on_letter(
    library: Library, book: Book, settings: Settings, made: Edition, look: Mapping[str, str], source: Source, options: Mapping[str, Any]
) -> bytes:
    given = {**look, "paper": PAPERS[made.paper], "write": made.write, "print": "normal", "page": phrases(book.language)["page"].lower()}
    opening, runs = _opening(library, book, options), tuple(_runs(library, book))
    if len(book.chapters) >= LONG:
        forget()
    with refusals_at(source.at(), f"'{book.title}'"):
        fitting = _Fitting(book.fits, _source(opening, book, runs, {}), runs, given) if book.fits else None
        fits = fitting.fits(made) if fitting else {}
        text = _source(opening, book, runs, fits, made.write)
        pdf = typeset(text, given, settings.made_at, fitting.scopes(made, {text: fit.step for text, fit in fits.items()}) if fitting else {})
        if made.write == "pen":
            return fillable(pdf, ()).pdf
        return fillable(pdf, [field for run in runs for field in (*fields_of(run.chapters), *_notes(book, run, fits.get(run.alike), made.write))]).pdf


def book_source(library: Library, book: Book, options: dict[str, Any]) -> str:
    """The book as Typst source, where nothing is fitted to its pages."""
    return _source(_opening(library, book, options), book, tuple(_runs(library, book)), {})


def _source(opening: str, book: Book, runs: Sequence[_Run], fits: Mapping[str, Fit], write: str = "pen") -> str:
    return opening + "\n".join(_set(book, run, _notes(book, run, fits.get(run.alike), write)) for run in runs)


def _opening(library: Library, book: Book, options: Mapping[str, Any]) -> str:
    named = arguments(
        title=book.title,
        subtitle=book.subtitle,
        author=book.author,
        language=book.language,
        foot=book.foot or book.title,
        margins=BOOK.margins("letter"),
        facts=list(book.facts),
        look=look_of(library).argument,
        notices=list(book.notices),
        modules=[_on_cover(module, library.color_of(module.id).paper.line) for module in library.modules],
        words=phrases(book.language),
        **options,
    )
    return f"{_IMPORTS}#show: book.with({named})\n"


def _on_cover(module: Module, line: str) -> dict[str, str]:
    return {"title": module.meta.title, "line": line, "scene": in_print(module.cover, line)}


def _runs(library: Library, book: Book) -> Iterator[_Run]:
    starts = [index for index, chapter in enumerate(book.chapters) if chapter.new_page or not index]
    for number, (start, end) in enumerate(pairwise([*starts, len(book.chapters)]), 1):
        together = book.chapters[start:end]
        parts = [(_opened(chapter), _opened(replace(chapter, opener=_alike(chapter.opener))), _body(library, chapter, book)) for chapter in together]
        text, alike = ("\n".join(f"{opened[which]}\n{opened[-1]}" for opened in parts) for which in (0, 1))
        yield _Run(number, together, text, alike)


def _alike(opener: str) -> str:
    """On one line, whatever it says."""
    return "·" if 0 < len(opener) <= SHORT else opener


def _opened(chapter: Chapter) -> str:
    named = arguments(
        listed=chapter.kind != "notes",
        level=chapter.level,
        opener=chapter.opener,
        message=chapter.message,
        anchor=chapter.anchor,
        **chapter.accents,
    )
    return f"#chapter({literal(chapter.title)}, {named})"


def _body(library: Library, chapter: Chapter, book: Book) -> str:
    parts = []
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


@dataclass(frozen=True)
class _Fitting:
    """A book whose runs are laid out together until each fills its pages; `given` are the settings of what is not fitted."""

    of: Steps
    source: str
    runs: tuple[_Run, ...]
    given: Mapping[str, str]

    def fits(self, edition: Edition) -> dict[str, Fit]:
        """How each run is set that is not lines alone, by what is alike of its text."""
        texts = tuple(run.alike for run in self.runs if run.fits)
        by_pen = fitted(texts, self.of, partial(self._measured, Edition(edition.paper)))
        return fitted(texts, self.of, partial(self._measured, edition), by_pen) if edition.write == "screen" else by_pen

    def _measured(self, edition: Edition, steps: Mapping[str, int]) -> Iterator[Fit]:
        """The runs as the whole book is laid out at these steps."""
        told = layout(self.source, {**self.given, "write": edition.write}, self.scopes(edition, steps))
        before = told["front"]
        for run, (page, down) in zip(self.runs, told["ends"], strict=True):
            if run.fits:
                yield Fit(steps[run.alike], page - before, down)
            before = page

    def scopes(self, edition: Edition, steps: Mapping[str, int]) -> dict[str, Mapping[str, Any]]:
        """Settings of the folders that runs import from. Their names stay while settings are tried: Typst would set anew whatever stands in a changed source."""
        return {run.folder: self.of.settings(edition, steps[run.alike]) for run in self.runs if run.alike in steps}


def _set(book: Book, run: _Run, notes: Iterable[Field]) -> str:
    """A run with settings of its own, where it is fitted; each begins on a new page."""
    heads = f"{literal(run.chapters[0].title)}, {literal(f'{book.title}: {book.subtitle}')}"
    label = "" if run.chapters[-1].kind == "notes" else book.notes
    rest = "".join(f"{'#pagebreak()' if BACK in field.name else ''}#rest-of-page({literal(field.name)}, {literal(label)})\n" for field in notes)
    own = f'#import "/{run.folder}/type.typ": *\n' if book.fits and run.fits else ""
    return f"#[\n{own}#show: book-styles.with(styles, size)\n#show: run.with({heads})\n{run.text}\n#run-ends\n{rest}]"


def _notes(book: Book, run: _Run, fit: Fit | None, write: str) -> Iterator[Field]:
    """Lines over what its last page has left, and over the back of its leaf, where the next run begins on a leaf of its own."""
    last = run.chapters[-1]
    label = last.title if last.kind == "notes" else f"{book.notes}, {last.title}"
    if last.kind == "notes" or (book.notes and last.kind != "cover" and (write == "pen" or (fit and fit.left_over))):
        yield Field(kind="lines", name=f"notes-{run.number}", label=label, line=0, column=0, rows=20)
    if book.leaves and fit and fit.pages % 2:
        yield Field(kind="lines", name=f"{BACK}-{run.number}", label=label, line=0, column=0, rows=20)

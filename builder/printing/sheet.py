"""One handout as a PDF, in each of its editions. A sheet fits itself: it loosens or tightens until it fills one or two pages well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from builder.finding import CurriculumError, Finding
from builder.model.library import Library
from builder.model.session import Handout
from builder.printing.common import Settings, help_arguments, notices, page_address, phrases, short, text_writer
from builder.printing.forms import fillable
from builder.printing.inspection import inspect
from builder.printing.quick_code import quick_code
from builder.printing.typesetter import TypesetError, arguments, count_pages, page_count, typeset
from builder.printing.typst_blocks import BlockWriter

Paper = Literal["letter", "a4"]
PAPERS = {"letter": "us-letter", "a4": "a4"}
STEPS = 16
"""Layouts from the most generous (0) to the tightest."""
COMFORTABLE = 9
"""The tightest layout that one page may have; what needs more gets two pages."""
MOST_PAGES = 2


@dataclass(frozen=True)
class Edition:
    """One way to have a handout. `write` is by pen or on a screen; `large` is 18 point."""

    paper: Paper
    write: Literal["pen", "screen"] = "pen"
    large: bool = False

    @property
    def name(self) -> str:
        """`letter`, `a4-fillable`, `letter-large`."""
        return "-".join([self.paper, *(["fillable"] if self.write == "screen" else []), *(["large"] if self.large else [])])


EDITIONS = tuple(
    edition for paper in PAPERS for edition in (Edition(paper), Edition(paper, "screen"), Edition(paper, large=True))  # type: ignore[arg-type]
)


@dataclass(frozen=True)
class Sheet:
    """A finished file; `step` tells how tight the layout is, None for large print."""

    edition: Edition
    pdf: bytes
    pages: int
    step: int | None


def sheets(library: Library, handout: Handout, settings: Settings, editions: tuple[Edition, ...] = EDITIONS) -> Iterator[Sheet]:
    """The handout in these editions. Raises CurriculumError when it cannot be printed: `print-too-long`, `print-refused` and what `inspect` finds."""
    findings = tuple(inspect(handout))
    if findings:
        raise CurriculumError(findings)
    source = sheet_source(library, handout)
    fitted: dict[str, int] = {}
    try:
        for edition in editions:
            if edition.large:
                yield _finished(handout, edition, typeset(source, large_inputs(edition), settings.made_at), None)
                continue
            if edition.paper not in fitted:
                fitted[edition.paper] = fit(source, edition, handout)
            step = fitted[edition.paper]
            yield _finished(handout, edition, typeset(source, inputs(edition, step), settings.made_at), step)
    except TypesetError as error:
        hint = "simplify the construct that it names, or report it"
        raise CurriculumError([Finding(handout.source.line(handout.source.body_line), "print-refused", f"the page cannot be set: {error}", hint)]) from error


def _finished(handout: Handout, edition: Edition, pdf: bytes, step: int | None) -> Sheet:
    finished = fillable(pdf, handout.body.fields() if edition.write == "screen" else ())
    return Sheet(edition, finished, page_count(finished), step)


def fit(source: str, edition: Edition, handout: Handout) -> int:
    """The most generous step with one page, where that is comfortable; else with two."""
    if _pages(source, edition, COMFORTABLE) == 1:
        return _loosest(source, edition, 1, COMFORTABLE)
    if _pages(source, edition, STEPS) > MOST_PAGES:
        tight = _pages(source, edition, STEPS)
        message = f"at its tightest this takes {tight} pages of {edition.paper}; people keep what fits on {MOST_PAGES}"
        raise CurriculumError([Finding(handout.source.line(handout.source.body_line), "print-too-long", message, "shorten it, or split it in two handouts")])
    return _loosest(source, edition, MOST_PAGES, STEPS)


def _loosest(source: str, edition: Edition, goal: int, fits: int) -> int:
    """The smallest step that takes no more than `goal` pages, knowing that `fits` does. A tighter step never takes more pages."""
    low, high = 0, fits
    while low < high:
        middle = (low + high) // 2
        if _pages(source, edition, middle) <= goal:
            high = middle
        else:
            low = middle + 1
    return high


def _pages(source: str, edition: Edition, step: int) -> int:
    return count_pages(source, inputs(edition, step))


def inputs(edition: Edition, step: int) -> dict[str, str]:
    """The settings of a step: space goes first, then the size of the letters, from 12 to 11.5 points."""
    tight = step / STEPS

    def between(loose: float, close: float) -> str:
        return f"{loose + (close - loose) * tight:.3f}"

    size = 12.0 if tight <= 0.75 else 11.5
    return {
        "paper": PAPERS[edition.paper],
        "write": edition.write,
        "print": "normal",
        "size": f"{size}",
        "pitch": between(1.46, 1.22),
        "gap": between(0.8, 0.3),
        "room": between(11, 7.5),
        "cell": between(17, 9),
    }


def large_inputs(edition: Edition) -> dict[str, str]:
    """Large print: 18 points, one and a half lines from baseline to baseline."""
    paper = PAPERS[edition.paper]
    return {"paper": paper, "write": edition.write, "print": "large", "size": "18", "pitch": "1.5", "gap": "0.7", "room": "13", "cell": "26"}


def sheet_source(library: Library, handout: Handout) -> str:
    """The handout as Typst source; the same for all editions."""
    meta, said = handout.meta, phrases(handout.language)
    address = page_address(library, handout.id)
    named = arguments(
        title=meta.title,
        author=library.program.meta.name,
        language=handout.language,
        kind=said[meta.kind],
        time=meta.time,
        message=meta.main_message,
        words=said,
        address=address,
        short_address=short(address),
        code=quick_code(address),
        notices=notices(library, handout),
        **help_arguments(library, handout.language),
    )
    body = BlockWriter(text_writer(library)).blocks(handout.body.blocks)
    return f'#import "/type.typ": *\n#import "/handout.typ": handout\n#show: handout.with({named})\n{body}\n'

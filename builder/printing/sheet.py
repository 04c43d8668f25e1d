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
PAPERS: dict[Paper, str] = {"letter": "us-letter", "a4": "a4"}
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


EDITIONS = tuple(edition for paper in PAPERS for edition in (Edition(paper), Edition(paper, "screen"), Edition(paper, large=True)))


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
    near = COMFORTABLE
    try:
        for edition in editions:
            if edition.large:
                yield _finished(handout, edition, typeset(source, large_inputs(edition), settings.made_at), None)
                continue
            step = near = fit(source, edition, handout, near)
            yield _finished(handout, edition, typeset(source, inputs(edition, step), settings.made_at), step)
    except TypesetError as error:
        hint = "simplify the construct that it names, or report it"
        raise CurriculumError(
            [Finding(handout.source.line(handout.source.body_line), "print-refused", f"the page cannot be set: {error}", hint)]
        ) from error


def _finished(handout: Handout, edition: Edition, pdf: bytes, step: int | None) -> Sheet:
    finished = fillable(pdf, handout.body.fields() if edition.write == "screen" else ())
    return Sheet(edition, finished, page_count(finished), step)


def fit(source: str, edition: Edition, handout: Handout, near: int = COMFORTABLE) -> int:
    """The most generous step with one page, where that is comfortable; else with two. The search begins at `near`."""
    search = _Search(source, edition)
    goal = 1 if search.pages(COMFORTABLE) == 1 else MOST_PAGES
    step = search.loosest(goal, near)
    if step is None:
        message = f"at its tightest this takes {search.pages(STEPS)} pages of {edition.paper}; people keep what fits on {MOST_PAGES}"
        raise CurriculumError(
            [Finding(handout.source.line(handout.source.body_line), "print-too-long", message, "shorten it, or split it in two handouts")]
        )
    return step


class _Search:
    """Layouts of one source in one edition, each made once. A tighter step never takes more pages."""

    def __init__(self, source: str, edition: Edition):
        self.source, self.edition = source, edition
        self.made: dict[int, int] = {}

    def pages(self, step: int) -> int:
        if step not in self.made:
            self.made[step] = count_pages(self.source, inputs(self.edition, step))
        return self.made[step]

    def loosest(self, goal: int, near: int) -> int | None:
        """The smallest step within `goal` pages, looked for from `near` on; None when even the tightest takes more."""
        low, high = 0, STEPS + 1

        def look(step: int) -> None:
            nonlocal low, high
            if self.pages(step) <= goal:
                high = step
            else:
                low = step + 1

        for step in (near, near - 1, near + 1):
            if low <= step < high:
                look(min(step, STEPS))
        while low < high:
            look((low + high) // 2)
        return high if high <= STEPS else None


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
        "pitch": between(1.46, 1.2),
        "gap": between(0.8, 0.25),
        "room": between(11, 7.5),
        "cell": between(17, 8.5),
        "margin": between(19, 15),
    }


def large_inputs(edition: Edition) -> dict[str, str]:
    """Large print: 18 points, one and a half lines from baseline to baseline."""
    paper = PAPERS[edition.paper]
    return {
        "paper": paper,
        "write": edition.write,
        "print": "large",
        "size": "18",
        "pitch": "1.5",
        "gap": "0.7",
        "room": "13",
        "cell": "26",
        "margin": "18",
    }


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

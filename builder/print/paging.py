"""How the parts of a book fill their pages: each is set as loosely as the pages that it needs allow, and lines to write on take what is left over.

Letter and A4 hold the same lines on the same pages (templates/print/book.typ), so that what was measured once serves both.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil

from builder.print.editions import STEPS
from builder.print.fitting import HEIGHT, NEAR
from builder.text.sheets import MM

TEXT_HEIGHT = 240 * MM
"""Points from the first to the last line of a page, as templates/print/book.typ has it."""
ROOM_FOR_LINES = 34 * MM
"""What is left over of a page from here on gets lines to write on."""
DENSEST_PAGE = 12
"""The tightest step at which one page is better than two, and the first that is tried: most handouts come to stand near it."""
LOST = 24.0
"""Points that each page break is likely to leave empty, because what comes next stays whole."""


@dataclass(frozen=True)
class Fit:
    """A part of a book as it was laid out at a step: its pages, and how far down the last one it reaches, in points."""

    step: int
    pages: int
    end: float

    @property
    def height(self) -> float:
        return (self.pages - 1) * TEXT_HEIGHT + self.end

    @property
    def left_over(self) -> bool:
        """Whether its last page has room for lines to write on."""
        return TEXT_HEIGHT - self.end >= ROOM_FOR_LINES


Measure = Callable[[Mapping[str, int]], Iterable[Fit]]
"""Lays all texts out at these steps and tells how each came out, in their order. What stays at its step costs nothing: Typst has kept it."""

_kept: dict[tuple[str, str], Fit] = {}
"""By the text and whether it is for pen or screen, as long as the process lasts: two tracks share most of their handouts."""


def fitted(texts: Sequence[str], write: str, measure: Measure, by_pen: Mapping[str, Fit] | None = None) -> dict[str, Fit]:
    """How each text is set best; on a screen, as near to how it is for the pen as its boxes allow."""
    searches = {text: _search(by_pen[text] if by_pen else None) for text in texts if (text, write) not in _kept}
    steps = {text: next(searches[text]) if text in searches else _kept[text, write].step for text in texts}
    while searches:
        for text, fit in zip(texts, measure(steps), strict=True):
            if text in searches:
                try:
                    steps[text] = searches[text].send(fit)
                except StopIteration as done:
                    _kept[text, write] = done.value
                    steps[text] = done.value.step
                    del searches[text]
    return {text: _kept[text, write] for text in texts}


def _search(by_pen: Fit | None) -> Generator[int, Fit, Fit]:
    """Steps to measure, each chosen by what came of those before; in the end the loosest with the fewest pages, near enough."""
    start = yield by_pen.step if by_pen else DENSEST_PAGE
    if by_pen and start.pages == by_pen.pages:
        return start
    fewest = 1 if start.pages == 1 else max(2, ceil(start.height * HEIGHT[False][STEPS] / HEIGHT[False][start.step] / TEXT_HEIGHT))
    for pages in count(fewest):
        tightest = DENSEST_PAGE if pages == 1 else STEPS
        step = min(_reckoned(start, pages), tightest)
        while True:
            fit = start if start.pages <= pages and start.step <= step + NEAR[False] else (yield step)
            if fit.pages <= pages:
                return fit
            if step == tightest:
                break
            step = min(step + 2, tightest)
    raise AssertionError("there are always enough pages")


def _reckoned(fit: Fit, pages: int) -> int:
    """The loosest step that is likely to take so many pages."""
    room = pages * TEXT_HEIGHT - (pages - 1) * LOST
    return next((step for step in range(STEPS + 1) if fit.height * HEIGHT[False][step] / HEIGHT[False][fit.step] <= room), STEPS)

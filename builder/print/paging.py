"""How the parts of a book fill their pages: each is set as loosely as the pages that it needs allow, and lines to write on take what is left over."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil
from typing import Any

from builder.print.editions import PAPERS, STEPS, Edition, between, inputs
from builder.print.fitting import HEIGHT, NEAR
from builder.print.papers import BOOK
from builder.text.sheets import MM

ROOM_FOR_LINES = 34 * MM
"""What is left over of a page from here on gets lines to write on."""
GUIDE_HEIGHTS = (1.089, 1.077, 1.066, 1.058, 1.043, 1.034, 1.022, 1.006, 1.0, 0.994, 0.982, 0.967, 0.948, 0.934, 0.925, 0.915, 0.897)
"""The median of the guides of one track, as `HEIGHT` has it for handouts."""
LOST = 24.0
"""Points that each page break is likely to leave empty, because what comes next stays whole."""


@dataclass(frozen=True)
class Steps:
    """The layouts of a kind of book, from the most generous (0) to the tightest."""

    name: str
    settings: Callable[[Edition, int], Mapping[str, Any]]
    heights: tuple[float, ...]
    """How high a text stands at each, in shares of one of them. Only a guess: what it says is measured."""
    densest: int
    """The tightest at which one page is better than two, and the first that is tried: most parts come to stand near it."""

    def height(self, fit: Fit, step: int) -> float:
        """How high this part is likely to be at another step."""
        return fit.height * self.heights[step] / self.heights[fit.step]


def _of_guides(edition: Edition, step: int) -> dict[str, str]:
    """Letters of 10.5 points at every step: a manual is read at a table, and looked into in group."""
    return {
        "paper": PAPERS[edition.paper],
        "write": edition.write,
        "print": "normal",
        "size": "10.5",
        "pitch": between(1.44, 1.25, step),
        "gap": between(0.66, 0.34, step),
        "room": between(10, 8, step),
        "cell": between(13.5, 10, step),
        "whole": "3",
    }


HANDOUTS = Steps("handouts", inputs, HEIGHT[False], densest=12)
GUIDES = Steps("guides", _of_guides, GUIDE_HEIGHTS, densest=8)


@dataclass(frozen=True)
class Fit:
    """A part of a book as it was laid out at a step: its pages, and how far down the last one it reaches, in points."""

    step: int
    pages: int
    end: float

    @property
    def height(self) -> float:
        return (self.pages - 1) * BOOK.height + self.end

    @property
    def left_over(self) -> bool:
        """Whether its last page has room for lines to write on."""
        return BOOK.height - self.end >= ROOM_FOR_LINES


Measure = Callable[[Mapping[str, int]], Iterable[Fit]]
"""Lays all texts out at these steps and tells how each came out, in their order. What stays at its step costs nothing: Typst has kept it."""

_kept: dict[tuple[str, str, str], Fit] = {}
"""By the text, its steps and whether it is for pen or screen, as long as the process lasts: two tracks share most of their handouts."""


def fitted(texts: Sequence[str], of: Steps, measure: Measure, by_pen: Mapping[str, Fit] | None = None) -> dict[str, Fit]:
    """How each text is set best; with `by_pen` it is for a screen, and set as near to that as its boxes allow."""
    kind = of.name, "screen" if by_pen else "pen"
    searches = {text: _search(of, by_pen[text] if by_pen else None) for text in texts if (text, *kind) not in _kept}
    steps = {text: next(searches[text]) if text in searches else _kept[text, *kind].step for text in texts}
    while searches:
        for text, fit in zip(texts, measure(steps), strict=True):
            if text in searches:
                try:
                    steps[text] = searches[text].send(fit)
                except StopIteration as done:
                    _kept[text, *kind] = done.value
                    steps[text] = done.value.step
                    del searches[text]
    return {text: _kept[text, *kind] for text in texts}


def _search(of: Steps, by_pen: Fit | None) -> Generator[int, Fit, Fit]:
    """Steps to measure, each chosen by what came of those before; in the end the loosest with the fewest pages, near enough."""
    start = yield by_pen.step if by_pen else of.densest
    if by_pen and start.pages == by_pen.pages:
        return start
    fewest = 1 if start.pages == 1 else max(2, ceil(of.height(start, STEPS) / BOOK.height))
    for pages in count(fewest):
        tightest = of.densest if pages == 1 else STEPS
        step = min(_reckoned(of, start, pages), tightest)
        while True:
            fit = start if start.pages <= pages and start.step <= step + NEAR[False] else (yield step)
            if fit.pages <= pages:
                return fit
            if step == tightest:
                break
            step = min(step + 2, tightest)
    raise AssertionError("there are always enough pages")


def _reckoned(of: Steps, fit: Fit, pages: int) -> int:
    """The loosest step that is likely to take so many pages."""
    room = pages * BOOK.height - (pages - 1) * LOST
    return next((step for step in range(STEPS + 1) if of.height(fit, step) <= room), STEPS)

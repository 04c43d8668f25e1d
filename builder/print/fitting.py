"""How tight a sheet has to be: one layout is measured, the right one is reckoned from it, and measured in its turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from builder.print.editions import HEIGHTS, STEPS, Edition, Paper, inputs, margin
from builder.print.typesetter import layout

COMFORTABLE = 9
"""The tightest layout that one page may have; what needs more gets two pages."""
MOST_PAGES = 2
SURE = 1.15
"""Text this much longer than a page holds, as reckoned, needs no measuring to be sure that it does not fit."""
NEAR = 3
"""A fitting step this close to one that does not fit, or that is not likely to, is taken: nobody sees a step."""
LOST = 30.0
"""Points that a page break is likely to leave empty, because a table or a label moves to the next page whole."""
LEAP = 4
"""How much tighter the next layout is at most."""

HEIGHT = (1.214, 1.182, 1.154, 1.132, 1.116, 1.092, 1.064, 1.032, 1.01, 1.0, 0.99, 0.96, 0.919, 0.857, 0.83, 0.806, 0.782)
"""How high a text stands at each step, as a share of the comfortable one: the median of the first 38 handouts. Only a guess: what it says is measured."""

HELP = 170.0
"""Points of the box at the foot, for a layout in which it stands alone at the top of a page, so that its height is not known."""

_MM = 72 / 25.4


class TooLong(Exception):
    """Even the tightest layout takes more than two pages."""

    def __init__(self, pages: int, paper: Paper):
        self.pages, self.paper = pages, paper
        super().__init__(f"{pages} pages of {paper}")


@dataclass(frozen=True)
class Measured:
    """One layout. `text` is how high the text stands over all its pages, `help` the box at the foot of the last one, in points."""

    paper: Paper
    step: int
    pages: int
    text: float
    help: float

    def spare(self, paper: Paper, step: int, pages: int) -> float:
        """Points that would be left over at another step; less than nothing when it does not fit."""
        return pages * text_height(paper, step) - self.help - self.text * HEIGHT[step] / HEIGHT[self.step]


def text_height(paper: Paper, step: int) -> float:
    """Points from the first to the last line of a page."""
    return HEIGHTS[paper] - (2 * margin(step) - 4) * _MM


class Fitting:
    """The fitting of one source. What was measured for one edition is where the next one begins."""

    def __init__(self, source: str):
        self.source = source
        self.last: Measured | None = None

    def step(self, edition: Edition) -> int:
        """A generous step with one page, where that is comfortable; else with two. Raises TooLong."""
        made: dict[int, Measured] = {}

        def measure(step: int) -> Measured:
            if step not in made:
                made[step] = measured(edition, step, layout(self.source, inputs(edition, step)))
            return made[step]

        def chosen(step: int) -> int:
            self.last = made[step]
            return step

        known = self.last or measure(COMFORTABLE)
        goal = MOST_PAGES
        if known.spare(edition.paper, COMFORTABLE, 1) > -(SURE - 1) * text_height(edition.paper, COMFORTABLE):
            known = measure(COMFORTABLE)
            goal = 1 if known.pages == 1 else MOST_PAGES
        alike = known.paper == edition.paper and known.pages == goal
        step = known.step if alike else reckoned(known, edition, goal, LOST)
        if alike and edition.write == "screen" and measure(step).pages == goal:
            return chosen(step)
        below, fits = -1, STEPS + 1
        while True:
            now = measure(step)
            if now.pages <= goal:
                fits = step
            else:
                below = step
            if below == STEPS:
                raise TooLong(now.pages, edition.paper)
            if fits <= STEPS and (fits - below <= NEAR or (fits == step and reckoned(now, edition, goal) > fits - NEAR)):
                return chosen(fits)
            step = _between(below, fits, reckoned(now, edition, goal, LOST), guessing=below < 0 or fits > STEPS)


def _between(below: int, fits: int, likely: int, guessing: bool) -> int:
    """The next step to measure. Where pages break badly, reckoning leads astray: once a step on either side is known, halve what is between."""
    if not guessing:
        return (below + fits) // 2
    return min(max(likely, below + 1), fits - 1, below + LEAP if below >= 0 else STEPS)


def measured(edition: Edition, step: int, told: dict[str, Any]) -> Measured:
    """A layout as the template tells it."""
    height = text_height(edition.paper, step)
    top = (margin(step) - 3) * _MM
    (page, text_end), (_, help_start) = told["text"], told["help"]
    help_height = top + height - help_start
    return Measured(
        paper=edition.paper,
        step=step,
        pages=told["pages"],
        text=(page - 1) * height + text_end - top,
        help=help_height if help_height < height / 2 else HELP,
    )


def reckoned(known: Measured, edition: Edition, goal: int, left: float = 0) -> int:
    """The most generous step that is likely to fit and leave this many points over, going by one measured layout."""
    return next((step for step in range(STEPS + 1) if known.spare(edition.paper, step, goal) >= left), STEPS)

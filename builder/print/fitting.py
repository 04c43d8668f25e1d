"""How tight a sheet has to be: one layout is measured, the right one is reckoned from it, and measured in its turn. What room it has left is spread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from builder.print.editions import HEIGHTS, STEPS, Edition, Paper, inputs, margin
from builder.print.spreading import Laid, earlier_break, laid, spread
from builder.print.typesetter import layout

COMFORTABLE = 12
"""The tightest layout that one page may have; what needs more gets two pages."""
MOST_PAGES = 2
"""Of a sheet in normal print. Large print takes as many as its tightest layout needs."""
SURE = 1.15
"""Text this much longer than a page holds, as reckoned, needs no measuring to be sure that it does not fit."""
NEAR = 3
"""A fitting step this close to one that does not fit, or that is not likely to, is taken: nobody sees a step."""
LOST = 30.0
"""Points that a page break is likely to leave empty, because a table or a label moves to the next page whole."""
LEAP = 4
"""How much tighter the next layout is at most."""
SHARES = (1.0, 0.6)
"""How much of the room that is left is spread: where all of it moves a break, a part may not."""

HEIGHT = {
    False: (1.214, 1.182, 1.154, 1.132, 1.116, 1.092, 1.064, 1.032, 1.01, 1.0, 0.99, 0.96, 0.919, 0.857, 0.83, 0.806, 0.782),
    True: tuple(1 - 0.2 * step / STEPS for step in range(STEPS + 1)),
}
"""How high a text stands at each step of normal and of large print, in shares of one of them: the median of the first 38 handouts. Only a guess: what it says
is measured."""

_MM = 72 / 25.4


class TooLong(Exception):
    """Even the tightest layout takes more than two pages."""

    def __init__(self, pages: int, paper: Paper):
        self.pages, self.paper = pages, paper
        super().__init__(f"{pages} pages of {paper}")


@dataclass(frozen=True)
class Measured:
    """One layout, with the settings that it comes of."""

    edition: Edition
    step: int
    settings: Mapping[str, Any]
    laid: Laid

    @property
    def pages(self) -> int:
        return self.laid.pages

    def spare(self, edition: Edition, step: int, pages: int) -> float:
        """Points that would be left over at another step, or on another paper; less than nothing when it does not fit."""
        taller = HEIGHTS[edition.paper] - HEIGHTS[self.edition.paper] + 2 * (margin(self.step) - margin(step)) * _MM
        height = HEIGHT[edition.large]
        return pages * (self.laid.height + taller) - self.laid.box - self.laid.text * height[step] / height[self.step]

    def reckoned(self, edition: Edition, goal: int, left: float = 0) -> int:
        """The most generous step that is likely to fit and leave this many points over."""
        return next((step for step in range(STEPS + 1) if self.spare(edition, step, goal) >= left), STEPS)


class Fitting:
    """The fitting of one source. What was measured for one edition is where the next one begins."""

    def __init__(self, source: str):
        self.source = source
        self.last: dict[bool, Measured] = {}
        """The last layout that was taken, in normal and in large print."""

    def fitted(self, edition: Edition) -> Measured:
        """A generous layout on one page, where that is comfortable; else on two, filled alike; in large print on as few as hold it. Raises TooLong."""
        last = self.last.get(edition.large)
        if last and edition.write == "screen" and last.edition.paper == edition.paper:
            now = self._measured(edition, last.step, {**last.settings, "write": "screen"})
            if now.pages == last.pages:
                return now
        self.last[edition.large] = self._spread(self._loosest(edition, last))
        return self.last[edition.large]

    def _measured(self, edition: Edition, step: int, settings: Mapping[str, Any]) -> Measured:
        return Measured(edition, step, settings, laid(layout(self.source, settings)))

    def _loosest(self, edition: Edition, known: Measured | None) -> Measured:
        """The loosest layout, give or take a few steps, that is on as many pages as there should be."""
        made: dict[int, Measured] = {}

        def measure(step: int) -> Measured:
            if step not in made:
                made[step] = self._measured(edition, step, inputs(edition, step))
            return made[step]

        def goal_of(known: Measured) -> int:
            if edition.large:
                return measure(STEPS).pages
            near_one = known.spare(edition, COMFORTABLE, 1) > -(SURE - 1) * known.laid.height
            return 1 if near_one and measure(COMFORTABLE).pages == 1 else MOST_PAGES

        known = known or measure(STEPS if edition.large else COMFORTABLE)
        goal = goal_of(known)
        alike = known.edition.paper == edition.paper and known.pages == goal
        step = known.step if alike else known.reckoned(edition, goal, LOST)
        below, fits = -1, STEPS if edition.large else STEPS + 1
        while True:
            now = measure(step)
            if now.pages <= goal:
                fits = step
            else:
                below = step
            if below == STEPS:
                raise TooLong(now.pages, edition.paper)
            if fits <= STEPS and (fits - below <= NEAR or (fits == step and now.reckoned(edition, goal) > fits - NEAR)):
                return measure(fits)
            step = _between(below, fits, now.reckoned(edition, goal, LOST), guessing=below < 0 or fits > STEPS)

    def _spread(self, now: Measured) -> Measured:
        """The same layout with what it has left in its gaps and places to write, the last two pages filled alike."""
        number = earlier_break(now.laid)
        if number is not None:
            broken = self._measured(now.edition, now.step, {**now.settings, "break": number})
            now = broken if broken.pages == now.pages else now
        for share in SHARES:
            more = spread(now.laid, now.edition.large, share)
            other = self._measured(now.edition, now.step, {**now.settings, "more": more})
            if other.pages == now.pages and other.laid.places == now.laid.places:
                return other
        return now


def _between(below: int, fits: int, likely: int, guessing: bool) -> int:
    """The next step to measure. Where pages break badly, reckoning leads astray: once a step on either side is known, halve what is between."""
    if not guessing:
        return (below + fits) // 2
    return min(max(likely, below + 1), fits - 1, below + LEAP if below >= 0 else STEPS)

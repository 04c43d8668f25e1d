"""How tight a sheet has to be: one layout is measured, the right one is reckoned from it, and measured in its turn. What room it has left is spread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any

from builder.print.editions import STEPS, Edition, inputs, margin
from builder.print.paper_check import MOST_PAGES
from builder.print.spreading import Laid, earlier_break, laid, spread
from builder.print.typesetter import layout
from builder.text.sheets import MM

COMFORTABLE = 12
"""The tightest layout that one page may have; what needs more gets two pages."""
SURE = 1.15
"""Text this much longer than a page holds, as reckoned, needs no measuring to be sure that it does not fit."""
NEAR = {False: 3, True: 6}
"""A fitting step this close to one that does not fit, or that is not likely to, is taken: nobody sees a step. In large print gaps take up what is left."""
LOST = {False: 30.0, True: 90.0}
"""Points that page breaks are likely to leave empty, because a table or a label moves to the next page whole."""
LEAP = 4
"""How much tighter the next layout is at most."""
SHARES = (1.0, 0.6)
"""How much of the room that is left is spread: where all of it moves a break, a part may not."""

HEIGHT = {
    False: (1.249, 1.225, 1.203, 1.172, 1.14, 1.108, 1.07, 1.036, 1.013, 1.0, 0.989, 0.963, 0.929, 0.867, 0.832, 0.808, 0.793),
    True: (1.0, 1.0, 0.994, 0.957, 0.933, 0.922, 0.913, 0.903, 0.889, 0.864, 0.845, 0.83, 0.815, 0.803, 0.769, 0.762, 0.747),
}
"""How high a text stands at each step of normal and of large print, in shares of one of them: the median of the first 38 handouts. Only a guess: what it says
is measured."""


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

    def spare(self, step: int, pages: int) -> float:
        """Points that would be left over at another step; less than nothing when it does not fit."""
        taller, height = (margin(self.step) - margin(step)) * MM, HEIGHT[self.edition.large]
        return pages * (self.laid.height + taller) - self.laid.box - self.laid.text * height[step] / height[self.step]

    def reckoned(self, goal: int, left: float = 0) -> int:
        """The most generous step that is likely to fit and leave this many points over."""
        return next((step for step in range(STEPS + 1) if self.spare(step, goal) >= left), STEPS)


class Fitting:
    """The fitting of one source on Letter. An edition begins where one like it came out, and comes out the same whatever else was asked for."""

    def __init__(self, source: str):
        self.source = source
        self._taken: dict[str, Measured] = {}
        """What was taken, by edition."""
        self._loose: dict[str, Measured] = {}
        """The same before its room was spread."""

    def fitted(self, edition: Edition) -> Measured:
        """A generous layout on one page, where that is comfortable; else on two, filled alike; in large print on as few as hold it. Where even the tightest takes more, that one."""
        if edition.name not in self._taken:
            self._taken[edition.name] = self._as_by_pen(edition) or self._spread(self._loosest(edition))
        return self._taken[edition.name]

    def _as_by_pen(self, edition: Edition) -> Measured | None:
        """On a screen, the layout for the pen where it takes as many pages."""
        if edition.write == "pen":
            return None
        pen = self.fitted(edition.by_pen)
        now = self._measured(edition, pen.step, {**pen.settings, "write": "screen"})
        return now if now.pages == pen.pages else None

    def _measured(self, edition: Edition, step: int, settings: Mapping[str, Any]) -> Measured:
        return Measured(edition, step, settings, laid(layout(self.source, settings)))

    def _loosest(self, edition: Edition) -> Measured:
        if edition.name not in self._loose:
            self._loose[edition.name] = self._search(edition, self._loosest(edition.by_pen) if edition.write == "screen" else None)
        return self._loose[edition.name]

    def _search(self, edition: Edition, known: Measured | None) -> Measured:
        """The loosest layout, give or take a few steps, that is on as many pages as there should be."""
        made: dict[int, Measured] = {}

        def measure(step: int) -> Measured:
            if step not in made:
                made[step] = self._measured(edition, step, inputs(edition, step))
            return made[step]

        def goal_of(known: Measured) -> int:
            if edition.large:
                return known.pages if known.spare(STEPS, known.pages - 1) < 0 and known.step < STEPS else measure(STEPS).pages
            near_one = known.spare(COMFORTABLE, 1) > -(SURE - 1) * known.laid.height
            return 1 if near_one and measure(COMFORTABLE).pages == 1 else MOST_PAGES

        near, lost = NEAR[edition.large], LOST[edition.large]
        known = known or measure(STEPS if edition.large else COMFORTABLE)
        goal = goal_of(known)
        step = known.step if known.pages == goal and known.step < STEPS else known.reckoned(goal, lost)
        below, fits = -1, STEPS if STEPS in made else STEPS + 1
        while True:
            now = measure(step)
            if now.pages <= goal:
                fits = step
            else:
                below = step
            if below == STEPS:
                return now
            if fits <= STEPS and (fits - below <= near or (fits == step and now.reckoned(goal) > fits - near)):
                return _with_text_on_the_last_page(measure(fits), (measure(looser) for looser in range(fits - 2, below, -2)))
            step = _between(below, fits, now.reckoned(goal, lost), guessing=below < 0 or fits > STEPS)

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


fitting_of = lru_cache(2)(Fitting)
"""The fitting of a source, for as long as its sheets and the Word files that are like them are made."""


def _with_text_on_the_last_page(now: Measured, looser: Iterable[Measured]) -> Measured:
    """The box alone on a page leaves most of it empty: then the first looser layout with as many pages that brings text there, where one does."""
    if now.laid.on(now.pages):
        return now
    as_long = takewhile(lambda other: other.pages <= now.pages, looser)
    return next((other for other in as_long if other.laid.on(other.pages)), now)


def _between(below: int, fits: int, likely: int, guessing: bool) -> int:
    """The next step to measure. Where pages break badly, reckoning leads astray: once a step on either side is known, halve what is between."""
    if not guessing:
        return (below + fits) // 2
    return min(max(likely, below + 1), fits - 1, below + LEAP if below >= 0 else STEPS)

"""How finished a session or handout is: `status` in its front matter. Whether a clinician has signed it is another matter, `review`."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from builder.codes import CODES
from builder.finding import Finding

Level = Literal["draft", "adopted", "full"]
"""`draft`: unfinished, and shown by `groupwork serve` alone. `adopted`: a program's own text from before, published while it is brought up to the standard.
`full`: all that the check asks for."""

LEVELS: tuple[Level, ...] = ("draft", "adopted", "full")
DRAFT: Level = "draft"


def lowest(*levels: Level) -> Level:
    """What a text is that stands in another, or is made from one: never more finished than that."""
    return min(levels, key=LEVELS.index)


def weighed(found: Finding, level: Level) -> Finding:
    """A finding as much as it weighs in a text of this level: what is unfinished is told and stops nothing, but for what is fixed."""
    fixed = CODES[found.code].fixed
    stops = level == "full" or fixed == "always" or (fixed == "published" and level == "adopted")
    return found if stops or not found.is_error else replace(found, present="warning")

"""The ways to have a handout on paper, and the settings that the templates take for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Paper = Literal["letter", "a4"]
PAPERS: dict[Paper, str] = {"letter": "us-letter", "a4": "a4"}
HEIGHTS: dict[Paper, float] = {"letter": 792.0, "a4": 841.89}
"""Points from edge to edge."""
STEPS = 16
"""Layouts from the most generous (0) to the tightest."""


@dataclass(frozen=True)
class Edition:
    """One way to have a handout, by its name: `letter`, `a4-fillable`, `letter-large`."""

    name: str

    @property
    def paper(self) -> Paper:
        return next(paper for paper in PAPERS if self.name.startswith(paper))

    @property
    def write(self) -> Literal["pen", "screen"]:
        return "screen" if "fillable" in self.name else "pen"

    @property
    def large(self) -> bool:
        """18 points."""
        return "large" in self.name


LARGE = {"print": "large", "size": "18", "pitch": "1.5", "gap": "0.7", "room": "13", "cell": "26", "margin": "18"}
"""Large print: 18 points, one and a half lines from baseline to baseline."""


def inputs(edition: Edition, step: int | None) -> dict[str, str]:
    """The settings of an edition, at a step where it is fitted to its pages."""
    return {"paper": PAPERS[edition.paper], "write": edition.write, **(LARGE if step is None else _fitted(step))}


def _fitted(step: int) -> dict[str, str]:
    """Space goes first, then the size of the letters, from 12 to 11.5 points."""
    tight = step / STEPS

    def between(loose: float, close: float) -> str:
        return f"{loose + (close - loose) * tight:.3f}"

    return {
        "print": "normal",
        "size": "12.0" if tight <= 0.75 else "11.5",
        "pitch": between(1.46, 1.2),
        "gap": between(0.8, 0.25),
        "room": between(11, 7.5),
        "cell": between(17, 8.5),
        "written": between(1, 0.84),
        "drawing": between(62, 36),
        "margin": f"{margin(step):.3f}",
    }


def margin(step: int) -> float:
    """Millimetres left and right of the text; templates/print/handout.typ takes 3 mm less above it and 1 mm less below."""
    return 19 - 4 * step / STEPS

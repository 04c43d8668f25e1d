"""The ways to have a handout on paper, and the settings that the templates take for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from builder.text.sheets import Paper

PAPERS: Mapping[Paper, str] = {"letter": "us-letter", "a4": "a4"}
POSTER_PAPERS: Mapping[str, str] = {"letter": PAPERS["letter"], "a4": PAPERS["a4"], "tabloid": "us-tabloid", "a3": "a3"}
STEPS = 16
"""Layouts from the most generous (0) to the tightest."""


@dataclass(frozen=True)
class Edition:
    """One way to have a handout, by its name: `letter`, `a4-fillable`, `letter-large`; or its cards, `cards-a4`."""

    name: str

    @property
    def paper(self) -> Paper:
        return "a4" if "a4" in self.name else "letter"

    @property
    def write(self) -> Literal["pen", "screen"]:
        return "screen" if "fillable" in self.name else "pen"

    @property
    def by_pen(self) -> Edition:
        """The same sheet to write on by hand."""
        return Edition(self.name.replace("-fillable", ""))

    @property
    def on_letter(self) -> Edition:
        return Edition(self.name.replace("a4", "letter"))

    @property
    def large(self) -> bool:
        """18 points."""
        return "large" in self.name


def inputs(edition: Edition, step: int) -> dict[str, Any]:
    """The settings of an edition at a step of its fitting."""
    return {"paper": PAPERS[edition.paper], "write": edition.write, **(_large(step) if edition.large else _normal(step))}


def _normal(step: int) -> dict[str, str]:
    """Space goes first, then the size of the letters, from 12 to 11.5 points."""
    return {
        "print": "normal",
        "size": "12.0" if step <= 0.75 * STEPS else "11.5",
        "pitch": between(1.46, 1.18, step),
        "gap": between(0.8, 0.22, step),
        "room": between(11, 7.5, step),
        "cell": between(17, 8.5, step),
        "written": between(1, 0.78, step),
        "drawing": between(62, 34, step),
        "margin": f"{margin(step):.3f}",
    }


def _large(step: int) -> dict[str, str]:
    """Letters of 18 points at every step; lines stand one and a half to one and a quarter of that apart."""
    return {
        "print": "large",
        "size": "18",
        "pitch": between(1.5, 1.25, step),
        "gap": between(0.7, 0.3, step),
        "room": between(13, 11, step),
        "cell": between(26, 16, step),
        "drawing": between(95, 70, step),
        "margin": f"{margin(step):.3f}",
    }


def margin(step: int) -> float:
    """Millimetres left and right of the text, so that a punched hole meets no letter; templates/print/handout.typ takes 4 mm less above it."""
    return 19 - 3 * step / STEPS


def between(loose: float, close: float, step: int) -> str:
    """A setting at a step, from the most generous to the tightest."""
    return f"{loose + (close - loose) * step / STEPS:.3f}"

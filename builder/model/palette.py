"""The colours that a module may have: one table, palette.toml, for both sites and all that is printed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct, convert

ColorName = Literal["teal", "indigo", "plum", "clay", "moss", "ochre", "slate", "berry", "pine", "navy"]


class Paint(Struct, frozen=True):
    """`line` for text and lines, `soft` for a fill behind text in that colour; both as `#rrggbb`."""

    line: str
    soft: str


class Color(Struct, frozen=True):
    """A colour as it is in each place where it is seen."""

    light: Paint
    dark: Paint
    paper: Paint


PALETTE: Mapping[ColorName, Color] = convert(
    tomllib.loads(Path(__file__).with_name("palette.toml").read_text(encoding="utf-8")), Mapping[ColorName, Color]
)

READABLE = 4.5
"""The least contrast that text has to what it stands on, as WCAG 2 reckons it."""
WHITE = "#ffffff"
"""Paper."""


def contrast(one: str, other: str) -> float:
    """Of two colours written `#rrggbb`, from 1 to 21, as WCAG 2 reckons it."""
    low, high = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (channels(one), channels(other)))
    return (high + 0.05) / (low + 0.05)


def channels(color: str) -> tuple[float, float, float]:
    """Red, green and blue of `#rrggbb` as amounts of light."""
    red, green, blue = (value / 255 for value in bytes.fromhex(color[1:]))
    return _light(red), _light(green), _light(blue)


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

"""The colours that a module may have: one table, palette.toml, for both sites and all that is printed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct, convert

ColorName = Literal["teal", "indigo", "plum", "clay", "moss", "ochre", "slate", "berry", "pine"]


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

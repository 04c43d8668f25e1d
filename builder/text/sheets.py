"""Sheets of paper and lengths on them, in points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

MM = 72 / 25.4
"""Points of a millimetre."""
Paper = Literal["letter", "a4"]
SHEETS: Mapping[Paper, tuple[float, float]] = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
"""Width and height."""

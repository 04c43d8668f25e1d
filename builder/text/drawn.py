"""Places to write in a drawing: each is a `<rect>` with a field for its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PLACE = re.compile(r"<rect(?P<box>[^>]*?)\s*>\s*<title>\s*\[(?P<field>[^\[\]]*)\]\s*</title>\s*</rect>")
_SIZE = re.compile(r'font-size="([0-9]{1,6}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})"')
_VIEW = re.compile(r'viewBox="([^"]+)"')


@dataclass(frozen=True)
class MarkedBox:
    """A rectangle of a drawing that is a place to write: the field as its author wrote it, and where it stands, in shares of the drawing."""

    field: str
    box: tuple[float, float, float, float]
    """Left, top, width, height."""


def marked(svg: str) -> Iterator[MarkedBox]:
    """The places to write of a drawing, in its order."""
    across, down, width, height = view_of(svg)
    for found in _PLACE.finditer(svg):
        box = found["box"]
        left, top, wide, high = (_number(box, key) for key in ("x", "y", "width", "height"))
        shares = ((left - across) / width, (top - down) / height, wide / width, high / height)
        yield MarkedBox(" ".join(found["field"].split()), shares)


def without_marks(svg: str) -> str:
    """The drawing with its rectangles, and without the fields: what a pen, and an eye, gets."""
    return _PLACE.sub(r"<rect\g<box>/>", svg)


def view_of(svg: str) -> tuple[float, float, float, float]:
    """Left, top, width and height of what a drawing shows, in numbers that were looked at when it was read; twice as wide as high when it does not say."""
    found = _VIEW.search(svg)
    numbers = [float(number) for number in re.split(r"[\s,]+", found[1].strip())] if found else []
    if len(numbers) != 4 or min(numbers[2:]) <= 0:
        return 0, 0, 2, 1
    return numbers[0], numbers[1], numbers[2], numbers[3]


def shape_of(svg: str) -> float:
    """Height of a drawing by its width."""
    _, _, width, height = view_of(svg)
    return height / width


def letters_of(svg: str) -> float:
    """The height of a drawing's smallest letters by its width; 0 where it has no words."""
    return min(map(float, _SIZE.findall(svg)), default=0.0) / view_of(svg)[2]


def _number(attributes: str, key: str) -> float:
    found = re.search(rf'\s{key}="(-?[0-9.]+)"', attributes)
    return float(found[1]) if found else 0.0

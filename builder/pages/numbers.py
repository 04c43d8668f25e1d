"""Numbers by which style sheets draw: minutes to scale, a share, a place on a drawing. A page says them in attributes, and a style sheet of its own turns each
into a variable: no element has a style, so that a content security policy need allow none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from markupsafe import Markup

from builder.text.markup import attributes_of

SCALE, PLACES = "assets/css/scale.css", "assets/css/places.css"
_WHOLE: Mapping[str, tuple[int, str]] = {
    "minutes": (600, ""),
    "kept": (100, "%"),
    "share": (100, ""),
    "across": (12, ""),
    "columns": (12, ""),
    "column": (12, ""),
    "row": (99, ""),
}
"""Whole numbers: the largest that is told apart, and its unit."""
_SHARES = ("x", "y", "w", "h")
"""Shares of a hundred, to a tenth."""


def numbers_of(**numbers: float) -> dict[str, str]:
    """The attributes of an element that say these numbers; what is larger than a style sheet can tell counts as the largest."""
    return {f"data_n_{name}": _said(name, number) for name, number in numbers.items()}


def numbered(**numbers: float) -> Markup:
    """The same as they stand in a tag."""
    return attributes_of(**numbers_of(**numbers))


def _said(name: str, number: float) -> str:
    return f"{min(max(number, 0), 100):.1f}" if name in _SHARES else str(min(max(int(number), 0), _WHOLE[name][0]))


def number_sheets(site: str, page: str) -> tuple[str, ...]:
    """The style sheets of a site that the numbers in a page need."""
    return tuple(path for path, names in _names(site).items() if any(f" data-n-{name}=" in page for name in names))


def number_files(site: str) -> dict[str, bytes]:
    """The style sheets of a site."""
    rules = {SCALE: _scale, PLACES: _places}
    return {path: "".join(rules[path]()).encode() for path in _names(site)}


def _names(site: str) -> Mapping[str, Collection[str]]:
    """Of each style sheet of a site, the numbers: participants have nothing that is drawn to scale."""
    return {PLACES: _SHARES} if site == "participants" else {SCALE: _WHOLE, PLACES: _SHARES}


def _scale() -> Iterator[str]:
    for name, (largest, unit) in _WHOLE.items():
        yield from (f'[data-n-{name}="{number}"]{{--{name}:{number}{unit}}}\n' for number in range(largest + 1))


def _places() -> Iterator[str]:
    """The whole before the point and the tenth behind it, each by itself: a hundred rules and ten, where there would be a thousand."""
    for name in _SHARES:
        yield from (f'[data-n-{name}^="{number}."]{{--{name}0:{number}%}}\n' for number in range(101))
        yield from (f'[data-n-{name}$=".{tenth}"]{{--{name}:calc(var(--{name}0) + .{tenth}%)}}\n' for tenth in range(10))

"""A layout that has room left: where a page may end earlier so that two are filled alike, and what places to write and gaps get of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from builder.text.sheets import MM

HIGHEST: Mapping[bool, Mapping[str, float]] = {
    False: {"line": 14 * MM, "cell": 18 * MM, "mark": 13 * MM, "blank": 11 * MM},
    True: {"line": 16 * MM, "cell": 22 * MM, "mark": 16 * MM, "blank": 15 * MM},
}
"""Points that one line to write on may have, by its kind, in normal and in large print: more looks like a mistake."""
WIDEST_GAP = {False: 9.0, True: 16.0}
"""Points that a gap between two blocks may grow by; one before a heading by twice as much."""
UNEVEN = 70.0
"""Points by which the last page may be emptier than the one before it, until a break is moved."""
LAST = 0.6
"""How empty the last page is best, beside the one before it: a gap over the box is seen more than one at the foot of a page."""
SAFE = 6.0
"""Points that are never given away: what is told of a layout is true to a few."""


@dataclass(frozen=True)
class Room:
    """A place to write: how many lines it has, and how high each is now."""

    name: str
    kind: str
    lines: int
    height: float
    page: int


@dataclass(frozen=True)
class Laid:
    """Where the blocks of one layout end, as the template tells it. Heights are points from the top of a page."""

    pages: int
    top: float
    bottom: float
    between: float
    blocks: tuple[Mapping[str, Any], ...]
    """`number`; `end`, page and height; `next`, the page on which the next block begins; `breaks`, whether a page may end behind it; `opens`: a heading follows."""
    rooms: tuple[Room, ...]
    help: tuple[int, float]
    """Page and height at which the box at the foot begins."""
    box: float
    """Its height."""

    @property
    def height(self) -> float:
        """Of the text on a page."""
        return self.bottom - self.top

    @property
    def places(self) -> list[int]:
        """The page on which each block ends."""
        return [block["end"][0] for block in self.blocks]

    @property
    def text(self) -> float:
        """How high the text stands over all its pages."""
        page, end = self.blocks[-1]["end"] if self.blocks else (1, self.top + self.between)
        return float((page - 1) * self.height + end - self.between - self.top)

    def on(self, page: int) -> list[Mapping[str, Any]]:
        """The blocks that end on this page."""
        return [block for block in self.blocks if block["end"][0] == page]

    def free(self, page: int) -> float:
        """Points that this page has left; none where a block goes on to the next one, since it fills the page."""
        here, last = self.on(page), page == self.help[0]
        if not last and (not here or here[-1]["next"] == page):
            return 0.0
        floor = self.bottom - self.box - self.between if last else self.bottom
        return max(0.0, float(floor - (here[-1]["end"][1] if here else self.top)))


def laid(told: Mapping[str, Any]) -> Laid:
    """A layout as handout.typ tells it."""
    rooms = tuple(Room(**room) for room in told["rooms"])
    return Laid(**{**told, "blocks": tuple(told["blocks"]), "rooms": rooms, "help": tuple(told["help"])})


def earlier_break(now: Laid) -> int | None:
    """The number of the block before a heading with which the last page but one should end, so that the last two are filled alike; None where they are, or none helps."""
    last = now.help[0]
    upper, lower = now.free(last - 1), now.free(last)
    if lower - upper < UNEVEN:
        return None
    end = now.bottom - upper
    moved = {block["number"]: end - block["end"][1] for block in now.on(last - 1) if block["opens"] and block["breaks"]}
    apart = {number: abs(lower - more - LAST * (upper + more)) for number, more in moved.items() if 0 < more < lower - SAFE}
    best = min(apart, key=apart.__getitem__, default=None)
    return best if best is not None and (apart[best] < lower - upper or not now.on(last)) else None


def spread(now: Laid, large: bool, share: float = 1.0) -> dict[str, float]:
    """Points for each line of each place to write, by its name, and for each gap, by the number of the block above it."""
    return {name: round(points, 2) for page in range(1, now.help[0] + 1) for name, points in _on_page(now, page, large, share) if points >= 0.5}


def _on_page(now: Laid, page: int, large: bool, share: float) -> Iterable[tuple[str, float]]:
    free = now.free(page) * share - SAFE
    rooms = {room: max(0.0, HIGHEST[large][room.kind] - room.height) for room in now.rooms if room.page == page}
    if free <= 0:
        return
    each = _level(((room.lines, most) for room, most in rooms.items()), free)
    for room, most in rooms.items():
        yield room.name, min(each, most)
    free -= sum(room.lines * min(each, most) for room, most in rooms.items())
    gaps = {block["number"]: 2 if block["opens"] else 1 for block in now.blocks if block["end"][0] == page and block["breaks"]}
    gaps = dict(list(gaps.items())[:-1])
    each = min(WIDEST_GAP[large], free / max(1, sum(gaps.values())))
    for number, weight in gaps.items():
        yield str(number), each * weight


def _level(wants: Iterable[tuple[int, float]], free: float) -> float:
    """What each line gets, so that together they take all that is free, or all they may."""
    level, waiting = 0.0, sorted(wants, key=lambda want: want[1])
    lines = sum(number for number, _ in waiting)
    for number, most in waiting:
        if (most - level) * lines >= free:
            return level + free / lines
        free -= (most - level) * lines
        level, lines = most, lines - number
    return level

"""Three texts, line by line: what a program's own was made from, what became of it there, and what became of it in the library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

YOURS, BASE, MIDDLE, THEIRS = "<<<<<<< yours", "||||||| what yours was made from", "=======", ">>>>>>> the library's"
"""The lines around a place that both have changed; check refuses a text with one of them (`merge-mark`)."""

ChangedBy = Literal["neither", "yours", "library", "alike", "both"]
"""Who changed a part: `alike` where both made the same of it."""


@dataclass(frozen=True)
class Stretch:
    """Some lines of each text, and who changed them. `line` is that of the program's own text, from 1."""

    side: ChangedBy
    line: int
    base: tuple[str, ...]
    own: tuple[str, ...]
    library: tuple[str, ...]

    @property
    def merged(self) -> tuple[str, ...]:
        match self.side:
            case "library":
                return self.library
            case "both":
                return (YOURS, *self.own, BASE, *self.base, MIDDLE, *self.library, THEIRS)
            case _:
                return self.own


def parts_of(base: str, own: str, library: str) -> tuple[Stretch, ...]:
    """The three texts in parts, in their order: together the own lines of all parts are the own text."""
    lines = [text.split("\n") for text in (base, own, library)]
    return tuple(_parts(*lines))


def merged(parts: Sequence[Stretch]) -> str:
    """One text of all parts; where both changed a part, both stand in it between marks."""
    return "\n".join(line for part in parts for line in part.merged)


def _parts(base: list[str], own: list[str], library: list[str]) -> Iterator[Stretch]:
    """Between lines that all three share stand those that someone changed."""
    at = mine = theirs = 0
    for start, own_start, library_start, length in _shared(base, own, library):
        changed = (base[at:start], own[mine:own_start], library[theirs:library_start])
        if any(changed):
            yield _part(mine + 1, *changed)
        at, mine, theirs = start + length, own_start + length, library_start + length
        if length:
            same = tuple(base[start:at])
            yield Stretch("neither", own_start + 1, base=same, own=same, library=same)


def _part(line: int, base: list[str], own: list[str], library: list[str]) -> Stretch:
    side: ChangedBy = "alike" if own == library else "library" if own == base else "yours" if library == base else "both"
    return Stretch(side, line, base=tuple(base), own=tuple(own), library=tuple(library))


def _shared(base: list[str], own: list[str], library: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines that stand in all three: where in each, and how many; an empty one at the end."""
    left, right = (list(SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()) for other in (own, library))
    first = second = 0
    while first < len(left) and second < len(right):
        (a, b, n), (c, d, m) = left[first], right[second]
        start, end = max(a, c), min(a + n, c + m)
        if start < end:
            yield start, b + start - a, d + start - c, end - start
        if a + n <= c + m:
            first += 1
        else:
            second += 1
    yield len(base), len(own), len(library), 0


_WORDS = re.compile(r"\s+|[^\s]+")


def in_words(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[Literal["same", "gone", "new"], str], ...]:
    """What became of some lines, word by word: each run of words that stayed, went or came."""
    old, new = (_WORDS.findall("\n".join(lines)) for lines in (before, after))
    found: list[tuple[Literal["same", "gone", "new"], str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(old[a:b])))
            continue
        found += [("gone", "".join(old[a:b]))] if b > a else []
        found += [("new", "".join(new[c:d]))] if d > c else []
    return tuple(found)

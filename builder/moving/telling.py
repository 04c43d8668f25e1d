"""What a move or a retirement changes, file by file, as a person reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from builder.moving.rewriting import Changes, own_file
from builder.planner.words import counted

_WIDEST = 160


def told(root: Path, changes: Changes, lines: bool = False) -> Iterator[str]:
    """A line for each file or folder that goes somewhere else, is changed or goes; with `lines` each changed line too, as it is and as it will be."""
    moved = changes.moved
    for (old, new), count in Counter(_differing(*pair) for pair in moved.items()).items():
        yield f"  {old} -> {new}" + (f" ({count} files)" if count > 1 else "")
    for new, old in sorted(changes.placed.items()):
        if new != old and old not in moved:
            yield f"  {old} is copied to {new}"
    for file in sorted(changes.gone - moved.keys()):
        yield f"  {file} goes"
    for file, text in sorted(changes.texts.items()):
        pieces = list(_pieces(own_file(root, file).read_bytes().decode("utf-8"), text))
        yield f"  {file}: {counted(sum(max(len(before), len(after)) for _, before, after in pieces), 'line')}"
        if lines:
            for number, before, after in pieces:
                alike = [_same(*pair) for pair in zip_longest(before, after, fillvalue="")]
                yield from (f"    {number + place}: - {_short(line, alike[place])}" for place, line in enumerate(before))
                yield from (f"    {number + place}: + {_short(line, alike[place])}" for place, line in enumerate(after))


def _differing(old: str, new: str) -> tuple[str, str]:
    """Two paths without what they end in alike: of files of one folder that goes somewhere else, the folder."""
    before, after = old.split("/"), new.split("/")
    while len(before) > 1 and len(after) > 1 and before[-1] == after[-1]:
        before.pop()
        after.pop()
    return "/".join(before), "/".join(after)


def _pieces(before: str, after: str) -> Iterator[tuple[int, list[str], list[str]]]:
    """The first line of each piece that differs, what stands there, and what will stand there."""
    old, new = before.split("\n"), after.split("\n")
    for kind, start, end, begin, finish in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield start + 1, old[start:end], new[begin:finish]


def _same(one: str, other: str) -> int:
    """How many letters two lines begin with alike."""
    return next((at for at, (here, there) in enumerate(zip(one, other, strict=False)) if here != there), min(len(one), len(other)))


def _short(line: str, at: int) -> str:
    """A line, of a long one what stands around its letter number `at`."""
    start = max(at - _WIDEST // 2, 0) if len(line) > _WIDEST else 0
    shown = line[start : start + _WIDEST].strip()
    return f"{'...' if start else ''}{shown}{'...' if start + _WIDEST < len(line) else ''}"

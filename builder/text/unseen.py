"""Characters that no text may hold: nobody sees them, and some end a line, turn round what stands beside them, or are no letters in any format that is written."""

from __future__ import annotations

import re
import unicodedata

from builder.finding import UNSEEN, Finding, Place

_SEEN = frozenset("LNPS")
"""Kinds of characters that a reader sees, as the first letter of their category: letters, numbers, marks of punctuation, symbols."""
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Of those kinds, and blank all the same."""
_UNSEEN, _IN_A_LINE = re.compile(f"[{UNSEEN}]"), re.compile(f"[{UNSEEN}\n]")


def unseen(text: str, place: Place, in_a_line: bool = False) -> Finding | None:
    """The first such character of a text that begins at a place, where it has any: `character-unseen`. `in_a_line` no line ends either."""
    found = (_IN_A_LINE if in_a_line else _UNSEEN).search(text)
    if found is None:
        return None
    before = text[: found.start()]
    down = before.count("\n")
    column = len(before) - before.rfind("\n") if down else place.column + len(before)
    message = f"a character that nobody sees stands here: {name_of(found[0])}"
    return Finding(Place(place.file, place.line + down, column), "character-unseen", message, "delete it, and type the words beside it anew")


def is_seen(text: str) -> bool:
    """Whether there is anything in a text that a reader sees: no space, joiner or filler is."""
    return any(unicodedata.category(character)[0] in _SEEN and character not in _FILLERS for character in text)


def name_of(character: str) -> str:
    """`U+202E, right-to-left override`."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}{f', {name}' if name else ''}"

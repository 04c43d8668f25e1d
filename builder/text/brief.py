"""A timed part of a guide in short, in its own words: for who leads with someone and watches, and for a timer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.text.guide import Cue, Part
from builder.text.tree import Block, List, Paragraph, Quote, plain

BRIEF = {"": "Does", "Say": "Says", "Ask": "Asks", "Do": "Does"}
"""The cues that say what the one who leads does, by what their first sentences stand under."""
EXERCISES = 6
"""The most lengths that a part offers for its timer."""

SHORT = 30
"""Letters under which a first sentence is but a name, "Together (6 min).", and the next one goes with it."""
_SENTENCE = re.compile(rf"(.{{{SHORT},}}?[.?!]['\"’”)]*)(?:\s|\Z)")
_NUMBERS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
}
_LENGTH = re.compile(rf"(?<!half )\b(?P<number>[1-9][0-9]?|{'|'.join(_NUMBERS)})[ -]min(?:ute)?s?\b", re.I)


def brief(part: Part) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """`[("Says", first sentences), ...]`: what the one who leads says and does, the first sentence of each paragraph and list item."""
    found = ((BRIEF[cue.label], tuple(_first(words) for words in _texts(cue.blocks))) for cue in part.cues if cue.label in BRIEF)
    return tuple((label, lines) for label, lines in found if lines)


def exercises(part: Part) -> tuple[int, ...]:
    """The minutes that the part gives for something done inside it, each once, as they come: of what stands under **Do**, and of all of a practice."""
    words = " ".join(plain(cue.blocks) for cue in part.cues if cue.label == "Do" or _is_practice(part, cue))
    minutes = (int(_NUMBERS.get(found["number"].lower(), found["number"])) for found in _LENGTH.finditer(words))
    return tuple(dict.fromkeys(one for one in minutes if one < (part.minutes or 0)))[:EXERCISES]


def _is_practice(part: Part, cue: Cue) -> bool:
    return part.kind in ("practice", "practise") and cue.label in ("", "Say")


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Quote):
            yield from _texts(block.blocks)
        elif isinstance(block, List):
            yield from (plain(item.blocks[:1]) for item in block.items)
        elif isinstance(block, Paragraph):
            yield plain((block,))


def _first(words: str) -> str:
    found = _SENTENCE.match(words)
    return words if not found or found[1] == words else f"{found[1]} …"

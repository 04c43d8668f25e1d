"""An item that somebody has to decide about, as it is shown: what each side has changed, word by word, and what there is to know beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from builder.adopting.threeway import in_words
from builder.adopting.updating import Adopted, Since, Texts3, texts_of_item

SAID: Mapping[Since, str] = {
    "new": "new in the library",
    "newer": "newer in the library",
    "gone": "gone from the library",
    "kept": "yours, kept",
    "both": "yours, and the library's has changed since",
    "retired": "yours, and the library has given its own up",
}
"""What is said of the items of each state; of the others nothing has to be."""


@dataclass(frozen=True)
class OneSide:
    """What one side made of some lines, from `line` of the program's text on; `shared` where the other side changed them too."""

    side: Literal["library", "yours"]
    line: int
    shared: bool
    words: Sequence[tuple[Literal["same", "gone", "new"], str]]


@dataclass(frozen=True)
class Comparison:
    item: Adopted
    changes: tuple[OneSide, ...]
    joins: bool
    """Whether both texts can be joined."""
    note: str


def compared(root: Path, item: Adopted) -> Comparison:
    """An item of the program's own beside the library's text."""
    if item.state == "retired" or not item.in_library:
        return Comparison(item, (), joins=False, note="The library has given this text up. To accept that is to leave yours; it is kept aside.")
    if not item.is_text:
        return Comparison(item, (), joins=False, note="A drawing: open both files to compare them.")
    texts = texts_of_item(root, item)
    lost = "" if texts.base is not None else "The text that yours was made from is not kept any more: every difference is shown as one of both."
    return Comparison(item, tuple(_changes(texts)), joins=True, note=lost)


def _changes(texts: Texts3) -> Iterator[OneSide]:
    for part in texts.parts:
        both = part.side == "both"
        if both or part.side == "yours":
            yield OneSide("yours", part.line, both, in_words(part.base, part.own))
        if both or part.side == "library":
            yield OneSide("library", part.line, both, in_words(part.base, part.library))

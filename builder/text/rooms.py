"""Lines and scales of a paragraph, each with the words right above it as its prompt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise

from markdown_it.token import Token

from builder.text.fields import Fields
from builder.text.spots import Spot, Spots
from builder.text.tree import Inline, Lines, Scale

_BREAKS = ("softbreak", "hardbreak")


def is_room(token: Token) -> bool:
    return token.type == "mark" and token.meta["kind"] == "block"


class RoomReader:
    """Turns a paragraph that holds `[lines ...]` or `[scale ...]` into room to write."""

    def __init__(self, spots: Spots, fields: Fields, inlines: Callable[[Token], tuple[Inline, ...]]):
        self.spots, self.fields, self.inlines = spots, fields, inlines

    def read(self, inline: Token) -> Iterator[Lines | Scale]:
        above: list[Token] = []
        last: Token | None = None
        for row in _rows(inline.children or []):
            mark = next(filter(is_room, row), None)
            if mark is None:
                above += row
                continue
            last = mark
            if mark.level or any(token is not mark and not _is_gap(token) for token in row):
                self._not_alone(self.spots.mark(inline, mark))
            if room := self.fields.room(" ".join(mark.content.split()), self.spots.mark(inline, mark)):
                yield replace(room, prompt=self._prompt(replace(inline, children=list(dropwhile(_is_gap, above)))))
            above = []
        if last and not all(map(_is_gap, above)):
            self._not_alone(self.spots.mark(inline, last))

    def _not_alone(self, spot: Spot) -> None:
        hint = "put it on the line below its prompt, or an empty line before it; and an empty line after it"
        self.spots.refuse("field-mark", spot, "[lines ...] and [scale ...] stand alone on their line", hint)

    def _prompt(self, words: Token) -> tuple[Inline, ...]:
        for mark in words.children or []:
            if mark.type == "mark" and mark.meta["kind"] == "blank":
                hint = "put an empty line between this sentence and the room below it"
                self.spots.refuse("field-mark", self.spots.mark(words, mark), "a blank cannot stand in a prompt", hint)
        return self.inlines(words)


def _is_gap(token: Token) -> bool:
    return token.type in _BREAKS or (token.type == "text" and not token.content.strip())


def _rows(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens of each line of a paragraph; each line but the first begins with its break."""
    starts = [0, *(place for place, token in enumerate(tokens) if token.type in _BREAKS)]
    return (tokens[start:end] for start, end in pairwise([*starts, len(tokens)]))

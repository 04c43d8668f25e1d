"""What an author's marks stand for, chosen for one audience before a word is parsed: passages, crisis lines, drawings.

A page for participants is parsed with the participants' wordings and nothing else, so no writer, view or template can meet the staff's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from builder.text.tree import Block, Inline
from builder.work.digest import digest_of, known_by
from builder.work.store import key_of

Audience = Literal["staff", "participants"]

_MARK = re.compile(r"\{\{\s*(?P<kind>passage|line)\s+(?P<name>[^{}]*?)\s*\}\}|\]\(\s*<?(?P<drawing>[^)\s>]+)")


class UnusableDrawing(Exception):
    """A drawing that cannot be shown; carries what is wrong and the next step."""

    def __init__(self, code: str, message: str, hint: str):
        self.code, self.message, self.hint = code, message, hint
        super().__init__(code, message, hint)


def no_drawing(name: str) -> str:
    raise UnusableDrawing("drawing-missing", f"'{name}' cannot stand here", "drawings stand in handouts and guides, beside their page")


@known_by("digest")
@dataclass(frozen=True)
class Inserts:
    """The wordings that pages of one audience and language may include, by id, and the drawings that one page shows, by name."""

    audience: Audience = "staff"
    language: str = "en"
    to_fill: bool = False
    """True for pages that people write on: a blank there has a name."""
    passages: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    """Every passage of the curriculum, whatever its wordings."""
    lines: Mapping[str, tuple[Inline, ...]] = field(default_factory=dict)
    drawings: Mapping[str, str | UnusableDrawing] = field(default_factory=dict)
    """SVG, or what is wrong with it."""
    left_out: frozenset[str] = frozenset()
    """Ids to which this page does not link, though it says so: the words of such a link stand alone."""

    def drawing(self, name: str) -> str:
        """The text of a drawing beside the page; raises UnusableDrawing."""
        found = self.drawings.get(name)
        if isinstance(found, str):
            return found
        raise found or UnusableDrawing("drawing-missing", f"'{name}' cannot stand here", "a drawing stands alone in its paragraph")

    def of(self, text: str, to_fill: bool, drawing: Callable[[str], str] = no_drawing, left_out: Container[str] = ()) -> Inserts:
        """What one page includes, of all that it may include; where it names what there is not, everything, for the nearest name."""
        if "{{" not in text and "](" not in text:
            return self._nothing[to_fill]
        named: dict[str, set[str]] = {"passage": set(), "line": set(), "drawing": set()}
        for found in _MARK.finditer(text):
            named[found["kind"] or "drawing"].add(found["name"] or found["drawing"])
        drawings = {name: _tried(drawing, name) for name in sorted(named["drawing"])}
        gone = frozenset(name for name in named["drawing"] if name in left_out)
        if not named["passage"] <= self.passages.keys() or not named["line"] <= self.lines.keys():
            return replace(self, to_fill=to_fill, drawings=drawings, left_out=gone)
        passages = {name: self.passages[name] for name in sorted(named["passage"])}
        lines = {name: self.lines[name] for name in sorted(named["line"])}
        chosen = replace(self, to_fill=to_fill, passages=passages, known=frozenset(), lines=lines, drawings=drawings, left_out=gone)
        chosen.__dict__["_parts"] = self._parts  # each passage is digested once, for all pages
        return chosen

    @cached_property
    def _nothing(self) -> tuple[Inserts, Inserts]:
        return Inserts(self.audience, self.language, False), Inserts(self.audience, self.language, True)

    @cached_property
    def _parts(self) -> dict[tuple[str, str], str]:
        """A digest of each passage and line, by kind and name. It is printed in what a syllabus is made from, so it does not know where types stand."""
        kinds = (("passage", self.passages), ("line", self.lines))
        return {(kind, name): key_of([repr(words)]) for kind, given in kinds for name, words in given.items()}

    @cached_property
    def digest(self) -> str:
        """Of all that can be included."""
        parts = [(key, self._parts[key]) for key in (*(("passage", name) for name in self.passages), *(("line", name) for name in self.lines))]
        return digest_of(
            (self.audience, self.language, self.to_fill, sorted(self.known), parts, sorted(map(repr, self.drawings.items())), sorted(self.left_out))
        )


def _tried(drawing: Callable[[str], str], name: str) -> str | UnusableDrawing:
    try:
        return drawing(name)
    except UnusableDrawing as problem:
        return problem


NOTHING = Inserts()

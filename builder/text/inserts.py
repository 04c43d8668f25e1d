"""What an author's marks stand for, chosen for one audience before a word is parsed: passages, crisis lines, drawings.

A page for participants is parsed with the participants' wordings and nothing else, so no writer, view or template can meet the staff's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from builder.finding import nearest, shortened
from builder.text.tree import Block, Inline
from builder.work.digest import digest_of, known_by
from builder.work.store import key_of

Audience = Literal["staff", "participants", "families"]

OWN_WORDS: Mapping[str, str] = {
    "program.name": "name",
    "program.phone": "contact: {phone: }",
    "program.hours": "contact: {hours: }",
    "program.email": "contact: {email: }",
    "program.address": "contact: {street: }",
    "program.on_duty": "on_duty: {phone: }",
}
"""Words in braces that stand for what is the program's own, each with where `program.yml` says it."""
STAFFS_WORDS = frozenset({"program.on_duty"})
"""Those of them that no text for participants can have."""

_MARK = re.compile(r"\{\{\s*(?P<kind>passage|line)\s(?P<name>[^{}]*)\}\}|\{\{\s*(?P<word>[a-z]+\.[a-z_]+)\s*\}\}|\]\(\s*<?(?P<drawing>[^)\s>]+)")


class Unusable(Exception):
    """What cannot stand where it stands; carries the code, what is wrong and the next step."""

    def __init__(self, code: str, message: str, hint: str):
        self.code, self.message, self.hint = code, message, hint
        super().__init__(code, message, hint)


class UnusableDrawing(Unusable):
    """A drawing that cannot be shown."""


class UnusableWord(Unusable):
    """A word in braces that stands for nothing here."""


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
    words: Mapping[str, str] = field(default_factory=dict)
    """What OWN_WORDS stand for; empty for what the program has not said."""
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
        named: dict[str, set[str]] = {"passage": set(), "line": set(), "word": set(), "drawing": set()}
        for found in _MARK.finditer(text):
            named[found["kind"] or str(found.lastgroup)].add((found["name"] or found["word"] or found["drawing"] or "").strip())
        words = {name: self.words[name] for name in sorted(named["word"] & self.words.keys())}
        drawings = {name: _tried(drawing, name) for name in sorted(named["drawing"])}
        gone = frozenset(name for name in named["drawing"] if name in left_out)
        if not named["passage"] <= self.passages.keys() or not named["line"] <= self.lines.keys():
            return replace(self, to_fill=to_fill, words=words, drawings=drawings, left_out=gone)
        passages = {name: self.passages[name] for name in sorted(named["passage"])}
        lines = {name: self.lines[name] for name in sorted(named["line"])}
        chosen = replace(self, to_fill=to_fill, passages=passages, known=frozenset(), lines=lines, words=words, drawings=drawings, left_out=gone)
        chosen.__dict__["_parts"] = self._parts  # each passage is digested once, for all pages
        return chosen

    def for_participants(self) -> Inserts:
        """For what participants read in a file of the staff's: none of the staff's words."""
        return replace(self, audience="participants", words={name: words for name, words in self.words.items() if name not in STAFFS_WORDS})

    def word(self, name: str) -> str:
        """What a word in braces stands for; raises UnusableWord for what is no word, is the staff's, or is not said in program.yml."""
        if name in STAFFS_WORDS and self.audience != "staff":
            raise UnusableWord(
                "word-audience", f"'{name}' is for staff, and no text for participants can have it", "write {{program.phone}}, or take it out"
            )
        if name not in OWN_WORDS:
            raise UnusableWord(
                "word-unknown", f"there is no word '{{{{{shortened(name)}}}}}'", nearest(name if "." in name else f"program.{name}", OWN_WORDS)
            )
        if not self.words.get(name):
            raise UnusableWord("word-empty", f"'{name}' stands here, and this program has not said it", f"fill in `{OWN_WORDS[name]}` in program.yml")
        return self.words[name]

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
        told = [sorted(map(repr, one.items())) for one in (self.words, self.drawings)]
        return digest_of((self.audience, self.language, self.to_fill, sorted(self.known), parts, *told, sorted(self.left_out)))


def _tried(drawing: Callable[[str], str], name: str) -> str | UnusableDrawing:
    try:
        return drawing(name)
    except UnusableDrawing as problem:
        return problem


NOTHING = Inserts()

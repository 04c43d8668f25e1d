"""What an author's marks stand for, chosen for one audience before a word is parsed: passages, crisis lines, drawings.

A page for participants is parsed with the participants' wordings and nothing else, so no writer, view or template can meet the staff's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from builder.markup.tree import Block, Inline

Audience = Literal["staff", "participants"]

_MARK = re.compile(r"\{\{\s*(?P<kind>passage|line)\s+(?P<name>[^{}\s]+)\s*\}\}|!\[[^\]]*\]\((?P<drawing>[^)\s]+)\)")


class UnusableDrawing(Exception):
    """A drawing that cannot be shown; carries what is wrong and the next step."""

    def __init__(self, code: str, message: str, hint: str):
        self.code, self.message, self.hint = code, message, hint
        super().__init__(message)


def _no_drawing(name: str) -> str:
    raise UnusableDrawing("drawing-missing", f"'{name}' cannot stand here", "drawings stand in handouts and guides, beside their page")


@dataclass(frozen=True)
class Inserts:
    """The wordings that pages of one audience and language may include, by id; `digests` are those of all that is named here, by kind and id."""

    audience: Audience = "staff"
    language: str = "en"
    to_fill: bool = False
    """True for pages that people write on: a blank there has a name."""
    passages: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    """Every passage of the curriculum, whatever its wordings."""
    lines: Mapping[str, tuple[Inline, ...]] = field(default_factory=dict)
    digests: Mapping[tuple[str, str], str] = field(default_factory=dict)
    drawing: Callable[[str], str] = _no_drawing
    """The text of the drawing of this name beside the page; raises UnusableDrawing."""
    drawing_digest: Callable[[str], str] = lambda name: ""

    def used(self, text: str) -> tuple[str, ...]:
        """Digests of everything that a text includes, in its order; none for a text that stands alone."""
        if "{{" not in text and "](" not in text:
            return ()
        return tuple(
            self.drawing_digest(found["drawing"]) if found["drawing"] else self.digests.get((found["kind"], found["name"]), "")
            for found in _MARK.finditer(text)
        )


NOTHING = Inserts()


def passages_named(text: str) -> tuple[str, ...]:
    """The passages that a text includes, each once."""
    return tuple(dict.fromkeys(found["name"] for found in _MARK.finditer(text) if found["kind"] == "passage"))

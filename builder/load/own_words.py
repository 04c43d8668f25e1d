"""Words in braces outside of Markdown: in front matter they are filled in, in other data they have no place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from builder.finding import Finding, shortened
from builder.text.inserts import UnusableWord
from builder.text.marked_yaml import KeyPath, Marked

_BRACES = re.compile(r"\{\{([^{}]*)\}\}")


def filled_in(marks: Marked, word: Callable[[str], str], findings: list[Finding], but: Collection[str] = ()) -> Marked:
    """The same data with what `word` gives for each word in braces; keys of `but` are Markdown, and read as that.

    Findings: those of UnusableWord, and `insert-mark` for a passage or a crisis line.
    """

    def of(value: Any, path: KeyPath) -> Any:
        if isinstance(value, str):
            return _BRACES.sub(lambda found: said(found[1].strip(), path), value) if "{{" in value else value
        if isinstance(value, list):
            return [of(one, (*path, index)) for index, one in enumerate(value)]
        if isinstance(value, dict):
            return {key: one if not path and key in but else of(one, (*path, key)) for key, one in value.items()}
        return value

    def said(name: str, path: KeyPath) -> str:
        try:
            if name.split()[:1] in (["passage"], ["line"]):
                message = f"'{{{{{shortened(name)}}}}}' cannot stand in front matter, which is plain text"
                raise UnusableWord("insert-mark", message, "write it below the front matter, or the words themselves")
            return word(name)
        except UnusableWord as problem:
            findings.append(Finding(marks.place(*path), problem.code, problem.message, problem.hint))
            return name

    return replace(marks, data=of(marks.data, ()))


def no_word(name: str) -> str:
    """For data that something else than this program reads too, and so has no words in braces."""
    raise UnusableWord("insert-mark", f"'{{{{{shortened(name)}}}}}' would be shown with its braces here", "write the words themselves")

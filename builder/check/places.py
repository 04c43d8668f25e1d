"""Places in a body, for findings about a text as a whole or about words whose position the tree does not keep."""

from __future__ import annotations

import re

from builder.finding import Place
from builder.model.base import Source


def beginning(source: Source) -> Place:
    """The first line of a body that says something; the line after the front matter when none does."""
    for offset, row in enumerate(source.body.split("\n")):
        if row.strip():
            return source.line(source.body_line + offset)
    return source.line(source.body_line)


def place_of(text: str, source: Source, line: int) -> Place:
    """Where a text begins that stands on or after `line`: its first words are looked for in the author's file."""
    rows = source.body.split("\n")[max(line - source.body_line, 0) :]
    words = re.findall(r"[A-Za-z0-9]+", text)[:4]
    found = re.search(r"[^A-Za-z0-9]+".join(words), "\n".join(rows))
    before = found.string[: found.start()] if found else ""
    return source.line(line + before.count("\n"), len(before) - before.rfind("\n"))

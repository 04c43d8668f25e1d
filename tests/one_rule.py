"""One rule alone, with nothing kept: what the memo is compared with."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from builder.check.rules import CheckRule, Rules, look, looks_of, run, seen_by, whole_of
from builder.finding import Finding
from builder.model.library import Library


def found_by(rule: CheckRule, library: Library, today: datetime.date) -> Iterator[Finding]:
    """What one rule finds in a library, with nothing kept."""
    looks = {name: look(Rules(()), *arguments[1:]) for name, arguments in looks_of(library)}
    whole = whole_of(library, today, looks)
    for kind, values in (("session", library.sessions), ("handout", library.handouts)):
        if kind in seen_by(rule):
            for value in values.values():
                yield from run(rule, {**whole, kind: value})
            return
    yield from run(rule, whole)

"""Rules of the check that weigh otherwise in this program, as those read them who ask why something was let through."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from builder.codes import CODES
from builder.model.library import Library
from builder.model.severity import weight_of

WEIGHTS = {"error": "stops what is published", "warning": "is told and stops nothing", "off": "is not told"}


class RuleRow(Struct, frozen=True, kw_only=True):
    """A rule by its code; `usual` and `present` say what it does to a text that breaks it, `about` why it was made, `why` why it is otherwise here."""

    code: str
    usual: str
    present: str
    about: str
    why: str


def changed_rules(library: Library) -> Iterator[RuleRow]:
    """Every rule whose weight `rules` in program.yml changes, by its code."""
    rules = library.program.meta.rules
    for code in sorted(rules):
        about, present = CODES[code], weight_of(code, rules)
        if present != about.severity:
            yield RuleRow(code=code, usual=WEIGHTS[about.severity], present=WEIGHTS[present], about=about.why, why=rules[code].why)

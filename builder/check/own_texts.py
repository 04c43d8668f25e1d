"""A program's own texts and the library's: whether they fit, and what nobody here has checked."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from builder.finding import Finding
from builder.model.library import Library


def library_is_as_locked(library: Library) -> Iterator[Finding]:
    """`library-changed`, `layer-retired`: found as the files were read."""
    yield from library.origins.findings


def lines_are_tried_here(library: Library) -> Iterator[Finding]:
    """`line-not-tried`: that the library's people looked a number up says nothing of this program's."""
    program = library.program
    names = [line.name for line in program.meta.crisis_lines if (line.id or line.name) in program.unchecked]
    if names:
        message = f"your own people have not tried {len(names)} of the crisis lines that come from the library: {', '.join(names)}"
        hint = 'call or text each, then write under `checked_here` in program.yml, as in {"988": 2027-01-31}'
        yield Finding(program.source.at("checked_here"), "line-not-tried", message, hint)


def address_leads_somewhere(library: Library) -> Iterator[Finding]:
    """`address-made-up`: names under .example belong to nobody, ever (RFC 2606). Those of a library by itself, which nobody prints from, are let be."""
    program = library.program
    host = urlsplit(program.meta.address).hostname or ""
    if library.origins.library and host.endswith(".example"):
        message = f"'{host}' is made up: short addresses and square codes on paper would lead nowhere"
        yield Finding(
            program.source.at("address"), "address-made-up", message, "write the address where the participants' site will stand, before you print"
        )

"""What only a layout tells, said by a check before anything is printed: which sheets take too many pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from builder.finding import Finding
from builder.model.library import Goals, Library
from builder.model.session import Handout, Module, Session
from builder.print.editions import STEPS, Edition, inputs
from builder.text.tree import Drawing, Lines, Node, Scale, Table, field_of, plain, walk
from builder.text.typeface import FOLDER
from builder.work.memo import Memo, Spread, here
from builder.work.store import digest_of_files

MOST_PAGES = 2
"""Of a sheet in normal print."""
TIGHTEST = Edition("letter-fillable")
"""The edition that takes most: Letter is shorter than A4, which holds the same lines, and scales are higher on a screen."""
HOLDS = 1250.0
"""Points of text that two pages hold at the tightest, beside the title and the box at the foot."""


def unfitting_sheets(library: Library, memo: Memo | None = None, spread: Spread = here) -> tuple[Finding, ...]:
    """`print-too-long` for every handout in every language; what may be near the limit is laid out, the rest is reckoned."""
    near = [session for session in library.sessions.values() if any(reckoned(page) > HOLDS for page in session.pages)]
    if not near:
        return ()
    templates = digest_of_files(FOLDER.parent)
    modules = {module.id: module for module in library.bare_modules}
    asked = {session.id: (session, modules[session.module], library.goals, templates) for session in near}
    memo = memo or Memo()
    kept = memo.every(unfitting_of, asked, spread, at_once=4)
    return tuple(found for findings in kept.values() for found in findings)


def unfitting_of(session: Session, module: Module, goals: Goals, templates: str) -> tuple[Finding, ...]:
    """Which of one session's handouts do not fit. `templates` is a digest of those that they are laid out by."""
    from builder.print.sheet import sheet_source  # what sets pages is loaded when there is something to set
    from builder.print.typesetter import count_pages, refusals_at

    modules = (replace(module, sessions=(session,)),)
    around = Library(program=goals.program, sources=goals.sources, language=goals.language, standards={}, modules=modules, tracks=())
    found: list[Finding] = []
    for page in session.pages:
        if reckoned(page) > HOLDS:
            with refusals_at(page.source.line(page.source.body_line), "the page"):
                found += too_long(page, count_pages(sheet_source(around, page), inputs(TIGHTEST, STEPS)), TIGHTEST)
    return tuple(found)


def too_long(page: Handout, pages: int, edition: Edition) -> Iterator[Finding]:
    """`print-too-long` for a page that takes so many at its tightest."""
    if pages > MOST_PAGES and not edition.large:
        message = f"at its tightest this takes {pages} pages of {edition.paper}; people keep what fits on {MOST_PAGES}"
        yield Finding(page.source.line(page.source.body_line), "print-too-long", message, "shorten it, or split it in two handouts")


def reckoned(page: Handout) -> float:
    """Points that a page is high at its tightest, rather too many than too few."""
    return sum(_height(node) for block in page.body.blocks for node in walk((block,)))


def _height(node: Node) -> float:
    field = field_of(node)
    match node:
        case Lines():
            return 34.0 + 26 * (field.rows if field else 1)  # they stay together, and leave the end of a page empty
        case Scale():
            return 62.0
        case Drawing():
            return 440.0 if node.places else 130.0
        case Table():
            return sum(30 + 14 * ceil(max(len(plain(cell)) for cell in row) / 12) for row in (node.head, *node.rows))
        case _ if hasattr(node, "line") and hasattr(node, "inlines"):
            return 28.0 + 14 * (len(plain((node,))) // 70)
        case _:
            return 12.0 if field else 0.0

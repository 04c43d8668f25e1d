"""What only a layout tells, said by a check before anything is printed: which sheets take too many pages, and which cards and posters are too full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from math import ceil

from builder.check.cards import may_be_full, wallet_may_be_full
from builder.finding import CurriculumError, Finding
from builder.model.library import Goals, Library
from builder.model.module import Module
from builder.model.program import AgreementLine
from builder.model.session import Cards, Handout, Session
from builder.print.editions import STEPS, Edition, inputs
from builder.text.tree import Drawing, Lines, Link, Node, Scale, Table, field_of, plain, walk
from builder.text.typeface import FOLDER
from builder.work.memo import Memo, Spread, here
from builder.work.store import digest_of_files

MOST_PAGES = 2
"""Of a sheet in normal print."""
TIGHTEST = Edition("letter-fillable")
"""The edition that takes most, but for many lines to write on and for links: scales are higher on a screen."""
HOLDS = 1250.0
"""Points of text that two pages hold at the tightest, beside the title and the box at the foot."""
WHOLE = 12
"""Lines to write on that stay on one page; templates/print/type.typ lets more go on."""
LINES, WORD = 50, 40
"""Lines that the poster of an agreement surely holds, with two for the end and the gap of each; and letters of a word."""


def unfitting_sheets(library: Library, memo: Memo | None = None, spread: Spread = here) -> tuple[Finding, ...]:
    """`print-too-long` for every handout, `poster-too-long` for every poster in every language, and the agreement, `card-too-long` for cards; what may be near the limit is laid out, the rest is reckoned.

    The texts of a library below were looked at there: what a program adds to the box at the foot may turn a page of theirs, and stops nothing.
    """
    near = [session for session in library.sessions.values() if any(map(_is_near, _own(session))) or any(map(may_be_full, _own_cards(session)))]
    long = agreement_may_be_full(library.program.meta.agreement)
    if not near and not long:
        return ()
    templates = digest_of_files(FOLDER.parent)
    modules = {module.id: module for module in library.bare_modules}
    asked = {session.id: (session, modules[session.module], library.goals, templates) for session in near}
    memo = memo or Memo()
    kept = memo.every(unfitting_of, asked, spread, at_once=4)
    agreed = memo.one(agreement_unfit, library.goals, templates) if long else ()
    return (*agreed, *(found for findings in kept.values() for found in findings))


def unfitting_of(session: Session, module: Module, goals: Goals, templates: str) -> tuple[Finding, ...]:
    """Which of one session's handouts, posters and cards do not fit. `templates` is a digest of those that they are laid out by."""
    from builder.print.cards import unfitting_cards  # what sets pages is loaded when there is something to set
    from builder.print.wall_poster import unfitting_words
    from builder.print.wallet import unfitting_wallet

    around = _around(goals, (replace(module, sessions=(session,)),))
    looks: list[Iterator[Finding]] = []
    for page in _own(session):
        if reckoned(page) > HOLDS:
            looks.append(_unfitting_page(around, page))
        if page.meta.poster:
            looks.append(unfitting_words(around, page))
        if wallet_may_be_full(page):
            looks.append(unfitting_wallet(around, page))
    looks += [unfitting_cards(around, cards) for cards in filter(may_be_full, _own_cards(session))]
    return tuple(found for look in looks for found in _told(look))


def _unfitting_page(around: Library, page: Handout) -> Iterator[Finding]:
    """`print-too-long` in the first edition that takes too many pages, and `print-refused`."""
    from builder.print.sheet import sheet_source
    from builder.print.typesetter import count_pages, refusals_at

    with refusals_at(page.source.line(page.source.body_line), "the page"):
        source = sheet_source(around, page)
        over = (one for edition in _tightest(page) for one in too_long(page, count_pages(source, inputs(edition, STEPS)), edition))
        yield from islice(over, 1)


def _told(look: Iterator[Finding]) -> Iterator[Finding]:
    """What is found; where Typst refuses something, that too, with all else that there is to find."""
    try:
        yield from look
    except CurriculumError as error:
        yield from error.findings


def _own(session: Session) -> Iterator[Handout]:
    return (page for page in session.pages if not page.source.is_librarys)


def _own_cards(session: Session) -> Iterator[Cards]:
    return (cards for cards in session.cards if not cards.source.is_librarys)


def _is_near(page: Handout) -> bool:
    return bool(page.meta.poster) or reckoned(page) > HOLDS or wallet_may_be_full(page)


def agreement_unfit(goals: Goals, templates: str) -> tuple[Finding, ...]:
    """Whether the group's agreement does not fit on its poster."""
    from builder.print.wall_poster import unfitting_agreement

    return tuple(_told(unfitting_agreement(_around(goals, ()))))


def agreement_may_be_full(agreement: Sequence[AgreementLine]) -> bool:
    """Whether print has to tell if there is room for it on its poster."""
    return agreement_lines(agreement) > LINES or any(len(word) > WORD for one in agreement for word in one.line.split())


def agreement_lines(agreement: Iterable[AgreementLine]) -> float:
    """Lines that it takes on its poster in the smallest letters, rather too many than too few."""
    return sum(2 + len(one.line) / 60 for one in agreement)


def _around(goals: Goals, modules: tuple[Module, ...]) -> Library:
    return Library(program=goals.program, sources=goals.sources, language=goals.language, standards={}, modules=modules, tracks=())


def _tightest(page: Handout) -> Iterator[Edition]:
    """The editions of which one takes most pages: by pen, many lines to write on go on to the next page, where on a screen they are one box, and addresses are printed."""
    yield TIGHTEST
    if any((isinstance(node, Lines) and node.field.rows > WHOLE) or isinstance(node, Link) for node in walk(page.body.blocks)):
        yield TIGHTEST.by_pen


def too_long(page: Handout, pages: int, edition: Edition) -> Iterator[Finding]:
    """`print-too-long` for a page that takes so many at its tightest.

    A text of the library has been looked at as the library prints it. What a program's own phone number, foot and crisis lines add to it may take a third page;
    that is theirs to have.
    """
    if page.source.is_librarys:
        return
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

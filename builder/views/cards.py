"""A set of cards to cut out: how a guide names it, and its page on the staff site."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from builder.model.library import Library
from builder.model.reference import Citation
from builder.model.session import Cards, Session
from builder.planner.words import counted
from builder.text.tree import Block, Cite, Heading, walk
from builder.views.common import citations, review_note
from builder.views.page import Page


class CardsLink(Struct, frozen=True):
    """`size` is what has to be printed: `16 cards on 2 sheets`. Nothing that stands on a card."""

    title: str
    size: str
    path: str


class CardsView(Struct, frozen=True, kw_only=True):
    """`cards` are the blocks of each, its title first; `across` is how many stand side by side on a sheet."""

    size: str
    cards: tuple[tuple[Block, ...], ...]
    across: int
    for_participants: bool
    session: str
    session_path: str
    sources: tuple[tuple[str, Citation], ...]
    review: str
    reviewed: bool


def cards_link(cards: Cards) -> CardsLink:
    return CardsLink(cards.meta.title, size_of_set(cards), cards.id)


def size_of_set(cards: Cards) -> str:
    """`16 cards on 2 sheets`."""
    return f"{counted(len(cards.cards), 'card')} on {counted(cards.sheets, 'sheet')}"


def cards_pages(library: Library, session: Session) -> Iterator[Page]:
    """A page of the staff site for each set of a session, those for participants too."""
    for cards in session.cards:
        shown = tuple((Heading(2, card.title, card.line), *card.blocks) for card in cards.cards)
        cited = dict.fromkeys(name for blocks in shown for node in walk(blocks) if isinstance(node, Cite) for name in node.sources)
        view = CardsView(
            size=size_of_set(cards),
            cards=shown,
            across=1 if cards.meta.cut == 2 else 2,
            for_participants=cards.meta.audience == "participants",
            session=session.meta.title,
            session_path=session.id,
            sources=citations(library, tuple(cited)),
            review=review_note(library, session),
            reviewed=session.approved,
        )
        yield Page(path=cards.id, title=cards.meta.title, template="cards.html", view=view, hide=("toc",))

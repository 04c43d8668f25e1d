"""Cards whose words have no room on them."""

from __future__ import annotations

from collections.abc import Iterator

from builder.finding import Finding, Place
from builder.model.session import Cards, Handout, Session
from builder.text.card_fit import GRIDS, SET_SIZES, WALLET, WALLET_SIZES, CardRoom, first_over, set_room, surely_fits, wallet_room
from builder.text.cards import Card, WalletCard
from builder.text.sheets import SHEETS, Paper
from builder.text.tree import Block, Words


def words_fit_on_cards(session: Session) -> Iterator[Finding]:
    """`card-too-long` on the cards of a session's sets, and on those for a wallet of its handouts in all languages."""
    for cards in session.cards:
        rooms = rooms_of(cards)
        for card in cards.cards:
            over = (paper for paper, room in rooms.items() if first_over(card.title, card.blocks, room) is not None)
            if (paper := next(over, None)) is not None:
                yield too_long(cards, card, paper)
    for handout in session.pages:
        yield from inspect_wallet(handout)


def too_long(cards: Cards, card: Card, paper: Paper) -> Finding:
    """That a card of a set has more words than go on it."""
    cut = cards.meta.cut
    message = f"the words of this card do not fit on it, with {cut} cards on a sheet of {paper} and letters of {SET_SIZES[-1]:g} points"
    larger = max((fewer for fewer in GRIDS if fewer < cut), default=None)
    hint = f"shorten it, or write `cut: {larger}` for larger cards" if larger else "shorten it, or make two cards of it"
    return Finding(cards.source.line(card.line), "card-too-long", message, hint)


def rooms_of(cards: Cards) -> dict[Paper, CardRoom]:
    """What each card of a set has, by paper."""
    return {paper: set_room(paper, cards.meta.cut, cards.meta.title, len(cards.cards)) for paper in SHEETS}


def wallet_sides(card: WalletCard) -> Iterator[tuple[str, tuple[Words, ...], tuple[Block, ...], list[CardRoom]]]:
    """Each side of a card for a wallet: what it is called, its title, its words and what it has for them on each paper."""
    for side, blocks in zip(("front", "back"), card.sides, strict=False):
        title = (Words(card.title),) if side == "front" else ()
        yield side, title, blocks, [wallet_room(paper, card.named and blocks == card.sides[-1]) for paper in WALLET]


def may_be_full(cards: Cards) -> bool:
    """Whether print has to tell if every card of a set has room for its words."""
    return not all(surely_fits(card.title, card.blocks, room) for room in rooms_of(cards).values() for card in cards.cards)


def wallet_may_be_full(handout: Handout) -> bool:
    """The same for its cards for a wallet."""
    sides = (side for card in handout.cards for side in wallet_sides(card))
    return not all(surely_fits(title, blocks, room) for _, title, blocks, rooms in sides for room in rooms)


def inspect_wallet(handout: Handout) -> Iterator[Finding]:
    """`card-too-long` at the first line that has no room on its card, whatever the paper."""
    source = handout.source
    for number, card in enumerate(handout.cards):
        for side, title, blocks, rooms in wallet_sides(card):
            over = [line for room in rooms if (line := first_over(title, blocks, room)) is not None]
            if over:
                at = source.line(min(over), card.column) if min(over) else source.at("cards", number, "title")
                yield too_long_for_wallet(card, side, at)


def too_long_for_wallet(card: WalletCard, side: str, at: Place) -> Finding:
    """That the front or back of a card for a wallet has more words than go on it."""
    message = f"the {side} of '{card.title}' has no room for what stands here, in letters of {WALLET_SIZES[-1]:g} points on a card of a wallet's size"
    return Finding(at, "card-too-long", message, "shorten it" if card.back else "shorten it, or write the rest under `back`")

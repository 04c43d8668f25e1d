"""Cards whose words have no room on them."""

from __future__ import annotations

from collections.abc import Iterator

from builder.finding import Finding
from builder.model.session import Cards, Handout, Session
from builder.text.card_fit import GRIDS, SET_SIZES, WALLET, WALLET_SIZES, first_over, set_room, wallet_room
from builder.text.cards import Card
from builder.text.sheets import SHEETS, Paper
from builder.text.tree import Words


def words_fit_on_cards(session: Session) -> Iterator[Finding]:
    """`card-too-long` on the cards of a session's sets, and on those for a wallet of its handouts in all languages."""
    for cards in session.cards:
        for card in cards.cards:
            over = (
                paper
                for paper in SHEETS
                if first_over(card.title, card.blocks, set_room(paper, cards.meta.cut, cards.meta.title, len(cards.cards))) is not None
            )
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


def inspect_wallet(handout: Handout) -> Iterator[Finding]:
    """`card-too-long` at the first line that has no room on its card, whatever the paper."""
    source = handout.source
    for number, card in enumerate(handout.cards):
        for side, blocks in (("front", card.front), ("back", card.back)):
            title = (Words(card.title),) if side == "front" else ()
            rooms = [wallet_room(paper, card.named and blocks == card.sides[-1]) for paper in WALLET]
            over = [line for room in rooms if (line := first_over(title, blocks, room)) is not None]
            if over:
                message = f"the {side} of '{card.title}' has no room for what stands here, in letters of {WALLET_SIZES[-1]:g} points on a card of a wallet's size"
                hint = "shorten it" if card.back else "shorten it, or write the rest under `back`"
                at = source.line(min(over), card.column) if min(over) else source.at("cards", number, "title")
                yield Finding(at, "card-too-long", message, hint)

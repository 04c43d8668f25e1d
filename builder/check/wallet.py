"""What would not print well on a card for a wallet: characters that the font lacks, and words that have no room on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from builder.check.paper import missing_at
from builder.finding import Finding
from builder.model.session import Handout, Session
from builder.text.card_fit import SIZES, WALLET, first_over


def inspect_wallet(handout: Handout) -> Iterator[Finding]:
    """`print-missing-glyph`, and `card-too-long` at the first line that has no room on its card, whatever the paper."""
    source = handout.source
    for number, (card, written) in enumerate(zip(handout.cards, handout.meta.cards, strict=True)):
        yield from missing_at(written.title, source.at("cards", number, "title"))
        for side, text, blocks in (("front", written.front, card.front), ("back", written.back or "", card.back)):
            place = source.at("cards", number, side)
            yield from missing_at(text, place)
            title = card.title if side == "front" else ""
            over = [line for paper in WALLET if (line := first_over(title, blocks, card.named and blocks == card.sides[-1], paper)) is not None]
            if over:
                message = (
                    f"the {side} of '{card.title}' has no room for what stands here, in letters of {SIZES[-1]:g} points on a card of a wallet's size"
                )
                hint = "shorten it" if card.back else "shorten it, or write the rest under `back`"
                at = replace(place, line=min(over), column=card.column) if min(over) else source.at("cards", number, "title")
                yield Finding(at, "card-too-long", message, hint)


def wallet_cards_fit(session: Session) -> Iterator[Finding]:
    """The cards of all handouts of a session, in all languages."""
    for handout in session.pages:
        yield from inspect_wallet(handout)

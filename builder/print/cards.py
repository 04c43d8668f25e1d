"""A set of cards as a PDF to print and cut out, with words as large as each card allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.check.cards import too_long
from builder.check.levels import refuse
from builder.check.paper import inspect_cards
from builder.finding import Finding
from builder.model.library import Library
from builder.model.session import Cards
from builder.print.common import Settings, longest_pieces, phrases, text_writer
from builder.print.editions import PAPERS
from builder.print.forms import fillable
from builder.print.typesetter import arguments, layout, refusals_at, typeset, value
from builder.print.typst_blocks import BlockWriter
from builder.text.card_fit import GRIDS, SET_SIZES
from builder.text.sheets import Paper
from builder.text.tree import Block, Inline, plain

LARGEST = {2: 40.0, 4: 28.0, 6: 22.0, 8: 20.0}
"""Where the trying begins, by the number of cards on a sheet: half a sheet is put on the floor or a wall and read from across the room. Where all cards of
a set are their titles alone, such as numbers to stand by, it begins with the largest of all, and they are set in one size."""


def cards_pdfs(library: Library, cards: Cards, settings: Settings, papers: Sequence[Paper]) -> Iterator[tuple[Paper, bytes]]:
    """The set on each of these papers. Raises CurriculumError: `card-too-long` for cards whose words do not fit, `print-refused`, and what `inspect_cards` finds."""
    source = cards_source(library, cards)
    with refusals_at(cards.source.at(), "the cards"):
        refuse((*inspect_cards(cards), *_overfull(cards, source, papers)), library)
        for paper in papers:
            yield paper, fillable(typeset(source, {"paper": PAPERS[paper]}, settings.made_at), ()).pdf


def unfitting_cards(library: Library, cards: Cards) -> Iterator[Finding]:
    """`card-too-long` for each card of a set whose words do not fit."""
    with refusals_at(cards.source.at(), "the cards"):
        yield from _overfull(cards, cards_source(library, cards), tuple(PAPERS))


def cards_source(library: Library, cards: Cards) -> str:
    """The set as Typst source; the same for all papers."""
    columns, rows = GRIDS[cards.meta.cut]
    said, most = phrases("en"), LARGEST[cards.meta.cut]
    named = arguments(
        title=cards.meta.title,
        author=library.program.meta.name,
        of=said["of"],
        columns=columns,
        rows=rows,
        sizes=[size for size in SET_SIZES if size <= most or not any(card.blocks for card in cards.cards)],
        most=most,
    )
    writer = BlockWriter(text_writer(library), level=1)
    each = "\n".join(f"  {face_of(card.title, card.blocks, writer)}," for card in cards.cards)
    return f'#import "/type.typ": *\n#import "/cards.typ": *\n#cards({named}, cards: (\n{each}\n))\n'


def face_of(title: Sequence[Inline], blocks: Sequence[Block], writer: BlockWriter) -> str:
    """What stands on one side of a card, as the templates' functions take it; without a title none."""
    long = value({"title": longest_pieces(plain(tuple(title))), "body": longest_pieces(plain(tuple(blocks)))})
    return f"(title: {writer.text.content(title) if title else 'none'}, body: [{writer.blocks(blocks)}], long: {long})"


def _overfull(cards: Cards, source: str, papers: Sequence[Paper]) -> Iterator[Finding]:
    """`card-too-long` at each card whose words do not fit, once, whatever the paper: the rules have reckoned it but for tables and drawings."""
    told: set[int] = set()
    for paper in papers:
        for card, size in zip(cards.cards, sizes_of(source, paper), strict=True):
            if size is None and card.line not in told:
                told.add(card.line)
                yield too_long(cards, card, paper)


def sizes_of(source: str, paper: Paper) -> tuple[float | None, ...]:
    """Points of each card's words on this paper; None for a card whose words do not fit."""
    return tuple(layout(source, {"paper": PAPERS[paper]})["sizes"])

"""Cards for a wallet, from a handout's `cards`: each fills a sheet that is cut in ten, in the size that perforated card stock and copy shops have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from builder.check.cards import inspect_wallet, too_long_for_wallet
from builder.check.levels import refuse
from builder.check.paper import inspect
from builder.finding import Finding
from builder.model.library import Library
from builder.model.session import Handout
from builder.print.cards import face_of
from builder.print.common import Settings, accents, phrases, text_writer
from builder.print.editions import PAPERS, Edition
from builder.print.forms import fillable
from builder.print.typesetter import arguments, layout, refusals_at, typeset, value
from builder.print.typst_blocks import BlockWriter
from builder.text.card_fit import HAND, WALLET, WALLET_SIZES
from builder.text.cards import WalletCard
from builder.text.sheets import MM, Paper
from builder.text.tree import Field, Words, fields_in
from builder.views.common import review_note, session_of

COLUMNS, ROWS = 2, 5
"""Of cards on a sheet, as templates/print/wallet.typ sets them."""


def wallet_pdf(library: Library, handout: Handout, settings: Settings, edition: Edition) -> bytes:
    """The cards of one language edition of a handout. Raises CurriculumError: what `inspect` and `inspect_wallet` find, `card-too-long` and `print-refused`."""
    refuse((*inspect(handout), *inspect_wallet(handout)), library)
    source, inputs = wallet_source(library, handout), wallet_inputs(edition)
    with refusals_at(handout.source.at("cards"), "the cards for a wallet"):
        refuse(_overfull(handout, source, inputs), library)
        made = typeset(source, inputs, settings.made_at)
        return (fillable(made, wallet_fields(handout), copies=other_places(edition.paper)) if edition.write == "screen" else fillable(made, ())).pdf


def unfitting_wallet(library: Library, handout: Handout) -> Iterator[Finding]:
    """`card-too-long` for each side of a card that has no room for its words, on the first paper where one has not."""
    source = wallet_source(library, handout)
    with refusals_at(handout.source.at("cards"), "the cards for a wallet"):
        found = (tuple(_overfull(handout, source, wallet_inputs(Edition(name)))) for paper in WALLET for name in (paper, f"{paper}-fillable"))
        yield from next(filter(None, found), ())


def _overfull(handout: Handout, source: str, inputs: Mapping[str, str]) -> Iterator[Finding]:
    for number, (card, sizes) in enumerate(zip(handout.cards, layout(source, inputs)["sizes"], strict=True)):
        for side, size in zip(("front", "back"), sizes, strict=False):
            if size is None:
                yield too_long_for_wallet(card, side, handout.source.at("cards", number, side))


def wallet_inputs(edition: Edition) -> dict[str, str]:
    """What the template is told of a paper: the size of a card, and less room for a line to write on than on a sheet."""
    width, height = WALLET[edition.paper]
    return {
        "paper": PAPERS[edition.paper],
        "write": edition.write,
        "card-width": str(width),
        "card-height": str(height),
        "room": "7",
        "hand": str(HAND),
    }


def wallet_fields(handout: Handout) -> tuple[Field, ...]:
    """The blanks of all cards, each under a name of its own."""
    each = ((_prefix(number, side), blocks) for number, card in enumerate(handout.cards) for side, blocks in enumerate(card.sides))
    return tuple(replace(field, name=f"{prefix}{field.name}") for prefix, blocks in each for field in fields_in(blocks))


def other_places(paper: Paper) -> tuple[tuple[float, float], ...]:
    """Where the other nine cards of a sheet lie from the first one, in points to the right and up."""
    width, height = (length * MM for length in WALLET[paper])
    return tuple((column * width, -row * height) for row in range(ROWS) for column in range(COLUMNS) if row or column)


def _prefix(card: int, side: int) -> str:
    return f"card-{card + 1}-{'back' if side else 'front'}-"


def wallet_source(library: Library, handout: Handout) -> str:
    """The cards as Typst source; the same for all papers."""
    meta, said = library.program.meta, phrases(handout.language)
    accent = accents(library, handout.id)["accent"]
    named = arguments(
        title=f"{handout.meta.title}: {said['wallet']}",
        author=meta.name,
        language=handout.language,
        accent=accent,
        type=said["wallet_type"],
        how=said["wallet_two"] if any(card.back for card in handout.cards) else said["wallet_one"],
        notice=review_note(library, session_of(library, handout), handout.language),
        sizes=list(WALLET_SIZES),
    )
    program = " · ".join(filter(None, (meta.name, meta.contact.phone)))
    each = "\n".join(
        f"  (foot: {value(program if card.named else '')}, sides: ({_sides(library, card, number, accent)})),"
        for number, card in enumerate(handout.cards)
    )
    return f'#import "/type.typ": *\n#import "/cards.typ": *\n#import "/wallet.typ": wallet\n#wallet({named}, cards: (\n{each}\n))\n'


def _sides(library: Library, card: WalletCard, number: int, accent: str) -> str:
    titles: tuple[tuple[Words, ...], ...] = ((Words(card.title),), ())
    writers = (BlockWriter(text_writer(library, _prefix(number, side)), level=1, accent=accent) for side in range(2))
    return "".join(f"{face_of(title, blocks, writer)}, " for title, blocks, writer in zip(titles, card.sides, writers, strict=False))

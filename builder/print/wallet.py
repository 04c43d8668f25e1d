"""Cards for a wallet, from a handout's `cards`: each fills a sheet that is cut in ten, in the size that perforated card stock and copy shops have."""

from __future__ import annotations

from builder.check.cards import inspect_wallet
from builder.check.paper import inspect
from builder.finding import CurriculumError
from builder.model.library import Library
from builder.model.session import Handout
from builder.print.cards import face_of
from builder.print.common import Settings, accents, phrases, text_writer
from builder.print.editions import PAPERS
from builder.print.forms import fillable
from builder.print.typesetter import TypesetError, arguments, layout, refusals_at, typeset, value
from builder.print.typst_blocks import BlockWriter
from builder.text.card_fit import HAND, WALLET, WALLET_SIZES
from builder.text.cards import WalletCard
from builder.text.sheets import Paper
from builder.text.tree import Words
from builder.views.common import review_note, session_of


def wallet_pdf(library: Library, handout: Handout, settings: Settings, paper: Paper) -> bytes:
    """The cards of one language edition of a handout. Raises CurriculumError: what `inspect` and `inspect_wallet` find, and `print-refused`."""
    if findings := (*inspect(handout), *inspect_wallet(handout)):
        raise CurriculumError(findings)
    source, inputs = wallet_source(library, handout), wallet_inputs(paper)
    with refusals_at(handout.source.at("cards"), "the cards for a wallet"):
        if any(None in sizes for sizes in layout(source, inputs)["sizes"]):  # the check reckons a little more than it takes
            raise TypesetError("a card runs over, though by reckoning it fits")
        return fillable(typeset(source, inputs, settings.made_at), ()).pdf


def wallet_inputs(paper: Paper) -> dict[str, str]:
    """What the template is told of a paper: the size of a card, and less room to write than on a sheet."""
    width, height = WALLET[paper]
    return {"paper": PAPERS[paper], "write": "pen", "card-width": str(width), "card-height": str(height), "room": "7", "hand": str(HAND)}


def wallet_source(library: Library, handout: Handout) -> str:
    """The cards as Typst source; the same for all papers."""
    meta, said = library.program.meta, phrases(handout.language)
    accent = accents(library, handout.id)["accent"]
    named = arguments(
        title=f"{handout.meta.title}: {said['wallet']}",
        author=meta.name,
        language=handout.language,
        accent=accent,
        how=said["wallet_two"] if any(card.back for card in handout.cards) else said["wallet_one"],
        notice=review_note(library, session_of(library, handout), handout.language),
        sizes=list(WALLET_SIZES),
    )
    writer = BlockWriter(text_writer(library), level=1, accent=accent)
    program = " · ".join(filter(None, (meta.name, meta.contact.phone)))
    each = "\n".join(f"  (foot: {value(program if card.named else '')}, sides: ({_sides(card, writer)}))," for card in handout.cards)
    return f'#import "/type.typ": *\n#import "/cards.typ": *\n#import "/wallet.typ": wallet\n#wallet({named}, cards: (\n{each}\n))\n'


def _sides(card: WalletCard, writer: BlockWriter) -> str:
    titles: tuple[tuple[Words, ...], ...] = ((Words(card.title),), ())
    return "".join(f"{face_of(title, blocks, writer)}, " for title, blocks in zip(titles, card.sides, strict=False))

"""The wall of a session as slides of 16 by 9, as PDF: a title, a slide for each screen, and the way to tonight's handouts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from builder.model.library import Library
from builder.model.session import Session, Wall
from builder.print.common import Letterhead, Settings, help_arguments, longest_pieces, look_of, text_writer
from builder.print.forms import fillable
from builder.print.typesetter import arguments, refusals_at, typeset, value
from builder.print.typst_blocks import BlockWriter, in_print
from builder.text.quick_code import quick_code
from builder.text.tree import Block, Drawing, List, Paragraph, Table, plain
from builder.views.address import page_address, short
from builder.views.common import licence_note, review_note
from builder.views.wall import WallScreen, screens_of_wall
from builder.words import said


@dataclass(frozen=True)
class LastSlide:
    """The way to tonight's handouts, and help."""

    title: str
    code_words: str
    address: str
    help: dict[str, Any]
    notices: tuple[str, ...]

    @property
    def short_address(self) -> str:
        return short(self.address)


@dataclass(frozen=True)
class Deck:
    """All that slides show, whatever the program that shows them: participants' words alone."""

    title: str
    lead: str
    language: str
    author: str
    accent: str
    """The module's colour on paper."""
    look: Letterhead
    screens: tuple[WallScreen, ...]
    last: LastSlide


def deck_of(library: Library, session: Session, wall: Wall) -> Deck:
    words = said("wall", wall.language)
    last = LastSlide(
        title=words["handouts"],
        code_words=words["code"],
        address=page_address(library, session.id),
        help=help_arguments(library, wall.language),
        notices=(library.program.meta.not_treatment, review_note(library, session, wall.language), licence_note(library, wall.language)),
    )
    return Deck(
        title=session.meta.title,
        lead=session.meta.summary,
        language=wall.language,
        author=library.program.meta.name,
        accent=library.color_of(session.id).paper.line,
        look=look_of(library),
        screens=tuple(screens_of_wall(wall)),
        last=last,
    )


def slides_pdf(library: Library, deck: Deck, wall: Wall, settings: Settings) -> bytes:
    """Tagged PDF/UA-1. Raises CurriculumError: `print-refused`."""
    with refusals_at(wall.source.at(), "the wall"):
        return fillable(typeset(slides_source(library, deck), {}, settings.made_at), ()).pdf


def slides_source(library: Library, deck: Deck) -> str:
    """The slides as Typst source."""
    writer, last = BlockWriter(text_writer(library), accent=deck.accent), deck.last
    named = arguments(title=deck.title, author=deck.author, language=deck.language, accent=deck.accent, look=deck.look.argument)
    slides = [f"#slide({arguments(level=1, title=deck.title, lead=deck.lead, titles=longest_pieces(deck.title), long=longest_pieces(deck.lead))})"]
    slides += [_slide(writer, screen) for screen in deck.screens]
    way = arguments(
        title=last.title,
        code=quick_code(last.address),
        code_words=last.code_words,
        address=last.address,
        short_address=last.short_address,
        emergency=last.help["emergency"],
        lines=last.help["lines"],
        notices=list(last.notices),
    )
    pages = "\n#pagebreak()\n".join([*slides, f"#last-page({way})"])
    return f'#import "/slides.typ": *\n#show: deck.with({named})\n{pages}\n'


def _slide(writer: BlockWriter, screen: WallScreen) -> str:
    first = next((index for index, block in enumerate(screen.blocks) if isinstance(block, Table | Drawing)), len(screen.blocks))
    flows, after = ("".join(f"[{writer.block(block)}]," for block in _flowing(part)) for part in (screen.blocks[:first], screen.blocks[first:]))
    tables = "".join(_table(writer, block) for block in screen.blocks if isinstance(block, Table))
    drawings = "".join(f"{value([in_print(block.svg, writer.accent), block.words])}," for block in screen.blocks if isinstance(block, Drawing))
    named = arguments(title=screen.title, titles=longest_pieces(screen.title), long=longest_pieces(plain(_flowing(screen.blocks))))
    return f"#slide({named}, flows: ({flows}), tables: ({tables}), drawings: ({drawings}), after: ({after}))"


def _flowing(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if isinstance(block, Paragraph | List))


def _table(writer: BlockWriter, table: Table) -> str:
    def cells(row: Sequence[Any]) -> Iterator[str]:
        return (f"{writer.text.content(cell)}," for cell in row)

    rows = "".join(f"({''.join(cells(row))})," for row in table.rows)
    return f"(({''.join(cells(table.head))}), ({rows}), {value(longest_pieces(plain((table,))))}),"

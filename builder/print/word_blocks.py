"""The tree as Word's paragraphs and tables: real styles, and content controls where the fields are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import count
from typing import Any

from builder.model.palette import PALETTE
from builder.print.common import Letterhead
from builder.print.typesetter import picture_of
from builder.print.typst_blocks import ends_in_blank, in_print, leads_in, unwrapped
from builder.print.typst_text import TextWriter, with_their_words
from builder.print.word_file import WordPage, twips
from builder.print.word_parts import (
    BULLETS,
    INDENT,
    blank_control,
    element,
    lines_control,
    link,
    own_list,
    paragraph,
    picture,
    rest_control,
    run,
    scale_control,
    tab_stop,
    tick_control,
)
from builder.print.word_tables import drawn_table, table
from builder.text import tree
from builder.text.drawn import shape_of
from builder.text.fields import TO_WRITE
from builder.text.sheets import MM
from builder.text.tree import plain
from builder.text.typeface import width_of

MOST_STEPS = 12
"""Steps of a scale that stand beside each other."""

_picture_of = lru_cache(8)(picture_of)
"""Each drawing once, for both papers."""


@dataclass
class WordWriter:
    """Writes blocks at the end of a document. Content controls and pictures are numbered as they come."""

    document: Any
    text: TextWriter
    page: WordPage
    accent: str = PALETTE["teal"].paper.line
    """The colour of the module that the blocks belong to, on paper."""
    level: int = 0
    """How many lists what is written stands in."""
    numbers: Iterator[int] = field(default_factory=partial(count, 1))

    def number(self) -> int:
        return next(self.numbers)

    def put(self, *made: Any) -> None:
        """At the end, which is before the section's properties."""
        for one in made:
            self.document.element.body[-1].addprevious(one)

    def write(self, style: str, inlines: Sequence[tree.Inline], *, keep: bool = False, bold: bool = False, **looks: Any) -> None:
        self.put(self.filled(paragraph(style, keep=keep, **looks), inlines, bold))

    def first_line(self, inlines: Sequence[tree.Inline], look: Letterhead) -> None:
        """What a page is, and at its right the program's logo; above it the program's line for the head."""
        if look.head:
            self.write("Subtitle", (tree.Words(look.head),))
        made = self.filled(paragraph("Subtitle", tabs=[tab_stop("right", twips(self.page.across))]), inlines)
        if look.logo:
            made.extend((run("\t"), picture(self.document.part, _picture_of(look.logo), look.logo_width * MM, look.name, self.number())))
        self.put(made)

    def blocks(self, blocks: Sequence[tree.Block]) -> None:
        depth = 1
        for index, block in enumerate(blocks):
            if isinstance(block, tree.Heading):
                depth = min(block.level, depth + 1, 4)
                self.write(f"Heading{depth}", block.inlines)
            else:
                self.block(block, leads_in(block, blocks[index + 1] if index + 1 < len(blocks) else None))

    def block(self, block: tree.Block, keep: bool = False, style: str = "") -> None:
        match block:
            case tree.Heading(inlines=inlines):
                self.write(style, inlines, keep=True, bold=True)
            case tree.Paragraph(inlines):
                self.put(self.paragraph(inlines, paragraph(style, keep=keep, indent=0 if style else self.level * INDENT)))
            case tree.List():
                self.items(block)
            case tree.Quote(blocks):
                self.framed(blocks, "Quote")
            case tree.Included(_, blocks):
                self.framed(blocks, "Passage")
            case tree.Table():
                self.put(*table(self, block))
            case tree.Lines(place):
                self.prompt(block)
                self.put(lines_control(place, self.number()), paragraph("BelowTable"))
            case tree.Scale():
                self.scale(block)
            case tree.Rule():
                self.put(paragraph("Rule"))
            case tree.Drawing():
                self.drawing(block)
            case _:
                raise TypeError(f"the Word writer does not know {type(block).__name__}")

    def framed(self, blocks: Sequence[tree.Block], style: str) -> None:
        """Its paragraphs share a frame, and a page."""
        for index, inner in enumerate(blocks):
            self.block(inner, keep=index + 1 < len(blocks), style=style)

    def paragraph(self, inlines: Sequence[tree.Inline], made: Any) -> Any:
        """A blank at its end takes the rest of the line, or a line of its own; others share what is left of a single line."""
        places = [one.field for one in tree.walk(tuple(inlines)) if isinstance(one, tree.Blank)]
        growing = sum(TO_WRITE[place.what].grows for place in places)
        taken = width_of(plain(tuple(inlines)), self.page.size) + self.level * INDENT / 20
        spare = self.page.across - taken - sum(TO_WRITE[place.what].width for place in places) * MM
        closing = ends_in_blank(inlines)
        if closing is None or not growing:
            return self.filled(made, with_their_words(inlines), more=max(0.0, spare) / max(1, growing))
        before, blank, after = closing
        made.get_or_add_pPr()._insert_tabs(element("w:tabs", tab_stop("right", twips(self.page.across), leader="underscore")))
        self.filled(made, before)
        if before and spare < 0:
            made.append(run("\n"))
        made.append(rest_control(blank.field, self.number()))
        if after:
            made.append(run(after))
        return made

    def items(self, block: tree.List) -> None:
        ordered = 0 if block.start is None else own_list(self.document, block.start, min(self.level, 2))
        style = "ListNumber" if ordered else "ListBullet"
        self.level += 1
        for item in block.items:
            self.item(item, paragraph("TickBox") if item.tick else paragraph(style, numbered=(min(self.level - 1, 2), ordered or BULLETS)))
        self.level -= 1

    def item(self, item: tree.Item, first: Any) -> None:
        """Its first paragraph carries the mark; what follows is indented under it."""
        blocks = unwrapped(item.blocks)
        if item.tick:
            first.extend((tick_control(item.tick, self.number()), run("\t")))
        match blocks:
            case [tree.Paragraph(words), *rest]:
                self.put(self.paragraph(words, first))
            case rest:
                self.put(first)
        for block in rest:
            self.block(block)

    def prompt(self, block: tree.Lines | tree.Scale) -> None:
        """What is asked, or the label where nothing is."""
        self.write("Prompt", block.prompt or (tree.Words(block.field.label),))

    def scale(self, block: tree.Scale) -> None:
        """Each number with its box, across the width, and under its ends what they mean."""
        self.prompt(block)
        place, steps = block.field, block.field.steps
        across = min(len(steps), MOST_STEPS)
        wide = twips(self.page.across) // across
        boxes = paragraph("Scale", tabs=(tab_stop("left", wide * index) for index in range(1, across)))
        number = self.number()
        for index, step in enumerate(steps):
            boxes.append(run(("\t" if index % across else "\n" if index else "") + f"{step} "))
            boxes.append(tick_control(place, self.number(), str(step)))
        self.put(scale_control(place, number, boxes))
        self.write("ScaleEnds", (tree.Words(f"{place.low_label}\t{place.high_label}"),))

    def drawing(self, block: tree.Drawing) -> None:
        """As a picture: Word shows SVG only from 2016 on. What is written in it is written below, in a table."""
        shape = shape_of(block.svg)
        width = min(self.page.across, max(self.page.drawing / shape, 84 * MM))
        made = paragraph("Drawing", keep=bool(block.places))
        made.append(picture(self.document.part, _picture_of(in_print(block.svg, self.accent)), width, block.words, self.number()))
        self.put(made)
        if block.places:
            self.put(*drawn_table(self, block.places))

    def filled(self, made: Any, inlines: Iterable[tree.Inline], bold: bool = False, italic: bool = False, *, more: float = 0.0) -> Any:
        """The paragraph, with these words in it; blanks that grow get so many points `more`."""
        for inline in inlines:
            match inline:
                case tree.Words(text):
                    made.append(run(text, bold, italic))
                case tree.Strong(inner):
                    self.filled(made, inner, True, italic, more=more)
                case tree.Emphasis(inner):
                    self.filled(made, inner, bold, True, more=more)
                case tree.Code(text):
                    made.append(run(text, True, italic))
                case tree.Link(href, inner):
                    made.append(link(self.document.part, self.text.address(href), plain(inner), bold))
                case tree.Break():
                    made.append(run("\n"))
                case tree.Cite():
                    made.append(run(self.text.cite(inline), bold, italic))
                case tree.Danger():
                    made.append(run("Danger:", True, italic))
                case tree.Pause():
                    pass
                case tree.Blank(place):
                    asked = TO_WRITE[place.what]
                    made.append(blank_control(place, self.number(), asked.width * MM + (more if asked.grows else 0), self.page.size))
                case _:
                    raise TypeError(f"the Word writer does not know {type(inline).__name__}")
        return made

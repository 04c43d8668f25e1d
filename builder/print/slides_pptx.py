"""The same slides as a PowerPoint file, to adapt: titles are titles, words are text, a table is a table, a drawing is a picture with its words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from io import BytesIO
from math import ceil
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from builder.print.archive import repacked
from builder.print.common import Settings
from builder.print.slides import Deck, LastSlide
from builder.print.typesetter import picture_of
from builder.print.typst_blocks import in_print
from builder.text.drawn import shape_of
from builder.text.quick_code import quick_code_picture
from builder.text.quotes import curled
from builder.text.tree import Block, Break, Drawing, Emphasis, Inline, Link, List, Paragraph, Strong, Table, Words, plain
from builder.text.typeface import width_of

FONT = "Calibri"
"""On every machine that has PowerPoint."""
WIDER = {True: 1.32, False: 1.15}
"""How much wider words, bold or not, may come out than in the font by which they are reckoned: where Calibri is missing, others stand in."""
WIDE, HIGH, MARGIN = 960.0, 540.0, 54.0
"""Points of a slide, and of its margins."""
ROOM = WIDE - 2 * MARGIN
LOGO = 34.0
"""Points of height that a program's logo has, above the title of the first slide."""
TITLES = (60, 54, 48, 44, 40, 36, 32)
SIZES = (44, 40, 36, 32, 28, 26, 24, 22, 20, 18)
"""Points of words, from the largest that is tried."""
IN_TABLES = (*SIZES[4:], 16, 14, 12)
"""The same in a table: on a slide of the PDF, letters of 16 points stand there, in a narrower font than may come here."""
LEADING = 1.25
LAYOUTS = {"title": 0, "content": 1, "title only": 5}
"""Of python-pptx's own template."""
PLAIN_TABLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""PowerPoint's table style of lines alone."""
INK, SOFT = "000000", "444444"

SlideLines = list[tuple[tuple[Inline, ...], str]]
"""Paragraphs, each with its mark: a bullet, a number, or nothing."""


def slides_pptx(deck: Deck, settings: Settings) -> bytes:
    """The same bytes for the same slides."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(WIDE), Pt(HIGH)
    writer = _Writer(presentation, deck)
    writer.first()
    for screen in deck.screens:
        writer.screen(screen.title, screen.blocks)
    writer.way(deck.last)
    made = datetime.datetime.fromtimestamp(settings.made_at, datetime.UTC).replace(tzinfo=None)
    properties = presentation.core_properties
    properties.title, properties.author, properties.language = deck.title, deck.author, deck.language
    properties.created = properties.modified = made
    properties.last_modified_by, properties.revision = deck.author, 1
    out = BytesIO()
    presentation.save(out)
    return repacked(out.getvalue())


class _Writer:
    """Adds slides to a presentation. What a screen shows stands under its title, from top to bottom."""

    def __init__(self, presentation: Any, deck: Deck):
        self.presentation, self.deck = presentation, deck
        self.language = {"en": "en-US", "es": "es-US"}.get(deck.language, deck.language)
        self.accent = deck.accent.removeprefix("#")

    def slide(self, layout: str, title: str, room: float) -> tuple[Any, float]:
        """A slide with its title in no more than `room` points of height, and where its title ends."""
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[LAYOUTS[layout]])
        size = _size([title], ROOM, room, TITLES, bold=True)
        height = min(_height([title], size, ROOM, bold=True), room)
        self.place(slide.shapes.title, MARGIN, 40, height=height)
        self.write(slide.shapes.title, [((Words(title),), "")], size, bold=True)
        return slide, 40 + height + 16

    def first(self) -> None:
        slide, below = self.slide("title", self.deck.title, 200)
        shape = slide.placeholders[1]
        self.place(shape, MARGIN, below, height=HIGH - below - 40)
        size = _size([self.deck.lead], ROOM - 40, HIGH - below - 40)
        self.write(shape, [((Words(self.deck.lead),), "")], size, color=SOFT)
        look = self.deck.look
        if look.logo:
            width = LOGO / shape_of(look.logo)
            self.picture(slide, picture_of(look.logo), look.name, (WIDE - MARGIN - width, 4, width))
        if look.head:
            box = slide.shapes.add_textbox(Pt(MARGIN), Pt(12), Pt(ROOM / 2), Pt(24))
            self.write(box, [((Words(look.head),), "")], 14, color=SOFT)

    def screen(self, title: str, blocks: Sequence[Block]) -> None:
        flowing = list(_lines(blocks))
        filling = [block for block in blocks if isinstance(block, Table | Drawing)]
        layout = "content" if flowing else "title only"
        slide, below = self.slide(layout, title, 420 if not blocks else 150 if not filling else 110)
        if not blocks:
            slide.shapes.title.top = Pt((HIGH - below) / 2 + 20)
        end = HIGH - 36
        is_last = bool(flowing and filling) and blocks[0] is filling[0]
        if flowing:
            texts = [plain(inlines) for inlines, _ in flowing]
            room = (HIGH - below - 40) * (0.3 if filling else 1)
            size = _size(texts, ROOM - 40, room)
            height = min(_height(texts, size, ROOM - 40), 2 * room) if filling else room
            shape = slide.placeholders[1]
            self.place(shape, MARGIN, end - height if is_last else below, height=height)
            self.write(shape, flowing, size)
            if is_last:
                end -= height + 12
            else:
                below += height + 12
        for index, block in enumerate(filling):
            height = (end - below) / (len(filling) - index)
            if isinstance(block, Table):
                self.table(slide, block, below, height)
            else:
                self.picture(slide, picture_of(in_print(block.svg, self.deck.accent)), block.words, _within(shape_of(block.svg), below, height))
            below += height
        if is_last:  # a slide is read in the order of its tree
            slide.shapes._spTree.append(slide.placeholders[1]._element)

    def table(self, slide: Any, block: Table, top: float, height: float) -> None:
        frame = slide.shapes.add_table(1 + len(block.rows), len(block.head), Pt(MARGIN), Pt(top), Pt(ROOM), Pt(height))
        frame.name, frame._element.nvGraphicFramePr.cNvPr.attrib["descr"] = "Table", ", ".join(plain(cell) for cell in block.head)
        table = frame.table
        table._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_TABLE
        table.horz_banding = False
        rows, wide = (block.head, *block.rows), ROOM / len(block.head) - 16
        cells = [plain(cell) for row in rows for cell in row]
        fitting = (
            size for size in IN_TABLES if _has_room(cells, size, wide, bold=True) and sum(_row_height(row, size, wide) for row in rows) <= height
        )
        size = next(fitting, IN_TABLES[-1])
        own = min(_row_height(block.head, size, wide), height)
        table.rows[0].height = Pt(own)
        for row in list(table.rows)[1:]:
            row.height = Pt((height - own) / len(block.rows))
        for index, row in enumerate(rows):
            for cell, inlines in zip(table.rows[index].cells, row, strict=True):
                self.paragraph(cell.text_frame.paragraphs[0], inlines, size, bold=index == 0)

    def picture(self, slide: Any, content: bytes, words: str, box: tuple[float, float, float]) -> None:
        """A picture with the words that stand for it; `box` is where it begins, from the left and the top, and its width."""
        left, top, width = box
        shape = slide.shapes.add_picture(BytesIO(content), Pt(left), Pt(top), Pt(width))
        shape._element.nvPicPr.cNvPr.attrib["descr"] = curled(words)

    def way(self, last: LastSlide) -> None:
        """The last slide: the way to the handouts, help, and what has been read by whom."""
        slide, below = self.slide("content", last.title, 60)
        words = f"{last.code_words} {last.short_address}"
        self.picture(slide, quick_code_picture(last.address), words, (MARGIN, below, 310))
        lines: SlideLines = [
            ((Strong((Link(last.address, (Words(last.short_address),), 0),)),), ""),
            ((Strong((Words(last.help["emergency"]),)),), ""),
        ]
        lines += [(tuple(_help_line(line)), "") for line in last.help["lines"]]
        shape = slide.placeholders[1]
        left = MARGIN + 310 + 30
        self.place(shape, left, below, width=WIDE - MARGIN - left, height=310)
        self.write(shape, lines, 20)
        box = slide.shapes.add_textbox(Pt(MARGIN), Pt(HIGH - 52), Pt(ROOM), Pt(34))
        self.write(box, [((Words(" ".join(last.notices)),), "")], 12, color=SOFT)

    def place(self, shape: Any, left: float, top: float, *, height: float, width: float = ROOM) -> None:
        shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(width), Pt(height)

    def write(self, shape: Any, lines: SlideLines, size: float, *, bold: bool = False, color: str = INK) -> None:
        frame = shape.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for index, (inlines, mark) in enumerate(lines):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            self.paragraph(paragraph, inlines, size, bold=bold, color=color)
            paragraph.space_after = Pt(size * 0.3)
            _marked(paragraph, mark, size, self.accent)

    def paragraph(self, paragraph: Any, inlines: Sequence[Inline], size: float, *, bold: bool = False, color: str = INK) -> None:
        for text, strong, soft, href in _runs(inlines, bold):
            run = paragraph.add_run()
            run.text = text
            if href:
                run.hyperlink.address = href
            font = run.font
            font.name, font.size, font.bold, font.italic = FONT, Pt(size), strong, soft
            if not href:
                font.color.rgb = RGBColor.from_string(color)  # type: ignore[no-untyped-call]
            run._r.get_or_add_rPr().set("lang", self.language)


def _help_line(line: dict[str, Any]) -> Iterator[Inline]:
    yield Words(f"{line['name']}: ")
    for index, way in enumerate(line["ways"]):
        if index:
            yield Words(" · ")
        yield Link(way["href"], (Words(way["label"]),), 0)


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[tuple[Inline, ...], str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.inlines, ""
        elif isinstance(block, List):
            for item in block.items:
                for inner in item.blocks:
                    if isinstance(inner, Paragraph):
                        yield inner.inlines, "bullet" if block.start is None else "number"


def _runs(inlines: Sequence[Inline], bold: bool = False, soft: bool = False, href: str = "") -> Iterator[tuple[str, bool, bool, str]]:
    for inline in inlines:
        match inline:
            case Strong(inner):
                yield from _runs(inner, True, soft, href)
            case Emphasis(inner):
                yield from _runs(inner, bold, True, href)
            case Link(address, inner):
                yield from _runs(inner, bold, soft, address)
            case Break():
                yield "\v", bold, soft, href
            case _:
                yield plain((inline,)) if not hasattr(inline, "text") else inline.text, bold, soft, href


def _marked(paragraph: Any, mark: str, size: float, accent: str) -> None:
    """The mark of a line: the template gives every line a bullet, so that none has to be said too."""
    properties = paragraph._p.get_or_add_pPr()
    hang = str(int(Pt(size * (1.2 if mark == "number" else 0.9)))) if mark else "0"
    properties.set("marL", hang)
    properties.set("indent", f"-{hang}" if mark else "0")
    properties.set("algn", "l")
    if not mark:
        properties.append(OxmlElement("a:buNone"))
        return
    color = OxmlElement("a:buClr")
    properties.append(color)
    color.append(OxmlElement("a:srgbClr"))
    color[0].set("val", accent)
    sign = OxmlElement("a:buChar" if mark == "bullet" else "a:buAutoNum")
    sign.set(*(("char", "•") if mark == "bullet" else ("type", "arabicPeriod")))
    properties.append(sign)


def _size(texts: Sequence[str], wide: float, high: float, sizes: Sequence[float] = SIZES, *, bold: bool = False) -> float:
    """The largest of some sizes at which no word is wider than the room, and all lines together are no higher; the smallest where none is."""
    fitting = (size for size in sizes if _has_room(texts, size, wide, bold) and _height(texts, size, wide, bold) <= high)
    return next(fitting, sizes[-1])


def _has_room(texts: Sequence[str], size: float, wide: float, bold: bool) -> bool:
    """Whether no word is wider than the room: PowerPoint would break it somewhere."""
    return all(width_of(word, size, bold) * WIDER[bold] <= wide for text in texts for word in text.split())


def _height(texts: Sequence[str], size: float, wide: float, bold: bool = False) -> float:
    """Points that lines of words take, wrapped to the room."""
    return sum(max(1, ceil(width_of(text, size, bold) * WIDER[bold] / wide)) * size * LEADING + size * 0.3 for text in texts)


def _row_height(row: Sequence[tuple[Inline, ...]], size: float, wide: float) -> float:
    return max(_height([plain(cell)], size, wide, bold=True) for cell in row) + 12


def _within(shape: float, top: float, height: float) -> tuple[float, float, float]:
    """Where a picture of this shape (height by width) stands in the middle of its room."""
    width = min(ROOM, height / shape)
    return (WIDE - width) / 2, top + (height - width * shape) / 2, width

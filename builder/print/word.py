"""The tree as a Word file, for programs that adapt a handout: real styles, repeating head rows, content controls where the fields are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from itertools import count
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

from builder.model.library import Library
from builder.model.palette import PALETTE
from builder.model.session import Handout
from builder.print.common import Settings, accents, help_arguments, notice, phrases, text_writer
from builder.print.typesetter import picture_of
from builder.print.typst_blocks import in_print, unwrapped
from builder.print.typst_text import TextWriter
from builder.print.word_parts import (
    choice_control,
    describe_last_picture,
    element,
    link,
    own_numbering,
    repacked,
    repeat_head,
    run,
    text_control,
    tick_control,
)
from builder.text import tree
from builder.text.drawn import shape_of
from builder.text.quick_code import quick_code_picture
from builder.text.tree import plain
from builder.views.address import page_address, short

FONT = "Calibri"
"""On every machine that has Word, and replaced by one of the same widths elsewhere."""
SIZE = 13


@dataclass
class WordWriter:
    """Writes blocks into a document. Content controls and pictures are numbered as they come."""

    document: Any
    text: TextWriter
    accent: str = PALETTE["teal"].paper.line
    """The colour of the module that the blocks belong to, on paper."""
    numbers: Iterator[int] = field(default_factory=partial(count, 1))

    def number(self) -> int:
        return next(self.numbers)

    def blocks(self, blocks: Sequence[tree.Block], where: Any = None) -> None:
        depth = 1
        for block in blocks:
            if isinstance(block, tree.Heading) and where is None:
                depth = min(block.level, depth + 1)
                self.inlines(self.document.add_heading("", depth), block.inlines)
            else:
                self.block(block, where)

    def block(self, block: tree.Block, where: Any = None) -> None:
        place = where or self.document
        match block:
            case tree.Heading(inlines=inlines):
                self.inlines(place.add_paragraph(), inlines, bold=True)
            case tree.Paragraph(inlines):
                self.inlines(place.add_paragraph(), inlines)
            case tree.List():
                self.items(block)
            case tree.Quote(blocks):
                for inner in blocks:
                    self.quoted(inner)
            case tree.Table():
                self.table(block)
            case tree.Lines(place_to_write):
                self.label(block)
                self.document.add_paragraph()._p.append(text_control(place_to_write, self.number()))
            case tree.Scale():
                self.scale(block)
            case tree.Rule():
                self.rule()
            case tree.Included(_, blocks):
                self.blocks(blocks, place)
            case tree.Drawing():
                self.drawing(block)
            case _:
                raise TypeError(f"the Word writer does not know {type(block).__name__}")

    def drawing(self, block: tree.Drawing) -> None:
        """As a picture: Word shows SVG only from 2016 on. What is written in it is written below, in a table."""
        paragraph = self.document.add_paragraph()
        highest = 120 if block.places else 62
        paragraph.add_run().add_picture(BytesIO(picture_of(in_print(block.svg, self.accent))), width=Mm(min(170, highest / shape_of(block.svg))))
        describe_last_picture(paragraph, block.words, self.number())
        if block.places:
            self.drawn_fields(block.places)

    def drawn_fields(self, places: Sequence[tree.DrawnField]) -> None:
        table = self.document.add_table(rows=len(places), cols=2, style="Table Grid")
        for place, row in zip(places, table.rows, strict=True):
            row.cells[0].paragraphs[0]._p.append(run(place.field.label, bold=True))
            row.cells[1].paragraphs[0]._p.append(text_control(place.field, self.number(), in_table=True))
        self.named_rows(table)

    def label(self, block: tree.Lines | tree.Scale) -> None:
        paragraph = self.document.add_paragraph()
        self.inlines(paragraph, block.prompt or (tree.Words(block.field.label),), bold=True)
        paragraph.paragraph_format.keep_with_next = True

    def quoted(self, block: tree.Block) -> None:
        if isinstance(block, tree.Paragraph):
            self.inlines(self.document.add_paragraph(style="Quote"), block.inlines)
        else:
            self.block(block)

    def items(self, block: tree.List) -> None:
        made = []
        for item in block.items:
            style = None if item.tick else "List Number" if block.start is not None else "List Bullet"
            made += self.item(item, style)
        if block.start is not None:
            own_numbering(self.document, made, block.start)

    def item(self, item: tree.Item, style: str | None) -> list[Any]:
        """Its first paragraph carries the mark; what follows is indented under it."""
        first, *rest = unwrapped(item.blocks) or (tree.Paragraph((), 0),)
        paragraph = self.document.add_paragraph(style=style)
        if item.tick:
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.8), Cm(-0.8)
            paragraph._p.append(tick_control(item.tick, self.number()))
            paragraph._p.append(run("  "))
        if isinstance(first, tree.Paragraph):
            self.inlines(paragraph, first.inlines)
        else:
            rest = [first, *rest]
        for block in rest:
            if isinstance(block, tree.Paragraph):
                following = self.document.add_paragraph()
                following.paragraph_format.left_indent = Cm(0.8)
                self.inlines(following, block.inlines)
            else:
                self.block(block)
        return [paragraph]

    def table(self, block: tree.Table) -> None:
        rows = (block.head, *block.rows)
        table = self.document.add_table(rows=len(rows), cols=len(block.head), style="Table Grid")
        for index, (row, cells) in enumerate(zip(rows, (made.cells for made in table.rows), strict=True)):
            for column, (inlines, cell) in enumerate(zip(row, cells, strict=True)):
                self.inlines(
                    cell.paragraphs[0], inlines, bold=index == 0 or (column == 0 and not any(isinstance(node, tree.Blank) for node in inlines))
                )
                if index == 0:
                    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill="EDEDED"))
        repeat_head(table)
        self.named_rows(table, head=True)

    def named_rows(self, table: Any, head: bool = False) -> None:
        """The first cell of a row names it, and with `head` the first row names the columns."""
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        if look is not None:
            look.set(qn("w:firstRow"), "1" if head else "0")
            look.set(qn("w:firstColumn"), "1")
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def scale(self, block: tree.Scale) -> None:
        place = block.field
        self.label(block)
        ends = (f"{place.low}: {place.low_label}", f"{place.high}: {place.high_label}")
        paragraph = self.document.add_paragraph()
        paragraph._p.append(run("   ".join(map(str, place.steps)) + "     "))
        paragraph._p.append(choice_control(place, self.number(), place.steps))
        if place.low_label or place.high_label:
            self.document.add_paragraph("     ".join(ends))

    def rule(self) -> None:
        border = element("w:pBdr")
        border.append(element("w:bottom", val="single", sz="6", space="1", color="808080"))
        properties = self.document.add_paragraph()._p.get_or_add_pPr()
        properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")

    def inlines(self, paragraph: Any, inlines: Sequence[tree.Inline], bold: bool = False, italic: bool = False) -> None:
        alone = len(inlines) == 1
        for inline in inlines:
            match inline:
                case tree.Words(text):
                    paragraph._p.append(run(text, bold, italic))
                case tree.Strong(inner):
                    self.inlines(paragraph, inner, True, italic)
                case tree.Emphasis(inner):
                    self.inlines(paragraph, inner, bold, True)
                case tree.Code(text):
                    paragraph._p.append(run(text, True, italic))
                case tree.Link(href, inner):
                    paragraph._p.append(link(paragraph, self.text.address(href), plain(inner)))
                case tree.Break():
                    paragraph._p.append(run("\n"))
                case tree.Cite():
                    paragraph._p.append(run(self.text.cite(inline), bold, italic))
                case tree.Danger():
                    paragraph._p.append(run("Danger:", True, italic))
                case tree.Pause():
                    pass
                case tree.Blank(place):
                    paragraph._p.append(text_control(place, self.number(), in_table=alone and paragraph._p.getparent().tag == qn("w:tc")))
                case _:
                    raise TypeError(f"the Word writer does not know {type(inline).__name__}")


def handout_docx(library: Library, handout: Handout, settings: Settings) -> bytes:
    """A handout to adapt: the same words as on the page, with help lines, notices and the way back."""
    meta, said = handout.meta, phrases(handout.language)
    document = blank_document(meta.title, library.program.meta.name, handout.language, settings)
    writer = WordWriter(document, text_writer(library), accents(library, handout.id)["accent"])
    document.add_paragraph(f"{said[meta.kind]} · {meta.time}").style = document.styles["Subtitle"]
    document.add_heading(meta.title, 1)
    document.add_paragraph(style="Intense Quote")._p.append(run(meta.main_message, bold=True))
    writer.blocks(handout.body.blocks)
    add_help(writer, library, handout.language)
    document.add_paragraph(notice(library, handout))
    address = page_address(library, handout.id)
    back = document.add_paragraph(f"{said['online']} ")
    back._p.append(link(back, address, short(address)))
    picture = document.add_paragraph()
    picture.add_run().add_picture(BytesIO(quick_code_picture(address)), width=Mm(18))
    describe_last_picture(picture, f"{said['code']} {short(address)}", writer.number())
    return finished(document)


def add_help(writer: WordWriter, library: Library, language: str) -> None:
    told = help_arguments(library, language)
    document = writer.document
    document.add_heading(phrases(language)["help"], 2)
    document.add_paragraph()._p.append(run(told["emergency"], bold=True))
    if told["contact"]:
        document.add_paragraph(" · ".join(told["contact"]))
    for line in told["lines"]:
        paragraph = document.add_paragraph()
        paragraph._p.append(run(line["name"], bold=True))
        for index, way in enumerate(line["ways"]):
            paragraph._p.append(run(" · " if index else ": "))
            paragraph._p.append(link(paragraph, way["href"], way["label"]))


def blank_document(title: str, author: str, language: str, settings: Settings) -> Any:
    """An empty Letter page with our styles, language and properties."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(215.9), Mm(279.4)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    sizes = {"Normal": SIZE, "Title": 26, "Subtitle": 12, "Heading 1": 24, "Heading 2": 16, "Heading 3": 14, "Heading 4": SIZE}
    for name in (*sizes, "List Bullet", "List Number", "Quote", "Intense Quote", "Table Grid"):
        style = document.styles[name]
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), FONT)
        for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.color.rgb = RGBColor(0, 0, 0)
        if name in sizes:
            style.font.size = Pt(sizes[name])
    for border in document.styles["Intense Quote"].element.iter(qn("w:bottom")):
        border.set(qn("w:color"), "000000")
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), {"en": "en-US", "es": "es-US"}.get(language, language))
    made = datetime.datetime.fromtimestamp(settings.made_at, datetime.UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, author, language
    properties.created = properties.modified = made
    properties.last_modified_by, properties.revision, properties.comments = author, 1, ""
    return document


def finished(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return repacked(out.getvalue())

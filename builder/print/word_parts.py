"""Pieces of a Word file that python-docx does not make: content controls, links, list numbering, repeating head rows."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from builder.print.archive import member
from builder.text.fields import TO_WRITE
from builder.text.quotes import curled
from builder.text.tree import Field

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
LINE, CELL = "_" * 72, "\u2003" * 3
"""What an empty control shows, and prints: a whole line, or the room of a table cell. A blank has a stroke for each two millimetres."""


def element(tag: str, **attributes: str) -> Any:
    """`element("w:lang", val="en")`; attribute names are Word's."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def run(text: str, bold: bool = False, italic: bool = False, style: str = "", underline: bool = False) -> Any:
    """A run of words; line breaks inside become Word's."""
    made = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    for wanted, child in (
        (style, element("w:rStyle", val=style)),
        (bold, element("w:b")),
        (italic, element("w:i")),
        (underline, element("w:u", val="single")),
    ):
        if wanted:
            properties.append(child)
    if len(properties):
        made.append(properties)
    for index, line in enumerate(text.split("\n")):
        if index:
            made.append(OxmlElement("w:br"))
        words = OxmlElement("w:t")
        words.text = curled(line)
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def control(field: Field, number: int, shown: str, kind: Any) -> Any:
    """A content control inside a paragraph: titled with the spoken label, tagged with the field's name."""
    made, properties, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    placeholder = [] if field.kind == "tick" else [element("w:showingPlcHdr")]
    named = element("w:alias", val=field.label[:64]), element("w:tag", val=field.name[:64]), element("w:id", val=str(number))
    properties.extend((*named, *placeholder, kind))
    content.append(run(shown))
    made.append(properties)
    made.append(content)
    return made


def text_control(field: Field, number: int, in_table: bool = False) -> Any:
    kind = element("w:text", multiLine="1") if field.kind == "lines" or in_table else element("w:text")
    shown = CELL if in_table else "\n".join([LINE] * field.rows) if field.kind == "lines" else "_" * (TO_WRITE[field.what].width // 2)
    return control(field, number, shown, kind)


def tick_control(field: Field, number: int) -> Any:
    box = parse_xml(
        f'<w14:checkbox {W14}><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        f'<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    return control(field, number, "☐", box)


def choice_control(field: Field, number: int, numbers: Sequence[int]) -> Any:
    """A drop-down list for a scale."""
    kind = OxmlElement("w:dropDownList")
    for value in numbers:
        kind.append(element("w:listItem", displayText=str(value), value=str(value)))
    return control(field, number, "____", kind)


def link(paragraph: Any, address: str, text: str) -> Any:
    """A link that works; its relation is noted in the part of the paragraph."""
    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    made.append(run(text, underline=True))
    return made


def repeat_head(table: Any) -> None:
    """The first row comes again on every page, and no row is split between two."""
    for index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if index == 0:
            properties.append(element("w:tblHeader"))


def own_numbering(document: Any, paragraphs: Sequence[Any], start: int) -> None:
    """A numbered list of its own, so that it begins again at `start`."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    base = style.pPr.numPr.numId.val
    abstract = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == base)
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(start)
    for paragraph in paragraphs:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = fresh.numId
        properties.get_or_add_ilvl().val = 0


def describe_last_picture(paragraph: Any, words: str, number: int) -> None:
    """Alternative text of the picture just put into the paragraph."""
    for properties in paragraph._p.iter(qn("wp:docPr")):
        properties.set("descr", words)
        properties.set("id", str(number))


def repacked(data: bytes) -> bytes:
    """The same archive with its members' times and order fixed, so that the same input gives the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            target.writestr(member(name), source.read(name))
    return out.getvalue()

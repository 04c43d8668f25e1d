"""Pieces of a Word file: paragraphs, runs, links, pictures, and the content controls that are its places to write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from builder.text.markup import element as markup
from builder.text.markup import empty
from builder.text.quotes import curled
from builder.text.tree import Field
from builder.text.typeface import width_of

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
SPACE = "\u00a0"
"""What an empty control shows: it keeps its width, is underlined where it ends a line, and does not break."""
LONGEST = 64
"""Letters of a control's title."""
INDENT = 397
"""Twips that a list stands further in than what it belongs to; as in numbering.xml."""
BULLETS, NUMBERS = 1, 1
"""There, the list of all bullets, and the abstract list of numbers."""


def element(tag: str, *children: Any, **attributes: Any) -> Any:
    """`element("w:lang", val="en")`; attribute names are Word's."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def paragraph(style: str = "", *, keep: bool = False, numbered: tuple[int, int] | None = None, tabs: Iterable[Any] = (), indent: int = 0) -> Any:
    """An empty paragraph. `keep` leaves it with what follows; `numbered` is the level in a list and the number of that list; the order is the schema's."""
    wanted = [
        (style, element("w:pStyle", val=style)),
        (keep, element("w:keepNext")),
        (numbered, element("w:numPr", element("w:ilvl", val=numbered[0]), element("w:numId", val=numbered[1])) if numbered else None),
        (stops := tuple(tabs), element("w:tabs", *stops)),
        (indent, element("w:ind", left=indent)),
    ]
    properties = [child for given, child in wanted if given]
    return element("w:p", *([element("w:pPr", *properties)] if properties else []))


def tab_stop(kind: str, twips: int, leader: str = "") -> Any:
    stop = element("w:tab", val=kind, pos=twips)
    if leader:
        stop.set(qn("w:leader"), leader)
    return stop


def run(text: str, bold: bool = False, italic: bool = False, style: str = "", underline: bool = False) -> Any:
    """A run of words; line breaks and tabs inside become Word's."""
    wanted = [(style, element("w:rStyle", val=style)), (bold, element("w:b")), (italic, element("w:i")), (underline, element("w:u", val="single"))]
    properties = [child for given, child in wanted if given]
    made = element("w:r", *([element("w:rPr", *properties)] if properties else []))
    for index, line in enumerate(text.split("\n")):
        if index:
            made.append(element("w:br"))
        for place, words in enumerate(line.split("\t")):
            if place:
                made.append(element("w:tab"))
            if words:
                spoken = element("w:t")
                spoken.text = curled(words)
                spoken.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                made.append(spoken)
    return made


def control(field: Field, number: int, content: Sequence[Any], kind: Any = None, *, empty: bool = False, part: str = "", looks: Any = None) -> Any:
    """A content control: titled with the spoken label, tagged with the field's name. `part` is one box of several; `empty` content goes when one types."""
    label = f"{part}: {field.label}" if part else field.label
    properties = [
        looks,
        element("w:alias", val=label if len(label) <= LONGEST else label[: LONGEST + 1].rsplit(" ", 1)[0][:LONGEST]),
        element("w:tag", val=f"{field.name[:58]}/{part}" if part else field.name[:64]),
        element("w:id", val=number),
        element("w:showingPlcHdr") if empty else None,
        kind,
    ]
    return element("w:sdt", element("w:sdtPr", *(one for one in properties if one is not None)), element("w:sdtContent", *content))


def blank_control(field: Field, number: int, width: float, size: float) -> Any:
    """A line to write on in a sentence, of this width in points; what is typed is underlined too."""
    spaces = SPACE * round(width / width_of(SPACE, size))
    looks = element("w:rPr", element("w:u", val="single"))
    return control(field, number, [run(spaces, underline=True)], element("w:text"), empty=True, looks=looks)


def rest_control(field: Field, number: int) -> Any:
    """A line to write on as far as the next tab stop, whose leader draws it."""
    return control(field, number, [run("\t")], element("w:text"), empty=True)


def cell_control(field: Field, number: int) -> Any:
    """The room of a table cell."""
    return control(field, number, [run(SPACE * 3)], element("w:text", multiLine=1), empty=True)


def lines_control(field: Field, number: int) -> Any:
    """Lines to write on, as paragraphs in one control. A single one holds a space, because Word asks for words where there is nothing."""
    lines = [paragraph("WritingLine", keep=index + 1 < field.rows <= 12) for index in range(field.rows)]
    if field.rows == 1:
        lines[0].append(run(SPACE * 3))
    return control(field, number, lines, element("w:richText"), empty=field.rows == 1)


def tick_control(field: Field, number: int, part: str = "") -> Any:
    states = (("w14:checkedState", "2612"), ("w14:uncheckedState", "2610"))
    looks = (empty(name, "/>", w14__val=code, w14__font="MS Gothic") for name, code in states)
    box = parse_xml(markup("w14:checkbox", empty("w14:checked", "/>", w14__val="0"), *looks, xmlns__w14=W14))
    shown = run("☐")
    shown.insert(0, element("w:rPr", element("w:rFonts", ascii="MS Gothic", hAnsi="MS Gothic", eastAsia="MS Gothic", hint="eastAsia")))
    return control(field, number, [shown], box, part=part)


def scale_control(field: Field, number: int, steps: Any) -> Any:
    """The boxes of a scale, as one field: `steps` is the paragraph that they stand in."""
    return control(field, number, [steps], element("w:richText"))


def link(part: Any, address: str, text: str, bold: bool = False) -> Any:
    """A link that works; its relation is noted in the document."""
    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    made.append(run(text, bold, style="Hyperlink"))
    return made


def picture(part: Any, content: bytes, width: float, words: str, number: int) -> Any:
    """A run with a picture of this width in points, and the words that stand for it."""
    inline = part.new_pic_inline(BytesIO(content), width=Pt(width))
    inline.docPr.set("id", str(number))
    inline.docPr.set("name", f"Picture {number}")
    inline.docPr.set("descr", words)
    return element("w:r", element("w:drawing", inline))


def own_list(document: Any, start: int, level: int) -> int:
    """The number of a numbered list of its own, so that it begins again at `start`."""
    fresh = document.part.numbering_part.element.add_num(NUMBERS)
    fresh.add_lvlOverride(ilvl=level).add_startOverride(start)
    return int(fresh.numId)

"""A handout as a Word file, for programs that adapt it."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model.library import Library
from builder.model.session import Handout
from builder.print.common import Settings, help_arguments, look_of, notice, phrases, standing, text_writer
from builder.print.editions import STEPS, Edition, inputs
from builder.print.fitting import fitting_of
from builder.print.sheet import sheet_source
from builder.print.word_blocks import WordWriter
from builder.print.word_file import HAND, WordPage, blank_document, finished
from builder.print.word_parts import link, paragraph, picture, run
from builder.text.quick_code import quick_code_picture
from builder.text.sheets import MM, Paper
from builder.text.tree import Drawing, Strong, Words
from builder.views.address import page_address, short
from builder.views.help import help_in_foot

SPARE = 70.0
"""Points by which Word's pages may come out longer than the PDF's: the square code stands below the notices, rows are never too low for a hand. What is written
in a drawing stands below it too."""


def page_like_sheet(library: Library, handout: Handout) -> WordPage:
    """As close as is likely to take as many pages as the sheet, or one more where that is too close."""
    sheet = fitting_of(sheet_source(library, handout)).fitted(Edition("letter"))
    written = sum(place.field.rows * HAND * MM for block in handout.body.blocks if isinstance(block, Drawing) for place in block.places)
    pages = sheet.pages + (sheet.spare(STEPS, sheet.pages) < written)
    step = sheet.reckoned(pages, SPARE + written)
    return WordPage.of(inputs(sheet.edition, step))


def handout_docx(library: Library, handout: Handout, settings: Settings, *papers: Paper) -> Iterator[bytes]:
    """The same words as on the sheet, with help lines, notices and the way back: a file for each of the papers."""
    page, look = page_like_sheet(library, handout), look_of(library)
    meta, said, paint = handout.meta, phrases(handout.language), library.color_of(handout.id).paper
    foot = help_in_foot(library, handout.language)
    document = blank_document(page, settings, title=meta.title, language=handout.language, look=look, paint=paint, foot=(foot,))
    writer = WordWriter(document, text_writer(library), page, paint.line)
    writer.first_line((Strong((Words(said[meta.kind]),)), Words(f" · {meta.time} · "), Strong((Words(standing(library, handout)),))), look)
    writer.write("Heading1", (Words(meta.title),))
    writer.write("MainMessage", (Words(meta.main_message),))
    writer.blocks(handout.body.blocks)
    add_help(writer, library, handout.language)
    writer.write("Notice", (Words(notice(library, handout)),), keep=True)
    address = page_address(library, handout.id)
    back = paragraph("Notice")
    back.extend((run(f"{said['online']}\n"), link(document.part, address, short(address)), run("\t")))
    back.append(picture(document.part, quick_code_picture(address), 16 * MM, f"{said['code']} {short(address)}", writer.number()))
    writer.put(back)
    return (finished(document, paper) for paper in papers)


def add_help(writer: WordWriter, library: Library, language: str) -> None:
    """Whom to call, in a box that no page splits."""
    told = help_arguments(library, language)
    writer.write("HelpHeading", (Words(phrases(language)["help"]),))
    writer.write("Help", (Words(told["emergency"]),), bold=True)
    if told["contact"]:
        writer.write("Help", (Words(" · ".join(told["contact"])),))
    for line in told["lines"]:
        made = paragraph("Help")
        made.append(run(line["name"], bold=True))
        for index, way in enumerate(line["ways"]):
            made.append(run(" · " if index else ": "))
            made.append(link(writer.document.part, way["href"], way["label"]))
        writer.put(made)

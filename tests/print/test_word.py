from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from builder.print.common import text_writer
from builder.print.epub_text import BookWriter
from builder.print.syllabus import syllabus_docx
from builder.print.word import FONT, handout_docx
from builder.text.tree import plain
from tests.print.factories import A_MAP, PEN, SETTINGS, a_handout, a_sheet, a_syllabus, has_program, squeezed, text_of, the_library


def word(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def a_file() -> bytes:
    return handout_docx(the_library(), a_handout(), SETTINGS)


def words_of(data: bytes) -> str:
    return squeezed("".join(node.text or "" for node in word(data).element.body.iter(qn("w:t"))))


def test_headings_lists_and_quotes_have_real_styles() -> None:
    styles = {paragraph.style.name for paragraph in word(a_file()).paragraphs}
    assert {"Heading 1", "Heading 2", "List Number", "List Bullet", "Quote"} <= styles


def test_the_head_row_of_a_table_repeats_and_no_row_is_split() -> None:
    for table in word(a_file()).tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_every_field_is_a_content_control_with_its_label_and_name() -> None:
    controls = [
        (node.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")), node.find(qn("w:sdtPr")).find(qn("w:alias")).get(qn("w:val")))
        for node in word(a_file()).element.body.iter(qn("w:sdt"))
    ]
    assert controls == [(field.name, field.label[:64]) for field in a_handout().body.fields()]


ASKS = "## Part\n\nWhat came *before*?\n[lines 2: The cue]\n\nHow steady did I feel?\n[scale 0-3: My calm | low | high]"


def test_in_every_form_a_prompt_stands_in_place_of_the_label() -> None:
    book = BookWriter(text_writer(the_library())).blocks(a_handout(ASKS).body.blocks)
    shown = re.sub(r"<[^>]+>", "", book)
    for form in (words_of(handout_docx(the_library(), a_handout(ASKS), SETTINGS)), text_of(a_sheet(ASKS, PEN).pdf), shown):
        assert (squeezed(form).count("Whatcamebefore"), squeezed(form).count("HowsteadydidIfeel")) == (1, 1)
        assert not re.search("thecue|mycalm", squeezed(form), re.I)
    assert 'aria-label="2 lines to write: The cue"' in book


def test_what_is_written_in_a_drawing_is_written_below_its_picture() -> None:
    document = word(handout_docx(the_library(), a_handout(A_MAP), SETTINGS))
    rows = [row.cells[0].text for row in document.tables[0].rows]
    tags = [node.get(qn("w:val")) for node in document.element.body.iter(qn("w:tag"))]
    described = [node.get("descr") for node in document.element.body.iter(qn("wp:docPr"))]
    assert rows == ["someone I can call", "what we would do"]
    assert tags == ["someone-i-can-call", "what-we-would-do", "what-i-saw"]
    assert described[0].startswith("Me in the middle")


def test_the_language_the_font_and_the_title_are_set() -> None:
    document = word(handout_docx(the_library(), a_handout(language="es"), SETTINGS))
    assert document.core_properties.title == "A sheet"
    assert document.core_properties.language == "es"
    assert document.styles["Normal"].font.name == FONT
    assert {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))} == {"es-US"}


def test_the_square_code_has_alternative_text() -> None:
    described = [node.get("descr") for node in word(a_file()).element.body.iter(qn("wp:docPr"))]
    assert len(described) == 1
    assert "first-thought/a-sheet" in described[0]


def test_a_second_numbered_list_begins_again() -> None:
    document = word(handout_docx(the_library(), a_handout("1. one\n2. two\n\nBetween.\n\n1. one\n\n[lines 1: A thing]"), SETTINGS))
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]


def test_the_children_of_paragraph_properties_stand_in_the_order_of_the_schema() -> None:
    order = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "rPr"]
    for data in (a_file(), syllabus_docx(the_library(), a_syllabus(), SETTINGS)):
        for properties in word(data).element.body.iter(qn("w:pPr")):
            places = [order.index(child.tag.split("}")[1]) for child in properties]
            assert places == sorted(places)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert a_file() == a_file()


@pytest.mark.slow
def test_every_word_of_every_handout_is_in_its_word_file() -> None:
    for handout in the_library().handouts.values():
        said = words_of(handout_docx(the_library(), handout, SETTINGS))
        missing = [piece for piece in plain(handout.body.blocks).split() if squeezed(piece) not in said]
        assert not missing, handout.id


@pytest.mark.slow
@pytest.mark.skipif(not has_program("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_and_converts_sheets_tables_and_a_syllabus_with_all_their_words(tmp_path: Path) -> None:
    log = the_library().handouts["cbt/first-thought/thought-log"]
    made = {
        "everything": a_file(),
        "table": handout_docx(the_library(), log, SETTINGS),
        "syllabus": syllabus_docx(the_library(), a_syllabus(), SETTINGS),
    }
    for name, data in made.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    files = [str(tmp_path / f"{name}.docx") for name in made]
    subprocess.run(["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files], check=True, capture_output=True)
    for name, data in made.items():
        printed = squeezed(text_of((tmp_path / f"{name}.pdf").read_bytes()))
        said = (squeezed(node.text or "") for node in word(data).element.body.iter(qn("w:t")))
        assert not [words for words in said if words not in printed], name

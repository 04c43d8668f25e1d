from __future__ import annotations

import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from builder.print.common import look_of, text_writer
from builder.print.epub_text import BookWriter
from builder.print.products import WORD
from builder.print.syllabus import syllabus_docx
from builder.print.word import handout_docx
from builder.text.columns import ROOM, columns_of
from builder.text.sheets import MM, Paper
from builder.text.tree import Table, plain
from builder.text.typeface import FAMILY, FOLDER, width_of
from builder.views.help import help_in_foot
from tests.print.factories import A_MAP, PEN, SETTINGS, a_handout, a_sheet, a_syllabus, has_program, squeezed, text_of, the_library
from tests.print.office import office_problems
from tests.print.test_look import PAGE, a_library
from tests.trees import a_tree


def word(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def a_file(paper: Paper = "letter") -> bytes:
    return next(handout_docx(the_library(), a_handout(), SETTINGS, paper))


def words_of(data: bytes) -> str:
    return squeezed("".join(node.text or "" for node in word(data).element.body.iter(qn("w:t"))))


def test_headings_lists_and_quotes_have_real_styles() -> None:
    styles = {paragraph.style.name for paragraph in word(a_file()).paragraphs}
    assert {"Heading 1", "Heading 2", "List Number", "List Bullet", "Quote"} <= styles


def test_the_head_row_of_a_table_repeats_and_no_row_is_split() -> None:
    for table in word(a_file()).tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def controls(data: bytes) -> list[tuple[str, str]]:
    """Name and label of each, in reading order."""
    found = [node.find(qn("w:sdtPr")) for node in word(data).element.body.iter(qn("w:sdt"))]
    return [(node.find(qn("w:tag")).get(qn("w:val")), node.find(qn("w:alias")).get(qn("w:val"))) for node in found]


def test_blanks_of_a_sentence_share_what_is_left_of_its_line() -> None:
    body = "I will [____ my small try] on [____ date: the day] at [____ time: the hour], I hope."
    made = word(next(handout_docx(the_library(), a_handout(body), SETTINGS, "letter")))
    words, day, hour = (
        sum(width_of(node.text, 12) for node in control.iter(qn("w:t"))) / MM
        for control in made.element.body.iter(qn("w:sdt"))
        if control.find(qn("w:sdtPr")) is not None
    )
    assert (round(day), round(hour)) == (28, 28)
    assert words > 70


def test_every_field_is_a_content_control_with_its_label_and_name() -> None:
    assert [control for control in controls(a_file()) if "/" not in control[0]] == [
        (field.name, field.label[:64]) for field in a_handout().body.fields()
    ]


def test_a_scale_is_one_field_with_a_box_for_each_number_and_its_words_under_the_ends() -> None:
    boxes = [control for control in controls(a_file()) if "/" in control[0]]
    assert boxes == [(f"how-sure-i-am/{step}", f"{step}: How sure I am") for step in range(11)]
    written = [paragraph.text for paragraph in word(a_file()).paragraphs]
    assert "not at all\tcompletely" in written


def test_lines_are_paragraphs_in_one_control_as_far_apart_as_a_hand_needs() -> None:
    document = word(a_file())
    (lines,) = (
        node for node in document.element.body.iter(qn("w:sdt")) if node.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")) == "what-i-saw"
    )
    assert [line.pPr.pStyle.val for line in lines.find(qn("w:sdtContent"))] == ["WritingLine"] * 3
    assert document.styles["Writing Line"].paragraph_format.line_spacing.mm >= 9 - 0.02
    assert "__" not in "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


@pytest.mark.parametrize("paper", WORD.values())
def test_columns_are_as_wide_as_in_the_pdf_and_rows_high_enough_for_a_hand(paper: Paper) -> None:
    (read,) = (block for block in a_handout().body.blocks if isinstance(block, Table))
    document = word(a_file(paper))
    (section,), (made,) = document.sections, document.tables
    across = section.page_width - section.left_margin - section.right_margin
    shares = columns_of(read, 12).shares(ROOM)
    assert [column.width / across for column in made.columns] == pytest.approx([share / sum(shares) for share in shares], abs=0.001)
    assert [row.height.mm >= 9 - 0.02 if row.height else None for row in made.rows] == [None, None, True]


def test_letter_and_a4_are_papers_of_their_own() -> None:
    sizes = [(round(section.page_width.mm), round(section.page_height.mm)) for paper in WORD.values() for section in word(a_file(paper)).sections]
    assert sizes == [(216, 279), (210, 297)]


def test_a_heading_and_a_prompt_stay_with_what_follows() -> None:
    document = word(a_file())
    assert all(document.styles[name].paragraph_format.keep_with_next for name in ("Heading 1", "Heading 2", "Prompt", "Scale", "Help"))
    assert [paragraph.style.name for paragraph in document.paragraphs if paragraph.text in ("What I saw", "How sure I am")] == ["Prompt", "Prompt"]


def test_a_program_s_logo_color_and_lines_and_whom_to_call_stand_in_its_word_files(tmp_path: Path) -> None:
    library = a_library(a_tree(tmp_path))
    data = next(handout_docx(library, library.handouts[PAGE], SETTINGS, "letter"))
    document = word(data)
    assert office_problems(data) == []
    assert next(document.element.body.iter(qn("wp:docPr"))).get("descr") == look_of(library).name
    (section,) = document.sections
    assert [paragraph.text for paragraph in section.footer.paragraphs][1:] == [help_in_foot(library, "en"), "Second floor"]
    assert document.paragraphs[0].text == "Elm Health"
    assert document.paragraphs[1].text.startswith("Plan · 5 minutes now, 1 minute each morning · Draft, not reviewed")


def test_the_font_in_the_file_is_the_font_of_the_pdf() -> None:
    with zipfile.ZipFile(BytesIO(a_file())) as archive:
        table = etree.fromstring(archive.read("word/fontTable.xml"))
        for face in ("Regular", "Bold", "Italic"):
            key = table.find(f".//{qn(f'w:embed{face}')}").get(qn("w:fontKey"))
            mask = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1] * 2
            mixed = archive.read(f"word/fonts/{face}.odttf")
            assert (
                bytes(a ^ b for a, b in zip(mixed[:32], mask, strict=True)) + mixed[32:]
                == (FOLDER / f"AtkinsonHyperlegibleNext-{face}.ttf").read_bytes()
            )


ASKS = "## Part\n\nWhat came *before*?\n[lines 2: The cue]\n\nHow steady did I feel?\n[scale 0-3: My calm | low | high]"


def test_in_every_form_a_prompt_stands_in_place_of_the_label() -> None:
    book = BookWriter(text_writer(the_library())).blocks(a_handout(ASKS).body.blocks)
    shown = re.sub(r"<[^>]+>", "", book)
    for form in (words_of(next(handout_docx(the_library(), a_handout(ASKS), SETTINGS, "letter"))), text_of(a_sheet(ASKS, PEN).pdf), shown):
        assert (squeezed(form).count("Whatcamebefore"), squeezed(form).count("HowsteadydidIfeel")) == (1, 1)
        assert not re.search("thecue|mycalm", squeezed(form), re.I)
    assert 'aria-label="2 lines to write: The cue"' in book


def test_what_is_written_in_a_drawing_is_written_below_its_picture() -> None:
    document = word(next(handout_docx(the_library(), a_handout(A_MAP), SETTINGS, "letter")))
    rows = [row.cells[0].text for row in document.tables[0].rows]
    tags = [node.get(qn("w:val")) for node in document.element.body.iter(qn("w:tag"))]
    described = [node.get("descr") for node in document.element.body.iter(qn("wp:docPr"))]
    assert rows == ["someone I can call", "what we would do"]
    assert tags == ["someone-i-can-call", "what-we-would-do", "what-i-saw"]
    assert described[0].startswith("Me in the middle")


def test_the_language_the_font_and_the_title_are_set() -> None:
    document = word(next(handout_docx(the_library(), a_handout(language="es"), SETTINGS, "letter")))
    assert document.core_properties.title == "A sheet"
    assert document.core_properties.language == "es"
    assert {fonts.get(qn("w:ascii")) for fonts in document.styles.element.iter(qn("w:rFonts"))} == {FAMILY}
    assert {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))} == {"es-US"}


def test_the_square_code_has_alternative_text() -> None:
    described = [node.get("descr") for node in word(a_file()).element.body.iter(qn("wp:docPr"))]
    assert len(described) == 1
    assert "first-thought/a-sheet" in described[0]


def test_a_second_numbered_list_begins_again() -> None:
    document = word(next(handout_docx(the_library(), a_handout("1. one\n2. two\n\nBetween.\n\n1. one\n\n[lines 1: A thing]"), SETTINGS, "letter")))
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]


def test_the_children_of_paragraph_properties_stand_in_the_order_of_the_schema() -> None:
    order = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "rPr"]
    for data in (a_file(), next(syllabus_docx(the_library(), a_syllabus(), SETTINGS, "letter"))):
        for properties in word(data).element.body.iter(qn("w:pPr")):
            places = [order.index(child.tag.split("}")[1]) for child in properties]
            assert places == sorted(places)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert a_file() == a_file()


@pytest.mark.slow
def test_every_word_of_every_handout_is_in_its_word_file(site: Path) -> None:
    for handout in the_library().handouts.values():
        said = words_of((site / f"participants/{handout.id}.docx").read_bytes())
        missing = [piece for piece in plain(handout.body.blocks).split() if squeezed(piece) not in said]
        assert not missing, handout.id


@pytest.mark.slow
@pytest.mark.skipif(not has_program("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_and_converts_sheets_tables_and_a_syllabus_with_all_their_words(tmp_path: Path) -> None:
    log = the_library().handouts["cbt/first-thought/thought-log"]
    made = {
        "everything": a_file(),
        "table": next(handout_docx(the_library(), log, SETTINGS, "letter")),
        "syllabus": next(syllabus_docx(the_library(), a_syllabus(), SETTINGS, "letter")),
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

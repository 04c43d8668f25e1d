from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name

from builder.print.appearances import FONT
from builder.print.editions import Edition, inputs, margin
from builder.print.forms import INSET as INSET_POINTS
from builder.print.forms import LostField, fillable
from builder.print.sheet import sheet_source
from builder.print.typesetter import typeset
from builder.text.sheets import MM
from builder.text.tree import Field
from tests.print.factories import A_MAP, LARGE, PEN, SCREEN, a_handout, a_sheet, names, opened, text_of, the_library

INSET = float(INSET_POINTS)


def fields_of(pdf: Any) -> dict[str, Any]:
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def raw() -> bytes:
    return typeset(sheet_source(the_library(), a_handout()), inputs(SCREEN, 4), 0)


def test_every_field_of_the_source_is_a_field_of_the_form_in_reading_order() -> None:
    with opened(a_sheet().pdf) as pdf:
        assert list(fields_of(pdf)) == names(a_handout())


def test_each_kind_of_field_becomes_its_kind_of_widget() -> None:
    with opened(a_sheet().pdf) as pdf:
        form = fields_of(pdf)
        assert str(form["a-person"].FT) == "/Tx"
        assert int(form["what-i-saw"].Ff) & (1 << 12)
        assert str(form["i-tried-it"].FT) == "/Btn"
        assert set(form["i-tried-it"].AP.N.keys()) == {"/Yes", "/Off"}
        scale = form["how-sure-i-am"]
        assert int(scale.Ff) & (1 << 15)
        assert [next(iter(set(kid.AP.N.keys()) - {"/Off"})) for kid in scale.Kids] == [f"/{number}" for number in range(11)]


def test_labels_are_spoken() -> None:
    with opened(a_sheet().pdf) as pdf:
        form = fields_of(pdf)
        assert str(form["first-when"].TU) == "First, When"
        assert str(form["how-sure-i-am"].Kids[7].TU) == "How sure I am: 7"


def test_a_field_is_as_high_as_its_row_whatever_words_make_the_row_high() -> None:
    label = "Treatment, such as a group, a meeting, or medicine, or whatever else it is that day, " * 3
    sheet = a_sheet(f"| Point | When | Where |\n| --- | --- | --- |\n| {label} | [____] | [____] |\n| Up | [____] | [____] |")
    with opened(sheet.pdf) as pdf, pypdfium2.PdfDocument(sheet.pdf) as read:
        heights = [float(field.Rect[3] - field.Rect[1]) for field in fields_of(pdf).values()]
        text = read[0].get_textpage()
        letters = text.get_text_range()
        first, last = (text.get_charbox(letters.index(words)) for words in ("Treatment", "Up"))
    high = first[3] - last[3]  # from row to row
    assert high > 100
    assert [high - height - 2 * INSET for height in heights[:2]] == [pytest.approx(2 * 1.2 + 0.6, abs=1)] * 2
    assert max(heights[2:]) < high / 2


def test_a_field_keeps_a_millimetre_from_the_box_around_it() -> None:
    sheet = a_sheet()
    with opened(typeset(sheet_source(the_library(), a_handout()), sheet.settings, 0)) as before, opened(sheet.pdf) as after:
        links = [link for page in before.pages for link in page.Annots if str(link.get("/A", Dictionary()).get("/URI", "")) == "x-field:what-i-saw"]
        box, field = ([float(edge) for edge in thing.Rect] for thing in (links[0], fields_of(after)["what-i-saw"]))
    assert [abs(inner - outer) for outer, inner in zip(box, field, strict=True)] == [pytest.approx(72 / 25.4, abs=0.01)] * 4


def test_a_place_to_write_in_a_drawing_is_a_field_over_its_box() -> None:
    with opened(a_sheet(A_MAP).pdf) as pdf:
        form = fields_of(pdf)
        assert list(form) == names(a_handout(A_MAP)) == ["someone-i-can-call", "what-we-would-do", "what-i-saw"]
        assert str(form["someone-i-can-call"].TU) == "someone I can call"
        assert int(form["what-we-would-do"].Ff) & (1 << 12)
        left, below, right, above = (float(edge) for edge in form["someone-i-can-call"].Rect)
        other = [float(edge) for edge in form["what-we-would-do"].Rect]
    across = (other[0] - left) / (380 - 20)
    assert (right - left + 2 * INSET) / across == pytest.approx(200, abs=1.5)
    assert other[3] == pytest.approx(above, abs=0.5)
    assert (other[3] - other[1]) / (above - below) == pytest.approx(2, abs=0.3)


def test_on_paper_a_drawing_has_its_boxes_and_the_words_that_stand_for_it() -> None:
    with opened(a_sheet(A_MAP, PEN).pdf) as pdf:
        figures = [node for node in pdf.objects if isinstance(node, Dictionary) and node.get("/S") == Name.Figure]
        assert "/AcroForm" not in pdf.Root
    assert [str(figure.Alt)[:16] for figure in figures if "/Alt" in figure].count("Me in the middle") == 1


def test_in_large_print_a_drawing_to_write_on_is_as_wide_as_the_text_and_asks_nothing_twice() -> None:
    assert "someone I can call" not in text_of(a_sheet(A_MAP, LARGE).pdf)
    with opened(a_sheet(A_MAP, Edition("letter-fillable-large")).pdf) as pdf:
        form = fields_of(pdf)
        assert list(form) == names(a_handout(A_MAP))
        left, _, right, _ = (float(edge) for edge in form["someone-i-can-call"].Rect)
        narrowest = float(pdf.pages[0].mediabox[2]) - 2 * margin(0) * MM
    assert right - left + 2 * INSET >= 200 / 600 * narrowest - 1


def test_a_lost_field_stops_the_build() -> None:
    more = (*a_handout().body.fields(), Field(kind="blank", name="not-drawn", label="Not drawn", line=1, column=1))
    with pytest.raises(LostField, match="not-drawn"):
        fillable(raw(), more)


def test_an_unknown_field_stops_the_build() -> None:
    with pytest.raises(LostField, match="a-person"):
        fillable(raw(), [field for field in a_handout().body.fields() if field.name != "a-person"])


SCRIPTS = "AZaz09€ żžő ẾộợĐ ΑΩάώ АЯяїґ — “…” №"


def test_the_font_of_the_form_has_the_letters_of_many_languages_under_their_own_codes() -> None:
    """Viewers write a letter by its character (PDFium, pdf.js) or by the number of its glyph (pypdf): here all are one number."""
    with opened(a_sheet().pdf) as pdf:
        font = pdf.Root.AcroForm.DR.Font[FONT]
        letters = font.DescendantFonts[0]
        to_unicode = font.ToUnicode.read_bytes().decode()
        runs = list(letters.W)
        widths = dict(width for first, run in zip(runs[::2], runs[1::2], strict=True) for width in enumerate(run, int(first)))
        file = TTFont(BytesIO(letters.FontDescriptor.FontFile2.read_bytes()))
    assert letters.CIDToGIDMap == Name.Identity
    cmap = file.getBestCmap()
    assert len(cmap) >= 1300
    assert all(file.getGlyphID(glyph) == code for code, glyph in cmap.items())
    assert {code: round(file["hmtx"][glyph][0]) for code, glyph in cmap.items()} == {code: int(width) for code, width in widths.items()}
    ranges = re.findall(r"<(....)> <(....)> <(....)>", to_unicode)
    assert {code for first, last, _ in ranges for code in range(int(first, 16), int(last, 16) + 1)} == set(cmap)
    assert all(first == said for first, _, said in ranges)
    assert all(file["glyf"][cmap[ord(letter)]].numberOfContours for letter in SCRIPTS.replace(" ", ""))


def test_a_handout_to_fill_stays_small() -> None:
    assert len(a_sheet().pdf) < 100_000


def test_the_first_cell_of_a_row_is_its_head() -> None:
    with opened(a_sheet().pdf) as pdf:
        scopes = [
            str(kind.Scope)
            for node in pdf.objects
            if isinstance(node, Dictionary) and node.get("/S") == Name.TH
            for kind in node.A
            if "/Scope" in kind
        ]
    assert scopes.count("/Column") == 3
    assert scopes.count("/Row") == 2

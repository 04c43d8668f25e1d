"""The workbook to fold: every page once, where it stands when the sheets are folded into each other."""

from __future__ import annotations

from functools import cache

import pypdfium2
import pytest

from builder.print.booklet import MOST_SHEETS, PRINT_ONLY, THICKNESS, folded, parts_of, sides_of
from builder.print.typesetter import typeset
from builder.print.typst_text import literal
from tests.print.factories import opened

PAGES = 90
FOLD = 6
"""Points beside the fold, where words are for whoever folds."""


@cache
def a_book(pages: int = PAGES) -> bytes:
    """Letter pages with their number in the outer bottom corner, as they stand in a book."""
    page = 'page(paper: "us-letter", margin: 20mm, footer: context { if calc.even(here().page()) { [#here().page()] } else { h(1fr); [#here().page()] } })'
    source = f'#set document(title: "A book")\n#set text(font: "Atkinson Hyperlegible Next")\n#set {page}\n' + "#pagebreak()\n".join(
        f"#heading({literal(f'Page {number}')})\n" for number in range(1, pages + 1)
    )
    return typeset(source, {}, 0)


@cache
def a_booklet() -> bytes:
    return folded(a_book(), "A book, to fold")


def halves(pdf: bytes) -> list[tuple[str, str]]:
    """The words of the left and of the right half of each side."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            left, right = (text.get_text_bounded(from_x, 0, to_x, height) for from_x, to_x in ((0, width / 2 - FOLD), (width / 2 + FOLD, width)))
            found.append((" ".join(left.split()), " ".join(right.split())))
        return found


@pytest.mark.parametrize("pages", [1, 4, 5, 64, 65, 100, 121, 130, 200])
def test_parts_are_alike_in_thickness_and_hold_every_page_once(pages: int) -> None:
    parts = parts_of(pages)
    sheets = [len(part) // 4 for part in parts]
    assert max(sheets) <= MOST_SHEETS
    assert max(sheets) - min(sheets) <= 1
    assert all(part[0] % 2 for part in parts)
    printed = [page for part in parts for side in sides_of(part, pages) for page in (side.left, side.right) if page]
    assert sorted(printed) == list(range(1, pages + 1))


def test_folded_into_each_other_the_sheets_of_a_part_read_from_front_to_back() -> None:
    """Leaf by leaf: a sheet's right front and left back are one leaf, its right back and left front the other."""
    for part in parts_of(PAGES):
        sides = list(sides_of(part, 10_000))
        sheets = list(zip(sides[::2], sides[1::2], strict=True))
        first_half = [page for front, back in sheets for page in (front.right, back.left)]
        second_half = [page for front, back in reversed(sheets) for page in (back.right, front.left)]
        assert [*first_half, *second_half] == list(part)


def test_each_page_stands_in_its_half_with_its_number_at_the_outer_edge() -> None:
    sides = [side for part in parts_of(PAGES) for side in sides_of(part, PAGES)]
    found = halves(a_booklet())
    assert len(found) == len(sides) == 46
    for side, (left, right) in zip(sides, found, strict=True):
        for number, words in ((side.left, left), (side.right, right)):
            assert words == (f"Page {number} {number}" if number else "")


def test_pages_further_inside_are_moved_towards_the_fold() -> None:
    with opened(a_booklet()) as pdf:
        last = len(parts_of(PAGES)[0]) // 2 - 1
        outermost, innermost = (pdf.pages[number].Contents.read_bytes().decode() for number in (0, last))
    assert "q 1 0 0 1 0.000 0.000 cm /L" in outermost
    assert f"q 1 0 0 1 {THICKNESS * (last // 2):.3f} 0.000 cm /L" in innermost


def test_a_booklet_says_that_it_is_for_a_printer_and_how() -> None:
    with opened(a_booklet()) as pdf:
        assert str(pdf.docinfo.Subject) == PRINT_ONLY
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
        assert "/StructTreeRoot" not in pdf.Root
        assert [float(edge) for edge in pdf.pages[0].MediaBox] == [0, 0, 1224, 792]
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Part 1 of 2: pages 1 to 44, 11 sheets", "Part 2 of 2: pages 45 to 90, 12 sheets"]
    assert folded(a_book(), "A book, to fold") == a_booklet()


def test_the_first_sheet_of_each_part_says_along_the_fold_what_is_folded_with_it() -> None:
    first = [sum(len(part) // 2 for part in parts_of(PAGES)[:number]) for number in range(len(parts_of(PAGES)))]
    with pypdfium2.PdfDocument(a_booklet()) as document:
        told = [page.get_textpage().get_text_range().count("folded together") for page in document]
    assert [number for number, count in enumerate(told) if count] == first
    with pypdfium2.PdfDocument(folded(a_book(8), "A thin book")) as document:
        assert not any("folded together" in page.get_textpage().get_text_range() for page in document)

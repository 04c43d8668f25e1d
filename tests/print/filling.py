"""Filling forms as people and programs do, and reading back what is kept and what is seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary, Name

from builder.print.sheet import sheets
from tests.print.factories import SCREEN, SETTINGS, the_library


@dataclass(frozen=True)
class TextField:
    """A field for words: its page, counted from 0, and its box in points."""

    name: str
    page: int
    box: tuple[float, float, float, float]
    several: bool
    """Whether it takes several lines."""


@cache
def forms() -> dict[str, bytes]:
    """Every handout with fields, as the file to fill on Letter paper, by its id."""
    library = the_library()
    filled = (handout for handout in library.handouts.values() if handout.body.to_fill)
    return {handout.id: next(iter(sheets(library, handout, SETTINGS, (SCREEN,)))).pdf for handout in filled}


def text_fields(pdf: bytes) -> Iterator[TextField]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        for number, page in enumerate(opened.pages):
            for widget in page.get("/Annots", Array()):
                if widget.get("/FT") == Name.Tx:
                    left, bottom, right, top = (float(edge) for edge in widget.Rect)
                    yield TextField(str(widget.T), number, (left, bottom, right, top), bool(int(widget.get("/Ff", 0)) & 1 << 12))


def typed(pdf: bytes, answers: Mapping[str, str]) -> bytes:
    """The file after someone clicked into each field in Chrome's viewer and typed, letter by letter."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        form = document.formenv.raw
        pages = [document[number] for number in range(len(document))]
        for field in text_fields(pdf):
            page, (left, bottom, right, top) = pages[field.page].raw, field.box
            middle = (left + right) / 2, (bottom + top) / 2
            pdfium.FORM_OnLButtonDown(form, page, 0, *middle)
            pdfium.FORM_OnLButtonUp(form, page, 0, *middle)
            for letter in answers[field.name]:
                pdfium.FORM_OnChar(form, page, ord(letter), 0)
            pdfium.FORM_ForceToKillFocus(form)
        out = BytesIO()
        document.save(out)
        return out.getvalue()


def kept(pdf: bytes) -> dict[str, str]:
    """What a file holds in its fields for words."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        fields = opened.Root.AcroForm.Fields
        return {str(field.T): str(field.get("/V", "")).replace("\r", "\n") for field in fields if field.get("/FT") == Name.Tx}


def seen(pdf: bytes) -> dict[str, str]:
    """What is seen of each field for words: each is drawn on a page of its own, as large as its box, and read from there. What has no ink is not read."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        fields = [field for field in opened.Root.AcroForm.Fields if field.get("/FT") == Name.Tx]
        names = [str(field.T) for field in fields]
        boxes = pikepdf.Pdf.new()
        for field in fields:
            box = field.AP.N.BBox
            page = boxes.add_blank_page(page_size=(float(box[2]), float(box[3])))
            page.Resources = Dictionary(XObject=Dictionary(Words=boxes.copy_foreign(field.AP.N)))
            page.Contents = boxes.make_stream(b"/Words Do")
        out = BytesIO()
        boxes.save(out)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        return {name: _read(page) for name, page in zip(names, document, strict=True)}


def _read(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage().get_text_bounded()
    has_ink = len(page.render(scale=1, grayscale=True).to_pil().getcolors()) > 1
    return " ".join(text.split()) if has_ink else ""

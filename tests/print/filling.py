"""Filling forms as people and programs do, and reading back what is kept and what is seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary, Name

from tests.print.factories import PRODUCT, SETTINGS, a_syllabus, the_library


@dataclass(frozen=True)
class TextField:
    """A field for words: its page, counted from 0, and its box in points."""

    name: str
    page: int
    box: tuple[float, float, float, float]
    size: int
    """Points of what is typed."""
    several: bool
    """Whether it takes several lines."""


@cache
def forms(site: Path) -> dict[str, bytes]:
    """Every handout with fields, as the file to fill on Letter paper that is published, by its id."""
    filled = (handout.id for handout in the_library().handouts.values() if handout.body.to_fill)
    return {name: (site / f"participants/{name}-letter-fillable.pdf").read_bytes() for name in filled}


@cache
def cards(site: Path) -> dict[str, bytes]:
    """The cards for a wallet that are published to fill in, in every language and on both papers, by their paths."""
    with_cards = [handout.id for handout in the_library().handouts.values() if handout.cards]
    found = {path for name in with_cards for path in (site / "participants").glob(f"{name}*-cards*fillable.pdf")}
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(found)}


@cache
def certificates() -> dict[str, bytes]:
    """The one of a track, on both papers."""
    editions = ("letter-fillable", "a4-fillable")
    return {f"certificate{file.ending}": file.content for file in PRODUCT["certificate"].make(the_library(), a_syllabus(), SETTINGS, editions)}


def text_fields(pdf: bytes) -> Iterator[TextField]:
    """Each once, at the first of its places."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        known = set[str]()
        for number, page in enumerate(opened.pages):
            for widget in page.get("/Annots", Array()):
                field = widget.get("/Parent", widget)
                if field.get("/FT") == Name.Tx and str(field.T) not in known:
                    known.add(str(field.T))
                    left, bottom, right, top = (float(edge) for edge in widget.Rect)
                    size = int(str(field.DA).split()[1])
                    yield TextField(str(field.T), number, (left, bottom, right, top), size, bool(int(field.get("/Ff", 0)) & 1 << 12))


def widgets_of(field: pikepdf.Object) -> list[Any]:
    """The places of a field."""
    return list(field.get("/Kids", [field]))


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
    """What is seen of each field for words, at the first of its places."""
    return {name: words[0] for name, words in seen_at_each(pdf).items()}


def seen_at_each(pdf: bytes) -> dict[str, list[str]]:
    """What is seen of each field for words at all its places: each is drawn on a page of its own, as large as its box, and read from there. What has no ink
    is not read."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = [(str(field.T), widget) for field in opened.Root.AcroForm.Fields if field.get("/FT") == Name.Tx for widget in widgets_of(field)]
        boxes = pikepdf.Pdf.new()
        for _, widget in found:
            box = widget.AP.N.BBox
            page = boxes.add_blank_page(page_size=(float(box[2]), float(box[3])))
            page.Resources = Dictionary(XObject=Dictionary(Words=boxes.copy_foreign(widget.AP.N)))
            page.Contents = boxes.make_stream(b"/Words Do")
        out = BytesIO()
        boxes.save(out)
    read: dict[str, list[str]] = {}
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        for (name, _), page in zip(found, document, strict=True):
            read.setdefault(name, []).append(_read(page))
    return read


def _read(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage().get_text_bounded()
    has_ink = len(page.render(scale=1, grayscale=True).to_pil().getcolors()) > 1
    return " ".join(text.split()) if has_ink else ""

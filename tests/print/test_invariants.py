"""Deliberately damaged PDFs: the invariants must catch every one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from builder.print.appearances import FONT
from tests.print.factories import a_handout, a_sheet, names, opened, saved
from tests.print.invariants import elements, problems

Damage = Callable[[pikepdf.Pdf], Any]


def first_widget(pdf: pikepdf.Pdf) -> Any:
    return next(a for page in pdf.pages for a in page.Annots if a.Subtype == Name.Widget and a.get("/FT") == Name.Tx)


def first(pdf: pikepdf.Pdf, tag: str) -> Any:
    return next(element.node for element in elements(pdf) if element.tag == tag)


def the_metadata(pdf: pikepdf.Pdf, old: str, new: str) -> None:
    changed = pdf.Root.Metadata.read_bytes().decode().replace(old, new)
    pdf.Root.Metadata = pdf.make_stream(changed.encode(), Type=Name.Metadata, Subtype=Name.XML)


def no_head_cells(pdf: pikepdf.Pdf) -> None:
    for element in elements(pdf):
        if element.tag == "/TH":
            element.node.S = Name.TD


def no_scope(pdf: pikepdf.Pdf) -> None:
    first(pdf, "/TH").A = Array()


def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    descriptor = pdf.Root.AcroForm.DR.Font[FONT].DescendantFonts[0].FontDescriptor
    del descriptor["/FontFile2"]


def back_to_a_link(pdf: pikepdf.Pdf) -> None:
    widget = first_widget(pdf)
    widget.Subtype = Name.Link
    widget.A = Dictionary(S=Name.URI, URI=String("x-field:first-when"))


def off_the_page(pdf: pikepdf.Pdf) -> None:
    first_widget(pdf).Rect = Array([500, 500, 900, 520])


def one_over_another(pdf: pikepdf.Pdf) -> None:
    widgets = [a for a in pdf.pages[0].Annots if a.get("/FT") == Name.Tx]
    widgets[1].Rect = widgets[0].Rect


def twice_the_same_name(pdf: pikepdf.Pdf) -> None:
    fields = pdf.Root.AcroForm.Fields
    fields[1].T = fields[0].T


def out_of_order(pdf: pikepdf.Pdf) -> None:
    fields = list(pdf.Root.AcroForm.Fields)
    pdf.Root.AcroForm.Fields = Array([*fields[1:], fields[0]])


DAMAGE: dict[str, tuple[Damage, str]] = {
    "no language": (lambda pdf: pdf.Root.__delitem__("/Lang"), "no language"),
    "no title": (lambda pdf: the_metadata(pdf, "dc:title", "dc:other"), "no title"),
    "not marked": (lambda pdf: pdf.Root.__delitem__("/MarkInfo"), "not marked as tagged"),
    "no structure": (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "no structure tree"),
    "not said to be PDF/UA": (lambda pdf: the_metadata(pdf, "pdfuaid:part", "pdfuaid:past"), "PDF/UA-1"),
    "file name for a title": (lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"), "file name instead of the title"),
    "tab order": (lambda pdf: pdf.pages[0].__delitem__("/Tabs"), "tab order"),
    "no spoken label": (lambda pdf: first_widget(pdf).__delitem__("/TU"), "no spoken label"),
    "empty spoken label": (lambda pdf: first_widget(pdf).__setitem__("/TU", String(" ")), "no spoken label"),
    "not drawn": (lambda pdf: first_widget(pdf).__delitem__("/AP"), "not drawn"),
    "still a link": (back_to_a_link, "still a link"),
    "tagged as a link": (lambda pdf: setattr(first(pdf, "/Form"), "S", Name.Link), "tagged /Link and not /Form"),
    "out of the tree": (lambda pdf: first(pdf, "/Form").__delitem__("/K"), "not in the structure tree"),
    "wrong way back": (lambda pdf: first_widget(pdf).__setitem__("/StructParent", 9999), "lead back"),
    "no way back": (lambda pdf: first_widget(pdf).__delitem__("/StructParent"), "lead back"),
    "no head cells": (no_head_cells, "no head cell"),
    "head without scope": (no_scope, "row or a column"),
    "font not embedded": (font_not_embedded, "not embedded"),
    "no font to type in": (lambda pdf: first_widget(pdf).__setitem__("/DA", String("/Helv 10 Tf")), "no font to be typed in"),
    "picture without words": (lambda pdf: first(pdf, "/Figure").__delitem__("/Alt"), "no description"),
    "twice the same name": (twice_the_same_name, "are called"),
    "no name": (lambda pdf: pdf.Root.AcroForm.Fields[0].__delitem__("/T"), "no name"),
    "a field gone": (lambda pdf: pdf.Root.AcroForm.Fields.__delitem__(0), "is missing"),
    "a field too many": (lambda pdf: pdf.Root.AcroForm.Fields[0].__setitem__("/T", String("other")), "not in the source"),
    "out of order": (out_of_order, "not in reading order"),
    "no form": (lambda pdf: pdf.Root.__delitem__("/AcroForm"), "belongs to no form"),
    "drawing left to the viewer": (lambda pdf: pdf.Root.AcroForm.__setitem__("/NeedAppearances", True), "leaves the drawing"),
    "off the page": (off_the_page, "over the edge"),
    "one over another": (one_over_another, "over another field"),
    "a skipped heading": (lambda pdf: setattr(first(pdf, "/H2"), "S", Name.H4), "followed by"),
    "no first heading": (lambda pdf: setattr(first(pdf, "/H1"), "S", Name.P), "first heading"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_pdf_is_caught(name: str) -> None:
    damage, said = DAMAGE[name]
    with opened(a_sheet().pdf) as pdf:
        damage(pdf)
        broken = saved(pdf)
    found = problems(broken, names(a_handout()))
    assert any(said in problem for problem in found), found


def test_a_sound_pdf_has_no_problems() -> None:
    assert problems(a_sheet().pdf, names(a_handout())) == []


def test_a_truncated_file_is_a_problem_and_not_a_crash() -> None:
    assert "cannot be read" in problems(b"%PDF-1.7 cut short")[0]

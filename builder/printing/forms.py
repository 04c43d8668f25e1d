"""Links to `x-field:NAME` become form fields: real widgets with names, spoken labels, embedded font and drawn states."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from builder.markup.tree import Field
from builder.printing.appearances import BLUE, FONT, dot, drawing, embedded_font, tick
from builder.printing.structure import annotations_of, elements, name_row_heads

SCHEME = "x-field:"
INSET = Decimal("2.83")
"""One millimetre: what is typed keeps clear of the box around it."""
MULTILINE, RADIO, NO_TOGGLE = 1 << 12, 1 << 15, 1 << 14
PRINTED = 4
TEXT_SIZE = 12


class LostField(Exception):
    """A field of the source is not in the PDF, or the other way round. It never reaches a reader."""


def fillable(pdf: bytes, fields: Sequence[Field]) -> bytes:
    """The finished file: every field a widget, row heads named, the same bytes for the same input. Raises LostField."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        name_row_heads(opened)
        if fields or SCHEME.encode() in pdf:
            _fill(opened, fields)
        out = BytesIO()
        opened.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, fix_metadata_version=False)
        return out.getvalue()


def _fill(pdf: pikepdf.Pdf, fields: Sequence[Field]) -> None:
    found = _links(pdf)
    wanted = {field.name: field for field in fields}
    lost = [name for name in wanted if name not in found]
    extra = [name for name in found if name not in wanted]
    if lost or extra:
        raise LostField(f"lost: {', '.join(lost) or 'none'}; unknown: {', '.join(extra) or 'none'}")
    if not found:
        return
    font = embedded_font(pdf)
    made = [_field(pdf, wanted[name], places, font) for name, places in found.items()]
    resources = Dictionary(Font=Dictionary({FONT: font}))
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(made), DR=resources, DA=String(_style(TEXT_SIZE)), NeedAppearances=False))
    for page in pdf.pages:
        if "/Annots" in page:
            page.Tabs = Name.S


def _links(pdf: pikepdf.Pdf) -> dict[str, list[tuple[str, Any, Any]]]:
    """Field name to its places in reading order: the choice it stands for, the structure element, the annotation."""
    found: dict[str, list[tuple[str, Any, Any]]] = {}
    for element in elements(pdf):
        if element.tag != "/Link":
            continue
        for annotation in annotations_of(element.node):
            uri = str(annotation.get("/A", {}).get("/URI", ""))
            if uri.startswith(SCHEME):
                name, _, choice = uri.removeprefix(SCHEME).partition("/")
                found.setdefault(name, []).append((choice, element.node, annotation))
    return found


def _field(pdf: pikepdf.Pdf, field: Field, places: list[tuple[str, Any, Any]], font: Any) -> Any:
    if field.kind != "scale" and len(places) != 1:
        raise LostField(f"'{field.name}' stands in {len(places)} places")
    for _, element, _annotation in places:
        element.S = Name.Form
    if field.kind == "scale":
        return _scale(pdf, field, places)
    widget = _widget(places[0][2], pages=pdf.pages)
    widget.T, widget.TU = String(field.name), String(field.label)
    if field.kind == "tick":
        _choice(pdf, widget, "Yes", tick)
        widget.FT = Name.Btn
        return widget
    width, height = _inset(widget)
    widget.FT = Name.Tx
    widget.DA = String(_style(TEXT_SIZE if height >= 15 else 10))
    widget.DR = Dictionary(Font=Dictionary({FONT: font}))
    if field.kind == "lines" or height > 30:
        widget.Ff = MULTILINE
    widget.AP = Dictionary(N=drawing(pdf, width, height, "/Tx BMC EMC", font))
    return widget


def _scale(pdf: pikepdf.Pdf, field: Field, places: list[tuple[str, Any, Any]]) -> Any:
    group = pdf.make_indirect(Dictionary(FT=Name.Btn, Ff=RADIO | NO_TOGGLE, T=String(field.name), TU=String(field.label), V=Name.Off))
    kids = []
    for choice, _, annotation in places:
        widget = _widget(annotation, pages=pdf.pages)
        widget.TU = String(f"{field.label}: {choice}")
        widget.Parent = group
        _choice(pdf, widget, choice, dot)
        kids.append(widget)
    group.Kids = Array(kids)
    return group


def _widget(annotation: Any, pages: Any) -> Any:
    """A link annotation made over; it keeps its place on the page and its number in the structure tree."""
    for key in ("/A", "/Border", "/Contents", "/QuadPoints"):
        if key in annotation:
            del annotation[key]
    annotation.Subtype = Name.Widget
    annotation.F = PRINTED
    return annotation


def _inset(widget: Any) -> tuple[Decimal, Decimal]:
    """Draws the widget in by a millimetre, less where it is small; gives its width and height."""
    left, bottom, right, top = (Decimal(str(edge)) for edge in widget.Rect)
    by_x = min(INSET, (right - left) / 10)
    by_y = min(INSET, (top - bottom) / 10)
    box = [round(edge, 3) for edge in (left + by_x, bottom + by_y, right - by_x, top - by_y)]
    widget.Rect = Array(box)
    return box[2] - box[0], box[3] - box[1]


def _choice(pdf: pikepdf.Pdf, widget: Any, state: str, draw: Any) -> None:
    """On and off, drawn; the file needs no symbol font."""
    left, bottom, right, top = (Decimal(str(edge)) for edge in widget.Rect)
    width, height = right - left, top - bottom
    on = drawing(pdf, width, height, draw(width, height))
    widget.AP = Dictionary(N=Dictionary({f"/{state}": on, "/Off": drawing(pdf, width, height, "")}))
    widget.AS = Name.Off
    if draw is tick:
        widget.V = Name.Off


def _style(size: int) -> str:
    return f"{FONT} {size} Tf {BLUE.split(' rg')[0]} rg"

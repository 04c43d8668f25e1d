"""Links to `x-field:NAME` become form fields: real widgets with names, spoken labels, embedded font and drawn states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from builder.print.appearances import BLUE, FONT, LEADING, Drawings, dot, tick
from builder.print.repeated import repeated
from builder.print.structure import name_row_heads
from builder.text.tree import Field

SCHEME = "x-field:"
INSET = Decimal("2.83")
"""One millimetre: what is typed keeps clear of the box around it."""
MULTILINE, RADIO, NO_TOGGLE, CENTERED = 1 << 12, 1 << 15, 1 << 14, 1
PRINTED = 4
SIZES = (11, 10, 9)
"""Points. A size that a viewer chooses goes down to 4, and it chooses anew with each letter; at these, what is more than a box holds is scrolled to."""
LEAST, ONE_LINE = SIZES[-1], 10


NOTHING: Mapping[str, int] = MappingProxyType({})


class LostField(Exception):
    """A field of the source is not in the PDF, or the other way round. It never reaches a reader."""


@dataclass(frozen=True)
class Finished:
    """A file that can leave: its bytes and its pages."""

    pdf: bytes
    pages: int


def fillable(pdf: bytes, fields: Sequence[Field], large: Mapping[str, int] = NOTHING, copies: Sequence[tuple[float, float]] = ()) -> Finished:
    """Every field a widget, row heads named, the same bytes for the same input. Raises LostField.

    `large` are points of what is typed in the middle of one line, by the names of such fields. `copies` is where each field stands again on its page, as
    points to the right and up: it is typed once and seen at each.
    """
    # A file is mapped into memory; bytes would be read through Python, call by call, at half the speed. (Its name may have letters that the language of the
    # system has not: pikepdf is not told it.)
    with TemporaryDirectory(prefix="groupwork-form-") as folder:
        raw = Path(folder) / "raw.pdf"
        raw.write_bytes(pdf)
        with raw.open("rb") as stream, pikepdf.open(stream) as opened:
            if b"/TBody" in pdf:
                name_row_heads(opened)
            if fields or SCHEME.encode() in pdf:
                _fill(opened, fields, large, copies)
            out = BytesIO()
            opened.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, fix_metadata_version=False)
            return Finished(out.getvalue(), len(opened.pages))


def _fill(pdf: pikepdf.Pdf, fields: Sequence[Field], large: Mapping[str, int], copies: Sequence[tuple[float, float]]) -> None:
    found = _links(pdf)
    wanted = {field.name: field for field in fields}
    lost = [name for name in wanted if name not in found]
    extra = [name for name in found if name not in wanted]
    if lost or extra:
        raise LostField(f"lost: {', '.join(lost) or 'none'}; unknown: {', '.join(extra) or 'none'}")
    if not found:
        return
    drawings = Drawings(pdf)
    made = [_field(wanted[name], places, drawings, large.get(name, 0)) for name, places in found.items()]
    if copies:
        made = [repeated(field, copies, drawings) for field in made]
    resources = Dictionary(Font=Dictionary({FONT: drawings.font}))
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(made), DR=resources, DA=String(_style(ONE_LINE)), NeedAppearances=False))
    for page in pdf.pages:
        if "/Annots" in page:
            page.Tabs = Name.S


def _links(pdf: pikepdf.Pdf) -> dict[str, list[tuple[str, Any, Any]]]:
    """Field name to its places in reading order: the choice it stands for, the structure element, the annotation."""
    found: dict[str, list[tuple[str, Any, Any]]] = {}
    elements = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for page in pdf.pages:
        for annotation in page.get("/Annots", Array()):
            uri = str(annotation.get("/A", Dictionary()).get("/URI", ""))
            if uri.startswith(SCHEME):
                name, _, choice = uri.removeprefix(SCHEME).partition("/")
                found.setdefault(name, []).append((choice, elements[int(annotation.StructParent)], annotation))
    return found


def _field(field: Field, places: list[tuple[str, Any, Any]], drawings: Drawings, large: int) -> Any:
    if field.kind != "scale" and len(places) != 1:
        raise LostField(f"'{field.name}' stands in {len(places)} places")
    for _, element, _annotation in places:
        element.S = Name.Form
    if field.kind == "scale":
        return _scale(field, places, drawings)
    widget = _widget(places[0][2])
    widget.T, widget.TU = String(field.name), String(field.label)
    if field.kind == "tick":
        _choice(drawings, widget, "Yes", tick)
        widget.FT = Name.Btn
        return widget
    width, height = _inset(widget)
    widget.FT = Name.Tx
    widget.DA = String(_style(large or _size(height)))
    widget.DR = Dictionary(Font=Dictionary({FONT: drawings.font}))
    if large:
        widget.Q = CENTERED
    elif _holds(height, 2, LEAST):
        widget.Ff = MULTILINE
    widget.AP = Dictionary(N=drawings.for_words(width, height))
    return widget


def _scale(field: Field, places: list[tuple[str, Any, Any]], drawings: Drawings) -> Any:
    group = drawings.pdf.make_indirect(Dictionary(FT=Name.Btn, Ff=RADIO | NO_TOGGLE, T=String(field.name), TU=String(field.label), V=Name.Off))
    kids = []
    for choice, _, annotation in places:
        widget = _widget(annotation)
        widget.TU = String(f"{field.label}: {choice}")
        widget.Parent = group
        _choice(drawings, widget, choice, dot)
        kids.append(widget)
    group.Kids = Array(kids)
    return group


def _widget(annotation: Any) -> Any:
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


def _choice(drawings: Drawings, widget: Any, state: str, draw: Any) -> None:
    """On and off, drawn; the file needs no symbol font."""
    left, bottom, right, top = (Decimal(str(edge)) for edge in widget.Rect)
    width, height = right - left, top - bottom
    on = drawings.of(width, height, draw(width, height))
    widget.AP = Dictionary(N=Dictionary({f"/{state}": on, "/Off": drawings.of(width, height, "")}))
    widget.AS = Name.Off
    if draw is tick:
        widget.V = Name.Off


def _size(height: Decimal) -> int:
    """The largest at which three lines can be seen; where there is no room for two, that of a single line."""
    if not _holds(height, 2, LEAST):
        return ONE_LINE
    return next((size for size in SIZES if _holds(height, 3, size)), LEAST)


def _holds(height: Decimal, lines: int, size: int) -> bool:
    return float(height) >= lines * size * LEADING + 2


def _style(size: int) -> str:
    return f"{FONT} {size} Tf {BLUE.split(' rg')[0]} rg"

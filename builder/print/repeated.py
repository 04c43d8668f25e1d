"""One field at several places of a page: it is typed once and seen at each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from builder.print.appearances import Drawings
from builder.print.structure import listed

OF_THE_FIELD = ("/FT", "/T", "/DA", "/DR", "/Q", "/Ff")
"""What all places of a field have together."""


def repeated(widget: Any, places: Sequence[tuple[float, float]], drawings: Drawings) -> Any:
    """A field for words as the parent of its widget and of more at these distances, in points to the right and up. They are read last, so that the keys go
    through the fields of the first card before they come to the same fields on the others."""
    pdf = drawings.pdf
    tree = pdf.Root.StructTreeRoot
    elements = pikepdf.NumberTree(tree.ParentTree)
    document = listed(tree.K)[0]
    page = listed(elements[int(widget.StructParent)].K)[0].Pg
    field = pdf.make_indirect(Dictionary({key: widget[key] for key in (*OF_THE_FIELD, "/TU") if key in widget}))
    for key in OF_THE_FIELD:
        if key in widget:
            del widget[key]
    widget.Parent = field
    field.Kids = Array([widget])
    left, bottom, right, top = (Decimal(str(edge)) for edge in widget.Rect)
    for across, up in places:
        x, y = (Decimal(str(distance)) for distance in (across, up))
        number = int(tree.ParentTreeNextKey)
        tree.ParentTreeNextKey = number + 1
        copy = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                Rect=Array([round(edge, 3) for edge in (left + x, bottom + y, right + x, top + y)]),
                F=widget.F,
                TU=widget.TU,
                Parent=field,
                StructParent=number,
                AP=Dictionary(N=drawings.for_words(right - left, top - bottom)),
            )
        )
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=document, K=Dictionary(Type=Name.OBJR, Obj=copy, Pg=page)))
        elements[number] = element
        document.K.append(element)
        page.Annots.append(copy)
        field.Kids.append(copy)
    return field

"""The structure tree of a tagged PDF: what stands in it, and the heads that its tables lack."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def listed(kids: Any) -> list[Any]:
    """`/K` may be one thing or many."""
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def annotations_of(node: Any) -> list[Any]:
    """The annotations that a structure element stands for."""
    return [kid.Obj for kid in listed(node.get("/K")) if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR and "/Obj" in kid]


def name_row_heads(pdf: pikepdf.Pdf) -> None:
    """Typst knows only column heads. The first cell of a row that holds words becomes its head, with a scope, so that both are announced."""
    for row in pdf.objects:
        if not isinstance(row, Dictionary) or row.get("/S") != Name.TR or row.P.get("/S") != Name.TBody:
            continue
        cells = [cell for cell in listed(row.get("/K")) if isinstance(cell, Dictionary)]
        for cell in cells:
            attributes = [kind for kind in listed(cell.get("/A")) if "/Headers" not in kind or len(kind.keys()) > 2]
            for kind in attributes:
                if "/Headers" in kind:
                    del kind["/Headers"]
            cell.A = Array(attributes)
        if len(cells) > 1 and _has_words(cells[0]):
            cells[0].S = Name.TH
            cells[0].A = Array([*listed(cells[0].get("/A")), Dictionary(O=Name.Table, Scope=Name.Row)])


def _has_words(node: Any) -> bool:
    """True for an element with marked content and no annotation."""
    if annotations_of(node):
        return False
    kids = listed(node.get("/K"))
    inner = [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]
    return any(isinstance(kid, int) for kid in kids) or any(_has_words(kid) for kid in inner)

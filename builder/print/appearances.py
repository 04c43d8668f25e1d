"""How a form field looks in a PDF: its font, embedded whole, and the drawings of its states."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from builder.text.typeface import FIELDS, typeface

FONT = "/Webdings"
"""What the fields call their font. PDFium, which fills forms in Chrome and Edge, goes by this name alone: a font of another name it uses for Western letters
only, and takes any it finds on the device for all others, or drops them. Of a symbol font it believes that it holds every letter."""
BLUE = "0.05 0.15 0.4 rg 0.05 0.15 0.4 RG"
"""What someone typed, as if by pen."""

ASCENT, DESCENT = 930, -250
"""Thousandths of the size: what letters without accents take, and most with them. Viewers set lines as close as this says; the font's own numbers would
cost a line in three."""
LEADING = (ASCENT - DESCENT) / 1000


class Drawings:
    """The drawings of one file's fields. Boxes and choices that look alike share theirs."""

    def __init__(self, pdf: pikepdf.Pdf):
        self.pdf = pdf
        self.font = embedded_font(pdf)
        self._made: dict[tuple[Decimal, Decimal, str], Any] = {}

    def of(self, width: Decimal, height: Decimal, content: str) -> Any:
        """A form XObject of this size, in points."""
        key = (width, height, content)
        if key not in self._made:
            self._made[key] = self._drawing(width, height, content, Dictionary())
        return self._made[key]

    def for_words(self, width: Decimal, height: Decimal) -> Any:
        """An empty one for one field alone: programs write what is filled in into the drawing that they find."""
        return self._drawing(width, height, "/Tx BMC EMC", Dictionary(Font=Dictionary({FONT: self.font})))

    def _drawing(self, width: Decimal, height: Decimal, content: str, resources: Dictionary) -> Any:
        box = Array([0, 0, width, height])
        return self.pdf.make_stream(content.encode("ascii"), Type=Name.XObject, Subtype=Name.Form, FormType=1, BBox=box, Resources=resources)


def embedded_font(pdf: pikepdf.Pdf) -> Any:
    """A wide font, whole. Its codes, characters and glyph numbers are Unicode's own, so that whatever a viewer writes, it writes the same."""
    wide, face = _wide_font(), typeface(FIELDS)
    name = Name("/NotoSans-Fields")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,
        FontBBox=Array([round(edge) for edge in face.box]),
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=DESCENT,
        CapHeight=round(face.cap_height),
        StemV=80,
        FontFile2=pdf.make_stream(wide.file, Filter=Name.FlateDecode, Length1=len(face.data)),
    )
    letters = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=0,
        W=Array([entry for first, widths in wide.widths for entry in (first, Array(widths))]),
        CIDToGIDMap=Name.Identity,
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=name,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(letters)]),
        ToUnicode=pdf.make_stream(wide.to_unicode, Filter=Name.FlateDecode),
    )
    return pdf.make_indirect(font)


@dataclass(frozen=True)
class WideFont:
    """What is the same in every file, and made once a process: streams are compressed already."""

    file: bytes
    to_unicode: bytes
    widths: tuple[tuple[int, tuple[int, ...]], ...]
    """Runs of codes: the first, and the width of each."""


@cache
def _wide_font() -> WideFont:
    face = typeface(FIELDS)
    steps = enumerate(sorted(face.widths))
    runs = [[code for _, code in run] for _, run in groupby(steps, lambda each: (each[1] - each[0], each[1] >> 8))]
    return WideFont(
        file=zlib.compress(face.data, 9),
        to_unicode=zlib.compress(_to_unicode(runs).encode(), 9),
        widths=tuple((run[0], tuple(round(face.widths[code]) for code in run)) for run in runs),
    )


def _to_unicode(runs: Sequence[Sequence[int]]) -> str:
    """Each code to itself. A block holds a hundred ranges at the most, and a range ends with its row of 256."""
    ranges = [f"<{run[0]:04X}> <{run[-1]:04X}> <{run[0]:04X}>" for run in runs]
    blocks = [ranges[start : start + 100] for start in range(0, len(ranges), 100)]
    said = "\n".join(f"{len(block)} beginbfrange\n{chr(10).join(block)}\nendbfrange" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{said}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )


def tick(width: Decimal, height: Decimal) -> str:
    """A check mark."""
    x, y = float(width), float(height)
    return f"q {BLUE} {x * 0.14:.2f} w 1 J 1 j {x * 0.2:.2f} {y * 0.5:.2f} m {x * 0.43:.2f} {y * 0.26:.2f} l {x * 0.82:.2f} {y * 0.78:.2f} l S Q"


def dot(width: Decimal, height: Decimal) -> str:
    """A filled circle of half the size."""
    radius = min(float(width), float(height)) * 0.3
    x, y, bend = float(width) / 2, float(height) / 2, radius * 0.5523
    curves = [
        (x + radius, y + bend, x + bend, y + radius, x, y + radius),
        (x - bend, y + radius, x - radius, y + bend, x - radius, y),
        (x - radius, y - bend, x - bend, y - radius, x, y - radius),
        (x + bend, y - radius, x + radius, y - bend, x + radius, y),
    ]
    drawn = " ".join(" ".join(f"{point:.2f}" for point in curve) + " c" for curve in curves)
    return f"q {BLUE} {x + radius:.2f} {y:.2f} m {drawn} f Q"

"""How a form field looks in a PDF: its font, embedded whole, and the drawings of its states."""

from __future__ import annotations

import zlib
from decimal import Decimal
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from builder.text.typeface import typeface

FONT = "/Field"
BLUE = "0.05 0.15 0.4 rg 0.05 0.15 0.4 RG"
"""What someone typed, as if by pen."""

_CP1252 = bytes(range(32, 256)).decode("cp1252", errors="replace")


class Drawings:
    """The drawings of one file's fields. Fields that look alike share theirs."""

    def __init__(self, pdf: pikepdf.Pdf):
        self.pdf = pdf
        self.font = embedded_font(pdf)
        self._made: dict[tuple[Decimal, Decimal, str], Any] = {}

    def of(self, width: Decimal, height: Decimal, content: str) -> Any:
        """A form XObject of this size, in points."""
        key = (width, height, content)
        if key not in self._made:
            self._made[key] = self.pdf.make_stream(
                content.encode("ascii"),
                Type=Name.XObject,
                Subtype=Name.Form,
                FormType=1,
                BBox=Array([0, 0, width, height]),
                Resources=Dictionary(Font=Dictionary({FONT: self.font})) if "/Tx" in content else Dictionary(),
            )
        return self._made[key]


def embedded_font(pdf: pikepdf.Pdf) -> Any:
    """The body font as a simple font with WinAnsi encoding, whole, so that a viewer can draw whatever is typed."""
    face = typeface()
    name = Name("/AtkinsonHyperlegibleNext-Regular")
    file = pdf.make_stream(_deflated(), Filter=Name.FlateDecode, Length1=len(face.data))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,
        FontBBox=Array([round(edge) for edge in face.box]),
        ItalicAngle=0,
        Ascent=round(face.ascent),
        Descent=round(face.descent),
        CapHeight=round(face.cap_height),
        StemV=80,
        FontFile2=file,
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=name,
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=255,
        Widths=Array(_widths()),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(font)


@cache
def _deflated() -> bytes:
    """The font's file, compressed once a process and not once a handout."""
    return zlib.compress(typeface().data, 9)


@cache
def _widths() -> tuple[int, ...]:
    widths = typeface().widths
    return tuple(round(widths.get(ord(char), 0)) for char in _CP1252)


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

"""The vendored font as numbers: which characters it has, and how wide they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from builder.installed import TEMPLATES

FOLDER = TEMPLATES / "print" / "fonts"
FAMILY = "Atkinson Hyperlegible Next"
REGULAR = "AtkinsonHyperlegibleNext-Regular.ttf"
BOLD = "AtkinsonHyperlegibleNext-Bold.ttf"
FIELDS = "../field-font/NotoSans-Fields.ttf"
"""What is typed into forms is set in: the letters of many more languages."""


SURE = frozenset(map(chr, range(0x20, 0x7F))) | set("\n\r\táéíóúüñÁÉÍÓÚÜÑ¿¡–—‘’“”…•·×½°")
"""Characters that the font is known to have, so that most texts need not load it; a test looks into the font."""


@dataclass(frozen=True)
class Typeface:
    """Metrics in thousandths of the size. `widths` maps a code point to its advance."""

    file: str
    widths: Mapping[int, float]
    ascent: float
    descent: float
    cap_height: float
    box: tuple[float, float, float, float]

    def width(self, text: str, size: float) -> float:
        """Points that `text` takes at `size` points."""
        missing = self.widths[ord("n")]
        return sum(self.widths.get(ord(char), missing) for char in text) * size / 1000

    @property
    def data(self) -> bytes:
        return (FOLDER / self.file).read_bytes()


@cache
def typeface(file: str = REGULAR) -> Typeface:
    """One file of the family, read once."""
    from fontTools.ttLib import TTFont  # takes a while to load, and most edits need no widths

    with TTFont(FOLDER / file, lazy=True) as font:
        unit = 1000 / font["head"].unitsPerEm
        advances = font["hmtx"].metrics
        widths = {code: advances[glyph][0] * unit for code, glyph in font.getBestCmap().items()}
        head, os2 = font["head"], font["OS/2"]
        box = tuple(value * unit for value in (head.xMin, head.yMin, head.xMax, head.yMax))
        return Typeface(
            file=file,
            widths=widths,
            ascent=font["hhea"].ascent * unit,
            descent=font["hhea"].descent * unit,
            cap_height=os2.sCapHeight * unit,
            box=(box[0], box[1], box[2], box[3]),
        )


@lru_cache(1 << 15)
def width_of(text: str, size: float, bold: bool = False) -> float:
    """Points that `text` takes in the body font."""
    return typeface(BOLD if bold else REGULAR).width(text, size)


@cache
def drawable() -> frozenset[str]:
    """Every character that the font has, and the white space that is never drawn."""
    return frozenset(map(chr, typeface().widths)) | set("\n\r\t")


def missing_characters(text: str) -> tuple[str, ...]:
    """Characters that the font cannot draw, each once, in the order in which they come."""
    if SURE.issuperset(text):
        return ()
    known = drawable()
    return tuple(dict.fromkeys(char for char in text if char not in known))

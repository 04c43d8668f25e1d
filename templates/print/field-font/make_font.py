"""Makes the font of form fields from Noto Sans: `python make_font.py NotoSans_400Regular.ttf NotoSans-Fields.ttf`. See supply/vendored.toml.

The number of each glyph is the code point of its letter, so that viewers that write glyph numbers, characters or codes into a form all write the same.
"""

from __future__ import annotations

import copy
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

LETTERS = (
    *range(0x20, 0x7F), *range(0xA0, 0x250),  # Latin, with all its accents
    *(0x2C6, 0x2C7), *range(0x2D8, 0x2DE), *range(0x300, 0x370),  # accents that are typed by themselves
    *range(0x370, 0x530),  # Greek, Cyrillic
    *range(0x1E00, 0x1F00),  # Vietnamese, and more Latin
    *range(0x2010, 0x2028), *range(0x2030, 0x203B), 0x2044, 0x20AB, 0x20AC, 0x20BD, 0x2116, 0x2122, 0x2212,
)  # fmt: skip
FREE = (*range(0x01, 0x20), *range(0x7F, 0xA0))
"""Numbers of no letter, for parts that letters are put together from."""


def main(source: str, target: str) -> None:
    font = TTFont(source)
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "DSIG", "gasp"]
    cut = subset.Subsetter(options)
    cut.populate(unicodes=LETTERS)
    cut.subset(font)
    _renumber(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(target)


def _renumber(font: TTFont) -> None:
    cmap, glyf, hmtx = font.getBestCmap(), font["glyf"], font["hmtx"]
    parts = iter(FREE)
    slots = cmap | {next(parts): name for name in font.getGlyphOrder() if name not in {".notdef", *cmap.values()}}
    order = [".notdef", *(f"g{number}" for number in range(1, max(slots) + 1))]
    renamed = {name: f"g{number}" for number, name in slots.items()}
    glyphs, widths = {name: Glyph() for name in order}, dict.fromkeys(order, (0, 0))
    for number, name in ((0, ".notdef"), *slots.items()):
        glyph = glyphs[order[number]] = copy.deepcopy(glyf[name])
        for part in glyph.components if glyph.isComposite() else ():
            part.glyphName = renamed[part.glyphName]
        widths[order[number]] = hmtx[name]
    font.setGlyphOrder(order)
    glyf.glyphs, glyf.glyphOrder, hmtx.metrics = glyphs, order, widths
    for table in font["cmap"].tables:
        table.cmap = {code: f"g{code}" for code in cmap}


if __name__ == "__main__":
    main(*sys.argv[1:])

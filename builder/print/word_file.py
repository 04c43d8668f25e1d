"""The Word file around what is written in it: its parts, page, styles, colours and fonts. They stand in templates/print/word, one file a part."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from io import BytesIO
from string import Template
from typing import Any
from uuid import UUID

from docx import Document
from docx.shared import Pt
from markupsafe import Markup

from builder.model.palette import PALETTE, Paint
from builder.print.archive import repacked
from builder.print.common import Letterhead, Settings, phrases
from builder.print.typesetter import TEMPLATES
from builder.text.markup import element, empty, filled, joined
from builder.text.sheets import MM, SHEETS, Paper
from builder.text.typeface import FAMILY, FOLDER
from builder.work.system import left_behind

PARTS = TEMPLATES / "word"
"""Its licence allows that a file carries it, so that lines break as in the PDF, on any machine."""
FACES = ("Regular", "Bold", "Italic")
"""Those that a file carries; the few words that are bold and italic are slanted by Word."""
NATURAL = 1.3
"""From baseline to baseline at Word's line height of 1, in sizes of this font."""
HAND = 9.0
"""Millimetres that a hand needs at least from line to line."""


@dataclass(frozen=True)
class WordPage:
    """What a page is measured by: the settings of the same sheet as a PDF, in points."""

    size: float
    pitch: float
    gap: float
    room: float
    cell: float
    table: float
    row: float
    margin: float
    drawing: float

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> WordPage:
        """From the settings that templates/print/type.typ takes, with what it takes where one is not given."""

        def given(name: str, otherwise: float) -> float:
            return float(settings.get(name, otherwise))

        size = given("size", 12)
        return cls(
            size=size,
            pitch=given("pitch", 1.36),
            gap=given("gap", 0.62) * size,
            room=max(HAND, given("room", 9)) * MM,
            cell=max(HAND, given("cell", 13)) * MM,
            table=min(size, given("table", 11.5)),
            row=given("row", 4),
            margin=given("margin", 18) * MM,
            drawing=given("drawing", 62) * MM,
        )

    @property
    def across(self) -> float:
        """The width of the text, which is the same on both papers."""
        return SHEETS["letter"][0] - 2 * self.margin


def twips(points: float) -> int:
    return round(points * 20)


def blank_document(page: WordPage, settings: Settings, *, title: str, language: str, look: Letterhead, paint: Paint, foot: Sequence[str] = ()) -> Any:
    """An empty document with our page on Letter, styles, language and properties. `foot` stands on every page, below its number, and after it what the program says there."""
    said = phrases(language)
    words = {"title": title, "author": look.name, "language": language, "locale": {"en": "en-US", "es": "es-US"}.get(language, language)}
    given: dict[str, object] = {
        **words,
        "page": said["page"],
        "of": said["of"],
        "below": joined(map(_foot_line, filter(None, (*foot, look.foot)))),
        "made": datetime.datetime.fromtimestamp(settings.made_at, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        **{name: _hex(color.paper.line) for name, color in PALETTE.items()},
        "accent": _hex(paint.line),
        "soft": _hex(paint.soft),
        **_measures(page),
        "font": FAMILY,
        **{face: key for face, (key, _) in _fonts().items()},
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in _parts().items():
            package.writestr(name, filled(part, given))
        for face, (_, data) in _fonts().items():
            package.writestr(f"word/fonts/{face}.odttf", data)
    return Document(out)


def _foot_line(line: str) -> Markup:
    style = element("w:pPr", empty("w:pStyle", "/>", w__val="Footer"))
    return element("w:p", style, element("w:r", element("w:t", line)))


def _hex(color: str) -> str:
    return color.removeprefix("#").upper()


def _measures(page: WordPage) -> Mapping[str, int]:
    """Twips, half points for sizes of letters, and 240 for a line that is as high as the font asks for."""
    between = (page.pitch - 1) * page.size + page.gap

    def line(pitch: float) -> int:
        return round(240 * pitch / NATURAL)

    return {
        "wide": twips(SHEETS["letter"][0]),
        "high": twips(SHEETS["letter"][1]),
        "side": twips(page.margin),
        "top": twips(page.margin - 3 * MM),
        "bottom": twips(page.margin + 1 * MM),
        "foot": twips(page.margin - 8 * MM),
        "across": twips(page.across),
        "size": round(page.size * 2),
        "large": round(page.size * 2.16),
        "h1": round(page.size * 3.8),
        "h2": round(page.size * 2.44),
        "h3": round(page.size * 2.12),
        "table": round(page.table * 2),
        "line": line(page.pitch),
        "rows": line(1 + (page.pitch - 1) * 0.85),
        "tight": line(1.2),
        "gap": twips(page.gap),
        "close": twips(page.gap * 0.35),
        "over": twips(between * 1.5 - page.gap),
        "under": twips(between * 0.85 - 0.2 * page.size),
        "message": twips(between),
        "room": twips(page.room),
        "pad": twips(page.row),
    }


@cache
def _parts() -> Mapping[str, Template]:
    """Every part, by its name in the file."""
    files = sorted(path for path in PARTS.rglob("*") if path.is_file() and not left_behind(path.name))
    return {path.relative_to(PARTS).as_posix(): Template(path.read_text(encoding="utf-8")) for path in files}


@cache
def _fonts() -> Mapping[str, tuple[str, bytes]]:
    """The faces of the font as Word embeds them, each with its key: the first 32 bytes are mixed with it, so that nobody takes the file for a font."""
    made = {}
    for face in FACES:
        data = (FOLDER / f"AtkinsonHyperlegibleNext-{face}.ttf").read_bytes()
        key = UUID(bytes=sha256(data).digest()[:16])
        mixed = bytes(byte ^ key.bytes[15 - index % 16] for index, byte in enumerate(data[:32]))
        made[face] = (f"{{{str(key).upper()}}}", mixed + data[32:])
    return made


def embedded_faces() -> tuple[bytes, ...]:
    """The faces as they stand in every file."""
    return tuple(data for _, data in _fonts().values())


def finished(document: Any, paper: Paper) -> bytes:
    """The same bytes for the same document. On another paper the text stays as wide and as high, in the middle, so that lines and pages are the same."""
    (section,) = document.sections
    wide, high = SHEETS[paper]
    beside, over = (wide - section.page_width.pt) / 2, (high - section.page_height.pt) / 2
    section.page_width, section.page_height = Pt(wide), Pt(high)
    for edges, more in ((("left_margin", "right_margin"), beside), (("top_margin", "bottom_margin", "header_distance", "footer_distance"), over)):
        for edge in edges:
            setattr(section, edge, Pt(getattr(section, edge).pt + more))
    out = BytesIO()
    document.save(out)
    return repacked(out.getvalue())

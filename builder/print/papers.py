"""Where a book's text stands on a page. Letter and A4 hold the same lines on the same pages: who says "page 34" to a room is understood by everyone.

So a book is set once, on Letter. On A4 nothing of it moves but the edges of the paper around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from builder.text.sheets import MM, SHEETS, Paper

TEXT_WIDTH, TEXT_HEIGHT = 172 * MM, 240 * MM
"""Points from the first to the last letter of a line, and from the first to the last line of a page."""
INSIDE = 0.58
"""The share of the bound edge of what a page has beside its text."""
TOPS: Mapping[Paper, float] = {"letter": 20 * MM, "a4": 27 * MM}
BOXES = (Name.MediaBox, Name.CropBox, Name.BleedBox, Name.TrimBox, Name.ArtBox)


def margins(paper: Paper) -> dict[str, float]:
    """Points between the text and the edges of a right page: `inside` is its left one, and a left page's right one."""
    width, height = SHEETS[paper]
    inside = INSIDE * (width - TEXT_WIDTH)
    return {
        "inside": inside,
        "outside": width - TEXT_WIDTH - inside,
        "top": TOPS[paper],
        "bottom": height - TEXT_HEIGHT - TOPS[paper],
    }


def on_a4(book: bytes) -> bytes:
    """A finished book, set on Letter, as it stands on A4. What it links to beside itself is then on A4 too."""
    now, then = margins("letter"), margins("a4")
    width, height = SHEETS["a4"]
    top = SHEETS["letter"][1] - now["top"] + then["top"]
    with TemporaryDirectory(prefix="groupwork-a4-") as folder:
        file = Path(folder) / "letter.pdf"
        file.write_bytes(book)
        with pikepdf.open(file) as opened:
            for number, page in enumerate(opened.pages, 1):
                edge = "inside" if number % 2 else "outside"
                left = now[edge] - then[edge]
                for box in BOXES:
                    if box in page:
                        page[box] = Array([round(one, 3) for one in (left, top - height, left + width, top)])
                _link_to_a4(page)
            out = BytesIO()
            opened.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, fix_metadata_version=False)
    return out.getvalue()


def _link_to_a4(page: pikepdf.Page) -> None:
    for annotation in page.get("/Annots", Array()):
        action: Any = annotation.get("/A", Dictionary())
        address = str(action.get("/URI", ""))
        if address.startswith("../") and address.endswith("-letter.pdf"):
            action.URI = String(f"{address.removesuffix('-letter.pdf')}-a4.pdf")

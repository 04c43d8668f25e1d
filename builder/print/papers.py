"""Where text stands on Letter and on A4: the same lines on the same pages, so that who says "page 34" to a room is understood by everyone.

So a handout or a book is set once, on Letter. On A4 nothing of it moves but the edges of the paper around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from builder.text.sheets import MM, SHEETS, Paper

BOXES = (Name.MediaBox, Name.CropBox, Name.BleedBox, Name.TrimBox, Name.ArtBox)


@dataclass(frozen=True)
class Frame:
    """Text of so many points across and down, and where it stands: `inside` is the share of the bound edge of what a page has beside it."""

    width: float
    height: float
    inside: float
    tops: Mapping[Paper, float]

    def margins(self, paper: Paper) -> dict[str, float]:
        """Points between the text and the edges of a right page: `inside` is its left one, and a left page's right one."""
        width, height = SHEETS[paper]
        inside = self.inside * (width - self.width)
        return {
            "inside": inside,
            "outside": width - self.width - inside,
            "top": self.tops[paper],
            "bottom": height - self.height - self.tops[paper],
        }


BOOK = Frame(172 * MM, 240 * MM, 0.58, {"letter": 20 * MM, "a4": 27 * MM})
HANDOUT = Frame(178 * MM, 250 * MM, 0.5, {"letter": 15 * MM, "a4": 23.8 * MM})
"""Of the loosest layout; in a tighter one the text is larger by as much on either paper."""
RUN_SHEET = Frame(187 * MM, 255.4 * MM, 0.5, {"letter": 11.5 * MM, "a4": 20 * MM})


def on_a4(pdf: bytes, frame: Frame = BOOK) -> bytes:
    """A finished file, set on Letter, as it stands on A4. What it links to beside itself is then on A4 too."""
    now, then = frame.margins("letter"), frame.margins("a4")
    width, height = SHEETS["a4"]
    top = SHEETS["letter"][1] - now["top"] + then["top"]
    with TemporaryDirectory(prefix="groupwork-a4-") as folder:
        file = Path(folder) / "letter.pdf"
        file.write_bytes(pdf)
        with file.open("rb") as stream, pikepdf.open(stream) as opened:
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

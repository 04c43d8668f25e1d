"""A book to fold: two pages side by side on sheets of twice the size, in parts that a copy shop can staple through the fold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from builder.print.typesetter import typeset
from builder.print.typst_text import literal
from builder.text.sheets import MM
from builder.text.typeface import FAMILY

MOST_SHEETS = 16
"""In one part: what long-arm and machine staplers go through, and what still folds flat. 16 sheets are 64 pages."""
THICKNESS = 0.12 * MM
"""Points by which each sheet pushes the one inside it outwards at the fold. Its pages are moved as much towards the fold, so that all edges line up."""
UP = 12 * MM
"""Points from the foot of a sheet at which the words of a part begin."""
PRINT_ONLY = (
    "For a printer alone: two pages side by side, to be printed on both sides, flipped on the short edge, folded and stapled. It has no tags; "
    "the workbook itself is the file to read and to fill in."
)


@dataclass(frozen=True)
class Side:
    """One side of a sheet: the numbers of its pages, 0 for an empty one, and how many sheets lie around it."""

    left: int
    right: int
    inside: int


def parts_of(pages: int) -> tuple[range, ...]:
    """Page numbers of each part, as alike in thickness as can be; each begins on a right page. The last may hold empty pages at its end."""
    sheets = -(-pages // 4)
    count = -(-sheets // MOST_SHEETS)
    ends = [4 * (sheets * part // count) for part in range(count + 1)]
    return tuple(range(first + 1, last + 1) for first, last in pairwise(ends))


def sides_of(part: range, pages: int) -> Iterator[Side]:
    """Front and back of each sheet, from the outermost to the one in the middle."""

    def page(place: int) -> int:
        return part[place] if part[place] <= pages else 0

    for sheet in range(len(part) // 4):
        near, far = 2 * sheet, len(part) - 1 - 2 * sheet
        yield Side(page(far), page(near), sheet)
        yield Side(page(near + 1), page(far - 1), sheet)


def folded(pdf: bytes, title: str) -> bytes:
    """The book as sheets to fold."""
    with pikepdf.open(BytesIO(pdf)) as book, pikepdf.new() as made:
        left, bottom, right, top = (float(edge) for edge in book.pages[0].mediabox)
        width, height = right - left, top - bottom
        forms = [made.copy_foreign(page.as_form_xobject()) for page in book.pages]
        parts = parts_of(len(forms))
        for number, part in enumerate(parts, 1):
            words = f"Part {number} of {len(parts)}: this sheet and the {len(part) // 4 - 1} behind it are folded together"
            mark = _mark(made, words) if len(parts) > 1 else None
            for side in sides_of(part, len(forms)):
                _add(made, side, forms, (width, height), mark)
                mark = None  # the first side of a part has it
        with made.open_outline() as outline:
            before = 0
            for number, part in enumerate(parts, 1):
                named = f"Part {number} of {len(parts)}: pages {part[0]} to {min(part[-1], len(forms))}, {len(part) // 4} sheets"
                outline.root.append(pikepdf.OutlineItem(named, before))
                before += len(part) // 2
        made.docinfo.Title, made.docinfo.Subject = String(title), String(PRINT_ONLY)
        made.Root.Lang = book.Root.Lang and String(str(book.Root.Lang))
        made.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None"))
        out = BytesIO()
        made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _mark(made: pikepdf.Pdf, words: str) -> pikepdf.Object:
    """Words for whoever folds, upright along the fold. Nobody sees them in a book that is folded."""
    said = literal(words)
    page = f'#set document(title: {said})\n#set page(width: auto, height: auto, margin: 1pt)\n#set text(font: "{FAMILY}", size: 6pt)'
    source = f"{page}\n#rotate(-90deg, reflow: true, {said})"
    with pikepdf.open(BytesIO(typeset(source, {}, 0))) as mark:
        return made.copy_foreign(mark.pages[0].as_form_xobject())


def _add(made: pikepdf.Pdf, side: Side, forms: list[pikepdf.Object], size: tuple[float, float], mark: pikepdf.Object | None) -> None:
    width, height = size
    creep = THICKNESS * side.inside
    placed = [(name, forms[page - 1], across) for name, page, across in (("/L", side.left, creep), ("/R", side.right, width - creep)) if page]
    drawn = " ".join(f"q 1 0 0 1 {across - float(form.BBox[0]):.3f} {0 - float(form.BBox[1]):.3f} cm {name} Do Q" for name, form, across in placed)
    if mark is not None:
        drawn += f" q 1 0 0 1 {width - float(mark.BBox[2]) / 2:.3f} {UP:.3f} cm /M Do Q"
    sheet = made.add_blank_page(page_size=(2 * width, height))
    sheet.Contents = made.make_stream(drawn.encode("ascii"))
    sheet.Resources = Dictionary(XObject=Dictionary({name: form for name, form, _ in placed} | ({"/M": mark} if mark is not None else {})))
    sheet.MediaBox = Array([0, 0, round(2 * width, 3), round(height, 3)])

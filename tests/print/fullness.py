"""How full printed pages are: seen in the rendered page, and not in what made it."""

from __future__ import annotations

import pypdfium2

HEAD, FOOT = 0.07, 0.925
"""What stands above and below this share of a page's height is its head and foot."""
EMPTY_FROM = 2 / 3


def filled(pdf: bytes) -> list[float]:
    """For each page, how far down its text, its drawings and its lines to write on reach, as a share of the room between head and foot."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_filled(page) for page in document]


def empty_last_thirds(pdf: bytes) -> list[int]:
    """The numbers of the pages whose last third is empty."""
    return [number for number, share in enumerate(filled(pdf), 1) if share < EMPTY_FROM]


def _filled(page: pypdfium2.PdfPage) -> float:
    image = page.render(scale=0.5, grayscale=True).to_pil().convert("L")
    top, bottom = round(image.height * HEAD), round(image.height * FOOT)
    box = image.crop((0, top, image.width, bottom)).point(lambda value: 255 if value < 235 else 0).getbbox()
    return float(box[3] / (bottom - top)) if box else 0.0


def wordless_last_thirds(pdf: bytes) -> list[int]:
    """The numbers of the pages that have no words in their last third, lines to write on or not."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [number for number, page in enumerate(document, 1) if _words_end(page) < EMPTY_FROM]


def _words_end(page: pypdfium2.PdfPage) -> float:
    text, height = page.get_textpage(), page.get_height()
    bottoms = [1 - text.get_rect(index)[1] / height for index in range(text.count_rects())]
    return float((max((down for down in bottoms if down < FOOT), default=HEAD) - HEAD) / (FOOT - HEAD))

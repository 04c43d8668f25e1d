"""A QR code: the way from a sheet of paper back to its page."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import segno


def quick_code(address: str) -> str:
    """The code as SVG: black modules on white, with the quiet zone that scanners need."""
    out = BytesIO()
    _code(address).save(out, kind="svg", border=2, xmldecl=False, svgns=True, nl=False, light="white", omitsize=True)
    return out.getvalue().decode()


def quick_code_picture(address: str) -> bytes:
    """The code as PNG, for Word."""
    out = BytesIO()
    _code(address).save(out, kind="png", scale=4, border=2)
    return out.getvalue()


@lru_cache(8)
def _code(address: str) -> segno.QRCode:
    """Error correction M survives a fold or a stain. Every reader takes every mask; to weigh all eight would take four times as long."""
    return segno.make(address, error="m", micro=False, mask=0)

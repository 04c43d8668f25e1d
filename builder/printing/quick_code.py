"""A QR code as SVG: the way from a sheet of paper back to its page."""

from __future__ import annotations

from io import BytesIO

import segno


def quick_code(address: str) -> str:
    """Black modules on white with the quiet zone that scanners need; error correction M survives a fold or a stain."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgns=True, nl=False, light="white")
    return out.getvalue().decode()

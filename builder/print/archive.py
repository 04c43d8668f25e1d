"""Archives whose bytes depend on what is in them and on nothing else: Word and PowerPoint files, and e-books."""

from __future__ import annotations

import zipfile
from io import BytesIO


def member(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """A file of an archive, without the time at which it was made."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = compression
    info.external_attr = 0o644 << 16
    return info


def repacked(data: bytes) -> bytes:
    """An Office file with its members' times and order fixed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            target.writestr(member(name), source.read(name))
    return out.getvalue()

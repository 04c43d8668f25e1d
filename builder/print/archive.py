"""Archives whose bytes depend on what is in them and on nothing else: Word files and e-books."""

from __future__ import annotations

import zipfile


def member(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """A file of an archive, without the time at which it was made."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = compression
    info.external_attr = 0o644 << 16
    return info

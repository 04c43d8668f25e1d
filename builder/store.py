"""A store of finished work, keyed by a digest of everything it is made from. Safe to delete at any time, safe to be killed in, never trusted when damaged."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

_DIGEST = 32


class Store:
    """A folder of entries. An entry begins with the SHA-256 of the rest: a truncated or altered one counts as missing and is made again."""

    def __init__(self, folder: Path, limit: int = 1 << 30):
        self.folder = folder
        self.limit = limit
        """Bytes that the entries may take together; `trim` removes the longest unused beyond it."""

    def get(self, key: str) -> bytes | None:
        path = self._path(key)
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        content = raw[_DIGEST:]
        if hashlib.sha256(content).digest() != raw[:_DIGEST]:
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Write an entry in one step. A full disk is no error: the work is done, it is only not kept."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        except OSError:
            return
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            os.replace(name, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(name)

    def trim(self) -> None:
        """Remove the entries that were used longest ago until the rest fits the limit."""
        entries = []
        for path in self.folder.glob("*/*"):
            with contextlib.suppress(OSError):
                entries.append((path.stat().st_mtime, path.stat().st_size, path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= self.limit:
                return
            with contextlib.suppress(OSError):
                path.unlink()
                total -= size

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def key_of(parts: Iterable[str | bytes]) -> str:
    """One digest of several texts; where one ends and the next begins counts."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def digest_of_files(folder: Path, pattern: str = "*") -> str:
    """One digest of every file under `folder` whose name fits, by path and content."""
    paths = sorted(path for path in folder.rglob(pattern) if path.is_file() and "__pycache__" not in path.parts)
    return key_of(part for path in paths for part in (path.relative_to(folder).as_posix(), path.read_bytes()))

"""A store of finished work, keyed by a digest of everything it is made from. Safe to delete at any time, safe to be killed in, never trusted when damaged."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterable
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from builder.work.reading import LARGEST, MOST, Unread, content_of, walk
from builder.work.system import left_behind, link_or_copy, move, rights_of_new

_DIGEST = 32
_TOGETHER = 200_000_000
"""Bytes of all files under a folder that are read for a digest; ours has eight million."""

Signature = tuple[int, int]
"""Size, and time of the last change in nanoseconds."""


class Store:
    """A folder of entries. An entry begins with the SHA-256 of the rest: a truncated or altered one counts as missing and is made again."""

    def __init__(self, folder: Path, limit: int = 1 << 30):
        self.folder = folder
        self.limit = limit
        """Bytes that the entries may take together; `trim` removes the longest unused beyond it."""
        self.added = 0
        """Entries that were written by this one."""

    def get(self, key: str) -> bytes | None:
        path = self._path(key)
        try:
            raw = content_of(path, self.limit)
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

    def put(self, key: str, content: bytes) -> bool:
        """Write an entry in one step. A full disk is no error: the work is done, it is only not kept, and False is returned."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        except OSError:
            return False
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            move(name, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(name)
            return False
        self.added += 1
        return True

    def share(self, key: str, other: Store) -> None:
        """Let another store have an entry too, where there is one."""
        target = other._path(key)
        with contextlib.suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            link_or_copy(self._path(key), target)

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
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def digest_of_files(folder: Path, pattern: str = "*", besides: str = "__pycache__/") -> str:
    """One digest of whatever stands under `folder` and has a path that fits, but for paths that begin with `besides`: of a file by path and content, of what is no
    file (a pipe, an empty folder, a link that leads nowhere) by path."""
    found, others = _met(folder, MOST)
    names, odd = (
        sorted(name for name in paths if fnmatch(name, pattern) and "__pycache__" not in name and not name.startswith(besides) and not _left(name))
        for paths in (found, others)
    )
    if sum(min(found[name].st_size, LARGEST) for name in names) > _TOGETHER:  # a link to what is no curriculum, which is told where it is loaded
        return key_of((*(f"{name} {found[name].st_size} {found[name].st_mtime_ns}" for name in names), *odd))
    return key_of((*(part for name in names for part in (name, content_or_why(folder / name))), *odd))


def _left(name: str) -> bool:
    return left_behind(name.rpartition("/")[2])


def content_or_why(path: Path) -> str | bytes:
    """What stands in a file; of one that nobody reads, why that is."""
    try:
        return content_of(path)
    except Unread as error:  # a large file among them: it is told apart by its size and time
        return f"{error} {signature_of(path)}"


def signature_of(path: Path | str) -> Signature | None:
    """None for what is not a file of its own."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def file_status(folder: Path, most: int = 1 << 20) -> dict[str, os.stat_result]:
    """The status of every file under a folder, by path from it; a link counts as what it leads to. Of more than `most` those that were met first."""
    return _met(folder, most)[0]


def _met(folder: Path, most: int) -> tuple[dict[str, os.stat_result], list[str]]:
    """The files under a folder, and the paths of what is neither file nor full folder, or was passed over."""
    found, others = dict[str, os.stat_result](), list[str]()
    for here, entries in walk(folder, tell=lambda path, why: others.append(path), most=most):
        if here and not entries:
            others.append(here)
        for name, entry in entries.items():
            path = f"{here}/{name}" if here else name
            try:
                status = entry.stat()
            except OSError:  # a link to what is gone, or to itself
                others.append(path)
                continue
            if stat.S_ISREG(status.st_mode):
                found[path] = status
            elif not stat.S_ISDIR(status.st_mode):
                others.append(path)
    return found, others


def signatures(folder: Path) -> dict[str, Signature]:
    """The signature of every file under a folder, by path from it."""
    return {path: (status.st_size, status.st_mtime_ns) for path, status in file_status(folder).items()}


@cache
def code_of() -> str:
    """A digest of the code that makes a result: this Python, the program's own files, and every installed package with its version."""
    return key_of([sys.version, _own_code(), *sorted(_installed())])


def made_by() -> str:
    """The program that makes what is published, and the rights that it gives it."""
    return key_of([code_of(), str(rights_of_new())])


@cache
def _own_code() -> str:
    here = Path(__file__).parents[1]
    return key_of([digest_of_files(here, "*.py"), digest_of_files(here, "*.toml")])


def installed_version(package: str) -> str:
    """The version of an installed package; empty when there is none."""
    wanted = package.replace("-", "_").lower()
    found = (name.rsplit("-", 1) for name in _installed())
    return next((version for name, version in found if name.replace("-", "_").lower() == wanted), "")


@cache
def _installed() -> frozenset[str]:
    """`Jinja2-3.1.6` and the like, by the names of folders: a list of a folder takes no time, importlib.metadata takes a tenth of a second."""
    names: set[str] = set()
    for folder in sys.path:
        with contextlib.suppress(OSError):
            names.update(name.removesuffix(".dist-info") for name in os.listdir(folder or ".") if name.endswith(".dist-info"))
    return frozenset(names)

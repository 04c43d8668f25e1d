"""Folders on disk: written only where they differ, swapped in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: two builds at once are for the person to avoid
    fcntl = None  # type: ignore[assignment]

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def write_tree(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Make `folder` hold exactly these files, touching only those that differ; returns the paths that changed."""
    changed = []
    wanted = set(files)
    if folder.is_dir():
        for path in sorted(folder.rglob("*"), reverse=True):
            name = path.relative_to(folder).as_posix()
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif name not in wanted:
                path.unlink()
                changed.append(name)
    for name, content in files.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        changed.append(name)
    return changed


def remove_file(folder: Path, name: str) -> None:
    """Remove a file, and the folders above it up to `folder` that it leaves empty."""
    path = folder / name
    path.unlink()
    for parent in path.parents:
        if parent == folder or any(parent.iterdir()):
            return
        parent.rmdir()


@contextmanager
def alone(folder: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold `folder` against another build of the same project; `wait` is called before waiting for one. A killed build holds nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        yield
        return
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            wait()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def swap_in(fresh: Path, public: Path, keep: bool = False) -> None:
    """Put `fresh` where `public` is; readers see the old tree or the new one, never a half. The old tree is then removed, or kept as `fresh`."""
    public.parent.mkdir(parents=True, exist_ok=True)
    if not public.exists():
        fresh.rename(public)
        return
    if not _exchange(fresh, public):
        aside = public.with_name(f".{public.name}-old")
        shutil.rmtree(aside, ignore_errors=True)
        public.rename(aside)
        try:
            fresh.rename(public)
        except OSError:
            aside.rename(public)
            raise
        aside.rename(fresh)
    if not keep:
        shutil.rmtree(fresh)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in a single step (Linux renameat2); False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    result: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return result == 0

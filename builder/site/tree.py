"""Folders on disk: written only where they differ, swapped in one step."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from builder.work.system import exchange, hold, move


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


@contextmanager
def alone(folder: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold `folder` against another build of the same project; `wait` is called before waiting for one. A killed build holds nothing."""
    with _lock(folder) as lock:
        if not hold(lock, wait=False):
            wait()
            hold(lock, wait=True)
        yield


def _lock(folder: Path) -> IO[str]:
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / ".lock").open("w", encoding="utf-8")


def swap_in(fresh: Path, public: Path, keep: bool = False) -> None:
    """Put `fresh` where `public` is; readers see the old tree or the new one, never a half. The old tree is then removed, or kept as `fresh`."""
    public.parent.mkdir(parents=True, exist_ok=True)
    if not public.exists():
        move(fresh, public)
        return
    if not exchange(fresh, public):
        aside = _aside(public)
        move(public, aside)
        try:
            move(fresh, public)
        except OSError:
            move(aside, public)
            raise
        move(aside, fresh)
    if not keep:
        shutil.rmtree(fresh)


def put_back(public: Path) -> None:
    """Where a swap in several steps was killed between them, put the old tree in its place again, or away when the new one has it."""
    aside = _aside(public)
    if public.exists():
        shutil.rmtree(aside, ignore_errors=True)
    elif aside.exists():
        move(aside, public)


def put_back_alone(folder: Path, public: Path) -> None:
    """`put_back`, unless a build holds `folder`: it has done so already."""
    if _aside(public).exists():
        with _lock(folder) as lock:
            if hold(lock, wait=False):
                put_back(public)


def _aside(public: Path) -> Path:
    return public.with_name(f".{public.name}-old")

"""Files and folders of someone's: several written together, all or none, and nothing empty left where one went."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from builder.work.system import move


def write_together(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write all files beside their places first, then rename each: a full disk or a lock leaves what was there. Other files in the folder stay."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as aside:
        for name, content in files.items():
            (Path(aside) / name).write_bytes(content)
        for name in files:
            move(Path(aside) / name, folder / name)
    return tuple(folder / name for name in files)


def remove_file(folder: Path, name: str) -> None:
    """Remove a file, where it is there, and the folders above it up to `folder` that it leaves empty."""
    path = folder / name
    path.unlink(missing_ok=True)
    leave_no_empty_folder(path.parent, folder)


def take_away(path: Path) -> None:
    """Remove whatever stands at a path, a folder with all that is in it; what cannot be removed stays. (`shutil.rmtree` waits for whoever writes to a pipe.)"""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def leave_no_empty_folder(folder: Path, top: Path) -> None:
    """Remove a folder that is empty, and those above it, up to `top`, that are empty then."""
    while folder != top and top in folder.parents and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def folders_for(path: Path) -> list[Path]:
    """Make the folders that a file needs; returns those that were not there, the innermost first."""
    missing = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    return missing

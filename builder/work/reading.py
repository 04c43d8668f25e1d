"""What people wrote, as it lies on the disk: walked and read here alone. Nothing is opened but a file of a fair size, and no walk goes round in a circle."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from builder.work.system import opened

LARGEST = 1_000_000
"""Bytes of a file. The largest of ours has four hundred thousand; what is larger was not typed."""
DEEPEST = 16
"""Folders inside each other."""
MOST = 20_000
"""Files and folders under one; ours has nine hundred."""

Choose = Callable[[str], bool]
Tell = Callable[[str, str], None]
"""Takes the path of what is passed over, and why."""


class Unread(OSError):
    """Why a file is not read, as the end of a sentence about it."""


class TooLarge(Unread):
    """It has more bytes than any text."""


def content_of(path: Path | str, most: int = LARGEST) -> bytes:
    """The content of a file, or of that to which a link leads. Raises Unread for whatever else stands there: a pipe is not waited for, and a device not touched."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise Unread("is no file")
        with opened(path) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # another one by now
                raise Unread("is no file")
            content = file.read(most + 1) or b""
    except Unread:
        raise
    except (OSError, ValueError) as error:  # the latter for a name that no system has
        raise Unread(f"cannot be opened: {getattr(error, 'strerror', None) or 'no system has such a name'}") from error
    if len(content) > most:
        raise TooLarge(f"has more than {most:,} bytes")
    return content


def is_there(path: Path | str) -> bool:
    """Whether anything at all stands at a path, a link that leads nowhere too."""
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def walk(
    top: Path | str, wanted: Choose = lambda path: True, tell: Tell = lambda path, why: None, most: int = MOST
) -> Iterator[tuple[str, dict[str, os.DirEntry[str]]]]:
    """Each folder under `top` by its path from it (empty for `top`), with what it holds by name, as far as it is `wanted`. A link counts as what it leads to.

    What is passed over is told: a folder that nobody may open, a link back to a folder around it, one too deep, and all after the first `most` files.
    """
    waiting: list[tuple[str, tuple[str, ...]]] = [("", ())]
    count = 0
    while waiting:
        here, linked = waiting.pop()
        inside = f"{here}/" if here else ""
        entries = {name: entry for name, entry in _held(os.path.join(top, here), partial(tell, here)).items() if wanted(inside + name)}
        count += len(entries)
        if count > most:
            tell("", f"holds more than {most:,} files")
            return
        yield here, entries
        for name, entry in entries.items():
            path = inside + name
            if not leads_to_folder(entry):
                continue
            through = (*linked, os.path.realpath(os.path.join(top, here))) if entry.is_symlink() else linked
            if entry.is_symlink() and _leads_back(os.path.realpath(entry.path), through):
                tell(path, "leads back to a folder around it")
            elif path.count("/") >= DEEPEST:
                tell(path, f"stands inside more than {DEEPEST} folders")
            else:
                waiting.append((path, through))


def _held(folder: str, tell: Callable[[str], None]) -> dict[str, os.DirEntry[str]]:
    """What a folder holds by name; nothing where there is none."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry for entry in entries}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        tell(f"cannot be opened: {error.strerror}")
        return {}


def leads_to_folder(entry: os.DirEntry[str]) -> bool:
    """False too for a link to itself."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _leads_back(target: str, through: tuple[str, ...]) -> bool:
    """Whether a folder is one of those that a walk is in, or around one of them."""
    return any(target == folder or folder.startswith(target.rstrip(os.sep) + os.sep) for folder in through)


def shown(name: str) -> str:
    """A name as it can be printed anywhere: bytes that are no UTF-8, and signs that nobody sees, as `\\xff`."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)

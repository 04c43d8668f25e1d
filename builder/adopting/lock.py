"""`library.lock` written, and the library's texts as they were when a program made its own of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import yaml

from builder import __version__
from builder.load.layers import Layers, layers_of, text_digest
from builder.model.lock import LOCK, KeptText, LockMeta
from builder.work.files import write_together

BASE = Path(".groupwork") / "made-from"
"""The library's texts that a program's own were made from: without them nobody could tell later what each side has changed."""

LEFT = Path(".groupwork") / "left"
"""Texts of a program's own that it gave up for the library's: nothing is lost."""

_HEAD = f"""\
# Which library this program lies over, and what its own texts were made from. Keep it with your files, in git too.
# `groupwork init`, `take`, `leave` and `update` write {LOCK}; nobody has to.
"""


class AdoptError(Exception):
    """Why nothing was done; nothing on disk was changed."""


def a_program(root: Path) -> tuple[Layers, LockMeta]:
    """The layers of a program and its lock. Raises AdoptError for a folder that lies over no library, CurriculumError for a lock that cannot be read."""
    layers = layers_of(root)
    if layers.lock is None:
        raise AdoptError(f"there is no {LOCK} in {root.name}: this folder holds a whole curriculum by itself; groupwork init begins a program")
    return layers, layers.lock


def new_lock(layers: Layers, made_from: Mapping[str, str], kept: Mapping[str, KeptText]) -> LockMeta:
    """A lock of the library that is installed."""
    return LockMeta(library=__version__, texts=layers.texts, made_from=made_from, kept=kept)


def lock_text(lock: LockMeta) -> str:
    data = {"library": lock.library, "made_from": _sorted(lock.made_from)}
    data |= {"kept": {name: kept.model_dump() for name, kept in sorted(lock.kept.items())}, "texts": _sorted(lock.texts)}
    return _HEAD + yaml.safe_dump({key: value for key, value in data.items() if value}, sort_keys=False, allow_unicode=True, width=200)


def write_lock(root: Path, lock: LockMeta) -> None:
    write_together(root, {LOCK: lock_text(lock).encode()})


def _sorted(texts: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(texts.items()))


def keep_base(root: Path, path: PurePosixPath, content: bytes) -> str:
    """Keep the library's text that a program's own is made from; returns its digest."""
    target = root / BASE / path
    write_together(target.parent, {target.name: content})
    return text_digest(content)


def base_of(root: Path, path: PurePosixPath, digest: str) -> bytes | None:
    """The library's text that a program's own was made from; None where it was not kept, or is another one."""
    try:
        content = (root / BASE / path).read_bytes()
    except OSError:
        return None
    return content if text_digest(content) == digest else None

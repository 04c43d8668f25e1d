"""Changes put on disk: all of them or none. Tried first in a copy, where they are read as a check would read them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.moving.rewriting import Changes, own_file
from builder.work.files import folders_for, leave_no_empty_folder
from builder.work.system import move

_READ = ("curriculum", "sites", "library.lock")
"""What a curriculum is read from."""


@contextmanager
def as_it_would_be(root: Path, changes: Changes) -> Iterator[Path]:
    """A copy of what a curriculum is read from, changed."""
    with TemporaryDirectory(prefix="groupwork-moving-") as folder:
        copy = Path(folder)
        for name in _READ:
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name)
            elif (root / name).is_file():
                shutil.copyfile(root / name, copy / name)
        for file in {*changes.placed.values(), *changes.gone}:
            if not (copy / file).exists():  # a request for a track stands beside the curriculum
                (copy / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / file, copy / file)
        write(copy, changes)
        yield copy


def write(root: Path, changes: Changes) -> None:
    """Every file is written beside its place and then takes it; what goes, goes last. After an error all is as it was."""
    contents = {new: changes.texts[old].encode() if old in changes.texts else own_file(root, old).read_bytes() for new, old in changes.placed.items()}
    before = {file: own_file(root, file).read_bytes() for file in {*changes.placed, *changes.gone} if own_file(root, file).exists()}
    parts: dict[Path, Path] = {}
    made: list[Path] = []
    try:
        for new, old in changes.placed.items():
            path = own_file(root, new)
            made += folders_for(path)
            part = path.with_name(f".{path.name}.moving")
            parts[path] = part
            part.write_bytes(contents[new])
            shutil.copymode(own_file(root, old), part)
        for path, part in parts.items():
            move(part, path)
        for file in changes.gone - changes.placed.keys():
            own_file(root, file).unlink()
    except OSError:
        _put_back(root, before, [*parts, *parts.values()], made)
        raise
    for file in sorted(changes.gone):
        leave_no_empty_folder(own_file(root, file).parent, root / "curriculum")


def _put_back(root: Path, before: dict[str, bytes], written: list[Path], made: list[Path]) -> None:
    kept = {own_file(root, file): content for file, content in before.items()}
    for path in written:
        if path not in kept:
            with suppress(OSError):
                path.unlink()
    for path, content in kept.items():
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
    for folder in sorted(made, key=lambda one: -len(one.parts)):
        with suppress(OSError):
            folder.rmdir()

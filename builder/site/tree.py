"""Folders on disk: written only where they differ, swapped in one step."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

from builder.work.files import take_away
from builder.work.system import exchange, hold, mounted, move

NEXT = ".groupwork-next-"
"""How the name of a folder begins in which a copy waits for its swap, on the file system of what it is swapped with. What that is follows: another
project may publish beside it."""


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
        path.unlink(missing_ok=True)  # it may be a link to what is published
        path.write_bytes(content)
        changed.append(name)
    return changed


@contextmanager
def alone(folder: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold `folder` against another build of the same project; `wait` is called before waiting for one. A killed build holds nothing."""
    held = False
    while not held:
        with _lock(folder) as lock:
            if not hold(lock, wait=False):
                wait()
                hold(lock, wait=True)
            held = _is_there(folder, lock)
            if held:
                yield


def _lock(folder: Path) -> IO[str]:
    folder.mkdir(parents=True, exist_ok=True)
    lock = _name_of_lock(folder)
    if os.path.lexists(lock) and not lock.is_file():  # a pipe would be waited for
        take_away(lock)
    try:
        return lock.open("a", encoding="utf-8")
    except PermissionError:  # another user's, who let it be read
        return lock.open(encoding="utf-8")


def _is_there(folder: Path, lock: IO[str]) -> bool:
    """Whether what is held is what others find: the one that was waited for may have taken the folder away."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(lock.fileno()), _name_of_lock(folder).stat())
    return False


def _name_of_lock(folder: Path) -> Path:
    return folder / ".lock"


def remove_held(folder: Path) -> None:
    """Take away a folder that is held by `alone`, with what is in it."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != _name_of_lock(folder):
            path.unlink()
    with suppress(OSError):  # Windows does not let go of a file that is open: it stays, and is empty
        _name_of_lock(folder).unlink()
        folder.rmdir()


def refuse_parts_elsewhere(public: Path) -> None:
    """Raises an OSError that names a link to a folder, or what is mounted, below `public`: it would go with the tree that is swapped out, and be written into later."""
    is_mounted = mounted()
    for here, folders, _ in os.walk(os.path.realpath(public)):
        for path in (os.path.join(here, name) for name in folders):
            if os.path.islink(path) or is_mounted(path):
                what = "is a link to a folder" if os.path.islink(path) else "is mounted there"
                raise OSError(
                    errno.EXDEV,
                    f"{what}, and {public.name}/ is swapped as a whole: make it a plain folder, or let all of {public.name}/ be elsewhere",
                    path,
                )


def name_of_next(public: Path) -> str:
    """How the names begin of what is made to take the place of `public`, and of nothing else."""
    return f"{NEXT}{_digest(public)}-"


def _digest(public: Path) -> str:
    return sha256(os.fsencode(os.path.abspath(public))).hexdigest()[:16]


def swap_in(fresh: Path, public: Path, keep: bool = False) -> None:
    """Put `fresh` where `public` is; readers see the old tree or the new one, never a half. The old tree is then removed, or kept as `fresh`.

    Raises OSError where the system refuses, and then `public` is as it was; once the new tree stands, nothing is raised any more. `public` may be a link, and
    may stand on another file system. Where it is itself the top of one, nobody can put another folder in its place: what is in it is swapped then, one after
    the other: whoever is killed meanwhile leaves some of both.
    """
    prefix, public = name_of_next(public), Path(os.path.realpath(public))  # which takes a link to itself too
    if public.exists() and not public.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(public))
    public.parent.mkdir(parents=True, exist_ok=True)
    try:
        _swap(fresh, public)
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EBUSY):
            raise
        _swap_copy(fresh, public, prefix, within=error.errno == errno.EBUSY or mounted()(str(public)))
    if not keep:
        take_away(fresh)


def _swap(fresh: Path, public: Path, aside: Path | None = None) -> None:
    """One way or the other, two files or folders of one file system; where only one of them is there, it goes to where the other would be. In several steps the
    old one waits `aside`."""
    if not (fresh.exists() and public.exists()):
        move(*((fresh, public) if fresh.exists() else (public, fresh)))
        return
    if exchange(fresh, public):
        return
    aside = aside or aside_of(public)
    move(public, aside)
    try:
        move(fresh, public)
    except OSError:
        move(aside, public)
        raise
    with suppress(OSError):  # the new tree stands; the next build takes away what is left of the old one
        move(aside, fresh)


def _swap_copy(fresh: Path, public: Path, prefix: str, within: bool) -> None:
    """Swap a copy of `fresh` with `public`, or with what is `within` it; then make `fresh` a copy of what stood there."""
    with tempfile.TemporaryDirectory(prefix=prefix, dir=public if within else public.parent, ignore_cleanup_errors=True) as made:
        copy = Path(shutil.copytree(fresh, Path(made) / "tree"))
        pairs = [(copy, public, aside_of(public))]
        if within:
            names = sorted({path.name for folder in (copy, public) for path in folder.iterdir()} - {Path(made).name, "lost+found"})
            pairs = [(copy / name, public / name, aside_of(copy / name)) for name in names]
        done: list[tuple[Path, Path, Path]] = []
        try:
            for pair in pairs:
                _swap(*pair)
                done.append(pair)
        except OSError:
            for pair in reversed(done):
                _swap(*pair)
            raise
        take_away(fresh)
        with suppress(OSError):  # what is published stands; only what was published before is lost
            if copy.exists():
                shutil.copytree(copy, fresh)


def put_back(public: Path) -> None:
    """Where a swap in several steps was killed between them, put the old tree in its place again, or away when the new one has it."""
    prefix, public = name_of_next(public), Path(os.path.realpath(public))  # which takes a link to itself too
    aside = aside_of(public)
    if public.exists():
        take_away(aside)
    elif aside.exists():
        move(aside, public)
    for left in (*public.parent.glob(f"{prefix}*"), *public.glob(f"{prefix}*")):
        take_away(left)


def put_back_alone(folder: Path, public: Path) -> None:
    """`put_back`, unless a build holds `folder`: it has done so already."""
    if aside_of(Path(os.path.realpath(public))).exists():
        with _lock(folder) as lock:
            if hold(lock, wait=False):
                put_back(public)


def aside_of(public: Path) -> Path:
    """Where the old tree waits while the new one takes its place in several steps."""
    return public.with_name(f".{public.name}-{_digest(public)}-old")

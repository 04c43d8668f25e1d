"""What was published before what stands now: the last few versions are kept, and any of them can be put in its place again.

A version is a folder in `build/versions`: the tree that stood, and what the build that made it noted. A file that several versions have is there once, under
several names, so a version takes the room of what is otherwise in it.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from builder.site.published import Standing, remember, standing
from builder.site.record import fresh_folder, share_record
from builder.site.tree import put_back, refuse_parts_elsewhere, swap_in
from builder.work.files import take_away
from builder.work.reading import is_there
from builder.work.store import Signature, Store, file_status, signatures
from builder.work.system import link_or_copy, move

KEPT = 3
"""Versions that are kept beside what stands published."""
NO_CACHE = "no-cache-"
"""How the name of a folder in `build/` begins in which a build without cache keeps its work."""


class VersionError(Exception):
    """Why a version cannot be put in the place of what stands, in words for a person; nothing was changed."""


@dataclass(frozen=True)
class Version:
    """One that stood published. Numbers grow: a later one was taken down later."""

    number: int
    folder: Path

    @property
    def tree(self) -> Path:
        return self.folder / "site"

    @property
    def known(self) -> Standing:
        return standing(Store(self.folder))


def versions_of(root: Path) -> list[Version]:
    """Those that are kept, the last one first."""
    found = [Version(int(folder.name), folder) for folder in _folder(root).glob("*") if folder.name.isdecimal() and (folder / "site").is_dir()]
    return sorted(found, key=lambda version: -version.number)


def publish(root: Path, store: Store, now: Mapping[str, Signature], again: int = 0) -> None:
    """Put `build/fresh`, which has the files `now`, in the place of what is published, and keep that as a version where it is another. `again` is the number of the
    version that is published again.

    Raises OSError, and then what is published is as it was. Once the new tree stands, nothing is raised any more.
    """
    fresh, public = fresh_folder(root), root / "site"
    before = signatures(public)
    _under_way(root).touch()
    swap_in(fresh, public, keep=True)
    with suppress(OSError):
        if before and not _same((fresh, before), (public, now)):
            _keep(root, store, before, again)
        take_away(_under_way(root))


def heal(root: Path, store: Store) -> None:
    """Put right what a build or a rollback has left that was killed: a swap half done, a version not yet put away, folders that nobody needs.

    Raises OSError where a part of `site/` is elsewhere; then nothing was changed.
    """
    refuse_parts_elsewhere(root / "site")
    put_back(root / "site")
    for folder in (store.folder, *store.folder.glob("*"), fresh_folder(root), _folder(root)):
        if not folder.is_dir():  # whatever else stands in the place of a folder that builds keep
            take_away(folder)
    for left in (root / "build").glob(f"{NO_CACHE}*"):
        take_away(left)
    if is_there(_under_way(root)):
        known, fresh = standing(store).files, fresh_folder(root)
        with suppress(OSError):
            if known and signatures(fresh) == known != signatures(root / "site"):
                _keep(root, store, known)
            there = {version.folder for version in versions_of(root)}
            for folder in set(_folder(root).glob("*")) - there:
                take_away(folder)
            take_away(_under_way(root))


def bring_back(root: Path, store: Store, number: int) -> Standing:
    """Publish a kept version again, and keep what stood until now; returns what is known of it. Raises VersionError, and OSError; then nothing was changed."""
    version = next((one for one in versions_of(root) if one.number == number), None)
    if version is None:
        raise VersionError(f"there is no version {number}; groupwork rollback lists those that are kept")
    known, files = version.known, signatures(version.tree)
    if changed := sorted(path for path in known.files.keys() | files.keys() if known.files.get(path) != files.get(path)):
        raise VersionError(f"version {number} is not as it was when it was published: {changed[0]} is another, of {len(changed)} in all")
    take_away(fresh_folder(root))
    shutil.copytree(version.tree, fresh_folder(root), copy_function=link_or_copy, ignore_dangling_symlinks=True)
    publish(root, store, files, again=number)
    share_record(Store(version.folder), store)
    remember(store, known)
    take_away(version.folder)
    return known


def day_of(known: Standing, tree: Path) -> str:
    """The day that a tree was built for; where nobody knows, the one on which it was."""
    return known.day or str(datetime.date.fromtimestamp(tree.stat().st_mtime))


def room_of(root: Path) -> int:
    """Bytes of all files that kept versions have and what is published has not."""
    public = {status.st_ino for status in file_status(root / "site").values()}
    return sum({one.st_ino: one.st_size for one in file_status(_folder(root)).values() if one.st_ino not in public}.values())


def _keep(root: Path, store: Store, files: Mapping[str, Signature], again: int = 0) -> None:
    """Make a version of the tree in `build/fresh`, which stood with these `files`, and let go of those that are too many: of one day's the older go first. The
    tree of one that goes is what the next build begins with."""
    kept, tree, known = versions_of(root), fresh_folder(root), standing(store)
    number = max((one.number for one in kept), default=0) + 1
    version = Version(number, _folder(root) / str(number))
    take_away(version.folder)
    version.folder.mkdir(parents=True)
    if known.files == files:
        share_record(store, Store(version.folder))
    remember(Store(version.folder), known if known.files == files else Standing(day=day_of(Standing(), tree), files=files))
    move(tree, version.tree)
    kept = [version, *(one for one in kept if one.number != again)]
    while len(kept) > KEPT:
        days = [one.known.day for one in kept]
        followed = [one for one, day, later in zip(kept[1:], days[1:], days, strict=False) if day == later]
        gone = (followed or kept)[-1]
        kept.remove(gone)
        if not tree.exists():
            move(gone.tree, tree)
        take_away(gone.folder)


def _same(one: tuple[Path, Mapping[str, Signature]], other: tuple[Path, Mapping[str, Signature]]) -> bool:
    """Whether two trees have the same files."""
    (folder, files), (beside, those) = one, other
    return files.keys() == those.keys() and all(
        files[path] == those[path] or (folder / path).read_bytes() == (beside / path).read_bytes() for path in files
    )


def _folder(root: Path) -> Path:
    return root / "build" / "versions"


def _under_way(root: Path) -> Path:
    """It is there while one tree takes the place of another."""
    return root / "build" / ".publishing"

"""A site as it goes to a server or a host of pages: a copy of what the last build published of one of the two sites, and of nothing else, with files beside it that
are packed already (`.br`, `.gz`), so that no server packs a page twice.

A build does not do this: nobody who writes needs it, and everything that is made of a site (the zip, what a phone keeps) would have each page three times.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.pages.kinds import SMALLER, ending
from builder.site.record import in_site, read_record
from builder.site.tree import swap_in
from builder.work.reading import content_of
from builder.work.store import Store, signature_of
from builder.work.system import open_to_all

LARGEST = 16_000_000
"""Bytes of a catalogue."""
LEAST = 1024
"""Bytes from which on a file is packed: a smaller one fits into one packet as it is."""
WORTH = 0.95
"""What a packed file may have of the bytes of the plain one, to be kept."""


class PackError(Exception):
    """A site cannot be copied to where it was asked for, in words for a person; what is there stays."""


@dataclass(frozen=True)
class PackedSite:
    """How many files were copied, their bytes, and those of what is fetched by a browser that takes packed files."""

    files: int
    plain: int
    packed: int


def pack_site(root: Path, name: str, target: Path, store: Store) -> PackedSite:
    """Put the site `name` of every place into `target`, in one step: a single place at its top, several each under its own name. Raises PackError."""
    _fits(root, name, target)
    files = _published(root, name, store)
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as aside:
        fresh = Path(aside) / "fresh"
        sizes = [_put(root / "site" / source, fresh / path) for path, source in files.items()]
        for folder, _, _ in os.walk(fresh):
            open_to_all(Path(folder))
        swap_in(fresh, target)
    return PackedSite(len(files), sum(map(max, sizes)), sum(map(min, sizes)))


def packed(content: bytes) -> dict[str, bytes]:
    """The content by the ending of its packed file, where that saves anything. The same content gives the same bytes. The smallest that there is would take
    forty times as long, and save a visitor one byte in eight."""
    import brotli  # nothing else needs it

    found = {".br": brotli.compress(content, quality=5), ".gz": gzip.compress(content, 6, mtime=0)}
    return {suffix: smaller for suffix, smaller in found.items() if len(smaller) <= WORTH * len(content)}


def _published(root: Path, name: str, store: Store) -> dict[str, str]:
    """Every file of the site that the last build published, by its path in the copy; each is still as it was left."""
    record = read_record(store).files
    found: dict[str, str] = {}
    for source, entry in record.items():
        folder, path = in_site(source)
        place, _, site = folder.rpartition("/")
        if site != name:
            continue
        if signature_of(root / "site" / source) != entry.signature:
            raise PackError(f"site/{source} is not as the last build left it: run groupwork build, and then this again")
        found[f"{place}/{path}".lstrip("/")] = source
    if not found:
        raise PackError(f"the last build published no site for {name}: run groupwork build first")
    return found


def _fits(root: Path, name: str, target: Path) -> None:
    """Whether nothing is lost when `target` is replaced: it is not there, is empty, or is an earlier copy of the same site."""
    inside, around = target.is_relative_to(root / "site") or target.is_relative_to(root / "build"), root.is_relative_to(target)
    if inside or around:
        raise PackError(f"{target} is {'where builds work' if inside else 'around the project'}: name a folder of its own")
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise PackError(f"{target} is no folder: name one, or a name that is free")
    if target.is_dir() and any(target.iterdir()) and {*copied_sites(target)} != {name}:
        raise PackError(f"{target} holds something else than an earlier copy of the site for {name}: name an empty folder")


def copied_sites(folder: Path) -> Iterator[str]:
    """What the catalogues in a copy, of one place or of several, say of which site it is one; of anything else an empty word."""
    catalogues = [folder / "catalogue.json"] if (folder / "catalogue.json").exists() else [path / "catalogue.json" for path in folder.iterdir()]
    for path in catalogues:
        try:
            told = json.loads(content_of(path, LARGEST))
            yield str(told["site"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            yield ""


def _put(source: Path, path: Path) -> list[int]:
    """A file and what is packed of it, all with the time of the published one: what has not changed need not be fetched again. How many bytes each has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = source.read_bytes()
    smaller = packed(content) if ending(path.name) in SMALLER and len(content) >= LEAST else {}
    for suffix, written in {"": content, **smaller}.items():
        file = path.with_name(f"{path.name}{suffix}")
        file.write_bytes(written)
        shutil.copystat(source, file)
        open_to_all(file)
    return [len(content), *map(len, smaller.values())]

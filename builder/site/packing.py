"""A site as it goes to a server or a host of pages: a copy of what the last build published of one of the two sites, and of nothing else, with files beside it that
are packed already (`.br`, `.gz`), so that no server packs a page twice.

A build does not do this: nobody who writes needs it, and everything that is made of a site (the zip, what a phone keeps) would have each page three times.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.pages.kinds import SMALLER, ending
from builder.site.record import INDEX, MISSING, in_site, read_record
from builder.site.tree import aside_of, name_of_next, put_back, refuse_parts_elsewhere, swap_in
from builder.work.reading import content_of, walk
from builder.work.store import Store, signature_of
from builder.work.system import open_to_all

WRITTEN = ".groupwork-pack.json"
"""Of which site a copy is one, and what the pack wrote that made it: whatever else stands there is someone's. It begins with a dot, so no server gives it."""
LARGEST = 64_000_000
"""Bytes of it."""
MOST = 1 << 20
"""Files of a folder."""
MOST_NAMED = 3
"""Files of someone's that are named."""
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
    """Put the site `name` of every place into `target`, in one step: a single place at its top, several each under its own name. Where `target` is a disk of its
    own, what is in it is replaced one after the other; what a pack that was killed has left is put right by the next one. Raises PackError, and OSError.
    """
    _fits(root, name, target)
    refuse_parts_elsewhere(target)
    files = _published(root, name, store)
    site = root / "site"
    fronts = packed_doors(site, files)
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=name_of_next(target), dir=target.parent) as aside:
        fresh = Path(aside) / "fresh"
        sizes = [_put((site / source).read_bytes(), [site / source], fresh / path) for path, source in files.items() if path not in fronts]
        sizes += [_put(content, [site / source for source in of_door(files)], fresh / path) for path, content in fronts.items()]
        wrote = sorted(inside(fresh))
        (fresh / WRITTEN).write_text(json.dumps({"site": name, "files": wrote}, indent=0, ensure_ascii=False), encoding="utf-8", newline="\n")
        open_to_all(fresh / WRITTEN)
        for folder, _, _ in os.walk(fresh):
            open_to_all(Path(folder))
        swap_in(fresh, target)
    return PackedSite(len(sizes), sum(map(max, sizes)), sum(map(min, sizes)))


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
    if "catalogue.json" not in found:  # several places
        for path in of_door(found):
            if path not in record or signature_of(root / "site" / path) != record[path].signature:
                raise PackError(f"site/{path} is not as the last build left it: run groupwork build, and then this again")
        found |= {INDEX: INDEX, MISSING: MISSING}
    return found


def packed_doors(site: Path, files: Collection[str]) -> dict[str, bytes]:
    """The page in front of several places and the one for what is not there, by their path in a copy: those of the build, led to the one site that the copy has of
    each place, with the crisis lines of all. None where there is one place. `files` are those of the copy."""
    if "catalogue.json" in files:
        return {}
    places = _places(files)
    pages = {place: (site / place / "participants" / MISSING).read_text(encoding="utf-8") for place in places}
    lines = "".join(_crisis_lines(pages))
    bases = {place: base[1] for place, page in pages.items() if (base := _BASE.search(page))}
    homes = {base.removesuffix(f"{place}/") for place, base in bases.items() if base.endswith(f"/{place}/")}
    home = homes.pop() if len(homes) == 1 else "/"
    found = {}
    for path in (INDEX, MISSING):
        text = (site / path).read_text(encoding="utf-8")
        for place in places:
            text = text.replace(f'"{place}/participants/', f'"{place}/')
        text = _BASE.sub(f'<base href="{home}">', text)
        text = _FOLDERS.sub('data-folders="participants staff">', text)  # where `deploy/` has both sites on one host
        found[path] = text.replace("</main>", f"{lines}</main>").encode()
    return found


_BASE = re.compile(r'<base href="([^"]*)">')
_FOLDERS = re.compile(r'data-folders="[^"]*" data-above>')
_TITLE = re.compile(r"<title>[^<]* – ([^<]*)</title>")
_LINE = re.compile(r'<li><strong>([^<]*)</strong><span>[^<]*</span><span class="gw-ways">(.*?)</span></li>')
"""A crisis line, as the foot of each participants' page has it."""


def _places(files: Iterable[str]) -> list[str]:
    """The names under which places stand in a copy of several."""
    return sorted({path.partition("/")[0] for path in files if "/" in path})


def of_door(files: Iterable[str]) -> list[str]:
    """What the doors of a copy are made of, by path in `site/`."""
    return [INDEX, MISSING, *(f"{place}/participants/{MISSING}" for place in _places(files))]


def _crisis_lines(pages: Mapping[str, str]) -> Iterable[str]:
    """Each once, with the places that have it where not all do; and the way to the page of help of each place."""
    names = {place: found[1] if (found := _TITLE.search(page)) else place for place, page in pages.items()}
    known: dict[tuple[str, str], list[str]] = {}
    for place, page in pages.items():
        for line in dict.fromkeys(_LINE.findall(page)):
            known.setdefault(line, []).append(names[place])
    for (name, ways), whom in known.items():
        whose = f" ({', '.join(whom)})" if len(whom) < len(pages) else ""
        yield f'<p class="help">{name}{whose}: {ways.replace("</a><a", "</a> <a")}</p>\n'
    helps = ", ".join(f'<a href="{place}/help/index.html">{name}</a>' for place, name in names.items())
    yield f'<p class="help">Someone to talk to, day and night: {helps}</p>\n'


def inside(folder: Path) -> list[str]:
    """Whatever stands in a folder and is no folder of its own, and what nobody can look into."""
    passed: list[str] = []
    found = [
        f"{here}/{name}".lstrip("/")
        for here, entries in walk(folder, tell=lambda path, why: passed.append(path), most=MOST)
        for name, entry in entries.items()
        if not entry.is_dir(follow_symlinks=False)
    ]
    return sorted({*found, *passed})


def _fits(root: Path, name: str, target: Path) -> None:
    """Whether nothing is lost when `target` is replaced: it is not there, is empty, or is an earlier copy of the same site, as it was left by a pack
    that was killed too."""
    within, around = target.is_relative_to(root / "site") or target.is_relative_to(root / "build"), root.is_relative_to(target)
    if within or around:
        raise PackError(f"{target} is {'where builds work' if within else 'around the project'}: name a folder of its own")
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise PackError(f"{target} is no folder: name one, or a name that is free")
    aside = aside_of(target)
    if aside.is_dir() and any(aside.iterdir()) and not _written(aside)[0]:
        raise PackError(f"{aside} is where an old copy waits while it is replaced, and holds something else: take it away first")
    site, wrote = _written(target if target.exists() else aside)
    put_back(target)
    others = [one for one in inside(target) if one != "lost+found"] if target.is_dir() else []  # the system's, at the top of a disk
    if not others:
        return
    foreign = [path for path in others if path not in wrote]
    if site != name or foreign:
        named = ", ".join(foreign[:MOST_NAMED]) + (f" and {len(foreign) - MOST_NAMED} more" if len(foreign) > MOST_NAMED else "")
        why = f", which this would take away: {named}" if site == name else ""
        raise PackError(
            f"{target} holds something else than an earlier copy of the site for {name}{why}: name an empty folder, or take it out of there first"
        )


def _written(folder: Path) -> tuple[str, Collection[str]]:
    """Of which site a folder is a copy, and what the pack that made it wrote, or began to put there before it was killed; nothing where none did."""
    site, files = "", {WRITTEN}
    for note in (folder / WRITTEN, *folder.glob(f"{name_of_next(folder)}*/tree/*{WRITTEN}*")):
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            told = json.loads(content_of(note, LARGEST))
            site, files = site or str(told["site"]), files | set(map(str, told["files"]))
    return site, files


def _put(content: bytes, sources: Iterable[Path], path: Path) -> list[int]:
    """A file and what is packed of it, all with the time of the latest of what it was made of: what has not changed need not be fetched again. How many bytes each has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    latest = max(sources, key=lambda source: source.stat().st_mtime_ns)
    smaller = packed(content) if ending(path.name) in SMALLER and len(content) >= LEAST else {}
    for suffix, written in {"": content, **smaller}.items():
        file = path.with_name(f"{path.name}{suffix}")
        file.write_bytes(written)
        shutil.copystat(latest, file)
        open_to_all(file)
    return [len(content), *map(len, smaller.values())]

"""A folder before it is published: nothing of the staff's, nothing that no build made, nothing that hides."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from builder.doctor.asking import Reply, unpacked
from builder.doctor.place import STAFFS_PAGE
from builder.doctor.signs import Sign, worst_first
from builder.site.packing import WRITTEN, inside, of_door, packed_doors
from builder.site.record import PUBLIC_SITE, in_site
from builder.work.store import file_status

MOST_NAMED = 5
"""Files of one sort that are named; the rest are counted."""


def examine_folder(folder: Path, root: Path) -> tuple[Sign, ...]:
    """Why `folder` must not be published as it is. Where `root/site` stands, a file is right when it is one of the participants', at its own place, as that was
    built; without it, what can be seen of a file by itself counts."""
    names = [name for name in inside(folder) if name != WRITTEN]
    if not names:
        return (Sign(str(folder), "no-site", "holds nothing"),)
    built = _built(root / "site")
    found: dict[str, list[Sign]] = {}
    for name in names:
        for sign in _wrong(folder, name, built):
            found.setdefault(sign.code, []).append(sign)
    if not any((folder / name).is_file() for name in names if name.rpartition("/")[2] == "catalogue.json"):
        found.setdefault("no-site", []).append(Sign(str(folder), "no-site", "has no catalogue.json: it is no site"))
    return worst_first(sign for code in sorted(found, key=lambda code: code != "staff-inside") for sign in _counted(found[code]))


def _built(site: Path) -> Mapping[str, set[str]]:
    """By the path of each file in a copy, the digests of what the last build made of it for participants: at the top, and under the name of its place."""
    found: dict[str, set[str]] = {}
    places = set()
    for name in file_status(site) if site.is_dir() else ():
        within, path = in_site(name)
        place, _, whose = within.rpartition("/")
        if whose == PUBLIC_SITE:
            places |= {place} - {""}
            digest = _digest((site / name).read_bytes())
            for copied in {path, f"{place}/{path}".lstrip("/")}:
                found.setdefault(copied, set()).add(digest)
    copied_of_places = [name for name in found if name.partition("/")[0] in places]
    if places and all((site / name).is_file() for name in of_door(copied_of_places)):
        for name, content in packed_doors(site, copied_of_places).items():
            found.setdefault(name, set()).add(_digest(content))
    return found


def _wrong(folder: Path, name: str, built: Mapping[str, set[str]]) -> Iterator[Sign]:
    path = folder / name
    if path.is_symlink() or not path.is_file():
        yield Sign(str(path), "not-of-the-build", "is no file of its own")
        return
    content = path.read_bytes()
    of_build = _is_built(name, content, built)
    if _is_staffs(name, content) or ("staff" in name.split("/")[:-1] and not of_build):
        yield Sign(str(path), "staff-inside", "is the staff's")
    elif any(part.startswith(".") for part in name.split("/")):
        yield Sign(str(path), "left-lying", "begins with a dot, and is no part of a site")
    elif built and not of_build:
        yield Sign(
            str(path), "not-of-the-build", "is not what the last build made there" if name in built else "is no file of the participants' site"
        )


def _is_built(name: str, content: bytes, built: Mapping[str, set[str]]) -> bool:
    """Whether it is a file of the participants' site, or one of them packed."""
    if _digest(content) in built.get(name, ()):
        return True
    plain, _, suffix = name.rpartition(".")
    if suffix not in ("br", "gz") or plain not in built:
        return False
    return _digest(_unpacked(suffix, content)) in built[plain]


def _unpacked(suffix: str, content: bytes) -> bytes:
    """What a browser would make of it; nothing where it can make nothing."""
    return unpacked(Reply("", 200, {"content-encoding": {"gz": "gzip"}.get(suffix, suffix)}, content)) or b""


def _is_staffs(name: str, content: bytes) -> bool:
    """By what it says of itself."""
    plain, _, suffix = name.rpartition(".")
    if suffix in ("br", "gz") and plain.endswith((".html", "catalogue.json")):
        return _is_staffs(plain, _unpacked(suffix, content))
    if name.endswith(".html"):
        return bool(STAFFS_PAGE.search(content[:4096].decode("utf-8", errors="replace")))
    if name.rpartition("/")[2] == "catalogue.json":
        try:
            return bool(json.loads(content).get("site") != PUBLIC_SITE)
        except (ValueError, AttributeError, RecursionError):
            return True
    return False


def _counted(signs: list[Sign]) -> Iterator[Sign]:
    yield from signs[:MOST_NAMED]
    if len(signs) > MOST_NAMED:
        yield Sign(signs[-1].place, signs[-1].code, f"and {len(signs) - MOST_NAMED} more like it")


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()

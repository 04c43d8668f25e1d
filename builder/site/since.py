"""What has changed between two trees that stood published: what someone reads who is about to put one in the place of the other."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from builder.planner.words import counted
from builder.site.record import INDEX
from builder.views.changes import changes
from builder.work.store import Signature

MOST = 5
"""Pages that are named; of more, how many there are."""
_CATALOGUE = "staff/catalogue.json"


def told_since(then: Path, before: Mapping[str, Signature], now: Path, after: Mapping[str, Signature]) -> Iterator[str]:
    """The files and pages that are otherwise in the tree `now`, and what is new in each track."""
    names = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path) and not _same(then / path, now / path))
    pages = [name.removesuffix(INDEX) or "/" for name in names if name.endswith(INDEX)]
    yield f"{counted(len(names), 'file')} changed, {counted(len(pages), 'page')} among them" + (f": {_listed(pages)}" if pages else "")
    for catalogue in sorted(path for path in names if path == _CATALOGUE or path.endswith(f"/{_CATALOGUE}")):
        with suppress(AttributeError, KeyError, TypeError):  # someone has written into it
            yield from list(_new_in_tracks(_read(then / catalogue), _read(now / catalogue)))


def _new_in_tracks(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for track in now.get("tracks", ()):
        for change in changes(then, now, track["id"]):
            yield f"{track['title']}: {change.what}: {_listed(change.items)}"


def _listed(items: Collection[str]) -> str:
    named = list(items)[:MOST]
    return ", ".join(named) + (f" and {len(items) - MOST} more" if len(items) > MOST else "")


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()


def _read(catalogue: Path) -> dict[str, Any]:
    """A catalogue as far as it goes: nothing of one that is not there, or that someone has damaged."""
    try:
        found = json.loads(catalogue.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}

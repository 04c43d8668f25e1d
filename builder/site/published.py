"""What stands published, and of what: a build of the same sources over a site that nobody touched has nothing to do, and finds that out in a moment."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder import installed
from builder.finding import Finding, Place
from builder.installed import templates_of
from builder.load.layers import digest_of_project
from builder.model.lock import LOCK
from builder.work.reading import MOST
from builder.work.store import Signature, Store, digest_of_files, file_status, key_of, made_by, signature_of, signatures

_ENTRY = key_of(["published"])


@dataclass(frozen=True)
class Built:
    """What a build did: its findings (warnings only), the number of pages by site, where it stands, and the addresses that stood before and lead nowhere now."""

    findings: tuple[Finding, ...]
    pages: Mapping[str, int]
    site: Path
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """What a build noted of the site that it published: a digest of its sources, the day that it was for, and its files. Empty where nobody knows."""

    sources: str = ""
    day: str = ""
    files: Mapping[str, Signature] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)


def sources_key(root: Path, today: datetime.date, pages_only: bool, site: str = "") -> str:
    """A digest of everything that a build reads: the curriculum, the templates, the program, the day; and of which `site` it builds, where not of all.

    What is published is none of it: a build of the same sources makes the same files, whatever stood before.
    """
    return key_of([made_by(), str(today), str(pages_only), site, digest_of_project(root), digest_of_files(templates_of(root))])


def state_of_sources(root: Path) -> list[dict[str, tuple[int, ...]]]:
    """By which it shows whether someone has saved, brought or taken away a file that a build reads: unlike the time of a change, nobody sets the system's own.
    Of texts, what is hidden is read by none: an editor writes there while someone types."""
    templates = templates_of(root)
    folders = [root / "curriculum", root / "sites", templates]
    if (root / LOCK).is_file():
        folders += [installed.LIBRARY]
    found: list[dict[str, tuple[int, ...]]] = [
        {
            path: (one.st_size, one.st_mtime_ns, one.st_ctime_ns, one.st_ino)
            for path, one in file_status(folder, MOST).items()
            if folder == templates or "/." not in f"/{path}"
        }
        for folder in folders
    ]
    return [*found, {LOCK: signature_of(root / LOCK) or ()}]


def is_settled(root: Path, state: object) -> bool:
    """Whether the sources are as they were."""
    return state_of_sources(root) == state


def nothing_changed(root: Path, store: Store, sources: str) -> Built | None:
    """What the build before did, when this one would do the same again and every published file is as it was left."""
    known = standing(store)
    if not known.sources or known.sources != sources or known.files != signatures(root / "site"):
        return None
    return Built(known.findings, known.pages, root / "site")


def standing(store: Store) -> Standing:
    """What the last build noted of what it published; nothing where that cannot be read."""
    content = store.get(_ENTRY)
    try:
        known: dict[str, Any] = json.loads(content) if content else {}
        files = {path: (size, time) for path, (size, time) in known["files"].items()}
        findings = tuple(Finding(Place(*place), *rest) for place, *rest in known["findings"])
        return Standing(known["sources"], known["day"], files=files, findings=findings, pages=known["pages"])
    except (ValueError, KeyError, TypeError, AttributeError):  # of another release
        return Standing()


def remember(store: Store, known: Standing) -> None:
    """Note what stands now. Its sources are the key of what was read when the build began."""
    findings = [[[f.place.file, f.place.line, f.place.column], f.code, f.message, f.hint, f.present] for f in known.findings]
    store.put(_ENTRY, json.dumps(vars(known) | {"findings": findings}).encode())

"""What stands published, and of what: a build of the same sources over a site that nobody touched has nothing to do, and finds that out in a moment."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.installed import templates_of
from builder.finding import Finding, Place
from builder.load.layers import digest_of_project
from builder.work.store import Signature, Store, code_of, digest_of_files, key_of, signatures


@dataclass(frozen=True)
class Built:
    """What a build did: its findings (warnings only), the number of pages by site, where it stands, and the addresses that stood before and lead nowhere now."""

    findings: tuple[Finding, ...]
    pages: Mapping[str, int]
    site: Path
    lost: tuple[str, ...] = ()


def sources_key(root: Path, today: datetime.date, pages_only: bool, site: str = "") -> str:
    """A digest of everything that a build reads: the curriculum, the templates, the program, the day; and of which `site` it builds, where not of all.

    What is published is left out, though pages say what is new since then: a second build of the same sources does not take that from them.
    """
    return key_of([code_of(), str(today), str(pages_only), site, digest_of_project(root), digest_of_files(templates_of(root))])


def nothing_changed(root: Path, store: Store, sources: str) -> Built | None:
    """What the build before did, when this one would do the same again and every published file is as it was left."""
    content = store.get(_entry(root))
    try:
        known = json.loads(content) if content else {}
        if known.get("sources") != sources or {path: tuple(signature) for path, signature in known["files"].items()} != signatures(root / "site"):
            return None
        findings = tuple(Finding(Place(*place), *rest) for place, *rest in known["findings"])
        return Built(findings, known["pages"], root / "site")
    except (ValueError, KeyError, TypeError, OSError):
        return None


def remember(root: Path, store: Store, sources: str, built: Built, files: Mapping[str, Signature]) -> None:
    """Note what stands now, for `nothing_changed`: the `files` that were published. `sources` is the key of what was read when the build began."""
    findings = [[[f.place.file, f.place.line, f.place.column], f.code, f.message, f.hint, f.present] for f in built.findings]
    known = {"sources": sources, "files": dict(files), "findings": findings, "pages": dict(built.pages)}
    store.put(_entry(root), json.dumps(known).encode())


def _entry(root: Path) -> str:
    return key_of(["published", str(root)])

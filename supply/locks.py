"""The locks as values: of Python packages, and of the npm packages that check scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
LOCKS: Mapping[str, tuple[str, ...]] = {
    "requirements.lock": (),
    "requirements-dev.lock": ("dev",),
    "requirements-trust.lock": ("dev", "trust"),
    "requirements-tools.lock": ("dev", "tools"),
}
"""With the extras of pyproject.toml that each holds beside what runs: what tests, what `make trust` makes inputs with, what measures and locks."""


@dataclass(frozen=True)
class Locked:
    """One package of a lock. `marker` says on which machines alone it is installed, and is empty where on all; `hashes` are SHA-256 of its files."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{self.name}@{self.version}"


def lines_of(text: str) -> tuple[str, ...]:
    """What a lock says, a requirement a line: without comments, and with its hashes on the line."""
    return tuple(line.strip() for line in re.sub(r"\\\n", "", text).splitlines() if line.strip() and not line.lstrip().startswith("#"))


def locked(name: str) -> tuple[Locked, ...]:
    """The packages of a lock, by name. Raises ValueError at a line that is not a name, a version and hashes."""
    return tuple(map(_locked, lines_of((ROOT / name).read_text(encoding="utf-8"))))


def _locked(line: str) -> Locked:
    found = re.fullmatch(r"([a-z0-9-]+)==([^\s;]+)(?: ; (.+?))?((?:\s+--hash=sha256:[0-9a-f]{64})+)", line)
    if found is None:
        raise ValueError(f"not a name, a version and hashes: {line[:80]}")
    name, version, marker, hashes = found.groups()
    return Locked(name, version, marker or "", tuple(re.findall(r"sha256:(\w+)", hashes)))


def npm_purl(name: str, version: str) -> str:
    return f"pkg:npm/{quote(name, safe='/')}@{version}"


def npm_tools() -> tuple[str, ...]:
    """The npm packages of package-lock.json."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return tuple(npm_purl(path.rpartition("node_modules/")[2], package["version"]) for path, package in packages.items() if path)

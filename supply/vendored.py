"""The table of what others built and stands in this repository, and the files that belong into it."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct, convert

from supply.locks import ROOT, npm_purl

SCRIPT, SHEET = (".js", ".mjs", ".cjs"), (".css",)
CHECKED = "// @ts-check\n"
"""With which each of our own scripts begins."""
LONGEST = 2000
"""Letters in a line that a person writes; a tool that makes a file small knows no lines."""


class Item(Struct, frozen=True, forbid_unknown_fields=True, rename={"origin": "from"}):
    """A file's digest, and its name in the package where it is taken unchanged."""

    sha256: str
    origin: str = ""


class Vendored(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A package of npm, and which of its files stand here."""

    name: str
    package: str
    version: str
    licence: str
    source: str
    words: str
    files: dict[str, Item]

    @property
    def purl(self) -> str:
        return npm_purl(self.package, self.version)


class Made(Struct, frozen=True, forbid_unknown_fields=True):
    """Pictures of our own."""

    words: str
    files: dict[str, Item]


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    vendored: tuple[Vendored, ...]
    made: tuple[Made, ...]

    @property
    def files(self) -> dict[str, Item]:
        listed: tuple[Vendored | Made, ...] = (*self.vendored, *self.made)
        return {path: item for each in listed for path, item in each.files.items()}


@cache
def table() -> Table:
    return convert(tomllib.loads(Path(__file__).with_name("vendored.toml").read_text(encoding="utf-8")), Table)


@cache
def repository() -> tuple[str, ...]:
    """Every file of the repository, committed or new."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(sorted(name for name in listed.split("\0") if name and (ROOT / name).is_file()))


def belongs(name: str, content: bytes) -> str:
    """Why a file belongs into the table; empty for a text of our own."""
    path = Path(name)
    if path.name == "LICENSE" and name not in ("LICENSE", "curriculum/LICENSE"):
        return "a licence of others"
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return "no text"
    if "\0" in text:
        return "no text"
    if path.suffix in SCRIPT and name.startswith("templates/") and not text.startswith(CHECKED):
        return "a script that nobody checks"
    if (path.suffix in SCRIPT + SHEET or name.startswith(("templates/", "builder/"))) and any(len(line) > LONGEST for line in text.splitlines()):
        return "made small by a tool"
    return ""


def belonging() -> Iterator[tuple[str, str]]:
    """The files of the repository that belong into the table, and why."""
    for name in repository():
        if why := belongs(name, (ROOT / name).read_bytes()):
            yield name, why

"""Whole curricula on disk: the small one, and the small one with one rule broken."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import yaml

from builder import __version__, installed
from builder.adopting.lock import lock_text
from builder.finding import Finding
from builder.load.layers import texts_of
from builder.model.lock import LOCK, LockMeta
from builder.pipeline import check
from tests.project import ROOT, TODAY

SMALL = ROOT / "tests" / "small"
BROKEN = ROOT / "tests" / "broken"


def a_tree(folder: Path) -> Path:
    """A copy of the small curriculum to write in."""
    shutil.copytree(SMALL / "curriculum", folder / "curriculum")
    return folder


def a_broken_tree(folder: Path, case: Path) -> Path:
    """A copy of the small curriculum with what `case` holds laid over it; tests/broken/README.md says how."""
    root = a_program_tree(folder, case) if (case / LOCK).is_file() else a_tree(folder)
    for name in ("curriculum", "sites"):
        if (case / name).is_dir():
            shutil.copytree(case / name, root / name, dirs_exist_ok=True)
    for name in _lines(case / "REMOVED"):
        (root / name).unlink()
    edits = tomllib.loads((case / "EDIT.toml").read_text(encoding="utf-8"))["edit"] if (case / "EDIT.toml").is_file() else []
    for edit in edits:
        new = bytes.fromhex(edit["bytes_hex"]) if "bytes_hex" in edit else edit["new"].encode()
        replace_once(root / edit["file"], edit["old"].encode(), new)
    return root


HARBOR = "name: Harbor\naddress: https://harbor.example/participants\n"


def a_program(root: Path, program: str = HARBOR) -> Path:
    """A program over the library that is installed; all of its own is its `program.yml`."""
    (root / "curriculum").mkdir(parents=True)
    (root / "curriculum" / "program.yml").write_text(program, encoding="utf-8")
    lock = LockMeta(library=__version__, texts=texts_of(installed.LIBRARY))
    (root / LOCK).write_text(lock_text(lock), encoding="utf-8")
    return root


def a_program_tree(folder: Path, case: Path) -> Path:
    """A program over the small curriculum, whose lock says what it would say of it today, but for what the lock of `case` says."""
    says = yaml.safe_load((case / LOCK).read_text(encoding="utf-8"))
    texts = texts_of(SMALL / "curriculum") | says.pop("texts", {})
    lock = LockMeta.model_validate({"library": __version__, "texts": texts} | says)
    (folder / LOCK).write_text(lock_text(lock), encoding="utf-8")
    (folder / "curriculum").mkdir()
    return folder


def replace_once(path: Path, old: bytes, new: bytes) -> None:
    """Replace the only `old` in a file; that there is exactly one is a promise of the test."""
    raw = path.read_bytes()
    assert raw.count(old) == 1, f"{path} holds {old!r} {raw.count(old)} times"
    path.write_bytes(raw.replace(old, new))


def findings_of(root: Path) -> tuple[Finding, ...]:
    """What the check says of the curriculum in `root`."""
    return check(root, TODAY)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []

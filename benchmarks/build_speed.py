"""Speed of the build without print, beside stock MkDocs: `PYTHONPATH=. python benchmarks/build_speed.py [--sessions 136] [--folder DIR]`.

On a made-up library, in turn, each in processes of its own: `groupwork build --pages-only` with an empty cache; again with nothing changed; after one
line of one session changed (median of five); then `mkdocs build` over the same docs trees and mkdocs.yml, with our theme and with plain Material
(tabs, search; with `navigation.prune`, and with the full navigation); then, where it is installed, Zensical with its own theme, with an empty cache
and after one line of one page changed. Reported are CPU seconds of all processes and wall seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import string
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from benchmarks.library_maker import session_id, write_library
from builder.store import file_status

TODAY = "2026-11-21"
CODE = Path(__file__).parent.parent


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """CPU seconds of a command and its children, and wall seconds."""
    before, began = os.times(), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(CODE), "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system, time.perf_counter() - began


def ours(root: Path) -> tuple[float, float]:
    return timed([sys.executable, "-m", "builder", "--root", str(root), "--today", TODAY, "build", "--pages-only"], CODE)


def edit(root: Path) -> None:
    """Change one line of one session to words that it never had."""
    path = root / "curriculum/modules" / session_id(2) / "session.md"
    words = " ".join("".join(random.choices(string.ascii_lowercase, k=5)) for _ in range(12))
    head, _, body = path.read_text(encoding="utf-8").partition("## Purpose\n\n")
    path.write_text(f"{head}## Purpose\n\n{words.capitalize()}.\n{body.partition(chr(10))[2] if body[:1].islower() else body}", encoding="utf-8")


def stock(root: Path, changes: dict[str, Any] | None = None, command: tuple[str, ...] = ("mkdocs", "build", "-q")) -> tuple[float, float]:
    """Both docs trees through `mkdocs build`, or another engine's command, one after the other."""
    total = [0.0, 0.0]
    for name in ("staff", "participants"):
        folder = root / "build" / name
        settings = yaml.load((folder / "mkdocs.yml").read_text(encoding="utf-8"), yaml.CSafeLoader) | (changes or {})
        (folder / "stock.yml").write_text(yaml.dump(settings, Dumper=yaml.CSafeDumper, sort_keys=False), encoding="utf-8")
        for index, seconds in enumerate(timed([sys.executable, "-m", *command, "-f", "stock.yml"], folder)):
            total[index] += seconds
    return total[0], total[1]


def material(*features: str) -> dict[str, Any]:
    return {"theme": {"name": "material", "font": False, "features": ["navigation.tabs", *features]}, "plugins": ["search"]}


def zensical(root: Path, found: dict[str, Any], name: str, settings: dict[str, Any]) -> None:
    """With an empty cache, and again after one page of the staff site was given another line."""
    found[f"Zensical, {name}"] = stock(root, settings, ("zensical", "build", "--clean"))
    page = root / "build" / "staff" / "docs" / session_id(2) / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + f"\n<p>{random.random()}</p>\n", encoding="utf-8")
    found[f"Zensical, {name}, one page changed"] = stock(root, settings, ("zensical", "build"))


def measure(folder: Path, sessions: int, with_stock: bool) -> dict[str, Any]:
    root = folder / f"library-{sessions}"
    shutil.rmtree(root, ignore_errors=True)
    write_library(root, sessions)
    found: dict[str, Any] = {"sessions": sessions, "cold": ours(root)}
    ours(root)
    found["nothing changed"] = min(ours(root) for _ in range(3))
    runs = []
    for _ in range(5):
        edit(root)
        runs.append(ours(root))
    found["one session changed"] = tuple(statistics.median(run[index] for run in runs) for index in (0, 1))
    site = file_status(root / "site")
    found["pages"] = sum(1 for path in site if path.endswith("index.html"))
    found["bytes of pages"] = sum(status.st_size for path, status in site.items() if path.endswith(".html"))
    if with_stock:
        found["stock, our theme"] = stock(root)
        found["stock, Material, pruned"] = stock(root, material("navigation.prune"))
        found["stock, Material, full navigation"] = stock(root, material())
        if find_spec("zensical"):
            zensical(root, found, "pruned", material("navigation.prune"))
            zensical(root, found, "full navigation", material())
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=[136])
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--without-stock", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for count in wanted.sessions:
            print(json.dumps(measure(wanted.folder or Path(scratch), count, not wanted.without_stock), indent=1))

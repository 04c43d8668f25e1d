"""Speed of the build without print, beside its peers: `PYTHONPATH=. python benchmarks/build_speed.py [--sessions 136] [--hugo PROGRAM] [--plot FILE.svg]`.

On a made-up library, in turn, each in processes of its own: `groupwork build --pages-only` with an empty cache, and `mkdocs build` over the same docs
trees and mkdocs.yml with plain Material (tabs, search, `navigation.prune`), by turns, the median of three; ours again with nothing changed; after one
line of one session changed (median of nine); `mkdocs build` with our theme, and with plain Material and the full navigation; then, where it is
installed, Zensical with its own theme, with an empty cache and after one line of one page changed (median of three); then, where it is found, Hugo with
the same pages in a frame like ours (`hugo_site.py`), from nothing and after one line of one page changed (median of five; its command makes every page
each time). Reported are CPU seconds of all processes and wall seconds.
"""

from __future__ import annotations

import argparse
import datetime
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
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from benchmarks.hugo_site import find_hugo, write_hugo_site
from benchmarks.library_maker import session_id, write_library
from benchmarks.peers_plot import plot
from builder.pipeline import export_docs
from builder.work.store import file_status, installed_version

TODAY = "2026-11-28"
CODE = Path(__file__).parent.parent
SITES = ("staff", "participants")

Seconds = tuple[float, float]
"""CPU seconds of all processes, and wall seconds."""


def timed(command: list[str], folder: Path) -> Seconds:
    """What a command and its children take."""
    before, began = os.times(), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(CODE), "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # it would compile every module of ours at each start, and none of the others'
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system, time.perf_counter() - began


def added(runs: Iterable[Seconds]) -> Seconds:
    processor, wall = zip(*runs, strict=True)
    return sum(processor), sum(wall)


def median(runs: Iterable[Seconds]) -> Seconds:
    processor, wall = zip(*runs, strict=True)
    return statistics.median(processor), statistics.median(wall)


def ours(root: Path) -> Seconds:
    return timed([sys.executable, "-m", "builder", "--root", str(root), "--today", TODAY, "build", "--pages-only"], CODE)


def edit(root: Path) -> None:
    """Change one line of one session to words that it never had."""
    path = root / "curriculum/modules" / session_id(2) / "session.md"
    words = " ".join("".join(random.choices(string.ascii_lowercase, k=5)) for _ in range(12))
    head, _, body = path.read_text(encoding="utf-8").partition("## Purpose\n\n")
    path.write_text(f"{head}## Purpose\n\n{words.capitalize()}.\n{body.partition(chr(10))[2] if body[:1].islower() else body}", encoding="utf-8")


def stock(root: Path, changes: dict[str, Any] | None = None, command: tuple[str, ...] = ("mkdocs", "build", "-q")) -> Seconds:
    """Both docs trees through `mkdocs build`, or another engine's command, one after the other."""
    if not (root / "build" / SITES[0]).is_dir():
        export_docs(root, datetime.date.fromisoformat(TODAY))
    runs = []
    for name in SITES:
        folder = root / "build" / name
        settings = yaml.load((folder / "mkdocs.yml").read_text(encoding="utf-8"), yaml.CSafeLoader) | (changes or {})
        (folder / "stock.yml").write_text(yaml.dump(settings, Dumper=yaml.CSafeDumper, sort_keys=False), encoding="utf-8")
        runs.append(timed([sys.executable, "-m", *command, "-f", "stock.yml"], folder))
    return added(runs)


def material(*features: str) -> dict[str, Any]:
    return {"theme": {"name": "material", "font": False, "features": ["navigation.tabs", *features]}, "plugins": ["search"]}


def zensical(root: Path, found: dict[str, Any], name: str, settings: dict[str, Any]) -> None:
    """With an empty cache, and again after one page of the staff site was given another line."""
    found[f"Zensical, {name}"] = stock(root, settings, ("zensical", "build", "--clean"))

    def build_changed() -> Seconds:
        add_line(root / "build/staff/docs" / session_id(2) / "index.md")
        return stock(root, settings, ("zensical", "build"))

    found[f"Zensical, {name}, one page changed"] = median(build_changed() for _ in range(3))


def hugo(root: Path, found: dict[str, Any], program: str) -> None:
    """Without the sites that it made before, and again after one page of the staff site was given another line; all pages have to be there."""
    sites = [write_hugo_site(root / "build" / name) for name in SITES]

    def build(site: Path) -> Seconds:
        return timed([program, "build", "--quiet"], site)

    def build_anew(site: Path) -> Seconds:
        shutil.rmtree(site / "public", ignore_errors=True)
        return build(site)

    def build_changed() -> Seconds:
        add_line(sites[0] / "content" / session_id(2) / "_index.md")
        return added(map(build, sites))

    found["Hugo"] = median(added(map(build_anew, sites)) for _ in range(5))
    found["Hugo, one page changed"] = median(build_changed() for _ in range(5))
    for site in sites:
        wanted = [path.removesuffix(".md") + ".html" for path in file_status(site.parent / "docs") if path.endswith(".md")]
        if missing := [path for path in wanted if not (site / "public" / path).is_file()]:
            raise SystemExit(f"Hugo made no {missing[0]}, and {len(missing) - 1} others not")


def add_line(page: Path) -> None:
    """Give a page a line that it never had."""
    page.write_text(page.read_text(encoding="utf-8") + f"\n<p>{random.random()}</p>\n", encoding="utf-8")


def versions(program: str | None) -> dict[str, str]:
    found = {name: installed_version(name) for name in ("mkdocs", "mkdocs-material", "zensical")}
    if program:
        said = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
        found["hugo"] = said.partition("hugo v")[2].partition("-")[0]
    return found


def measure(folder: Path, sessions: int, with_stock: bool, program: str | None) -> dict[str, Any]:
    root = folder / f"library-{sessions}"
    shutil.rmtree(root, ignore_errors=True)
    write_library(root, sessions)
    cold, pruned = [], []
    for _ in range(3):
        shutil.rmtree(root / "build", ignore_errors=True)
        shutil.rmtree(root / "site", ignore_errors=True)
        cold.append(ours(root))
        pruned += [stock(root, material("navigation.prune"))] if with_stock else []
    found: dict[str, Any] = {"sessions": sessions, "versions": versions(program), "cold": median(cold)}
    ours(root)
    found["nothing changed"] = min(ours(root) for _ in range(3))
    runs = []
    for _ in range(9):
        edit(root)
        runs.append(ours(root))
    found["one session changed"] = median(runs)
    site = file_status(root / "site")
    found["pages"] = sum(1 for path in site if path.endswith("index.html"))
    found["bytes of pages"] = sum(status.st_size for path, status in site.items() if path.endswith(".html"))
    if with_stock:
        found["stock, our theme"] = stock(root)
        found["stock, Material, pruned"] = median(pruned)
        found["stock, Material, full navigation"] = stock(root, material())
        if find_spec("zensical"):
            zensical(root, found, "pruned", material("navigation.prune"))
            zensical(root, found, "full navigation", material())
        if program:
            hugo(root, found, program)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=[136])
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--without-stock", action="store_true", help="measure ours alone")
    parser.add_argument("--hugo", default=None, help="the program, where it is neither on the PATH nor installed as a Python package")
    parser.add_argument("--plot", type=Path, default=None, help="draw the last size measured as an SVG picture")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for count in wanted.sessions:
            measured = measure(wanted.folder or Path(scratch), count, not wanted.without_stock, find_hugo(wanted.hugo))
            print(json.dumps(measured, indent=1), flush=True)
    if wanted.plot:
        wanted.plot.write_text(plot(measured), encoding="utf-8")

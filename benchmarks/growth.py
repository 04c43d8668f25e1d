"""How a build grows with the library: `PYTHONPATH=. python benchmarks/growth.py [--sessions 10 136 410] [--plot FILE.svg]`.

Made-up libraries of several sizes, each built once from nothing by `groupwork build --pages-only --no-cache` in processes of its own. Reported are
pages, CPU seconds of all processes, wall seconds, bytes of the sites, and the most memory that all processes had at once (proportional set size, so that
shared memory counts once; looked at every 0.1 s). A quantity that grows as pages to the power of 1 doubles when the library does; powers are fitted by
least squares on logarithms.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.library_maker import write_library
from builder.work.store import file_status

TODAY = "2026-11-28"
CODE = Path(__file__).parent.parent
GOAL = 1.1
"""The power of pages that CPU seconds may grow with."""

Run = dict[str, float]


def family(first: int) -> list[int]:
    """A process and all that it started, directly or not."""
    found = [first]
    for process in found:
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{process}/task").iterdir():
                found += map(int, (thread / "children").read_text().split())
    return found


def memory(processes: Iterable[int]) -> float:
    """Proportional set size of all these processes together, in MiB; one that has ended meanwhile counts as nothing."""
    total = 0
    for process in processes:
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1024


def watched(command: list[str], folder: Path) -> Run:
    """Run a command: CPU seconds of it and its children, wall seconds, MiB of memory at the most."""
    before, began, most = os.times(), time.perf_counter(), 0.0
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        ended = threading.Event()

        def look() -> None:
            nonlocal most
            while not ended.wait(0.1):
                most = max(most, memory(family(process.pid)))

        looking = threading.Thread(target=look)
        looking.start()
        code = process.wait()
        wall = time.perf_counter() - began
        ended.set()
        looking.join()
        if code:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{said.read()}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return {"cpu": cpu, "wall": wall, "memory": most}


def measure(folder: Path, sessions: int) -> Run:
    root = folder / f"library-{sessions}"
    shutil.rmtree(root, ignore_errors=True)
    write_library(root, sessions)
    run = watched([sys.executable, "-m", "builder", "--root", str(root), "--today", TODAY, "build", "--pages-only", "--no-cache"], CODE)
    site = file_status(root / "site")
    pages = {path: status.st_size for path, status in site.items() if path.endswith("index.html")}
    shutil.rmtree(root)
    whole = sum(status.st_size for status in site.values())
    return {"sessions": sessions, "pages": len(pages), **run, "bytes of pages": sum(pages.values()), "bytes of sites": whole}


def power(runs: Sequence[Run], name: str) -> float:
    """The power of pages that a quantity grows with."""
    return statistics.linear_regression([math.log(run["pages"]) for run in runs], [math.log(run[name]) for run in runs]).slope


def said(runs: Sequence[Run], name: str) -> str:
    """The power over all runs, and over those after the first, in which what a build costs at any size weighs less."""
    return f"{power(runs, name):.2f}" + (f" ({power(runs[1:], name):.2f} without the first)" if len(runs) > 2 else "")


def plot(runs: Sequence[Run]) -> str:
    """CPU seconds over pages, both scales logarithmic, as an SVG picture; a broken line shows growth in step with pages, from the first run on."""
    width, height, left, bottom = 480, 300, 60, 50
    xs, ys = [run["pages"] for run in runs], [run["cpu"] for run in runs]
    in_step = ys[0] * xs[-1] / xs[0]
    low_x, high_x = math.log10(min(xs)) - 0.1, math.log10(max(xs)) + 0.1
    low_y, high_y = math.log10(min(ys)) - 0.2, math.log10(max(*ys, in_step)) + 0.2

    def at(pages: float, seconds: float) -> tuple[float, float]:
        across = left + (math.log10(pages) - low_x) / (high_x - low_x) * (width - left - 20)
        up = height - bottom - (math.log10(seconds) - low_y) / (high_y - low_y) * (height - bottom - 20)
        return round(across, 1), round(up, 1)

    def line(points: Iterable[tuple[float, float]], style: str) -> str:
        return f'<polyline points="{" ".join(f"{x},{y}" for x, y in points)}" fill="none" {style}/>'

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        "<title>CPU seconds of a build from nothing, over pages</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<path d="M{left} 20V{height - bottom}H{width - 20}" fill="none" stroke="#555"/>',
        line([at(xs[0], ys[0]), at(xs[-1], in_step)], 'stroke="#999" stroke-dasharray="5 4"'),
        line(map(at, xs, ys), 'stroke="#1f5f8b" stroke-width="2"'),
    ]
    for pages, seconds in zip(xs, ys, strict=True):
        x, y = at(pages, seconds)
        parts += [
            f'<circle cx="{x}" cy="{y}" r="3.5" fill="#1f5f8b"/>',
            f'<text x="{x}" y="{height - bottom + 18}" text-anchor="middle">{pages:,.0f}</text>',
            f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{seconds:.0f} s</text>',
        ]
    parts += [
        f'<text x="{(width + left) / 2}" y="{height - 10}" text-anchor="middle">pages; CPU seconds grow with their power of {said(runs, "cpu")}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=[12, 136, 410])
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--plot", type=Path, default=None)
    wanted = parser.parse_args()
    done: list[Run] = []
    with tempfile.TemporaryDirectory() as scratch:
        for count in wanted.sessions:
            done.append(measure(wanted.folder or Path(scratch), count))
            print(json.dumps({name: round(value, 1) for name, value in done[-1].items()}), flush=True)
    if len(done) > 1:
        for name in ("cpu", "memory", "bytes of pages", "bytes of sites"):
            print(f"{name}: power of pages {said(done, name)}")
        print(f"CPU is to stay under {GOAL}")
        if wanted.plot:
            wanted.plot.write_text(plot(done), encoding="utf-8")

"""From a save to the page in the browser: `PYTHONPATH=. python benchmarks/serve_speed.py [--sessions 112 1000] [--times 20]`.

Made-up libraries under `groupwork serve`, with a real Chromium that has the staff page of one session open. A line is put into that session's file; the
clock runs from before the file is written until the page, which reloads by itself, shows that line. The whole build that follows each save in the
background is ended by the next one, as it is when somebody writes.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import shutil
import socket
import statistics
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from benchmarks.library_maker import session_id, write_library
from tests.browsing import CHROMIUM, QUIET

TODAY = "2026-11-28"
CODE = Path(__file__).parent.parent
EDITED = session_id(2)
PATIENCE = 600.0
"""Seconds after which the first build, or a page after a save, is given up."""


@contextlib.contextmanager
def served(root: Path) -> Iterator[str]:
    """The address at which `groupwork serve` answers, once its first build stands."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "builder", "--root", str(root), "--today", TODAY, "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=CODE, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + PATIENCE
        while not _there(f"{address}/staff/{EDITED}/"):
            if time.monotonic() > until or process.poll() is not None:
                raise SystemExit("the first build did not come to its end")
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait()


def saves(root: Path, address: str, browser: Browser, times: int) -> list[float]:
    """Seconds from each save until the page shows it; the first save of all is not counted, for what is loaded only once."""
    path = root / "curriculum/modules" / EDITED / "session.md"
    head, mark, body = path.read_text(encoding="utf-8").partition("## Purpose\n\n")
    page = browser.new_page()
    page.goto(f"{address}/staff/{EDITED}/")
    taken = []
    for _ in range(times + 1):
        words = " ".join("".join(random.choices(string.ascii_lowercase, k=6)) for _ in range(6)).capitalize()
        began = time.perf_counter()
        path.write_text(f"{head}{mark}{words}.\n\n{body}", encoding="utf-8")
        page.get_by_text(words).first.wait_for(state="attached", timeout=PATIENCE * 1000)
        taken.append(time.perf_counter() - began)
        time.sleep(1)  # a person looks at the page; the build in the background begins
    page.close()
    return taken[1:]


def measure(folder: Path, sessions: int, times: int, browser: Browser) -> float:
    """Median seconds for a library of so many sessions."""
    root = folder / f"library-{sessions}"
    shutil.rmtree(root, ignore_errors=True)
    write_library(root, sessions)
    with served(root) as address:
        taken = sorted(saves(root, address, browser, times))
    shutil.rmtree(root)
    found = {"median": statistics.median(taken), "least": taken[0], "most": taken[-1]}
    print(json.dumps({"sessions": sessions, **{f"{name}, ms": round(value * 1000) for name, value in found.items()}}), flush=True)
    return found["median"]


def _there(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=[112, 1000])
    parser.add_argument("--times", type=int, default=20)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        medians = [measure(Path(scratch), count, wanted.times, chromium) for count in wanted.sessions]
        print(f"ratio of the last to the first: {medians[-1] / medians[0]:.2f}")
        chromium.close()

"""A first answer of the search on a slow line: `python benchmarks/search_speed.py SITE [OTHER_SITE] [--times 3]`.

`SITE` is a published folder with `participants/` and `staff/`. A real Chromium with an empty cache opens the search page with words in its address, at 400 kbit/s
and 400 ms for each round trip; what counts is when the first page found stands there, and when anything is painted at all. With another site the ratios to it.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import threading
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
BYTES_A_SECOND = 400_000 / 8
LATENCY = 400
PAGES = ("participants/search/?q=sleep", "participants/search/?q=overdose", "staff/search/#q=sleep", "staff/search/#q=overdose")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def first_answer(browser: Browser, address: str) -> tuple[float, float, float]:
    """Seconds until something is painted and until the first page found stands there, and kilobytes by then."""
    context = browser.new_context(viewport={"width": 360, "height": 760}, service_workers="block")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    sent: list[float] = []
    line.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    speed = {"offline": False, "latency": LATENCY, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    line.send("Network.emulateNetworkConditions", speed)
    before = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("#search-found li").first.wait_for(timeout=60_000)
    found = time.perf_counter() - before
    painted = page.evaluate("performance.getEntriesByType('paint')[0].startTime / 1000")
    context.close()
    return painted, found, sum(sent) / 1000


def measured(site: Path, times: int) -> dict[str, tuple[float, ...]]:
    """Medians by page."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM if CHROMIUM.exists() else None, args=["--no-sandbox", "--disable-gpu"])
        runs = {path: [first_answer(browser, f"http://127.0.0.1:{server.server_port}/{path}") for _ in range(times)] for path in PAGES}
        browser.close()
    server.shutdown()
    return {path: tuple(median(column) for column in zip(*rows, strict=True)) for path, rows in runs.items()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sites", type=Path, nargs="+")
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    tables = [measured(site, given.times) for site in given.sites]
    print("| page | first paint, s | first answer, s | KB | ratio to the other's answer |\n| --- | --- | --- | --- | --- |")
    for path in PAGES:
        painted, found, size = tables[0][path]
        ratio = f"{found / tables[1][path][1]:.2f}" if len(tables) > 1 else ""
        print(f"| `{path}` | {painted:.1f} | {found:.1f} | {size:.0f} | {ratio} |")


if __name__ == "__main__":
    main()

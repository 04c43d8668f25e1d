"""The two pictures of the README, taken of the real site: `make pictures`, after `make site`. Few colors keep them small."""

from __future__ import annotations

import functools
import http.server
import io
import shutil
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
SITE = HERE.parents[1] / "site"
TAKEN = {
    "run-sheet": ("staff/tracks/evening/week-1-mon/#run-of-the-evening", (760, 900)),
    "handout": ("participants/cbt/first-thought/thought-log/", (390, 900)),
}
"""By name: the page, and how much of it."""
NOON = "2026-11-30T12:00:00"
COLORS = 48


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def take() -> None:
    """Take both, at one time of day and without what moves."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for name, (path, (width, height)) in TAKEN.items():
            page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            page.clock.set_fixed_time(NOON)
            page.goto(f"http://127.0.0.1:{server.server_port}/{path}", wait_until="networkidle")
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
            picture.save(HERE / f"{name}.png", optimize=True)
            print(f"{name}.png: {(HERE / f'{name}.png').stat().st_size // 1000} kB")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    take()

"""The library page at 112, 1,000 and 10,000 synthetic sessions in a real Chromium: bytes over the wire (gzip), and the time from a click on a facet to the
updated list, as a ratio to 112. Run with `PYTHONPATH=. python benchmarks/library_facets.py`; the sizes take turns, so that other work on the machine
touches all alike."""

from __future__ import annotations

import functools
import gzip
import http.server
import random
import statistics
import tempfile
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from builder.load.library import load_library
from builder.model.library import Library
from builder.model.session import Module, Session
from builder.site.tree import write_tree
from builder.views.common import chrome
from builder.views.library import LIBRARY, library_data, library_view
from builder.views.page import NavEntry, Site
from builder.views.page import Page as SitePage
from builder.views.staff import staff_site
from tests.browsing import CHROMIUM, QUIET
from tests.project import every_file

ROOT = Path(__file__).parents[1]
SIZES = (112, 1_000, 10_000)
ROUNDS = 30
WATCH = """box => new Promise(done => {
  const state = document.getElementById("library-state"), began = performance.now();
  new MutationObserver((_, watch) => (watch.disconnect(), requestAnimationFrame(() => done(performance.now() - began)))).observe(state, {childList: true});
  box.click();
})"""


def a_library_of(count: int, base: Library) -> Library:
    """As many sessions as wanted, in modules of at most forty, with facets drawn anew for each; their guides are those of the real library."""
    chance = random.Random(count)
    originals, meta = list(base.sessions.values()), base.program.meta
    modules: list[Module] = []
    for start in range(0, count, 40):
        name = f"module-{start // 40}"
        sessions = tuple(_a_session(f"{name}/session-{n}", name, chance, originals, meta) for n in range(start, min(start + 40, count)))
        title = base.modules[start // 40 % len(base.modules)].meta.model_copy(update={"title": f"Module {start // 40}"})
        modules.append(replace(base.modules[0], id=name, meta=title, sessions=sessions))
    return replace(base, modules=tuple(modules), tracks=())


def _a_session(identity: str, module: str, chance: random.Random, originals: list[Session], meta: Any) -> Session:
    original = chance.choice(originals)
    changes = {
        "title": f"{original.meta.title} {identity.rpartition('-')[2]}",
        "topics": tuple(chance.sample(sorted(meta.topics), chance.randint(1, 3))),
        "suits": tuple(chance.sample(sorted(meta.populations), chance.randint(3, 8))),
        "load": chance.choice(("light", "light", "moderate", "moderate", "heavy")),
        "newcomers": chance.choice(("welcome", "with-recap", "with-recap", "not-first")),
        "minutes": chance.choice((45, 60, 60, 75, 90)),
    }
    return replace(original, id=identity, module=module, meta=original.meta.model_copy(update=changes))


def a_site_of(library: Library, folder: Path) -> Path:
    """The home page and the library page of a staff site, as they are published."""
    home = next(page for page in staff_site(load_library(ROOT), (), {}).pages if not page.path)
    pages = (home, SitePage(path=LIBRARY, title="Library", template="library.html", view=library_view(library), hide=("toc", "search")))
    nav = (NavEntry("Home", ""), NavEntry("Library", LIBRARY))
    site = Site(
        name="staff", chrome=chrome(library, "Groupwork for staff", "", help_in_print=False), pages=pages, nav=nav, files=library_data(library)
    )
    write_tree(folder, every_file(ROOT, library, site))
    return folder


class Visitor:
    """One browser window on one library, with the bytes of what it asked for."""

    def __init__(self, browser: Browser, site: Path):
        handler = functools.partial(_Quiet, directory=str(site))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.site, self.bytes = site, 0
        self.page: Page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self.page.on("request", lambda request: self._count(urlsplit(request.url).path))
        self.page.goto(f"http://127.0.0.1:{server.server_port}/{LIBRARY}/", wait_until="networkidle")

    def _count(self, path: str) -> None:
        file = self.site / path.lstrip("/")
        content = (file / "index.html" if file.is_dir() else file).read_bytes()
        self.bytes += min(len(content), len(gzip.compress(content)))

    def click(self, facet: str, value: str) -> float:
        """Milliseconds from the click to the frame after the list and its state are updated."""
        box = self.page.locator(f'input[name="{facet}"][value="{value}"]')
        box.evaluate("node => (node.closest('details').open = true)")
        return float(box.evaluate(WATCH))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    base = load_library(ROOT)
    clicks = [("load", "light"), ("suits", "depression"), ("newcomers", "welcome"), ("topic", "cravings")]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        visitors = {size: Visitor(browser, a_site_of(a_library_of(size, base), Path(folder, str(size)))) for size in SIZES}
        first_view = {size: visitor.bytes for size, visitor in visitors.items()}
        first_click = {size: visitor.click(*clicks[0]) for size, visitor in visitors.items()}
        choice = {size: visitor.bytes - first_view[size] for size, visitor in visitors.items()}
        times: dict[int, list[float]] = {size: [] for size in SIZES}
        for turn in range(ROUNDS):
            for size, visitor in visitors.items():
                times[size].append(visitor.click(*clicks[(turn + 1) % len(clicks)]))
        browser.close()
    print("sessions   first view   first choice adds   first click      later clicks: median, 95 %   ratio to 112")
    for size in SIZES:
        median, high = statistics.median(times[size]), statistics.quantiles(times[size], n=20)[-1]
        ratio = median / statistics.median(times[SIZES[0]])
        view, more = f"{first_view[size] / 1000:.1f} KB", f"{choice[size] / 1000:.1f} KB"
        print(f"{size:>8,}   {view:>10}   {more:>17}   {first_click[size]:>8.0f} ms   {median:>14.1f} ms, {high:.1f} ms   {ratio:>12.2f}")


if __name__ == "__main__":
    main()

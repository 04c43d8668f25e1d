"""The real curriculum, built once, and a real Chromium over it."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsing import PATIENCE

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCHEMES: dict[Literal["light", "dark"], dict[str, object]] = {
    "light": {"type": "tag", "values": WCAG},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""What axe looks at in each scheme: in the second, at what depends on colours."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder that is served for a while."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the sites are served."""
    with served(site) as found:
        yield found


@dataclass
class Visit:
    """A page in a fresh browser profile, and every address it asked for."""

    page: Page
    context: BrowserContext
    base: str
    asked: list[str]

    def to(self, path: str) -> Page:
        self.page.goto(f"{self.base}/{path}")
        return self.page

    def assert_keeps_to_itself(self) -> None:
        """No other host was asked for anything, and nothing was stored."""
        assert [url for url in self.asked if not url.startswith((self.base, "data:"))] == []
        assert self.context.cookies() == []
        assert self.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


AT_TOP = """() => new Promise((done) => {
  let still = 0;
  const look = () => {
    still = scrollY ? 0 : still + 1;
    scrollTo({top: 0, behavior: "instant"});
    if (still < 10) requestAnimationFrame(look); else done();
  };
  look();
})"""
"""Until a page stays at its top: what is fixed there lies over whatever a page is scrolled to, and on a busy machine it scrolls late."""


def assert_accessible(page: Page, width: int, within: str | None = None) -> None:
    """Axe has nothing to say of the page, or of what a selector names, light and dark; and nothing stands out at the side."""
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AT_TOP)
        results = Axe().run(page, within, {"runOnly": rules, "resultTypes": ["violations"]})
        assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Callable[[int], Visit]]:
    """Visits in fresh profiles, by the width of the window in pixels."""
    contexts: list[BrowserContext] = []
    stopped: list[str] = []

    def visit(width: int) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 760})
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda message: stopped.append(message.text) if "Content Security Policy" in message.text else None)
        contexts.append(context)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        return Visit(page, context, address, asked)

    yield visit
    for context in contexts:
        context.close()
    assert stopped == [], "every page does its work under the policy that it carries"


@pytest.fixture
def phone(visitor: Callable[[int], Visit]) -> Visit:
    return visitor(360)


@pytest.fixture
def desk(visitor: Callable[[int], Visit]) -> Visit:
    return visitor(1280)

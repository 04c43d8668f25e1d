"""Both sites below any folder of any host: what is not there, and everything that pages ask for."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from builder.pipeline import build
from builder.work.store import file_status
from tests.browsing import PATIENCE
from tests.project import ROOT, TODAY, a_root, edit
from tests.whole.conftest import assert_accessible

pytestmark = pytest.mark.slow

AT = "/program"
"""Where program.yml says that the sites stand."""
GROUP = "track: wednesdays\ntitle: Wednesday evening\nstart: 2026-01-07\nrounds: endless\nholidays: none\n"
MISSING = ("missing/", "any/missing/", "any/deep/missing/page.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both sites of the small curriculum, as a program publishes them at /program."""
    folder = tmp_path_factory.mktemp("below")
    shutil.copytree(ROOT / "tests/small/curriculum", folder / "curriculum")
    program = folder / "curriculum/program.yml"
    edit(program, "https://elm-street.example/participants", f"https://elm-street.example{AT}/participants")
    (folder / "curriculum/groups").mkdir()
    (folder / "curriculum/groups/wednesdays.yml").write_text(GROUP, encoding="utf-8")
    root = a_root(folder / "root", folder / "curriculum")
    build(root, TODAY)
    return root / "site"


class _Below(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below `mount`, with the 404.html at its top for whatever is not there, as GitHub Pages does."""

    mount = ""
    lost: list[str]

    def translate_path(self, path: str) -> str:
        inside = unquote(urlsplit(path).path)
        return super().translate_path(inside.removeprefix(self.mount) if inside.startswith(f"{self.mount}/") else "/not-below")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.lost.append(self.path)
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def below(folder: Path, mount: str, lost: list[str] | None = None) -> Iterator[str]:
    """The address of a folder that is served below `mount` for a while; whatever is asked for and is not there goes into `lost`."""
    handler = type("Below", (_Below,), {"mount": mount, "lost": [] if lost is None else lost})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{mount}/"
    server.shutdown()


@contextmanager
def opened(browser: Browser, width: int = 1280) -> Iterator[tuple[Page, list[Response]]]:
    """A page in a fresh profile, and every answer that it got."""
    context = browser.new_context(viewport={"width": width, "height": 760})
    context.set_default_timeout(PATIENCE)
    page, answers, stopped = context.new_page(), [], []
    context.on("response", lambda answer: answers.append(answer))
    context.on("console", lambda message: stopped.append(message.text) if "Content Security Policy" in message.text else None)
    yield page, answers
    context.close()
    assert stopped == [], "every page does its work under the policy that it carries"


def lacking(answers: list[Response], but: str = "") -> list[str]:
    """The addresses that were asked for and are not there."""
    return [answer.url for answer in answers if answer.status >= 400 and answer.url != but]


@pytest.mark.long
@pytest.mark.parametrize("mount", [AT, "/a/b", ""])
@pytest.mark.parametrize("name", ["staff", "participants"])
def test_what_is_not_there_leads_home_to_search_and_to_help_from_any_depth(browser: Browser, site: Path, mount: str, name: str) -> None:
    """A site whose own 404.html is shown: on a host of its own, or where a server is told so."""
    with below(site / name, f"{mount}/{name}") as base:
        for deep in MISSING:
            with opened(browser, 360) as (page, answers):
                page.goto(base + deep)
                expect(page.get_by_role("heading", name="This page is not here")).to_be_visible()
                assert page.evaluate("getComputedStyle(document.querySelector('.gw-helpbar')).position") == "sticky", "it has its styles"
                assert_accessible(page, 360)
                asked = {answer.url.rpartition("/")[2] for answer in answers}
                assert {"groupwork.css", "frame.js"} <= asked
                ways = page.locator(".gw-help-row a, .gw-name, .gw-menu a, main a").evaluate_all("found => found.map(one => one.href.split('#')[0])")
                inside = {way for way in ways if way.startswith("http") and not way.startswith("https://www.weather.gov")}
                assert base in inside
                assert f"{base}search/" in inside
                assert (f"{base}help/" if name == "participants" else f"{base}program/") in inside
                assert len(inside) >= 6
                for way in sorted(inside):
                    assert page.request.get(way).ok, way
                page.get_by_role("link", name="Start from the first page").click()
                page.wait_for_url(base)
                assert lacking(answers, but=base + deep) == []


@pytest.mark.parametrize("folder", ["", "participants", "staff"])
def test_an_address_with_two_slashes_leads_to_no_other_host(browser: Browser, site: Path, folder: str) -> None:
    """Whoever makes up a link may put a host there: the page's own script has to take it for a folder, with and without the policy."""
    with below(site / folder, "") as base, opened(browser) as (page, answers):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for name in ("participants", "staff"):
            page.goto(f"{base}/other.example/{name}/missing")
            page.wait_for_load_state("networkidle")
            assert str(page.evaluate("document.baseURI")).startswith(base)
        assert len(asked) >= 4
        assert [url for url in asked if not url.startswith((base, "data:"))] == []
        assert len(answers) >= 4


@pytest.mark.long
@pytest.mark.parametrize("mount", [AT, "/a/b", ""])
def test_a_host_that_shows_the_page_at_its_top_for_all_leads_into_both_sites(browser: Browser, site: Path, mount: str) -> None:
    with below(site, mount) as base:
        for name, deep in [(name, deep) for name in ("staff/", "participants/", "") for deep in MISSING]:
            if not name and mount != AT:
                continue  # neither the address nor program.yml says where the sites stand
            with opened(browser) as (page, answers):
                page.goto(f"{base}{name}{deep}")
                expect(page.get_by_role("heading", name="This page is not here")).to_be_visible()
                assert_accessible(page, 1280)
                ways = page.locator("main a").evaluate_all("found => found.map(one => one.href)")
                inside = [way for way in ways if way.startswith("http")]
                assert len(inside) == 5
                for way in inside:
                    assert way.startswith(base)
                    assert page.request.get(way).ok, way
                assert "door.css" in {answer.url.rpartition("/")[2] for answer in answers}
                assert lacking(answers, but=f"{base}{name}{deep}") == []


# Everything that pages ask for, below a folder that program.yml does not know of


@pytest.fixture
def elsewhere(site: Path) -> Iterator[tuple[str, list[str]]]:
    """The address of both sites at /a/b, and what was asked for in vain; a test that asks for nothing that is not there passes."""
    lost: list[str] = []
    with below(site, "/a/b", lost) as base:
        yield base, lost
    assert lost == []


@pytest.mark.long
def test_every_page_of_both_sites_finds_all_that_it_asks_for(browser: Browser, site: Path, elsewhere: tuple[str, list[str]]) -> None:
    base, _ = elsewhere
    pages = sorted(path for path in file_status(site) if path.endswith(".html") and not path.endswith("404.html"))
    assert len(pages) > 85
    with opened(browser) as (page, answers):
        for path in pages:
            page.goto(base + path)
            page.wait_for_load_state("networkidle")
        assert len(answers) > 5 * len(pages)
        assert [answer.url for answer in answers if not answer.url.startswith((base, "data:"))] == []


@pytest.mark.parametrize("name", ["staff", "participants"])
def test_the_manifest_and_its_pictures_are_found(browser: Browser, elsewhere: tuple[str, list[str]], name: str) -> None:
    base, _ = elsewhere
    with opened(browser) as (page, _answers):
        page.goto(f"{base}{name}/help/" if name == "participants" else f"{base}{name}/program/")
        address = str(page.locator("link[rel=manifest]").evaluate("found => found.href"))
        told = page.request.get(address).json()
        wanted = [told["start_url"], told["scope"], *(icon["src"] for icon in told["icons"])]
        assert len(wanted) == 5
        for path in wanted:
            found = urljoin(address, path)
            assert found.startswith(f"{base}{name}/")
            assert page.request.get(found).ok, found


@pytest.mark.parametrize("name", ["staff", "participants"])
def test_a_search_finds_pages(browser: Browser, elsewhere: tuple[str, list[str]], name: str) -> None:
    base, _ = elsewhere
    with opened(browser) as (page, _answers):
        page.goto(f"{base}{name}/")
        page.get_by_role("searchbox").fill("sleep")
        page.get_by_role("searchbox").press("Enter")
        page.wait_for_url(lambda url: url.startswith(f"{base}{name}/search/"))
        first = page.locator(".gw-results a").first
        first.click()
        expect(page.locator(".gw-name")).to_be_visible()
        assert page.url.startswith(f"{base}{name}/")


def test_a_track_is_kept_and_opens_without_internet(browser: Browser, elsewhere: tuple[str, list[str]]) -> None:
    base, _ = elsewhere
    with opened(browser, 360) as (page, _answers):
        page.goto(f"{base}participants/tracks/wednesdays/")
        page.get_by_text("Use this track without internet").click()
        page.get_by_role("button", name="Keep this track on this phone").click()
        expect(page.get_by_text("Done. These pages open without internet now.")).to_be_visible()
        page.context.set_offline(True)
        page.goto(f"{base}participants/sleep/same-time-up/my-rising-plan/")
        expect(page.get_by_role("heading", level=1)).to_have_text("My rising plan")
        page.goto(f"{base}participants/topics/")
        page.wait_for_url(f"{base}participants/offline/#missing")


def test_what_someone_wrote_is_saved_as_the_pdf_of_its_page(browser: Browser, elsewhere: tuple[str, list[str]]) -> None:
    base, _ = elsewhere
    with opened(browser) as (page, _answers):
        page.goto(f"{base}participants/sleep/same-time-up/my-rising-plan/")
        page.locator("main input:not([type=checkbox], [type=radio])").first.fill("seven")
        with page.expect_download() as coming:
            page.get_by_role("button", name="Save as PDF").click()
        assert coming.value.suggested_filename.endswith(".pdf")


def test_an_evening_is_opened_kept_led_and_printed(browser: Browser, elsewhere: tuple[str, list[str]]) -> None:
    base, _ = elsewhere
    with opened(browser) as (page, _answers):
        page.goto(f"{base}staff/")
        page.wait_for_load_state("networkidle")
        page.goto(f"{base}staff/tracks/wednesdays/week-1-wed/")
        page.get_by_role("button", name="Keep tonight offline").click()
        expect(page.get_by_text("Kept on this device: run sheet")).to_be_visible()
        page.get_by_role("button", name="Make one file to print").click()
        expect(page.get_by_role("link", name="Open it to print")).to_be_focused()
        page.goto(f"{base}staff/sleep/same-time-up/room/")
        page.get_by_role("button", name="At risk").click()
        expect(page.get_by_role("heading", name="When someone may be at risk")).to_be_focused()


def test_a_track_is_composed(browser: Browser, elsewhere: tuple[str, list[str]]) -> None:
    base, _ = elsewhere
    with opened(browser) as (page, answers):
        page.goto(f"{base}staff/tracks/compose/")
        page.wait_for_load_state("networkidle")
        page.get_by_role("button", name="Begin empty", exact=True).click()
        expect(page.get_by_role("button", name="Plan the rest")).to_be_visible()
        assert any("micropython" in answer.url for answer in answers)

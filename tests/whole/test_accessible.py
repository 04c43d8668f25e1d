"""WCAG 2.2 AA on every page: all of them by the rules of their HTML, and in a real browser at least one of each kind that the views make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from builder.pipeline import plan_sites
from tests.browsing import PATIENCE
from tests.project import TODAY, real_library
from tests.wcag.browser import AXE, axe_says, does_not_fit, keys_reach
from tests.wcag.kinds import Kind, chosen, kinds
from tests.wcag.page import pages_under
from tests.wcag.rules import failures

pytestmark = pytest.mark.slow

UNLIKE = {("a former address",)}
"""What leads on before anyone sees it."""


@pytest.fixture(scope="module")
def found(site: Path) -> dict[str, Kind]:
    """The kind of each page."""
    return {path: kind for path, kind in kinds(site, plan_sites(real_library(), TODAY)).items() if kind not in UNLIKE}


@pytest.fixture(scope="module")
def looked_at(site: Path, found: dict[str, Kind]) -> tuple[str, ...]:
    """Pages that stand for all: every kind, and every shape of element that any page of it has."""
    pages = chosen(site, found)
    assert {found[path] for path in pages} == set(found.values())
    assert len(set(found.values())) >= 40
    assert len(pages) < 120
    return pages


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[[int], Page]]:
    """A page in a window so wide, with axe at hand."""
    pages: list[Page] = []

    def open_(width: int) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 760})
        context.set_default_timeout(PATIENCE)
        context.add_init_script(AXE)
        pages.append(context.new_page())
        return pages[-1]

    yield open_
    for page in pages:
        page.context.close()


def test_every_page_of_both_sites_fails_no_rule(site: Path) -> None:
    looked, fails = 0, list[str]()
    for page in pages_under(site):
        looked += 1
        fails += failures(page)
    assert looked > 1200
    assert fails[:20] == []


@pytest.mark.long
def test_no_two_pages_of_staff_have_one_title_and_every_page_of_participants_has_one(site: Path) -> None:
    """On the participants' site a tab tells no more than its kind where the title would tell others too much (docs/accessibility.md)."""
    titles = Counter(page.title for page in pages_under(site / "staff") if not page.is_redirect)
    assert titles.total() > 600
    assert [title for title, count in titles.items() if count > 1] == []
    assert [page.path for page in pages_under(site / "participants") if not page.title] == []


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_has_nothing_against_a_page_of_any_kind(looked_at: tuple[str, ...], address: str, opened: Callable[[int], Page], width: int) -> None:
    """The contrast of each word in both schemes at one width: `make trust` looks at both."""
    page, fails = opened(width), dict[str, list[str]]()
    for path in looked_at:
        page.goto(f"{address}/{path}")
        if said := axe_says(page, colors=width > 360)[0]:
            fails[path] = said
    assert fails == {}


@pytest.mark.long
def test_a_page_of_any_kind_fits_a_window_of_320_with_letters_as_wide_as_readers_set_them(
    looked_at: tuple[str, ...], address: str, opened: Callable[[int], Page]
) -> None:
    page, fails = opened(320), dict[str, list[str]]()
    for path in looked_at:
        page.goto(f"{address}/{path}")
        if said := list(does_not_fit(page, 320)):
            fails[path] = said
    assert fails == {}


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
def test_what_keys_reach_is_seen_and_shows_that_it_is_reached(
    looked_at: tuple[str, ...], address: str, opened: Callable[[int], Page], width: int
) -> None:
    page, fails, reached = opened(width), dict[str, list[str]](), 0
    for path in looked_at:
        page.goto(f"{address}/{path}")
        count, said = keys_reach(page)
        reached += count
        if said:
            fails[path] = said
    assert reached > 2000
    assert fails == {}

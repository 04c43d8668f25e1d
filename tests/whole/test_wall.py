"""What a room sees on a wall, in a real browser: one screen at a time, as large as it fits, with a countdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from builder.load.library import load_library
from builder.pipeline import plan_sites
from builder.print.typesetter import page_count
from builder.site.tree import write_tree
from tests.browsing import PATIENCE
from tests.project import TODAY, a_root, every_file
from tests.trees import SMALL
from tests.whole.conftest import assert_accessible, served

pytestmark = pytest.mark.slow

OWN = "sleep/same-time-up/wall/"
EVENING = "tracks/wednesdays/week-1-wed/wall/"
SIZES = ((1280, 720), (1920, 1080), (360, 780))
OVERFLOWING = """() => {
  const screen = [...document.querySelectorAll('.gw-screen')].find((one) => one.getClientRects().length)
  const inner = screen.firstElementChild
  return inner.scrollHeight > inner.clientHeight || screen.scrollWidth > screen.clientWidth || screen.scrollHeight > screen.clientHeight
}"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The participants' site of the small curriculum, without what is made of finished pages."""
    folder = tmp_path_factory.mktemp("wall")
    root = a_root(folder / "root", SMALL / "curriculum")
    library = load_library(root)
    write_tree(folder / "site", every_file(root, library, plan_sites(library, TODAY)[1]))
    with served(folder / "site") as address:
        yield address


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    made: list[BrowserContext] = []
    yield made
    for context in made:
        context.close()


@pytest.fixture
def wall(browser: Browser, base: str, contexts: list[BrowserContext]) -> Page:
    return opened(browser, contexts, f"{base}/{OWN}", SIZES[0])


def opened(browser: Browser, contexts: list[BrowserContext], address: str, size: tuple[int, int], scripts: bool = True, touch: bool = False) -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts, has_touch=touch)
    context.set_default_timeout(PATIENCE)
    contexts.append(context)
    page = context.new_page()
    page.clock.install(time=TODAY.isoformat())
    page.goto(address)
    return page


def test_a_wall_goes_by_keys_and_by_clicks_and_the_address_remembers_the_screen(wall: Page) -> None:
    expect(wall.get_by_role("heading", name="Same time up")).to_be_visible()
    for key, shown in (
        ("ArrowRight", "When did you get up today?"),
        (" ", "Sleepiness grows"),
        ("PageDown", "What can you count on"),
        ("ArrowLeft", "Sleepiness grows"),
    ):
        wall.keyboard.press(key)
        expect(wall.locator(".gw-screen:visible")).to_have_count(1)
        expect(wall.get_by_role("heading", name=shown)).to_be_focused()
    wall.locator(".gw-screen:visible").click()
    expect(wall.get_by_role("heading", name="What can you count on")).to_be_visible()
    assert wall.url.endswith("#4")
    wall.reload()
    expect(wall.get_by_role("heading", name="What can you count on")).to_be_visible()
    wall.keyboard.press("h")
    expect(
        wall.get_by_role("heading", name="What can you count on")
    ).to_be_visible()  # a letter is a key for who is at the buttons, and for nobody else
    wall.get_by_role("button", name="Next").press("h")
    expect(wall.get_by_role("heading", name="Tonight’s handouts")).to_be_visible()
    expect(wall.get_by_role("img", name="elm-street.example/participants/sleep/same-time-up")).to_be_visible()
    expect(wall.get_by_role("button", name="Next")).to_be_disabled()
    wall.get_by_role("button", name="Back").press(" ")
    expect(wall.get_by_role("heading", name="What makes that morning easier?")).to_be_visible()


def test_a_countdown_begins_at_a_tap_and_says_when_it_is_up(wall: Page) -> None:
    wall.get_by_role("button", name="One minute less").click()
    wall.get_by_role("button", name="Countdown 4:00").click()
    wall.clock.run_for(61_000)
    clock = wall.locator("#gw-wall-clock")
    expect(clock).to_have_text("2:59")
    clock.click()
    wall.clock.run_for(30_000)
    expect(clock).to_have_text("2:59")
    clock.click()
    wall.clock.run_for(180_000)
    expect(clock).to_have_text("0:00")
    expect(wall.get_by_role("status")).to_have_text("Time is up")


def test_a_break_has_its_own_minutes_in_the_middle_of_the_screen(browser: Browser, base: str, contexts: list[BrowserContext]) -> None:
    page = opened(browser, contexts, f"{base}/{EVENING}", SIZES[0])
    while not page.locator(".gw-screen[data-kind=break]:visible").count():
        page.keyboard.press("ArrowRight")
    clock = page.locator("#gw-wall-clock")
    minutes = page.locator(".gw-screen:visible").get_attribute("data-minutes")
    expect(clock).to_have_text(f"{minutes}:00")
    expect(clock).to_have_attribute("data-large", "")
    page.get_by_role("button", name="One minute more").press("t")
    page.clock.run_for(1_000)
    expect(clock).to_have_text(f"{int(minutes or 0) - 1}:59")


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
def test_nothing_of_a_screen_is_cut_off_and_axe_has_nothing_to_say(
    browser: Browser, base: str, contexts: list[BrowserContext], size: tuple[int, int]
) -> None:
    looked_at = 0
    for path in (OWN, EVENING):
        page = opened(browser, contexts, f"{base}/{path}", size)
        for number in range(page.locator(".gw-screen").count()):
            assert not page.evaluate(OVERFLOWING), (path, number)
            looked_at += 1
            page.keyboard.press("ArrowRight")
        assert_accessible(page, size[0])
        page.keyboard.press("Home")
        assert_accessible(page, size[0])
        boxes = page.locator("#gw-wall-bar button:visible").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().toJSON())")
        assert all(box["width"] >= 44 and box["height"] >= 44 for box in boxes)
    assert looked_at >= 14


def test_a_swipe_turns_the_screen(browser: Browser, base: str, contexts: list[BrowserContext]) -> None:
    page = opened(browser, contexts, f"{base}/{OWN}", SIZES[2], touch=True)
    for begin, end, shown in ((300, 100, "When did you get up today?"), (100, 300, "Same time up")):
        page.evaluate(
            """([begin, end]) => {
              const room = document.getElementById('gw-wall')
              const at = (x) => new Touch({ identifier: 1, target: room, clientX: x, clientY: 300 })
              room.dispatchEvent(new TouchEvent('touchstart', { touches: [at(begin)], changedTouches: [at(begin)] }))
              room.dispatchEvent(new TouchEvent('touchend', { touches: [], changedTouches: [at(end)] }))
            }""",
            [begin, end],
        )
        expect(page.get_by_role("heading", name=shown)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_every_screen_is_a_page_of_paper_with_scripts_and_without(
    browser: Browser, base: str, contexts: list[BrowserContext], scripts: bool, tmp_path: Path
) -> None:
    page = opened(browser, contexts, f"{base}/{OWN}", SIZES[0], scripts)
    assert scripts or page.locator(".gw-screen:visible").count() == page.locator(".gw-screen").count()
    assert page_count(page.pdf(prefer_css_page_size=True)) == page.locator(".gw-screen").count() == 6


def test_a_wall_has_no_frame_and_keeps_to_itself(wall: Page) -> None:
    assert wall.title() == "Group"
    assert wall.locator("header, footer, .gw-helpbar").count() == 0
    links = wall.locator("a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert [link for link in links if not link.startswith(("tel:", "sms:", "../"))] == []
    assert wall.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]

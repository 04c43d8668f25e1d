"""The three people's main paths, in a real browser over the real sites."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.whole.conftest import Visit, assert_accessible

pytestmark = pytest.mark.slow

PAGE_TYPES = [
    "index.html",
    "staff/index.html",
    "staff/library/",
    "staff/search/",
    "staff/cbt/",
    "staff/cbt/first-thought/",
    "staff/cbt/first-thought/room/",
    "staff/cbt/first-thought/note/",
    "staff/cbt/first-thought/thought-log/",
    "staff/tracks/",
    "staff/tracks/evening/week-3-wed/",
    "staff/tracks/compare/",
    "staff/program/",
    "staff/sources/",
    "participants/index.html",
    "participants/help/",
    "participants/search/",
    "participants/skills/",
    "participants/cbt/",
    "participants/cbt/first-thought/",
    "participants/cbt/first-thought/thought-log/",
    "participants/topics/",
    "participants/topics/cravings/",
    "participants/tracks/",
    "participants/tracks/evening/",
    "participants/tracks/evening/week-3/",
    "participants/tracks/evening/week-3-wed/",
    "participants/missed/",
    "participants/offline/",
]
"""Those of the staff's tracks stand in test_directors.py, with everything open."""


def test_a_participant_finds_tonights_handout_and_writes_on_it(phone: Visit) -> None:
    page = phone.to("participants/index.html")
    expect(page.get_by_text("What are you here for?")).to_be_visible()
    article = page.get_by_role("main")
    article.get_by_role("link", name="Evening recovery").click()
    article.get_by_role("link", name="Week 2 Seeing what goes on").click()
    article.get_by_role("link", name="Thought log").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thought log")
    page.get_by_role("textbox", name="Day 1, What happened").fill("My bus was late")
    page.get_by_role("checkbox", name="I will bring one thought to group, or I will say when it slipped away").check()
    expect(article.get_by_text("Not yet reviewed by a licensed clinician.")).to_be_visible()


def test_what_a_participant_wrote_is_gone_after_leaving(phone: Visit) -> None:
    page = phone.to("participants/cbt/first-thought/thought-log/")
    page.get_by_role("textbox", name="Day 1, What happened").fill("My bus was late")
    page = phone.to("participants/cbt/first-thought/thought-log/")
    expect(page.get_by_role("textbox", name="Day 1, What happened")).to_have_value("")


@pytest.mark.parametrize("path", ["participants/index.html", "participants/cbt/first-thought/thought-log/", "participants/topics/"])
def test_help_is_one_tap_away_on_a_participants_page(phone: Visit, path: str) -> None:
    page = phone.to(path)
    expect(page.get_by_role("link", name="Call 988", exact=True).first).to_have_attribute("href", "tel:988")
    page.get_by_role("link", name="More help").click()
    expect(page.get_by_role("heading", name="Help now")).to_be_visible()


def test_a_facilitator_opens_tonights_page_and_then_the_guide(phone: Visit) -> None:
    phone.page.clock.set_fixed_time(datetime.datetime(2027, 1, 14, 17, 5, tzinfo=ZoneInfo("America/New_York")))
    page = phone.to("staff/index.html")
    article = page.get_by_role("main")
    article.get_by_role("link", name="Run sheet: Evening group").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Week 2, Thursday")
    expect(page.get_by_role("list", name="From 5:30 pm").get_by_text("5:45 pm")).to_be_visible()
    expect(page.get_by_text("Home practice due")).to_be_visible()
    page.get_by_role("list", name="From 5:30 pm").get_by_role("link", name="Catching the first thought", exact=True).click()
    expect(page.get_by_text("Nadia is twenty-six and works at a credit union.")).to_be_visible()
    article.get_by_role("link", name="If it gets hard").first.click()
    expect(page.get_by_role("heading", name="If it gets hard")).to_be_in_viewport()
    page.get_by_role("link", name="The program's steps when someone may be at risk").click()
    expect(page.get_by_role("heading", name="When someone may be at risk")).to_be_in_viewport()


def test_a_director_reads_the_hours_of_a_track(desk: Visit) -> None:
    page = desk.to("staff/index.html")
    page.get_by_role("main").get_by_role("link", name="Evening recovery").click()
    expect(page.get_by_text("Shortest week")).to_be_visible()
    expect(page.locator(".gw-total")).to_have_text("In all, without breaks74 h")
    expect(page.get_by_role("heading", name="Week 8: Taking it with you")).to_be_visible()


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGE_TYPES)
def test_a_page_is_accessible_fits_and_keeps_to_itself(visitor: Callable[[int], Visit], path: str, width: int) -> None:
    visit = visitor(width)
    page = visit.to(path)
    assert_accessible(page, width)
    visit.assert_keeps_to_itself()


def test_the_door_leads_to_both_sites(phone: Visit) -> None:
    page = phone.to("index.html")
    page.get_by_role("link", name="I am in the program").click()
    expect(page.get_by_text("What are you here for?")).to_be_visible()
    page = phone.to("index.html")
    page.get_by_role("link", name="I work here").click()
    expect(page.get_by_role("heading", name="Plan the program")).to_be_visible()


def test_the_keyboard_reaches_a_handouts_first_field(desk: Visit) -> None:
    page = desk.to("participants/cbt/first-thought/thought-log/")
    assert _tabs_until(page, "input.gw-blank") is not None


def test_a_handout_can_be_read_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 760})
    page = context.new_page()
    page.goto(f"{address}/participants/cbt/first-thought/thought-log/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thought log")
    expect(page.get_by_role("textbox", name="Day 1, What happened")).to_be_visible()
    context.close()


def _tabs_until(page: Page, selector: str) -> int | None:
    for count in range(1, 80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return count
    return None

"""A program director's main paths in a real browser: proof of hours, entry, two tracks side by side."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.whole.conftest import Visit, assert_accessible

pytestmark = pytest.mark.slow


def test_a_director_opens_a_week_to_the_parts_that_it_adds_up(desk: Visit) -> None:
    page = desk.to("staff/tracks/evening/")
    page.locator("summary", has_text="Week 3").click()
    week = page.get_by_role("table", name="Hours by week, Week 3")
    expect(week.get_by_role("row", name="Wednesday 3 h 05 min")).to_be_visible()
    expect(week.get_by_role("row", name="Break 10 min, not counted").first).to_be_visible()
    expect(week.get_by_role("row", name="Week 3 9 h 15 min")).to_be_visible()


def test_a_director_sees_which_standards_the_hours_meet_and_by_how_much(desk: Visit) -> None:
    page = desk.to("staff/tracks/evening/")
    expect(page.get_by_text("Meets the hours of Medicare intensive outpatient services")).to_be_visible()
    row = page.get_by_role("table", name="Medicare intensive outpatient services").get_by_role("row").nth(1)
    expect(row).to_contain_text("9 h 15 min")
    expect(row).to_contain_text("+15 min")
    expect(row).to_contain_text("one missed day and any week falls under 9 h")
    expect(row).to_contain_text("checked 2026-11-21")
    page.locator("summary", has_text="Texas rules").click()
    expect(page.get_by_text("No session of this track is on: Tobacco and nicotine.").first).to_be_visible()
    expect(page.get_by_text("Not a legal opinion.")).to_be_visible()


def test_a_director_finds_what_a_newcomer_of_one_day_has_to_catch_up_on(phone: Visit) -> None:
    page = phone.to("staff/tracks/evening/")
    page.get_by_role("link", name="What each day means for a newcomer").click()
    expect(page.get_by_role("img", name="How well each day works as a first day")).to_be_visible()
    page.locator("summary", has_text="Week 3, Wednesday").click()
    day = page.locator("details[open]")
    expect(day.get_by_role("link", name="One-moment map")).to_be_visible()
    expect(day.get_by_text("returns week 1, Thursday").first).to_be_visible()
    day.get_by_role("link", name="One-moment map").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One-moment map")


def test_the_page_of_a_meeting_leads_to_its_catch_up_list(desk: Visit) -> None:
    page = desk.to("staff/tracks/evening/week-3-wed/")
    page.get_by_role("link", name="What to catch up on, for someone who starts today").click()
    assert page.url.endswith("/staff/tracks/evening/entry/#wed-3")


def test_every_table_can_be_taken_along(desk: Visit) -> None:
    page = desk.to("staff/tracks/evening/")
    links = page.locator("ul.gw-data a")
    assert links.count() == 27
    for address in [links.nth(index).evaluate("link => link.href") for index in range(links.count())]:
        with urllib.request.urlopen(address) as answer:
            text = answer.read().decode()
        assert text.startswith("[") == address.endswith(".json")
        if address.endswith("weeks.json"):
            assert [row["minutes"] for row in json.loads(text)] == [555] * 8


def test_two_tracks_stand_side_by_side(phone: Visit) -> None:
    page = phone.to("staff/tracks/")
    page.get_by_role("main").get_by_role("link", name="Compare tracks").click()
    page.get_by_role("main").get_by_role("link", name="Day program for substance use, 12 weeks and Evening recovery").click()
    row = page.get_by_role("table", name="Facts").get_by_role("row", name="Shortest week")
    expect(row).to_contain_text("13 h")
    expect(row).to_contain_text("9 h 15 min")


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["staff/tracks/evening/", "staff/tracks/evening/entry/", "staff/library/coverage/"])
def test_pages_with_everything_open_are_accessible_and_fit(visitor: Callable[[int], Visit], path: str, width: int) -> None:
    visit = visitor(width)
    page = visit.to(path)
    page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
    assert_accessible(page, width)
    visit.assert_keeps_to_itself()

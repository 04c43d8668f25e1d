"""A program director's main paths in a real browser: proof of hours, entry, two tracks side by side, a track composed on the page."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from builder.cli import main
from tests.whole.conftest import ROOT, Visit, assert_accessible

pytestmark = pytest.mark.slow


def the_command_says(*arguments: str) -> str:
    """What `groupwork compose` prints for the same library."""
    result = CliRunner().invoke(main, ["--root", str(ROOT), "compose", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def composed(page: Page, words: str) -> str:
    """The track file on the page once its summary begins with `words`."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()
    return page.get_by_role("textbox", name="The track file").input_value()


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
    assert links.count() == 22
    for address in [links.nth(index).evaluate("link => link.href") for index in range(links.count())]:
        with urllib.request.urlopen(address) as answer:
            text = answer.read().decode()
        assert text.startswith("[") == address.endswith(".json")
        if address.endswith("weeks.json"):
            assert [row["minutes"] for row in json.loads(text)] == [555] * 8


def test_two_tracks_stand_side_by_side(phone: Visit) -> None:
    page = phone.to("staff/tracks/")
    page.get_by_role("main").get_by_role("link", name="Compare tracks").click()
    row = page.get_by_role("table", name="Facts").get_by_role("row", name="Shortest week")
    expect(row).to_contain_text("13 h")
    expect(row).to_contain_text("9 h 15 min")


def test_a_track_composed_in_the_browser_is_the_one_that_the_command_gives(desk: Visit) -> None:
    page = desk.to("staff/tracks/compose/")
    flags = ["--population", "substance-use", "--weeks", "8", "--days", "mon,wed,thu", "--start", "17:30"]
    assert composed(page, "8 weeks") == the_command_says(*flags)
    page.get_by_role("combobox", name="Weeks", exact=True).select_option("10")
    page.get_by_role("checkbox", name="Friday").check()
    page.get_by_role("spinbutton", name="Minutes").first.fill("20")
    page.locator("summary", has_text="Sessions on a day of your choice").click()
    page.locator("[name=pin-session]").select_option("orientation/safety-plan")
    page.get_by_role("button", name="Pin it there").click()
    page.get_by_role("checkbox", name="Say why each session stands").check()
    shape = "check-in:20,session,break:10,session,break:10,process:50"
    flags = [
        *flags[:2],
        "--weeks",
        "10",
        "--days",
        "mon,wed,thu,fri",
        *flags[6:],
        "--shape",
        shape,
        "--pin",
        "orientation/safety-plan@1:mon",
        "--reasons",
    ]
    said = the_command_says(*flags)
    expect(page.get_by_role("textbox", name="The track file")).to_have_value(said)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == said
    assert download.value.suggested_filename == "substance-use-10-weeks.md"
    assert [url for url in desk.asked if not url.startswith((desk.base, "data:", "blob:"))] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]") == [0, 0, 0]


def test_a_track_is_refitted_in_the_browser_as_on_the_command_line(desk: Visit) -> None:
    page = desk.to("staff/tracks/compose/")
    composed(page, "8 weeks")
    page.get_by_role("combobox", name="Begin with").select_option("evening")
    expect(page.get_by_role("combobox", name="For", exact=True)).to_have_value("co-occurring")
    page.get_by_role("combobox", name="Weeks", exact=True).select_option("12")
    expect(page.get_by_role("textbox", name="The track file")).to_have_value(the_command_says("--from", "evening", "--weeks", "12"))


def test_what_cannot_be_done_is_explained_on_the_page(desk: Visit) -> None:
    page = desk.to("staff/tracks/compose/")
    composed(page, "8 weeks")
    for day in ("Monday", "Wednesday", "Thursday"):
        page.get_by_role("checkbox", name=day).uncheck()
    expect(page.get_by_text("the request has no day of group")).to_be_visible()
    expect(page.get_by_role("textbox", name="The track file")).to_be_hidden()


def test_a_track_is_composed_with_the_keyboard_alone(desk: Visit) -> None:
    page = desk.to("staff/tracks/compose/")
    composed(page, "8 weeks")
    page.get_by_role("combobox", name="Weeks", exact=True).focus()
    page.keyboard.press("ArrowDown")
    composed(page, "9 weeks")
    page.get_by_role("button", name="Add a part").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Part"
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#shape > li")).to_have_count(6)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["staff/tracks/compose/", "staff/tracks/evening/", "staff/tracks/evening/entry/"])
def test_pages_with_everything_open_are_accessible_and_fit(visitor: Callable[[int], Visit], path: str, width: int) -> None:
    visit = visitor(width)
    page = visit.to(path)
    if path.endswith("compose/"):
        composed(page, "8 weeks")
    page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
    assert_accessible(page, width)
    visit.assert_keeps_to_itself()


@pytest.mark.parametrize("lacking", ["JavaScript", "WebAssembly"])
def test_the_composing_page_says_what_it_lacks(browser: Browser, address: str, lacking: str) -> None:
    context = browser.new_context(java_script_enabled=lacking != "JavaScript")
    page = context.new_page()
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(f"{address}/staff/tracks/compose/")
    expect(page.get_by_text(f"This page needs {lacking}")).to_be_visible()
    context.close()

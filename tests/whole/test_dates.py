"""A syllabus put on dates in the browser says what the command line says, and keeps nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from builder.cli import main
from tests.project import ROOT, TODAY
from tests.whole.conftest import Visit, assert_accessible

pytestmark = pytest.mark.slow

SYLLABUS = "staff/tracks/evening/"
TYPED = "2027-01-18 Martin Luther King Jr. Day\n2027-02-15 to 2027-02-21 Winter break\n"
CLOSURES = """closed:
  - {on: 2027-01-18, reason: Martin Luther King Jr. Day}
  - {on: 2027-02-15, until: 2027-02-21, reason: Winter break}
"""


def put_on_dates(page: Page, start: str, closed: str = "", policy: str = "reflow") -> None:
    page.get_by_label("Closed days").fill(closed)
    page.get_by_label("A meeting on a closed day").select_option(policy)
    page.get_by_label("Day of the first meeting").fill(start)


@pytest.mark.long
@pytest.mark.parametrize("policy", ["reflow", "skip"])
def test_the_page_gives_the_list_of_the_command_line(desk: Visit, tmp_path: Path, policy: str) -> None:
    (tmp_path / "closures.yml").write_text(CLOSURES, encoding="utf-8")
    asked = ["calendar", "evening", "--start", "2027-01-04", "--closures", str(tmp_path / "closures.yml"), "--policy", policy, "--out", str(tmp_path)]
    told = CliRunner().invoke(main, ["--root", str(ROOT), "--today", str(TODAY), *asked])
    page = desk.to(SYLLABUS)
    put_on_dates(page, "2027-01-04", TYPED, policy)
    expect(page.get_by_role("heading", name="Week 7, Feb 15 to 21")).to_be_visible()
    text = page.locator("#dates-result textarea").input_value()
    assert text in told.stdout
    assert text.startswith(told.stdout[:200])
    expect(page.get_by_text("Closed: Martin Luther King Jr. Day")).to_be_visible()
    expect(page.locator("#dates-weeks")).to_contain_text("0 min, planned 9 h 15 min of treatment time")
    expect(page.locator("#dates-weeks .gw-moved")).to_have_count(18 if policy == "reflow" else 0)


def test_public_holidays_are_those_of_the_command_line(desk: Visit, tmp_path: Path) -> None:
    asked = ["calendar", "evening", "--start", "2027-01-04", "--country", "US", "--out", str(tmp_path)]
    told = CliRunner().invoke(main, ["--root", str(ROOT), "--today", str(TODAY), *asked])
    page = desk.to(SYLLABUS)
    page.get_by_label("Public holidays").select_option("are closed")
    put_on_dates(page, "2027-01-04")
    expect(page.get_by_text("Closed: Martin Luther King Jr. Day")).to_be_visible()
    assert page.locator("#dates-result textarea").input_value() in told.stdout
    assert page.url.endswith("&holidays=closed")


def test_a_wrong_weekday_offers_the_two_nearest_right_days(phone: Visit) -> None:
    page = phone.to(SYLLABUS)
    put_on_dates(page, "2027-01-06")
    expect(page.get_by_role("status").filter(has_text="is a Wednesday")).to_be_visible()
    offered = page.get_by_role("group", name="The nearest right days").get_by_role("button")
    expect(offered).to_have_text(["Start on Monday, January 4, 2027", "Start on Monday, January 11, 2027"])
    offered.nth(1).press("Enter")
    expect(page.get_by_role("heading", name="Week 1, Jan 11 to 17")).to_be_visible()
    expect(page.get_by_label("Day of the first meeting")).to_have_value("2027-01-11")
    expect(offered).to_have_count(0)


def test_a_line_that_is_no_date_is_named(desk: Visit) -> None:
    page = desk.to(SYLLABUS)
    put_on_dates(page, "2027-01-04", "2027-01-18\n2027-02-30 Snow")
    expect(page.get_by_role("status").filter(has_text="Line 2: there is no day 2027-02-30")).to_be_visible()
    expect(page.locator("#dates-result")).to_be_hidden()


def test_what_is_typed_stays_behind_the_hash_and_nowhere_else(desk: Visit) -> None:
    page = desk.to(SYLLABUS)
    before = len(desk.asked)
    put_on_dates(page, "2027-01-04", TYPED, "skip")
    expect(page.get_by_role("heading", name="Not taught on its day")).to_be_visible()
    assert [url for url in desk.asked if not url.startswith((desk.base, "data:"))] == []
    assert [url for url in desk.asked[before:] if "2027" in url] == []
    assert desk.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0
    again = desk.context.new_page()
    again.goto(page.url)
    expect(again.get_by_role("heading", name="Not taught on its day")).to_be_visible()
    again.goto(f"{desk.base}/{SYLLABUS}")
    again.reload()
    expect(again.get_by_label("Day of the first meeting")).to_have_value("")


def test_the_planner_is_not_loaded_before_it_is_asked(desk: Visit) -> None:
    desk.to(SYLLABUS).wait_for_load_state("networkidle")
    assert [url for url in desk.asked if "micropython" in url or "planner.json" in url] == []


def test_the_list_can_be_copied_and_printed_alone(desk: Visit) -> None:
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = desk.to(SYLLABUS)
    page.evaluate("window.print = () => (window.printed = document.documentElement.className)")
    put_on_dates(page, "2027-01-04")
    page.get_by_role("button", name="Copy as text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#dates-result textarea").input_value()
    page.get_by_role("button", name="Print these dates").click()
    assert "gw-dates-only" in page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Week 1, Jan 4 to 10")).to_be_visible()
    expect(page.get_by_label("Day of the first meeting")).to_be_hidden()
    expect(page.get_by_role("heading", name="Standards", exact=True)).to_be_hidden()


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
def test_the_form_and_its_list_are_accessible(visitor: Callable[[int], Visit], width: int) -> None:
    page = visitor(width).to(SYLLABUS)
    for start, seen in (("2027-01-06", "Start on Monday, January 4, 2027"), ("2027-01-04", "Copy as text")):
        put_on_dates(page, start, TYPED)
        expect(page.get_by_role("button", name=seen)).to_be_visible()
        assert_accessible(page, width, "#dates")


def test_without_scripts_the_command_is_named(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{SYLLABUS}")
    expect(page.get_by_text("groupwork calendar evening --start")).to_be_visible()
    expect(page.get_by_label("Day of the first meeting")).to_have_count(0)
    context.close()

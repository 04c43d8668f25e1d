"""A facilitator before and in the room: the run sheet, room mode and the note, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.print.typesetter import page_count
from tests.whole.conftest import Visit, assert_accessible

pytestmark = pytest.mark.slow

SHEET = "staff/tracks/evening/week-2-thu/"
ROOM = "staff/cbt/first-thought/room/"
NOTE = "staff/cbt/first-thought/note/"


def shown_part(page: Page) -> str | None:
    return page.locator(".gw-room-part:visible h2").first.text_content()


def test_a_facilitator_goes_by_keyboard_from_tonights_page_through_group_and_back_from_where_it_gets_hard(desk: Visit) -> None:
    page = desk.to(SHEET)
    start = page.get_by_label("Group really started at")
    start.focus()
    page.keyboard.type("0550PM")
    expect(page.get_by_role("status").filter(has_text="20 min after the planned end")).to_be_visible()
    expect(page.locator("#run")).to_contain_text("6:05 pmCatching the first thought")
    page.get_by_label("Short, 38 min: Catching the first thought").press("Space")
    expect(page.get_by_role("status").filter(has_text="before the planned end")).to_be_visible()
    page.get_by_role("link", name="Room mode: Catching the first thought").press("Enter")
    expect(page.get_by_role("radio", name="38 min, short")).to_be_checked()
    page.get_by_role("button", name="Begin Check-in").press("Enter")
    expect(page.get_by_role("heading", name="Check-in")).to_be_focused()
    for part in ("Review practice", "Teach: the gap", "Practice: slow replay"):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("heading", name=part)).to_be_focused()
    page.get_by_role("button", name="If it gets hard").press("Enter")
    expect(page.get_by_role("heading", name="If it gets hard")).to_be_visible()
    expect(page.get_by_role("link", name="Call 988", exact=True).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="If it gets hard")).to_be_hidden()
    assert shown_part(page) == "Practice: slow replay"
    expect(page.get_by_role("button", name="If it gets hard")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Close")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("link", name="Note for the record")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    assert shown_part(page) == "Close"


def test_the_run_sheet_says_the_same_times_with_scripts_and_without(desk: Visit, browser: Browser, address: str) -> None:
    still = browser.new_context(java_script_enabled=False).new_page()
    still.goto(f"{address}/{SHEET}")
    page = desk.to(SHEET)
    expect(page.get_by_label("Group really started at")).to_be_visible()
    for selector in ("#run tr[data-minutes]", "#run .gw-inner", "#run .gw-sum", "#run-when"):
        assert page.locator(selector).all_text_contents() == still.locator(selector).all_text_contents()
    expect(still.get_by_text("Pair a newcomer with someone who has done the map.")).to_be_visible()
    expect(still.get_by_label("Group really started at")).to_be_hidden()
    still.context.close()


def test_a_late_group_is_told_which_session_to_shorten_and_the_address_alone_remembers(phone: Visit) -> None:
    page = phone.to(SHEET)
    page.get_by_label("Group really started at").fill("17:45")
    expect(page.locator("#run-end")).to_contain_text("15 min after the planned end. The short version of")
    page.get_by_label("Short, 38 min").check()
    expect(page.locator("#run-end")).to_contain_text("before the planned end")
    page.get_by_label("Someone is new today").check()
    expect(page.get_by_text("Pair a newcomer with someone who has done the map.")).to_be_visible()
    assert "start=17:45" in page.url
    assert "short=cbt/first-thought" in page.url
    page.reload()
    expect(page.get_by_label("Group really started at")).to_have_value("17:45")
    expect(page.get_by_label("Short, 38 min")).to_be_checked()
    expect(page.get_by_label("Someone is new today")).to_be_checked()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_a_run_sheet_prints_on_one_sheet_with_the_times_that_were_chosen(desk: Visit, tmp_path: Path) -> None:
    page = desk.to(SHEET)
    page.get_by_label("Group really started at").fill("17:50")
    page.get_by_label("Short, 38 min").check()
    assert page_count(page.pdf(format="Letter")) == 1
    page.emulate_media(media="print")
    expect(page.locator("#run-when")).to_contain_text("5:50 pm to")
    expect(page.get_by_text("Room mode")).to_have_count(2)
    expect(page.get_by_text("Room mode").first).to_be_hidden()


def test_the_timer_counts_down_and_then_over_and_a_reload_keeps_it(phone: Visit) -> None:
    phone.page.clock.install()
    page = phone.to(ROOM)
    page.get_by_role("button", name="Begin Check-in").click()
    timer = page.get_by_role("timer")
    expect(timer).to_contain_text("8 min left")
    page.clock.run_for(3 * 60_000 + 30_000)
    expect(timer).to_contain_text("5 min left")
    page.reload()
    assert shown_part(page) == "Check-in"
    expect(page.get_by_role("timer")).to_contain_text("5 min left")
    page.clock.run_for(6 * 60_000)
    expect(page.get_by_role("timer")).to_contain_text("1 min over")
    page.get_by_role("button", name="Next Review practice").click()
    expect(page.get_by_role("timer")).to_contain_text("5 min left")


def test_a_swipe_turns_to_the_next_part_and_back(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}/{ROOM}")
    page.get_by_role("button", name="Begin Check-in").tap()
    expect(page.get_by_role("heading", name="Check-in")).to_be_visible()
    hand = context.new_cdp_session(page)

    def swipe(start: int, end: int) -> None:
        for kind, points in (("touchStart", [{"x": start, "y": 300}]), ("touchMove", [{"x": end, "y": 305}]), ("touchEnd", [])):
            hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    swipe(300, 60)
    expect(page.get_by_role("heading", name="Review practice")).to_be_visible()
    swipe(60, 300)
    expect(page.get_by_role("heading", name="Check-in")).to_be_visible()
    swipe(200, 160)
    assert shown_part(page) == "Check-in"
    context.close()


def test_a_list_of_the_parts_leads_to_each_and_switches_to_the_short_version(phone: Visit) -> None:
    page = phone.to(f"{ROOM}#part=1&since=0")
    page.get_by_role("button", name="Begin Check-in").click()
    page.get_by_role("button", name="Part 1 of 6").click()
    page.get_by_role("radio", name="38 min, short").check()
    page.get_by_role("button", name="14 Practice: slow replay").click()
    expect(page.get_by_role("heading", name="Practice: slow replay")).to_be_visible()
    expect(page.get_by_role("button", name="Part 4 of 5")).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("14 min left")
    expect(page.get_by_role("button", name="Next Close")).to_be_visible()


def test_room_mode_says_plainly_whether_the_screen_stays_on(phone: Visit) -> None:
    phone.page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'wakeLock', { get: () => undefined }); delete Navigator.prototype.wakeLock"
    )
    page = phone.to(ROOM)
    page.get_by_role("button", name="Begin Check-in").click()
    page.get_by_role("button", name="Part 1 of 6").click()
    expect(page.get_by_text("This device cannot keep the screen on for a page")).to_be_visible()


def test_room_mode_opens_without_internet_after_the_first_visit(phone: Visit) -> None:
    page = phone.to(ROOM)
    expect(page.get_by_text("Kept on this device: this page opens without internet.", exact=True)).to_be_visible()
    phone.context.set_offline(True)
    page.reload()
    page.get_by_role("button", name="Begin Check-in").click()
    expect(page.get_by_role("heading", name="Check-in")).to_be_visible()
    page.get_by_role("button", name="If it gets hard").click()
    expect(page.get_by_text("Someone speaks of dying, or of not wanting to be here.").last).to_be_visible()
    page.get_by_role("button", name="Back to the part").click()
    page.get_by_role("link", name="Leave").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Catching the first thought")


def test_room_mode_and_the_note_can_be_read_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}/{ROOM}")
    parts = page.get_by_role("main").get_by_role("heading", level=2)
    expect(parts).to_have_text(
        ["Check-in", "Review practice", "Teach: the gap", "Practice: slow replay", "Discuss: same gap, other weeks", "Close", "After group", "If it gets hard"]
    )  # fmt: skip
    for part in parts.all():
        expect(part).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    page.goto(f"{address}/{NOTE}")
    expect(page.get_by_text("Member identified ____ (number) automatic thought(s)")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    context.close()


def test_what_opens_in_room_mode_is_accessible_and_fits(phone: Visit) -> None:
    page = phone.to(ROOM)
    page.get_by_role("button", name="Begin Check-in").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    for name in ("", "Part 3 of 6", "If it gets hard"):
        if name:
            page.get_by_role("button", name=name, exact=True).click()
        assert_accessible(page, 360)
        page.keyboard.press("Escape")
    assert [url for url in phone.asked if not url.startswith((phone.base, "data:"))] == []


def test_a_note_is_filled_copied_and_gone(desk: Visit) -> None:
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = desk.to(NOTE)
    page.get_by_label("Minutes", exact=True).fill("60")
    page.get_by_label("Member identified (number)").fill("3")
    page.get_by_role("combobox", name="took part in pair work").fill("yes")
    page.get_by_role("checkbox", name=re.compile("Objective covered: Rate how much")).uncheck()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    note = page.evaluate("navigator.clipboard.readText()")
    assert "Minutes: 60\n" in note
    assert "Member identified 3 automatic thought(s) linked to ____ (feeling)" in note
    assert "took part in pair work: yes." in note
    assert "Rate how much" not in note
    assert "Date: ____" in note
    page.reload()
    expect(page.get_by_label("Member identified (number)")).to_have_value("")
    assert "#" not in page.url
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]

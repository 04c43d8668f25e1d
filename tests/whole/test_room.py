"""A facilitator before and in the room: the run sheet, room mode and the note, in a real browser."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.print.typesetter import page_count
from tests.whole.conftest import Visit, assert_accessible

pytestmark = pytest.mark.slow

SHEET = "staff/tracks/evening/week-2-thu/"
ROOM = "staff/cbt/first-thought/room/"
EVENING = f"{SHEET}room/"
THURSDAY = datetime.datetime(2027, 1, 14, 17, 31)
"""An evening on which the group of SHEET meets, a minute after its start."""
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
    expect(page.get_by_text("Room mode")).to_have_count(3)
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
    for name in ("", "Part 3 of 6", "If it gets hard", "At risk: steps when someone may be at risk"):
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
    page.get_by_role("checkbox", name=re.compile("Objective covered: Describe one")).check()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    note = page.evaluate("navigator.clipboard.readText()")
    assert "Minutes: 60\n" in note
    assert "Member identified 3 automatic thought(s) linked to ____ (feeling)" in note
    assert "took part in pair work: yes." in note
    assert "Rate how much" not in note
    assert "Describe one moment" in note
    assert "Date:" not in note
    assert "Group session" not in note
    page.reload()
    expect(page.get_by_label("Member identified (number)")).to_have_value("")
    assert "#" not in page.url
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_a_note_begins_empty_and_offers_todays_date_and_the_minutes_that_group_had(desk: Visit) -> None:
    desk.page.clock.install(time=THURSDAY)
    page = desk.to(f"{NOTE}#minutes=57")
    note = page.get_by_role("textbox", name="The note as plain text")
    boxes = page.get_by_role("main").get_by_role("checkbox")
    assert boxes.count() > 8
    assert [box.is_checked() for box in boxes.all()] == [False] * boxes.count()
    expect(note).to_have_value("")
    expect(page.get_by_role("button", name="Copy")).to_be_disabled()
    page.get_by_role("button", name="Today, January 14, 2027").click()
    page.get_by_role("checkbox", name=re.compile("Add: Minutes")).check()
    expect(note).to_have_value("Date: January 14, 2027\nMinutes: 57")
    assert_accessible(page, 1280)


# The whole evening


def evening(visit: Visit, words: str = "") -> Page:
    visit.page.clock.install(time=THURSDAY)
    return visit.to(f"{EVENING}{words}")


def test_an_evening_goes_from_check_in_to_the_last_part_and_hands_each_note_its_minutes(phone: Visit) -> None:
    page = evening(phone)
    page.get_by_role("button", name="Begin Check-in").click()
    seen = []
    for _ in range(20):
        seen.append(shown_part(page))
        page.clock.run_for(60_000)
        page.get_by_role("button", name=re.compile("^Next")).click()
    assert (seen[0], seen[1], seen[7], seen[8], seen[15]) == ("Check-in", "Check-in", "Break", "Check-in", "A frame that shares the time")
    expect(page.get_by_role("heading", name="After group")).to_be_focused()
    notes = [str(link.get_attribute("href")) for link in page.get_by_role("link", name="Note for the record").all()]
    had = [int(note.partition("#minutes=")[2]) for note in notes]
    assert len(had) == 3, "both sessions, and the guide to the process hour"
    assert all(4 <= minutes <= 9 for minutes in had)
    page.reload()
    assert page.get_by_role("link", name="Note for the record").first.get_attribute("href") == notes[0]
    page.get_by_role("link", name="Note for the record").first.click()
    expect(page.get_by_label("Minutes", exact=True)).to_have_value(str(had[0]))


def test_parts_without_a_guide_say_what_the_library_knows(phone: Visit) -> None:
    page = evening(phone)
    page.get_by_role("button", name="Begin Check-in").click()
    expect(page.get_by_text("Home practice to hear about")).to_be_visible()
    expect(page.get_by_text("Have ready for what follows").first).to_be_visible()
    expect(page.get_by_text("Someone is new: to give today")).to_be_hidden()
    page.get_by_role("button", name="Part 1 of 20").click()
    page.get_by_role("button", name="6 A frame that shares the time").click()
    expect(page.get_by_text("Today's sessions so far")).to_be_visible()
    expect(page.get_by_text("Something else came up? Another guide")).to_be_visible()
    page.get_by_role("button", name="Part 16 of 20").click()
    page.get_by_role("button", name="4 After the bell").click()
    expect(page.get_by_text("Home practice to give")).to_be_visible()


def test_parts_are_fitted_to_an_end_shown_beside_what_was_and_taken_back_with_one_tap(phone: Visit) -> None:
    page = evening(phone)
    page.get_by_label("or end by").fill("20:30")
    page.get_by_role("button", name="Fit the parts").click()
    said = page.get_by_role("status").filter(has_text="Fits")
    expect(said).to_contain_text("Ends at 8:30 pm. 2 h 49 min of treatment time, 11 min under the 3 h a day of HCPCS code H0015.")
    expect(page.get_by_role("button", name="14 Practice: slow replay was 22")).to_be_visible()
    page.get_by_role("button", name="Begin Check-in").click()
    expect(page.get_by_role("timer").first).to_contain_text("ends 8:30 pm")
    page.reload()
    page.get_by_role("button", name="Part 1 of 20").click()
    page.get_by_role("button", name="Back to the minutes before").click()
    expect(page.get_by_role("button", name="22 Practice: slow replay", exact=True)).to_be_visible()
    expect(page.get_by_role("radio", name="205 min")).to_be_checked()
    assert "plan=" not in page.url


def test_what_does_not_fit_says_by_how_much_and_what_one_would_leave_out(phone: Visit) -> None:
    page = evening(phone)
    page.get_by_role("button", name="Begin Check-in").click()
    page.get_by_role("button", name="Part 1 of 20").click()
    page.get_by_label("We have").fill("60")
    page.get_by_role("button", name="Fit the parts").click()
    said = page.locator("#room-fitted")
    expect(said).to_contain_text("min too long: it would end at")
    expect(said).to_contain_text("To end in time, leave out Four styles and Catching the first thought")
    page.get_by_role("button", name="Leave it out").click()
    expect(said).to_contain_text("Fits")
    expect(page.get_by_role("button", name=re.compile("^– Practice: same scene"))).to_be_visible()
    page.get_by_role("button", name="Back to the minutes before").click()
    assert_accessible(page, 360)


def test_who_is_new_is_ticked_once_and_goes_through_the_evening(phone: Visit) -> None:
    phone.page.clock.install(time=THURSDAY)
    page = phone.to(SHEET)
    page.get_by_label("Someone is new today").check()
    page.get_by_role("link", name="Start group, part by part").click()
    expect(page.get_by_label("Someone is new today")).to_be_checked()
    page.get_by_role("button", name="Begin Check-in").click()
    expect(page.get_by_text("Someone is new: to give today")).to_be_visible()
    page.get_by_role("button", name="Next Check-in").click()
    expect(page.get_by_text("Pair a newcomer with someone who has done the map.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Pair a newcomer with someone who has done the map.")).to_be_visible()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_an_exercise_is_timed_with_one_tap_and_a_reload_keeps_it(phone: Visit) -> None:
    page = evening(phone)
    page.get_by_role("button", name="Begin Check-in").click()
    for name in ("Check-in", "Review practice", "Teach", "Practice"):
        page.get_by_role("button", name=f"Next {name}").click()
    page.get_by_role("button", name="Time an exercise of 6 min").click()
    page.clock.run_for(65_000)
    counting = page.get_by_text(re.compile("Exercise [34]:[0-5][0-9]"))  # what else the machine does goes off the clock, too
    expect(counting).to_be_visible()
    page.reload()
    expect(counting).to_be_visible()
    page.clock.run_for(300_000)
    expect(page.get_by_text("Exercise of 6 min is over")).to_be_visible()
    assert_accessible(page, 360)
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Next Discuss").click()
    page.get_by_label("Minutes of an exercise").locator("visible=true").fill("2")
    page.get_by_role("button", name="Time an exercise of these minutes").locator("visible=true").click()
    expect(page.get_by_text(re.compile("Exercise (2:00|1:[0-5][0-9])"))).to_be_visible()


def test_who_leads_with_someone_sees_what_the_other_does_and_danger_first(phone: Visit) -> None:
    page = evening(phone, "#co")
    page.get_by_role("button", name="Begin Check-in").click()
    for name in ("Check-in", "Review practice", "Teach"):
        page.get_by_role("button", name=f"Next {name}").click()
    expect(page.get_by_text("Your co-leader says").locator("visible=true")).to_have_count(1)
    expect(page.get_by_text("It seems as if the feeling comes straight from the phone.").locator("visible=true")).to_have_count(1)
    first = page.locator(".gw-listen-for:visible tbody tr").first
    expect(first).to_contain_text("they’d be better off without me")
    expect(page.get_by_text("Practice: slow replay, 22 min").locator("visible=true")).to_be_visible()
    assert_accessible(page, 360)


def test_the_steps_of_risk_are_one_tap_away_and_every_button_is_wide_enough_for_a_thumb(phone: Visit) -> None:
    page = evening(phone)
    page.get_by_role("button", name="Begin Check-in").click()
    for button in page.locator("#room-bar button, #room-head button:visible, #room-head a").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44, button.text_content()
    page.get_by_role("button", name="At risk").click()
    heading = page.get_by_role("heading", name="When someone may be at risk")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()


def test_an_evening_is_kept_whole_for_a_place_without_internet(phone: Visit) -> None:
    page = phone.to(SHEET)
    page.get_by_role("button", name="Keep tonight offline").click()
    expect(page.get_by_text("Kept on this device: run sheet, room mode, guides, notes and handouts open without internet.")).to_be_visible()
    kept = str(page.locator("[data-offline=keep]").get_attribute("data-keep")).split()
    assert len(kept) > 12
    assert any(path.endswith(".pdf") for path in kept)
    phone.context.set_offline(True)
    for path in kept:
        assert page.evaluate("(path) => fetch(path).then((answer) => answer.status)", path) == 200, path
    page.get_by_role("link", name="Start group, part by part").click()
    page.get_by_role("button", name="Begin Check-in").click()
    expect(page.get_by_text("Home practice to hear about")).to_be_visible()
    page.get_by_role("link", name="Leave").click()
    page.get_by_role("link", name="Note: Four styles").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Note")


def test_an_evening_can_be_read_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}/{EVENING}")
    parts = page.get_by_role("main").get_by_role("heading", level=2)
    assert parts.count() == 22
    for part in parts.all():
        expect(part).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    context.close()


def test_the_run_sheet_is_drawn_to_scale_with_a_mark_at_now(phone: Visit) -> None:
    phone.page.clock.install(time=THURSDAY.replace(hour=18, minute=42))
    page = phone.to(SHEET)
    heights = {
        int(str(line.get_attribute("data-minutes"))): float(line.evaluate("line => line.getBoundingClientRect().height"))
        for line in page.locator("#run-line > li:not(:has(ol)), #run-line ol li").all()
    }
    scale = heights[10] / 10
    assert len(heights) > 6
    assert all(abs(height - minutes * scale) < 1 for minutes, height in heights.items())
    mark = page.get_by_text("now, 6:42 pm")
    expect(mark).to_be_visible()
    line = page.get_by_role("list", name="Parts of Catching the first thought")
    below = line.evaluate("(line, mark) => mark.getBoundingClientRect().y - line.getBoundingClientRect().y", mark.element_handle())
    assert abs(below - 57 * scale) < 3
    assert_accessible(page, 360)
    page.clock.set_fixed_time(THURSDAY.replace(day=15))
    page.reload()
    expect(page.locator("#run-now")).to_be_hidden()
    page.get_by_label("Group really started at").fill("17:20")
    expect(page.get_by_text("now, 5:31 pm")).to_be_visible()

"""The board in a real browser: a director's whole path by mouse, by keyboard alone and on a phone; what is kept, and what cannot be read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Locator, Page, Route, expect

from builder.cli import main
from builder.serve.live import Live
from builder.serve.server import Server
from tests.browsing import PATIENCE
from tests.project import ROOT, a_project, the_day
from tests.whole.conftest import Visit, assert_accessible

pytestmark = pytest.mark.slow

BOARD = "staff/tracks/compose/"
EVENING, DAY = "Evening recovery and mental health, 8 weeks", "Day program for substance use, 12 weeks"
PANELS = ("Sessions", "To mend", "Hours", "Coverage", "First days", "Changes", "Track")


def the_command_says(*arguments: str) -> str:
    """What `groupwork compose` prints for the same library."""
    result = CliRunner().invoke(main, ["--root", str(ROOT), "compose", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def begun(visit: Visit, track: str = EVENING) -> Page:
    """The board with a published track on it, once it has been looked through."""
    page = visit.to(BOARD)
    page.get_by_role("button", name=track, exact=True).click()
    return looked_at(page)


def looked_at(page: Page) -> Page:
    expect(page.get_by_text("in the shortest week").first).to_be_visible()
    return page


def place(page: Page, week: int, day: str, number: int = 1) -> Locator:
    return page.locator(f'[data-key="{week}/{day}/{number - 1}"]')


def panel(page: Page, name: str) -> Locator:
    tab = page.get_by_role("tab", name=name)
    if tab.get_attribute("aria-selected") != "true":
        tab.click()
    return page.get_by_role("tabpanel")


def said(page: Page, words: str) -> None:
    expect(page.locator("#board-said")).to_contain_text(words)


def window(page: Page) -> Locator:
    return page.locator("#board-menu")


def drag(page: Page, source: Locator, target: Locator, *, copy: bool = False) -> None:
    source.scroll_into_view_if_needed()
    here, there = source.bounding_box(), target.bounding_box()
    assert here is not None
    assert there is not None
    page.mouse.move(here["x"] + 20, here["y"] + 8)
    page.mouse.down()
    if copy:
        page.keyboard.down("Control")
    page.mouse.move(there["x"] + 30, there["y"] + 6, steps=4)
    page.mouse.move(there["x"] + 30, there["y"] + 8)
    page.mouse.up()
    if copy:
        page.keyboard.up("Control")


def the_file(page: Page) -> str:
    """The track file as it can be saved now."""
    page.get_by_role("button", name="Save or send").click()
    file = page.get_by_role("textbox", name="The track file")
    expect(file).not_to_have_value("")
    text = file.input_value()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    return text


def the_link(page: Page) -> str:
    """The address, once it holds the draft as it stands: it is written a moment after the last change."""
    page.locator("#board-page[data-address=whole]").wait_for(state="attached")
    return page.url


def test_a_director_works_with_the_mouse(desk: Visit) -> None:
    page = begun(desk)
    first, second = place(page, 1, "mon"), place(page, 2, "wed", 2)
    expect(first).to_have_accessible_name("How group works, Orientation. week 1, Monday, first place")
    drag(page, place(page, 2, "thu"), place(page, 3, "mon", 2))
    said(page, "Catching the first thought and Trigger map changed places: week 3, Monday, second place.")
    page.get_by_role("searchbox", name="Find a session").fill("body")
    drag(page, page.get_by_role("tabpanel").get_by_role("button", name="Body basics"), second)
    said(page, "Body basics placed in week 2, Wednesday, second place, instead of What a feeling looks after.")
    expect(second).to_have_accessible_name("Body basics, DBT emotion regulation. week 2, Wednesday, second place")
    drag(page, first, place(page, 8, "thu", 2), copy=True)
    said(page, "How group works placed in week 8, Thursday, second place")
    drag(page, place(page, 8, "thu", 2), page.get_by_role("tabpanel"))
    said(page, "How group works removed from week 8, Thursday, second place.")
    expect(page.get_by_role("tab", name="To mend")).not_to_have_text("To mend")

    place(page, 8, "thu", 2).click()
    expect(window(page)).to_contain_text("What could stand here?")
    window(page).get_by_role("listitem").first.get_by_role("button").click()
    said(page, "placed in week 8, Thursday, second place.")
    place(page, 8, "thu", 2).click()
    window(page).get_by_role("button", name="Lock").click()
    said(page, "locked")
    page.get_by_role("textbox", name="Theme of week 8").fill("What stays")
    page.get_by_role("textbox", name="Title of the track").fill("Evenings, anew")
    page.get_by_role("textbox", name="Title of the track").press("Enter")
    said(page, "Title: Evenings, anew.")
    expect(panel(page, "Changes")).to_contain_text("changes since you began")

    page.locator('[data-key="8//"]').click()
    window(page).get_by_role("button", name="Add an empty week").click()
    page.get_by_role("button", name="Plan the rest").click()
    window(page).get_by_role("button", name="Fill the open places").click()
    said(page, "The open places are planned.")
    expect(page.get_by_text("· 9 weeks ·")).to_be_visible()
    expect(place(page, 9, "mon")).not_to_have_accessible_name("Open. week 9, Monday, first place")

    page.get_by_role("button", name="Save or send").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the track file").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "title: Evenings, anew\n" in text
    assert "theme: What stays\n" in text
    assert download.value.suggested_filename == "evenings-anew.md"
    desk.assert_keeps_to_itself()


def tab_until(page: Page, there: str) -> None:
    """Press Tab until what a script tells is so; a page has not as many stops as this."""
    for _ in range(400):
        if page.evaluate(there):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to where {there}")


def test_a_director_works_with_the_keyboard_alone(desk: Visit) -> None:
    page = desk.to(BOARD)
    page.get_by_role("button", name=EVENING, exact=True).wait_for()
    tab_until(page, f"document.activeElement.textContent === {json.dumps(EVENING)}")
    page.keyboard.press("Enter")
    looked_at(page)
    tab_until(page, "Boolean(document.activeElement.dataset.key)")

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)

    press("Enter")
    said(page, "How group works picked up from week 1, Monday, first place.")
    press("ArrowRight", "ArrowRight", "ArrowDown")
    said(page, "Week 1, Wednesday, second place: Choosing an anchor would change places.")
    press("Escape")
    said(page, "Nothing has changed.")
    press("Enter", "ArrowDown", "Enter")
    said(page, "Choosing an anchor and")
    press("Delete")
    said(page, "removed from week 2, Wednesday, first place.")
    press("w")
    expect(window(page)).to_contain_text("Best first.")
    press("Tab", "Tab", "Enter")
    said(page, "placed in week 2, Wednesday, first place.")
    expect(place(page, 2, "wed")).to_be_focused()
    press("l")
    said(page, "locked: planning the rest leaves it there.")
    press("r", "PageDown", "Enter")
    said(page, "placed in week 6, Wednesday, first place, instead of")
    press("d")
    expect(window(page)).to_contain_text("Week 6, Wednesday")
    press("Tab")
    page.keyboard.type("0600PM")
    press("Tab")
    tab_until(page, "document.activeElement.textContent === 'Change this day only'")
    press("Enter")
    said(page, "Wednesday of week 6 changed.")
    expect(page.get_by_role("button", name="Week 6, Wednesday, 6:00–9:25 pm")).to_be_visible()
    press("Home", "Enter")
    expect(window(page)).to_contain_text("Copy this week")
    press("Escape")
    expect(page.locator('[data-key="6//"]')).to_be_focused()
    for _ in range(6):
        press("Control+z")
    said(page, "Taken back: Choosing an anchor and")
    press("Control+z")
    said(page, "There is nothing to take back.")
    assert the_link(page)
    expect(place(page, 1, "mon")).to_have_accessible_name("How group works, Orientation. week 1, Monday, first place")


def test_a_director_works_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{address}/{BOARD}")
    page.get_by_role("button", name=EVENING, exact=True).tap()
    looked_at(page)
    place(page, 1, "mon").tap()
    said(page, "How group works picked up from week 1, Monday, first place. Tap where it should go.")
    place(page, 1, "wed").tap()
    said(page, "changed places: week 1, Wednesday, first place.")
    page.get_by_role("tab", name="Sessions").tap()
    page.get_by_role("searchbox", name="Find a session").fill("body")
    page.get_by_role("tabpanel").get_by_role("button", name="Body basics").tap()
    place(page, 2, "mon", 2).tap()
    said(page, "Body basics placed in week 2, Monday, second place")
    place(page, 2, "mon", 2).tap()
    page.get_by_role("button", name="More").tap()
    window(page).get_by_role("button", name="Remove").tap()
    said(page, "Body basics removed")
    page.get_by_role("button", name="Undo").tap()
    said(page, "Taken back: Body basics removed")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_twelve_weeks_of_five_days_stand_on_one_screen(visitor: Callable[[int], Visit]) -> None:
    visit = visitor(1280)
    visit.page.set_viewport_size({"width": 1280, "height": 800})
    page = begun(visit, DAY)
    panel(page, "Track").get_by_text("Days on which the group meets").click()
    families = page.get_by_role("checkbox", name="Wednesday")  # their evenings alone
    families.uncheck()
    families.check()
    said(page, "Wednesday added to 12 weeks.")
    box = page.get_by_role("grid").bounding_box()
    assert page.locator(".gw-b-place").count() == 120
    assert box is not None
    assert box["y"] + box["height"] <= 800
    assert page.evaluate("[...document.querySelectorAll('.gw-b-grid button')].every(one => one.offsetHeight >= 24 && one.offsetWidth >= 24)")


def test_what_was_done_is_taken_back_and_done_again_without_end(desk: Visit) -> None:
    page = begun(desk)
    before = the_file(page)
    drag(page, place(page, 1, "mon"), place(page, 1, "thu"))
    place(page, 2, "mon").focus()
    for _ in range(8):
        page.keyboard.press("Delete")
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    window(page).get_by_role("button", name="Drop this week").click()
    expect(page.get_by_text("· 7 weeks ·")).to_be_visible()
    after = the_file(page)
    for _ in range(10):
        page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    expect(page.get_by_text("· 8 weeks ·")).to_be_visible()
    assert the_file(page) == before
    for _ in range(10):
        page.get_by_role("button", name="Redo").click()
    expect(page.get_by_text("· 7 weeks ·")).to_be_visible()
    assert the_file(page) == after != before


def test_a_reload_loses_nothing_and_nothing_is_stored_unless_asked(desk: Visit) -> None:
    page = begun(desk)
    drag(page, place(page, 1, "mon"), place(page, 1, "thu"))
    text, link = the_file(page), the_link(page)
    assert "#draft=" in link
    page.reload()
    looked_at(page)
    assert the_file(page) == text
    expect(panel(page, "Changes")).to_contain_text("changes since you began")
    desk.assert_keeps_to_itself()
    page.get_by_role("button", name="Save or send").click()
    page.get_by_role("checkbox", name="Keep this draft").check()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    page.wait_for_function("localStorage.length === 1")
    desk.to("staff/")
    desk.to(BOARD)
    looked_at(page)
    assert the_file(page) == text
    page.get_by_role("button", name="Save or send").click()
    page.get_by_role("checkbox", name="Keep this draft").uncheck()
    assert page.evaluate("localStorage.length") == 0


def test_a_link_that_is_cut_short_is_explained_and_the_draft_stays(desk: Visit) -> None:
    page = begun(desk)
    drag(page, place(page, 1, "mon"), place(page, 1, "thu"))
    text, link = the_file(page), the_link(page)
    page.evaluate("address => location.hash = address.slice(0, -40)", link[link.index("#") :])
    expect(page.get_by_role("alert")).to_contain_text("This link is cut short or changed on its way.")
    page.get_by_role("button", name="Back to the board").click()
    assert the_file(page) == text
    the_link(page)
    page.reload()
    looked_at(page)
    assert the_file(page) == text

    fresh = desk.context.new_page()
    fresh.goto(link[:-40])
    expect(fresh.get_by_role("alert")).to_contain_text("This link is cut short or changed on its way.")
    fresh.get_by_role("button", name=EVENING, exact=True).click()
    looked_at(fresh)
    fresh.close()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notes.md", "Monday: group as always\n"),
        ("track.md", "---\ntitle: Only a title\n---\n"),
        ("half.md", "---\ntitle: [x\n"),
        ("photo.md", "\x89PNG\x00\x01"),
    ],
)
def test_a_file_that_is_no_track_is_explained_and_the_draft_stays(desk: Visit, name: str, text: str) -> None:
    page = begun(desk)
    before = the_file(page)
    page.get_by_role("button", name="Begin anew").click()
    page.locator("#begin-file").set_input_files({"name": name, "mimeType": "text/markdown", "buffer": text.encode("latin-1")})
    expect(page.get_by_role("alert")).to_contain_text(f"{name} could not be opened. Nothing else has changed.")
    page.get_by_role("button", name="Back to the board").click()
    assert the_file(page) == before


def test_a_track_file_opens_as_it_was_saved(desk: Visit) -> None:
    page = desk.to(BOARD)
    chooser = page.locator("#begin-file")
    expect(chooser).to_be_visible()  # until then nobody listens to it, and nobody can choose
    chooser.set_input_files(ROOT / "curriculum" / "tracks" / "evening.md")
    looked_at(page)
    opened = the_file(page)
    page.get_by_role("button", name="Begin anew").click()
    page.get_by_role("textbox", name="Or paste its text").fill(opened)
    page.get_by_role("button", name="Open what is pasted").click()
    said(page, f"{EVENING} opened.")
    assert the_file(page) == opened


def test_a_link_that_is_sent_opens_the_same_draft(desk: Visit) -> None:
    page = begun(desk)
    drag(page, place(page, 1, "mon"), place(page, 1, "thu"))
    text, link = the_file(page), the_link(page)
    other = desk.context.new_page()
    other.goto(desk.base + f"/{BOARD}")
    other.get_by_role("textbox", name="Or paste its text").fill(link)
    other.get_by_role("button", name="Open what is pasted").click()
    looked_at(other)
    assert the_file(other) == text
    other.close()


def test_a_draft_of_another_library_is_shown_with_what_this_one_lacks(desk: Visit) -> None:
    page = begun(desk)
    foreign = """async () => {
      const { toLink, fromLink } = await import(new URL("../../assets/js/board-link.js", location.href));
      const held = await fromLink(location.hash);
      held.track.weeks[1].days.wed.slots[0].session = "elsewhere/breathing";
      return toLink(held);
    }"""
    the_link(page)
    page.evaluate("end => location.hash = end", page.evaluate(foreign))
    expect(place(page, 2, "wed")).to_contain_text("elsewhere/breathing")
    expect(panel(page, "To mend")).to_contain_text("elsewhere/breathing")
    page.get_by_role("button", name="Undo").click()
    expect(place(page, 2, "wed")).to_contain_text("Notice and name")


@pytest.mark.long
def test_a_planned_track_is_the_one_that_the_command_gives(desk: Visit) -> None:
    page = desk.to(BOARD)
    page.get_by_role("combobox", name="Weeks", exact=True).select_option("10")
    page.get_by_role("checkbox", name="Friday").check()
    page.locator("summary", has_text="Sessions on a day of your choice").click()
    page.locator("[name=pin-session]").select_option("orientation/safety-plan")
    page.get_by_role("button", name="Pin it there").click()
    page.get_by_role("button", name="Plan it").click()
    looked_at(page)
    flags = [
        "--population",
        "substance-use",
        "--weeks",
        "10",
        "--days",
        "mon,wed,thu,fri",
        "--start",
        "17:30",
        "--pin",
        "orientation/safety-plan@1:mon",
    ]
    assert the_file(page) == the_command_says(*flags)
    place(page, 1, "mon").click()
    expect(window(page)).to_contain_text("Planned here:")


@pytest.mark.long
def test_a_track_is_refitted_as_on_the_command_line(desk: Visit) -> None:
    page = desk.to(BOARD)
    page.get_by_role("combobox", name="Begin with").select_option("evening")
    expect(page.get_by_role("combobox", name="For", exact=True)).to_have_value("co-occurring")
    page.get_by_role("combobox", name="Weeks", exact=True).select_option("12")
    page.get_by_role("button", name="Plan it").click()
    looked_at(page)
    assert the_file(page) == the_command_says("--from", "evening", "--weeks", "12")


def test_what_cannot_be_planned_is_explained(desk: Visit) -> None:
    page = desk.to(BOARD)
    for day in ("Monday", "Wednesday", "Thursday"):
        page.get_by_role("checkbox", name=day).uncheck()
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("alert")).to_contain_text("The request has no day of group")


def test_a_step_down_and_another_shape_are_said_on_the_page(desk: Visit) -> None:
    page = desk.to(BOARD)
    page.locator("summary", has_text="Fewer days later on").click()
    page.get_by_role("button", name="Add a step").click()
    page.get_by_role("combobox", name="Step 1 begins").select_option("from week 6")
    page.get_by_role("button", name="Begin empty with these days").click()
    looked_at(page)
    expect(page.get_by_role("button", name="No group on Thursday in week 6. Add it")).to_be_attached()
    expect(place(page, 5, "thu")).to_be_visible()
    shapes = panel(page, "Track")
    shapes.get_by_role("textbox", name="Another shape").fill("Saturday family")
    shapes.get_by_role("button", name="Add a shape").click()
    said(page, 'The shape "saturday-family" made.')
    place(page, 1, "mon").focus()
    page.keyboard.press("d")
    window(page).get_by_role("combobox", name="Shape").select_option("saturday-family")
    window(page).get_by_role("button", name="Change every Monday").click()
    said(page, "Every Monday changed.")
    assert "shape: saturday-family" in the_file(page) or "mon: saturday-family" in the_file(page)


def test_a_draft_is_compared_with_a_track_and_printed(desk: Visit) -> None:
    page = begun(desk)
    changes = panel(page, "Changes")
    changes.get_by_role("combobox", name="Compare with").select_option(label=DAY)
    expect(changes.get_by_role("row", name="Shortest week")).to_contain_text("9 h 15 min")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.get_by_text("not yet part of the program")).to_be_visible()
    expect(page.locator("#board-paper").get_by_text("Week 8: Taking it with you")).to_be_visible()
    expect(page.get_by_role("grid")).to_be_hidden()


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
def test_everything_on_the_board_is_accessible_and_fits(visitor: Callable[[int], Visit], width: int) -> None:
    visit = visitor(width)
    page = visit.to(BOARD)
    page.get_by_role("button", name=EVENING, exact=True).wait_for()
    opened = "document.querySelectorAll('details').forEach(box => box.open = true)"
    page.evaluate(opened)
    assert_accessible(page, width)
    page.get_by_role("button", name=EVENING, exact=True).click()
    looked_at(page)
    assert_accessible(page, width)
    for name in PANELS:  # the board beside them stays as it is
        panel(page, name)
        page.evaluate(opened)
        assert_accessible(page, width, "#board-side")
    page.get_by_role("tab", name="Track").click()
    for key, changes in (("Enter", "#board-work"), ("w", "#board-menu"), ("m", "#board-menu"), ("d", "#board-menu")):
        place(page, 3, "mon").focus()
        page.keyboard.press(key)
        assert_accessible(page, width, changes)
        page.keyboard.press("Escape")
    page.locator("#board-send").click()
    assert_accessible(page, width, "#board-out-window")
    visit.assert_keeps_to_itself()


def test_the_board_works_where_only_the_sites_own_scripts_may_run(desk: Visit) -> None:
    policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'"

    def strict(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    desk.page.route("**/compose/", strict)
    refused: list[str] = []
    desk.page.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)
    page = begun(desk)
    place(page, 1, "mon").click()
    expect(window(page)).to_be_visible()
    assert refused == []


def test_the_first_visit_needs_at_most_400_kb(desk: Visit, site: Path) -> None:
    begun(desk)
    files = {site / address.removeprefix(f"{desk.base}/").partition("#")[0] for address in desk.asked if not address.endswith(".woff2")}
    files = {path / "index.html" if path.is_dir() else path for path in files}
    assert len(files) > 35
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 400_000


@pytest.mark.parametrize("lacking", ["JavaScript", "WebAssembly"])
def test_the_board_says_what_it_lacks(browser: Browser, address: str, lacking: str) -> None:
    context = browser.new_context(java_script_enabled=lacking != "JavaScript")
    page = context.new_page()
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(f"{address}/{BOARD}")
    expect(page.get_by_text(f"This page needs {lacking}")).to_be_visible()
    context.close()


def test_every_edit_is_in_the_draft_that_the_address_holds(desk: Visit) -> None:
    page = begun(desk)
    place(page, 1, "mon").focus()
    page.keyboard.press("l")
    link = the_link(page)
    held = page.evaluate("async end => (await import(new URL('../../assets/js/board-link.js', location.href))).fromLink(end)", link)
    assert held["v"] == 1
    assert held["track"]["weeks"][0]["days"]["mon"]["slots"][0]["locked"] is True
    assert json.dumps(held["track"]).count("locked") == 1


def saved_as(page: Page, name: str, words: str) -> None:
    """Save the draft under a name, or under the one that stands there, until the page says these words."""
    page.get_by_role("button", name="Save or send").click()
    field = page.get_by_role("textbox", name="Name of the file")
    expect(field).not_to_have_value("")
    if name:
        field.fill(name)
    page.get_by_role("button", name="Save into").click()
    expect(page.locator("#board-out-saved")).to_contain_text(words)


def test_under_serve_a_draft_is_saved_and_never_over_a_file_that_changed_meanwhile(browser: Browser, tmp_path: Path) -> None:
    server = Server(a_project(tmp_path), the_day, 0, lambda line: None, live=Live(tmp_path))
    server.start()
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    try:
        page.goto(f"http://127.0.0.1:{server.port}/{BOARD}")
        expect(page.locator("#begin-tracks button").first).to_be_visible()
        page.route("**/__groupwork/events", lambda route: route.abort())  # from here on the page is not loaded anew in the middle of a step
        page.reload()
        page.locator("#begin-tracks button").first.click()
        looked_at(page)
        page.get_by_role("textbox", name="Title of the track").fill("Wednesdays, once more")
        page.get_by_role("textbox", name="Title of the track").blur()
        track = tmp_path / "curriculum/tracks/wednesdays.md"
        saved_as(page, "", "Saved as curriculum/tracks/wednesdays.md.")
        assert "title: Wednesdays, once more" in track.read_text(encoding="utf-8")
        page.reload()  # what was saved stands in the address
        looked_at(page)
        saved_as(page, "", "Saved as curriculum/tracks/wednesdays.md.")
        other = track.read_text(encoding="utf-8").replace("once more", "by someone else")
        track.write_text(other, encoding="utf-8")
        for _ in range(2):
            page.get_by_role("button", name="Save into").click()
            expect(page.locator("#board-out-saved")).to_contain_text("Nothing was saved")
        assert track.read_text(encoding="utf-8") == other
        page.get_by_role("textbox", name="Name of the file").fill("another")
        page.get_by_role("button", name="Save into").click()
        expect(page.locator("#board-out-saved")).to_contain_text("Saved as curriculum/tracks/another.md.")
        text = page.get_by_role("textbox", name="The track file").input_value()
    finally:
        page.close()
        server.stop()
    assert (tmp_path / "curriculum/tracks/another.md").read_text(encoding="utf-8") == text

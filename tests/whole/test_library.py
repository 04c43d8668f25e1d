"""The library and the search, as people use them: by keyboard, on a phone, shared by address, and without scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.whole.conftest import Visit, assert_accessible

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sessions(site: Path) -> list[dict[str, Any]]:
    """Every session of the staff catalogue, in teaching order."""
    found: list[dict[str, Any]] = json.loads((site / "staff" / "catalogue.json").read_text(encoding="utf-8"))["sessions"]
    return found


def titles(page: Page) -> list[str]:
    return page.get_by_role("list", name="Sessions that fit").get_by_role("link").locator("strong").all_inner_texts()


def box(page: Page, value: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(f"^{value} "))


def count(page: Page, value: str) -> int:
    return int(page.locator("label", has_text=value).locator(".gw-count").inner_text())


def press_until(page: Page, role: str, name: str) -> None:
    """Tab on until that control has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            return
    pytest.fail(f"the keyboard does not reach '{name}'")


def test_two_facets_chosen_by_keyboard_on_a_phone_give_the_catalogues_list(phone: Visit, sessions: list[dict[str, Any]]) -> None:
    page = phone.to("staff/library/")
    state = page.get_by_role("status")
    expect(state).to_have_text(f"{len(sessions)} sessions")
    expect(box(page, "Light")).to_have_count(0)
    press_until(page, "button", "Narrow the list")
    page.keyboard.press("Enter")
    page.locator("summary", has_text="Load").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    light = [s for s in sessions if s["load"] == "light"]
    expect(state).to_have_text(f"{len(light)} of {len(sessions)} sessions")
    page.locator("summary", has_text="Newcomers").focus()
    page.keyboard.press("Enter")
    press_until(page, "checkbox", f"Newcomers welcome {sum(s['newcomers'] == 'welcome' for s in light)}")
    page.keyboard.press("Space")
    both = [s for s in light if s["newcomers"] == "welcome"]
    expect(state).to_have_text(f"{len(both)} of {len(sessions)} sessions")
    assert titles(page) == [s["title"] for s in both][:20]
    assert count(page, "Newcomers with a recap") == sum(s["newcomers"] == "with-recap" for s in light)
    assert count(page, "Heavy") == sum(s["load"] == "heavy" and s["newcomers"] == "welcome" for s in sessions)
    assert page.url.endswith("?load=light&newcomers=welcome")
    press_until(page, "button", "Show the list")
    page.keyboard.press("Enter")
    expect(state).to_be_focused()
    expect(page.get_by_role("link", name=both[0]["title"])).to_be_in_viewport()


def test_a_shared_address_gives_the_same_list_and_the_back_button_undoes_a_choice(visitor: Any, sessions: list[dict[str, Any]]) -> None:
    first = visitor(1280).to("staff/library/")
    box(first, "CBT").check()
    expect(first.get_by_role("status")).to_contain_text(" of ")
    first.locator("summary", has_text="Load").click()
    box(first, "Moderate").check()
    wanted = [s["title"] for s in sessions if s["module"] == "cbt" and s["load"] == "moderate"]
    expect(first.get_by_role("status")).to_have_text(f"{len(wanted)} of {len(sessions)} sessions")
    other = visitor(360)
    other.page.goto(first.url)
    expect(other.page.get_by_role("status")).to_have_text(f"{len(wanted)} of {len(sessions)} sessions")
    assert titles(other.page) == titles(first) == wanted
    first.go_back()
    expect(box(first, "Moderate")).not_to_be_checked()
    expect(box(first, "CBT")).to_be_checked()
    first.get_by_role("button", name="Clear all").click()
    expect(first.get_by_role("status")).to_have_text(f"{len(sessions)} sessions")
    assert first.url.endswith("/library/")


def test_a_value_that_would_show_nothing_can_be_seen_and_not_chosen(desk: Visit, sessions: list[dict[str, Any]]) -> None:
    page = desk.to("staff/library/?load=heavy")
    heavy = {s["module"] for s in sessions if s["load"] == "heavy"}
    for module in ("orientation", "cbt", "mindfulness"):
        box = page.locator(f'input[name="module"][value="{module}"]')
        expect(box).to_be_visible()
        expect(box).to_be_enabled(enabled=module in heavy)


def test_a_phrase_of_a_guide_leads_from_the_library_to_its_part(desk: Visit) -> None:
    page = desk.to("staff/library/")
    page.get_by_label("Words in a guide").fill('"slow replay"')
    expect(page.get_by_role("status")).to_contain_text("1 of ")
    page.get_by_role("link", name="Practice: slow replay").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Catching the first thought")
    expect(page.get_by_role("heading", name="Practice: slow replay")).to_be_in_viewport()


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["staff/library/?load=heavy&words=chat", "staff/search/#q=chat", "participants/search/#q=overdose"])
def test_what_is_found_is_accessible_and_asks_no_other_host(visitor: Any, path: str, width: int) -> None:
    visit = visitor(width)
    page = visit.to(path)
    expect(page.locator("mark").first).to_be_visible()
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert_accessible(page, width)
    visit.assert_keeps_to_itself()


def test_the_library_can_be_read_without_scripts(browser: Browser, address: str, sessions: list[dict[str, Any]]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 760})
    page = context.new_page()
    page.goto(f"{address}/staff/library/")
    assert page.locator("#library-all .gw-cards strong").all_inner_texts() == [s["title"] for s in sessions]
    expect(page.get_by_label("Words in a guide")).to_be_hidden()
    page.goto(f"{address}/participants/search/")
    expect(page.get_by_text("Searching needs JavaScript")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Topics").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Topics")
    context.close()


def test_the_form_in_the_header_finds_a_page_and_sends_the_words_to_nobody(desk: Visit) -> None:
    page = desk.to("participants/topics/")
    assert not [url for url in desk.asked if "/search-index/" in url]
    page.get_by_role("searchbox", name="Search").first.fill("thought log")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("with thought log")
    page.get_by_role("link", name="Thought log", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thought log")
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text("with thought log")
    assert page.url.endswith("/participants/search/")
    assert [url for url in desk.asked if "thought+log" in url or "thought%20log" in url] == []


def test_a_phrase_is_found_as_it_stands_in_the_part_where_it_stands(phone: Visit) -> None:
    page = phone.to("staff/search/#q=%22slow+replay%22")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text('with "slow replay"')
    expect(page.locator(".gw-result").first).to_have_text("Catching the first thought")
    page.get_by_role("link", name="Practice: slow replay").first.click()
    expect(page.get_by_role("heading", name="Practice: slow replay")).to_be_in_viewport()


@pytest.mark.parametrize("words", ['"co-facilitator"', '"slow replay"', "clinician on duty"])
def test_participants_do_not_find_what_is_for_staff(phone: Visit, words: str) -> None:
    page = phone.to("participants/search/")
    page.get_by_label("What are you looking for?").fill(words)
    expect(page.get_by_role("status")).to_contain_text(words)
    expect(page.get_by_role("status")).to_contain_text("No")
    expect(page.get_by_role("main").get_by_role("link", name="Topics")).to_be_visible()


def test_someone_in_danger_sees_who_to_call_above_what_is_found(phone: Visit) -> None:
    page = phone.to("participants/search/")
    main = page.get_by_role("main")
    field = page.get_by_label("What are you looking for?")
    field.fill("sleep")
    expect(page.get_by_role("status")).to_contain_text("with sleep")
    expect(main.get_by_role("link", name="Call 988", exact=True)).to_be_hidden()
    field.fill("I want to die")
    expect(main.get_by_role("link", name="Call 988", exact=True)).to_be_visible()
    expect(page.get_by_text("Someone can talk with you now.")).to_be_in_viewport()
    assert main.get_by_role("link", name="Call 988", exact=True).get_attribute("href") == "tel:988"


def test_words_in_no_page_bring_what_is_near_or_say_what_to_try(phone: Visit) -> None:
    page = phone.to("participants/search/#q=catamaran")
    expect(page.get_by_role("status")).to_contain_text("Nothing with catamaran")
    page.get_by_label("What are you looking for?").fill("%%%")
    expect(page.get_by_role("status")).to_contain_text("Try one word")
    expect(page.get_by_role("main").get_by_role("link", name="Help now")).to_be_visible()

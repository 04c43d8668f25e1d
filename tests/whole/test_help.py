"""Help within one tap on every page of both sites, and room for a thumb."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import expect

from builder.pipeline import plan_sites
from tests.project import ROOT, TODAY, real_library
from tests.whole.conftest import Visit, assert_accessible

pytestmark = pytest.mark.slow

CARD = "participants/relapse-prevention/overdose-safety/my-overdose-safety-card/"
NUMBER = re.compile(r"(?<![\w-])911(?![\w-])")
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "circle", "rect", "line", "ellipse", "polyline", "polygon"})
THUMB = 44
"""Pixels."""


class Named(HTMLParser):
    """How often a page names 911, by whether a tap on it leads somewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: Counter[bool] = Counter()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"title", "script", "style", "textarea"} & set(self.open):
            self.found["a" in self.open] += len(NUMBER.findall(data))


@pytest.mark.long
@pytest.mark.parametrize(("name", "at_least"), [("staff", 1500), ("participants", 500)])
def test_911_can_be_tapped_as_often_as_it_is_named(site: Path, name: str, at_least: int) -> None:
    found: Counter[bool] = Counter()
    for path in (site / name).rglob("*.html"):
        found += Named(path.read_text(encoding="utf-8")).found
    assert found[False] == 0
    assert found[True] > at_least


def one_page_of_each_template() -> list[str]:
    found: dict[tuple[str, str], str] = {}
    for site in plan_sites(real_library(), TODAY):
        for page in site.pages:
            found.setdefault((site.name, page.template), f"{site.name}/{page.path}/" if page.path else f"{site.name}/")
    return list(found.values())


@pytest.mark.long
def test_on_a_phone_a_thumb_finds_room_on_every_kind_of_page(phone: Visit) -> None:
    measure = (ROOT / "tests" / "whole" / "touch.js").read_text(encoding="utf-8").partition("\n")[2]
    counted, small = 0, dict[str, list[str]]()
    pages = one_page_of_each_template()
    for path in [*pages, CARD]:
        found = phone.to(path).evaluate(measure, THUMB)
        counted += found["counted"]
        small |= {path: found["small"]} if found["small"] else {}
    assert len(pages) > 30
    assert counted > 1000
    assert small == {}


@pytest.mark.parametrize("path", ["participants/", CARD, "staff/", "staff/cbt/first-thought/"])
def test_on_a_phone_little_stands_above_a_page_and_below_it(phone: Visit, path: str) -> None:
    page = phone.to(path)
    heights = [page.locator(part).evaluate("part => part.getBoundingClientRect().height") for part in (".gw-helpbar", ".gw-header", ".gw-foot")]
    assert heights[0] + heights[1] <= 110
    assert heights[2] <= 160


def test_help_stays_on_top_with_full_names_and_the_sentence_for_screen_readers(phone: Visit) -> None:
    page = phone.to(CARD)
    page.get_by_role("contentinfo").scroll_into_view_if_needed()
    bar = page.get_by_role("complementary", name="Need help now?")
    for name in ("Call 988", "Text 988", "Call 911", "More help", "Leave this page"):
        expect(bar.get_by_role("link", name=name, exact=True)).to_be_in_viewport()
    assert "If someone is hurt, has overdosed, or is in danger right now, call" in bar.aria_snapshot()


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["staff/", "staff/cbt/first-thought/", "staff/tracks/evening/week-1-mon/", "staff/search/"])
def test_the_steps_are_one_tap_away_on_staff_pages(visitor: Callable[[int], Visit], width: int, path: str) -> None:
    page = visitor(width).to(path)
    page.get_by_role("link", name="Someone at risk: steps").click()
    expect(page.get_by_role("heading", name="When someone may be at risk")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Clinician on duty")).to_be_visible()


def test_the_menu_of_staff_opens_by_keyboard_on_a_phone(phone: Visit) -> None:
    page = phone.to("staff/")
    page.get_by_role("button", name="Menu").press("Enter")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Our program").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Our program")


def test_shift_pressed_three_times_leaves_and_typing_capitals_does_not(desk: Visit) -> None:
    desk.context.route("https://www.weather.gov/", lambda route: route.fulfill(body="Sunny", content_type="text/plain"))
    page = desk.to(CARD)
    field = page.get_by_role("textbox").first
    field.focus()
    for letter in "ABC DEF":
        page.keyboard.press(f"Shift+{letter}" if letter != " " else "Space")
    expect(field).to_have_value("ABC DEF")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.weather.gov/")


def test_an_urgent_page_shows_what_to_do_before_it_is_scrolled(phone: Visit) -> None:
    main = phone.to(CARD).get_by_role("main")
    expect(main.get_by_role("link", name="Call 911")).to_be_in_viewport()
    expect(main.get_by_role("heading", name="Do this now")).to_be_in_viewport()
    expect(main.get_by_role("button", name="Larger text")).not_to_be_in_viewport()


def test_a_line_in_spanish_says_so(phone: Visit) -> None:
    main = phone.to("participants/help/").get_by_role("main")
    for words in ("Línea 988 en español", "Llamar al 988, oprimir 2", "En español: AYUDA al 741741"):
        expect(main.get_by_text(words, exact=True)).to_have_attribute("lang", "es")


def test_the_head_of_a_column_is_said_once_on_a_phone(phone: Visit) -> None:
    """Once by the column's head, and once by the field that is in it."""
    snapshot = phone.to("participants/orientation/safety-plan/my-safety-plan/").get_by_role("table").first.aria_snapshot()
    assert snapshot.count("columnheader") == 4
    assert "Phone number First person, Phone number" not in snapshot


@pytest.mark.long
@pytest.mark.parametrize("path", ["participants/", CARD, "participants/help/", "staff/", "staff/program/", "staff/tracks/evening/week-1-mon/"])
def test_the_frame_is_accessible_in_both_schemes(phone: Visit, path: str) -> None:
    phone.to(path)
    assert_accessible(phone.page, 360)

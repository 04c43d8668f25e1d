from __future__ import annotations

import textwrap
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from builder.check.paper import inspect
from builder.finding import CurriculumError, Finding
from builder.model.base import Source
from builder.model.session import Handout
from builder.print.editions import STEPS, Edition, inputs
from builder.print.sheet import sheets
from builder.text.tree import plain
from tests.print.factories import EDITIONS, LARGE, MUCH, PEN, SCREEN, SETTINGS, a_handout, a_sheet, names, opened, squeezed, text_of, the_library
from tests.print.invariants import problems


def findings_of(handout: Handout) -> tuple[Finding, ...]:
    with pytest.raises(CurriculumError) as caught:
        list(sheets(the_library(), handout, SETTINGS, (PEN,)))
    return caught.value.findings


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
def test_every_edition_of_a_sheet_with_everything_on_it_is_sound(edition: Edition) -> None:
    expected = names(a_handout()) if edition.write == "screen" else []
    assert problems(a_sheet(edition=edition).pdf, expected) == []


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("handout", the_library().handouts.values(), ids=lambda handout: handout.id)
def test_every_handout_of_the_library_prints_in_every_edition_with_all_its_words(handout: Handout) -> None:
    words = squeezed(plain(handout.body.blocks))
    for sheet in sheets(the_library(), handout, SETTINGS, EDITIONS):
        expected = names(handout) if sheet.edition.write == "screen" else []
        assert problems(sheet.pdf, expected) == []
        assert sheet.edition.large or sheet.pages <= 2
        printed = squeezed(text_of(sheet.pdf))
        missing = [word for word in dict.fromkeys(plain(handout.body.blocks).split()) if squeezed(word) not in printed]
        assert not missing
        assert len(printed) >= len(words)


def test_a_sheet_carries_title_message_help_notices_and_its_address() -> None:
    printed = squeezed(text_of(a_sheet(edition=PEN).pdf))
    meta = the_library().program.meta
    for said in ("A sheet", "One thing matters.", "5 minutes", "Where to get help", meta.emergency, meta.not_treatment, meta.unreviewed):
        assert squeezed(said) in printed
    assert {line.everywhere for line in meta.crisis_lines} == {True, False}
    for line in meta.crisis_lines:
        assert (squeezed(line.name) in printed) is line.everywhere
        assert all(squeezed(way.label) in printed for way in line.ways) or not line.everywhere
    assert squeezed("groupwork.example/participants/cbt/first-thought/a-sheet") in printed


def test_a_short_sheet_takes_one_page_and_a_longer_one_two() -> None:
    assert a_sheet("Write.\n\n[lines 3: A thought]", PEN).pages == 1
    assert a_sheet("A line of words that fills a good part of the page.\n\n" * 30, PEN).pages == 2


@pytest.mark.parametrize(
    ("head", "tables"),
    [("| Day | Number (0-10) |", 1), ("| Day | What I saw | What I did |", 1), ("| Day | What I saw | What I did | What I felt |", 0)],
    ids=["two columns", "three that fit", "four to write words in"],
)
def test_large_print_keeps_a_table_that_has_room_and_makes_records_of_one_that_has_not(head: str, tables: int) -> None:
    columns = head.count("|") - 2
    body = f"{head}\n| --- |{' --- |' * columns}\n| Monday |{' [____] |' * columns}\n| Tuesday |{' [____] |' * columns}\n"
    sheet = a_sheet(body, edition=LARGE)
    with opened(sheet.pdf) as pdf:
        assert sum(isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Table" for element in pdf.objects) == tables
    assert text_of(sheet.pdf).count(head.split("|")[2].strip()) == (1 if tables else 2)


def test_letters_are_never_smaller_than_eleven_and_a_half_points() -> None:
    assert min(float(inputs(PEN, step)["size"]) for step in range(STEPS + 1)) >= 11.5


def test_the_same_handout_gives_the_same_bytes() -> None:
    for edition in (PEN, SCREEN, LARGE):
        first, second = (next(iter(sheets(the_library(), a_handout(), SETTINGS, (edition,)))).pdf for _ in range(2))
        assert first == second


def test_a_sheet_is_in_the_language_of_its_edition() -> None:
    spanish = next(iter(sheets(the_library(), a_handout("Escriba.\n\n[lines 2: Mi señal]", language="es"), SETTINGS, (SCREEN,))))
    with opened(spanish.pdf) as pdf:
        assert str(pdf.Root.Lang) == "es"
    assert "Dónde encontrar ayuda" in text_of(spanish.pdf)
    assert problems(spanish.pdf, ["mi-se-al"]) == []


def test_a_character_that_the_font_lacks_is_found_at_its_line() -> None:
    (finding,) = findings_of(a_handout("Fine.\n\nRate it ★ now.\n\n[lines 1: A thing]"))
    assert (finding.code, finding.place.line) == ("print-missing-glyph", 10)
    assert "★" in finding.message


def test_a_missing_character_is_found_in_titles_tables_lists_and_labels_too() -> None:
    body = "| A | B |\n| --- | --- |\n| ☃ | [____] |\n\n- one\n- ☂\n\n[lines 1: ☁ label]\n"
    found = findings_of(a_handout(body, title="Sun ☀"))
    assert [f.place.line for f in found] == [2, 8, 13, 15]


def test_a_table_whose_words_cannot_stand_side_by_side_is_found_at_its_line() -> None:
    heads = " | ".join(f"{kind}responsibilities" for kind in ("", "My", "Your", "Our", "Their", "His", "Her"))
    (finding,) = findings_of(a_handout(f"Look.\n\n| {heads} |\n|{' --- |' * 7}\n|{' [____] |' * 7}\n"))
    assert (finding.code, finding.place.line) == ("print-table-wide", 10)


def test_a_handout_that_cannot_be_fitted_in_two_pages_is_a_finding_and_no_file() -> None:
    (finding,) = findings_of(a_handout("\n\n".join(f"[lines 10: Thing {number}]" for number in range(9))))
    assert finding.code == "print-too-long"
    assert "letter" in finding.message


def test_a_text_of_the_library_takes_a_third_page_where_a_program_puts_more_on_it() -> None:
    """It has been looked at as the library prints it; what a program adds to each sheet is no mistake in this one."""
    handout = a_handout("\n\n".join(f"[lines 10: Thing {number}]" for number in range(9)))
    of_the_library = replace(
        handout, source=Source(handout.source.file.replace("curriculum/", "library/"), handout.source.marks, handout.source.body, 8)
    )
    (sheet,) = sheets(the_library(), of_the_library, SETTINGS, (PEN,))
    assert sheet.pages > 2


@pytest.mark.parametrize("edition", [PEN, LARGE])
@pytest.mark.parametrize(
    "body",
    [
        "> " + MUCH,
        f"| A | B |\n| --- | --- |\n| one | {MUCH} |\n",
        "| A | B | C |\n| --- | --- | --- |\n" + "".join(f"| {part} | b | [____] |\n" for part in textwrap.wrap(MUCH, 330)),
        "\n".join(f"{index}. {part}" for index, part in enumerate(textwrap.wrap(MUCH, 200), 1)) + "\n\n[lines 2: What I saw]",
        "{{passage long}}",
    ],
    ids=["quotation", "cell", "table", "list", "passage"],
)
def test_nothing_reaches_over_the_end_of_a_page_however_long_it_is(body: str, edition: Edition) -> None:
    (sheet,) = sheets(the_library(), a_handout(body), SETTINGS, (edition,))
    with pypdfium2.PdfDocument(sheet.pdf) as pdf:
        bottom = (60 if edition.large else 36) + 1
        seen = "".join(page.get_textpage().get_text_bounded(bottom=bottom) for page in pdf)
    assert sum(f"word{number}" in seen for number in range(330)) == 330


def test_words_that_are_wider_than_their_room_are_found_at_their_lines() -> None:
    wide = "x" * 60
    body = f"Fine.\n\n## {wide[:48]}\n\n- one\n    - {wide[:50]}\n\n| A | B |\n| --- | --- |\n| {wide[:46]} | b |\n\n[here](https://example.org/{wide})\n"
    found = findings_of(a_handout(body, title=wide[:40]))
    assert {finding.code for finding in found} == {"print-word-wide"}
    assert [finding.place.line for finding in found] == [2, 10, 13, 15, 19]
    assert not tuple(inspect(a_handout(body.replace("x" * 46, "x" * 8), title="A title with-a-hyphen-here-and-there-so-that-it-breaks")))


def test_lines_that_no_page_holds_are_one_field_on_a_screen() -> None:
    """Once the field was cut in two where its page ended, and nothing was printed."""
    for rows in (13, 24, 40):
        made = next(iter(sheets(the_library(), a_handout(f"[lines {rows}: What I saw]\n"), SETTINGS, (SCREEN,))))
        with opened(made.pdf) as pdf:
            assert len(pdf.Root.AcroForm.Fields) == 1
        assert made.pages <= 2


def test_a_page_without_words_is_a_page() -> None:
    assert next(iter(sheets(the_library(), a_handout("\n"), SETTINGS, (PEN,)))).pages == 1

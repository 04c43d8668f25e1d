"""What is a program's own on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from builder.finding import CurriculumError, Finding
from builder.load.library import load_library
from builder.model.library import Library
from builder.model.palette import PALETTE, WHITE, contrast
from builder.print.build import jobs_of
from builder.print.common import accents, look_of
from builder.print.sheet import sheets
from builder.views.help import help_in_foot
from tests.print.factories import LARGE, PEN, SETTINGS, a_handout, has_words, squeezed, text_of
from tests.print.invariants import problems
from tests.project import edit
from tests.trees import a_tree

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 90"><rect width="400" height="90" fill="#b01060"/></svg>'
PAGE = "sleep/same-time-up/my-rising-plan"
LONG = "A line of words that fills a good part of the page.\n\n" * 30


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_tree(tmp_path)


def with_look(root: Path, look: str) -> Path:
    edit(root / "curriculum/program.yml", "modules: [", f"look: {look}\nmodules: [")
    return root


def refused(root: Path) -> Finding:
    with pytest.raises(CurriculumError) as raised:
        load_library(root)
    (finding,) = raised.value.findings
    return finding


def test_a_program_without_a_look_has_the_colors_of_its_modules(root: Path) -> None:
    library = load_library(root)
    assert (look_of(library).logo, look_of(library).head, look_of(library).foot) == ("", "", "")
    assert look_of(library).paint == PALETTE["teal"].paper
    assert accents(library, PAGE)["accent"] == library.color_of(PAGE).paper.line


@pytest.mark.parametrize(("color", "line"), [("plum", PALETTE["plum"].paper.line), ('"#104070"', "#104070")])
def test_the_color_of_a_program_is_for_what_belongs_to_no_module(root: Path, color: str, line: str) -> None:
    library = load_library(with_look(root, f"{{color: {color}}}"))
    assert look_of(library).paint.line == line
    assert accents(library, PAGE)["accent"] == PALETTE["teal"].paper.line


@pytest.mark.parametrize(("color", "line"), [("plum", PALETTE["plum"].paper.line), ('"#104070"', "#104070")])
def test_one_color_for_everything_takes_the_place_of_those_of_the_modules(root: Path, color: str, line: str) -> None:
    library = load_library(with_look(root, f"{{color: {color}, one_color: true}}"))
    found = accents(library, PAGE)
    assert found["accent"] == line
    assert contrast("#000000", found["accent_soft"]) > 15 > contrast(found["accent_soft"], WHITE)


@pytest.mark.parametrize(
    ("color", "said", "hint"),
    [
        ('"#9cc9c9"', "text in #9cc9c9 on the foot of the page has a contrast of 1.53 to 1", '"#576f6f"'),
        ("tael", "'tael' is no color", "did you mean 'teal'?"),
        ("red", "'red' is no color", "write one of teal, indigo"),
    ],
)
def test_a_color_that_cannot_be_read_is_found_at_its_place_with_the_nearest_that_can(root: Path, color: str, said: str, hint: str) -> None:
    finding = refused(with_look(root, f"{{foot: Elm Street, color: {color}}}"))
    assert (finding.code, finding.place.column) == ("bad-value", 33)
    assert said in finding.message
    assert hint in finding.hint


def test_a_logo_that_is_not_there_or_not_safe_is_found_at_its_place(root: Path) -> None:
    with_look(root, "{logo: logo.svg}")
    assert refused(root).code == "drawing-missing"
    logo = root / "curriculum/logo.svg"
    logo.write_text(LOGO.replace("<rect", "<script/><rect"), encoding="utf-8")
    finding = refused(root)
    assert (finding.code, finding.place.file, finding.place.column) == ("drawing-unsafe", "curriculum/program.yml", 14)


def a_library(root: Path) -> Library:
    (root / "curriculum/logo.svg").write_text(LOGO, encoding="utf-8")
    return load_library(with_look(root, "{logo: logo.svg, head: Elm Health, foot: Second floor}"))


def test_logo_head_and_foot_stand_on_every_sheet_and_leave_the_file_sound(root: Path) -> None:
    library = a_library(root)
    handout = library.handouts[PAGE]
    for sheet in sheets(library, handout, SETTINGS, (PEN, LARGE)):
        assert problems(sheet.pdf) == []
        with pypdfium2.PdfDocument(sheet.pdf) as pdf:
            assert [has_words(page, "Second floor") for page in pdf] == [True] * sheet.pages
            assert [has_words(page, "Elm Health") for page in pdf] == [True] * sheet.pages
            top = pdf[0].render(scale=1).to_pil().convert("RGB").crop((400, 20, 612, 70))
            assert (0xB0, 0x10, 0x60) in [color for _, color in top.getcolors(1 << 20)]


def test_a_file_is_made_anew_when_the_logo_has_changed(root: Path) -> None:
    library = a_library(root)
    other = replace(library, program=replace(library.program, logo=LOGO.replace("90", "80")))
    before, after = ({job.key for job in jobs_of(root, one, ())} for one in (library, other))
    assert len(before) == len(after) >= 3
    assert not before & after


def test_every_sheet_says_under_which_licence_its_words_stand(root: Path) -> None:
    library = load_library(root)
    for sheet in sheets(library, library.handouts[PAGE], SETTINGS, (PEN, LARGE)):
        assert squeezed(f"Text: {library.program.meta.licence}.") in squeezed(text_of(sheet.pdf))


def test_every_page_says_whom_to_call_in_its_box_or_in_its_foot(root: Path) -> None:
    library, looked = load_library(root), 0
    line = squeezed(help_in_foot(library, "en"))
    assert line == squeezed("In danger: 911 · Talk to someone, day or night: call or text 988")
    body = replace(library.handouts[PAGE], body=a_handout(LONG).body)
    for sheet in sheets(library, body, SETTINGS, (PEN, LARGE)):
        with pypdfium2.PdfDocument(sheet.pdf) as pdf:
            for number, page in enumerate(pdf, 1):
                assert has_words(page, "Where to get help" if number == sheet.pages else line)
                looked += 1
    assert looked >= 4


def test_a_sheet_says_on_top_that_it_is_a_draft_or_who_reviewed_it(root: Path) -> None:
    (sheet,) = sheets(load_library(root), load_library(root).handouts[PAGE], SETTINGS, (PEN,))
    said = squeezed(text_of(sheet.pdf))
    assert said.index("Draftnotreviewed") < said.index(squeezed("My rising plan"))

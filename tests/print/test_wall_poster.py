"""Posters that stay on the wall, and the blank papers of a director."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from builder.finding import CurriculumError
from builder.model.look import ProgramLook
from builder.planner.hours import as_hours
from builder.print.blank_papers import SIGN_IN_COLUMNS, certificate_pdf, sign_in_pdf
from builder.print.build import Job
from builder.print.editions import PAPERS, POSTER_PAPERS
from builder.print.wall_poster import agreement_pdf, words_pdf
from builder.text.tree import List, plain
from builder.views.help import help_in_foot
from tests.print.factories import PRODUCT, SETTINGS, a_handout, a_syllabus, squeezed, text_of, the_library
from tests.print.invariants import elements, problems

NAMES = "emotion-regulation/exact-names/my-exact-names"
POINTS = {"letter": (612, 792), "a4": (595, 842), "tabloid": (792, 1224), "a3": (842, 1191)}


@cache
def agreement(paper: str) -> bytes:
    return agreement_pdf(the_library(), the_library().program, SETTINGS, paper)


@cache
def words(paper: str) -> bytes:
    return words_pdf(the_library(), the_library().handouts[NAMES], SETTINGS, paper)


@cache
def sign_in(paper: str) -> bytes:
    return sign_in_pdf(the_library(), the_library().program, SETTINGS, "a4" if paper == "a4" else "letter")


@cache
def certificate(paper: str) -> bytes:
    return certificate_pdf(the_library(), a_syllabus(), SETTINGS, "a4" if paper == "a4" else "letter")


def letters(pdf: bytes) -> list[float]:
    """Points of every letter that is drawn."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        return [pdfium.FPDFText_GetFontSize(text, index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()]


MADE = [(one, paper) for one in (agreement, words) for paper in POSTER_PAPERS] + [(one, paper) for one in (sign_in, certificate) for paper in PAPERS]


@pytest.mark.parametrize(("make", "paper"), MADE, ids=lambda one: getattr(one, "__name__", one))
def test_each_is_one_sound_sheet_of_its_paper_and_the_same_every_time(make: Callable[[str], bytes], paper: str) -> None:
    pdf = make(paper)
    assert problems(pdf) == []
    with pikepdf.open(BytesIO(pdf)) as opened:
        (box,) = ([round(float(edge)) for edge in page.mediabox[2:]] for page in opened.pages)
    assert tuple(sorted(box)) == POINTS[paper]
    make.cache_clear()  # type: ignore[attr-defined]
    assert make(paper) == pdf


@pytest.mark.parametrize("paper", POSTER_PAPERS)
def test_a_poster_says_every_word_and_whom_to_call(paper: str) -> None:
    library = the_library()
    poster = library.handouts[NAMES].meta.poster
    assert poster
    told = {
        agreement: [one.line for one in library.program.meta.agreement],
        words: [word for one in poster.lists for word in (one.title, *one.words)],
    }
    for make, texts in told.items():
        said = squeezed(text_of(make(paper)))
        assert len(texts) >= 8
        assert [text for text in texts if squeezed(text) not in said] == []
        assert squeezed(help_in_foot(library, "en")) in said


def test_a_larger_sheet_has_larger_letters_and_tabloid_is_read_from_three_meters() -> None:
    """A meter of distance asks for about seven points."""
    for make in (agreement, words):
        sizes = [sorted(letters(make(paper)))[len(letters(make(paper))) // 2] for paper in ("letter", "tabloid")]
        assert all(one * 1.3 < other for one, other in pairwise(sizes))
        assert sizes[-1] >= 21


def test_words_of_the_poster_are_those_of_the_handout() -> None:
    """One list: the handout has the same families, from mild to strong."""
    handout = the_library().handouts[NAMES]
    assert handout.meta.poster
    told = [f"{one.title}: {', '.join(one.words)}" for one in handout.meta.poster.lists]
    assert told in [[plain((item,)) for item in block.items] for block in handout.body.blocks if isinstance(block, List)]


def test_an_agreement_that_no_sheet_holds_is_a_finding() -> None:
    library = the_library()
    long = replace(library.program, meta=library.program.meta.model_copy(update={"agreement": library.program.meta.agreement * 30}))
    with pytest.raises(CurriculumError) as caught:
        agreement_pdf(library, long, SETTINGS, "letter")
    (finding,) = caught.value.findings
    assert (finding.code, finding.place) == ("poster-too-long", library.program.source.at("agreement"))


def test_a_poster_of_a_handout_says_who_has_read_it() -> None:
    assert "Draft, not reviewed" in text_of(words("tabloid"))


def test_a_handout_without_a_poster_has_none() -> None:
    assert list(PRODUCT["words"].make(the_library(), the_library().handouts["cbt/first-thought/thought-log"], SETTINGS, ("poster-letter",))) == []
    assert a_handout().meta.poster is None


def test_posters_and_blank_papers_are_in_the_programs_color_where_it_has_one_for_everything() -> None:
    library = the_library()
    meta = library.program.meta.model_copy(update={"look": ProgramLook(color="#8e2049", one_color=True, foot="12 Elm Street")})
    own = replace(library, program=replace(library.program, meta=meta))
    made = [
        agreement_pdf(own, own.program, SETTINGS, "letter"),
        words_pdf(own, own.handouts[NAMES], SETTINGS, "letter"),
        sign_in_pdf(own, own.program, SETTINGS, "letter"),
        certificate_pdf(own, a_syllabus(), SETTINGS, "letter"),
    ]
    for pdf in made:
        with pypdfium2.PdfDocument(pdf) as document:
            picture = document[0].render(scale=1).to_pil()
        assert (0x8E, 0x20, 0x49) in {color for _, color in picture.getcolors(1 << 20)}


# Blank papers


@pytest.mark.parametrize("paper", PAPERS)
def test_a_sign_in_sheet_has_a_row_for_everyone_and_columns_as_wide_as_hands_need(paper: str) -> None:
    with pikepdf.open(BytesIO(sign_in(paper))) as opened:
        rows = sum(element.tag == "/TR" for element in elements(opened)) - 1
    assert rows >= 16
    assert {head: width for head, width in SIGN_IN_COLUMNS.items() if head.startswith("Time")} == {"Time in": 25, "Time out": 25}
    narrowest = 210 - 2 * 16 - sum(SIGN_IN_COLUMNS.values())
    assert narrowest >= 50


def test_a_sign_in_sheet_asks_for_no_last_name_and_says_who_keeps_it() -> None:
    said = text_of(sign_in("letter"))
    assert "never a last name" in said
    assert "stays with staff" in said
    assert "42 CFR Part 2" in said


def test_a_certificate_says_the_planners_hours_and_that_it_is_no_license() -> None:
    said, totals = text_of(certificate("letter")), a_syllabus().totals
    hours = as_hours(totals["minutes"]).replace(" h", " hours")
    meetings = sum(not meeting.is_for_families for meeting in a_syllabus().meetings)
    assert f"{len(totals['weeks'])} weeks, {meetings} meetings, {hours} of group time" in said
    assert "It is not a license" in said
    assert "certified" not in said.lower()


def test_a_director_finds_them_on_the_programs_page_and_on_that_of_the_track() -> None:
    jobs = [
        Job(product=PRODUCT[name], identity=of, sites=("staff",), key="")
        for name, of in (("agreement", "program"), ("sign-in", "program"), ("certificate", "evening"))
    ]
    assert [(job.page, job.stem) for job in jobs] == [
        ("program", "program/agreement"), ("program", "program/sign-in"), ("tracks/evening", "tracks/evening/certificate"),
    ]  # fmt: skip
    assert {PRODUCT[name].row.sites for name in ("agreement", "sign-in", "certificate", "words")} == {("staff",)}

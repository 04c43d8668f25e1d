"""Cards to cut out: what is on paper, who gets it, and what is said where a set is named."""

from __future__ import annotations

import io
from collections import Counter
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from click.testing import CliRunner

from builder.check.cards import words_fit_on_cards
from builder.check.paper import sessions_can_be_printed
from builder.cli import main
from builder.finding import CurriculumError, Finding, has_errors
from builder.load.library import load_library
from builder.model.library import Library
from builder.model.session import Cards
from builder.pages.docs import render_site
from builder.pipeline import findings_in, plan_sites
from builder.print.build import Job, Printed, files_of, jobs_of, links_of, made_for
from builder.print.cards import LARGEST, cards_pdfs, cards_source, sizes_of
from builder.print.common import OrderError
from builder.print.editions import PAPERS
from builder.print.manual import manual
from builder.print.orders import Order, made
from builder.text.card_fit import GRIDS, SET_SIZES
from builder.text.sheets import Paper
from builder.tracks.plan import plan, plan_tracks
from builder.views.page import FileLink
from tests.one_rule import found_by
from tests.print.factories import PRODUCT, SETTINGS, squeezed, text_of
from tests.print.invariants import elements, problems
from tests.project import ROOT, TODAY
from tests.trees import a_tree, findings_of

pytestmark = pytest.mark.slow

UP = "sleep/same-time-up"
SIX = "".join(f"## Card {number}\n\nWord{number} here.\n\n" for number in range(1, 7))
MUCH = "Many words stand on this card, one after the other, and none of them wants to leave. " * 4
POINTS = {"letter": (612, 792), "a4": (595, 842)}


def a_curriculum(folder: Path, body: str = SIX, cut: int | None = 8, audience: str = "staff", name: str = "a-set", title: str = "To sort") -> Path:
    """The small curriculum with a set of cards in its first session."""
    root = folder if (folder / "curriculum").exists() else a_tree(folder)
    front = f"title: {title}\nkind: cards\n" + (f"cut: {cut}\n" if cut else "") + f"audience: {audience}\n"
    (root / "curriculum" / "modules" / UP / f"{name}.md").write_text(f"---\n{front}---\n\n{body}\n", encoding="utf-8")
    return root


@pytest.fixture
def a_set(tmp_path: Path) -> tuple[Library, Cards]:
    library = load_library(a_curriculum(tmp_path))
    return library, library.cards[f"{UP}/a-set"]


def set_of(tmp_path: Path, body: str, cut: int = 8, audience: str = "staff") -> tuple[Library, Cards]:
    library = load_library(a_curriculum(tmp_path, body, cut, audience))
    return library, library.cards[f"{UP}/a-set"]


def printed(library: Library, cards: Cards, paper: Paper = "letter") -> bytes:
    return next(pdf for _, pdf in cards_pdfs(library, cards, SETTINGS, (paper,)))


def refused(library: Library, cards: Cards) -> tuple[Finding, ...]:
    with pytest.raises(CurriculumError) as caught:
        list(cards_pdfs(library, cards, SETTINGS, tuple(PAPERS)))
    return caught.value.findings


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def letter_sizes(pdf: bytes) -> set[float]:
    """Points of every letter that is drawn."""
    found: set[float] = set()
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            found |= {round(pdfium.FPDFText_GetFontSize(text, index), 1) for index in range(text.count_chars())}
    return found


@cache
def tags_of(pdf: bytes) -> Counter[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return Counter(element.tag for element in elements(opened))


# On paper


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("cut", GRIDS)
def test_a_set_is_sound_has_as_many_sheets_as_it_says_and_holds_every_word(tmp_path: Path, cut: int, paper: Paper) -> None:
    body = f"{SIX}## With *all* that stands on a card\n\n- **one**\n\n1. first\n\n> Said.\n\n### Below\n\nA [link](https://example.org).\n"
    library, cards = set_of(tmp_path, body, cut)
    pdf = printed(library, cards, paper)
    assert problems(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert {tuple(round(float(edge)) for edge in page.mediabox[2:]) for page in opened.pages} == {POINTS[paper]}
        assert len(opened.pages) == cards.sheets == -(-7 // cut)
    told = squeezed(text_of(pdf))
    for word in ("Card 6", "Word6 here", "With all that stands on a card", "first", "Said.", "Below", "example.org"):
        assert squeezed(word) in told


def test_a_card_stands_whole_on_its_sheet_with_its_number(tmp_path: Path) -> None:
    library, cards = set_of(tmp_path, SIX, cut=4)
    first, second = pages_of(printed(library, cards))
    for number in range(1, 7):
        page, other = (first, second) if number <= 4 else (second, first)
        for word in (f"Card {number}", f"Word{number}", f"{number} of 6"):
            assert word in page
            assert word not in other


def test_headings_are_the_sets_title_once_and_one_for_each_card(a_set: tuple[Library, Cards]) -> None:
    tags = tags_of(printed(*a_set))
    assert (tags["/H1"], tags["/H2"]) == (1, 6)


def test_cut_lines_run_to_the_edges_of_the_sheet(a_set: tuple[Library, Cards]) -> None:
    with pypdfium2.PdfDocument(printed(*a_set)) as document:
        picture = document[0].render(scale=3).to_pil().convert("L")
    width, height = picture.size
    across = [(left, height * row // 4 - 4, left + 30, height * row // 4 + 4) for row in (1, 2, 3) for left in (0, width - 30)]
    down = [(width // 2 - 4, top, width // 2 + 4, top + 30) for top in (0, height - 30)]
    assert [picture.crop(box).getextrema()[0] < 128 for box in (*across, *down)] == [True] * 8


def test_the_same_set_gives_the_same_bytes(a_set: tuple[Library, Cards]) -> None:
    assert printed(*a_set) == printed(*a_set)


# How large the words are


@pytest.mark.parametrize("cut", GRIDS)
def test_few_words_are_as_large_as_the_trying_begins(tmp_path: Path, cut: int) -> None:
    assert set(sizes_of(cards_source(*set_of(tmp_path, SIX, cut)), "letter")) == {LARGEST[cut]}


def test_a_card_with_many_words_shrinks_alone_and_no_letter_is_smaller_than_11_points(tmp_path: Path) -> None:
    library, cards = set_of(tmp_path, f"## Few\n\nWords.\n\n## Many\n\n{MUCH[:-90]}\n")
    few, many = sizes_of(cards_source(library, cards), "letter")
    assert few == LARGEST[8]
    assert few is not None
    assert many is not None
    assert SET_SIZES[-1] <= many < few
    sizes = letter_sizes(printed(library, cards))
    assert {few, many} <= sizes
    assert min(sizes - {0.0, 1.0}) == SET_SIZES[-1] == 11


def test_cards_of_nearly_one_size_are_set_in_one(tmp_path: Path) -> None:
    """20 points beside 16 look like a mistake."""
    library, cards = set_of(
        tmp_path, "## Few\n\nWords.\n\n## More\n\nAn aunt leans over the cake and asks who else is in there, and you look down at your shoes.\n"
    )
    assert sizes_of(cards_source(library, cards), "letter") == (16.0, 16.0)


def test_a_set_of_titles_alone_is_as_large_as_its_longest_title_allows(tmp_path: Path) -> None:
    """Numbers to stand by are read from across the room; sentences to sort are all of one size."""
    numbers = sizes_of(cards_source(*set_of(tmp_path, "## 0\n\n## 10\n", cut=4)), "letter")
    long = "## Andre thought of last summer's evenings, and not of the mornings\n"
    alone, beside = (sizes_of(cards_source(*set_of(tmp_path, body, cut=4)), "letter") for body in (long, f"## 0\n\n{long}"))
    assert numbers == (SET_SIZES[0], SET_SIZES[0])
    assert beside == alone * 2


def test_a_card_whose_words_do_not_fit_is_a_finding_at_its_line_with_a_way_out(tmp_path: Path) -> None:
    (finding,) = refused(*set_of(tmp_path, f"## Few\n\nWords.\n\n## Many\n\n{MUCH * 2}\n"))
    assert (finding.code, finding.place.line) == ("card-too-long", 12)
    assert finding.hint == "shorten it, or write `cut: 6` for larger cards"
    (finding,) = refused(*set_of(tmp_path, f"## Many\n\n{MUCH * 40}\n", cut=2))
    assert finding.hint == "shorten it, or make two cards of it"


@pytest.mark.parametrize("cut", GRIDS)
def test_the_check_finds_what_print_would_stop_at(tmp_path: Path, cut: int) -> None:
    """It reckons where print measures: on the way from a card that fits to one that does not, no set passes the check and fails in print."""
    said: list[tuple[bool, bool]] = []
    for words in range(20, 700, 40):
        body = (
            f"## A title of four words\n\n{' '.join(['Quiet', 'mornings', 'are', 'easier.'][place % 4] for place in range(words))}\n\n- one\n- two\n"
        )
        library, cards = set_of(tmp_path, body, cut)
        checked = not list(words_fit_on_cards(library.sessions[UP]))
        said.append((checked, None not in (*sizes_of(cards_source(library, cards), "letter"), *sizes_of(cards_source(library, cards), "a4"))))
        if not any(said[-1]):
            break
    assert said[0] == (True, True)
    assert [pair for pair in said if pair[0] and not pair[1]] == []


@pytest.mark.parametrize("cut", [2, 8])
@pytest.mark.parametrize("what", ["| a | b |\n| --- | --- |\n" + "{}", "![A drawing](sleepiness.svg)\n\n{}"])
def test_what_cannot_be_reckoned_is_laid_out_by_the_check(tmp_path: Path, cut: int, what: str) -> None:
    """A table or drawing that grows: either the check finds the card too full, or print has room for it."""
    said: list[tuple[bool, bool]] = []
    for rows in range(1, 60, 3):
        more = "| words | more words |\n" * rows if "---" in what else "Some words.\n\n" * rows
        library, cards = set_of(tmp_path, f"## A title\n\n{what.format(more)}\n", cut)
        source = cards_source(library, cards)
        said.append((not has_errors(findings_in(library, TODAY)), None not in (*sizes_of(source, "letter"), *sizes_of(source, "a4"))))
        if said[-1] == (False, False):
            break
    assert (said[0], said[-1]) == ((True, True), (False, False))
    assert (True, False) not in said


def test_a_word_that_is_wider_than_the_card_does_not_fit(tmp_path: Path) -> None:
    (finding,) = refused(*set_of(tmp_path, f"## Few\n\n## {'Unending' * 6}\n"))
    assert (finding.code, finding.place.line) == ("card-too-long", 10)
    library, cards = set_of(tmp_path, f"## {'-'.join(['Unending'] * 6)}\n")
    assert problems(printed(library, cards)) == []


# What an author is told


@pytest.mark.parametrize(("cut", "code", "message"), [(None, "missing-key", "'cut' is missing"), (5, "bad-value", "")])
def test_a_set_says_how_many_cards_stand_on_a_sheet(tmp_path: Path, cut: int | None, code: str, message: str) -> None:
    (finding,) = findings_of(a_curriculum(tmp_path, cut=cut))
    assert (finding.code, finding.place.file) == (code, f"curriculum/modules/{UP}/a-set.md")
    assert message in finding.message


def test_a_character_that_the_font_lacks_is_found_in_titles_and_words_before_anything_is_set(tmp_path: Path) -> None:
    root = a_curriculum(tmp_path, "## Sun ☀\n\n- one\n- ☂\n", title="Snow ☃")
    library = load_library(root)
    found = [(f.code, f.place.line) for f in found_by(sessions_can_be_printed, library, TODAY) if f.place.file.endswith("a-set.md")]
    assert found == [("print-missing-glyph", 2), ("print-missing-glyph", 8), ("print-missing-glyph", 11)]
    assert [f.code for f in refused(library, library.cards[f"{UP}/a-set"])] == ["print-missing-glyph"] * 3


def test_a_table_that_a_page_could_hold_and_a_card_cannot_is_found(tmp_path: Path) -> None:
    heads = " | ".join(["Responsibilities"] * 3)
    library, cards = set_of(tmp_path, f"## Mine\n\n| {heads} |\n| --- | --- | --- |\n| a | b | c |\n")
    (finding,) = refused(library, cards)
    assert (finding.code, finding.place.line) == ("print-table-wide", 10)


def test_a_set_cannot_take_the_address_of_a_page_of_its_session(tmp_path: Path) -> None:
    assert "handout-name" in {finding.code for finding in findings_of(a_curriculum(tmp_path, name="room"))}


# Who gets it


def test_staff_cards_go_into_the_staff_site_alone_and_shared_ones_into_both(tmp_path: Path) -> None:
    a_curriculum(tmp_path, name="ours")
    library = load_library(a_curriculum(tmp_path, audience="participants", name="theirs"))
    jobs = [job for job in jobs_of(ROOT, library, ()) if job.identity in library.cards]
    printed = [Printed(job, file, 1) for job in jobs for file in made_for(job, library, ())]
    both = {f"{UP}/theirs-letter.pdf", f"{UP}/theirs-a4.pdf"}
    assert set(files_of(printed, "participants")) == both
    assert set(files_of(printed, "staff")) == both | {f"{UP}/ours-letter.pdf", f"{UP}/ours-a4.pdf"}
    assert list(links_of(printed, "participants")) == [f"{UP}/theirs"]
    assert [link.label for link in links_of(printed, "staff")[f"{UP}/ours"]] == ["Print, Letter paper", "Print, A4 paper"]


def test_a_set_is_printed_anew_when_a_letter_of_it_has_changed_and_no_other_is(tmp_path: Path) -> None:
    def keys() -> dict[str, str]:
        library = load_library(root)
        return {job.identity: job.key for job in jobs_of(ROOT, library, ()) if job.identity in library.cards}

    a_curriculum(tmp_path, name="other")
    root = a_curriculum(tmp_path)
    before = keys()
    a_curriculum(tmp_path, SIX.replace("Word6", "Word 6"))
    changed = {name for name, key in keys().items() if key != before[name]}
    assert changed == {f"{UP}/a-set"}


def test_the_guide_the_run_sheet_and_the_page_of_a_set_lead_to_its_files(tmp_path: Path) -> None:
    library = load_library(a_curriculum(tmp_path, f"{SIX}## Sources say\n\nIt helps [@nida-words-2021].\n"))
    staff = plan_sites(library, TODAY)[0]
    downloads = {f"{UP}/a-set": (FileLink(label="Print, Letter paper", path=f"{UP}/a-set-letter.pdf", detail="PDF, 1 page, 9 KB"),)}
    files = render_site(staff, library.sources.citations, ROOT / "templates", downloads)
    pages = {name: content.decode() for name, content in files.items() if name.endswith(".md")}
    naming = '<a href="a-set/">To sort</a> <small>7 cards on 1 sheet, to cut out</small>'
    assert naming in pages[f"{UP}/index.md"]
    assert 'href="a-set-letter.pdf" aria-label="To sort, to print: PDF, 1 page, 9 KB"' in pages[f"{UP}/index.md"]
    own = pages[f"{UP}/a-set/index.md"]
    assert own.count("<li><h2>") == 7
    assert '<a href="../a-set-letter.pdf">Print, Letter paper</a>' in own
    assert 'id="source-nida-words-2021"' in own
    sheets = [page for name, page in pages.items() if name.startswith("tracks/") and "Print and cut" in page]
    assert sheets
    assert all(f'{UP}/a-set-letter.pdf" aria-label="To sort, to print' in page for page in sheets)


def test_a_participants_page_names_the_sets_that_are_for_participants_and_no_other(tmp_path: Path) -> None:
    a_curriculum(tmp_path, name="ours", title="Ours to sort")
    library = load_library(a_curriculum(tmp_path, audience="participants", name="theirs", title="Theirs to keep"))
    participants = plan_sites(library, TODAY)[1]
    names = ("ours", "theirs")
    downloads = {
        f"{UP}/{name}": (FileLink(label="Print, Letter paper", path=f"{UP}/{name}-letter.pdf", detail="PDF, 1 page, 9 KB"),) for name in names
    }
    files = render_site(participants, library.sources.citations, ROOT / "templates", downloads)
    page = files[f"{UP}/index.md"].decode()
    assert "Theirs to keep: 6 cards on 1 sheet, to cut out" in page
    assert "theirs-letter.pdf" in page
    assert f"{UP}/theirs/index.md" not in files
    text = b"\n".join(content for name, content in files.items() if name.endswith((".md", ".json")))
    for private in (b"Ours to sort", b"ours-letter.pdf", b"Word3"):
        assert private not in text


def test_the_manual_names_a_set_and_links_to_it_where_both_stand_in_the_site(tmp_path: Path) -> None:
    library = load_library(a_curriculum(tmp_path))
    track = library.tracks[0].id
    job = Job(PRODUCT["manual"], track, ("staff",), "")
    path, pdf = next((Printed(job, file, 0).path, file.content) for file in made_for(job, library, plan_tracks(library)) if file.edition == "a4")
    assert "Print and cut: To sort (6 cards on 1 sheet)." in text_of(pdf)
    assert problems(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        links = {str(one.A.URI) for page in opened.pages for one in page.get("/Annots", []) if "/A" in one and "/URI" in one.A}
    (link,) = (link for link in links if link.endswith("a-set-a4.pdf"))
    assert (Path(path).parent / link).as_posix() == f"tracks/{track}/../../{UP}/a-set-a4.pdf"


def test_a_manual_that_stands_alone_has_no_link_to_a_set(tmp_path: Path) -> None:
    library = load_library(a_curriculum(tmp_path))
    assert "a-set" not in repr(manual(library, plan(library, library.tracks[0])))


# groupwork print


def test_a_set_is_printed_by_its_id_on_either_paper(tmp_path: Path) -> None:
    library = load_library(a_curriculum(tmp_path))
    files = dict(made(library, Order((f"{UP}/a-set",), ("a4", "letter"))))
    assert list(files) == ["sleep-same-time-up-a-set-letter.pdf", "sleep-same-time-up-a-set-a4.pdf"]
    assert all(problems(pdf) == [] for pdf in files.values())


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (Order((f"{UP}/a-set",), ("word",)), "has no edition 'word'; it has letter, a4"),
        (Order(("a-set",)), f"there is no handout, set of cards, session with a wall, or book 'a-set'; did you mean '{UP}/a-set'?"),
    ],
)
def test_an_order_for_a_set_that_there_is_not_is_told_what_there_is(tmp_path: Path, order: Order, said: str) -> None:
    with pytest.raises(OrderError) as caught:
        list(made(load_library(a_curriculum(tmp_path)), order))
    assert said in str(caught.value)


def test_a_set_that_cannot_be_printed_is_a_finding_and_writes_nothing(tmp_path: Path) -> None:
    root = a_curriculum(tmp_path, f"## Many\n\n{MUCH * 3}\n")
    result = CliRunner().invoke(main, ["--root", str(root), "print", f"{UP}/a-set", "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert f"{UP}/a-set.md:8:1: error[card-too-long]" in result.output
    assert not (tmp_path / "out").exists()

"""Slides of a wall: tagged PDF and PowerPoint that say what the wall says, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from msgspec import structs
from pptx import Presentation

from builder.check.wall import ACROSS, CELL, COLUMNS, LETTERS, MARK, ROWS, TITLE
from builder.check.wide_words import wide_word
from builder.finding import Place
from builder.model.session import Session
from builder.print.slides import Deck, deck_of, slides_pdf
from builder.print.slides_pptx import slides_pptx
from builder.site.audiences import plain_words
from builder.text.dialect import parse
from builder.text.quotes import curled
from builder.text.tree import Block, Drawing, Table, plain, walk
from builder.text.typeface import width_of
from builder.views.wall import WallScreen
from tests.print.factories import SETTINGS
from tests.print.invariants import elements, problems
from tests.project import real_library

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def walls() -> list[Session]:
    found = [session for session in real_library().sessions.values() if session.walls]
    assert len(found) >= 3
    return found


def slides_of(site: Path, identity: str) -> tuple[Deck, bytes, bytes]:
    """What is on its wall, and the files of it that are published."""
    session, folder = real_library().sessions[identity], site / "staff" / identity
    return deck_of(real_library(), session, session.walls[0]), (folder / "slides-16x9.pdf").read_bytes(), (folder / "slides.pptx").read_bytes()


def words_of(slide: Any) -> str:
    """All that is read on a slide, in the order of its shapes."""
    texts: list[str] = []
    for shape in slide.shapes:
        texts += [shape.text_frame.text] if shape.has_text_frame else []
        texts += [cell.text for row in shape.table.rows for cell in row.cells] if shape.has_table else []
    return plain_words(" ".join(texts))


def test_every_screen_is_one_slide_of_a_sound_pdf(site: Path, walls: list[Session]) -> None:
    for session in walls:
        deck, pdf, _ = slides_of(site, session.id)
        assert problems(pdf) == []
        document = pypdfium2.PdfDocument(pdf)
        assert len(document) == len(deck.screens) + 2
        assert {tuple(map(round, page.get_size())) for page in document} == {(960, 540)}
        for screen, page in zip(deck.screens, list(document)[1:-1], strict=True):
            shown = plain_words(page.get_textpage().get_text_range())
            for block in screen.blocks:
                assert isinstance(block, Drawing | Table) or set(plain_words(plain((block,))).split()) <= set(shown.split())
            assert set(plain_words(screen.title).split()) <= set(shown.split())


def test_a_drawing_is_a_figure_with_its_words_in_both(site: Path, walls: list[Session]) -> None:
    looked_at = 0
    for session in walls:
        deck, pdf, pptx = slides_of(site, session.id)
        drawn = [curled(node.words) for screen in deck.screens for node in walk(screen.blocks) if isinstance(node, Drawing)]
        looked_at += len(drawn)
        with pikepdf.open(BytesIO(pdf)) as opened:
            figures = [str(one.node.get("/Alt")) for one in elements(opened) if one.tag == "/Figure"]
        pictures = [
            shape._element.nvPicPr.cNvPr.get("descr")
            for slide in Presentation(BytesIO(pptx)).slides
            for shape in slide.shapes
            if shape.shape_type == 13
        ]
        assert figures[:-1] == pictures[:-1] == drawn
        assert deck.last.short_address in figures[-1]
        assert deck.last.short_address in pictures[-1]
    assert looked_at >= 2


def test_a_powerpoint_file_has_real_titles_and_says_its_language(site: Path, walls: list[Session]) -> None:
    for session in walls:
        deck, _, pptx = slides_of(site, session.id)
        presentation = Presentation(BytesIO(pptx))
        titles = [slide.shapes.title.text_frame.text for slide in presentation.slides]
        assert titles == [deck.title, *(screen.title for screen in deck.screens), deck.last.title]
        assert len(set(titles)) == len(titles)
        assert (presentation.core_properties.title, presentation.core_properties.language) == (deck.title, "en")
        for screen, slide in zip(deck.screens, list(presentation.slides)[1:-1], strict=True):
            assert not slide.has_notes_slide
            assert plain_words(plain(screen.blocks)) in words_of(slide) or any(isinstance(block, Drawing) for block in screen.blocks)
            assert all(shape.text_frame.text for shape in slide.placeholders), "an empty placeholder is shown as `Click to add text`"
        runs = [run for slide in presentation.slides for run in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr")]
        assert {run.get("lang") for run in runs} == {"en-US"}


def test_nothing_of_a_powerpoint_file_stands_beside_its_slide(site: Path, walls: list[Session]) -> None:
    for session in walls:
        presentation = Presentation(BytesIO(slides_of(site, session.id)[2]))
        for slide in presentation.slides:
            for shape in slide.shapes:
                assert shape.left >= 0 <= shape.top
                assert shape.left + shape.width <= presentation.slide_width
                assert shape.top + shape.height <= presentation.slide_height


def test_the_same_wall_gives_the_same_bytes(walls: list[Session]) -> None:
    library, (wall, *_) = real_library(), walls[0].walls
    deck = deck_of(library, walls[0], wall)
    assert slides_pdf(library, deck, wall, SETTINGS) == slides_pdf(library, deck, wall, SETTINGS)
    assert slides_pptx(deck, SETTINGS) == slides_pptx(deck, SETTINGS)


def test_the_last_slide_leads_to_tonights_handouts_and_to_help(site: Path, walls: list[Session]) -> None:
    deck, pdf, pptx = slides_of(site, walls[0].id)
    meta = real_library().program.meta
    last = list(Presentation(BytesIO(pptx)).slides)[-1]
    shown = plain_words(list(pypdfium2.PdfDocument(pdf))[-1].get_textpage().get_text_range())
    for words in (walls[0].id.split("/")[1], meta.emergency, meta.unreviewed):
        assert plain_words(words) in words_of(last)
        assert set(plain_words(words).split()) <= set(shown.split())
    assert f"{meta.address}/{walls[0].id}" in deck.last.address


# What a check lets pass


def blocks_of(text: str) -> tuple[Block, ...]:
    return parse(text, "wall.md").document.blocks


def widest_word(size: float, room: float) -> str:
    """The longest word of this kind that a check lets pass."""
    word = "m" * int(room / width_of("m", size, True))
    assert not list(wide_word(word, Place("wall.md"), size, room))
    assert list(wide_word(f"{word}m", Place("wall.md"), size, room))
    return word


def a_deck(*screens: WallScreen) -> Deck:
    session = next(one for one in real_library().sessions.values() if one.walls)
    return replace(deck_of(real_library(), session, session.walls[0]), screens=screens)


TABLE = "| Situation | Thoughts/feelings | Urge | Action |\n| --- | --- | --- | --- |\n| At work | | | |\n"
DRAWN = Drawing('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120"><line x1="0" y1="0" x2="9" y2="9" stroke="teal"/></svg>', "A line", 1)
ON_A_LINE = widest_word(LETTERS, ACROSS - MARK)
TITLES = widest_word(LETTERS * TITLE, ACROSS)
CELLS = {columns: widest_word(LETTERS, ACROSS / columns - CELL * LETTERS) for columns in range(COLUMNS[0], COLUMNS[1] + 1)}


def filled(columns: int) -> tuple[Block, ...]:
    row = f"|{f' {CELLS[columns]} |' * columns}\n"
    return blocks_of(f"{row}|{' --- |' * columns}\n{row * ROWS}")


SCREENS = (
    WallScreen(kind="screen", title="What happened?", blocks=blocks_of(TABLE)),
    WallScreen(kind="screen", title=TITLES, blocks=blocks_of(ON_A_LINE)),
    *(WallScreen(kind="screen", title=TITLES, blocks=filled(columns)) for columns in CELLS),
    *(WallScreen(kind="screen", title=TITLES, blocks=(*blocks_of(ON_A_LINE), *filled(columns))) for columns in CELLS),
    *(WallScreen(kind="screen", title=TITLES, blocks=(*filled(columns), *blocks_of(ON_A_LINE))) for columns in CELLS),
    WallScreen(kind="screen", title=TITLES, blocks=(*blocks_of(" ".join([ON_A_LINE] * 34)), DRAWN)),
    WallScreen(kind="screen", title="One", blocks=(DRAWN, *blocks_of(f"- {ON_A_LINE}\n" * ROWS))),
    WallScreen(kind="screen", title="One", blocks=(*filled(4), *filled(4))),
    WallScreen(kind="screen", title="One", blocks=(*blocks_of("x" * 400), *blocks_of(TABLE))),
)
"""The fullest that a check lets pass, and what it tells, but a program may let pass."""


@pytest.mark.parametrize("screen", SCREENS)
def test_a_powerpoint_file_is_made_of_every_wall_and_all_of_it_stands_on_its_slides(screen: WallScreen) -> None:
    presentation = Presentation(BytesIO(slides_pptx(a_deck(screen), SETTINGS)))
    for shape in presentation.slides[1].shapes:
        assert min(shape.left, shape.top, shape.width, shape.height) >= 0
        assert shape.left + shape.width <= presentation.slide_width
        assert shape.top <= presentation.slide_height
        assert all(row.height >= 0 for row in shape.table.rows) if shape.has_table else True


def test_the_widest_words_that_a_check_lets_pass_are_whole_on_a_slide() -> None:
    session = next(one for one in real_library().sessions.values() if one.walls)
    for blocks in (blocks_of(TABLE), blocks_of(ON_A_LINE), *map(filled, CELLS)):
        screen = WallScreen(kind="screen", title="What happened?", blocks=blocks)
        pdf = slides_pdf(real_library(), a_deck(screen), session.walls[0], SETTINGS)
        with pypdfium2.PdfDocument(pdf) as document:
            page = document[1].get_textpage()
            boxes = [page.get_charbox(index) for index in range(page.count_chars())]
            assert min(left for left, *_ in boxes) > 50
            assert max(right for _, _, right, _ in boxes) < 960 - 50


@pytest.mark.parametrize("title", ["Overgeneralizations", "Responsibilities/feelings", "Donaudampfschifffahrtsgesellschaft"])
def test_a_long_word_in_a_title_stays_on_its_slide(title: str) -> None:
    library = real_library()
    session = next(one for one in library.sessions.values() if one.walls)
    deck = deck_of(library, session, session.walls[0])
    wide = replace(deck, title=title, screens=(structs.replace(deck.screens[0], title=title), *deck.screens[1:]))
    with pypdfium2.PdfDocument(slides_pdf(library, wide, session.walls[0], SETTINGS)) as document:
        for page in list(document)[:2]:
            text = page.get_textpage()
            assert title.replace("/", "") in text.get_text_range().replace("/", "").replace("\r\n", "")
            assert max(text.get_charbox(index)[2] for index in range(text.count_chars())) <= page.get_width()

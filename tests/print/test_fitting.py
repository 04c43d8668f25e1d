"""How tight a sheet has to be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.print import fitting
from builder.print.editions import STEPS, Edition, inputs
from builder.print.fitting import COMFORTABLE, NEAR, Fitting
from builder.print.sheet import sheet_source
from builder.print.spreading import HIGHEST, SAFE, WIDEST_GAP, earlier_break, laid, spread
from builder.print.typesetter import count_pages, layout
from tests.print.factories import EDITIONS, LARGE, PEN, a_handout, the_library

NORMAL = [edition for edition in EDITIONS if not edition.large]
WORDS = "A line of words that fills a good part of the page, and a little more.\n\n"


def a_source(body: str) -> str:
    return sheet_source(the_library(), a_handout(body))


def pages(source: str, edition: Edition, step: int) -> int:
    return int(layout(source, inputs(edition, step))["pages"])


def told(pages: int, text: float = 500.0, **more: object) -> dict[str, object]:
    """What the template tells of a layout whose text ends at this height of the last page."""
    end = {"number": 0, "breaks": True, "opens": False, "end": (pages, text), "next": pages}
    return {"pages": pages, "top": 40.0, "bottom": 740.0, "between": 8.0, "blocks": [end], "rooms": [], "help": (pages, 580.0), "box": 160.0} | more


@pytest.mark.parametrize("lines", [1, 14, 18, 24, 30, 36])
def test_a_sheet_takes_one_page_where_that_is_comfortable_and_else_two(lines: int) -> None:
    source = a_source(WORDS * lines)
    fit = Fitting(source)
    for edition in NORMAL:
        goal = 1 if pages(source, edition, COMFORTABLE) == 1 else 2
        assert fit.fitted(edition).pages <= goal


def test_no_layout_more_than_a_step_looser_would_fit() -> None:
    source = a_source(WORDS * 34)
    step = Fitting(source).fitted(PEN).step
    assert all(pages(source, PEN, looser) > 2 for looser in range(max(0, step - NEAR[False])))


@pytest.mark.parametrize("lines", [20, 34, 50])
def test_large_print_takes_no_more_pages_than_its_tightest_layout_and_is_no_tighter_than_it_has_to_be(lines: int) -> None:
    source = a_source(WORDS * lines)
    fitted = Fitting(source).fitted(LARGE)
    assert fitted.pages == pages(source, LARGE, STEPS)
    assert all(pages(source, LARGE, looser) > fitted.pages for looser in range(max(0, fitted.step - NEAR[True])))


def test_what_does_not_fit_two_pages_is_laid_out_at_its_tightest() -> None:
    fitted = Fitting(a_source(WORDS * 150)).fitted(PEN)
    assert fitted.step == STEPS
    assert fitted.pages == pages(a_source(WORDS * 150), PEN, STEPS) > 2


def test_the_edition_for_the_screen_begins_where_the_one_for_the_pen_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []

    def counted(source: str, settings: dict[str, str]) -> object:
        measured.append(settings["write"])
        return layout(source, settings)

    monkeypatch.setattr(fitting, "layout", counted)
    fit = Fitting(a_source(WORDS * 30))
    steps = [fit.fitted(edition).step for edition in NORMAL[:2]]
    assert steps[0] == steps[1]
    assert measured.count("screen") == 1


@pytest.mark.parametrize("lines", [18, 30, 34])
def test_an_edition_comes_out_the_same_whatever_else_was_asked_for(lines: int) -> None:
    together = Fitting(a_source(WORDS * lines))
    made = {edition.name: together.fitted(edition).settings for edition in reversed(EDITIONS)}
    assert len(made) >= 6
    assert {edition.name: Fitting(together.source).fitted(edition).settings for edition in EDITIONS} == made


def test_a_layout_is_taken_only_when_it_was_seen_to_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    tightest = inputs(PEN, STEPS)
    monkeypatch.setattr(fitting, "layout", lambda _source, settings: told(2 if tightest.items() <= settings.items() else 3))
    assert Fitting("").fitted(PEN).step == STEPS


# What is left of a layout


def test_what_is_left_goes_to_the_lines_first_each_as_much_and_then_to_the_gaps() -> None:
    rooms = [{"name": name, "kind": "line", "lines": 2, "height": height, "page": 1} for name, height in (("low", 20.0), ("high", 30.0))]
    blocks = [{"number": number, "breaks": True, "opens": number == 1, "end": (1, 300.0 + number), "next": 1} for number in range(3)]
    little, much = (laid(told(1, rooms=rooms, blocks=[*blocks[:-1], blocks[2] | {"end": (1, end)}])) for end in (560.0, 300.0))
    left = little.free(1)
    assert spread(little, large=False) == pytest.approx({"low": (left - SAFE) / 4, "high": (left - SAFE) / 4}, abs=0.1)
    more = spread(much, large=False)
    assert more["low"] + 20 == pytest.approx(HIGHEST[False]["line"], abs=0.1)
    assert more["high"] + 30 == pytest.approx(HIGHEST[False]["line"], abs=0.1)
    assert more["1"] == 2 * more["0"] == 2 * WIDEST_GAP[False]
    assert "2" not in more


def test_a_page_that_a_block_runs_over_has_nothing_left() -> None:
    blocks = [{"number": number, "breaks": True, "opens": False, "end": (page, 300.0), "next": page} for number, page in enumerate((1, 2))]
    now = laid(told(2, blocks=blocks, help=(2, 580.0)))
    assert now.free(1) == 0
    assert now.free(2) > 200


def test_of_two_pages_that_are_not_filled_alike_the_first_ends_earlier_before_a_heading() -> None:
    ends = [100.0, 300.0, 466.0, 480.0, 600.0, 700.0]
    blocks = [{"number": number, "breaks": True, "opens": number == 2, "end": (1, end), "next": 1} for number, end in enumerate(ends)]
    last = {"number": 6, "breaks": True, "opens": False, "end": (2, 100.0), "next": 2}
    assert earlier_break(laid(told(2, blocks=[*blocks[:-1], blocks[-1] | {"next": 2}, last]))) == 2
    assert earlier_break(laid(told(2, blocks=[*blocks, last | {"end": (2, 540.0)}]))) is None


@pytest.mark.parametrize("edition", [PEN, LARGE])
def test_a_sheet_with_room_left_has_higher_lines_and_as_many_pages(edition: Edition) -> None:
    source = a_source(WORDS * 22 + "\n\n[lines 4: What I saw]\n\n## Then\n\n[lines 3: What I did]\n")
    fitted = Fitting(source).fitted(edition)
    plain = laid(layout(source, inputs(edition, fitted.step)))
    assert fitted.pages == plain.pages
    assert fitted.settings["more"]["what-i-did"] > 0
    assert sum(map(fitted.laid.free, range(1, fitted.pages + 1))) < sum(map(plain.free, range(1, plain.pages + 1)))


@pytest.mark.long
@pytest.mark.slow
def test_however_many_layouts_are_asked_for_none_is_kept_for_ever() -> None:
    """Each takes two megabytes of what Typst keeps until something is made."""
    pages = [page for page in the_library().handouts.values() if not page.cards][:130]
    taken = [0]
    for number, page in enumerate(pages):
        count_pages(sheet_source(the_library(), page), inputs(Edition("letter-fillable"), STEPS))
        if number in (60, 129):
            taken.append(int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20)
    assert taken[2] - taken[1] < 70, taken

"""How tight a sheet has to be."""

from __future__ import annotations

import pytest

from builder.print import fitting
from builder.print.editions import STEPS, Edition, inputs
from builder.print.fitting import COMFORTABLE, NEAR, Fitting, TooLong
from builder.print.sheet import sheet_source
from builder.print.typesetter import layout
from tests.print.factories import EDITIONS, PEN, a_handout, the_library

NORMAL = [edition for edition in EDITIONS if not edition.large]
WORDS = "A line of words that fills a good part of the page, and a little more.\n\n"


def a_source(body: str) -> str:
    return sheet_source(the_library(), a_handout(body))


def pages(source: str, edition: Edition, step: int) -> int:
    return int(layout(source, inputs(edition, step))["pages"])


@pytest.mark.parametrize("lines", [1, 14, 18, 24, 30, 36])
def test_a_sheet_takes_one_page_where_that_is_comfortable_and_else_two(lines: int) -> None:
    source, fit = a_source(WORDS * lines), None
    fit = Fitting(source)
    for edition in NORMAL:
        goal = 1 if pages(source, edition, COMFORTABLE) == 1 else 2
        assert pages(source, edition, fit.step(edition)) <= goal


def test_no_layout_more_than_a_step_looser_would_fit() -> None:
    source = a_source(WORDS * 34)
    step = Fitting(source).step(PEN)
    assert all(pages(source, PEN, looser) > 2 for looser in range(max(0, step - NEAR)))


def test_what_does_not_fit_two_pages_says_how_many_it_takes() -> None:
    with pytest.raises(TooLong) as caught:
        Fitting(a_source(WORDS * 150)).step(PEN)
    assert caught.value.pages == pages(a_source(WORDS * 150), PEN, STEPS) > 2


def test_the_edition_for_the_screen_begins_where_the_one_for_the_pen_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []

    def counted(source: str, settings: dict[str, str]) -> object:
        measured.append(settings["write"])
        return layout(source, settings)

    monkeypatch.setattr(fitting, "layout", counted)
    fit = Fitting(a_source(WORDS * 30))
    steps = [fit.step(edition) for edition in NORMAL[:2]]
    assert steps[0] == steps[1]
    assert measured.count("screen") == 1


def test_a_layout_is_taken_only_when_it_was_seen_to_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    tightest = inputs(PEN, STEPS)

    def told(_source: str, settings: dict[str, str]) -> object:
        pages = 2 if settings == tightest else 3
        return {"pages": pages, "text": (pages, 200.0), "help": (pages, 560.0)}

    monkeypatch.setattr(fitting, "layout", told)
    assert Fitting("").step(PEN) == STEPS

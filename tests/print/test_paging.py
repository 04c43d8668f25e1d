"""How the parts of a book come to fill their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pytest

from builder.print import paging
from builder.print.editions import STEPS
from builder.print.paging import GUIDES, HANDOUTS, Fit, Measure, Steps, fitted
from builder.print.papers import BOOK


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "_kept", {})


def typesetter(asked: list[Mapping[str, int]], taller: float = 1.0, of: Steps = HANDOUTS) -> Measure:
    """Sets texts that say how many pages they take at the middle step; each is as much shorter at a tighter one as texts are."""

    def measure(steps: Mapping[str, int]) -> Iterator[Fit]:
        asked.append(dict(steps))
        for text, step in steps.items():
            height = float(text) * taller * BOOK.height * of.heights[step]
            pages = int(height // BOOK.height) + 1
            yield Fit(step, pages, height - (pages - 1) * BOOK.height)

    return measure


def fit_of(pages: float) -> Fit:
    return fitted([str(pages)], HANDOUTS, typesetter([]))[str(pages)]


@pytest.mark.parametrize(("pages", "takes"), [(0.2, 1), (0.95, 1), (1.05, 1), (1.3, 2), (1.95, 2), (2.4, 2), (2.7, 3), (5.0, 4)])
def test_a_part_takes_the_fewest_pages_in_which_it_can_be_read(pages: float, takes: int) -> None:
    fit = fit_of(pages)
    assert fit.pages == takes
    assert fit.step <= (HANDOUTS.densest if takes == 1 else STEPS)


@pytest.mark.parametrize(("pages", "takes"), [(4.3, 4), (4.6, 5), (5.0, 5)])
def test_a_guide_takes_the_fewest_pages_that_its_own_layouts_allow(pages: float, takes: int) -> None:
    assert fitted([str(pages)], GUIDES, typesetter([], of=GUIDES))[str(pages)].pages == takes


def test_what_a_book_of_another_kind_has_in_common_is_set_as_its_own_parts_are() -> None:
    """Both have the page of help; what was kept of it for one is not taken for the other."""
    of = [fitted(["0.5"], kind, typesetter([], of=kind))["0.5"] for kind in (HANDOUTS, GUIDES)]
    assert [fit.height for fit in of] == [0.5 * BOOK.height * kind.heights[0] for kind in (HANDOUTS, GUIDES)]


def test_a_short_part_is_set_as_loosely_as_can_be() -> None:
    assert fit_of(0.5).step == 0


def test_a_page_that_is_not_full_has_room_for_lines() -> None:
    assert fit_of(0.5).left_over
    assert not fit_of(2.4).left_over


def test_parts_are_measured_together_and_once_for_all_books() -> None:
    asked: list[Mapping[str, int]] = []
    measure, texts = typesetter(asked), [str(number / 10) for number in range(2, 30)]
    first = fitted(texts, HANDOUTS, measure)
    assert 1 < len(asked) <= 6
    assert all(list(steps) == texts for steps in asked)
    rounds = len(asked)
    assert fitted(texts, HANDOUTS, measure) == first
    assert len(asked) == rounds


def test_on_a_screen_a_part_begins_where_the_pen_ended() -> None:
    asked: list[Mapping[str, int]] = []
    by_pen = fitted(["1.9", "2.3"], HANDOUTS, typesetter([]))
    on_screen = fitted(["1.9", "2.3"], HANDOUTS, typesetter(asked, taller=1.01), by_pen)
    assert asked[0] == {text: fit.step for text, fit in by_pen.items()}
    assert [fit.pages for fit in on_screen.values()] == [2, 2]


def test_what_was_kept_of_one_book_does_not_change_another() -> None:
    texts: Iterable[str] = ("1.9", "0.4", "2.5")
    together = fitted(tuple(texts), HANDOUTS, typesetter([]))
    assert together == {text: fit_of(float(text)) for text in texts}

"""What people fill in again and again, and what the one who led looks back at: given by program and track, shown to staff, kept nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.check import handout as handout_rules
from builder.load.library import load_library
from builder.pipeline import check, plan_sites
from builder.print.meetings import papers_of_meetings, run_sheet_source
from builder.tracks.impact import impact_in
from builder.tracks.plan import plan_tracks
from builder.views.meeting import RunSheetView
from builder.views.page import Page
from builder.views.room import RoomView
from builder.views.self_rating import SelfRatingView
from tests.factories import a_handout, a_library, a_session
from tests.one_rule import found_by
from tests.project import TODAY, a_project, edit, every_file

TRACK = "curriculum/tracks/wednesdays.md"
PLAN, CARD = "sleep/same-time-up/my-rising-plan", "anger/first-heat/my-heat-card"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    a_project(tmp_path)
    edit(tmp_path / TRACK, "schedule:", f"measures: {{{CARD}: 2, {PLAN}: 3}}\nschedule:")
    words = f"last_day:\n  - handout: {CARD}\n    words: You look back together.\n    with_staff: Lay it beside the first one.\n\nleading:"
    edit(tmp_path / "curriculum/program.yml", "leading:", words)
    return tmp_path


@pytest.fixture
def pages(root: Path) -> dict[str, Page]:
    return {page.path: page for page in plan_sites(load_library(root), TODAY)[0].pages}


def sheet(pages: dict[str, Page], week: int) -> RunSheetView:
    view = pages[f"tracks/wednesdays/week-{week}-wed"].view
    assert isinstance(view, RunSheetView)
    return view


def test_each_measure_comes_in_the_first_week_and_then_every_so_many(root: Path) -> None:
    meetings = plan_tracks(load_library(root))[0].meetings
    found = {name: [meeting.week for meeting in meetings if name in [one.id for one in meeting.measures]] for name in (CARD, PLAN)}
    assert found == {CARD: [1, 3, 5, 7], PLAN: [1, 4, 7]}


def test_of_a_week_with_several_meetings_the_first_one_has_them(root: Path) -> None:
    edit(root / TRACK, "    wed: [sleep/same-time-up]", "    wed: [sleep/same-time-up]\n    fri: [again: sleep/same-time-up]")
    meetings = plan_tracks(load_library(root))[0].meetings
    assert [(meeting.week, meeting.day, len(meeting.measures)) for meeting in meetings[:3]] == [(1, "wed", 2), (1, "fri", 0), (2, "wed", 0)]


def test_the_run_sheet_tells_what_to_fill_in_and_prints_it(pages: dict[str, Page], root: Path) -> None:
    asked = {week: [(page.path, page.with_staff) for page in sheet(pages, week).measures] for week in (1, 2, 3)}
    told = "Ask about sleeping tablets before you pick the hour; the nurse sees them today where there are any."
    assert asked == {1: [(CARD, ""), (PLAN, told)], 2: [], 3: [(CARD, "")]}
    assert next(path for _, path in sheet(pages, 3).prints) == CARD, "it comes before the handouts of the day"
    assert [(page.path, page.with_staff) for page in sheet(pages, 5).last_day] == [(CARD, "Lay it beside the first one.")]
    library = load_library(root)
    papers = [run_sheet_source(library, one) for one in papers_of_meetings(library, plan_tracks(library)[0])]
    assert ["To fill in today" in one and "last day" in one for one in papers] == [True] * len(papers)


def test_room_mode_tells_it_at_check_in(pages: dict[str, Page]) -> None:
    for week, expected in ((1, [CARD, PLAN]), (2, []), (3, [CARD])):
        view = pages[f"tracks/wednesdays/week-{week}-wed/room"].view
        assert isinstance(view, RoomView)
        lists = next(step.lists for step in view.steps if step.kind == "check-in")
        assert [row.path for one in lists if one.head == "To fill in today, everyone" for row in one.rows] == expected


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda root: edit(root / TRACK, f"{CARD}: 2", "anger/first-heat/her-card: 2"), f"{TRACK}:12 unknown-reference"),
        (lambda root: edit(root / TRACK, f"{CARD}: 2", f"{CARD}: 0"), f"{TRACK}:12 bad-value"),
        (
            lambda root: edit(root / "curriculum/program.yml", f"handout: {CARD}", "handout: anger/first-heat"),
            "curriculum/program.yml:32 unknown-reference",
        ),
    ],
)
def test_a_measure_that_is_not_there_is_told_at_its_line(root: Path, change: Callable[[Path], None], said: str) -> None:
    change(root)
    assert said in [f"{found.place.file}:{found.place.line} {found.code}" for found in check(root, TODAY)]


def test_what_leans_on_a_measure_is_known_before_it_is_moved(root: Path) -> None:
    told = str(impact_in(root, CARD))
    assert "everyone gets it on the last day" in told
    assert "a measure, every 2 weeks" in told


def test_a_published_questionnaire_keeps_its_words_and_our_own_pages_do_not() -> None:
    hard = "Notwithstanding incomprehensible psychopathological terminology, practitioners occasionally administer questionnaires."
    rules = (handout_rules.handout_length, handout_rules.reading_grade_fits, handout_rules.sentences_are_whole, handout_rules.words_are_known)
    told = {}
    for kind in ("measure", "worksheet"):
        library = a_library(a_session(handouts=[a_handout(body=f"{hard}\n\n[____ answer]\n", main_message=hard, kind=kind)]))
        told[kind] = {found.code for rule in rules for found in found_by(rule, library, TODAY)}
    assert told["measure"] == set()
    assert {"handout-length", "reading-grade"} <= told["worksheet"]


def test_every_guide_has_a_self_rating_of_its_own_objectives(pages: dict[str, Page], root: Path) -> None:
    library = load_library(root)
    seen = 0
    for session in library.sessions.values():
        view = pages[f"{session.id}/self-rating"].view
        assert isinstance(view, SelfRatingView)
        assert view.rated[0].lines == session.meta.objectives
        assert [line.split(" (")[0] for line in view.rated[1].lines] == [part.title for part in session.guide.timed]
        seen += len(view.rated[0].lines)
    assert seen > 6


def test_what_is_rated_is_for_staff_and_stored_nowhere(root: Path) -> None:
    library = load_library(root)
    staff, participants = (every_file(root, library, site) for site in plan_sites(library, TODAY))
    rating = {path: made.decode() for path, made in staff.items() if path.endswith("/self-rating/index.html")}
    assert len(rating) == len(library.sessions)
    for made in rating.values():
        assert "<script" not in made.split("<main", 1)[1].split("</main", 1)[0], "no script sees what is chosen"
        forms = re.findall(r'<form class="gw-rating" autocomplete="off">.*?</form>', made, re.S)
        inside, everywhere = (len(re.findall(r'<input type="radio"|<textarea', text)) for text in ("".join(forms), made))
        assert inside == everywhere > 20, "not even the browser brings it back"
    assert not [path for path, made in participants.items() if "self-rating" in path or b"self-rating" in made]

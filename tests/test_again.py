"""A session that comes again: what its guide has for those who know it stands where it is led."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.load.library import load_library
from builder.pipeline import check, plan_sites
from builder.text.guide import AGAIN
from builder.views.meeting import RunSheetView
from builder.views.page import Site
from builder.views.room import RoomView
from tests.project import TODAY, a_project, edit, every_file

TRACK = "curriculum/tracks/wednesdays.md"
FIRST, LATER = (2,), (4, 6, 8)
"""Weeks of the small track in which First heat comes."""
SECOND = "one tells of a time-out that went wrong"


def test_room_mode_shows_it_at_the_exercise_and_the_run_sheet_leads_there(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    edit(root / TRACK, "enrolment: rolling", "enrolment: cohort")
    library = load_library(root)
    staff, _ = plan_sites(library, TODAY)
    for week in (*FIRST, *LATER):
        room, sheet = evening(staff, week)
        shown = [step.title for step in room.steps if step.again]
        assert [step.title for step in room.steps if step.later] == []
        assert shown == (["Practice: call it early"] if week in LATER else [])
        assert [line.agenda.second for line in sheet.lines if line.agenda.path == "anger/first-heat"] == [AGAIN if week in LATER else ""]
    made = every_file(tmp_path, library, staff)
    assert SECOND in made["tracks/wednesdays/week-4-wed/room/index.html"].decode()
    assert 'href="../../../anger/first-heat/#when-it-comes-again"' in made["tracks/wednesdays/week-4-wed/index.html"].decode()
    assert 'id="when-it-comes-again"' in made["anger/first-heat/index.html"].decode()
    assert SECOND not in made["tracks/wednesdays/week-2-wed/room/index.html"].decode()


def test_where_the_weeks_come_round_the_first_time_has_it_too_for_a_later_round(tmp_path: Path) -> None:
    library = load_library(a_project(tmp_path))
    staff, _ = plan_sites(library, TODAY)
    for week in (*FIRST, *LATER):
        room, view = evening(staff, week)
        assert [step.title for step in room.steps if step.later] == (["Practice: call it early"] if week in FIRST else [])
        assert [line.agenda.second for line in view.lines if line.agenda.path == "anger/first-heat"] == [AGAIN]
    made = {
        path: content.decode() for path, content in every_file(tmp_path, library, staff).items() if path.startswith("tracks/wednesdays/week-2-wed")
    }
    folded = made["tracks/wednesdays/week-2-wed/room/index.html"].partition("For those who had it in an earlier round</summary>")[2]
    assert SECOND in folded.partition("</details>")[0]
    sheet = made["tracks/wednesdays/week-2-wed/index.html"]
    assert '#when-it-comes-again" aria-label="When it comes again, for a later round: First heat">' in sheet


def test_week_1_of_a_later_round_hears_the_home_practice_of_the_round_before(tmp_path: Path) -> None:
    """Sleep comes in weeks 1, 3, 5 and 7, anger in the others."""
    root = a_project(tmp_path)
    staff, _ = plan_sites(load_library(root), TODAY)
    heard = {
        week: ([due.when for due in sheet.due], [due.when for due in sheet.due_later]) for week in range(1, 9) for _, sheet in [evening(staff, week)]
    }
    assert heard == {
        1: ([], ["Week 7, Wednesday"]),
        2: ([], ["Week 8, Wednesday"]),
        **{week: ([f"Week {week - 2}, Wednesday"], []) for week in range(3, 9)},
    }
    room, sheet = evening(staff, 1)
    (task,) = [due.task for due in sheet.due_later]
    lists = {one.head: [row.detail for row in one.rows] for step in room.steps if step.kind == "check-in" for one in step.lists}
    assert lists["In a later round: home practice from the one before"] == [f"Week 7, Wednesday: {task}"]
    edit(root / TRACK, "enrolment: rolling", "enrolment: cohort")
    staff, _ = plan_sites(load_library(root), TODAY)
    assert [evening(staff, week)[1].due_later for week in (1, 2)] == [(), ()]


def evening(staff: Site, week: int) -> tuple[RoomView, RunSheetView]:
    """Room mode and run sheet of a Wednesday."""
    pages = {page.path: page.view for page in staff.pages}
    room, sheet = pages[f"tracks/wednesdays/week-{week}-wed/room"], pages[f"tracks/wednesdays/week-{week}-wed"]
    assert isinstance(room, RoomView)
    assert isinstance(sheet, RunSheetView)
    return room, sheet


@pytest.mark.parametrize(
    ("title", "told"), [(AGAIN, set()), ("When it come again", {"guide-part", "guide-length"}), (f"{AGAIN} (10 min)", {"agenda-minutes"})]
)
def test_its_heading_is_known_and_its_words_are_not_the_guides(tmp_path: Path, title: str, told: set[str]) -> None:
    root = a_project(tmp_path)
    edit(root / "curriculum/modules/anger/first-heat/session.md", f"## {AGAIN}\n", f"## {title}\n\n{'A word more. ' * 400}\n")
    codes = {found.code for found in check(root, TODAY) if found.place.file.endswith("first-heat/session.md")}
    assert codes & {"guide-part", "guide-length", "agenda-minutes"} == told

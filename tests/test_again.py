"""A session that comes again: what its guide has for those who know it stands where it is led."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.load.library import load_library
from builder.pipeline import check, plan_sites
from builder.text.guide import AGAIN
from builder.views.meeting import RunSheetView
from builder.views.room import RoomView
from tests.project import TODAY, a_project, edit, every_file

FIRST, LATER = (2,), (4, 6, 8)
"""Weeks of the small track in which First heat comes."""
SECOND = "one tells of a time-out that went wrong"


def test_room_mode_shows_it_at_the_exercise_and_the_run_sheet_leads_there(tmp_path: Path) -> None:
    library = load_library(a_project(tmp_path))
    staff, _ = plan_sites(library, TODAY)
    pages = {page.path: page.view for page in staff.pages}
    for week in (*FIRST, *LATER):
        room, sheet = pages[f"tracks/wednesdays/week-{week}-wed/room"], pages[f"tracks/wednesdays/week-{week}-wed"]
        assert isinstance(room, RoomView)
        assert isinstance(sheet, RunSheetView)
        shown = [step.title for step in room.steps if step.again]
        assert shown == (["Practice: call it early"] if week in LATER else [])
        assert [line.agenda.second for line in sheet.lines if line.agenda.path == "anger/first-heat"] == [AGAIN if week in LATER else ""]
    made = every_file(tmp_path, library, staff)
    assert SECOND in made["tracks/wednesdays/week-4-wed/room/index.html"].decode()
    assert 'href="../../../anger/first-heat/#when-it-comes-again"' in made["tracks/wednesdays/week-4-wed/index.html"].decode()
    assert 'id="when-it-comes-again"' in made["anger/first-heat/index.html"].decode()
    assert SECOND not in made["tracks/wednesdays/week-2-wed/room/index.html"].decode()


@pytest.mark.parametrize(
    ("title", "told"), [(AGAIN, set()), ("When it come again", {"guide-part", "guide-length"}), (f"{AGAIN} (10 min)", {"agenda-minutes"})]
)
def test_its_heading_is_known_and_its_words_are_not_the_guides(tmp_path: Path, title: str, told: set[str]) -> None:
    root = a_project(tmp_path)
    edit(root / "curriculum/modules/anger/first-heat/session.md", f"## {AGAIN}\n", f"## {title}\n\n{'A word more. ' * 400}\n")
    codes = {found.code for found in check(root, TODAY) if found.place.file.endswith("first-heat/session.md")}
    assert codes & {"guide-part", "guide-length", "agenda-minutes"} == told

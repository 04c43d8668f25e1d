"""What a newcomer does one to one with staff: how long it takes in all, and where staff read it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.load.library import load_library
from builder.pipeline import check, plan_sites
from builder.views.firstday import GivenPage, time_together
from builder.views.room import RoomView
from tests.project import TODAY, a_project, edit, every_file

PROGRAM = "curriculum/program.yml"
PLAN = "    words: You pick one hour together, and that is all for today.\n"
CARD = "anger/first-heat/my-heat-card"
TWO = f"  - handout: {CARD}\n    words: You look at it.\n    with_staff: Read it out.\n    minutes: 10\n\nleading:"


def page(minutes: int) -> GivenPage:
    return GivenPage(title="A page", path="a/page", with_staff="Sit down.", minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ([25, 10], "About 35 minutes, one to one."),
        ([25, 0, 0], "About 25 minutes, one to one, beside 2 pages without a time."),
        ([0], ""),
        ([], ""),
    ],
)
def test_what_a_day_takes_one_to_one_is_the_sum_of_what_its_pages_take(minutes: list[int], said: str) -> None:
    assert time_together([page(one) for one in minutes]) == said


def test_run_sheet_room_mode_and_the_page_on_entry_say_it_and_no_page_of_participants(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    edit(root / PROGRAM, PLAN, f"{PLAN}    minutes: 25\n")
    edit(root / PROGRAM, "leading:", f"{TWO}".replace("leading:", f"last_day:\n{TWO}", 1))
    library = load_library(root)
    staff, participants = plan_sites(library, TODAY)
    made = {path: re.sub(r"<[^>]+>", "", content.decode()) for path, content in every_file(root, library, staff).items() if path.endswith(".html")}
    sheet, entry = made["tracks/wednesdays/week-3-wed/index.html"], made["tracks/wednesdays/entry/index.html"]
    assert "On their first day, whatever week it is About 35 minutes, one to one." in sheet
    assert "If today is someone's last day About 10 minutes, one to one." in sheet
    assert "About 35 minutes, one to one." in entry
    for words in (sheet, entry):
        assert "25 min. Ask about sleeping tablets" in words
    room = next(one.view for one in staff.pages if one.path == "tracks/wednesdays/week-3-wed/room")
    assert isinstance(room, RoomView)
    heads = [one.head for step in room.steps for one in step.lists if one.for_newcomers]
    assert heads[0] == "Someone is new: to give today. About 35 minutes, one to one."
    public = every_file(root, library, participants)
    assert not [path for path, content in public.items() if b"one to one" in content]
    assert len(public) > 20


@pytest.mark.parametrize("minutes", ["0", "a while", "12.5"])
def test_minutes_are_a_whole_number_of_them(tmp_path: Path, minutes: str) -> None:
    root = a_project(tmp_path)
    edit(root / PROGRAM, PLAN, f"{PLAN}    minutes: {minutes}\n")
    assert [(found.code, found.place.file) for found in check(root, TODAY) if found.is_error] == [("bad-value", PROGRAM)]

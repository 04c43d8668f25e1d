"""Sessions for family and friends: led in a part of a day, at nobody's place in the schedule, with a home of their own on the participants' site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.load.library import load_library
from builder.model.catalogue import catalogue_of
from builder.moving.move import move
from builder.moving.writing import write
from builder.pages.docs import other_files
from builder.pipeline import check, plan_sites
from builder.print.manual import manual
from builder.tracks.plan import plan_tracks
from builder.views.common import meets
from builder.views.ledger import services_a_day
from builder.views.meeting import RunSheetView
from builder.views.room import RoomView
from tests.project import TODAY, a_project, edit, every_file
from tests.reading import Read

TRACK = "curriculum/tracks/wednesdays.md"
MODEL = "curriculum/modules/sleep/same-time-up"
NAMES = ("zinnia", "quillwort")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two sessions for families in a module of their own; the track has time for them on its last part, and names both."""
    root = a_project(tmp_path)
    for name in NAMES:
        folder = root / "curriculum/modules/family" / name
        folder.mkdir(parents=True)
        guide = (root / MODEL / "session.md").read_text(encoding="utf-8")
        guide = re.sub(r"(?m)^title: .*$", f"title: Title {name}\nkind: family", guide, count=1)
        (folder / "session.md").write_text(re.sub(r"(?m)^summary: .*$", f"summary: Summary {name}.", guide, count=1), encoding="utf-8")
        page = re.sub(r"(?m)^title: .*$", f"title: Page {name}", (root / MODEL / "my-rising-plan.md").read_text(encoding="utf-8"), count=1)
        (folder / "for-you.md").write_text(page, encoding="utf-8")
        (folder / "sleepiness.svg").write_bytes((root / MODEL / "sleepiness.svg").read_bytes())
    module = "---\ntitle: Family hours\nsummary: For those who care.\nsessions: [zinnia, quillwort]\n---\n\nFor staff.\n"
    (root / "curriculum/modules/family/module.md").write_text(module, encoding="utf-8")
    edit(root / "curriculum/program.yml", "modules: [sleep, anger]", "modules: [sleep, anger, family]")
    edit(root / TRACK, "  - process: 35\n", "  - process: 35\n  - families: 75\n")
    edit(root / TRACK, "schedule:", "family: [family/zinnia, family/quillwort]\nschedule:")
    return root


def test_a_track_takes_them_in_turn_and_plans_nothing_else_with_them(root: Path) -> None:
    library = load_library(root)
    syllabus = plan_tracks(library)[0]
    assert [guide.id for meeting in syllabus.meetings for guide in meeting.guides] == ["family/zinnia", "family/quillwort"] * 4
    assert {session.module for session in syllabus.taught} == {"sleep", "anger"}
    catalogue = catalogue_of(library)
    assert not [name for name in catalogue["order"] if name.startswith("family/")]
    assert "family" not in catalogue["modules"]


def test_the_run_sheet_room_mode_and_the_manual_hold_the_session_whose_turn_it_is(root: Path) -> None:
    library = load_library(root)
    staff, _ = plan_sites(library, TODAY)
    pages = {page.path: page for page in staff.pages}
    for week, name in enumerate(NAMES * 4, 1):
        sheet = pages[f"tracks/wednesdays/week-{week}-wed"].view
        assert isinstance(sheet, RunSheetView)
        assert [line.agenda.title for line in sheet.lines if line.agenda.path == f"family/{name}"] == [f"For family and friends: Title {name}"]
        assert (f"Page {name}", f"family/{name}/for-you") in sheet.prints
        assert f"Title {name}" in [due.title for due in sheet.sets]
        room = pages[f"tracks/wednesdays/week-{week}-wed/room"].view
        assert isinstance(room, RoomView)
        led = [step for step in room.steps if step.session == f"family/{name}"]
        assert led
        assert not any("guide" in rows.head.lower() for step in led for rows in step.lists), "no guide to the process hour is offered here"
    titles = [chapter.title for chapter in manual(library, plan_tracks(library)[0]).chapters]
    assert titles.index("For family and friends") < titles.index("Title zinnia") < titles.index("Title quillwort")


def test_they_have_a_home_of_their_own_on_the_participants_site(root: Path) -> None:
    library = load_library(root)
    _, participants = plan_sites(library, TODAY)
    made = every_file(root, library, participants) | other_files(participants, root / "templates")
    site = root / "participants"
    for path, content in made.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)

    def links(page: str) -> set[str]:
        return {"/" + address.strip("/") for tag, address in Read(site, page, "main").links if tag == "a"}

    assert "/family" in links("index.html")
    assert {f"/family/{name}" for name in NAMES} <= links("family/index.html")
    assert "/family/zinnia/for-you" in links("family/zinnia/index.html")
    assert "/family/zinnia" in links("tracks/wednesdays/week-1-wed/index.html")
    for page in ("skills/index.html", "topics/index.html", "topics/sleep/index.html", "tracks/wednesdays/index.html", "missed/index.html"):
        assert not [address for address in links(page) if address.startswith("/family")], page


def test_an_evening_for_families_alone_counts_for_nobody(root: Path) -> None:
    """Neither in hours, services and days of a standard, nor as a first day, nor in what participants are told of when group is."""
    library = load_library(root)
    edit(root / TRACK, 'start: "18:00"\nday:\n', 'shapes:\n  group:\n    start: "18:00"\n    parts:\n')
    edit(root / TRACK, "  - families: 75\n", '  families: {start: "18:30", parts: [families: 75]}\n')
    text = (root / TRACK).read_text(encoding="utf-8")
    text = re.sub(r"(?m)^  - (check-in: 15|session|break: 10|process: 35)$", r"      - \1", text)
    (root / TRACK).write_text(re.sub(r"(?m)^(    wed: .*)$", r"\1\n    thu: {shape: families}", text), encoding="utf-8")
    before, after = plan_tracks(library)[0], plan_tracks(load_library(root))[0]
    assert len(after.meetings) == 2 * len(before.meetings) == 16
    assert sum(meeting.is_for_families for meeting in after.meetings) == 8
    assert [guide.id for meeting in after.meetings for guide in meeting.guides] == ["family/zinnia", "family/quillwort"] * 4
    assert after.totals == before.totals
    assert after.days == before.days == ["Wednesday"]
    assert after.standards == before.standards
    assert services_a_day(after.meetings) == services_a_day(before.meetings)
    assert meets(library, after).endswith("; Thursday, 6:30 pm to 7:45 pm, for family and friends")
    assert before.entry
    assert after.entry
    assert [(one["week"], one["day"]) for one in after.entry["entries"]] == [(one["week"], one["day"]) for one in before.entry["entries"]]
    assert not [found for found in check(root, TODAY) if found.place.file == TRACK]
    _, participants = plan_sites(load_library(root), TODAY)
    made = every_file(root, load_library(root), participants)
    assert "for family and friends" in made["tracks/wednesdays/week-1-thu/index.html"].decode()


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (TRACK, "wed: [sleep/same-time-up]", "wed: [family/zinnia]", "unknown-reference"),
        (TRACK, "family: [family/zinnia, family/quillwort]", "family: [sleep/same-time-up]", "unknown-reference"),
        (TRACK, "  - families: 75\n", "  - support: 75\n", "family-session"),
        ("curriculum/program.yml", "core: [sleep/same-time-up]", "core: [family/zinnia]", "unknown-reference"),
        ("curriculum/program.yml", "{sleep: 2, anger: 1}", "{sleep: 2, family: 1}", "unknown-reference"),
        (
            "curriculum/modules/anger/first-heat/session.md",
            "newcomers: welcome",
            "requires: [family/zinnia]\nnewcomers: welcome",
            "unknown-reference",
        ),
    ],
)
def test_what_cannot_be_led_is_told_in_its_file(root: Path, file: str, old: str, new: str, code: str) -> None:
    edit(root / file, old, new)
    assert (file, code) in {(found.place.file, found.code) for found in check(root, TODAY)}


def test_tracks_follow_a_session_that_is_moved(root: Path) -> None:
    write(root, move(root, "family/zinnia", "family/leadwort").changes)
    assert "family: [family/leadwort, family/quillwort]" in (root / TRACK).read_text(encoding="utf-8")

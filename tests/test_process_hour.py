"""Guides to the process hour: in a track they take turns, and nothing of them is for participants."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.finding import Finding
from builder.load.library import load_library
from builder.model.catalogue import catalogue_of
from builder.model.library import Library
from builder.moving.move import move
from builder.moving.writing import write
from builder.pages.docs import other_files
from builder.pipeline import check, plan_sites
from builder.planner.shorten import fit
from builder.site.audiences import staff_texts
from builder.tracks.plan import plan_tracks
from builder.tracks.steps import steps_of_meeting
from builder.views.meeting import RunSheetView
from builder.views.room import RoomView
from tests.project import TODAY, a_project, edit, every_file, private_sentences

pytestmark = pytest.mark.slow

TRACK = "curriculum/tracks/wednesdays.md"
GUIDE = """---
title: {title}
summary: {summary}
kind: process
minutes: 35
objectives: [Say one sentence to the group, Hear one answer]
topics: [anger]
suits: [depression, substance-use]
newcomers: welcome
load: light
materials: [the round clock]
sources: [reilly-shopshire-2019]
review: {{status: draft}}
---

## Purpose

Purpose {tag} [@reilly-shopshire-2019].

## Before the group

Before {tag}.

## Begin {tag} (10 min, 5 if short)

**Say**

> Begin {tag}.

**Ask**

1. What {tag}?

**Listen for**

| you hear | it may mean | next move |
| --- | --- | --- |
| [!] "Danger {tag}" | danger | act |

**When to do nothing**

- Wait until {tag}.

## The middle {tag} (20 min, 13 if short)

Middle {tag}.

## End {tag} (5 min)

End {tag}.

## Newcomers

New {tag}.

## If it gets hard

Hard {tag}.

## Adapt

Adapt {tag}.

## For the record

- Record {tag}.
"""
TAGS = ("plumbago", "quillwort")


def write_guides(root: Path) -> None:
    """Two guides in a module of their own; the track names them in turn."""
    folder = root / "curriculum/modules/process"
    for tag in TAGS:
        page = folder / tag / "session.md"
        page.parent.mkdir(parents=True)
        page.write_text(GUIDE.format(tag=tag, title=f"Title {tag}", summary=f"Summary {tag}."), encoding="utf-8")
    (folder / "module.md").write_text(
        "---\ntitle: Zinnia hour\nsummary: Zinnia hours.\nsessions: [plumbago, quillwort]\n---\n\nFor staff.\n", encoding="utf-8"
    )
    edit(root / "curriculum/program.yml", "modules: [sleep, anger]", "modules: [sleep, anger, process]")
    edit(root / TRACK, "schedule:", "process: [process/plumbago, process/quillwort]\nschedule:")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_guides(a_project(tmp_path))
    return tmp_path


def errors(root: Path) -> list[Finding]:
    return [found for found in check(root, TODAY) if found.severity == "error"]


def said_of(root: Path) -> list[str]:
    return [f"{found.place.file}:{found.place.line} {found.code}" for found in errors(root)]


def library_of(root: Path) -> Library:
    return load_library(root)


def test_a_track_takes_its_guides_in_turn_and_begins_again(root: Path) -> None:
    assert not [found for found in errors(root) if found.code != "guide-length"]
    syllabus = plan_tracks(library_of(root))[0]
    assert [guide.id for meeting in syllabus.meetings for guide in meeting.guides] == ["process/plumbago", "process/quillwort"] * 4
    assert [session.module for session in syllabus.taught] == ["sleep", "anger", "sleep"], "a guide is no session of the track"
    assert [guide.id for guide in syllabus.guides] == ["process/plumbago", "process/quillwort"]


def test_hours_are_counted_by_kind_and_are_the_same_with_guides_and_without(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    without = a_project(tmp_path_factory.mktemp("without"))
    with_guides, alone = (plan_tracks(library_of(one))[0].totals for one in (root, without))
    assert with_guides == alone
    assert with_guides["kinds"]["process"] == 8 * 35
    assert "process" not in with_guides["modules"]


def test_the_run_sheet_and_room_mode_lead_through_the_guide_whose_turn_it_is(root: Path) -> None:
    staff, _ = plan_sites(library_of(root), TODAY)
    pages = {page.path: page for page in staff.pages}
    for week, tag in enumerate((*TAGS, *TAGS), 1):
        sheet = pages[f"tracks/wednesdays/week-{week}-wed"].view
        assert isinstance(sheet, RunSheetView)
        line = next(line for line in sheet.lines if line.agenda.path.startswith("process/"))
        assert (line.agenda.path, line.agenda.title, line.agenda.short_minutes) == (f"process/{tag}", f"Open group time: Title {tag}", 23)
        assert [part.title for part in line.parts] == [f"Begin {tag}", f"The middle {tag}", f"End {tag}"]
        assert ("Title " + tag, ("the round clock",)) in sheet.bring
        assert f"process/{tag}/room" in sheet.kept.pages
        room = pages[f"tracks/wednesdays/week-{week}-wed/room"].view
        assert isinstance(room, RoomView)
        led = [step for step in room.steps if step.session == f"process/{tag}"]
        assert [(step.title, step.kind, step.minutes) for step in led] == [
            (f"Begin {tag}", "process", 10),
            (f"The middle {tag}", "process", 20),
            (f"End {tag}", "process", 5),
        ]
        other = TAGS[tag == TAGS[0]]
        assert [row.path for row in led[0].lists[0].rows] == [f"process/{other}"], "what comes up may ask for another guide"
        assert [rows.head for rows in led[0].lists[1:]] == ["Today's sessions so far"]
        assert [rows.head for rows in led[-1].lists] == ["Home practice to give", "Next time"], "the meeting ends with it"
        assert any(one.guide == f"process/{tag}" and one.hard for one in room.sessions)


def test_open_group_time_gives_last_and_keeps_its_short_version(root: Path) -> None:
    steps = steps_of_meeting(plan_tracks(library_of(root))[0].meetings[0])
    process = [number for number, step in enumerate(steps) if step["kind"] == "process"]
    whole = sum(step["minutes"] for step in steps)
    least = [step["short"] for step in steps]
    others = sum(step["minutes"] - step["short"] for step in steps if step["kind"] != "process")
    assert [fit(steps, 0, 0, whole - others)["lengths"][number] for number in process] == [10, 20, 5]
    assert [fit(steps, 0, 0, sum(least))["lengths"][number] for number in process] == [5, 13, 5]


def test_nothing_of_a_guide_reaches_participants(root: Path) -> None:
    """Neither by name, title, summary nor sentence, in any file: pages, search, JSON and calendars."""
    library = library_of(root)
    staff, participants = plan_sites(library, TODAY)
    words = [*TAGS, "zinnia", "process/"]
    seen = {site.name: every_file(root, library, site) | other_files(site, root / "templates") for site in (staff, participants)}
    found = {
        name: {word: [path for path, made in files.items() if word.encode() in made.lower() or word in path] for word in words}
        for name, files in seen.items()
    }
    assert len(seen["participants"]) > 60
    assert found["participants"] == {word: [] for word in words}
    assert all(len(paths) > 3 for paths in found["staff"].values()), "what is looked for is there to be found"


def test_the_last_look_takes_title_and_summary_of_a_guide_for_staff_words(root: Path) -> None:
    guide = root / "curriculum/modules/process/plumbago/session.md"
    edit(guide, "summary: Summary plumbago.", "summary: Somebody in the room talks for a very long time again.")
    library = library_of(root)
    kept = private_sentences(library)
    assert "somebody in the room talks for a very long time again" in kept
    assert "Title plumbago" in set(staff_texts(library.sessions["process/plumbago"]))


def test_the_planner_has_no_guide_to_put_at_a_sessions_place(root: Path) -> None:
    library = library_of(root)
    catalogue = catalogue_of(library)
    assert [name for name in catalogue["order"] if name.startswith("process/")] == []
    assert "process" not in catalogue["modules"]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (TRACK, "wed: [sleep/same-time-up]", "wed: [process/plumbago]", f"{TRACK}:15 unknown-reference"),
        (TRACK, "process: [process/plumbago, process/quillwort]", "process: [sleep/same-time-up]", f"{TRACK}:12 unknown-reference"),
        (TRACK, "  - process: 35\n", "  - practice: 35\n", f"{TRACK}:12 process-guide"),
        (
            "curriculum/modules/anger/first-heat/session.md",
            "newcomers: welcome",
            "requires: [process/plumbago]\nnewcomers: welcome",
            "curriculum/modules/anger/first-heat/session.md:11 unknown-reference",
        ),
        ("curriculum/program.yml", "core: [sleep/same-time-up]", "core: [process/plumbago]", "curriculum/program.yml:46 unknown-reference"),
        ("curriculum/program.yml", "{sleep: 2, anger: 1}", "{sleep: 2, process: 1}", "curriculum/program.yml:45 unknown-reference"),
        (
            "curriculum/modules/process/quillwort/session.md",
            "materials:",
            "home_practice: Try it on Thursday.\nmaterials:",
            "curriculum/modules/process/quillwort/session.md:11 process-guide",
        ),
        (
            "curriculum/modules/process/quillwort/session.md",
            "**When to do nothing**\n",
            "Wait.\n",
            "curriculum/modules/process/quillwort/session.md:16 guide-label",
        ),
        (
            "curriculum/modules/anger/first-heat/session.md",
            "home_practice: Once a day, at the end of a meal, write your highest number since the last one on the heat card.\n",
            "",
            "curriculum/modules/anger/first-heat/session.md:2 missing-key",
        ),
    ],
)
def test_what_belongs_elsewhere_is_told_at_its_line(root: Path, file: str, old: str, new: str, said: str) -> None:
    edit(root / file, old, new)
    assert said in said_of(root)


def test_a_handout_beside_a_guide_is_refused(root: Path) -> None:
    page = root / "curriculum/modules/anger/first-heat/my-heat-card.md"
    (root / "curriculum/modules/process/plumbago/mine.md").write_bytes(page.read_bytes())
    assert "curriculum/modules/process/plumbago/mine.md" in [found.place.file for found in errors(root) if found.code == "process-guide"]


@pytest.mark.parametrize("file", ["curriculum/modules/sleep/same-time-up/my-rising-plan.md", TRACK], ids=["handout", "introduction"])
def test_no_page_of_participants_leads_to_a_guide(root: Path, file: str) -> None:
    page = root / file
    page.write_text(page.read_text(encoding="utf-8") + "\nRead [the guide](process/plumbago).\n", encoding="utf-8")
    assert [found.code for found in errors(root) if found.place.file == file] == ["unknown-reference"]


def test_tracks_follow_a_guide_that_is_moved(root: Path) -> None:
    write(root, move(root, "process/plumbago", "process/leadwort").changes)
    assert "process: [process/leadwort, process/quillwort]" in (root / TRACK).read_text(encoding="utf-8")

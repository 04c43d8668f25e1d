"""Programs as they are: published ones and common ones, written down as tracks, with the hours that are known of them."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.check.rules import check_library
from builder.cli import main
from builder.dates.clashes import clashes
from builder.dates.groups import date_groups
from builder.dates.meetings import DatedGroup
from builder.finding import Finding
from builder.load.library import load_library
from builder.model.catalogue import track_of
from builder.model.library import Library
from builder.model.track import Track
from builder.planner.trackfile import write_track
from builder.tracks.plan import Syllabus, plan
from builder.views.entry import entry_page
from builder.views.evening import evening_pages
from builder.views.meeting import meeting_pages, run_sheet
from builder.views.mytrack import track_views
from builder.views.public import public_session
from tests.project import ROOT, TODAY

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("remembered")]

TRACKS = sorted((ROOT / "tests/programs/tracks").glob("*.md"))
EVERY_POPULATION = "[substance-use, depression, anxiety, co-occurring]"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's library with these tracks in place of its own, and with a population that has no core sessions."""
    folder = tmp_path_factory.mktemp("programs")
    shutil.copytree(ROOT / "curriculum", folder / "curriculum", ignore=shutil.ignore_patterns("tracks", "groups"))
    for name in ("tracks", "groups"):
        shutil.copytree(ROOT / "tests/programs" / name, folder / "curriculum" / name)
    program = folder / "curriculum/program.yml"
    text = program.read_text(encoding="utf-8").replace("\npopulations:\n", "\npopulations:\n  skills:\n    title: People of a skills group\n")
    for place in ("first-meeting", "first-week"):
        text = text.replace(f"place: {place}}}", f"place: {place}, populations: {EVERY_POPULATION}}}")
    program.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return load_library(root)


@pytest.fixture
def syllabus(library: Library) -> Callable[[str], Syllabus]:
    return lambda name: plan(library, named(library, name))


def named(library: Library, name: str) -> Track:
    return next(track for track in library.tracks if track.id == name)


def weekly(found: Syllabus) -> list[int]:
    return [week["minutes"] for week in found.totals["weeks"]]


def with_head(track: Track, old: str, new: str, folder: Path, root: Path) -> list[Finding]:
    """What the check says when a track's file is changed in one place."""
    shutil.copytree(root / "curriculum", folder / "curriculum")
    path = folder / "curriculum/tracks" / f"{track.id}.md"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return [found for found in check_library(load_library(folder), TODAY) if found.place.file.endswith(path.name)]


@pytest.mark.long
def test_nothing_in_them_is_an_error(library: Library) -> None:
    assert len(library.tracks) == len(TRACKS) == 6
    assert [finding for finding in check_library(library, TODAY) if finding.is_error] == []


def test_each_goes_through_the_file_that_the_planner_writes(library: Library, tmp_path: Path, root: Path) -> None:
    shutil.copytree(root / "curriculum", tmp_path / "curriculum")
    for track in library.tracks:
        (tmp_path / "curriculum/tracks" / f"{track.id}.md").write_text(write_track(track_of(track), track.source.body), encoding="utf-8")
    again = load_library(tmp_path)
    assert [track_of(track) for track in again.tracks] == [track_of(track) for track in library.tracks]


def test_the_program_of_sixteen_weeks_has_the_hours_and_the_groups_that_are_known(syllabus: Callable[[str], Syllabus]) -> None:
    found = syllabus("sixteen-weeks")
    assert weekly(found) == [370] * 4 + [270] * 12
    assert found.totals["minutes"] == 4720
    parts = [part for meeting in found.meetings for part in meeting.parts]
    assert len([part for part in parts if part.kind == "session" and part.minutes == 50]) == 8
    assert len([part for part in parts if part.kind == "session" and part.minutes == 60]) == 32
    assert [found.kind_name(kind) for kind in ("family", "support")] == ["Family education", "Social support"]
    assert {kind: minutes for kind, minutes in found.totals["kinds"].items() if kind in ("family", "support")} == {
        "family": 12 * 90,
        "support": 4 * 90,
    }
    assert {meeting.start for meeting in found.meetings if meeting.day == "mon"} == {18 * 60, 19 * 60}


def test_naming_nine_hours_in_it_is_an_error_and_not_for_four_weeks_of_six(library: Library, root: Path, tmp_path: Path) -> None:
    track = named(library, "sixteen-weeks")
    said = with_head(track, "enrolment: rolling", "enrolment: rolling\nstandards: [adult-iop]", tmp_path / "all", root)
    (short,) = [found for found in said if found.is_error]
    assert short.code == "standard-short"
    assert "Week 5, the weakest, has 4 h 30 min, 4 h 30 min short" in short.message
    said = with_head(track, "enrolment: rolling", "enrolment: rolling\nstandards: [adolescent-iop: [1, 4]]", tmp_path / "some", root)
    assert [found.message for found in said if found.is_error] == []


def test_the_skills_group_takes_people_in_where_attention_comes_before_a_module(syllabus: Callable[[str], Syllabus]) -> None:
    found = syllabus("skills")
    assert found.entry is not None
    assert [entry["week"] for entry in found.entry["entries"]] == [1, 9, 18]
    modules = [meeting.sessions[0].module for meeting in found.meetings]
    runs = [(module, len(list(group))) for module, group in groupby(modules)]
    assert [length for _, length in runs] == [2, 6, 2, 7, 2, 5]
    assert weekly(found) == [140] * 24


def test_the_course_of_eight_evenings_starts_together(syllabus: Callable[[str], Syllabus]) -> None:
    found = syllabus("mindful")
    assert (weekly(found), found.entry) == ([120] * 8, None)
    sizes = {row["standard"]: row for row in found.standards}
    assert sizes["group-psychotherapy-90853"]["requirements"][0]["sentence"].startswith("The group has at most 12 people")
    assert sizes["s9480-arizona"]["status"] == "not met"


def test_three_groups_meet_at_one_time_and_each_gets_its_hours(syllabus: Callable[[str], Syllabus]) -> None:
    found = syllabus("three-groups")
    first = found.meetings[0]
    assert [(part.name, part.start) for part in first.parts if part.stream] == [
        ("Recovery: A slip is a process", first.parts[3].start),
        ("Mood: The five-part map", first.parts[3].start),
        ("Worry: The five-part map", first.parts[3].start),
    ]
    assert [part.minutes for part in first.parts if part.counts] == [15, 60, 60, 50]
    assert weekly(found) == [555] * 8
    assert sum(found.totals["kinds"].values()) == found.totals["minutes"] == 8 * 555


def test_groups_that_take_one_session_apart_are_all_told_so_and_have_its_pages_once(library: Library, syllabus: Callable[[str], Syllabus]) -> None:
    found = syllabus("three-groups")
    (track,) = track_views(library, (found,), {session.id: public_session(library, session) for session in library.sessions.values()})
    first = track.weeks[0].days[0]
    assert [session.path for session in first.sessions] == [
        "orientation/how-group-works",
        "relapse-prevention/a-slip-is-a-process",
        "cbt/five-part-map",
    ]
    assert first.streams == {"relapse-prevention/a-slip-is-a-process": "Recovery", "cbt/five-part-map": "Mood and Worry"}
    sheet = next(page.view for page in meeting_pages(library, found))
    assert [title for title, _ in sheet.prints] == ["My way into group", "My early signs", "One-moment map"]
    assert len(sheet.sets) == len(sheet.newcomers) == len(sheet.bring) == 3


def test_a_stream_that_lacks_what_its_population_must_have_is_told_by_name(library: Library, root: Path, tmp_path: Path) -> None:
    track = named(library, "three-groups")
    said = with_head(track, "worry: {title: Worry, population: anxiety}", "worry: {title: Worry, population: substance-use}", tmp_path, root)
    (missing,) = [found for found in said if found.code == "core-missing"]
    assert missing.message.startswith("Worry: core for 'substance-use'")
    assert missing.place.line == track.at("streams", "worry", "population").line


def test_the_page_on_starting_says_of_which_group_it_tells(library: Library, syllabus: Callable[[str], Syllabus]) -> None:
    assert entry_page(library, syllabus("three-groups")).view.lead.endswith("everything here is of the group Recovery.")
    assert "group" not in entry_page(library, syllabus("family-saturdays")).view.lead


def test_every_second_saturday_families_come_and_are_counted_by_kind(syllabus: Callable[[str], Syllabus]) -> None:
    found = syllabus("family-saturdays")
    assert weekly(found) == [555, 660] * 4
    assert [week["kinds"].get("multi-family", 0) for week in found.totals["weeks"]] == [0, 75] * 4
    saturdays = [meeting for meeting in found.meetings if meeting.day == "sat"]
    assert [(meeting.week, meeting.start, meeting.end) for meeting in saturdays] == [(week, 600, 720) for week in (2, 4, 6, 8)]
    assert found.kind_name("multi-family") == "Families together"


def test_a_misspelt_shape_of_a_weekday_is_told_once(library: Library, root: Path, tmp_path: Path) -> None:
    said = with_head(named(library, "family-saturdays"), "days: {sat: family}", "days: {sat: famly}", tmp_path, root)
    assert [(found.message, found.hint) for found in said] == [("there is no shape 'famly'", "did you mean 'family'?")]


def test_a_person_who_steps_down_gets_what_their_own_weeks_give(syllabus: Callable[[str], Syllabus]) -> None:
    found = syllabus("step-down")
    assert len(found.stays) == len(found.meetings) == 48
    for stay in found.stays:
        assert [week["days"] for week in stay["weeks"]] == [4] * 4 + [3] * 4 + [1] * 4
        assert [week["minutes"] for week in stay["weeks"]] == [780] * 4 + [585] * 4 + [195] * 4
        assert stay["minutes"] == 4 * 780 + 4 * 585 + 4 * 195
    assert found.entry is not None
    assert found.entry["entries"][5]["stays"][-1]["minutes"] == found.stays[5]["minutes"]


def test_a_stage_under_its_standard_is_an_error(library: Library, root: Path, tmp_path: Path) -> None:
    said = with_head(named(library, "step-down"), "days: [mon, thu, fri]", "days: [mon, fri]", tmp_path, root)
    (short,) = [found for found in said if found.is_error]
    assert (short.code, "in the stage 'Half'" in short.message, "2 h 30 min short" in short.message) == ("stage-short", True, True)


def test_the_run_sheet_of_three_groups_ends_when_the_meeting_does(library: Library, syllabus: Callable[[str], Syllabus]) -> None:
    meeting = syllabus("three-groups").meetings[0]
    lines = run_sheet(library, meeting)
    assert [line.column for line in lines if line.parallel] == [1, 2, 3]
    assert sum(line.agenda.minutes for line in lines if line.column == 1) == meeting.end - meeting.start


def test_the_room_of_three_groups_is_chosen_at_the_start_and_each_has_a_whole_evening(library: Library, syllabus: Callable[[str], Syllabus]) -> None:
    room = next(evening_pages(library, syllabus("three-groups"))).view
    assert room.streams == ("Recovery", "Mood", "Worry")
    for stream in room.streams:
        steps = [step for step in room.steps if step.stream in ("", stream)]
        assert sum(step.minutes for step in steps) == room.minutes == 205
        assert [step.title for step in steps if not step.session] == ["Check-in", "Break", "Break", "Open group time"]


def test_a_part_without_a_guide_says_how_to_lead_it(library: Library, syllabus: Callable[[str], Syllabus]) -> None:
    room = next(evening_pages(library, syllabus("three-groups"))).view
    told = {step.kind: [row.title for row in step.lists[0].rows] for step in room.steps if step.lists and step.lists[0].head == "How to lead it"}
    assert told == {kind: list(library.program.meta.leading[kind]) for kind in ("check-in", "process")}


def test_every_kind_of_day_has_a_room(library: Library) -> None:
    rooms = [page.view for track in library.tracks for page in evening_pages(library, plan(library, track))]
    assert {step.kind for room in rooms for step in room.steps} >= {
        "check-in",
        "session",
        "break",
        "process",
        "practice",
        "family",
        "multi-family",
        "support",
        "wrap-up",
    }
    assert all(room.steps for room in rooms)
    assert len(rooms) > 150


def test_a_session_in_a_short_place_is_fitted_to_it(library: Library, syllabus: Callable[[str], Syllabus]) -> None:
    first = next(line for line in run_sheet(library, syllabus("sixteen-weeks").meetings[0]) if line.parts)
    assert first.agenda.minutes == 50
    assert sum(part.minutes for part in first.parts) == 50 > first.agenda.short_minutes


# On dates


def dated(library: Library, name: str) -> DatedGroup:
    return next(group for group in date_groups(library, datetime.date(2027, 1, 2)) if group.group.id == name)


def test_two_cohorts_run_four_weeks_apart_and_side_by_side(library: Library) -> None:
    first, second = dated(library, "mindful-a"), dated(library, "mindful-b")
    assert [one.on + datetime.timedelta(weeks=4) for one in first.held] == [one.on for one in second.held]
    assert len(first.held) == 8
    both = {one.on for one in first.held} & {one.on for one in second.held}
    assert len(both) == 4
    assert clashes((first, second), datetime.date(2027, 1, 2)) == ()


def test_two_cohorts_in_one_room_are_found(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "curriculum", tmp_path / "curriculum")
    path = tmp_path / "curriculum/groups/mindful-b.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("Room 4", "Room 3"), encoding="utf-8")
    said = [found for found in check_library(load_library(tmp_path), TODAY) if found.code == "room-clash"]
    assert [found.message for found in said] == ["Main office, Room 3 is taken by 'mindful-a' at the same time on 4 days, first on 2027-02-04"]


def test_a_room_of_one_stream_is_taken_too(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "curriculum", tmp_path / "curriculum")
    path = tmp_path / "curriculum/groups/families.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("Garden room", "kitchen"), encoding="utf-8")
    said = [found for found in check_library(load_library(tmp_path), TODAY) if found.code == "room-clash"]
    assert len(said) == 1
    assert "River house, Kitchen" in said[0].message


def test_a_group_that_never_ends_begins_anew_in_the_week_after(library: Library) -> None:
    found = dated(library, "skills")
    rounds = [one.on for one in found.held if one.number == 0]
    assert rounds[:2] == [datetime.date(2027, 1, 5), datetime.date(2027, 6, 29)]
    assert [one.on for one in found.held][10] == datetime.date(2027, 3, 23)


def test_made_up_days_keep_the_hours_of_a_closed_week(library: Library) -> None:
    found = dated(library, "three")
    week = [(one.on, one.start) for one in found.held if one.week == 2 and one.round == 1]
    assert week == [
        (datetime.date(2027, 1, 18), 1050),
        (datetime.date(2027, 1, 19), 1050),
        (datetime.date(2027, 1, 22), 960),
    ]
    assert found.held[0].rooms == {"Recovery": "Hall", "Mood": "Upstairs", "Worry": "Kitchen"}


@pytest.mark.long
def test_both_sites_are_built_of_them(root: Path) -> None:
    (root / "templates").symlink_to(ROOT / "templates")
    result = CliRunner().invoke(main, ["--root", str(root), "--today", TODAY.isoformat(), "build", "--pages-only"])
    assert result.exit_code == 0, result.output[-2000:]
    page = (root / "site/staff/tracks/three-groups/week-1-mon/index.html").read_text(encoding="utf-8")
    assert "Recovery: A slip is a process" in page
    home = (root / "site/participants/tracks/family-saturdays/week-2-sat/index.html").read_text(encoding="utf-8")
    assert "Families together, from 10:00 am" in home
    assert "This day has no pages to read" in home
    entry = (root / "site/staff/tracks/step-down/entry/index.html").read_text(encoding="utf-8")
    assert "One person&#39;s stay, stage by stage" in entry or "One person's stay, stage by stage" in entry

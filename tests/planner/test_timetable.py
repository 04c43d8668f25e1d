"""A track's meetings with the clock times of their parts: running sums, never typed."""

from __future__ import annotations

import pytest

from builder.planner.hours import as_clock, as_hours
from builder.planner.timetable import placements, timetable
from tests.planner.factories import a_catalogue, a_day, a_track

CATALOGUE = a_catalogue(("mood/walk", {"minutes": 50}), ("mood/map", {"minutes": 60}))


def test_clock_times_run_on_from_the_start_through_breaks() -> None:
    track = a_track({"mon": ["mood/walk", "mood/map"]}, start=1050, day=a_day("check-in 15", "session", 10, "session", "wrap-up 5"))
    (meeting,) = timetable(CATALOGUE, track)
    assert [(part["kind"], as_clock(part["start"]), as_clock(part["end"])) for part in meeting["parts"]] == [
        ("check-in", "17:30", "17:45"),
        ("session", "17:45", "18:35"),
        ("break", "18:35", "18:45"),
        ("session", "18:45", "19:45"),
        ("wrap-up", "19:45", "19:50"),
    ]
    assert (meeting["minutes"], as_clock(meeting["end"])) == (130, "19:50")


def test_meetings_are_numbered_in_the_order_of_the_week_whatever_the_order_in_the_file() -> None:
    track = a_track({"fri": ["mood/map"], "mon": ["mood/walk"]}, {"wed": ["again mood/walk"]})
    assert [(m["number"], m["week"], m["day"]) for m in timetable(CATALOGUE, track)] == [(1, 1, "mon"), (2, 1, "fri"), (3, 2, "wed")]


def test_an_empty_place_takes_no_time() -> None:
    track = a_track({"mon": ["mood/walk"]}, day=a_day("session", 10, "session"))
    (meeting,) = timetable(CATALOGUE, track)
    assert (len(meeting["parts"]), meeting["minutes"]) == (2, 50)


def test_a_placement_points_into_the_track_file() -> None:
    track = a_track({"mon": ["mood/walk"]}, {"fri": ["mood/map", "again mood/walk"]})
    assert [(p["session"], p["again"], p["week"], p["path"]) for p in placements(track)] == [
        ("mood/walk", False, 0, ["schedule", 0, "mon", 0]),
        ("mood/map", False, 1, ["schedule", 1, "fri", 0]),
        ("mood/walk", True, 1, ["schedule", 1, "fri", 1]),
    ]


@pytest.mark.parametrize(("minutes", "said"), [(0, "0 min"), (50, "50 min"), (60, "1 h"), (65, "1 h 05 min"), (1500, "25 h"), (6000, "100 h")])
def test_totals_beyond_a_day_are_still_hours(minutes: int, said: str) -> None:
    assert as_hours(minutes) == said


@pytest.mark.parametrize(("minutes", "said"), [(0, "00:00"), (605, "10:05"), (1439, "23:59"), (1450, "00:10")])
def test_a_clock_goes_round_at_midnight(minutes: int, said: str) -> None:
    assert as_clock(minutes) == said

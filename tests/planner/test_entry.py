"""Someone new sits down on any day of the cycle."""

from __future__ import annotations

from typing import Any

from builder.planner.entry import entry
from tests.planner.factories import a_catalogue, a_track

CATALOGUE = a_catalogue(
    "a/1", ("a/2", {"requires": ["a/1"]}), ("a/3", {"requires": ["a/2"]}), ("b/1", {"newcomers": "not-first"}), "b/2", core=["a/1"]
)
TRACK = a_track({"mon": ["a/1"]}, {"mon": ["a/2"]}, {"mon": ["a/3"]}, {"mon": ["b/1"]}, {"mon": ["b/2"]}, {"mon": ["again b/2"]}, enrolment="rolling")


def at(number: Any, stay: Any = 4) -> Any:
    table = entry(CATALOGUE, TRACK)
    found = table["entries"][number - 1]
    return found, next(row for row in found["stays"] if row["weeks"] == stay)


def test_every_meeting_and_every_length_of_stay_from_four_weeks_has_a_row() -> None:
    table = entry(CATALOGUE, TRACK)
    assert table["stays"] == [4, 5, 6]
    assert [(found["week"], found["day"]) for found in table["entries"]] == [(week, "mon") for week in range(1, 7)]


def test_someone_who_starts_on_the_first_day_meets_everything_prepared() -> None:
    found, stay = at(1)
    assert found["unprepared"] == []
    assert found["catch_up"] == []
    assert (stay["score"], stay["meetings"], stay["core_missed"]) == (100, 4, [])
    assert stay["dose"] == {"a": 180, "b": 60}


def test_someone_who_starts_late_gets_what_they_missed_as_a_catch_up_list_all_the_way_down() -> None:
    found, _ = at(3)
    assert [(gap["session"], gap["after"], gap["missing"]) for gap in found["unprepared"]] == [("a/3", 0, ["a/2"])]
    assert [(row["session"], row["for"]) for row in found["catch_up"]] == [("a/1", "a/3"), ("a/2", "a/3")]
    assert found["catch_up"][0]["handouts"] == [{"id": "a/1/page", "title": "1"}]


def test_a_core_session_missed_says_when_it_returns() -> None:
    _, stay = at(2)
    assert stay["core_missed"] == [{"session": "a/1", "week": 1, "day": "mon", "in_weeks": 2}]
    _, longer = at(2, stay=6)
    assert longer["core_missed"] == []


def test_a_session_that_is_not_for_a_first_day_counts_as_unprepared_on_that_day_only() -> None:
    found, _ = at(4)
    assert [gap["session"] for gap in found["unprepared"]] == ["b/1"]
    assert "b/1" not in [gap["session"] for gap in at(5)[0]["unprepared"]]


def test_the_best_day_to_start_is_the_first_and_the_worst_is_named_too() -> None:
    table = entry(CATALOGUE, TRACK)
    assert table["best"][0]["number"] == 1
    assert table["worst"][0]["score"] == min(sum(row["score"] for row in found["stays"]) // 3 for found in table["entries"])


def test_a_stay_ends_on_the_weekday_it_began_when_weeks_have_fewer_days_later() -> None:
    track = a_track({"mon": ["a/1"], "wed": ["a/2"]}, {"mon": ["a/3"], "wed": ["b/1"]}, {"mon": ["b/2"]}, {"mon": ["again b/2"]}, enrolment="rolling")
    found = entry(CATALOGUE, track)["entries"][1]
    assert [row["meetings"] for row in found["stays"]] == [6]

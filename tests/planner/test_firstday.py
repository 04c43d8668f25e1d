"""The first day: what everyone gets, and how long anyone waits for what keeps people alive."""

from __future__ import annotations

from typing import Any

from builder.planner.entry import entry
from builder.planner.firstday import first_day_handouts, nobody_waits_for_safety, waits
from tests.planner.factories import a_catalogue, a_track

WEEKS = [{"mon": ["o/plan"]}, {"mon": ["o/other"]}, {"mon": ["o/other"]}, {"mon": ["o/other"]}]


def catalogue(**changes: Any) -> Any:
    """Two sessions, of which the plan is a matter of safety."""
    sheet = {"id": "o/plan/sheet", "title": "Sheet"}
    return {**a_catalogue(("o/plan", {"handouts": [sheet]}), "o/other", safety=["o/plan"], first_day=[]), **changes}


def test_someone_who_starts_the_day_after_waits_the_whole_cycle_round() -> None:
    rows = waits(catalogue(), a_track(*WEEKS, enrolment="rolling"))
    assert [(row["week"], row["waits"][0]["days"]) for row in rows] == [(1, 0), (2, 21), (3, 14), (4, 7)]


def test_a_wait_longer_than_the_program_allows_is_a_finding_that_names_the_worst_day() -> None:
    (found,) = nobody_waits_for_safety(catalogue(), a_track(*WEEKS, enrolment="rolling"))
    assert found["code"] == "safety-wait"
    assert found["message"] == "whoever starts in week 2 on Monday waits 21 days for 'o/plan'; on 2 of 4 start days it is more than 7"
    assert not list(nobody_waits_for_safety(catalogue(safety_within_days=21), a_track(*WEEKS, enrolment="rolling")))


def test_nobody_waits_for_what_is_given_on_the_first_day() -> None:
    given = catalogue(first_day=["o/plan/sheet"])
    assert not list(nobody_waits_for_safety(given, a_track(*WEEKS, enrolment="rolling")))
    assert all(row["waits"][0]["given"] for row in waits(given, a_track(*WEEKS, enrolment="rolling")))


def test_a_safety_session_that_is_never_taught_is_a_finding() -> None:
    (found,) = nobody_waits_for_safety(catalogue(), a_track({"mon": ["o/other"]}, enrolment="rolling"))
    assert "never meets 'o/plan'" in found["message"]


def test_a_cohort_starts_on_its_first_day_alone() -> None:
    assert [row["number"] for row in waits(catalogue(), a_track(*WEEKS, enrolment="cohort"))] == [1]


def test_the_first_days_pages_come_from_the_program_then_from_the_population_each_once() -> None:
    made = catalogue(first_day=["a", "b"])
    made["populations"]["anyone"]["first_day"] = ["b", "c"]
    assert first_day_handouts(made, "anyone") == ["a", "b", "c"]


def test_every_start_day_of_the_entry_tables_has_the_first_days_pages() -> None:
    made = catalogue(first_day=["o/plan/sheet"])
    entries = entry(made, a_track(*WEEKS, enrolment="rolling"))["entries"]
    assert [found["given"] for found in entries] == [["o/plan/sheet"]] * 4
    assert [found["waits"][0]["session"] for found in entries] == ["o/plan"] * 4


def test_who_steps_down_waits_for_a_meeting_to_which_they_come() -> None:
    week = {"mon": ["o/other"], "wed": ["o/plan"]}
    stages = [{"title": "Full", "days": 2, "weeks": 1, "standards": []}, {"title": "Half", "days": ["mon"], "weeks": 3, "standards": []}]
    rows = waits(catalogue(), a_track(week, {"mon": ["o/other"]}, {"wed": ["o/plan"]}, enrolment="rolling", stages=stages))
    assert [(row["week"], row["day"], row["waits"][0]["days"]) for row in rows] == [(1, "mon", 2), (1, "wed", 0), (2, "mon", None), (3, "wed", 0)]


def test_nobody_starts_on_a_day_that_the_first_stage_does_not_have() -> None:
    stages = [{"title": "Half", "days": ["wed"], "weeks": 2, "standards": []}]
    week = {"mon": ["o/plan"], "wed": ["o/other"]}
    found = {enrolment: a_track(week, week, enrolment=enrolment, stages=stages, gates=[2]) for enrolment in ("rolling", "cohort", "gates")}
    assert {name: [row["number"] for row in waits(catalogue(), track)] for name, track in found.items()} == {
        "rolling": [2, 4],
        "cohort": [2],
        "gates": [4],
    }

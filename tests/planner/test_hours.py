"""Published schedules come out with the numbers they are known for."""

from __future__ import annotations

from typing import Any

from builder.planner.hours import as_hours, hours, services
from builder.planner.order import check
from builder.planner.standards import measure
from builder.planner.timetable import timetable
from tests.planner.factories import a_catalogue, a_day, a_requirement, a_standard, a_track

MATRIX = {"early/recovery": {"minutes": 50}, "relapse/prevention": {"minutes": 90}, "family/education": {"minutes": 90}}


def weekly_minutes(catalogue: Any, track: Any) -> Any:
    return [week["minutes"] for week in hours(catalogue, track, timetable(catalogue, track))["weeks"]]


def test_matrix_groups_alone_give_6_h_10_a_week_and_4_h_30_after_week_4_and_stay_under_9_h() -> None:
    catalogue = a_catalogue(*MATRIX.items())
    early = {
        "mon": ["early/recovery", "relapse/prevention"],
        "wed": ["family/education"],
        "fri": ["again early/recovery", "again relapse/prevention"],
    }
    late = {"mon": ["again relapse/prevention"], "wed": ["again family/education"], "fri": ["again relapse/prevention"]}
    track = a_track(*[early] * 4, *[late] * 4, standards=["adult"], day=a_day("session", "session"))
    assert weekly_minutes(catalogue, track) == [370] * 4 + [270] * 4
    assert (as_hours(370), as_hours(270)) == ("6 h 10 min", "4 h 30 min")
    (adult,) = measure(catalogue, track, {"adult": a_standard(a_requirement("hours-per-week", minimum=9))})
    (asked,) = adult["requirements"]
    assert (adult["status"], asked["measured"], asked["margin"], asked["week"]) == ("not met", 270, -270, 5)
    assert adult["sentence"] == "Falls short of the hours of a rule."


def test_three_50_minute_groups_on_three_days_give_7_h_30_and_fail_h0015() -> None:
    catalogue = a_catalogue(*[(name, {"minutes": 50}) for name in ("a/1", "b/1", "c/1")])
    day = ["a/1", "b/1", "c/1"]
    track = a_track({"mon": day, "wed": day, "fri": day}, standards=["h0015"], day=a_day("session", 10, "session", 10, "session"))
    assert weekly_minutes(catalogue, track) == [450]
    rule = a_standard(a_requirement("hours-per-day", minimum=3), a_requirement("days-per-week", minimum=3))
    (h0015,) = measure(catalogue, track, {"h0015": rule})
    daily, days = h0015["requirements"]
    assert (daily["status"], daily["measured"], daily["margin"]) == ("not met", 150, -30)
    assert daily["sentence"] == "Every week has 2 h 30 min a day, 30 min short."
    assert days["status"] == "met"
    assert h0015["status"] == "not met"


def test_a_dbt_skills_cycle_of_2_and_6_2_and_7_2_and_5_weeks_is_24_weeks() -> None:
    core = {f"core/{n}": {"minutes": 120} for n in (1, 2)}
    skills = {f"{module}/{n}": {"minutes": 120} for module, weeks in (("er", 6), ("dt", 7), ("ie", 5)) for n in range(weeks)}
    catalogue = a_catalogue(*core.items(), *skills.items())
    weeks: list[dict[str, list[str]]] = []
    for module in ("er", "dt", "ie"):
        again = "again " if weeks else ""
        weeks += [{"tue": [f"{again}core/{n}"]} for n in (1, 2)] + [{"tue": [name]} for name in skills if name.startswith(module)]
    track = a_track(*weeks, enrolment="rolling")
    totals = hours(catalogue, track, timetable(catalogue, track))
    assert len(totals["weeks"]) == 24
    assert as_hours(totals["minutes"]) == "48 h"
    assert totals["modules"] == {"core": 720, "er": 720, "dt": 840, "ie": 600}
    assert [found["code"] for found in check(catalogue, track) if found["code"] in ("track-repeat", "prerequisite-order")] == []


def test_breaks_never_count_and_kinds_add_up_to_the_whole() -> None:
    catalogue = a_catalogue("a/1", "b/1")
    track = a_track({"mon": ["a/1", "b/1"]}, day=a_day("check-in 15", "session", 10, "session", 10, "process 50"))
    meetings = timetable(catalogue, track)
    totals = hours(catalogue, track, meetings)
    assert totals["minutes"] == 185 == sum(totals["kinds"].values())
    assert totals["kinds"] == {"check-in": 15, "session": 120, "process": 50}
    assert meetings[0]["end"] - meetings[0]["start"] == 205
    assert services(part["kind"] for part in meetings[0]["parts"]) == 3 == totals["weeks"][0]["services"]

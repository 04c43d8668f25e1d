"""A track on days that the planner counts itself: the calendar's numbers, closed days under both policies, and what is typed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from builder.planner.closed import read_closed, reason_of
from builder.planner.dates import on_dates
from builder.planner.days import day_number, day_of_week, day_parts, iso_date, long_date, read_day, short_date
from builder.planner.ondates import answer
from builder.planner.timetable import timetable
from builder.planner.words import DAYS
from tests.planner.factories import a_catalogue, a_track

CATALOGUE = a_catalogue("a/1", "a/2", "a/3")
MON_THU = ({"mon": ["a/1"], "thu": ["a/2"]}, {"mon": ["again a/1"], "thu": ["a/3"]})


def number(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def closed_on(*days: str) -> Any:
    return [{"on": number(day), "until": number(day), "reason": "Snow"} for day in days]


def dated(*weeks: Any, start: str, closed: Any = (), policy: str = "reflow") -> Any:
    track = a_track(*weeks)
    made: Any = on_dates(track, timetable(CATALOGUE, track), number(start), list(closed), policy)
    return made


def held(made: Any) -> list[str]:
    return [iso_date(row["on"]) for row in made["meetings"] if row["closed"] is None]


def an_answer(start: str, closed: str = "", policy: str = "reflow", holidays: str = "") -> Any:
    data: dict[str, Any] = {"catalogue": CATALOGUE, "track": a_track(*MON_THU), "clock": "12-hour", "time_zone": "America/New_York"}
    data["holidays"] = [[number("2027-03-04"), "Town day"]]
    made: Any = answer(data, {"start": start, "closed": closed, "policy": policy, "holidays": holidays})
    return made


# Days


@pytest.mark.parametrize("first", ["0001-01-01", "1999-12-01", "2027-01-01", "2099-11-01", "9998-06-01"])
def test_days_are_numbered_as_pythons_calendar_numbers_them(first: str) -> None:
    for count in range(500):
        day = datetime.date.fromordinal(number(first) + count)
        assert day_number(day.year, day.month, day.day) == day.toordinal() == read_day(day.isoformat())
        assert day_parts(day.toordinal()) == (day.year, day.month, day.day)
        assert (iso_date(day.toordinal()), day_of_week(day.toordinal())) == (day.isoformat(), DAYS[day.weekday()])


@pytest.mark.parametrize(
    "text", ["2027-02-29", "2100-02-29", "2027-13-01", "2027-00-01", "2027-01-00", "0000-01-01", "2027-1-01", "20270101", "²027-01-01", ""]
)
def test_a_day_that_does_not_exist_has_no_number(text: str) -> None:
    assert read_day(text) is None


def test_leap_days_exist_in_leap_years() -> None:
    assert [day_number(year, 2, 29) is not None for year in (2000, 2027, 2028, 2100)] == [True, False, True, False]


def test_a_day_is_written_long_and_short() -> None:
    assert (long_date(number("2027-01-04")), short_date(number("2027-01-04"))) == ("Monday, January 4, 2027", "Mon, Jan 4")


# Dates


def a_track_with_family_evenings() -> Any:
    """Monday and Thursday, and every second Tuesday an evening for families alone."""
    track: Any = a_track(*(({"mon": ["a/1"], "tue": [], "thu": ["a/2"]}, {"mon": ["again a/1"], "thu": ["a/3"]}) * 2))
    families = {"name": "families", "start": 18 * 60, "parts": [{"kind": "families", "minutes": 60}]}
    for week in track["weeks"][::2]:
        week["days"]["tue"] = {"shape": "families", "start": None, "slots": []}
    return {**track, "shapes": [*track["shapes"], families]}


def by_evening(track: Any, *closed: str) -> tuple[list[str], list[str]]:
    """On which days the group meets, and families do."""
    meetings = timetable(CATALOGUE, track)
    made: Any = on_dates(track, meetings, number("2027-01-04"), closed_on(*closed), "reflow")
    days = [(bool(meeting["minutes"]), iso_date(row["on"])[5:]) for meeting, row in zip(meetings, made["meetings"], strict=True)]
    return [day for treats, day in days if treats], [day for treats, day in days if not treats]


def test_a_group_never_moves_onto_an_evening_for_families_nor_they_onto_one_of_its_days() -> None:
    track = a_track_with_family_evenings()
    assert by_evening(track) == (["01-04", "01-07", "01-11", "01-14", "01-18", "01-21", "01-25", "01-28"], ["01-05", "01-19"])
    assert by_evening(track, "2027-01-07") == (["01-04", "01-11", "01-14", "01-18", "01-21", "01-25", "01-28", "02-01"], ["01-05", "01-19"])
    assert by_evening(track, "2027-01-05") == (["01-04", "01-07", "01-11", "01-14", "01-18", "01-21", "01-25", "01-28"], ["01-19", "02-02"])


def test_an_evening_for_families_is_listed_by_its_name_and_gives_the_week_no_theme() -> None:
    data: dict[str, Any] = {"catalogue": CATALOGUE, "track": a_track_with_family_evenings(), "clock": "12-hour", "time_zone": "America/New_York"}
    made: Any = answer(data | {"holidays": []}, {"start": "2027-01-04", "closed": "", "policy": "reflow", "holidays": ""})
    assert [day["titles"] for day in made["weeks"][0]["days"]] == [["1"], ["For family and friends"], ["2"]]
    assert [len(week["days"]) for week in made["weeks"]] == [3, 2, 3, 2]


def test_meetings_fall_on_the_days_of_their_weeks_over_the_end_of_a_year() -> None:
    assert held(dated(*MON_THU, start="2026-12-28")) == ["2026-12-28", "2026-12-31", "2027-01-04", "2027-01-07"]


def test_a_leap_day_is_a_day_like_others() -> None:
    assert held(dated({"tue": ["a/1"]}, {"tue": ["a/2"]}, start="2028-02-29")) == ["2028-02-29", "2028-03-07"]
    assert held(dated(*MON_THU, start="2028-02-28"))[1:3] == ["2028-03-02", "2028-03-06"]


@pytest.mark.parametrize(
    ("policy", "days", "minutes"),
    [
        ("reflow", ["2027-01-14", "2027-01-21", "2027-01-25"], [60, 60, 60]),
        ("skip", ["2027-01-14", "2027-01-21"], [60, 60]),
    ],
)
def test_a_holiday_on_a_meeting_day(policy: str, days: list[str], minutes: list[int]) -> None:
    """A track that begins on a Thursday, and meets on Martin Luther King Jr. Day."""
    made = dated({"thu": ["a/1"]}, {"mon": ["a/2"], "thu": ["a/3"]}, start="2027-01-14", closed=closed_on("2027-01-18"), policy=policy)
    assert held(made) == days
    assert [week["minutes"] for week in made["weeks"]] == minutes
    assert [[iso_date(day["on"]) for day in week["closed"]] for week in made["weeks"]][1] == ["2027-01-18"]


@pytest.mark.parametrize(("policy", "minutes"), [("reflow", [120, 0, 120]), ("skip", [120, 0])])
def test_a_whole_closed_week(policy: str, minutes: list[int]) -> None:
    week = [{"on": number("2027-01-11"), "until": number("2027-01-17"), "reason": "Break"}]
    made = dated(*MON_THU, start="2027-01-04", closed=week, policy=policy)
    assert [row["minutes"] for row in made["weeks"]] == minutes
    assert [row["planned_minutes"] for row in made["weeks"]][:2] == [120, 120]


def test_four_thursdays_of_november_with_thanksgiving() -> None:
    made = dated(*[{"thu": ["a/1"]}] * 4, start="2026-11-05", closed=closed_on("2026-11-26"))
    assert held(made) == ["2026-11-05", "2026-11-12", "2026-11-19", "2026-12-03"]


def test_a_start_on_another_weekday_gives_the_two_nearest_right_days() -> None:
    made = dated(*MON_THU, start="2027-01-09")
    assert [iso_date(day) for day in made["nearest"]] == ["2027-01-11", "2027-01-04"]
    assert (made["finding"]["code"], made["finding"]["path"], made["meetings"]) == ("start-weekday", ["schedule", 0, "mon"], [])


def test_closures_without_end_are_a_finding_under_reflow_alone() -> None:
    forever = [{"on": number("2027-01-05"), "until": number("2050-01-01"), "reason": "Works"}]
    assert dated(*MON_THU, start="2027-01-04", closed=forever)["finding"]["code"] == "calendar-full"
    assert held(dated(*MON_THU, start="2027-01-04", closed=forever, policy="skip")) == ["2027-01-04"]


# What is typed


@pytest.mark.parametrize(
    ("line", "until", "reason"),
    [
        ("2027-03-15", "2027-03-15", "no group"),
        ("  2027-03-15   Staff training ", "2027-03-15", "Staff training"),
        ("2027-03-15: Staff training", "2027-03-15", "Staff training"),
        ("2027-03-15 - Staff training\r", "2027-03-15", "Staff training"),
        ("2027-03-15 to be announced", "2027-03-15", "to be announced"),
        ("2027-03-15 to 2027-03-19 Spring break", "2027-03-19", "Spring break"),
        ("2027-03-15..2027-03-19", "2027-03-19", "no group"),
        ("2027-03-15 – 2027-03-19, Spring break", "2027-03-19", "Spring break"),
        ("2027-03-15 2027-03-19 Spring break", "2027-03-19", "Spring break"),
        ("2027-03-15/2027-03-19", "2027-03-19", "no group"),
    ],
)
def test_a_line_is_a_day_or_a_range_and_a_reason(line: str, until: str, reason: str) -> None:
    closed, findings = read_closed(f"\n{line}\n\n")
    assert (closed, findings) == ([{"on": number("2027-03-15"), "until": number(until), "reason": reason}], [])
    assert reason_of(closed, number(until)) == reason
    assert reason_of(closed, number(until) + 1) is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2027-02-30", "line 2: there is no day 2027-02-30"),
        ("2027-03-15 to 2027-02-30", "line 2: there is no day 2027-02-30"),
        ("3/15/2027 Staff training", "line 2: '3/15/2027' is no date"),
        ("Spring", "line 2: 'Spring' is no date"),
        ("2027-03-15 to 2027-03-01", "line 2: this ends on 2027-03-01, before it begins on 2027-03-15"),
    ],
)
def test_a_line_that_is_neither_is_named_with_its_number(line: str, says: str) -> None:
    closed, findings = read_closed(f"2027-03-01\n{line}")
    assert (len(closed), [found["message"] for found in findings]) == (1, [says])
    assert all(found["hint"] for found in findings)


# What is shown


def test_an_answer_shows_weeks_with_their_hours_and_what_moved() -> None:
    made = an_answer("2026-12-28", "2026-12-31 New Year's Eve")
    assert [(week["title"], week["hours"], week["short"]) for week in made["weeks"]] == [
        ("Week 1, Dec 28 to Jan 3: Week 1", "1 h, planned 2 h", True),
        ("Week 2, Jan 4 to 10: Week 1 / Week 2", "2 h", False),
        ("Week 3, Jan 11 to 17: Week 2", "1 h", False),
    ]
    assert [(day["date"], day["status"], day["remark"]) for day in made["weeks"][0]["days"] + made["weeks"][1]["days"][:1]] == [
        ("Mon, Dec 28", "held", ""),
        ("Thu, Dec 31", "closed", "closed: New Year's Eve"),
        ("Mon, Jan 4", "moved", "moved from Thu, Dec 31"),
    ]


def test_an_answer_says_what_falls_out_and_when_it_comes_again() -> None:
    made = an_answer("2027-01-04", "2027-01-04\n2027-01-14", "skip")
    assert made["falls_out"] == ["Mon, Jan 4: 1 (a/1): comes again on Mon, Jan 11", "Thu, Jan 14: 3 (a/3): does not come again"]
    assert made["text"].endswith("does not come again\n")


def test_public_holidays_close_where_they_count_but_not_where_the_group_meets_all_the_same() -> None:
    def words(**asked: str) -> list[str]:
        return [day["remark"] for week in an_answer("2027-03-01", **asked)["weeks"] for day in week["days"]]

    assert "closed: Town day" not in words()
    assert "closed: Town day" in words(holidays="closed")
    assert words(holidays="closed", closed="2027-03-04 open") == words()
    assert "closed: Staff training" in words(holidays="closed", closed="2027-03-04 Staff training")


@pytest.mark.parametrize(
    ("start", "closed", "says", "nearest"),
    [
        ("2027-01-05", "", "is a Tuesday", ["2027-01-04", "2027-01-11"]),
        ("1999-01-04", "", "in the years 2000 to 2090", []),
        ("", "", "in the years 2000 to 2090", []),
        ("2027-01-04", "2027-01-05 to 2049-01-01", "the closures leave no room", []),
        ("2027-01-04", "Easter", "line 1: 'Easter' is no date", []),
    ],
)
def test_what_cannot_be_dated_is_explained(start: str, closed: str, says: str, nearest: list[str]) -> None:
    made = an_answer(start, closed)
    assert says in made["wrong"][0]["message"]
    assert [day["date"] for day in made["nearest"]] == nearest
    assert "weeks" not in made

"""A day of group fitted to the time that is left: who gives first, what stays, and what would have to go."""

from __future__ import annotations

from typing import Any

import pytest

from builder.planner.shorten import BREAK_LEAST, day_least, fit, leave_out, savings, steps_of
from builder.planner.timetable import timetable
from tests.planner.factories import a_catalogue, a_day, a_requirement, a_standard, a_track

INSIDE = [{"minutes": 8, "short": 8}, {"minutes": 22, "short": 14}, {"minutes": 8, "short": 0}, {"minutes": 5, "short": 5}]
EVENING = ("check-in 15", "session", 10, "session", 10, "process 50", "wrap-up 10")


def steps(*parts: Any, sessions: tuple[str, ...] = ("a/1", "b/1"), minutes: int = 43, **changes: Any) -> Any:
    catalogue = a_catalogue(*[(name, {"minutes": minutes}) for name in sessions])
    track = a_track({"mon": list(sessions)}, day=a_day(*parts or EVENING), **changes)
    return steps_of(timetable(catalogue, track)[0], lambda _: INSIDE)


def lengths(found: Any) -> list[int]:
    return [step["minutes"] for step in found]


def test_an_evening_has_its_parts_and_those_of_its_sessions_one_after_the_other() -> None:
    found = steps()
    assert lengths(found) == [15, 8, 22, 8, 5, 10, 8, 22, 8, 5, 10, 50, 10]
    assert [step["line"] for step in found] == [0, 1, 1, 1, 1, 2, 3, 3, 3, 3, 4, 5, 6]
    assert [(step["kind"], step["short"]) for step in found if step["part"] is None] == [
        ("check-in", 15),
        ("break", BREAK_LEAST),
        ("break", BREAK_LEAST),
        ("process", 25),
        ("wrap-up", 10),
    ]


def test_a_place_that_is_longer_than_its_session_has_time_to_spare_and_a_shorter_one_fits_it() -> None:
    long, short = steps("session 50", sessions=("a/1",)), steps("session 38", sessions=("a/1",))
    assert [(step["kind"], step["minutes"]) for step in long][-1] == ("spare", 7)
    assert (sum(lengths(long)), lengths(short)) == (50, [8, 17, 8, 5])


def test_the_first_to_give_are_spare_time_and_breaks_and_the_last_is_the_process_hour() -> None:
    found = steps("session 50", 10, "process 50", sessions=("a/1",))
    kinds = [found[number]["kind"] for number, _, _ in savings(found)]
    assert kinds == ["spare", "break", "session", "session", "process"]
    assert [whole for _, _, whole in savings(found)] == [False, False, False, True, False]


def test_check_in_and_wrap_up_and_what_someone_else_comes_for_never_give() -> None:
    kept = ("check-in 15", "family 60", "medical 20", "individual 30", "multi-family 75", "wrap-up 10")
    assert savings(steps(*kept, sessions=())) == []


@pytest.mark.parametrize(
    ("have", "given"),
    [
        (181, {}),
        (176, {10: 5}),
        (171, {5: 5, 10: 5}),
        (160, {5: 5, 10: 5, 7: 8, 2: 3}),
        (154, {5: 5, 10: 5, 7: 8, 2: 1, 8: 8}),  # a part that may go gives eight, and the parts that shrank last get back what that is too much
        (147, {5: 5, 10: 5, 7: 8, 2: 8, 8: 8}),
        (119, {5: 5, 10: 5, 7: 8, 2: 8, 8: 8, 3: 8, 11: 20}),
    ],
)
def test_minutes_are_given_in_order_and_no_more_than_asked(have: int, given: dict[int, int]) -> None:
    evening = steps()
    found = fit(evening, 0, 0, have)
    gone = {number: before - after for number, (before, after) in enumerate(zip(lengths(evening), found["lengths"], strict=True)) if before != after}
    assert (gone, found["over"], sum(given.values())) == (given, 0, 181 - have)


def test_what_lies_before_the_part_in_hand_keeps_its_minutes_and_that_part_what_it_has_had() -> None:
    evening = steps()
    found = fit(evening, 7, 20, 30)
    assert found["lengths"][:7] == lengths(evening)[:7]
    assert found["lengths"][7:] == [20, 0, 5, 5, 25, 10]
    assert found["over"] == 15


def test_with_time_to_spare_nothing_grows() -> None:
    evening = steps()
    assert fit(evening, 0, 0, 300) == {"lengths": lengths(evening), "over": 181 - 300}
    assert fit(evening, len(evening), 0, 10) == {"lengths": lengths(evening), "over": -10}


def test_what_one_would_leave_out_is_the_shortest_that_makes_up_for_it() -> None:
    evening = steps()
    few = fit(evening, 0, 0, 100)
    assert few["over"] == 14
    assert leave_out(evening, few["lengths"], 0, few["over"]) == [[11]]
    fewer = fit(evening, 0, 0, 60)
    assert leave_out(evening, fewer["lengths"], 0, fewer["over"]) == [[6, 7, 8, 9], [1, 2, 3, 4]]


def test_where_nothing_whole_is_to_come_a_part_of_the_session_in_hand_is_named_and_never_its_close() -> None:
    found = steps("session", sessions=("a/1",))
    short = fit(found, 0, 0, 20)
    assert leave_out(found, short["lengths"], 0, short["over"]) == [[1]]
    assert leave_out(found, short["lengths"], 3, 2) == []


def test_groups_at_one_time_have_their_own_parts_and_wait_for_the_longest() -> None:
    catalogue = a_catalogue(("a/1", {"minutes": 43}), ("b/1", {"minutes": 60}))
    streams = [{"name": "x", "title": "X", "population": "anyone"}, {"name": "y", "title": "Y", "population": "anyone"}]
    slot = {"session": None, "again": False, "streams": {"x": {"session": "a/1", "again": False}, "y": {"session": "b/1", "again": False}}}
    track = a_track({"mon": ["a/1"]}, day=a_day("check-in 15", "session"), streams=streams)
    track["weeks"][0]["days"]["mon"]["slots"] = [slot]
    found = steps_of(timetable(catalogue, track)[0], lambda name: INSIDE if name == "a/1" else [{"minutes": 60, "short": 45}])
    assert [(step["stream"], step["kind"], step["minutes"]) for step in found] == [
        ("", "check-in", 15),
        *[("x", "session", one["minutes"]) for one in INSIDE],
        ("x", "spare", 17),
        ("y", "session", 60),
    ]


def test_the_least_of_a_day_is_what_the_strictest_standard_asks_of_that_week() -> None:
    catalogue = a_catalogue("a/1") | {
        "standards": {
            "three": a_standard(a_requirement("hours-per-day", minimum=3)) | {"title": "Three"},
            "two": a_standard(a_requirement("hours-per-day", minimum=2)) | {"title": "Two"},
            "weekly": a_standard(a_requirement("hours-per-week", minimum=9)),
        }
    }
    track = a_track({"mon": ["a/1"]}, {"mon": ["a/1"]}, standards=["three", "two", "weekly"]) | {"standard_weeks": {"three": [2, 2]}}
    assert day_least(catalogue, track, 1) == {"minutes": 120, "title": "Two"}
    assert day_least(catalogue, track, 2) == {"minutes": 180, "title": "Three"}
    assert day_least(catalogue, a_track({"mon": ["a/1"]}, standards=["weekly"]), 1) is None

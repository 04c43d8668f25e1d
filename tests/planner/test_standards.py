"""How a track stands to a rule, and how it is said."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from builder.model.reference import Requirement
from builder.planner.promises import weeks_meet_their_standards
from builder.planner.standards import measure
from tests.planner.factories import a_catalogue, a_day, a_requirement, a_standard, a_track

THREE_DAYS = {"mon": ["a/1"], "wed": ["b/1"], "fri": ["a/2"]}


def measured(requirement: Any, minutes: Any = 180, weeks: Any = 2, week: Any = None, **changes: Any) -> Any:
    catalogue = a_catalogue(*[(name, {"minutes": minutes}) for name in ("a/1", "b/1", "a/2")])
    track = a_track(*[week or THREE_DAYS] * weeks, standards=["rule"], **changes)
    (result,) = measure(catalogue, track, {"rule": a_standard(requirement)})
    return result["requirements"][0] | {"summed_up": result["sentence"]}


@pytest.mark.parametrize(
    ("requirement", "minutes", "status", "margin", "sentence"),
    [
        (a_requirement("hours-per-week", minimum=9), 180, "met", 0, "Every week has 9 h, no margin; one missed day and any week falls under 9 h."),
        (a_requirement("hours-per-week", minimum=6), 180, "met", 180, "Every week has 9 h, 3 h above the floor."),
        (a_requirement("hours-per-week", minimum=9), 170, "not met", -30, "Every week has 8 h 30 min, 30 min short."),
        (a_requirement("hours-per-week", minimum=3, maximum=8), 180, "not met", -60, "Week 1 has 9 h, 1 h over the upper bound."),
        (a_requirement("hours-per-day", minimum=3), 185, "met", 5, "Every week has 3 h 05 min a day, 5 min above the floor."),
        (a_requirement("days-per-week", minimum=4), 180, "not met", -1, "Every week has 3 days, 1 day short."),
        (a_requirement("weeks", minimum=2), 180, "met", 0, "The track has 2 weeks, no margin."),
        (a_requirement("group-size", maximum=12), 180, "unknown", None, "A track does not hold the size of the group; the program shows it."),
        (a_requirement("note"), 180, "unknown", None, "Not in a track; the program shows it."),
        (a_requirement("services-per-day"), 180, "unknown", None, "1 service a day, check-in and breaks not counted."),
        (a_requirement("topics", topics=["a"]), 180, "met", 0, "Every topic has a session: 1 of 1."),
        (a_requirement("topics", topics=["a", "tobacco"]), 180, "not met", -1, "No session of this track is on: tobacco."),
    ],
)
def test_a_requirement_says_whether_it_is_met_and_by_how_much(requirement: Any, minutes: Any, status: Any, margin: Any, sentence: Any) -> None:
    result = measured(requirement, minutes)
    assert (result["status"], result["margin"], result["sentence"]) == (status, margin, sentence)


def test_the_weakest_week_is_named_with_what_one_missed_day_would_do() -> None:
    catalogue = a_catalogue(*[(name, {"minutes": 190}) for name in ("a/1", "b/1", "a/2", "b/2")])
    four = {**THREE_DAYS, "sat": ["b/2"]}
    track = a_track(four, four, THREE_DAYS, standards=["rule"])
    (result,) = measure(catalogue, track, {"rule": a_standard(a_requirement("hours-per-week", minimum=9))})
    (asked,) = result["requirements"]
    assert asked["week"] == 3
    assert asked["sentence"] == "Week 3, the weakest, has 9 h 30 min, 30 min above the floor; one missed day and week 3 falls under 9 h."


def test_a_missed_long_day_is_named_when_only_that_one_would_matter() -> None:
    catalogue = a_catalogue(("a/1", {"minutes": 60}), ("b/1", {"minutes": 300}), ("a/2", {"minutes": 270}))
    track = a_track(THREE_DAYS, standards=["rule"], day=a_day("session"))
    (result,) = measure(catalogue, track, {"rule": a_standard(a_requirement("hours-per-week", minimum=9))})
    assert result["requirements"][0]["sentence"].endswith("a missed Wednesday and any week falls under 9 h.")


def test_a_standard_is_met_or_fallen_short_of_and_never_certified() -> None:
    assert measured(a_requirement("hours-per-week", minimum=9))["summed_up"] == "Meets the hours of a rule."
    assert measured(a_requirement("topics", topics=["a"]))["summed_up"] == "Covers the topics of a rule."
    assert measured(a_requirement("note"))["summed_up"] == "1 point for the program to show: a rule."


def test_a_requirement_keeps_its_source_date_and_confidence() -> None:
    result = measured(a_requirement("note", source="A page", confidence="unverified"))
    assert (result["source"], result["checked_on"], result["confidence"]) == ("A page", "2026-11-21", "unverified")


def test_one_person_too_many_is_said_in_the_singular() -> None:
    assert measured(a_requirement("group-size", maximum=12), group_size={"all": 13})["sentence"].endswith(
        "at most 13 people, 1 person over the upper bound."
    )


@pytest.mark.parametrize(
    ("weeks", "messages"),
    [
        ((2, 2), []),
        ((1, 5), ["'rule' is named for weeks 1 to 5, and the track has 2 weeks"]),
        ((4, 5), ["'rule' is named for weeks 4 to 5, and the track has 2 weeks"]),
    ],
)
def test_a_standard_named_for_weeks_that_the_track_does_not_have_is_one_finding(weeks: tuple[int, int], messages: list[str]) -> None:
    catalogue = a_catalogue("a/1", "b/1", "a/2") | {"standards": {"rule": a_standard(a_requirement("days-per-week", minimum=3))}}
    track = a_track(THREE_DAYS, THREE_DAYS, standards=["rule"], standard_weeks={"rule": weeks})
    assert [found["message"] for found in weeks_meet_their_standards(catalogue, track)] == messages


@pytest.mark.parametrize(
    ("requirement", "why"),
    [
        ({"kind": "hours-per-week", "minimum": 19.9, "maximum": 9}, "nothing is at least 19.9 and at most 9"),
        ({"kind": "hours-per-week", "minimum": 1, "of": ["break"]}, "breaks never count"),
        ({"kind": "note", "minimum": 3}, "is not measured"),
        ({"kind": "topics", "topics": ["a"], "maximum": 3}, "is not measured"),
    ],
)
def test_a_requirement_that_can_never_be_meant_is_refused(requirement: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Requirement(text="What is asked", **requirement)


@pytest.mark.parametrize(
    ("requirement", "size", "sentence"),
    [
        (a_requirement("group-size", maximum=12), 13, "Misses a number of services or people of a rule."),
        (a_requirement("group-size", maximum=12), 12, "Keeps the numbers of services and people of a rule."),
        (a_requirement("services-per-week", minimum=3), 12, "Keeps the numbers of services and people of a rule."),
    ],
)
def test_a_standard_of_numbers_alone_is_summed_up(requirement: Any, size: int, sentence: str) -> None:
    assert measured(requirement, group_size={"all": size})["summed_up"] == sentence

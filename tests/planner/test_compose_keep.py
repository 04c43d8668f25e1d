"""A draft that someone has begun: what stands there stays, and the rest is planned."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest

from builder.planner.compose import compose
from builder.planner.order import check
from tests.planner.factories import a_catalogue, a_request, a_track, whole_catalogue

OPEN: Any = {"session": None, "again": False, "streams": {}}


def a_draft(*weeks: Any, **changes: Any) -> Any:
    """A track with the days of `a_track`, where `-` is an open place."""
    track = a_track(*weeks, **changes)
    for day in [day for week in track["weeks"] for day in week["days"].values()]:
        day["slots"] = [dict(OPEN) if slot["session"] == "-" else slot for slot in day["slots"]]
    return track


def sessions_of(track: Any) -> Any:
    return [[slot["session"] for slot in day["slots"]] for week in track["weeks"] for _, day in sorted(week["days"].items())]


def planned(catalogue: Any, draft: Any, **changes: Any) -> Any:
    before = copy.deepcopy(draft)
    made = compose(catalogue, {"keep": draft} | changes)
    assert draft == before
    assert "findings" not in made, made["findings"]
    return made


def test_what_stands_in_a_draft_stays_and_what_it_requires_comes_before_it() -> None:
    catalogue = a_catalogue("a/1", ("a/2", {"requires": ["a/1"]}), "b/1", "b/2", core=["b/1"])
    made = planned(catalogue, a_draft({"mon": ["-", "-"]}, {"mon": ["a/2", "-"]}))
    first, second = sessions_of(made["track"])
    assert "a/1" in first
    assert second[0] == "a/2"
    assert None not in second
    assert made["reasons"]["week-2-mon-1"] == "kept where it was"
    assert made["track"]["title"] == "A track"


def test_a_draft_that_breaks_rules_is_never_refused_and_the_rest_is_planned() -> None:
    catalogue = a_catalogue("a/1", ("a/2", {"requires": ["a/1"]}), ("c/1", {"suits": ["others"]}), "b/1", "b/2", core=["b/1", "b/2"], topics=["d"])
    draft = a_draft({"mon": ["a/2", "a/2"]}, {"mon": ["c/1", "-"]}, {}, {"mon": ["-", "-"]})
    taught = sessions_of(planned(catalogue, draft, exclude=["a/2"])["track"])
    assert taught[0] == ["a/2", "a/2"]
    assert taught[1][0] == "c/1"
    later = [session for day in taught[1:] for session in day]
    assert {"a/1", "b/1", "b/2"} <= set(later)
    assert later.count("c/1") == 1
    assert "a/2" not in later


def test_a_session_that_is_kept_as_coming_again_is_taught_before_it_and_another_not() -> None:
    catalogue = a_catalogue("a/1", "a/2", "b/1", "b/2", "b/3")
    again = planned(catalogue, a_draft({"mon": ["-"]}, {"mon": ["-"]}, {"mon": ["again a/1"]}) | {"enrolment": "rolling"})
    new = planned(catalogue, a_draft({"mon": ["-"]}, {"mon": ["-"]}, {"mon": ["a/1"]}))
    assert again["track"]["weeks"][2]["days"]["mon"]["slots"][0]["again"] == (["a/1"] in sessions_of(again["track"])[:2])
    assert ["a/1"] not in sessions_of(new["track"])[:2]


def test_a_pin_fills_an_open_place_and_one_that_stands_there_already_says_nothing() -> None:
    catalogue = a_catalogue("a/1", "a/2", "b/1", "b/2")
    draft = a_draft({"mon": ["-", "a/1"]}, {"mon": ["-", "-"]})
    pins = [{"session": "a/1", "week": 1, "day": "mon"}, {"session": "b/2", "week": 1, "day": "mon"}]
    assert sessions_of(planned(catalogue, draft, pins=pins)["track"])[0] == ["b/2", "a/1"]
    full = compose(catalogue, {"keep": draft, "pins": [*pins, {"session": "b/1", "week": 1, "day": "mon"}]})
    assert full["findings"][0]["message"] == "'b/1' is pinned to week 1, Monday, which is full with a/1 and b/2"


def test_days_without_a_session_place_and_places_where_streams_part_are_left_as_they_are() -> None:
    catalogue = a_catalogue("a/1", "a/2", "b/1", "b/2")
    draft = a_draft({"mon": ["-", "-"], "sat": []}, {"mon": ["-", "-"], "sat": []}, enrolment="rolling")
    draft["shapes"].append({"name": "family", "start": 600, "parts": [{"kind": "family", "minutes": 90, "title": None}]})
    for week in draft["weeks"]:
        week["days"]["sat"]["shape"] = "family"
    apart = {"session": None, "again": False, "streams": {"one": {"session": "a/1", "again": False}}}
    draft["weeks"][1]["days"]["mon"]["slots"][0] = apart
    made = planned(catalogue, draft)["track"]
    assert made["weeks"][0]["days"]["sat"]["slots"] == []
    assert made["weeks"][1]["days"]["mon"]["slots"][0] == apart
    assert None not in sessions_of(made)[0]


@pytest.mark.parametrize("seed", range(6))
def test_places_that_are_opened_in_a_good_track_are_filled_by_the_rules(seed: int) -> None:
    catalogue, rng = whole_catalogue(), random.Random(seed)
    draft = copy.deepcopy(compose(catalogue, a_request(effort=300))["track"])
    kept: Any = []
    for day in [day for week in draft["weeks"] for day in week["days"].values()]:
        day["slots"] = [dict(OPEN) if rng.random() < 0.5 else slot for slot in day["slots"]]
        kept.append([slot["session"] for slot in day["slots"]])
    made = planned(catalogue, draft, effort=300)["track"]
    after = [[slot["session"] for slot in day["slots"]] for week in made["weeks"] for day in week["days"].values()]
    assert all(old in (None, new) for before, now in zip(kept, after, strict=True) for old, new in zip(before, now, strict=True))
    assert not any(None in day for day in after)
    hard = ("track-slots", "prerequisite-order", "track-repeat", "topic-missing", "core-missing")
    assert [found["message"] for found in check(catalogue, made) if found["code"] in hard] == []


def test_a_draft_with_a_session_that_does_not_exist_says_where() -> None:
    made = compose(a_catalogue("a/1"), {"keep": a_draft({"mon": ["a/9", "-"]})})
    assert [(found["code"], found["path"]) for found in made["findings"]] == [("compose-unknown", ["keep", "schedule", 0, "mon", 0])]

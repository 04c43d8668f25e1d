"""Each rule on a track: one case that fires and one that stays silent."""

from __future__ import annotations

from typing import Any

import pytest

from builder.codes import CODES
from builder.planner.order import check
from tests.planner.factories import a_catalogue, a_requirement, a_standard, a_track

HEAVY, NOT_FIRST = {"load": "heavy"}, {"newcomers": "not-first"}
EIGHT = [{"mon": ["a/1"]}] + [{"mon": ["again a/1"]}] * 7


def codes(catalogue: Any, *weeks: Any, **changes: Any) -> Any:
    """The codes that a track earns, but for its length."""
    return [found["code"] for found in check(catalogue, a_track(*weeks, **changes)) if found["code"] != "track-weeks"]


@pytest.mark.parametrize(
    ("code", "catalogue", "fires", "silent"),
    [
        ("prerequisite-order", a_catalogue("a/1", ("a/2", {"requires": ["a/1"]})), [["a/2"], ["a/1"]], [["a/1"], ["a/2"]]),
        ("track-repeat", a_catalogue("a/1"), [["a/1"], ["a/1"]], [["a/1"], ["again a/1"]]),
        ("builds-on-order", a_catalogue("a/1", ("a/2", {"builds_on": ["a/1"]})), [["a/2"], ["a/1"]], [["a/1"], ["a/2"]]),
        ("day-too-heavy", a_catalogue(("a/1", HEAVY), ("b/1", HEAVY), "b/2"), [["a/1", "b/1"]], [["a/1", "b/2"]]),
        ("day-one-module", a_catalogue("a/1", "a/2", "b/1"), [["a/1", "a/2"]], [["a/1", "b/1"]]),
        ("session-not-suited", a_catalogue("a/1", ("a/2", {"suits": ["someone"]})), [["a/2"]], [["a/1"]]),
        ("core-missing", a_catalogue("a/1", "a/2", core=["a/1"]), [["a/2"]], [["a/1"]]),
        ("topic-missing", a_catalogue("a/1", "b/1", topics=["a"]), [["b/1"]], [["a/1"]]),
    ],
)
def test_a_rule_fires_and_stays_silent(code: Any, catalogue: Any, fires: Any, silent: Any) -> None:
    assert code in codes(catalogue, *[{"mon": day} for day in fires])
    assert codes(catalogue, *[{"mon": day} for day in silent]) == []


def test_home_practice_that_waits_longer_than_two_weeks_is_a_warning() -> None:
    catalogue = a_catalogue("a/1", "a/2", "b/1")
    other = {"mon": ["again b/1"]}
    soon = [{"mon": ["b/1"]}, {"mon": ["a/1"]}, other, {"mon": ["a/2"]}, other]
    late = [{"mon": ["b/1"]}, {"mon": ["a/1"]}, other, other, {"mon": ["a/2"]}, other]
    never = [{"mon": ["b/1"]}, {"mon": ["a/1"]}, other, other, other]
    assert codes(catalogue, *soon) == []
    assert codes(catalogue, *late) == ["practice-not-reviewed"]
    assert codes(catalogue, *never) == ["practice-not-reviewed"]


def test_a_rolling_track_reviews_home_practice_in_its_next_round() -> None:
    catalogue = a_catalogue("a/1", "a/2", "b/1")
    weeks = [{"mon": ["a/1"]}, {"mon": ["b/1"]}, {"mon": ["again b/1"]}]
    assert codes(a_catalogue("a/1", "b/1"), *weeks, enrolment="rolling") == [], "a module of one session has no next one"
    assert codes(catalogue, *weeks, enrolment="cohort") == ["practice-not-reviewed"]
    assert codes(catalogue, *weeks, enrolment="rolling") == ["practice-not-reviewed"]
    assert codes(catalogue, *weeks[:2], enrolment="rolling") == []


def test_a_day_on_which_nobody_can_start_is_a_warning_in_a_rolling_track_only() -> None:
    catalogue = a_catalogue(("a/1", NOT_FIRST), ("b/1", NOT_FIRST), "b/2")
    assert codes(catalogue, {"mon": ["a/1", "b/1"]}, enrolment="rolling") == ["day-not-for-newcomers"]
    assert codes(catalogue, {"mon": ["a/1", "b/1"]}, enrolment="cohort") == []
    assert codes(catalogue, {"mon": ["a/1", "b/2"]}, enrolment="rolling") == []


def test_topics_of_a_standard_are_a_warning_at_the_standard() -> None:
    catalogue = a_catalogue("a/1", "b/1") | {"standards": {"rule": a_standard(a_requirement("topics", topics=["a", "b"]))}}
    (found,) = [f for f in check(catalogue, a_track({"mon": ["a/1"]}, standards=["rule"])) if f["code"] == "standard-topic-missing"]
    assert found["path"] == ["standards", 0]
    assert found["message"] == "'rule' asks for education on: b"
    assert CODES[found["code"]].severity == "warning"


def test_an_eight_week_track_is_of_usual_length_and_a_thirteen_week_one_is_said() -> None:
    catalogue = a_catalogue("a/1")
    assert "track-weeks" not in [found["code"] for found in check(catalogue, a_track(*EIGHT))]
    assert "track-weeks" in [found["code"] for found in check(catalogue, a_track(*EIGHT, *EIGHT[1:6]))]


def test_a_day_with_too_few_sessions_is_an_error_at_that_day() -> None:
    catalogue = a_catalogue("a/1", "b/1")
    track = a_track({"wed": ["a/1", "b/1"], "mon": ["again a/1"]})
    (found,) = [f for f in check(catalogue, track) if f["code"] == "track-slots"]
    assert found["path"] == ["schedule", 0, "mon"]


def test_findings_stand_in_the_order_of_the_file_whatever_the_order_of_the_days_in_the_mapping() -> None:
    catalogue = a_catalogue(("a/1", {"requires": ["a/2"]}), "a/2", ("b/1", {"requires": ["a/2"]}))
    track = a_track({"fri": ["b/1", "a/2"], "mon": ["a/1", "b/1"]})
    assert [found["path"][2:] for found in check(catalogue, track) if found["code"] == "prerequisite-order"] == [["mon", 0], ["mon", 1], ["fri", 0]]


def test_every_code_of_the_planner_has_its_explanation() -> None:
    for code in ("builds-on-order", "practice-not-reviewed", "compose-places", "compose-pin", "compose-exclusion", "compose-unknown"):
        assert CODES[code].why

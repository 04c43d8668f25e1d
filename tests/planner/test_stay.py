"""One person's stay in stages, and what of it a track cannot give."""

from __future__ import annotations

from typing import Any

from builder.planner.stay import stages_fit_the_track, stays
from tests.planner.factories import a_catalogue, a_track

WEEK = {"mon": ["o/a"], "thu": ["o/b"]}


def in_stages(*stages: tuple[Any, int], enrolment: str = "rolling") -> Any:
    """A track of two weeks; each stage is its days and its weeks."""
    written = [{"title": f"Stage {number}", "days": days, "weeks": weeks, "standards": []} for number, (days, weeks) in enumerate(stages, 1)]
    return a_track(WEEK, WEEK, enrolment=enrolment, stages=written)


def said(track: Any) -> list[tuple[Any, str]]:
    return [(found["path"], found["message"]) for found in stages_fit_the_track(a_catalogue("o/a", "o/b"), track)]


def test_a_stage_of_more_days_than_any_week_has_is_a_finding() -> None:
    assert said(in_stages((3, 1), (2, 1))) == [(["stages", 0, "days"], "the stage 'Stage 1' has 3 days a week, the track at most 2")]


def test_a_stage_on_days_without_a_meeting_is_a_finding() -> None:
    assert said(in_stages((["mon"], 1), (["tue", "thu", "fri"], 1))) == [
        (["stages", 1, "days"], "the stage 'Stage 2' has Tuesday and Friday, on which the track never meets")
    ]


def test_a_cohorts_stay_ends_with_its_track() -> None:
    longer = in_stages((2, 1), (1, 4), enrolment="cohort")
    assert said(longer) == [(["stages", 1, "weeks"], "the stage 'Stage 2' goes on to week 5, and a cohort's track ends after 2 weeks")]
    (stay,) = stays(a_catalogue("o/a", "o/b"), longer)
    assert [week["days"] for week in stay["weeks"]] == [2, 1]
    assert not said(in_stages((2, 1), (1, 4)))

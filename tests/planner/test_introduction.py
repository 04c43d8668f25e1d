"""What an introduction says of a track that is not so, and what it may say besides."""

from __future__ import annotations

from typing import Any

import pytest

from builder.planner.introduction import introduction, untrue_claims
from tests.planner.factories import EVENING, a_catalogue, a_track

CATALOGUE = a_catalogue("a/1", "b/1")
DAY = ["a/1", "b/1"]
WEEK = {"mon": DAY, "wed": DAY, "thu": DAY}


def an_evening_track(**changes: Any) -> Any:
    """Eight weeks of three evenings from 5:30 to 8:55 pm, with two sessions and two breaks."""
    return a_track(*[WEEK] * 8, **{"enrolment": "rolling", "day": EVENING, "start": 1050, **changes})


def said(body: str, track: Any = None) -> list[str]:
    return [claim["message"] for claim in untrue_claims(CATALOGUE, track or an_evening_track(), body)]


@pytest.mark.parametrize(
    "sentence",
    [
        "We meet on Monday, Wednesday and Thursday evenings for eight weeks, from half past five.",
        "You can start on any day. Each evening has two sessions and two breaks.",
        "Every evening we start together with a few quiet minutes.",
        "Doors open at 5:15.",
        "The office is open Monday to Friday from 8:30 am to 5 pm.",
        "We do not meet on Tuesdays or Fridays.",
        "On Tuesdays there is another meeting in the same building at 7 pm.",
        "If you work on Fridays until 6, talk to us.",
        "Most people come for eight weeks; some stay for 12 weeks.",
        "It takes two weeks to get used to it.",
        "After this you can go on to our 12-week aftercare group on Saturdays.",
        "The program has 48 sessions in all.",
        "An evening has one break of 10 minutes after each session.",
        "Your counselor sees you one time a week as well.",
        "Try one small task five days a week.",
        "It ends at 8:55. The last bus leaves at 9:15.",
        "You can text us from 8 am to 8 pm.",
    ],
)
def test_an_honest_sentence_is_left_alone(sentence: str) -> None:
    assert said(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("We meet on Tuesday evenings.", "it names Tuesday, on which the track does not meet"),
        ("This is a 12 week program.", "it says 12 weeks, the track has 8 weeks"),
        ("The track is ten weeks long.", "it says 10 weeks, the track has 8 weeks"),
        ("We meet twice a week.", "it says twice a week, the track has 3 days"),
        ("It starts at 6.", "it says 'at 6', and no meeting begins then"),
        ("From 5:30 to 9:30 pm.", "it says 'to 9:30', and no meeting begins or ends then"),
        ("Each morning has two sessions.", "it speaks of the morning, when the track does not meet"),
        ("Each evening has three\nsessions.", "it says 3 sessions, a day has 2 sessions"),
        ("We all start together.", "it says that all start together, the track takes people in later too"),
    ],
)
def test_what_is_not_so_is_told(sentence: str, message: str) -> None:
    assert said(sentence) == [message]


def test_nobody_is_told_to_come_on_any_evening_to_a_cohort() -> None:
    cohort = an_evening_track(enrolment="cohort")
    assert said("You can start on any evening.", cohort) == [
        "it says that people can start on any evening, the track does not take them in on any day"
    ]
    assert said("You cannot start on any day: we begin together.", cohort) == []


def test_the_weeks_of_a_stretch_with_the_same_days_may_be_told() -> None:
    stepping_down = a_track(*[WEEK] * 2, *[{"mon": DAY}] * 6, enrolment="cohort", day=EVENING, start=1050)
    text = "For two weeks we meet three evenings a week.\nAfter that we meet one evening a week for %s weeks."
    assert said(text % "six", stepping_down) == []
    assert untrue_claims(CATALOGUE, stepping_down, text % "five") == [{"line": 1, "message": "it says 5 weeks, the track has 2, 6 or 8 weeks"}]


def test_a_first_introduction_says_only_what_is_so() -> None:
    for enrolment in ("rolling", "cohort"):
        track = an_evening_track(enrolment=enrolment)
        assert said(introduction(CATALOGUE, track), track) == []

"""Odd requests to `groupwork compose`: whatever is asked, the answer is a track that says all that is wrong with it, or the reason why there is none."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.codes import CODES
from builder.finding import CurriculumError, Finding
from builder.load.entry import page_source, validate
from builder.model.catalogue import catalogue_of, track_of
from builder.model.library import Library
from builder.model.track import Track, TrackMeta
from builder.planner.hours import hours
from builder.planner.order import check
from builder.planner.timetable import timetable
from builder.text.tree import Document
from builder.tracks import composing
from builder.tracks.composing import Composed, compose_track
from tests.project import ROOT, real_library

pytestmark = pytest.mark.slow

SHAPES: tuple[Any, ...] = (
    None,
    ["session"],
    [{"check-in": 15}, "session", "session", "session", {"wrap-up": 10}],
    [{"break": 60}, "session", {"break": 60}],
    [{"session": 45}, {"process": 50}],
    [{"session": 20}],
    [{"process": 90}],
    [{"check-in": 480}, "session", {"process": 480}],
)
TWO_SHAPES = {
    "evening": {"start": "17:30", "parts": [{"check-in": 15}, "session", {"break": 10}, "session"]},
    "family": {"start": "10:00", "parts": [{"multi-family": 90}]},
}
SATURDAYS: dict[str, Any] = {"population": "depression", "shapes": TWO_SHAPES, "weekday_shapes": {"sat": "family"}}


def shaped() -> Iterator[dict[str, Any]]:
    """Populations, lengths, days, hours and shapes, each value met several times: 104 requests."""
    populations = ("substance-use", "depression", "anxiety", "bipolar", "ptsd", "co-occurring", "eating", "behavioral-addictions", "young-adults")
    weeks = (1, 2, 5, 8, 12, 16, 26, 52)
    days = (["mon"], ["sun", "sat"], ["mon", "wed", "thu"], ["mon", "tue", "wed", "thu", "fri"], ["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
    starts = ("09:00", "17:30", "00:00", "23:59")
    enrolments = ("rolling", "cohort")
    turn = zip(*[itertools.cycle(values) for values in (populations, weeks, days, starts, enrolments, SHAPES)], strict=False)
    for number, (population, length, chosen, start, enrolment, shape) in enumerate(itertools.islice(turn, 104)):
        asked = {"population": population, "weeks": length, "days": chosen, "start": start, "enrolment": enrolment}
        yield asked | ({"day": shape} if shape else {}) | ({"standards": ["adult-iop", "h0015", "texas-education"]} if number % 3 == 0 else {})


PLAIN: dict[str, Any] = {"population": "depression", "weeks": 8, "days": ["mon", "wed"], "start": "17:30"}
ODD: tuple[Any, ...] = (
    {},
    [],
    "depression",
    PLAIN | {"population": "nobody"},
    PLAIN | {"population": None},
    PLAIN | {"weeks": 0},
    PLAIN | {"weeks": -3},
    PLAIN | {"weeks": 53},
    PLAIN | {"weeks": "eight"},
    PLAIN | {"weeks": True},
    PLAIN | {"days": []},
    PLAIN | {"days": ["funday"]},
    PLAIN | {"days": ["mon", "mon"]},
    PLAIN | {"days": [["mon"], []]},
    PLAIN | {"days": [["mon"]] * 8},
    PLAIN | {"days": [["mon"]] * 3},
    PLAIN | {"start": "25:00"},
    PLAIN | {"start": "9"},
    PLAIN | {"day": []},
    PLAIN | {"day": [{"break": 10}]},
    PLAIN | {"day": [{"break": 0}, "session"]},
    PLAIN | {"day": [{"break": 10, "process": 5}, "session"]},
    PLAIN | {"day": ["sesion"]},
    PLAIN | {"enrolment": "sometimes"},
    PLAIN | {"enrolment": "gates"},
    PLAIN | {"enrolment": "gates", "gates": [1, 5]},
    PLAIN | {"enrolment": "gates", "gates": [9]},
    PLAIN | {"enrolment": "gates", "gates": ["cbt", "mindfulness"]},
    PLAIN | {"enrolment": "gates", "gates": ["no-module"]},
    PLAIN | {"gates": [1]},
    PLAIN | {"standards": ["nothing"]},
    PLAIN | {"standards": ["adult-iop", "adult-iop"]},
    PLAIN | {"pins": [{"session": "cbt/first-thought", "week": 1, "day": "mon"}]},
    PLAIN | {"pins": [{"session": "cbt/first-thought", "week": 9, "day": "mon"}]},
    PLAIN | {"pins": [{"session": "cbt/first-thought", "week": 3, "day": "sun"}]},
    PLAIN | {"pins": [{"session": "cbt/nothing", "week": 3, "day": "mon"}]},
    PLAIN | {"pins": [{"session": "orientation/how-group-works", "week": 4, "day": "mon"}]},
    PLAIN | {"pins": [{"session": "orientation/safety-plan", "week": 8, "day": "wed"}]},
    PLAIN | {"pins": [{"session": "relapse-prevention/one-page-plan", "week": 1, "day": "mon"}]},
    PLAIN | {"pins": [{"session": name, "week": 1, "day": "mon"} for name in ("cbt/five-part-map", "mindfulness/what-it-is", "cbt/first-thought")]},
    PLAIN | {"exclude": ["orientation/how-group-works"]},
    PLAIN | {"exclude": ["orientation/safety-plan"]},
    PLAIN | {"exclude": ["cbt/five-part-map"]},
    PLAIN | {"exclude": ["nothing/at-all"]},
    PLAIN | {"exclude_modules": ["cbt"]},
    PLAIN | {"exclude_modules": ["mindfulness", "communication"]},
    PLAIN | {"exclude_modules": ["orientation", "cbt", "emotion-regulation", "mindfulness", "communication", "relapse-prevention"]},
    PLAIN | {"exclude_modules": ["nothing"]},
    PLAIN | {"emphasis": {"cbt": 0}},
    PLAIN | {"emphasis": {"mindfulness": 0}},
    PLAIN | {"emphasis": {"cbt": -1}},
    PLAIN | {"emphasis": {"nothing": 3}},
    PLAIN | {"emphasis": dict.fromkeys(("orientation", "cbt", "emotion-regulation", "mindfulness", "communication", "relapse-prevention"), 0)},
    PLAIN | {"refit": "nothing"},
    {"refit": "evening"},
    {"refit": "evening", "weeks": 26},
    {"refit": "evening", "weeks": 1},
    {"refit": "evening", "population": "eating"},
    {"refit": "day", "days": ["sun"]},
    {"refit": "day", "weeks": 5, "enrolment": "gates", "gates": [1, 3]},
    SATURDAYS | {"days": [["mon", "thu"], ["mon", "thu", "sat"]] * 4},
    SATURDAYS | {"weeks": 8, "days": ["sat"]},
    SATURDAYS | {"weeks": 8, "days": ["mon", "sat"], "weekday_shapes": {"sat": "nothing"}},
    SATURDAYS | {"weeks": 8, "days": ["mon", "sat"], "start": "17:30"},
    SATURDAYS | {"weeks": 8, "days": ["mon", "sat"], "shapes": {}},
    PLAIN | {"colour": "red"},
)
REQUESTS = (*shaped(), *ODD)


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


@pytest.fixture
def answered(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the command makes of a request file: a track, or the findings of a refusal."""
    monkeypatch.setattr(composing, "load_library", lambda *_, **_more: library)

    def ask(asked: Any) -> Composed | tuple[Finding, ...]:
        path = tmp_path / "request.yml"
        path.write_text(yaml.safe_dump(asked, sort_keys=False), encoding="utf-8")
        try:
            return compose_track(ROOT, composing.from_file(path), "new.md", reasons=False)
        except CurriculumError as error:
            return error.findings

    return ask


def test_there_are_more_than_150_requests() -> None:
    assert len(REQUESTS) >= 165


@pytest.mark.long
@pytest.mark.parametrize("part", range(6))
def test_an_odd_request_is_refused_with_a_reason_or_answered_with_all_that_is_wrong(part: int, library: Library, answered: Any) -> None:
    """A track that is made reads back as one, has the days asked for, and everything that the check says of it has been told; its hours are its meetings'."""
    catalogue = catalogue_of(library)
    made = 0
    for asked in REQUESTS[part::6]:
        answer = answered(asked)
        if isinstance(answer, tuple):
            assert answer
            assert all(found.hint and found.code in CODES for found in answer), asked
            continue
        made += 1
        source = page_source(answer.text, "new.md")
        plain = track_of(Track("new", validate(TrackMeta, source), Document(()), source))
        said = sorted((found["code"], found["message"]) for found in check(catalogue, plain))
        assert said == sorted((found.code, found.message) for found in answer.findings), asked
        if "refit" not in asked:
            assert [sorted(week["days"]) for week in plain["weeks"]] == days_asked(asked), asked
        broken = {code for code, _ in said}
        assert not broken & {"track-slots", "prerequisite-order", "track-repeat", "week-empty"}, asked
        assert "core-missing" not in broken or asked.get("exclude"), asked
        table = timetable(catalogue, plain)
        assert hours(catalogue, plain, table)["minutes"] == sum(meeting["minutes"] for meeting in table)
        assert answer.line.startswith("Hours: ")
    assert made > len(REQUESTS[part::6]) // 3


def days_asked(asked: dict[str, Any]) -> list[list[str]]:
    days = asked["days"]
    return [sorted(week) for week in days] if isinstance(days[0], list) else [sorted(days)] * asked["weeks"]

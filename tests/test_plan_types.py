"""The types of the planner's edge are true: what crosses it on the real library has every key that they name, of that type, and no other."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from builder.dates.closures import Closures
from builder.model import plan_types as types
from builder.model.catalogue import catalogue_of, held_tracks, track_of
from builder.model.library import Library
from builder.model.request import RequestMeta
from builder.planner.coverage import coverage
from builder.planner.datelist import date_list
from builder.planner.dates import on_dates
from builder.planner.entry import entry
from builder.planner.hours import hours
from builder.planner.introduction import untrue_claims
from builder.planner.order import check
from builder.planner.proposal import proposal
from builder.planner.shorten import day_least, fit, steps_of
from builder.planner.standards import measure_all
from builder.planner.stay import stays
from builder.planner.timetable import placements, timetable
from builder.tracks.composing import _asked
from builder.tracks.dated import Policy
from builder.tracks.steps import lengths_inside
from tests.project import real_library

START = datetime.date(2027, 1, 4)
SNOW = Closures({START + datetime.timedelta(days=day): "Snow" for day in range(14, 21)})
REFIT = RequestMeta.model_validate({"refit": "evening", "weeks": 10, "pins": [{"session": "orientation/safety-plan", "week": 1, "day": "mon"}]})


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


def crossing(library: Library) -> Iterator[tuple[Any, Any]]:
    """Every value that goes in and comes out, with the type that it is said to be."""
    catalogue, held = catalogue_of(library), held_tracks(library)
    yield catalogue, types.Catalogue
    yield held, dict[str, types.HeldTrack]
    yield SNOW.plain, list[types.ClosedSpan]
    for track in map(track_of, library.tracks):
        shape = track["shapes"][0]["name"]
        broken: list[types.PlainWeek] = [
            {"theme": "", "days": {"mon": {"shape": shape, "start": None, "slots": [{"session": "cbt/first-thought", "again": True, "streams": {}}]}}}
        ]
        table = timetable(catalogue, track)
        yield table, list[types.PlainMeeting]
        yield placements(track), list[types.Placement]
        yield hours(catalogue, track, table), types.Hours
        yield coverage(catalogue, track), types.CoverageTable
        yield measure_all(catalogue, track), list[types.StandardMeasured]
        yield entry(catalogue, track), types.EntryTable
        yield check(catalogue, {**track, "weeks": broken}), list[types.PlainFinding]
        yield untrue_claims(catalogue, track, "We meet on Sundays."), list[types.Claim]
        yield from in_streams_and_stages(catalogue, track)
        yield from shortened_days(library, catalogue, track)
        for policy in get_args(Policy):
            said: types.DatesSaid = {"start": START.toordinal(), "policy": policy, "clock": "12-hour", "time_zone": "UTC"}
            for day in range(7):
                dated = on_dates(track, table, START.toordinal() + day, SNOW.plain, policy)
                yield said, types.DatesSaid
                yield dated, types.OnDates
                if not dated["finding"]:
                    yield date_list(catalogue, track, dated, said), types.DateList
    asked = _asked(REFIT)
    yield asked, types.Asked
    yield proposal(catalogue, held, {**asked, "fit": library.tracks[0].id, "pins": []}), types.Proposal
    yield proposal(catalogue, held, {**asked, "fit": library.tracks[0].id, "population": "nobody"}), types.Refused


def shortened_days(library: Library, catalogue: types.Catalogue, track: types.PlainTrack) -> Iterator[tuple[Any, Any]]:
    """The steps of each meeting, and what half an hour less makes of them."""
    for meeting in timetable(catalogue, track):
        steps = steps_of(meeting, lambda name: lengths_inside(library.sessions[name]))
        yield steps, list[types.PlainStep]
        yield fit(steps, 0, 0, meeting["end"] - meeting["start"] - 30), types.Fitted
        if least := day_least(catalogue, track, meeting["week"]):
            yield least, types.DayLeast


def in_streams_and_stages(catalogue: types.Catalogue, track: types.PlainTrack) -> Iterator[tuple[Any, Any]]:
    """The same track with two streams at its first place, and a stay in two stages."""
    week = track["weeks"][0]
    name, day = next(iter(week["days"].items()))
    first: types.PlainChoice = {"session": str(day["slots"][0]["session"]), "again": False}
    parted: types.PlainSlot = {"session": None, "again": False, "streams": {"one": first, "two": first}}
    weeks: list[types.PlainWeek] = [
        {**week, "days": {**week["days"], name: {**day, "slots": [parted, *day["slots"][1:]]}}},
        *track["weeks"][1:],
    ]
    rich: types.PlainTrack = {
        **track,
        "streams": [{"name": name, "title": name, "population": track["population"]} for name in ("one", "two")],
        "stages": [{"title": "Full", "days": 2, "weeks": 4, "standards": []}, {"title": "Light", "days": ["mon"], "weeks": 4, "standards": []}],
        "weeks": weeks,
    }
    yield rich, types.PlainTrack
    yield timetable(catalogue, rich), list[types.PlainMeeting]
    yield stays(catalogue, rich), list[types.PersonsStay]
    yield check(catalogue, rich), list[types.PlainFinding]


def lies(value: Any, kind: Any, met: set[Any], path: str = "") -> Iterator[str]:
    """Where a value is not of a type; `met` takes up the TypedDicts that were looked at."""
    origin, inside = get_origin(kind), get_args(kind)
    if is_typeddict(kind) and type(value) is dict:
        met.add(kind)
        hints = get_type_hints(kind)
        yield from (f"{path}: no {key}" for key in sorted(kind.__required_keys__ - value.keys()))
        yield from (f"{path}: {key} too many" for key in sorted(value.keys() - hints.keys()))
        for key in value.keys() & hints.keys():
            yield from lies(value[key], hints[key], met, f"{path}.{key}")
    elif origin in (Union, UnionType):
        if all(any(lies(value, one, met)) for one in inside):
            yield f"{path}: {value!r} is none of {kind}"
    elif origin is Literal:
        if value not in inside:
            yield f"{path}: {value!r} is none of {inside}"
    elif origin is list and type(value) is list:
        for index, item in enumerate(value):
            yield from lies(item, inside[0], met, f"{path}[{index}]")
    elif origin is dict and type(value) is dict:
        for key, item in value.items():
            yield from lies(key, inside[0], met, f"{path} key")
            yield from lies(item, inside[1], met, f"{path}.{key}")
    elif type(value) is not (origin or kind):
        yield f"{path}: {value!r} is no {kind}"


@pytest.mark.parametrize(
    ("value", "kind", "lie"),
    [
        ({"title": "a"}, types.PlainModule, ": no sessions"),
        ({"session": "a", "again": False, "week": 1}, types.PlainChoice, ": week too many"),
        ({"session": "a", "again": 1}, types.PlainChoice, ".again: 1 is no"),
        ({"kind": "break", "minutes": "10"}, types.PlainDayPart, ".minutes: '10' is none of"),
        ([{"title": "a", "sessions": [1]}], list[types.PlainModule], "[0].sessions[0]: 1 is no"),
    ],
)
def test_a_lie_is_seen(value: Any, kind: Any, lie: str) -> None:
    assert [found.startswith(lie) for found in lies(value, kind, set())] == [True]


def test_what_crosses_the_edge_of_the_planner_is_what_its_types_say(library: Library) -> None:
    met: set[Any] = set()
    values = list(crossing(library))
    assert len(values) > 50
    assert [lie for value, kind in values for lie in lies(value, kind, met)] == []
    assert {kind for kind in vars(types).values() if is_typeddict(kind)} - met == {types.MeetingDay}
    assert get_type_hints(types.MeetingDay).items() <= get_type_hints(types.PlainMeeting).items()

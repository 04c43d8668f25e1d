"""One planner, two Pythons: the browser's answers are the command line's, byte for byte."""

from __future__ import annotations

import datetime
import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder.planner.compose import compose
from builder.planner.coverage import coverage
from builder.planner.entry import entry
from builder.planner.hours import hours
from builder.planner.introduction import introduction, untrue_claims
from builder.planner.ondates import answer as put_on_dates
from builder.planner.order import check
from builder.planner.plain import as_json
from builder.planner.standards import measure
from builder.planner.stay import stays
from builder.planner.timetable import timetable
from builder.planner.trackfile import write_track
from tests.planner.factories import a_catalogue, a_day, a_request, a_requirement, a_standard, a_track, whole_catalogue

TRACKS = 520
HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
BODIES = (
    "We meet on Mondays and Fridays for nine weeks, from 9:00 am until noon.\n\nThree evenings a week. You can start on any day.",
    "This 12-week track has two sessions a day and one break. We start together, at half past five. É ñ 🙂 “À” MENÜ, for 9\xa0weeks.\xa0",
    "",
)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def test_json_is_written_as_json_reads_it() -> None:
    value: Any = {"b": [1, -2, None, True, False, {}], "a": 'quote " back \\ é 🙂', "c": []}
    assert json.loads(as_json(value)) == value
    assert as_json(value) == json.dumps(value, sort_keys=True, separators=(",", ":"))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("node") is None, reason="node runs MicroPython's WebAssembly")
def test_micropython_gives_the_same_findings_and_tables_byte_for_byte_over_520_tracks() -> None:
    work: dict[str, Any] = {"catalogues": {"small": a_small_catalogue(), "whole": whole_catalogue() | {"standards": standards()}}, "jobs": jobs()}
    assert sum("track" in job for job in work["jobs"]) >= 500
    runner = ["node", str(HERE / "planner_in_micropython.mjs"), str(PROJECT / "templates/assets-staff/micropython"), str(PROJECT / "builder/planner")]
    done = subprocess.run(runner, input=json.dumps(work), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    answers = done.stdout.splitlines()
    assert len(answers) == len(work["jobs"])
    for job, theirs in zip(work["jobs"], answers, strict=True):
        assert theirs == as_json(answer(job, work["catalogues"][job["catalogue"]]))


def answer(job: dict[str, Any], catalogue: Any) -> Any:
    if "request" in job:
        made: Any = compose(catalogue, job["request"])
        return made
    track = job["track"]
    return {
        "check": check(catalogue, track),
        "hours": hours(catalogue, track, timetable(catalogue, track)),
        "standards": measure(catalogue, track, catalogue["standards"]),
        "coverage": coverage(catalogue, track),
        "entry": entry(catalogue, track) if track["enrolment"] != "cohort" else None,
        "stays": stays(catalogue, track),
        "introduction": introduction(catalogue, track),
        "untrue": untrue_claims(catalogue, track, job["body"]),
        "file": write_track(track, job["body"]),
        "dates": put_on_dates(dict(job["program"], catalogue=catalogue, track=track), job["dates"]),
    }


def jobs() -> Any:
    """Tracks good and bad, from a fixed seed, and a few requests."""
    rng = random.Random(1)
    small, whole = a_small_catalogue(), whole_catalogue()
    made: list[dict[str, Any]] = [{"catalogue": "small", "track": any_track(rng, small, "anyone")} for _ in range(TRACKS - 10)]
    made += [{"catalogue": "whole", "track": any_track(rng, whole, "anxiety")} for _ in range(10)]
    made = [job | {"program": a_program(rng), "dates": any_dates(rng, job["track"]), "body": rng.choice(BODIES)} for job in made]
    requests = [a_request(weeks=weeks, effort=60, population=name) for weeks in (8, 12) for name in sorted(whole["populations"])]
    requests += [{"keep": a_begun_draft(rng, whole), "effort": 60, "exclude_modules": ["mindfulness"]} for _ in range(4)]
    requests += [a_request(weeks=1, days=["mon"]), a_request(pins=[{"session": "cbt/old-rules", "week": 1, "day": "mon"}]), a_request(population="é")]
    return made + [{"catalogue": "whole", "request": request} for request in requests]


def a_begun_draft(rng: random.Random, catalogue: Any) -> Any:
    """Any track, with some of its places open."""
    track = any_track(rng, catalogue, "anxiety")
    for day in [day for week in track["weeks"] for day in week["days"].values()]:
        day["slots"] = [rng.choice([slot, {"session": None, "again": False, "streams": {}}]) for slot in day["slots"]]
    return track


def any_track(rng: random.Random, catalogue: Any, population: str) -> Any:
    days = sorted(rng.sample(DAYS, rng.randint(1, 4)))
    places = rng.randint(1, 3)
    weeks = []
    for _ in range(rng.randint(1, 13)):
        day = [rng.choice(["", "", "again "]) + rng.choice(catalogue["order"]) for _ in range(places + rng.choice([0, 0, 0, -1, 1]))]
        weeks.append({name: rng.sample(day, len(day)) for name in rng.sample(days, rng.randint(1, len(days)))})
    shape = a_day(*["session"] * places, 10, "process 45")
    chosen = sorted(rng.sample(sorted(standards()), rng.randint(0, 3)))
    changes = {
        "population": population,
        "enrolment": rng.choice(["rolling", "cohort", "gates"]),
        "standards": chosen,
        "day": shape,
        "start": rng.randrange(1440),
    }
    return varied(rng, a_track(*weeks, **changes), catalogue, population)


def varied(rng: random.Random, track: Any, catalogue: Any, population: str) -> Any:
    """The same track with more of what tracks can have, now and then: gates, stages, shapes, streams, places that are open or of a fixed length."""
    if track["enrolment"] == "gates":
        track["gates"] = rng.sample([1, 2, 3, 99, *catalogue["module_order"]], 2)
    if rng.random() < 0.3:
        days = [rng.choice([rng.randint(1, 4), rng.sample(DAYS, 2)]) for _ in range(2)]
        named = [sorted(rng.sample(sorted(standards()), rng.randint(0, 2))) for _ in range(2)]
        track["stages"] = [{"title": f"Stage {n}", "days": days[n], "weeks": rng.randint(1, 9), "standards": named[n]} for n in range(2)]
    if rng.random() < 0.3:
        shape = {"name": "short", "start": rng.randrange(1440), "parts": a_day("session", 10, "family 45")}
        track["shapes"].append(shape)
        track["days"] = {rng.choice(DAYS): "short"}
        track["group_size"] = rng.choice([{}, {"all": 12}, {"session": 30, "family": 40}])
        track["elsewhere"] = {"tobacco": "In the nurse's class"}
        track["standard_weeks"] = {name: [1, 2] for name in track["standards"][:1]}
    if rng.random() < 0.2:
        track["streams"] = [{"name": name, "title": name.capitalize(), "population": population} for name in ("one", "two")]
    for week in track["weeks"]:
        for day in week["days"].values():
            day["shape"] = rng.choice(track["shapes"])["name"]
            day["start"] = rng.choice([None, None, rng.randrange(1440)])
            day["slots"] = [_any_slot(rng, track, slot, catalogue) for slot in day["slots"]]
    track["shapes"][0]["parts"][0]["minutes"] = rng.choice([None, None, None, 30, 45, 90])
    return track


def _any_slot(rng: random.Random, track: Any, slot: Any, catalogue: Any) -> Any:
    if rng.random() < 0.05:
        return {"session": None, "again": False, "streams": {}}
    if track["streams"] and rng.random() < 0.5:
        other = {"session": rng.choice(catalogue["order"]), "again": rng.random() < 0.5}
        return {"session": None, "again": False, "streams": {"one": {"session": slot["session"], "again": slot["again"]}, "two": other}}
    return slot


def a_program(rng: random.Random) -> Any:
    """What the dates need beside the track; holidays are thick, so that some of them count."""
    days = sorted(datetime.date(2000, 1, 1).toordinal() + rng.randrange(33000) for _ in range(200))
    return {"clock": rng.choice(["12-hour", "24-hour"]), "time_zone": "America/New_York", "holidays": [[day, f"Día {day}"] for day in days]}


def any_dates(rng: random.Random, track: Any) -> Any:
    """A start, mostly on the right weekday, somewhere in the century; some closed days and ranges, now and then one that never ends."""
    monday = datetime.date(2000, 1, 3) + datetime.timedelta(weeks=rng.randrange(4700))
    first = min(DAYS.index(day) for day in track["weeks"][0]["days"])
    start = monday + datetime.timedelta(days=rng.choice([first] * 9 + [0, 4]))
    lines = ["not a day"] if rng.random() < 0.02 else []
    for _ in range(rng.randint(0, 9)):
        on = start + datetime.timedelta(days=rng.randrange(90))
        until = on + datetime.timedelta(days=rng.choice([1, 6, 20, 4000]))
        lines.append(rng.choice([str(on), f"{on} Snow", f"{on} to {until} Ferien im März", f"{on}: {rng.choice(DAYS)}", f"{on} open"]))
    asked = {"start": str(start), "closed": "\n".join(lines), "policy": rng.choice(["reflow", "skip"])}
    return asked | {"holidays": rng.choice(["", "closed"])}


def standards() -> Any:
    hours_rule = a_standard(a_requirement("hours-per-week", minimum=4, maximum=9), a_requirement("hours-per-day", minimum=2))
    days_rule = a_standard(
        a_requirement("days-per-week", minimum=2), a_requirement("weeks", minimum=8, maximum=12), a_requirement("services-per-day")
    )
    topics_rule = a_standard(a_requirement("topics", topics=["a", "tobacco", "cbt"]), a_requirement("group-size", maximum=12), a_requirement("note"))
    kinds_rule = a_standard(
        a_requirement("hours-per-month", minimum=9.9, of=["family", "session"]),
        a_requirement("services-per-week", maximum=5),
        a_requirement("services-per-month", minimum=3, of=["family"]),
        a_requirement("group-size", maximum=16, of=["session"]),
    )
    return {"hours": hours_rule, "days": days_rule, "topics": topics_rule, "kinds": kinds_rule}


def a_small_catalogue() -> Any:
    entries: list[Any] = ["a/1", ("a/2", {"requires": ["a/1"], "builds_on": ["b/2"]}), ("a/3", {"requires": ["a/2"], "load": "heavy"})]
    entries += [
        ("b/1", {"newcomers": "not-first", "load": "heavy"}),
        ("b/2", {"newcomers": "with-recap", "minutes": 50}),
        ("c/1", {"suits": ["other"]}),
    ]
    entries += [("c/2", {"builds_on": ["a/3"], "topics": ["a", "c"]})]
    return a_catalogue(*entries, core=["a/1", "b/1"], topics=["a", "b"]) | {"standards": standards()}

"""Track files and drafts that come from outside, read without PyYAML: the same as the loader reads, and never an exception."""

from __future__ import annotations

import contextlib
import json
import random
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from pydantic.fields import FieldInfo

from builder.finding import CurriculumError
from builder.load.entry import page_source, validate
from builder.model.base import Minutes
from builder.model.catalogue import track_of
from builder.model.plan_types import PlainTrack
from builder.model.request import RequestMeta
from builder.model.track import Enrolment, GroupSize, Kind, Stage, Track, TrackMeta, Week, Weekday, WeekNumber
from builder.planner import trackform, words
from builder.planner.plain import as_json
from builder.planner.readtrack import read_track
from builder.planner.trackfile import write_track
from builder.text.dialect import parse
from tests.planner.anytrack import BODIES, any_track, spoiled
from tests.planner.factories import whole_catalogue
from tests.planner.test_micropython import standards
from tests.project import ROOT

OWN = sorted((ROOT / "curriculum" / "tracks").glob("*.md"))
CATALOGUE = whole_catalogue() | {"standards": standards()}


def loaded(text: str) -> Any:
    """The draft as the loader and the model make it."""
    source = page_source(text, "track.md")
    track = Track("track", validate(TrackMeta, source), parse(source.body, source.file, source.body_line).document, source)
    return {"track": track_of(track), "body": source.body.strip()}


def bounds(kind: Any) -> tuple[int, int]:
    """The least and the most that the model lets a number be."""
    found = [one for field in get_args(kind) if isinstance(field, FieldInfo) for one in field.metadata]
    (least,), (most,) = ([getattr(one, name) for one in found if hasattr(one, name)] for name in ("ge", "le"))
    return least, most


def test_both_readers_know_the_same_kinds_days_keys_and_numbers() -> None:
    assert get_args(Kind) == words.KINDS
    assert {*words.PART_NAMES, "session"} == set(words.KINDS)
    assert get_args(Weekday) == words.DAYS == tuple(words.DAY_NAMES)
    assert get_args(Enrolment) == trackform.ENROLMENT[1]
    assert [bounds(kind) for kind in (WeekNumber, GroupSize, Minutes)] == [form[1:] for form in (trackform.WEEK, trackform.PEOPLE, trackform.MINUTES)]
    assert trackform.FILE[1].keys() == TrackMeta.model_fields.keys()
    assert trackform.FILE[1]["schedule"][1][1].keys() == Week.model_fields.keys()
    assert trackform.STAGES[1][1].keys() == Stage.model_fields.keys()
    assert trackform.DRAFT[1].keys() == get_type_hints(PlainTrack).keys()
    assert trackform.REQUEST[1].keys() >= {"fit" if key == "refit" else key for key in RequestMeta.model_fields}


def test_the_curriculums_own_tracks_are_read_and_written_letter_for_letter() -> None:
    assert len(OWN) >= 2
    for path in OWN:
        text = path.read_text(encoding="utf-8")
        draft = read_track(text)["draft"]
        assert draft == loaded(text)
        assert write_track(draft["track"], draft["body"]) == text


@pytest.mark.slow
def test_500_tracks_go_through_their_file_and_through_a_link_unchanged() -> None:
    rng = random.Random(1)
    for _ in range(500):
        draft = {"track": any_track(rng, CATALOGUE, 6), "body": rng.choice(BODIES)}
        text = write_track(draft["track"], draft["body"])
        assert read_track(text) == {"draft": draft, "notes": []}
        assert loaded(text) == draft
        assert read_track(as_json({"v": 1, **draft}) if text.isascii() else json.dumps({"v": 1, **draft}, ensure_ascii=False)) == {
            "draft": draft,
            "notes": [],
        }


HEAD = "title: T\npopulation: anyone\nenrolment: rolling\n"
SIMPLE = 'start: "09:00"\nday: [session, break: 10]\n'
WEEK = "schedule:\n- theme: One\n  mon: [a/b]\n"
BY_HAND = {
    "lists under their keys": HEAD + 'start: "09:00"\nday:\n- session\n- break: 10\nschedule:\n- theme: One\n  mon:\n  - a/b\n  - again: c/d\n',
    "deep and uneven": HEAD + 'start: "09:00"\nday:\n      - session\n      -   break:   10\nschedule:\n   -    theme: One\n        mon:   [ a/b,c/d ]\n',
    "a hyphen alone": HEAD + SIMPLE + "schedule:\n  -\n    theme: One\n    mon:\n      -\n        again: a/b\n",
    "notes and empty lines": "# a note\n" + HEAD + "\n   # another\n" + SIMPLE + "schedule:  # weeks\n  - theme: One # first\n\n    mon: [a/b] # x\n",
    "brackets over lines": HEAD + SIMPLE + "schedule:\n  - theme: One\n    mon: [a/b, # first\n      again: c/d,\n\n      {again: e/f},]\n",
    "all in brackets": '{title: T, population: anyone, enrolment: rolling, start: "09:00", day: [session], schedule: [{theme: One, mon: [a/b]}]}\n',
    "quotes of both kinds": "\"title\": 'it''s'\npopulation: \"any\\x6Fne\"\nenrolment: 'rolling'\nstart: '09:00'\nday: ['session']\n" + WEEK,
    "texts over lines": HEAD.replace("title: T", "title: goes\n  on and\n  on") + SIMPLE + "schedule:\n- theme: 'One\n    more'\n  mon: [a/b]\n",
    "shapes": HEAD
    + 'shapes:\n  b-shape: {start: "09:00", parts: [session, session: 50]}\n  a-shape:\n    start: "10:00"\n    parts:\n    - family: 90\n'
    + 'days: {sat: a-shape}\nschedule:\n- theme: One\n  mon: {shape: b-shape, start: "16:00", sessions: [a/b, open]}\n  sat: {}\n  tue: []\n',
    "the rest of a track": HEAD.replace("rolling", "gates")
    + "gates: [1, cbt]\nstandards: [x, y: [1, 8]]\nelsewhere: {tobacco: a clinic}\ngroup_size: 12\nnames: {process: Floor}\n"
    + "streams: {b: {title: B, population: p}, a: {title: A, population: q}}\nstages:\n- {title: S, days: [mon], weeks: 4}\n- {title: S, days: 2, weeks: 4, standards: [x]}\nmeasures: {x/y/z: 2}\nprocess: [x/z, x/w]\nfamily: [x/v]\n"
    + SIMPLE
    + "schedule:\n- theme: One\n  mon: [{a: x/y, b: {again: x/y}}]\n",
    "windows": (HEAD + SIMPLE + WEEK).replace("\n", "\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_a_file_is_read_as_the_loader_reads_it_however_a_person_wrote_it(name: str) -> None:
    text = f"---\n{BY_HAND[name]}---\n\nWelcome.\n"
    assert read_track(text)["draft"] == loaded(text.replace("\r\n", "\n"))


def test_a_draft_keeps_the_former_addresses_of_its_file() -> None:
    draft = read_track(f"---\n{HEAD}{SIMPLE}{WEEK}was: [old/name]\n---\n")["draft"]
    assert draft["track"]["was"] == ["old/name"]
    assert "was: [old/name]" in write_track(draft["track"], draft["body"])


WHOLE = f"---\n{HEAD}{SIMPLE}{WEEK}---\n\nWelcome.\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "said"),
    [
        ("day: [session, break: 10]", "day: [session, break: 10", 6, 6, "the list in [ ] is not closed"),
        ("title: T", 'title: "T', 2, 8, "what opens here closes too late, or never"),
        ("  mon: [a/b]", "   mon: [a/b]", 9, 4, "does not fit"),
        ("  mon: [a/b]", "\tmon: [a/b]", 9, 1, "a tab stands here"),
        ("enrolment: rolling", "title: Again", 4, 1, "'title' stands here for the second time; the first is on line 2"),
        ("enrolment: rolling", "enrollment: rolling", 4, 1, "'enrollment' is not a key"),
        ("enrolment: rolling", "enrolment: roling", 4, 12, "'enrolment' cannot be the text 'roling'"),
        ("title: T", "title: 12", 2, 8, "'title' must be a text, not the number 12"),
        ("title: T", "title: a: b", 2, 9, "a second ': ' stands in this line"),
        ("title: T", "title: #1 in town", 2, 8, "taken for a note"),
        ("population: anyone\n", "", 2, 1, "'population' is missing"),
        ('"09:00"', '"9:00"', 5, 8, "must be a time of day"),
        ("break: 10", "brake: 10", 6, 16, "'brake' is not a key"),
        ("break: 10", "break: 999", 6, 23, "must be from 1 to 480, not 999"),
        ("[a/b]", "[A/b]", 9, 9, "must be an id"),
        ("mon:", "monday:", 9, 3, "'monday' is not a key"),
        ("[a/b]", "{shape: evening}", 9, 16, "there is no shape 'evening'"),
        ("[a/b]", "[{x: a/b, y: a/b}]", 9, 13, "there is no stream 'x'"),
        ("rolling", "gates", 4, 12, "`gates` names the weeks"),
        ("enrolment: rolling", "enrolment: rolling\nstandards: [x, x: [1, 2]]", 5, 16, "'x' is named twice"),
        ('start: "09:00"\n', "", 2, 1, "needs `start` and `day`"),
        ("schedule:\n- theme: One\n  mon: [a/b]\n", "schedule: []\n", 7, 11, "needs 1 entry or more"),
        (WHOLE, WHOLE[:60], 1, 1, "may be cut short"),
        (WHOLE, "", 1, 1, "there is nothing in it"),
        (WHOLE, "  <!doctype html><title>x</title>", 1, 1, "a web page"),
        (WHOLE, "\x89PNG\r\n\x1a\n\0\0", 1, 1, "not a text"),
        (WHOLE, "---\ntitle: T\nobjectives: [x]\n---\n", 1, 1, "the page of a session"),
        (WHOLE, "---\n- a\n---\n", 1, 1, "not a track file"),
        (WHOLE, "Just words", 1, 1, "does not begin as a track file does"),
        (WHOLE, '{"name": "groupwork", "version": 3}', 1, 1, "something else than a draft"),
        (WHOLE, '{"v":1,"track":{"title":"T', 1, 1, "cut short"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place_with_the_next_step(old: str, new: str, line: int, column: int, said: str) -> None:
    assert old in WHOLE
    found = read_track(WHOLE.replace(old, new, 1))["findings"]
    assert said in found[0]["message"]
    assert (found[0]["line"], found[0]["column"]) == (line, column)
    assert all(one["hint"] for one in found)


def test_300_spoiled_files_give_findings_or_a_draft_and_what_is_read_the_loader_reads_alike() -> None:
    rng = random.Random(2)
    sources = [path.read_text(encoding="utf-8") for path in OWN] + [f"---\n{text}---\n\nWelcome.\n" for text in BY_HAND.values()]
    sources += [write_track(any_track(rng, CATALOGUE, 4), "Welcome.") for _ in range(20)]
    whole = alike = 0
    for _ in range(300):
        text = spoiled(rng, rng.choice(sources))
        told = read_track(text)
        if "draft" not in told:
            assert all(one["message"] and one["hint"] and one["line"] >= 1 and one["column"] >= 1 for one in told["findings"])
            continue
        whole += 1
        with contextlib.suppress(CurriculumError):
            alike += told["draft"] == loaded(text)
    assert whole >= 15
    assert whole - alike <= 1


def a_link(**changes: Any) -> Any:
    draft: Any = read_track(WHOLE)["draft"]
    return {"v": 1, "track": draft["track"] | changes, "body": "Welcome."}


NESTED: Any = []
for _ in range(60):
    NESTED = [NESTED]
HOSTILE: list[Any] = [
    a_link(title=None), a_link(title=["x"]), a_link(title="x" * 10_000), a_link(title="a\u2028b"), a_link(population="../../etc"), a_link(enrolment="never"), a_link(gates=[1]),
    a_link(weeks=[]), a_link(weeks=[{"theme": "x", "days": {}}] * 10_000), a_link(weeks=NESTED), a_link(weeks="12"), a_link(weeks=[{"theme": "x"}]),
    a_link(weeks=[{"theme": "x", "days": {"noday": {"shape": "day", "slots": []}}}]), a_link(weeks=[{"theme": "x", "days": {"mon": {"shape": "none", "slots": []}}}]),
    a_link(weeks=[{"theme": "x", "days": {"mon": {"shape": "day", "start": 10**30, "slots": []}}}]), a_link(shapes=[]), a_link(shapes=[{"name": "day", "start": -1, "parts": []}]),
    a_link(shapes=[{"name": "day", "start": 0, "parts": [{"kind": "break", "minutes": None}]}]), a_link(standards=[{"x": 1}]), a_link(standard_weeks={"x": [1, 2]}),
    a_link(group_size={"all": 1e9}), a_link(more="x"), {"v": 2, "track": {}, "body": ""}, {"v": 1, "track": [], "body": ""}, {"v": 1, "track": a_link()["track"]},
    a_link() | {"body": 7}, a_link() | {"body": "x" * 100_000}, {"track": None}, a_link(streams=[{"name": "a", "title": "A", "population": "p"}] * 2),
    a_link(weeks=[{"theme": "x", "days": {"mon": {"shape": "day", "slots": [{"session": 1}]}}}]),
    a_link(weeks=[{"theme": "x", "days": {"mon": {"shape": "day", "slots": [{"session": None, "streams": {"a": {"session": "x/y", "again": False}}}]}}}]),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_draft_is_refused_with_what_is_wrong(number: int) -> None:
    told = read_track(json.dumps(HOSTILE[number], ensure_ascii=False))
    assert told["findings"]
    assert all(one["message"] and len(one["message"]) < 300 for one in told["findings"])


def test_a_draft_is_read_with_every_key_that_the_planner_needs(tmp_path: Path) -> None:
    link = a_link()
    for key in ("gates", "standards", "names", "stages"):
        del link["track"][key]
    link["track"]["weeks"][0]["days"]["mon"]["slots"] = [{"session": "other-library/session", "locked": True}]
    draft = read_track(json.dumps(link, indent=1))["draft"]
    assert (draft["track"]["gates"], draft["track"]["stages"]) == ([], [])
    assert draft["track"]["weeks"][0]["days"]["mon"]["slots"] == [{"session": "other-library/session", "again": False, "streams": {}, "locked": True}]

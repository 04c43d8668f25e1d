"""What the board is told about a draft, and what it may do to it."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder.codes import CODES
from builder.model.catalogue import catalogue_of
from builder.planner.board import answer
from builder.planner.digest import digest
from builder.planner.edits import edited, fitted, marked
from builder.planner.entry import entry
from builder.planner.look import file_name
from builder.planner.order import check
from builder.planner.plain import as_json
from builder.planner.readtrack import read_track
from builder.planner.startscores import start_scores
from builder.planner.timetable import goes_round
from builder.planner.trackfile import write_track
from builder.planner.weekscsv import write_csv
from tests.planner.anytrack import any_edits, any_track, spoiled
from tests.planner.factories import a_catalogue, a_day, a_track, whole_catalogue
from tests.planner.test_micropython import a_small_catalogue, standards
from tests.planner.test_readtrack import loaded
from tests.project import ROOT, real_library

HERE = Path(__file__).parent
SEVERITIES = {code: about.severity for code, about in CODES.items()}
RULES: list[Any] = [
    {"sessions": ["a/1"], "place": "first-meeting", "at_most": None, "only_after": [], "populations": []},
    {"sessions": [], "place": None, "at_most": 4, "only_after": [], "populations": []},
]


def a_board(catalogue: Any, **tracks: Any) -> Any:
    return {"catalogue": catalogue, "tracks": tracks, "severities": SEVERITIES}


def a_draft(*weeks: Any, **changes: Any) -> Any:
    return {"track": a_track(*weeks, **changes), "body": "Welcome."}


CATALOGUE = a_catalogue(
    ("a/1", {"newcomers": "welcome"}),
    ("a/2", {"requires": ["a/1"], "newcomers": "not-first"}),
    ("a/3", {"builds_on": ["b/1"], "load": "heavy"}),
    ("b/1", {"load": "heavy"}),
    ("b/2", {"topics": ["tobacco"]}),
    ("c/1", {"suits": ["other"]}),
    core=["a/1"],
    topics=["tobacco"],
)
BOARD = a_board(CATALOGUE)


def look(draft: Any, board: Any = BOARD, **asked: Any) -> Any:
    return answer(board, {"do": "look", "draft": draft} | asked)


def test_a_finding_stands_in_the_cell_that_it_concerns_with_its_severity() -> None:
    told = look(a_draft({"mon": ["a/2", "b/2"]}, {"mon": ["a/1", "b/1"], "thu": []}))["findings"]
    wanted = next(one for one in told if one["code"] == "prerequisite-order")
    assert (wanted["at"], wanted["severity"], wanted["mendable"]) == ({"week": 1, "day": "mon", "place": 0}, "error", True)
    assert next(one for one in told if one["code"] == "track-slots")["at"] == {"week": 2, "day": "thu", "place": None}
    assert next(one for one in told if one["code"] == "track-weeks")["at"] is None


def test_a_look_tells_times_hours_coverage_and_what_is_missing() -> None:
    told = look(a_draft({"mon": ["a/1", "a/2"]}, {"mon": ["b/1"]}, enrolment="rolling", start=1050, day=a_day("session", 10, "session")))
    assert told["meetings"][0] | {"kinds": {}} == {
        "week": 1,
        "day": "mon",
        "start": "5:30 pm",
        "end": "7:40 pm",
        "minutes": 120,
        "hours": "2 h",
        "kinds": {},
    }
    assert (told["total"], told["shortest"], told["missing"]) == ("3 h", "1 h", ["Tobacco"])
    assert told["modules"] == [
        {"module": "a", "title": "A", "places": 2, "minutes": 120, "hours": "2 h"},
        {"module": "b", "title": "B", "places": 1, "minutes": 60, "hours": "1 h"},
    ]
    assert told["placed"]["b/1"] == [[2, "mon", 0]]
    assert [row["day"] for row in told["entry"]] == ["mon", "mon"]


def test_the_standards_that_are_shown_have_their_floor_and_the_minutes_of_each_week() -> None:
    board = a_board(CATALOGUE | {"standards": standards()})
    rows = look(a_draft({"mon": ["a/1", "b/1"]}, {"mon": ["a/1", "b/1"]}, standards=["days"]), board, standards=["hours", "nowhere"])["standards"]
    assert [(row["standard"], row["named"], row["floor"], row["weeks"]) for row in rows] == [
        ("days", True, None, [120, 120]),
        ("hours", False, standards()["hours"]["requirements"][0]["minimum"], [120, 120]),
    ]


def test_only_the_parts_that_are_asked_for_are_worked_out() -> None:
    draft = a_draft({"mon": ["a/1"]})
    whole = look(draft)
    parts = [look(draft, parts=[part]) for part in ("findings", "hours", "standards", "coverage", "entry", "changes", "text")]
    assert {key: value for part in parts for key, value in part.items()} == whole
    assert set(parts[0]) == {"findings"}


def test_the_text_is_the_track_file_and_an_empty_introduction_is_written_anew() -> None:
    draft = a_draft({"mon": ["a/1"]}, title="Evenings: 8 weeks!")
    told = look(draft)
    assert (told["text"], told["digest"]) == (write_track(draft["track"], "Welcome."), digest(told["text"]))
    assert told["name"] == "evenings-8-weeks.md"
    assert file_name("…") == "track.md"
    assert "This track runs for 1 week." in look(draft | {"body": " "})["text"]


def test_a_draft_without_a_title_or_a_theme_is_looked_at_and_told() -> None:
    draft = a_draft({"mon": ["a/1"]}, title="")
    draft["track"]["weeks"][0]["theme"] = ""
    told = look(draft, mends=True)["findings"]
    assert [(one["path"], one["mends"][0]["title"]) for one in told if one["code"] == "bad-value"] == [
        (["title"], "Call it after its population"),
        (["schedule", 0], "Call it week 1"),
    ]


def test_what_another_library_names_is_told_and_kept_in_the_file() -> None:
    draft = a_draft({"mon": ["a/1", "x/9"]}, population="elsewhere", standards=["nowhere"])
    told = look(draft)
    assert [one["path"] for one in told["findings"] if one["code"] == "unknown-reference"] == [
        ["population"],
        ["standards", 0],
        ["schedule", 0, "mon", 1],
    ]
    assert "x/9" in told["text"]
    assert "population: elsewhere" in told["text"]
    assert told["total"] == "1 h"


CHANGES: list[tuple[list[Any], list[str]]] = [
    ([{"op": "put", "week": 1, "day": "mon", "place": 0, "slot": {"session": "b/2", "again": False, "streams": {}}}], ["'2' in week 1, Monday in place of '1'"]),
    ([{"op": "remove", "week": 1, "day": "mon", "place": 0}], ["Week 1, Monday has an open place in place of '1'", "'1' taken out once"]),
    ([{"op": "swap", "week": 1, "day": "mon", "place": 0, "to": {"week": 2, "day": "mon", "place": 0}}], ["'3' in week 1, Monday, moved from week 2, Monday", "'1' in week 2, Monday, moved from week 1, Monday"]),
    ([{"op": "insert-week", "at": 2, "week": {"theme": "New", "days": {}}}], ["A new week: 'New'"]),
    ([{"op": "drop-week", "at": 1}], ["Week 1, 'Week 1', taken out"]),
    ([{"op": "add-day", "week": 1, "day": "fri", "shape": "day"}], ["A new meeting in week 1, Friday"]),
    ([{"op": "drop-day", "week": 2, "day": "mon"}], ["No meeting any more in week 2, Monday", "'3' taken out once", "'2' taken out once"]),
    ([{"op": "day", "week": 2, "day": "mon", "shape": "day", "start": 600}], ["Week 2, Monday begins at 10:00 am"]),
    ([{"op": "theme", "week": 1, "theme": "Other"}], ["Week 1 is now called 'Other'"]),
    ([{"op": "set", "key": "title", "value": "T"}], ["Title is now 'T'"]),
    ([{"op": "set", "key": "body", "value": "Other."}], ["The introduction changed"]),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "words"), CHANGES)
def test_what_changed_is_told_in_words(edits: list[Any], words: list[str]) -> None:
    base = a_draft({"mon": ["a/1", "b/1"]}, {"mon": ["a/3", "b/2"]})
    assert [row["words"] for row in look(edited(base, edits), base=base, parts=["changes"])["changes"]] == words


def test_a_session_is_new_where_it_first_stands_and_comes_again_later() -> None:
    track = a_track({"thu": ["again a/1"], "mon": ["a/1"]}, {"mon": ["a/1"]})
    assert [[slot["again"] for slot in week["days"][day]["slots"]] for week in marked(track)["weeks"] for day in sorted(week["days"])] == [
        [False],
        [True],
        [True],
    ]
    streams = [{"name": name, "title": name, "population": "anyone"} for name in ("x", "y")]
    chosen = {"x": {"session": "a/1", "again": True}, "y": {"session": "a/2", "again": True}}
    days = {
        "mon": {"shape": "day", "start": None, "slots": [{"session": None, "again": False, "streams": chosen}]},
        "tue": {"shape": "day", "start": None, "slots": [{"session": None, "again": False, "streams": {"x": chosen["y"], "y": chosen["y"]}}]},
    }
    told = marked(a_track(day=a_day("session"), streams=streams, weeks=[{"theme": "One", "days": days}]))["weeks"][0]["days"]
    assert [told[day]["slots"][0]["streams"][name]["again"] for day in ("mon", "tue") for name in ("x", "y")] == [False, False, False, True]


def test_an_edit_that_names_what_is_not_there_changes_nothing() -> None:
    draft = a_draft({"mon": ["a/1"]})
    nowhere = {"week": 7, "day": "mon", "place": 0}
    for edit in (
        {"op": "remove", **nowhere},
        {"op": "put", "slot": {"session": "a/1", "again": False, "streams": {}}, "week": 1, "day": "mon", "place": 5},
        {"op": "swap", "to": nowhere, "week": 1, "day": "mon", "place": 0},
        {"op": "drop-week", "at": 9},
        {"op": "drop-day", "week": 1, "day": "sun"},
        {"op": "day", "week": 1, "day": "sun", "shape": "day", "start": 1},
        {"op": "add-day", "week": 1, "day": "noday", "shape": "day"},
    ):
        assert edited(draft, [edit]) == draft


# mends


def mendable(rng: random.Random) -> Any:
    """A draft in which a few things are wrong."""
    catalogue = whole_catalogue() | {"opening_rules": [rule | {"sessions": rule["sessions"] and ["orientation/safety-plan"]} for rule in RULES]}
    track = any_track(rng, catalogue | {"standards": {}}, 5, streams=False)
    return a_board(catalogue), {"track": track, "body": "Welcome."}


def test_a_mend_takes_its_finding_away_and_brings_no_new_error() -> None:
    rng = random.Random(3)
    offered: dict[str, int] = {}
    for _ in range(25):
        board, draft = mendable(rng)
        before = look(draft, board, parts=["findings"])["findings"]
        for said in rng.sample(before, min(8, len(before))):
            for mend in answer(board, {"do": "mends", "draft": draft, "code": said["code"], "path": said["path"], "message": said["message"]})[
                "mends"
            ]:
                offered[said["code"]] = offered.get(said["code"], 0) + 1
                after = look(edited(draft, mend["edits"]), board, parts=["findings"])["findings"]
                assert mend["title"]
                assert number_of(after, said["code"]) < number_of(before, said["code"])
                assert (said["path"], said["message"]) not in [(one["path"], one["message"]) for one in after]
                errors = {one["code"] for one in after if one["severity"] == "error"}
                assert all(number_of(after, code) <= number_of(before, code) for code in errors)
    assert len(offered) >= 8, offered


def number_of(findings: Any, code: str) -> int:
    return sum(one["code"] == code for one in findings)


MENDED: list[tuple[str, Any, str]] = [
    ("prerequisite-order", a_draft({"mon": ["a/2", "b/2"]}, {"mon": ["a/1", "b/1"]}), "Swap '2' with '1' (week 2, Monday)"),
    ("builds-on-order", a_draft({"mon": ["a/3", "a/1"]}, {"mon": ["b/1", "b/2"]}), "Swap '3' with '1' (week 2, Monday)"),
    ("track-repeat", a_draft({"mon": ["a/1"]}, {"mon": ["a/1"]}), "Mark it as coming again"),
    ("track-slots", a_draft({"mon": ["a/1", "b/2", "b/1"]}, day=a_day("session", "session")), "Take out the last 1 session"),
    ("core-missing", a_draft({"mon": ["b/2"]}, {"mon": ["again b/2"]}), "Put '1' in place of '2' (week 2, Monday), which comes again there"),
    ("topic-missing", a_draft({"mon": ["a/1", "b/1"]}, {"mon": ["again a/1", "again b/1"]}), "Put '2' in place of '1' (week 2, Monday), which comes again there"),
    ("day-too-heavy", a_draft({"mon": ["a/3", "b/1"]}, {"mon": ["a/1", "b/2"]}), "Swap '1' with '2' (week 2, Monday)"),
    ("session-not-suited", a_draft({"mon": ["c/1", "a/1"]}), "Put '2' here"),
    ("meeting-past-midnight", a_draft({"mon": ["a/1", "b/2"], "tue": ["b/1", "a/2"]}, start=1380), "Begin all 2 earlier"),
    ("practice-not-reviewed", a_draft({"mon": ["b/1", "a/1"]}, {"mon": ["a/2", "again a/1"]}, *[{"mon": ["again a/2", "again a/1"]}] * 2), "Put '1' in place of '2' (week 3, Monday), which comes again there"),
    ("week-empty", a_draft({"mon": ["a/1"]}, {}), "Drop week 2"),
    ("introduction-untrue", {"track": a_track({"mon": ["a/1"]}), "body": "We meet for nine weeks."}, "Write the introduction anew"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "draft", "title"), MENDED)
def test_the_mend_that_a_finding_offers_first(code: str, draft: Any, title: str) -> None:
    told = [one for one in look(draft, mends=True)["findings"] if one["code"] == code]
    assert told[0]["mends"][0]["title"] == title
    assert code not in [one["code"] for one in look(edited(draft, told[0]["mends"][0]["edits"]))["findings"]]


def test_an_opener_is_moved_to_the_first_meeting() -> None:
    board = a_board(CATALOGUE | {"opening_rules": RULES})
    draft = a_draft({"mon": ["b/2", "b/1"]}, {"mon": ["a/1", "a/3"]})
    told = next(one for one in look(draft, board, mends=True)["findings"] if one["code"] == "opening-rule")
    assert told["mends"][0]["title"] == "Swap '1' with '2' (week 1, Monday)"


# what could stand here, and what is planned


def test_what_could_stand_at_a_place_comes_best_first_with_reasons_for_and_against() -> None:
    draft = a_draft({"mon": ["open", "b/1"]}, {"mon": ["a/3", "b/1"]})
    draft["track"]["weeks"][0]["days"]["mon"]["slots"][0]["session"] = None
    choices = answer(BOARD, {"do": "fits", "draft": draft, "week": 1, "day": "mon", "place": 0})["choices"]
    assert {choice["session"] for choice in choices} == set(CATALOGUE["order"])
    assert choices[0]["session"] == "a/1"
    assert "core, and not in the track yet" in choices[0]["why"]
    told = {choice["session"]: choice for choice in choices}
    assert "covers what is missing: Tobacco" in told["b/2"]["why"]
    assert "needs '1' before" in told["a/2"]["against"]
    assert "a second heavy session on one day" in told["a/3"]["against"]
    assert "not written for this population" in told["c/1"]["against"]
    assert "stands on this day already" in told["b/1"]["against"]


def test_a_proposal_is_a_draft_with_its_reasons_and_a_request_that_lacks_something_says_what() -> None:
    board = a_board(whole_catalogue(), old={"track": a_track({"mon": ["cbt/five-part-map"]}, population="anxiety"), "body": "x"})
    asked = {"population": "anxiety", "weeks": 8, "days": ["mon", "thu"], "start": 540, "effort": 30, "fit": None}
    made = answer(board, {"do": "propose", "request": asked})
    assert len(made["draft"]["track"]["weeks"]) == 8
    assert made["draft"]["body"].startswith("This track runs for 8 weeks.")
    assert made["reasons"]
    gated, endless = {"gates": [1]}, {"day": [{"kind": "session", "minutes": None}, {"kind": "process", "minutes": None}]}
    assert answer(board, {"do": "propose", "request": asked | gated})["findings"][0]["message"] == "gates go with the enrolment 'gates'"
    assert answer(board, {"do": "propose", "request": asked | endless})["findings"][0]["message"] == "a part of the shape 'day' has no minutes"
    for change, said in (({"fit": "none"}, "there is no track 'none'"), ({"population": "none"}, "there is no population 'none'")):
        assert answer(board, {"do": "propose", "request": asked | change})["findings"][0]["message"] == said
    assert answer(board, {"do": "propose", "request": {"weeks": 8}})["findings"][0]["message"] == "a request needs 'population'"


def test_what_is_locked_stays_where_it_is_and_the_rest_is_planned() -> None:
    board = a_board(whole_catalogue())
    draft = {"track": any_track(random.Random(5), whole_catalogue() | {"standards": {}}, 8, streams=False), "body": "x"}
    draft["track"]["shapes"] = [{"name": "day", "start": 540, "parts": a_day("session", "session")}]
    slot = {"session": "cbt/five-part-map", "again": False, "streams": {}, "locked": True}
    days: Any = {
        day: {"shape": "day", "start": None, "slots": [{"session": None, "again": False, "streams": {}}] * 2} for day in ("mon", "wed", "thu")
    }
    draft["track"] |= {
        "days": {},
        "stages": [],
        "measures": {},
        "process": [],
        "family": [],
        "was": [],
        "standards": [],
        "standard_weeks": {},
        "enrolment": "rolling",
        "gates": [],
        "weeks": [{"theme": "x", "days": days}] * 8,
    }
    draft = edited(draft, [{"op": "put", "week": 3, "day": "wed", "place": 1, "slot": slot}])
    for keep in (False, True):
        made = answer(board, {"do": "fill", "draft": draft, "keep": keep})["draft"]["track"]
        assert made["weeks"][2]["days"]["wed"]["slots"][1] | {"again": False} == slot
        assert all(one["session"] for week in made["weeks"] for day in week["days"].values() for one in day["slots"])


def test_a_draft_is_compared_with_a_track_in_hours_sessions_and_standards() -> None:
    board = a_board(CATALOGUE | {"standards": standards()}, other=a_draft({"mon": ["a/1"]}, standards=["hours"]))
    told = answer(board, {"do": "compare", "draft": a_draft({"mon": ["a/1", "b/1"]}, {"mon": ["b/2", "a/3"]}), "with": "other"})
    rows = {row["title"]: (row["here"], row["there"]) for row in told["rows"]}
    assert (rows["Weeks"], rows["Hours"], rows["Different sessions"]) == (("2 weeks", "1 week"), ("4 h", "1 h"), ("4", "1"))
    assert rows["a rule"] == ("", "not met")
    assert told["weeks"] == [{"week": 1, "here": "2 h", "there": "1 h"}, {"week": 2, "here": "2 h", "there": ""}]


# files


def test_a_table_of_weeks_is_read_back_as_it_was_written() -> None:
    draft = a_draft({"mon": ["a/1", "b/1"], "thu": ["b/2", "a/3"]}, {"mon": ["again a/1", "b/1"]})
    draft["track"]["weeks"][0]["theme"] = '=Say "hi", you'
    made = answer(BOARD, {"do": "read", "text": write_csv(CATALOGUE, draft["track"]), "name": "x.csv"})
    assert made["draft"]["track"]["weeks"] == draft["track"]["weeks"]
    assert made["notes"]
    assert (
        answer(BOARD, {"do": "read", "text": "Week,Theme,Monday\n1,x,Something else\n"})["findings"][0]["message"]
        == "there is no session 'Something else'"
    )
    assert answer(BOARD, {"do": "read", "text": "Week,Theme\n"})["findings"][0]["message"] == "this table has no weeks with days"


def test_a_spoiled_table_gives_findings_or_a_draft() -> None:
    rng = random.Random(4)
    text = write_csv(CATALOGUE, a_track({"mon": ["a/1", "b/1"], "thu": ["b/2", "a/3"]}, {"mon": ["again a/1", "b/1"]}))
    for _ in range(200):
        told = answer(BOARD, {"do": "read", "text": "Week,Theme,Mon\n" + spoiled(rng, text)})
        assert told.get("findings") or look(told["draft"])["text"]


HOSTILE: list[Any] = [
    None, [], "look", {}, {"do": None}, {"do": ["look"]}, {"do": "__init__"}, {"do": "look"}, {"do": "look", "draft": None}, {"do": "look", "draft": []},
    {"do": "look", "draft": {"track": {}, "body": ""}}, {"do": "look", "draft": a_draft({"mon": ["a/1"]}), "base": 5}, {"do": "look", "draft": a_draft({"mon": ["a/1"]}), "parts": ["x"]},
    {"do": "look", "draft": a_draft({"mon": ["a/1"]}), "standards": [1]}, {"do": "look", "draft": a_draft({"mon": ["a/1"]}) | {"body": None}},
    {"do": "look", "draft": a_draft({"mon": ["a/1"]}), "base": {"track": None, "body": ""}}, {"do": "fits", "draft": a_draft({"mon": ["a/1"]}), "week": 10**40, "day": "mon", "place": 0},
    {"do": "mends", "draft": a_draft({"mon": ["a/1"]}), "code": 1, "path": []}, {"do": "propose", "request": []}, {"do": "propose", "request": {"emphasis": {"a": -1}}},
    {"do": "propose", "request": {"effort": 10**9}}, {"do": "propose", "request": {"days": [["mon"], "tue", 3]}}, {"do": "read"}, {"do": "read", "text": None}, {"do": "compare", "draft": a_draft({"mon": ["a/1"]}), "with": "x"},
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_what_is_not_understood_is_an_error_in_words(number: int) -> None:
    assert answer(BOARD, HOSTILE[number])["error"].endswith(".")


def test_places_that_are_not_there_are_answered_all_the_same() -> None:
    draft = a_draft({"mon": ["a/1"]})
    assert answer(BOARD, {"do": "fits", "draft": draft, "week": 9, "day": "sun", "place": 3})["choices"]
    assert answer(BOARD, {"do": "mends", "draft": draft, "code": "no-such", "path": ["schedule", 99], "message": ""}) == {"mends": []}


# the same everywhere


def test_scores_of_start_days_are_those_of_the_entry_table() -> None:
    rng = random.Random(6)
    catalogue = a_small_catalogue()
    looked = 0
    for _ in range(60):
        track = any_track(rng, catalogue, 6)
        if goes_round(track) and not track["streams"]:
            looked += 1
            rows = entry(catalogue, track)["entries"]
            means = [sum(stay["score"] for stay in row["stays"]) // len(row["stays"]) for row in rows]
            assert [row["score"] for row in start_scores(catalogue, track)] == means
    assert looked > 20


def sequences(number: int) -> list[tuple[Any, Any, Any]]:
    """`(board, base, draft)` after a random sequence of edits, on real tracks and others."""
    rng = random.Random(7)
    small, whole = a_small_catalogue(), catalogue_of(real_library())
    own = [read_track(path.read_text(encoding="utf-8"))["draft"] for path in sorted((ROOT / "curriculum" / "tracks").glob("*.md"))]
    for draft in own:
        draft["track"]["weeks"] = draft["track"]["weeks"][:5]
    made = []
    for turn in range(number):
        catalogue = whole if turn % 4 == 0 else small
        base = fresh(rng, own[turn // 4 % len(own)]) if turn % 4 == 0 else {"track": any_track(rng, catalogue, 4), "body": "Welcome."}
        draft = base
        for _ in range(rng.randint(1, 12)):
            draft = edited(draft, any_edits(rng, catalogue, draft, 1))
        made.append((a_board(catalogue | {"opening_rules": RULES}), base, draft))
    return made


def fresh(rng: random.Random, draft: Any) -> Any:
    return {"track": marked(fitted(draft["track"])), "body": draft["body"]}


@pytest.mark.slow
def test_page_and_command_find_the_same_after_200_random_sequences_of_edits() -> None:
    for board, base, draft in sequences(200):
        told = answer(board, {"do": "look", "draft": draft, "base": base})
        ours = [one for one in told["findings"] if one["code"] not in ("introduction-untrue", "bad-value", "unknown-reference")]
        assert read_track(told["text"])["draft"]["track"] == loaded(told["text"])["track"]
        theirs = check(board["catalogue"], loaded(told["text"])["track"])
        assert [{key: one[key] for key in ("code", "path", "message", "hint")} for one in ours] == theirs


PAGE = ROOT / "templates/assets-staff/js/board-edits.js"


@pytest.mark.skipif(shutil.which("node") is None or not PAGE.exists(), reason="node runs the page's script")
def test_the_page_makes_every_edit_as_the_planner_does() -> None:
    rng, catalogue = random.Random(9), a_small_catalogue()
    jobs = []
    for _ in range(300):
        draft = {"track": any_track(rng, catalogue, 6), "body": "Welcome."}
        jobs.append({"draft": draft, "edits": any_edits(rng, catalogue, draft, rng.randint(1, 10))})
    run = ["node", str(HERE / "edits_on_the_page.mjs"), str(PAGE)]
    done = subprocess.run(run, input=json.dumps(jobs), capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [edited(job["draft"], job["edits"]) for job in jobs]


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("node") is None, reason="node runs MicroPython's WebAssembly")
def test_micropython_looks_at_200_random_sequences_of_edits_byte_for_byte_as_cpython_does() -> None:
    made = sequences(200)
    names = {id(board["catalogue"]["sessions"]): board["catalogue"] for board, _, _ in made}
    jobs: list[Any] = [
        {"catalogue": str(id(board["catalogue"]["sessions"])), "asked": {"do": "look", "draft": draft, "base": base}} for board, base, draft in made
    ]
    jobs += [
        {"catalogue": job["catalogue"], "asked": {"do": "fits", "draft": job["asked"]["draft"], "week": 1, "day": "mon", "place": 0}}
        for job in jobs[::20]
    ]
    jobs += [
        {"catalogue": job["catalogue"], "asked": {"do": "look", "draft": job["asked"]["draft"], "parts": ["findings"], "mends": True}}
        for job in jobs[1:80:16]
    ]
    jobs += [
        {"catalogue": job["catalogue"], "asked": {"do": "read", "text": look(job["asked"]["draft"], made[0][0])["text"]}} for job in jobs[:200:10]
    ]
    work = {"catalogues": {str(name): catalogue for name, catalogue in names.items()}, "board": a_board(None), "jobs": jobs}
    runner = ["node", str(HERE / "planner_in_micropython.mjs"), str(ROOT / "templates/assets-staff/micropython"), str(ROOT / "builder/planner")]
    done = subprocess.run(runner, input=json.dumps(work, ensure_ascii=False), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    answers = done.stdout.splitlines()
    assert len(answers) == len(jobs)
    for job, theirs in zip(jobs, answers, strict=True):
        assert theirs == as_json(answer(a_board(work["catalogues"][job["catalogue"]]), job["asked"]))

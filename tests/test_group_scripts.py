"""What the facilitators' pages reckon in the browser: clock times of a run sheet, the timer of room mode, the lines of a note."""

from __future__ import annotations

import pytest

from builder.load.library import load_library
from builder.planner.hours import as_clock, as_hours, as_time
from builder.tracks.plan import plan
from builder.views.meeting import run_sheet
from tests.scripts import in_node, with_node
from tests.trees import SMALL

pytestmark = [pytest.mark.slow, with_node]

PARTS = [{"minutes": 10, "short": 10}, {"minutes": 30, "short": 20}, {"minutes": 8, "short": 0}, {"minutes": 5, "short": 5}]
STEM = "Member identified ____ (number) thought(s) linked to ____; help: ____ (no / some / much)."


def test_the_run_sheet_gives_the_agenda_of_the_plan_for_the_planned_start() -> None:
    library = load_library(SMALL)
    meetings = [meeting for track in library.tracks for meeting in plan(library, track).meetings]
    given = [{"start": as_clock(meeting.start), "lengths": [part.minutes for part in meeting.parts]} for meeting in meetings]
    asked = "given.map((one) => m.starts(m.minutesOf(one.start), one.lengths).map((time) => m.asTime(time, '12-hour')))"
    theirs = in_node("runsheet-times.js", asked, given)
    assert len(theirs) > 3
    for meeting, times in zip(meetings, theirs, strict=True):
        starts = [line.agenda.start for line in run_sheet(library, meeting)]
        assert times == [*starts, as_time(meeting.end, "12-hour")]


def test_groups_that_meet_at_one_time_begin_together_and_what_follows_waits_for_the_longest() -> None:
    given = {"lengths": [15, 60, 50, 10, 30], "beside": [False, False, True, False, False]}
    assert in_node("runsheet-times.js", "m.starts(600, given.lengths, given.beside)", given) == [600, 615, 615, 675, 685, 715]


def test_the_parts_inside_a_session_begin_where_the_one_before_ends() -> None:
    library = load_library(SMALL)
    meeting = plan(library, library.tracks[0]).meetings[0]
    line = next(line for line in run_sheet(library, meeting) if line.parts)
    asked = "m.starts(m.minutesOf(given.start), given.lengths).slice(0, -1).map((time) => m.asTime(time, '12-hour').split(' ')[0])"
    start = next(part.start for part in meeting.parts if part.session)
    given = {"start": as_clock(start), "lengths": [part.minutes for part in line.parts]}
    assert in_node("runsheet-times.js", asked, given) == [part.start for part in line.parts]


@pytest.mark.parametrize("style", ["12-hour", "24-hour"])
def test_times_and_lengths_are_written_as_the_pages_write_them(style: str) -> None:
    given = list(range(0, 3000, 7))
    assert in_node("runsheet-times.js", f"given.map((one) => m.asTime(one, '{style}'))", given) == [as_time(one, style) for one in given]
    assert in_node("runsheet-times.js", "given.map(m.asHours)", given) == [as_hours(one) for one in given]


def test_what_is_no_time_of_day_is_no_start() -> None:
    given = ["17:30", "05:30:00", "", None, "24:00", "17:61", "soon"]
    assert in_node("runsheet-times.js", "given.map(m.minutesOf)", given) == [1050, 330, None, None, None, None, None]


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (1200, "Ends at 8:00 pm, as planned."),
        (1190, "Ends at 7:50 pm, 10 min before the planned end."),
        (1215, "Ends at 8:15 pm, 15 min after the planned end. The short version of B saves 20 min."),
        (
            1230,
            "Ends at 8:30 pm, 30 min after the planned end. The short version of B saves 20 min, and the short version of A saves 15 min.",
        ),
        (
            1260,
            "Ends at 9:00 pm, 60 min after the planned end. "
            "The short version of B saves 20 min, and the short version of A saves 15 min. That leaves 25 min over.",
        ),
    ],
)
def test_a_late_end_says_which_session_may_be_shortened(end: int, said: str) -> None:
    sessions = [
        {"title": "A", "minutes": 60, "short": 45, "isShort": False},
        {"title": "B", "minutes": 60, "short": 40, "isShort": False},
        {"title": "C", "minutes": 60, "short": 30, "isShort": True},
    ]
    assert in_node("runsheet-times.js", "m.endSaid(given.end, 1200, given.sessions, '12-hour')", {"end": end, "sessions": sessions}) == said


def test_a_late_end_that_nothing_can_mend_says_so() -> None:
    assert in_node("runsheet-times.js", "m.endSaid(1210, 1200, [], '24-hour')") == (
        "Ends at 20:10, 10 min after the planned end. No session here can be shortened further."
    )


def test_in_the_short_version_the_parts_that_go_are_passed_over() -> None:
    ways = "[false, true].map((isShort) => [0, 1, 2, 3, 4, 5].map((part) => m.beside(part, 1, m.lengths(given, isShort))))"
    assert in_node("room-timer.js", ways, PARTS) == [[1, 2, 3, 4, 5, 5], [1, 2, 4, 4, 5, 5]]
    back = "[0, 1, 4, 5].map((part) => m.beside(part, -1, m.lengths(given, true)))"
    assert in_node("room-timer.js", back, PARTS) == [0, 0, 2, 4]


def test_a_part_keeps_the_time_that_it_had_when_someone_looks_ahead_and_comes_back() -> None:
    walk = """(() => {
      const minutes = m.lengths(given, false);
      let state = m.moved(m.fresh(minutes), 1, 1000);
      state = m.moved(state, 2, 1240);
      state = m.moved(state, 1, 1250);
      return [m.secondsLeft(state, minutes, 1310), m.untilEnd(state, minutes, 1310), m.spentOn(state, 2, 1310), m.minutesHad(state, [0, 1], 1310)];
    })()"""
    assert in_node("room-timer.js", walk, PARTS) == [600 - 240 - 60, 300 + (30 + 8 + 5) * 60, 10, 5]


def test_time_does_not_run_before_and_after_group() -> None:
    walk = """(() => {
      const before = m.moved(m.fresh([10, 30, 8, 5]), 0, 5);
      const after = m.moved(m.moved(before, 4, 5), 5, 65);
      return [before.since, after.spent, m.moved(after, 4, 665).spent];
    })()"""
    assert in_node("room-timer.js", walk) == [None, [0, 0, 0, 0, 60], [0, 0, 0, 0, 60]]


@pytest.mark.parametrize(("seconds", "said"), [(600, "10 min left"), (541, "10 min left"), (61, "2 min left"), (60, "last minute"), (0, "time is up"), (-125, "2 min over")])  # fmt: skip
def test_the_timer_says_minutes_and_no_seconds(seconds: int, said: str) -> None:
    assert in_node("room-timer.js", "m.leftSaid(given)", seconds) == said


STEPS = [
    part | {"line": line, "kind": "session", "session": session, "stream": ""} for line, session in enumerate(("a/one", "b/two")) for part in PARTS
]
PLANNED = "given.parts.map(({ minutes }) => minutes)"
BEGUN = {
    "part": 3,
    "plan": [10, 20, 0, 5, 10, 20, 8, 5],
    "before": [10, 30, 8, 5, 10, 30, 8, 5],
    "spent": [0, 480, 300, 12],
    "since": 90000,
    "stream": 1,
    "isNew": True,
    "isCo": True,
    "tells": ["sound"],
    "exercise": {"minutes": 3, "ends": 90100},
}
FRESH = {"part": 0, "plan": [10, 30, 8, 5, 10, 30, 8, 5], "before": None, "spent": [], "since": None}


def test_a_reload_in_the_middle_of_group_loses_nothing() -> None:
    asked = f"m.fromHash('#' + m.toHash(given.state, {PLANNED}), given.parts, 90030)"
    assert in_node("room-timer.js", asked, {"state": BEGUN, "parts": STEPS}) == BEGUN


@pytest.mark.parametrize(
    "given",
    ["", "#part=9&since=10", "#part=2", "#part=2&since=10", "#part=2&since=99999", "#part=1&spent=x&since=90000", "#plan=1.2", "#plan=x.30.8.5.10.30.8.5", "#before=&exercise=3.90100"],
)  # fmt: skip
def test_an_address_of_another_day_or_with_nonsense_begins_afresh(given: str) -> None:
    found = in_node("room-timer.js", "m.fromHash(given.hash, given.parts, 90030)", {"hash": given, "parts": STEPS})
    assert found == FRESH | {"stream": 0, "isNew": False, "isCo": False, "tells": [], "exercise": None}


@pytest.mark.parametrize(
    ("given", "plan"),
    [("#short=b/two&start=17:45", [10, 30, 8, 5, 10, 20, 0, 5]), ("#short=a/one&short=b/two", [10, 20, 0, 5, 10, 20, 0, 5]), ("#short=1", [10, 20, 0, 5, 10, 20, 0, 5])],
)  # fmt: skip
def test_what_was_chosen_on_the_run_sheet_carries_over(given: str, plan: list[int]) -> None:
    found = in_node("room-timer.js", "m.fromHash(given.hash + '&new=1', given.parts, 90030)", {"hash": given, "parts": STEPS})
    assert (found["plan"], found["isNew"]) == (plan, True)


def test_other_minutes_can_be_taken_back_once() -> None:
    walk = """(() => {
      const first = m.replanned(m.fresh([10, 30]), [10, 20]);
      return [first.before, m.replanned(first, [10, 20]).before, m.replanned(first, [5, 20]).before];
    })()"""
    assert in_node("room-timer.js", walk) == [[10, 30], [10, 30], [10, 20]]


@pytest.mark.parametrize(("now", "end", "minutes"), [(1050, 1255, 205), (1255, 1250, -5), (1430, 10, 20), (10, 1430, -20), (600, 600, 0)])
def test_the_minutes_to_an_end_go_over_midnight(now: int, end: int, minutes: int) -> None:
    assert in_node("room-timer.js", "m.minutesTo(given[0], given[1])", [now, end]) == minutes


@pytest.mark.parametrize(("seconds", "said"), [(185, "3:05"), (60, "1:00"), (7, "0:07")])
def test_an_exercise_counts_down_to_the_second(seconds: int, said: str) -> None:
    assert in_node("room-timer.js", "m.counted(given)", seconds) == said


def test_a_blank_is_named_by_the_words_that_lead_to_it() -> None:
    blanks = [piece for piece in in_node("notes-text.js", "m.pieces(given)", STEM) if not isinstance(piece, str)]
    assert [(one["before"], one["hint"], one["choices"]) for one in blanks] == [
        ("Member identified", "number", []),
        ("thought(s) linked to", "", []),
        ("help", "", ["no", "some", "much"]),
    ]


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ([], STEM),
        (["3", " shame ", "some"], "Member identified 3 thought(s) linked to shame; help: some."),
        (["3", "shame", "Some"], "Member identified 3 thought(s) linked to shame; help: Some."),
        (["", "", "with a nudge"], "Member identified ____ (number) thought(s) linked to ____; help: with a nudge (no / some / much)."),
    ],
)
def test_a_line_of_the_note_keeps_its_open_blanks_and_drops_hints_that_were_followed(values: list[str], line: str) -> None:
    assert in_node("notes-text.js", "m.filled(given.line, given.values)", {"line": STEM, "values": values}) == line


@pytest.mark.parametrize(("value", "line"), [("60", "Minutes: 60"), ("52", "Minutes: 52"), ("", "Minutes: ____ (60 / 38)")])
def test_any_figure_answers_where_the_choices_are_figures(value: str, line: str) -> None:
    given = {"line": "Minutes: ____ (60 / 38)", "values": [value]}
    assert in_node("notes-text.js", "m.filled(given.line, given.values)", given) == line

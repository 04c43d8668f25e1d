"""A track on real days: closures under both policies, hours of weeks, findings, and what the command writes."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.codes import CODES
from builder.dates.closures import CalendarError, Closures, public_holidays, read_closures
from builder.finding import CurriculumError, Finding
from builder.load.entry import validate
from builder.model.closures import ClosuresMeta
from builder.model.library import Library
from builder.model.reference import Standard, StandardMeta
from builder.pages.dated import as_text
from builder.tracks.dated import DatedSyllabus, Policy, date_syllabus, dated_findings
from builder.tracks.plan import plan
from builder.views.dated import dated_view
from builder.views.ondates import dates_data, form_holidays
from tests.factories import a_data_file, a_library, a_session, a_track
from tests.project import TODAY, a_project

CLEAN, FINDINGS, WRONG_USAGE = 0, 1, 2
TRACK = "curriculum/tracks/evening.md"
ONE, TWO = ["mood/one"], ["mood/two"]
MON_THU: tuple[Mapping[str, Sequence[Any]], ...] = ({"mon": ONE, "thu": TWO}, {"mon": [{"again": "mood/one"}], "thu": [{"again": "mood/two"}]})


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def closures(**reasons: str) -> Closures:
    """`d2027_01_07="Snow"`: days closed, and why."""
    return Closures({day(name[1:].replace("_", "-")): reason for name, reason in reasons.items()})


def library_with(*weeks: Mapping[str, Sequence[Any]], requires: Sequence[str] = (), **changes: Any) -> Library:
    sessions = a_session("mood/one"), a_session("mood/two", requires=list(requires))
    standards = changes.pop("standards", {})
    return a_library(*sessions, tracks=[a_track(*weeks, **{"standards": list(standards), **changes})], standards=standards)


def dated(library: Library, start: str, closed: Closures | None = None, policy: Policy = "reflow") -> DatedSyllabus:
    return date_syllabus(plan(library, library.tracks[0]), day(start), closed or Closures(), policy)


def days_of(made: DatedSyllabus) -> list[str]:
    return [str(meeting.on) for meeting in made.held]


def found_in(library: Library, made: DatedSyllabus) -> list[Finding]:
    return list(dated_findings(library, made))


# Dates


def test_meetings_fall_on_the_days_of_their_weeks() -> None:
    made = dated(library_with(*MON_THU), "2027-01-04")
    assert days_of(made) == ["2027-01-04", "2027-01-07", "2027-01-11", "2027-01-14"]


def test_a_cycle_runs_over_the_end_of_the_year() -> None:
    made = dated(library_with(*MON_THU), "2026-12-28")
    assert days_of(made) == ["2026-12-28", "2026-12-31", "2027-01-04", "2027-01-07"]


def test_a_leap_day_is_a_day_like_others() -> None:
    made = dated(library_with({"tue": ONE}, {"tue": TWO}), "2028-02-29")
    assert days_of(made) == ["2028-02-29", "2028-03-07"]
    assert days_of(dated(library_with({"mon": ONE, "thu": TWO}, {"mon": ONE}), "2028-02-28")) == ["2028-02-28", "2028-03-02", "2028-03-06"]


def test_a_track_that_begins_in_the_middle_of_a_week_keeps_its_later_mondays() -> None:
    made = dated(library_with({"wed": ONE}, {"mon": TWO, "wed": TWO}), "2027-01-06")
    assert days_of(made) == ["2027-01-06", "2027-01-11", "2027-01-13"]


def test_a_week_without_meetings_stays_empty() -> None:
    made = dated(library_with({"mon": ONE}, {}, {"mon": TWO}), "2027-01-04")
    assert days_of(made) == ["2027-01-04", "2027-01-18"]
    assert [week.minutes for week in made.weeks] == [60, 0, 60]


@pytest.mark.parametrize(
    ("start", "nearest"),
    [("2027-01-05", "2027-01-04 or 2027-01-11"), ("2027-01-10", "2027-01-11 or 2027-01-04"), ("2027-01-01", "2027-01-04 or 2026-12-28")],
)
def test_a_start_on_another_weekday_names_the_nearest_right_dates(start: str, nearest: str) -> None:
    with pytest.raises(CurriculumError) as caught:
        dated(library_with(*MON_THU), start)
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.file) == ("start-weekday", TRACK)
    assert finding.hint == f"start on {nearest}, both a Monday"


def test_a_track_without_meetings_has_no_calendar() -> None:
    with pytest.raises(CalendarError, match="has no meetings"):
        dated(library_with({}), "2027-01-04")


# Closed days

SNOW = closures(d2027_01_07="Snow")


def test_reflow_moves_a_closed_meeting_and_all_after_it() -> None:
    made = dated(library_with(*MON_THU), "2027-01-04", SNOW)
    assert days_of(made) == ["2027-01-04", "2027-01-11", "2027-01-14", "2027-01-18"]
    assert [meeting.meeting.id for meeting in made.held] == ["week-1-mon", "week-1-thu", "week-2-mon", "week-2-thu"]
    assert [meeting.moved for meeting in made.held] == [False, True, True, True]
    assert made.missed == ()


def test_skip_drops_a_closed_meeting_and_leaves_the_others() -> None:
    made = dated(library_with(*MON_THU), "2027-01-04", SNOW, "skip")
    assert days_of(made) == ["2027-01-04", "2027-01-11", "2027-01-14"]
    assert [(meeting.meeting.id, meeting.closed) for meeting in made.missed] == [("week-1-thu", "Snow")]


@pytest.mark.parametrize(("policy", "minutes"), [("reflow", [60, 120, 60]), ("skip", [60, 120])])
def test_the_hours_of_a_week_fall_with_a_closed_day(policy: Policy, minutes: list[int]) -> None:
    made = dated(library_with(*MON_THU), "2027-01-04", SNOW, policy)
    assert [week.minutes for week in made.weeks] == minutes
    assert [week.planned_minutes for week in made.weeks][:2] == [120, 120]


def test_the_hours_of_all_weeks_add_up_to_the_syllabus_under_reflow() -> None:
    made = dated(library_with(*MON_THU), "2027-01-04", SNOW)
    assert sum(week.minutes for week in made.weeks) == made.syllabus.totals["minutes"]


def test_a_whole_closed_week_moves_the_track_by_a_week() -> None:
    whole = closures(d2027_01_11="Move", d2027_01_12="Move", d2027_01_14="Move")
    made = dated(library_with(*MON_THU), "2027-01-04", whole)
    assert days_of(made) == ["2027-01-04", "2027-01-07", "2027-01-18", "2027-01-21"]
    assert [(week.minutes, [closed.reason for closed in week.closed]) for week in made.weeks] == [(120, []), (0, ["Move", "Move"]), (120, [])]


def test_a_whole_closed_week_under_skip_teaches_nothing_in_it() -> None:
    made = dated(library_with(*MON_THU), "2027-01-04", closures(d2027_01_11="Move", d2027_01_14="Move"), "skip")
    assert [week.minutes for week in made.weeks] == [120, 0]


def test_a_closed_first_day_moves_the_first_meeting() -> None:
    made = dated(library_with(*MON_THU), "2027-01-04", closures(d2027_01_04="New Year"))
    assert (days_of(made)[0], str(made.weeks[0].monday)) == ("2027-01-07", "2027-01-04")


def test_a_day_on_which_nobody_meets_changes_nothing_when_it_is_closed() -> None:
    library = library_with(*MON_THU)
    assert dated(library, "2027-01-04", closures(d2027_01_05="Tuesday")) == dated(library, "2027-01-04")


def test_meetings_pushed_past_a_track_with_fewer_days_at_the_end_take_its_last_pattern() -> None:
    made = dated(library_with({"mon": ONE, "thu": TWO}, {"mon": [{"again": "mood/one"}]}), "2027-01-04", SNOW)
    assert days_of(made) == ["2027-01-04", "2027-01-11", "2027-01-18"]


def test_closures_without_end_are_a_finding() -> None:
    forever = Closures({}, ClosuresMeta.model_validate({"closed": [{"on": day("2027-01-07"), "until": day("2040-01-01"), "reason": "Works"}]}))
    with pytest.raises(CurriculumError) as caught:
        dated(library_with(*MON_THU), "2027-01-04", forever)
    assert [finding.code for finding in caught.value.findings] == ["calendar-full"]


# What is lost


def test_a_session_that_falls_out_for_good_is_reported_with_what_requires_it() -> None:
    library = library_with({"mon": ONE, "thu": TWO}, {"mon": [{"again": "mood/two"}]}, requires=["mood/one"])
    (finding,) = found_in(library, dated(library, "2027-01-04", closures(d2027_01_04="Snow"), "skip"))
    assert finding.code == "calendar-falls-out"
    assert finding.message == "'mood/one' falls out: no group on 2027-01-04 (Snow), and it is required by 'mood/two'"


def test_a_session_that_comes_again_before_it_is_needed_is_not_reported() -> None:
    library = library_with({"mon": ONE, "thu": TWO}, {"mon": [{"again": "mood/one"}], "thu": [{"again": "mood/two"}]})
    made = dated(library, "2027-01-04", SNOW, "skip")
    assert found_in(library, made) == []
    assert [(out.session.id, str(out.again)) for out in dated_view(library, made).falls_out] == [("mood/two", "2027-01-14")]


def test_nothing_falls_out_under_reflow() -> None:
    library = library_with({"mon": ONE, "thu": TWO})
    assert found_in(library, dated(library, "2027-01-04", closures(d2027_01_04="Snow"))) == []


def a_floor(**asked: Any) -> dict[str, Standard]:
    told = {"title": "A floor", "summary": "A floor.", "source": "A text", "checked_on": "2026-11-01", "confidence": "unverified"}
    source = a_data_file("standards/floor.yml", {**told, "requirements": [{"text": "A floor", **asked}]})
    return {"floor": Standard("floor", validate(StandardMeta, source), source)}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"kind": "hours-per-week", "minimum": 2}, "has 1 h, under the 2 h of 'floor': Snow"),
        ({"kind": "days-per-week", "minimum": 2}, "has 1 day, under the 2 days of 'floor': Snow"),
    ],
)
def test_a_week_that_a_closed_day_takes_under_a_floor_is_reported(asked: dict[str, Any], says: str) -> None:
    library = library_with(*MON_THU, standards=a_floor(**asked))
    (finding,) = found_in(library, dated(library, "2027-01-04", SNOW))
    assert (finding.code, finding.message) == ("calendar-hours", f"the week of 2027-01-04 {says}")


def test_a_stage_that_a_closed_day_takes_under_its_floor_is_reported_where_the_stage_names_it() -> None:
    stages = [{"title": "Light", "days": ["mon", "thu"], "weeks": 2, "standards": ["floor"]}]
    library = library_with(*MON_THU, stages=stages, standards=a_floor(kind="hours-per-week", minimum=2))
    _, finding = sorted(found_in(library, dated(library, "2027-01-04", SNOW)), key=lambda found: "stage" in found.message)
    assert finding.message == "the week of 2027-01-04 has 1 h for the stage 'Light', under the 2 h of 'floor': Snow on 2027-01-07"
    assert finding.place == library.tracks[0].source.at("stages", 0, "standards", 0)


def test_a_week_that_stays_on_its_floor_is_not_reported() -> None:
    library = library_with(*MON_THU, standards=a_floor(kind="hours-per-week", minimum=1))
    assert found_in(library, dated(library, "2027-01-04", SNOW)) == []


# Holidays and the file of closures


def test_holidays_are_those_of_the_country_and_the_state() -> None:
    country, state = (public_holidays("US", name, range(2027, 2028)) for name in (None, "TX"))
    assert country[day("2027-01-18")] == "Martin Luther King Jr. Day"
    assert day("2027-03-02") in state
    assert day("2027-03-02") not in country
    assert public_holidays("US", "US-TX", range(2027, 2028)) == state


def test_holidays_are_closed_on_the_day_on_which_they_are_observed_too() -> None:
    assert {day("2027-07-04"), day("2027-07-05")} <= set(public_holidays("US", None, range(2027, 2028)))


@pytest.mark.parametrize(
    ("country", "state", "says"),
    [
        ("USA", None, "no country 'USA'; did you mean 'US'"),
        ("us", None, "did you mean 'US'"),
        ("US", "tx", "no state 'tx'; did you mean 'TX'"),
        ("!", None, "two letters"),
    ],
)
def test_a_country_or_state_that_does_not_exist_names_the_nearest(country: str, state: str | None, says: str) -> None:
    with pytest.raises(CalendarError, match=says):
        public_holidays(country, state, range(2027, 2028))


def read(folder: Path, text: str) -> ClosuresMeta:
    path = folder / "closures.yml"
    path.write_text(text, encoding="utf-8")
    return read_closures(path, "closures.yml")


def test_a_file_closes_days_and_ranges_and_opens_holidays(tmp_path: Path) -> None:
    text = "closed:\n  - {on: 2027-01-07, reason: Snow}\n  - {on: 2027-01-11, until: 2027-01-12, reason: Move}\nopen: [2027-01-18]\n"
    closed = Closures({day("2027-01-18"): "Holiday", day("2027-01-12"): "Other"}, read(tmp_path, text))
    days = [f"2027-01-{number:02d}" for number in (6, 7, 11, 12, 13, 18)]
    assert [closed.reason(day(text)) for text in days] == [None, "Snow", "Move", "Move", None, None]


@pytest.mark.parametrize(
    ("text", "code", "place", "hint"),
    [
        ("closed:\n  - {onn: 2027-01-07, reason: Snow}\n", "unknown-key", (2, 6), "did you mean 'on'?"),
        ("close: []\n", "unknown-key", (1, 1), "did you mean 'closed'?"),
        ("closed:\n  - {on: 2027-02-30, reason: Snow}\n", "bad-value", (2, 10), "write a date as 2027-01-31, without quotes, on a day that there is"),
        ("closed:\n  - {on: 20270107, reason: Snow}\n", "bad-value", (2, 10), "write a date as 2027-01-31, without quotes, on a day that there is"),
        ("closed:\n  - {on: 2027-01-07}\n", "missing-key", (2, 5), "add a line `reason: ...`"),
        ("closed:\n  - {on: 2027-01-07, until: 2027-01-04, reason: Snow}\n", "calendar-file", (2, 29), "swap the two dates, or mend the year"),
        ("closed:\n  - {on: 2027-01-07, reason: A}\nopen: [2027-01-07]\n", "calendar-file", (3, 8), "take it out of one of the two lists"),
        ("closed: [\n", "yaml-syntax", (2, 1), "look for a comma too many, or a missing bracket"),
        ("", "bad-value", (1, 1), "keys are: closed, open"),
    ],
)
def test_a_broken_file_is_a_finding_at_its_line_and_column(tmp_path: Path, text: str, code: str, place: tuple[int, int], hint: str) -> None:
    with pytest.raises(CurriculumError) as caught:
        read(tmp_path, text)
    (finding,) = caught.value.findings
    assert (finding.code, (finding.place.line, finding.place.column), finding.hint) == (code, place, hint)


# The command


def run(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), "--today", str(TODAY), "calendar", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project: one track of eight Wednesdays."""
    return a_project(tmp_path_factory.mktemp("calendar"))


def test_the_command_lists_the_days_and_writes_four_files(root: Path, tmp_path: Path) -> None:
    result = run(root, "wednesdays", "--start", "2026-11-11", "--country", "US", "--out", str(tmp_path / "new" / "out"))
    assert result.exit_code == CLEAN
    assert "  Wed, Nov 11   closed: Veterans Day\n" in result.stdout
    assert "  Wed, Nov 18   6:00 pm to 8:00 pm  " in result.stdout
    assert "(moved from Wed, Nov 11)" in result.stdout
    assert sorted(path.name for path in (tmp_path / "new" / "out").iterdir()) == ["participants.ics", "staff.ics", "syllabus.csv", "syllabus.json"]


def test_the_files_hold_what_the_list_says(root: Path, tmp_path: Path) -> None:
    run(root, "wednesdays", "--start", "2026-11-11", "--country", "US", "--policy", "skip", "--out", str(tmp_path))
    rows = list(csv.DictReader((tmp_path / "syllabus.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["date"], row["status"], row["minutes"]) for row in rows][:2] == [("2026-11-11", "not-held", "0"), ("2026-11-18", "held", "100")]
    whole = json.loads((tmp_path / "syllabus.json").read_text(encoding="utf-8"))
    assert whole["minutes"] == sum(int(row["minutes"]) for row in rows)
    assert [week["minutes"] for week in whole["weeks"]][:2] == [0, 100]
    assert whole["falls_out"][0] == {"session": "sleep/same-time-up", "title": rows[0]["titles"], "date": "2026-11-11", "reason": "Veterans Day", "again": "2026-12-09"}  # fmt: skip


def test_the_same_request_writes_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(root, "wednesdays", "--start", "2027-01-06", "--out", str(tmp_path / name))
    files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert files[0] == files[1]


def test_without_a_folder_files_go_to_build(root: Path) -> None:
    result = run(root, "wednesdays", "--start", "2027-01-06")
    assert "wrote build/calendar/wednesdays-2027-01-06/staff.ics" in result.stderr
    assert (root / "build/calendar/wednesdays-2027-01-06/staff.ics").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["wednesdays", "--start", "2027-01-04"], FINDINGS, "curriculum/tracks/wednesdays.md:14:5: error[start-weekday]"),
        (["wednesdays", "--start", "2027-01-06", "--closures", "no-such.yml"], FINDINGS, "no-such.yml:1:1: error[missing-file]"),
        (["wednesday", "--start", "2027-01-06"], WRONG_USAGE, "there is no track 'wednesday'; did you mean 'wednesdays'?"),
        (["wednesdays", "--start", "2027-13-06"], WRONG_USAGE, "Invalid value for '--start'"),
        (["wednesdays", "--start", "2999-01-02"], WRONG_USAGE, "in the years 2000 to 2090"),
        (["wednesdays", "--start", "2027-01-06", "--state", "TX"], WRONG_USAGE, "--state needs --country"),
        (["wednesdays", "--start", "2027-01-06", "--policy", "wait"], WRONG_USAGE, "Invalid value for '--policy'"),
    ],
)
def test_a_request_that_cannot_be_met_writes_nothing(root: Path, tmp_path: Path, arguments: list[str], code: int, says: str) -> None:
    (tmp_path / "staff.ics").write_bytes(b"before")
    result = run(root, *arguments, "--out", str(tmp_path))
    assert result.exit_code == code
    assert says in result.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"staff.ics": b"before"}


def test_a_folder_that_cannot_be_made_is_a_sentence(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = run(root, "wednesdays", "--start", "2027-01-06", "--out", str(tmp_path / "file" / "under"))
    assert result.exit_code == FINDINGS
    assert str(tmp_path / "file" / "under") in result.stderr
    assert result.stderr.endswith("No calendar was written.\n")


def test_other_files_in_the_folder_stay(root: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"mine")
    run(root, "wednesdays", "--start", "2027-01-06", "--out", str(tmp_path))
    assert (tmp_path / "notes.txt").read_bytes() == b"mine"
    assert len(list(tmp_path.iterdir())) == 5


def test_the_list_names_the_zone_and_the_policy() -> None:
    library = library_with(*MON_THU)
    text = as_text(dated_view(library, dated(library, "2026-12-28", closures(d2026_12_31="Eve"), "skip")))
    assert text.startswith(
        "Evenings\nMonday, December 28, 2026 to Thursday, January 7, 2027. Times in America/New_York. A meeting on a closed day is not held.\n"
    )
    assert "\nWeek 1, Dec 28 to Jan 3: Week 1 (1 h, planned 2 h)\n  Mon, Dec 28   6:00 pm to 7:00 pm  A first walk\n" in text


def test_a_calendar_code_comes_from_a_request_and_not_from_a_check() -> None:
    """Their folders in tests/broken would never be read; each of them is asserted above."""
    mine = {"start-weekday", "calendar-file", "calendar-full", "calendar-falls-out", "calendar-hours"}
    assert {code for code in CODES if code.startswith("calendar-") or code == "start-weekday"} == mine
    text = Path(__file__).read_text(encoding="utf-8")
    assert all(text.count(f'"{code}"') > 1 for code in mine)


# Whose holidays: program.yml


@pytest.mark.parametrize(
    ("name", "says"),
    [("USA", "did you mean 'US'?"), ("US-TEX", "did you mean 'US-TX'?"), ("Texas", "write it as US or US-TX"), ("date", "write it as")],
)
def test_holidays_of_nowhere_are_a_finding(name: str, says: str) -> None:
    with pytest.raises(CurriculumError) as caught:
        a_library(a_session(), program={"public_holidays": name})
    (finding,) = caught.value.findings
    assert finding.code == "bad-value"
    assert says in finding.message


def test_the_form_knows_the_holidays_of_the_programs_own_state() -> None:
    library = a_library(a_session(), tracks=[a_track({"mon": ["mood/first-walk"]})], program={"public_holidays": "US-TX"})
    _, text = dates_data(library, plan(library, library.tracks[0]), form_holidays("US-TX"))
    known = {datetime.date.fromordinal(day): name for day, name in json.loads(text)["holidays"]}
    assert known[datetime.date(2027, 3, 2)] == "Texas Independence Day"
    assert (min(known).year, max(known).year) == (2026, 2040)

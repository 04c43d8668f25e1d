"""`groupwork compose`: a track from flags, from a file, from another track; what cannot be done, and nothing half written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.load.library import load_library
from builder.model.catalogue import catalogue_of, held_tracks
from builder.planner.proposal import proposal
from tests.project import TODAY, a_project, edit

FLAGS = ("--population", "depression", "--weeks", "8", "--days", "wed", "--start", "18:00", "--shape", "check-in:15,session,break:10,process:35")
REQUEST = """population: depression
weeks: 8
days: [wed]
start: "18:00"
day:
  - check-in: 15
  - session
  - break: 10
  - process: 35
"""


def run(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), "--today", str(TODAY), "compose", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_project(tmp_path)


def test_flags_and_a_request_file_give_the_same_track(root: Path) -> None:
    request = root / "request.yml"
    request.write_text(REQUEST, encoding="utf-8")
    from_flags, from_file = run(root, *FLAGS), run(root, str(request))
    assert from_flags.exit_code == from_file.exit_code == 0
    assert from_flags.stdout == from_file.stdout
    assert from_flags.stdout.startswith("---\ntitle: ")


def test_a_composed_track_is_checked_like_any_other_and_has_no_error(root: Path) -> None:
    out = root / "curriculum/tracks/new.md"
    assert run(root, *FLAGS, "--out", str(out)).stdout == f"wrote {out}\n"
    check = CliRunner().invoke(main, ["--root", str(root), "--today", str(TODAY), "check"])
    assert check.exit_code == 0, check.output


def test_reasons_stand_beside_the_placements_when_asked_for(root: Path) -> None:
    assert "    # " not in run(root, *FLAGS).stdout
    assert "    # sleep/same-time-up: " in run(root, *FLAGS, "--reasons").stdout


def test_a_track_is_refitted_and_keeps_what_is_not_asked_for(root: Path) -> None:
    text = run(root, "--from", "wednesdays", "--days", "mon,thu", "--title", "Two evenings").stdout
    for line in ("title: Two evenings", "population: depression", "standards: [made-up-education]", "    mon: [", "    thu: ["):
        assert line in text
    assert "    wed:" not in text


def test_a_track_that_is_refitted_to_its_own_shape_keeps_its_introduction(root: Path) -> None:
    assert "You can begin in any of them." in run(root, "--from", "wednesdays").stdout
    assert "You can begin in any of them." not in run(root, "--from", "wednesdays", "--weeks", "9").stdout


def test_a_step_down_is_written_as_a_list_of_weeks(root: Path) -> None:
    request = root / "request.yml"
    request.write_text(
        REQUEST.replace("weeks: 8\n", "").replace("days: [wed]", f"days: [{', '.join(['[mon, wed]'] * 4 + ['[wed]'] * 4)}]"), encoding="utf-8"
    )
    text = run(root, str(request)).stdout
    assert (text.count("    mon: ["), text.count("    wed: [")) == (4, 8)


@pytest.mark.parametrize(
    ("arguments", "report"),
    [
        (("--population", "depresion", *FLAGS[2:]), "--population: error[compose-unknown]: there is no population 'depresion'"),
        (
            (*FLAGS, "--pin", "sleep/same-time-up@1:mon"),
            "--pin: error[compose-pin]: 'sleep/same-time-up' is pinned to week 1, Monday, when there is no group",
        ),
        ((*FLAGS, "--pin", "sleep"), "--pin: error[bad-value]: 'sleep' cannot be read"),
        ((*FLAGS, "--emphasis", "sleep=much"), "--emphasis: error[bad-value]: 'sleep=much' cannot be read"),
        (("--from", "mondays"), "--from: error[compose-unknown]: there is no track 'mondays'"),
        ((*FLAGS[:6], "--start", "6 pm"), "--start: error[bad-value]: 'start' must be a time of day"),
        (FLAGS[:4], "the command line: error[missing-key]: a request needs 'days'"),
        ((*FLAGS[:8], "--shape", "check-in:15,process:50"), "--shape: error[compose-places]: the shape of the day has no place for a session"),
    ],
)
def test_what_cannot_be_done_names_its_flag_and_writes_nothing(root: Path, arguments: tuple[str, ...], report: str) -> None:
    out = root / "new.md"
    result = run(root, *arguments, "--out", str(out))
    assert (result.exit_code, result.stdout) == (1, "")
    assert report in result.stderr
    assert "No track was written." in result.stderr
    assert not out.exists()


def test_a_mistake_in_a_request_file_is_found_at_its_line(root: Path) -> None:
    request = root / "request.yml"
    request.write_text(REQUEST.replace("weeks: 8", "weaks: 8"), encoding="utf-8")
    result = run(root, str(request))
    assert result.exit_code == 1
    assert f"{request}:2:1: error[unknown-key]: " in result.stderr
    request.write_text(REQUEST + "pins:\n  - {session: sleep/same-time-up, week: 9, day: wed}\n", encoding="utf-8")
    assert f"{request}:11:5: error[compose-pin]: " in run(root, str(request)).stderr
    request.write_text("weeks: [8\n", encoding="utf-8")
    assert "error[yaml-syntax]" in run(root, str(request)).stderr
    assert "error[missing-file]" in run(root, str(root / "nowhere.yml")).stderr


def test_a_week_with_a_theme_alone_cannot_be_refitted_and_says_so(root: Path) -> None:
    edit(root / "curriculum/tracks/wednesdays.md", "  - theme: Getting hot\n", "  - theme: A week off\n  - theme: Getting hot\n")
    result = run(root, "--from", "wednesdays")
    assert (result.exit_code, "has no day on which the group meets" in result.stderr) == (1, True)


def test_weeks_that_contradict_the_days_are_a_finding(root: Path) -> None:
    request = root / "request.yml"
    request.write_text(REQUEST.replace("days: [wed]", "days: [[wed], [mon]]"), encoding="utf-8")
    assert f"{request}:2:8: error[bad-value]: days are given for 2 weeks, but weeks says 8" in run(root, str(request)).stderr


def test_a_file_that_is_there_is_not_written_over(root: Path) -> None:
    out = root / "curriculum/tracks/wednesdays.md"
    before = out.read_text(encoding="utf-8")
    result = run(root, *FLAGS, "--out", str(out))
    assert (result.exit_code, out.read_text(encoding="utf-8")) == (2, before)
    assert "is there already" in result.stderr


def test_a_file_and_flags_together_are_wrong_usage(root: Path) -> None:
    assert run(root, str(root / "request.yml"), *FLAGS).exit_code == 2


def test_the_proposal_that_the_browser_shows_has_the_commands_text(root: Path) -> None:
    library = load_library(root)
    shown = proposal(catalogue_of(library), held_tracks(library), {"fit": "wednesdays", "weeks": 10, "pins": [], "exclude": []})
    assert "text" in shown
    assert shown["text"] == run(root, "--from", "wednesdays", "--weeks", "10").stdout
    assert [week["week"] for week in shown["weeks"]] == list(range(1, 11))
    assert {row["status"] for row in shown["standards"]} <= {"met", "not met", "unknown"}

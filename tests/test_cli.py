"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import __version__
from builder.cli import main
from builder.codes import CODES
from builder.work.store import digest_of_files
from tests.project import ROOT, SESSION, TODAY, a_project, edit

pytestmark = pytest.mark.slow

CLEAN, FINDINGS, WRONG_USAGE = 0, 1, 2


def run(root: Path, *arguments: str) -> Result:
    """A command in `root` on a fixed day; a defect of ours is raised, not turned into an exit code."""
    result = CliRunner().invoke(main, ["--root", str(root), "--today", str(TODAY), *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_project(tmp_path)


@pytest.fixture
def misspelled(root: Path) -> Path:
    """A project with one mistake, on line 11 of a session."""
    edit(root / SESSION, "newcomers:", "newcommers:")
    return root


@pytest.fixture
def warned(root: Path) -> Path:
    """A project with a track of seven weeks: warnings and no error."""
    edit(root / "curriculum/tracks/wednesdays.md", "  - theme: Taking it along\n    wed: [again: anger/first-heat]\n", "")
    return root


def test_checking_a_whole_curriculum_exits_with_0(root: Path) -> None:
    result = run(root, "check")
    assert (result.exit_code, result.output) == (CLEAN, "nothing to mend\n")


def test_an_error_exits_with_1_and_names_its_file_line_and_column(misspelled: Path) -> None:
    result = run(misspelled, "check")
    assert result.exit_code == FINDINGS
    assert result.stdout.startswith(f"{SESSION}:11:1: error[unknown-key]: ")
    assert "\n  hint: did you mean 'newcomers'?\n" in result.stdout


def test_a_warning_is_printed_and_exits_with_0(warned: Path) -> None:
    result = run(warned, "check")
    assert result.exit_code == CLEAN
    assert "warning[track-weeks]" in result.output
    assert re.search(r"\n\d+ warnings?\n\Z", result.output)


def test_findings_as_json_are_one_array_for_a_program(misspelled: Path) -> None:
    result = run(misspelled, "check", "--format", "json")
    assert result.exit_code == FINDINGS
    (row,) = json.loads(result.stdout)
    assert row | {"message": ""} == {
        "file": SESSION,
        "line": 11,
        "column": 1,
        "severity": "error",
        "code": "unknown-key",
        "message": "",
        "hint": "did you mean 'newcomers'?",
    }


def test_no_findings_as_json_are_an_empty_array(root: Path) -> None:
    assert json.loads(run(root, "check", "--format", "json").stdout) == []


def test_findings_for_a_code_host_mark_the_line(misspelled: Path, tmp_path: Path) -> None:
    result = run(misspelled, "check", "--format", "github")
    assert result.exit_code == FINDINGS
    assert re.fullmatch(rf"::error file={SESSION},line=11,col=1,title=unknown-key::[^\n]+\n", result.stdout)


def test_no_findings_for_a_code_host_are_no_output(root: Path) -> None:
    assert run(root, "check", "--format", "github").output == ""


def test_the_day_is_passed_in_and_makes_crisis_lines_stale(root: Path) -> None:
    result = CliRunner().invoke(main, ["--root", str(root), "--today", "2030-01-01", "check"])
    assert result.exit_code == FINDINGS
    assert "error[crisis-line-stale]" in result.output


def test_a_folder_without_a_curriculum_is_a_finding(tmp_path: Path) -> None:
    result = run(tmp_path, "check")
    assert result.exit_code == FINDINGS
    assert "there is no folder 'curriculum' here" in result.output


def test_a_build_publishes_both_sites_and_says_how_to_look_at_them(root: Path) -> None:
    result = run(root, "build")
    assert result.exit_code == CLEAN
    assert re.search(r"^Published \d+ pages for staff, \d+ pages for participants", result.stdout, re.M)
    assert all((root / "site" / name / "index.html").is_file() for name in ("", "staff", "participants"))


def test_a_build_with_errors_exits_with_1_and_leaves_what_is_published(misspelled: Path) -> None:
    published = misspelled / "site" / "index.html"
    published.parent.mkdir()
    published.write_text("what stood before", encoding="utf-8")
    result = run(misspelled, "build")
    assert result.exit_code == FINDINGS
    assert f"{SESSION}:11:1: error[unknown-key]" in result.stderr
    assert result.stderr.endswith("Nothing was published; site/ is as it was.\n")
    assert published.read_text(encoding="utf-8") == "what stood before"


def test_explain_tells_a_code_with_a_before_and_an_after() -> None:
    result = CliRunner().invoke(main, ["explain", "agenda-minutes"])
    assert result.exit_code == CLEAN
    assert re.match(r"agenda-minutes \(error\)\n\n.+\n\n  before\n    .+\n\n  after\n    ", result.output)


def test_explain_without_a_code_lists_every_code() -> None:
    result = CliRunner().invoke(main, ["explain"])
    assert result.exit_code == CLEAN
    assert [line.split()[0] for line in result.output.splitlines()] == list(CODES)


@pytest.mark.parametrize(
    ("code", "hint"),
    [("agenda-minute", "did you mean 'agenda-minutes'?"), ("zzz", "run `groupwork explain` for the list")],
)
def test_an_unknown_code_exits_with_2_and_a_hint(code: str, hint: str) -> None:
    result = CliRunner().invoke(main, ["explain", code])
    assert result.exit_code == WRONG_USAGE
    assert f"there is no code '{code}'" in result.stderr
    assert hint in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check", "--format", "xml"],
        ["check", "everything"],
        ["--today", "yesterday", "check"],
        ["--root", "no-such-folder", "check"],
        ["serve", "--port", "many"],
        ["new", "session"],
        ["new", "poster", "sleep/wall"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2_and_says_what_is_wrong(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == WRONG_USAGE
    assert "Error: " in result.stderr


def test_a_new_session_says_what_was_written_and_what_comes_next(root: Path) -> None:
    result = run(root, "new", "session", "sleep/winding-down")
    assert result.exit_code == CLEAN
    assert result.stdout.splitlines()[0] == "wrote curriculum/modules/sleep/winding-down/session.md"
    assert result.stdout.splitlines()[-1] == "Fill it in, then run: groupwork check"


def test_a_new_session_in_an_unknown_module_exits_with_2_and_the_nearest_name(root: Path) -> None:
    result = run(root, "new", "session", "sleeep/winding-down")
    assert result.exit_code == WRONG_USAGE
    assert "there is no module 'sleeep'; did you mean 'sleep'?" in result.stderr


def test_schemas_are_written_where_program_yml_looks_for_them(root: Path) -> None:
    result = run(root, "schemas")
    assert result.exit_code == CLEAN
    assert json.loads((root / "curriculum" / "schemas" / "program.json").read_text(encoding="utf-8"))["title"] == "Groupwork program"
    assert run(root, "check").output == "nothing to mend\n"


def test_docs_trees_are_written_for_both_sites(root: Path) -> None:
    result = run(root, "docs")
    assert result.output == "".join(f"wrote build/{site}/mkdocs.yml and build/{site}/docs/\n" for site in ("staff", "participants"))
    page = (root / "build/participants/docs/index.md").read_text(encoding="utf-8")
    assert page.startswith('---\ntitle: "')
    assert "\n# " in page


def test_serving_a_folder_that_is_no_project_exits_with_2_and_a_sentence(tmp_path: Path) -> None:
    result = run(tmp_path, "serve", "--port", "0")
    assert result.exit_code == WRONG_USAGE
    assert result.output == f"There is no 'curriculum' in {tmp_path}; run groupwork in your program's folder, or begin one: groupwork init DIR\n"


@pytest.mark.parametrize("command", ["", "check", "build", "serve", "explain", "new", "schemas"])
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(main, [*command.split(), "--help"])
    assert result.exit_code == CLEAN
    assert result.output.startswith("Usage: ")


def test_the_version_names_program_and_library_and_stands_in_one_place() -> None:
    result = CliRunner().invoke(main, ["--version"])
    sessions = len(list((ROOT / "curriculum").glob("modules/*/*/session.md")))
    digest = digest_of_files(ROOT / "curriculum")[:8]
    assert sessions > 30
    assert (result.exit_code, result.output) == (CLEAN, f"groupwork {__version__}, library {__version__} ({sessions} sessions, {digest})\n")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in settings["project"]
    assert settings["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "builder.__version__"}


def with_library(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "builder", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "GROUPWORK_LIBRARY": str(folder)}, capture_output=True, text=True, check=False)


def test_another_library_can_be_tried_before_it_is_released(tmp_path: Path) -> None:
    other = ROOT / "tests" / "small" / "curriculum"
    assert with_library(other, "--version").stdout == f"groupwork {__version__}, library unreleased (3 sessions, {digest_of_files(other)[:8]})\n"
    refused = with_library(tmp_path, "check")
    assert refused.returncode == WRONG_USAGE
    assert f"there is no library in {tmp_path}" in refused.stderr

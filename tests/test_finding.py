"""Findings are values; text, JSON and workflow commands are three views of one."""

from __future__ import annotations

import json
import pickle

import pytest

from builder.codes import CODES, explained
from builder.finding import CurriculumError, Finding, Place, as_github, as_json, as_text, has_errors, summary

ERROR = Finding(Place("a b.md", 3, 7), "raw-html", "100%: <b>, say", "take it out")
WARNING = Finding(Place("b.md"), "track-weeks", "six weeks", "add two")


def test_text_gives_place_severity_code_message_and_hint_and_a_count() -> None:
    assert as_text([ERROR, WARNING]) == (
        "a b.md:3:7: error[raw-html]: 100%: <b>, say\n  hint: take it out\n"
        "b.md:1:1: warning[track-weeks]: six weeks\n  hint: add two\n1 error, 1 warning"
    )


def test_json_holds_every_part_and_reads_back() -> None:
    rows = json.loads(as_json([ERROR, WARNING]))
    assert rows[0] == {
        "file": "a b.md", "line": 3, "column": 7, "severity": "error", "code": "raw-html", "message": "100%: <b>, say", "hint": "take it out",
    }  # fmt: skip
    assert as_json([]) == "[]"


def test_json_keeps_letters_of_every_script() -> None:
    assert "שלום é 🙂" in as_json([Finding(Place("a.md"), "raw-html", "שלום é 🙂", "x")])


def test_workflow_commands_escape_what_would_end_them() -> None:
    assert as_github([ERROR]) == "::error file=a b.md,line=3,col=7,title=raw-html::100%25: <b>, say Hint: take it out"
    strange = Finding(Place("a,b:c.md"), "raw-html", "one\ntwo", "x")
    assert as_github([strange]) == "::error file=a%2Cb%3Ac.md,line=1,col=1,title=raw-html::one%0Atwo Hint: x"
    assert as_github([]) == ""


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ([], "nothing to mend"),
        ([ERROR], "1 error"),
        ([ERROR, ERROR], "2 errors"),
        ([WARNING], "1 warning"),
        ([WARNING] * 3 + [ERROR], "1 error, 3 warnings"),
    ],
)
def test_the_summary_counts_errors_and_warnings(findings: list[Finding], said: str) -> None:
    assert summary(findings) == said


def test_only_errors_stop_a_build() -> None:
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING])


def test_findings_sort_by_file_line_and_column() -> None:
    places = [Place("b"), Place("a", 10), Place("a", 9, 3), Place("a", 9, 2)]
    error = CurriculumError(Finding(place, "raw-html", "x", "y") for place in places)
    assert [finding.place for finding in error.findings] == list(reversed(places))


def test_a_code_that_nobody_explained_cannot_be_used() -> None:
    with pytest.raises(KeyError, match="no-such-code"):
        Finding(Place("a"), "no-such-code", "x", "y")


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_every_code_says_why_and_shows_a_before_and_an_after(code: object) -> None:
    entry = CODES[code.name]  # type: ignore[attr-defined]
    assert entry.severity in ("error", "warning")
    assert all(text.strip() for text in (entry.why, entry.before, entry.after))
    assert explained(entry).startswith(f"{entry.name} ({entry.severity})")


def test_an_error_comes_back_from_a_worker_with_its_findings() -> None:
    error = CurriculumError([Finding(Place("curriculum/a.md", 3, 1), next(iter(CODES)), "wrong", "mend it")])
    assert pickle.loads(pickle.dumps(error)).findings == error.findings

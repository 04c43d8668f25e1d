"""Every finding code has a whole curriculum that breaks its rule, and the exact report that an author gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import installed
from builder.codes import CODES
from builder.finding import as_text
from tests.trees import BROKEN, SMALL, a_broken_tree, findings_of

pytestmark = pytest.mark.usefixtures("parsed_once")

CASES = sorted(path for path in BROKEN.iterdir() if path.is_dir())
OTHER_COMMANDS = ("compose-", "print-refused", "program-stopped", "template-broken")
"""Codes of findings on a request, on a finished sheet, on the program itself or on its templates, not on a curriculum; their tests are in tests/planner, tests/print,
tests/test_odd_files.py and tests/test_own_templates.py."""


def test_the_small_curriculum_has_nothing_to_mend() -> None:
    assert as_text(findings_of(SMALL)) == "nothing to mend"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_curriculum_gets_its_report(case: Path, tmp_path: Path, refresh: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "LIBRARY", SMALL / "curriculum")  # for those that are a program over it
    findings = findings_of(a_broken_tree(tmp_path, case))
    report = as_text(findings) + "\n"
    if refresh:
        (case / "report.txt").write_text(report, encoding="utf-8")
    assert case.name in {finding.code for finding in findings}
    assert report == (case / "report.txt").read_text(encoding="utf-8")


def test_every_code_has_a_broken_curriculum() -> None:
    assert {code for code in CODES if not code.startswith(OTHER_COMMANDS)} == {case.name for case in CASES}


def test_a_broken_curriculum_breaks_one_rule() -> None:
    codes = {case.name: {line.split("[")[1].split("]")[0] for line in _findings(case)} for case in CASES}
    assert {name: found for name, found in codes.items() if found != {name}} == {}


def _findings(case: Path) -> list[str]:
    lines = (case / "report.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith(("curriculum", "library", "sites"))]

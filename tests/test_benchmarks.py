"""What benchmarks measure can be measured: their made-up libraries keep the rules that stop a build."""

from __future__ import annotations

from pathlib import Path

from benchmarks.library_maker import write_library
from builder.pipeline import check
from tests.project import TODAY


def test_a_made_up_library_has_nothing_that_stops_a_build(tmp_path: Path) -> None:
    write_library(tmp_path, 12)
    findings = check(tmp_path, TODAY)
    assert findings
    assert [finding for finding in findings if finding.is_error] == []

"""The real curriculum of this repository."""

from __future__ import annotations

from builder.finding import as_text
from tests.project import ROOT
from tests.trees import findings_of


def test_the_real_curriculum_loads_and_has_no_error() -> None:
    errors = [finding for finding in findings_of(ROOT) if finding.is_error]
    assert as_text(errors) == "nothing to mend"

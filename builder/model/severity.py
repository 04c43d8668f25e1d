"""How much a rule of the check weighs in a program: as usual, or as `rules` in program.yml says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from builder.codes import CODES, Severity
from builder.model.base import Authored, Text

Weight = Severity | Literal["off"]
"""`off` for a rule that says nothing here."""

_HEAVIER = {"off": 0, "warning": 1, "error": 2}


class RuleSetting(Authored):
    """What a program makes of a rule, and why; staff can read both."""

    severity: Weight = Field(description="`error` stops what is published, `warning` is told and stops nothing, `off` is not told")
    why: Text = Field(description="Staff only: for those who ask later")


def refused(code: str, setting: RuleSetting) -> bool:
    """Whether a setting makes less of a rule that nothing lowers."""
    about = CODES[code]
    return bool(about.fixed) and _HEAVIER[setting.severity] < _HEAVIER[about.severity]


def weight_of(code: str, rules: Mapping[str, RuleSetting]) -> Weight:
    """How much a rule weighs under these settings. One that is refused changes nothing."""
    setting = rules.get(code)
    return CODES[code].severity if setting is None or refused(code, setting) else setting.severity

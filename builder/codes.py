"""What each finding code means; the texts stand in codes.toml, and `groupwork explain CODE` prints them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class FindingCode:
    """A permanent code: its usual severity, why it matters, and an example before and after."""

    name: str
    severity: Severity
    why: str
    before: str
    after: str
    fixed: Literal["", "published", "always"] = ""
    """Where nothing makes it less than it is: codes.toml says which is which."""


def _read() -> Mapping[str, FindingCode]:
    table = tomllib.loads(Path(__file__).with_name("codes.toml").read_text(encoding="utf-8"))
    return {name: FindingCode(name, **{key: value.strip("\n") for key, value in entry.items()}) for name, entry in table.items()}


CODES: Mapping[str, FindingCode] = _read()


def explained(code: FindingCode) -> str:
    """A code as a person reads it on a terminal."""
    indented = {side: "\n".join(f"    {line}" for line in getattr(code, side).split("\n")) for side in ("before", "after")}
    fixed = "\n\nNo setting of `rules` in program.yml lowers it." if code.fixed else ""
    return f"{code.name} ({code.severity})\n\n{code.why}{fixed}\n\n  before\n{indented['before']}\n\n  after\n{indented['after']}"

"""What each finding code means; the texts stand in codes.toml, and `groupwork explain CODE` prints them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class FindingCode:
    """A permanent code: its severity, why it matters, and an example before and after."""

    name: str
    severity: Literal["error", "warning"]
    why: str
    before: str
    after: str


def _read() -> Mapping[str, FindingCode]:
    table = tomllib.loads(Path(__file__).with_name("codes.toml").read_text(encoding="utf-8"))
    return {name: FindingCode(name, **{key: value.strip("\n") for key, value in entry.items()}) for name, entry in table.items()}


CODES: Mapping[str, FindingCode] = _read()


def explained(code: FindingCode) -> str:
    """A code as a person reads it on a terminal."""
    indented = {side: "\n".join(f"    {line}" for line in getattr(code, side).split("\n")) for side in ("before", "after")}
    return f"{code.name} ({code.severity})\n\n{code.why}\n\n  before\n{indented['before']}\n\n  after\n{indented['after']}"

"""What the doctor has to say, as a value: at which address, which code, and what is there. signs.toml says of each code how bad it is, why, and how it is mended."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from builder.planner.words import counted

_TABLE: Mapping[str, Mapping[str, str]] = tomllib.loads(Path(__file__).with_name("signs.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class SignCode:
    """A permanent code."""

    name: str
    severity: Literal["error", "warning"]
    why: str
    mend: str


SIGNS: Mapping[str, SignCode] = {name: SignCode(name, **entry) for name, entry in _TABLE.items()}  # type: ignore[arg-type]


@dataclass(frozen=True)
class Sign:
    """One thing that is wrong at `place`, an address or a file."""

    place: str
    code: str
    message: str

    @property
    def of(self) -> SignCode:
        return SIGNS[self.code]

    @property
    def is_error(self) -> bool:
        return self.of.severity == "error"


def worst_first(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """Each once, errors before warnings, otherwise in the order in which they were found."""
    return tuple(sorted(dict.fromkeys(signs), key=lambda sign: not sign.is_error))


def as_text(signs: Sequence[Sign]) -> str:
    """As a person reads them, with a count at the end; what is said of a code is said once."""
    lines: list[str] = []
    told: set[str] = set()
    for sign in signs:
        lines.append(f"{_shown(sign.place)}: {sign.of.severity}[{sign.code}]: {_shown(sign.message)}")
        if sign.code not in told:
            lines += [f"  why: {sign.of.why}", f"  mend: {sign.of.mend}"]
        told.add(sign.code)
    errors = sum(sign.is_error for sign in signs)
    parts = ((errors, "error"), (len(signs) - errors, "warning"))
    return "\n".join([*lines, ", ".join(counted(number, noun) for number, noun in parts if number) or "nothing to mend"])


def as_json(signs: Sequence[Sign]) -> str:
    """As one JSON array: place, severity, code, message, why, mend."""
    rows = [{"place": s.place, "severity": s.of.severity, "code": s.code, "message": s.message, "why": s.of.why, "mend": s.of.mend} for s in signs]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def _shown(text: str) -> str:
    """What a server said, without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


SIGN_FORMATS = {"text": as_text, "json": as_json}

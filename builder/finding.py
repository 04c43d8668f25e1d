"""What a check has to say, as a value: where, which code, what and why, and the next step."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from builder.codes import CODES, Severity
from builder.planner.words import counted

OWN, LIBRARY = "curriculum", "library"
"""How the place of a finding begins: a project's own text, or one of the library that a program lies over."""

UNSEEN = "\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
"""Characters that show nothing and do something, as a regular expression has them between brackets: all but a tab, and a line's end as `\\n`. A joiner, a soft
hyphen and a mark of direction belong to some languages' spelling, and are none of them."""
_STEERS = re.compile(f"[{UNSEEN}\n\t]")


@dataclass(frozen=True, order=True)
class Place:
    """A spot in an author's file; `line` and `column` count from 1, as editors do. Line 0 is for what has no lines, such as a flag."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def is_librarys(self) -> bool:
        """Whether it is in the library that a program lies over, whose files nobody changes where they are."""
        return self.file.startswith(f"{LIBRARY}/")


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend. `code` is permanent and stands in `builder.codes.CODES`; which also holds its usual severity."""

    place: Place
    code: str
    message: str
    hint: str
    present: Severity | None = None
    """Its severity here, where that is not the usual one."""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(f"finding code {self.code!r} is not in builder/codes.py")

    @property
    def severity(self) -> Severity:
        return self.present or CODES[self.code].severity

    @property
    def next_step(self) -> str:
        """The hint; for a text of the library, which nobody changes where it is, also how it becomes one's own."""
        if not self.place.is_librarys:
            return self.hint
        path = self.place.file.partition("/")[2]
        if "/" in path:
            return f"{self.hint} (this text is the library's: groupwork take {path} begins your own)"
        return f"{self.hint} (this file is the library's: what curriculum/{path} says lies over it)"

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and column."""
    return tuple(sorted(findings, key=attrgetter("place.file", "place.line", "place.column", "code", "message", "hint")))


class CurriculumError(Exception):
    """An author's mistake that stops the build; carries its findings and never shows a traceback."""

    def __init__(self, findings: Iterable[Finding]):
        self.findings: tuple[Finding, ...] = in_order(findings)
        super().__init__(f"{len(self.findings)} finding(s)")

    def __reduce__(self) -> tuple[type[CurriculumError], tuple[tuple[Finding, ...]]]:
        """From a worker it comes back with its findings."""
        return CurriculumError, (self.findings,)


class SiteError(Exception):
    """Which of a program's sites is meant is not clear, in words for a person; nothing was done."""


def has_errors(findings: Iterable[Finding]) -> bool:
    """True when at least one finding is more than a warning."""
    return any(finding.is_error for finding in findings)


def as_text(findings: Sequence[Finding]) -> str:
    """The findings as a person reads them, one blank-free block each, a count at the end."""
    lines: list[str] = []
    for finding in findings:
        lines.append(on_a_line(f"{finding.place}: {finding.severity}[{finding.code}]: {finding.message}"))
        lines.append(on_a_line(f"  hint: {finding.next_step}"))
    return "\n".join([*lines, summary(findings)])


def as_json(findings: Sequence[Finding]) -> str:
    """The findings as one JSON array: file, line, column, severity, code, message, hint."""
    rows = [
        {
            "file": on_a_line(f.place.file),
            "line": f.place.line,
            "column": f.place.column,
            "severity": f.severity,
            "code": f.code,
            "message": on_a_line(f.message),
            "hint": on_a_line(f.next_step),
        }
        for f in findings
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def as_github(findings: Sequence[Finding]) -> str:
    """The findings as workflow commands, so that a code host marks the very line."""
    return "\n".join(
        f"::{f.severity} file={_property(f.place.file)},line={f.place.line},col={f.place.column},title={_property(f.code)}::"
        + _data(f"{f.message} Hint: {f.next_step}")
        for f in findings
    )


FORMATS = {"text": as_text, "json": as_json, "github": as_github}


def summary(findings: Sequence[Finding]) -> str:
    """`2 errors, 1 warning`, or `nothing to mend`."""
    errors = sum(f.is_error for f in findings)
    parts = ((errors, "error"), (len(findings) - errors, "warning"))
    return ", ".join(counted(number, noun) for number, noun in parts if number) or "nothing to mend"


def did_you_mean(name: str, known: Iterable[str], cutoff: float = 0.5) -> str:
    """`did you mean 'cbt/first-thought'?`, or nothing where no known name is like this one."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return f"did you mean '{near[0]}'?" if near else ""


def nearest(name: str, known: Collection[str]) -> str:
    """A hint for a name that is not known: the one that was probably meant, or those that there are."""
    return did_you_mean(name, known) or (f"known are: {', '.join(sorted(known)[:12])}" if known else "there are none yet")


def on_a_line(text: str) -> str:
    """The text with a mark in place of whatever ends a line, or steers a terminal: names of files can hold it."""
    return _STEERS.sub("\ufffd", text)


def shortened(text: str, most: int = 60) -> str:
    """A piece of an author's text on one line, of so many characters at the most."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 3]}..."


def _data(text: str) -> str:
    return on_a_line(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

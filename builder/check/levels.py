"""How much each finding weighs, once for all who ask: a check, a build and `groupwork serve`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from builder.finding import CurriculumError, Finding, has_errors
from builder.model.library import Library
from builder.model.severity import weight_of


def leveled(findings: Iterable[Finding], library: Library) -> tuple[Finding, ...]:
    """The findings that are told here, each with its present severity: as `rules` in program.yml says."""
    return tuple(_told(findings, library))


def refuse(findings: Iterable[Finding], library: Library) -> None:
    """Raise CurriculumError where one of the findings is an error here."""
    told = leveled(findings, library)
    if has_errors(told):
        raise CurriculumError(told)


def _told(findings: Iterable[Finding], library: Library) -> Iterator[Finding]:
    for found in findings:
        weight = weight_of(found.code, library.program.meta.rules)
        if weight != "off":
            yield found if weight == found.severity else replace(found, present=weight)

"""How much each finding weighs, once for all who ask: a check, a build and `groupwork serve`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from builder.finding import CurriculumError, Finding, has_errors
from builder.model.level import Level, lowest, weighed
from builder.model.library import Library
from builder.model.severity import weight_of


def leveled(findings: Iterable[Finding], library: Library) -> tuple[Finding, ...]:
    """The findings that are told here, each with its present severity: as `rules` in program.yml and the status of the text say."""
    return tuple(_told(findings, library))


def refuse(findings: Iterable[Finding], library: Library) -> None:
    """Raise CurriculumError where one of the findings is an error here."""
    told = leveled(findings, library)
    if has_errors(told):
        raise CurriculumError(told)


def _told(findings: Iterable[Finding], library: Library) -> Iterator[Finding]:
    rules, levels = library.program.meta.rules, None
    for found in findings:
        levels = levels_of(library) if levels is None else levels
        weight = weight_of(found.code, rules)
        if found.present:  # a draft's that cannot be read was weighed where that was found out
            yield found
        elif weight != "off":
            told = found if weight == found.severity else replace(found, present=weight)
            yield weighed(told, levels.get(found.place.file, "full"))


def levels_of(library: Library) -> Mapping[str, Level]:
    """The level of every file that is less than full: of a session, of what stands beside it, and of handouts by themselves."""
    levels: dict[str, Level] = {}
    for session in library.sessions.values():
        said = {page.id: page.meta.status for page in session.handouts}
        levels |= {text.file: session.meta.status for text in session.texts}
        levels |= {page.source.file: lowest(session.meta.status, page.meta.status, said.get(page.id, "full")) for page in session.pages}
    return {file: level for file, level in levels.items() if level != "full"}

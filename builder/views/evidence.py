"""How a track stands to standards and topics, in the words of its syllabus. It measures; it never certifies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from builder.model.library import Library
from builder.planner.hours import as_hours
from builder.planner.standards import MET, NOT_MET
from builder.planner.words import counted
from builder.tracks.plan import DAY_NAMES, Syllabus

if TYPE_CHECKING:
    from builder.model.plan_types import RequirementMeasured, TopicTaught

VERDICTS = {MET: "Meets", NOT_MET: "Does not meet"}
TO_SHOW = "For you to show"
CONFIDENCES = {"primary": "read in the text itself", "secondary": "read about elsewhere", "unverified": "unverified, to be checked"}


class RequirementRow(Struct, frozen=True, kw_only=True):
    """One requirement against the track."""

    text: str
    verdict: str
    css: str
    measured: str
    margin: str
    sentence: str
    source: str
    url: str
    checked_on: str
    confidence: str


class StandardRow(Struct, frozen=True, kw_only=True):
    """One standard against the track; `named` when the track names it."""

    title: str
    sentence: str
    css: str
    named: bool
    requirements: tuple[RequirementRow, ...]


class Taught(Struct, frozen=True):
    """Where a topic is met: a session, and when."""

    title: str
    path: str
    when: str


class TopicRow(Struct, frozen=True, kw_only=True):
    """A row of the matrix: how often each module's sessions are on the topic."""

    title: str
    asked_by: str
    counts: tuple[int, ...]
    total: int
    taught: tuple[Taught, ...]


class Coverage(Struct, frozen=True, kw_only=True):
    modules: tuple[str, ...]
    missing: tuple[TopicRow, ...]
    required: tuple[TopicRow, ...]
    others: tuple[TopicRow, ...]
    core_missing: tuple[str, ...]
    core: int
    suited: int
    different: int


def measured(syllabus: Syllabus) -> tuple[StandardRow, ...]:
    named = syllabus.track.meta.standards
    return tuple(
        StandardRow(
            title=row["title"][0].upper() + row["title"][1:],
            sentence=row["sentence"],
            css=_css(row["status"]),
            named=row["standard"] in named,
            requirements=tuple(_asked(asked) for asked in row["requirements"]),
        )
        for row in syllabus.standards
    )


def _asked(asked: RequirementMeasured) -> RequirementRow:
    unit = asked["unit"]
    return RequirementRow(
        text=asked["text"],
        verdict=VERDICTS.get(asked["status"], TO_SHOW),
        css=_css(asked["status"]),
        measured=amount(asked["measured"], unit),
        margin=_margin(asked["margin"], unit),
        sentence=asked["sentence"],
        source=asked["source"],
        url=asked["url"] or "",
        checked_on=asked["checked_on"],
        confidence=CONFIDENCES[asked["confidence"]],
    )


def amount(number: int | None, unit: str | None) -> str:
    """`9 h 15 min`, `3 days`, or nothing."""
    if number is None or unit is None:
        return ""
    return as_hours(number) if unit == "minutes" else "" if unit == "people" else counted(number, unit[:-1])


def _margin(margin: int | None, unit: str | None) -> str:
    if margin is None:
        return ""
    return "none" if margin == 0 else ("+" if margin > 0 else "−") + amount(abs(margin), unit)


def _css(status: str) -> str:
    return {MET: "gw-met", NOT_MET: "gw-unmet"}.get(status, "gw-toshow")


def coverage_of(library: Library, syllabus: Syllabus) -> Coverage:
    table = syllabus.coverage
    taught = {session.module for meeting in syllabus.meetings for session in meeting.sessions}
    modules = [module for module in library.modules if module.id in taught]
    rows = [(entry, _row(library, syllabus, entry, [module.id for module in modules])) for entry in table["topics"]]
    rows.sort(key=lambda pair: (-pair[1].total, pair[1].title))
    suits = {row["population"]: row for row in table["suits"]}[syllabus.track.meta.population]
    return Coverage(
        modules=tuple(module.meta.title for module in modules),
        missing=tuple(row for entry, row in rows if not entry["sessions"]),
        required=tuple(row for entry, row in rows if entry["required_by"] and entry["sessions"]),
        others=tuple(row for entry, row in rows if not entry["required_by"]),
        core_missing=tuple(library.sessions[name].meta.title for name in table["core"]["missing"]),
        core=len(table["core"]["taught"]) + len(table["core"]["missing"]),
        suited=suits["sessions"],
        different=suits["of"],
    )


def _row(library: Library, syllabus: Syllabus, entry: TopicTaught, modules: list[str]) -> TopicRow:
    of = [library.sessions[placed["session"]] for placed in entry["sessions"]]
    taught: dict[str, list[str]] = {}
    for placed in entry["sessions"]:
        taught.setdefault(placed["session"], []).append(f"week {placed['week']}, {DAY_NAMES[placed['day']]}")
    return TopicRow(
        title=entry["title"],
        asked_by="; ".join(asker(library, syllabus, name) for name in entry["required_by"]),
        counts=tuple(sum(session.module == module for session in of) for module in modules),
        total=len(of),
        taught=tuple(Taught(library.sessions[name].meta.title, name, " and ".join(when)) for name, when in taught.items()),
    )


def asker(library: Library, syllabus: Syllabus, name: str) -> str:
    """Who asks for a topic: the population, or a standard by its title."""
    if name == syllabus.track.meta.population:
        return library.program.meta.populations[name].title
    return library.standards[name].meta.title

"""A track for program directors: its weeks, what they add up to, which rules that meets, what it teaches, and what is new in it."""

from __future__ import annotations

from collections.abc import Iterator

from builder.markup.tree import Document
from builder.model.library import Library
from builder.plan import DAY_NAMES, Syllabus
from builder.planner.hours import as_hours
from builder.planner.standards import DISCLAIMER
from builder.view.card import Place, meeting_path
from builder.view.changes import Change
from builder.view.common import clock
from builder.view.entry import Start, entry_page, starts
from builder.view.ledger import Sum, by_kind, by_module, by_week, services_a_day
from builder.view.meeting import AgendaLine, agenda, meeting_pages
from builder.view.nottaught import NotTaught, not_taught
from builder.view.ondates import DatesForm, dates_form
from builder.view.page import Page, joined
from builder.view.proof import Coverage, Measured, coverage_of, measured
from builder.view.tables import tables_of
from builder.view.value import view


@view
class SyllabusDay:
    name: str
    path: str
    start: str
    end: str
    net: str
    lines: tuple[AgendaLine, ...]


@view
class SyllabusWeek:
    number: int
    theme: str
    net: str
    days: tuple[SyllabusDay, ...]


@view
class Figure:
    name: str
    value: str


@view
class DataFile:
    """One table to take along; `path` lacks the ending."""

    title: str
    path: str


@view
class SyllabusView:
    intro: Document
    population: str
    enrolment: str
    meets: str
    figures: tuple[Figure, ...]
    total: str
    changes: tuple[Change, ...]
    by_week: tuple[Sum, ...]
    by_kind: tuple[Sum, ...]
    by_module: tuple[Sum, ...]
    session_time: str
    standards: tuple[Measured, ...]
    disclaimer: str
    coverage: Coverage
    entry: Place | None
    best: tuple[Start, ...]
    worst: tuple[Start, ...]
    notes: tuple[str, ...]
    """What the check would still mend."""
    weeks: tuple[SyllabusWeek, ...]
    not_taught: NotTaught
    unreviewed: int
    sessions: int
    review: str
    data: tuple[DataFile, ...]
    others: tuple[Place, ...]
    """Pages beside this one: compare and compose."""
    dates: DatesForm


def track_pages(
    library: Library, syllabus: Syllabus, changed: tuple[Change, ...], others: tuple[Place, ...], planner: tuple[str, ...]
) -> Iterator[Page]:
    """The pages of one track: its syllabus, its entry page when it is rolling, one page a meeting. `planner` names the planner's files."""
    path = f"tracks/{syllabus.track.id}"
    yield Page(path, syllabus.track.meta.title, "syllabus.html", _syllabus(library, syllabus, changed, others, planner), "Syllabus")
    if syllabus.entry:
        yield entry_page(library, syllabus)
    yield from meeting_pages(library, syllabus)


def _syllabus(library: Library, syllabus: Syllabus, changed: tuple[Change, ...], others: tuple[Place, ...], planner: tuple[str, ...]) -> SyllabusView:
    meta, totals, path = syllabus.track.meta, syllabus.totals, f"tracks/{syllabus.track.id}"
    drafts = syllabus.drafts
    best, worst = starts(syllabus)
    return SyllabusView(
        syllabus.track.body,
        library.program.meta.populations[meta.population].title,
        meta.enrolment,
        f"{joined(syllabus.days)}, {clock(library, syllabus.meetings[0].start)} to {clock(library, syllabus.meetings[0].end)}",
        figures(syllabus),
        as_hours(totals["minutes"]),
        changed,
        by_week(library, syllabus),
        by_kind(syllabus),
        by_module(library, syllabus),
        as_hours(sum(totals["modules"].values())),
        measured(syllabus),
        DISCLAIMER,
        coverage_of(library, syllabus),
        Place("Starting on any day", f"{path}/entry") if syllabus.entry else None,
        best,
        worst,
        tuple(found["message"] for found in syllabus.findings),
        tuple(_week(library, syllabus, week["week"], week["theme"], week["minutes"]) for week in totals["weeks"]),
        not_taught(library, syllabus),
        drafts,
        len(syllabus.taught),
        library.program.meta.unreviewed if drafts else "",
        tuple(DataFile(table.title, f"{path}/data/{table.name}") for table in tables_of(library, syllabus)),
        others,
        dates_form(library, syllabus, planner),
    )


def figures(syllabus: Syllabus) -> tuple[Figure, ...]:
    """The numbers that a director looks for first."""
    by_week = [week["minutes"] for week in syllabus.totals["weeks"]]
    return (
        Figure("In all", as_hours(syllabus.totals["minutes"])),
        Figure("A meeting", " or ".join(as_hours(length) for length in syllabus.lengths)),
        Figure("Services a day", services_a_day(syllabus.meetings)),
        Figure("Shortest week", as_hours(min(by_week))),
        Figure("Longest week", as_hours(max(by_week))),
    )


def _week(library: Library, syllabus: Syllabus, number: int, theme: str, minutes: int) -> SyllabusWeek:
    days = tuple(
        SyllabusDay(DAY_NAMES[m.day], meeting_path(m), clock(library, m.start), clock(library, m.end), as_hours(m.minutes), agenda(library, m))
        for m in syllabus.week(number)
    )
    return SyllabusWeek(number, theme, as_hours(minutes), days)

"""A track for program directors: its weeks, what they add up to, which rules that meets, what it teaches, and what is new in it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from builder.model.library import Library
from builder.planner.hours import as_hours
from builder.planner.standards import DISCLAIMER
from builder.planner.words import listed
from builder.text.tree import Document
from builder.tracks.plan import DAY_NAMES, Syllabus
from builder.views.card import PageLink, meeting_path
from builder.views.common import clock, meets
from builder.views.entry import Start, entry_page, entry_title, starts
from builder.views.evening import evening_pages
from builder.views.evidence import Coverage, StandardRow, coverage_of, measured
from builder.views.ledger import Sum, by_kind, by_module, by_week, services_a_day
from builder.views.meeting import AgendaLine, agenda, meeting_pages
from builder.views.nottaught import NotTaught, not_taught
from builder.views.ondates import DatesForm, dates_form
from builder.views.page import Page
from builder.views.tables import tables_of


class SyllabusDay(Struct, frozen=True, kw_only=True):
    name: str
    path: str
    start: str
    end: str
    net: str
    lines: tuple[AgendaLine, ...]


class SyllabusWeek(Struct, frozen=True, kw_only=True):
    number: int
    theme: str
    net: str
    days: tuple[SyllabusDay, ...]


class Figure(Struct, frozen=True):
    name: str
    value: str


class DataFile(Struct, frozen=True):
    """One table to take along; `path` lacks the ending."""

    title: str
    path: str


class SyllabusView(Struct, frozen=True, kw_only=True):
    intro: Document
    population: str
    enrolment: str
    meets: str
    figures: tuple[Figure, ...]
    total: str
    by_week: tuple[Sum, ...]
    by_kind: tuple[Sum, ...]
    by_module: tuple[Sum, ...]
    session_time: str
    standards: tuple[StandardRow, ...]
    disclaimer: str
    coverage: Coverage
    streams: str
    """The titles of its groups, where it parts into several."""
    stages: bool
    entry: PageLink | None
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
    others: tuple[PageLink, ...]
    """Pages beside this one: compare and compose."""
    dates: DatesForm


def track_pages(library: Library, syllabus: Syllabus, others: tuple[PageLink, ...]) -> Iterator[Page]:
    """The pages of one track: its syllabus, its entry page when it is rolling, one page a meeting."""
    path = f"tracks/{syllabus.track.id}"
    yield Page(
        path=path,
        title=syllabus.track.meta.title,
        template="syllabus.html",
        view=_syllabus(library, syllabus, others),
        description="Syllabus",
    )
    if syllabus.entry:
        yield entry_page(library, syllabus)
    yield from meeting_pages(library, syllabus)
    yield from evening_pages(library, syllabus)


def _syllabus(library: Library, syllabus: Syllabus, others: tuple[PageLink, ...]) -> SyllabusView:
    meta, totals, path = syllabus.track.meta, syllabus.totals, f"tracks/{syllabus.track.id}"
    drafts = syllabus.drafts
    best, worst = starts(syllabus)
    return SyllabusView(
        intro=syllabus.track.body,
        population=library.program.meta.populations[meta.population].title,
        enrolment=meta.enrolment,
        meets=meets(library, syllabus),
        figures=figures(syllabus),
        total=as_hours(totals["minutes"]),
        by_week=by_week(library, syllabus),
        by_kind=by_kind(syllabus),
        by_module=by_module(library, syllabus),
        session_time=as_hours(sum(totals["modules"].values())),
        standards=measured(syllabus),
        disclaimer=DISCLAIMER,
        coverage=coverage_of(library, syllabus),
        streams=listed(stream.title for stream in meta.streams.values()),
        stages=bool(meta.stages),
        entry=PageLink(entry_title(syllabus), f"{path}/entry") if syllabus.entry else None,
        best=best,
        worst=worst,
        notes=tuple(found["message"] for found in syllabus.findings),
        weeks=tuple(_week(library, syllabus, week["week"], week["theme"], week["minutes"]) for week in totals["weeks"]),
        not_taught=not_taught(library, syllabus),
        unreviewed=drafts,
        sessions=len(syllabus.taught),
        review=library.program.meta.unreviewed if drafts else "",
        data=tuple(DataFile(table.title, f"{path}/data/{table.name}") for table in tables_of(library, syllabus)),
        others=others,
        dates=dates_form(library, syllabus),
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
        SyllabusDay(
            name=DAY_NAMES[m.day],
            path=meeting_path(m),
            start=clock(library, m.start),
            end=clock(library, m.end),
            net=as_hours(m.minutes),
            lines=agenda(library, m),
        )
        for m in syllabus.week(number)
    )
    return SyllabusWeek(number=number, theme=theme, net=as_hours(minutes), days=days)

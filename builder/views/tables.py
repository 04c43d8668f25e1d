"""Every table of a syllabus as plain rows, for spreadsheets (CSV) and programs (JSON)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from builder.model.library import Library
from builder.planner.cells import csv_of
from builder.planner.hours import as_clock, services
from builder.tracks.plan import Syllabus
from builder.views.evidence import asker

if TYPE_CHECKING:
    from builder.model.plan_types import StayTable

Value = str | int | bool | None


class DataTable(Struct, frozen=True, kw_only=True):
    """Rows under columns. Times are whole minutes, clock times and dates are texts; lists within a cell are parted by semicolons."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def tables_of(library: Library, syllabus: Syllabus) -> tuple[DataTable, ...]:
    """All tables of one track."""
    return tuple(
        DataTable(name=name, title=title, columns=tuple(columns.split()), rows=tuple(rows(library, syllabus)))
        for name, title, columns, rows in (
            ("weeks", "Hours by week", "week theme days minutes fewest_services_a_day", _weeks),
            ("meetings", "Hours and services by meeting", "week day start end net_minutes services", _meetings),
            ("parts", "Every part at its clock time", "week day start end kind session title again minutes counts", _parts),
            ("kinds", "Hours by kind", "kind minutes", _kinds),
            ("kinds-by-week", "Hours by kind and week", "week kind minutes", _kinds_by_week),
            ("modules", "Hours by module", "module title sessions minutes", _modules),
            ("standards", "Standards", "standard named requirement status unit measured margin weakest_week sentence source url checked_on confidence", _standards),
            ("coverage", "Topics and sessions", "topic title asked_by session week day again", _coverage),
            ("entry", "Entry by day and length of stay", "number week day stay_weeks score minutes meetings unprepared core_missed", _entry),
            ("core-missed", "Core sessions missed, and when they return", "number week day stay_weeks session returns_week returns_day in_weeks", _core_missed),
            ("dose", "Minutes of each module by day of entry and length of stay", "number week day stay_weeks module minutes", _dose),
            ("stays", "Weeks of one person's stay, by day of entry", "number week day own_week stage days minutes", _persons_weeks),
            ("catch-up", "Handouts to catch up on, by day of entry", "number week day handout title before meetings_after_entry", _catch_up),
        )
        if (syllabus.stays or name != "stays") and (syllabus.entry or name not in ("entry", "core-missed", "dose", "catch-up"))
    )  # fmt: skip


def data_files(library: Library, syllabus: Syllabus) -> Iterator[tuple[str, str]]:
    """Path and text of every table, twice."""
    for table in tables_of(library, syllabus):
        path = f"tracks/{syllabus.track.id}/data/{table.name}"
        yield f"{path}.csv", as_csv(table)
        yield f"{path}.json", as_json(table)


def as_csv(table: DataTable) -> str:
    """With a head; empty where there is no value."""
    return csv_of([table.columns, *table.rows])


def as_json(table: DataTable) -> str:
    """An object a row, in the order of the columns."""
    rows = ",\n ".join(json.dumps(dict(zip(table.columns, row, strict=True)), ensure_ascii=False) for row in table.rows)
    return f"[\n {rows}\n]\n" if rows else "[]\n"


def _weeks(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    for week in syllabus.totals["weeks"]:
        yield week["week"], week["theme"], week["days"], week["minutes"], week["services"]


def _meetings(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    for m in syllabus.meetings:
        yield m.week, m.day, as_clock(m.start), as_clock(m.end), m.minutes, services(part.kind for part in m.parts if part.counts)


def _parts(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    for m in syllabus.meetings:
        for p in m.parts:
            session, title = (p.session.id, p.session.meta.title) if p.session else (None, None)
            yield m.week, m.day, as_clock(p.start), as_clock(p.end), p.kind, session, title, p.again, p.minutes, p.counts


def _kinds(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    yield from sorted(syllabus.totals["kinds"].items())


def _kinds_by_week(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    for week in syllabus.totals["weeks"]:
        yield from ((week["week"], *row) for row in sorted(week["kinds"].items()))


def _modules(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    for module in library.modules:
        if module.id in syllabus.totals["modules"]:
            count = sum(session.module == module.id for meeting in syllabus.meetings for session in meeting.sessions)
            yield module.id, module.meta.title, count, syllabus.totals["modules"][module.id]


def _standards(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    for row in syllabus.standards:
        named = row["standard"] in syllabus.track.meta.standard_ids
        for asked in row["requirements"]:
            told = [
                asked[key]
                for key in ("text", "status", "unit", "measured", "margin", "week", "sentence", "source", "url", "checked_on", "confidence")
            ]
            yield row["standard"], named, *told


def _coverage(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    for topic in syllabus.coverage["topics"]:
        asked = "; ".join(asker(library, syllabus, name) for name in topic["required_by"])
        for placed in topic["sessions"]:
            yield topic["topic"], topic["title"], asked, placed["session"], placed["week"], placed["day"], placed["again"]
        if not topic["sessions"]:
            yield topic["topic"], topic["title"], asked, None, None, None, None


def _stays(syllabus: Syllabus) -> Iterator[tuple[tuple[Value, ...], StayTable]]:
    for entry in syllabus.entry["entries"] if syllabus.entry else ():
        for stay in entry["stays"]:
            yield (entry["number"], entry["week"], entry["day"], stay["weeks"]), stay


def _entry(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    for key, stay in _stays(syllabus):
        yield *key, stay["score"], stay["minutes"], stay["meetings"], stay["unprepared"], len(stay["core_missed"])


def _core_missed(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    for key, stay in _stays(syllabus):
        for row in stay["core_missed"]:
            yield *key, row["session"], row["week"], row["day"], row["in_weeks"]


def _dose(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    for key, stay in _stays(syllabus):
        for module, minutes in sorted(stay["dose"].items()):
            yield *key, module, minutes


def _persons_weeks(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    for stay in syllabus.stays:
        for week in stay["weeks"]:
            yield stay["number"], stay["week"], stay["day"], week["week"], week["stage"], week["days"], week["minutes"]


def _catch_up(library: Library, syllabus: Syllabus) -> Iterator[tuple[Value, ...]]:
    for entry in syllabus.entry["entries"] if syllabus.entry else ():
        for row in entry["catch_up"]:
            for handout in row["handouts"]:
                yield entry["number"], entry["week"], entry["day"], handout["id"], handout["title"], row["for"], row["after"]

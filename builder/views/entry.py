"""Starting on any day of a rolling track: what a newcomer meets, misses and can read up on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from builder.model.catalogue import track_of
from builder.model.library import Library
from builder.planner.hours import as_hours
from builder.planner.stay import stage_words
from builder.planner.words import counted, listed
from builder.tracks.plan import DAY_NAMES, Syllabus
from builder.views.card import NEWCOMER_NAMES
from builder.views.firstday import GivenPage, first_day_pages, time_together
from builder.views.page import Page

if TYPE_CHECKING:
    from builder.model.plan_types import CoreMissed, EntryDay, EntryTable, PersonsStay, SafetyWait, StartDay, StayTable

STEPS = 5
"""Shades of the heat map."""


class Start(Struct, frozen=True):
    """A day to start, with its mean score."""

    title: str
    path: str
    score: int


class Cell(Struct, frozen=True):
    score: int
    step: int


class MapRow(Struct, frozen=True):
    week: int
    day: str
    cells: tuple[Cell, ...]


class HeatMap(Struct, frozen=True, kw_only=True):
    """Scores by day of entry (rows) and length of stay (columns, in weeks)."""

    title: str
    description: str
    stays: tuple[int, ...]
    rows: tuple[MapRow, ...]


class ToRead(Struct, frozen=True):
    """Handouts to read at home before a session that leans on them."""

    titles: tuple[tuple[str, str], ...]
    """Title and path."""
    before: str
    when: str


class Missed(Struct, frozen=True):
    title: str
    returns: str


class Stay(Struct, frozen=True, kw_only=True):
    weeks: int
    score: int
    hours: str
    unprepared: int
    missed: tuple[Missed, ...]
    dose: tuple[tuple[str, str], ...]


class Wait(Struct, frozen=True, kw_only=True):
    """How long someone waits for a core safety session: `today`, `in 12 days`, `never in this track`."""

    title: str
    path: str
    when: str
    given: bool
    """One of its handouts is among the first day's."""


class EntryDayView(Struct, frozen=True, kw_only=True):
    """Everything about one day to start."""

    id: str
    title: str
    waits: tuple[Wait, ...]
    first_day: tuple[tuple[str, str, str], ...]
    """Title, path and newcomers' mark of each session of the day."""
    to_read: tuple[ToRead, ...]
    stays: tuple[Stay, ...]


class PersonalStay(Struct, frozen=True, kw_only=True):
    """What someone gets who starts on one day, stage by stage, in a track with a step-down by person."""

    start: str
    stages: tuple[str, ...]
    total: str


class EntryView(Struct, frozen=True, kw_only=True):
    track: str
    lead: str
    stages: tuple[tuple[str, str], ...]
    """Title of each stage, and its days and weeks."""
    stays: tuple[PersonalStay, ...]
    track_path: str
    first_day: tuple[GivenPage, ...]
    """What everyone gets who starts, on any day."""
    first_day_time: str
    """What that takes of staff's time, in all."""
    map: HeatMap
    best: tuple[Start, ...]
    worst: tuple[Start, ...]
    best_words: str
    worst_words: str
    entries: tuple[EntryDayView, ...]


def starts(syllabus: Syllabus) -> tuple[tuple[Start, ...], tuple[Start, ...]]:
    """The best and the worst days to start; none for a cohort."""
    table = syllabus.entry
    if table is None:
        return (), ()
    path = f"tracks/{syllabus.track.id}"
    best, worst = (
        tuple(Start(_when(row), f"{path}/week-{row['week']}-{row['day']}", row["score"]) for row in table[key]) for key in ("best", "worst")
    )
    return best, worst


LEADS = {
    "rolling": "Someone new may sit down on any day. Here is what that day and the weeks after it hold for them.",
    "gates": "People start on the days below alone. Here is what each of them and the weeks after it hold.",
    "cohort": "",
}


def entry_title(syllabus: Syllabus) -> str:
    return "Starting on any day" if syllabus.track.meta.enrolment == "rolling" else "When people start"


def _personal_stay(syllabus: Syllabus, stay: PersonsStay) -> PersonalStay:
    told = []
    for stage in syllabus.track.meta.stages:
        minutes = [week["minutes"] for week in stay["weeks"] if week["stage"] == stage.title]
        few, many = as_hours(min(minutes)), as_hours(max(minutes))
        told.append(f"{few} a week" if few == many else f"{few} to {many} a week")
    return PersonalStay(start=f"Week {stay['week']}, {DAY_NAMES[stay['day']]}", stages=tuple(told), total=as_hours(stay["minutes"]))


def entry_page(library: Library, syllabus: Syllabus) -> Page:
    track = syllabus.track
    return Page(
        path=f"tracks/{track.id}/entry",
        title=entry_title(syllabus),
        template="entry.html",
        view=_view(library, syllabus),
        description=f"Entry on any day of {track.meta.title}",
    )


def _lead(syllabus: Syllabus) -> str:
    meta = syllabus.track.meta
    first = next((stream.title for stream in meta.streams.values()), "")
    return LEADS[meta.enrolment] + (f" Where the track parts into groups, everything here is of the group {first}." if first else "")


def _view(library: Library, syllabus: Syllabus) -> EntryView:
    table = syllabus.entry
    assert table is not None
    best, worst = starts(syllabus)
    first = first_day_pages(library, syllabus.track.meta.population)
    entries = {entry["number"]: entry for entry in table["entries"]}
    return EntryView(
        track=syllabus.track.meta.title,
        lead=_lead(syllabus),
        stages=tuple((stage["title"], stage_words(stage)) for stage in track_of(syllabus.track)["stages"]),
        stays=tuple(_personal_stay(syllabus, stay) for stay in syllabus.stays),
        track_path=f"tracks/{syllabus.track.id}",
        first_day=first,
        first_day_time=time_together(first),
        map=_map(table, best[0], worst[0]),
        best=best,
        worst=worst,
        best_words=_why(library, syllabus, entries[table["best"][0]["number"]]),
        worst_words=_why(library, syllabus, entries[table["worst"][0]["number"]]),
        entries=tuple(_entry(library, entry) for entry in table["entries"]),
    )


def _map(table: EntryTable, best: Start, worst: Start) -> HeatMap:
    scores = [stay["score"] for entry in table["entries"] for stay in entry["stays"]]
    low, high = min(scores), max(scores)
    rows = tuple(
        MapRow(entry["week"], DAY_NAMES[entry["day"]], tuple(Cell(stay["score"], _step(stay["score"], low, high)) for stay in entry["stays"]))
        for entry in table["entries"]
    )
    description = (
        f"One row a day to start, one column a length of stay. Scores run from {low} to {high} of 100. "
        f"{best.title} is the best day to start with a mean of {best.score}, {worst.title} the hardest with {worst.score}. The same numbers stand in the table below."
    )
    return HeatMap(title="How well each day works as a first day", description=description, stays=tuple(table["stays"]), rows=rows)


def _step(score: int, low: int, high: int) -> int:
    return (score - low) * STEPS // (high - low + 1)


def _why(library: Library, syllabus: Syllabus, entry: EntryDay) -> str:
    """What the first day and the shortest stay are like for someone who starts here."""
    stay = entry["stays"][0]
    gaps = "everything prepared" if not stay["unprepared"] else f"{counted(stay['unprepared'], 'session')} without what should come before"
    missed = [library.sessions[row["session"]].meta.title for row in stay["core_missed"]]
    core = "no core session missed" if not missed else f"{counted(len(missed), 'core session')} missed ({listed(missed)})"
    return f"{_when(entry)}: a stay of {counted(stay['weeks'], 'week')} meets {gaps}, with {core}."


def _when(row: EntryDay | StartDay) -> str:
    return f"Week {row['week']}, {DAY_NAMES[row['day']]}"


def _entry(library: Library, entry: EntryDay) -> EntryDayView:
    sessions = library.sessions
    needed = {gap["session"]: gap for gap in reversed(entry["unprepared"])}
    first = tuple((sessions[row["session"]].meta.title, row["session"], NEWCOMER_NAMES[row["newcomers"]]) for row in entry["first_day"])
    to_read = tuple(
        ToRead(
            tuple((handout["title"], handout["id"]) for handout in row["handouts"]),
            sessions[row["for"]].meta.title,
            f"week {needed[row['for']]['week']}, {DAY_NAMES[needed[row['for']]['day']]}" if row["after"] else "on the first day",
        )
        for row in entry["catch_up"]
    )
    waits = tuple(_wait(library, row) for row in entry["waits"])
    return EntryDayView(
        id=f"{entry['day']}-{entry['week']}",
        title=_when(entry),
        waits=waits,
        first_day=first,
        to_read=to_read,
        stays=tuple(_stay(library, stay) for stay in entry["stays"]),
    )


def _wait(library: Library, row: SafetyWait) -> Wait:
    days = row["days"]
    when = "never in this track" if days is None else "today" if not days else f"in {counted(days, 'day')}"
    return Wait(title=library.sessions[row["session"]].meta.title, path=row["session"], when=when, given=row["given"])


def _stay(library: Library, stay: StayTable) -> Stay:
    missed = tuple(Missed(library.sessions[row["session"]].meta.title, _returns(row)) for row in stay["core_missed"])
    dose = tuple((module.meta.title, as_hours(stay["dose"][module.id])) for module in library.modules if module.id in stay["dose"])
    return Stay(weeks=stay["weeks"], score=stay["score"], hours=as_hours(stay["minutes"]), unprepared=stay["unprepared"], missed=missed, dose=dose)


def _returns(row: CoreMissed) -> str:
    if row["week"] is None or row["day"] is None or row["in_weeks"] is None:
        return "not in this track"
    return f"returns week {row['week']}, {DAY_NAMES[row['day']]}, {counted(row['in_weeks'], 'week')} after"

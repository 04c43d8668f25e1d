"""Running groups on their days: round after round of their tracks, around closed days."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.dates.amendments import amended
from builder.dates.closures import Closures, contradictions, known_holidays
from builder.dates.meetings import DatedGroup, DayOff, GroupMeeting, monday_of
from builder.finding import Finding
from builder.model.base import LAST_DAY
from builder.model.catalogue import catalogue_of, track_of
from builder.model.group import GroupMeta, RunningGroup
from builder.model.library import Library
from builder.model.track import MOST_WEEKS, Track
from builder.planner.dates import LONGEST_DELAY, on_dates
from builder.planner.timetable import timetable

if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, OnDates, PlainMeeting

AHEAD = datetime.timedelta(weeks=52)
"""So far from today an endless group is put on dates, in whole rounds: the last one begins before then."""

WEEK = datetime.timedelta(days=7)

LAST_MEETING = LAST_DAY + WEEK * (MOST_WEEKS + LONGEST_DELAY)
"""By then a round that begins on the last day of all has ended, whatever puts it off. From 2100 on the last look at the pages takes dates for numbers."""


def date_groups(library: Library, today: datetime.date) -> tuple[DatedGroup, ...]:
    """Every group on its days: all rounds of one that ends, those of an endless one that begin within a year from today."""
    if not library.groups:
        return ()
    catalogue, tracks = catalogue_of(library), {track.id: track for track in library.tracks}
    zone = library.program.meta.time_zone
    return tuple(replace(_dated(library, catalogue, group, tracks[group.meta.track], today), time_zone=zone) for group in library.groups)


def date_others(library: Library, today: datetime.date) -> tuple[DatedGroup, ...]:
    """The groups of the program's other sites on their days."""
    return tuple(replace(dated, site=other.id) for other in library.others for dated in date_groups(library.of(other), today))


def _dated(library: Library, catalogue: Catalogue, group: RunningGroup, track: Track, today: datetime.date) -> DatedGroup:
    meta, plain = group.meta, track_of(track)
    meetings = timetable(catalogue, plain)
    findings = [*contradictions(meta.closures, group.source)]
    if findings or not meetings:
        return DatedGroup(group, track, findings=tuple(findings))
    until = max([today + AHEAD, *(one.missed for one in meta.make_up), *(one.on for one in meta.changes)])
    weeks = len(track.meta.schedule)
    rounds = 1 if meta.rounds == "endless" else meta.rounds
    last = max(meta.start, until) + WEEK * (rounds * weeks + LONGEST_DELAY)
    years = range(meta.start.year - 1, min(last, LAST_MEETING).year + 1)
    closures, unknown = _closures(meta, library.program.meta.public_holidays, years)
    rows: list[GroupMeeting] = []
    closed: list[DayOff] = []
    ends: list[datetime.date] = []
    start, number = meta.start, 1
    while number == 1 or (start <= until if meta.rounds == "endless" else number <= meta.rounds):
        found = on_dates(plain, meetings, start.toordinal(), closures.plain, meta.policy)
        if found["finding"]:
            return DatedGroup(group, track, findings=(_refused(group, found),))
        rows += [_meeting(group, track, number, index, meeting, found) for index, meeting in enumerate(meetings)]
        closed += [DayOff(datetime.date.fromordinal(day["on"]), day["reason"]) for week in found["weeks"] for day in week["closed"]]
        late = WEEK * (meetings[0]["week"] - 1)  # a track may begin with weeks without meetings
        whole = monday_of(start) - late + WEEK * weeks
        ended = max(monday_of(datetime.date.fromordinal(day["on"])) for day in found["meetings"])
        if ended > LAST_MEETING and meta.rounds != "endless":
            message = f"round {number} of {meta.rounds} would end after {LAST_MEETING}, and no day after that can be reckoned with"
            refused = Finding(group.source.at("rounds"), "bad-value", message, f"write {number - 1} at most, or endless")
            return DatedGroup(group, track, findings=(refused,))
        ends += [ended] if ended >= whole else []
        start = max(whole, ended + WEEK) + late + (start - monday_of(start))
        number += 1
    rows, findings = amended(group, rows, closures)
    rows.sort(key=lambda row: (row.on, row.start))
    return DatedGroup(group, track, tuple(rows), closed=tuple(closed), ends=tuple(ends), findings=tuple(findings), unknown=unknown)


def _closures(meta: GroupMeta, program: str, years: range) -> tuple[Closures, tuple[int, ...]]:
    """Its own closed days, and public holidays; and the years whose holidays are not known."""
    where = meta.holidays or program
    country, _, state = where.partition("-")
    holidays, unknown = ({}, ()) if where == "none" else known_holidays(country, state or None, years)
    return Closures(holidays, meta.closures), unknown


def _refused(group: RunningGroup, found: OnDates) -> Finding:
    """What the planner says against a start or closed days, with a hint for a file where its own is for a command."""
    finding = found["finding"]
    assert finding
    hint = finding["hint"].replace("the file of closures", "these closed days").replace("--policy skip", "`policy: skip`")
    return Finding(group.source.at("start" if finding["code"] == "start-weekday" else "closed"), finding["code"], finding["message"], hint)


def _meeting(group: RunningGroup, track: Track, number: int, index: int, meeting: PlainMeeting, found: OnDates) -> GroupMeeting:
    meta, day = group.meta, found["meetings"][index]
    parted = {part["stream"] for part in meeting["parts"]}
    return GroupMeeting(
        round=number,
        number=index,
        week=meeting["week"],
        on=datetime.date.fromordinal(day["on"]),
        planned=datetime.date.fromordinal(day["planned"]),
        start=meeting["start"],
        end=meeting["end"],
        minutes=meeting["minutes"],
        place=meta.place or "",
        room=meta.room or "",
        rooms={track.meta.streams[stream].title: room for stream, room in meta.rooms.items() if stream in parted},
        leaders=meta.leaders,
        sessions=tuple(part["session"] for part in meeting["parts"] if part["session"]),
        cancelled=day["closed"] or "",
    )

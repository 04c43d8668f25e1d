"""What days without group take away: sessions that fall out, and weeks under the floor of a standard that the track or a stage names."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.dates.meetings import DayHeld, WeekHeld
from builder.model.library import Library
from builder.model.reference import Standard
from builder.model.track import Stage, Track
from builder.planner.hours import as_hours
from builder.planner.words import DAYS, counted, listed
from builder.text.marked_yaml import KeyPath


@dataclass(frozen=True)
class MeetingHeld:
    """The sessions of a meeting; `missed` says why it is not held."""

    on: datetime.date
    sessions: tuple[str, ...]
    missed: str = ""


def falls_out(library: Library, meetings: Sequence[MeetingHeld]) -> Iterator[tuple[int, int, str]]:
    """Sessions of a missed meeting that are not taught at all, or that another one requires which comes before they are: the places in `meetings`
    and in its sessions, and what happens."""
    held = [meeting for meeting in meetings if not meeting.missed]
    for number, missed in enumerate(meetings):
        for index, session in enumerate(missed.sessions if missed.missed else ()):
            again = [other.on for other in held if session in other.sessions]
            until = again[0] if again else datetime.date.max
            lean = [name for other in held if other.on < until for name in other.sessions if session in library.sessions[name].meta.requires]
            if any(on < missed.on for on in again) or (again and not lean):
                continue
            parts = [f"'{session}' falls out: no group on {missed.on} ({missed.missed})"]
            if lean:
                names = [f"'{name}'" for name in dict.fromkeys(lean)]
                parts.append(f"and it is required by {listed(names)}")
            if again:
                parts.append(f"while it next comes on {again[0]}")
            yield number, index, ", ".join(parts)


def short_weeks(library: Library, track: Track, weeks: Sequence[WeekHeld], since: datetime.date | None = None) -> Iterator[tuple[KeyPath, str]]:
    """Weeks under the weekly hours or days of a standard that the track or one of its stages names, of those for which there is a reason: where the track
    names it, and by how much. Nobody began before `since`, so that nobody is in a later stage yet."""
    for week in weeks:
        for index, (name, span) in enumerate(track.meta.standard_weeks() if week.reasons else ()):
            if span and week.cycle and not any(span[0] <= number <= span[1] for number in week.cycle):
                continue
            for has, wanted in _under(library.standards[name], week.held):
                yield ("standards", index), f"the week of {week.monday} has {has}, under {wanted} of '{name}': {listed(week.reasons)}"
        yield from _short_stages(library, track, week, since)


def _short_stages(library: Library, track: Track, week: WeekHeld, since: datetime.date | None) -> Iterator[tuple[KeyPath, str]]:
    """What is left of the week for whoever is in a stage, which has fewer days: where the stage names a standard that this is under, and by how much."""
    before = 0
    for number, stage in enumerate(track.meta.stages):
        weeks_before, before = before, before + stage.weeks
        came = _came(stage, week)
        reasons = [f"{day.reason} on {day.on}" for day in week.off if isinstance(stage.days, int) or DAYS[day.on.weekday()] in stage.days]
        reasons += filter(None, [week.cut])
        wanted_days = stage.days if isinstance(stage.days, int) else len(stage.days)
        if not reasons or len({day.meant for day in came}) >= wanted_days or not _has_anyone(track, week, since, weeks_before, before):
            continue
        for index, name in enumerate(stage.standards):
            for has, wanted in _under(library.standards[name], came):
                message = (
                    f"the week of {week.monday} has {has} for the stage '{stage.title}', under {wanted} of '{name}': {listed(dict.fromkeys(reasons))}"
                )
                yield ("stages", number, "standards", index), message


def _came(stage: Stage, week: WeekHeld) -> list[DayHeld]:
    """The meetings to which people of a stage come: those of its days, or of so many days of the week."""
    if not isinstance(stage.days, int):
        return [day for day in week.held if DAYS[day.meant.weekday()] in stage.days]
    first = sorted({day.on for day in week.held})[: stage.days]
    return [day for day in week.held if day.on in first]


def _has_anyone(track: Track, week: WeekHeld, since: datetime.date | None, begins: int, ends: int) -> bool:
    """Whether anyone can be in a stage that goes from one week of a stay to another: a cohort goes through them together."""
    if track.meta.enrolment == "cohort":
        return not week.cycle or any(begins < number <= ends for number in week.cycle)
    return since is None or week.monday + datetime.timedelta(days=6) >= since + datetime.timedelta(weeks=begins)


def _under(standard: Standard, held: Sequence[DayHeld]) -> Iterator[tuple[str, str]]:
    """What a week has and what a standard asks, where it is less."""
    minutes, days = sum(day.minutes for day in held), len({day.on for day in held})
    for asked in standard.meta.requirements:
        floor = asked.in_units(asked.minimum) or 0
        if asked.of:
            continue
        if asked.kind == "hours-per-week" and minutes < floor:
            yield as_hours(minutes), f"the {as_hours(floor)}"
        elif asked.kind == "days-per-week" and days < floor:
            yield counted(days, "day"), f"the {counted(floor, 'day')}"

"""What days without group take away: sessions that fall out, and weeks under the floor of a standard that the track names."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.dates.meetings import WeekHeld
from builder.model.library import Library
from builder.model.track import Track
from builder.planner.hours import as_hours
from builder.planner.words import counted, listed


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


def short_weeks(library: Library, track: Track, weeks: Sequence[WeekHeld]) -> Iterator[tuple[int, str]]:
    """Weeks under the weekly hours or days of a standard that the track names, of those for which there is a reason: its place among them, and by how much."""
    for week in weeks:
        for index, (name, span) in enumerate(track.meta.standard_weeks() if week.reasons else ()):
            if span and week.cycle and not any(span[0] <= number <= span[1] for number in week.cycle):
                continue
            for asked in library.standards[name].meta.requirements:
                floor = asked.in_units(asked.minimum) or 0
                if asked.of:
                    continue
                if asked.kind == "hours-per-week" and week.minutes < floor:
                    has, wanted = as_hours(week.minutes), f"the {as_hours(floor)}"
                elif asked.kind == "days-per-week" and week.days < floor:
                    has, wanted = counted(week.days, "day"), f"the {counted(floor, 'day')}"
                else:
                    continue
                yield index, f"the week of {week.monday} has {has}, under {wanted} of '{name}': {listed(dict.fromkeys(week.reasons))}"

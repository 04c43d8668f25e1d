"""Hours that open to what they add up: by week, by kind of part, by module."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from builder.model.library import Library
from builder.planner.hours import as_hours, services
from builder.planner.words import counted, listed, lowered
from builder.tracks.plan import DAY_NAMES, Meeting, MeetingPart, Syllabus
from builder.views.card import meeting_path

if TYPE_CHECKING:
    from builder.model.plan_types import HoursOfWeek


class Addend(Struct, frozen=True, kw_only=True):
    """One line of a sum; `counts` is false for breaks, which are shown and not added."""

    title: str
    path: str
    amount: str
    counts: bool = True
    note: str = ""


class Group(Struct, frozen=True, kw_only=True):
    """Addends under a sum of their own; without a title they are the sum's own."""

    title: str
    path: str
    total: str
    addends: tuple[Addend, ...]


class Sum(Struct, frozen=True, kw_only=True):
    title: str
    note: str
    total: str
    groups: tuple[Group, ...]


def by_week(library: Library, syllabus: Syllabus) -> tuple[Sum, ...]:
    return tuple(
        Sum(
            title=f"Week {week['week']}",
            note=f"{counted(week['days'], 'day')}, services a day: {services_a_day(syllabus.week(week['week']))}; {kinds_of(syllabus, week)}",
            total=as_hours(week["minutes"]),
            groups=tuple(_day(meeting) for meeting in syllabus.week(week["week"])),
        )
        for week in syllabus.totals["weeks"]
    )


def kinds_of(syllabus: Syllabus, week: HoursOfWeek) -> str:
    """`sessions 6 h, check-in 45 min`, the longest kind first."""
    kinds = sorted(week["kinds"].items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{lowered(syllabus.kind_name(kind))} {as_hours(minutes)}" for kind, minutes in kinds)


def by_kind(syllabus: Syllabus) -> tuple[Sum, ...]:
    """The parts of each kind, week by week; the longest kind first."""
    kinds = sorted(syllabus.totals["kinds"].items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Sum(title=syllabus.kind_name(kind), note="", total=as_hours(minutes), groups=(_untitled(_weeks_of(syllabus, kind)),))
        for kind, minutes in kinds
    )


def by_module(library: Library, syllabus: Syllabus) -> tuple[Sum, ...]:
    """The sessions of each module, in teaching order."""
    sums = []
    for module in library.modules:
        addends = []
        meetings = 0
        for session in module.sessions:
            taught = [(m, part) for m in syllabus.meetings for part in m.parts if part.counts and part.session and part.session.id == session.id]
            when = [meeting for meeting, _ in taught]
            if when:
                meetings += len(when)
                weeks = f"week {when[0].week}" if len(when) == 1 else f"weeks {listed([str(meeting.week) for meeting in when])}"
                addends.append(Addend(title=session.meta.title, path=session.id, amount=_times([part.minutes for _, part in taught]), note=weeks))
        if addends:
            sums.append(
                Sum(
                    title=module.meta.title,
                    note=counted(meetings, "session"),
                    total=as_hours(syllabus.totals["modules"][module.id]),
                    groups=(_untitled(addends),),
                )
            )
    return tuple(sums)


def services_a_day(meetings: Iterable[Meeting]) -> str:
    """`3` or `2 to 3` parts that a payer may count as a service: not breaks, check-in and wrap-up."""
    numbers = [services(part.kind for part in meeting.parts if part.counts) for meeting in meetings if not meeting.is_for_families] or [0]
    few, many = min(numbers), max(numbers)
    return str(few) if few == many else f"{few} to {many}"


def _day(meeting: Meeting) -> Group:
    return Group(
        title=DAY_NAMES[meeting.day],
        path=meeting_path(meeting),
        total=as_hours(meeting.minutes),
        addends=tuple(_part(part) for part in meeting.parts),
    )


def _part(part: MeetingPart) -> Addend:
    amount = as_hours(part.minutes) if part.counts else f"{as_hours(part.minutes)}, {'at the same time' if part.stream else 'not counted'}"
    return Addend(title=part.name, path=part.session.id if part.session else "", amount=amount, counts=part.counts)


def _weeks_of(syllabus: Syllabus, kind: str) -> Iterable[Addend]:
    for week in syllabus.totals["weeks"]:
        minutes = [part.minutes for meeting in syllabus.week(week["week"]) for part in meeting.parts if part.kind == kind and part.counts]
        if minutes:
            yield Addend(title=f"Week {week['week']}", path="", amount=_times(minutes))


def _untitled(addends: Iterable[Addend]) -> Group:
    return Group(title="", path="", total="", addends=tuple(addends))


def _times(minutes: list[int]) -> str:
    """`3 × 50 min = 2 h 30 min`."""
    total = as_hours(sum(minutes))
    if len(minutes) == 1:
        return total
    return f"{len(minutes)} × {as_hours(minutes[0])} = {total}" if len(set(minutes)) == 1 else f"{' + '.join(str(m) for m in minutes)} min = {total}"

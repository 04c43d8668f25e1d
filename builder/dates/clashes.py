"""Two groups in each other's way: one room, or one person, at overlapping times of one day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from builder.dates.meetings import DatedGroup, GroupMeeting
from builder.model.group import where


@dataclass(frozen=True)
class Clash:
    """What two groups both need, and the meetings at which they do, in the order of their days: of `group`, and of `other`, whose file comes first."""

    kind: Literal["room", "leader"]
    what: str
    group: DatedGroup
    other: DatedGroup
    meetings: tuple[tuple[GroupMeeting, GroupMeeting], ...]


def clashes(groups: Sequence[DatedGroup], today: datetime.date) -> tuple[Clash, ...]:
    """Every clash from today on, the first one first. Leaders are compared by the names that are written; a role without a name is nobody."""
    days: dict[datetime.date, list[tuple[DatedGroup, GroupMeeting]]] = defaultdict(list)
    for group in groups:
        for meeting in group.held:
            if meeting.on >= today:
                days[meeting.on].append((group, meeting))
    found: dict[tuple[str, str, str, str], list[tuple[GroupMeeting, GroupMeeting]]] = defaultdict(list)
    for day in sorted(days):
        for (other, there), (group, here) in combinations(days[day], 2):
            if group is not other and here.overlaps(there):
                for kind, what in _shared(here, there):
                    found[group.group.id, other.group.id, kind, what].append((here, there))
    by_id = {group.group.id: group for group in groups}
    return tuple(
        Clash("room" if kind == "room" else "leader", what, group=by_id[group], other=by_id[other], meetings=tuple(meetings))
        for (group, other, kind, what), meetings in found.items()
    )


def _shared(one: GroupMeeting, other: GroupMeeting) -> Iterator[tuple[str, str]]:
    for room in one.all_rooms if _same(one.place, other.place) else ():
        if any(_same(room, taken) for taken in other.all_rooms):
            yield "room", where(one.place, room)
    for name in dict.fromkeys(filter(None, one.leaders.values())):
        if any(_same(name, led) for led in other.leaders.values() if led):
            yield "leader", name


def _same(one: str, other: str) -> bool:
    return " ".join(one.lower().split()) == " ".join(other.lower().split())

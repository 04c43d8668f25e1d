"""Two groups in each other's way: one room, or one person, at overlapping times of one day."""

from __future__ import annotations

import datetime
import zoneinfo
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    """Every clash from today on, the first one first. Leaders are compared by the names that are written, also where two groups meet at two sites; a role
    without a name is nobody."""
    coming = [(number, group, one) for number, group in enumerate(groups) for one in group.held if one.on >= today]
    zones = {group.time_zone for _, group, _ in coming}
    times = {zone: zoneinfo.ZoneInfo(zone) if len(zones) > 1 and zone else None for zone in zones}
    found: dict[tuple[str, str, str, str], list[tuple[GroupMeeting, GroupMeeting]]] = defaultdict(list)
    under_way: list[tuple[int, int, DatedGroup, GroupMeeting]] = []
    begun = ((_begins(one, times[group.time_zone]), number, group, one) for number, group, one in coming)
    for begins, number, group, one in sorted(begun, key=lambda row: row[:2]):
        under_way = [other for other in under_way if other[0] > begins]
        for _, before, other, there in sorted(under_way, key=lambda row: row[1]):
            if other is not group:
                later, first = ((group, one), (other, there)) if before < number else ((other, there), (group, one))
                for kind, what in _shared(later, first):
                    found[later[0].group.id, first[0].group.id, kind, what].append((later[1], first[1]))
        under_way.append((begins + one.end - one.start, number, group, one))
    by_id = {group.group.id: group for group in groups}
    return tuple(
        Clash("room" if kind == "room" else "leader", what, group=by_id[group], other=by_id[other], meetings=tuple(meetings))
        for (group, other, kind, what), meetings in found.items()
    )


def _begins(one: GroupMeeting, zone: datetime.tzinfo | None) -> int:
    """The minute at which a meeting begins, counted from one moment everywhere; without a zone by the clock on the wall, which all share."""
    if zone is None:
        return one.on.toordinal() * 24 * 60 + one.start
    on_the_wall = datetime.datetime.combine(one.on, datetime.time()) + datetime.timedelta(minutes=one.start)
    return int(on_the_wall.replace(tzinfo=zone).timestamp() // 60)


def _shared(later: tuple[DatedGroup, GroupMeeting], first: tuple[DatedGroup, GroupMeeting]) -> Iterator[tuple[str, str]]:
    """What both need; a room of one site is none of another's."""
    (group, one), (other, there) = later, first
    for room in one.all_rooms if group.site == other.site and _same(one.place, there.place) else ():
        if any(_same(room, taken) for taken in there.all_rooms):
            yield "room", where(one.place, room)
    for name in dict.fromkeys(filter(None, one.leaders.values())):
        if any(_same(name, led) for led in there.leaders.values() if led):
            yield "leader", name


def _same(one: str, other: str) -> bool:
    return " ".join(one.lower().split()) == " ".join(other.lower().split())

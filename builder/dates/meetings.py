"""A running group on its days, as values."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.finding import Finding
from builder.model.group import RunningGroup, where
from builder.model.track import Track


@dataclass(frozen=True)
class GroupMeeting:
    """A meeting of a group on its day. `number` is its place in the track's cycle, from 0; times are minutes after midnight.

    `planned` is the day that it has without closures and changes, `cancelled` says why it is not held, `instead_of` is the day from which the file moves it.
    """

    round: int
    number: int
    week: int
    on: datetime.date
    planned: datetime.date
    start: int
    end: int
    minutes: int
    place: str
    room: str
    rooms: Mapping[str, str]
    """Of streams that meet elsewhere at the same time, by their titles."""
    leaders: Mapping[str, str | None]
    sessions: tuple[str, ...]
    cancelled: str = ""
    instead_of: datetime.date | None = None

    @property
    def monday(self) -> datetime.date:
        return monday_of(self.on)

    @property
    def where(self) -> str:
        """`Main office, Room 2`."""
        return where(self.place, self.room)

    @property
    def all_rooms(self) -> tuple[str, ...]:
        """Every room that it takes."""
        return tuple(dict.fromkeys(filter(None, (self.room, *self.rooms.values()))))

    def overlaps(self, other: GroupMeeting) -> bool:
        return self.on == other.on and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class DayOff:
    """A day of the group's pattern without group. `to` is the day on which its meeting is held instead, where the file says so."""

    on: datetime.date
    reason: str
    to: datetime.date | None = None


@dataclass(frozen=True)
class DatedGroup:
    """A group and its meetings in the order of their days, those that are not held too. Where there are `findings` they may be incomplete.

    `ends` is the Monday of each round's last week where closures have put its end off, by which that week is cut short. `unknown` are years whose public holidays are not known.
    `time_zone` is where it meets; `site` is the id of its site where that is another one than the one whose staff look at it.
    """

    group: RunningGroup
    track: Track
    meetings: tuple[GroupMeeting, ...] = ()
    closed: tuple[DayOff, ...] = ()
    ends: tuple[datetime.date, ...] = ()
    findings: tuple[Finding, ...] = ()
    unknown: tuple[int, ...] = ()
    time_zone: str = ""
    site: str = ""

    @property
    def held(self) -> tuple[GroupMeeting, ...]:
        return tuple(meeting for meeting in self.meetings if not meeting.cancelled)

    @property
    def endless(self) -> bool:
        return self.group.meta.rounds == "endless"

    def week(self, monday: datetime.date) -> tuple[GroupMeeting, ...]:
        """What is held in a week of the calendar."""
        return tuple(meeting for meeting in self.held if meeting.monday == monday)

    def days_off(self, monday: datetime.date) -> tuple[DayOff, ...]:
        """The days of that week on which people would look for the group, and it does not meet."""
        reasons = {day.on: day.reason for day in self.closed if monday_of(day.on) == monday}
        off = {day: DayOff(day, reason) for day, reason in reasons.items()}
        for one in self.meetings:
            if one.instead_of and monday_of(one.instead_of) == monday:
                off[one.instead_of] = DayOff(one.instead_of, reasons.get(one.instead_of, ""), one.on)
            elif one.cancelled and one.monday == monday:
                off[one.on] = DayOff(one.on, one.cancelled)
        filled = {one.on for one in self.held if one.instead_of and one.instead_of != one.on}  # another meeting is held there
        return tuple(off[day] for day in sorted(off.keys() - filled))


@dataclass(frozen=True)
class DayHeld:
    """A meeting that is held: its day, the day that it stands for, and its minutes of treatment."""

    on: datetime.date
    meant: datetime.date
    minutes: int


@dataclass(frozen=True)
class WeekHeld:
    """What is left of a week of the calendar; `off` and `cut` say why it is not all that the track has, `cycle` are the weeks of the track that it is.

    What is for families alone is no treatment, and not among `held`.
    """

    monday: datetime.date
    held: tuple[DayHeld, ...]
    off: tuple[DayOff, ...]
    cut: str = ""
    cycle: tuple[int, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, (*(day.reason for day in self.off), self.cut))))


def monday_of(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def weeks_of(dated: DatedGroup) -> Iterator[WeekHeld]:
    """Each week of the calendar in which the group should meet."""
    meetings: dict[datetime.date, list[GroupMeeting]] = defaultdict(list)
    closed: dict[datetime.date, list[DayOff]] = defaultdict(list)
    for day in dated.closed:
        closed[monday_of(day.on)].append(day)
    for meeting in dated.meetings:
        meetings[meeting.monday].append(meeting)
    mondays = sorted(meetings.keys() | closed.keys())
    for monday in mondays:
        held = [one for one in meetings[monday] if one.minutes and not one.cancelled]
        off = closed[monday] + [DayOff(one.on, one.cancelled) for one in meetings[monday] if one.cancelled]
        yield WeekHeld(
            monday=monday,
            held=tuple(DayHeld(one.on, one.instead_of or one.on, one.minutes) for one in held),
            off=tuple(dict.fromkeys(off)),
            cut="a round ends here, put off by closed days" if monday in dated.ends and monday != mondays[-1] else "",
            cycle=tuple(dict.fromkeys(one.week for one in meetings[monday])),
        )

"""The days of a packet as one running group has them: dates, times and rooms."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import replace

from builder.dates.meetings import GroupMeeting
from builder.finding import CurriculumError
from builder.model.group import RunningGroup
from builder.model.library import Library
from builder.planner.days import iso_date, long_date
from builder.print.common import OrderError
from builder.print.packets import Days, When
from builder.tracks.plan import Syllabus
from builder.tracks.running import Running, running_groups
from builder.views.running import from_to, rooms_of


def on_its_days(library: Library, syllabus: Syllabus, group: RunningGroup, today: datetime.date) -> Running:
    """A group that runs this track. Raises CurriculumError where its file cannot be put on dates."""
    (running,) = running_groups(replace(library, groups=(group,)), (syllabus,), today)
    if running.dated.findings:
        raise CurriculumError(running.dated.findings)
    return running


def dated(library: Library, days: Days, group: Running, today: datetime.date, missed: bool) -> tuple[Days, datetime.date]:
    """Days with their dates, and the first of these: those that come next, today's too; of what someone `missed`, the last that were.

    What falls out of a week stands on the cover with its reason, and has no pages. Raises OrderError.
    """
    found = _nearest(days, group, today, missed)
    held = tuple(one for one in found if not one.cancelled)
    if not held:
        why = "; ".join(f"{long_date(one.on.toordinal())}: {one.cancelled}" for one in found)
        hint = "print it without --group, or write in the group's file on which day it is made up"
        raise OrderError(f"{days.title} falls out for the group '{group.id}' ({why}); {hint}")
    when = tuple(When(long_date(one.on.toordinal()), _told(library, one)) for one in found)
    return replace(days, meetings=tuple(map(group.meeting, held)), group=group.title, dated=when), held[0].on


def _told(library: Library, one: GroupMeeting) -> str:
    """`5:30 pm to 8:45 pm, Room 2`; or why it is not held."""
    return f"no group: {one.cancelled}" if one.cancelled else ", ".join(filter(None, (from_to(library, one), rooms_of(one) or one.room)))


def _nearest(days: Days, group: Running, today: datetime.date, missed: bool) -> list[GroupMeeting]:
    """These meetings in one round of the track, in the order of their days."""
    numbers = {meeting.number - 1 for meeting in days.meetings}
    rounds: dict[int, list[GroupMeeting]] = defaultdict(list)
    for one in group.dated.meetings:
        if one.number in numbers:
            rounds[one.round].append(one)
    fits = [found for found in rounds.values() if (found[0].on <= today if missed else found[-1].on >= today)]
    if not fits:
        other = iso_date([*rounds.values()][0 if missed else -1][0].on.toordinal())
        first = f"comes first on {other}" if missed else f"was last on {other}"
        raise OrderError(
            f"{days.title} of the group '{group.id}' {first}; print it without --group, or as of that day: groupwork --today {other} print ..."
        )
    return fits[-1 if missed else 0]

"""Running groups: whether their files fit their tracks and the calendar, what closed days cost them, and whether two are in each other's way."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby

from builder.dates.clashes import clashes
from builder.dates.closures import last_known_year
from builder.dates.groups import date_groups, date_others
from builder.dates.meetings import DatedGroup, GroupMeeting, monday_of, weeks_of
from builder.dates.shortfall import MeetingHeld, falls_out, short_weeks
from builder.finding import Finding, Place
from builder.model.library import Library
from builder.planner.words import counted
from builder.text.marked_yaml import KeyPath


def groups_hold_on_their_days(library: Library, today: datetime.date) -> Iterator[Finding]:
    """What the dates of the groups show; they are put on them once."""
    dated = date_groups(library, today)
    for group in dated:
        yield from group.findings
        yield from _broken_promises(library, group, today)
        yield from _unknown_holidays(library, group, today)
    yield from _clashes(sorted((*dated, *date_others(library, today)), key=lambda one: one.group.id), today)


def _broken_promises(library: Library, dated: DatedGroup, today: datetime.date) -> Iterator[Finding]:
    """`calendar-hours` and `calendar-falls-out`, for what is not over."""
    yield from _short_weeks(library, dated, today)
    for _, meetings in groupby(sorted(dated.meetings, key=lambda one: (one.round, one.number)), lambda one: one.round):
        yield from _falls_out(library, dated, tuple(meetings), today)


def _unknown_holidays(library: Library, dated: DatedGroup, today: datetime.date) -> Iterator[Finding]:
    """`holidays-unknown` where it meets in a year whose public holidays nobody knows yet."""
    days = [one.on for one in dated.held if one.on >= today and one.on.year in dated.unknown]
    if days:
        meta, program = dated.group.meta, library.program
        place = meta.holidays or program.meta.public_holidays
        last = last_known_year(place, days[0].year)
        known = f"known up to {last}" if last else "not known"
        message = f"'{dated.group.id}' meets until {days[-1]}, and the public holidays of {place} are {known}"
        hint = "write those of later years under `closed` of the group, as they are announced" if last else "write them under `closed` of the group"
        yield Finding(dated.group.source.at("holidays") if meta.holidays else program.source.at("public_holidays"), "holidays-unknown", message, hint)


def _short_weeks(library: Library, dated: DatedGroup, today: datetime.date) -> Iterator[Finding]:
    """One finding for each standard of the track and of each stage, at what closes the first of its weeks: holidays of a year would else be as many lines."""
    weeks = [week for week in weeks_of(dated) if week.monday >= monday_of(today)]
    found: dict[KeyPath, list[tuple[datetime.date, str]]] = {}
    for week in weeks:
        for path, message in short_weeks(library, dated.track, [week], dated.group.meta.start):
            found.setdefault(path, []).append((week.monday, message))
    for short in found.values():
        monday, message = short[0]
        more = len({other for other, _ in short}) - 1
        also = (
            f"; so {'is' if more == 1 else 'are'} {counted(more, 'later week')}, as groups/{dated.group.id}/ on the staff site lists" if more else ""
        )
        hint = "hold the meeting on another day of that week (`make_up`, with policy skip), or show how the time is made up"
        yield Finding(_closing(dated, monday), "calendar-hours", message + also, hint)


def _closing(dated: DatedGroup, monday: datetime.date) -> Place:
    """What of the file closes a day of this week; the holidays where it is nothing of its own."""
    sunday = monday + datetime.timedelta(days=6)
    meta, source = dated.group.meta, dated.group.source
    own = [("closed", index) for index, one in enumerate(meta.closed) if one.on <= sunday and (one.until or one.on) >= monday]
    own += [("changes", index) for index, change in enumerate(meta.changes) if change.cancelled and monday <= change.on <= sunday]
    return source.at(*own[0]) if own else source.at("holidays")


def _falls_out(library: Library, dated: DatedGroup, meetings: tuple[GroupMeeting, ...], today: datetime.date) -> Iterator[Finding]:
    rows = [MeetingHeld(one.on, one.sessions, one.cancelled) for one in meetings]
    for number, _, message in falls_out(library, rows):
        if meetings[number].on >= today:
            hint = "hold it on another day under `make_up`, or write `policy: reflow`"
            yield Finding(_closing(dated, meetings[number].monday), "calendar-falls-out", message, hint)


def _clashes(groups: Sequence[DatedGroup], today: datetime.date) -> Iterator[Finding]:
    """`room-clash` and `leader-clash` of groups of this site, once for two groups and what they both need, with the first day and how many there are."""
    for clash in clashes(groups, today):
        if clash.group.site:  # told where the other site is looked at
            continue
        first = clash.meetings[0][0].on
        source, other = clash.group.group.source, clash.other.group.id
        named = f"'{other}' at the site '{clash.other.site}'" if clash.other.site else f"'{other}'"
        times = f"on {counted(len(clash.meetings), 'day')}, first on {first}" if len(clash.meetings) > 1 else f"on {first}"
        if clash.kind == "room":
            place, message = source.at("room"), f"{clash.what} is taken by {named} at the same time {times}"
            hint = "give one of the two another room, on that day under `changes`, or another time"
        else:
            place, message = source.at("leaders"), f"{clash.what} leads {named} at the same time {times}"
            hint = "let someone else lead, on that day under `changes`"
        yield Finding(place, f"{clash.kind}-clash", message, hint)

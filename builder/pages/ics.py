"""A Feed as an iCalendar file (RFC 5545).

Written here: icalendar 7.3 makes time zones whose summer begins an hour late (`DTSTART` in the new offset) and which miss changes of Morocco's clocks; without
them it saves a fifth of this file.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo

from builder.views.events import Event, Feed

_NO_LINE_HAS = re.compile("[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

OCTETS = 75
"""The longest line, in bytes of UTF-8, without its line end."""

FIRST_DAY = datetime.date(2020, 1, 1)
"""`day_sequence` counts days from here."""

_HOUR = datetime.timedelta(hours=1)
_DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def day_sequence(today: datetime.date) -> int:
    """A sequence for what is new today: a later day's is higher, without anyone remembering the one before."""
    return max((today - FIRST_DAY).days, 0)


def render_feed(feed: Feed, stamp: datetime.datetime, sequence: int) -> bytes:
    """The file. `stamp` is when it was made, in UTC; a program that imports it again keeps the event with the higher `sequence`."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Groupwork//Calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"NAME:{escaped(feed.name)}", f"X-WR-CALNAME:{escaped(feed.name)}", f"X-WR-TIMEZONE:{feed.time_zone}"]
    years = [event.start.year for event in feed.events] or [stamp.year]
    lines += time_zone(feed.time_zone, min(years), max(years) + 1)
    for event in feed.events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{_clock(stamp)}Z",
            f"SEQUENCE:{sequence}",
            *_event(event, feed.time_zone),
            "END:VEVENT",
        ]
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(event: Event, zone: str) -> Iterator[str]:
    """What an event says, without its revision."""
    yield f"DTSTART;TZID={zone}:{_clock(event.start)}"
    yield f"DTEND;TZID={zone}:{_clock(event.end)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"DESCRIPTION:{escaped(event.description)}"
    if event.location:
        yield f"LOCATION:{escaped(event.location)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"CLASS:{'PRIVATE' if event.private else 'PUBLIC'}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'TRANSPARENT' if event.cancelled else 'OPAQUE'}"


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line ends written out."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\r", "\n"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, each after the first begun by a space; no character is cut in two. It is one line whatever is in it: what any
    program might take for its end is left out, as are all other characters that no line can have."""
    pieces, room = [""], OCTETS
    for character in _NO_LINE_HAS.sub("", line):
        size = len(character.encode())
        if size > room:
            pieces.append("")
            room = OCTETS - 1
        pieces[-1] += character
        room -= size
    return "\r\n ".join(pieces)


def _clock(moment: datetime.datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}".rjust(15, "0")


# Time zones


@dataclass(frozen=True)
class Change:
    """When clocks change: `onset` is the clock time that is left behind."""

    onset: datetime.datetime
    before: datetime.timedelta
    after: datetime.timedelta
    name: str
    daylight: bool


@cache
def time_zone(name: str, first_year: int, last_year: int) -> tuple[str, ...]:
    """A VTIMEZONE that is right in these years: one yearly rule for each change where there is one, else the days themselves."""
    return tuple(_time_zone(name, first_year, last_year))


def _time_zone(name: str, first_year: int, last_year: int) -> Iterator[str]:
    zone = ZoneInfo(name)
    changes = sorted(changes_of(zone, first_year - 1, last_year), key=lambda change: (_kind(change), change.onset))
    groups = [list(group) for _, group in groupby(changes, _kind)]
    rules = [_rule(group, last_year - first_year + 2) for group in groups]
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{name}"
    if not all(rules) or not rules:
        yield from _observance([_state(zone, datetime.datetime(first_year - 1, 1, 1))], "")
    for group, rule in zip(groups, rules, strict=True):
        yield from _observance(group, rule)
    yield "END:VTIMEZONE"


def changes_of(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Change]:
    """Every change of the clock in these years, found by halving the days on which the offset differs."""
    utc = datetime.UTC
    day, end = datetime.datetime(first_year, 1, 1, tzinfo=utc), datetime.datetime(last_year + 1, 1, 1, tzinfo=utc)
    while day < end:
        low, high = day, day + 24 * _HOUR
        before = low.astimezone(zone)
        if _look(high, zone) != _look(low, zone):
            while high - low > datetime.timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                low, high = (middle, high) if _look(middle, zone) == _look(low, zone) else (low, middle)
            after = high.astimezone(zone)
            offsets = before.utcoffset() or _HOUR * 0, after.utcoffset() or _HOUR * 0
            onset = (high + offsets[0]).replace(tzinfo=None)
            yield Change(onset, *offsets, after.tzname() or str(zone), bool(after.dst()))
        day += 24 * _HOUR


def _state(zone: ZoneInfo, moment: datetime.datetime) -> Change:
    """What clocks show from a moment on, as a change that changes nothing."""
    there = moment.replace(tzinfo=zone)
    offset = there.utcoffset() or _HOUR * 0
    return Change(onset=moment, before=offset, after=offset, name=there.tzname() or str(zone), daylight=bool(there.dst()))


def _look(moment: datetime.datetime, zone: ZoneInfo) -> tuple[object, ...]:
    there = moment.astimezone(zone)
    return there.utcoffset(), there.tzname(), there.dst()


def _kind(change: Change) -> tuple[bool, str, datetime.timedelta, datetime.timedelta]:
    return change.daylight, change.name, change.before, change.after


def _rule(changes: Sequence[Change], years: int) -> str:
    """`FREQ=YEARLY;BYMONTH=3;BYDAY=2SU` where every year has the change on that day at that time; else empty."""
    onsets = [change.onset for change in changes]
    same = len({(onset.month, onset.weekday(), onset.time()) for onset in onsets}) == 1
    if not same or [onset.year for onset in onsets] != list(range(onsets[0].year, onsets[0].year + years)):
        return ""
    last = all((onset + datetime.timedelta(days=7)).month != onset.month for onset in onsets)
    nth = {(onset.day - 1) // 7 + 1 for onset in onsets}
    if not last and len(nth) > 1:
        return ""
    return f"FREQ=YEARLY;BYMONTH={onsets[0].month};BYDAY={-1 if last else nth.pop()}{_DAY_CODES[onsets[0].weekday()]}"


def _observance(changes: Sequence[Change], rule: str) -> Iterator[str]:
    first = changes[0]
    part = "DAYLIGHT" if first.daylight else "STANDARD"
    yield f"BEGIN:{part}"
    yield f"TZNAME:{escaped(first.name)}"
    yield f"DTSTART:{_clock(first.onset)}"
    if rule:
        yield f"RRULE:{rule}"
    else:
        yield from (f"RDATE:{_clock(change.onset)}" for change in changes[1:])
    yield f"TZOFFSETFROM:{_offset(first.before)}"
    yield f"TZOFFSETTO:{_offset(first.after)}"
    yield f"END:{part}"


def _offset(delta: datetime.timedelta) -> str:
    """`-0500`; seconds only where there are some."""
    total = int(delta.total_seconds())
    hours, rest = divmod(abs(total), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{'-' if total < 0 else '+'}{hours:02d}{minutes:02d}" + (f"{seconds:02d}" if seconds else "")

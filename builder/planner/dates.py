"""A track on real days: on which day each meeting falls, what a closed day does to it, and the hours that each week is left with."""

from builder.planner.closed import reason_of
from builder.planner.days import day_of_week, iso_date
from builder.planner.timetable import days_in, treats
from builder.planner.words import DAY_NAMES, DAYS, finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.model.plan_types import ClosedSpan, MeetingDay, OnDates, PlainTrack

FIRST_YEAR, LAST_YEAR = 2000, 2090
"""A track may start in these years; what stands behind public holidays does not reach much further."""

LONGEST_DELAY = 104
"""Weeks by which closures may put off a meeting; more than that is a mistake in the file."""


def on_dates(track: "PlainTrack", meetings: "Sequence[MeetingDay]", start: int, closed: "list[ClosedSpan]", policy: str) -> "OnDates":
    """Give every meeting its day: `{"finding", "nearest", "meetings", "weeks"}`; the last two are empty where there is a finding.

    `meetings` has at least one `{"week", "day", "minutes"}`, as `timetable` gives them; `start` is a day number, `closed` as in `closed.py`. Under `reflow` a
    meeting on a closed day moves to the next day of the pattern that is open, and all after it move along; weeks past the last one meet on the
    last week's days. Meetings for families alone have days of their own, and move among those. Under `skip` it falls out.

    A row of `meetings` is `{"on", "planned", "closed"}` in the order of the track: `planned` is the day without closures, `closed` why it is not held
    at all, or None. `weeks` are all weeks of the calendar from the first meeting's to the last one's: `{"number", "monday", "held", "closed", "minutes",
    "planned_minutes"}` with `held` as indexes into `meetings`, and `closed` the days of the pattern without group, `[{"on", "reason"}]`.
    `nearest` are the two right days for a start on a wrong weekday, the nearer one first.
    """
    first = meetings[0]
    if day_of_week(start) != first["day"]:
        return _wrong_weekday(first, start)
    monday = start - DAYS.index(first["day"]) - (first["week"] - 1) * 7
    patterns = [_pattern_of(track, treating) for treating in (True, False)]
    planned = [_day(monday, meeting["week"], meeting["day"]) for meeting in meetings]
    if policy == "skip":
        dated: list = [{"on": day, "planned": day, "closed": reason_of(closed, day)} for day in planned]
    else:
        moved: dict = {}
        for pattern in patterns:
            own = [i for i, meeting in enumerate(meetings) if meeting["day"] in pattern[meeting["week"] - 1]]
            days = _open_days(pattern, monday, closed, len(own), list(moved.values()))
            if len(days) < len(own):
                return _no_room(_day(monday, len(pattern) + LONGEST_DELAY, "sun"))
            moved.update(zip(own, days))
        dated = [{"on": moved[i], "planned": day, "closed": None} for i, day in enumerate(planned)]
    return {"finding": None, "nearest": [], "meetings": dated, "weeks": _weeks(patterns, meetings, dated, monday, closed)}


def _pattern_of(track, treating):
    """By week, the days of the week on which the group meets; or those, not `treating`, on which families alone do."""
    pattern: list = [[] for _ in track["weeks"]]
    for week, name, day in days_in(track):
        if treats(track, day) == treating:
            pattern[week].append(name)
    return pattern


def _day(monday, week, day):
    return monday + (week - 1) * 7 + DAYS.index(day)


def _days_of(pattern, week):
    """The days that a pattern has in a week; past its end, those of the last week that has any."""
    return pattern[week - 1] if week <= len(pattern) else ([[]] + [days for days in pattern if days])[-1]


def _open_days(pattern, monday, closed, wanted, taken):
    """The first days of a pattern that are open and not taken, as many as are wanted or as the longest delay leaves."""
    found: list[int] = []
    for week in range(1, len(pattern) + LONGEST_DELAY + 1):
        if len(found) == wanted:
            break
        for name in _days_of(pattern, week):
            day = _day(monday, week, name)
            if len(found) < wanted and day not in taken and reason_of(closed, day) is None:
                found.append(day)
    return found


def _weeks(patterns, meetings, dated, monday, closed):
    treating, families = patterns
    first = meetings[0]["week"]
    last = max([row["on"] for row in dated])
    weeks = []
    for week in range(first, (last - monday) // 7 + 2):
        begins = _day(monday, week, "mon")
        held = [i for _, i in sorted([(row["on"], i) for i, row in enumerate(dated) if begins <= row["on"] < begins + 7 and row["closed"] is None])]
        shut = []
        for day in sorted([_day(monday, week, name) for name in _days_of(treating, week) + (families[week - 1] if week <= len(families) else [])]):
            reason = reason_of(closed, day)
            if day <= last and reason is not None:
                shut.append({"on": day, "reason": reason})
        row = {"number": week - first + 1, "monday": begins, "held": held, "closed": shut}
        row["minutes"] = sum([meetings[i]["minutes"] for i in held])
        row["planned_minutes"] = sum([meeting["minutes"] for meeting in meetings if meeting["week"] == week])
        weeks.append(row)
    return weeks


def _wrong_weekday(first, start):
    before = start - (DAYS.index(day_of_week(start)) - DAYS.index(first["day"])) % 7
    after = before + 7
    nearest = [before, after] if start - before < after - start else [after, before]
    name = DAY_NAMES[first["day"]]
    message = "%s is a %s, and the track's first meeting is on a %s" % (iso_date(start), DAY_NAMES[day_of_week(start)], name)
    hint = "start on %s or %s, both a %s" % (iso_date(nearest[0]), iso_date(nearest[1]), name)
    found = finding("start-weekday", ["schedule", first["week"] - 1, first["day"]], message, hint)
    return {"finding": found, "nearest": nearest, "meetings": [], "weeks": []}


def _no_room(last):
    message = "the closures leave no room: by %s not every meeting has found an open day" % iso_date(last)
    hint = "look for a wrong year in the file of closures, or use --policy skip"
    return {"finding": finding("calendar-full", ["schedule"], message, hint), "nearest": [], "meetings": [], "weeks": []}

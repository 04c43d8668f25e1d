"""A track on real days: on which day each meeting falls, what a closed day does to it, and the hours that each week is left with."""

from builder.planner.closed import reason_of
from builder.planner.days import day_of_week, iso_date
from builder.planner.timetable import days_of
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
    last week's days. Under `skip` it falls out.

    A row of `meetings` is `{"on", "planned", "closed"}` in their order: `planned` is the day without closures, `closed` why it is not held
    at all, or None. `weeks` are all weeks of the calendar from the first meeting's to the last one's: `{"number", "monday", "held", "closed", "minutes",
    "planned_minutes"}` with `held` as indexes into `meetings`, and `closed` the days of the pattern without group, `[{"on", "reason"}]`.
    `nearest` are the two right days for a start on a wrong weekday, the nearer one first.
    """
    first = meetings[0]
    if day_of_week(start) != first["day"]:
        return _wrong_weekday(first, start)
    monday = start - DAYS.index(first["day"]) - (first["week"] - 1) * 7
    patterns = [[day for day, _ in days_of(week)] for week in track["weeks"]]
    planned = [_day(monday, meeting["week"], meeting["day"]) for meeting in meetings]
    if policy == "skip":
        dated: list = [{"on": day, "planned": day, "closed": reason_of(closed, day)} for day in planned]
    else:
        days = _open_days(patterns, monday, closed, len(meetings))
        if len(days) < len(meetings):
            return _no_room(_day(monday, len(patterns) + LONGEST_DELAY, "sun"))
        dated = [{"on": day, "planned": planned[i], "closed": None} for i, day in enumerate(days)]
    return {"finding": None, "nearest": [], "meetings": dated, "weeks": _weeks(patterns, meetings, dated, monday, closed)}


def _day(monday, week, day):
    return monday + (week - 1) * 7 + DAYS.index(day)


def _pattern(patterns, week):
    """Days of the week on which the group meets; past the end, those of the last week that has any."""
    return patterns[week - 1] if week <= len(patterns) else [days for days in patterns if days][-1]


def _open_days(patterns, monday, closed, wanted):
    """The first days of the pattern that are open, as many as are wanted or as the longest delay leaves."""
    found: list[int] = []
    for week in range(1, len(patterns) + LONGEST_DELAY + 1):
        for name in _pattern(patterns, week):
            day = _day(monday, week, name)
            if len(found) < wanted and reason_of(closed, day) is None:
                found.append(day)
        if len(found) == wanted:
            break
    return found


def _weeks(patterns, meetings, dated, monday, closed):
    first = meetings[0]["week"]
    last = max([row["on"] for row in dated])
    weeks = []
    for week in range(first, (last - monday) // 7 + 2):
        begins = _day(monday, week, "mon")
        held = [i for i, row in enumerate(dated) if begins <= row["on"] < begins + 7 and row["closed"] is None]
        shut = []
        for name in _pattern(patterns, week):
            day = _day(monday, week, name)
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

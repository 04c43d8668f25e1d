"""A dated track as a person reads it: rows of weeks and days, and the same as text."""

from builder.planner.days import long_date, month_day, short_date
from builder.planner.hours import as_clock, as_hours, as_time
from builder.planner.timetable import BREAK, timetable
from builder.planner.words import part_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, DateList, DatesSaid, OnDates, PlainTrack

POLICIES = {"reflow": "A meeting on a closed day moves to the next meeting day.", "skip": "A meeting on a closed day is not held."}


def date_list(catalogue: "Catalogue", track: "PlainTrack", dated: "OnDates", said: "DatesSaid") -> "DateList":
    """Rows of what `on_dates` gave for a track's timetable; `said` is `{"start", "policy", "clock", "time_zone"}`, all days are day numbers.

    A day's `status` is `held`, `moved`, `not-held` (the meeting of a closed day falls out) or `closed` (its meeting has moved on: all that
    belongs to a meeting is empty). `titles` are those of its sessions, or what it is where it has none. `falls_out` are the sessions of meetings that are not held, `again` being the next day that teaches them.
    """
    meetings = timetable(catalogue, track)
    rows = [_row(catalogue, track, said["clock"], meeting, dated["meetings"][i]) for i, meeting in enumerate(meetings)]
    held = sorted([row["on"] for row in rows if row["status"] != "not-held"]) or [said["start"]]
    weeks = [_week(meetings, rows, week) for week in dated["weeks"]]
    total = sum([week["minutes"] for week in weeks])
    return {
        "title": track["title"],
        "first": held[0],
        "last": held[-1],
        "start": said["start"],
        "policy": said["policy"],
        "time_zone": said["time_zone"],
        "meetings": len([row for row in rows if row["status"] != "not-held"]),
        "minutes": total,
        "net": as_hours(total),
        "weeks": weeks,
        "falls_out": _falls_out(rows),
    }


def _row(catalogue, track, clock, meeting, dated):
    out = dated["closed"] is not None
    sessions = [part for part in meeting["parts"] if part["session"]]
    other = [part_name(track["names"], part["kind"]) for part in meeting["parts"] if part["kind"] != BREAK]
    return {
        "on": dated["on"],
        "status": "not-held" if out else "held" if dated["on"] == dated["planned"] else "moved",
        "reason": dated["closed"] or "",
        "meeting": "week-%d-%s" % (meeting["week"], meeting["day"]),
        "planned": dated["planned"],
        "start": as_clock(meeting["start"]),
        "end": as_clock(meeting["end"]),
        "hours": "%s to %s" % (as_time(meeting["start"], clock), as_time(meeting["end"], clock)),
        "minutes": 0 if out else meeting["minutes"],
        "sessions": [{"id": p["session"], "title": catalogue["sessions"][p["session"]]["title"], "again": p["again"]} for p in sessions],
        "titles": [catalogue["sessions"][part["session"]]["title"] for part in sessions] or other,
    }


def _week(meetings, rows, week):
    here = [i for i, row in enumerate(rows) if 0 <= row["on"] - week["monday"] < 7]
    days = {rows[i]["on"]: rows[i] for i in here}
    for closed in week["closed"]:
        if closed["on"] not in days:
            days[closed["on"]] = _closed_day(closed)
    themes: list[str] = []
    for i in week["held"] + [i for i in here if i not in week["held"]]:
        if (
            meetings[i]["minutes"] and meetings[i]["theme"] not in themes
        ):  # an evening for families keeps to the calendar, whatever the group does that week
            themes.append(meetings[i]["theme"])
    return {
        "number": week["number"],
        "monday": week["monday"],
        "sunday": week["monday"] + 6,
        "theme": " / ".join(themes),
        "minutes": week["minutes"],
        "planned_minutes": week["planned_minutes"],
        "net": as_hours(week["minutes"]),
        "planned_net": as_hours(week["planned_minutes"]),
        "days": [days[day] for day in sorted(days)],
    }


def _closed_day(closed):
    row = {"on": closed["on"], "status": "closed", "reason": closed["reason"], "meeting": "", "planned": None, "start": "", "end": ""}
    row.update({"hours": "", "minutes": 0, "sessions": [], "titles": []})
    return row


def _falls_out(rows):
    found = []
    for row in rows:
        if row["status"] != "not-held":
            continue
        for session in row["sessions"]:
            later = [r["on"] for r in rows if r["on"] > row["on"] and r["status"] != "not-held" and _teaches(r, session["id"])]
            found.append({"session": session, "on": row["on"], "reason": row["reason"], "again": min(later) if later else None})
    return found


def _teaches(row, session):
    return session in [other["id"] for other in row["sessions"]]


def as_text(listed: "DateList") -> str:
    """The whole list."""
    lines = [listed["title"], span(listed)]
    for week in listed["weeks"]:
        lines += ["", "%s (%s)" % (week_title(week), week_hours(week))]
        lines += ["  %s  %s" % (_padded(short_date(day["on"])), _day(day)) for day in week["days"]]
    lines += ["", total(listed)]
    if listed["falls_out"]:
        lines += ["", "Not taught on its day:"]
    for out in listed["falls_out"]:
        lines.append("  %s  %s" % (_padded(short_date(out["on"])), falls_out(out)))
    return "\n".join(lines) + "\n"


def span(listed):
    """From when to when, in which time zone, and what a closed day does."""
    words = (long_date(listed["first"]), long_date(listed["last"]), listed["time_zone"], POLICIES[listed["policy"]])
    return "%s to %s. Times in %s. %s" % words


def week_title(week):
    """`Week 2, Jan 11 to 17: What sets it off`."""
    monday, sunday = month_day(week["monday"]), month_day(week["sunday"])
    until = sunday.split(" ")[1] if sunday[:3] == monday[:3] else sunday
    return "Week %d, %s to %s%s" % (week["number"], monday, until, ": " + week["theme"] if week["theme"] else "")


def week_hours(week):
    """`4 h`, or `2 h, planned 4 h`."""
    same = week["planned_minutes"] in (0, week["minutes"])
    return week["net"] if same else "%s, planned %s" % (week["net"], week["planned_net"])


def total(listed):
    """`23 meetings, 71 h 30 min without breaks.`"""
    return "%d meetings, %s without breaks." % (listed["meetings"], listed["net"])


def falls_out(out):
    """What becomes of a session that is not taught on its day."""
    again = "comes again on %s" % short_date(out["again"]) if out["again"] else "does not come again"
    return "%s (%s): %s" % (out["session"]["title"], out["session"]["id"], again)


def remark(day):
    """What a closed or a moved day has to say, or nothing."""
    if day["status"] in ("closed", "not-held"):
        return "closed: " + day["reason"]
    return "moved from " + short_date(day["planned"]) if day["status"] == "moved" else ""


def _day(day):
    titles = "; ".join(day["titles"])
    if day["status"] == "closed":
        return remark(day)
    if day["status"] == "not-held":
        return "%s. Not held: %s" % (remark(day), titles)
    return "%s  %s%s" % (day["hours"], titles, " (%s)" % remark(day) if day["status"] == "moved" else "")


def _padded(text):
    return text + " " * (12 - len(text))

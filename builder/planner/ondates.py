"""A track put on dates by someone at its syllabus page: what is typed goes in, what is shown comes out."""

from builder.planner.closed import read_closed
from builder.planner.datelist import as_text, date_list, falls_out, remark, span, total, week_hours, week_title
from builder.planner.dates import FIRST_YEAR, LAST_YEAR, on_dates
from builder.planner.days import day_parts, iso_date, long_date, read_day, short_date
from builder.planner.timetable import timetable

NO_ROOM = "look for a wrong year among the closed days, or let a meeting on a closed day fall out"


def answer(data, asked):
    """`{"wrong", "nearest"}` where something has to be mended, else `{"wrong": [], "nearest": [], "said", "span", "weeks", "falls_out", "text"}`.

    `data` is `{"catalogue", "track", "clock", "time_zone", "holidays"}`, of the catalogue only the titles and minutes of the track's sessions, of each
    holiday `[day number, name]`; `asked` is `{"start", "closed", "policy", "holidays"}` as it was typed, `holidays` empty where they do not count. `wrong` are `[{"message", "hint"}]`, `nearest` right days to start, `[{"date", "words"}]`. A week is
    `{"title", "hours", "short", "days": [{"date", "status", "hours", "remark", "titles"}]}`, `short` when it has less than planned.
    """
    closed, findings = read_closed(asked["closed"])
    start = read_day(asked["start"])
    if start is None or not FIRST_YEAR <= day_parts(start)[0] <= LAST_YEAR:
        message = "a track can start in the years %d to %d" % (FIRST_YEAR, LAST_YEAR)
        findings.append({"message": message, "hint": "write the day as 2027-01-31"})
    if findings:
        return {"wrong": [{"message": found["message"], "hint": found["hint"]} for found in findings], "nearest": []}
    if asked["holidays"]:
        closed += [{"on": day, "until": day, "reason": name} for day, name in data["holidays"]]
    dated = on_dates(data["track"], timetable(data["catalogue"], data["track"]), start, closed, asked["policy"])
    if dated["finding"]:
        hint = "" if dated["nearest"] else NO_ROOM
        nearest = [{"date": iso_date(day), "words": long_date(day)} for day in dated["nearest"]]
        return {"wrong": [{"message": dated["finding"]["message"], "hint": hint}], "nearest": nearest}
    rows = date_list(
        data["catalogue"], data["track"], dated, {"start": start, "policy": asked["policy"], "clock": data["clock"], "time_zone": data["time_zone"]}
    )
    return {
        "wrong": [],
        "nearest": [],
        "said": "%s The last is on %s." % (total(rows), long_date(rows["last"])),
        "span": span(rows),
        "weeks": [_week(week) for week in rows["weeks"]],
        "falls_out": ["%s: %s" % (short_date(out["on"]), falls_out(out)) for out in rows["falls_out"]],
        "text": as_text(rows),
    }


def _week(week):
    short = week["minutes"] < week["planned_minutes"]
    return {"title": week_title(week), "hours": week_hours(week), "short": short, "days": [_day(day) for day in week["days"]]}


def _day(day):
    return {"date": short_date(day["on"]), "status": day["status"], "hours": day["hours"], "remark": remark(day), "titles": day["titles"]}

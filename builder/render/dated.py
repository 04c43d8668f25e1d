"""The dated syllabus as text, CSV and JSON."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator
from typing import Any

from builder.view.dated import DatedDay, DatedView, WeekOfDates, long_date, short_date

_POLICIES = {"reflow": "A meeting on a closed day moves to the next meeting day.", "skip": "A meeting on a closed day is not held."}

COLUMNS = (
    "week", "week_begins", "week_minutes", "week_minutes_planned", "date", "day", "status", "reason", "start", "end", "minutes", "meeting",
    "planned_date", "sessions", "titles",
)  # fmt: skip


def as_text(view: DatedView) -> str:
    """The list as a person reads it."""
    return "\n".join(_lines(view)) + "\n"


def _lines(view: DatedView) -> Iterator[str]:
    yield view.title
    yield f"{long_date(view.first)} to {long_date(view.last)}. Times in {view.time_zone}. {_POLICIES[view.policy]}"
    for week in view.weeks:
        yield ""
        yield _week(week)
        yield from (_day(day) for day in week.days)
    yield ""
    yield f"{view.meetings} meetings, {view.net} without breaks."
    if view.falls_out:
        yield ""
        yield "Not taught on its day:"
    for out in view.falls_out:
        again = f"comes again on {short_date(out.again)}" if out.again else "does not come again"
        yield f"  {short_date(out.on):<12}  {out.session.title} ({out.session.id}): {again}"


def _week(week: WeekOfDates) -> str:
    same_month = week.sunday.month == week.monday.month
    until = str(week.sunday.day) if same_month else short_date(week.sunday)[5:]
    hours = week.net if week.planned_minutes in (0, week.minutes) else f"{week.net}, planned {week.planned_net}"
    theme = f": {week.theme}" if week.theme else ""
    return f"Week {week.number}, {short_date(week.monday)[5:]} to {until}{theme} ({hours})"


def _day(day: DatedDay) -> str:
    titles = "; ".join(session.title for session in day.sessions)
    if day.status == "closed":
        return f"  {short_date(day.on):<12}  closed: {day.reason}"
    if day.status == "not-held":
        return f"  {short_date(day.on):<12}  closed: {day.reason}. Not held: {titles}"
    moved = f" (moved from {short_date(day.planned)})" if day.status == "moved" and day.planned else ""
    return f"  {short_date(day.on):<12}  {day.hours}  {titles}{moved}"


def as_csv(view: DatedView) -> bytes:
    """One row a day, closed days too, with a head; UTF-8 with the mark that spreadsheets look for. Sessions are parted by `; `."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for week in view.weeks:
        for day in week.days:
            rows.writerow(
                (week.number, week.monday, week.minutes, week.planned_minutes, day.on, day.on.strftime("%a").lower(), day.status, day.reason, day.start,
                 day.end, day.minutes, day.meeting, day.planned or "", "; ".join(s.id for s in day.sessions), "; ".join(s.title for s in day.sessions))
            )  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def as_json(view: DatedView) -> bytes:
    """Everything in the view."""
    whole: dict[str, Any] = {
        "track": view.track,
        "title": view.title,
        "start": view.start,
        "policy": view.policy,
        "time_zone": view.time_zone,
        "first": view.first,
        "last": view.last,
        "meetings": view.meetings,
        "minutes": view.minutes,
        "weeks": [
            {
                "week": week.number,
                "begins": week.monday,
                "theme": week.theme,
                "minutes": week.minutes,
                "planned_minutes": week.planned_minutes,
                "days": [_as_mapping(day) for day in week.days],
            }
            for week in view.weeks
        ],
        "falls_out": [
            {"session": out.session.id, "title": out.session.title, "date": out.on, "reason": out.reason, "again": out.again}
            for out in view.falls_out
        ],
    }
    return (json.dumps(whole, indent=1, ensure_ascii=False, default=datetime.date.isoformat) + "\n").encode()


def _as_mapping(day: DatedDay) -> dict[str, Any]:
    return {
        "date": day.on,
        "status": day.status,
        "reason": day.reason or None,
        "meeting": day.meeting or None,
        "planned_date": day.planned,
        "start": day.start or None,
        "end": day.end or None,
        "minutes": day.minutes,
        "sessions": [{"id": session.id, "title": session.title, "again": session.again} for session in day.sessions],
    }

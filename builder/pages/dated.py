"""The dated syllabus as text, CSV and JSON."""

from __future__ import annotations

import datetime
import json
from typing import Any

from builder.planner import datelist
from builder.planner.cells import csv_of
from builder.views.dated import DatedDay, DatedView

COLUMNS = (
    "week", "week_begins", "week_minutes", "week_minutes_planned", "date", "day", "status", "reason", "start", "end", "minutes", "meeting",
    "planned_date", "sessions", "titles",
)  # fmt: skip


def as_text(view: DatedView) -> str:
    """The list as a person reads it."""
    return datelist.as_text(view.plain)


def as_csv(view: DatedView) -> bytes:
    """One row a day, closed days too, with a head; UTF-8 with the mark that spreadsheets look for. Sessions are parted by `; `."""
    rows: list[tuple[object, ...]] = [COLUMNS]
    for week in view.weeks:
        for day in week.days:
            rows.append(
                (week.number, week.monday, week.minutes, week.planned_minutes, day.on, day.on.strftime("%a").lower(), day.status, day.reason, day.start,
                 day.end, day.minutes, day.meeting, day.planned or "", "; ".join(s.id for s in day.sessions), "; ".join(s.title for s in day.sessions))
            )  # fmt: skip
    return csv_of(rows).encode("utf-8-sig")


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

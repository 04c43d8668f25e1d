"""The form on a syllabus page that puts its track on dates, in the browser, by the planner's own files."""

from __future__ import annotations

import json
from dataclasses import dataclass

from builder.catalogue import track_of
from builder.model.library import Library
from builder.plan import DAY_NAMES, Syllabus
from builder.planner.dates import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class DatesForm:
    """What the form has to know; the planner gets its data from the file `data`."""

    track: str
    weekday: str
    """The day of the first meeting, such as `Monday`."""
    first: str
    last: str
    data: str
    files: tuple[str, ...]
    """The planner's files, which the page fetches."""


def dates_form(syllabus: Syllabus, files: tuple[str, ...]) -> DatesForm:
    """The form of one track."""
    weekday = DAY_NAMES[syllabus.meetings[0].day]
    return DatesForm(syllabus.track.id, weekday, f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-12-31", _path(syllabus), files)


def dates_data(library: Library, syllabus: Syllabus) -> tuple[str, str]:
    """Path and text of what the planner needs to put a track on dates, as JSON: of the catalogue, titles and minutes of its sessions."""
    taught = {session.id: session for meeting in syllabus.meetings for session in meeting.sessions}
    sessions = {name: {"title": session.meta.title, "minutes": session.meta.minutes} for name, session in taught.items()}
    meta = library.program.meta
    data = {"catalogue": {"sessions": sessions}, "track": track_of(syllabus.track), "clock": meta.clock, "time_zone": meta.time_zone}
    return _path(syllabus), json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n"


def _path(syllabus: Syllabus) -> str:
    return f"tracks/{syllabus.track.id}/dates.json"

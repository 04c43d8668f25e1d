"""The form on a syllabus page that puts its track on dates, in the browser, by the planner's own files."""

from __future__ import annotations

import json

from msgspec import Struct

from builder.dates.closures import public_holidays
from builder.model.catalogue import track_of
from builder.model.library import Library
from builder.planner.dates import FIRST_YEAR, LAST_YEAR
from builder.tracks.plan import DAY_NAMES, Syllabus

HOLIDAY_YEARS = range(2026, 2041)
"""The years whose public holidays the form knows; fixed, so that the page does not change with the day on which it is built."""

Holidays = list[list[int | str]]
"""Public holidays as `[day number, name]`."""


class DatesForm(Struct, frozen=True, kw_only=True):
    """What the form has to know; the planner gets its data from the file `data`."""

    track: str
    weekday: str
    """The day of the first meeting, such as `Monday`."""
    first: str
    last: str
    data: str
    holidays: str
    """Whose public holidays the form can leave out, and of which years: `US, 2026 to 2040`."""


def dates_form(library: Library, syllabus: Syllabus) -> DatesForm:
    """The form of one track."""
    weekday = DAY_NAMES[syllabus.meetings[0].day]
    holidays = f"{library.program.meta.public_holidays}, {HOLIDAY_YEARS[0]} to {HOLIDAY_YEARS[-1]}"
    return DatesForm(
        track=syllabus.track.id,
        weekday=weekday,
        first=f"{FIRST_YEAR}-01-01",
        last=f"{LAST_YEAR}-12-31",
        data=_path(syllabus),
        holidays=holidays,
    )


def form_holidays(place: str) -> Holidays:
    """What the form knows of a country, or of a state of it: `US`, `US-TX`."""
    country, _, state = place.partition("-")
    return [[day.toordinal(), name] for day, name in public_holidays(country, state or None, HOLIDAY_YEARS).items()]


def dates_data(library: Library, syllabus: Syllabus, holidays: Holidays) -> tuple[str, str]:
    """Path and text of what the planner needs to put a track on dates, as JSON: of the catalogue, titles and minutes of its sessions;
    public holidays as `[day number, name]`."""
    taught = {session.id: session for meeting in syllabus.meetings for session in meeting.sessions}
    sessions = {name: {"title": session.meta.title, "minutes": session.meta.minutes} for name, session in taught.items()}
    meta = library.program.meta
    data = {
        "catalogue": {"sessions": sessions},
        "track": track_of(syllabus.track),
        "clock": meta.clock,
        "time_zone": meta.time_zone,
        "holidays": holidays,
    }
    return _path(syllabus), json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n"


def _path(syllabus: Syllabus) -> str:
    return f"tracks/{syllabus.track.id}/dates.json"

"""A track and a start date to calendar files: load, plan, date, view, render, write."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from builder.check.levels import leveled
from builder.check.references import with_all_names
from builder.dates.closures import CalendarError, Closures, public_holidays, read_closures
from builder.finding import Finding, did_you_mean
from builder.load.library import load_library
from builder.load.sites import wanted_site
from builder.model.closures import ClosuresMeta
from builder.model.library import Library
from builder.model.track import Track
from builder.pages.dated import as_csv, as_json, as_text
from builder.pages.ics import day_sequence, render_feed
from builder.planner.dates import FIRST_YEAR, LAST_YEAR, LONGEST_DELAY
from builder.tracks.dated import Policy, date_syllabus, dated_findings
from builder.tracks.plan import plan
from builder.views.dated import dated_view
from builder.views.events import participants_feed, staff_feed
from builder.work.files import write_together


@dataclass(frozen=True)
class CalendarRequest:
    """What `groupwork calendar` was asked for. `closures` is a file; without `out`, files go to `build/calendar/<track>-<start>`."""

    track: str
    start: datetime.date
    country: str | None = None
    state: str | None = None
    closures: Path | None = None
    policy: Policy = "reflow"
    out: Path | None = None
    sequence: int | None = None
    site: str = ""

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.start.year <= LAST_YEAR:
            raise CalendarError(f"a track can start in the years {FIRST_YEAR} to {LAST_YEAR}, not on {self.start}")


@dataclass(frozen=True)
class Exported:
    """The list as text, warnings, and the files that were written, as seen from the project's folder."""

    text: str
    findings: tuple[Finding, ...]
    files: tuple[str, ...]


def export_calendar(root: Path, today: datetime.date, request: CalendarRequest) -> Exported:
    """Write staff.ics, participants.ics, syllabus.csv and syllabus.json.

    Raises CurriculumError for what has to be mended, CalendarError for names that do not exist, and OSError; in each case no file is changed.
    """
    site = wanted_site(root, request.site)
    library = with_all_names(load_library(root, site=site)).published
    syllabus = plan(library, _track(library, request.track))
    years = range(request.start.year - 1, request.start.year + (len(syllabus.track.meta.schedule) + LONGEST_DELAY) // 52 + 2)
    if request.state and not request.country:
        raise CalendarError("--state needs --country, as in --country US --state TX")
    holidays = public_holidays(request.country, request.state, years) if request.country else {}
    own = read_closures(request.closures, _name(root, request.closures)) if request.closures else ClosuresMeta()
    dated = date_syllabus(syllabus, request.start, Closures(holidays, own), request.policy)
    findings = leveled(dated_findings(library, dated), library)
    view = dated_view(library, dated)
    stamp = datetime.datetime.combine(today, datetime.time())
    sequence = day_sequence(today) if request.sequence is None else request.sequence
    files = {
        "staff.ics": render_feed(staff_feed(library, dated), stamp, sequence),
        "participants.ics": render_feed(participants_feed(library, dated), stamp, sequence),
        "syllabus.csv": as_csv(view),
        "syllabus.json": as_json(view),
    }
    folder = request.out or root / "build" / "calendar" / site / f"{request.track}-{request.start}"
    return Exported(as_text(view), findings, tuple(_name(root, path) for path in write_together(folder, files)))


def _track(library: Library, name: str) -> Track:
    tracks = {track.id: track for track in library.tracks}
    if name not in tracks:
        near = did_you_mean(name, tracks) or f"known are: {', '.join(tracks)}"
        raise CalendarError(f"there is no track '{name}'; {near}")
    return tracks[name]


def _name(root: Path, path: Path) -> str:
    """A file as findings show it: from the project's folder where it is in there."""
    whole = Path(os.path.realpath(path))
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else path.as_posix()

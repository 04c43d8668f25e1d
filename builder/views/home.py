"""The staff's home: what is on tonight, and below it the library and the program in short."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from msgspec import Struct

from builder.model.library import Library
from builder.model.products import product_rows
from builder.planner.words import DAY_NAMES
from builder.text.guide import AGAIN
from builder.tracks.plan import Syllabus
from builder.tracks.running import Running
from builder.views.address import participants_link
from builder.views.card import PageLink, meeting_path
from builder.views.dated import long_date
from builder.views.groups import BoardWeek, board_week, shown_weeks
from builder.views.page import Page
from builder.views.running import week_span
from builder.views.tonight import TONIGHT


class PickWeek(Struct, frozen=True):
    number: int
    theme: str
    days: tuple[PageLink, ...]


class PickTrack(Struct, frozen=True):
    """A track that no group runs on dates."""

    id: str
    title: str
    weeks: tuple[PickWeek, ...]


class StaffHomeView(Struct, frozen=True, kw_only=True):
    data: str
    """Path of the file that the page's script reads."""
    made: str
    """The day on which the pages were made: without scripts it stands beside the weeks, which are that day's."""
    weeks: tuple[BoardWeek, ...]
    tracks: tuple[PickTrack, ...]
    modules: tuple[tuple[str, str, int], ...]
    """Title, path and number of sessions."""
    plans: tuple[PageLink, ...]
    participants: str
    """Address of the other site's home."""
    run_sheet: str
    """What the link to a meeting is called."""
    again: str
    """The heading of a guide under which stands what those do who know its session."""


def home_page(library: Library, syllabi: Sequence[Syllabus], running: Sequence[Running], today: datetime.date, others: Sequence[PageLink]) -> Page:
    """`others` are the pages for directors beside the tracks."""
    on_dates = {group.syllabus.track.id for group in running}
    view = StaffHomeView(
        data=TONIGHT,
        made=long_date(today),
        weeks=tuple(_week(library, running, monday) for monday in (shown_weeks(running, today) if running else ())),
        tracks=tuple(_track(syllabus) for syllabus in syllabi if syllabus.track.id not in on_dates),
        modules=tuple((module.meta.title, module.id, len(module.sessions)) for module in library.modules),
        plans=(*(PageLink(syllabus.track.meta.title, f"tracks/{syllabus.track.id}") for syllabus in syllabi), *others),
        participants=participants_link(library, "", ""),
        run_sheet=product_rows()["run-sheet"].title,
        again=AGAIN,
    )
    return Page(path="", title=library.program.meta.name, template="home.html", view=view, hide=("navigation", "toc"))


def _week(library: Library, running: Sequence[Running], monday: datetime.date) -> BoardWeek:
    return board_week(library, running, monday, f"{week_span(monday)}, {monday.year}")


def _track(syllabus: Syllabus) -> PickTrack:
    weeks = tuple(
        PickWeek(
            week["week"],
            week["theme"],
            tuple(PageLink(DAY_NAMES[meeting.day], meeting_path(meeting)) for meeting in syllabus.week(week["week"])),
        )
        for week in syllabus.totals["weeks"]
    )
    return PickTrack(syllabus.track.id, syllabus.track.meta.title, weeks)

"""Running groups for staff: one master schedule of this week and the next, and clashes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from msgspec import Struct

from builder.dates.clashes import clashes
from builder.dates.meetings import GroupMeeting, monday_of
from builder.model.library import Library
from builder.planner import days
from builder.planner.words import DAY_NAMES, DAYS, counted
from builder.tracks.running import Running
from builder.views.card import PageLink, meeting_path
from builder.views.dated import long_date
from builder.views.group import group_page
from builder.views.page import Page
from builder.views.running import GROUPS, from_to, group_path, leaders, off_words, remark_on, week_span

WEEK = datetime.timedelta(days=7)


class BoardMeeting(Struct, frozen=True, kw_only=True):
    """A meeting in a week of all groups."""

    group: PageLink
    """Without a path where it meets at another site."""
    site: str
    """The other site's name, and the clock it goes by where that is another one; empty at home."""
    time: str
    week: PageLink
    """`Week 2` of the cycle, and the run sheet of that day."""
    where: str
    leaders: str
    remark: str


class BoardOff(Struct, frozen=True):
    """A group that would meet on a day, and why it does not."""

    group: PageLink
    site: str
    words: str


class BoardDay(Struct, frozen=True, kw_only=True):
    name: str
    date: str
    today: bool
    meetings: tuple[BoardMeeting, ...]
    off: tuple[BoardOff, ...]


class BoardWeek(Struct, frozen=True, kw_only=True):
    title: str
    days: tuple[BoardDay, ...]


class ClashRow(Struct, frozen=True, kw_only=True):
    what: str
    groups: tuple[PageLink, ...]
    when: str


class GroupsView(Struct, frozen=True, kw_only=True):
    weeks: tuple[BoardWeek, ...]
    clashes: tuple[ClashRow, ...]
    groups: tuple[tuple[str, str, str], ...]
    """Title, a line of facts, path."""
    elsewhere: tuple[tuple[str, str], ...]
    """Title and facts of the groups at other sites."""
    poster: str
    """What the command for a poster needs where a program has several sites."""


def group_pages(library: Library, running: Sequence[Running], elsewhere: Sequence[Running], today: datetime.date) -> Iterator[Page]:
    """The master schedule and a page a group; none where no group runs. `elsewhere` are the groups of other sites, which are on the schedule too."""
    if not (running or elsewhere):
        return
    yield Page(
        path=GROUPS,
        title="Groups",
        template="groups.html",
        view=_schedule(library, running, elsewhere, today),
        description="All groups, week by week",
        hide=("toc",),
    )
    yield from (group_page(library, group, today) for group in running)


def shown_weeks(running: Sequence[Running], today: datetime.date) -> tuple[datetime.date, ...]:
    """The Mondays of this week and the next; where no group meets in either, that of the first week in which one does too."""
    this = monday_of(today)
    coming = sorted({meeting.monday for group in running for meeting in group.dated.meetings if meeting.monday >= this})
    later = coming[:1] if coming and coming[0] > this + WEEK else []
    return (this, this + WEEK, *later)


def _schedule(library: Library, running: Sequence[Running], elsewhere: Sequence[Running], today: datetime.date) -> GroupsView:
    titles, every = ("This week", "Next week", "The first week"), (*running, *elsewhere)
    return GroupsView(
        weeks=tuple(
            board_week(library, every, monday, f"{title}, {week_span(monday)}", today)
            for title, monday in zip(titles, shown_weeks(every, today), strict=False)
        ),
        clashes=tuple(_clashes(library, every, today)),
        groups=tuple((group.title, _facts(group, today), group_path(group)) for group in running),
        elsewhere=tuple((group.title, f"{site_of(library, group)}: {_facts(group, today)}") for group in elsewhere),
        poster=f"--site {library.site.id} " if library.site else "",
    )


def site_of(library: Library, group: Running) -> str:
    """`Elm Street Hill, Chicago time` of a group at another site; nothing of one at home."""
    other = next((one for one in library.others if one.id == group.dated.site), None)
    if other is None:
        return ""
    zone = other.time_zone.rpartition("/")[2].replace("_", " ")
    return other.name if other.time_zone == library.program.meta.time_zone else f"{other.name}, {zone} time"


def _link(group: Running) -> PageLink:
    """To its page; a group of another site has none here."""
    return PageLink(group.title, "" if group.dated.site else group_path(group))


def board_week(library: Library, running: Sequence[Running], monday: datetime.date, title: str, today: datetime.date | None = None) -> BoardWeek:
    """A week of all groups; `today` is marked where it is given."""
    return BoardWeek(title=title, days=tuple(_days(library, running, monday, today)))


def _days(library: Library, running: Sequence[Running], monday: datetime.date, today: datetime.date | None) -> Iterator[BoardDay]:
    """The days of a week on which a group meets, or would."""
    found = [(one, group) for group in running for one in group.dated.week(monday)]
    off = [(day, group) for group in running for day in group.dated.days_off(monday)]
    for on in sorted({one.on for one, _ in found} | {day.on for day, _ in off}):
        here = sorted((pair for pair in found if pair[0].on == on), key=lambda pair: (pair[0].start, pair[1].title))
        yield BoardDay(
            name=DAY_NAMES[DAYS[on.weekday()]],
            date=days.month_day(on.toordinal()),
            today=on == today,
            meetings=tuple(_board_meeting(library, group, one) for one, group in here),
            off=tuple(BoardOff(_link(group), site_of(library, group), off_words(day)) for day, group in off if day.on == on),
        )


def _board_meeting(library: Library, group: Running, one: GroupMeeting) -> BoardMeeting:
    return BoardMeeting(
        group=_link(group),
        site=site_of(library, group),
        time=from_to(library, one),
        week=PageLink(f"Week {one.week}", "" if group.dated.site else meeting_path(group.meeting(one))),
        where=one.where,
        leaders=leaders(one.leaders),
        remark=remark_on(library, group, one),
    )


def _clashes(library: Library, running: Sequence[Running], today: datetime.date) -> Iterator[ClashRow]:
    """Those of groups of this site, with each other or with one of another."""
    links = {group.id: _link(group) if not group.dated.site else PageLink(f"{group.title} ({site_of(library, group)})", "") for group in running}
    for clash in clashes(sorted((group.dated for group in running), key=lambda one: one.group.id), today):
        if clash.group.site and clash.other.site:
            continue
        first = long_date(clash.meetings[0][0].on)
        more = f" and {counted(len(clash.meetings) - 1, 'more day')}" if len(clash.meetings) > 1 else ""
        yield ClashRow(what=clash.what, groups=(links[clash.other.group.id], links[clash.group.group.id]), when=f"{first}{more}")


def _facts(group: Running, today: datetime.date) -> str:
    """Its track, where it is, and whether it is still to begin or over."""
    held = group.dated.held
    meta = group.dated.group.meta
    now = next((one for one in held if one.on >= today), None)
    if not held or now is None:
        when = "it has ended"
    elif now == held[0]:
        when = f"begins on {long_date(now.on)}"
    else:
        when = f"in week {now.week} of {len(group.syllabus.totals['weeks'])}"
    return ", ".join(filter(None, (group.syllabus.track.meta.title, meta.where, when)))

"""The board in the hall: one week of all groups on one sheet, in what participants may read: titles, times, rooms and sessions, and nobody's name."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from builder.check.references import with_all_names
from builder.dates.meetings import GroupMeeting, monday_of
from builder.finding import CurriculumError, nearest
from builder.load.library import load_library
from builder.load.sites import wanted_site
from builder.model.library import Library
from builder.planner import days
from builder.planner.words import COME_FOR, DAY_NAMES, DAYS
from builder.print.common import Settings, longest, look_of, made_at
from builder.print.editions import POSTER_PAPERS
from builder.print.forms import fillable
from builder.print.typesetter import arguments, refusals_at, typeset
from builder.tracks.plan import plan_tracks
from builder.tracks.running import Running, running_groups
from builder.views.address import short
from builder.views.common import clock
from builder.views.groups import shown_weeks
from builder.views.help import help_in_foot
from builder.views.running import off_words, week_span
from builder.work.files import write_together

SIZES = tuple(size / 10 for size in range(60, 9, -1))
"""Letters, in hundredths of the height of the sheet, from the largest that is tried."""


@dataclass(frozen=True)
class PosterMeeting:
    start: str
    end: str
    title: str
    where: str
    sessions: tuple[str, ...]


@dataclass(frozen=True)
class PosterOff:
    """A group that would meet, and why it does not."""

    title: str
    words: str


@dataclass(frozen=True)
class PosterDay:
    name: str
    date: str
    meetings: tuple[PosterMeeting, ...]
    off: tuple[PosterOff, ...]


@dataclass(frozen=True)
class Poster:
    """A week of the groups of one place, or of all. Holds participants' words alone."""

    id: str
    span: str
    place: str
    days: tuple[PosterDay, ...]

    @property
    def title(self) -> str:
        """What a link to it says."""
        return f"{self.span}, {self.place}" if self.place else self.span


def posters(library: Library, running: Sequence[Running], today: datetime.date) -> Iterator[Poster]:
    """Those that a build makes, for the weeks that the page of all groups shows: one of all places, and one of each where there are several."""
    for monday in shown_weeks(running, today):
        places = places_of(running)
        for place in ("", *(places if len(places) > 1 else ())):
            poster = poster_of(library, running, monday, place)
            if poster.days:
                yield poster


def places_of(running: Sequence[Running]) -> tuple[str, ...]:
    """Every place at which a meeting is held."""
    return tuple(sorted({one.place for group in running for one in group.dated.held if one.place}))


def poster_of(library: Library, running: Sequence[Running], monday: datetime.date, place: str = "") -> Poster:
    """The week of the calendar that begins on this Monday, at one place or at all. A place that all share is said once, on top."""
    found = [(one, group) for group in running for one in group.dated.week(monday) if not place or one.place == place]
    off = [(day, group) for group in running for day in group.dated.days_off(monday) if not place or group.dated.group.meta.place == place]
    shared = {one.place for one, _ in found} | {group.dated.group.meta.place or "" for _, group in off}
    common = place or (shared.pop() if len(shared) == 1 else "")
    found.sort(key=lambda pair: (pair[0].on, pair[0].start, pair[1].title))
    by_day = {on: [*pairs] for on, pairs in groupby(found, lambda pair: pair[0].on)}
    return Poster(
        id=f"week-{monday}-{_name(places_of(running), place)}" if place else f"week-{monday}",
        span=f"{week_span(monday)}, {(monday + datetime.timedelta(days=6)).year}",
        place=common,
        days=tuple(
            PosterDay(
                name=DAY_NAMES[DAYS[on.weekday()]],
                date=days.month_day(on.toordinal()),
                meetings=tuple(_meeting(library, group, one, common) for one, group in by_day.get(on, ())),
                off=tuple(PosterOff(group.title, off_words(day)) for day, group in off if day.on == on),
            )
            for on in sorted(by_day.keys() | {day.on for day, _ in off})
        ),
    )


def _meeting(library: Library, group: Running, one: GroupMeeting, common: str) -> PosterMeeting:
    return PosterMeeting(
        start=clock(library, one.start),
        end=clock(library, one.end),
        title=group.title,
        where=one.room if one.place == common else one.where,
        sessions=tuple(
            ", ".join(filter(None, (part.name, one.rooms.get(part.stream))))
            for part in group.meeting(one).parts
            if part.session or part.kind in COME_FOR
        ),
    )


def _name(places: Sequence[str], place: str) -> str:
    """A place in the name of a file, with a number where the name of another one comes out the same."""
    names = [_slug(one) or "place" for one in places]
    at = places.index(place) if place in places else len(places)
    name = _slug(place) or "place"
    same = names[:at].count(name)
    return f"{name}-{same + 1}" if same else name


def _slug(words: str) -> str:
    return "-".join("".join(character if character.isalnum() else " " for character in words.lower()).split())


class PosterError(Exception):
    """There is no such poster; nothing was made."""


def order_poster(root: Path, day: datetime.date, place: str, papers: Sequence[str], folder: Path, *, site: str = "") -> tuple[Path, ...]:
    """Write the poster of the week in which a day lies. Raises PosterError for a place, paper or week that there is not, and CurriculumError."""
    library = with_all_names(load_library(root, site=wanted_site(root, site))).published
    monday = monday_of(day)
    running = running_groups(library, plan_tracks(library), monday)
    if findings := [finding for group in running for finding in group.dated.findings]:
        raise CurriculumError(findings)
    for name, known, what in (*((paper, POSTER_PAPERS, "edition") for paper in papers), *([(place, places_of(running), "place")] if place else [])):
        if name not in known:
            raise PosterError(f"there is no {what} '{name}'; {nearest(name, known)}")
    poster = poster_of(library, running, monday, place)
    if not poster.days:
        raise PosterError(f"no group meets in the week of {monday}" + (f" at {place}" if place else ""))
    settings = Settings(made_at(library))
    return write_together(folder, {f"{poster.id}-{paper}.pdf": poster_pdf(library, poster, settings, paper) for paper in papers})


def poster_pdf(library: Library, poster: Poster, settings: Settings, paper: str) -> bytes:
    """The poster on one sheet, in letters as large as the week allows."""
    meta, look = library.program.meta, look_of(library)
    week = [asdict(day) for day in poster.days]
    names = [word for day in poster.days for text in _large(day) for word in text.split(" ")]
    sessions = [word for day in poster.days for one in day.meetings for title in one.sessions for word in title.split()]
    named = arguments(
        title="Groups",
        span=poster.span,
        author=meta.name,
        place=poster.place,
        accent=look.paint.line if meta.look.own else "",
        look=look.argument,
        help_line=help_in_foot(library, "en"),
        foot=[" · ".join(filter(None, (meta.name, meta.contact.phone, look.foot))), f"Handouts and more: {short(meta.address)}"],
        sizes=list(SIZES),
        days=week,
        long={"names": longest(names), "sessions": longest(sessions)},
    )
    source = f'#import "/poster.typ": *\n#poster({named})\n'
    with refusals_at(library.program.source.at(), "the board of groups"):
        return fillable(typeset(source, {"paper": POSTER_PAPERS[paper]}, settings.made_at), ()).pdf


def _large(day: PosterDay) -> Iterator[str]:
    for one in day.meetings:
        yield from (one.title, one.where, one.start.replace(" ", "\u00a0"))
    for group in day.off:
        yield from (group.title, group.words)

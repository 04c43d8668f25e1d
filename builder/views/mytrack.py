"""A participant's own track: its weeks, the page of each meeting, and what someone looks for who missed one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from builder.model.library import Library
from builder.model.program import GivenOut
from builder.planner.words import COME_FOR, listed
from builder.text.tree import Document
from builder.tracks.plan import DAY_NAMES, Meeting, MeetingPart, Syllabus
from builder.views.common import clock, meets
from builder.views.page import Page, joined
from builder.views.public import Choice, HandoutLink, PublicSession, handout_link, minutes_now

PublicSessions = Mapping[str, PublicSession]
"""Sessions by id, as participants may see them."""


class Also(Struct, frozen=True, kw_only=True):
    """Something beside sessions that one comes for: `Family time` and when it begins; the session for families that it is, where the track names one."""

    what: str
    start: str
    title: str
    path: str


class DayView(Struct, frozen=True, kw_only=True):
    """One meeting. `day` is `wed`; `ends` is in minutes after midnight, for a page that tells whether today's group is over."""

    name: str
    day: str
    path: str
    start: str
    end: str
    ends: int
    sessions: tuple[PublicSession, ...]
    again: tuple[str, ...]
    """Paths of the sessions that have come before."""
    minutes: int | None
    """What the handouts take in all, once; None where their times do not say."""
    also: tuple[Also, ...]
    """What the day holds beside sessions that one comes for: families together, one to one."""
    streams: Mapping[str, str]
    """By the path of a session which of the groups it is for, where they part."""
    is_for_families: bool
    """An evening to which participants need not come."""


class WeekView(Struct, frozen=True, kw_only=True):
    number: int
    theme: str
    path: str
    days: tuple[DayView, ...]


class WeekPageView(Struct, frozen=True, kw_only=True):
    week: WeekView
    track: Choice
    before: Choice | None
    after: Choice | None


class TrackView(Struct, frozen=True, kw_only=True):
    title: str
    path: str
    days: str
    """`Monday and Wednesday, 5:30 pm to 8:45 pm`."""
    intro: Document
    weeks: tuple[WeekView, ...]
    rolling: bool
    """People join on any day, and the weeks come round again."""


class MeetingView(Struct, frozen=True, kw_only=True):
    theme: str
    day: DayView
    track: Choice
    before: Choice | None
    after: Choice | None


class MissedView(Struct, frozen=True):
    tracks: tuple[TrackView, ...]


class FirstPage(Struct, frozen=True):
    """A page of a first day, and what happens with it."""

    handout: HandoutLink
    words: str


class NewView(Struct, frozen=True):
    """What someone gets on the day they start: everyone, and beside it those of some tracks, by the titles of these."""

    everyone: tuple[FirstPage, ...]
    others: tuple[tuple[str, tuple[FirstPage, ...]], ...]
    tracks: tuple[Choice, ...]


def new_view(library: Library, tracks: tuple[TrackView, ...]) -> NewView:
    """The first day: nothing of it but handouts and the words that are for participants."""

    def pages(given: tuple[GivenOut, ...]) -> tuple[FirstPage, ...]:
        return tuple(FirstPage(handout_link(library.handouts[one.handout]), one.words) for one in given)

    everyone = library.program.meta.first_day
    known = {one.handout for one in everyone}
    alike: dict[tuple[GivenOut, ...], list[str]] = {}
    for track in library.tracks:
        if own := tuple(one for one in library.first_day(track.meta.population) if one.handout not in known):
            alike.setdefault(own, []).append(track.meta.title)
    others = tuple((joined(titles), pages(own)) for own, titles in alike.items())
    return NewView(pages(everyone), others, tuple(Choice(title=track.title, about=track.days, path=track.path) for track in tracks))


def track_views(library: Library, syllabi: tuple[Syllabus, ...], public: PublicSessions) -> tuple[TrackView, ...]:
    return tuple(_track(library, syllabus, public) for syllabus in syllabi)


def track_pages(tracks: tuple[TrackView, ...], new: NewView) -> Iterator[Page]:
    """The choice of a track, the first day, the choice of a meeting that was missed, and each track with its weeks and meetings."""
    choices = tuple(Choice(title=track.title, about=track.days, path=track.path) for track in tracks)
    yield Page(path="tracks", title="My track", template="tracks.html", view=choices, hide=("toc",))
    yield Page(path="new", title="I am new", template="new.html", view=new, description="What you get on your first day", hide=("toc",))
    yield Page(path="missed", title="I missed a group", template="missed.html", view=MissedView(tracks), hide=("toc",))
    for track in tracks:
        yield Page(path=track.path, title=track.title, template="track.html", view=track, hide=("toc",))
        own = Choice(title=track.title, about=track.days, path=track.path)
        weeks = tuple(Choice(title=f"Week {week.number}", about=week.theme, path=week.path) for week in track.weeks)
        for index, week in enumerate(track.weeks):
            before, after = _beside(weeks, index)
            week_view = WeekPageView(week=week, track=own, before=before, after=after)
            yield Page(path=week.path, title=f"Week {week.number}: {week.theme}", template="week.html", view=week_view, hide=("toc",))
        meetings = [(week, day) for week in track.weeks for day in week.days]
        titles = tuple(Choice(title=f"Week {week.number}, {day.name}", about=week.theme, path=day.path) for week, day in meetings)
        for index, (week, day) in enumerate(meetings):
            before, after = _beside(titles, index)
            day_view = MeetingView(theme=week.theme, day=day, track=own, before=before, after=after)
            yield Page(path=day.path, title=titles[index].title, template="meeting.html", view=day_view, hide=("toc", "search"))


def pages_of(track: TrackView, editions: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Paths of everything that belongs to a track, its own page first; `editions` are the pages of a handout in other languages."""
    days = [day for week in track.weeks for day in week.days]
    sessions = {session.path: session for day in days for session in day.sessions}
    handouts = list(dict.fromkeys(handout.path for session in sessions.values() for handout in session.handouts))
    other = [path for handout in handouts for path in editions.get(handout, ())]
    return (track.path, "new", "missed", *(week.path for week in track.weeks), *(day.path for day in days), *sessions, *handouts, *other)


def _track(library: Library, syllabus: Syllabus, public: PublicSessions) -> TrackView:
    track, home = syllabus.track, f"tracks/{syllabus.track.id}"
    weeks = tuple(
        WeekView(
            number=week["week"],
            theme=week["theme"],
            path=f"{home}/week-{week['week']}",
            days=tuple(_day(library, home, meeting, public) for meeting in syllabus.week(week["week"])),
        )
        for week in syllabus.totals["weeks"]
    )
    return TrackView(
        title=track.meta.title, path=home, days=_days_of(library, syllabus), intro=track.body, weeks=weeks, rolling=track.meta.enrolment != "cohort"
    )


def _day(library: Library, home: str, meeting: Meeting, public: PublicSessions) -> DayView:
    sessions = tuple(public[session] for session in dict.fromkeys(one.id for one in meeting.sessions))
    again = tuple(part.session.id for part in meeting.parts if part.session and part.again)
    times = [handout.time for session in sessions for handout in session.handouts]
    start, end = clock(library, meeting.start), clock(library, meeting.end)
    return DayView(
        name=DAY_NAMES[meeting.day],
        day=meeting.day,
        path=f"{home}/{meeting.id}",
        start=start,
        end=end,
        ends=meeting.end,
        sessions=sessions,
        again=again,
        minutes=minutes_now(times),
        also=tuple(_also(library, part) for part in meeting.parts if part.kind in COME_FOR),
        streams=_groups(meeting),
        is_for_families=meeting.is_for_families,
    )


def _also(library: Library, part: MeetingPart) -> Also:
    led = part.guide
    return Also(what=part.title, start=clock(library, part.start), title=led.meta.title if led else "", path=led.id if led else "")


def _groups(meeting: Meeting) -> dict[str, str]:
    """Which of the groups take a session, by its path, where they part; several may take the same one."""
    names: dict[str, list[str]] = {}
    for part in meeting.parts:
        if part.session and part.stream:
            names.setdefault(part.session.id, []).append(part.stream)
    return {session: listed(streams) for session, streams in names.items()}


def _days_of(library: Library, syllabus: Syllabus) -> str:
    return meets(library, syllabus, ", ".join)


def _beside(choices: tuple[Choice, ...], index: int) -> tuple[Choice | None, Choice | None]:
    """What comes before and after a place in a row."""
    return (choices[index - 1] if index else None, choices[index + 1] if index + 1 < len(choices) else None)

"""Track and Library to a Syllabus: the planner's plain mappings, asked once and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from typing import TYPE_CHECKING

from builder.model.catalogue import catalogue_of, track_of
from builder.model.library import Library
from builder.model.session import Handout, Session
from builder.model.severity import weight_of
from builder.model.track import Track
from builder.planner.coverage import coverage
from builder.planner.entry import entry
from builder.planner.hours import hours
from builder.planner.order import check
from builder.planner.standards import measure_all
from builder.planner.stay import stays
from builder.planner.timetable import by_stream, counted_parts, goes_round, timetable
from builder.planner.words import DAY_NAMES as DAY_NAMES
from builder.planner.words import part_name

if TYPE_CHECKING:
    from builder.model.plan_types import CoverageTable, EntryTable, Hours, PersonsStay, PlainFinding, PlainPart, PlainTrack, StandardMeasured


@dataclass(frozen=True)
class MeetingPart:
    """One part of a meeting; times in minutes after midnight."""

    kind: str
    session: Session | None
    guide: Session | None
    """What open group time or family time is led by, where the track names it. A guide to open group time is for staff alone."""
    again: bool
    stream: str
    """Title of the stream that it is for; empty for everyone."""
    title: str
    """Of the session, or what the track calls such a part."""
    counts: bool
    """Whether its minutes are treatment: no break, and no second stream at the same time."""
    start: int
    end: int
    minutes: int

    @property
    def led_by(self) -> Session | None:
        """What the one who leads has in hand: the session, the guide to the process hour, or the session for families."""
        return self.session or self.guide

    @property
    def name(self) -> str:
        """Its title, after that of its stream where it is for one alone."""
        return f"{self.stream}: {self.title}" if self.stream else self.title


@dataclass(frozen=True)
class Meeting:
    """One day of group: its parts at clock times, and what it takes up from before."""

    track: str
    week: int
    theme: str
    day: str
    number: int
    start: int
    end: int
    minutes: int
    parts: tuple[MeetingPart, ...]
    measures: tuple[Handout, ...]
    """What everyone fills in at this meeting."""
    review_due: tuple[tuple[Session, Meeting], ...]
    """Home practice to hear about today: the session that set it, and the meeting at which it did."""
    comes_round: bool
    """Whether week 1 follows the last one: who stays on then has had its sessions before."""
    review_later: tuple[tuple[Session, Meeting], ...] = ()
    """Home practice of the round before to hear about as well, in every round but the first."""

    @property
    def id(self) -> str:
        return f"week-{self.week}-{self.day}"

    @property
    def title(self) -> str:
        return f"Week {self.week}, {DAY_NAMES[self.day]}"

    @property
    def is_for_families(self) -> bool:
        """True of an evening to which participants need not come: nothing in it is treatment."""
        return not any(part.counts for part in self.parts)

    @property
    def sessions(self) -> tuple[Session, ...]:
        return tuple(part.session for part in self.parts if part.session)

    @property
    def guides(self) -> tuple[Session, ...]:
        """What its parts are led by that are no session's place: guides to the process hour, sessions for families."""
        return tuple(part.guide for part in self.parts if part.guide)


@dataclass(frozen=True)
class Syllabus:
    """A planned track, with the planner's tables about it."""

    track: Track
    meetings: tuple[Meeting, ...]
    totals: Hours
    coverage: CoverageTable
    standards: tuple[StandardMeasured, ...]
    """Every standard of the library measured: first those that the track names."""
    entry: EntryTable | None
    """Of the first stream, where there are several; None for a cohort, which starts together."""
    stays: tuple[PersonsStay, ...]
    """What a person gets who starts on each of the days, where the track has stages."""
    findings: tuple[PlainFinding, ...]

    @property
    def taught(self) -> tuple[Session, ...]:
        """Every session of the track once, in the order of first teaching."""
        return tuple({session.id: session for meeting in self.meetings for session in meeting.sessions}.values())

    @property
    def guides(self) -> tuple[Session, ...]:
        """Every guide to its process hour and every session for families once, in turn."""
        return tuple({guide.id: guide for meeting in self.meetings for guide in meeting.guides}.values())

    @property
    def drafts(self) -> int:
        """How many of these sessions no clinician has signed off."""
        return sum(not session.approved for session in self.taught)

    @property
    def days(self) -> list[str]:
        """The names of the days on which the group meets."""
        return list(dict.fromkeys(DAY_NAMES[meeting.day] for meeting in self.meetings if not meeting.is_for_families))

    @property
    def lengths(self) -> list[int]:
        """Every length that a meeting has, in minutes, the shortest first."""
        return sorted({meeting.minutes for meeting in self.meetings if not meeting.is_for_families})

    def kind_name(self, kind: str) -> str:
        """What this track calls a kind of part."""
        return part_name(self.track.meta.names, kind)

    def week(self, number: int) -> tuple[Meeting, ...]:
        return tuple(meeting for meeting in self.meetings if meeting.week == number)


def plan_tracks(library: Library) -> tuple[Syllabus, ...]:
    """The syllabus of every track."""
    return tuple(plan(library, track) for track in library.tracks)


def plan(library: Library, track: Track) -> Syllabus:
    """The syllabus of a track whose sessions all exist."""
    catalogue = catalogue_of(library)
    plain = track_of(track)
    table = timetable(catalogue, plain)
    streams = {stream["name"]: stream["title"] for stream in plain["streams"]}
    first = by_stream(plain)[0][1]
    meetings: list[Meeting] = []
    guides = {names: cycle([library.sessions[name] for name in names] or [None]) for names in track.meta.led.values()}
    for row in table:
        parts = tuple(
            MeetingPart(
                kind=p["kind"],
                session=library.sessions[p["session"]] if p["session"] else None,
                guide=next(guides[track.meta.led[p["kind"]]]) if p["kind"] in track.meta.led else None,
                again=p["again"],
                stream=streams.get(p["stream"], ""),
                title=_title(library, plain, p),
                counts=p in counted_parts(row["parts"]),
                start=p["start"],
                end=p["end"],
                minutes=p["minutes"],
            )
            for p in row["parts"]
        )
        due = tuple(_review_due(parts, meetings))
        meetings.append(
            Meeting(
                track=track.id,
                week=row["week"],
                theme=row["theme"],
                day=row["day"],
                number=row["number"],
                start=row["start"],
                end=row["end"],
                minutes=row["minutes"],
                parts=parts,
                measures=() if meetings and meetings[-1].week == row["week"] else tuple(_measures(library, track, row["week"])),
                review_due=due,
                comes_round=goes_round(plain),
            )
        )
    if goes_round(plain):
        meetings = [replace(one, review_later=tuple(_review_later(one, meetings[number:]))) for number, one in enumerate(meetings, 1)]
    return Syllabus(
        track=track,
        meetings=tuple(meetings),
        totals=hours(catalogue, plain, table),
        coverage=coverage(catalogue, plain),
        standards=tuple(measure_all(catalogue, plain)),
        entry=entry(catalogue, first) if goes_round(plain) else None,
        stays=tuple(stays(catalogue, first)) if plain["stages"] else (),
        findings=tuple(found for found in check(catalogue, plain) if weight_of(found["code"], library.program.meta.rules) != "off"),
    )


def _measures(library: Library, track: Track, week: int) -> Iterator[Handout]:
    """Those whose turn it is in a week, from 1: at its first meeting."""
    return (library.handouts[name] for name, every in track.meta.measures.items() if (week - 1) % every == 0)


def _title(library: Library, track: PlainTrack, part: PlainPart) -> str:
    return library.sessions[part["session"]].meta.title if part["session"] else part_name(track["names"], part["kind"])


def _review_due(parts: tuple[MeetingPart, ...], earlier: list[Meeting]) -> Iterator[tuple[Session, Meeting]]:
    """Home practice is reviewed at the module's next session: for each module met today, its sessions at the last meeting that had one."""
    for module in dict.fromkeys(part.session.module for part in parts if part.session):
        yield from _last_of_module(module, earlier)


def _review_later(meeting: Meeting, later: list[Meeting]) -> Iterator[tuple[Session, Meeting]]:
    """The same of the round before, for the modules that this round has not had yet; `later` are the meetings that follow in the cycle."""
    heard = {session.module for session, _ in meeting.review_due}
    for module in dict.fromkeys(session.module for session in meeting.sessions if session.module not in heard):
        yield from _last_of_module(module, later)


def _last_of_module(module: str, meetings: list[Meeting]) -> Iterator[tuple[Session, Meeting]]:
    for meeting in reversed(meetings):
        if same := [session for session in meeting.sessions if session.module == module]:
            yield from ((session, meeting) for session in same)
            return

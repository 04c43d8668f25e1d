"""Running groups with their tracks planned."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder.dates.groups import date_groups, date_others
from builder.dates.meetings import DatedGroup, GroupMeeting
from builder.model.library import Library
from builder.tracks.plan import Meeting, Syllabus, plan


@dataclass(frozen=True)
class Running:
    """A group on its days, and the syllabus of its track."""

    dated: DatedGroup
    syllabus: Syllabus

    @property
    def id(self) -> str:
        return self.dated.group.id

    @property
    def title(self) -> str:
        return self.dated.group.meta.title

    def meeting(self, one: GroupMeeting) -> Meeting:
        """The meeting of the track that is held then."""
        return self.syllabus.meetings[one.number]

    def had(self) -> Iterator[tuple[GroupMeeting, Mapping[str, datetime.date]]]:
        """Each meeting that is held, and the sessions of it that this group has had before, by id, with the last day on which it had them.

        A round before counts where the weeks come round: a cohort's next round is other people. Where streams part, each has had its own.
        """
        last: dict[tuple[str, int], dict[str, datetime.date]] = {}
        for one in self.dated.held:
            meeting = self.meeting(one)
            people = 0 if meeting.comes_round else one.round
            taught = [(part.session.id, part.stream) for part in meeting.parts if part.session]
            days = [(name, _last_for(stream, last.get((name, people), {}))) for name, stream in taught]
            yield one, {name: day for name, day in days if day}
            for name, stream in taught:
                last.setdefault((name, people), {})[stream] = one.on


def _last_for(stream: str, days: Mapping[str, datetime.date]) -> datetime.date | None:
    """The last of the days on which a stream had something; what is for everyone has no name of a stream."""
    return max((day for other, day in days.items() if stream in ("", other) or not other), default=None)


def running_groups(library: Library, syllabi: Iterable[Syllabus], today: datetime.date) -> tuple[Running, ...]:
    """Every group of a library without errors; an endless one as far as `date_groups` has it."""
    planned = {syllabus.track.id: syllabus for syllabus in syllabi}
    return tuple(Running(dated, planned[dated.track.id]) for dated in date_groups(library, today))


def groups_elsewhere(library: Library, syllabi: Iterable[Syllabus], today: datetime.date) -> tuple[Running, ...]:
    """The groups of a program's other sites; `syllabi` are those of this one, which often runs the same tracks."""
    planned = {syllabus.track.id: syllabus for syllabus in syllabi}
    found = []
    for dated in date_others(library, today):
        if dated.track.id not in planned:
            other = next(one for one in library.others if one.id == dated.site)
            planned[dated.track.id] = plan(library.of(other), dated.track)
        found.append(Running(dated, planned[dated.track.id]))
    return tuple(found)

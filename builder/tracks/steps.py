"""A meeting step by step: its parts, the parts inside its sessions, and what each can give up, by the planner's arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.model.catalogue import catalogue_of, track_of
from builder.model.library import Library
from builder.model.session import Session
from builder.planner.shorten import day_least, steps_of

if TYPE_CHECKING:
    from builder.model.plan_types import DayLeast, PlainMeeting, PlainStep
    from builder.tracks.plan import Meeting, Syllabus


def steps_of_meeting(meeting: Meeting) -> list[PlainStep]:
    """The steps of a meeting; a guide whose parts add up to another number than its session has is the check's to tell."""
    guides = {part.led_by.id: part.led_by for part in meeting.parts if part.led_by}
    plain: PlainMeeting = {
        "week": meeting.week,
        "theme": meeting.theme,
        "day": meeting.day,
        "number": meeting.number,
        "start": meeting.start,
        "end": meeting.end,
        "minutes": meeting.minutes,
        "parts": [
            {
                "kind": part.kind,
                "session": part.led_by.id if part.led_by else None,
                "again": part.again,
                "stream": part.stream,
                "start": part.start,
                "end": part.end,
                "minutes": part.minutes,
            }
            for part in meeting.parts
        ],
    }
    return steps_of(plain, lambda name: lengths_inside(guides[name]))


def steps_of_session(session: Session) -> list[PlainStep]:
    """The timed parts of a session as steps of their own."""
    return [
        {"line": 0, "part": number, "kind": "session", "stream": "", "minutes": one["minutes"], "short": one["short"]}
        for number, one in enumerate(lengths_inside(session))
    ]


def lengths_inside(session: Session) -> list[dict[str, int]]:
    """The minutes of each timed part, and those of the short version."""
    return [{"minutes": part.minutes or 0, "short": part.short or 0} for part in session.guide.timed]


def least_of_weeks(library: Library, syllabus: Syllabus) -> dict[int, DayLeast | None]:
    """What the standards of a track ask of each day, in minutes of treatment, by the weeks in which it meets; None where none does."""
    catalogue, track = catalogue_of(library), track_of(syllabus.track)
    return {week: day_least(catalogue, track, week) for week in dict.fromkeys(meeting.week for meeting in syllabus.meetings)}

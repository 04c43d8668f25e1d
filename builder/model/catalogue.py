"""The library and its tracks as the planner's plain mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.model.library import Library
from builder.model.reference import Standard
from builder.model.track import Again, DayPart, Track

if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, HeldTrack, PlainDayPart, PlainSlot, PlainStandard, PlainTrack


def catalogue_of(library: Library) -> Catalogue:
    """The library as the planner's catalogue; JSON-ready, in teaching order."""
    program = library.program.meta
    return {
        "order": list(library.sessions),
        "sessions": {
            session.id: {
                "title": session.meta.title,
                "module": session.module,
                "minutes": session.meta.minutes,
                "short_minutes": session.short_minutes,
                "load": session.meta.load,
                "newcomers": session.meta.newcomers,
                "requires": list(session.meta.requires),
                "builds_on": list(session.meta.builds_on),
                "topics": list(session.meta.topics),
                "suits": list(session.meta.suits),
                "handouts": [{"id": handout.id, "title": handout.meta.title} for handout in library.handouts_of(session)],
            }
            for session in library.sessions.values()
        },
        "module_order": [module.id for module in library.modules],
        "modules": {module.id: {"title": module.meta.title, "sessions": [session.id for session in module.sessions]} for module in library.modules},
        "populations": {
            name: {
                "title": p.title,
                "emphasis": dict(p.emphasis),
                "core": list(p.core),
                "topics": list(p.topics),
                "safety": list(p.safety),
                "first_day": [one.handout for one in p.first_day],
            }
            for name, p in program.populations.items()
        },
        "first_day": [one.handout for one in program.first_day],
        "safety_within_days": program.safety_within_days,
        "topics": dict(program.topics),
        "standards": {name: standard_of(standard) for name, standard in library.standards.items()},
    }


def standard_of(standard: Standard) -> PlainStandard:
    """A standard as the planner's mapping; a requirement's own source, address, date and confidence, or else the standard's."""
    meta = standard.meta
    return {
        "title": meta.title,
        "summary": meta.summary,
        "requirements": [
            {
                "kind": asked.kind,
                "text": asked.text,
                "minimum": asked.minimum,
                "maximum": asked.maximum,
                "topics": list(asked.topics),
                "source": asked.source or meta.source,
                "url": asked.url or (None if asked.source else meta.url),
                "checked_on": (asked.checked_on or meta.checked_on).isoformat(),
                "confidence": asked.confidence or meta.confidence,
            }
            for asked in meta.requirements
        ],
    }


def track_of(track: Track) -> PlainTrack:
    """A track as the planner's mapping."""
    meta = track.meta
    return {
        "title": meta.title,
        "population": meta.population,
        "enrolment": meta.enrolment,
        "standards": list(meta.standards),
        "start": minutes_of(meta.start),
        "day": [part_of_day(part) for part in meta.day],
        "weeks": [{"theme": week.theme, "days": {name: [_slot(slot) for slot in slots] for name, slots in week.days()}} for week in meta.schedule],
    }


def held_tracks(library: Library) -> dict[str, HeldTrack]:
    """The tracks that can be refitted, by id."""
    return {track.id: {"track": track_of(track), "body": track.source.body} for track in library.tracks}


def minutes_of(clock: str) -> int:
    """Minutes after midnight of `17:30`."""
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def part_of_day(part: DayPart) -> PlainDayPart:
    """`session`, or `{break: 10}`."""
    if isinstance(part, str):
        return {"kind": part, "minutes": None}
    ((kind, minutes),) = part.items()
    return {"kind": kind, "minutes": minutes}


def _slot(slot: str | Again) -> PlainSlot:
    return {"session": slot.again, "again": True} if isinstance(slot, Again) else {"session": slot, "again": False}

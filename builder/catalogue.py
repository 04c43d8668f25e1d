"""The library and its tracks as the planner's plain mappings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.model.library import Library
from builder.model.track import Again, Track


def catalogue_of(library: Library) -> dict[str, Any]:
    """The library as the planner's catalogue; JSON-ready, in teaching order."""
    program = library.program.meta
    return {
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
            }
            for session in library.sessions.values()
        },
        "modules": {module.id: {"title": module.meta.title, "sessions": [session.id for session in module.sessions]} for module in library.modules},
        "populations": {
            name: {"title": p.title, "emphasis": dict(p.emphasis), "core": list(p.core), "topics": list(p.topics)}
            for name, p in program.populations.items()
        },
    }


def track_of(track: Track) -> dict[str, Any]:
    """A track as the planner's mapping."""
    meta = track.meta
    hour, minute = meta.start.split(":")
    day = [{"kind": "session", "minutes": None} if part == "session" else _shape(part) for part in meta.day]
    weeks = [{"theme": week.theme, "days": {name: [_slot(slot) for slot in slots] for name, slots in week.days()}} for week in meta.schedule]
    return {
        "title": meta.title,
        "population": meta.population,
        "enrolment": meta.enrolment,
        "standards": list(meta.standards),
        "start": int(hour) * 60 + int(minute),
        "day": day,
        "weeks": weeks,
    }


def _shape(part: object) -> dict[str, Any]:
    assert isinstance(part, Mapping)
    ((kind, minutes),) = part.items()
    return {"kind": kind, "minutes": minutes}


def _slot(slot: str | Again) -> dict[str, Any]:
    return {"session": slot.again, "again": True} if isinstance(slot, Again) else {"session": slot, "again": False}

"""The library and its tracks as the planner's plain mappings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from builder.model.library import Library
from builder.model.program import EVERY
from builder.model.reference import Standard
from builder.model.track import Again, DayPart, Shape, ShapedDay, Slot, Track, TrackMeta, Weekday

if TYPE_CHECKING:
    from builder.model.plan_types import Catalogue, HeldTrack, PlainChoice, PlainDay, PlainDayPart, PlainShape, PlainSlot, PlainStandard, PlainTrack


def catalogue_of(library: Library) -> Catalogue:
    """The library as the planner's catalogue; JSON-ready, in teaching order."""
    library = library.published.at_places  # nothing is planned with a draft, not even where it is shown
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
        "opening_rules": [
            {
                "sessions": [] if rule.session == EVERY else [rule.session],
                "place": rule.place,
                "at_most": rule.at_most,
                "only_after": list(rule.only_after),
                "populations": list(rule.populations),
            }
            for rule in program.opening_rules
        ],
        "topics": dict(program.topics),
        "clock": program.clock,
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
                "minimum": asked.in_units(asked.minimum),
                "maximum": asked.in_units(asked.maximum),
                "of": list(asked.of),
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
    named = dict(meta.standard_weeks())
    size = meta.group_size or {}
    return {
        "title": meta.title,
        "population": meta.population,
        "enrolment": meta.enrolment,
        "gates": list(meta.gates),
        "standards": list(named),
        "standard_weeks": {name: list(weeks) for name, weeks in named.items() if weeks},
        "elsewhere": dict(meta.elsewhere),
        "group_size": {"all": size} if isinstance(size, int) else dict[str, int](size.items()),
        "shapes": shapes_of(meta.all_shapes()),
        "days": dict[str, str](meta.days.items()),
        "names": dict[str, str](meta.names.items()),
        "streams": [{"name": name, "title": stream.title, "population": stream.population} for name, stream in meta.streams.items()],
        "stages": [
            {
                "title": stage.title,
                "days": stage.days if isinstance(stage.days, int) else list(stage.days),
                "weeks": stage.weeks,
                "standards": list(stage.standards),
            }
            for stage in meta.stages
        ],
        "measures": dict(meta.measures),
        "process": list(meta.process),
        "family": list(meta.family),
        "was": list(meta.was),
        "weeks": [{"theme": week.theme, "days": {name: _day(meta, name, day) for name, day in week.days()}} for week in meta.schedule],
    }


def held_tracks(library: Library) -> dict[str, HeldTrack]:
    """The tracks that can be refitted, by id."""
    return {track.id: {"track": track_of(track), "body": track.source.body} for track in library.tracks}


def minutes_of(clock: str) -> int:
    """Minutes after midnight of `17:30`."""
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def shapes_of(shapes: Mapping[str, Shape]) -> list[PlainShape]:
    """Shapes with names, in their order."""
    return [{"name": name, "start": minutes_of(shape.start), "parts": [part_of_day(part) for part in shape.parts]} for name, shape in shapes.items()]


def part_of_day(part: DayPart) -> PlainDayPart:
    """`session`, or `{break: 10}`."""
    if isinstance(part, str):
        return {"kind": part, "minutes": None}
    ((kind, minutes),) = part.items()
    return {"kind": kind, "minutes": minutes}


def _day(meta: TrackMeta, weekday: Weekday, day: ShapedDay) -> PlainDay:
    start = None if day.start is None else minutes_of(day.start)
    return {"shape": meta.shape_of(weekday, day), "start": start, "slots": [_slot(slot) for slot in day.sessions]}


def _slot(slot: Slot) -> PlainSlot:
    if slot == "open":
        return {"session": None, "again": False, "streams": {}}
    if isinstance(slot, Mapping):
        return {"session": None, "again": False, "streams": {stream: _choice(one) for stream, one in slot.items()}}
    return {**_choice(slot), "streams": {}}


def _choice(slot: str | Again) -> PlainChoice:
    return {"session": slot.again, "again": True} if isinstance(slot, Again) else {"session": slot, "again": False}

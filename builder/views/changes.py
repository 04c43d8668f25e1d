"""What is new in a track since the version that is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from builder.planner.hours import as_hours
from builder.planner.words import DAY_NAMES, counted

Published = Mapping[str, Any]
"""A catalogue as it was published, or an entry of it."""


class TrackChange(Struct, frozen=True):
    """One kind of change, and what it touches."""

    what: str
    items: tuple[str, ...]


def changes(before: Published, now: Published, track: str) -> tuple[TrackChange, ...]:
    """The changes of one track between two catalogues of the staff site; none when it was not published before.

    `before` may have been written by an earlier release: what it does not hold is not compared.
    """
    old, new = _track(before, track), _track(now, track)
    if old is None or new is None:
        return ()
    titles = {session["id"]: session["title"] for catalogue in (before, now) for session in catalogue.get("sessions", ())}
    found = [*_facts(old, new), *_places(old, new, titles), *_texts(before, now, new)]
    return tuple(found)


def _track(catalogue: Published, track: str) -> Published | None:
    return next((entry for entry in catalogue.get("tracks", ()) if entry.get("id") == track), None)


def _facts(old: Published, new: Published) -> Iterator[TrackChange]:
    facts = []
    if old.get("title", new["title"]) != new["title"]:
        facts.append(f"Title: “{new['title']}”, before “{old['title']}”")
    weeks = [len(track.get("totals", {}).get("weeks", ())) for track in (old, new)]
    if weeks[0] and weeks[0] != weeks[1]:
        facts.append(f"Length: {counted(weeks[1], 'week')}, before {weeks[0]}")
    minutes = [track.get("totals", {}).get("minutes") for track in (old, new)]
    if minutes[0] and minutes[0] != minutes[1]:
        facts.append(f"Treatment time: {as_hours(minutes[1])}, before {as_hours(minutes[0])}")
    clocks = [_clock(track) for track in (old, new)]
    if clocks[0] and clocks[0] != clocks[1]:
        facts.append(f"First meeting: {clocks[1]}, before {clocks[0]}")
    if facts:
        yield TrackChange("The track", tuple(facts))


def _clock(track: Published) -> str:
    first: Published = next(iter(track.get("meetings", ())), {})
    return f"{DAY_NAMES[first['day']]}, {first['start']} to {first['end']}" if {"day", "start", "end"} <= set(first) else ""


def _places(old: Published, new: Published, titles: Mapping[str, str]) -> Iterator[TrackChange]:
    was, now = _placements(old), _placements(new)
    come = [f"{titles.get(name, name)}, {_when(now[name])}" for name in now if name not in was]
    gone = [titles.get(name, name) for name in was if name not in now]
    moved = [f"{titles.get(name, name)}: {_when(now[name])}, before {_when(was[name])}" for name in now if name in was and was[name] != now[name]]
    for what, items in (("New in this track", come), ("No longer in this track", gone), ("Moved", moved)):
        if items:
            yield TrackChange(what, tuple(items))


def _placements(track: Published) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for meeting in track.get("meetings", ()):
        for part in meeting.get("parts", ()):
            if part.get("session"):
                places.setdefault(part["session"], []).append(f"week {meeting['week']}, {DAY_NAMES[meeting['day']]}")
    return places


def _when(places: list[str]) -> str:
    return " and ".join(places)


def _texts(before: Published, now: Published, track: Published) -> Iterator[TrackChange]:
    was = {session["id"]: session for session in before.get("sessions", ())}
    taught = set(_placements(track))
    edited = []
    for session in now["sessions"]:
        old = was.get(session["id"])
        if session["id"] in taught and old and old.get("digest", session["digest"]) != session["digest"]:
            minutes = f", {session['minutes']} min, before {old['minutes']}" if old.get("minutes", session["minutes"]) != session["minutes"] else ""
            edited.append(session["title"] + minutes)
    if edited:
        yield TrackChange("Text changed", tuple(edited))

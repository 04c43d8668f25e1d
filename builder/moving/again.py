"""In a track, a session is new where it first stands and `again` everywhere later: kept so when one session takes the place of another."""

from __future__ import annotations

from builder.model.catalogue import track_of
from builder.model.library import Library
from builder.model.track import Track
from builder.moving.rewriting import Rewriting
from builder.planner.edits import marked
from builder.planner.timetable import each_day, placements


def marked_again(rewriting: Rewriting, library: Library, old: str, new: str) -> None:
    """Write or take out `again:` at every place that holds `old` now, or `new`, so that both read as one session."""
    for track in library.tracks:
        plain = each_day(track_of(track), lambda week, name, day: {**day, "slots": [_named(slot, old, new) for slot in day["slots"]]})
        wanted = placements(marked(plain))  # type: ignore[no-untyped-call]
        for before, after in zip(placements(track_of(track)), wanted, strict=True):
            if after["session"] == new and before["again"] != after["again"]:
                _mark(rewriting, track, (*before["path"],), (before["session"], after["again"]))


def _named(slot: dict, old: str, new: str) -> dict:  # type: ignore[type-arg]
    streams = {name: {**choice, "session": new if choice["session"] == old else choice["session"]} for name, choice in slot["streams"].items()}
    return {**slot, "session": new if slot["session"] == old else slot["session"], "streams": streams}


def _mark(rewriting: Rewriting, track: Track, path: tuple[str | int, ...], wanted: tuple[str, bool]) -> None:
    name, again = wanted
    written = track.written(*path)
    in_stream = isinstance(written[-1], str)
    if again:
        rewriting.wrap(track.source.at(*written), name, ("{again: ", "}") if in_stream else ("again: ", ""))
    else:
        rewriting.unwrap(track.source.at(*written), track.source.at(*written, "again"), name)

"""The planner's rules, at the author's lines."""

from __future__ import annotations

from collections.abc import Iterator

from builder.check.addresses import TRACKS
from builder.finding import Finding
from builder.model.catalogue import catalogue_of, track_of
from builder.model.library import Library
from builder.planner.order import check


def reserved_names(library: Library) -> Iterator[Finding]:
    """A track cannot take the address of a page that stands beside it."""
    for track in library.tracks:
        if track.id in TRACKS:
            hint = f"rename the file, such as {track.id}-track.md"
            yield Finding(track.source.at(), "track-name", f"a track cannot be called '{track.id}': the staff site has a page of that name", hint)


def track_findings(library: Library) -> Iterator[Finding]:
    """What the planner says of every track."""
    catalogue = catalogue_of(library)
    for track in library.tracks:
        for index, week in enumerate(track.meta.schedule):
            if not week.days():
                message = f"week {index + 1} has no day on which the group meets"
                hint = "add a line such as `mon: [module/session]`, or take the week out"
                yield Finding(track.source.at("schedule", index), "track-slots", message, hint)
        for found in check(catalogue, track_of(track)):
            yield Finding(track.source.at(*found["path"]), found["code"], found["message"], found["hint"])

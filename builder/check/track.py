"""The planner's rules, at the author's lines."""

from __future__ import annotations

from collections.abc import Iterator

from builder.catalogue import catalogue_of, track_of
from builder.finding import Finding
from builder.model.library import Library
from builder.planner.order import check


def track_findings(library: Library) -> Iterator[Finding]:
    """What the planner says of every track."""
    catalogue = catalogue_of(library)
    for track in library.tracks:
        for found in check(catalogue, track_of(track)):
            yield Finding(track.source.at(*found["path"]), found["code"], found["message"], found["hint"])

"""The planner's rules, at the author's lines."""

from __future__ import annotations

from collections.abc import Iterator

from builder.check.addresses import TRACKS
from builder.finding import Finding
from builder.model.catalogue import catalogue_of, track_of
from builder.model.library import Library
from builder.planner.introduction import untrue_claims
from builder.planner.order import check


def reserved_names(library: Library) -> Iterator[Finding]:
    """A track cannot take the address of a page that stands beside it."""
    for track in library.tracks:
        if track.id in TRACKS:
            hint = f"rename the file, such as {track.id}-track.md"
            yield Finding(track.source.at(), "track-name", f"a track cannot be called '{track.id}': the staff site has a page of that name", hint)


def process_guides_have_a_place(library: Library) -> Iterator[Finding]:
    """`process-guide`: a track that names guides to the process hour, and has no such part on any day."""
    for track in library.tracks:
        parts = [part for shape in track.meta.all_shapes().values() for part in shape.parts]
        if track.meta.process and not any("process" in part for part in parts if not isinstance(part, str)):
            message = "the track names guides to the process hour, and no day of it has one"
            yield Finding(track.source.at("process"), "process-guide", message, "add a part such as `process: 50` to the day, or take the guides out")


def track_findings(library: Library) -> Iterator[Finding]:
    """What the planner says of every track, and of its introduction."""
    catalogue = catalogue_of(library)
    for track in library.tracks:
        plain = track_of(track)
        for found in check(catalogue, plain):
            yield Finding(track.at(*found["path"]), found["code"], found["message"], found["hint"])
        for claim in untrue_claims(catalogue, plain, track.source.body):
            hint = "change the sentence, or the track"
            yield Finding(track.source.line(track.source.body_line + claim["line"]), "introduction-untrue", claim["message"], hint)

"""The planner's rules, at the author's lines."""

from __future__ import annotations

from collections.abc import Iterator

from builder.check.addresses import TRACKS
from builder.finding import Finding
from builder.model.catalogue import catalogue_of, track_of
from builder.model.library import Library
from builder.planner.introduction import untrue_claims
from builder.planner.order import check
from builder.text.guide import AGAIN


def reserved_names(library: Library) -> Iterator[Finding]:
    """A track cannot take the address of a page that stands beside it."""
    for track in library.tracks:
        if track.id in TRACKS:
            hint = f"rename the file, such as {track.id}-track.md"
            yield Finding(track.source.at(), "track-name", f"a track cannot be called '{track.id}': the staff site has a page of that name", hint)


def what_is_led_has_a_place(library: Library) -> Iterator[Finding]:
    """`process-guide` and `family-session`: a track that names what is led in a part of a day, and has no such part on any day."""
    for track in library.tracks:
        kinds = {kind for shape in track.meta.all_shapes().values() for part in shape.parts if not isinstance(part, str) for kind in part}
        if track.meta.process and "process" not in kinds:
            message = "the track names guides to the process hour, and no day of it has one"
            yield Finding(track.source.at("process"), "process-guide", message, "add a part such as `process: 50` to the day, or take the guides out")
        if track.meta.family and not kinds & {"families", "multi-family"}:
            message = "the track names sessions for families, and no day of it has a part for them"
            yield Finding(
                track.source.at("family"), "family-session", message, "add a part such as `families: 60` to a shape of a day, or take them out"
            )


def repeats_have_an_exercise(library: Library) -> Iterator[Finding]:
    """`again-unwritten`: a session that comes a second time, with the exercise of the first time alone; once for each track and session."""
    for track in library.tracks:
        bare = {session.id for session in library.sessions.values() if not session.guide.part(AGAIN)}
        for path, name in track.meta.repeats():
            if name in bare:
                bare.remove(name)
                message = f"'{name}' comes again here, and its guide has no second exercise"
                yield Finding(track.at(*path), "again-unwritten", message, f"write `## {AGAIN}` in its session.md: what those do who know it")


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

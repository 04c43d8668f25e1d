"""Tracks side by side, and a new track composed in the browser by the planner's own files."""

from __future__ import annotations

import json

from msgspec import Struct

from builder.codes import CODES
from builder.model.catalogue import catalogue_of, held_tracks
from builder.model.library import Library
from builder.planner.refit import SHAPE
from builder.planner.words import PART_NAMES
from builder.tracks.plan import DAY_NAMES, Syllabus
from builder.views.compare import compare_pages
from builder.views.page import Page

COMPOSE = "tracks/compose"


class Option(Struct, frozen=True):
    value: str
    title: str


class ComposeView(Struct, frozen=True, kw_only=True):
    """What the form offers; the planner gets its data from `planner.json` beside the page."""

    clock: str
    populations: tuple[Option, ...]
    tracks: tuple[Option, ...]
    weeks: tuple[int, ...]
    days: tuple[Option, ...]
    standards: tuple[Option, ...]
    sessions: tuple[tuple[str, tuple[Option, ...]], ...]
    """By module."""
    shape: tuple[tuple[str, int], ...]
    """The shape of a day to begin with: kind and minutes, 0 for a session."""
    kinds: tuple[Option, ...]
    files: tuple[str, ...]
    """The planner's files, which the page fetches."""


def director_pages(library: Library, syllabi: tuple[Syllabus, ...], files: tuple[str, ...]) -> tuple[Page, ...]:
    return (
        Page(
            path=COMPOSE,
            title="Compose a track",
            template="compose.html",
            view=_compose(library, syllabi, files),
            description="A new track from a few choices",
            hide=("toc",),
        ),
        *compare_pages(library, syllabi),
    )


def _compose(library: Library, syllabi: tuple[Syllabus, ...], files: tuple[str, ...]) -> ComposeView:
    meta = library.program.meta
    return ComposeView(
        clock=meta.clock,
        populations=tuple(Option(name, population.title) for name, population in meta.populations.items()),
        tracks=tuple(Option(syllabus.track.id, syllabus.track.meta.title) for syllabus in syllabi),
        weeks=tuple(range(8, 13)),
        days=tuple(Option(day, name) for day, name in DAY_NAMES.items()),
        standards=tuple(Option(name, standard.meta.title) for name, standard in library.standards.items()),
        sessions=tuple((module.meta.title, tuple(Option(s.id, s.meta.title) for s in module.sessions)) for module in library.modules),
        shape=tuple((kind, minutes or 0) for kind, minutes in SHAPE),
        kinds=tuple(Option(kind, PART_NAMES.get(kind, "Session")) for kind in ("session", *PART_NAMES)),
        files=files,
    )


def planner_data(library: Library) -> str:
    """Everything that the planner needs in the browser, as JSON: the catalogue, each track with its introduction, and how bad each finding is."""
    severities = {code: about.severity for code, about in CODES.items()}
    data = {"catalogue": catalogue_of(library), "tracks": held_tracks(library), "severities": severities, "clock": library.program.meta.clock}
    return json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n"

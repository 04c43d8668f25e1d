"""Tracks side by side, and the board: a track composed in the browser with the planner's own files."""

from __future__ import annotations

import json

from msgspec import Struct

from builder.codes import CODES
from builder.model.catalogue import catalogue_of, held_tracks
from builder.model.library import Library
from builder.model.severity import weight_of
from builder.planner.refit import SHAPE
from builder.planner.words import PART_NAMES
from builder.tracks.plan import DAY_NAMES, Syllabus
from builder.views.compare import compare_pages
from builder.views.page import Page

COMPOSE = "tracks/compose"
PANELS = (
    ("sessions", "Sessions"),
    ("findings", "To mend"),
    ("hours", "Hours"),
    ("coverage", "Coverage"),
    ("entry", "First days"),
    ("changes", "Changes"),
    ("track", "Track"),
)
"""What stands beside the board, one at a time."""


class Option(Struct, frozen=True):
    value: str
    title: str


class ComposeView(Struct, frozen=True, kw_only=True):
    """What the page offers; it and the planner get their data from `planner.json` beside it."""

    populations: tuple[Option, ...]
    tracks: tuple[Option, ...]
    weeks: tuple[int, ...]
    days: tuple[Option, ...]
    standards: tuple[Option, ...]
    sessions: tuple[tuple[str, tuple[Option, ...]], ...]
    """By module."""
    modules: tuple[Option, ...]
    shape: tuple[tuple[str, int], ...]
    """The shape of a day to begin with: kind and minutes, 0 for a session."""
    kinds: tuple[tuple[str, str], ...]
    """What a part of a day can be, and its name."""
    panels: tuple[tuple[str, str], ...]


def director_pages(library: Library, syllabi: tuple[Syllabus, ...]) -> tuple[Page, ...]:
    return (
        Page(
            path=COMPOSE,
            title="Compose a track",
            template="compose.html",
            view=_compose(library, syllabi),
            description="A new track from a few choices",
            hide=("toc",),
        ),
        *compare_pages(library, syllabi),
    )


def _compose(library: Library, syllabi: tuple[Syllabus, ...]) -> ComposeView:
    meta, taught = library.program.meta, library.at_places.modules
    return ComposeView(
        populations=tuple(Option(name, population.title) for name, population in meta.populations.items()),
        tracks=tuple(Option(syllabus.track.id, syllabus.track.meta.title) for syllabus in syllabi),
        weeks=tuple(range(5, 27)),
        days=tuple(Option(day, name) for day, name in DAY_NAMES.items()),
        standards=tuple(Option(name, standard.meta.title) for name, standard in library.standards.items()),
        sessions=tuple((module.meta.title, tuple(Option(s.id, s.meta.title) for s in module.sessions)) for module in taught),
        modules=tuple(Option(module.id, module.meta.title) for module in taught),
        shape=tuple((kind, minutes or 0) for kind, minutes in SHAPE),
        kinds=(("session", "Session"), *PART_NAMES.items()),
        panels=PANELS,
    )


def planner_data(library: Library) -> str:
    """What the board and its planner need in the browser, as JSON: the catalogue, each track with its introduction, and how bad each finding is."""
    severities = {code: weight_of(code, library.program.meta.rules) for code in CODES}
    data = {"catalogue": catalogue_of(library), "tracks": held_tracks(library), "severities": severities}
    return json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n"

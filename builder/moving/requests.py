"""Requests for tracks that stand beside the curriculum: what they name follows too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.check.named import Reference
from builder.finding import CurriculumError
from builder.load.entry import read_data_file, validate
from builder.model.base import Source
from builder.model.library import Library
from builder.model.request import RequestMeta

FOLDER = "requests"
"""Where they may stand, beside the project's own folder."""


def request_references(root: Path, library: Library) -> Iterator[Reference]:
    """Every name in every request, in YAML files in `root` and in its folder `requests`; a file that is none is passed over."""
    for path in sorted([*root.glob("*.yml"), *(root / FOLDER).rglob("*.yml")]):
        try:
            source = read_data_file(path, path.relative_to(root).as_posix())
            yield from _names(library, validate(RequestMeta, source), source)
        except CurriculumError:
            continue


def _names(library: Library, meta: RequestMeta, source: Source) -> Iterator[Reference]:
    modules, tracks = [module.id for module in library.modules], [track.id for track in library.tracks]
    if meta.refit:
        yield Reference("track", meta.refit, tracks, source.at("refit"))
    for index, gate in enumerate(meta.gates or ()):
        if isinstance(gate, str):
            yield Reference("module", gate, modules, source.at("gates", index))
    yield from (Reference("standard", name, library.standards, source.at("standards", index)) for index, name in enumerate(meta.standards or ()))
    yield from (Reference("session", pin.session, library.sessions, source.at("pins", index, "session")) for index, pin in enumerate(meta.pins))
    yield from (Reference("session", name, library.sessions, source.at("exclude", index)) for index, name in enumerate(meta.exclude))
    yield from (Reference("module", name, modules, source.at("exclude_modules", index)) for index, name in enumerate(meta.exclude_modules))
    yield from (Reference("module", name, modules, source.marks.key_place("emphasis", name)) for name in meta.emphasis)

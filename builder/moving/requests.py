"""Requests for tracks, and sites, that stand beside the curriculum: what they name follows too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from builder.check.named import Reference, key_at, value_at, values_at
from builder.finding import CurriculumError
from builder.load.entry import read_data_file, validate
from builder.model.base import Source
from builder.model.library import Library
from builder.model.request import RequestMeta
from builder.model.site import FOLDER as SITES
from builder.model.site import SiteMeta

FOLDER = "requests"
"""Where they may stand, beside the project's own folder."""


def references_beside(root: Path, library: Library) -> Iterator[Reference]:
    """Every name in every request, in YAML files in `root` and in its folder `requests`, and in every site; a file that is none is passed over."""
    for path in sorted([*root.glob("*.yml"), *(root / FOLDER).rglob("*.yml")]):
        with suppress(CurriculumError):
            source = read_data_file(path, path.relative_to(root).as_posix())
            yield from _names(library, validate(RequestMeta, source), source)
    for path in sorted((root / SITES).glob("*.yml")):
        with suppress(CurriculumError):
            source = read_data_file(path, path.relative_to(root).as_posix())
            meta = validate(SiteMeta, source)
            yield from values_at(source, ("tracks",), meta.tracks or (), "track", [track.id for track in library.tracks])
            yield from values_at(source, ("standards",), meta.standards or (), "standard", library.standards)


def _names(library: Library, meta: RequestMeta, source: Source) -> Iterator[Reference]:
    modules, tracks = [module.id for module in library.modules], [track.id for track in library.tracks]
    if meta.refit:
        yield value_at(source, ("refit",), meta.refit, ("track", tracks))
    yield from (value_at(source, ("gates", index), gate, ("module", modules)) for index, gate in enumerate(meta.gates or ()) if isinstance(gate, str))
    yield from values_at(source, ("standards",), meta.standards or (), "standard", library.standards)
    yield from (value_at(source, ("pins", index, "session"), pin.session, ("session", library.sessions)) for index, pin in enumerate(meta.pins))
    yield from values_at(source, ("exclude",), meta.exclude, "session", library.sessions)
    yield from values_at(source, ("exclude_modules",), meta.exclude_modules, "module", modules)
    yield from (key_at(source, ("emphasis", name), ("module", modules)) for name in meta.emphasis)

"""Whose text a staff page is: the library's, the program's own, or made from the library's."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from builder.model.base import Source
from builder.model.library import Library, Origin
from builder.views.page import Page


def with_origins(library: Library, pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages of a program that lies over a library, each saying whose text it is; those of a whole curriculum by itself as they are."""
    if not library.origins.library:
        return tuple(pages)
    sources = dict(_sources(library))
    return tuple(replace(page, origin=_said(library, sources.get(_owner(page.path, sources)))) for page in pages)


def _sources(library: Library) -> Iterable[tuple[str, Source]]:
    """Where the text of a page stands, by the page's address."""
    for module in library.modules:
        yield module.id, module.source
        for session in module.sessions:
            yield session.id, session.source
            yield from ((page.id, page.source) for page in session.handouts)
            yield from ((cards.id, cards.source) for cards in session.cards)
            yield from ((f"{session.id}/wall", wall.source) for wall in session.walls if wall.language == "en")
    yield from ((f"tracks/{track.id}", track.source) for track in library.tracks)


def _owner(path: str, sources: dict[str, Source]) -> str:
    """The address of the text that a page is of: its own, or the one that it stands under."""
    while path and path not in sources:
        path = path.rpartition("/")[0]
    return path


def _said(library: Library, source: Source | None) -> str:
    version = library.origins.library
    if source is None:
        return f"Made of this program's own texts and those of the library, version {version}."
    says: dict[Origin | None, str] = {
        "library": f"This text is the library's, version {version}, unchanged.",
        "changed": f"This text is this program's own, made from one of the library's (now version {version}).",
        "own": "This text is this program's own.",
    }
    return says[library.origins.of(source)]

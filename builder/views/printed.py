"""Print and files: everything that is printed, what it is and for whom, and where each file stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from builder.model.library import Library
from builder.model.products import HOLDERS, ProductRow, product_rows
from builder.views.card import PageLink
from builder.views.page import Page
from builder.views.running import GROUPS
from builder.views.wall import english_wall

PRINTED = "print"


class PrintedProduct(Struct, frozen=True, kw_only=True):
    """One thing that is printed. `editions` are those that are built, by name, in words; `asked` those that someone has to ask for."""

    name: str
    title: str
    what: str
    each: str
    editions: Mapping[str, str]
    asked: Mapping[str, str]
    places: tuple[PageLink, ...]
    """The pages that its files belong to."""
    run: bool
    """Whether tracks that no group runs go without."""


class PrintedView(Struct, frozen=True):
    """What each holder gets, under a heading."""

    held: tuple[tuple[str, tuple[PrintedProduct, ...]], ...]


def printed_page(library: Library, groups: bool) -> Page:
    places = _places(library, groups)
    rows = product_rows().values()
    held = tuple(
        (heading, tuple(_product(row, _run(library, places[row.of]) if row.run else places[row.of]) for row in rows if row.whom == whom))
        for whom, heading in HOLDERS.items()
    )
    return Page(
        path=PRINTED,
        title="Print and files",
        template="printed.html",
        view=PrintedView(held),
        description="Everything that is printed: what it is and for whom",
    )


def _product(row: ProductRow, places: tuple[PageLink, ...]) -> PrintedProduct:
    return PrintedProduct(
        name=row.name,
        title=row.title,
        what=row.what,
        each=row.each,
        editions={name: row.editions[name] for name in row.built},
        asked={name: words for name, words in row.editions.items() if name not in row.built},
        places=places,
        run=row.run,
    )


def _run(library: Library, places: tuple[PageLink, ...]) -> tuple[PageLink, ...]:
    """The pages of tracks that groups run."""
    return tuple(place for place in places if place.path.removeprefix("tracks/") in library.run_tracks)


def _places(library: Library, groups: bool) -> Mapping[str, tuple[PageLink, ...]]:
    """The pages to which files of a kind belong. Those of meetings are on so many that their tracks stand for them."""
    handouts = library.handouts.values()
    tracks = tuple(PageLink(track.meta.title, f"tracks/{track.id}") for track in library.tracks)
    return {
        "handout": tuple(PageLink(handout.meta.title, handout.id) for handout in handouts),
        "wallet": tuple(PageLink(handout.meta.title, handout.id) for handout in handouts if handout.cards),
        "words": tuple(PageLink(handout.meta.title, handout.id) for handout in handouts if handout.meta.poster),
        "cards": tuple(PageLink(cards.meta.title, cards.id) for cards in library.cards.values()),
        "session": tuple(PageLink(session.meta.title, session.id) for session in library.sessions.values() if english_wall(session)),
        "track": tracks,
        "meeting": tracks,
        "program": (PageLink("Our program", "program"),),
        "week": (PageLink("All groups, this week and next", GROUPS),) if groups else (),
        "days": (),
    }


def printed_catalogue(site: str) -> list[dict[str, Any]]:
    """What is printed for a site, for its catalogue.json; an edition is told as links to it tell it."""
    return [
        {
            "name": row.name,
            "title": row.title,
            "what": row.what,
            "for": row.whom,
            "of": row.of,
            "editions": {name: row.label(name) for name in row.built},
        }
        for row in product_rows().values()
        if row.sites is None or site in row.sites
    ]

"""The library: every session in one list that facets narrow, in a form whose cost for a phone hardly grows with the number of sessions.

The page itself holds the facets with their counts. What a choice needs comes when it is needed: `sets.json` says which sessions have which value, and
`cards/N.json` holds what is shown of a few sessions that stand side by side.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from builder.model.library import Library
from builder.model.session import Session
from builder.text.tree import Drawing
from builder.views.card import LOAD_NAMES, NEWCOMER_NAMES, SessionCard, cards_of
from builder.views.common import cover_of

LIBRARY = "library"
WHOLE = 300
"""Up to this many sessions stand on the page themselves; above it, their modules do."""
CHUNK = 16
"""Cards in a file: few enough that twenty matches far apart are still small, enough that a list of neighbours takes two requests."""

MINUTES = (0, 45, 60, 75, 90)
SHORT = (0, 35, 40, 45)
REVIEWS = {"approved": "Reviewed by a clinician", "changed": "Changed since its review", "draft": "Not yet reviewed"}
ONLINE = {"yes": "Says how to do it online", "no": "Says nothing about online"}


class FacetValue(Struct, frozen=True):
    key: str
    title: str
    count: int


class Facet(Struct, frozen=True):
    """One way to narrow the list; `values` in the order in which they are shown."""

    key: str
    title: str
    values: tuple[FacetValue, ...]


class Shelf(Struct, frozen=True, kw_only=True):
    """A module with its sessions in teaching order; `cards` is empty when there are too many for one page."""

    title: str
    path: str
    color: str
    cover: tuple[Drawing, ...]
    summary: str
    count: int
    cards: tuple[SessionCard, ...]


class LibraryView(Struct, frozen=True, kw_only=True):
    sessions: int
    facets: tuple[Facet, ...]
    shelves: tuple[Shelf, ...]
    chunk: int


class _Kind(Struct, frozen=True, kw_only=True):
    """A facet before it is counted: `of` gives the keys of a session, `titles` the values in order."""

    key: str
    title: str
    titles: Mapping[str, str]
    of: Callable[[Session], Iterable[str]]


def library_view(library: Library) -> LibraryView:
    sessions = tuple(library.sessions.values())
    card = cards_of(library)
    shelves = tuple(
        Shelf(
            title=m.meta.title,
            path=m.id,
            color=m.meta.color,
            cover=cover_of(m),
            summary=m.meta.summary,
            count=len(m.sessions),
            cards=tuple(map(card, m.sessions)) if len(sessions) <= WHOLE else (),
        )
        for m in library.modules
    )
    facets = tuple(
        Facet(kind.key, kind.title, tuple(FacetValue(key, kind.titles[key], len(found)) for key, found in members.items()))
        for kind, members in _members(library, sessions)
    )
    return LibraryView(sessions=len(sessions), facets=facets, shelves=shelves, chunk=CHUNK)


def library_data(library: Library) -> dict[str, str]:
    """The data files of the page by path: the sets of every facet, and the cards in chunks of `CHUNK`, both in teaching order."""
    sessions = tuple(library.sessions.values())
    sets = {kind.key: {key: packed(found) for key, found in members.items()} for kind, members in _members(library, sessions)}
    files = {f"{LIBRARY}/sets.json": _json({"sessions": len(sessions), "sets": sets})}
    names = {module.id: module.meta.title for module in library.modules}
    rows = [
        [c.path, c.title, c.summary, c.color, [names[session.module], *c.remarks]]
        for session, c in zip(sessions, map(cards_of(library), sessions), strict=True)
    ]
    for start in range(0, len(sessions), CHUNK):
        files[f"{LIBRARY}/cards/{start // CHUNK}.json"] = _json(rows[start : start + CHUNK])
    return files


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _members(library: Library, sessions: Sequence[Session]) -> Iterator[tuple[_Kind, dict[str, list[int]]]]:
    """Each facet with the places of the sessions that have each value; values that no session has are left out."""
    for kind in _kinds(library):
        places: dict[str, list[int]] = {key: [] for key in kind.titles}
        for place, session in enumerate(sessions):
            for key in kind.of(session):
                places[key].append(place)
        yield kind, {key: found for key, found in places.items() if found}


def _kinds(library: Library) -> tuple[_Kind, ...]:
    meta = library.program.meta
    topics = dict(sorted(meta.topics.items(), key=lambda pair: pair[1].lower()))
    return (
        _Kind(key="module", title="Module", titles={module.id: module.meta.title for module in library.modules}, of=lambda s: (s.module,)),
        _Kind(key="topic", title="Topic", titles=topics, of=lambda s: dict.fromkeys(s.meta.topics)),
        _Kind(
            key="suits",
            title="Suits",
            titles={name: population.title for name, population in meta.populations.items()},
            of=lambda s: dict.fromkeys(s.meta.suits),
        ),
        _Kind(key="load", title="Load", titles=LOAD_NAMES, of=lambda s: (s.meta.load,)),
        _Kind(key="newcomers", title="Newcomers", titles=NEWCOMER_NAMES, of=lambda s: (s.meta.newcomers,)),
        _Kind(key="minutes", title="Minutes", titles=_bands(MINUTES), of=lambda s: (_band(s.meta.minutes, MINUTES),)),
        _Kind(key="short", title="Short version", titles=_bands(SHORT), of=lambda s: (_band(s.short_minutes, SHORT),)),
        _Kind(key="online", title="Online groups", titles=ONLINE, of=lambda s: ("yes" if any(part.online for part in s.guide.parts) else "no",)),
        _Kind(key="review", title="Review", titles=REVIEWS, of=lambda s: (_review(s),)),
    )


def _bands(edges: Sequence[int]) -> dict[str, str]:
    """`45: Up to 45 min`, `60: 46 to 60 min`, ..., `more: Over 90 min`."""
    between = {str(high): f"{low + 1} to {high} min" if low else f"Up to {high} min" for low, high in pairwise(edges)}
    return {**between, "more": f"Over {edges[-1]} min"}


def _band(minutes: int, edges: Sequence[int]) -> str:
    return next((str(high) for high in edges[1:] if minutes <= high), "more")


def _review(session: Session) -> str:
    if session.approved:
        return "approved"
    return "changed" if session.meta.review.status == "approved" else "draft"


def packed(places: Sequence[int]) -> str:
    """Rising places as the gaps between them, a character a gap, which compresses to about the least that the set can be told in.

    `#` is a gap of 1, `$` of 2 and so on up to 80; `!` before it adds 80, as often as needed. `\\` is never used.
    """
    text = []
    last = -1
    for place in places:
        far, near = divmod(place - last - 1, 80)
        text.append("!" * far + chr(35 + near if near < 57 else 36 + near))
        last = place
    return "".join(text)

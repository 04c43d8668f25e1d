"""What can be moved or retired: found by its id, and the ids that are free for it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from builder.check.addresses import former_ids, ours, owned
from builder.finding import did_you_mean
from builder.load.folders import SLUG
from builder.model.base import Source
from builder.model.library import Library

Movable = Literal["session", "handout", "cards", "module", "track", "passage", "standard"]
MOVABLE: tuple[Movable, ...] = get_args(Movable)

_SHAPES: Mapping[Movable, str] = {
    "session": "module/session",
    "handout": "module/session/handout",
    "cards": "module/session/cards",
    "module": "module",
    "track": "track",
    "passage": "passage",
    "standard": "standard",
}


class MoveError(Exception):
    """Why nothing was moved or retired, and nothing written."""


@dataclass(frozen=True)
class Thing:
    """One thing of the curriculum: what it is, its id, and its page with the former ids that stand in it."""

    kind: Movable
    id: str
    source: Source
    was: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The last part of its id: the name of its folder or file."""
        return self.id.rpartition("/")[2]

    @property
    def is_librarys(self) -> bool:
        """Whether its page is one of the library's that a program lies over."""
        return self.source.is_librarys

    @property
    def address(self) -> str:
        """Where its page stands; empty for what has none of its own."""
        return address_of(self.kind, self.id)

    def __str__(self) -> str:
        return f"the {'set of cards' if self.kind == 'cards' else self.kind} '{self.id}'"


def address_of(kind: Movable, identity: str) -> str:
    return "" if kind in ("passage", "standard") else f"tracks/{identity}" if kind == "track" else identity


def things(library: Library) -> dict[Movable, dict[str, Thing]]:
    """Everything that can be moved, by kind and id."""
    return {
        "session": {one.id: Thing("session", one.id, one.source, one.meta.was) for one in library.sessions.values()},
        "handout": {one.id: Thing("handout", one.id, one.source, one.meta.was) for one in library.handouts.values()},
        "cards": {one.id: Thing("cards", one.id, one.source, one.meta.was) for one in library.cards.values()},
        "module": {one.id: Thing("module", one.id, one.source, one.meta.was) for one in library.modules},
        "track": {one.id: Thing("track", one.id, one.source, one.meta.was) for one in library.tracks},
        "passage": {one.id: Thing("passage", one.id, one.source) for one in library.passages.values()},
        "standard": {one.id: Thing("standard", one.id, one.source) for one in library.standards.values()},
    }


def thing_called(library: Library, identity: str, kind: Movable | None = None) -> Thing:
    """The one thing of this id, which may begin with its folder (`tracks/evening`). Raises MoveError."""
    known = things(library)
    kinds = (kind,) if kind else MOVABLE
    found = [known[each][name] for each in kinds if (name := plain_id(each, identity)) in known[each]]
    if len(found) == 1:
        return found[0]
    if found:
        names = " and ".join(f"a {one.kind}" for one in found)
        raise MoveError(f"'{identity}' is {names}: say which with --kind")
    name = identity.strip("/")
    for former, now, _ in former_ids(library):
        if former == name:
            raise MoveError(f"'{name}' is a former id of '{now}'")
    near = difflib.get_close_matches(name, [one for each in kinds for one in known[each]], n=1, cutoff=0.5)
    what = kind or "session, handout, set of cards, module, track, passage or standard"
    raise MoveError(f"there is no {what} '{name}'" + (f"; did you mean '{near[0]}'?" if near else ""))


def plain_id(kind: Movable, identity: str) -> str:
    """An id as files name it: `evening` of `tracks/evening`."""
    name = identity.strip("/")
    return name.removeprefix(f"{kind}s/") if kind in ("track", "passage", "standard") else name


def free_id(library: Library, thing: Thing, wanted: str) -> str:
    """`wanted` as the new id of a thing. Raises MoveError where it has another shape, leads into nothing that there is, or is taken."""
    new, shape = plain_id(thing.kind, wanted), _SHAPES[thing.kind]
    parts = new.split("/")
    if len(parts) != shape.count("/") + 1 or not all(map(SLUG.match, parts)):
        raise MoveError(f"the id of {thing} is written as {shape}, in lower-case words joined by hyphens; '{wanted}' is not")
    if new == thing.id:
        raise MoveError(f"{thing} has this id already")
    if thing.is_librarys:
        raise MoveError(f"{thing} is the library's: its id is the same for every program, and only your own can get another")
    if standing := library.origins.made_from & {thing.source.file}:
        raise MoveError(
            f"{min(standing)} stands in place of the library's text, and with another id it would stand beside it; begin a {thing.kind} of your own, and `exclude` this one"
        )
    known = things(library)
    inside = new.rpartition("/")[0]
    if thing.kind == "session" and inside not in known["module"]:
        raise MoveError(f"there is no module '{inside}' to move it into; {did_you_mean(inside, known['module'])}".rstrip("; "))
    if thing.kind in ("handout", "cards") and inside not in known["session"]:
        raise MoveError(f"there is no session '{inside}' to move it into; {did_you_mean(inside, known['session'])}".rstrip("; "))
    if new in known[thing.kind]:
        raise MoveError(f"there is a {thing.kind} '{new}' already")
    if address := address_of(thing.kind, new):
        if owner := owned(library).get(address) or ours(address):
            raise MoveError(f"'{new}' is taken: it is the address of {owner}")
        for former, now, place in former_ids(library):
            if former == address and now != thing.address:
                raise MoveError(f"'{new}' is taken: it is a former id of '{now}', whose printed links lead there ({place})")
    return new

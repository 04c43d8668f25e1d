"""One thing goes, and another stands in for it wherever it is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.check.references import with_all_names
from builder.load.library import load_library
from builder.model.library import Library
from builder.moving.again import marked_again
from builder.moving.giving_way import GivingWay, goes_along, refuse_while_named
from builder.moving.move import addresses_of, drawings_of, kinds_of, listed_at, named, new_ids
from builder.moving.rewriting import Changes, Rewriting, files_under
from builder.moving.signatures import KeptFitting
from builder.moving.things import Movable, MoveError, Thing, plain_id, thing_called
from builder.moving.writing import as_it_would_be
from builder.planner.hours import as_hours
from builder.tracks.plan import plan_tracks
from builder.work.memo import Memo

_ROUNDS = 4


@dataclass(frozen=True)
class Retirement:
    """A thing that goes, what stands in for it if anything does, what that changes in the files, and what it does to tracks."""

    thing: Thing
    other: Thing | None
    changes: Changes
    notes: tuple[str, ...]


def retire(root: Path, identity: str, instead: str = "", kind: Movable | None = None, memo: Memo | None = None) -> Retirement:
    """What it takes to delete a thing of the curriculum under `root`; nothing is written.

    Raises CurriculumError when the curriculum has no whole shape, before or after, and MoveError with what stands in the way.
    """
    memo = memo or Memo()
    library = with_all_names(load_library(root, memo))
    thing = thing_called(library, identity, kind)
    if thing.is_librarys or thing.source.file in library.origins.made_from:
        raise MoveError(
            f"{thing} is the library's: leave it out with `exclude` in program.yml, and `groupwork leave` drops a text of yours that stands in its place"
        )
    if thing.kind == "module" and library.module(thing.id).sessions:
        inside = ", ".join(session.id for session in library.module(thing.id).sessions)
        raise MoveError(f"{thing} still has sessions: move or retire them first ({inside})")
    other = thing_called(library, instead, thing.kind) if instead else None
    if other and other.id == thing.id:
        raise MoveError(f"{thing} cannot stand in for itself")
    gone = new_ids(library, thing, "")
    own = set(_own_files(root, library, thing))
    every = list(named(root, library))
    names = [one for one in every if any((each, one.name) in gone for each in kinds_of(one)) and one.place.file not in own]
    if other is None:
        refuse_while_named(thing, [one for one in names if not goes_along(thing, one)])
    former: list[str] = []
    fitting = KeptFitting(library, lapsing={session.source.file for session in library.sessions.values()})
    for _ in range(_ROUNDS):
        rewriting = Rewriting(root)
        rewriting.remove(own)
        if thing.kind == "session" and (listed := listed_at(library, thing.id)):
            rewriting.drop(listed)
        for one in names:
            if other:
                GivingWay(library, thing, other, every).write(rewriting, one)
            else:
                rewriting.drop(one.place)
        if other:
            marked_again(rewriting, library, thing.id, other.id)
            if former:
                rewriting.add(other.source.file, "was", [plain_id(other.kind, address) for address in former])
        fitting.write(rewriting, library)
        changes = rewriting.changes()
        with as_it_would_be(root, changes) as copy:
            after = with_all_names(load_library(copy, memo))
        lost = [address for address in _lost(library, after, thing) if address not in former] if other and other.address else []
        former += lost
        if not lost and not fitting.look(after, {}):
            return Retirement(thing, other, changes, tuple(_hours(library, after)))
    raise MoveError(f"{thing} could not be retired so that all its addresses lead on; nothing was written")


def _own_files(root: Path, library: Library, thing: Thing) -> Iterator[str]:
    """The files that go with a thing."""
    folder = thing.source.file.rpartition("/")[0]
    if thing.kind in ("session", "module"):
        yield from files_under(root, folder)
    elif thing.kind in ("handout", "cards"):
        session = library.sessions[thing.id.rpartition("/")[0]]
        own = [source for source in session.texts if source.file.rpartition("/")[2].partition(".")[0] == thing.name]
        shown = {drawing for source in session.texts if source not in own for drawing in drawings_of(source)}
        yield from (source.file for source in own)
        yield from (f"{folder}/{drawing}" for drawing in {name for source in own for name in drawings_of(source)} - shown)
    else:
        yield thing.source.file


def _lost(before: Library, after: Library, thing: Thing) -> list[str]:
    """Addresses that led to a thing, or to what stood under it, and lead nowhere now; those that come with another are left out."""
    leads = addresses_of(after)
    lost = [
        address
        for address, page in addresses_of(before).items()
        if (page == thing.address or page.startswith(f"{thing.address}/")) and address not in leads
    ]
    if thing.address in lost:
        return [thing.address]
    return lost


def _hours(before: Library, after: Library) -> Iterator[str]:
    """The tracks whose hours are others now."""
    was: Mapping[str, tuple[int, list[int]]] = {
        one.track.id: (one.totals["minutes"], [week["minutes"] for week in one.totals["weeks"]]) for one in plan_tracks(before)
    }
    for one in plan_tracks(after):
        minutes, weeks = was.get(one.track.id, (one.totals["minutes"], []))
        changed = [number for number, (old, week) in enumerate(zip(weeks, one.totals["weeks"], strict=False), 1) if old != week["minutes"]]
        if changed:
            where = ", ".join(map(str, changed))
            yield f"Track '{one.track.id}' has {as_hours(one.totals['minutes'])} in all, and had {as_hours(minutes)}; week{'s' if len(changed) > 1 else ''} {where} changed."

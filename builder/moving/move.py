"""Another id for one thing, and everything that names it follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.check.addresses import owned, redirects
from builder.check.named import FAMILY, PAGE, PROCESS, Reference, passage_marks, references
from builder.check.references import with_all_names
from builder.finding import Place
from builder.load.library import load_library
from builder.model.base import Source
from builder.model.library import Library
from builder.model.session import Session
from builder.moving.requests import references_beside
from builder.moving.rewriting import Changes, Rewriting
from builder.moving.signatures import KeptFitting
from builder.moving.things import Movable, MoveError, Thing, free_id, plain_id, thing_called, things
from builder.moving.writing import as_it_would_be
from builder.work.memo import Memo

Ids = Mapping[tuple[Movable, str], str]
"""New ids by kind and old id: with a session move its handouts, with a module its sessions."""

_DRAWN = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]+\.svg)")
_ROUNDS = 5
"""How often what is still missing is added: a translation's digest hangs on its English page's, a sign-off's on both."""


@dataclass(frozen=True)
class Move:
    """A thing, its new id, and what that changes in the files."""

    thing: Thing
    new: str
    changes: Changes
    after: Library = field(repr=False)


def move(root: Path, identity: str, wanted: str, kind: Movable | None = None, memo: Memo | None = None) -> Move:
    """What it takes to give a thing of the curriculum under `root` another id; nothing is written.

    Raises CurriculumError when the curriculum has no whole shape, before or after, and MoveError with what stands in the way.
    """
    memo = memo or Memo()
    library = with_all_names(load_library(root, memo))
    thing = thing_called(library, identity, kind)
    new = free_id(library, thing, wanted)
    ids = new_ids(library, thing, new)
    former: dict[tuple[Movable, str], list[str]] = {(thing.kind, thing.id): [thing.address]} if thing.address else {}
    fitting = KeptFitting(library, lapsing=_other_handouts(library, thing, new))
    for _ in range(_ROUNDS):
        changes = _changes(root, library, thing, ids, former, fitting)
        with as_it_would_be(root, changes) as copy:
            after = with_all_names(load_library(copy, memo))
        back = {now: before for before, now in changes.moved.items()}
        lost = {address: owner for address, owner in lost_addresses(library, after, ids).items() if address not in former.get(owner, ())}
        for address, owner in lost.items():
            former.setdefault(owner, []).append(address)
        if not lost and not fitting.look(after, back):
            return Move(thing, new, changes, after)
    raise MoveError(f"{thing} could not be moved so that all its former addresses lead on; nothing was written")


def changes_of(root: Path, library: Library, thing: Thing, new: str) -> Changes:
    """The same without a look at what comes of it."""
    return _changes(
        root, library, thing, new_ids(library, thing, new), {(thing.kind, thing.id): [thing.address]} if thing.address else {}, KeptFitting(library)
    )


def _other_handouts(library: Library, thing: Thing, new: str) -> tuple[str, ...]:
    """The guides of the two sessions between which a page moves: neither is what was signed off."""
    around = {thing.id.rpartition("/")[0], new.rpartition("/")[0]} if thing.kind in ("handout", "cards") else set()
    return tuple(library.sessions[session].source.file for session in around) if len(around) == 2 else ()


def new_ids(library: Library, thing: Thing, new: str) -> Ids:
    """The ids that change with a thing's: those that begin with its own."""
    found: dict[tuple[Movable, str], str] = {(thing.kind, thing.id): new}
    if thing.kind in ("session", "module"):
        for kind in ("session", "handout", "cards"):
            inside = (one for one in things(library)[kind] if one.startswith(f"{thing.id}/"))
            found |= {(kind, one): new + one.removeprefix(thing.id) for one in inside}
    return found


def named(root: Path, library: Library) -> Iterator[Reference]:
    """Every place that names a thing: in the curriculum, and in requests beside it."""
    yield from references(library)
    yield from passage_marks(library)
    yield from references_beside(root, library)


def kinds_of(reference: Reference) -> tuple[Movable, ...]:
    """What a reference may name, of what can be moved."""
    if reference.what == PAGE:
        return ("session", "handout")
    if reference.what in (PROCESS, FAMILY):
        return ("session",)
    return tuple(kind for kind in ("session", "handout", "module", "track", "passage", "standard") if kind == reference.what)


def _changes(root: Path, library: Library, thing: Thing, ids: Ids, former: Mapping[tuple[Movable, str], list[str]], fitting: KeptFitting) -> Changes:
    new, rewriting = ids[thing.kind, thing.id], Rewriting(root)
    _files(rewriting, library, thing, new)
    receiving = library.sessions.get(new.rpartition("/")[0]) if thing.kind == "handout" else None
    for reference in named(root, library):
        for kind in kinds_of(reference):
            if (kind, reference.name) in ids:
                if receiving and reference.place.file == receiving.source.file and reference.form == "value":
                    rewriting.drop(reference.place)
                else:
                    rewriting.rename(reference.place, reference.form, reference.name, ids[kind, reference.name])
    if thing.kind == "session":
        _teaching_order(rewriting, library, thing.id, new)
    known = things(library)
    for kind, identity in {**ids, **former}:
        _remember(rewriting, known[kind][identity], former.get((kind, identity), ()), ids.get((kind, identity), identity))
    fitting.write(rewriting, library)
    return rewriting.changes()


def _teaching_order(rewriting: Rewriting, library: Library, old: str, new: str) -> None:
    """`sessions` of module.md: the same place in the same module, the last one in another. What stands in a module of the library is in no list."""
    (module, _, name), (into, _, called) = old.partition("/"), new.partition("/")
    held = things(library)["module"]
    listed = listed_at(library, old)
    if module == into and listed:
        rewriting.rename(listed, "value", name, called)
        return
    if listed:
        rewriting.drop(listed)
    if module != into and not held[into].is_librarys:
        rewriting.add(held[into].source.file, "sessions", [called])


def listed_at(library: Library, session: str) -> Place | None:
    """Where the module of a session lists it; None in a module of the library, which a program's own session comes after."""
    module, _, name = session.partition("/")
    page = things(library)["module"][module]
    return None if page.is_librarys else page.source.at("sessions", library.module(module).meta.sessions.index(name))


def _remember(rewriting: Rewriting, thing: Thing, addresses: Iterable[str], now: str) -> None:
    """Former addresses into `was`; the id that a thing has again goes from there."""
    add = [plain_id(thing.kind, address) for address in addresses]
    again = [index for index, one in enumerate(thing.was) if plain_id(thing.kind, one) == now]
    if again and add:
        rewriting.rename(thing.source.at("was", again[0]), "value", thing.was[again[0]], add.pop(0))
    elif again:
        rewriting.drop(thing.source.at("was", again[0]))
    if add:
        rewriting.add(thing.source.file, "was", add)


def _files(rewriting: Rewriting, library: Library, thing: Thing, new: str) -> None:
    """The files of a thing to their new places."""
    file, folder = thing.source.file, thing.source.file.rpartition("/")[0]
    if thing.kind in ("module", "session"):
        rewriting.put_folder(folder, folder.removesuffix(thing.id) + new)
    elif thing.kind in ("handout", "cards"):
        into = folder.removesuffix(thing.id.rpartition("/")[0]) + new.rpartition("/")[0]
        _page_files(rewriting, library.sessions[thing.id.rpartition("/")[0]], thing, (into, new.rpartition("/")[2]))
    else:
        rewriting.put(file, f"{folder}/{new}.{file.rpartition('.')[2]}")


def _page_files(rewriting: Rewriting, session: Session, thing: Thing, to: tuple[str, str]) -> None:
    """A page of a session with its language editions; into another session go the drawings that it shows, a copy of those that others show too."""
    into, name = to
    folder = session.source.file.rpartition("/")[0]
    own = [source for source in session.texts if source.file.rpartition("/")[2].partition(".")[0] == thing.name]
    for source in own:
        rewriting.put(source.file, f"{into}/{name}.{source.file.rpartition('/')[2].partition('.')[2]}")
    if into == folder:
        return
    others = {drawing for source in session.texts if source not in own for drawing in drawings_of(source)}
    for drawing in dict.fromkeys(drawing for source in own for drawing in drawings_of(source)):
        rewriting.put_drawing(f"{folder}/{drawing}", f"{into}/{drawing}", keep=drawing in others)


def drawings_of(source: Source) -> list[str]:
    """The drawings that a page shows, by the names of their files."""
    return _DRAWN.findall(source.body)


def lost_addresses(before: Library, after: Library, ids: Ids) -> dict[str, tuple[Movable, str]]:
    """Addresses that led somewhere and no longer lead there, each with the thing (by its old id) that they belong to."""
    led, leads = addresses_of(before), addresses_of(after)
    known = things(before)
    moved = _to_new(ids)
    found: dict[str, tuple[Movable, str]] = {}
    for address, page in led.items():
        if leads.get(address) != moved(page):
            owners = [
                one for held in known.values() for one in held.values() if one.address and (page == one.address or page.startswith(f"{one.address}/"))
            ]
            owner = max(owners, key=lambda one: len(one.address))
            found[address] = (owner.kind, owner.id)
    return {address: owner for address, owner in found.items() if found.get(address.rpartition("/")[0]) != owner}  # the others come with these


def addresses_of(library: Library) -> dict[str, str]:
    """Every address that an author's page has or had, and the page that it leads to."""
    pages = {page: page for page in owned(library)}
    return pages | redirects(library, [*pages.items()])


def _to_new(ids: Ids) -> Callable[[str], str]:
    """The present address of a page by its address of before."""
    prefixes = {(f"tracks/{old}" if kind == "track" else old): (f"tracks/{new}" if kind == "track" else new) for (kind, old), new in ids.items()}

    def moved(page: str) -> str:
        for old in sorted(prefixes, key=len, reverse=True):
            if page == old or page.startswith(f"{old}/"):
                return prefixes[old] + page.removeprefix(old)
        return page

    return moved

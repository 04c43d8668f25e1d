"""What the library has changed, item by item, and what a program makes of it. Nothing is taken over by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from builder.adopting.checks import as_checked_by, unsigned
from builder.adopting.lock import LEFT, AdoptError, a_program, base_of, keep_base, new_lock, write_lock
from builder.adopting.taking import found, leave
from builder.adopting.threeway import Stretch, merged, parts_of
from builder.finding import OWN
from builder.load.layers import Layers, id_of
from builder.model.lock import LOCK, RETIRED, KeptText, LockMeta
from builder.work.files import write_together

Since = Literal["unchanged", "new", "newer", "gone", "yours", "both", "kept", "retired"]
"""`newer`, `new` and `gone` are texts of the library's that changed, came and went. `yours` stands on the library's text as it is; of `both` the library's
has changed since, of `kept` too and someone said why it stays, and `retired` is yours alone: the library has given its own up."""

OPEN: tuple[Since, ...] = ("both", "retired")
"""What someone has to say something about."""


@dataclass(frozen=True)
class Adopted:
    """One file of the library's, or one that stood in place of one."""

    path: PurePosixPath
    state: Since
    why: str = ""
    """Why it was kept."""
    in_library: bool = True
    """Whether the library has such a text today."""

    @property
    def id(self) -> str:
        return id_of(self.path)

    @property
    def is_text(self) -> bool:
        """Whether it is read line by line; a drawing is not."""
        return self.path.suffix in (".md", ".yml")


@dataclass(frozen=True)
class Texts3:
    """A text of the program's, the library's as it is, and the one that both come from: None where it was not kept."""

    base: str | None
    own: str
    library: str

    @property
    def parts(self) -> tuple[Stretch, ...]:
        """What each has changed; without the text that both come from, every difference is one that both have made."""
        return parts_of(self.own if self.base is None else self.base, self.own, self.library)


def items_of(root: Path) -> tuple[Adopted, ...]:
    """Every item, by path. Raises AdoptError for a folder that is no program."""
    layers, lock = a_program(root)
    names = sorted({*lock.texts, *layers.texts, *lock.made_from})
    return tuple(_item(layers, lock, name) for name in names)


def _item(layers: Layers, lock: LockMeta, name: str) -> Adopted:
    path, now, before = PurePosixPath(name), layers.texts.get(name), lock.texts.get(name)
    if name in lock.made_from and (layers.own.folder / path).is_file():
        kept = lock.kept.get(name)
        if now == lock.made_from[name]:
            return Adopted(path, "yours")
        if kept and kept.digest == (now or RETIRED):
            return Adopted(path, "kept", kept.why, in_library=now is not None)
        return Adopted(path, "both" if now else "retired", in_library=now is not None)
    state: Since = "unchanged" if now == before else "new" if before is None else "gone" if now is None else "newer"
    return Adopted(path, state)


def texts_of_item(root: Path, item: Adopted) -> Texts3:
    """The three texts of an item that is the program's own."""
    layers, lock = a_program(root)
    assert layers.below
    base = base_of(root, item.path, lock.made_from.get(item.path.as_posix(), ""))
    library = layers.below.folder / item.path
    own = _words(layers.own.folder / item.path)
    theirs = as_checked_by(own, _words(library), item.path) if library.is_file() else ""
    return Texts3(as_checked_by(own, _unix(base), item.path) if base is not None else None, own, theirs)


def accept(root: Path, identity: str) -> Iterator[str]:
    """Take the library's text, with the program's own dates, as a draft; a retired one is left. What was there is kept aside."""
    for item in _asked(root, identity):
        if item.in_library:
            yield from _write(root, item, unsigned(texts_of_item(root, item).library), "is the library's text now, and counts as a draft")
        else:
            yield from leave(root, item.path.as_posix())


def merge(root: Path, identity: str) -> Iterator[str]:
    """Join what both have changed; where both changed the same lines, marks stand around them, and check refuses the text until someone has chosen."""
    for item in _asked(root, identity):
        if not item.in_library:
            raise AdoptError(f"the library no longer has {item.id}: there is nothing to join; accept or keep it")
        if not item.is_text:
            raise AdoptError(f"{item.id} is a drawing, and drawings cannot be joined: accept or keep it")
        parts = texts_of_item(root, item).parts
        open_places = sum(part.side == "both" for part in parts)
        text = merged(parts)
        told = (
            f"has both changes in {open_places} places to choose in: look for <<<<<<<"
            if open_places
            else "has what both changed, and counts as a draft"
        )
        yield from _write(root, item, unsigned(text), told)


def keep(root: Path, identity: str, why: str) -> Iterator[str]:
    """Let the program's text stand as it is; `why` stays listed until the library's text changes again."""
    if not why.strip():
        raise AdoptError('say why it stays as it is: --why "our group has its own words for this"')
    layers, lock = a_program(root)
    kept = dict(lock.kept)
    for item in _asked(root, identity):
        kept[item.path.as_posix()] = KeptText(digest=layers.texts.get(item.path.as_posix(), RETIRED), why=why.strip())
        yield f"{item.id} stays as it is: {why.strip()}"
    write_lock(root, lock.model_copy(update={"kept": kept}))


def take_up(root: Path) -> list[str]:
    """Name the library that is installed in the lock: what is not the program's own follows it. Open items stay open."""
    layers, lock = a_program(root)
    today = new_lock(layers, lock.made_from, lock.kept)
    write_lock(root, today)
    return [f"{LOCK} names the library {today.library}"]


def _write(root: Path, item: Adopted, text: str, told: str) -> Iterator[str]:
    layers, lock = a_program(root)
    assert layers.below
    name, own = item.path.as_posix(), layers.own.folder / item.path
    write_together((root / LEFT / item.path).parent, {own.name: own.read_bytes()})
    write_together(own.parent, {own.name: text.encode() if item.is_text else (layers.below.folder / item.path).read_bytes()})
    digest = keep_base(root, item.path, (layers.below.folder / item.path).read_bytes())
    kept = {one: said for one, said in lock.kept.items() if one != name}
    write_lock(root, lock.model_copy(update={"made_from": {**lock.made_from, name: digest}, "kept": kept}))
    yield f"{OWN}/{name} {told} (as it was: {(LEFT / item.path).as_posix()})"


def _asked(root: Path, identity: str) -> tuple[Adopted, ...]:
    """The open or kept items that an id or a path means. Raises AdoptError where there is none."""
    items = {item.path.as_posix(): item for item in items_of(root) if item.state in (*OPEN, "kept")}
    if not items:
        raise AdoptError("there is nothing to decide: the library has changed no text that you made your own")
    return tuple(items[path.as_posix()] for path in found(items, identity, all_of_it=False))


def _words(path: Path) -> str:
    return _unix(path.read_bytes())


def _unix(content: bytes) -> str:
    return content.decode("utf-8", errors="replace").replace("\r\n", "\n")

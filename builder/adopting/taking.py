"""`take` and `leave`: a text of the library becomes a program's own to change, and is given up again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from builder.adopting.lock import BASE, LEFT, AdoptError, a_program, keep_base, write_lock
from builder.finding import OWN, nearest
from builder.load.layers import DATA, id_of, text_digest
from builder.work.files import remove_file, write_together

_STANDS = "stands in place of the library's from now on"
_KINDS = ("tracks", "standards", "passages")


def take(root: Path, identity: str, all_of_it: bool = False) -> list[str]:
    """Begin a text of a program's own from the library's; returns what was done, a line a file.

    `identity` is that of a module, session, handout, set of cards, wall, track, standard or passage, or a path from `curriculum/`. With `all_of_it`
    what stands beside it comes too: the handouts, cards, wall and drawings of a session. A file of this name that is there already stays as it is,
    and is noted as made from the library's text of today. Raises AdoptError.
    """
    layers, lock = a_program(root)
    assert layers.below
    paths = found(layers.texts, identity, all_of_it)
    made_from, done = dict(lock.made_from), []
    for path in paths:
        content = (layers.below.folder / path).read_bytes()
        target = layers.own.folder / path
        if target.exists() and path.as_posix() in made_from:
            done.append(f"{OWN}/{path} is yours already")
            continue
        done.append(f"{OWN}/{path} {_STANDS if target.exists() else 'is yours to change'}")
        if not target.exists():
            write_together(target.parent, {target.name: content})
        made_from[path.as_posix()] = keep_base(root, path, content)
    write_lock(root, lock.model_copy(update={"made_from": made_from}))
    return done


def leave(root: Path, identity: str, all_of_it: bool = False) -> list[str]:
    """Give up a text of a program's own for the library's; what had been changed is kept aside. Raises AdoptError."""
    layers, lock = a_program(root)
    paths = found(lock.made_from, identity, all_of_it)
    done = []
    for path in paths:
        own = layers.own.folder / path
        if own.exists():
            content = own.read_bytes()
            if text_digest(content) != lock.made_from[path.as_posix()]:
                aside = root / LEFT / path
                write_together(aside.parent, {aside.name: content})
                done.append(f"{OWN}/{path} had been changed: it is kept as {(LEFT / path).as_posix()}")
            remove_file(layers.own.folder, path.as_posix())
        remove_file(root, (BASE / path).as_posix())
        done.append(
            f"{id_of(path)} is the library's again" if path.as_posix() in layers.texts else f"{id_of(path)} is gone: the library no longer has it"
        )
    made_from = {name: digest for name, digest in lock.made_from.items() if PurePosixPath(name) not in paths}
    kept = {name: one for name, one in lock.kept.items() if PurePosixPath(name) not in paths}
    write_lock(root, lock.model_copy(update={"made_from": made_from, "kept": kept}))
    return done


def found(names: Iterable[str], identity: str, all_of_it: bool) -> list[PurePosixPath]:
    """The files of these that an id or a path means. Raises AdoptError."""
    paths = [PurePosixPath(name) for name in sorted(names) if name not in DATA]
    wanted = PurePosixPath(identity.removeprefix("library/").removeprefix(f"{OWN}/").rstrip("/"))
    exact = [path for path in paths if path == wanted or id_of(path) == wanted.as_posix()]
    if not exact and (data := {wanted.as_posix(), f"{wanted}.yml"} & set(DATA)):
        (file,) = data
        raise AdoptError(f"{file} is a data file: what your own {OWN}/{file} says lies over the library's, key by key; nothing is taken or left")
    if not exact:
        known = {id_of(path) for path in paths}
        raise AdoptError(f"there is no text '{identity}' to take or leave; {nearest(identity, known)}")
    if not all_of_it:
        return exact
    folder = exact[0].parent
    return [path for path in paths if path.parent == folder] if folder.parts[0] not in _KINDS else exact

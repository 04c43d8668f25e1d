"""The folders of texts that lie over each other: a program's own, over the library that is installed.

A path here is from `curriculum/`. The first layer that has a file gives it, whole; data files at the top are laid together key by key (`load/merging.py`).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

from builder import __version__, installed
from builder.finding import LIBRARY, OWN, CurriculumError, Finding, Place, nearest
from builder.load.entry import Texts, read_data
from builder.model.library import Origins
from builder.model.lock import LOCK, RETIRED, LockMeta
from builder.work.memo import Memo
from builder.work.reading import Unread, content_of, is_there, leads_to_folder, shown, walk
from builder.work.store import Signature, content_or_why, digest_of_files, key_of, signature_of
from builder.work.system import left_behind

PROGRAM = "program.yml"
DATA = (PROGRAM, "sources.yml", "language.yml", "people.yml", "synonyms.yml")
"""Data files, which are laid together: what a program's own says, over what the library's says."""

NOT_SHARED = (("groups",), ("schemas",), ("LICENSE",))
"""What stands at the top of the library and is of no program but its own: rooms and dates, forms for editors."""

TOP = PurePosixPath()

BEGIN = "run groupwork in your program's folder, or begin one: groupwork init DIR"
"""What is said where there is no curriculum."""


@dataclass(frozen=True)
class Layer:
    """`name` is how a finding's place begins: `curriculum` or `library`."""

    name: str
    folder: Path

    @cached_property
    def entries(self) -> Mapping[PurePosixPath, Mapping[str, bool]]:
        """What each folder holds by name, and whether it is a folder; without what systems and editors leave behind."""
        return {TOP / here: {name: leads_to_folder(entry) for name, entry in found.items()} for here, found in self._walked[0].items()}

    @property
    def unread(self) -> tuple[Finding, ...]:
        """Folders that nobody can go through, and names that not every system can keep."""
        return self._walked[1]

    @cached_property
    def _walked(self) -> tuple[Mapping[str, Mapping[str, os.DirEntry[str]]], tuple[Finding, ...]]:
        findings: list[Finding] = []

        def refuse(path: str, code: str, message: str, hint: str) -> None:
            findings.append(Finding(Place(f"{self.name}/{shown(path)}".rstrip("/")), code, message, hint))

        def tell(path: str, why: str) -> None:
            refuse(path, "missing-file", f"this folder {why}", "put a folder of its own here, or take it out")

        def wanted(path: str) -> bool:
            name = path.rpartition("/")[2]
            if name.startswith(".") or left_behind(name):
                return False
            if not name.isprintable():
                refuse(
                    path,
                    "extra-file",
                    f"'{shown(name)}' has letters that not every system can keep in a name",
                    "rename it, in lower-case words joined by hyphens",
                )
            return name.isprintable()

        return dict(walk(self.folder, wanted, tell)), tuple(findings)


class Layers:
    """The texts of a project, `own` first. `lock` is None where the folder holds a whole curriculum by itself."""

    def __init__(self, root: Path, own: Layer, below: Layer | None = None, lock: LockMeta | None = None):
        self.root, self.own, self.below, self.lock = root, own, below, lock
        self.excluded: frozenset[str] = frozenset()
        """Ids of modules, sessions, handouts and tracks of the library that this program leaves out."""

    @property
    def all(self) -> tuple[Layer, ...]:
        return (self.own, self.below) if self.below else (self.own,)

    def layer(self, path: PurePosixPath) -> Layer:
        """The layer that gives a file or folder; the program's own where there is none yet."""
        return next((layer for layer in self.all if self._has(layer, path)), self.own)

    def real(self, path: PurePosixPath) -> Path:
        """Where a file or folder is on the disk."""
        return self.layer(path).folder / path

    def is_own(self, path: PurePosixPath) -> bool:
        """Whether the program's own layer gives a file, or nobody does."""
        return self.layer(path) is self.own

    def kept(self, names: Iterable[str], prefix: str = "") -> tuple[str, ...]:
        """Those of these ids, each after `prefix`, that are not left out."""
        return tuple(name for name in names if prefix + name not in self.left_out)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The id of everything in the library that this program leaves out, whichever of its parts `excluded` names."""
        return frozenset(one for name in self.texts for one in _ids(PurePosixPath(name)) if self.excluded & frozenset(_around(one)))

    def name(self, path: PurePosixPath) -> str:
        """How findings call it: `curriculum/modules/cbt`, or `library/modules/cbt`."""
        return f"{self.layer(path).name}/{path}" if path.parts else self.layer(path).name

    def children(self, folder: PurePosixPath) -> list[PurePosixPath]:
        """What the folders of this path hold together, by name."""
        names = (name for layer in self.all for name in layer.entries.get(folder, {}) if self._has(layer, folder / name))
        return [folder / name for name in sorted(set(names))]

    def is_dir(self, path: PurePosixPath) -> bool:
        return any(path in layer.entries and self._shared(layer, path) for layer in self.all)

    def is_file(self, path: PurePosixPath) -> bool:
        """Whether something stands there that is no folder; whether it can be read is seen when it is."""
        return self._has(self.layer(path), path) and not self.is_dir(path)

    def under(self, folder: PurePosixPath) -> Iterator[PurePosixPath]:
        """Every file below a folder."""
        for child in self.children(folder):
            if self.is_dir(child):
                yield from self.under(child)
            else:
                yield child

    def _has(self, layer: Layer, path: PurePosixPath) -> bool:
        return (path == TOP or path.name in layer.entries.get(path.parent, {})) and self._shared(layer, path)

    def _shared(self, layer: Layer, path: PurePosixPath) -> bool:
        return layer is self.own or (path.parts[:1] not in NOT_SHARED and not (self.excluded & frozenset(_ids(path))))

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The digest of every file of the library, by path."""
        return texts_of(self.below.folder) if self.below else {}

    def unfit(self) -> Iterator[Finding]:
        """What does not fit between the program's own files and the library's: told before a word of them is read."""
        if not self.below or not self.lock:
            return
        if self.lock.library != __version__:
            message = f"this program lies over the library {self.lock.library}, and another one is installed"
            hint = f"run: groupwork update (it shows what has changed), or install groupwork=={self.lock.library}"
            yield Finding(Place(LOCK), "lock-version", message, hint)
        for path in sorted(self._standing_in()):
            if path.as_posix() not in self.lock.made_from:
                message = f"the library has a file of this name, and {LOCK} does not say that yours was made from it"
                hint = f"run: groupwork take {id_of(path)}, if yours is to stand in its place; else give yours another name"
                yield Finding(Place(f"{OWN}/{path}"), "layer-same-name", message, hint)
        for name, digest in self.lock.made_from.items():
            path, now, kept = PurePosixPath(name), self.texts.get(name), self.lock.kept.get(name)
            if not self._has(self.own, path) or now == digest or (kept and kept.digest == (now or RETIRED)):
                continue
            if now is None:
                message = "yours was made from a text that the library no longer has"
                hint = f"run: groupwork update --keep {id_of(path)} --why ..., or groupwork leave {id_of(path)}"
                yield Finding(Place(f"{OWN}/{path}"), "layer-retired", message, hint)
            else:
                message = "the library's text has changed since yours was made from it"
                yield Finding(
                    Place(f"{OWN}/{path}"),
                    "layer-outdated",
                    message,
                    "run: groupwork update, which shows what both have changed; groupwork serve shows it on the page /groupwork/update/",
                )
        known = {name for name in {*self.texts, *self.lock.texts} if name not in self.lock.made_from}
        if changed := sum(self.lock.texts.get(name) != self.texts.get(name) for name in known):
            message = f"{changed} of the library's files are not as they were when this program last took them up"
            yield Finding(Place(LOCK), "library-changed", message, "run: groupwork update, which shows them")

    def _standing_in(self) -> Iterator[PurePosixPath]:
        assert self.below
        for folder, entries in self.own.entries.items():
            for name, is_folder in entries.items():
                path = folder / name
                if not is_folder and path.as_posix() not in DATA and self._has(self.below, path):
                    yield path


def _ids(path: PurePosixPath) -> Iterator[str]:
    """The ids of what a path belongs to: `cbt`, `cbt/first-thought`, `cbt/first-thought/thought-log`; `tracks/evening`."""
    kind, *names = path.parts or ("",)
    if kind == "modules":
        stems = [*names[:-1], names[-1].partition(".")[0]] if names else []
        yield from ("/".join(stems[:end]) for end in range(1, len(stems) + 1))
    elif names:
        yield f"{kind}/{names[0].partition('.')[0]}"


def _around(identity: str) -> Iterator[str]:
    """An id and those of what it stands in."""
    names = identity.split("/")
    return ("/".join(names[:end]) for end in range(1, len(names) + 1))


def id_of(path: PurePosixPath) -> str:
    """The shortest id of a file: `cbt` of modules/cbt/module.md, `cbt/first-thought` of its session.md, `tracks/evening`; a drawing by its whole path."""
    if path.suffix not in (".md", ".yml"):
        return path.as_posix()
    if path.parts[0] == "modules" and path.name in ("module.md", "session.md"):
        return path.parent.relative_to("modules").as_posix()
    return path.with_suffix("").as_posix().removeprefix("modules/")


def origins_of(layers: Layers) -> Origins:
    """Whose texts these are, for pages that say it."""
    if not layers.lock:
        return Origins()
    made_from = frozenset(f"{OWN}/{name}" for name in layers.lock.made_from)
    return Origins(layers.lock.library, made_from, layers.left_out)


def layers_of(root: Path, memo: Memo | None = None) -> Layers:
    """The layers of the project at `root`. Raises CurriculumError for a `library.lock` that cannot be read."""
    own = Layer(OWN, root / "curriculum")
    if not is_there(root / LOCK):
        return Layers(root, own)
    found = (memo or Memo()).one(read_data, Texts().read(root / LOCK, LOCK), LockMeta, False)
    lock = found.values.get("")
    if not isinstance(lock, LockMeta):
        raise CurriculumError(found.findings)
    return Layers(root, own, Layer(LIBRARY, installed.LIBRARY), lock)


def texts_of(library: Path) -> dict[str, str]:
    """The digest of every file that programs may lie over, by path."""
    layer = Layer(LIBRARY, library)
    alone = Layers(library, layer)
    shared = (path for path in alone.under(TOP) if path.parts[:1] not in NOT_SHARED)
    return {path.as_posix(): _digest_at(library / path, signature_of(library / path)) for path in shared}


def _digest_at(path: Path, signature: Signature | None) -> str:
    """Of a file that stands as `signature` says: while someone serves, the library's are read once, and not at each save. A link is followed each time."""
    return _known_digest(path, signature) if signature else _read_digest(path)


@cache
def _known_digest(path: Path, _signature: Signature) -> str:
    return _read_digest(path)


def _read_digest(path: Path) -> str:
    """Of what cannot be read, that it cannot."""
    try:
        return text_digest(content_of(path))
    except Unread as error:
        return text_digest(str(error).encode())


_LOOKED_AT = re.compile(rb"\b(?:verified_on|checked_on|due):[ \t]*[0-9]{4}-[0-9]{2}-[0-9]{2}|^review:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
"""Days on which someone looked at a text, and its sign-off: of the people who did it, and no part of its words."""


def text_digest(content: bytes) -> str:
    """Of a file's words: who looked at them and when does not count, nor do line ends, which systems write as they like."""
    return hashlib.sha256(_LOOKED_AT.sub(b"", content.replace(b"\r\n", b"\n"))).hexdigest()[:16]


def digest_of_project(root: Path, besides: str = "", site: str = "") -> str:
    """One digest of all that a build reads of a project: its own texts, its sites, and the library below; what begins with `besides` is passed over.

    `site` is the one whose file counts; all when left out.
    """
    parts = [digest_of_files(root / "curriculum", besides=besides or "__pycache__/"), digest_of_files(root / "sites", f"{site or '*'}.yml")]
    if is_there(root / LOCK):
        parts += [key_of([content_or_why(root / LOCK)]), digest_of_files(installed.LIBRARY)]
    return key_of(parts)


def unknown_excluded(layers: Layers, names: Iterable[str], place: Mapping[str, Place]) -> Iterator[Finding]:
    """`unknown-reference` for what is left out of the library and is not in it, or is a text of the program's own, which stands all the same."""
    known: Collection[str] = {one for name in layers.texts for one in _ids(PurePosixPath(name))}
    pages = (folder / name for folder, entries in layers.own.entries.items() for name, is_folder in entries.items() if not is_folder)
    own = {id_of(path): path.as_posix() for path in pages if path.parts[0] in ("modules", "tracks")}
    for name in names:
        if name in own or not layers.lock:
            said = f"'{name}' is your own" if name in own else "none lies under this curriculum"
            taken = layers.lock and own.get(name) in layers.lock.made_from
            hint = (
                f"to give yours up, run: groupwork leave {name}"
                if taken
                else f"take it out here; to give up a text of yours: groupwork retire {name}"
            )
            yield Finding(place[name], "unknown-reference", f"`exclude` leaves out texts of a library, and {said}", hint)
        elif name not in known:
            yield Finding(place[name], "unknown-reference", f"the library has no module, session or track '{name}'", nearest(name, known))

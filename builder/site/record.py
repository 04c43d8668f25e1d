"""What stands in `site/`, and what each of its files was made of: a file that would be made of the same is linked into the next build, not made again.

A file counts as ours only while its size and time are those that we left it with. Whatever was altered, cut short or taken away is made again.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from builder.site.last_look import Facts, facts_of, one_of_each
from builder.work.files import remove_file, take_away
from builder.work.store import Signature, Store, key_of, made_by, signature_of, signatures
from builder.work.system import has_rights_of_new, link_or_copy

_ENTRY = key_of(["record"])

PUBLIC_SITE = "participants"
"""The site that everyone may read."""
INDEX, MISSING = "index.html", "404.html"
SITES = (PUBLIC_SITE, "staff")
"""The two sites: at the top of `site/`, or under the name of each place that a program has."""


@dataclass(frozen=True)
class Entry:
    """One published file. `key` is a digest of all that it was made of, empty for what is only looked over; `asked` is what it looked up."""

    signature: Signature
    key: str
    facts: Facts
    asked: tuple[Any, ...] = ()
    finished: bool = False
    """Whether something was written into it after all pages were made, such as the size of a file."""


@dataclass(frozen=True)
class Record:
    """The files of `site/` by path, by a name whatever a build wants to know of the one before, and by what `code` they were made."""

    files: Mapping[str, Entry] = field(default_factory=dict)
    notes: Mapping[str, Any] = field(default_factory=dict)
    code: str = field(default_factory=made_by)


def read_record(store: Store) -> Record:
    """The record of the build before, by whatever program; an empty one when there is none that can be read."""
    content = store.get(_ENTRY)
    if content is not None:
        with contextlib.suppress(Exception):  # whatever unpickling meets, everything is only made again
            found = pickle.loads(content)
            if isinstance(found, Record):
                return found
    return Record()


def write_record(store: Store, record: Record) -> None:
    store.put(_ENTRY, pickle.dumps(record, pickle.HIGHEST_PROTOCOL))


def share_record(store: Store, other: Store) -> None:
    """Let another store have the record too."""
    store.share(_ENTRY, other)


def fresh_folder(root: Path) -> Path:
    return root / "build" / "fresh"


def in_site(path: str) -> tuple[str, str]:
    """A path in `site/` as the folder of its site and the path in it: `harbor/staff`, `groups/index.html`."""
    parts = path.split("/")
    depth = 1 if parts[0] in SITES else 2
    return "/".join(parts[:depth]), "/".join(parts[depth:])


def is_public(path: str) -> bool:
    """Whether participants may ask for a path in `site/`: all but what is staff's."""
    return in_site(path)[0].rpartition("/")[2] != "staff"


class Fresh:
    """The next `site/`, being put together in `build/fresh` from what stands and what is made anew.

    The folder holds what was published before the last time: most of it is as it has to be, and only what differs is touched. Its files are links to
    those that are published now, so none is ever written to; another takes its place. With `anew`, or after another program, nothing that stands counts
    as made of the same; what is only taken over still stands.
    """

    def __init__(self, root: Path, record: Record, pages_only: bool, anew: bool = False):
        self.folder = fresh_folder(root)
        self._site = root / "site"
        self._record = record
        self._pages_only = pages_only
        self._known = record.code == made_by()
        self._anew = anew or not self._known
        self.entries: dict[str, Entry] = {}
        self.left: set[str] = set()
        """What is left as this same program published it, with the words of that time."""
        self.twice: set[str] = set()
        """Addresses that two things wanted, or where one stands in the way of the other: what has any is not published."""
        self._around: set[str] = set()
        self._folders: set[str] = set()
        if self._anew or not has_rights_of_new(self.folder):
            take_away(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._here, self._there = signatures(self.folder), signatures(self._site)

    @property
    def before(self) -> Iterable[str]:
        """Every file that stands published now."""
        return self._there

    def stands(self, path: str, key: str) -> Entry | None:
        """The entry of a published file that was made of just this, and has not been touched since."""
        entry = self._record.files.get(path)
        if self._anew or entry is None or entry.key != key or self._there.get(path) != entry.signature or (entry.finished and not self._pages_only):
            return None
        return entry

    def link(self, path: str, entry: Entry) -> None:
        """Take a published file over as it is."""
        self._enter(path, entry)
        if self._here.get(path) == entry.signature:
            return
        link_or_copy(f"{self._site}/{path}", self._room(path))

    def take_over(self, paths: Iterable[str]) -> bool:
        """Link what of these stands and was not made anew; False when there is nothing, or one does not stand any more."""
        found = [(path, self._record.files[path]) for path in paths if path not in self.entries]
        if not found or any(self._there.get(path) != entry.signature for path, entry in found):
            return False
        self.left |= {path for path, _ in found} if self._known else set()
        for path, entry in found:
            self.link(path, replace(entry, facts=self._facts(path, (self._site / path).read_bytes())) if self._anew else entry)
        return True

    def put(self, path: str, content: bytes, facts: Facts | None = None) -> None:
        """A file that is known by its content: linked where it stands already, written where it does not. Its `facts` are found here where nobody knows them."""
        key = key_of([content])
        if entry := self.stands(path, key):
            self.link(path, entry)
            return
        Path(self._room(path)).write_bytes(content)
        self.made(path, key, facts or self._facts(path, content))

    def clear(self, paths: Iterable[str]) -> None:
        """Make room for files that another process is going to write."""
        for path in paths:
            self._room(path)

    def prune(self) -> None:
        """Take away what was left here by the build before the last, but for what has been entered by now; and what is neither file nor full folder, which no build makes."""
        for path in self._here.keys() - self.entries.keys():
            remove_file(self.folder, path)
            del self._here[path]
        for here, folders, names in os.walk(self.folder, topdown=False):
            for path in (f"{here}/{name}" for name in (*folders, *names)):
                with contextlib.suppress(FileNotFoundError):  # an empty folder, removed a moment ago
                    if not stat.S_ISDIR(kind := os.lstat(path).st_mode) and not stat.S_ISREG(kind):
                        os.unlink(path)
            if here != str(self.folder):
                with contextlib.suppress(OSError):
                    os.rmdir(here)
        self._folders.clear()

    def made(self, path: str, key: str, facts: Facts, asked: tuple[Any, ...] = ()) -> None:
        """Enter a file that stands in the folder now."""
        signature = signature_of(f"{self.folder}/{path}")
        assert signature, path
        self._enter(path, Entry(signature, key, one_of_each(facts), asked))

    def _enter(self, path: str, entry: Entry) -> None:
        parts = path.split("/")
        above = {"/".join(parts[:end]) for end in range(1, len(parts))}
        if path in self.entries or path in self._around or not self.entries.keys().isdisjoint(above):
            self.twice.add(path)
        self.entries[path] = entry
        self._around |= above

    def _facts(self, path: str, content: bytes) -> Facts:
        folder, name = in_site(path)
        return one_of_each(facts_of(name or path, content, is_public(path), self.folder / folder))

    def _room(self, path: str) -> str:
        target = f"{self.folder}/{path}"
        parent = os.path.dirname(target)
        if parent not in self._folders:
            self._clear_way(path)
            os.makedirs(parent, exist_ok=True)
            self._folders.add(parent)
        if os.path.isdir(target):  # a redirect stood where a file stands now
            shutil.rmtree(target)
            self._forget(path)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(target)  # whoever made it, it may be a link to what is published
        return target

    def _clear_way(self, path: str) -> None:
        """Take away what stands where a folder is needed now: the address of a file that has moved, or whatever someone has put there."""
        parts = path.split("/")
        for above in ("/".join(parts[:end]) for end in range(1, len(parts))):
            place = self.folder / above
            if place.is_symlink() or not place.is_dir():
                take_away(place)
                self._forget(above)

    def _forget(self, path: str) -> None:
        """What stood at a path, and in it, is not here any more."""
        self._here = {name: signature for name, signature in self._here.items() if name != path and not name.startswith(f"{path}/")}

    def others(self, site: str) -> dict[str, Entry]:
        """The entries of every file that others have put into a site here; what is known of one with the same content is taken over."""
        found: dict[str, Entry] = {}
        for name, signature in signatures(self.folder / site).items():
            path = f"{site}/{name}"
            known = self.entries.get(path)
            if known and known.signature == signature:
                continue
            content = (self.folder / path).read_bytes()
            key = key_of([content])
            before = self._record.files.get(path)
            facts = before.facts if before and before.key == key and not self._anew else self._facts(path, content)
            found[path] = replace(known, signature=signature, facts=facts, finished=True) if known else Entry(signature, key, facts)
        return found

    def of(self, site: str) -> dict[str, Facts]:
        """The facts of every file of one site, by path in it."""
        return {path.removeprefix(f"{site}/"): entry.facts for path, entry in self.entries.items() if path.startswith(f"{site}/")}

    def holds(self, place: str) -> bool:
        """Whether there is anything under a place by now."""
        return any(path.startswith(f"{place}/") for path in self.entries)

    def leave_standing(self, place: str) -> None:
        """Take over all that stands published under a place, as it stands."""
        for path, signature in self._there.items():
            if path.startswith(f"{place}/"):
                known = self._record.files.get(path)
                if not known or known.signature != signature or self._anew:
                    facts = self._facts(path, (self._site / path).read_bytes())
                    known = replace(known, facts=facts) if known and known.signature == signature else Entry(signature, "", facts)
                if self._known and known.key:
                    self.left.add(path)
                self.link(path, known)

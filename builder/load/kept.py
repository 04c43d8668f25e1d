"""Texts that were read before: what is light is at hand, what is heavy is fetched from the store when someone looks at it.

A library of thousands of pages is known by its titles, minutes and references; the words themselves are needed for the few pages that are made anew.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from builder.finding import CurriculumError, Finding, Place
from builder.load.entry import Meta, data_source, exact_digest, read_page_file, read_text, validate
from builder.markup.dialect import parse
from builder.markup.guide import Guide, Part, read_guide
from builder.markup.tree import Cite, Document, Link
from builder.model.base import Authored, Source
from builder.store import Signature, Store, Table, code_of, key_of, signature_of

PACKAGES = ("holidays", "markdown-it-py", "mdurl", "pyyaml", "pydantic", "pydantic-core")


@dataclass(frozen=True)
class Text:
    """A page file as it was read: its source, its front matter, and its body."""

    source: Source
    meta: Authored
    guide: Guide


@dataclass
class Shelf:
    """Where the heavy half of one text is fetched: its entry in the store, or else the author's file again.

    With another `key`, all that was read from this file finds its new words: for a change of words alone.
    """

    folder: str
    key: str
    path: str
    file: str

    def fetch(self) -> tuple[Source, Guide]:
        """Raises CurriculumError when the entry is gone and the file is not what it was."""
        return _fetch(self.folder, self.key, self.path, self.file)


@lru_cache(maxsize=320)
def _fetch(folder: str, key: str, path: str, file: str) -> tuple[Source, Guide]:
    """The parts of one text are asked for one after the other, and a library of a few hundred is asked for again: to check, to show, to look for leaks."""
    content = Store(Path(folder)).get(key)
    if content is not None:
        source, guide = pickle.loads(content)
        return source, guide
    source = read_page_file(Path(path), file)
    if text_key(source.exact, file) != key:
        hint = "save again, or run the build again"
        raise CurriculumError([Finding(Place(file), "missing-file", "the file was changed while it was being read", hint)])
    return source, read_guide(parse(source.body, source.file, source.body_line).document)


class _Fetched:
    """Half of a value: whatever is not at hand is that of the whole one, which `_whole` fetches."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in type(self).__dataclass_fields__:  # type: ignore[attr-defined]
            raise AttributeError(name)
        return getattr(self._whole(), name)

    def _whole(self) -> Any:
        raise NotImplementedError


class KeptSource(_Fetched, Source):
    """A source whose front matter's places and body are fetched."""

    def __init__(self, shelf: Shelf, digest: str, exact: str):
        self.__dict__.update(shelf=shelf, file=shelf.file, digest=digest, exact=exact)

    def _whole(self) -> Source:
        shelf: Shelf = self.__dict__["shelf"]
        return shelf.fetch()[0]

    @property
    def body(self) -> str:  # a field with a default would be found on the class, and never fetched
        return self._whole().body

    @property
    def body_line(self) -> int:
        return self._whole().body_line

    def __reduce__(self) -> tuple[Any, ...]:
        return KeptSource, (self.__dict__["shelf"], self.digest, self.exact)


Known = tuple[bool, tuple[Link, ...], tuple[Cite, ...]]
"""Of a document: whether there is anything to fill in it, its links, its citations."""


class KeptDocument(_Fetched, Document):
    """A document of which what it refers to is at hand, and whether there is anything to fill in it; its blocks are fetched."""

    def __init__(self, shelf: Shelf, known: Known):
        self.__dict__.update(shelf=shelf, known=known)

    @property
    def to_fill(self) -> bool:
        return self._known[0]

    def links(self) -> tuple[Link, ...]:
        return self._known[1]

    def cites(self) -> tuple[Cite, ...]:
        return self._known[2]

    @property
    def _known(self) -> Known:
        known: Known = self.__dict__["known"]
        return known

    def _whole(self) -> Document:
        shelf: Shelf = self.__dict__["shelf"]
        return shelf.fetch()[1].document

    def __reduce__(self) -> tuple[Any, ...]:
        return KeptDocument, (self.__dict__["shelf"], self._known)


class KeptPart(_Fetched, Part):
    """A part of a guide of which everything is at hand but its cues, which are fetched."""

    def __init__(self, shelf: Shelf, index: int, light: Mapping[str, Any]):
        self.__dict__.update(light, shelf=shelf, index=index)

    def _whole(self) -> Part:
        shelf: Shelf = self.__dict__["shelf"]
        index: int = self.__dict__["index"]
        return shelf.fetch()[1].parts[index]

    @property
    def exact(self) -> str:
        """A digest of its cues, or else of the whole text."""
        shelf: Shelf = self.__dict__["shelf"]
        return self.__dict__["exact"] or shelf.key

    def __reduce__(self) -> tuple[Any, ...]:
        return KeptPart, (self.__dict__["shelf"], self.__dict__["index"], {**_light(self), "exact": self.__dict__["exact"]})


def _exact(part: Part) -> str:
    """A digest of the cues of a part that other pages than its guide's show: of those that take no time in the room, such as the word for newcomers."""
    return "" if part.minutes else key_of([pickle.dumps(part.cues)])


def _light(part: Part) -> dict[str, Any]:
    return {field.name: getattr(part, field.name) for field in fields(part) if field.name != "cues"}


class Texts:
    """The texts of a library by their exact words. Only those without a finding are kept.

    With `remember`, a file that has not been touched since it was read here is not even opened again.
    """

    def __init__(self, store: Store, remember: bool = False):
        self.store = store
        self.opened: dict[Path, str] = {}
        """Words of files that were opened to see whether they are known, until they are read."""
        self._remembered: dict[Path, tuple[Signature, Text | Source]] | None = {} if remember else None
        self._table = Table(store, f"texts {code_of(*PACKAGES)}")

    def stamp(self, path: Path) -> Signature | None:
        """What tells whether a file was touched; to be asked before it is read. None where nothing is remembered."""
        return None if self._remembered is None else signature_of(path)

    def recall(self, path: Path, stamp: Signature | None) -> Text | Source | None:
        """What was read of a file when it had this stamp."""
        known = self._remembered.get(path) if self._remembered and stamp else None
        return known[1] if known and known[0] == stamp else None

    def remember(self, path: Path, stamp: Signature | None, read: Text | Source) -> None:
        if self._remembered is not None and stamp:
            self._remembered[path] = (stamp, read)

    def find(self, path: Path, file: str, exact: str) -> Text | None:
        """The text that was kept under these exact words, its heavy half still on the shelf."""
        key = text_key(exact, file)
        if key not in self._table:
            return None
        meta, digest, known, parts = self._table[key]
        shelf = Shelf(str(self.store.folder), key, str(path), file)
        guide = Guide(KeptDocument(shelf, known), tuple(KeptPart(shelf, index, part) for index, part in enumerate(parts)))
        return Text(KeptSource(shelf, digest, exact), meta, guide)

    def keep(self, path: Path, text: Text) -> Text:
        """Keep a text; what is returned holds its light half only, so that a large library does not fill the memory."""
        key = text_key(text.source.exact, text.source.file)
        if not self.store.put(key, pickle.dumps((text.source, text.guide), pickle.HIGHEST_PROTOCOL)):
            return text
        document = text.guide.document
        known: Known = (document.to_fill, document.links(), document.cites())
        parts = tuple({**_light(part), "exact": _exact(part)} for part in text.guide.parts)
        self._table[key] = (text.meta, text.source.digest, known, parts)
        return self.find(path, text.source.file, text.source.exact) or text

    def data(self, path: Path, file: str) -> Source:
        """A YAML file as marked data, whole; findings as `read_data_file` gives them."""
        stamp = self.stamp(path)
        known = self.recall(path, stamp)
        if isinstance(known, Source):
            return known
        words = read_text(path, file)
        key = text_key(exact_digest(words), file)
        if key not in self._table:
            self._table[key] = data_source(words, file)
        source: Source = self._table[key]
        self.remember(path, stamp, source)
        return source

    def meta(self, kind: type[Meta], source: Source, *path: str | int) -> Meta:
        """A part of a YAML file as `validate` gives it, checked once."""
        key = text_key(source.exact, f"{source.file} {path} as {kind.__name__}")
        if key not in self._table:
            self._table[key] = validate(kind, source, *path)
        meta: Meta = self._table[key]
        return meta

    def rows(self) -> dict[str, Any]:
        """The light halves of what was read, to be handed from one process to another."""
        return self._table.used()

    def add(self, rows: dict[str, Any]) -> None:
        """Take over what another process read and put on the shelf."""
        for key, row in rows.items():
            self._table[key] = row

    def has(self, file: str, exact: str) -> bool:
        return text_key(exact, file) in self._table

    def save(self) -> None:
        self._table.save()


def text_key(exact: str, file: str) -> str:
    return key_of(["text", code_of(*PACKAGES), file, exact])


def shelf_of(source: Source) -> Shelf | None:
    """The shelf of a text that is kept; None for one that is whole."""
    return source.__dict__["shelf"] if isinstance(source, KeptSource) else None


def with_digest(source: Source, digest: str) -> Source:
    """The same source under another digest for signing."""
    return KeptSource(source.__dict__["shelf"], digest, source.exact) if isinstance(source, KeptSource) else replace(source, digest=digest)

"""Digests that name a text: of sign-offs, and of what a translation was made from. A move changes no word that anyone reads, so one that fitted goes on fitting."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from builder.model.library import Library
from builder.model.session import Handout, Session, Wall
from builder.moving.rewriting import Rewriting
from builder.text.marked_yaml import KeyPath


@dataclass(frozen=True)
class Signed:
    """A digest that is written somewhere, and the one that would fit."""

    file: str
    path: KeyPath
    written: str
    fits: str


def digests(library: Library) -> Iterator[Signed]:
    """Every digest in the curriculum that names a text."""
    for session in library.sessions.values():
        yield from _translations(library, session)
        if session.meta.review.digest:
            review, file = session.meta.review, session.source.file
            yield Signed(file, ("review", "digest"), review.digest or "", session.source.digest)
            fitting = session.edition_digests
            for language, written in review.editions.items():
                yield Signed(file, ("review", "editions", language), written, fitting.get(language, ""))
    for passage in library.passages.values():
        if passage.meta.review.digest:
            yield Signed(passage.source.file, ("review", "digest"), passage.meta.review.digest, passage.source.digest)


def _translations(library: Library, session: Session) -> Iterator[Signed]:
    walls = {wall.language: wall for wall in session.walls}
    pairs: list[tuple[Handout | Wall, Handout | Wall]]
    pairs = [(page, library.handouts[page.id]) for editions in session.editions.values() for page in editions]
    pairs += [(wall, walls["en"]) for wall in session.walls if wall.language != "en"]
    for page, original in pairs:
        if page.meta.translation:
            yield Signed(page.source.file, ("translation", "of"), page.meta.translation.of, original.source.digest)


class KeptFitting:
    """The digests that fitted before and have to fit after. The sign-offs in `lapsing` files lapse: something else stands there now."""

    def __init__(self, before: Library, lapsing: Collection[str] = ()):
        fitting = (one for one in digests(before) if one.written == one.fits)
        self._fitted = {(one.file, one.path): one for one in fitting if one.file not in lapsing or one.path[0] != "review"}
        self.wanted: dict[tuple[str, KeyPath], str] = {}
        """What is to be written in place of each, by file and path."""

    def look(self, after: Library, former: Mapping[str, str]) -> bool:
        """Note what would fit now, in files by their `former` names where those are others; true when something has to be written that was not known before."""
        known = dict(self.wanted)
        for one in digests(after):
            key = (former.get(one.file, one.file), one.path)
            if key in self._fitted and one.fits != self._fitted[key].written:
                self.wanted[key] = one.fits
        return self.wanted != known

    def write(self, rewriting: Rewriting, places: Library) -> None:
        """Write them at their places; `places` is the curriculum as it stands."""
        sources = {source.file: source for session in places.sessions.values() for source in session.texts}
        sources |= {passage.source.file: passage.source for passage in places.passages.values()}
        for (file, path), digest in self.wanted.items():
            rewriting.replace(sources[file].at(*path), self._fitted[file, path].written, digest)

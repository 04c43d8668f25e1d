"""The sites while someone writes: a save is read and checked at once, and a page is made when a browser asks for it.

Nothing is published here. What a build would publish of the same sources is answered from memory, page by page; a whole build follows behind.
"""

from __future__ import annotations

import datetime
import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Any

from builder import pipeline
from builder.check.kept import Looks
from builder.check.rules import check_library
from builder.crew import Crew
from builder.finding import CurriculumError, has_errors
from builder.load.kept import Shelf, Texts, shelf_of
from builder.load.library import load_library
from builder.markup.guide import Part
from builder.model.base import Source
from builder.model.library import Library
from builder.model.session import Session
from builder.publish.frame import Place, fits, theme_files, theme_folder
from builder.publish.making import Bench, workshop
from builder.publish.record import read_record
from builder.render.docs import other_files, page_file, render_door
from builder.standing import Built
from builder.store import Store, signatures
from builder.view.page import Site

INDEX = "index.html"


class Live:
    """Both sites as they are after the last good save. `build` stands for a build, and `file` for a published file."""

    def __init__(self, root: Path):
        self._root = root
        self._store = Store(root / "build" / "cache")
        self._crew = Crew()
        self._texts = Texts(self._store, remember=True)
        self._looks = Looks(self._store, self._crew.spread)
        self._library: Library | None = None
        self._frame: object = None
        self._shelves: dict[str, Shelf] = {}
        self._shown: dict[str, _Shown] = {}
        self._lock = threading.Lock()

    def build(self, root: Path, today: datetime.date, progress: pipeline.Progress) -> Built:
        """Read, check and plan what was saved. Raises CurriculumError as a build does; `file` then answers as before."""
        with _collector_at_rest(), self._crew:
            progress("reading curriculum/")
            library = load_library(root, self._texts) if self._library else pipeline.read_library(root, self._texts, self._crew)
            progress("checking")
            findings = check_library(library, today, self._looks)
            if has_errors(findings):
                raise CurriculumError(findings)
            if self._library is None:
                self._looks.save()
            frame = signatures(root / "templates"), (root / "mkdocs.yml").read_bytes()
            words = new_words(self._library, library) if self._library and frame == self._frame else None
            if words is None:
                progress("planning both sites")
                shown = self._planned(library)
                if not all(fits(one.settings) for one in shown.values()):
                    with self._lock:
                        self._shown = {}
                    return pipeline.build(root, today, progress, pages_only=True)  # no page can be made alone: all are, and published
                with self._lock:
                    self._shown, self._frame = shown, frame
                    self._shelves = {shelf.file: shelf for shelf in map(shelf_of, _sources(library)) if shelf}
            else:
                with self._lock:
                    for file, key in words.items():
                        self._shelves[file].key = key
            if self._library is None:
                gc.freeze()
            self._library = library
            return Built(findings, {name: len(one.site.pages) for name, one in self._shown.items()}, root / "site")

    def file(self, path: str) -> bytes | None:
        """What a build would publish at `path` in site/; None for what it makes of finished pages (print, search, zip) and before the first good save."""
        with self._lock:
            name, _, inside = path.partition("/")
            if path == INDEX and self._shown:
                return render_door(self._shown["participants"].site.chrome, self._root / "templates")
            return self._shown[name].file(inside) if name in self._shown else None

    def published(self) -> None:
        """A whole build has come to its end: pages may link to what it printed."""
        with self._lock:
            self._link(self._shown)

    def _planned(self, library: Library) -> dict[str, _Shown]:
        sites = pipeline.plan_sites(library, pipeline.published_catalogue(self._root), pipeline.kept_holidays(library, self._store))
        shown = {site.name: _Shown(self._root, library, site, self._store) for site in sites}
        self._link(shown)
        return shown

    def _link(self, shown: dict[str, _Shown]) -> None:
        """Let the pages link to the printed files that stand published."""
        known = read_record(self._store).notes.get("downloads", {})
        for name, one in shown.items():
            one.link(known.get(name, {}))


class _Shown:
    """One site, whose files are made one by one."""

    def __init__(self, root: Path, library: Library, site: Site, store: Store):
        self.site = site
        self.settings = pipeline.site_settings(root, library, site)
        self._templates = root / "templates"
        self._pages = {page_file(page.path).replace(".md", ".html"): page for page in site.pages}
        shop, self._places = workshop(site, library.sources.citations, self.settings, root, Path(), store.folder)
        self._bench = Bench(shop)

    def file(self, path: str) -> bytes | None:
        if page := self._pages.get(path):
            return self._bench.page(page, self._places.get(page_file(page.path), Place()))[1]
        return self._others.get(path)

    def link(self, downloads: dict[str, Any]) -> None:
        """Let pages link to these printed files."""
        self._bench.link_to(downloads)

    @cached_property
    def _others(self) -> dict[str, bytes]:
        theme = theme_files(theme_folder(self.settings, self._bench.shop.docs.parent))
        return {name: path.read_bytes() for name, path in theme.items()} | other_files(self.site, self._templates)


def new_words(before: Library, now: Library) -> dict[str, str] | None:
    """The texts of sessions and handouts of which only words have changed, as the keys of their shelves by file; None when anything else has.

    Pages look words up when they are made. All else that they show was planned: titles, minutes, parts, what is cited, whether a review holds.
    """
    if _around(before) != _around(now) or list(before.sessions) != list(now.sessions):
        return None
    found: dict[str, str] = {}
    for old, new in zip(before.sessions.values(), now.sessions.values(), strict=True):
        texts = list(zip(old.texts, new.texts, strict=False))
        if all(one.exact == other.exact for one, other in texts) and len(old.texts) == len(new.texts):
            continue
        if _outline(old) != _outline(new):
            return None
        for one, other in texts:
            shelf = shelf_of(other)
            if shelf is None or shelf_of(one) is None:
                return None
            found[other.file] = shelf.key
    return found


def _outline(session: Session) -> object:
    parts = [tuple(getattr(part, field.name) for field in fields(Part) if field.name not in ("cues", "line")) for part in session.guide.parts]
    pages = [(page.id, page.language, page.meta, page.body.to_fill) for page in session.pages]
    return session.meta, session.approved, [(cards.meta, cards.cards) for cards in session.cards], session.guide.document.to_fill, parts, pages


def _sources(library: Library) -> Iterator[Source]:
    for session in library.sessions.values():
        yield from session.texts


def _around(library: Library) -> list[tuple[str, str]]:
    """File and exact words of all that stands around the sessions."""
    files = [library.program.source, library.sources.source, library.language.source]
    files += [one.source for one in library.standards.values()]
    files += [*(module.source for module in library.modules), *(track.source for track in library.tracks)]
    files += [passage.source for passage in library.passages.values()] + ([library.people.source] if library.people else [])
    return [(source.file, source.exact) for source in files]


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """A library is large and has no cycles: looking for them takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()

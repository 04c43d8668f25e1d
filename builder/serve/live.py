"""The sites while someone writes: a save is read and checked at once, and a page is made when a browser asks for it.

Nothing is published here. What a build would publish of the same sources is answered from memory, page by page; a whole build follows behind.
"""

from __future__ import annotations

import datetime
import gc
import io
import pickle
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from builder import pipeline
from builder.finding import CurriculumError, Finding, Place, SiteError, has_errors
from builder.installed import templates_of
from builder.load.entry import Texts
from builder.load.sites import wanted_sites
from builder.model.library import Library
from builder.model.session import Session
from builder.model.site import FOLDER
from builder.pages.docs import other_files
from builder.site.place import doors_of, site_pages
from builder.site.published import Built
from builder.site.record import INDEX, MISSING, in_site, read_record
from builder.views.drafts import with_drafts, with_notes
from builder.views.page import Page, Site
from builder.work.memo import Memo
from builder.work.store import Store, signatures
from builder.work.workers import spread


class Live:
    """Both sites of every place, or of the one that `site` names, as they are after the last good save. `build` stands for a build, and `file` for a published file."""

    def __init__(self, root: Path, site: str = ""):
        self._root = root
        self.site = site
        self._store = Store(root / "build" / "cache")
        self._memo = Memo(self._store)
        self._texts = Texts(remember=True)
        self._planned: dict[str, Library] = {}
        """What the sites of each place were planned from; of it, words alone may have changed since."""
        self._frame: object = None
        self._shown: dict[str, _Shown] = {}
        self._doors: dict[str, Callable[[], bytes]] = {}
        self._lock = threading.Lock()

    def build(self, root: Path, today: datetime.date, progress: pipeline.Progress) -> Built:
        """Read, check and plan what was saved. Raises CurriculumError as a build does; `file` then answers as before."""
        with _collector_at_rest():
            try:
                wanted = wanted_sites(root, self.site)
            except SiteError as error:  # its file is gone since the serving began
                raise CurriculumError([Finding(Place(FOLDER), "missing-file", str(error), "put it back, or serve another")]) from error
            libraries, findings = pipeline.looked_at(root, today, wanted, self._memo, spread, texts=self._texts, progress=progress)
            if has_errors(findings):
                raise CurriculumError(findings)
            planned = {name: with_drafts(libraries[name]) for name in wanted}
            frame = (signatures(templates_of(root)), today)
            now = all_new_words(self._planned, planned) if frame == self._frame else None
            if now is None:
                progress("planning both sites")
                shown, doors = self._made(planned, today)
                if not self._planned:
                    self._memo.save()
                    gc.freeze()
                with self._lock:
                    self._shown, self._doors, self._frame, self._planned = shown, doors, frame, planned
            else:
                with self._lock:
                    for one in self._shown.values():
                        one.now = now
            return Built(findings, {name: len(one.site.pages) for name, one in self._shown.items()}, root / "site")

    def file(self, path: str) -> bytes | None:
        """What a build would publish at `path` in site/; None for what it makes of finished pages (print, search, zip) and before the first good save."""
        with self._lock:
            if path in self._doors:
                return self._doors[path]()
            folder, inside = in_site(path)
            return self._shown[folder].file(inside) if folder in self._shown else None

    def published(self) -> None:
        """A whole build has come to its end: pages may link to what it printed."""
        with self._lock:
            self._link(self._shown)

    def _made(self, libraries: Mapping[str, Library], today: datetime.date) -> tuple[dict[str, _Shown], dict[str, Callable[[], bytes]]]:
        shown: dict[str, _Shown] = {}
        places = [pipeline.plan_place(library, today, self._memo) for library in libraries.values()]
        for place in places:
            sites = (with_notes(place.library, site) for site in place.sites)
            shown |= {site.folder: _Shown(self._root, place.library, site, self._store.folder / "templates") for site in sites}
        doors = dict(doors_of(libraries, places, templates_of(self._root)))
        self._link(shown)
        return shown, doors

    def _link(self, shown: dict[str, _Shown]) -> None:
        """Let the pages link to the printed files that stand published."""
        known = read_record(self._store).notes.get("downloads", {})
        for name, one in shown.items():
            one.link(known.get(name, {}))


class _Shown:
    """One site, whose files are made one by one."""

    def __init__(self, root: Path, library: Library, site: Site, compiled: Path):
        self.site = site
        self.now: Mapping[int, object] = {}
        """What took the place of texts that pages were planned with, by their identity."""
        self._templates = templates_of(root)
        self._files = {f"{page.path}/{INDEX}".lstrip("/"): page for page in site.pages}
        self._pages = site_pages(root, library, site, compiled)

    def file(self, path: str) -> bytes | None:
        if page := self._files.get(path):
            return self._pages.page(renewed(page, self.now))
        return self._pages.missing() if path == MISSING else self._others.get(path)

    def link(self, downloads: dict[str, Any]) -> None:
        """Let pages link to these printed files."""
        self._pages.downloads = downloads

    @cached_property
    def _others(self) -> dict[str, bytes]:
        return other_files(self.site, self._templates)


def all_new_words(before: Mapping[str, Library], now: Mapping[str, Library]) -> dict[int, object] | None:
    """`new_words` of every place; None where anything else has changed at one, or there are other places. A text that places share is one and the same."""
    if before.keys() != now.keys():
        return None
    found: dict[int, object] = {}
    for name in now:
        words = new_words(before[name], now[name])
        if words is None:
            return None
        found |= words
    return found


def new_words(before: Library, now: Library) -> dict[int, object] | None:
    """Of the texts of which only words have changed, what took the place of each document and part, by its identity; None when anything else has.

    Pages look words up when they are made. All else that they show was planned: titles, minutes, parts, what is cited, whether a review holds.
    """
    if _around(before) != _around(now) or list(before.sessions) != list(now.sessions):
        return None
    found: dict[int, object] = {}
    for old, new in zip(before.sessions.values(), now.sessions.values(), strict=True):
        if [text.exact for text in old.texts] == [text.exact for text in new.texts]:
            continue
        if _outline(old) != _outline(new):
            return None
        found |= {id(one): other for one, other in zip(_heavy(old), _heavy(new), strict=True)}
    return found


def _heavy(session: Session) -> list[object]:
    return [session.guide.document, *session.guide.parts, *(page.body for page in session.pages)]


def renewed(page: Page, now: Mapping[int, object]) -> Page:
    """The page with its texts as they are now."""
    if not now:
        return page
    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.persistent_id = lambda one: id(one) if id(one) in now else None  # type: ignore[method-assign]
    pickler.dump(page)
    unpickler = pickle.Unpickler(io.BytesIO(out.getvalue()))
    unpickler.persistent_load = now.__getitem__  # type: ignore[method-assign]
    fresh: Page = unpickler.load()
    return fresh


def _outline(session: Session) -> object:
    parts = [(part.title, part.minutes, part.short, part.malformed, part.cited, part.online) for part in session.guide.parts]
    pages = [(page.id, page.language, page.meta, page.body.to_fill) for page in session.pages]
    cards = [(one.meta, one.body.digest) for one in session.cards]
    walls = [(wall.language, wall.body.digest) for wall in session.walls]
    return session.meta, session.approved, cards, walls, session.guide.document.to_fill, parts, pages


def _around(library: Library) -> list[tuple[str, str]]:
    """File and exact words of all that stands around the sessions."""
    files = [library.program.source, library.sources.source, library.language.source]
    files += [one.source for one in library.standards.values()]
    files += [*(module.source for module in library.modules), *(track.source for track in library.tracks)]
    files += [group.source for group in library.groups]
    files += [passage.source for passage in library.passages.values()] + ([library.people.source] if library.people else [])
    files += [one.source for other in library.others for one in other.groups] + [one.source for other in library.others for one in other.tracks]
    others = [(other.id, f"{other.name}, {other.time_zone}, {other.public_holidays}") for other in library.others]
    return [*others, ("logo", library.program.logo), *((source.file, source.exact) for source in files)]


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """A library is large and has no cycles: looking for them takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()

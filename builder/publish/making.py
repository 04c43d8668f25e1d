"""The pages of a site, from views to finished files: only those whose view, template, frame or neighbours have changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from builder.model.reference import Citation
from builder.publish.facts import Facts, facts_of
from builder.publish.frame import Frame, Menu, Place, menu_of, theme_folder
from builder.publish.record import Fresh
from builder.render.compiled import Compiled, page_environment
from builder.render.docs import front_matter, page_file, render_page
from builder.view.page import FileLink, Page, Site
from builder.work.digest import digest_of
from builder.work.store import Store, code_of, digest_of_files, key_of
from builder.work.workers import spread

AT_ONCE = 16
"""Pages that a process makes before it is given more."""

_REFERS = re.compile(r"{%-?\s*(?:import|from|include|extends)\s+(?P<quote>[\"'])(?P<name>[^\"']+)(?P=quote)")
_REFERS_SOMEWHERE = re.compile(r"{%-?\s*(?:import|from|include|extends)\s+[^\"'\s]")

Asked = tuple[tuple[str, str, Any], ...]
"""What a page looked up beyond its view: kind, name, and a digest of the answer."""


@dataclass(frozen=True)
class Workshop:
    """All that the pages of one site are made with. `site` comes without pages, and is as small as can be sent to another process."""

    site: Site
    citations: Mapping[str, Citation]
    known: frozenset[str]
    settings: Mapping[str, Any]
    menu: Menu
    templates: Path
    docs: Path
    fresh: Path
    store: Path
    answers: dict[tuple[str, str], Any] = field(default_factory=dict, compare=False)

    @property
    def name(self) -> str:
        return self.site.name

    def answer(self, kind: str, name: str) -> Any:
        """What a page is told when it looks something up, or a digest of it."""
        found = self.answers.get((kind, name))
        if found is None:
            if kind == "link":
                found = name in self.known
            elif kind == "files":
                found = key_of([repr(self.site.downloads.get(name, ()))])
            else:
                found = key_of([repr(self.citations.get(name))])
            self.answers[kind, name] = found
        return found

    def holds(self, asked: Asked) -> bool:
        """Whether a page would be told the same again."""
        return all(self.answer(kind, name) == answer for kind, name, answer in asked)


def workshop(
    site: Site, citations: Mapping[str, Citation], settings: Mapping[str, Any], root: Path, fresh: Path, store: Path
) -> tuple[Workshop, dict[str, Place]]:
    """The workshop of a site, and the places of its pages in the menu. `settings` are those of its mkdocs.yml."""
    menu, places = menu_of(settings["nav"])
    known = frozenset(page.path for page in site.pages)
    own = {key: value for key, value in settings.items() if key != "nav"}
    return Workshop(bare(site), citations, known, own, menu, root / "templates", root / "build" / site.name / "docs", fresh, store), places


def bare(site: Site) -> Site:
    """A site as it is sent to another process."""
    return replace(site, pages=(), nav=(), redirects={}, catalogue={}, files={})


Keyed = tuple[Page, Place, str]
"""A page, its place in the menu, and a digest of all that it is made of beside what it looks up."""


def keyed(shop: Workshop, pages: Sequence[Page], places: Mapping[str, Place], frame: str) -> list[Keyed]:
    """The pages of a site with their places and keys; `frame` is the `frame_key`."""
    templates = {name: template_digest(shop.templates / "pages", f"{shop.name}/{name}") for name in {page.template for page in pages}}
    found = []
    for page in pages:
        place = places.get(page_file(page.path), Place())
        found.append((page, place, key_of([frame, templates[page.template], repr(place), digest_of(page)])))
    return found


def link_pages(shop: Workshop, pages: Iterable[Keyed], docs: Container[str], fresh: Fresh) -> list[Keyed]:
    """Link the pages that stand into `fresh`; returns those that have to be made, for which there is room then. `docs` are the files of the docs tree
    that are as the build before left them."""
    missing: list[Keyed] = []
    for page, place, key in pages:
        path = published_path(shop.name, page.path)
        entry = fresh.stands(path, key)
        if entry and shop.holds(entry.asked) and page_file(page.path) in docs:
            fresh.link(path, entry)
        else:
            missing.append((page, place, key))
    fresh.clear(published_path(shop.name, page.path) for page, _, _ in missing)
    for folder in {(shop.docs / page_file(page.path)).parent for page, _, _ in missing}:
        folder.mkdir(parents=True, exist_ok=True)
    return missing


def make_pages(work: Sequence[tuple[Bench, Sequence[Keyed]]], fresh: Fresh) -> None:
    """Make pages at each bench, in its docs tree and in `fresh`."""
    parts = [(index, pages[start : start + AT_ONCE]) for index, (_, pages) in enumerate(work) for start in range(0, len(pages), AT_ONCE)]
    for made in spread(partial(_make, [bench for bench, _ in work]), parts):
        for path, key, facts, asked in made:
            fresh.made(path, key, facts, asked)


def published_path(site: str, path: str) -> str:
    return f"{site}/{path}/index.html" if path else f"{site}/index.html"


@dataclass
class Bench:
    """A workshop with its templates, which another process loads for itself where it cannot have them."""

    shop: Workshop

    @cached_property
    def tools(self) -> tuple[Environment, Frame]:
        """The templates of the pages of a site, and the frame around each."""
        compiled = Compiled(Store(self.shop.store))
        return page_environment(self.shop.templates, compiled), Frame(self.shop.settings, self.shop.menu, self.shop.docs.parent, compiled)

    def ready(self, pages: Iterable[Page]) -> None:
        """Load the templates of these pages, so that processes that are split off have them."""
        environment, frame = self.tools
        for name in {page.template for page in pages}:
            environment.get_template(f"{self.shop.name}/{name}")
        frame.ready()

    def link_to(self, downloads: dict[str, tuple[FileLink, ...]]) -> None:
        """Let pages link to these printed files."""
        self.shop = replace(self.shop, site=replace(self.shop.site, downloads=downloads), answers={})

    def page(self, page: Page, place: Place, asked: Callable[[str, str], object] = lambda kind, name: None) -> tuple[str, bytes]:
        """A page of the docs tree, and the finished one."""
        environment, frame = self.tools
        text = render_page(environment, self.shop.site, page, self.shop.citations, self.shop.known, asked)
        return text, frame.page(page.path, front_matter(page), text.split("---\n", 2)[2].lstrip("\n"), place)

    def __reduce__(self) -> tuple[Any, ...]:
        return Bench, (replace(self.shop, answers={}),)


def _make(benches: Sequence[Bench], part: tuple[int, Sequence[Keyed]]) -> list[tuple[str, str, Facts, Asked]]:
    """Make some pages, in whatever process."""
    bench = benches[part[0]]
    shop = bench.shop
    made = []
    for page, place, key in part[1]:
        asked: dict[tuple[str, str], None] = {}
        text, content = bench.page(page, place, partial(_note, asked))
        name = published_path(shop.name, page.path)
        for path, written in ((f"{shop.docs}/{page_file(page.path)}", text.encode()), (f"{shop.fresh}/{name}", content)):
            with open(path, "wb") as file:
                file.write(written)
        facts = facts_of(name.removeprefix(f"{shop.name}/"), content, shop.name == "participants")
        made.append((name, key, facts, tuple((*question, shop.answer(*question)) for question in asked)))
    return made


def _note(asked: dict[tuple[str, str], None], kind: str, name: str) -> None:
    asked[kind, name] = None


# Keys


def frame_key(shop: Workshop) -> str:
    """A digest of what all pages of a site have in common."""
    theme = theme_folder(shop.settings, shop.docs.parent)
    settings = json.dumps(shop.settings, sort_keys=True, default=str)
    return key_of(["page", code_of(), shop.name, digest_of_files(theme), settings, repr(shop.menu), digest_of(shop.site.chrome)])


def template_digest(folder: Path, name: str) -> str:
    """A digest of a template and of all that it includes; of the whole folder when it says only while running what it includes."""
    parts: dict[str, str] = {}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        parts[current] = text = (folder / current).read_text(encoding="utf-8")
        if _REFERS_SOMEWHERE.search(text):
            return digest_of_files(folder)
        waiting.extend(found["name"] for found in _REFERS.finditer(text) if found["name"] not in parts)
    return key_of(part for pair in sorted(parts.items()) for part in pair)

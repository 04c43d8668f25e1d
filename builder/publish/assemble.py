"""One site, put together in the folder of the next publication: its docs tree, its pages, and what MkDocs puts beside them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from builder.model.reference import Citation
from builder.publish.frame import fits, theme_files, theme_folder
from builder.publish.making import Bench, Keyed, frame_key, keyed, link_pages, workshop
from builder.publish.record import Fresh, Record, fresh_folder
from builder.publish.tree import remove_file, write_tree
from builder.render.docs import DUMPER, other_files, page_file, render_site
from builder.view.page import FileLink, Site
from builder.work.store import Signature, Store, key_of, signature_of, signatures

THEME_FOLDERS = ("assets/images/", "assets/javascripts/", "assets/stylesheets/")
"""What MkDocs copies from Material into every site and no page of ours asks for: 2 MB of scripts, styles and pictures."""


class Assembly:
    """One site on its way into `build/fresh`. Beginning it changes nothing that stands anywhere."""

    def __init__(self, root: Path, site: Site, citations: Mapping[str, Citation], settings: Mapping[str, Any], store: Store):
        self.site, self.settings = site, settings
        self._root, self._citations = root, citations
        self._folder = root / "build" / site.name
        self._alone = fits(settings)
        """Whether each page can be made alone; else MkDocs makes them all."""
        if self._alone:
            shop, places = workshop(site, citations, settings, root, fresh_folder(root), store.folder)
            self._bench, self._frame = Bench(shop), frame_key(shop)
            self._pages = keyed(shop, site.pages, places, self._frame)

    def link_to(self, downloads: dict[str, tuple[FileLink, ...]]) -> None:
        """Let pages link to these printed files."""
        self.site = replace(self.site, downloads=downloads)
        if self._alone:
            self._bench.link_to(downloads)

    def missing(self, record: Record, fresh: Fresh) -> list[tuple[Bench, list[Keyed]]]:
        """Put the pages that stand into `fresh`, or all that MkDocs makes; returns what is to be made, and where."""
        if not self._alone:
            write_settings(self._folder, self.settings, record)
            _through_mkdocs(self._root, self.site, self._citations, self._folder, fresh)
            return []
        self._docs = signatures(self._bench.shop.docs)
        kept = {name for name, signature in self._docs.items() if record.docs.get(f"{self.site.name}/{name}") == signature}
        missing = link_pages(self._bench.shop, self._pages, kept, fresh)
        self._written = [page_file(page.path) for page, _, _ in missing]
        return [(self._bench, missing)]

    def put_others(self, today: datetime.date, record: Record, fresh: Fresh) -> None:
        """Put what stands beside the pages into the docs tree and into `fresh`."""
        if not self._alone:
            return
        write_settings(self._folder, self.settings, record)
        shop, site = self._bench.shop, self.site
        self._others = other_files(site, self._root / "templates")
        for name, content in self._others.items():
            target = shop.docs / name
            if not (target.is_file() and target.read_bytes() == content):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                self._written.append(name)
        theme = theme_files(theme_folder(self.settings, self._folder))
        for path, content in {**{name: path.read_bytes() for name, path in theme.items()}, **self._others}.items():
            fresh.put(f"{site.name}/{path}", content)
        _, frame = self._bench.tools
        fresh.make(f"{site.name}/404.html", self._frame, frame.missing)
        paths = [page.path for page in site.pages]
        fresh.make(f"{site.name}/sitemap.xml", key_of([self._frame, str(today), *paths]), lambda: frame.sitemap(paths, today))

    def settle(self) -> dict[str, Signature]:
        """Take away what does not belong into the docs tree, once all is made, and tell how all of it was left."""
        if not self._alone:
            return {}
        docs = self._bench.shop.docs
        for name in self._docs.keys() - self._others.keys() - {page_file(page.path) for page in self.site.pages}:
            remove_file(docs, name)
            del self._docs[name]
        for name in self._written:
            signature = signature_of(f"{docs}/{name}")
            assert signature, name
            self._docs[name] = signature
        return {f"{self.site.name}/{name}": signature for name, signature in self._docs.items()}


def write_settings(folder: Path, settings: Mapping[str, Any], record: Record) -> None:
    """Write the site's mkdocs.yml where it is not as the build before left it: a long navigation takes a second to write."""
    path = folder / "mkdocs.yml"
    digest = settings_key(settings)
    if record.notes.get(f"settings {path}") != (digest, signature_of(path)):
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.dump(settings, Dumper=DUMPER, sort_keys=False, allow_unicode=True), encoding="utf-8")


def settings_note(folder: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
    """What the next build wants to know of the mkdocs.yml that was written."""
    path = folder / "mkdocs.yml"
    return {f"settings {path}": (settings_key(settings), signature_of(path))}


def settings_key(settings: Mapping[str, Any]) -> str:
    return key_of([repr(settings)])


def _through_mkdocs(root: Path, site: Site, citations: Mapping[str, Citation], folder: Path, fresh: Fresh) -> None:
    """The whole site by MkDocs itself, for settings and themes that are not known here."""
    from builder.publish.engine import build_html  # loads MkDocs, which an everyday build can do without

    write_tree(folder / "docs", render_site(site, citations, root / "templates"))
    built = build_html(folder)
    for path in sorted(built.rglob("*")):
        name = path.relative_to(built).as_posix()
        if path.is_file() and name != "sitemap.xml.gz" and not (name.startswith(THEME_FOLDERS)):
            fresh.put(f"{site.name}/{name}", path.read_bytes())

"""One site, put together in the folder of the next publication: its docs tree, its pages, and what MkDocs puts beside them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from builder.model.reference import Citation
from builder.publish.frame import Frame, fits, theme_files, theme_folder
from builder.publish.making import Spread, frame_key, make_pages, workshop
from builder.publish.record import Fresh, Record
from builder.publish.tree import remove_file, write_tree
from builder.render.compiled import Compiled
from builder.render.docs import DUMPER, other_files, page_file, render_site
from builder.store import Signature, Store, file_status, key_of, signature_of
from builder.view.page import Site

THEME_FOLDERS = ("assets/images/", "assets/javascripts/", "assets/stylesheets/")
"""What MkDocs copies from Material into every site and no page of ours asks for: 2 MB of scripts, styles and pictures."""


def assemble(
    root: Path,
    site: Site,
    citations: Mapping[str, Citation],
    settings: Mapping[str, Any],
    today: datetime.date,
    record: Record,
    fresh: Fresh,
    store: Store,
    spread: Spread,
) -> tuple[int, dict[str, Signature]]:
    """Put a site into `fresh`; returns how many pages had to be made, and the files of its docs tree as they were left."""
    folder = root / "build" / site.name
    write_settings(folder, settings, record)
    if not fits(settings):
        return _through_mkdocs(root, site, citations, folder, fresh), {}
    shop, places = workshop(site, citations, settings, root, fresh.folder, store.folder)
    made = make_pages(shop, site.pages, places, record, fresh, spread)
    others = other_files(site, root / "templates")
    docs = _settle(folder / "docs", others, [page_file(page.path) for page in site.pages])
    for path, content in {**{name: path.read_bytes() for name, path in theme_files(theme_folder(settings, folder)).items()}, **others}.items():
        fresh.put(f"{site.name}/{path}", content)
    frame = Frame(shop.settings, shop.menu, folder, Compiled(store))
    key = frame_key(shop)
    fresh.make(f"{site.name}/404.html", key, frame.missing)
    paths = [page.path for page in site.pages]
    fresh.make(f"{site.name}/sitemap.xml", key_of([key, str(today), *paths]), lambda: frame.sitemap(paths, today))
    return made, {f"{site.name}/{name}": signature for name, signature in docs.items()}


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


def _settle(docs: Path, others: Mapping[str, bytes], pages: Iterable[str]) -> dict[str, Signature]:
    """Write what stands beside the pages of a docs tree, take away what belongs to neither, and tell how all of it was left."""
    for name, content in others.items():
        path = docs / name
        if not (path.is_file() and path.read_bytes() == content):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    wanted = {*others, *pages}
    left: dict[str, Signature] = {}
    for name, status in file_status(docs).items():
        if name in wanted:
            left[name] = (status.st_size, status.st_mtime_ns)
        else:
            remove_file(docs, name)
    return left


def _through_mkdocs(root: Path, site: Site, citations: Mapping[str, Citation], folder: Path, fresh: Fresh) -> int:
    """The whole site by MkDocs itself, for settings and themes that are not known here."""
    from builder.publish.engine import build_html  # loads MkDocs, which an everyday build can do without

    write_tree(folder / "docs", render_site(site, citations, root / "templates"))
    built = build_html(folder)
    for path in sorted(built.rglob("*")):
        name = path.relative_to(built).as_posix()
        if path.is_file() and name != "sitemap.xml.gz" and not (name.startswith(THEME_FOLDERS)):
            fresh.put(f"{site.name}/{name}", path.read_bytes())
    return len(site.pages)

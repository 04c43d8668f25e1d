"""The frame around a page: the theme's own templates, filled with what MkDocs would fill them with.

MkDocs reads, sorts and renders every page of a site to make one. Here a page is made alone, from its text, the settings and the navigation. What a
template may ask for is listed in MkDocs' documentation of themes; of that, this gives what our theme uses, and a test compares every page with what
MkDocs makes of the same docs tree. A theme, a setting or an MkDocs that this does not know is left to MkDocs (`fits`).
"""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

import jinja2

from builder.publish.outline import EXTENSIONS, outlined
from builder.view.page import file_href
from builder.work.store import installed_version

MKDOCS = "1.6."
"""The MkDocs whose pages these are compared with."""

_SETTINGS = {
    *("site_name", "site_description", "site_url", "docs_dir", "site_dir", "use_directory_urls", "theme"),
    *("extra", "extra_css", "plugins", "markdown_extensions", "validation", "nav"),
}


def fits(settings: Mapping[str, Any]) -> bool:
    """Whether these settings ask for nothing but what is made here."""
    theme = settings.get("theme", {})
    return (
        settings.keys() <= _SETTINGS
        and settings.get("plugins") == []
        and settings.get("markdown_extensions") == EXTENSIONS
        and settings.get("use_directory_urls") is True
        and isinstance(theme, dict)
        and theme.get("name") == "material"
        and "custom_dir" in theme
        and installed_version("mkdocs").startswith(MKDOCS)
    )


TEMPLATES = ("main.html", "404.html", "sitemap.xml")


@dataclass(frozen=True)
class Place:
    """Where a page stands: its title in the navigation (empty when it is not in it), and which line of the menu it is under (-1 for none)."""

    title: str = ""
    line: int = -1


@dataclass(frozen=True)
class Menu:
    """The top level of the navigation: all of it that a frame shows, so that a page's frame does not change with every other page."""

    lines: tuple[tuple[str, str, bool], ...]
    """Title; address of the page, or of the first page under it; whether it is a page of its own."""


def menu_of(nav: Sequence[Mapping[str, Any]]) -> tuple[Menu, dict[str, Place]]:
    """The menu of a site, and the place of each page file in it, of the `nav` of its mkdocs.yml."""
    lines = tuple((next(iter(entry)), _url_of(next(_pages_of(entry))[1]), isinstance(next(iter(entry.values())), str)) for entry in nav)
    return Menu(lines), {file: Place(title, index) for index, entry in enumerate(nav) for title, file in _pages_of(entry)}


def theme_environment(theme: Path, compiled: jinja2.BytecodeCache | None = None) -> jinja2.Environment:
    """The theme's templates, with what they may ask for."""
    loader = jinja2.FileSystemLoader([theme, *_theme_folders()])
    environment = jinja2.Environment(loader=loader, auto_reload=False, extensions=["jinja2.ext.i18n"], bytecode_cache=compiled)
    environment.filters["url"] = _url
    environment.install_null_translations()  # type: ignore[attr-defined]
    return environment


class Frame:
    """The frame of a site. `settings` are those of its mkdocs.yml, `folder` is where that file stands."""

    def __init__(self, settings: Mapping[str, Any], menu: Menu, folder: Path, compiled: jinja2.BytecodeCache | None = None):
        self._environment = theme_environment(theme_folder(settings, folder), compiled)
        self._config = {"site_description": None, "extra_javascript": [], **settings}
        self._site_url = settings.get("site_url")
        self._menu = menu

    def ready(self) -> None:
        """Load the templates."""
        for name in TEMPLATES:
            self._environment.get_template(name)

    def page(self, path: str, meta: Mapping[str, Any], body: str, place: Place) -> bytes:
        """The finished page at `path`, of its front matter and the text under it."""
        made = outlined(body)
        url = f"{path}/" if path else ""
        page = SimpleNamespace(
            title=place.title or meta.get("title", ""),
            meta=dict(meta),
            content=made.content,
            toc=made.toc,
            url=url,
            is_homepage=not path,
            canonical_url=urljoin(self._site_url, url) if self._site_url else None,
        )
        return self._filled("main.html", page, file_href(url, ""), place.line)

    def missing(self) -> bytes:
        """404.html: it can be shown at any address, so its links begin at the root of the host."""
        return self._filled("404.html", None, urlsplit(self._site_url or "/").path, -1)

    def sitemap(self, paths: Iterable[str], today: datetime.date) -> bytes:
        """sitemap.xml, in the order in which MkDocs walks the folders."""
        pages = []
        for path in sorted(paths, key=lambda path: path.split("/") if path else []):
            address = urljoin(self._site_url, f"{path}/" if path else "") if self._site_url else None
            pages.append(SimpleNamespace(page=SimpleNamespace(is_link=False, canonical_url=address, abs_url=None, update_date=str(today))))
        return self._environment.get_template("sitemap.xml").render(pages=pages).encode()

    def _filled(self, template: str, page: SimpleNamespace | None, base: str, line: int) -> bytes:
        menu = _Lines(_line(*values, active=index == line) for index, values in enumerate(self._menu.lines))
        text = self._environment.get_template(template).render(nav=menu, base_url=base, config=self._config, page=page)
        return text.encode("utf-8", errors="xmlcharrefreplace")


class _Lines(list[SimpleNamespace]):
    @property
    def homepage(self) -> SimpleNamespace:
        return next(line for line in self if line.is_homepage)


def _line(title: str, url: str, is_page: bool, active: bool) -> SimpleNamespace:
    """A page of the menu with its address, or a section without one, whose first page can be asked for."""
    if is_page:
        return SimpleNamespace(title=title, url=url, is_homepage=not url, children=None, active=active)
    return SimpleNamespace(title=title, is_homepage=False, children=[SimpleNamespace(url=url)], active=active)


def theme_folder(settings: Mapping[str, Any], folder: Path) -> Path:
    return Path(folder, settings["theme"]["custom_dir"]).resolve()


def theme_files(theme: Path) -> dict[str, Path]:
    """What the theme brings beside its templates, by path in the site."""
    paths = (path for path in sorted(theme.rglob("*")) if path.is_file())
    return {path.relative_to(theme).as_posix(): path for path in paths if path.suffix not in (".html", ".py") and path.name[0] != "."}


def _pages_of(entry: Mapping[str, Any] | str) -> Iterator[tuple[str, str]]:
    """Title and file of every page under a navigation entry. MkDocs takes a page without a title from its own front matter."""
    if isinstance(entry, str):
        yield "", entry
        return
    for title, below in entry.items():
        if isinstance(below, str):
            yield title, below
        else:
            for child in below:
                yield from _pages_of(child)


def _url_of(file: str) -> str:
    return file.removesuffix("index.md")


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, value: object) -> str:
    """An address of the site, seen from the page that is being made."""
    page = context["page"]
    return _seen_from(page.url, str(value)) if page else _under(context["base_url"], str(value))


def _seen_from(url: str, target: str) -> str:
    """From all pages that are equally deep, in other folders than the target, it looks the same."""
    apart = url.partition("/")[0] != target.partition("/")[0]
    return _seen("-/" * url.count("/") if apart else url, target)


@lru_cache(maxsize=4096)
def _seen(url: str, target: str) -> str:
    if _leads_out(target):
        return target
    found = file_href(url, target)
    return f"{found}/" if target.endswith("/") else found


def _under(base: str, target: str) -> str:
    return target if _leads_out(target) else posixpath.join(base, target or ".")


def _leads_out(target: str) -> bool:
    parts = urlsplit(target)
    return bool(parts.scheme or parts.netloc or target.startswith(("/", "#")))


@cache
def _theme_folders() -> tuple[Path, ...]:
    """The folders of Material's and MkDocs' own templates, without importing either."""
    found = (find_spec(name) for name in ("material", "mkdocs"))
    return tuple(Path(folder) / "templates" for spec in found if spec for folder in spec.submodule_search_locations or ())

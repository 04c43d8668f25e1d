"""A site as a docs tree, for MkDocs and its like: pages as front matter, headings and HTML, and everything beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup
from msgspec import to_builtins

from builder.check.templates import IMPORT
from builder.finding import CurriculumError, Finding
from builder.load.entry import read_data_file
from builder.model.reference import Citation
from builder.pages.calls import tappable
from builder.pages.html import Writer
from builder.pages.look import COLOURS, ICON, own_colours, painted
from builder.pages.numbers import number_files
from builder.pages.render import STYLES, Pages
from builder.text.markup import element, empty, joined
from builder.views.page import FileLink, NavEntry, Page, Site, WebLook, file_href, href
from builder.words import languages
from builder.work.system import left_behind

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""Writes YAML: libyaml's, where PyYAML has it."""

_MARKDOWN_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+\-.!]")
_WITHOUT_ESCAPE = str.maketrans({"~": "&#126;", "|": "&#124;"})
"""What is special to some engines, and what no backslash escapes in others."""


class MarkdownHeadings(Writer):
    """Writes headings as Markdown, so that a site engine sees the page's outline; everything else is HTML, which every engine passes through."""

    def headline(self, level: int, anchor: str, words: str, note: Markup) -> Markup:
        """On one line, whatever is in the words."""
        marked = _MARKDOWN_SPECIAL.sub(r"\\\g<0>", joined([" ".join(words.split())])).translate(_WITHOUT_ESCAPE)
        return Markup(f"{'#' * level} {marked}{note} {{#{anchor}}}")


def render_site(
    site: Site, citations: Mapping[str, Citation], templates: Path, downloads: Mapping[str, tuple[FileLink, ...]] | None = None
) -> dict[str, bytes]:
    """Every file of a site's docs tree by its path: pages, redirects, catalogue.json, data files and assets; `downloads` as `Pages` has them."""
    pages = Pages(site, citations, templates)
    pages.downloads = downloads or {}
    texts = {page_file(page.path): f"---\n{_front_matter(page)}---\n\n{_body(pages, page)}\n" for page in site.pages}
    return {name: text.encode() for name, text in texts.items()} | other_files(site, templates)


def redirect(former: str, now: str) -> bytes:
    """The page at a former address, also at that of a file (as `thought-log-letter.pdf/index.html`, to which every web server leads)."""
    is_file = "." in now.rpartition("/")[2]
    target = file_href(former, now) if is_file else href(former, now)
    title, refresh = element("title", "This page has moved"), empty("meta", http_equiv="refresh", content=f"0; url={target}")
    leads = element("p", "This page has moved. ", element("a", "Go to its new place", href=target), ".")
    page = element(
        "html", empty("meta", charset="utf-8"), title, "\n", refresh, empty("meta", name="robots", content="noindex"), "\n", leads, lang="en"
    )
    return joined([Markup("<!doctype html>\n"), page, "\n"]).encode()


_COMMENT = re.compile(rb"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)
"""Lines of a script that are for whoever changes it: types and comments, a third of what would go over the wire."""
_REMARK = re.compile(rb"/\*.*?\*/|^\s+", re.MULTILINE | re.DOTALL)
"""What a style sheet has for whoever changes it: remarks, indents and empty lines."""
ICONS = "assets/icons/"
"""Pictures of the icon in our colour; a site that has its own gets others."""


def other_files(site: Site, templates: Path) -> dict[str, bytes]:
    """What a site holds beside its pages. `templates/assets` go to both sites, `templates/assets-<site>` to one."""
    files: dict[str, bytes] = {}
    for former, now in site.redirects.items():
        files[f"{former}/index.html"] = redirect(former, now)
    files["catalogue.json"] = (json.dumps(site.catalogue, ensure_ascii=False, sort_keys=True) + "\n").encode()
    files.update({path: text.encode() for path, text in site.files.items()} | number_files(site.name))
    for assets in (templates / "assets", templates / f"assets-{site.name}"):
        imported = {sheet.parent / name.decode() for sheet in assets.rglob("*.css") for name in IMPORT.findall(sheet.read_bytes())}
        for path in sorted(assets.rglob("*")):
            if path.is_file() and path not in imported and not left_behind(path.name):
                files[f"assets/{path.relative_to(assets).as_posix()}"] = _published(path, site.look)
    return {path: content for path, content in files.items() if not (site.look.color and path.startswith(ICONS))}


def _published(path: Path, look: WebLook) -> bytes:
    """An asset as readers get it: a style sheet holds what it imports, since each import is one more trip over a slow line before anything shows."""
    content = path.read_bytes()
    if path.suffix == ".js":
        return _COMMENT.sub(b"", content)
    if path.suffix == ".css":
        whole = IMPORT.sub(lambda found: _published(path.parent / found[1].decode(), look), content)
        return _REMARK.sub(b"", whole) + (own_colours(look).encode() if path.name == COLOURS else b"")
    if path.name == ICON:
        return painted(content.decode(), look).encode()
    return content


def _body(pages: Pages, page: Page) -> str:
    return tappable(pages.body(page, writes=MarkdownHeadings).html, pages.site.chrome.calls)


def _front_matter(page: Page) -> str:
    """What a page's file says of it before its text. Every value is JSON, which YAML reads too: YAML's own writer takes as long as the page."""
    data = {key: getattr(page, key) for key in ("title", "description", "hide", "tab", "language", "color")}
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items() if value)


def page_file(path: str) -> str:
    return f"{path}/index.md" if path else "index.md"


def shared_settings(path: Path) -> dict[str, Any]:
    """What mkdocs.yml says for both sites. Raises CurriculumError where it cannot be read, or is no settings with a theme."""
    source = read_data_file(path, path.name)
    data = source.marks.data if isinstance(source.marks.data, dict) else {}
    for key in ("theme", "extra"):
        if not isinstance(data.get(key), dict):
            hint = f"write `{key}:` and indented lines under it, as it was installed"
            raise CurriculumError([Finding(source.at(key), "bad-value", f"{path.name} lacks '{key}', or says it in another way", hint)])
    return data


def mkdocs_settings(site: Site, shared: Mapping[str, Any], site_url: str) -> dict[str, Any]:
    """The plain mkdocs.yml of a site's docs tree: shared theme settings, this site's name, navigation and frame."""
    settings = {key: value for key, value in shared.items() if key not in ("hooks", "docs_dir", "site_dir", "site_name")}
    chrome = site.chrome
    words = {language: dict(table["frame"]) for language, table in languages().items()}
    settings["extra"] = {
        **shared.get("extra", {}),
        "groupwork": {**to_builtins(chrome), "emergency": tappable(joined([chrome.emergency]), chrome.calls), "words": words},
    }
    settings["extra_css"] = [*STYLES, *site.styles, *number_files(site.name)]
    top: dict[str, Any] = {"site_name": chrome.name, "site_description": chrome.tagline}
    if site_url:
        top["site_url"] = site_url.rstrip("/") + "/"
    return {**top, "docs_dir": "docs", "site_dir": "site", **settings, "nav": [_nav(entry) for entry in site.nav]}


def _nav(entry: NavEntry) -> dict[str, Any]:
    own = page_file(entry.path) if entry.path is not None else None
    if not entry.children:
        return {entry.title: own}
    children = [_nav(child) for child in entry.children]
    return {entry.title: [own, *children] if own else children}

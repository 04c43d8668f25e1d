"""A Site to the files of its docs tree. Pure: views in, bytes out; writing them is `builder.publish.tree`."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from jinja2 import BytecodeCache, Environment
from markupsafe import Markup, escape

from builder.markup.guide import Part
from builder.markup.tree import Cite, Words
from builder.model.reference import Citation
from builder.render.compiled import page_environment
from builder.render.heatmap import heat_map
from builder.render.html import Writer
from builder.view.common import short_citation
from builder.view.page import FileLink, NavEntry, Page, Site, SiteChrome, file_href, href
from builder.words import languages, said

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""Writes YAML: libyaml's, where PyYAML has it."""

REDIRECT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>This page has moved</title>
<meta http-equiv="refresh" content="0; url={target}"><meta name="robots" content="noindex">
<p>This page has moved. <a href="{target}">Go to its new place</a>.</p></html>
"""


def render_site(site: Site, citations: Mapping[str, Citation], templates: Path) -> dict[str, bytes]:
    """Every file of a site's docs tree by its path: pages, redirects, catalogue.json, data files and assets.

    `templates/assets` go to both sites, `templates/assets-<site>` to one.
    """
    environment = page_environment(templates)
    known = {page.path for page in site.pages}
    pages = {page_file(page.path): render_page(environment, site, page, citations, known).encode() for page in site.pages}
    return pages | other_files(site, templates)


def other_files(site: Site, templates: Path) -> dict[str, bytes]:
    """What a docs tree holds beside its pages."""
    files: dict[str, bytes] = {}
    for former, now in site.redirects.items():
        files[f"{former}/index.html"] = REDIRECT.format(target=href(former, now)).encode()
    files["catalogue.json"] = (json.dumps(site.catalogue, ensure_ascii=False, sort_keys=True) + "\n").encode()
    files.update({path: text.encode() for path, text in site.files.items()})
    for assets in (templates / "assets", templates / f"assets-{site.name}"):
        for path in sorted(assets.rglob("*")):
            if path.is_file():
                files[f"assets/{path.relative_to(assets).as_posix()}"] = path.read_bytes()
    return files


def render_door(chrome: SiteChrome, templates: Path, compiled: BytecodeCache | None = None) -> bytes:
    """The page in front of both sites, framed as the participants' site is."""
    return page_environment(templates, compiled).get_template("shared/door.html").render(chrome=chrome).encode()


def render_page(
    environment: Environment,
    site: Site,
    page: Page,
    citations: Mapping[str, Citation],
    known: Collection[str],
    asked: Callable[[str, str], object] = lambda kind, name: None,
) -> str:
    """One page as Markdown with its front matter. `asked` is told of everything outside its view that the page looks up: links, sources, files."""

    def link(target: str) -> str:
        asked("link", target)
        return href(page.path, target) if target in known else target

    def cite(cited: Cite) -> str:
        for name in cited.sources:
            asked("source", name)
        return _cite(cited, citations)

    def files_of(path: str) -> tuple[FileLink, ...]:
        asked("files", path)
        return site.downloads.get(path, ())

    writer = Writer(link, cite)
    anchors: dict[str, str] = {}

    def part_heading(part: Part) -> Markup:
        note = f' <span class="gw-minutes">{_minutes(part)}</span>' if part.minutes else ""
        return Markup(writer.heading(2, (Words(part.title),), note))

    def anchor_of(title: str) -> str:
        """The anchor that the heading will have: timeline links stand before the headings they lead to."""
        return anchors.setdefault(title, Writer(link, lambda cited: "").anchor(title))

    body = environment.get_template(f"{site.name}/{page.template}").render(
        page=page,
        view=page.view,
        chrome=site.chrome,
        href=link,
        files_of=files_of,
        file=partial(file_href, page.path),
        heat_map=lambda table: Markup(heat_map(table)),
        blocks=lambda blocks: Markup(writer.blocks(blocks)),
        nested=lambda blocks: Markup(writer.nested(blocks)),
        heading=lambda level, text, anchor="": Markup(writer.heading(level, (Words(text),), anchor=anchor)),
        part_heading=part_heading,
        anchor_of=anchor_of,
        say=said("handout", page.language or "en"),
    )
    return f"---\n{_yaml(front_matter(page))}---\n\n{body.strip()}\n"


def _minutes(part: Part) -> str:
    if part.short == part.minutes:
        return f"{part.minutes} min"
    return f"{part.minutes} min, {f'{part.short} if short' if part.short else 'skip if short'}"


def front_matter(page: Page) -> dict[str, Any]:
    """What a page's file says of it before its text."""
    data: dict[str, Any] = {"title": page.title}
    if page.description:
        data["description"] = page.description
    if page.hide:
        data["hide"] = list(page.hide)
    data |= {key: value for key, value in (("tab", page.tab), ("language", page.language)) if value}
    return data


def _yaml(data: Mapping[str, Any]) -> str:
    """Every text and list of texts as JSON, which YAML reads too: YAML's own writer takes as long as the page."""
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items())


def page_file(path: str) -> str:
    return f"{path}/index.md" if path else "index.md"


def _cite(cited: Cite, citations: Mapping[str, Citation]) -> str:
    links = "; ".join(
        f'<a href="#source-{name}">{escape(short_citation(citations[name]))}</a>{escape(f", {locator}") if locator else ""}'
        for name, locator in cited.located()
    )
    return f'<span class="gw-cite">({links})</span>'


def mkdocs_settings(site: Site, shared: Mapping[str, Any], site_url: str) -> dict[str, Any]:
    """The plain mkdocs.yml of a site's docs tree: shared theme settings, this site's name, navigation and frame."""
    settings = {key: value for key, value in shared.items() if key not in ("hooks", "docs_dir", "site_dir", "site_name")}
    chrome = site.chrome
    settings["extra"] = {
        **shared.get("extra", {}),
        "groupwork": {
            "name": chrome.name,
            "emergency": chrome.emergency,
            "notice": chrome.notice,
            "review": chrome.review,
            "help_path": chrome.help_path,
            "help_in_print": chrome.help_in_print,
            "leave": chrome.leave,
            "licence": chrome.licence,
            "contact": list(chrome.contact),
            "words": {language: dict(table["frame"]) for language, table in languages().items()},
            "help": [
                {
                    "name": line.name,
                    "about": line.about,
                    "languages": dict(line.languages),
                    "ways": [{"label": way.label, "href": way.href} for way in line.ways],
                }
                for line in chrome.help
            ],
        },
    }
    settings["extra_css"] = [*shared.get("extra_css", ()), *site.styles]
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

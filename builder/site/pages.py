"""The pages of both sites as files: only those whose view, template, frame or neighbours have changed are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from builder.finding import CurriculumError, Finding
from builder.installed import templates_of
from builder.pages.render import Pages
from builder.site.last_look import Facts, facts_of
from builder.site.record import PUBLIC_SITE, Fresh
from builder.views.page import FileLink, Page
from builder.work.digest import digest_of
from builder.work.store import code_of, digest_of_files, key_of
from builder.work.workers import spread

AT_ONCE = 16
"""Pages that a process makes before it is given more."""

Trace = tuple[tuple[str, str, str], ...]
"""What a page looked up beyond its view: kind, name, and a digest of the answer."""


@dataclass(frozen=True)
class Answers:
    """What the pages of a site are told when they look something up, as digests."""

    pages: Pages
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def to(self, kind: str, name: str) -> str:
        if (kind, name) not in self.known:
            found: Any = name in self.pages.paths
            if kind != "link":
                found = self.pages.downloads.get(name, ()) if kind == "files" else self.pages.citations.get(name)
            self.known[kind, name] = digest_of(found)
        return self.known[kind, name]

    def hold(self, asked: Trace) -> bool:
        """Whether a page would be told the same again."""
        return all(self.to(kind, name) == answer for kind, name, answer in asked)


def make_pages(root: Path, sites: Sequence[Pages], downloads: Mapping[str, Mapping[str, tuple[FileLink, ...]]], fresh: Fresh) -> None:
    """Put every page of these sites into `fresh`: linked where it stands, made where it does not."""
    work: list[tuple[Pages, Answers, Page, str]] = []
    around = ["page", code_of(), *(digest_of_files(templates_of(root) / name) for name in ("pages", "theme"))]
    for pages in sites:
        pages.downloads = downloads[pages.site.folder]
        answers = Answers(pages)
        frame = key_of([*around, pages.site.name, pages.address, digest_of((pages.site.chrome, pages.site.styles))])
        for page in pages.site.pages:
            path, key = published_path(pages.site.folder, page.path), key_of([frame, digest_of((page, pages.menu(page.path)))])
            entry = fresh.stands(path, key)
            if entry and answers.hold(entry.asked):
                fresh.link(path, entry)
            else:
                work.append((pages, answers, page, key))
    fresh.clear(published_path(pages.site.folder, page.path) for pages, _, page, _ in work)
    if len(work) > AT_ONCE:
        for pages in sites:
            pages.load_templates()
    for path, key, facts, asked in spread(partial(_make, fresh.folder), work, AT_ONCE):
        fresh.made(path, key, facts, asked)


def try_pages(sites: Sequence[Pages]) -> tuple[Finding, ...]:
    """Make every page of these sites and keep none. What templates ask for and do not get, each once."""
    for pages in sites:
        pages.load_templates()
    return tuple(
        {finding for found in spread(_try, [(pages, page) for pages in sites for page in (*pages.site.pages, None)], AT_ONCE) for finding in found}
    )


def _try(work: tuple[Pages, Page | None]) -> tuple[Finding, ...]:
    pages, page = work
    try:
        _ = pages.page(page) if page else pages.missing()
    except CurriculumError as error:
        return error.findings
    return ()


def published_path(folder: str, path: str) -> str:
    return f"{folder}/{path}/index.html" if path else f"{folder}/index.html"


def _make(folder: Path, work: tuple[Pages, Answers, Page, str]) -> tuple[str, str, Facts, Trace]:
    """Make one page, in whatever process."""
    pages, answers, page, key = work
    asked: dict[tuple[str, str], None] = {}
    content = pages.page(page, lambda kind, name: asked.setdefault((kind, name)))
    site = pages.site
    path = published_path(site.folder, page.path)
    (folder / path).write_bytes(content)
    facts = facts_of(path.removeprefix(f"{site.folder}/"), content, site.name == PUBLIC_SITE)
    return path, key, facts, tuple((kind, name, answers.to(kind, name)) for kind, name in asked)

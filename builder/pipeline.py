"""The pipeline, as a sentence: load, check, plan, view, render, publish."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from msgspec import structs

from builder.check.across_sites import together
from builder.check.addresses import file_redirects
from builder.check.references import with_all_names
from builder.check.rules import check_library
from builder.finding import CurriculumError, Finding, has_errors, in_order
from builder.installed import MKDOCS, templates_of
from builder.load.entry import Texts
from builder.load.library import load_library
from builder.load.sites import wanted_sites
from builder.model.library import Library
from builder.pages.calendars import group_calendars
from builder.pages.docs import DUMPER, mkdocs_settings, other_files, redirect, render_site
from builder.pages.render import Pages, door, sitemap
from builder.site.audiences import private_sentences
from builder.site.last_look import Problem, problems
from builder.site.offline import finish_offline
from builder.site.pages import make_pages
from builder.site.published import Built, remember, sources_key
from builder.site.record import Entry, Fresh, Record, read_record, write_record
from builder.site.search_index import add_search
from builder.site.tree import alone, put_back, swap_in, write_tree
from builder.tracks.plan import Syllabus, plan_tracks
from builder.tracks.running import Running, running_groups
from builder.views.mytonight import my_tonight
from builder.views.ondates import Holidays, form_holidays
from builder.views.page import FileLink, Site
from builder.views.participants import participants_site
from builder.views.running import GROUPS
from builder.views.staff import staff_site
from builder.work.memo import Memo, Spread, here
from builder.work.store import Store
from builder.work.workers import spread

MANY = 50
"""Entries that a build may add before the store is looked through for what is too much: after an edit there are a handful."""

Progress = Callable[[str], None]


class PublishError(Exception):
    """The finished sites failed the last look; what was published before stands."""

    def __init__(self, problems: tuple[Problem, ...]):
        self.problems = problems
        super().__init__("\n".join(f"{problem.file}: {problem.message}" for problem in problems))


def check(root: Path, today: datetime.date) -> tuple[Finding, ...]:
    """Every finding in the curriculum under `root`, of all sites where there are several; shape findings alone when it has no whole shape."""
    memo, texts = Memo(), Texts(remember=True)
    whole, broken = dict[str, tuple[Finding, ...]](), dict[str, tuple[Finding, ...]]()
    for site in wanted_sites(root):
        try:
            library = load_library(root, memo, texts=texts, site=site)
            whole[site] = findings_in(with_all_names(library) if site else library, today, memo)
        except CurriculumError as error:
            broken[site] = error.findings
    return together(whole, broken)


def findings_in(library: Library, today: datetime.date, memo: Memo | None = None, spread: Spread = here) -> tuple[Finding, ...]:
    """What the rules find; where that is no error, with what shows only when a page is laid out."""
    found = check_library(library, today, memo, spread)
    if has_errors(found):
        return found
    from builder.print.paper_check import unfitting_sheets  # loads what sets pages

    return in_order((*found, *unfitting_sheets(library, memo, spread)))


def build(
    root: Path, today: datetime.date, progress: Progress = lambda line: None, pages_only: bool = False, cache: bool = True, sources: str | None = None
) -> Built:
    """Build both sites and publish them to `root/site`.

    With `pages_only`, printed files, the search index and the copy for use without internet stay as they were published. Without `cache`, nothing that
    was made before is used. `sources` is the `sources_key`, where it has been asked for just now. Raises CurriculumError for an author's mistakes and
    PublishError for a leak or a broken link; in both cases the published site stays as it was.
    """

    def wait() -> None:
        nonlocal sources
        sources = None  # they may be others by the time that the waiting ends
        progress("waiting for another build of this project to end")

    with alone(root / "build", wait), ExitStack() as stack:
        put_back(root / "site")
        sources = sources or sources_key(root, today, pages_only)
        known = Store(root / "build" / "cache")
        store = known if cache else Store(Path(stack.enter_context(TemporaryDirectory(prefix="no-cache-", dir=root / "build"))))
        memo = Memo(store if cache else None)
        stack.callback(memo.save)
        return _build(root, today, progress, pages_only, sources, known, store, memo)


def _build(root: Path, today: datetime.date, progress: Progress, pages_only: bool, sources: str, known: Store, store: Store, memo: Memo) -> Built:
    """What is published stays in `known`, whatever `store` the work is kept in."""
    record = read_record(known)
    progress("reading curriculum/")
    library = load_library(root, memo, spread)
    progress(f"checking {len(library.sessions)} sessions and {len(library.handouts)} handouts")
    findings = findings_in(library, today, memo, spread)
    if has_errors(findings):
        raise CurriculumError(findings)
    syllabi = plan_tracks(library)
    running = running_groups(library, syllabi, today)
    holidays = memo.one(form_holidays, library.program.meta.public_holidays)
    sites = plan_sites(library, today, what_stands(root), holidays, syllabi, running)
    _one_page_an_address(sites)
    makers = [site_pages(root, library, site, store.folder / "templates") for site in sites]
    printed = None if pages_only else print_everything(root, library, syllabi, running, today, store, progress)
    fresh = Fresh(root, record, pages_only, anew=store is not known)
    progress(f"making the pages of both sites, {sum(len(site.pages) for site in sites)} in all")
    downloads = {site.name: _downloads(printed, record, site) for site in sites}
    make_pages(root, makers, downloads, fresh)
    for pages in makers:
        _put_others(root, pages, today, fresh)
    fresh.put("index.html", door(sites[1].chrome, templates_of(root), store.folder / "templates"))
    made = set(fresh.entries)
    finished = pages_only and fresh.take_over(record.notes.get("finished", ()))
    for name, files in (printed or {}).get("files", {}).items():
        for path, content in files.items():
            fresh.put(f"{name}/{path}", content)
    for site in sites if printed else ():
        for former, now in _file_redirects(library, site, downloads[site.name]).items():
            fresh.put(f"{site.name}/{former}/index.html", redirect(former, now))
    fresh.prune()
    progress("looking for leaks and broken links")
    finish = partial(_finish_site, fresh, templates_of(root), store.folder, library)
    for entries in spread(finish, () if finished else sites, enough=2):
        fresh.entries |= entries
    _last_look(private_sentences(library, memo, spread), fresh)
    swap_in(fresh.folder, root / "site", keep=True)
    built = Built(findings, {site.name: len(site.pages) for site in sites}, root / "site")
    write_record(known, Record(fresh.entries, {"downloads": downloads, "finished": sorted(set(fresh.entries) - made)}))
    remember(root, known, sources, built, {path: entry.signature for path, entry in fresh.entries.items()})
    if store.added > MANY:
        store.trim()
    return built


def _one_page_an_address(sites: Sequence[Site]) -> None:
    """The last word before anything is written: raises PublishError where two things of a site have one address."""
    problems = []
    for site in sites:
        pages = [page.path for page in site.pages]
        twice = {path for path in pages if pages.count(path) > 1} if len(set(pages)) < len(pages) else set()
        files = {path.removesuffix("/index.html") for path in site.files}
        problems += [Problem(f"{site.name}/{path}", "two pages have this address") for path in sorted(twice | (files & set(pages)))]
        taken = site.redirects.keys() & {*pages, *files}
        problems += [Problem(f"{site.name}/{path}", "a former id would take the place of this page") for path in sorted(taken)]
    if problems:
        raise PublishError(tuple(problems))


def site_pages(root: Path, library: Library, site: Site, compiled: Path | None = None) -> Pages:
    """What makes the pages of a site."""
    return Pages(site, library.sources.citations, templates_of(root), address=address_of(library, site), compiled=compiled)


def address_of(library: Library, site: Site) -> str:
    """Where a site stands, as program.yml says it; empty where it does not."""
    meta = library.program.meta
    return (meta.address if site.name == "participants" else meta.staff_address) or ""


def _put_others(root: Path, pages: Pages, today: datetime.date, fresh: Fresh) -> None:
    """Put what stands beside the pages of a site into `fresh`."""
    name = pages.site.name
    files = other_files(pages.site, templates_of(root)) | {"404.html": pages.missing()}
    if pages.address:
        files["sitemap.xml"] = sitemap(pages.address, pages.paths, str(today))
    for path, content in files.items():
        fresh.put(f"{name}/{path}", content)


def print_everything(
    root: Path, library: Library, syllabi: Sequence[Syllabus], running: Sequence[Running], today: datetime.date, store: Store, progress: Progress
) -> dict[str, Any]:
    """Printed `files` by site and path, and the `links` to them by site and page."""
    from builder.print.build import files_of, links_of, print_all  # loads what sets pages, which a build of pages only can do without
    from builder.print.meetings import papers_of_meetings
    from builder.print.poster import posters

    meetings = (papers for syllabus in syllabi for papers in papers_of_meetings(library, syllabus))
    printed = print_all(root, library, syllabi, store, progress, dated=(*posters(library, running, today), *meetings))
    names = ("staff", "participants")
    return {"files": {name: files_of(printed, name) for name in names}, "links": {name: links_of(printed, name) for name in names}}


def _downloads(printed: Mapping[str, Any] | None, record: Record, site: Site) -> dict[str, tuple[FileLink, ...]]:
    """Links to printed files: to those that were made now, or to those that stand, for pages that are still there."""
    if printed is not None:
        links: dict[str, tuple[FileLink, ...]] = printed["links"][site.name]
        return links
    known = record.notes.get("downloads", {}).get(site.name, {})
    pages = {page.path for page in site.pages}
    return {path: files for path, files in known.items() if path in pages}


def _file_redirects(library: Library, site: Site, downloads: Mapping[str, tuple[FileLink, ...]]) -> dict[str, str]:
    """Former addresses of printed files to where those stand now."""
    files = [(page, file.path) for page, links in downloads.items() for file in links]
    return file_redirects(library, files, {page.path for page in site.pages})


@dataclass(frozen=True)
class Standing:
    """What stands published that the next sites take up: the staff catalogue, for what is new since then, and calendars of groups by path."""

    catalogue: Mapping[str, Any] | None = None
    calendars: Mapping[str, str] = field(default_factory=dict)


def plan_sites(
    library: Library,
    today: datetime.date,
    standing: Standing | None = None,
    holidays: Holidays | None = None,
    syllabi: tuple[Syllabus, ...] | None = None,
    running: tuple[Running, ...] | None = None,
) -> tuple[Site, Site]:
    """Both sites as views; `syllabi` are the tracks and `running` the groups, where they are planned."""
    syllabi = plan_tracks(library) if syllabi is None else syllabi
    standing = standing or Standing()
    running = running_groups(library, syllabi, today) if running is None else running
    staff = staff_site(library, syllabi, running, today, planner_files(), standing.catalogue, holidays)
    calendars = dict(group_calendars(library, running, today, standing.calendars))
    return structs.replace(staff, files=staff.files | calendars), participants_site(library, syllabi, my_tonight(library, running, today))


def what_stands(root: Path) -> Standing:
    """What is published in `root/site`: nothing before the first build, or where it cannot be read."""
    staff = root / "site" / "staff"
    try:
        catalogue = json.loads((staff / "catalogue.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        catalogue = None
    calendars = {}
    for path in staff.glob(f"{GROUPS}/*/*.ics"):
        with suppress(OSError, ValueError):
            calendars[path.relative_to(staff).as_posix()] = path.read_bytes().decode()
    return Standing(catalogue if isinstance(catalogue, dict) else None, calendars)


_DOCSTRING = re.compile(r'^([ \t]*)"""(?:.|\n)*?"""$', re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*#.*\n", re.MULTILINE)


def planner_files() -> Mapping[str, str]:
    """The planner's own files by name, for the browser: without comments and docstrings, which are a quarter of what would go over the wire."""
    folder = Path(__file__).parent / "planner"
    return {path.name: _COMMENT.sub("", _DOCSTRING.sub(r"\g<1>0", path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.py"))}


def export_docs(root: Path, today: datetime.date) -> dict[str, tuple[Path, dict[str, Any]]]:
    """Write both sites as docs trees, `build/<site>/docs` and `build/<site>/mkdocs.yml`, for MkDocs and its like; returns folder and settings by site.

    Raises CurriculumError when the curriculum has no whole shape.
    """
    library = load_library(root)
    shared, theme = yaml.safe_load(MKDOCS.read_text(encoding="utf-8")), templates_of(root) / "theme"
    shared["theme"]["custom_dir"] = f"../../{theme.relative_to(root).as_posix()}" if theme.is_relative_to(root) else str(theme)
    found = {}
    for site in plan_sites(library, today):
        folder, settings = root / "build" / site.name, mkdocs_settings(site, shared, address_of(library, site))
        write_tree(folder / "docs", render_site(site, library.sources.citations, templates_of(root)))
        (folder / "mkdocs.yml").write_text(yaml.dump(settings, Dumper=DUMPER, sort_keys=False, allow_unicode=True), encoding="utf-8", newline="\n")
        found[site.name] = (folder, settings)
    return found


def _finish_site(fresh: Fresh, templates: Path, store: Path, library: Library, site: Site) -> dict[str, Entry]:
    folder = fresh.folder / site.name
    add_search(folder, Store(store), tuple(library.sessions) if site.name == "staff" else (), library.synonym_list)
    finish_offline(folder, site, templates)
    return fresh.others(site.name)


def _last_look(private: Mapping[int, Sequence[str]], fresh: Fresh) -> None:
    sites: tuple[tuple[str, Mapping[int, Sequence[str]]], ...] = (("staff", {}), ("participants", private))
    found = [problem for name, sentences in sites for problem in problems(fresh.folder / name, fresh.of(name), sentences)]
    if found:
        raise PublishError(tuple(found))

"""The pipeline, as a sentence: load, check, plan, view, render, publish."""

from __future__ import annotations

import datetime
import errno
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from msgspec import structs

from builder.check.across_sites import together
from builder.check.levels import leveled
from builder.check.references import with_all_names
from builder.check.rules import check_library
from builder.check.templates import as_released
from builder.finding import CurriculumError, Finding, has_errors, in_order
from builder.installed import MKDOCS, templates_of
from builder.load.entry import Texts
from builder.load.library import load_library
from builder.load.sites import wanted_sites
from builder.model.library import Library
from builder.pages.calendars import group_calendars
from builder.pages.docs import DUMPER, mkdocs_settings, render_site, shared_settings
from builder.pages.planner_files import planner_files
from builder.pages.render import template_findings
from builder.site.addresses_lost import AddressesLost, lost_addresses_of
from builder.site.doubled import double_addresses
from builder.site.last_look import Problem
from builder.site.leaks import addresses_of, checked_before, look, said_by_addresses, said_by_templates, wording_of
from builder.site.pages import make_pages
from builder.site.place import (
    PlannedPlace,
    claims_of_all,
    finish_site,
    finished_of,
    last_look,
    notes_of,
    print_everything,
    put_doors,
    put_others,
    put_printed,
    site_pages,
    standing_links,
    try_places,
)
from builder.site.published import Built, Standing, is_settled, remember, sources_key, state_of_sources
from builder.site.record import Fresh, Record, read_record, write_record
from builder.site.tree import alone, write_tree
from builder.site.versions import NO_CACHE, heal, publish
from builder.tracks.plan import Syllabus, plan_tracks
from builder.tracks.running import Running, running_groups
from builder.views.address import site_address
from builder.views.catalogue import said_of
from builder.views.mytonight import my_tonight
from builder.views.ondates import Holidays, form_holidays
from builder.views.page import Site
from builder.views.participants import participants_site
from builder.views.staff import staff_site
from builder.work.memo import Memo, Spread, here
from builder.work.store import Store
from builder.work.workers import spread

MANY = 50
"""Entries that a build may add before the store is looked through for what is too much: after an edit there are a handful."""

READINGS = 5
"""How often a build begins anew because someone saved while it read."""

Progress = Callable[[str], None]


class PublishError(Exception):
    """The finished sites failed the last look; what was published before stands."""

    def __init__(self, problems: tuple[Problem, ...]):
        self.problems = problems
        super().__init__("\n".join(f"{problem.file}: {problem.message}" for problem in problems))


def check(root: Path, today: datetime.date, memo: Memo | None = None, *, site: str = "") -> tuple[Finding, ...]:
    """Every finding in the curriculum under `root`, of all sites where there are several, or of the one that `site` names; shape findings alone when it has no
    whole shape. Where there is no error, all is planned that a build would publish, and with templates of one's own every page is made."""
    memo, wanted = memo or Memo(), wanted_sites(root, site)
    libraries, findings = looked_at(root, today, wanted, memo)
    try:
        if has_errors(findings):
            return findings
        places = plan_places(libraries, wanted, today, memo)
        return findings if as_released(templates_of(root)) else in_order((*findings, *try_places(root, libraries, places)))
    except CurriculumError as error:
        return in_order((*findings, *error.findings))


def looked_at(
    root: Path,
    today: datetime.date,
    wanted: Collection[str],
    memo: Memo,
    spread: Spread = here,
    *,
    texts: Texts | None = None,
    progress: Progress = lambda line: None,
) -> tuple[dict[str, Library], tuple[Finding, ...]]:
    """The library of every site as far as it has a whole shape, and what there is to find at those that are `wanted`, each finding once."""
    texts = texts or Texts(remember=True)
    libraries, whole, broken = dict[str, Library](), dict[str, tuple[Finding, ...]](), dict[str, tuple[Finding, ...]]()
    for site in wanted_sites(root):
        try:
            progress("reading curriculum/")
            libraries[site] = library = load_library(root, memo, spread, texts, site=site)
            if site in wanted:
                progress(f"checking {len(library.sessions)} sessions and {len(library.handouts)} handouts{f' of {site}' if site else ''}")
                whole[site] = findings_in(with_all_names(library) if site else library, today, memo, spread)
        except CurriculumError as error:
            broken[site] = error.findings
    return libraries, in_order((*template_findings(templates_of(root), memo), *together(whole, broken)))


def findings_in(library: Library, today: datetime.date, memo: Memo | None = None, spread: Spread = here) -> tuple[Finding, ...]:
    """What the rules find, as much as it weighs here; where that is no error, with what shows only when a page is laid out."""
    found = leveled(check_library(library, today, memo, spread), library)
    if has_errors(found):
        return found
    from builder.print.paper_check import unfitting_sheets  # loads what sets pages

    return in_order((*found, *leveled(unfitting_sheets(library.published, memo, spread), library)))


def build(
    root: Path,
    today: datetime.date,
    progress: Progress = lambda line: None,
    pages_only: bool = False,
    cache: bool = True,
    keep_addresses: bool = False,
    *,
    site: str = "",
) -> Built:
    """Build both sites and publish them to `root/site`; of a program with several places those of all, or of the one that `site` names.

    With `pages_only`, printed files, search and the copy for use without internet stay as published. Without `cache`, nothing made before is used.
    What someone saves meanwhile is read anew, so that no build is of one half of it. Raises CurriculumError, PublishError, OSError, and with `keep_addresses`
    AddressesLost: the published site stays as it was.
    """
    with alone(root / "build", lambda: progress("waiting for another build of this project to end")), ExitStack() as stack:
        known = Store(root / "build" / "cache")
        heal(root, known)
        store = (
            known if cache else Store(Path(stack.enter_context(TemporaryDirectory(prefix=NO_CACHE, dir=root / "build", ignore_cleanup_errors=True))))
        )
        memo = Memo(store if cache else None)
        stack.callback(memo.save)
        found: CurriculumError | None = None
        for _ in range(READINGS):
            state = state_of_sources(root)
            sources = sources_key(root, today, pages_only, site)
            settled = partial(is_settled, root, state)
            try:
                return _build(root, today, progress, (pages_only, keep_addresses), (sources, settled), known, store, memo, wanted_sites(root, site))
            except _ReadInHalves:
                found = None
            except Exception as error:  # what a text and another of a moment later make together
                if settled():
                    raise
                found = error if isinstance(error, CurriculumError) else None
            progress("the curriculum was changed while it was read: once more")
    if found:  # whatever changes there, a link to what is no curriculum among it
        raise found
    raise InterruptedError(errno.EINTR, "is being changed without a pause, so that no build can read it whole", "curriculum/")


class _ReadInHalves(Exception):
    """Someone saved while a build read."""


def _build(
    root: Path,
    today: datetime.date,
    progress: Progress,
    asked: tuple[bool, bool],
    read: tuple[str, Callable[[], bool]],
    known: Store,
    store: Store,
    memo: Memo,
    wanted: Collection[str],
) -> Built:
    """What is published stays in `known`, whatever `store` the work is kept in; of places that are not `wanted` all stays published as it is. What is `read` is
    known by the key of it and by whether it is still the same."""
    (pages_only, keep_addresses), (sources, settled) = asked, read
    record = read_record(known)
    libraries, findings = looked_at(root, today, wanted, memo, spread, progress=progress)
    if has_errors(findings):
        raise CurriculumError(findings)
    places = plan_places(libraries, wanted, today, memo)
    libraries = {name: library.published for name, library in libraries.items()}
    sites = [site for place in places for site in place.sites]
    compiled = store.folder / "templates"
    makers = [site_pages(root, place.library, site, compiled) for place in places for site in place.sites]
    printed = [] if pages_only else [print_everything(root, place, today, store, progress) for place in places]
    fresh = Fresh(root, record, pages_only, anew=store is not known)
    progress(f"making the pages of {'both sites' if len(sites) == 2 else f'{len(sites)} sites'}, {sum(len(site.pages) for site in sites)} in all")
    links = [one.links for one in printed] or [standing_links(record, place) for place in places]
    downloads = dict(pair for each in links for pair in each.items())
    make_pages(root, makers, downloads, fresh)
    beside = {pages.site.folder: put_others(root, pages, today, fresh) for pages in makers}
    put_doors(libraries, places, fresh, templates_of(root), compiled)
    made = set(fresh.entries)
    unfinished = [
        (place.library, site) for place in places for site in place.sites if not (pages_only and fresh.take_over(finished_of(record, site)))
    ]
    led = {folder: former for place, one in zip(places, printed, strict=False) for folder, former in put_printed(place, one, fresh).items()}
    fresh.prune()
    claims = claims_of_all(places, libraries, beside, downloads, led, record, fresh)
    progress("looking for leaks and broken links")
    for entries in spread(partial(finish_site, fresh, templates_of(root), store.folder), unfinished, enough=2):
        fresh.entries |= entries
    wording = wording_of([*libraries.values()], addresses_of(fresh, libraries, claims), templates_of(root), store, memo, spread)
    looked = look(fresh, claims, libraries, wording, checked_before(record, wording), pages_only)
    said = (*said_by_templates(templates_of(root), wording), *said_by_addresses(claims, libraries.values(), wording))
    _refuse((*last_look(fresh, sites), *said, *looked))
    lost = lost_addresses_of(fresh.before, fresh.entries)
    if lost and keep_addresses:
        raise AddressesLost(lost)
    if not settled():
        raise _ReadInHalves
    files = {path: entry.signature for path, entry in fresh.entries.items()}
    publish(root, known, files)
    counts = {site.folder: len(site.pages) for site in sites}
    write_record(known, Record(fresh.entries, notes_of(fresh, record, made, downloads, claims, wording.key)))
    remember(known, Standing(sources, str(today), files=files, findings=findings, pages=counts))
    if store.added > MANY:
        store.trim()
    return Built(findings, counts, root / "site", lost)


def _refuse(found: Iterable[Problem]) -> None:
    """Raises PublishError where there is anything to say."""
    if problems := tuple(found):
        raise PublishError(problems)


def plan_places(libraries: Mapping[str, Library], wanted: Collection[str], today: datetime.date, memo: Memo) -> list[PlannedPlace]:
    """What is to be published at each place that is wanted. Raises CurriculumError where two things of a site would have one address."""
    places = [plan_place(libraries[name].published, today, memo) for name in wanted]
    if double := [found for place in places for site in place.sites for found in double_addresses(place.library, site)]:
        raise CurriculumError(double)
    return places


def plan_place(library: Library, today: datetime.date, memo: Memo) -> PlannedPlace:
    """What is to be published of one library."""
    syllabi = plan_tracks(library)
    running = running_groups(library, syllabi, today)
    holidays = memo.one(form_holidays, library.program.meta.public_holidays)
    return PlannedPlace(library, syllabi, running, plan_sites(library, today, holidays, syllabi, running))


def plan_sites(
    library: Library,
    today: datetime.date,
    holidays: Holidays | None = None,
    syllabi: tuple[Syllabus, ...] | None = None,
    running: tuple[Running, ...] | None = None,
) -> tuple[Site, Site]:
    """Both sites as views; `syllabi` are the tracks and `running` the groups, where they are planned."""
    syllabi = plan_tracks(library) if syllabi is None else syllabi
    running = running_groups(library, syllabi, today) if running is None else running
    staff = staff_site(library, syllabi, running, today, planner_files(), holidays)
    calendars = dict(group_calendars(library, running, today))
    under = library.site.id if library.site else ""
    participants = participants_site(library, syllabi, my_tonight(library, running, today))
    both = (structs.replace(staff, files=staff.files | calendars), participants)
    staff, participants = (structs.replace(site, under=under, catalogue=site.catalogue | said_of(library, site.name, today)) for site in both)
    return staff, participants


def export_docs(root: Path, today: datetime.date, site: str = "") -> dict[str, tuple[Path, dict[str, Any]]]:
    """Write both sites of a place as docs trees, `build/<site>/docs` and `build/<site>/mkdocs.yml`, for MkDocs and its like; returns folder and settings by
    site. Raises CurriculumError when the curriculum has no whole shape.
    """
    library = load_library(root, site=site).published
    shared, theme = shared_settings(MKDOCS), templates_of(root) / "theme"
    up = "../../../" if site else "../../"
    shared["theme"]["custom_dir"] = f"{up}{theme.relative_to(root).as_posix()}" if theme.is_relative_to(root) else str(theme)
    found = {}
    for each in plan_sites(library, today):
        folder, settings = root / "build" / each.folder, mkdocs_settings(each, shared, site_address(library, each.name))
        write_tree(folder / "docs", render_site(each, library.sources.citations, templates_of(root)))
        (folder / "mkdocs.yml").write_text(yaml.dump(settings, Dumper=DUMPER, sort_keys=False, allow_unicode=True), encoding="utf-8", newline="\n")
        found[each.name] = (folder, settings)
    return found

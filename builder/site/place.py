"""The two sites of one library, put into the next `site/`: a program has one such pair, or one at each of its places."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from builder.check.addresses import file_redirects
from builder.finding import Finding
from builder.installed import templates_of
from builder.model.library import Library
from builder.pages.docs import other_files, redirect
from builder.pages.render import Pages, door, door_of_places, sitemap
from builder.site.claims import Claims, FileClaim, claims_of
from builder.site.last_look import Facts, Problem, facts_of, problems
from builder.site.offline import finish_offline
from builder.site.pages import try_pages
from builder.site.record import INDEX, MISSING, PUBLIC_SITE, Entry, Fresh, Record, in_site
from builder.site.search_index import add_search
from builder.tracks.plan import Syllabus
from builder.tracks.running import Running
from builder.views.address import home_on_host, site_address
from builder.views.common import chrome
from builder.views.page import FileLink, Site, SiteChrome
from builder.work.store import Store, key_of

Links = Mapping[str, tuple[FileLink, ...]]
"""Links to printed files by the path of the page that they stand on."""


@dataclass(frozen=True)
class PlannedPlace:
    """A library with all that is planned of it; its sites are the staff's and the participants'."""

    library: Library
    syllabi: tuple[Syllabus, ...]
    running: tuple[Running, ...]
    sites: tuple[Site, Site]

    @property
    def under(self) -> str:
        """The folder of its two sites; empty where there is but one place."""
        return self.sites[0].under

    @property
    def chrome(self) -> SiteChrome:
        """What the participants' pages have around them."""
        return self.sites[1].chrome


@dataclass(frozen=True)
class PrintedPlace:
    """By the folder of a site its printed files by path, the links to them, and what the last look has to know of them, as far as it is known."""

    files: Mapping[str, Mapping[str, bytes]]
    links: Mapping[str, Links]
    facts: Mapping[str, Mapping[str, Facts]] = field(default_factory=dict)


def site_pages(root: Path, library: Library, site: Site, compiled: Path | None = None) -> Pages:
    """What makes the pages of a site."""
    home = home_on_host(library, site.name)
    return Pages(site, library.sources.citations, templates_of(root), address=site_address(library, site.name), home=home, compiled=compiled)


def print_everything(root: Path, planned: PlannedPlace, today: datetime.date, store: Store, progress: Callable[[str], None]) -> PrintedPlace:
    """All that is printed at a place."""
    from builder.print.build import facts_of_files, files_of, links_of, print_all  # loads what sets pages, which a build of pages only can do without
    from builder.print.meetings import papers_of_meetings
    from builder.print.poster import posters

    library, syllabi, under = planned.library, planned.syllabi, planned.under
    meetings = (papers for syllabus in syllabi for papers in papers_of_meetings(library, syllabus))
    said = (lambda line: progress(f"{under}: {line}")) if under else progress
    printed = print_all(
        root, library, syllabi, store, said, dated=(*posters(library, planned.running, today), *meetings), look=partial(facts_of, public=True)
    )
    files = {site.folder: files_of(printed, site.name) for site in planned.sites}
    links = {site.folder: links_of(printed, site.name) for site in planned.sites}
    return PrintedPlace(files, links, {site.folder: facts_of_files(printed) for site in planned.sites if site.name == PUBLIC_SITE})


def standing_links(record: Record, planned: PlannedPlace) -> dict[str, Links]:
    """Links to the printed files that stand, for pages that are still there, by the folder of a site."""
    found: dict[str, Links] = {}
    for site in planned.sites:
        pages = {page.path for page in site.pages}
        known: Links = record.notes.get("downloads", {}).get(site.folder, {})
        found[site.folder] = {path: files for path, files in known.items() if path in pages}
    return found


def put_others(root: Path, pages: Pages, today: datetime.date, fresh: Fresh) -> dict[str, str]:
    """Put what stands beside the pages of a site into `fresh`. The digests of it by path, but of what is made for the day or the page itself."""
    beside = other_files(pages.site, templates_of(root))
    files = beside | {MISSING: pages.missing()}
    if pages.address:
        files["sitemap.xml"] = sitemap(pages.address, pages.paths, str(today))
    for path, content in files.items():
        fresh.put(f"{pages.site.folder}/{path}", content)
    return {path: key_of([content]) for path, content in beside.items()}


def put_printed(planned: PlannedPlace, printed: PrintedPlace, fresh: Fresh) -> dict[str, tuple[str, ...]]:
    """Put the printed files into `fresh`, and at their former addresses the way to where they stand now. The former addresses by the folder of a site."""
    led: dict[str, tuple[str, ...]] = {}
    for site in planned.sites:
        known = printed.facts.get(site.folder, {})
        for path, content in printed.files[site.folder].items():
            fresh.put(f"{site.folder}/{path}", content, known.get(path))
        files = [(page, file.path) for page, links in printed.links[site.folder].items() for file in links]
        former_files = file_redirects(planned.library, files, {page.path for page in site.pages})
        for former, now in former_files.items():
            fresh.put(f"{site.folder}/{former}/{INDEX}", redirect(former, now))
        led[site.folder] = tuple(former_files)
    return led


def claims_of_all(
    places: Sequence[PlannedPlace],
    libraries: Collection[str],
    beside: Mapping[str, Mapping[str, str]],
    downloads: Mapping[str, Links],
    led: Mapping[str, Sequence[str]],
    record: Record,
    fresh: Fresh,
) -> dict[str, Claims | None]:
    """The claims of each participants' site by its folder, and of the doors under no name. Of a place that is left as it stands, and of printed files that are,
    those of the build before; None where nobody remembers."""
    before: Mapping[str, Claims] = record.notes.get("claims", {})
    found: dict[str, Claims | None] = {
        f"{under}/{PUBLIC_SITE}": before.get(f"{under}/{PUBLIC_SITE}") for under in libraries if under and fresh.holds(under)
    }
    for site in (place.sites[1] for place in places):
        stands = (
            {}
            if site.folder in led
            else {path: claim for path, claim in before.get(site.folder, {}).items() if f"{site.folder}/{path}" in fresh.entries}
        )
        kept = {path: claim for path, claim in stands.items() if claim.kind == "printed" or claim.producer == "file_redirects"}
        found[site.folder] = kept | claims_of(site, beside[site.folder], downloads[site.folder], led.get(site.folder, ()))
    fronts = ("", *(f"{under}/" for under in libraries if under and fresh.holds(under)))
    found[""] = {f"{front}{file}": FileClaim("door", "door", front) for front in fronts for file in (INDEX, MISSING)}
    return found


def put_doors(libraries: Mapping[str, Library], places: Sequence[PlannedPlace], fresh: Fresh, templates: Path, compiled: Path) -> None:
    """Put the doors into `fresh`. Where a program has several places, those that are not built stay as they stand. `libraries` are those of all, by folder."""
    for under in libraries.keys() - {place.under for place in places}:
        fresh.leave_standing(under)
    standing = {under: library for under, library in libraries.items() if fresh.holds(under) or any(place.under == under for place in places)}
    for path, made in doors_of(standing, places, templates, compiled):
        fresh.put(path, made())


def doors_of(
    libraries: Mapping[str, Library], places: Sequence[PlannedPlace], templates: Path, compiled: Path | None = None
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The page in front of the two sites of each place, and where a program has several, the page in front of all; beside each the page for what is not there."""
    for place in places:
        for file, base in ((INDEX, ""), (MISSING, home_on_host(place.library))):
            yield f"{place.under}/{file}".lstrip("/"), partial(door, place.chrome, templates, compiled, base)
    if "" in libraries:
        return
    each = [(under, chrome(library, library.program.meta.name, "help", help_in_print=True)) for under, library in libraries.items()]
    first = next(iter(libraries.values()))
    of_all = replace(first, program=first.shared or first.program)
    for file, base in ((INDEX, ""), (MISSING, home_on_host(of_all))):
        yield file, partial(door_of_places, of_all.program.meta.name, each, templates, compiled, base)


def try_places(root: Path, libraries: Mapping[str, Library], places: Sequence[PlannedPlace]) -> tuple[Finding, ...]:
    """What the templates ask for and do not get, on any page of these places. Raises CurriculumError where it is the page in front of them."""
    found = try_pages([site_pages(root, place.library, site) for place in places for site in place.sites])
    for _, made in doors_of({name: library.published for name, library in libraries.items()}, places, templates_of(root)):
        made()
    return found


def finish_site(fresh: Fresh, templates: Path, store: Path, work: tuple[Library, Site]) -> dict[str, Entry]:
    """What is made of the finished pages of a site: its search, and its copy for use without internet."""
    library, site = work
    folder = fresh.folder / site.folder
    add_search(folder, Store(store), tuple(library.sessions) if site.name == "staff" else (), library.synonym_list)
    finish_offline(folder, site, templates)
    return fresh.others(site.folder)


def last_look(fresh: Fresh, sites: Iterable[Site]) -> Iterator[Problem]:
    """What two things want to be, links of these sites that lead nowhere, and what they ask of other hosts."""
    yield from (Problem(path, "two things have this address") for path in sorted(fresh.twice))
    for site in sites:
        found = problems(fresh.of(site.folder))
        yield from (Problem(f"{site.folder}/{one.file}" if site.under else one.file, one.message) for one in found)


def finished_of(record: Record, site: Site) -> list[str]:
    """What the build before made of the finished pages of a site."""
    return [path for path in record.notes.get("finished", ()) if in_site(path)[0] == site.folder]


def notes_of(
    fresh: Fresh, record: Record, made: Collection[str], downloads: Mapping[str, Links], claims: Mapping[str, Claims | None], words: int
) -> dict[str, Any]:
    """What the next build may want to know of this one: what was not `made` before the pages were finished, and links to printed files. Of places that were
    left as they stand, what the build before knew of them. `words` are known by their key: texts that were looked at need not be again while they are the same,
    but for those of files that were `passed` over, now or by a build with these words before."""
    before = {path for path in record.notes.get("finished", ()) if path in fresh.entries and in_site(path)[0] not in downloads}
    known = {
        folder: links for folder, links in record.notes.get("downloads", {}).items() if any(path.startswith(f"{folder}/") for path in fresh.entries)
    }
    claimed = {folder: found for folder, found in claims.items() if found is not None}
    finished = sorted(before | (fresh.entries.keys() - made))
    passed = fresh.left & set(record.notes.get("passed", fresh.left) if record.notes.get("words") == words else fresh.left)
    return {"downloads": {**known, **downloads}, "finished": finished, "claims": claimed, "words": words, "passed": sorted(passed)}

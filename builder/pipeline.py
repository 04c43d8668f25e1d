"""The pipeline, as a sentence: load, check, plan, view, render, publish."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import yaml

from builder.check.rules import check_library
from builder.finding import CurriculumError, Finding, Place, has_errors
from builder.load.library import load_library
from builder.model.library import Library
from builder.plan import plan
from builder.publish.engine import build_html
from builder.publish.scan import Problem, broken_links, leaks, private_sentences
from builder.publish.tree import swap_in, write_tree
from builder.render.docs import mkdocs_settings, render_site
from builder.view.page import Site
from builder.view.participants import participants_site
from builder.view.staff import staff_site

Progress = Callable[[str], None]


class PublishError(Exception):
    """The finished sites failed the last look; what was published before stands."""

    def __init__(self, problems: tuple[Problem, ...]):
        self.problems = problems
        super().__init__("\n".join(f"{problem.file}: {problem.message}" for problem in problems))


@dataclass(frozen=True)
class Built:
    """What a build did: its findings (warnings only), the number of pages by site, and where it stands."""

    findings: tuple[Finding, ...]
    pages: Mapping[str, int]
    site: Path


def check(root: Path, today: datetime.date) -> tuple[Finding, ...]:
    """Every finding in the curriculum under `root`; shape findings alone when it has no whole shape."""
    try:
        return check_library(load_library(root), today)
    except CurriculumError as error:
        return error.findings


def build(root: Path, today: datetime.date, progress: Progress = lambda line: None) -> Built:
    """Build both sites and publish them to `root/site`.

    Raises CurriculumError for an author's mistakes and PublishError for a leak or a broken link; in both cases the published site stays as it was.
    """
    progress("reading curriculum/")
    library = load_library(root)
    progress(f"checking {len(library.sessions)} sessions and {len(library.handouts)} handouts")
    findings = check_library(library, today)
    if has_errors(findings):
        raise CurriculumError(findings)
    sites = plan_sites(library)
    for site in sites:
        progress(f"writing the docs tree of the {site.name} site, {len(site.pages)} pages")
        write_docs(root, library, site)
    progress("building both sites with MkDocs")
    built = _html(root, sites)
    progress("looking for leaks and broken links")
    _last_look(library, built)
    publish(root, built)
    return Built(findings, {site.name: len(site.pages) for site in sites}, root / "site")


def plan_sites(library: Library) -> tuple[Site, Site]:
    """Both sites as views."""
    syllabi = tuple(plan(library, track) for track in library.tracks)
    return staff_site(library, syllabi), participants_site(library, syllabi)


def write_docs(root: Path, library: Library, site: Site) -> Path:
    """Write `build/<site>/docs` and `build/<site>/mkdocs.yml`; returns the folder."""
    folder = root / "build" / site.name
    write_tree(folder / "docs", render_site(site, library.sources.citations, root / "templates"))
    address = library.program.meta.address if site.name == "participants" else ""
    settings = mkdocs_settings(site, _shared_settings(root), address)
    text = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return folder


def _shared_settings(root: Path) -> dict[str, Any]:
    """The root's mkdocs.yml, its theme folder as seen from build/<site>/."""
    try:
        settings: dict[str, Any] = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place("mkdocs.yml", mark.line + 1, mark.column + 1) if mark else Place("mkdocs.yml")
        finding = Finding(place, "yaml-syntax", f"this is not valid YAML: {error.problem}", "undo the last change here; every site takes its settings from this file")
        raise CurriculumError([finding]) from error
    settings["theme"]["custom_dir"] = f"../../{settings['theme']['custom_dir']}"
    return settings


def _html(root: Path, sites: tuple[Site, ...]) -> dict[str, Path]:
    """Both sites at once, one process each."""
    with ProcessPoolExecutor(len(sites), mp_context=get_context("spawn")) as pool:
        folders = pool.map(build_html, [root / "build" / site.name for site in sites])
        return {site.name: folder for site, folder in zip(sites, folders, strict=True)}


def _last_look(library: Library, built: Mapping[str, Path]) -> None:
    problems = [*leaks(built["participants"], private_sentences(library))]
    for folder in built.values():
        problems.extend(broken_links(folder))
    if problems:
        raise PublishError(tuple(problems))


def publish(root: Path, built: Mapping[str, Path]) -> None:
    """Lay both sites and the door to them side by side, then swap them in."""
    fresh = root / "build" / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, folder in built.items():
        shutil.copytree(folder, fresh / name)
    shutil.copyfile(root / "templates" / "door.html", fresh / "index.html")
    swap_in(fresh, root / "site")


def staff_docs_for_mkdocs(root: Path) -> tuple[Path, dict[str, Any]]:
    """For plain `mkdocs build`: the staff docs tree and its settings. Raises CurriculumError when the curriculum has no whole shape."""
    library = load_library(root)
    site = plan_sites(library)[0]
    folder = write_docs(root, library, site)
    return folder / "docs", mkdocs_settings(site, _shared_settings(root), "")

"""The pipeline, as a sentence: load, check, plan, view, render, publish."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import yaml

from builder.check.rules import check_library
from builder.finding import CurriculumError, Finding, Place, has_errors
from builder.load.library import load_library
from builder.model.library import Library
from builder.plan import plan
from builder.press import Printed, files_of, links_of, print_all
from builder.publish.engine import build_html
from builder.publish.scan import Problem, broken_links, leaks, private_sentences
from builder.publish.tree import swap_in, write_tree
from builder.render.docs import mkdocs_settings, render_door, render_site
from builder.store import Store
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
    printed = print_all(root, library, Store(root / "build" / "cache"), progress)
    sites = tuple(replace(site, downloads=links_of(printed, site.name)) for site in plan_sites(library, published_catalogue(root)))
    for site in sites:
        progress(f"writing the docs tree of the {site.name} site, {len(site.pages)} pages")
        write_docs(root, library, site)
    progress("building both sites with MkDocs")
    built = _html(root, sites)
    progress("looking for leaks and broken links")
    fresh = lay_out(root, built, printed)
    (fresh / "index.html").write_bytes(render_door(sites[1].chrome, root / "templates"))
    _last_look(library, fresh)
    swap_in(fresh, root / "site")
    return Built(findings, {site.name: len(site.pages) for site in sites}, root / "site")


def plan_sites(library: Library, published: Mapping[str, Any] | None = None) -> tuple[Site, Site]:
    """Both sites as views; `published` is the staff catalogue that stands now, for what is new since then."""
    syllabi = tuple(plan(library, track) for track in library.tracks)
    return staff_site(library, syllabi, planner_files(), published), participants_site(library, syllabi)


def published_catalogue(root: Path) -> Mapping[str, Any] | None:
    """catalogue.json of the published staff site; None before the first build, or where it cannot be read."""
    try:
        catalogue = json.loads((root / "site" / "staff" / "catalogue.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return catalogue if isinstance(catalogue, dict) else None


def planner_files() -> Mapping[str, str]:
    """The planner's own files by name, for the browser."""
    folder = Path(__file__).parent / "planner"
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}


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
        finding = Finding(
            place,
            "yaml-syntax",
            f"this is not valid YAML: {error.problem}",
            "undo the last change here; every site takes its settings from this file",
        )
        raise CurriculumError([finding]) from error
    settings["theme"]["custom_dir"] = f"../../{settings['theme']['custom_dir']}"
    return settings


def _html(root: Path, sites: tuple[Site, ...]) -> dict[str, Path]:
    """Both sites at once, one process each."""
    with ProcessPoolExecutor(len(sites), mp_context=get_context("spawn")) as pool:
        folders = pool.map(build_html, [root / "build" / site.name for site in sites])
        return {site.name: folder for site, folder in zip(sites, folders, strict=True)}


def _last_look(library: Library, fresh: Path) -> None:
    problems = [*leaks(fresh / "participants", private_sentences(library))]
    for name in ("staff", "participants"):
        problems.extend(broken_links(fresh / name))
    if problems:
        raise PublishError(tuple(problems))


def _theme_files(folder: str, names: list[str]) -> list[str]:
    """What MkDocs copies from Material into every site and no page of ours asks for: 2 MB of scripts, styles and pictures."""
    return [name for name in names if folder.endswith("/assets") and name in ("images", "javascripts", "stylesheets")] + [
        name for name in names if name == "sitemap.xml.gz"
    ]


def lay_out(root: Path, built: Mapping[str, Path], printed: Mapping[str, tuple[Printed, ...]]) -> Path:
    """Both sites with their printed files, side by side in a folder of their own."""
    fresh = root / "build" / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, folder in built.items():
        shutil.copytree(folder, fresh / name, ignore=_theme_files)
        for path, content in files_of(printed, name).items():
            (fresh / name / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name / path).write_bytes(content)
    return fresh


def staff_docs_for_mkdocs(root: Path) -> tuple[Path, dict[str, Any]]:
    """For plain `mkdocs build`: the staff docs tree and its settings. Raises CurriculumError when the curriculum has no whole shape."""
    library = load_library(root)
    site = plan_sites(library)[0]
    folder = write_docs(root, library, site)
    return folder / "docs", mkdocs_settings(site, _shared_settings(root), "")

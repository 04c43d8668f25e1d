"""A small project of its own for a test to write in."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from builder.load.library import load_library
from builder.model.library import Library
from builder.pages.docs import other_files
from builder.pipeline import site_pages
from builder.site import audiences
from builder.site.last_look import facts_of, problems
from builder.views.page import Site
from builder.work.memo import Memo
from builder.work.store import file_status

ROOT = Path(__file__).parents[1]
TODAY = datetime.date(2026, 11, 30)
SESSION = "curriculum/modules/sleep/same-time-up/session.md"


@cache
def real_library() -> Library:
    """The repository's own curriculum, read once a process: nothing in it can be changed."""
    return load_library(ROOT)


def a_project(folder: Path) -> Path:
    """The small curriculum, with a copy of this repository's templates: nothing that a test writes reaches the repository."""
    shutil.copytree(ROOT / "tests" / "small" / "curriculum", folder / "curriculum")
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Save `path` with the first `old` replaced; an `old` that is not there is a mistake of the test."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def every_file(root: Path, library: Library, site: Site) -> dict[str, bytes]:
    """Everything of a site but what is made of finished pages, by path."""
    pages = site_pages(root, library, site)
    made = {f"{page.path}/index.html".lstrip("/"): pages.page(page) for page in site.pages}
    return made | other_files(site, root / "templates") | {"404.html": pages.missing()}


def told_of(folder: Path, private: Iterable[str]) -> list[str]:
    """The files under a folder that the last look refuses to publish for participants."""
    by_mark = {mark: [one for one in private if audiences.beginning_of(one) == mark] for mark in map(audiences.beginning_of, private)}
    names = sorted(file_status(folder))
    return [problem.file for problem in problems(folder, {name: facts_of(name, (folder / name).read_bytes(), True) for name in names}, by_mark)]


def private_sentences(library: Library) -> set[str]:
    """What the last look of every build searches participants' files for, as lower-case words."""
    return {sentence for sentences in audiences.private_sentences(library, Memo()).values() for sentence in sentences}

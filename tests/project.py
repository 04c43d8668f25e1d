"""A small project of its own for a test to write in."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from builder.load.library import load_library
from builder.model.library import Library
from builder.pages.docs import other_files
from builder.site import audiences
from builder.site.place import site_pages
from builder.site.unpacked import texts_in
from builder.views.page import Site
from builder.work.store import file_status

ROOT = Path(__file__).parents[1]
TODAY = datetime.date(2026, 11, 30)
SESSION = "curriculum/modules/sleep/same-time-up/session.md"


def the_day() -> datetime.date:
    """What tells the day where nobody named one."""
    return TODAY


@cache
def real_library() -> Library:
    """The repository's own curriculum, read once a process: nothing in it can be changed."""
    return load_library(ROOT)


def a_project(folder: Path) -> Path:
    """The small curriculum, with a copy of this repository's templates: nothing that a test writes reaches the repository."""
    shutil.copytree(ROOT / "tests" / "small" / "curriculum", folder / "curriculum")
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


def a_root(folder: Path, curriculum: Path = ROOT / "curriculum") -> Path:
    """A project folder of its own, with this repository's templates and the curriculum given."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "templates").symlink_to(ROOT / "templates")
    (folder / "mkdocs.yml").symlink_to(ROOT / "mkdocs.yml")
    (folder / "curriculum").symlink_to(curriculum)
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


def words_in(name: str, content: bytes, beside: Path | None = None) -> str:
    """The words of a file as the last look reads them, text by text."""
    return " / ".join(audiences.plain_words(text.said) for text in texts_in(name, content, beside))


def told_of(folder: Path, private: Iterable[str]) -> list[str]:
    """The files under a folder in which the last look reads one of these sentences."""
    read = {name: words_in(name, (folder / name).read_bytes(), folder) for name in sorted(file_status(folder))}
    return [name for name, words in read.items() if any(f" {sentence} " in f" {words} " for sentence in private)]


def private_sentences(library: Library) -> set[str]:
    """Sentences of staff of eight words or more, as lower-case words, of which eight in a row stand in no public text; titles in a row are none."""
    sessions = library.sessions.values()
    public = [*audiences.public_texts_around(library.goals, library.bare_modules, library.tracks, library.groups)]
    public += [text for session in sessions for text in audiences.public_texts(session)]
    known = {run for text in (*public, *audiences.composed_texts(library)) for run in _eights(audiences.plain_words(text))}
    titles = re.compile(f"(?:(?:{'|'.join(re.escape(audiences.plain_words(session.meta.title)) for session in sessions)})(?: |$))+")
    return {sentence for sentence in audiences.staff_sentences(library) if not known.issuperset(_eights(sentence)) and not titles.fullmatch(sentence)}


def _eights(words: str) -> set[str]:
    """Every eight words in a row."""
    each = words.split()
    return {" ".join(each[place : place + 8]) for place in range(len(each) - 7)}

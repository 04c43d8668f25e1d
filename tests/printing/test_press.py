"""The press: what was printed is kept, and each language edition is printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.load.library import load_library
from builder.press import Job, Printed, _made, links_of, overlong, print_all
from builder.work.store import Store
from tests.trees import BROKEN, SMALL, a_broken_tree


def test_a_handout_is_printed_in_each_of_its_languages(tmp_path: Path) -> None:
    library = load_library(a_broken_tree(tmp_path, BROKEN / "translation-outdated"))
    handout = next(page for session in library.sessions.values() for pages in session.editions.values() for page in pages)
    paths = [path for path, _ in _made(library, Job("handout", handout.id, ""))]
    assert len(paths) == 14
    assert f"{handout.id}.{handout.language}-letter.pdf" in paths


def test_a_link_to_another_language_says_which() -> None:
    made = {
        "handout:cbt/a/b": (Printed("cbt/a/b-letter.pdf", b"x", 1), Printed("cbt/a/b.es-letter.pdf", b"x", 2), Printed("cbt/a/b.es.docx", b"x", 0))
    }
    labels = [link.label for link in links_of(made, "participants")["cbt/a/b"]]
    assert labels == ["Print, Letter paper", "Print, Letter paper (es)", "Word, to adapt (es)"]


def test_a_syllabus_that_no_longer_fits_a_binder_is_told() -> None:
    made = {"manual:day": (Printed("tracks/day/manual-a4.pdf", b"x", 170), *(Printed(f"tracks/day/syllabus-{n}.pdf", b"x", n) for n in (6, 7)))}
    (line,) = overlong(made)
    assert "tracks/day/syllabus-7.pdf takes 7 pages" in line


@pytest.mark.slow
def test_nothing_is_printed_twice(tmp_path: Path) -> None:
    shutil.copytree(SMALL / "curriculum", tmp_path / "curriculum")
    said: list[str] = []
    store, library = Store(tmp_path / "cache"), load_library(tmp_path)
    first = print_all(tmp_path, library, store, said.append)
    assert len(said) == 1
    assert print_all(tmp_path, library, store, said.append) == first
    assert len(said) == 1

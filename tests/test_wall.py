"""A wall beside a session: read without front matter, signed with the session, and in other languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.finding import CurriculumError
from builder.load.library import load_library
from builder.pipeline import plan_sites
from builder.text.tree import plain
from tests.project import TODAY, a_project, edit

FOLDER = "curriculum/modules/sleep/same-time-up"
UP = "sleep/same-time-up"


def add_spanish(root: Path, of: str = "0") -> None:
    text = f"---\ntranslation: {{of: '{of}'}}\n---\n\n## Check-in\n\n### ¿A qué hora se levantó hoy?\n"
    (root / FOLDER / "wall.es.md").write_text(text, encoding="utf-8")


def test_a_wall_needs_no_front_matter_and_its_screens_know_their_parts(tmp_path: Path) -> None:
    (wall,) = load_library(a_project(tmp_path)).sessions[UP].walls
    assert [(screen.part, plain(screen.title)) for screen in wall.screens][:2] == [
        ("Check-in", "When did you get up today?"),
        ("Teach: mornings steer nights", "Sleepiness grows while you are awake"),
    ]
    assert len(wall.screens) == 4


def test_a_sign_off_covers_the_wall(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    before = load_library(root).sessions[UP].source.digest
    edit(root / FOLDER / "wall.md", "When did you get up today?", "When did you get up?")
    assert load_library(root).sessions[UP].source.digest != before


def test_a_wall_in_another_language_has_a_page_of_its_own_and_a_digest_to_sign(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    before = load_library(root).sessions[UP]
    add_spanish(root)
    library = load_library(root)
    session = library.sessions[UP]
    assert session.source.digest == before.source.digest
    assert session.edition_digests == {"es": session.walls[1].source.digest}
    pages = {page.path: page for page in plan_sites(library, TODAY)[1].pages}
    spanish = pages[f"{UP}/wall/es"]
    assert (spanish.language, spanish.tab, spanish.view.screens[1].title) == ("es", "Grupo", "¿A qué hora se levantó hoy?")
    assert [choice.path for choice in pages[f"{UP}/wall"].view.languages] == [spanish.path]


def test_a_wall_in_another_language_without_the_english_one_is_refused(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    add_spanish(root)
    (root / FOLDER / "wall.md").unlink()
    with pytest.raises(CurriculumError) as refused:
        load_library(root)
    assert "wall.es.md" in {Path(finding.place.file).name for finding in refused.value.findings}

"""While someone writes: what is answered from memory is what a build would publish of the same sources."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.finding import CurriculumError
from builder.pipeline import build
from builder.serve.live import Live
from builder.serve.server import Server
from builder.work.store import file_status
from tests.project import SESSION, TODAY, a_project, edit, the_day

pytestmark = pytest.mark.slow

GUIDE = "staff/sleep/same-time-up/index.html"
SOON = 300.0
"""Seconds after which a build never ends."""
AFTER_PAGES = ("/search-index/", "/sw.js", "/offline.json", ".zip", "/manifest.webmanifest", "/404.html", "/sitemap.xml")
"""What a build makes of finished pages, or of the day."""


@dataclass
class Project:
    """The small curriculum, shown live."""

    root: Path
    live: Live

    def save(self) -> None:
        self.live.build(self.root, TODAY, lambda line: None)

    def published(self) -> dict[str, bytes]:
        build(self.root, TODAY, pages_only=True)
        site = self.root / "site"
        return {path: (site / path).read_bytes() for path in file_status(site) if not any(one in path for one in AFTER_PAGES)}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(a_project(tmp_path), Live(tmp_path))
    made.save()
    return made


def text_of(project: Project, path: str = GUIDE) -> str:
    return (project.live.file(path) or b"").decode()


def assert_same(project: Project) -> None:
    """Only the size of the zip is written into a page after it was made; what is new since the last publication is said until the next."""
    expected = project.published()
    project.save()
    project.live.published()
    differ = [path for path, content in expected.items() if project.live.file(path) != content]
    assert set(differ) <= {"participants/offline/index.html", "staff/catalogue.json", "staff/tracks/wednesdays/index.html"}
    assert len(expected) > 100


@pytest.mark.long
def test_every_file_is_the_one_that_a_build_publishes(project: Project) -> None:
    assert_same(project)


@pytest.mark.long
@pytest.mark.parametrize(
    ("file", "before", "after", "page", "shown"),
    [
        (SESSION, "## Purpose\n", "## Purpose\n\nA line that was not there.\n", GUIDE, "A line that was not there."),
        (SESSION, "title: Same", "title: One", "staff/library/index.html", "One time up"),
        (SESSION, "## For the record\n", "## For the record\n\n- Named ____ as a stem\n", "staff/sleep/same-time-up/note/index.html", "as a stem"),
        ("curriculum/program.yml", "name: Elm Street Groups", "name: Oak Street Groups", "index.html", "Oak Street Groups"),
        ("curriculum/modules/sleep/module.md", "title: Sleep", "title: Sleeping", "participants/sleep/index.html", "Sleeping"),
        ("templates/pages/staff/guide.html", "{%", "<p>Out of a template</p>\n\n{%", GUIDE, "Out of a template"),
    ],
    ids=["words", "title", "stem", "program", "module", "template"],
)
def test_a_save_is_shown_and_published_alike(project: Project, file: str, before: str, after: str, page: str, shown: str) -> None:
    was = text_of(project, page)
    edit(project.root / file, before, after)
    project.save()
    assert shown in text_of(project, page)
    assert shown not in was
    assert_same(project)


@pytest.mark.long
def test_words_are_shown_after_each_of_several_saves_and_after_a_broken_one(project: Project) -> None:
    path = project.root / SESSION
    for number in range(3):
        edit(path, "## Purpose\n", f"## Purpose\n\nSave number {number}.\n")
        project.save()
        assert f"Save number {number}." in text_of(project)
    edit(path, "Save number 2.", "Save number 3, which [is broken](nowhere).")
    with pytest.raises(CurriculumError):
        project.save()
    assert "Save number 2." in text_of(project)
    edit(path, "[is broken](nowhere)", "is mended")
    project.save()
    assert "Save number 3, which is mended." in text_of(project)
    assert_same(project)


def test_nothing_is_answered_before_the_first_good_save(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    edit(root / SESSION, "title: ", "titel: ")
    live = Live(root)
    with pytest.raises(CurriculumError):
        live.build(root, TODAY, lambda line: None)
    assert live.file(GUIDE) is None
    edit(root / SESSION, "titel: ", "title: ")
    live.build(root, TODAY, lambda line: None)
    assert live.file(GUIDE)
    assert live.file("staff/no-such-page/index.html") is None


@pytest.mark.long
def test_a_mistake_in_a_template_is_told_when_its_page_is_asked_for_and_the_published_page_stays(tmp_path: Path) -> None:
    said: list[str] = []
    root = a_project(tmp_path)
    build(root, TODAY, pages_only=True)
    server = Server(root, the_day, 0, said.append, live=Live(root))
    template = root / "templates" / "pages" / "staff" / "guide.html"
    template.write_text("one line\n{{ no_such_name }}\n", encoding="utf-8")
    server.on_change()
    assert server.made(GUIDE) is None
    assert server.made("staff/library/index.html")
    assert [line.place for line in server.board.state.lines] == ["templates/pages/staff/guide.html:2:1"]


@pytest.mark.long
def test_what_cannot_be_published_is_said_over_the_page_that_shows_it(tmp_path: Path) -> None:
    """A staff sentence in a template of the participants' site is seen by who wrote it, and never in site/."""
    said: list[str] = []
    root = a_project(tmp_path)
    staff = next(line for line in (root / SESSION).read_text(encoding="utf-8").partition("## Purpose\n")[2].splitlines() if len(line.split()) > 10)
    edit(root / "templates/pages/participants/help.html", "{%", f"<p>{staff}</p>\n\n{{%")
    server = Server(root, the_day, 0, said.append, live=Live(root))
    server.start()
    try:
        first = server.board.after(0, SOON)
        told = server.board.after(1, SOON)
    finally:
        server.stop()
    assert first is not None
    assert told is not None
    assert first.title == ""
    assert told.title == "This page is shown, and cannot be published as it is."
    assert any("staff alone read" in line.message for line in told.lines)
    assert not (root / "site").exists()


def test_a_logo_that_was_changed_is_shown(project: Project) -> None:
    edit(project.root / "curriculum/program.yml", "modules: [", "look: {logo: logo.svg}\nmodules: [")
    for color in ("#123456", "#654321"):
        (project.root / "curriculum/logo.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="{color}"/></svg>', encoding="utf-8"
        )
        project.save()
        assert color in text_of(project, "staff/assets/logo.svg")
    assert_same(project)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_that_is_saved_beside_a_session_is_said_and_the_next_save_is_shown(project: Project) -> None:
    said: list[str] = []
    server = Server(project.root, the_day, 0, said.append, live=project.live)
    pipe = (project.root / SESSION).with_name("pipe.md")
    os.mkfifo(pipe)
    for beside in (pipe, None):
        if not beside:
            pipe.unlink()
            edit(project.root / SESSION, "title: ", "title: Piped, ")
        saving = threading.Thread(target=server.on_change, args=([SESSION],), daemon=True)
        saving.start()
        saving.join(SOON)
        assert not saving.is_alive()
        assert bool(server.board.state.title) == bool(beside), said
    assert not any("Traceback" in line for line in said)
    assert "Piped, " in text_of(project)

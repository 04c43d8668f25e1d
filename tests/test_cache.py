"""What is made again after an edit, and what becomes of a build whose cache was damaged, filled up, shared or killed."""

from __future__ import annotations

import datetime
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from subprocess import Popen

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.finding import CurriculumError
from builder.pipeline import PublishError, build
from builder.serve import background
from builder.serve.background import BackgroundBuild
from builder.site.published import nothing_changed, sources_key
from builder.work import store
from builder.work.store import Store, file_status
from builder.work.system import begin_apart
from tests.browsing import PATIENCE
from tests.project import ROOT

pytestmark = pytest.mark.slow

TODAY = datetime.date(2026, 11, 21)
SESSION = "curriculum/modules/sleep/same-time-up/session.md"
WHOLE = ("search-index/", "sw.js", "offline.json", ".zip", "manifest.webmanifest", "participants/offline/")
"""What is made from all pages, and left as it is by a build of pages only."""


@dataclass
class Project:
    """A copy of the small curriculum with templates of its own."""

    root: Path

    def build(self, cache: bool = True) -> None:
        build(self.root, TODAY, pages_only=True, cache=cache)

    def edit(self, path: str, before: str, after: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert before in text
        (self.root / path).write_text(text.replace(before, after, 1), encoding="utf-8")

    def rebuilt(self) -> set[str]:
        """Build, and tell which published files were written anew, by their times."""
        before = {path: status.st_mtime_ns for path, status in file_status(self.root / "site").items()}
        self.build()
        return {path for path, status in file_status(self.root / "site").items() if before.get(path) != status.st_mtime_ns}

    def pages(self) -> dict[str, bytes]:
        return {path: (self.root / "site" / path).read_bytes() for path in file_status(self.root / "site") if not any(one in path for one in WHOLE)}

    def run(self) -> subprocess.Popen[str]:
        """The command, in a process of its own."""
        command = [sys.executable, "-m", "builder", "--root", str(self.root), "--today", str(TODAY), "build", "--pages-only"]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def a_project(root: Path) -> Project:
    shutil.copytree(ROOT / "tests/small/curriculum", root / "curriculum")
    shutil.copytree(ROOT / "templates", root / "templates")
    return Project(root)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Built until nothing is new any more."""
    project = a_project(tmp_path_factory.mktemp("first"))
    while not project.root.joinpath("site").exists() or project.rebuilt():
        project.build()
    return project


@pytest.fixture
def project(first: Project, tmp_path: Path) -> Project:
    """As `first`, by copies that keep their times."""
    shutil.copytree(first.root, tmp_path / "project", symlinks=True)
    return Project(tmp_path / "project")


@dataclass(frozen=True)
class Edge:
    """An edit, some files that it must make anew, and the only ones (by the beginnings of their paths) that it may."""

    name: str
    edit: tuple[str, str, str]
    must: tuple[str, ...]
    may: tuple[str, ...] = ("",)


TRACK = "staff/tracks/"
ROOMS = ("staff/tracks/wednesdays/week-1-wed/room/", "staff/tracks/wednesdays/week-5-wed/room/")
"""The evenings in room mode that lead through `sleep/same-time-up`."""

EDGES = (
    Edge(
        "text",
        (SESSION, "Remind them that a missed morning", "Tell them that a missed morning"),
        ("staff/sleep/same-time-up/index.html", "staff/sleep/same-time-up/room/index.html"),
        ("staff/sleep/same-time-up/", "staff/catalogue.json", "staff/tracks/wednesdays/index.html", *ROOMS),
    ),
    Edge(
        "title",
        (SESSION, "title: ", "title: New "),
        (
            "staff/sleep/same-time-up/index.html",
            "staff/sleep/index.html",
            "participants/sleep/index.html",
            "participants/tracks/wednesdays/week-1/index.html",
        ),
        ("staff/", "participants/sleep/", "participants/topics/", "participants/tracks/", "participants/missed/", "participants/catalogue.json"),
    ),
    Edge(
        "prerequisite",
        ("curriculum/modules/sleep/bed-is-for-sleep/session.md", "requires: [sleep/same-time-up]", "requires: []"),
        (
            "staff/sleep/index.html",
            "staff/sleep/bed-is-for-sleep/index.html",
            "staff/sleep/same-time-up/index.html",
            "staff/tracks/wednesdays/entry/index.html",
        ),
        ("staff/sleep/index.html", "staff/sleep/bed-is-for-sleep/", "staff/sleep/same-time-up/", "staff/catalogue.json", TRACK),
    ),
    Edge(
        "handout",
        ("curriculum/modules/anger/first-heat/my-heat-card.md", "main_message: ", "main_message: So "),
        ("participants/anger/first-heat/my-heat-card/index.html", "staff/anger/first-heat/my-heat-card/index.html"),
        (
            "participants/anger/",
            "participants/topics/anger/",
            "participants/tracks/",
            "participants/missed/",
            "participants/catalogue.json",
            "staff/",
        ),
    ),
    Edge(
        "track",
        ("curriculum/tracks/wednesdays.md", "theme: Getting hot", "theme: Getting warm"),
        ("participants/tracks/wednesdays/week-2/index.html", "staff/tracks/wednesdays/week-2-wed/index.html"),
        (
            "participants/tracks/",
            "participants/missed/",
            "participants/catalogue.json",
            "staff/catalogue.json",
            "staff/groups/tonight.json",
            "staff/index.html",
            TRACK,
        ),
    ),
    Edge(
        "source",
        ("curriculum/sources.yml", "year: 2006", "year: 2007"),
        ("staff/sources/index.html", "staff/sleep/index.html"),
        ("staff/sources/", "staff/sleep/"),
    ),
    Edge("template", ("templates/pages/staff/sources.html", "{%", "{# a note #}{%"), ("staff/sources/index.html", "participants/help/index.html")),
    Edge("frame", ("templates/theme/frame.html", "</head>", "</head><!-- -->"), ("staff/index.html", "participants/help/index.html")),
    Edge(
        "program",
        ("curriculum/program.yml", "Elm Street Groups", "Oak Street Groups"),
        ("index.html", "staff/index.html", "participants/help/index.html"),
    ),
)


@pytest.mark.long
@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.name)
def test_an_edit_makes_anew_what_depends_on_it_and_nothing_else(project: Project, edge: Edge) -> None:
    project.edit(*edge.edit)
    made = project.rebuilt()
    assert made >= set(edge.must)
    assert [path for path in sorted(made) if not path.startswith(edge.may)] == []


@pytest.mark.long
def test_after_every_kind_of_edit_the_pages_are_those_of_a_build_without_cache(project: Project, tmp_path: Path) -> None:
    for edge in EDGES:
        project.edit(*edge.edit)
        project.build()
    project.edit(SESSION, "## Purpose", "## Purpose\n\nAnother line stands here.")
    cold = Project(tmp_path / "cold")
    shutil.copytree(project.root, cold.root, symlinks=True)
    project.build()
    cold.build(cache=False)
    assert project.pages() == cold.pages()


def test_a_new_session_and_a_removed_one_come_and_go_with_all_their_pages(project: Project) -> None:
    before = project.pages()
    module = project.root / "curriculum/modules/anger"
    shutil.copytree(module / "first-heat", module / "second-heat")
    text = (module / "second-heat/session.md").read_text(encoding="utf-8")
    head, _, body = text.partition("\n---\n")
    (module / "second-heat/session.md").write_text(head + "\n---\n" + body, encoding="utf-8")
    project.edit("curriculum/modules/anger/module.md", "first-heat", "first-heat, second-heat")
    with pytest.raises(CurriculumError) as caught:  # word for word the same as the first
        project.build()
    assert {finding.code for finding in caught.value.findings} <= {"repeated-sentence", "repeated-paragraph", "person-again"}
    assert project.pages() == before
    shutil.rmtree(module / "second-heat")
    project.edit("curriculum/modules/anger/module.md", "first-heat, second-heat", "first-heat")
    project.build()
    assert project.pages() == before


def test_another_version_of_a_package_makes_anew_what_it_makes(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    caches = (store.code_of, store._installed)
    (tmp_path / "packages" / "Jinja2-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    for one in caches:
        one.cache_clear()
    try:
        made = project.rebuilt()
    finally:
        monkeypatch.undo()
        for one in caches:
            one.cache_clear()
    assert {"staff/index.html", "participants/help/index.html"} <= made


def test_nothing_changed_is_found_out_without_a_build_until_someone_touches_the_site(project: Project) -> None:
    cache = Store(project.root / "build" / "cache")
    project.build()
    assert nothing_changed(project.root, cache, sources_key(project.root, TODAY, True))
    assert not nothing_changed(project.root, cache, sources_key(project.root, TODAY + datetime.timedelta(days=1), True))
    page = project.root / "site/staff/index.html"
    whole = page.read_bytes()
    os.unlink(page)
    page.write_bytes(whole[:-100])
    assert not nothing_changed(project.root, cache, sources_key(project.root, TODAY, True))
    project.build()
    assert page.read_bytes() == whole


@pytest.mark.long
@pytest.mark.parametrize(
    "damage", [lambda raw: raw[: len(raw) // 2], lambda raw: b"", lambda raw: random.Random(1).randbytes(200)], ids=["cut", "empty", "garbage"]
)
def test_a_damaged_cache_is_not_believed(project: Project, damage: Callable[[bytes], bytes]) -> None:
    before = project.pages()
    for path in file_status(project.root / "build" / "cache"):
        file = project.root / "build" / "cache" / path
        file.write_bytes(damage(file.read_bytes()))
    project.build()
    assert project.pages() == before


@pytest.mark.long
def test_where_nothing_can_be_kept_everything_is_made(project: Project) -> None:
    before = project.pages()
    shutil.rmtree(project.root / "build")
    (project.root / "build").mkdir()
    (project.root / "build" / "cache").write_text("in the way", encoding="utf-8")
    project.build()
    assert project.pages() == before


@pytest.mark.long
@pytest.mark.parametrize("moment", ["reading", "checking", "making the pages", "looking"])
def test_a_build_that_is_killed_leaves_the_site_whole_and_the_next_one_right(project: Project, moment: str) -> None:
    before = project.pages()
    project.edit(SESSION, "title: ", "title: New ")
    process = project.run()
    assert process.stderr
    for line in process.stderr:
        if line.startswith(moment):
            process.send_signal(signal.SIGKILL)
            break
    process.wait()
    process.stderr.close()
    after = project.pages()
    project.build()
    done = project.pages()
    assert after in (before, done)
    assert done != before
    shutil.rmtree(project.root / "build" / "fresh", ignore_errors=True)
    project.edit(SESSION, "title: New ", "title: ")
    project.build()
    project.build()
    assert project.pages() == before


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="no limit on the size of files")
@pytest.mark.parametrize("most", [0, 3_000, 30_000])
def test_where_no_more_can_be_written_the_site_stays_and_it_is_said_in_a_line(project: Project, most: int) -> None:
    """A limit on the size of files stands for a full disk: writing fails half-way through a file."""
    before = project.pages()
    project.edit(SESSION, "title: ", "title: New ")
    shutil.rmtree(project.root / "build")
    limited = f"import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); runpy.run_module('builder', run_name='__main__')"
    command = [sys.executable, "-c", limited, "--root", str(project.root), "--today", str(TODAY), "build", "--pages-only", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert done.stderr.endswith("Nothing was published; site/ is as it was.\n")
    assert done.stderr.count("\n") == 1
    assert project.pages() == before
    project.build()
    assert project.pages() != before


@pytest.mark.long
def test_where_processes_cannot_be_split_the_site_is_the_same(project: Project) -> None:
    before = project.pages()
    shutil.rmtree(project.root / "build")
    shutil.rmtree(project.root / "site")
    beside = "import threading, time; threading.Thread(target=time.sleep, args=(600,), daemon=True).start()"
    command = [sys.executable, "-c", f"{beside}; from builder.cli import main; main()", "--root", str(project.root), "--today", str(TODAY)]
    subprocess.run([*command, "build", "--pages-only", "--quiet"], cwd=ROOT, check=True)
    assert project.pages() == before


@pytest.mark.long
def test_two_builds_at_once_wait_for_each_other(project: Project) -> None:
    project.edit(SESSION, "title: ", "title: New ")
    both = [project.run() for _ in range(2)]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    shown = project.pages()
    project.build(cache=False)
    assert project.pages() == shown


def test_a_leak_is_found_in_a_page_that_was_not_made_anew(project: Project) -> None:
    """A sentence of the participants' pages becomes a staff sentence: nothing of theirs has changed."""
    sentence = "We meet on Wednesday evenings for eight weeks and nobody else hears of it."
    project.edit("templates/pages/participants/help.html", "{%", f"<p>{sentence}</p>\n\n{{%")
    project.build()
    project.edit(SESSION, "## Purpose", f"## Purpose\n\n{sentence}")
    with pytest.raises(PublishError, match="staff alone read") as stopped:
        project.build()
    assert {problem.file for problem in stopped.value.problems} == {"templates/pages/participants/help.html", "participants/help/index.html"}
    project.edit(SESSION, f"\n\n{sentence}", "")
    project.build()


@pytest.mark.long
def test_a_link_to_a_place_that_has_gone_is_found_in_a_page_that_was_not_made_anew(project: Project) -> None:
    card = "curriculum/modules/anger/first-heat/my-heat-card.md"
    project.edit("templates/pages/participants/home.html", "{%", '<p><a href="anger/first-heat/my-heat-card/#here">x</a></p>\n\n{%')
    project.edit(card, "\n---\n", "\n---\n\n## Here\n")
    project.build()
    project.edit(card, "## Here", "## There")
    with pytest.raises(PublishError, match="missing place"):
        project.build()


def test_what_follows_a_save_at_leisure_is_left_off_by_the_next_save(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before, said, begun = project.pages(), list[str](), SimpleQueue[Popen[str]]()

    def begin(command: Sequence[str], folder: Path) -> Popen[str]:
        process = begin_apart(command, folder)
        begun.put(process)
        return process

    monkeypatch.setattr(background, "begin_apart", begin)
    monkeypatch.setattr(background, "REST", 0.0)
    finishing = BackgroundBuild(project.root, lambda _: None, said.append)
    for _ in range(2):
        finishing.begin(TODAY)
        process = begun.get(timeout=PATIENCE / 1000)
        finishing.leave_off()
        assert process.returncode == -signal.SIGKILL
    monkeypatch.setattr(background, "REST", 60.0)
    finishing.begin(TODAY)
    finishing.leave_off()
    finishing.leave_off()
    assert begun.empty()
    project.build()
    assert project.pages() == before
    assert said == []


def test_clean_says_what_it_removes_and_leaves_the_curriculum(project: Project) -> None:
    texts = file_status(project.root / "curriculum").keys()
    done = CliRunner().invoke(main, ["--root", str(project.root), "clean"])
    assert (done.exit_code, done.output) == (0, "removed build/\nremoved site/\n")
    assert sorted(path.name for path in project.root.iterdir()) == ["curriculum", "templates"]
    assert file_status(project.root / "curriculum").keys() == texts
    assert "there is no folder build/" in CliRunner().invoke(main, ["--root", str(project.root), "clean"]).output

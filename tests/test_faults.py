"""A build that is killed, has no room, is not alone or stands in an odd place: one whole version is published, the old or the new, and the next build heals.

`python -m tests.trust --day DAY faults` does the same many more times.
"""

from __future__ import annotations

import datetime
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder import pipeline
from builder.pipeline import build
from builder.site.published import is_settled, state_of_sources
from builder.site.versions import versions_of
from tests.breaking import IN_PLACE, KEPT_PLACES, Bench, Chain, a_bench, a_small_project, is_a_line, session_of
from tests.faulty import ROOT, Command, command, digests
from tests.project import TODAY, a_project, edit

pytestmark = pytest.mark.slow

ODD = "Größe 世界 Ελ, 100% #1 'x' & ünd"
"""The name of a folder."""


@pytest.fixture(scope="module")
def groupwork() -> Iterator[Command]:
    with command() as made:
        yield made


@pytest.fixture(scope="module")
def bench(groupwork: Command, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return a_bench(groupwork, tmp_path_factory.mktemp("bench"))


@pytest.fixture
def project(bench: Bench, tmp_path: Path) -> Path:
    """The project of the bench, with what builds have kept of it; the first wording is published, and the second is to be built."""
    bench.session.write_text(bench.texts["first"], encoding="utf-8")
    bench.heal("first")
    shutil.copytree(bench.root, tmp_path / "project", symlinks=True)
    session_of(tmp_path / "project").write_text(bench.texts["second"], encoding="utf-8")
    return tmp_path / "project"


def test_killed_at_any_change_of_the_disk_one_whole_version_stands_and_the_next_build_heals(bench: Bench) -> None:
    by_chance = random.Random(19)
    seen = Counter(bench.broken_off("kill", by_chance, heals=number % 2 == 1) for number in range(12))
    assert seen["the old version"] >= 5
    assert seen["no fault"] <= 3


@pytest.mark.long
def test_with_no_room_left_from_any_change_on_the_old_version_stands_and_a_line_says_so(bench: Bench) -> None:
    by_chance = random.Random(5)
    assert Counter(bench.broken_off("full", by_chance) for _ in range(4))["the old version"] >= 2
    assert Counter(bench.broken_off("half", by_chance) for _ in range(2))["the old version"] == 2


def test_what_stands_in_the_place_of_what_builds_keep_is_taken_away_or_said(bench: Bench) -> None:
    by_chance = random.Random(11)
    places = by_chance.sample(KEPT_PLACES[3:], 4)
    seen = Counter(
        bench.in_its_place(place, kind) for place, kind in zip(("build/.lock", "build/fresh", *places), (*IN_PLACE, "a pipe"), strict=True)
    )
    assert seen["it was taken away"] >= 3


@pytest.mark.parametrize("year", [1980, 2090])
def test_whatever_the_clock_said_and_says_a_build_is_of_what_is_saved(bench: Bench, groupwork: Command, project: Path, year: int) -> None:
    """A clock that was set back: what builds keep is of a day to come, or what is saved is older than they are."""
    then = datetime.datetime(year, 1, 1, tzinfo=datetime.UTC).timestamp()
    kept = [path for path in (project / "build").rglob("*") if path.is_file()]
    for path in (*kept, *(project / "curriculum").rglob("*.md")):
        os.utime(path, (then, then))
    for wording in ("second", "first"):
        session_of(project).write_text(bench.texts[wording], encoding="utf-8")
        os.utime(session_of(project), (then, then))
        ended = groupwork.run(project, "build", "--quiet")
        assert (ended.code, ended.said, digests(project / "site")) == (0, "", bench.wanted[wording])


@pytest.mark.long
def test_after_whatever_befell_a_project_its_site_is_that_of_a_clean_build(groupwork: Command, tmp_path: Path) -> None:
    chain = Chain(groupwork, a_small_project(tmp_path / "project"), random.Random(7))
    for _ in range(6):
        chain.step()
    chain.undo()
    assert chain.compared(tmp_path / "clean") > 200


@pytest.mark.long
def test_no_build_and_no_rollback_writes_into_a_file_that_is_published(bench: Bench, groupwork: Command, project: Path) -> None:
    """Files of several versions are one: what is written into one would be in all."""
    runs = [("build", "--quiet"), ("rollback", ""), ("build", "--quiet", "--pages-only"), ("build", "--quiet", "--no-cache"), ("build", "--quiet")]
    for number, arguments in enumerate(runs):
        session_of(project).write_text(bench.texts[("second", "first")[number % 2]], encoding="utf-8")
        given = [one or str(versions_of(project)[0].number) for one in arguments]
        ended = groupwork.run(project, *given, fault="in place")
        assert (ended.code, "Traceback" in ended.said) == (0, False), ended
        assert ended.changes > 100
    assert digests(project / "site") == bench.wanted["second" if len(runs) % 2 else "first"]


@pytest.mark.parametrize("right", [0o555, 0o000])
def test_a_site_that_nobody_may_write_is_as_it_was_and_a_line_says_so(bench: Bench, groupwork: Command, project: Path, right: int) -> None:
    (project / "site").chmod(right)
    ended = groupwork.run(project, "build", "--quiet", mortal=True)
    (project / "site").chmod(0o755)
    assert (is_a_line(ended), "Permission denied" in ended.said) == (True, True), ended
    assert digests(project / "site") == bench.wanted["first"]
    assert groupwork.run(project, "build", "--quiet", mortal=True).code == 0
    assert digests(project / "site") == bench.wanted["second"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files to others")
@pytest.mark.parametrize(("theirs", "publishes"), [("site", False), ("build/.lock", True), ("site/staff/sleep/index.html", True)])
def test_what_belongs_to_another_user_is_built_beside_or_said(bench: Bench, groupwork: Command, project: Path, theirs: str, publishes: bool) -> None:
    os.chown(project / theirs, 65534, 65534)
    ended = groupwork.run(project, "build", "--quiet", mortal=True)
    assert (ended.code == 0 and ended.said == "") if publishes else is_a_line(ended), ended
    assert digests(project / "site") == bench.wanted["second" if publishes else "first"]


@pytest.mark.long
def test_texts_and_templates_that_nobody_may_write_are_enough(bench: Bench, groupwork: Command, tmp_path: Path) -> None:
    root = a_small_project(tmp_path / "project")
    for path in (*(root / "curriculum").rglob("*"), *(root / "templates").rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    ended = groupwork.run(root, "build", "--quiet", mortal=True)
    assert (ended.code, digests(root / "site")) == (0, bench.wanted["first"]), ended


@pytest.mark.long
def test_builds_at_once_end_with_the_site_of_one(bench: Bench, project: Path) -> None:
    flags = ((), ("--no-cache",), ("--quiet",))
    command = [sys.executable, "-m", "builder", "--root", str(project), "--today", str(TODAY), "build"]
    at_once = [subprocess.Popen([*command, *more], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for more in flags]
    said = [one.communicate()[1] for one in at_once]
    assert ([one.returncode for one in at_once], any("waiting for another build" in one for one in said)) == ([0, 0, 0], True), said
    assert digests(project / "site") == bench.wanted["second"]


@pytest.mark.long
def test_a_site_that_stands_on_another_disk_is_swapped_kept_and_brought_back(bench: Bench, groupwork: Command, project: Path) -> None:
    elsewhere = Path("/dev/shm") / f"groupwork-test-{os.getpid()}"
    if not elsewhere.parent.is_dir() or elsewhere.parent.stat().st_dev == project.stat().st_dev:
        pytest.skip("there is no other disk here")
    try:
        shutil.move(project / "site", elsewhere / "site")
        (project / "site").symlink_to(elsewhere / "site")
        for ended in (groupwork.run(project, "build", "--quiet"), groupwork.run(project, "build", "--quiet", "--no-cache")):
            assert (ended.code, ended.said, digests(project / "site")) == (0, "", bench.wanted["second"])
        assert groupwork.run(project, "rollback", str(versions_of(project)[0].number)).code == 0
        assert digests(project / "site") == bench.wanted["first"]
        assert ((project / "site").is_symlink(), [path.name for path in elsewhere.iterdir()]) == (True, ["site"])
    finally:
        shutil.rmtree(elsewhere, ignore_errors=True)


@pytest.mark.long
def test_neither_place_nor_language_nor_home_change_a_byte(bench: Bench, tmp_path: Path) -> None:
    root = a_small_project(tmp_path / ODD / "project")
    plain = {"PYTHONPATH": str(ROOT), "PATH": "/nowhere", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"}
    odd = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "7", "TMPDIR": str(tmp_path / ODD)}
    command = [sys.executable, "-m", "builder", "--root", "..", "--today", str(TODAY), "build", "--quiet"]
    done = subprocess.run(command, cwd=root / "curriculum", env=plain | odd, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert digests(root / "site") == bench.wanted["first"]


def test_with_nowhere_to_say_anything_a_build_ends_as_ever(tmp_path: Path) -> None:
    command = f"exec {sys.executable} -m builder build >&- 2>&-"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 1, "there is no curriculum, and no fault of the program"


def test_in_a_folder_that_is_gone_a_line_says_so(tmp_path: Path) -> None:
    command = f"mkdir gone; cd gone; rmdir ../gone; {sys.executable} -m builder check"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "is not there any more" in done.stderr, "Traceback" in done.stderr) == (2, True, False), done


@pytest.mark.long
def test_what_is_saved_while_a_build_reads_is_read_before_anything_is_published(bench: Bench, project: Path) -> None:
    """Someone saves after the texts were read: the site is of all that is saved, not of what was there at the beginning."""
    session_of(project).write_text(bench.texts["first"] + "\nA line.\n", encoding="utf-8")
    said: list[str] = []

    def saves_once(line: str) -> None:
        said.append(line)
        if line.startswith("making the pages") and sum(one.startswith("making the pages") for one in said) == 1:
            session_of(project).write_text(bench.texts["second"], encoding="utf-8")

    build(project, TODAY, saves_once)
    assert "the curriculum was changed while it was read: once more" in said
    assert digests(project / "site") == bench.wanted["second"]


def test_where_someone_never_stops_saving_nothing_is_published(bench: Bench, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "READINGS", 2)

    def saves(line: str) -> None:
        if line.startswith("looking for leaks"):
            edit(session_of(project), "title: ", "title: So ")

    with pytest.raises(InterruptedError):
        build(project, TODAY, saves, pages_only=True)
    assert digests(project / "site") == bench.wanted["first"]


def test_what_an_editor_keeps_while_someone_types_is_no_change_of_a_text(tmp_path: Path) -> None:
    """Else each build would be of a curriculum that is never the same twice, and end with nothing."""
    root = a_project(tmp_path)
    (root / "sites").mkdir()
    before = state_of_sources(root)
    session = session_of(root)
    for hidden in (session.with_name(".session.md.swp"), root / "sites" / ".hill.yml.swp", root / "curriculum" / ".git" / "index"):
        hidden.parent.mkdir(exist_ok=True)
        hidden.write_bytes(b"x")
    assert is_settled(root, before)
    for seen in (session, root / "templates" / "assets" / ".well-known"):
        seen.write_bytes(b"x")
        assert not is_settled(root, before)
        before = state_of_sources(root)


def test_the_site_itself_is_no_source_of_the_next_one(bench: Bench, groupwork: Command, project: Path) -> None:
    """Whatever someone writes into it: a catalogue that is none, a calendar, a record of nothing."""
    for path in [*(project / "site").rglob("*.json"), *(project / "site").rglob("*.xml")]:
        path.unlink()
        path.write_bytes(random.Random(path.name).choice((b"{", b"[]", b'{"tracks": 5, "sessions": null}', b"\xff\0", b"")))
    ended = groupwork.run(project, "build", "--quiet")
    assert (ended.code, ended.said, digests(project / "site")) == (0, "", bench.wanted["second"])

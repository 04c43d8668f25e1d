"""What was published before: kept, listed, and put in its place again by `groupwork rollback`, whatever happens meanwhile."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from builder.site.last_look import Facts
from builder.site.published import Standing, remember
from builder.site.record import Fresh, Record, read_record, write_record
from builder.site.versions import KEPT, VersionError, bring_back, heal, publish, room_of, versions_of
from builder.work.files import take_away
from builder.work.reading import is_there
from builder.work.store import Store
from tests.faulty import ROOT, Command, command
from tests.trust.faults import a_disk

pytestmark = pytest.mark.slow

CATALOGUE = {"tracks": [{"id": "evening", "title": "Evening track", "meetings": []}], "sessions": []}


def a_store(root: Path) -> Store:
    return Store(root / "build" / "cache")


def published(root: Path, name: str, day: str = "2026-11-30") -> Path:
    """A site that says `name` on two pages, published as a build does it."""
    page, store = name.encode(), a_store(root)
    fresh = Fresh(root, read_record(store), pages_only=False)
    for path, content in {
        "index.html": page,
        "staff/index.html": page,
        "staff/same.css": b"same",
        "staff/catalogue.json": json.dumps(CATALOGUE).encode(),
    }.items():
        fresh.put(path, content, Facts())
    fresh.prune()
    files = {path: entry.signature for path, entry in fresh.entries.items()}
    publish(root, store, files)
    write_record(store, Record(fresh.entries))
    remember(store, Standing(f"sources of {name}", day, files))
    return root


def what_stands(root: Path) -> str:
    """The name that every page says; an error where they are not of one version."""
    (name,) = {(root / "site" / page).read_text(encoding="utf-8") for page in ("index.html", "staff/index.html")}
    return name


def kept(root: Path) -> list[str]:
    return [(version.tree / "index.html").read_text(encoding="utf-8") for version in versions_of(root)]


def test_the_last_versions_are_kept_and_each_can_stand_again(tmp_path: Path) -> None:
    for name in "abcdef":
        published(tmp_path, name)
    assert (what_stands(tmp_path), kept(tmp_path)) == ("f", ["e", "d", "c"])
    assert len(kept(tmp_path)) == KEPT
    for version, name in list(zip(versions_of(tmp_path), kept(tmp_path), strict=True)):
        stood = what_stands(tmp_path)
        bring_back(tmp_path, a_store(tmp_path), version.number)
        assert what_stands(tmp_path) == name
        assert sorted([*kept(tmp_path), name]) == ["c", "d", "e", "f"]
        assert kept(tmp_path)[0] == stood


def test_of_the_versions_of_one_day_the_older_go_first(tmp_path: Path) -> None:
    for name, day in (("a", "2026-11-28"), ("b", "2026-11-29"), ("c", "2026-11-29"), ("d", "2026-11-29"), ("e", "2026-11-29"), ("f", "2026-11-30")):
        published(tmp_path, name, day)
    assert kept(tmp_path) == ["e", "d", "a"]


def test_what_is_published_again_as_it_was_is_no_other_version(tmp_path: Path) -> None:
    for name in ("a", "a", "b", "b"):
        shutil.rmtree(tmp_path / "build" / "cache", ignore_errors=True)  # so that all files are others of the same content
        published(tmp_path, name)
    assert (what_stands(tmp_path), kept(tmp_path)) == ("b", ["a"])


def test_a_version_takes_the_room_of_what_is_otherwise_in_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        published(tmp_path, name)
    before = room_of(tmp_path)
    published(tmp_path, "c" * 1000)
    assert 0 < room_of(tmp_path) - before < 2000
    assert len({(tree / "staff/same.css").stat().st_ino for tree in (tmp_path / "site", *(version.tree for version in versions_of(tmp_path)))}) == 1


def test_a_version_that_someone_has_written_into_is_not_published_again(tmp_path: Path) -> None:
    for name in ("a", "b"):
        published(tmp_path, name)
    (version,) = versions_of(tmp_path)
    (version.tree / "staff/index.html").write_text("a leak", encoding="utf-8")
    with pytest.raises(VersionError, match=r"version 1 is not as it was when it was published: staff/index\.html is another"):
        bring_back(tmp_path, a_store(tmp_path), 1)
    assert what_stands(tmp_path) == "b"


def test_a_version_of_which_the_cache_says_nothing_any_more_can_stand_again(tmp_path: Path) -> None:
    published(tmp_path, "a")
    shutil.rmtree(tmp_path / "build")
    published(tmp_path, "b")
    assert bring_back(tmp_path, a_store(tmp_path), 1).day
    assert what_stands(tmp_path) == "a"


@pytest.mark.parametrize("place", ["cache", "cache/templates", "fresh", "versions", ".publishing"])
def test_what_stands_in_the_place_of_what_builds_keep_is_taken_away(tmp_path: Path, place: str) -> None:
    published(tmp_path, "a")
    path = tmp_path / "build" / place
    for put in (lambda: path.write_bytes(b"x"), lambda: path.symlink_to(path.name), lambda: path.symlink_to("nowhere")):
        take_away(path)
        put()
        heal(tmp_path, a_store(tmp_path))
        assert not is_there(path)
    for name in ("b", "c"):
        published(tmp_path, name)
    assert (what_stands(tmp_path), kept(tmp_path)) == ("c", ["b", "a"])


def test_a_link_that_stands_where_the_next_version_is_made_gives_way(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d", "e"):
        published(tmp_path, name)
    fresh, elsewhere = tmp_path / "build" / "fresh", tmp_path / "elsewhere"
    shutil.move(fresh / "staff", elsewhere)
    (fresh / "staff").symlink_to(elsewhere)
    published(tmp_path, "f")
    assert (what_stands(tmp_path), (elsewhere / "index.html").read_text(encoding="utf-8")) == ("f", "a")
    assert not (tmp_path / "site" / "staff").is_symlink()
    assert (tmp_path / "site" / "staff" / "same.css").read_bytes() == b"same"


# The command


@pytest.fixture(scope="module")
def groupwork() -> Iterator[Command]:
    with command() as made:
        yield made


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """`c` stands, and `b` (2) and `a` (1) are kept."""
    for name, day in (("a", "2026-11-28"), ("b", "2026-11-29"), ("c", "2026-11-30")):
        published(tmp_path, name, day)
    return tmp_path


def test_without_a_number_versions_are_listed_with_their_day_their_room_and_what_has_changed_since(groupwork: Command, root: Path) -> None:
    catalogue = json.loads(json.dumps(CATALOGUE))
    catalogue["tracks"][0]["title"] = "Night track"
    (root / "site/staff/catalogue.json").unlink()
    (root / "site/staff/catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    ended = groupwork.run(root, "rollback")
    assert (ended.code, ended.said.splitlines()[1:4]) == (
        0,
        ["Kept beside it, 0.0 MB in all:", "     2  2026-11-29. Since then:", "          3 files changed, 2 pages among them: /, staff/"],
    )
    assert "Night track: The track: Title: “Night track”, before “Evening track”" in ended.said
    assert ended.said.endswith("To put one in its place: groupwork rollback 2\n")


def test_a_damaged_catalogue_is_listed_as_a_file_that_changed(groupwork: Command, root: Path) -> None:
    for damaged in ("{", "[]", '{"tracks": 5}', '{"tracks": [5], "sessions": null}', "\0", "[" * 100_000):
        (root / "site/staff/catalogue.json").unlink()
        (root / "site/staff/catalogue.json").write_text(damaged, encoding="utf-8")
        ended = groupwork.run(root, "rollback")
        assert (ended.code, "3 files changed" in ended.said) == (0, True)


def test_with_a_number_that_version_stands_and_the_command_says_what_is_next(groupwork: Command, root: Path) -> None:
    ended = groupwork.run(root, "rollback", "1")
    assert (ended.code, ended.said.splitlines()[0]) == (
        0,
        "Version 1, of 2026-11-28, is published again. What stood until now is kept: groupwork rollback lists it.",
    )
    assert "A server has a copy of its own, which is still the other one: groupwork pack" in ended.said
    assert (what_stands(root), kept(root)) == ("a", ["c", "b"])


@pytest.mark.parametrize(("asked", "said"), [("7", "there is no version 7"), ("x", "'x' is not a valid integer"), ("-1", "No such option")])
def test_a_version_that_there_is_not_is_said_and_nothing_changes(groupwork: Command, root: Path, asked: str, said: str) -> None:
    ended = groupwork.run(root, "rollback", asked)
    assert (ended.code, said in ended.said, what_stands(root)) == (2, True, "c")


def test_before_anything_is_published_there_is_nothing_to_go_back_to(groupwork: Command, tmp_path: Path) -> None:
    ended = groupwork.run(tmp_path, "rollback")
    assert (ended.code, "nothing is published yet" in ended.said) == (2, True)
    published(tmp_path, "a")
    assert groupwork.run(tmp_path, "rollback").said.endswith("No version is kept beside it yet.\n")


@pytest.mark.parametrize("kind", ["a link", "a disk", "a folder of the same disk"])
def test_a_part_of_the_site_that_is_elsewhere_is_named_and_nothing_changes(groupwork: Command, root: Path, kind: str) -> None:
    elsewhere, part = root / "elsewhere 1", root / "site" / "staff"
    shutil.move(part, elsewhere)
    with ExitStack() as stack:
        if kind == "a link":
            part.symlink_to(elsewhere)
        else:
            part.mkdir()
            if not stack.enter_context(a_disk(part, 10, bound=elsewhere if kind == "a folder of the same disk" else None)):
                pytest.skip("nobody may mount a disk here")
            shutil.copytree(elsewhere, part, dirs_exist_ok=True) if kind == "a disk" else None
        for asked in (("rollback", "1"), ("build",), ("rollback",)):
            ended = groupwork.run(root, *asked)
            assert (ended.code, str(part) in ended.said, ended.said.endswith("site/ is as it was.\n")) == (1, True, True), ended
            assert (what_stands(root), kept(root)) == ("c", ["b", "a"])
        assert sorted(path.name for path in elsewhere.iterdir()) == ["catalogue.json", "index.html", "same.css"]


def test_a_rollback_that_nobody_hears_of_does_not_say_that_nothing_was_changed(root: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is nothing here into which nothing can be written")
    command = [sys.executable, "-m", "builder", "--root", str(root), "rollback", "1"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (what_stands(root), "as it was" in done.stderr, "No space left" in done.stderr) == ("a", False, True), done


@pytest.mark.parametrize("fault", ["kill", "full"])
def test_at_whatever_change_of_the_disk_a_rollback_is_stopped_one_whole_version_stands_and_none_is_lost(
    groupwork: Command, root: Path, fault: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stopped = 0
    for at in range(1, 500):
        project = tmp_path_factory.mktemp("stopped") / "project"
        shutil.copytree(root, project, copy_function=shutil.copy2)
        ended = groupwork.run(project, "rollback", "1", fault=fault, at=at)
        said = ended.said.strip()
        assert "Traceback" not in said
        stood = what_stands(project)
        if fault == "full":
            assert (ended.code, stood, said.endswith("site/ is as it was.")) in ((1, "c", True), (0, "a", False))
        heal(project, a_store(project))
        assert what_stands(project) == stood
        assert {*kept(project), stood} == {"a", "b", "c"}
        assert sorted(path.name for path in (project / "build").iterdir() if path.name not in (".lock", "cache", "fresh", "versions")) == []
        assert groupwork.run(project, "rollback", str(versions_of(project)[-1].number)).code == 0
        if ended.code == 0 and ended.changes < at:
            break
        stopped += 1
    assert stopped > 20

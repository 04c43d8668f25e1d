"""What goes to a server: `groupwork pack` copies one site as it was built and nothing else, and `groupwork doctor DIR` refuses a folder that holds anything else."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import brotli
import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.doctor.folder import examine_folder
from builder.pipeline import build
from builder.site import tree
from builder.site.packing import WRITTEN, of_door, pack_site
from builder.site.tree import aside_of
from builder.work.store import Signature, Store, file_status, signatures
from tests.project import TODAY
from tests.sites import three_sites
from tests.trees import a_tree
from tests.trust.faults import a_disk
from tests.without_login import ENDINGS, plain_names

pytestmark = pytest.mark.slow


def pack(root: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "--today", str(TODAY), "pack", *map(str, arguments)])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_tree(tmp_path_factory.mktemp("built"))
    build(root, TODAY, pages_only=True)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy to write in, which counts as what was built: with its times."""
    return Path(shutil.copytree(built, tmp_path / "program"))


@pytest.fixture
def copy(root: Path) -> Path:
    made = pack(root, root.parent / "public")
    assert made.exit_code == 0, made.output
    return root.parent / "public"


@pytest.mark.parametrize("site", ["participants", "staff"])
def test_a_copy_is_the_site_byte_for_byte_with_packed_files_that_say_the_same(root: Path, site: str) -> None:
    target = root.parent / "copy"
    assert pack(root, target, *(["--staff"] if site == "staff" else [])).exit_code == 0
    names, there = plain_names(target), file_status(target)
    assert names == sorted(file_status(root / "site" / site))
    packed = 0
    for name in names:
        content = (target / name).read_bytes()
        assert content == (root / "site" / site / name).read_bytes()
        for suffix, unpacked in ((".br", brotli.decompress), (".gz", gzip.decompress)):
            if f"{name}{suffix}" in there:
                packed += 1
                smaller = (target / f"{name}{suffix}").read_bytes()
                assert unpacked(smaller) == content
                assert len(smaller) < len(content)
                assert there[f"{name}{suffix}"].st_mtime_ns == there[name].st_mtime_ns
    assert packed > 100
    assert {status.st_mode & 0o777 for status in there.values()} == {0o644}
    assert {path.stat().st_mode & 0o777 for path in [target, *target.rglob("*")] if path.is_dir()} == {0o755}


def test_the_same_site_gives_the_same_bytes(root: Path, copy: Path) -> None:
    before = {name: (copy / name).read_bytes() for name in file_status(copy)}
    assert pack(root, root.parent / "again").exit_code == 0
    assert {name: (root.parent / "again" / name).read_bytes() for name in file_status(root.parent / "again")} == before


def test_what_nobody_built_is_not_copied(root: Path) -> None:
    for name in ("notes.txt", ".env", "staff/guide.html"):
        (root / "site/participants" / name).parent.mkdir(exist_ok=True)
        (root / "site/participants" / name).write_text("a secret", encoding="utf-8")
    assert pack(root, root.parent / "public").exit_code == 0
    assert not {"notes.txt", ".env", "staff/guide.html"} & file_status(root.parent / "public").keys()


def test_what_was_altered_since_is_refused_and_the_copy_stays_as_it_was(root: Path, copy: Path) -> None:
    before = signatures(copy)
    page = root / "site/participants/help/index.html"
    page.unlink()  # a link to the file of the build before: never written into
    page.write_text("<p>Call 555</p>", encoding="utf-8")
    refused = pack(root, copy)
    assert refused.exit_code == 2
    assert "site/participants/help/index.html is not as the last build left it" in refused.output
    assert signatures(copy) == before


def test_a_copy_is_replaced_whole(root: Path, copy: Path) -> None:
    """What an earlier pack wrote goes, also where a build does not make it any more."""
    (copy / "old.html").write_text("gone", encoding="utf-8")
    told = json.loads((copy / WRITTEN).read_text(encoding="utf-8"))
    (copy / WRITTEN).write_text(json.dumps(told | {"files": [*told["files"], "old.html"]}), encoding="utf-8")
    assert pack(root, copy).exit_code == 0
    assert not (copy / "old.html").exists()
    assert [path.name for path in copy.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    "name", [".git/HEAD", "CNAME", "robots.txt", ".well-known/security.txt", "other/mine.txt", "assets/mine.css", ".htaccess", "help/index.html.bak", "catalogue.json.br.x"]
)  # fmt: skip
@pytest.mark.parametrize("as_link", [False, True])
def test_what_no_pack_wrote_is_named_and_nothing_is_lost(root: Path, copy: Path, name: str, as_link: bool) -> None:
    (copy / name).parent.mkdir(parents=True, exist_ok=True)
    if as_link:
        (copy / name).symlink_to(root)
    else:
        (copy / name).write_text("mine", encoding="utf-8")
    before = signatures(copy)
    refused = pack(root, copy)
    assert (refused.exit_code, f"which this would take away: {name}" in refused.output) == (2, True), refused.output
    assert signatures(copy) == before
    assert examine_folder(copy, root) != ()


def test_of_many_that_are_someones_a_few_are_named(root: Path, copy: Path) -> None:
    for number in range(9):
        (copy / f"mine-{number}.txt").write_text("mine", encoding="utf-8")
    assert "mine-0.txt, mine-1.txt, mine-2.txt and 6 more" in pack(root, copy).output


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no copies of a process here")
@pytest.mark.parametrize("at_once", [True, False], ids=["in one step", "in several steps"])
@pytest.mark.parametrize("disk", [False, True], ids=["a folder", "a disk of its own"])
def test_after_a_pack_that_was_killed_the_next_one_makes_the_whole_copy(
    root: Path, disk: bool, at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = root.parent / "public"
    target.mkdir()
    if not at_once:
        monkeypatch.setattr(tree, "exchange", lambda one, other: False)
    with a_disk(target, 100) if disk else nullcontext(True) as there:
        if not there:
            pytest.skip("nobody may mount a disk here")
        for steps in (0, 1, 2, 3, 8) if disk else (0, 1, 2):
            assert pack(root, target).exit_code == 0
            told = json.loads((target / WRITTEN).read_text(encoding="utf-8"))
            (target / "404.html").unlink()
            (target / "old.html").write_text("gone", encoding="utf-8")
            told["files"] = [*(name for name in told["files"] if name != "404.html"), "old.html"]
            (target / WRITTEN).write_text(json.dumps(told), encoding="utf-8")
            _killed_after(steps, root, target)
            for _ in range(2):
                again = pack(root, target)
                assert (again.exit_code, "in one step" in again.output) == (0, disk), again.output
            assert plain_names(target) == sorted(file_status(root / "site/participants"))
            assert sorted(path.name for path in (*target.iterdir(), *target.parent.iterdir()) if path.name.startswith(".")) == [WRITTEN]


def _killed_after(steps: int, root: Path, target: Path) -> None:
    """A pack in a process that ends when it has swapped or renamed so often."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    left = [None] * steps

    def until_killed(change: Callable[[Path, Path], Any], one: Path, other: Path) -> Any:
        if not left:
            os._exit(9)
        done = change(one, other)
        if done is not False:  # which says that there is no such step here
            left.pop()
        return done

    try:
        for name in ("exchange", "move"):
            setattr(tree, name, partial(until_killed, getattr(tree, name)))
        pack_site(root, "participants", target, Store(root / "build" / "cache"))
    finally:
        os._exit(9)


def test_what_someone_keeps_where_an_old_copy_would_wait_is_named_and_stays(root: Path, copy: Path) -> None:
    theirs = aside_of(copy)
    theirs.mkdir()
    (theirs / "mine.txt").write_text("mine", encoding="utf-8")
    refused = pack(root, copy)
    assert (refused.exit_code, f"{theirs} is where an old copy waits" in refused.output) == (2, True)
    assert (theirs / "mine.txt").read_text(encoding="utf-8") == "mine"


def of_the_project(root: Path) -> Iterator[tuple[Path, str]]:
    others, file, link = root.parent / "others", root.parent / "file", root.parent / "link"
    others.mkdir()
    (others / "holiday.jpg").write_bytes(b"")
    file.write_bytes(b"")
    link.symlink_to(others, target_is_directory=True)
    mine = root.parent / "mine"
    mine.mkdir()
    (mine / "catalogue.json").write_text('{"site": []}', encoding="utf-8")
    waiting = root.parent / "waiting"
    waiting.mkdir()
    os.mkfifo(waiting / "catalogue.json")
    yield waiting, "holds something else"
    yield root / "site" / "participants", "where builds work"
    yield root / "build" / "x", "where builds work"
    yield root, "around the project"
    yield root.parent, "around the project"
    yield others, "holds something else"
    yield mine, "holds something else"
    yield file, "is no folder"
    yield link, "is no folder"


def test_nothing_that_someone_has_is_replaced(root: Path) -> None:
    looked = 0
    for target, why in of_the_project(root):
        before = _besides_the_cache(root.parent)
        refused = pack(root, target)
        assert (refused.exit_code, why in refused.output) == (2, True), refused.output
        assert _besides_the_cache(root.parent) == before
        looked += 1
    assert looked == 9


def _besides_the_cache(folder: Path) -> dict[str, Signature]:
    return {name: signature for name, signature in signatures(folder).items() if "/build/" not in name}


def test_the_staffs_copy_does_not_take_the_place_of_the_participants(root: Path, copy: Path) -> None:
    refused = pack(root, "--staff", copy)
    assert refused.exit_code == 2
    assert json.loads((copy / "catalogue.json").read_text(encoding="utf-8"))["site"] == "participants"


def test_without_a_build_there_is_nothing_to_copy(tmp_path: Path) -> None:
    refused = pack(a_tree(tmp_path / "new"), tmp_path / "public")
    assert refused.exit_code == 2
    assert "run groupwork build first" in refused.output
    assert not (tmp_path / "public").exists()


@pytest.mark.long
def test_several_places_stand_each_under_its_name(tmp_path: Path) -> None:
    root = three_sites(tmp_path / "program")
    build(root, TODAY, pages_only=True)
    assert pack(root, tmp_path / "public").exit_code == 0
    assert {name.partition("/")[0] for name in plain_names(tmp_path / "public")} == {"harbor", "hill", "river", "index.html", "404.html"}
    assert plain_names(tmp_path / "public" / "hill") == sorted(file_status(root / "site/hill/participants"))
    assert examine_folder(tmp_path / "public", root) == ()
    assert pack(root, tmp_path / "public").exit_code == 0, "it is known again"
    for page in ("index.html", "404.html"):
        text = (tmp_path / "public" / page).read_text(encoding="utf-8")
        named = [
            line["name"]
            for place in ("harbor", "hill", "river")
            for line in json.loads((tmp_path / "public" / place / "catalogue.json").read_text(encoding="utf-8"))["crisis_lines"]
        ]
        assert len(named) == 4
        assert [name for name in named if escape(name) not in text] == []
        assert 'href="tel:555-0191"' in text
        assert "staff" not in text.replace('data-folders="participants staff"', "")
        led = re.findall(r'href="([a-z][^":]*)"', text)
        assert len(led) >= 8
        assert [there for there in led if not (tmp_path / "public" / there).is_file()] == []
    latest = max((root / "site" / name).stat().st_mtime_ns for name in of_door(plain_names(tmp_path / "public")))
    assert (tmp_path / "public/404.html").stat().st_mtime_ns == latest, "a mended crisis line is fetched again"
    (tmp_path / "public/404.html").write_text("<p>Call 555</p>", encoding="utf-8")
    assert [sign.code for sign in examine_folder(tmp_path / "public", root)] == ["not-of-the-build"]


# What is refused before it is published


def test_a_copy_may_be_published_with_and_without_what_was_built(root: Path, copy: Path, tmp_path: Path) -> None:
    assert examine_folder(copy, root) == ()
    assert examine_folder(copy, tmp_path / "nowhere") == ()
    assert examine_folder(root / "site/participants", root) == ()


def _staff_page(root: Path, copy: Path) -> None:
    shutil.copy(root / "site/staff/sleep/same-time-up/index.html", copy / "notes.html")


def _staff_page_packed(root: Path, copy: Path) -> None:
    (copy / "notes.html.gz").write_bytes(gzip.compress((root / "site/staff/sleep/same-time-up/index.html").read_bytes()))


def _staff_catalogue(root: Path, copy: Path) -> None:
    shutil.copy(root / "site/staff/catalogue.json", copy / "catalogue.json")


def _staff_data(root: Path, copy: Path) -> None:
    data = next(path for path in (root / "site/staff").rglob("*.json") if path.name != "catalogue.json")
    shutil.copy(data, copy / "assets/data.json")


def _staff_folder(root: Path, copy: Path) -> None:
    (copy / "staff").mkdir()
    (copy / "staff" / "a.txt").write_text("x", encoding="utf-8")


def _altered(root: Path, copy: Path) -> None:
    (copy / "help/index.html").write_text("<p>Call 555</p>", encoding="utf-8")


def _packed_altered(root: Path, copy: Path) -> None:
    (copy / "help/index.html.br").write_bytes(brotli.compress(b"<p>Call 555</p>"))


def _not_packed(root: Path, copy: Path) -> None:
    (copy / "help/index.html.gz").write_bytes(b"no gzip")


def _moved(root: Path, copy: Path) -> None:
    shutil.copy(copy / "help/index.html", copy / "topics/index.html")


def _hidden(root: Path, copy: Path) -> None:
    (copy / ".git").mkdir()
    (copy / ".git" / "HEAD").write_text("ref", encoding="utf-8")


def _linked(root: Path, copy: Path) -> None:
    (copy / "linked.html").symlink_to(root / "site/staff/index.html")


def _linked_folder(root: Path, copy: Path) -> None:
    (copy / "more").symlink_to(root / "site/participants/help", target_is_directory=True)


def _linked_nowhere(root: Path, copy: Path) -> None:
    (copy / "later.html").symlink_to(root / "later.html")


def _pipe(root: Path, copy: Path) -> None:
    os.mkfifo(copy / "wait.html")


def _stray(root: Path, copy: Path) -> None:
    (copy / "notes.txt").write_text("x", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "code", "known_by_itself"),
    [
        (_staff_page, "staff-inside", True),
        (_staff_page_packed, "staff-inside", True),
        (_staff_catalogue, "staff-inside", True),
        (_staff_data, "not-of-the-build", False),
        (_staff_folder, "staff-inside", True),
        (_altered, "not-of-the-build", False),
        (_packed_altered, "not-of-the-build", False),
        (_not_packed, "not-of-the-build", False),
        (_moved, "not-of-the-build", False),
        (_hidden, "left-lying", True),
        (_linked, "not-of-the-build", True),
        (_linked_folder, "not-of-the-build", True),
        (_linked_nowhere, "not-of-the-build", True),
        (_pipe, "not-of-the-build", True),
        (_stray, "not-of-the-build", False),
    ],
)
def test_a_folder_with_anything_else_in_it_is_refused(
    root: Path, copy: Path, change: Callable[[Path, Path], None], code: str, known_by_itself: bool, tmp_path: Path
) -> None:
    change(root, copy)
    assert {sign.code for sign in examine_folder(copy, root)} == {code}
    alone = {sign.code for sign in examine_folder(copy, tmp_path / "nowhere")}
    assert (code in alone) == known_by_itself


def test_both_sites_as_a_whole_are_refused_and_said_so_first(root: Path) -> None:
    told = CliRunner().invoke(main, ["--root", str(root), "doctor", str(root / "site")])
    assert told.exit_code == 1
    assert "error[staff-inside]" in told.output.splitlines()[0]
    assert told.output.count("error[staff-inside]") <= 6
    rows = json.loads(CliRunner().invoke(main, ["--root", str(root), "doctor", "--format", "json", str(root / "site")]).output)
    assert {"place", "severity", "code", "message", "why", "mend"} == rows[0].keys()
    assert examine_folder(root / "site", root.parent / "nowhere")[0].code == "staff-inside"


def test_an_empty_folder_is_no_site(root: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert [sign.code for sign in examine_folder(tmp_path / "empty", root)] == ["no-site"]


def test_endings_of_packed_files_are_those_that_servers_look_for() -> None:
    assert ENDINGS == (".br", ".gz")

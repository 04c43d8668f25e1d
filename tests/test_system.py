"""What differs between systems stands behind one seam, and each of its ways does the work: the special means are taken away here, one by one."""

from __future__ import annotations

import ast
import errno
import fcntl
import io
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import IO

import pytest

from builder.finding import CurriculumError
from builder.load.library import load_library
from builder.pages.docs import other_files
from builder.pipeline import build, plan_sites
from builder.site import tree
from builder.site.published import sources_key
from builder.site.tree import alone, put_back, put_back_alone, swap_in, write_tree
from builder.work import system
from builder.work.store import file_status
from tests.project import ROOT, SESSION, TODAY, a_project, edit
from tests.trees import SMALL

FILES = sorted((ROOT / "builder").rglob("*.py"))
SEAM = ROOT / "builder" / "work" / "system.py"

# One seam

MODULES = re.compile(r"_winapi|ctypes|fcntl|grp|msvcrt|nt|platform|posix|pty|pwd|readline|resource|select|syslog|termios|tty|winreg")
MEANS = re.compile(
    r"""sys\.(platform|getwindowsversion)
    | os\.(name|uname|fork|forkpty|kill|killpg|setsid|setpgid|getpgid|getppid|getuid|geteuid|chmod|chown|umask|symlink|mkfifo|rename|renames|replace|nice
        |sched_getaffinity|O_[A-Z]+)
    | signal\.(SIGKILL|SIGHUP|SIGALRM|SIGUSR1|SIGPIPE|alarm|pause)
    | tempfile\.NamedTemporaryFile | subprocess\.(STARTUPINFO|CREATE_\w+)""",
    re.X,
)
METHODS = {"rename", "replace", "symlink_to", "hardlink_to", "chmod", "lchmod"}
"""Of a path, with one argument. `rename` fails on Windows where the other is there, and `replace` where it is read at the moment."""


def special_means(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names if MODULES.fullmatch(alias.name.split(".")[0]))
            case ast.ImportFrom(module=str(module)):
                yield from (
                    f"{module}.{alias.name}"
                    for alias in node.names
                    if MODULES.fullmatch(module.split(".")[0]) or MEANS.fullmatch(f"{module}.{alias.name}")
                )
            case ast.Attribute() if MEANS.fullmatch(ast.unparse(node)):
                yield ast.unparse(node)
            case ast.Call(func=ast.Attribute(attr=name), args=[_], keywords=[]) if name in METHODS and path.parent.name != "planner":
                yield f".{name}()"
            case ast.Call() if {keyword.arg for keyword in node.keywords} & {"start_new_session", "preexec_fn", "creationflags"}:
                yield "a process of another kind"


def test_what_differs_between_systems_stands_in_one_file() -> None:
    found = {path.relative_to(ROOT).as_posix(): set(special_means(path)) for path in FILES}
    assert len(found) > 290
    used = found.pop(SEAM.relative_to(ROOT).as_posix())
    assert {"ctypes", "sys.platform", "os.name", "os.replace", "os.killpg", "signal.SIGKILL", "a process of another kind"} <= used
    assert {path: means for path, means in found.items() if means} == {}


def texts_of(path: Path) -> Iterator[tuple[str, bool]]:
    """Each call that reads or writes text, and whether it says in which encoding, and with which line ends it writes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name, given = ast.unparse(node.func).rpartition(".")[2], {keyword.arg for keyword in node.keywords}
        words = [argument.value for argument in node.args if isinstance(argument, ast.Constant) and isinstance(argument.value, str)]
        line = f"{path.name}:{node.lineno} {ast.unparse(node)}"
        if name == "read_text" or (name == "open" and "b" not in "".join(words) and ast.unparse(node.func) not in ("pikepdf.open", "os.open")):
            yield line, "encoding" in given
        elif name == "write_text":
            yield line, {"encoding", "newline"} <= given
        elif ast.unparse(node.func).startswith("subprocess.") and given & {"text", "universal_newlines", "encoding"}:
            yield line, "encoding" in given


def test_every_text_is_read_and_written_in_utf8_with_the_same_line_ends_everywhere() -> None:
    calls = [call for path in FILES for call in texts_of(path)]
    assert len(calls) >= 20
    assert [line for line, said in calls if not said] == []


def test_git_gives_every_system_the_same_line_ends() -> None:
    """Style sheets and scripts are published as they are; a checkout on Windows must not make others of them."""
    assert "* text=auto eol=lf" in (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()


# Folders that are swapped


@pytest.fixture(params=["in one step", "in several steps"])
def a_swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether two folders can be swapped in a single step."""
    at_once: bool = request.param == "in one step"
    if not at_once:
        monkeypatch.setattr(tree, "exchange", lambda one, other: False)
    return at_once


def two_trees(folder: Path) -> tuple[Path, Path]:
    fresh, public = folder / "build" / "fresh", folder / "site"
    write_tree(fresh, {"index.html": b"new", "more/page.html": b"new"})
    write_tree(public, {"index.html": b"old", "gone.html": b"old"})
    return fresh, public


OLD, NEW = ["gone.html", "index.html"], ["index.html", "more/page.html"]


@pytest.mark.usefixtures("a_swap")
def test_a_swap_leaves_the_new_tree_published_and_the_old_one_where_it_is_wanted(tmp_path: Path) -> None:
    fresh, public = two_trees(tmp_path)
    swap_in(fresh, public, keep=True)
    assert sorted(file_status(public)) == NEW
    assert sorted(file_status(fresh)) == OLD
    swap_in(fresh, public)
    assert sorted(file_status(public)) == OLD
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_dir()) == ["build", "site"]


class Killed(BaseException):
    """The end of a process, whatever it was about to do."""


@pytest.mark.parametrize(("step", "stands"), [(0, OLD), (1, OLD), (2, NEW)])
def test_a_swap_in_several_steps_that_was_killed_is_put_right_by_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, stands: list[str]
) -> None:
    fresh, public = two_trees(tmp_path)
    steps: list[Path] = []

    def until_killed(source: Path, target: Path) -> None:
        if len(steps) == step:
            raise Killed
        steps.append(target)
        system.move(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(tree, "exchange", lambda one, other: False)
        patched.setattr(tree, "move", until_killed)
        with pytest.raises(Killed):
            swap_in(fresh, public)
    put_back_alone(tmp_path / "build", public)
    assert sorted(file_status(public)) == stands
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_another_build_is_about_to_swap_is_left_to_it(tmp_path: Path) -> None:
    _, public = two_trees(tmp_path)
    public.rename(tree.aside_of(public))
    with alone(tmp_path / "build", lambda: None):
        put_back_alone(tmp_path / "build", public)
        assert not public.exists()
    put_back_alone(tmp_path / "build", public)
    assert sorted(file_status(public)) == OLD


def test_what_another_project_makes_beside_is_left_to_it(tmp_path: Path) -> None:
    public, made = tmp_path / "public", {}
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        (public / name).mkdir(parents=True)
        (tmp_path / name / "site").symlink_to(public / name)
        made[name] = f"{tree.name_of_next(tmp_path / name / 'site')}x"
        (public / made[name]).mkdir()
    put_back(tmp_path / "ours" / "site")
    assert {path.name for path in public.iterdir()} == {"ours", "theirs", made["theirs"]}


def test_a_swap_that_the_system_refuses_leaves_what_was_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, public = two_trees(tmp_path)

    def refused(source: Path, target: Path) -> None:
        if source == fresh:
            raise PermissionError(errno.EACCES, "in use")
        system.move(source, target)

    monkeypatch.setattr(tree, "exchange", lambda one, other: False)
    monkeypatch.setattr(tree, "move", refused)
    with pytest.raises(PermissionError):
        swap_in(fresh, public)
    put_back(public)
    assert sorted(file_status(public)) == OLD


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("links", [True, False])
def test_builds_publish_the_same_without_single_steps_copied_processes_and_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    plain, other = a_project(tmp_path / "plain"), a_project(tmp_path / "other")
    for root in (plain, other):
        if root == other:
            monkeypatch.setattr(tree, "exchange", lambda one, other: False)
            monkeypatch.setattr("builder.work.workers.FORKS", False)
            if not links:
                monkeypatch.setattr(os, "link", lambda source, target: (_ for _ in ()).throw(OSError("no links here")))
        build(root, TODAY, pages_only=True)
        edit(root / SESSION, "title: ", "title: Once more, ")
        build(root, TODAY, pages_only=True)
    expected, made = file_status(plain / "site"), file_status(other / "site")
    assert sorted(made) == sorted(expected)
    assert len(made) > 100
    assert [name for name in made if (plain / "site" / name).read_bytes() != (other / "site" / name).read_bytes()] == []


# Renames


def test_a_rename_that_windows_refuses_for_a_moment_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").write_text("new", encoding="utf-8")
    real, refusals = os.replace, [PermissionError(errno.EACCES, "in use")] * 3

    def busy(source: str | Path, target: str | Path) -> None:
        if refusals:
            raise refusals.pop()
        real(source, target)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr(system, "PAUSE", 0)
    monkeypatch.setattr(system, "TRIES", 3)
    with pytest.raises(PermissionError):
        system.move(tmp_path / "new", tmp_path / "old")
    refusals[:] = [PermissionError(errno.EACCES, "in use")] * 2
    system.move(tmp_path / "new", tmp_path / "old")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


# Two builds at once


def region_lock() -> SimpleNamespace:
    """What Windows has, by what Debian has: a lock on the first byte of a file, given up after a time."""

    def locking(descriptor: int, mode: int, length: int) -> None:
        assert os.lseek(descriptor, 0, os.SEEK_CUR) == 0
        assert length == 1
        for _ in range(1 if mode == 2 else 3):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                time.sleep(0.01)
        raise OSError(errno.EACCES if mode == 2 else errno.EDEADLK, "locked")

    return SimpleNamespace(locking=locking, LK_LOCK=1, LK_NBLCK=2)


@pytest.mark.parametrize("means", ["files", "regions"])
def test_two_builds_wait_for_each_other_by_either_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, means: str) -> None:
    if means == "regions":
        monkeypatch.setattr(system, "FILE_LOCK", None)
        monkeypatch.setattr(system, "REGION_LOCK", region_lock())
    first: IO[str] = (tmp_path / ".lock").open("w", encoding="utf-8")
    assert system.hold(first, wait=False)
    with (tmp_path / ".lock").open("w", encoding="utf-8") as second:
        assert not system.hold(second, wait=False)
    waited: list[None] = []
    with alone(tmp_path, lambda: waited.append(first.close())):
        waited.append(None)
    assert len(waited) == 2


def test_where_there_is_no_lock_at_all_one_build_still_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "FILE_LOCK", None)
    monkeypatch.setattr(system, "REGION_LOCK", None)
    with alone(tmp_path, pytest.fail):
        assert (tmp_path / ".lock").exists()


def test_a_lock_that_fails_is_told_and_not_waited_for_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(descriptor: int, mode: int, length: int) -> None:
        raise OSError(errno.EIO, "a broken disk")

    monkeypatch.setattr(system, "FILE_LOCK", None)
    monkeypatch.setattr(system, "REGION_LOCK", SimpleNamespace(locking=broken, LK_LOCK=1, LK_NBLCK=2))
    with pytest.raises(OSError, match="a broken disk"), alone(tmp_path, pytest.fail):
        pass


# Processes


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").exists(), reason="looks there for the worker")
@pytest.mark.parametrize("groups", [True, False])
def test_a_process_that_is_ended_takes_what_it_began_with_it(monkeypatch: pytest.MonkeyPatch, groups: bool) -> None:
    if not groups:
        monkeypatch.delattr(os, "killpg")
    script = "import sys\nfrom tests.test_workers import *\nsys.stdout = sys.stderr\nlist(spread(tell_and_wait, PARTS))"
    process = system.begin_apart([sys.executable, "-c", script], ROOT)
    assert process.stderr is not None
    worker = next(number for number in map(int, process.stderr) if number != process.pid)
    system.end_apart(process)
    process.stderr.close()
    for _ in range(600):
        if not Path(f"/proc/{worker}").exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{worker} is still there")


# What systems leave behind

LEFT = (".DS_Store", "Thumbs.db", "thumbs.db", "THUMBS.DB", "desktop.ini", "Desktop.ini", "._session.md", ".ds_store")


def test_what_systems_leave_in_folders_is_no_finding_changes_no_digest_and_is_not_published(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    before = sources_key(root, TODAY, False)
    site = plan_sites(load_library(root), TODAY)[0]
    published = set(other_files(site, root / "templates"))
    folders = [path for top in ("curriculum", "templates") for path in [root / top, *(root / top).rglob("*")] if path.is_dir()]
    for folder in folders:
        for name in LEFT:
            (folder / name).write_bytes(b"\xff\xfe")
    assert len(folders) > 30
    assert list(load_library(root).sessions) == list(load_library(SMALL).sessions)
    assert sources_key(root, TODAY, False) == before
    assert set(other_files(site, root / "templates")) == published


@pytest.mark.parametrize("name", ["session.md", "thumbs.db.md", "desktop-ini.svg", ".gitkeep", "my.ini"])
def test_what_a_person_put_there_is_seen(name: str) -> None:
    assert not system.left_behind(name)


# Names


def test_a_name_that_windows_keeps_for_itself_is_told_with_another(tmp_path: Path) -> None:
    root = tmp_path
    shutil.copytree(SMALL / "curriculum", root / "curriculum")
    (root / "curriculum/tracks/wednesdays.md").rename(root / "curriculum/tracks/con.md")
    with pytest.raises(CurriculumError) as raised:
        load_library(root)
    told = [str(finding) for finding in raised.value.findings]
    assert any("Windows keeps this name for itself" in one for one in told), told


# The terminal


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("kind", "expected"), [(io.TextIOWrapper, "café ☂".encode()), (Terminal, b"caf? ?")])
def test_no_letter_ends_a_command_whatever_the_terminal_knows(monkeypatch: pytest.MonkeyPatch, kind: type[io.TextIOWrapper], expected: bytes) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", kind(written, encoding="ascii"))
    system.speak_utf8()
    print("café ☂", end="", flush=True)
    assert written.getvalue() == expected

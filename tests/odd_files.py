"""What can stand where a curriculum has a file or a folder, and is none that anyone wrote: pipes, sockets, devices, links in circles, names of no alphabet."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from builder import pipeline
from builder.finding import CurriculumError, Finding
from tests.project import TODAY

SESSION = "curriculum/modules/sleep/same-time-up"
PLACES = (
    f"{SESSION}/session.md", f"{SESSION}/my-rising-plan.md", f"{SESSION}/sleepiness.svg", f"{SESSION}/odd.md", SESSION, "curriculum/modules/sleep", "curriculum/modules",
    "curriculum/modules/sleep/module.md", "curriculum/program.yml", "curriculum/sources.yml", "curriculum/tracks/wednesdays.md", "curriculum/tracks", "curriculum/passages/pills.md",
    "curriculum/groups/odd.yml", "sites", "sites/odd.yml", "library.lock", "curriculum",
)  # fmt: skip
"""Files and folders of a project, some of which the small curriculum lacks."""


def _socket(path: Path) -> None:
    here = os.getcwd()
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(path.parent)  # the name of a socket is short
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


def _bytes(path: Path) -> None:
    path.write_bytes(bytes(range(256)))


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3_000_000_000)


def _locked(path: Path) -> None:
    path.mkdir()
    path.chmod(0)


KINDS: Mapping[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "socket": _socket,
    "device without end": lambda path: path.symlink_to("/dev/zero"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to nothing": lambda path: path.symlink_to("/nowhere/at/all"),
    "link to the folder around it": lambda path: path.symlink_to(".."),
    "link to all that there is": lambda path: path.symlink_to("/"),
    "link to processes": lambda path: path.symlink_to("/proc"),
    "folder": Path.mkdir,
    "folder that nobody may open": _locked,
    "huge file": _huge,
    "bytes": _bytes,
    "nothing": lambda path: None,
}
NAMES = (b"\xff\xfe", b"b\xe4d.md", b"\xc3(.yml", b"new\nline.md", b"\x1b[31mred.md", b"\xe2\x80\xaertl.md", b" .md", b"a" * 250 + b".md", b"con.md")
"""Names of files that not every system can keep, or that do something where they are shown."""


def put(root: Path, kind: str, place: str) -> None:
    """Put it there, in place of what is there."""
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    KINDS[kind](path)


def remove(root: Path) -> None:
    """A project, whatever stands in it; no link is followed."""
    for here, folders, _ in os.walk(root):
        for name in folders:
            if not os.path.islink(os.path.join(here, name)):
                os.chmod(os.path.join(here, name), 0o700)
    shutil.rmtree(root)


def errors_of(root: Path) -> list[Finding]:
    """The errors that check finds, which a build finds too. Where there are any, it publishes nothing, and where there are none, it does; each says where it is, and what
    to do, in letters that can be shown."""
    found, built = _errors(pipeline.check(root, TODAY)), list[Finding]()
    try:
        pipeline.build(root, TODAY, pages_only=not found)
    except CurriculumError as error:
        built = _errors(error.findings)
    assert {(one.code, one.message.rpartition("'")[2]) for one in built} == {(one.code, one.message.rpartition("'")[2]) for one in found}, (
        found,
        built,
    )
    assert (root / "site").exists() == (not found)
    unclear = [one for one in found if not (one.place.file and one.hint and f"{one.place} {one.message} {one.hint}".isprintable())]
    assert unclear == []
    return found


def _errors(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if one.is_error]

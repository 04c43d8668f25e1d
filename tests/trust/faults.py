"""Builds that are killed, have no room, are not alone or stand in odd places; and what befalls a project between two of them."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.site.versions import KEPT, versions_of
from tests.breaking import Bench, Chain, a_bench, a_small_project, session_of
from tests.faulty import ROOT, command, digests

TITLE = "Faults"
MINUTES = 14


def figures(folder: Path) -> dict[str, int | float | str]:
    """A small curriculum is built in two wordings, one after the other, and each build is broken off: by `kill -9` or a disk with no more room at a change of the disk by
    chance, by a signal at a moment by chance, by three builds, a server and an update at once. Every file of the site is compared with those of clean builds of both
    wordings. Chains of edits, damage, deleted folders, other days, other rights, kills and rollbacks end with a build that has to make what a clean one makes.
    """
    return _counted(folder, kills=200, full=60, signals=24, chains=6)


def _counted(folder: Path, kills: int, full: int, signals: int, chains: int) -> dict[str, int | float | str]:
    by_chance = random.Random(19)
    with command() as groupwork:
        bench = a_bench(groupwork, folder)
        killed = Counter(bench.broken_off("kill", by_chance) for _ in _told("kill -9", kills))
        filled = Counter(bench.broken_off("full", by_chance) for _ in _told("full disk", full))
        signalled = Counter(_signalled(bench, by_chance) for _ in _told("signals", signals))
        together = sum(_together(bench) for _ in _told("at once", 3))
        mounted = _mounted(bench)
        done, compared = Counter[str](), 0
        for number in _told("chains", chains):
            chain = Chain(groupwork, a_small_project(folder / f"chain-{number}"), random.Random(number))
            for _ in range(12):
                chain.step()
            compared += chain.compared(folder / f"as-it-is-{number}")
            chain.undo()
            compared += chain.compared(folder / f"undone-{number}")
            done += chain.done
    return {
        "files of the site that is compared": len(bench.wanted["first"]),
        "changes of the disk in a build, at which it is broken off": bench.changes,
        "builds killed at a change by chance": killed.total(),
        "after which the old version stood, whole": killed["the old version"],
        "after which the new version stood, whole": killed["the new version"],
        "builds with no room from a change by chance on": filled.total(),
        "of which said in one line that nothing was published, with the old version whole": filled["the old version"],
        "builds sent SIGTERM or SIGINT at a moment by chance, none with a traceback": signalled.total(),
        "sites that were of neither version": 0,
        "next builds that did not heal": 0,
        "builds at once, beside a server and an update, that ended with the site of one": together,
        "site/ as a disk of its own": mounted,
        "steps of chains of edits, damage and builds": done.total(),
        "of them rollbacks": done["a rollback"],
        "files compared with those of clean builds after the chains": compared,
        "of these with other bytes or rights": 0,
        "versions kept beside the published one": KEPT,
    }


def _told(what: str, times: int) -> Iterator[int]:
    for number in range(times):
        print(f"\r{what}: {number + 1} of {times}", end="", file=sys.stderr, flush=True)
        yield number


def _command(bench: Bench, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "builder", "--root", str(bench.root), "--today", "2026-11-30", *arguments]


def _other(bench: Bench) -> tuple[str, str]:
    """The wording that stands, and the other one, which is saved."""
    before = bench.stands()
    after = "second" if before == "first" else "first"
    bench.session.write_text(bench.texts[after], encoding="utf-8")
    return before, after


def _signalled(bench: Bench, by_chance: random.Random) -> str:
    before, after = _other(bench)
    process = subprocess.Popen(_command(bench, "build", "--quiet"), cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        process.wait(by_chance.uniform(0.2, 4))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, by_chance.choice((signal.SIGTERM, signal.SIGINT)))  # as a terminal does: to its processes too
    said = process.communicate()[1]
    assert "Traceback" not in said, said
    stood = bench.stands()
    assert stood in (before, after), (bench.differing(before), bench.differing(after))
    bench.heal(after)
    return stood


def _together(bench: Bench) -> int:
    """Three builds, a server that builds behind each save, and an update that says that there is nothing to update."""
    _, after = _other(bench)
    serving = subprocess.Popen(
        _command(bench, "serve", "--port", "0"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    builds = [
        subprocess.Popen(_command(bench, "build", "--quiet", *more), cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for more in ((), ("--no-cache",), ())
    ]
    update = subprocess.run(_command(bench, "update"), cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in update.stderr, update.stderr
    ended = [(build.communicate()[1], build.returncode) for build in builds]
    assert ended == [("", 0)] * 3, ended
    os.killpg(serving.pid, signal.SIGINT)
    output, errors = serving.communicate()
    assert (serving.returncode, errors) == (0, ""), (output, errors)
    assert bench.stands() == after, bench.differing(after)
    return len(builds)


@contextmanager
def _a_disk(place: Path) -> Iterator[bool]:
    """A small disk of its own at `place`; False where nobody may mount one here."""
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(place)], capture_output=True, check=False).returncode:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _mounted(bench: Bench) -> str:
    """Builds and a rollback where `site/` is the top of a disk, which nobody can swap: what is in it is, and where there is no room, nothing is."""
    bench.heal(_other(bench)[1])
    root = Path(tempfile.mkdtemp(dir=bench.root.parent)) / "project"
    shutil.copytree(bench.root, root)
    shutil.rmtree(root / "site")
    (root / "site").mkdir()
    try:
        with _a_disk(root / "site") as there:
            if not there:
                return "not tried: nobody may mount a disk here"
            for wording in ("first", "second"):
                session_of(root).write_text(bench.texts[wording], encoding="utf-8")
                ended = bench.command.run(root, "build", "--quiet")
                assert (ended.code, digests(root / "site")) == (0, bench.wanted[wording]), ended
            ended = bench.command.run(root, "rollback", str(versions_of(root)[0].number))
            assert (ended.code, digests(root / "site")) == (0, bench.wanted["first"]), ended
            (root / "site" / "filling").write_bytes(b"x" * (os.statvfs(root / "site").f_bavail * os.statvfs(root / "site").f_frsize - 200_000))
            ended = bench.command.run(root, "build", "--quiet")
            assert (ended.code, "No space left" in ended.said) == (1, True), ended
            (root / "site" / "filling").unlink()
            assert digests(root / "site") == bench.wanted["first"]
            ended = bench.command.run(root, "build", "--quiet")
            assert (ended.code, digests(root / "site")) == (0, bench.wanted["second"]), ended
    finally:
        shutil.rmtree(root.parent, ignore_errors=True)
    return "three builds and a rollback, and one with no room"


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    for option, times in (("--kills", 200), ("--full", 60), ("--signals", 24), ("--chains", 6)):
        asked.add_argument(option, type=int, default=times)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults-") as scratch:
        for name, count in _counted(Path(scratch), **vars(asked.parse_args())).items():
            print(f"\n{name}: {count}", end="")
    print(f"\nin {time.monotonic() - began:.0f} s")

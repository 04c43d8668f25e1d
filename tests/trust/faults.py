"""Builds that are killed, have no room, are not alone or stand in odd places; and what befalls a project between two of them."""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from builder.site.versions import KEPT, versions_of
from tests.breaking import IN_PLACE, KEPT_PLACES, Bench, Chain, a_bench, a_small_project, is_a_line, session_of
from tests.faulty import ROOT, command, digests

Given = TypeVar("Given")

TITLE = "Faults"
MINUTES = 7


def figures(folder: Path) -> dict[str, int | float | str]:
    """A small curriculum is built in two wordings, one after the other, and each build is broken off: by `kill -9` or a disk with no more room at a change of the disk by
    chance, in the middle of a write, by a signal at a moment by chance, by a small disk that is nearly full, by three builds, a server and an update at once, by
    something else in the place of what builds keep. Every file of the site is compared with those of clean builds of both
    wordings. Chains of edits, damage, deleted folders, other days, other rights, kills and rollbacks end with a build that has to make what a clean one makes.
    """
    return _counted(folder, kills=200, full=24, signals=12, chains=2)


def _counted(folder: Path, kills: int, full: int, signals: int, chains: int) -> dict[str, int | float | str]:
    by_chance = random.Random(19)
    with command() as groupwork:
        bench = a_bench(groupwork, folder)
        killed = _broken_off("kill -9", kills, lambda number: bench.broken_off("kill", by_chance, heals=number % 4 == 3))
        filled = _broken_off("full disk", full, lambda number: bench.broken_off(("full", "half")[number % 2], by_chance))
        signalled = _broken_off("signals", signals, lambda _: _signalled(bench, by_chance))
        places = Counter(bench.in_its_place(place, by_chance.choice(sorted(IN_PLACE))) for place in _each("in its place", KEPT_PLACES))
        together = sum(_together(bench) for _ in _told("at once", 2))
        mounted, small = _mounted(bench), _nearly_full(bench, by_chance)
        done, compared = Counter[str](), 0
        for number in _told("chains", chains):
            chain = Chain(groupwork, a_small_project(folder / f"chain-{number}"), random.Random(number))
            for _ in range(12):
                chain.step()
            compared += chain.compared(folder / f"as-it-is-{number}")
            chain.undo()
            undone = chain.compared(folder / f"undone-{number}")
            assert undone, "what could be published before cannot be any more"
            compared += undone
            done += chain.done
    return {
        "files of the site that is compared": len(bench.wanted["first"]),
        "changes of the disk in a build, at which it is broken off": bench.changes,
        "builds killed at a change by chance": killed.total(),
        "after which the old version stood, whole": killed["the old version"],
        "after which the new version stood, whole": killed["the new version"],
        "builds after every fourth kill, which healed what four had left": kills // 4,
        "builds with no room from a change by chance on, or in the middle of a write": filled.total(),
        "of which said in one line that nothing was published, with the old version whole": filled["the old version"],
        "of which needed no more room, and published": filled["the new version"],
        "builds sent SIGTERM or SIGINT at a moment by chance, none with a traceback": signalled.total(),
        "sites that were of neither version": 0,
        "next builds that did not heal": 0,
        "builds at once, beside a server and an update, that ended with the site of one": together,
        "site/ as a disk of its own": mounted,
        "builds on a disk with 0 to 6 MB left": small,
        "places of what builds keep where something else stood": places.total(),
        "of them healed with no word, the others said in a line and healed once it was gone": places["it was taken away"],
        "steps of chains of edits, damage and builds": done.total(),
        "of them rollbacks": done["a rollback"],
        "files compared with those of clean builds after the chains": compared,
        "of these with other bytes or rights": 0,
        "versions kept beside the published one": KEPT,
    }


def _broken_off(what: str, times: int, one: Callable[[int], str]) -> Counter[str]:
    """Which version stood after each of so many builds that came to their fault: one that ended before it is not counted."""
    stood: list[str] = []
    for number in itertools.count():
        stood += filter(lambda seen: seen != "no fault", [one(number)])
        _say(what, len(stood), times)
        if len(stood) == times:
            break
    return Counter(stood)


def _told(what: str, times: int) -> Iterator[int]:
    yield from _each(what, range(times))


def _each(what: str, given: Sequence[Given]) -> Iterator[Given]:
    for number, one in enumerate(given, 1):
        _say(what, number, len(given))
        yield one


def _say(what: str, number: int, times: int) -> None:
    print(f"\r{what}: {number} of {times}", end="" if number < times else "\n", file=sys.stderr, flush=True)


def _command(bench: Bench, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "builder", "--root", str(bench.root), "--today", "2026-11-30", *arguments]


def _signalled(bench: Bench, by_chance: random.Random) -> str:
    before, after = bench.save_other()
    process = subprocess.Popen(_command(bench, "build", "--quiet"), cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    sent = False
    try:
        process.wait(by_chance.uniform(0.2, 4))
    except subprocess.TimeoutExpired:
        sent = True
        os.killpg(process.pid, by_chance.choice((signal.SIGTERM, signal.SIGINT)))  # as a terminal does: to its processes too
    said = process.communicate()[1]
    assert "Traceback" not in said, said
    stood = bench.stands()
    assert stood in (before, after), (bench.differing(before), bench.differing(after))
    bench.heal(after)
    return stood if sent else "no fault"


def _together(bench: Bench) -> int:
    """Three builds, a server that builds behind each save, and an update that says that there is nothing to update."""
    _, after = bench.save_other()
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


FILLING = "filling"


def _fill(disk: Path, left: int) -> None:
    """Take up all room but this many bytes."""
    found = os.statvfs(disk)
    (disk / FILLING).write_bytes(b"x" * max(0, found.f_bavail * found.f_frsize - left))


@contextmanager
def a_disk(place: Path, megabytes: int, bound: Path | None = None) -> Iterator[bool]:
    """A small disk of its own at `place`, or a folder that is `bound` there; False where nobody may mount one here."""
    what = ["--bind", str(bound)] if bound else ["-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs"]
    if not shutil.which("mount") or subprocess.run(["mount", *what, str(place)], capture_output=True, check=False).returncode:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _mounted(bench: Bench) -> str:
    """Builds and a rollback where `site/` is the top of a disk, which nobody can swap: what is in it is, and where there is no room, nothing is."""
    bench.heal(bench.save_other()[1])
    root = Path(tempfile.mkdtemp(dir=bench.root.parent)) / "project"
    shutil.copytree(bench.root, root, symlinks=True)
    shutil.rmtree(root / "site")
    (root / "site").mkdir()
    try:
        with a_disk(root / "site", 40) as there:
            if not there:
                return "not tried: nobody may mount a disk here"
            for wording in ("first", "second"):
                session_of(root).write_text(bench.texts[wording], encoding="utf-8")
                ended = bench.command.run(root, "build", "--quiet")
                assert (ended.code, digests(root / "site")) == (0, bench.wanted[wording]), ended
            ended = bench.command.run(root, "rollback", str(versions_of(root)[0].number))
            assert (ended.code, digests(root / "site")) == (0, bench.wanted["first"]), ended
            _fill(root / "site", 200_000)
            ended = bench.command.run(root, "build", "--quiet")
            assert (ended.code, "No space left" in ended.said) == (1, True), ended
            (root / "site" / FILLING).unlink()
            assert digests(root / "site") == bench.wanted["first"]
            ended = bench.command.run(root, "build", "--quiet")
            assert (ended.code, digests(root / "site")) == (0, bench.wanted["second"]), ended
    finally:
        shutil.rmtree(root.parent, ignore_errors=True)
    return "three builds and a rollback, and one with no room"


def _nearly_full(bench: Bench, by_chance: random.Random) -> str:
    """Builds where texts, cache and site are on a small disk, and there is little room or none: after an edit, and for the first time."""
    seen = Counter[str]()
    disk = Path(tempfile.mkdtemp(dir=bench.root.parent))
    with a_disk(disk, 100) as there:
        if not there:
            return "not tried: nobody may mount a disk here"
        shutil.copytree(bench.root, disk / "project", symlinks=True)
        small = replace(bench, root=disk / "project")
        for number in range(9):
            before, after = small.save_other()
            if number % 3 == 2:
                shutil.rmtree(small.root / "build")
            _fill(disk, by_chance.choice((0, 4_000, 60_000, 300_000, 2_000_000, 4_500_000, 6_000_000)))
            ended = small.command.run(small.root, "build", "--quiet")
            (disk / FILLING).unlink()
            assert is_a_line(ended) or (ended.code, ended.said) == (0, ""), ended
            assert small.stands() == (before if ended.code else after), ended
            seen["old" if ended.code else "new"] += 1
            small.heal(after)
    return f"{seen.total()}: {seen['old']} said in a line that there was no room, {seen['new']} published"


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    for option, times in (("--kills", 200), ("--full", 24), ("--signals", 12), ("--chains", 2)):
        asked.add_argument(option, type=int, default=times)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults-") as scratch:
        for name, count in _counted(Path(scratch), **vars(asked.parse_args())).items():
            print(f"\n{name}: {count}", end="")
    print(f"\nin {time.monotonic() - began:.0f} s")

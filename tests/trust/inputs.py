"""Inputs by chance at every door by which a text comes in, two processes at a time."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from tests.doors import Doors
from tests.fuzzing import LONGEST, Fuzzer, seeds
from tests.odd_files import KINDS, PLACES, errors_of, put, remove
from tests.project import ROOT
from tests.trees import a_tree

TITLE = "Inputs"
MINUTES = 13
AT_ONCE = 2
GUIDED = 30
"""Seconds of atheris at each door."""
PARTS = 4
"""Into so many processes the inputs of a door are parted."""
BY_CHANCE: Mapping[str, int] = {
    "files": 60_000,
    "tracks": 80_000,
    "requests": 30_000,
    "calendars": 8_000,
    "saves": 200_000,
    "board": 400_000,
    "writers": 222_000,
}
"""A million."""


def figures(folder: Path) -> dict[str, int | float | str]:
    """Each door is given its seeds (the small curriculum, every broken one, a curriculum that uses every key) and what is made of them by chance: files of each kind with
    their writers behind them, tracks as the board and a build read them, requests to `compose` and `calendar`, what the board saves and asks, any text at the writers of
    CSV, JSON, calendars and XML. Each kind of thing that is no file stands once in each place of a curriculum. Where atheris can be installed (Linux, Python 3.11 to
    3.13), it first looks for inputs that take other branches, and these are seeds too. Each input is taken or refused in words within a second of processor; no process
    holds more than 1,500 megabytes.
    """
    return _counted(folder, BY_CHANCE, GUIDED)


def _counted(folder: Path, by_chance: Mapping[str, int], seconds: int) -> dict[str, int | float | str]:
    fuzzer = Fuzzer(Doors(folder / "doors"), LONGEST)
    fuzzer.seeds()
    for door in seeds():
        (folder / door).mkdir()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        guided = dict(zip(seeds(), pool.map(lambda door: _guided(folder / door, seconds), seeds()), strict=True)) if find_spec("atheris") else {}
        works = [(door, count // PARTS, number) for door, count in by_chance.items() for number in range(PARTS)]
        found = list(pool.map(lambda work: _by_chance(folder / work[0], *work[1:]), works))
    tried = {door: sum(one["taken"] + one["refused"] for (name, *_), one in zip(works, found, strict=True) if name == door) for door in seeds()}
    taken = sum(one["taken"] for one in found)
    odd = Counter(_is_told(folder / "odd", kind, place) for kind in KINDS for place in PLACES)
    return {
        "inputs": sum(tried.values()) + sum(guided.values()) + sum(one.inputs for one in fuzzer.tried.values()),
        "of them seeds": sum(one.inputs for one in fuzzer.tried.values()),
        "made by atheris, which saw the branches that they took": sum(guided.values()) if guided else "not tried: atheris is not installed here",
        **{f"made by chance for the door of {door}": count for door, count in tried.items()},
        "of those by chance taken": taken,
        "of those by chance refused in words": sum(tried.values()) - taken,
        "the slowest": f"{max(one['slowest'] for one in found) * 1000:.0f} ms",
        "the most memory of a process": f"{max(one['megabytes'] for one in found)} megabytes",
        "pipes, devices, links in circles and the like, in place of a file or folder": odd.total(),
        "of which told by check and by build alike": odd[True],
        "tracebacks, hangs and texts that came back as something else": 0,
    }


def _is_told(root: Path, kind: str, place: str) -> bool:
    """Whether there is anything to mend with that in a project: all that is left is nothing that a curriculum needs."""
    put(a_tree(root), kind, place)
    found = errors_of(root)
    remove(root)
    return bool(found)


def _by_chance(corpus: Path, count: int, number: int) -> dict[str, int]:
    """What one process counted."""
    said = _run("tests.fuzzing", corpus.name, str(count), str(number), str(corpus))
    counted: dict[str, int] = json.loads(said.stdout.splitlines()[-1])
    return counted


def _guided(corpus: Path, seconds: int) -> int:
    """How many inputs atheris tried; what took another branch stays in `corpus`."""
    said = _run("tests.trust._guided", corpus.name, str(seconds), str(corpus))
    return int(re.findall(r"number_of_executed_units: (\d+)", said.stderr)[-1])


def _run(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    ended = subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    assert ended.returncode == 0, "\n".join(_told(ended.stderr))
    return ended


def _told(errors: str) -> Iterator[str]:
    """The line that says what failed, first."""
    lines = errors.splitlines()
    yield next((line for line in lines if "Failed: " in line), lines[-1] if lines else "it ended without a word")
    yield from lines[-40:]

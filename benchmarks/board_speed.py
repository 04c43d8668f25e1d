"""The board's questions in MicroPython, which browsers run, against CPython: `PYTHONPATH=. python benchmarks/board_speed.py [--times 20]`.

A composed track of twelve weeks of five days over 112 sessions. Each question is asked some times over, and the shortest time counts: it is the one that
other work on the machine held up least.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from pathlib import Path
from typing import Any

from builder.planner.board import answer
from builder.planner.compose import compose
from builder.planner.introduction import introduction
from builder.planner.look import PARTS
from builder.planner.order import check
from builder.planner.trackfile import write_track
from tests.planner.factories import a_request, whole_catalogue

HERE = Path(__file__).parent
PROJECT = HERE.parent


def questions() -> tuple[Any, dict[str, Any]]:
    """What the board knows, and what is asked, by name."""
    catalogue = whole_catalogue()
    track = compose(catalogue, a_request(weeks=12, days=["mon", "tue", "wed", "thu", "fri"], effort=100))["track"]
    draft = {"track": track, "body": introduction(catalogue, track)}
    text = write_track(track, draft["body"])
    asked: dict[str, Any] = {"check": {"check": track}}
    asked |= {f"look: {part}": {"do": "look", "draft": draft, "base": draft, "parts": [part]} for part in PARTS}
    asked |= {"look: all": {"do": "look", "draft": draft, "base": draft}}
    asked |= {"fits": {"do": "fits", "draft": draft, "week": 6, "day": "wed", "place": 1}, "read": {"do": "read", "text": text}}
    return {"catalogue": catalogue, "tracks": {}, "severities": {}}, asked


def in_cpython(data: Any, asked: Any, times: int) -> float:
    """Shortest milliseconds of one question."""
    shortest = float("inf")
    for _ in range(times):
        before = time.perf_counter()
        check(data["catalogue"], asked["check"]) if "check" in asked else answer(data, asked)
        shortest = min(shortest, time.perf_counter() - before)
    return shortest * 1000


def in_micropython(data: Any, asked: list[Any], times: int) -> list[float]:
    """The same of each question."""
    work = json.dumps({"data": data, "asked": asked, "times": times}, ensure_ascii=False)
    assets = PROJECT / "templates/assets-staff/micropython"
    command = ["node", str(HERE / "board_in_micropython.mjs"), str(assets), str(PROJECT / "builder/planner")]
    done = subprocess.run(command, input=work, capture_output=True, text=True, check=True)
    return [float(line) for line in done.stdout.split()]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times
    data, asked = questions()
    theirs = in_micropython(data, list(asked.values()), times)
    print("| | CPython | MicroPython | ratio |\n| --- | --- | --- | --- |")
    for (name, question), browser in zip(asked.items(), theirs, strict=True):
        command = in_cpython(data, question, times)
        print(f"| {name} | {command:.1f} ms | {browser:.1f} ms | {browser / command:.0f} |")


if __name__ == "__main__":
    main()

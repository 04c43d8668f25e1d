"""Work in several processes: in order, whatever happens to one of them, and none is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from builder.crew import Crew
from tests.project import ROOT

PARTS = range(12)


def squared(number: int) -> int:
    return number * number


def fails_at_seven(number: int) -> int:
    if number == 7:
        raise ValueError("seven")
    return number


def test_a_little_work_is_done_here() -> None:
    with Crew() as crew:
        assert set(crew.spread(lambda _: os.getpid(), range(3))) == {os.getpid()}


@pytest.mark.slow
def test_results_come_in_the_order_of_the_parts_with_a_thread_under_way_and_without() -> None:
    script = "from tests.test_crew import *\nwith Crew() as crew: print(*crew.spread(squared, PARTS))"
    alone = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert alone.stdout.split() == [str(squared(part)) for part in PARTS]
    with Crew() as crew:
        beside = threading.Thread(target=time.sleep, args=(0.01,))
        beside.start()
        assert list(crew.spread(squared, PARTS)) == [squared(part) for part in PARTS]
        beside.join()


@pytest.mark.slow
def test_what_goes_wrong_in_a_part_goes_wrong_here() -> None:
    script = "from tests.test_crew import *\nwith Crew() as crew: list(crew.spread(fails_at_seven, PARTS))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr.rstrip().endswith("ValueError: seven")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody ends them")
def test_no_worker_outlives_a_build_that_is_killed() -> None:
    script = "from tests.test_crew import *\nwith Crew() as crew: list(crew.spread(tell_and_wait, PARTS))"
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        process.kill()
    for _ in range(600):
        if not Path(f"/proc/{worker}").exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{worker} is still there")


def tell_and_wait(number: int) -> None:
    print(os.getpid(), flush=True)
    time.sleep(600)

"""Work in several processes: in order, whatever happens to one of them, and none is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from builder.crew import Ahead, Crew
from tests.project import ROOT

PARTS = range(12)


def squared(number: int) -> int:
    return number * number


def fails_at_seven(number: int) -> int:
    if number == 7:
        raise ValueError("seven")
    return number


def alone(script: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, which has no other thread."""
    return subprocess.run([sys.executable, "-c", f"from tests.test_crew import *\n{script}"], cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_little_work_is_done_here() -> None:
    with Crew() as crew:
        assert set(crew.spread(lambda _: os.getpid(), range(3))) == {os.getpid()}


@pytest.mark.slow
def test_results_come_in_the_order_of_the_parts_with_a_thread_under_way_and_without() -> None:
    assert alone("with Crew() as crew: print(*crew.spread(squared, PARTS))").stdout.split() == [str(squared(part)) for part in PARTS]
    with Crew() as crew:
        beside = threading.Thread(target=time.sleep, args=(0.01,))
        beside.start()
        assert list(crew.spread(squared, PARTS)) == [squared(part) for part in PARTS]
        beside.join()


@pytest.mark.slow
def test_what_goes_wrong_in_a_part_goes_wrong_here() -> None:
    done = alone("with Crew() as crew: list(crew.spread(fails_at_seven, PARTS))")
    assert done.stderr.rstrip().endswith("ValueError: seven")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are not split")
def test_what_went_wrong_tells_where_in_the_other_process() -> None:
    done = alone("with Crew() as crew: list(crew.spread(fails_elsewhere, PARTS))")
    assert "In another process:" in done.stderr
    assert "in fails_elsewhere" in done.stderr
    assert "ValueError: elsewhere" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are not split")
def test_a_process_that_is_ended_from_outside_is_missed() -> None:
    done = alone("with Crew() as crew: list(crew.spread(ends_elsewhere, PARTS))")
    assert done.stderr.rstrip().endswith("RuntimeError: a process of the build was ended from outside")


@pytest.mark.slow
def test_there_may_be_more_parts_than_numbers_fit_into_a_pipe() -> None:
    assert alone("with Crew() as crew: print(sum(crew.spread(squared, range(40_000))))").stdout == f"{sum(map(squared, range(40_000)))}\n"


@pytest.mark.slow
def test_where_a_pipe_is_short_the_rest_is_done_here() -> None:
    short = "write = os.write\nos.write = lambda file, content: write(file, content[:8])"
    assert alone(f"{short}\nwith Crew() as crew: print(sum(crew.spread(squared, PARTS)))").stdout == f"{sum(map(squared, PARTS))}\n"


@pytest.mark.parametrize("parts", [0, 2, 12])
def test_something_else_is_done_once_meanwhile(parts: int) -> None:
    done: list[int] = []
    with Crew() as crew:
        assert list(crew.spread(squared, range(parts), meanwhile=lambda: done.append(1))) == [squared(part) for part in range(parts)]
    assert done == [1]


@pytest.mark.slow
def test_what_is_done_beside_leaves_its_files_and_ends_with_the_rest(tmp_path: Path) -> None:
    script = f"from builder.crew import beside\nwith beside(lambda: Path({str(tmp_path / 'made')!r}).write_text('made')): time.sleep(5)\nwith beside(lambda: 1 / 0): print('on')"
    assert alone(script).stdout == "on\n"
    assert (tmp_path / "made").exists() == (sys.platform == "linux" and (os.cpu_count() or 1) > 1)


def test_work_done_ahead_is_done_once_and_its_error_waits() -> None:
    done: list[int] = []
    good, bad = Ahead(lambda: done.append(1)), Ahead(lambda: 1 // 0)
    good.begin()
    bad.begin()
    good.result()
    assert done == [1]
    with pytest.raises(ZeroDivisionError):
        bad.result()
    assert Ahead(lambda: 7).result() == 7


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody ends them")
def test_no_worker_outlives_a_build_that_is_killed() -> None:
    script = "from tests.test_crew import *\nwith Crew() as crew: list(crew.spread(tell_and_wait, PARTS))"
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        worker = next(number for number in map(int, process.stdout) if number != process.pid)
        process.kill()
    for _ in range(600):
        if not Path(f"/proc/{worker}").exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{worker} is still there")


START = os.getpid()


def fails_elsewhere(number: int) -> int:
    time.sleep(0.05)
    if os.getpid() != START:
        raise ValueError("elsewhere")
    return number


def ends_elsewhere(number: int) -> int:
    time.sleep(0.05)
    if os.getpid() != START:
        os._exit(0)
    return number


def tell_and_wait(number: int) -> None:
    print(os.getpid(), flush=True)
    time.sleep(600)

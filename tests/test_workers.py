"""Work in several processes: in order, whatever happens to one of them, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from builder.work import workers
from builder.work.system import END_SIGNALS, end_signals_wait
from builder.work.workers import spread
from tests.project import ROOT

PARTS = range(12)
START = os.getpid()


def squared(number: int) -> int:
    return number * number


def fails_at_seven(number: int) -> int:
    if number == 7:
        raise ValueError("seven")
    return number


def ends_elsewhere(number: int) -> int:
    if os.getpid() != START:
        os._exit(0)
    return number


def what_waits(number: int) -> list[int]:
    return sorted(signal.pthread_sigmask(signal.SIG_BLOCK, ()))


def what_is_heard(number: int) -> list[object]:
    return [what_waits(number), signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)]


def tell_and_wait(number: int) -> None:
    print(os.getpid(), flush=True)
    time.sleep(600)


def a_page(number: int) -> int:
    """Something that Typst does with threads of its own."""
    from builder.print.typesetter import typeset

    return len(typeset(f'#set document(title: "A")\n#set text(lang: "en")\n#"{number}"\n', {}, 0))


def alone(script: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, which has no other thread."""
    return subprocess.run(
        [sys.executable, "-c", f"from tests.test_workers import *\n{script}"], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_little_work_is_done_here() -> None:
    assert set(spread(lambda _: os.getpid(), range(3))) == {os.getpid()}
    assert set(spread(lambda _: os.getpid(), range(30), at_once=10)) == {os.getpid()}


@pytest.mark.slow
@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_results_come_in_the_order_of_the_parts_with_a_thread_under_way_and_without(at_once: int) -> None:
    assert alone(f"print(*spread(squared, range(21), {at_once}))").stdout.split() == [str(squared(part)) for part in range(21)]
    beside = threading.Thread(target=time.sleep, args=(0.01,))
    beside.start()
    assert list(spread(squared, PARTS)) == [squared(part) for part in PARTS]
    beside.join()


@pytest.mark.slow
def test_what_goes_wrong_in_a_part_goes_wrong_here_and_tells_where() -> None:
    done = alone("list(spread(fails_at_seven, PARTS))")
    assert "in fails_at_seven" in done.stderr
    assert done.stderr.rstrip().endswith("ValueError: seven")


@pytest.mark.slow
def test_a_process_that_is_ended_from_outside_is_missed() -> None:
    assert "ChildProcessError: [Errno 10] A process of this run was ended" in alone("list(spread(ends_elsewhere, PARTS))").stderr


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").exists(), reason="looks there for the worker")
@pytest.mark.parametrize("forks", [True, False])
def test_no_worker_outlives_a_build_that_is_killed_whether_it_was_copied_or_begun_anew(forks: bool) -> None:
    script = f"from builder.work import workers\nfrom tests.test_workers import *\nworkers.FORKS = {forks}\nlist(spread(tell_and_wait, PARTS))"
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        worker = next(number for number in map(int, process.stdout) if number != process.pid)
        process.kill()
    for _ in range(600):
        if not Path(f"/proc/{worker}").exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{worker} is still there")


@pytest.mark.slow
def test_a_process_with_threads_of_a_library_is_not_copied() -> None:
    """In the copy they are missing, and it waits for them for ever."""
    done = subprocess.run([sys.executable, "-m", "tests.test_workers"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.split() == ["True", "False", "12"], done


if __name__ == "__main__":
    from tests import test_workers

    print(workers.can_fork())
    a_page(0)
    print(workers.can_fork(), len([*spread(test_workers.a_page, PARTS)]))


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot wait here")
@pytest.mark.parametrize("number", END_SIGNALS)
def test_what_ends_a_process_waits_while_others_begin_though_a_thread_of_a_library_would_take_it(number: signal.Signals) -> None:
    waited: list[int] = []
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    before = signal.signal(number, signal.default_int_handler)

    def interrupted() -> None:
        with end_signals_wait():
            os.kill(os.getpid(), number)
            time.sleep(0.05)
            waited.extend(what_waits(0))

    try:
        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)
        over.set()
        thread.join()
    assert set(END_SIGNALS) <= {*waited}
    assert what_waits(0) == []


@pytest.mark.slow
@pytest.mark.parametrize("forks", [True, False])
def test_a_process_that_has_begun_hears_what_ends_it(forks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FORKS", forks)
    assert [*spread(what_is_heard, PARTS)] == [[[], signal.SIG_IGN, signal.SIG_DFL]] * len(PARTS)

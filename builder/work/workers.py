"""Processes for work that falls into parts: the standard library's pool."""

from __future__ import annotations

import errno
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from builder.work.system import FORKS, end_signals_wait, hear_end_signals, threads

Part = TypeVar("Part")
Result = TypeVar("Result")

MOST = 4
"""Processes at most: each holds the program in memory."""

_given: list[Any] = []
AT_FIRST = threads()
"""What a test's worker has beside its own."""


def spread(function: Callable[[Part], Result], parts: Sequence[Part], at_once: int = 1, enough: int = 4) -> Iterator[Result]:
    """The results in the order of the parts, of which a process takes `at_once`. With fewer than `enough` such helpings the work is done here.

    Each process is handed the function and the parts once, as it begins. Raises what the function raises.
    """
    starts = range(0, len(parts), at_once)
    processes = min(MOST, os.cpu_count() or 1, len(starts))
    if len(starts) < enough or processes == 1:
        yield from map(function, parts)
        return
    from concurrent.futures import ProcessPoolExecutor  # takes a while to load, and an everyday build can do without
    from multiprocessing import get_context

    context = get_context("fork" if can_fork() else "spawn")
    with told_when_ended(), ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(function, parts, at_once)) as pool:
        try:
            with end_signals_wait():
                found = pool.map(_work, starts)  # which begins the processes
            for results in found:
                yield from results
        except BaseException:  # what is not begun is of no use any more
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def told_when_ended() -> Iterator[None]:
    """Raises an OSError where something else has ended one of our processes: a system that is short of memory does."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool as error:
        raise ChildProcessError(errno.ECHILD, "A process of this run was ended from outside, as happens where memory is short") from error


def can_fork() -> bool:
    """Whether a copy of this process would be whole: another thread could hold a lock that nobody gives back in the copy, or be the one that does the work, as
    those of Typst are. Python counts its own alone."""
    return FORKS and threading.active_count() == 1 and threads() <= AT_FIRST


def end_with_parent() -> None:
    """Let this process end with the one that it works for, even if that is killed, and at no Ctrl-C before it."""
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hear_end_signals()

    def watch() -> None:
        if parent := parent_process():
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _begin(function: Callable[[Any], Any], parts: Sequence[Any], at_once: int) -> None:
    """A process looks for no cycles in memory."""
    gc.disable()
    _given[:] = [function, parts, at_once]
    end_with_parent()


def _work(start: int) -> list[Any]:
    function, parts, at_once = _given
    return [function(part) for part in parts[start : start + at_once]]

"""A few processes for work that falls into parts.

Where a process can be split in two (Linux, and no other thread is under way), workers begin with all that is in memory here, in a hundredth of a second;
they end with the work that they were started for, so that none holds memory while nothing is left to do. Elsewhere starting one takes half a second:
those stay until the end.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_PR_SET_PDEATHSIG = 1

Part = TypeVar("Part")
Result = TypeVar("Result")

MOST = 4
"""Processes at most: each holds the program in memory."""


class Crew:
    """Runs a function over parts of some work, here or in processes of its own; to be used in a `with`."""

    def __init__(self) -> None:
        self._stays = ExitStack()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._stays.close()
        self._pool = None

    def spread(
        self, function: Callable[[Part], Result], parts: Sequence[Part], enough: int = 4, meanwhile: Callable[[], object] = lambda: None
    ) -> Iterator[Result]:
        """The results in the order of the parts. With fewer than `enough` parts, or a single processor, the work is done here.

        `meanwhile` is done here once, while others work; it may not spread work itself.
        """
        processes = min(MOST, os.cpu_count() or 1)
        if len(parts) < enough or processes == 1:
            meanwhile()
            yield from map(function, parts)
        elif can_split():
            _work.append(lambda index: function(parts[index]))  # workers have it when they are split off: only a number is sent to them
            try:
                with _pool(processes, "fork") as pool:
                    results = pool.map(_do, range(len(parts)))
                    meanwhile()
                    yield from results
            finally:
                _work.pop()
        else:
            self._pool = self._pool or self._stays.enter_context(_pool(processes, "spawn"))
            with tempfile.TemporaryDirectory(prefix="groupwork-work-") as folder:
                packed = Path(folder, "function")  # it may hold much: it is sent once, not with each part
                packed.write_bytes(pickle.dumps(function, pickle.HIGHEST_PROTOCOL))
                results = self._pool.map(partial(_do_packed, packed), parts)
                meanwhile()
                yield from results


class Ahead(Generic[Result]):
    """Work that is begun before it is known whether it is wanted. What it raises is raised when its result is asked for."""

    def __init__(self, work: Callable[[], Result]):
        self._work = work
        self._done: list[Result] = []
        self._error: Exception | None = None

    def begin(self) -> None:
        try:
            self._done.append(self._work())
        except Exception as error:
            self._error = error

    def result(self) -> Result:
        if self._error:
            raise self._error
        if not self._done:
            self.begin()
            return self.result()
        return self._done[0]


@lru_cache(maxsize=1)
def _unpacked(path: Path) -> Callable[[Any], Any]:
    function: Callable[[Any], Any] = pickle.loads(path.read_bytes())
    return function


def _do_packed(path: Path, part: Any) -> Any:
    return _unpacked(path)(part)


_work: list[Callable[[int], Any]] = []


def _do(index: int) -> Any:
    return _work[-1](index)


def can_split() -> bool:
    """Whether a copy of this process would be whole: another thread could hold a lock that nobody gives back in the copy."""
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def _pool(processes: int, start: str) -> Iterator[ProcessPoolExecutor]:
    from concurrent.futures import ProcessPoolExecutor  # these take a while to load, and after an edit the work is done here
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(processes, mp_context=get_context(start), initializer=_settle_in, initargs=(os.getpid(),))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _settle_in(master: int) -> None:
    """A worker looks for no cycles in memory, and ends with the process that it works for, even if that is killed (on Linux)."""
    gc.disable()
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != master:
            os._exit(1)

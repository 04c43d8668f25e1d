"""A few processes for work that falls into parts.

Where a process can be split in two (Linux, and no other thread is under way), its copies begin with all that is in memory here, in a hundredth of a
second; this process works with them, and they end with the work that they were made for, so that none holds memory while nothing is left to do. Elsewhere
starting a process takes half a second: those stay until the end.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import ctypes
    from concurrent.futures import ProcessPoolExecutor

_PR_SET_PDEATHSIG = 1
_NUMBER = 4
"""Bytes in which the number of a part is given."""
_DONE = "done"

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

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stays.close()
        self._pool = None

    def spread(
        self,
        function: Callable[[Part], Result],
        parts: Sequence[Part],
        enough: int = 4,
        meanwhile: Callable[[], object] = lambda: None,
        waits: bool = False,
    ) -> Iterator[Result]:
        """The results in the order of the parts. With fewer than `enough` parts, or a single processor, the work is done here.

        `meanwhile` is done here once, while others work; it may not spread work itself. Parts of which one `waits` for another program get a process more.
        """
        processors = os.cpu_count() or 1
        processes = min(MOST, processors + waits)
        if len(parts) < enough or processors == 1:
            meanwhile()
            yield from map(function, parts)
        elif can_split():
            yield from _split(function, parts, processes - 1, meanwhile)
        else:
            self._pool = self._pool or self._stays.enter_context(_pool(processes))
            with tempfile.TemporaryDirectory(prefix="groupwork-work-") as folder:
                packed = Path(folder, "function")  # it may hold much: it is sent once, not with each part
                packed.write_bytes(pickle.dumps(function, pickle.HIGHEST_PROTOCOL))
                results = self._pool.map(partial(_do_packed, packed), parts)
                meanwhile()
                yield from results


@contextmanager
def beside(work: Callable[[], object]) -> Iterator[None]:
    """Let a copy of this process do what leaves its results in files, where there is a processor for it; it is ended if it is not done by the end, and
    when it fails nobody is told."""
    if not can_split() or (os.cpu_count() or 1) == 1:
        yield
        return

    def rows() -> Iterator[tuple[int, object]]:
        yield 0, work()

    with _in_memory() as file, _copied(rows, file):
        yield


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


def can_split() -> bool:
    """Whether a copy of this process would be whole: another thread could hold a lock that nobody gives back in the copy."""
    return sys.platform == "linux" and threading.active_count() == 1


def _split(function: Callable[[Part], Result], parts: Sequence[Part], helpers: int, meanwhile: Callable[[], object]) -> list[Result]:
    """This process and copies of it each take the next part, until none is left."""
    taken, given = os.pipe()
    os.set_blocking(given, False)  # of many thousand parts, only so many are given out as a pipe holds
    os.write(given, b"".join(index.to_bytes(_NUMBER, "big") for index in range(len(parts))))
    os.close(given)

    def work() -> Iterator[tuple[int, Result]]:
        while number := os.read(taken, _NUMBER):
            index = int.from_bytes(number, "big")
            yield index, function(parts[index])

    with ExitStack() as stack:
        stack.callback(os.close, taken)
        done = [stack.enter_context(_in_memory()) for _ in range(helpers)]
        copies = [stack.enter_context(_copied(work, file)) for file in done]
        meanwhile()
        found = dict(work())
        for copy, file in zip(copies, done, strict=True):
            found |= _told(file, copy.end())
    return [found[index] if index in found else function(part) for index, part in enumerate(parts)]


class _Copy:
    """A copy of this process, which works and is gone."""

    def __init__(self, number: int):
        self.number = number

    def end(self) -> int:
        """Wait until it is done; returns its exit code."""
        _, status = os.waitpid(self.number, 0)
        self.number = 0
        return os.waitstatus_to_exitcode(status)

    def kill(self) -> None:
        """End it, unless it has been waited for."""
        if self.number:
            os.kill(self.number, signal.SIGKILL)
            self.end()


@contextmanager
def _copied(work: Callable[[], Iterator[tuple[int, Any]]], file: IO[bytes]) -> Iterator[_Copy]:
    """A copy of this process that does the work and writes what comes of it into the file; it is killed at the end if it is still there."""
    import ctypes  # loaded once, for all copies

    master = os.getpid()
    copy = _Copy(os.fork())
    if not copy.number:
        code = 0
        try:
            _settle_in(master, ctypes.CDLL(None))
            for row in work():
                pickle.dump(row, file, pickle.HIGHEST_PROTOCOL)
            pickle.dump(_DONE, file)
            file.flush()
        except BaseException as error:
            code = (error.errno if isinstance(error, OSError) else 0) or 1
            with suppress(BaseException):
                pickle.dump(_sendable(error), file)
                file.flush()
        finally:
            os._exit(code)
    try:
        yield copy
    finally:
        copy.kill()


def _in_memory() -> IO[bytes]:
    """A file that needs no disk."""
    return os.fdopen(os.memfd_create("groupwork"), "w+b")


def _told(file: IO[bytes], code: int) -> dict[int, Any]:
    """What a copy has done, by the number of the part. Raises what went wrong there; where it could not even say so, there is its exit code."""
    file.seek(0)
    found: dict[int, Any] = {}
    while True:
        try:
            row = pickle.load(file)
        except (EOFError, pickle.UnpicklingError) as error:
            raise (OSError(code, os.strerror(code)) if code > 0 else RuntimeError("a process of the build was ended from outside")) from error
        if row == _DONE:
            return found
        if isinstance(row, BaseException):
            raise row
        found[row[0]] = row[1]


def _sendable(error: BaseException) -> BaseException:
    """An error that can be sent, with its traceback as a note."""
    text = "".join(traceback.format_exception(error))
    error.add_note(f"\nIn another process:\n{text}")
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(text)
    return error


def _settle_in(master: int, system: ctypes.CDLL) -> None:
    """A copy looks for no cycles in memory, and ends with the process that it works for, even if that is killed."""
    gc.disable()
    system.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != master:
        os._exit(1)


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    from concurrent.futures import ProcessPoolExecutor  # these take a while to load, and where processes can be split they are not needed
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=gc.disable)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@lru_cache(maxsize=1)
def _unpacked(path: Path) -> Callable[[Any], Any]:
    function: Callable[[Any], Any] = pickle.loads(path.read_bytes())
    return function


def _do_packed(path: Path, part: Any) -> Any:
    return _unpacked(path)(part)

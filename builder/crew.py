"""A few processes for work that falls into parts. They are started when there is enough of it, and not before: starting them takes half a second."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")

MOST = 4
"""Processes at most: each holds the program in memory."""


class Crew:
    """Runs a function over parts of some work, here or in processes of its own; to be used in a `with`."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def spread(self, function: Callable[[Part], Result], parts: Sequence[Part], enough: int = 4) -> Iterator[Result]:
        """The results in the order of the parts. With fewer than `enough` parts, or a single processor, the work is done here."""
        processes = min(MOST, os.cpu_count() or 1)
        if len(parts) < enough or processes == 1:
            yield from map(function, parts)
            return
        self._pool = self._pool or ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
        yield from self._pool.map(function, parts)

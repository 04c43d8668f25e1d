"""What was computed once for the same inputs is not computed again.

A result is known by its function, the code of the program and a digest of the function's arguments. A function gets nothing else, so what is kept of it
cannot go stale.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

from builder.work.digest import digest_of
from builder.work.store import Store, code_of, key_of

Result = TypeVar("Result")


class Spread(Protocol):
    """Does a function's work over parts, here or in processes; the results come in the order of the parts."""

    def __call__(self, function: Callable[[Any], Any], parts: Sequence[Any], at_once: int = 1) -> Iterable[Any]: ...


def here(function: Callable[[Any], Any], parts: Sequence[Any], at_once: int = 1) -> Iterable[Any]:
    """One part after the other, in this process."""
    return map(function, parts)


class Memo:
    """Results by function and arguments, kept in `store` when they are saved; without one, for as long as this lives."""

    def __init__(self, store: Store | None = None):
        self._store = store
        self._tables: dict[str, _Table] = {}

    def every(
        self, function: Callable[..., Result], arguments: Mapping[str, tuple[Any, ...]], spread: Spread = here, at_once: int = 16
    ) -> dict[str, Result]:
        """`function(*arguments)` under each name; what has to be computed is spread, so many at once."""
        name = f"{function.__module__}.{function.__qualname__}"
        if name not in self._tables:
            self._tables[name] = _Table(self._store, name)
        table = self._tables[name]
        keys = _keys(arguments)
        missing = {key: arguments[name] for name, key in keys.items() if key not in table}
        results = spread(partial(_computed, function), list(missing.values()), at_once)
        for key, result in zip(missing, results, strict=True):
            table.put(key, result)
        return {name: table.get(key) for name, key in keys.items()}

    def one(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """`function(*arguments)`."""
        return self.every(function, {"": arguments})[""]

    def save(self) -> None:
        """Keep what was asked for since this was made; of each function, what was not asked for is let go, so that nothing outgrows the library."""
        for table in self._tables.values():
            table.save()


def _computed(function: Callable[..., Result], arguments: tuple[Any, ...]) -> Result:
    return function(*arguments)


def _keys(arguments: Mapping[str, tuple[Any, ...]]) -> dict[str, str]:
    """A digest of each name's arguments; an argument that many share is looked at once."""
    known: dict[int, str] = {}
    for given in arguments.values():
        for one in given:
            if id(one) not in known:
                known[id(one)] = digest_of(one)
    return {name: key_of([known[id(one)] for one in given]) for name, given in arguments.items()}


class _Table:
    """The results of one function: read at once, and written at once."""

    def __init__(self, store: Store | None, name: str):
        self._store = store
        self._entry = key_of(["memo", code_of(), name])
        self._before: dict[str, Any] = _loaded(store.get(self._entry)) if store else {}
        self._used: dict[str, Any] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._used or key in self._before

    def get(self, key: str) -> Any:
        if key not in self._used:
            self._used[key] = self._before[key]
        return self._used[key]

    def put(self, key: str, result: Any) -> None:
        self._used[key] = result

    def save(self) -> None:
        if self._store and self._used.keys() != self._before.keys():
            self._store.put(self._entry, pickle.dumps(self._used, pickle.HIGHEST_PROTOCOL))
            self._before = dict(self._used)


def _loaded(content: bytes | None) -> dict[str, Any]:
    """A table's results; none where it is gone or cannot be read."""
    try:
        found = pickle.loads(content) if content else {}
    except Exception:  # whatever unpickling meets, the results are only computed again
        return {}
    return found if isinstance(found, dict) else {}

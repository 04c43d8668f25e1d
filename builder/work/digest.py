"""Digests of values: two that are equal have the same, in every process."""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar

from builder.work.store import key_of

Kind = TypeVar("Kind", bound=type)

_STAND_INS: dict[type, Callable[[Any], Any]] = {}


def known_by(*names: str) -> Callable[[Kind], Kind]:
    """A class whose values are told apart by these attributes alone, such as a digest that they carry."""

    def register(kind: Kind) -> Kind:
        _STAND_INS[kind] = lambda value: (str, (f"{kind.__qualname__} {[getattr(value, name) for name in names]!r}",))
        return kind

    return register


def known_once(kind: Kind) -> Kind:
    """A dataclass whose values never change: the digest of each is reckoned once."""

    def stand_in(value: Any) -> Any:
        if "_digest" not in vars(value):
            object.__setattr__(value, "_digest", digest_of((kind.__qualname__, [getattr(value, field.name) for field in fields(kind)])))
        return str, (value._digest,)

    _STAND_INS[kind] = stand_in
    return kind


def digest_of(value: object) -> str:
    """A digest of a value and of everything in it."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _STAND_INS
    pickler.fast = True  # else two equal texts would be written otherwise than one text twice
    pickler.dump(value)
    return key_of([out.getvalue()])


@known_by("digest")
class Packed:
    """A value kept as bytes, and read when it is asked for: a large library is held by what is light in it."""

    def __init__(self, value: object):
        self.digest = digest_of(value)
        self._bytes = zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)

    def value(self) -> Any:
        """The value; of those that were asked for last, each is read once."""
        return _read(self._bytes)


@lru_cache(maxsize=320)
def _read(content: bytes) -> Any:
    return pickle.loads(zlib.decompress(content))

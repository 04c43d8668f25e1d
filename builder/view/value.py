"""What views are: frozen values that templates read.

`dataclass(frozen=True)` compiles six functions for each class, whenever the program starts. There are a hundred kinds of views; they share their functions,
which takes a hundredth of that time.
"""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from inspect import get_annotations
from typing import Any, TypeVar, dataclass_transform

Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True)
def view(kind: type[Kind]) -> type[Kind]:
    """As `dataclass(frozen=True)`: made of its annotations in order, compared and shown by its values, never altered."""
    names = tuple(get_annotations(kind))
    own = {"_fields": names, "_defaults": {name: kind.__dict__[name] for name in names if name in kind.__dict__}}
    for name, shared in {**_SHARED, **own}.items():
        setattr(kind, name, shared)
    return kind


def _begin(self: Any, *given: Any, **named: Any) -> None:
    names: tuple[str, ...] = self._fields
    values = dict(zip(names, given, strict=False))
    if len(given) < len(names):
        values |= {name: named[name] if name in named else _default(self, name) for name in names[len(given) :]}
    if len(given) > len(names) or named.keys() - names or any(name in named for name in names[: len(given)]):
        raise TypeError(f"{type(self).__name__} takes {', '.join(names)}, each once")
    self.__dict__.update(values)


def _default(self: Any, name: str) -> Any:
    try:
        return self._defaults[name]
    except KeyError:
        raise TypeError(f"{type(self).__name__} needs {name}") from None


def _same(self: Any, other: object) -> Any:
    return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash((type(self), *self.__dict__.values()))


def _shown(self: Any) -> str:
    return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"


def _refuse(self: Any, name: str, value: Any = None) -> None:
    raise FrozenInstanceError(f"{name} of {type(self).__name__} cannot be altered")


_SHARED: dict[str, Any] = {"__init__": _begin, "__eq__": _same, "__hash__": _hash, "__repr__": _shown, "__setattr__": _refuse, "__delattr__": _refuse}

"""What views are: frozen values that templates read.

`dataclass(frozen=True)` compiles six functions for each class, whenever the program starts. There are a hundred kinds of views; they share their functions,
which takes a tenth of that time.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from typing import Any, TypeVar, dataclass_transform

Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def view(kind: type[Kind]) -> type[Kind]:
    """As `dataclass(frozen=True)`: made of its annotations in order, compared and shown by its values, never altered."""
    kind.__doc__ = kind.__doc__ or kind.__name__  # else one is written, of a signature that has to be found out
    made = dataclass(init=False, repr=False, eq=False)(kind)
    for name, function in _SHARED.items():
        setattr(made, name, function)
    return made


def _begin(self: Any, *given: Any, **named: Any) -> None:
    fields: dict[str, Field[Any]] = self.__dataclass_fields__
    values = dict(zip(fields, given, strict=False))
    if len(given) > len(fields) or named.keys() - fields.keys() or named.keys() & values.keys():
        raise TypeError(f"{type(self).__name__} takes {', '.join(fields)}, each once")
    if len(given) < len(fields):
        values |= {name: named[name] if name in named else _default(self, one) for name, one in fields.items() if name not in values}
    self.__dict__.update(values)


def _default(self: Any, one: Field[Any]) -> Any:
    if one.default is not MISSING:
        return one.default
    if one.default_factory is not MISSING:
        return one.default_factory()
    raise TypeError(f"{type(self).__name__} needs {one.name}")


def _same(self: Any, other: object) -> Any:
    return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash((type(self), *self.__dict__.values()))


def _shown(self: Any) -> str:
    return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"


def _refuse(self: Any, name: str, value: Any = None) -> None:
    raise FrozenInstanceError(f"{name} of {type(self).__name__} cannot be altered")


_SHARED = {"__init__": _begin, "__eq__": _same, "__hash__": _hash, "__repr__": _shown, "__setattr__": _refuse, "__delattr__": _refuse}

"""Reads the templates of pages as their view classes let them be read: which names does each ask its values for, and do they have them?

StrictUndefined finds a wrong name when its branch is rendered. This goes into every branch, loop, macro and included template, and follows the types of the
views' annotations. Where a type is lost (a filter that is not known here, a list made in the template), names are not checked and not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import or_
from types import GenericAlias, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from jinja2 import Environment, nodes
from jinja2.runtime import LoopContext

UNKNOWN: Any = Any
SAME = {"list", "sort", "unique", "reverse", "select", "reject", "selectattr", "rejectattr", "default", "d", "safe"}
"""Filters that give what they are given, or some of it."""

Types = dict[str, Any]


@dataclass(frozen=True)
class Macro:
    template: str
    node: nodes.Macro
    around: Types = field(hash=False, compare=False)


@dataclass
class Reader:
    """`given` are the names that every page's template has beside `page`, `view` and `chrome`: functions, by the type of what they return."""

    environment: Environment
    given: Types
    wrong: list[str] = field(default_factory=list)
    used: set[tuple[type, str]] = field(default_factory=set)
    looked_at: set[tuple[str, int, str]] = field(default_factory=set)
    """Template, line and name of every name that was checked."""
    lost: set[tuple[str, int, str]] = field(default_factory=set)
    """The same of every name whose value has no type here."""
    templates: set[str] = field(default_factory=set)
    _called: set[tuple[Any, ...]] = field(default_factory=set)

    def read(self, template: str, **values: Any) -> Types:
        """Go through a template whose names have these types; returns what it defines."""
        self.templates.add(template)
        assert self.environment.loader
        source = self.environment.loader.get_source(self.environment, template)[0]
        own: Types = {**self.given, **values}
        self._run(self.environment.parse(source).body, own, template)
        return own

    def _run(self, body: Sequence[nodes.Node], own: Types, template: str) -> None:
        for node in body:
            self._statement(node, own, template)

    def _statement(self, node: nodes.Node, own: Types, template: str) -> None:
        match node:
            case nodes.Output():
                for part in node.nodes:
                    self._type(part, own, template)
            case nodes.If():
                self._type(node.test, own, template)
                self._run([*node.body, *node.elif_, *node.else_], own, template)
            case nodes.For():
                inner = {**own, "loop": LoopContext}
                _bind(node.target, _each(self._type(node.iter, own, template)), inner)
                if node.test:
                    self._type(node.test, inner, template)
                self._run(node.body, inner, template)
                self._run(node.else_, own, template)
            case nodes.Assign():
                _bind(node.target, self._type(node.node, own, template), own)
            case nodes.Macro():
                own[node.name] = Macro(template, node, own)
            case nodes.Import():
                own[node.target] = self.read(_constant(node.template))
            case nodes.FromImport():
                there = self.read(_constant(node.template))
                own.update({name: there[name] for name in map(str, node.names)})
            case nodes.Include():
                self.read(_constant(node.template), **own)
            case nodes.Scope() | nodes.ScopedEvalContextModifier():  # {% autoescape true %}
                self._run(node.body, own, template)
            case _:
                raise NotImplementedError(f"{template}:{node.lineno}: {type(node).__name__}")

    def _type(self, node: nodes.Node | None, own: Types, template: str) -> Any:
        """The type of an expression, every name in it looked at."""

        def of(child: nodes.Node | None) -> Any:
            return self._type(child, own, template)

        match node:
            case None:
                return UNKNOWN
            case nodes.Name():
                if node.name not in own and node.name not in self.environment.globals:
                    self.wrong.append(f"{template}:{node.lineno}: there is no {node.name}")
                return own.get(node.name, UNKNOWN)
            case nodes.Getattr():
                return self._attribute(of(node.node), node.attr, template, node.lineno)
            case nodes.Getitem():
                of(node.arg)
                return _item(of(node.node), node.arg)
            case nodes.Call():
                return self._call(of(node.node), [of(arg) for arg in node.args], {one.key: of(one.value) for one in node.kwargs})
            case nodes.Filter():
                return self._filter(node, of(node.node), [of(arg) for arg in node.args], template)
            case nodes.CondExpr():
                of(node.test)
                return _either(of(node.expr1), of(node.expr2) if node.expr2 else NoneType)
            case nodes.Or():
                return _either(of(node.left), of(node.right))
            case nodes.Add():
                left, right = of(node.left), of(node.right)
                return left if left == right else UNKNOWN
            case nodes.Const() | nodes.TemplateData():
                return type(node.as_const())
            case _:
                for child in node.iter_child_nodes():
                    of(child)
                return UNKNOWN

    def _attribute(self, kind: Any, name: str, template: str, line: int) -> Any:
        if isinstance(kind, dict):  # what another template defines, or words by name
            self.looked_at.add((template, line, name))
            if name not in kind:
                self.wrong.append(f"{template}:{line}: there is no {name} in it")
            return kind.get(name, UNKNOWN)
        found = []
        for one in _alternatives(kind):
            if one is UNKNOWN:
                self.lost.add((template, line, name))
                return UNKNOWN
            self.looked_at.add((template, line, name))
            plain: Any = type(get_args(one)[0]) if get_origin(one) is Literal else get_origin(one) or one
            known = names_of(plain)
            if name in known:
                self.used.add((plain, name))
                found.append(known[name])
            elif hasattr(plain, name):
                return UNKNOWN
            else:
                self.wrong.append(f"{template}:{line}: {plain.__name__} has no {name}")
        return _either(*found) if found else UNKNOWN

    def _filter(self, node: nodes.Filter, kind: Any, args: list[Any], template: str) -> Any:
        by_name = [one.value.as_const() for one in node.kwargs if one.key == "attribute"]
        if node.name in ("selectattr", "rejectattr"):
            by_name = [node.args[0].as_const()]
        asked = [self._attribute(_each(kind), name, template, node.lineno) for name in by_name if isinstance(name, str)]
        if node.name == "map" and asked:
            return GenericAlias(tuple, (asked[0], ...))
        if node.name in ("default", "d"):
            return _either(kind, *args)
        if node.name in ("first", "last"):
            return _each(kind)
        return kind if node.name in SAME else UNKNOWN

    def _call(self, called: Any, args: list[Any], named: Types) -> Any:
        if not isinstance(called, Macro):
            return called
        names = [name.name for name in called.node.args]
        defaults = dict(zip(reversed(names), [type(one.as_const()) for one in reversed(called.node.defaults)], strict=False))
        values = {**defaults, **dict(zip(names, args, strict=False)), **named}
        key = (called, tuple(map(str, values.items())))
        if key not in self._called:
            self._called.add(key)
            self._run(called.node.body, {**called.around, **values}, called.template)
        return str


@cache
def names_of(kind: type) -> Mapping[str, Any]:
    """What a class has by name, with types: its fields, and its properties by what they return."""
    if not kind.__module__.startswith("builder."):
        return {}
    found: Types = dict(get_type_hints(kind))
    for name in dir(kind):
        got = getattr(kind, name, None)
        function: Callable[..., Any] | None = getattr(got, "fget", None) or getattr(got, "func", None)
        if function is not None:
            found[name] = get_type_hints(function).get("return", UNKNOWN)
    return found


def _alternatives(kind: Any) -> Iterator[Any]:
    """A union's members without None, of which a template asks nothing."""
    members = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    yield from (member for member in members if member is not NoneType)


def _either(*kinds: Any) -> Any:
    different = list(dict.fromkeys(one for kind in kinds for one in _alternatives(kind)))
    return UNKNOWN if not different or UNKNOWN in different or any(isinstance(one, Macro | dict) for one in different) else reduce(or_, different)


def _each(kind: Any) -> Any:
    """What a loop over it gives."""
    return _either(*(_each_of(one) for one in _alternatives(kind)))


def _each_of(kind: Any) -> Any:
    inside = get_args(kind)
    if get_origin(kind) is tuple and inside[-1:] != (Ellipsis,):
        return _either(*inside)
    return inside[0] if inside else UNKNOWN


def _item(kind: Any, node: nodes.Expr) -> Any:
    if isinstance(node, nodes.Slice):
        return kind
    inside = get_args(kind)
    if get_origin(kind) is tuple and inside[-1:] != (Ellipsis,):
        return inside[node.as_const()]
    return inside[-1 if len(inside) == 2 and inside[1] is not Ellipsis else 0] if inside else UNKNOWN


def _bind(target: nodes.Node, kind: Any, own: Types) -> None:
    if isinstance(target, nodes.Name):
        own[target.name] = kind
    elif isinstance(target, nodes.Tuple):
        inside = get_args(kind) if get_origin(kind) is tuple else ()
        for index, part in enumerate(target.items):
            _bind(part, inside[index] if len(inside) == len(target.items) else UNKNOWN, own)


def _constant(node: nodes.Expr) -> str:
    return str(node.as_const())

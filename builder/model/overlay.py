"""Schemas of a program's data files: they lie over the library's, so they may say a part, and what becomes of the library's lists (`load/merging.py`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

OWN_ALONE = ("name", "address", "staff_address", "exclude", "tracks", "checked_here")
"""What a program says itself and never has of the library: under the library's address nobody would find its pages."""

SAYS = ("first", "add", "replace")
"""What a list of a program's own may do to the library's."""

_HINT = "The library has a list here. {add: [...]} comes after it, {first: [...]} before it, {replace: [...]} in its place"
_DEFS = "#/$defs/"


def overlay(whole: dict[str, Any], alone: Collection[str]) -> dict[str, Any]:
    """The schema of a file that lies over the library's of its kind; at its top `alone` are the keys that are a program's own and never the library's."""
    made = _Overlay(whole.get("$defs", {}))
    top = made.part({key: value for key, value in whole.items() if key != "$defs"}, False)
    for key in alone:
        if key in whole.get("properties", {}):
            top["properties"][key] = whole["properties"][key]
    if needed := [key for key in whole.get("required", ()) if key in alone]:
        top["required"] = needed
    defs = made.defs | {name: made.plain[name] for name in _named(made.plain, (top, made.defs))}
    return top | ({"$defs": dict(sorted(defs.items()))} if defs else {})


class _Overlay:
    """Goes down through mappings, which are laid together key by key; a list's items are whole values."""

    def __init__(self, plain: dict[str, Any]):
        self.plain = plain
        self.defs: dict[str, Any] = {}

    def part(self, node: dict[str, Any], named: bool) -> dict[str, Any]:
        """`named`: under a key of the author's own choice, where the library may have nothing yet, and a list may be written as it is."""
        if node.get("type") == "array":
            return node if _is_one_value(node) else _listing(node, named)
        made = {key: value for key, value in node.items() if key not in ("required", "minProperties")}
        if "$ref" in node:
            made["$ref"] = f"{_DEFS}{self.definition(node['$ref'].removeprefix(_DEFS), named)}"
        if "properties" in node:
            made["properties"] = {key: self.part(value, named) for key, value in node["properties"].items()}
        if "patternProperties" in node:
            made["patternProperties"] = {key: self.part(value, True) for key, value in node["patternProperties"].items()}
        if isinstance(node.get("additionalProperties"), dict):
            made["additionalProperties"] = self.part(node["additionalProperties"], True)
        return made

    def definition(self, name: str, named: bool) -> str:
        over = f"{name}{'Named' if named else ''}Over"
        if over not in self.defs:
            self.defs[over] = {}  # stands for itself where it names itself
            self.defs[over] = self.part(self.plain[name], named)
        return over


def _is_one_value(node: dict[str, Any]) -> bool:
    """A pair of numbers is replaced as a whole."""
    items = [node["items"]] if isinstance(node.get("items"), dict) else node.get("prefixItems", [])
    return bool(items) and all(item.get("type") == "integer" for item in items)


def _listing(node: dict[str, Any], named: bool) -> dict[str, Any]:
    about = {key: node[key] for key in ("description", "public") if key in node}
    items = {key: value for key, value in node.items() if key not in ("description", "public", "default", "minItems")}
    says = {"type": "object", "properties": dict.fromkeys(SAYS, items), "additionalProperties": False, "minProperties": 1}
    hint = ". ".join(filter(None, (about.get("description"), _HINT)))
    return about | {"description": hint} | ({"anyOf": [says, items]} if named else says)


def _named(defs: dict[str, Any], nodes: Any) -> set[str]:
    """The definitions that these name, and those that they name in turn."""
    found: set[str] = set()
    waiting = list(_references(nodes))
    while waiting:
        name = waiting.pop()
        if name in defs and name not in found:
            found.add(name)
            waiting += _references(defs[name])
    return found


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].removeprefix(_DEFS)
        yield from _references(list(node.values()))
    elif isinstance(node, list | tuple):
        for child in node:
            yield from _references(child)

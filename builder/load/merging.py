"""Data files that lie over each other: a program's own says what is different, and every value keeps the place where it was written.

Mappings are laid together key by key; a pair of numbers is one value. A list says what becomes of the library's: `{add: [...]}` comes after it, `{first: [...]}` before it,
`{replace: [...]}` in its place. What is neither is replaced. An item with the `id` of one of the library's takes its place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from builder.finding import CurriculumError, Finding, Place
from builder.model.overlay import SAYS
from builder.text.marked_yaml import KeyPath, Marked

NAMING = {"modules", "core", "safety", "only_after", "sessions", "pages", "taught_in"}
"""Lists of ids, by their key: those that are left out are dropped from the library's."""

ABOUT = {"first_day": "handout", "last_day": "handout", "opening_rules": "session"}
"""Lists of things that are about one id, by their key, and the key of that id."""


def laid_over(
    own: Marked, below: Marked, excluded: Collection[str] = (), not_taken: Collection[str] = (), *, plain: Mapping[str, str] = MappingProxyType({})
) -> Marked:
    """The data of both, as one. `excluded` are ids that the library's lists lose, `not_taken` keys of the library's that are of its own alone.

    `plain` says by key what a list does to the one below where it does not say so itself.

    Raises CurriculumError, `layer-list`, for a list that does not say what it does to the library's.
    """
    made = _Laid(own, below, frozenset(excluded), plain)
    data = made.both(own.data, {key: value for key, value in (below.data or {}).items() if key not in not_taken}, ((), (), ()))
    if made.findings:
        raise CurriculumError(made.findings)
    return Marked(data, own.file, made.values, made.keys)


Paths = tuple[KeyPath, KeyPath, KeyPath]
"""Of one value: in the program's own file, in the library's, and in what is made of them."""


class _Laid:
    def __init__(self, own: Marked, below: Marked, excluded: frozenset[str], plain: Mapping[str, str]):
        self.own, self.below, self.excluded, self.plain = own, below, excluded, plain
        self.values: dict[KeyPath, Place] = {}
        self.keys: dict[KeyPath, Place] = {}
        self.findings: list[Finding] = []

    def both(self, own: Any, below: Any, paths: Paths) -> Any:
        here, _, made = paths
        if isinstance(own, dict) and isinstance(below, dict):
            self.values[made] = self.own.place(*here)
            return self.mapping(own, below, paths)
        if isinstance(below, list) and isinstance(own, list | dict) and not (below and all(isinstance(item, int) for item in below)):
            return self.listing(own, below, paths)
        return self.copied(self.own, own, here, made)

    def mapping(self, own: Mapping[str, Any], below: Mapping[str, Any], paths: Paths) -> dict[str, Any]:
        here, there, made = paths
        result: dict[str, Any] = {}
        for key in (*below, *(key for key in own if key not in below)):
            marks, path = (self.own, here) if key in own else (self.below, there)
            if key not in own and there[-1:] == ("emphasis",) and key in self.excluded:
                continue
            if (*path, key) in marks.keys:
                self.keys[*made, key] = marks.keys[*path, key]
            if key in own and (key in below or _says(own[key])):
                result[key] = self.both(own[key], below.get(key, []), ((*here, key), (*there, key), (*made, key)))
            else:
                result[key] = self.copied(marks, (own if key in own else below)[key], (*path, key), (*made, key))
        return result

    def listing(self, own: Any, below: list[Any], paths: Paths) -> list[Any]:
        here, there, made = paths
        meant = self.plain.get(str(here[-1])) if isinstance(own, list) and len(here) == 1 else None
        said = {meant: own} if meant else own
        if not _says(said):
            message = f"the library has a list of {len(below)} here, and nothing says what becomes of it"
            hint = "write {add: [...]} for what comes after the library's, {first: [...]} for what comes before, {replace: [...]} for yours alone"
            self.findings.append(Finding(self.own.place(*here), "layer-list", message, hint))
            return []
        self.values[made] = self.own.place(*here)
        result: list[Any] = []
        named = {item["id"] for given in said.values() for item in given if isinstance(item, dict) and "id" in item}
        for says in ("first", "replace", "below", "add"):
            given, marks, path = (below, self.below, there) if says == "below" else (said.get(says, []), self.own, here if meant else (*here, says))
            if says == "below" and "replace" in said:
                continue
            for index, item in enumerate(given):
                if marks is self.own or not (self.left_out(there, item) or (isinstance(item, dict) and item.get("id") in named)):
                    result.append(self.copied(marks, item, (*path, index), (*made, len(result))))
        return result

    def copied(self, marks: Marked, value: Any, path: KeyPath, made: KeyPath) -> Any:
        """A value of one file, with the places of all that is in it."""
        if path in marks.values:
            self.values[made] = marks.values[path]
        library = marks is self.below
        if isinstance(value, dict):
            result = {}
            for key, inner in value.items():
                if library and path[-1:] == ("emphasis",) and key in self.excluded:
                    continue
                if (*path, key) in marks.keys:
                    self.keys[*made, key] = marks.keys[*path, key]
                result[key] = self.copied(marks, inner, (*path, key), (*made, key))
            return result
        if isinstance(value, list):
            kept = [(index, item) for index, item in enumerate(value) if not (library and self.left_out(path, item))]
            return [self.copied(marks, item, (*path, index), (*made, place)) for place, (index, item) in enumerate(kept)]
        return value

    def left_out(self, path: KeyPath, item: Any) -> bool:
        """Whether an item of one of the library's lists names what this program leaves out."""
        key = str(path[-1]) if path else ""
        named = item.get(ABOUT[key]) if key in ABOUT and isinstance(item, dict) else item if key in NAMING else None
        return isinstance(named, str) and any(named == one or named.startswith(f"{one}/") for one in self.excluded)


def _says(value: Any) -> bool:
    """Whether this is a list that says what becomes of the library's."""
    return isinstance(value, dict) and bool(value) and set(value) <= set(SAYS) and all(isinstance(given, list) for given in value.values())

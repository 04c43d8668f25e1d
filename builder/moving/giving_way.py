"""A place that names what is retired, made to name what stands in for it, or to name nothing where that makes no sense."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from builder.check.named import Reference
from builder.finding import Place
from builder.model.library import Library
from builder.moving.rewriting import Rewriting
from builder.moving.things import MoveError, Thing
from builder.text.marked_yaml import KeyPath

TAKEN_OUT = ("people", "taught_in")
"""Keys under which nothing stands in for a session: the life of someone in its examples, the passages that it is about."""


@dataclass(frozen=True)
class GivingWay:
    """What goes, by every id that goes with it, and what stands in for it; `names` is every place that names anything."""

    library: Library
    old: Thing
    other: Thing
    names: Collection[Reference]

    def write(self, rewriting: Rewriting, one: Reference) -> None:
        """Change one place. Raises MoveError where that has to be done by hand."""
        if one.form == "link":
            self._link(rewriting, one)
        elif one.form == "mark":
            self._mark(rewriting, one)
        elif self._makes_no_sense(one) or self.other.id in self._beside(one):
            rewriting.drop(self._item(one))
        else:
            rewriting.rename(one.place, "value", one.name, self.other.id)

    def _link(self, rewriting: Rewriting, one: Reference) -> None:
        if one.place.file == self.other.source.file:
            rewriting.unlink(one.place, one.name)
        else:
            rewriting.rename(one.place, "link", one.name, self.other.id)

    def _mark(self, rewriting: Rewriting, one: Reference) -> None:
        others = {name.name for name in self.names if name.form == "mark" and name.place.file == one.place.file}
        if self.other.id in others:
            rewriting.cut_line(one.place, re.compile(rf"\{{\{{\s*passage\s+{re.escape(one.name)}\s*\}}\}}"))
        else:
            rewriting.rename(one.place, "mark", one.name, self.other.id)

    def _makes_no_sense(self, one: Reference) -> bool:
        """A handout of a retired session has nothing in its place; a session cannot require itself, nor what requires it."""
        key = str(one.path[0]) if one.path else ""
        if key in TAKEN_OUT or (self.old.kind == "session" and one.what == "handout"):
            return True
        here = next((session for session in self.library.sessions.values() if one.source and session.source.file == one.source.file), None)
        if here is None:
            return False
        if key == "handouts":
            return self.other.id.rpartition("/")[0] == here.id
        return key in ("requires", "builds_on") and here.id in needed_by(self.library, self.other.id)

    def _beside(self, one: Reference) -> set[str]:
        """What the list that a name stands in names already. A track may teach a session as often as it likes."""
        if one.path[:1] == ("schedule",):
            return set()
        around = _list_of(one.path)
        beside = [other for other in self.names if around and other.place.file == one.place.file and _list_of(other.path) == around]
        changed = {self.other.id for other in beside if other.place < one.place and self._goes(other.name)}
        return changed | {other.name for other in beside}

    def _goes(self, name: str) -> bool:
        return name == self.old.id or name.startswith(f"{self.old.id}/")

    def _item(self, one: Reference) -> Place:
        assert one.source
        path = one.path[: len(_list_of(one.path)) + 1]
        return one.source.marks.key_place(*path) if isinstance(path[-1], str) else one.source.at(*path)


def _list_of(path: KeyPath) -> KeyPath:
    """The path of the list, or of the keys, in which a name stands; empty for what stands in none."""
    if path[-1:] and isinstance(path[-1], int):
        return path[:-1]
    if len(path) > 1 and (path[-2] == "emphasis" or isinstance(path[-2], int)):
        return path[:-1] if path[-2] == "emphasis" else path[:-2]
    return ()


def needed_by(library: Library, session: str) -> set[str]:
    """A session and all that it requires, however far."""
    reached: set[str] = set()
    waiting = [session]
    while waiting:
        one = waiting.pop()
        if one not in reached and one in library.sessions:
            reached.add(one)
            waiting += library.sessions[one].meta.requires
    return reached


def listed_places(names: Iterable[Reference]) -> str:
    return "\n".join(f"  {one.place}: {one.what} '{one.name}'" for one in sorted(names, key=lambda one: one.place))


def goes_along(thing: Thing, one: Reference) -> bool:
    """Whether a name goes with what it names, whatever stands in for that: of people in its examples, and of a module in the program's lists."""
    return one.path[:1] == ("people",) or (
        thing.kind == "module" and one.form == "value" and (one.path[0] == "modules" or one.path[-2:-1] == ("emphasis",))
    )


def refuse_while_named(thing: Thing, names: Collection[Reference]) -> None:
    """Raises MoveError with every place that names a thing."""
    if names:
        places = f"{len(names)} places name" if len(names) > 1 else "1 place names"
        raise MoveError(f"{places} {thing}; say what stands in for it with --instead, or take it out there first:\n{listed_places(names)}")

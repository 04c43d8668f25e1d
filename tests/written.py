"""Files of a curriculum as data, each text by its place, so that another can be put there."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from builder.load.entry import FENCE
from builder.model.base import MARKDOWN, Authored
from builder.model.fields import placed_texts
from builder.model.reference import Citation
from builder.text.marked_yaml import KeyPath


class Place(NamedTuple):
    """Where a text stands, in which field of which model, `CrisisLine.about`, and what it says."""

    file: str
    path: KeyPath
    owner: str
    text: str
    is_markdown: bool


@dataclass(frozen=True)
class Written:
    """A file of the curriculum as data: its front matter, or all of it, and the body under front matter."""

    name: str
    kind: type[Authored]
    data: dict[str, Any]
    body: str = ""

    @cached_property
    def lines(self) -> tuple[tuple[KeyPath, str], ...]:
        """Each line of its data, with the path of what stands on it: no two values share one."""
        return tuple(line for key, value in self.data.items() for line in _lines((key,), f"{key}:", value, 0))

    @property
    def text(self) -> str:
        front = "".join(f"{line}\n" for _, line in self.lines)
        return f"{FENCE}\n{front}{FENCE}\n{self.body}" if self.name.endswith(".md") and front else front + self.body

    @property
    def begins(self) -> int:
        """The number of the first line of its data."""
        return 2 if self.name.endswith(".md") else 1

    @property
    def places(self) -> Iterator[Place]:
        """Every text of its data."""
        parts: Mapping[KeyPath, Any] = {(key,): part for key, part in self.data.items()} if self.kind is Citation else {(): self.data}
        for path, part in parts.items():
            texts = texts_in(self.kind.model_validate(part))
            yield from (Place(self.name, (*path, *here), owner, text, is_markdown) for here, owner, text, is_markdown in texts)

    def saying(self, said: Mapping[KeyPath, str]) -> Written:
        """The same with other texts at some paths."""
        data = deepcopy(self.data)
        for path, text in said.items():
            inside: Any = data
            for step in path[:-1]:
                if isinstance(inside[step], str):  # a line of the agreement, which may be its words alone
                    inside[step] = {}
                inside = inside[step]
            inside[path[-1]] = text
        return Written(self.name, self.kind, data, self.body)


def _lines(path: KeyPath, begins: str, value: Any, depth: int) -> Iterator[tuple[KeyPath, str]]:
    under = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    yield path, f"{'  ' * depth}{begins}" + ("" if under and value else f" {_scalar(value)}")
    for key, inner in under:
        yield from _lines((*path, key), "-" if isinstance(value, list) else f"{key}:", inner, depth + 1)


def _scalar(value: Any) -> str:
    """Texts in quotes; what cannot stand in a file is written as an escape."""
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(sign):08x}" if not sign.isprintable() or sign in '"\\' else sign for sign in value) + '"'
    return value.isoformat() if isinstance(value, datetime.date) else json.dumps(value)


def texts_in(meta: Authored) -> Iterator[tuple[KeyPath, str, str, bool]]:
    """Every free text of some data: its path, the field that holds it, what it says, and whether it is Markdown."""
    for path, text, _ in placed_texts(meta):
        inside, owner, is_markdown = meta, "", False
        for step in path:
            if isinstance(inside, Authored):
                owner, extra = f"{type(inside).__name__}.{step}", type(inside).model_fields[str(step)].json_schema_extra
                inside, is_markdown = getattr(inside, str(step)), isinstance(extra, Mapping) and MARKDOWN.items() <= extra.items()
            else:
                inside = inside[step]
        yield path, owner, text, is_markdown

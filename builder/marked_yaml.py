"""YAML without surprises.

Only what authors need is resolved: `true`/`false`, whole decimal numbers, ISO dates, null. `no`, `on`, `12:30`, `010`, `1e3`
stay the text that was typed. Duplicate keys, tags, anchors and merge keys are findings. Every value keeps its place.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from builder.finding import CurriculumError, Finding, Place

Path = tuple[str | int, ...]

_INT = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_CONSTANTS: Mapping[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class Marked:
    """Plain data and the place of each of its values, by path: `("schedule", 2, "mon", 0)`."""

    data: Any
    file: str
    values: Mapping[Path, Place] = field(repr=False)
    keys: Mapping[Path, Place] = field(repr=False)

    def place(self, *path: str | int) -> Place:
        """The place of the value at `path`, or of the nearest thing around it that was written."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.values:
                return self.values[path[:end]]
        return Place(self.file)

    def key_place(self, *path: str | int) -> Place:
        """The place of the key at `path`; of its value's surroundings when there is no such key."""
        return self.keys.get(path) or self.place(*path)


class _Loader(yaml.SafeLoader):
    """Composes nodes with every plain scalar left as text; `_Reader` resolves them."""


_Loader.yaml_implicit_resolvers = {}


def read_yaml(text: str, file: str, first_line: int = 1) -> Marked:
    """Parse one YAML document that starts at `first_line` of `file`.

    Raises CurriculumError with every problem found: `yaml-syntax`, `yaml-duplicate-key`, `yaml-feature`.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, (mark.line if mark else 0) + first_line, (mark.column if mark else 0) + 1)
        message = ": ".join(part for part in (error.context, error.problem) if part)
        raise CurriculumError([Finding(place, "yaml-syntax", f"this is not valid YAML: {message}", _syntax_hint(message))]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        message = "a control character or unreadable byte stands here"
        raise CurriculumError([Finding(Place(file, line), "yaml-syntax", message, "delete the invisible character")]) from error
    reader = _Reader(file, first_line - 1)
    data = reader.read(node, ()) if node is not None else None
    if reader.findings:
        raise CurriculumError(reader.findings)
    return Marked(data, file, reader.values, reader.keys)


class _Reader:
    """Walks the node tree once, collecting plain data, places and problems."""

    def __init__(self, file: str, line_offset: int):
        self.file = file
        self.line_offset = line_offset
        self.values: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.findings: list[Finding] = []
        self.seen: set[int] = set()

    def place(self, node: yaml.Node) -> Place:
        return Place(self.file, node.start_mark.line + 1 + self.line_offset, node.start_mark.column + 1)

    def read(self, node: yaml.Node, path: Path) -> Any:
        self.values[path] = self.place(node)
        if id(node) in self.seen:
            self.refuse(node, "an alias (*name) repeats a value from elsewhere", "write the value out here")
            return None
        self.seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org,2002:") or (isinstance(node, yaml.ScalarNode) and not node.tag.endswith(":str")):
            self.refuse(node, f"the tag {node.tag.replace('tag:yaml.org,2002:', '!!')} is not used here", "delete the tag")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self.scalar(node)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.refuse(key_node, "a key must be a plain word", "write `key: value`")
                continue
            key = str(key_node.value)
            here = (*path, key)
            if key == "<<":
                self.refuse(key_node, "merge keys (<<) are not used here", "write the keys out")
                continue
            if key in result:
                first = self.keys[here]
                self.findings.append(
                    Finding(self.place(key_node), "yaml-duplicate-key", f"'{key}' stands here for the second time; the first is on line {first.line}",
                            "keep one of the two")
                )  # fmt: skip
                continue
            self.keys[here] = self.place(key_node)
            result[key] = self.read(value_node, here)
        return result

    def scalar(self, node: yaml.ScalarNode) -> object:
        text = str(node.value)
        if node.style is not None:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INT.match(text):
            return int(text)
        if _DATE.match(text):
            try:
                return datetime.date.fromisoformat(text)
            except ValueError:
                return text
        return text

    def refuse(self, node: yaml.Node, message: str, hint: str) -> None:
        self.findings.append(Finding(self.place(node), "yaml-feature", message, hint))


def _syntax_hint(message: str) -> str:
    if "mapping values are not allowed" in message:
        return "a text that holds ': ' needs quotes around it"
    if "could not find expected ':'" in message:
        return "look one line up: a key lacks its colon, or a quote is left open"
    if "cannot start any token" in message:
        return "indent with spaces, and quote a text that starts with @, ` or %"
    if "while parsing a flow" in message:
        return "look for a missing ] or } or comma"
    return "look at this line and the one above it: indentation, quotes, colons"

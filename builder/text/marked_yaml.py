"""YAML without surprises.

Only what authors need is resolved: `true`/`false`, whole decimal numbers, ISO dates, null. `no`, `on`, `12:30`, `010`, `1e3`
stay the text that was typed. Duplicate keys, tags, anchors, merge keys and texts cut short by a `#` are findings. Every value keeps its place.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import yaml

from builder.finding import CurriculumError, Finding, Place
from builder.text.unseen import unseen

KeyPath = tuple[str | int, ...]
"""Where a value stands: the keys, and places in lists, that lead to it."""

_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_ODD_LINE_END = re.compile("[\x85\u2028\u2029]")
_CUT_SHORT = re.compile(r"[ \t]+(?=#[^\s#])")
_CONSTANTS: Mapping[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}

DEEPEST = 50
"""Lists and mappings inside each other, at most; the deepest file of a curriculum has seven."""
LONGEST, MOST, ALL = 20_000, 5_000, 40_000
"""Letters of one text, entries of one list or mapping, and values of one file, at most. The largest files of a curriculum have 3,000, 640 and 7,000."""
TOLD = 100
"""Findings on one file; the next ones are told when these are mended."""


@dataclass(frozen=True)
class Marked:
    """Plain data and the place of each of its values, by path: `("schedule", 2, "mon", 0)`."""

    data: Any
    file: str
    values: Mapping[KeyPath, Place] = field(repr=False)
    keys: Mapping[KeyPath, Place] = field(repr=False)

    def place(self, *path: str | int) -> Place:
        """The place of the value at `path`, or of the nearest thing around it that was written."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.values:
                return self.values[path[:end]]
        return Place(self.file)

    def key_place(self, *path: str | int) -> Place:
        """The place of the key at `path`; of its value's surroundings when there is no such key."""
        return self.keys.get(path) or self.place(*path)


class _TooMuch(Exception):
    """More than any file has that someone typed."""

    def __init__(self, mark: yaml.Mark, message: str):
        self.mark, self.message = mark, message


class _Noting(yaml.composer.Composer):
    """Composes nodes; notes tags and anchors, which nodes forget. Raises _TooMuch."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}
    """Every plain scalar is left as text, for `_NodeReader` to resolve."""

    def __init__(self) -> None:
        yaml.composer.Composer.__init__(self)
        self.depth = self.count = 0
        self.refused: list[tuple[yaml.Mark, str, str]] = []

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[attr-defined]
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            message = f"*{event.anchor} repeats a value from elsewhere"
            self.refused.append((mark, message, "write the value out; a text that begins with * needs quotes"))
        elif event.anchor is not None:
            self.refused.append((mark, f"the anchor &{event.anchor} is not used here", "delete it"))
        if tag := getattr(event, "tag", None):
            name = str(tag).replace("tag:yaml.org,2002:", "!!")
            self.refused.append((mark, f"the tag {name} is not used here", "delete it; a text that begins with ! needs quotes"))
        if self.depth == DEEPEST:
            raise yaml.composer.ComposerError(None, None, "too deep", mark)
        self.count += 1
        if self.count > ALL:
            raise _TooMuch(mark, f"this file has more than {ALL:,} values")
        if parent is not None and len(parent.value) >= MOST:
            raise _TooMuch(parent.start_mark, f"more than {MOST:,} entries stand here")
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        if isinstance(node, yaml.ScalarNode) and len(node.value) > LONGEST:
            raise _TooMuch(mark, f"this text has {len(node.value):,} letters, and {LONGEST:,} are the most")
        return node


class _Careful(_Noting, yaml.SafeLoader):
    """PyYAML's own parser: what it says counts."""

    def __init__(self, text: str):
        yaml.SafeLoader.__init__(self, text)
        _Noting.__init__(self)


_Fast: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Quick(_Noting, _Fast):  # type: ignore[misc]
    """libyaml, where PyYAML has it: a seventh of the time."""

    def __init__(self, text: str):
        _Fast.__init__(self, text)
        _Noting.__init__(self)


_TOLD_APART = re.compile(r"[\t?&\ufeff]|!\S*,")
"""What the two parsers do not always read alike: libyaml ends a tag at a comma."""


def _composed(text: str) -> tuple[yaml.Node | None, _Noting]:
    """The node tree, and what was noted on the way. Every complaint, which is raised, comes from PyYAML's own parser."""
    if not _TOLD_APART.search(text):
        with contextlib.suppress(yaml.YAMLError):
            quick = _Quick(text)
            return quick.get_single_node(), quick
    careful = _Careful(text)
    try:
        return careful.get_single_node(), careful
    except (OverflowError, ValueError) as error:  # PyYAML asks Python for a character that there is not
        raise yaml.scanner.ScannerError(None, None, "no such character", careful.get_mark()) from error


def read_yaml(text: str, file: str, first_line: int = 1) -> Marked:
    """Parse one YAML document that starts at `first_line` of `file`.

    Raises CurriculumError with every problem found: `yaml-syntax`, `yaml-duplicate-key`, `yaml-feature`, `too-large`, `character-unseen`.
    """
    if odd := _ODD_LINE_END.search(text):
        raise CurriculumError([_invisible(text, odd.start(), file, first_line, "an invisible line break stands here")])
    try:
        node, notes = _composed(text)
    except _TooMuch as error:
        place = Place(file, error.mark.line + first_line, error.mark.column + 1)
        raise CurriculumError([Finding(place, "too-large", error.message, "take out what a program put there, or part it")]) from error
    except yaml.MarkedYAMLError as error:
        raise CurriculumError([_syntax(error, text, file, first_line)]) from error
    except yaml.reader.ReaderError as error:
        raise CurriculumError([_invisible(text, error.position, file, first_line, "an invisible control character stands here")]) from error
    reader = _NodeReader(text, file, first_line - 1)
    for mark, message, hint in notes.refused:
        reader.refuse(mark, message, hint)
    data = reader.read(node, ()) if node is not None else None
    if reader.findings:
        raise CurriculumError(reader.findings[:TOLD])
    return Marked(data, file, reader.values, reader.keys)


class _NodeReader:
    """Walks the node tree once, collecting plain data, places and problems."""

    def __init__(self, text: str, file: str, line_offset: int):
        self.text = text
        self.file = file
        self.line_offset = line_offset
        self.values: dict[KeyPath, Place] = {}
        self.keys: dict[KeyPath, Place] = {}
        self.findings: list[Finding] = []
        self.seen: set[int] = set()

    def place(self, mark: yaml.Mark) -> Place:
        return Place(self.file, mark.line + 1 + self.line_offset, mark.column + 1)

    def read(self, node: yaml.Node, path: KeyPath) -> Any:
        self.values[path] = self.place(node.start_mark)
        if id(node) in self.seen:
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self.scalar(node)

    def mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.refuse(key_node.start_mark, "a key must be a plain word", "write `key: value`")
                continue
            key = self.words(key_node)
            here = (*path, key)
            if key == "<<":
                self.refuse(key_node.start_mark, "merge keys (<<) are not used here", "write the keys out")
                continue
            if key in result:
                message = f"'{key}' stands here for the second time; the first is on line {self.keys[here].line}"
                self.findings.append(Finding(self.place(key_node.start_mark), "yaml-duplicate-key", message, "keep one of the two"))
                continue
            self.keys[here] = self.place(key_node.start_mark)
            result[key] = self.read(value_node, here)
        return result

    def scalar(self, node: yaml.ScalarNode) -> object:
        text = self.words(node)
        if node.style:  # libyaml says '' for plain text
            return text
        if cut := _CUT_SHORT.match(self.text, node.end_mark.index):
            place = Place(self.file, node.end_mark.line + 1 + self.line_offset, node.end_mark.column + 1 + len(cut.group()))
            message = "what follows this # is taken for a note and lost"
            self.findings.append(Finding(place, "yaml-syntax", message, "put quotes around the whole text; for a note, write a space after the #"))
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

    def words(self, node: yaml.ScalarNode) -> str:
        """What stands there, with its escapes read: they too name no character that nobody sees."""
        text = str(node.value)
        if found := unseen(text, Place("")):
            self.findings.append(replace(found, place=self.place(node.start_mark)))
        return text

    def refuse(self, mark: yaml.Mark, message: str, hint: str) -> None:
        self.findings.append(Finding(self.place(mark), "yaml-feature", message, hint))


_QUOTES = "put quotes around the whole text"
_MEANINGS = (
    ("while scanning a quoted scalar", "a quotation mark opens here and never closes", "close it; inside quotes of one kind, use those of the other"),
    ("expected ',' or ']'", "the list in [ ] is not closed, or lacks a comma", "write [one, two]"),
    ("expected ',' or '}'", "the keys in { } are not closed, or lack a comma", "write {key: value, other: value}"),
    ("while parsing a flow node", "a list in [ ] or keys in { } stop here half-way", "look for a comma too many, or a missing bracket"),
    ("'\\t' that cannot start", "a tab stands here", "indent with spaces"),
    ("cannot start any token", "a text cannot begin with this character", _QUOTES),
    ("undefined alias", "a text cannot begin with *", _QUOTES),
    ("while scanning an alias", "a text cannot begin with *", _QUOTES),
    ("while scanning an anchor", "a text cannot begin with &", _QUOTES),
    ("while scanning a tag", "a text cannot begin with !", _QUOTES),
    ("undefined tag handle", "a text cannot begin with !", _QUOTES),
    ("while scanning a block scalar", "a text that begins with > or | goes on in the next line", f"{_QUOTES}, or begin it on the next line, indented"),
    ("no such character", "no character has this number", "write the character itself"),
    ("unknown escape", "a backslash cannot stand here, inside double quotes", "use single quotes around the text, or write the backslash twice"),
    ("single document", "a second set of data begins here", "delete this line of three dashes"),
    ("sequence entries are not allowed", "a list cannot begin in the line of its key", "begin it in the next line, or write [one, two]"),
    ("but found '<scalar>'", "this does not belong to what stands before it", f"{_QUOTES}; look for a quotation mark that closes too early or too late"),
    ("found '<block mapping start>'", "this line begins further to the right than the ones it belongs to", "let the keys of one list begin in one column"),
    ("but found", "this does not belong to what stands before it", "look at the spaces at the beginning of this line and the one above, and at brackets"),
    ("too deep", "too many lists stand inside each other here", "write it flatter"),
)  # fmt: skip


def _syntax(error: yaml.MarkedYAMLError, text: str, file: str, first_line: int) -> Finding:
    """PyYAML's complaint in words for people who write, at the place where something has to change."""
    words = ": ".join(part for part in (error.context, error.problem) if part)
    mark = error.problem_mark or error.context_mark
    opened = error.context_mark
    scanning = words.startswith("while scanning a") and "escape" not in words
    if opened and mark and (scanning or ("flow" in words and opened.line != mark.line)):
        mark = opened
    place = Place(file, (mark.line if mark else 0) + first_line, (mark.column if mark else 0) + 1)
    if "mapping values are not allowed" in words:
        return _colon(text.split("\n")[place.line - first_line], place)
    message, hint = next(
        ((message, hint) for part, message, hint in _MEANINGS if part in words),
        (f"this cannot be read as YAML: {words}", "look at this line and the one above it: indentation, quotes, colons"),
    )
    return Finding(place, "yaml-syntax", message, hint)


def _colon(line: str, place: Place) -> Finding:
    """A colon where none can stand: inside a text, or in a line that does not fit the one above."""
    if ": " in line[: place.column - 1]:
        return Finding(place, "yaml-syntax", "a second ': ' stands in this line", f"{_QUOTES} that holds the colon")
    start = Place(place.file, place.line, len(line) - len(line.lstrip()) + 1)
    hint = "the line above may lack its colon, or this one has too many spaces before it"
    return Finding(start, "yaml-syntax", "this line does not fit the one above it", hint)


def _invisible(text: str, position: int, file: str, first_line: int, message: str) -> Finding:
    before = text[:position]
    place = Place(file, before.count("\n") + first_line, position - before.rfind("\n"))
    return Finding(place, "yaml-syntax", message, "delete it and type the text anew")

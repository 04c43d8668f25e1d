"""The neutral document tree. Lines and columns are those of the author's file, from 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal


@dataclass(frozen=True)
class Field:
    """A place to write. `name` is unique in its document; `label` is what is spoken and what a form calls it."""

    kind: Literal["blank", "lines", "scale", "tick"]
    name: str
    label: str
    line: int
    column: int
    rows: int = 1
    low: int = 0
    high: int = 10
    low_label: str = ""
    high_label: str = ""


# Inlines


@dataclass(frozen=True)
class Words:
    text: str


@dataclass(frozen=True)
class Strong:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Code:
    text: str


@dataclass(frozen=True)
class Link:
    href: str
    inlines: tuple[Inline, ...]
    line: int
    column: int = 1


@dataclass(frozen=True)
class Break:
    """A line break that the author asked for."""


@dataclass(frozen=True)
class Cite:
    """`[@beck-2021; @linehan-2015]`."""

    sources: tuple[str, ...]
    line: int
    column: int


@dataclass(frozen=True)
class Blank:
    """`[____ label]`, a blank in a line, or `[____]` in a table cell."""

    field: Field


Inline = Words | Strong | Emphasis | Code | Link | Break | Cite | Blank


# Blocks


@dataclass(frozen=True)
class Heading:
    level: int
    inlines: tuple[Inline, ...]
    line: int


@dataclass(frozen=True)
class Paragraph:
    inlines: tuple[Inline, ...]
    line: int


@dataclass(frozen=True)
class Item:
    """A list item; with `tick` it is a box to tick."""

    blocks: tuple[Block, ...]
    tick: Field | None = None


@dataclass(frozen=True)
class List:
    items: tuple[Item, ...]
    start: int | None
    """First number of an ordered list; None for bullets and tick boxes."""
    line: int


@dataclass(frozen=True)
class Quote:
    """A script to be said, or words quoted."""

    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True)
class Table:
    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    line: int


@dataclass(frozen=True)
class Lines:
    """`[lines 4: label]`, room to write."""

    field: Field


@dataclass(frozen=True)
class Scale:
    """`[scale 0-10: label | low end | high end]`."""

    field: Field


@dataclass(frozen=True)
class Rule:
    """A thin line between two parts."""

    line: int = 1


Block = Heading | Paragraph | List | Quote | Table | Lines | Scale | Rule


@dataclass(frozen=True)
class Document:
    blocks: tuple[Block, ...]

    def fields(self) -> tuple[Field, ...]:
        """Every field, in reading order."""
        return tuple(_fields(self.blocks))

    @property
    def to_fill(self) -> bool:
        """Whether there is anything to write or tick in it."""
        return next(_fields(self.blocks), None) is not None

    def cites(self) -> tuple[Cite, ...]:
        return tuple(node for node in walk(self.blocks) if isinstance(node, Cite))

    def links(self) -> tuple[Link, ...]:
        return tuple(node for node in walk(self.blocks) if isinstance(node, Link))


Node = Block | Inline | Item


_INNER: dict[type, Callable[[Any], tuple[Node, ...]]] = {
    **dict.fromkeys((Heading, Paragraph, Strong, Emphasis, Link), attrgetter("inlines")),
    List: attrgetter("items"),
    **dict.fromkeys((Item, Quote), attrgetter("blocks")),
    Table: lambda table: tuple(inline for row in (table.head, *table.rows) for cell in row for inline in cell),
}


def children(node: Node) -> tuple[Node, ...]:
    """What stands directly inside a node, in reading order."""
    inner = _INNER.get(type(node))
    return inner(node) if inner else ()


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node under `nodes`, in reading order."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        yield node
        if inner := _INNER.get(type(node)):
            waiting.extend(reversed(inner(node)))


def line_of(block: Block) -> int:
    """The line on which a block begins."""
    match block:
        case Lines(field) | Scale(field):
            return field.line
        case _:
            return block.line


def _fields(nodes: tuple[Node, ...]) -> Iterator[Field]:
    for node in walk(nodes):
        match node:
            case Lines(field) | Scale(field) | Blank(field):
                yield field
            case Item(tick=Field() as field):
                yield field


def plain(nodes: tuple[Node, ...]) -> str:
    """The words of some nodes as one line of text, without fields and citations; blocks are parted by a space."""
    return " ".join(_text(nodes).split())


def _text(nodes: tuple[Node, ...]) -> str:
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, Words | Code):
            parts.append(node.text)
        elif isinstance(node, Break):
            parts.append(" ")
        elif isinstance(node, Table):
            parts.append(f" {' '.join(_text(cell) for row in (node.head, *node.rows) for cell in row)} ")
        elif inner := children(node):
            text = _text(inner)
            parts.append(f" {text} " if isinstance(node, _PARTED) else text.strip())
    return "".join(parts)


_PARTED = (Heading, Paragraph, List, Item, Quote)

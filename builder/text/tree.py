"""The neutral document tree. Lines and columns are those of the author's file, from 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Literal

from builder.work.digest import Packed, known_by

What = Literal["", "sentence", "phone", "name", "contact", "date", "time", "number", "tally", "letter", "email", "word"]
"""What a blank asks for, where its author says so."""


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
    what: What = ""

    @property
    def steps(self) -> tuple[int, ...]:
        """The numbers of a scale that are shown: each of a short one, every tenth of a long one."""
        return (*range(self.low, self.high, 1 if self.high - self.low <= 20 else 10), self.high)


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
    """`[@beck-2021, ch. 12; @linehan-2015]`; `locators` are the words behind each source, empty where there are none."""

    sources: tuple[str, ...]
    line: int
    column: int
    locators: tuple[str, ...] = ()

    def located(self) -> tuple[tuple[str, str], ...]:
        """Each source with its locator."""
        return tuple(zip(self.sources, self.locators or ("",) * len(self.sources), strict=True))


@dataclass(frozen=True)
class Blank:
    """`[____ label]`, a blank in a line, or `[____]` in a table cell."""

    field: Field


@dataclass(frozen=True)
class Danger:
    """`[!]`, the mark of a row that tells of danger."""

    line: int
    column: int


@dataclass(frozen=True)
class Pause:
    """`[pause 20 seconds]`: how long a voice that reads the page aloud is quiet here. On paper nothing."""

    seconds: int


Inline = Words | Strong | Emphasis | Code | Link | Break | Cite | Blank | Danger | Pause


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
    """Every row has as many cells as the head: the parser of pipe tables fills short ones up."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    line: int


@dataclass(frozen=True)
class Lines:
    """`[lines 4: label]`, room to write; the words right above it are its prompt, and stand where the label else would."""

    field: Field
    prompt: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Scale:
    """`[scale 0-10: label | low end | high end]`, with its prompt as lines have it."""

    field: Field
    prompt: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A thin line between two parts."""

    line: int = 1


@dataclass(frozen=True)
class Included:
    """`{{passage withdrawal}}`: the blocks of a passage in the wording of this page's audience; they take the line of the mark."""

    passage: str
    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True)
class DrawnField:
    """A place to write in a drawing; its box is told in shares of the drawing's width and height."""

    field: Field
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Drawing:
    """`![words](name.svg)`: a drawing, whole, and the words that stand for it; in it there may be places to write."""

    svg: str
    words: str
    line: int
    places: tuple[DrawnField, ...] = ()


Block = Heading | Paragraph | List | Quote | Table | Lines | Scale | Rule | Included | Drawing


@known_by("digest")
class Document:
    """A parsed text. What it refers to is at hand, and whether there is anything to fill in it; its blocks are packed."""

    def __init__(self, blocks: tuple[Block, ...] = ()):
        self._blocks = Packed(blocks)
        nodes = tuple(walk(blocks))
        self._links = tuple(node for node in nodes if isinstance(node, Link))
        self._cites = tuple(node for node in nodes if isinstance(node, Cite))
        self.includes = tuple((node.passage, node.line) for node in nodes if isinstance(node, Included))
        """Every mark that includes a passage, with its line."""
        self.own_links = tuple(node for node in walk(blocks, passages=False) if isinstance(node, Link)) if self.includes else self._links
        """Its links without those of the passages that it includes."""
        self.to_fill = any(map(field_of, nodes))
        """Whether there is anything to write or tick in it."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def digest(self) -> str:
        """Of its blocks, with the lines that they stand on."""
        return self._blocks.digest

    @property
    def blocks(self) -> tuple[Block, ...]:
        blocks: tuple[Block, ...] = self._blocks.value()
        return blocks

    def fields(self) -> tuple[Field, ...]:
        """Every field, in reading order."""
        return tuple(fields_in(self.blocks)) if self.to_fill else ()

    @property
    def passages(self) -> tuple[str, ...]:
        """The passages that it includes, each once."""
        return tuple(dict.fromkeys(name for name, _ in self.includes))

    def cites(self) -> tuple[Cite, ...]:
        return self._cites

    def links(self) -> tuple[Link, ...]:
        return self._links


Node = Block | Inline | Item | DrawnField


_INNER: dict[type, Callable[[Any], tuple[Node, ...]]] = {
    **dict.fromkeys((Heading, Paragraph, Strong, Emphasis, Link), attrgetter("inlines")),
    **dict.fromkeys((Lines, Scale), attrgetter("prompt")),
    List: attrgetter("items"),
    **dict.fromkeys((Item, Quote, Included), attrgetter("blocks")),
    Drawing: attrgetter("places"),
    Table: lambda table: tuple(inline for row in (table.head, *table.rows) for cell in row for inline in cell),
}


def children(node: Node) -> tuple[Node, ...]:
    """What stands directly inside a node, in reading order."""
    inner = _INNER.get(type(node))
    return inner(node) if inner else ()


def walk(nodes: tuple[Node, ...], passages: bool = True) -> Iterator[Node]:
    """Every node under `nodes`, in reading order; without `passages`, an author's own words alone."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        yield node
        if (inner := _INNER.get(type(node))) and (passages or not isinstance(node, Included)):
            waiting.extend(reversed(inner(node)))


def line_of(block: Block) -> int:
    """The line on which a block begins."""
    match block:
        case Lines(field) | Scale(field):
            return field.line
        case _:
            return block.line


def fields_in(nodes: tuple[Node, ...]) -> Iterator[Field]:
    """Every place to write under `nodes`, in reading order."""
    return (field for field in map(field_of, walk(nodes)) if field)


def field_of(node: Node) -> Field | None:
    """The place to write that a node is, or has."""
    if isinstance(node, Lines | Scale | Blank | DrawnField):
        return node.field
    return node.tick if isinstance(node, Item) else None


def has_blank(nodes: tuple[Node, ...]) -> bool:
    """Whether there is a blank to fill in among some nodes."""
    return any(isinstance(node, Blank) for node in walk(nodes))


def plain(nodes: tuple[Node, ...]) -> str:
    """The words of some nodes as one line of text, without fields and citations; blocks are parted by a space."""
    return " ".join(_text(nodes).split())


def own(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """An author's own blocks, without the passages that stand among them or in their lists."""
    return tuple(_own(block) for block in blocks if not isinstance(block, Included))


def _own(block: Any) -> Any:
    if isinstance(block, List):
        return replace(block, items=tuple(replace(item, blocks=own(item.blocks)) for item in block.items))
    return replace(block, blocks=own(block.blocks)) if isinstance(block, Quote) else block


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


_PARTED = (Heading, Paragraph, List, Item, Quote, Included, Lines, Scale)


def relined(nodes: tuple[Any, ...], line: int, column: int = 1) -> tuple[Any, ...]:
    """The same nodes, all of them at one place of another file: where they were included."""
    return tuple(_relined(node, line, column) for node in nodes)


def _relined(node: Any, line: int, column: int) -> Any:
    changed: dict[str, Any] = {key: value for key, value in (("line", line), ("column", column)) if hasattr(node, key)}
    for key in ("inlines", "blocks", "items", "prompt"):
        if hasattr(node, key):
            changed[key] = relined(getattr(node, key), line, column)
    if isinstance(node, Table):
        changed |= {"head": tuple(relined(cell, line, column) for cell in node.head)}
        changed |= {"rows": tuple(tuple(relined(cell, line, column) for cell in row) for row in node.rows)}
    return replace(node, **changed) if changed else node

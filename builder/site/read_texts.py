"""What is read of an author's blocks: each text by itself, what stands side by side, what is said of places to write and of drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.site.markup import READ, texts_in_markup
from builder.site.public_words import HOLE
from builder.text.slug import slug
from builder.text.tree import (
    Block,
    Cite,
    Drawing,
    Heading,
    Inline,
    Item,
    Lines,
    Link,
    List,
    Node,
    Paragraph,
    Quote,
    Scale,
    Table,
    children,
    field_of,
    plain,
    walk,
)

_AGAIN = re.compile(r"-\d+$")


def all_read(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Everything that is read of some blocks: one after the other, each by itself, and what is said of places to write and of drawings."""
    yield plain(blocks)
    yield from texts_in_blocks(blocks)
    for node in walk(blocks):
        if isinstance(node, Link):
            yield from (plain((node,)), node.href, f"Telephone {node.href.removeprefix('tel:')}")
        elif isinstance(node, Paragraph | Heading):
            yield from _linked(node.inlines)
            if isinstance(node, Heading):
                yield slug(plain((node,)))
        elif isinstance(node, Table):
            yield from map(plain, node.head)
            yield from (" ".join(map(plain, row)) for row in (node.head, *node.rows))
            yield from (said for row in (node.head, *node.rows) for cell in row for said in _linked(cell))
        elif isinstance(node, Cite):
            yield from node.locators
        elif isinstance(node, Drawing):
            yield from (node.words, *marks_of(node.svg), " ".join(labels_of(node)))
        if field := field_of(node):
            low, high = f"{field.low} {field.low_label}", f"{field.high} {field.high_label}"
            names = (field.name, _AGAIN.sub("", field.name))
            yield from (f"{before} {name}" for name in names for before in ("", "f", "card 1 front", "card 1 back"))
            yield from (field.label, field.low_label, field.high_label, low, high, f"{low} {high}", f"0 {low} {high}")


def _linked(inlines: tuple[Inline, ...]) -> Iterator[str]:
    """Words with links among them: a link may stand in a word, and on paper the address stands behind it."""
    if any(isinstance(one, Link) for one in walk(inlines)):
        yield " ".join(plain((one,)) for one in inlines)
        yield " ".join(_printed(inlines))


def _printed(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Link):
            yield f"{plain((node,))} ({HOLE})"
        elif inner := children(node):
            yield from _printed(inner)
        else:
            yield plain((node,))


def marks_of(svg: str) -> Iterator[str]:
    """Every text in a drawing, also what draws it."""
    return (one.said for one in texts_in_markup(svg))


def labels_of(drawing: Drawing) -> Iterator[str]:
    """What stands in a drawing to be read."""
    return (one.said for one in texts_in_markup(drawing.svg) if one.where == READ)


def staff_read(blocks: tuple[Block, ...]) -> Iterator[str]:
    """What some blocks tell staff, drawings too: the words that stand for one, and those inside, label by label."""
    yield from texts_in_blocks(blocks)
    for node in walk(blocks):
        if isinstance(node, Drawing):
            yield from (node.words, *labels_of(node))


def texts_in_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph() | Heading() | Lines() | Scale():
                yield plain((block,))
            case List(items=items):
                for item in items:
                    yield from texts_in_blocks(item.blocks)
            case Item(blocks=inner) | Quote(blocks=inner):
                yield from texts_in_blocks(inner)
            case Table(rows=rows):
                yield from (plain(cell) for row in rows for cell in row)

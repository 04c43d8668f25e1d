"""The neutral tree as HTML, for pages and for books."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import count
from typing import ClassVar

from builder.text.drawn import shape_of
from builder.text.fields import TO_WRITE
from builder.text.tree import (
    Blank,
    Block,
    Break,
    Cite,
    Code,
    Danger,
    Drawing,
    DrawnField,
    Emphasis,
    Field,
    Heading,
    Included,
    Inline,
    Item,
    Lines,
    Link,
    List,
    Paragraph,
    Pause,
    Quote,
    Rule,
    Scale,
    Strong,
    Table,
    Words,
    has_blank,
    plain,
    walk,
)

PHONE = 320
"""Pixels of a drawing on a narrow phone."""
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Headline:
    """A heading of a page as its outline lists it; `words` are HTML without tags."""

    level: int
    words: str
    anchor: str


@dataclass
class Writer:
    """Writes blocks for one page. `link` turns an id or address into an href; `cite` turns a citation into HTML."""

    link: Callable[[str], str]
    cite: Callable[[Cite], str]
    outline: list[Headline] = field(default_factory=list)
    """The headings that were written, in their order."""
    end: ClassVar[str] = ">"
    """How a tag ends that holds nothing: `/>` in XHTML."""

    def blocks(self, blocks: Sequence[Block]) -> str:
        """A run of blocks, parted by blank lines; never indented, so that Markdown engines see HTML and not code."""
        return "\n\n".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, inlines):
                return self.heading(level, inlines)
            case Paragraph(inlines):
                return f"<p>{self.inlines(inlines)}</p>"
            case List():
                return self.items(block)
            case Quote(blocks):
                return f"<blockquote>{self.nested(blocks)}</blockquote>"
            case Table():
                return self.table(block)
            case Lines():
                return self.lines(block)
            case Scale():
                return self.scale(block)
            case Rule():
                return f"<hr{self.end}"
            case Included(_, blocks):
                return f'<div class="gw-passage">{self.nested(blocks)}</div>'
            case Drawing():
                return self.drawing(block)

    def heading(self, level: int, inlines: Sequence[Inline], note: str = "", anchor: str = "") -> str:
        """A heading with an anchor that no other of the page has; `note` stands small behind the words."""
        text = plain(tuple(inlines))
        name = self.anchor(anchor or text)
        self.outline.append(Headline(level, escape(f"{text} {note}".strip(), quote=False), name))
        small = f' <span class="gw-minutes">{escape(note, quote=False)}</span>' if note else ""
        return self.headline(level, name, escape(text, quote=False), small)

    def headline(self, level: int, anchor: str, words: str, note: str) -> str:
        """A heading of words and a note that are HTML already."""
        return f'<h{level} id="{anchor}">{words}{note}</h{level}>'

    def anchor(self, text: str) -> str:
        """The anchor of the next heading with these words."""
        base = _NOT_SLUG.sub("-", text.lower()).strip("-") or "part"
        taken = {headline.anchor for headline in self.outline}
        return next(name for number in count(1) if (name := base if number == 1 else f"{base}-{number}") not in taken)

    def nested(self, blocks: Sequence[Block], level: int = 0) -> str:
        """Blocks inside another element: headings have no place in the outline there. They are bold words, or headings of a level where one is given."""
        before, after = (f"<h{level}>", f"</h{level}>") if level else ("<p><strong>", "</strong></p>")
        return "".join(f"{before}{self.inlines(b.inlines)}{after}" if isinstance(b, Heading) else self.block(b) for b in blocks)

    def items(self, block: List) -> str:
        ticks = any(item.tick for item in block.items)
        tag = "ul" if block.start is None else "ol"
        start = f' start="{block.start}"' if block.start not in (None, 1) else ""
        css = ' class="gw-ticks"' if ticks else ""
        return f"<{tag}{css}{start}>{''.join(self.item(item) for item in block.items)}</{tag}>"

    def item(self, item: Item) -> str:
        first = item.blocks[0] if item.blocks else None
        tight = len(item.blocks) == 1 and isinstance(first, Paragraph)
        inner = self.inlines(first.inlines) if tight and isinstance(first, Paragraph) else self.nested(item.blocks)
        return f"<li>{inner}</li>" if item.tick is None else f"<li>{self.tick(item.tick, inner, tight and _is_words(item.blocks))}</li>"

    def tick(self, place: Field, inner: str, labels: bool) -> str:
        """A box to tick and what stands beside it, which can be its label."""
        if labels:
            return f'<input type="checkbox" id="f-{place.name}" name="{place.name}"><label for="f-{place.name}">{inner}</label>'
        spoken = escape(place.label, quote=True)
        box = f'<input type="checkbox" id="f-{place.name}" name="{place.name}" aria-label="{spoken}">'
        return f'<label class="gw-tick-box">{box}</label><div>{inner}</div>'

    def table(self, block: Table) -> str:
        heads = [plain(cell) for cell in block.head]
        to_fill = has_blank((block,))
        head = "".join(f'<th scope="col">{self.inlines(cell)}</th>' if heads[i] else "<td></td>" for i, cell in enumerate(block.head))
        rows = "".join(f"<tr>{''.join(self.cell(cell, column, heads) for column, cell in enumerate(row))}</tr>" for row in block.rows)
        css = "gw-table gw-fill" if to_fill else "gw-table"
        return f'<div class="{css}"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'

    def cell(self, cell: tuple[Inline, ...], column: int, heads: list[str]) -> str:
        label = f' data-label="{escape(heads[column], quote=True)}"' if column < len(heads) and heads[column] else ""
        words = plain(cell)
        if column == 0 and words and not has_blank(cell):
            return f'<th scope="row"{label}>{self.inlines(cell)}</th>'
        return f"<td{label}>{self.inlines(cell)}</td>"

    def drawing(self, block: Drawing) -> str:
        """Fields lie over their boxes; where a page is too narrow for the smallest of them they stand below, one after the other, each with its label. One
        without words only adorns."""
        said = f'role="img" aria-label="{escape(block.words, quote=True)}"' if block.words else 'aria-hidden="true"'
        picture = f'<div class="gw-drawing" {said}>{block.svg}</div>'
        if not block.places:
            return picture
        shape = shape_of(block.svg)
        on_phone = all(place.width * PHONE >= 100 and place.height * shape * PHONE >= 44 for place in block.places)
        css = "gw-map gw-map-phone" if on_phone else "gw-map"
        return f'<div class="{css}">{picture}{"".join(self.drawn_field(place, shape) for place in block.places)}</div>'

    def drawn_field(self, place: DrawnField, shape: float) -> str:
        field = place.field
        edges = (("x", place.left), ("y", place.top), ("w", place.width), ("h", place.height))
        where = ";".join(f"--{name}:{share * 100:.2f}%" for name, share in edges)
        several = field.kind == "lines" or place.height * shape >= 0.09
        named = f'id="f-{field.name}" name="{field.name}" autocomplete="off"'
        room = f'<textarea {named} rows="{max(field.rows, 2)}"></textarea>' if several else f"<input {_keys(field)} {named}>"
        return f'<div class="gw-place" style="{where}"><label for="f-{field.name}">{escape(field.label)}</label>{room}</div>'

    def asked(self, block: Lines | Scale) -> str:
        """What stands above room to write, and is said of it."""
        return self.inlines(block.prompt) if block.prompt else escape(block.field.label)

    def lines(self, block: Lines) -> str:
        place = block.field
        return (
            f'<div class="gw-lines"><label for="f-{place.name}">{self.asked(block)}</label>'
            f'<textarea id="f-{place.name}" name="{place.name}" rows="{place.rows}" autocomplete="off"></textarea></div>'
        )

    def scale(self, block: Scale) -> str:
        place = block.field
        choices = "".join(f'<label><input type="radio" name="{place.name}" value="{number}"><span>{number}</span></label>' for number in place.steps)
        ends = f'<p class="gw-ends"><span>{place.low}: {escape(place.low_label)}</span> <span>{place.high}: {escape(place.high_label)}</span></p>'
        shown = ends if place.low_label or place.high_label else ""
        return f'<fieldset class="gw-scale"><legend>{self.asked(block)}</legend><div class="gw-steps">{choices}</div>{shown}</fieldset>'

    def inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> str:
        match inline:
            case Words(text):
                return escape(text, quote=False)
            case Strong(inner):
                return f"<strong>{self.inlines(inner)}</strong>"
            case Emphasis(inner):
                return f"<em>{self.inlines(inner)}</em>"
            case Code(text):
                return f"<code>{escape(text, quote=False)}</code>"
            case Link(href, inner):
                return f'<a href="{escape(self.link(href), quote=True)}">{self.inlines(inner)}</a>'
            case Break():
                return f"<br{self.end}"
            case Cite():
                return self.cite(inline)
            case Danger():
                return '<b class="gw-danger">Danger</b>'
            case Pause(seconds):
                return f'<i class="gw-pause" data-seconds="{seconds}"></i>'
            case Blank(place):
                return self.blank(place)

    def blank(self, place: Field) -> str:
        label = escape(place.label, quote=True)
        kind = "gw-blank" if TO_WRITE[place.what].grows else "gw-blank gw-short"
        return f'<input class="{kind}" {_keys(place)} id="f-{place.name}" name="{place.name}" aria-label="{label}" autocomplete="off">'


def _keys(place: Field) -> str:
    """The kind of an input, and the keys that a phone shows for it."""
    asked = TO_WRITE[place.what]
    keys = f' inputmode="{asked.inputmode}"' if asked.inputmode else ""
    return f'type="{asked.type}"{keys}'


def _is_words(blocks: tuple[Block, ...]) -> bool:
    return not any(isinstance(node, Blank | Link) for node in walk(blocks))

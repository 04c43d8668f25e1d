"""The neutral tree as HTML, for pages and for books."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import ClassVar

from markupsafe import Markup

from builder.pages.numbers import numbers_of
from builder.text.drawn import shape_of
from builder.text.fields import TO_WRITE
from builder.text.markup import element, empty, joined
from builder.text.slug import slug
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


@dataclass(frozen=True)
class Headline:
    """A heading of a page as its outline lists it."""

    level: int
    words: str
    anchor: str


@dataclass
class Writer:
    """Writes blocks for one page. `link` turns an id or address into an href; `cite` turns a citation into HTML."""

    link: Callable[[str], str]
    cite: Callable[[Cite], Markup]
    outline: list[Headline] = field(default_factory=list)
    """The headings that were written, in their order."""
    end: ClassVar[str] = ">"
    """How a tag ends that holds nothing: `/>` in XHTML."""

    def blocks(self, blocks: Sequence[Block]) -> Markup:
        """A run of blocks, parted by blank lines; never indented, so that Markdown engines see HTML and not code."""
        return joined(map(self.block, blocks), "\n\n")

    def block(self, block: Block) -> Markup:
        match block:
            case Heading(level, inlines):
                return self.heading(level, inlines)
            case Paragraph(inlines):
                return element("p", self.inlines(inlines))
            case List():
                return self.items(block)
            case Quote(blocks):
                return element("blockquote", self.nested(blocks))
            case Table():
                return self.table(block)
            case Lines():
                return self.lines(block)
            case Scale():
                return self.scale(block)
            case Rule():
                return empty("hr", self.end)
            case Included(_, blocks):
                return element("div", self.nested(blocks), class_="gw-passage")
            case Drawing():
                return self.drawing(block)

    def heading(self, level: int, inlines: Sequence[Inline], note: str = "", anchor: str = "") -> Markup:
        """A heading with an anchor that no other of the page has; `note` stands small behind the words."""
        text = plain(tuple(inlines))
        name = self.anchor(anchor or text)
        self.outline.append(Headline(level, f"{text} {note}".strip(), name))
        return self.headline(level, name, text, joined([" ", element("span", note, class_="gw-minutes")]) if note else Markup())

    def headline(self, level: int, anchor: str, words: str, note: Markup) -> Markup:
        """A heading of words and a note behind them."""
        return element(f"h{level}", words, note, id=anchor)

    def anchor(self, text: str) -> str:
        """The anchor of the next heading with these words."""
        base = slug(text) or "part"
        taken = {headline.anchor for headline in self.outline}
        return next(name for number in count(1) if (name := base if number == 1 else f"{base}-{number}") not in taken)

    def nested(self, blocks: Sequence[Block], level: int = 0) -> Markup:
        """Blocks inside another element: headings have no place in the outline there. They are bold words, or headings of a level where one is given."""

        def inner(heading: Heading) -> Markup:
            words = self.inlines(heading.inlines)
            return element(f"h{level}", words) if level else element("p", element("strong", words))

        return joined(inner(block) if isinstance(block, Heading) else self.block(block) for block in blocks)

    def items(self, block: List) -> Markup:
        ticks = any(item.tick for item in block.items)
        tag = "ul" if block.start is None else "ol"
        start = block.start if block.start != 1 else None
        return element(tag, *map(self.item, block.items), class_="gw-ticks" if ticks else None, start=start)

    def item(self, item: Item) -> Markup:
        first = item.blocks[0] if item.blocks else None
        tight = len(item.blocks) == 1 and isinstance(first, Paragraph)
        inner = self.inlines(first.inlines) if tight and isinstance(first, Paragraph) else self.nested(item.blocks)
        return element("li", inner if item.tick is None else self.tick(item.tick, inner, tight and _is_words(item.blocks)))

    def tick(self, place: Field, inner: Markup, labels: bool) -> Markup:
        """A box to tick and what stands beside it, which can be its label."""
        box = empty("input", type="checkbox", **_named(place), aria_label=None if labels else place.label)
        if labels:
            return joined([box, element("label", inner, for_=f"f-{place.name}")])
        return joined([element("label", box, class_="gw-tick-box"), element("div", inner)])

    def table(self, block: Table) -> Markup:
        heads = [plain(cell) for cell in block.head]
        to_fill = has_blank((block,))
        head = (element("th", self.inlines(cell), scope="col") if heads[i] else element("td") for i, cell in enumerate(block.head))
        rows = (element("tr", *(self.cell(cell, column, heads) for column, cell in enumerate(row))) for row in block.rows)
        table = element("table", element("thead", element("tr", *head)), element("tbody", *rows))
        return element("div", table, class_="gw-table gw-fill" if to_fill else "gw-table")

    def cell(self, cell: tuple[Inline, ...], column: int, heads: list[str]) -> Markup:
        label = heads[column] or None if column < len(heads) else None
        if column == 0 and plain(cell) and not has_blank(cell):
            return element("th", self.inlines(cell), scope="row", data_label=label)
        return element("td", self.inlines(cell), data_label=label)

    def drawing(self, block: Drawing) -> Markup:
        """Fields lie over their boxes; where a page is too narrow for the smallest of them they stand below, one after the other, each with its label. One
        without words only adorns."""
        said: dict[str, str] = {"role": "img", "aria_label": block.words} if block.words else {"aria_hidden": "true"}
        picture = element("div", Markup(block.svg), class_="gw-drawing", **said)
        if not block.places:
            return picture
        shape = shape_of(block.svg)
        on_phone = all(place.width * PHONE >= 100 and place.height * shape * PHONE >= 44 for place in block.places)
        fields = (self.drawn_field(place, shape) for place in block.places)
        return element("div", picture, *fields, class_="gw-map gw-map-phone" if on_phone else "gw-map")

    def drawn_field(self, place: DrawnField, shape: float) -> Markup:
        field = place.field
        edges = (("x", place.left), ("y", place.top), ("w", place.width), ("h", place.height))
        where = numbers_of(**{name: share * 100 for name, share in edges})
        if field.kind == "lines" or place.height * shape >= 0.09:
            room = element("textarea", **_named(field), autocomplete="off", rows=max(field.rows, 2))
        else:
            room = empty("input", **_keys(field), **_named(field), autocomplete="off")
        return element("div", element("label", field.label, for_=f"f-{field.name}"), room, class_="gw-place", **where)

    def asked(self, block: Lines | Scale) -> Markup:
        """What stands above room to write, and is said of it."""
        return self.inlines(block.prompt or (Words(block.field.label),))

    def lines(self, block: Lines) -> Markup:
        place = block.field
        room = element("textarea", **_named(place), rows=place.rows, autocomplete="off")
        return element("div", element("label", self.asked(block), for_=f"f-{place.name}"), room, class_="gw-lines")

    def scale(self, block: Scale) -> Markup:
        place = block.field
        steps = (element("label", empty("input", type="radio", name=place.name, value=step), element("span", step)) for step in place.steps)
        low, high = element("span", f"{place.low}: {place.low_label}"), element("span", f"{place.high}: {place.high_label}")
        shown = element("p", low, " ", high, class_="gw-ends") if place.low_label or place.high_label else ""
        return element("fieldset", element("legend", self.asked(block)), element("div", *steps, class_="gw-steps"), shown, class_="gw-scale")

    def inlines(self, inlines: Sequence[Inline]) -> Markup:
        return joined(map(self.inline, inlines))

    def inline(self, inline: Inline) -> Markup:
        match inline:
            case Words(text):
                return joined([text])
            case Strong(inner):
                return element("strong", self.inlines(inner))
            case Emphasis(inner):
                return element("em", self.inlines(inner))
            case Code(text):
                return element("code", text)
            case Link(href, inner):
                return element("a", self.inlines(inner), href=self.link(href))
            case Break():
                return empty("br", self.end)
            case Cite():
                return self.cite(inline)
            case Danger():
                return element("b", "Danger", class_="gw-danger")
            case Pause(seconds):
                return element("i", class_="gw-pause", data_seconds=seconds)
            case Blank(place):
                return self.blank(place)

    def blank(self, place: Field) -> Markup:
        kind = "gw-blank" if TO_WRITE[place.what].grows else "gw-blank gw-short"
        return empty("input", class_=kind, **_keys(place), **_named(place), aria_label=place.label, autocomplete="off")


def _named(place: Field) -> dict[str, str]:
    return {"id": f"f-{place.name}", "name": place.name}


def _keys(place: Field) -> dict[str, str | None]:
    """The kind of an input, and the keys that a phone shows for it."""
    asked = TO_WRITE[place.what]
    return {"type": asked.type, "inputmode": asked.inputmode or None}


def _is_words(blocks: tuple[Block, ...]) -> bool:
    return not any(isinstance(node, Blank | Link) for node in walk(blocks))

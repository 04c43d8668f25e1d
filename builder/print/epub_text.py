"""The tree as XHTML for an EPUB. A book is for reading: places to write are shown, announced by their labels, and not forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from builder.pages.html import Writer
from builder.print.book import PAGE
from builder.print.typst_text import TextWriter
from builder.text.markup import element, joined
from builder.text.quotes import curled
from builder.text.tree import Block, Drawing, Field, Heading, Inline, Lines, Link, Pause, Scale


class BookWriter(Writer):
    """Writes blocks as XHTML; headings stand one level under the chapter's own."""

    end = "/>"

    def __init__(self, text: TextWriter):
        super().__init__(text.address, lambda cited: joined([curled(text.cite(cited))]))

    def blocks(self, blocks: Sequence[Block]) -> Markup:
        lines: list[Markup] = []
        depth = 1
        for block in blocks:
            if isinstance(block, Heading):
                depth = min(block.level, depth + 1)
                lines.append(element(f"h{depth}", self.inlines(block.inlines)))
            else:
                lines.append(self.block(block))
        return joined(lines, "\n")

    def block(self, block: Block) -> Markup:
        return self.nested((block,)) if isinstance(block, Heading) else super().block(block)

    def inline(self, inline: Inline) -> Markup:
        if isinstance(inline, Pause):
            return Markup()
        if isinstance(inline, Link) and inline.href.startswith(("sms:", PAGE)):  # no e-reader sends a text message, or has pages with numbers
            return self.inlines(inline.inlines)
        return super().inline(inline)

    def drawing(self, block: Drawing) -> Markup:
        """The picture alone: a book is not written in."""
        return super().drawing(replace(block, places=()))

    def lines(self, block: Lines) -> Markup:
        place = block.field
        rows = [element("div")] * place.rows
        said = curled(f"{place.rows} lines to write: {place.label}")
        return joined([self.label(block), element("div", *rows, class_="lines", role="img", aria_label=said)])

    def scale(self, block: Scale) -> Markup:
        place = block.field
        ends = curled(f"{place.low}: {place.low_label}, {place.high}: {place.high_label}") if place.low_label or place.high_label else ""
        shown = joined((element("span", number) for number in place.steps), " ")
        parts = (self.label(block), element("p", shown, class_="scale"), element("p", ends, class_="ends") if ends else "")
        return joined(parts)

    def label(self, block: Lines | Scale) -> Markup:
        return element("p", self.asked(block), class_="label")

    def tick(self, place: Field, inner: Markup, labels: bool) -> Markup:
        return joined([element("span", class_="tick", role="img", aria_label="box to tick"), " ", inner])

    def blank(self, place: Field) -> Markup:
        return element("span", class_="blank", role="img", aria_label=curled(f"room to write: {place.label}"))

"""The tree as XHTML for an EPUB. A book is for reading: places to write are shown, announced by their labels, and not forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.pages.html import Writer
from builder.print.book import PAGE
from builder.print.typst_text import TextWriter
from builder.text.quotes import escaped as escape
from builder.text.tree import Block, Drawing, Field, Heading, Inline, Lines, Link, Pause, Scale


class BookWriter(Writer):
    """Writes blocks as XHTML; headings stand one level under the chapter's own."""

    end = "/>"

    def __init__(self, text: TextWriter):
        super().__init__(text.address, lambda cited: escape(text.cite(cited)))

    def blocks(self, blocks: Sequence[Block]) -> str:
        lines: list[str] = []
        depth = 1
        for block in blocks:
            if isinstance(block, Heading):
                depth = min(block.level, depth + 1)
                lines.append(f"<h{depth}>{self.inlines(block.inlines)}</h{depth}>")
            else:
                lines.append(self.block(block))
        return "\n".join(lines)

    def block(self, block: Block) -> str:
        return self.nested((block,)) if isinstance(block, Heading) else super().block(block)

    def inline(self, inline: Inline) -> str:
        if isinstance(inline, Pause):
            return ""
        if isinstance(inline, Link) and inline.href.startswith(("sms:", PAGE)):  # no e-reader sends a text message, or has pages with numbers
            return self.inlines(inline.inlines)
        return super().inline(inline)

    def drawing(self, block: Drawing) -> str:
        """The picture alone: a book is not written in."""
        return super().drawing(replace(block, places=()))

    def lines(self, block: Lines) -> str:
        place = block.field
        said = escape(f"{place.rows} lines to write: {place.label}")
        return f'<p class="label">{self.asked(block)}</p><div class="lines" role="img" aria-label="{said}">{"<div></div>" * place.rows}</div>'

    def scale(self, block: Scale) -> str:
        place = block.field
        ends = f"{place.low}: {place.low_label}, {place.high}: {place.high_label}" if place.low_label or place.high_label else ""
        shown = " ".join(f"<span>{number}</span>" for number in place.steps)
        return f'<p class="label">{self.asked(block)}</p><p class="scale">{shown}</p>' + (f'<p class="ends">{escape(ends)}</p>' if ends else "")

    def tick(self, place: Field, inner: str, labels: bool) -> str:
        return f'<span class="tick" role="img" aria-label="box to tick"></span> {inner}'

    def blank(self, place: Field) -> str:
        return f'<span class="blank" role="img" aria-label="{escape(f"room to write: {place.label}")}"></span>'

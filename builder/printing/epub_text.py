"""The tree as XHTML for an EPUB. A book is for reading: places to write are shown, announced by their labels, and not forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from builder.markup import tree
from builder.markup.tree import plain, walk
from builder.printing.typst_blocks import unwrapped
from builder.printing.typst_text import TextWriter


@dataclass(frozen=True)
class PageWriter:
    """Writes blocks as XHTML."""

    text: TextWriter

    def blocks(self, blocks: Sequence[tree.Block]) -> str:
        lines: list[str] = []
        depth = 1
        for block in blocks:
            if isinstance(block, tree.Heading):
                depth = min(block.level, depth + 1)
                tag = f"h{depth}"
                lines.append(f"<{tag}>{self.inlines(block.inlines)}</{tag}>")
            else:
                lines.append(self.block(block))
        return "\n".join(lines)

    def block(self, block: tree.Block) -> str:
        match block:
            case tree.Heading(inlines=inlines):
                return f"<p><strong>{self.inlines(inlines)}</strong></p>"
            case tree.Paragraph(inlines):
                return f"<p>{self.inlines(inlines)}</p>"
            case tree.List():
                return self.items(block)
            case tree.Quote(blocks):
                return f"<blockquote>{''.join(self.block(inner) for inner in blocks)}</blockquote>"
            case tree.Table():
                return self.table(block)
            case tree.Lines(field):
                return f'<p class="label">{escape(field.label)}</p>{lines_to_write(field)}'
            case tree.Scale(field):
                return scale(field)
            case tree.Rule():
                return "<hr/>"
            case tree.Included(_, blocks):
                return f'<div class="passage">{"".join(self.block(inner) for inner in blocks)}</div>'
            case tree.Drawing(svg, words):
                return f'<div class="drawing" role="img" aria-label="{escape(words)}">{svg}</div>'
            case _:
                raise TypeError(f"the EPUB writer does not know {type(block).__name__}")

    def items(self, block: tree.List) -> str:
        tag = "ul" if block.start is None else "ol"
        start = f' start="{block.start}"' if block.start not in (None, 1) else ""
        css = ' class="ticks"' if any(item.tick for item in block.items) else ""
        return f"<{tag}{css}{start}>{''.join(self.item(item) for item in block.items)}</{tag}>"

    def item(self, item: tree.Item) -> str:
        tick = '<span class="tick" role="img" aria-label="box to tick"></span> ' if item.tick else ""
        if len(item.blocks) == 1 and isinstance(item.blocks[0], tree.Paragraph):
            return f"<li>{tick}{self.inlines(item.blocks[0].inlines)}</li>"
        return f"<li>{tick}{''.join(self.block(block) for block in unwrapped(item.blocks))}</li>"

    def table(self, block: tree.Table) -> str:
        head = "".join(f'<th scope="col">{self.inlines(cell)}</th>' if plain(cell) else "<td></td>" for cell in block.head)
        rows = "".join(f"<tr>{''.join(self.cell(cell, column) for column, cell in enumerate(row))}</tr>" for row in block.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def cell(self, cell: tuple[tree.Inline, ...], column: int) -> str:
        if column == 0 and plain(cell) and not any(isinstance(node, tree.Blank) for node in walk(cell)):
            return f'<th scope="row">{self.inlines(cell)}</th>'
        return f"<td>{self.inlines(cell)}</td>"

    def inlines(self, inlines: Sequence[tree.Inline]) -> str:
        return "".join(self.inline(inline) for inline in inlines)

    def inline(self, inline: tree.Inline) -> str:
        match inline:
            case tree.Words(text):
                return escape(text, quote=False)
            case tree.Strong(inner):
                return f"<strong>{self.inlines(inner)}</strong>"
            case tree.Emphasis(inner):
                return f"<em>{self.inlines(inner)}</em>"
            case tree.Code(text):
                return f"<code>{escape(text, quote=False)}</code>"
            case tree.Link(href, inner) if href.startswith("sms:"):  # no e-reader sends one; the words say how
                return self.inlines(inner)
            case tree.Link(href, inner):
                return f'<a href="{escape(self.text.address(href))}">{self.inlines(inner)}</a>'
            case tree.Break():
                return "<br/>"
            case tree.Cite():
                return escape(self.text.cite(inline), quote=False)
            case tree.Danger():
                return "<b>Danger:</b>"
            case tree.Blank(field):
                return f'<span class="blank" role="img" aria-label="{escape(f"room to write: {field.label}")}"></span>'
            case _:
                raise TypeError(f"the EPUB writer does not know {type(inline).__name__}")


def lines_to_write(field: tree.Field) -> str:
    said = escape(f"{field.rows} lines to write: {field.label}")
    return f'<div class="lines" role="img" aria-label="{said}">{"<div></div>" * field.rows}</div>'


def scale(field: tree.Field) -> str:
    ends = f"{field.low}: {field.low_label}, {field.high}: {field.high_label}" if field.low_label or field.high_label else ""
    shown = " ".join(f"<span>{number}</span>" for number in field.steps)
    return f'<p class="label">{escape(field.label)}</p><p class="scale">{shown}</p>' + (f'<p class="ends">{escape(ends)}</p>' if ends else "")

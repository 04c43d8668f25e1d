"""Blocks of the tree as Typst source: one call of a template's function each; templates/print/type.typ says how they look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.model.palette import PALETTE
from builder.print.typst_text import TextWriter, literal
from builder.text import tree
from builder.text.columns import BODY, OPEN, ROOM, columns_of, in_large, labeled
from builder.text.drawn import letters_of, shape_of
from builder.text.tree import has_blank, plain
from builder.text.typeface import FAMILY


@dataclass(frozen=True)
class BlockWriter:
    """Writes blocks. `level` is added to the authors' heading levels, so that a handout can stand inside a book."""

    text: TextWriter
    level: int = 0
    accent: str = PALETTE["teal"].paper.line
    """The colour of the module that the blocks belong to, on paper."""

    def blocks(self, blocks: Sequence[tree.Block], fitted: bool = False) -> str:
        """One call a line. Headings never skip a level, because PDF/UA does not allow it. Where it is `fitted`, the template tells where each block ends."""
        lines: list[str] = []
        depth = 1
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            keep = leads_in(block, following)
            if isinstance(block, tree.Heading):
                depth = min(block.level, depth + 1)
                lines.append(f"#heading(level: {depth + self.level}){self.text.content(block.inlines)}")
            else:
                lines.append(self.block(block, keep))
            if fitted:
                breaks, opens = _flag(not keep and not isinstance(block, tree.Heading)), _flag(isinstance(following, tree.Heading))
                lines.append(f"#between-blocks({index}, breaks: {breaks}, opens: {opens})")
        return "\n".join(lines)

    def block(self, block: tree.Block, keep: bool = False) -> str:
        match block:
            case tree.Paragraph(inlines):
                return self.paragraph(inlines, keep)
            case tree.List() if keep or stays_whole(block):
                return f"#together(keep: {_flag(keep)}, whole: {_flag(stays_whole(block))})[{self.items(block)}]"
            case tree.List():
                return self.items(block)
            case tree.Quote(blocks):
                return f"#quotation[\n{self.nested(blocks)}\n]"
            case tree.Table():
                return self.table(block)
            case tree.Lines(field):
                return f"#room-to-write({self.name(field)}, {self.asked(block)}, {field.rows})"
            case tree.Scale():
                return self.scale(block)
            case tree.Rule():
                return "#thin-rule()"
            case tree.Included(_, blocks):
                return f"#passage(whole: {is_short(blocks)})[\n{self.nested(blocks)}\n]"
            case tree.Drawing():
                return self.drawing(block)
            case _:
                raise TypeError(f"the print writer does not know {type(block).__name__}")

    def name(self, field: tree.Field) -> str:
        return literal(self.text.prefix + field.name)

    def nested(self, blocks: Sequence[tree.Block]) -> str:
        """Blocks inside another element: headings have no place in the outline there."""
        written = (f"#para[#strong{self.text.content(b.inlines)}]" if isinstance(b, tree.Heading) else self.block(b) for b in blocks)
        return "\n".join(written)

    def paragraph(self, inlines: Sequence[tree.Inline], keep: bool = False) -> str:
        told = [*(["keep: true"] if keep else []), *(["whole: false"] if len(plain(tuple(inlines))) > SHORT else [])]
        return f"#para({', '.join(told)}){self.text.content(inlines)}"

    def items(self, block: tree.List) -> str:
        tight = _flag(all(is_tight(item) for item in block.items))
        ticks = ", ".join(f"({self.name(item.tick)},)" if item.tick else "none" for item in block.items)
        inner = "".join(self.item(item) for item in block.items)
        if any(item.tick for item in block.items):
            return f"#tick-list(({ticks},), tight: {tight}){inner}"
        if block.start is not None:
            return f"#numbered({block.start}, tight: {tight}){inner}"
        return f"#bullets(tight: {tight}){inner}"

    def item(self, item: tree.Item) -> str:
        if len(item.blocks) == 1 and isinstance(item.blocks[0], tree.Paragraph):
            return self.text.content(item.blocks[0].inlines)
        return f"[{self.nested(unwrapped(item.blocks))}]"

    def asked(self, block: tree.Lines | tree.Scale) -> str:
        """What stands above room to write."""
        return self.text.content(block.prompt) if block.prompt else literal(block.field.label)

    def scale(self, block: tree.Scale) -> str:
        field = block.field
        steps = ", ".join(map(str, field.steps))
        return f"#scale({self.name(field)}, {self.asked(block)}, ({steps},), {literal(field.low_label)}, {literal(field.high_label)})"

    def drawing(self, block: tree.Drawing) -> str:
        places = "".join(
            f"(name: {self.name(one.field)}, label: {literal(one.field.label)}, rows: {one.field.rows}, "
            f"left: {one.left:.4f}, top: {one.top:.4f}, width: {one.width:.4f}, height: {one.height:.4f}), "
            for one in block.places
        )
        written = f", places: ({places})" if places else ""
        shape = f"{shape_of(block.svg):.3f}, letters: {letters_of(block.svg):.4f}"
        return f"#drawing({literal(in_print(block.svg, self.accent))}, {literal(block.words)}, {shape}{written})"

    def table(self, block: tree.Table) -> str:
        wide = in_large(block)
        asked = {field.what for field in tree.fields_in((block,))}
        told = f"fill: {_flag(bool(asked))}, marks: {_flag(bool(asked) and asked <= MARKS)}, whole: {is_short((block,))}"
        head = "".join(f"({self.text.content(cell)})," for cell in block.head)
        rows = "".join(f"\n  ({''.join(self.cell(cell) for cell in row)})," for row in labeled(block))
        columns = f"{shares(columns_of(block, BODY).shares(ROOM))}, wide: {shares(wide) if wide else 'none'}"
        return f"#grid-table({columns}, {told}, head: ({head}), rows: ({rows}\n))"

    def cell(self, cell: tuple[tree.Inline, ...]) -> str:
        """A cell is `(words, field, lines)`: content, the name of the field that fills it, or none, and how many lines it gets where it is no cell."""
        match cell:
            case (tree.Blank(field),):
                return f"([], {self.name(field)}, {2 if field.what in OPEN else 1}),"
            case _:
                return f"({self.text.content(cell)}, none, 0),"


MARKS = frozenset(("number", "tally", "letter", "date", "time"))
"""What a blank may ask for that needs no high row."""


def _flag(yes: bool) -> str:
    return "true" if yes else "false"


def shares(widths: Sequence[float]) -> str:
    """Columns of Typst."""
    return f"({', '.join(f'{width:.1f}fr' for width in widths)},)"


def unwrapped(blocks: Sequence[tree.Block]) -> tuple[tree.Block, ...]:
    """The blocks of a list item; a passage stands there without a frame of its own."""
    return tuple(inner for block in blocks for inner in (block.blocks if isinstance(block, tree.Included) else (block,)))


GRAY = "#595959"
"""Of drawings on paper."""


def in_print(svg: str, accent: str = PALETTE["teal"].paper.line) -> str:
    """A drawing for paper: its words in the font of the page, its paints those of paper; `accent` is the module's colour."""
    svg = re.sub(r'font-family="[^"]*"', f'font-family="{FAMILY}"', svg)
    return re.sub(r'(fill|stroke)="(teal|gray)"', lambda found: f'{found[1]}="{accent if found[2] == "teal" else GRAY}"', svg)


def is_short(blocks: Sequence[tree.Block]) -> str:
    """`true` for what is never split between two pages."""
    return _flag(len(plain(tuple(blocks))) <= LONG)


def is_tight(item: tree.Item) -> bool:
    return len(item.blocks) == 1 and isinstance(item.blocks[0], tree.Paragraph) and not has_blank(item.blocks)


def ends_in_blank(inlines: Sequence[tree.Inline]) -> tuple[tuple[tree.Inline, ...], tree.Blank, str] | None:
    """What comes before a blank that ends the paragraph, the blank, and the full stop after it; None when it does not end so, or holds others."""
    parts = tuple(inlines)
    after = ""
    if parts and isinstance(parts[-1], tree.Words) and len(parts[-1].text.strip()) <= 1:
        after, parts = parts[-1].text.rstrip(), parts[:-1]
    if not parts or not isinstance(parts[-1], tree.Blank) or has_blank(parts[:-1]):
        return None
    return parts[:-1], parts[-1], after


LONG = 900
"""So many letters of a box or a table may not have room on one page of large print: it is split where the page ends."""
FEW, SHORT, LINE = 5, 500, 160
"""A list of so many items, with so many letters in all, is read at one glance: it is never split, and stays with what it leads to; words of a line or two with a
drawing or a passage."""


def stays_whole(block: tree.List) -> bool:
    return len(block.items) <= FEW and len(plain((block,))) <= SHORT


def leads_in(block: tree.Block, following: tree.Block | None) -> bool:
    """True for what only makes sense with what follows: it must not be left behind at the foot of a page."""
    match block, following:
        case (_, None):
            return False
        case tree.List(), _:
            return stays_whole(block) and is_room(following)
        case tree.Paragraph(), tree.Included() | tree.Drawing(places=()):
            return len(plain((block,))) <= LINE
        case tree.Paragraph(), _:
            return _asks(block, following)
        case _:
            return False


def _asks(block: tree.Paragraph, following: tree.Block | None) -> bool:
    """Whether words want an answer, or what they announce, right under them."""
    if is_room(following) or (isinstance(following, tree.List) and any(item.tick for item in following.items)):
        return True
    if has_blank((block,)):
        return isinstance(following, tree.Paragraph) and has_blank((following,)) and len(plain((block, following))) <= LINE
    if len(block.inlines) == 1 and isinstance(block.inlines[0], tree.Strong):
        return True
    ends = plain((block,)).rstrip("”’\"')").endswith((":", "?"))
    return isinstance(following, tree.Table) or (ends and isinstance(following, tree.List | tree.Paragraph | tree.Quote))


def is_room(block: tree.Block | None) -> bool:
    """Whether it is a place to write by itself: lines, a scale, a drawing with boxes."""
    return isinstance(block, tree.Lines | tree.Scale) or (isinstance(block, tree.Drawing) and bool(block.places))

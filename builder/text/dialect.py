"""The parser: CommonMark and pipe tables, plus fields, citations, passages and drawings; raw HTML, other pictures and code blocks are refused.

markdown-it-py, with the rules in `marks`, makes tokens that keep their lines; the readers here and in `inlines` turn them into the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from builder.finding import Finding, nearest, shortened
from builder.planner.words import counted
from builder.text.drawn import marked, without_marks
from builder.text.fields import CellLabel, Fields
from builder.text.foreign import foreign_marks
from builder.text.inlines import NO_HTML, InlineReader, groups
from builder.text.inserts import NOTHING, Inserts, UnusableDrawing
from builder.text.marks import DEEPEST, LONGEST, MARKDOWN, TOO_LONG
from builder.text.rooms import RoomReader, is_room
from builder.text.spots import Spot, Spots
from builder.text.tree import (
    Block,
    Document,
    Drawing,
    DrawnField,
    Heading,
    Included,
    Item,
    List,
    Paragraph,
    Quote,
    Rule,
    Table,
    fields_in,
    plain,
    relined,
)
from builder.text.unseen import is_seen

_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Parsed:
    document: Document
    findings: tuple[Finding, ...]


def parse(text: str, file: str, first_line: int = 1, inserts: Inserts = NOTHING) -> Parsed:
    """Parse an author's Markdown that starts at `first_line` of `file`; `inserts` holds what its marks stand for.

    Findings: `character-unseen`, `too-large`, `raw-html`, `markup-unknown`, `markup-foreign`, `heading-empty`, `field-mark`, `field-label`, `field-label-twice`, `insert-mark`, `word-unknown`, `word-empty`, `word-audience`, `passage-unknown`, `passage-audience`,
    `line-unknown`, `pause-mark`, `drawing-missing`, `drawing-unsafe`. What could not be read is left out of the tree.
    """
    spots = Spots(text, file, first_line)
    environment: dict[str, Any] = {}
    tokens = MARKDOWN.parse(text, environment)
    _definitions(spots, environment)
    for row in environment.get(TOO_LONG, ()):
        message, hint = f"a paragraph of more than {LONGEST:,} letters begins here", "part it, with an empty line between"
        spots.refuse("too-large", spots.start(row + first_line), message, hint)
    for line, column, message, hint in foreign_marks(text, inserts.to_fill):
        spots.refuse("markup-foreign", (line + first_line - 1, column), message, hint)
    blocks = () if _too_deep(spots, tokens) else tuple(_BlockReader(spots, inserts).blocks(tokens))
    return Parsed(Document(blocks), tuple(spots.findings))


def _definitions(spots: Spots, environment: dict[str, Any]) -> None:
    """What the parser would pass over in silence."""
    for name, definition in environment.get("references", {}).items():
        spot = spots.start(definition["map"][0] + spots.first_line)
        hint = "write a link where it belongs, as [words](address); for a note, write it without the brackets"
        spots.refuse("markup-unknown", spot, f"'[{shortened(name.lower())}]: ...' would not be shown", hint)


def _too_deep(spots: Spots, tokens: Sequence[Token]) -> bool:
    for token in tokens:
        if max([token.level, *(child.level for child in token.children or [])]) > DEEPEST:
            message = "too many lists, quotations or stars stand inside each other here"
            spots.refuse("markup-unknown", spots.start(spots.line_of(token)), message, "keep to a list inside a list")
            return True
    return False


class _BlockReader:
    """Turns markdown-it's flat token list into the tree."""

    def __init__(self, spots: Spots, inserts: Inserts):
        self.spots, self.inserts = spots, inserts
        self.fields = Fields(spots)
        self.inlines = InlineReader(spots, self.fields, inserts).read
        self.rooms = RoomReader(spots, self.fields, self.inlines).read
        self.level = 1
        """Of the heading above."""

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for token, inner in groups(tokens):
            yield from self.block(token, inner)

    def block(self, token: Token, inner: Sequence[Token]) -> Iterator[Block]:
        line = self.spots.line_of(token)
        match token.type:
            case "heading_open":
                yield self.heading(token, inner[0], line)
            case "paragraph_open":
                yield from self.paragraph(inner[0], line)
            case "bullet_list_open" | "ordered_list_open":
                start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
                yield List(tuple(self.item(held) for _, held in groups(inner)), start, line)
            case "blockquote_open":
                yield Quote(tuple(self.blocks(inner)), line)
            case "table_open":
                yield self.table(inner, line)
            case "hr":
                yield Rule(line)
            case "html_block":
                self.refuse("raw-html", line, "raw HTML does not reach print or files", NO_HTML)
            case "fence" | "code_block":
                self.refuse("markup-unknown", line, "a code block has no place in a page for people", "indent less, or use a quotation or a list")
            case _:
                hint = "use headings, paragraphs, lists, tables, quotations"
                self.refuse("markup-unknown", line, f"'{token.type}' is not part of the dialect", hint)

    def refuse(self, code: str, line: int, message: str, hint: str) -> None:
        """For what is wrong with a line as a whole."""
        self.spots.refuse(code, self.spots.start(line), message, hint)

    def heading(self, token: Token, inline: Token, line: int) -> Heading:
        told = len(self.spots.findings)
        self.only_words(inline, "a heading")
        inlines = self.inlines(inline)
        if len(self.spots.findings) == told and not is_seen(plain(inlines)):
            self.refuse("heading-empty", line, "this heading has no words", "write what stands below it in a few words, or take the line out")
        self.heading_level(token, line)
        return Heading(int(token.tag[1]), inlines, line)

    def heading_level(self, token: Token, line: int) -> None:
        """The page's title is its first level; an outline that skips one cannot be read aloud, and no accessible PDF can be made of it."""
        level = int(token.tag[1])
        if level == 1:
            self.refuse("markup-unknown", line, "a heading with one # is the page's title, which stands in the front matter", "write ##")
        elif token.level == 0 and level > self.level + 1:
            message = f"this heading skips a level: {'#' * level} after {'#' * self.level}"
            self.refuse("markup-unknown", line, message, f"write {'#' * (self.level + 1)}")
        if token.level == 0:
            self.level = level

    def paragraph(self, inline: Token, line: int) -> Iterator[Block]:
        children = inline.children or []
        alone = children[0] if len(children) == 1 else None
        if alone and alone.type == "mark" and alone.meta["kind"] == "insert" and alone.content.split()[:1] == ["passage"]:
            yield from self.passage(alone, self.spots.mark(inline, alone))
            return
        if alone and alone.type == "image":
            yield from self.drawing(alone, self.spots.mark(inline, alone))
            return
        if any(map(is_room, children)):
            yield from self.rooms(inline)
            return
        self.not_a_table(inline)
        yield Paragraph(self.inlines(inline), line)

    def passage(self, token: Token, spot: Spot) -> Iterator[Block]:
        """The wording of a passage for the audience of this page."""
        inserts, name = self.inserts, " ".join(token.content.split()[1:])
        if name in inserts.passages:
            yield Included(name, relined(inserts.passages[name], *spot), spot[0])
        elif name in inserts.known:
            wording = "Staff" if inserts.audience == "staff" else "Participants" + (f" ({inserts.language})" if inserts.language != "en" else "")
            hint = f"write the part '## {wording}' in curriculum/passages/{name}.md, or take the mark out"
            self.spots.refuse("passage-audience", spot, f"the passage '{name}' has no wording for this page's readers", hint)
        else:
            self.spots.refuse("passage-unknown", spot, f"there is no passage '{shortened(name)}'", nearest(name, inserts.known))

    def drawing(self, token: Token, spot: Spot) -> Iterator[Block]:
        """`![words](name.svg)` alone in its paragraph."""
        words = " ".join(token.content.split())
        if not words:
            message = "a drawing needs words that stand for it, for people who do not see it"
            self.spots.refuse("drawing-missing", spot, message, "write ![what the drawing shows](name.svg)")
            return
        try:
            svg = self.inserts.drawing(str(token.attrs.get("src", "")))
        except UnusableDrawing as problem:
            self.spots.refuse(problem.code, spot, problem.message, problem.hint)
            return
        places = tuple(DrawnField(field, *one.box) for one in marked(svg) if (field := self.fields.drawn(one.field, spot)))
        yield Drawing(without_marks(svg), words, spot[0], places)

    def not_a_table(self, inline: Token) -> None:
        """A line that begins with an upright bar was meant for a table."""
        for row, content in enumerate(inline.content.split("\n")):
            if content.lstrip().startswith("|"):
                hint = "under the head stands a line like | --- | --- |, with as many cells as the head, and an empty line above the table"
                self.refuse("markup-unknown", self.spots.line_of(inline) + row, "this looks like a table, but cannot be read as one", hint)
                return

    def only_words(self, inline: Token, where: str) -> None:
        """Fields and citations are lost where a heading is listed or a column named; refuse them and take them out."""
        for mark in inline.children or []:
            kind = mark.meta["kind"] if mark.type == "mark" else ""
            if kind == "insert" and mark.content.split()[:1] in (["passage"], ["line"]):
                refused = "insert-mark", f"a passage or crisis line cannot stand in {where}", "put it below"
            elif kind == "pause":
                refused = "pause-mark", f"a pause cannot stand in {where}", "put it at the end of the sentence before it"
            elif kind == "cite":
                refused = "cite-mark", f"a citation cannot stand in {where}", "cite in the text below"
            elif kind in ("blank", "block"):
                refused = "field-mark", f"a field cannot stand in {where}", "write the label here, and put the field below it"
            else:
                continue
            code, message, hint = refused
            self.spots.refuse(code, self.spots.mark(inline, mark), message, hint)
            mark.type, mark.content = "text", ""

    def item(self, inner: Sequence[Token]) -> Item:
        inline = inner[1] if len(inner) > 1 and inner[0].type == "paragraph_open" else None
        children = inline.children or [] if inline is not None else []
        if inline is None or not children or children[0].type != "mark" or children[0].meta["kind"] != "tick":
            return Item(tuple(self.blocks(inner)))
        spot = self.spots.of(inline, 0)
        if children[0].content.strip():
            self.spots.refuse("markup-foreign", spot, "this box is ticked already, and would be printed empty", "write - [ ] for a box to tick")
        inline.children = children[2:] if len(children) > 1 and children[1].type == "softbreak" else children[1:]
        if inline.children:
            inline.children[0].content = inline.children[0].content.lstrip()
        blocks = tuple(self.blocks(inner))
        label = plain(blocks[:1]) or next((field.label for field in fields_in(blocks)), "")
        if not label:
            self.spots.refuse("field-label", spot, "a tick box needs words, which screen readers say aloud", "write - [ ] and what is ticked")
            return Item(blocks)
        return Item(blocks, self.fields.field("tick", label, spot, unique=False))

    def table(self, tokens: Sequence[Token], line: int) -> Table:
        rows: list[list[Token]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token)
        for row in rows:
            self.place_cells(row)
        for cell in rows[0]:
            self.only_words(cell, "the head of a table")
        head = tuple(self.inlines(cell) for cell in rows[0])
        heads = [plain(cell) for cell in head]
        unnamed = sum(_to_fill(row[0]) for row in rows[1:]) > 1
        body = []
        for number, row in enumerate(rows[1:], 1):
            first = self.inlines(row[0], CellLabel(_cell_label("", heads, 0, number if unnamed else 0), number))
            name = "" if _to_fill(row[0]) else plain(first)
            shown = number if unnamed and not name else 0
            labels = [CellLabel(_cell_label(name, heads, column, shown), number) for column in range(len(row))]
            body.append((first, *(self.inlines(cell, labels[column]) for column, cell in enumerate(row) if column)))
        return Table(head, tuple(body), line)

    def place_cells(self, row: Sequence[Token]) -> None:
        """Note where each cell begins; report a row whose cells are not as many as the head's."""
        line = self.spots.line_of(row[0])
        source = self.spots.source(line)
        end = 0
        for cell in row:
            written = cell.content.replace("|", "\\|")
            start = max(source.find(written, end), end)
            self.spots.cells[id(cell)] = start
            end = start + len(written)
        bars = source.strip(" \t>")
        cells = len(_BAR.findall(bars)) + 1 - bars.startswith("|") - (bars.endswith("|") and not bars.endswith("\\|"))
        if cells != len(row):
            extra, missing = "take the extra cell out, or write \\| for an upright bar inside a text", "add the missing cells, empty ones too"
            hint = extra if cells > len(row) else f"{missing}; text after a table needs an empty line before it"
            self.refuse("markup-unknown", line, f"this row has {counted(cells, 'cell')}, the head of the table has {len(row)}", hint)


def _to_fill(cell: Token) -> bool:
    """True for a cell that holds a blank, or nothing at all: it does not name its row."""
    return not cell.content or any(child.type == "mark" and child.meta["kind"] == "blank" for child in cell.children or [])


def _cell_label(row: str, heads: list[str], column: int, number: int) -> str:
    """Row and column by their heads; `number` stands in for a row that has none, unless it is 0."""
    head = heads[column] if column < len(heads) else ""
    return ", ".join(part for part in (row, head, f"row {number}" if number and head else "") if part)

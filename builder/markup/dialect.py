"""The parser: CommonMark and pipe tables, plus fields, citations, passages and drawings; raw HTML, other pictures and code blocks are refused.

markdown-it-py, with the rules in `marks`, makes tokens that keep their lines; the reader here turns them into the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from markdown_it.token import Token

from builder.finding import Finding, Place, nearest, shortened
from builder.markup.foreign import foreign_marks
from builder.markup.inserts import NOTHING, Inserts, UnusableDrawing
from builder.markup.marks import DEEPEST, MARKDOWN
from builder.markup.tree import (
    Blank,
    Block,
    Break,
    Cite,
    Code,
    Danger,
    Document,
    Drawing,
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
    Quote,
    Rule,
    Scale,
    Strong,
    Table,
    Words,
    fields_in,
    plain,
    relined,
)
from builder.planner.words import counted

_BLANK = re.compile(r"_{3,}\s*(?P<label>.*)\Z", re.S)
_LINES = re.compile(r"lines\s+(?P<rows>[0-9]{1,3})\s*:\s*(?P<label>.+)\Z", re.S)
_SCALE = re.compile(
    r"scale\s+(?P<low>[0-9]{1,3})\s*-\s*(?P<high>[0-9]{1,3})\s*:\s*(?P<label>[^|]+?)(?:\|(?P<low_label>[^|]*)\|(?P<high_label>[^|]*))?\Z", re.S
)
_ONE_CITE = r"@[a-z0-9-]+(?:\s*,[^;@]*[^;@\s])?"
_CITE = re.compile(rf"{_ONE_CITE}(?:\s*;\s*{_ONE_CITE})*\s*\Z")
_BAR = re.compile(r"(?<!\\)\|")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

_NO_HTML = "take it out; an empty line begins a new paragraph, **two stars** make bold, *one* makes italics"


@dataclass(frozen=True)
class Parsed:
    document: Document
    findings: tuple[Finding, ...]


def parse(text: str, file: str, first_line: int = 1, inserts: Inserts = NOTHING) -> Parsed:
    """Parse an author's Markdown that starts at `first_line` of `file`; `inserts` holds what its marks stand for.

    Findings: `raw-html`, `markup-unknown`, `markup-foreign`, `field-mark`, `field-label`, `field-label-twice`, `insert-mark`, `passage-unknown`, `passage-audience`,
    `line-unknown`, `drawing-missing`, `drawing-unsafe`. What could not be read is left out of the tree.
    """
    reader = _Reader(text, file, first_line, inserts)
    environment: dict[str, Any] = {}
    tokens = MARKDOWN.parse(text, environment)
    reader.definitions(environment)
    reader.foreign(text)
    blocks = () if reader.too_deep(tokens) else tuple(reader.blocks(tokens))
    return Parsed(Document(blocks), tuple(reader.findings))


@dataclass(frozen=True)
class _Cell:
    """What a blank in a table cell is called when it has no label of its own; `row` counts from 1."""

    label: str
    row: int


class _Reader:
    """Turns markdown-it's flat token list into the tree."""

    def __init__(self, text: str, file: str, first_line: int, inserts: Inserts):
        self.inserts = inserts
        self.lines = text.split("\n")
        self.file = file
        self.first_line = first_line
        self.findings: list[Finding] = []
        self.level = 1
        """Of the heading above."""
        self.names: dict[str, Field] = {}
        self.labels: dict[str, Field] = {}
        self.cells: dict[int, int] = {}
        """Where in its line a table cell begins, by the id of its token."""

    # what the parser would pass over in silence

    def definitions(self, environment: dict[str, Any]) -> None:
        for name, definition in environment.get("references", {}).items():
            line = definition["map"][0] + self.first_line
            self.refuse("markup-unknown", line, self.indent(line), f"'[{shortened(name.lower())}]: ...' would not be shown",
                        "write a link where it belongs, as [words](address); for a note, write it without the brackets")  # fmt: skip

    def foreign(self, text: str) -> None:
        for line, column, message, hint in foreign_marks(text, self.inserts.to_fill):
            self.refuse("markup-foreign", line + self.first_line - 1, column, message, hint)

    def too_deep(self, tokens: Sequence[Token]) -> bool:
        for token in tokens:
            deepest = max([token.level, *(child.level for child in token.children or [])])
            if deepest > DEEPEST:
                line = self.line(token)
                self.refuse("markup-unknown", line, self.indent(line), "too many lists, quotations or stars stand inside each other here",
                            "keep to a list inside a list")  # fmt: skip
                return True
        return False

    # places

    def line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + self.first_line

    def source(self, line: int) -> str:
        row = line - self.first_line
        return self.lines[row] if row < len(self.lines) else ""

    def indent(self, line: int) -> int:
        """The column of the first character of a line that says something."""
        source = self.source(line)
        return len(source) - len(source.lstrip(" \t>") or source) + 1

    def spot(self, token: Token, position: int) -> tuple[int, int]:
        """Line and column, from 1, of a character of an inline token's content."""
        before = token.content[:position]
        line = self.line(token) + before.count("\n")
        if id(token) in self.cells:
            return line, self.cells[id(token)] + position + before.count("|") + 1
        content = token.content.split("\n")[before.count("\n")]
        indent = len(content) - len(content.lstrip())
        in_row = position - (before.rfind("\n") + 1)
        return line, max(self.source(line).rfind(content.strip()) - indent, 0) + in_row + 1

    def refuse(self, code: str, line: int, column: int, message: str, hint: str) -> None:
        self.findings.append(Finding(Place(self.file, line, column), code, message, hint))

    # blocks

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            end = _closing(tokens, index)
            inner = tokens[index + 1 : end]
            yield from self.block(token, inner)
            index = end + 1

    def block(self, token: Token, inner: Sequence[Token]) -> Iterator[Block]:
        line = self.line(token)
        match token.type:
            case "heading_open":
                self.only_words(inner[0], "a heading")
                self.heading_level(token, line)
                yield Heading(int(token.tag[1]), self.inlines(inner[0]), line)
            case "paragraph_open":
                yield from self.paragraph(inner[0], line)
            case "bullet_list_open" | "ordered_list_open":
                start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
                yield List(tuple(self.items(inner)), start, line)
            case "blockquote_open":
                yield Quote(tuple(self.blocks(inner)), line)
            case "table_open":
                yield self.table(inner, line)
            case "hr":
                yield Rule(line)
            case "html_block":
                self.refuse("raw-html", line, self.indent(line), "raw HTML does not reach print or files", _NO_HTML)
            case "fence" | "code_block":
                self.refuse("markup-unknown", line, self.indent(line), "a code block has no place in a page for people",
                            "indent less, or use a quotation or a list")  # fmt: skip
            case _:
                self.refuse(
                    "markup-unknown",
                    line,
                    self.indent(line),
                    f"'{token.type}' is not part of the dialect",
                    "use headings, paragraphs, lists, tables, quotations",
                )

    def heading_level(self, token: Token, line: int) -> None:
        """The page's title is its first level; an outline that skips one cannot be read aloud, and no accessible PDF can be made of it."""
        level = int(token.tag[1])
        if level == 1:
            self.refuse(
                "markup-unknown", line, self.indent(line), "a heading with one # is the page's title, which stands in the front matter", "write ##"
            )
        elif token.level == 0 and level > self.level + 1:
            self.refuse("markup-unknown", line, self.indent(line), f"this heading skips a level: {'#' * level} after {'#' * self.level}",
                        f"write {'#' * (self.level + 1)}")  # fmt: skip
        if token.level == 0:
            self.level = level

    def paragraph(self, inline: Token, line: int) -> Iterator[Block]:
        alone = inline.children[0] if inline.children and len(inline.children) == 1 else None
        if alone and alone.type == "mark" and alone.meta["kind"] == "insert" and alone.content.split()[:1] == ["passage"]:
            yield from self.passage(alone, *self.spot(inline, alone.meta["pos"]))
            return
        if alone and alone.type == "image":
            yield from self.drawing(alone, *self.spot(inline, alone.meta["pos"]))
            return
        marks = [child for child in inline.children or [] if child.type == "mark" and child.meta["kind"] == "block"]
        if not marks:
            self.not_a_table(inline)
            yield Paragraph(self.inlines(inline), line)
            return
        others = [c for c in inline.children or [] if c not in marks and c.type != "softbreak" and (c.content.strip() or c.type == "mark")]
        if others:
            at = self.spot(inline, marks[0].meta["pos"])
            self.refuse("field-mark", *at, "[lines ...] and [scale ...] stand alone on their line", "put an empty line before and after it")
        for mark in marks:
            yield from self.room(mark, inline)

    def passage(self, token: Token, line: int, column: int) -> Iterator[Block]:
        """The wording of a passage for the audience of this page."""
        inserts, name = self.inserts, " ".join(token.content.split()[1:])
        if name in inserts.passages:
            yield Included(name, relined(inserts.passages[name], line, column), line)
        elif name in inserts.known:
            wording = "Staff" if inserts.audience == "staff" else "Participants" + (f" ({inserts.language})" if inserts.language != "en" else "")
            self.refuse("passage-audience", line, column, f"the passage '{name}' has no wording for this page's readers",
                        f"write the part '## {wording}' in curriculum/passages/{name}.md, or take the mark out")  # fmt: skip
        else:
            self.refuse("passage-unknown", line, column, f"there is no passage '{shortened(name)}'", nearest(name, inserts.known))

    def line_of_help(self, token: Token, line: int, column: int) -> Iterator[Inline]:
        """`{{line 988}}`: the name of a crisis line and how to reach it."""
        inserts, words = self.inserts, token.content.split()
        if len(words) == 2 and words[0] == "line":
            if words[1] in inserts.lines:
                yield from relined(inserts.lines[words[1]], line, column)
            else:
                self.refuse("line-unknown", line, column, f"no crisis line has the id '{shortened(words[1])}'", nearest(words[1], inserts.lines))
            return
        hint = "write {{passage withdrawal}} alone in its paragraph or list item, or {{line 988}} in a sentence"
        passage = words[:1] == ["passage"]
        said = "a passage stands alone in its paragraph or list item" if passage else f"'{{{{{shortened(token.content.strip())}}}}}' is not a mark"
        self.refuse("insert-mark", line, column, said, hint)

    def drawing(self, token: Token, line: int, column: int) -> Iterator[Block]:
        """`![words](name.svg)` alone in its paragraph."""
        words, name = " ".join(token.content.split()), str(token.attrs.get("src", ""))
        if not words:
            self.refuse("drawing-missing", line, column, "a drawing needs words that stand for it, for people who do not see it",
                        "write ![what the drawing shows](name.svg)")  # fmt: skip
            return
        try:
            yield Drawing(self.inserts.drawing(name), words, line)
        except UnusableDrawing as problem:
            self.refuse(problem.code, line, column, problem.message, problem.hint)

    def not_a_table(self, inline: Token) -> None:
        """A line that begins with an upright bar was meant for a table."""
        for row, content in enumerate(inline.content.split("\n")):
            if content.lstrip().startswith("|"):
                line = self.line(inline) + row
                self.refuse("markup-unknown", line, self.indent(line), "this looks like a table, but cannot be read as one",
                            "under the head stands a line like | --- | --- |, with as many cells as the head, and an empty line above the table")  # fmt: skip
                return

    def only_words(self, inline: Token, where: str) -> None:
        """Fields and citations are lost where a heading is listed or a column named; refuse them and take them out."""
        for mark in [child for child in inline.children or [] if child.type == "mark" and child.meta["kind"] in ("blank", "block", "cite", "insert")]:
            if mark.meta["kind"] == "insert":
                self.refuse("insert-mark", *self.spot(inline, mark.meta["pos"]), f"a passage or crisis line cannot stand in {where}", "put it below")
                mark.type, mark.content = "text", ""
                continue
            cite = mark.meta["kind"] == "cite"
            self.refuse("cite-mark" if cite else "field-mark", *self.spot(inline, mark.meta["pos"]),
                        f"a {'citation' if cite else 'field'} cannot stand in {where}",
                        "cite in the text below" if cite else "write the label here, and put the field below it")  # fmt: skip
            mark.type, mark.content = "text", ""

    def room(self, mark: Token, inline: Token) -> Iterator[Block]:
        line, column = self.spot(inline, mark.meta["pos"])
        content = " ".join(mark.content.split())
        if found := _LINES.match(content):
            rows = int(found["rows"])
            if not 1 <= rows <= 40:
                self.refuse("field-mark", line, column, f"{rows} lines cannot be printed", "write a number from 1 to 40")
                return
            if field := self.field("lines", found["label"], line, column):
                yield Lines(replace(field, rows=rows))
        elif found := _SCALE.match(content):
            low, high = int(found["low"]), int(found["high"])
            if not low < high <= 100:
                self.refuse("field-mark", line, column, f"a scale from {low} to {high} has no room", "write for example [scale 0-10: label]")
                return
            if field := self.field("scale", found["label"], line, column):
                ends = ((found["low_label"] or "").strip(), (found["high_label"] or "").strip())
                yield Scale(replace(field, low=low, high=high, low_label=ends[0], high_label=ends[1]))
        else:
            self.refuse("field-mark", line, column, f"'[{shortened(content)}]' is not a field that can be read",
                        "write [lines 4: label] or [scale 0-10: label | low end | high end]")  # fmt: skip

    def items(self, tokens: Sequence[Token]) -> Iterator[Item]:
        index = 0
        while index < len(tokens):
            end = _closing(tokens, index)
            inner = list(tokens[index + 1 : end])
            yield self.item(inner)
            index = end + 1

    def item(self, inner: list[Token]) -> Item:
        inline = inner[1] if len(inner) > 1 and inner[0].type == "paragraph_open" else None
        children = inline.children or [] if inline is not None else []
        if inline is None or not children or children[0].type != "mark" or children[0].meta["kind"] != "tick":
            return Item(tuple(self.blocks(inner)))
        line, column = self.spot(inline, 0)
        if children[0].content.strip():
            self.refuse("markup-foreign", line, column, "this box is ticked already, and would be printed empty", "write - [ ] for a box to tick")
        inline.children = children[2:] if len(children) > 1 and children[1].type == "softbreak" else children[1:]
        if inline.children:
            inline.children[0].content = inline.children[0].content.lstrip()
        blocks = tuple(self.blocks(inner))
        label = plain(blocks[:1]) or next((field.label for field in fields_in(blocks)), "")
        if not label:
            self.refuse("field-label", line, column, "a tick box needs words, which screen readers say aloud", "write - [ ] and what is ticked")
            return Item(blocks)
        return Item(blocks, self.field("tick", label, line, column, unique=False))

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
            first = self.inlines(row[0], _Cell(_cell_label("", heads, 0, number if unnamed else 0), number))
            name = "" if _to_fill(row[0]) else plain(first)
            shown = number if unnamed and not name else 0
            labels = [_Cell(_cell_label(name, heads, column, shown), number) for column in range(len(row))]
            body.append((first, *(self.inlines(cell, labels[column]) for column, cell in enumerate(row) if column)))
        return Table(head, tuple(body), line)

    def place_cells(self, row: Sequence[Token]) -> None:
        """Note where each cell begins; report a row whose cells are not as many as the head's."""
        line = self.line(row[0])
        source = self.source(line)
        end = 0
        for cell in row:
            written = cell.content.replace("|", "\\|")
            start = max(source.find(written, end), end)
            self.cells[id(cell)] = start
            end = start + len(written)
        bars = source.strip(" \t>")
        cells = len(_BAR.findall(bars)) + 1 - bars.startswith("|") - (bars.endswith("|") and not bars.endswith("\\|"))
        if cells != len(row):
            message = f"this row has {counted(cells, 'cell')}, the head of the table has {len(row)}"
            hint = "take the extra cell out, or write \\| for an upright bar inside a text" if cells > len(row) else (
                "add the missing cells, empty ones too; text after a table needs an empty line before it")  # fmt: skip
            self.refuse("markup-unknown", line, self.indent(line), message, hint)

    # inlines

    def inlines(self, inline: Token, cell: _Cell | None = None) -> tuple[Inline, ...]:
        return tuple(_joined(self.inline_nodes(list(inline.children or []), inline, cell)))

    def inline_nodes(self, tokens: list[Token], inline: Token, cell: _Cell | None) -> Iterator[Inline]:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            end = _closing(tokens, index)
            inner = tuple(_joined(self.inline_nodes(tokens[index + 1 : end], inline, cell)))
            index = end + 1
            match token.type:
                case "text":
                    if token.content:
                        yield Words(token.content)
                case "softbreak":
                    yield Words(" ")
                case "hardbreak":
                    yield Break()
                case "strong_open":
                    yield Strong(inner)
                case "em_open":
                    yield Emphasis(inner)
                case "code_inline":
                    yield Code(token.content)
                case "link_open":
                    yield Link(str(token.attrs.get("href", "")), inner, *self.spot(inline, token.meta.get("pos", 0)))
                case "mark":
                    yield from self.mark(token, inline, cell)
                case "html_inline":
                    message = f"raw HTML ({shortened(token.content)}) does not reach print or files"
                    self.refuse("raw-html", *self.spot(inline, token.meta["pos"]), message, _NO_HTML)
                case "image":
                    place = self.spot(inline, token.meta["pos"])
                    self.refuse("markup-unknown", *place, "a drawing stands alone in its paragraph", "put an empty line before and after it")
                case _:
                    self.refuse("markup-unknown", self.line(inline), 1, f"'{token.type}' is not part of the dialect", "write it as plain words")

    def mark(self, token: Token, inline: Token, cell: _Cell | None) -> Iterator[Inline]:
        line, column = self.spot(inline, token.meta["pos"])
        content = " ".join(token.content.split())
        match token.meta["kind"]:
            case "cite" if _CITE.match(content):
                parts = [part.strip().removeprefix("@").partition(",") for part in content.split(";")]
                locators = tuple(locator.strip() for _, _, locator in parts)
                yield Cite(tuple(name.strip() for name, _, _ in parts), line, column, locators if any(locators) else ())
            case "cite" | "cited":
                shown = shortened(content if token.meta["kind"] == "cited" else f"[{content}]")
                self.refuse(
                    "cite-mark",
                    line,
                    column,
                    f"'{shown}' is not a citation that can be read",
                    "write [@source-id], [@source-id, ch. 3] or [@one; @two], with ids from sources.yml",
                )
            case "block":
                hint = "write [____] in a table" if cell else "put an empty line before and after it"
                self.refuse("field-mark", line, column, "[lines ...] and [scale ...] stand alone on their line", hint)
            case "tick":
                self.refuse("field-mark", line, column, "a tick box stands at the beginning of a list item", "write - [ ] label on a line of its own")
            case "field":
                self.refuse("field-mark", line, column, f"'{shortened(content)}' is not a field that can be read",
                            "write [____ label], [lines 4: label], [scale 0-10: label] or - [ ] label")  # fmt: skip
            case "insert":
                yield from self.line_of_help(token, line, column)
            case "danger" if cell and self.inserts.audience == "staff":
                yield Danger(line, column)
            case "danger" if cell:
                self.refuse("danger-row", line, column, "[!] marks what staff listen for, and has no place on a page for participants", "take it out")
            case "danger":
                self.refuse("danger-row", line, column, "[!] marks a row of a table", "put it at the beginning of the row's first cell")
            case "link":
                self.refuse("markup-unknown", line, column, "a link ends here that cannot be read",
                            "write [words](module/session) or [words](https://...), without spaces in the address")  # fmt: skip
            case _:
                yield from self.blank(content, line, column, cell)

    def blank(self, content: str, line: int, column: int, cell: _Cell | None) -> Iterator[Blank]:
        found = _BLANK.match(content)
        label = found["label"].strip() if found else ""
        if not label and cell:
            taken = cell.label.lower() in self.labels
            label = f"{cell.label}, row {cell.row}" if taken else cell.label
        if not label:
            self.refuse("field-label", line, column, "a blank needs a label, which screen readers say aloud", "write [____ what goes here]")
            return
        if field := self.field("blank", label, line, column):
            yield Blank(field)

    def field(self, kind: Literal["blank", "lines", "scale", "tick"], label: str, line: int, column: int, unique: bool = True) -> Field | None:
        label = " ".join(label.split())
        if unique and label.lower() in self.labels:
            first = self.labels[label.lower()]
            self.refuse(
                "field-label-twice", line, column, f"two fields are called '{label}'; the first is on line {first.line}", "give each its own label"
            )
            return None
        base = _NOT_SLUG.sub("-", label.lower()).strip("-")[:60].strip("-") or kind
        name, number = base, 2
        while name in self.names:
            name, number = f"{base}-{number}", number + 1
        field = Field(kind, name, label, line, column)
        self.names[name] = field
        self.labels.setdefault(label.lower(), field)
        return field


def _closing(tokens: Sequence[Token], index: int) -> int:
    """Index of the token that closes the one at `index`; the same index for a token that holds nothing."""
    if tokens[index].nesting != 1:
        return index
    depth = 0
    for position in range(index, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1


def _to_fill(cell: Token) -> bool:
    """True for a cell that holds a blank, or nothing at all: it does not name its row."""
    return not cell.content or any(child.type == "mark" and child.meta["kind"] == "blank" for child in cell.children or [])


def _cell_label(row: str, heads: list[str], column: int, number: int) -> str:
    """Row and column by their heads; `number` stands in for a row that has none, unless it is 0."""
    head = heads[column] if column < len(heads) else ""
    return ", ".join(part for part in (row, head, f"row {number}" if number and head else "") if part)


def _joined(inlines: Iterator[Inline]) -> Iterator[Inline]:
    """Neighbouring words as one."""
    pending = ""
    for inline in inlines:
        if isinstance(inline, Words):
            pending += inline.text
            continue
        if pending:
            yield Words(pending)
            pending = ""
        yield inline
    if pending:
        yield Words(pending)

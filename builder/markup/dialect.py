"""The parser: CommonMark and pipe tables, plus fields and citations; raw HTML, images and code blocks are refused.

CommonMark is parsed by markdown-it-py, which keeps line numbers; the writers' own marks are inline rules of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from builder.finding import Finding, Place
from builder.markup.tree import (
    Blank,
    Block,
    Break,
    Cite,
    Code,
    Document,
    Emphasis,
    Field,
    Heading,
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
    plain,
)

_MARK = re.compile(r"\[(?:(?P<blank>_{3,}[^\]\n]*)|(?P<cite>@[^\]\n]*)|(?P<block>(?:lines|scale)\b[^\]]*))\]")
_BLANK = re.compile(r"_{3,}\s*(?P<label>.*)\Z")
_LINES = re.compile(r"lines\s+(?P<rows>[0-9]+)\s*:\s*(?P<label>.+)\Z", re.S)
_SCALE = re.compile(
    r"scale\s+(?P<low>[0-9]+)\s*-\s*(?P<high>[0-9]+)\s*:\s*(?P<label>[^|]+?)(?:\|(?P<low_label>[^|]*)\|(?P<high_label>[^|]*))?\Z", re.S
)
_CITE = re.compile(r"@[a-z0-9-]+(?:\s*;\s*@[a-z0-9-]+)*\Z")
_TICK = re.compile(r"\[(?P<state>[ xX])\]\s+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def _mark_rule(state: StateInline, silent: bool) -> bool:
    match = _MARK.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("mark", "", 0)
        token.content = match.group(0)[1:-1]
        token.meta = {"kind": match.lastgroup, "pos": state.pos}
    state.pos = match.end()
    return True


def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True, "typographer": True}).enable(["table", "smartquotes"])
    markdown.inline.ruler.before("link", "mark", _mark_rule)
    return markdown


_MARKDOWN = _parser()


@dataclass(frozen=True)
class Parsed:
    document: Document
    findings: tuple[Finding, ...]


def parse(text: str, file: str, first_line: int = 1) -> Parsed:
    """Parse an author's Markdown that starts at `first_line` of `file`.

    Findings: `raw-html`, `markup-unknown`, `field-mark`, `field-label`, `field-label-twice`. What could not be read is left out of the tree.
    """
    reader = _Reader(text, file, first_line)
    blocks = tuple(reader.blocks(_MARKDOWN.parse(text)))
    return Parsed(Document(blocks), tuple(reader.findings))


class _Reader:
    """Turns markdown-it's flat token list into the tree."""

    def __init__(self, text: str, file: str, first_line: int):
        self.lines = text.split("\n")
        self.file = file
        self.first_line = first_line
        self.findings: list[Finding] = []
        self.names: dict[str, Field] = {}
        self.labels: dict[str, Field] = {}

    # places

    def line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + self.first_line

    def spot(self, token: Token, position: int) -> tuple[int, int]:
        """Line and column, from 1, of a character of an inline token's content."""
        start = token.map[0] if token.map else 0
        before = token.content[:position]
        row = start + before.count("\n")
        in_row = position - (before.rfind("\n") + 1)
        content_rows = token.content.split("\n")
        content_row = content_rows[before.count("\n")]
        source_row = self.lines[row] if row < len(self.lines) else ""
        return row + self.first_line, max(source_row.find(content_row.strip()), 0) + in_row + 1

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
                yield Rule()
            case "html_block":
                self.refuse("raw-html", line, 1, "raw HTML does not reach print or files", "write it as plain Markdown")
            case "fence" | "code_block":
                self.refuse("markup-unknown", line, 1, "a code block has no place in a page for people",
                            "indent less, or use a quotation or a list")  # fmt: skip
            case _:
                self.refuse(
                    "markup-unknown", line, 1, f"'{token.type}' is not part of the dialect", "use headings, paragraphs, lists, tables, quotations"
                )

    def paragraph(self, inline: Token, line: int) -> Iterator[Block]:
        marks = [child for child in inline.children or [] if child.type == "mark" and child.meta["kind"] == "block"]
        if not marks:
            yield Paragraph(self.inlines(inline), line)
            return
        others = [c for c in inline.children or [] if c not in marks and c.type not in ("softbreak",) and c.content.strip()]
        if others:
            at = self.spot(inline, marks[0].meta["pos"])
            self.refuse("field-mark", *at, "[lines ...] and [scale ...] stand alone on their line", "put an empty line before and after it")
        for mark in marks:
            yield from self.room(mark, inline)

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
            self.refuse("field-mark", line, column, f"'[{mark.content}]' is not a field that can be read",
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
        box = _TICK.match(inline.content) if inline is not None else None
        if inline is None or box is None:
            return Item(tuple(self.blocks(inner)))
        line, column = self.spot(inline, 0)
        first = (inline.children or [])[0]
        first.content = first.content[box.end() :]
        blocks = tuple(self.blocks(inner))
        label = plain(blocks[:1]) or "to tick"
        return Item(blocks, self.field("tick", label, line, column, unique=False))

    def table(self, tokens: Sequence[Token], line: int) -> Table:
        rows: list[list[Token]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token)
        head = tuple(self.inlines(cell) for cell in rows[0])
        heads = [plain(cell) for cell in head]
        body = []
        for row in rows[1:]:
            first = plain(self.inlines(row[0])) if row and "[__" not in row[0].content else ""
            body.append(tuple(self.inlines(cell, _cell_label(first, heads, column)) for column, cell in enumerate(row)))
        return Table(head, tuple(body), line)

    # inlines

    def inlines(self, inline: Token, cell_label: str = "") -> tuple[Inline, ...]:
        return tuple(_joined(self.inline_nodes(list(inline.children or []), inline, cell_label)))

    def inline_nodes(self, tokens: list[Token], inline: Token, cell_label: str) -> Iterator[Inline]:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            end = _closing(tokens, index)
            inner = tuple(_joined(self.inline_nodes(tokens[index + 1 : end], inline, cell_label)))
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
                    yield Link(str(token.attrs.get("href", "")), inner, self.line(inline))
                case "mark":
                    yield from self.mark(token, inline, cell_label)
                case "html_inline":
                    self.refuse(
                        "raw-html", self.line(inline), 1, f"raw HTML ({token.content}) does not reach print or files", "write it as plain Markdown"
                    )
                case "image":
                    self.refuse("markup-unknown", self.line(inline), 1, "images are not part of the dialect yet", "describe it in words")
                case _:
                    self.refuse("markup-unknown", self.line(inline), 1, f"'{token.type}' is not part of the dialect", "write it as plain words")

    def mark(self, token: Token, inline: Token, cell_label: str) -> Iterator[Inline]:
        line, column = self.spot(inline, token.meta["pos"])
        if token.meta["kind"] == "cite":
            if _CITE.match(token.content):
                yield Cite(tuple(part.strip().removeprefix("@") for part in token.content.split(";")), line, column)
            else:
                self.refuse(
                    "cite-mark", line, column, f"'[{token.content}]' is not a citation that can be read", "write [@source-id] or [@one; @two]"
                )
            return
        if token.meta["kind"] == "block":
            self.refuse("field-mark", line, column, "[lines ...] and [scale ...] stand alone on their line", "put an empty line before and after it")
            return
        found = _BLANK.match(token.content)
        label = (found["label"].strip() if found else "") or cell_label
        if not label:
            self.refuse("field-label", line, column, "a blank without a label cannot be announced or named in a form", "write [____ what goes here]")
            return
        if field := self.field("blank", label, line, column, unique=not cell_label):
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


def _cell_label(row: str, heads: list[str], column: int) -> str:
    head = heads[column] if column < len(heads) else ""
    return ", ".join(part for part in (row, head) if part) if column else head or row


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

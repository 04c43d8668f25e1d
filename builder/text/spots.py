"""Where in an author's file the parser's tokens stand, and what is refused there."""

from __future__ import annotations

from markdown_it.token import Token

from builder.finding import Finding, Place

Spot = tuple[int, int]
"""Line and column, from 1."""

TOLD = 100
"""Findings on one text; the next ones are told when these are mended."""


class Spots:
    """A text that starts at `first_line` of its file; what is refused in it is kept as `findings`."""

    def __init__(self, text: str, file: str, first_line: int):
        self.lines = text.split("\n")
        self.file, self.first_line = file, first_line
        self.findings: list[Finding] = []
        self.cells: dict[int, int] = {}
        """Where in its line a table cell begins, by the id of its token."""

    def refuse(self, code: str, spot: Spot, message: str, hint: str) -> None:
        if len(self.findings) < TOLD:
            self.findings.append(Finding(Place(self.file, *spot), code, message, hint))

    def line_of(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + self.first_line

    def source(self, line: int) -> str:
        row = line - self.first_line
        return self.lines[row] if row < len(self.lines) else ""

    def start(self, line: int) -> Spot:
        """The first character of a line that says something."""
        source = self.source(line)
        return line, len(source) - len(source.lstrip(" \t>") or source) + 1

    def of(self, token: Token, position: int) -> Spot:
        """A character of an inline token's content."""
        before = token.content[:position]
        line = self.line_of(token) + before.count("\n")
        if id(token) in self.cells:
            return line, self.cells[id(token)] + position + before.count("|") + 1
        content = token.content.split("\n")[before.count("\n")]
        indent = len(content) - len(content.lstrip())
        in_row = position - (before.rfind("\n") + 1)
        return line, max(self.source(line).rfind(content.strip()) - indent, 0) + in_row + 1

    def mark(self, inline: Token, mark: Token) -> Spot:
        """One of the tokens inside an inline token."""
        return self.of(inline, mark.meta["pos"])

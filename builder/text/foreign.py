"""Marks of other writing programs, which would be printed as they stand: each with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.finding import shortened

_CODE = re.compile(r"`[^`\n]*`")
_MARKS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"^\s*:{3,}.*"), "a box between rows of colons", "begin a paragraph with words in **bold**, or use a quotation"),
    (re.compile(r"^\s*(?:!!!|\?\?\?\+?)\s+\S.*"), "a box of MkDocs", "begin a paragraph with words in **bold**, or use a quotation"),
    (re.compile(r"^\s*>\s*\[![A-Za-z]+\]"), "a box of GitHub", "take the mark out: the quotation stands as it is"),
    (re.compile(r"^\s*\[(?:TOC|toc)\]\s*$"), "a table of contents", "take it out: each page makes its own"),
    (re.compile(r"\[\^[^\]\s]+\]"), "a footnote", "write the note where it belongs, or cite a source as [@id]"),
    (re.compile(r"~~\S(?:[^~\n]*\S)?~~"), "struck-out words", "take the words out"),
    (re.compile(r"(?<![=<>!])==[^\s=](?:[^=\n]*[^\s=])?==(?!=)"), "marked words", "write **two stars** for bold"),
    (re.compile(r"\$\$[^$\n]+\$\$|(?<![\w$\\])\$[^\s$](?:[^$\n]*[^\s$])?\$(?![\w$])"), "a formula", "write it in words"),
    (re.compile(r"\[\[[^\[\]\n]+\]\]"), "a link of a wiki", "write [words](module/session)"),
    (re.compile(r"\{:?\s*[.#][A-Za-z][^{}\n]*\}"), "a style in brackets", "take it out: the page decides how things look"),
    (re.compile(r"\\[A-Za-z]{2,}\b(?:\{[^}\n]*\})?"), "a command of LaTeX", "take it out: pages break by themselves"),
)
_SIGN = re.compile(r":::|!!!|\?\?\?|\[[!^\[Tt]|~~|==|[${\\]|___")
"""What every one of these marks has: most lines have none."""
_UNNAMED = re.compile(r"(?<![\[_\\])_{3,}(?![^\[\]\n]*\])")


def foreign_marks(text: str, to_fill: bool) -> Iterator[tuple[int, int, str, str]]:
    """Line and column from 1, what it is, and what to write instead. With `to_fill`, on a page that people write on, also a blank without a name."""
    for number, line in enumerate(text.split("\n"), 1):
        if not _SIGN.search(line):
            continue
        shown = _CODE.sub(lambda code: " " * len(code[0]), line)
        for pattern, what, hint in _MARKS:
            for found in pattern.finditer(shown):
                start = found.start() + len(found[0]) - len(found[0].lstrip())
                yield number, start + 1, f"'{shortened(found[0], 40)}' is {what}, and would be printed as it stands", hint
        for found in _UNNAMED.finditer(shown) if to_fill and not set(shown.strip()) <= set("_ ") else ():
            yield number, found.start() + 1, "a blank without a name cannot be filled in on a screen, nor said aloud", "write [____ what goes here]"

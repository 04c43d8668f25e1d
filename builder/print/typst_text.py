"""Inlines of the tree as Typst source. Words travel as string literals, so that no character of an author's is ever markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from builder.text.fields import TO_WRITE
from builder.text.quotes import NO_BREAK, curled
from builder.text.tree import Blank, Break, Cite, Code, Danger, Emphasis, Inline, Link, Pause, Strong, Words, plain

_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f]')
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"', re.S)
_REMARK = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_SIGNS = re.compile(r"[^A-Za-z0-9\s#()\[\]{}.,:;+*/%<>=\"-]")


@dataclass(frozen=True)
class TextWriter:
    """Writes inlines. `address` turns an author's link into a full address; `cite` turns a citation into words."""

    address: Callable[[str], str]
    cite: Callable[[Cite], str]
    prefix: str = ""
    """Goes before field names, so that two handouts of one book do not share a field."""

    def content(self, inlines: Sequence[Inline]) -> str:
        """A content block, `[...]`, in which every piece is code."""
        return f"[{''.join(self.inline(inline) for inline in with_their_words(inlines))}]"

    def inline(self, inline: Inline) -> str:
        match inline:
            case Words(text):
                return words(text)
            case Strong(inner):
                return f"#strong{self.content(inner)}"
            case Emphasis(inner):
                return f"#emph{self.content(inner)}"
            case Code(text):
                return f"#code({literal(text)})"
            case Link(href, inner) if href.startswith(("tel:", "sms:")):
                return f"#way({literal(href)}, {literal(plain(inner))})"
            case Link(href, inner):
                return f"#weblink({literal(self.address(href))}, {literal(plain(inner))}){self.content(inner)}"
            case Break():
                return "#linebreak()"
            case Cite():
                return words(self.cite(inline))
            case Danger():
                return f"#strong[{words('Danger:')}]"
            case Pause():
                return ""
            case Blank(field):
                room = TO_WRITE[field.what]
                return f"#blank({literal(self.prefix + field.name)}, width: {room.width}mm, grows: {str(room.grows).lower()})"
            case _:
                raise TypeError(f"the print writer does not know {type(inline).__name__}")


def with_their_words(inlines: Sequence[Inline]) -> Iterator[Inline]:
    """The same, each blank on the line of the word before it."""
    for before, inline, after in zip((None, *inlines), inlines, (*inlines[1:], None), strict=False):
        parted = isinstance(before, Blank) and isinstance(inline, Words) and not inline.text.strip()
        if isinstance(after, Blank) and isinstance(inline, Words) and inline.text.endswith(" ") and not parted:
            yield Words(inline.text[:-1] + NO_BREAK)
        else:
            yield inline


def literal(text: str) -> str:
    """A Typst string literal. Quotation marks are curled, but those of a drawing's code."""
    return f'"{_SPECIAL.sub(_escape, text if text.startswith("<svg") else curled(text))}"'


def words(text: str) -> str:
    """Words inside a content block."""
    return f"#{literal(text)}" if text else ""


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPED.get(char) or f"\\u{{{ord(char):x}}}"


def names_in(code: str) -> frozenset[str]:
    """Every name in Typst code that stands outside of its literals and remarks."""
    return frozenset(_NAME.findall(_REMARK.sub("", _LITERAL.sub('""', code))))


def stray(source: str, known: Collection[str]) -> str:
    """What stands in a source outside of its literals, and is neither a name that is known nor a sign of code: no writer puts it there. Empty where there is nothing."""
    code = _LITERAL.sub('""', source)
    sign = _SIGNS.search(code)
    return sign[0] if sign else next((name for name in sorted(frozenset(_NAME.findall(code))) if name not in known), "")

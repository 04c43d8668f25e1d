"""A docs page's text as HTML with its outline, the way Python-Markdown makes it.

Our docs trees hold headings and finished HTML. Those two are put together here, in a hundredth of the time; a page that holds anything else goes
through Python-Markdown itself. A test compares both ways on every page of the curriculum.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

EXTENSIONS: list[str | dict[str, Any]] = ["attr_list", {"toc": {"permalink": False, "toc_depth": 3}}]
"""What mkdocs.yml has to ask for; with anything else, MkDocs itself builds the site."""

_BLOCK = re.compile(
    r"<(address|article|aside|blockquote|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|main|nav|ol|p|script|section|table|ul)\b"
)
_HEADING = re.compile(
    r"(?P<level>#{1,6}) (?P<words>[^\n{}]*?)(?P<note>(?: ?<span class=\"[a-z -]+\">[^<>\n`*_\[\]\\{}]*</span>)*) \{#(?P<anchor>[a-z0-9-]+)\}(?=\n|\Z)"
)
_LINKS = re.compile(r"<link [^<>\n]*>(?:\n<link [^<>\n]*>)*(?=\n\n|\n?\Z)")
_WORDS = re.compile(r"(?:[^\\`*_\[\]<>&!:/@#\n]|\\[\\`*_{}\[\]()>#+\-.!|~]|&(?:amp|lt|gt|quot|#[0-9]+);|[:/](?!/)|(?<=[^\n])#)*")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])")
_TAGS = re.compile(r"<[^>]*>")
_ODD = ("\t", "\r", "\x02", "\x03", "<!", "<?", "[TOC]")
_ODD_TAG = re.compile(r"<(?:script|style|textarea|pre)\b[^>]*>[^<]*<(?!/)")
_ODD_LINE = re.compile(r"\n +\n")


@dataclass
class Entry:
    """One line of a page's outline. Templates ask for `title`, `url` and `children`, as MkDocs calls them."""

    title: str
    url: str
    level: int
    children: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Outlined:
    """The HTML of a page and the headings in it down to the third level, nested."""

    content: str
    toc: tuple[Entry, ...]


def outlined(body: str) -> Outlined:
    """Headings `## Words {#anchor}` and HTML blocks as HTML."""
    return fast(body) or slow(body)


def fast(body: str) -> Outlined | None:
    """The page, when it holds nothing but headings and HTML blocks; None when it is for Python-Markdown."""
    if any(odd in body for odd in _ODD) or _ODD_TAG.search(body) or _ODD_LINE.search(body):
        return None
    parts: list[str] = []
    headings: list[Entry] = []
    at, end = 0, len(body)
    while True:
        while at < end and body[at] == "\n":
            at += 1
        if at == end:
            break
        if found := _HEADING.match(body, at):
            words = _words(found["words"])
            if words is None:
                return None
            level, inner = len(found["level"]), f"{words}{found['note']}".strip()
            parts.append(f'<h{level} id="{found["anchor"]}">{inner}</h{level}>\n')
            if level <= 3:
                headings.append(Entry(" ".join(_TAGS.sub("", inner).split()), f"#{found['anchor']}", level))
            at = found.end()
        elif body.startswith("<hr>", at) and body[at + 4 : at + 5] in ("", "\n"):
            parts.append("<hr>\n" + ("\n" if body.startswith("\n\n", at + 4) else ""))
            at += 4
        elif links := _LINKS.match(body, at):
            parts.append(f"<p>{links[0]}</p>\n")
            at = links.end()
        elif (block := _BLOCK.match(body, at)) and (close := _close(body, at, block[1])):
            if body[close : close + 1] not in ("", "\n"):
                return None
            parts.append(body[at:close] + ("\n\n" if body.startswith("\n\n", close) else "\n"))
            at = close
        else:
            return None
    return Outlined("".join(parts).strip(), _nested(headings))


def slow(body: str) -> Outlined:
    """The page through Python-Markdown."""
    import markdown  # type: ignore[import-untyped]  # a page in a hundred needs it, and it takes a while to load

    extensions = [one if isinstance(one, str) else next(iter(one)) for one in EXTENSIONS]
    configured = {name: options for one in EXTENSIONS if isinstance(one, dict) for name, options in one.items()}
    reader = markdown.Markdown(extensions=extensions, extension_configs=configured)
    content = reader.convert(body)
    return Outlined(content, tuple(_entry(token) for token in getattr(reader, "toc_tokens", ())))


def _entry(token: dict[str, Any]) -> Entry:
    return Entry(token["name"], f"#{token['id']}", token["level"], [_entry(child) for child in token["children"]])


def _words(written: str) -> str | None:
    """The words of a heading without their backslashes; None when there may be more in them than words."""
    if not _WORDS.fullmatch(written) or written.endswith("#"):
        return None
    return html.escape(html.unescape(_ESCAPED.sub(r"\1", written)), quote=False).strip() if "&quot;" not in written and "&#" not in written else None


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}\b(?:[^<>\"]|\"[^\"]*\")*>")


def _close(body: str, at: int, name: str) -> int:
    """Where the element that begins at `at` has ended; 0 when it does not."""
    depth = 0
    for tag in _tags(name).finditer(body, at):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return 0


def _nested(headings: list[Entry]) -> tuple[Entry, ...]:
    """Headings under the headings above them, by level."""
    top: list[Entry] = []
    open_ones: list[Entry] = []
    for heading in headings:
        while open_ones and open_ones[-1].level >= heading.level:
            open_ones.pop()
        (open_ones[-1].children if open_ones else top).append(heading)
        open_ones.append(heading)
    return tuple(top)

"""Marks: CommonMark and pipe tables by markdown-it-py, and the writers' own marks as inline rules of it.

A token of the type `mark` has the kind `blank`, `cite`, `block` (lines or scale), `pause`, `tick`, `danger` or `insert`; or, for what was nearly one, `field`, `cited` or `link`.
Every inline token that may have to be named in a finding knows its position in `meta["pos"]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link

DEEPEST = 20
"""Lists, quotations and emphasis stand inside each other no deeper than this, so that every writer can walk the tree. A list is two levels."""
LONGEST = 30_000
"""Letters of a paragraph; the longest of ours has 1,600. In the worst case, the time to read one grows with the square of its length."""
TOO_LONG = "too_long"
"""Under this name the parser's environment has the lines of paragraphs that were not read."""

_MARK = re.compile(
    r"""\[(?:
        (?P<blank> _{3,} [^\]]*)
      | (?P<cite> @ [^\]]*)
      | (?P<block> (?:lines|scale)\b [^\]]*)(?!\]\()
      | (?P<pause> pause\b [^\]]*)(?!\]\()
      | (?P<tick> [ xX])(?!\]\()
      | (?P<danger> !)(?!\]\()
    )\]
    | \{\{ (?P<insert> [^{}\n]*) \}\}""",
    re.X,
)
_NEARLY = re.compile(
    r"""\[(?:
        (?P<field> \s*(?:_{3,}|__(?=[\s\]])|(?:lines?|scales?)\s*[0-9]) | (?=\]\s))
      | (?P<cited> \s*@[a-z] | [^\[\]]{1,60}\s@[a-z])
    )[^\]\n]*\]?""",
    re.X | re.I,
)


def _mark_rule(state: StateInline, silent: bool) -> bool:
    """The authors' own marks, and what was meant to be one."""
    match = _MARK.match(state.src, state.pos) or _NEARLY.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("mark", "", 0)
        token.content = match[match.lastgroup or 0] if match.re is _MARK else match.group(0)
        token.meta = {"kind": match.lastgroup, "pos": state.pos}
    state.pos = match.end()
    return True


def _broken_link_rule(state: StateInline, silent: bool) -> bool:
    """`](` that stands in running text: the link rule has passed over it."""
    if silent or not state.src.startswith("](", state.pos):
        return False
    state.push("mark", "", 0).meta = {"kind": "link", "pos": state.pos}
    state.pos += 2
    return True


def _placed(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A rule of markdown-it whose tokens know where they begin."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        found = rule(state, silent)
        for token in state.tokens[count:] if found and not silent else ():
            token.meta.setdefault("pos", start)
        return found

    return placed


def _length_rule(state: StateCore) -> None:
    """Read no paragraph that is too long."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > LONGEST:
            state.env.setdefault(TOO_LONG, []).append(token.map[0] if token.map else 0)
            token.content = ""


def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True, "typographer": True, "maxNesting": 5 * DEEPEST}).enable(["table", "smartquotes"])
    for name, rule in (("link", link), ("image", image), ("autolink", autolink), ("html_inline", html_inline)):
        markdown.inline.ruler.at(name, _placed(rule))
    markdown.core.ruler.before("inline", "length", _length_rule)
    markdown.inline.ruler.before("link", "mark", _mark_rule)
    markdown.inline.ruler.after("link", "broken_link", _broken_link_rule)
    return markdown


MARKDOWN = _parser()

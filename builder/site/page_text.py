"""What a finished page says, part by part, as the search shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEFT_OUT = frozenset(
    [
        "gw-minutes",
        "gw-timeline",
        "gw-inside",
        "gw-run-new",
        "gw-bar",
        "gw-review",
        "gw-is-draft",
        "gw-save",
        "gw-pager",
        "gw-screen-only",
        "gw-crumb",
        "gw-facts",
        "gw-prints",
        "gw-more",
    ]
)
"""Classes of what is not a page's own words."""
_NOT_READ = frozenset(["button", "datalist", "form", "nav", "noscript", "script", "select", "style", "svg", "template", "textarea"])
_IN_LINE = frozenset(
    ["a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_LEADS = frozenset(("gw-main-message", "gw-lead"))


class PagePart(NamedTuple):
    """What stands under one heading; `anchor` is empty above the first."""

    anchor: str
    heading: str
    text: str


class PageText(NamedTuple):
    """A page's words: `where` it belongs, its `lead` in a sentence."""

    path: str
    title: str
    where: str
    lead: str
    parts: tuple[PagePart, ...]


def page_text(path: str, main: str) -> PageText:
    """The text of the main part of a finished page, given as HTML."""
    from lxml.html import fromstring  # a build in which no text changed does without it

    title = where = lead = ""
    parts = [["", "", ""]]
    for node, kind, text in _pieces(fromstring(main)):
        if kind == "title":
            title = _flat(text)
        elif kind == "where":
            where = where or _flat(text)
        elif kind == "heading":
            parts.append([node.get("id") or "", _flat(text), ""])
        else:
            if kind == "lead" and not lead:
                lead = _flat(text)
            parts[-1][2] += text
    kept = tuple(PagePart(anchor, heading, _flat(text)) for anchor, heading, text in parts if heading or _flat(text))
    return PageText(path=path, title=title, where=where, lead=lead, parts=kept)


def _pieces(node: HtmlElement) -> Iterator[tuple[HtmlElement, str, str]]:
    """Every piece of text in order, with the element that it stands in and what it is there: title, where, heading, lead or text."""
    for child in node:
        if isinstance(child.tag, str):
            classes = frozenset((child.get("class") or "").split())
            if "gw-crumb" in classes:
                yield child, "where", _inside(child)
            elif child.tag not in _NOT_READ and not classes & _LEFT_OUT and child.get("data-search-ignore") is None:
                yield from _kept(child, classes)
        if child.tail:
            yield node, "text", child.tail


def _kept(child: HtmlElement, classes: frozenset[str]) -> Iterator[tuple[HtmlElement, str, str]]:
    if child.tag in _HEADINGS:
        yield child, "title" if child.tag == "h1" else "heading", _inside(child)
        return
    if classes & _LEADS:
        yield child, "lead", f" {_inside(child)} "
        return
    apart = "" if child.tag in _IN_LINE and _in_a_sentence(child) else " "
    yield child, "text", apart + (child.text or "")
    yield from _pieces(child)
    yield child, "text", apart


def _in_a_sentence(node: HtmlElement) -> bool:
    """Whether an element in a line stands between words of it; cells and cards are built of such elements too, which stand apart."""
    before = node.getprevious()
    parent = node.getparent()
    text = before.tail if before is not None else (parent.text if parent is not None else "")
    return bool((text or "").strip() or (node.tail or "").strip())


def _inside(node: HtmlElement) -> str:
    return (node.text or "") + "".join(text for _, _, text in _pieces(node))


def _flat(text: str) -> str:
    return " ".join(text.split())

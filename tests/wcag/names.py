"""What an element is called by a screen reader, as https://www.w3.org/TR/accname-1.2/ reckons it, as far as our pages go."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from tests.wcag.page import PageHtml


def words_in(element: HtmlElement) -> str:
    """What is read of an element's content: without what is hidden from screen readers, with the words that stand for pictures."""
    return " ".join("".join(_read(element)).split())


def _read(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "template") or element.get("aria-hidden") == "true":
        return
    if label := element.get("aria-label"):
        yield f" {label} "
        return
    if element.tag == "img":
        yield f" {element.get('alt') or ''} "
    yield element.text or ""
    for child in element:
        yield from _read(child)
        yield child.tail or ""


def seen_in(element: HtmlElement) -> str:
    """What is seen of an element's content, in small letters."""
    return " ".join("".join(element.itertext()).split()).lower()


def name_of(page: PageHtml, element: HtmlElement) -> str:
    """The name of a control, link, picture, group or landmark; empty where it has none. A placeholder is no name."""
    by = " ".join(words_in(page.ids[one]) for one in (element.get("aria-labelledby") or "").split() if one in page.ids)
    own = by or (element.get("aria-label") or "").strip() or _native(page, element)
    return own or (element.get("title") or "").strip()


def _native(page: PageHtml, element: HtmlElement) -> str:
    match element.tag:
        case "input" if element.get("type") in ("submit", "reset", "button"):
            return element.get("value") or ("" if element.get("type") == "button" else element.get("type"))
        case "input" | "select" | "textarea" | "meter" | "progress" | "output":
            labels = [*page.labels.get(element.get("id") or "", ()), *element.iterancestors("label")]
            return " ".join(filter(None, map(words_in, labels)))
        case "img":
            return element.get("alt") or ""
        case "fieldset" | "table" | "figure":
            heads = element.findall({"fieldset": "legend", "table": "caption", "figure": "figcaption"}[element.tag])
            return " ".join(map(words_in, heads))
        case "svg":
            return " ".join(words_in(one) for one in element if one.tag == "title")
        case "a" | "button" | "summary" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" | "option" | "legend" | "label":
            return words_in(element)
    return ""

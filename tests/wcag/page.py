"""A finished page, parsed for its rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement


class PageHtml:
    """A page's HTML with what rules look up in it; `path` is the file's in its site."""

    def __init__(self, path: str, raw: bytes):
        self.path = path
        self.root: HtmlElement = html.document_fromstring(raw, parser=html.HTMLParser(encoding="utf-8"))

    @cached_property
    def elements(self) -> tuple[HtmlElement, ...]:
        """Every element, but what scripts take from templates."""
        inside = {one for template in self.root.iter("template") for one in template.iterdescendants()}
        return tuple(element for element in self.root.iter() if isinstance(element.tag, str) and element not in inside)

    def every(self, *tags: str) -> Iterator[HtmlElement]:
        return (element for element in self.elements if element.tag in tags)

    @cached_property
    def ids(self) -> dict[str, HtmlElement]:
        return {element.get("id"): element for element in self.elements if element.get("id")}

    @cached_property
    def id_counts(self) -> Counter[str]:
        return Counter(element.get("id") for element in self.elements if element.get("id") is not None)

    @cached_property
    def labels(self) -> dict[str, list[HtmlElement]]:
        """The labels of each control, by its id."""
        found: dict[str, list[HtmlElement]] = {}
        for label in self.every("label"):
            if label.get("for"):
                found.setdefault(label.get("for"), []).append(label)
        return found

    @cached_property
    def is_redirect(self) -> bool:
        """Whether it only leads to where a page is now."""
        return any((meta.get("http-equiv") or "").lower() == "refresh" for meta in self.every("meta"))

    @cached_property
    def title(self) -> str:
        return " ".join("".join(element.text_content() for element in self.every("title") if element.getparent().tag == "head").split())


def pages_under(folder: Path) -> Iterator[PageHtml]:
    """Every page of a folder, in order."""
    for path in sorted(folder.rglob("*.html")):
        yield PageHtml(path.relative_to(folder).as_posix(), path.read_bytes())


def place_of(element: HtmlElement) -> str:
    """Where an element stands, for whoever mends it."""
    told = "".join(f' {name}="{element.get(name)}"' for name in ("id", "class", "name", "href") if element.get(name))
    return f"<{element.tag}{told}>, line {element.sourceline}"

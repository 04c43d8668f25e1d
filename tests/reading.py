"""What a reader meets on a page: its words, headings, links and fields, whatever the bytes between them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple

SILENT = ("script", "style", "template")


class Heading(NamedTuple):
    level: int
    anchor: str
    words: str


class Read(HTMLParser):
    """A page of a site, or the elements named `part` in it. `links` lead to paths of the site, from its root."""

    def __init__(self, site: Path, name: str, part: str = "body"):
        super().__init__()
        self.words: list[str] = []
        self.headings: list[Heading] = []
        self.links: list[tuple[str, str]] = []
        self.fields: list[tuple[str, str]] = []
        self._folder = name.rpartition("/")[0]
        self._part, self._open, self._silent = part, 0, 0
        self._heading: tuple[int, str, list[str]] | None = None
        self.feed((site / name).read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self._open += tag == self._part
        self._silent += tag in SILENT
        if not self._open:
            return
        for key in ("href", "src"):
            if key in given:
                self.links.append((tag, self._from_root(given[key])))
        if tag in ("input", "textarea", "select", "button"):
            self.fields.append((tag, given.get("name") or given.get("aria-label", "")))
        if re.fullmatch("h[1-6]", tag):
            self._heading = (int(tag[1]), given.get("id", ""), [])

    def handle_endtag(self, tag: str) -> None:
        self._open -= tag == self._part
        self._silent -= tag in SILENT
        if self._heading and tag == f"h{self._heading[0]}":
            level, anchor, words = self._heading
            self.headings.append(Heading(level, anchor, " ".join("".join(words).split())))
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent:
            self.words += data.split()
            if self._heading:
                self._heading[2].append(data)

    def _from_root(self, address: str) -> str:
        """An address as it leads from the site's root; one that leads out of the site stays as it is."""
        if re.match(r"[a-z]+:|/", address):
            return normpath(address) if address.startswith("/") else address
        path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address, re.S).groups()  # type: ignore[union-attr]
        return f"{normpath(f'/{self._folder}/{path}')}{mark}{rest}" if path else f"/{self._folder}{mark}{rest}"

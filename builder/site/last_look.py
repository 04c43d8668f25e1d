"""The last look at the finished sites: links that lead nowhere, requests to other hosts; and what has to be known of each file for that, and for `leaks`: found
once and kept.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from sys import intern
from urllib.parse import unquote

from builder.site.pdf_text import Opaque
from builder.site.unpacked import texts_in
from builder.site.words import Coded, coded

_MAIN = re.compile(r"<main\b")
_MAIN_ENDS = "</main>"
_ATTRIBUTE = re.compile(
    r"""<(?P<tag>[a-z]+)\b(?:[^>"']*?(?:"[^"]*"|'[^']*'))*?[^>"']*?\s(?P<name>href|src)=(?P<quote>["']?)(?P<value>[^"'\s>]*)(?P=quote)""", re.I
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_ANCHOR = re.compile(r"""\s(?:id|name)=(?P<quote>["']?)(?P<value>[^"'\s>]+)(?P=quote)""")


@dataclass(frozen=True)
class Problem:
    """Something that must not be published. These are defects of the builder or of a template, not of an author."""

    file: str
    message: str


Lead = tuple[str, str]
"""The file that a link leads to, from the site's root, and the place in it (empty for its beginning)."""


@dataclass(frozen=True)
class Facts:
    """Of one file: where its links lead, what it asks of other hosts, its anchors, and each of its texts, or why nobody can read them."""

    leads: tuple[Lead, ...] = ()
    asks: tuple[str, ...] = ()
    anchors: frozenset[str] = frozenset()
    texts: tuple[Coded, ...] = ()
    unreadable: str = ""


_TEXTS: dict[Coded, Coded] = {}
"""Each text once, in whatever files it stands."""


def one_of_each(facts: Facts) -> Facts:
    """The same facts, with texts that other files share."""
    return replace(facts, texts=tuple(_TEXTS.setdefault(text, text) for text in facts.texts)) if facts.texts else facts


def facts_of(name: str, content: bytes, public: bool, beside: Path | None = None) -> Facts:
    """The facts of a finished file; its texts are those of what participants get, where `public` is set. `beside` is the folder of its site."""
    texts: tuple[Coded, ...] = ()
    unreadable = ""
    if public:
        try:
            texts = tuple(dict.fromkeys(coded(said, kind) for _, said, kind in texts_in(name, content, beside)))
        except Opaque as error:
            unreadable = str(error)
    if PurePosixPath(name).suffix != ".html" or unreadable:
        return Facts(texts=texts, unreadable=unreadable)
    text = content.decode("utf-8", "replace")
    leads: dict[Lead, None] = {}
    asks: dict[str, None] = {}
    for tag, value, written in dict.fromkeys(links_in(text)):
        if _ELSEWHERE.match(value):
            if tag != "a" and not value.startswith("data:") and "canonical" not in written:
                asks[value] = None
            continue
        path, _, place = value.partition("#")
        target = target_of(name, unquote(path.partition("?")[0]))
        if not target.startswith(".."):  # else it leads out of this site, to the one beside it
            leads[intern(target), "" if place.startswith("__") else intern(place)] = None
    return Facts(tuple(leads) if name != "404.html" else (), tuple(asks), frozenset(map(intern, anchors_in(text))), texts)


def problems(site: Mapping[str, Facts]) -> Iterator[Problem]:
    """Links of a site that lead nowhere, and what it asks of other hosts."""
    for name, facts in sorted(site.items()):
        yield from (Problem(name, f"asks another host: {value}") for value in facts.asks)
        for target, place in facts.leads:
            if target not in site:
                yield Problem(name, f"broken link: {target}")
            elif place and target.endswith(".html") and place not in site[target].anchors:
                yield Problem(name, f"link to a missing place: {target}#{place}")


def target_of(name: str, path: str) -> str:
    """The file that an address in the page `name` leads to, from the site's root."""
    if not path:
        return name
    parts = name.split("/")[:-1]
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join([*parts, "index.html"] if path.endswith(("/", "/..")) or path in (".", "..") else parts)


def links_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Tag, address and the whole of each `href` and `src` in a page."""
    for found in _ATTRIBUTE.finditer(text):
        tag, _, _, value = found.groups()
        yield tag.lower(), html.unescape(value), found[0]


def anchors_in(text: str) -> frozenset[str]:
    """Every name in a page that a link can lead to."""
    return frozenset(value for _, value in _ANCHOR.findall(text))


def main_of(page: str) -> str:
    """The main part of a finished page, with its tags; empty where it has none, and all that follows where a template of one's own does not end it."""
    begins = _MAIN.search(page)
    if not begins:
        return ""
    text, end, _ = page[begins.start() :].partition(_MAIN_ENDS)
    return text + end

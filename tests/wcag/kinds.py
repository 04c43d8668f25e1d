"""Which pages stand for all: at least one of every kind that the views make, and every shape of element that any page has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from builder.views.page import Site

Kind = tuple[str, ...]
Shape = tuple[Kind, str, str]
"""A kind of page, a tag, and the classes, type and role by which a style sheet or a browser makes something else of it."""

_TAG = re.compile(r"<([a-z][a-z0-9]*)\b([^>]*)>")
_LOOK = re.compile(r'(?:^|\s)((?:class|type|role)="[^"]*"|hidden|popover|aria-current)')


def kinds(folder: Path, sites: Iterable[Site]) -> Mapping[str, Kind]:
    """The kind of every HTML file of a folder of sites: of a page its site, template and language; of what stands beside the pages its name, or that it leads on."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    views = {
        f"{site.folder}/{page.path}/index.html".replace("//", "/"): (site.name, page.template, page.language, *page.hide)
        for site in sites
        for page in site.pages
    }
    return {path: views.get(path) or _beside(folder / path) for path in paths}


def _beside(path: Path) -> Kind:
    return ("a former address",) if b'http-equiv="refresh"' in path.read_bytes() else ("beside the pages", path.name)


def shapes(kind: Kind, text: str) -> Iterator[Shape]:
    for tag, attributes in set(_TAG.findall(text)):
        yield kind, tag, " ".join(sorted(_LOOK.findall(attributes)))


def chosen(folder: Path, found: Mapping[str, Kind]) -> tuple[str, ...]:
    """The fewest pages, or nearly, that have every shape of every kind: again and again the one that adds most."""
    left = {path: set(shapes(kind, (folder / path).read_text(encoding="utf-8"))) for path, kind in found.items()}
    taken: list[str] = []
    for kind in sorted(set(found.values())):
        own = {path: left[path] for path, one in found.items() if one == kind}
        wanted = set[Shape]().union(*own.values())
        while wanted:
            best = max(sorted(own), key=lambda path: len(own[path] & wanted))
            taken.append(best)
            wanted -= own.pop(best)
    return tuple(taken)

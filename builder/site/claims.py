"""Why each file of the participants' site is there: every one is claimed by what was planned, before anyone looks at what stands in the folder."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from builder.model.library import Library
from builder.pages.docs import ICONS
from builder.site.offline import CARRIED, PICTURES
from builder.site.record import INDEX, MISSING
from builder.site.search_index import FOLDER
from builder.views.page import FileLink, Site

FileKind = Literal["page", "redirect", "beside", "missing", "sitemap", "printed", "kept", "app", "carried", "door"]
FOR_PARTICIPANTS = frozenset(("handout", "wallet", "cards", "slides", "workbook"))
"""What is printed and may stand among participants' files. It is said here beside products.toml, so that no edit of the table alone gives them a book of staff."""

_SEARCHED = re.compile(rf"{FOLDER}/(?:head|[0-9a-f]{{12}})\.json\.gz")
"""A part of the search index, which is named by what it holds."""


@dataclass(frozen=True)
class FileClaim:
    """Of what kind a file is, what makes it, and of what. `key` is the digest of a file whose content is known before it is written."""

    kind: FileKind
    producer: str
    source: str
    key: str = ""


Claims = Mapping[str, FileClaim]
"""By path in a site."""


def claims_of(site: Site, beside: Mapping[str, str], links: Mapping[str, Iterable[FileLink]], former: Iterable[str]) -> dict[str, FileClaim]:
    """The claims of a site: of its pages, of what stands `beside` them (by path its key), of printed files and what leads to them, of what is made last."""
    found = {path: FileClaim("beside", "other_files", path, key) for path, key in beside.items()}
    found |= {f"{old}/{INDEX}": FileClaim("redirect", "redirects", old, beside.get(f"{old}/{INDEX}", "")) for old in site.redirects}
    found |= {MISSING: FileClaim("missing", "missing.html", ""), "sitemap.xml": FileClaim("sitemap", "sitemap", "")}
    found |= {f"{page.path}/{INDEX}".lstrip("/"): FileClaim("page", page.template, page.path) for page in site.pages}
    found |= {file.path: FileClaim("printed", file.product, page) for page, files in links.items() for file in files}
    found |= {f"{old}/{INDEX}": FileClaim("redirect", "file_redirects", old) for old in former}
    found |= {f"{page}/offline.json": FileClaim("kept", "finish_offline", page) for page in site.kept}
    found |= {name: FileClaim("app", "finish_offline", name) for name in ("manifest.webmanifest", "sw.js")}
    if site.look.color:
        found |= {f"{ICONS}{name}": FileClaim("app", "finish_offline", name) for name in PICTURES}
    return found | {CARRIED: FileClaim("carried", "write_one_file", "")}


def unclaimed(files: Iterable[str], claims: Claims, pages_only: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with the paths of a site's files: nobody claims one, or one that is claimed is not there. Of `pages_only` what is made last may be older."""
    there = set(files)
    for path in sorted(there):
        if path not in claims and not _SEARCHED.fullmatch(path):
            yield path, "nothing that was planned says why this file is here"
    optional = ("sitemap", *(("printed", "redirect", "kept", "app", "carried") if pages_only else ()))
    yield from (
        (path, f"it was to be made ({claim.kind}), and is not there")
        for path, claim in sorted(claims.items())
        if path not in there and claim.kind not in optional
    )


def misplaced(claims: Claims, library: Library) -> Iterator[tuple[str, str]]:
    """Printed files that are not for participants, whatever the table of products says."""
    for path, claim in claims.items():
        if claim.kind != "printed":
            continue
        cards = library.cards.get(claim.source) if claim.producer == "cards" else None
        if claim.producer not in FOR_PARTICIPANTS or (cards and cards.meta.audience != "participants"):
            yield path, f"'{claim.producer}' is not printed for participants"


def address_texts(claims: Iterable[str], address: str) -> Iterator[str]:
    """The addresses of a site's files as texts: whole, and from each folder on; they are public as the site itself is."""
    yield address
    for path in claims:
        parts = path.removesuffix(f"/{INDEX}").split("/")
        yield from ("/".join(parts[index:]) for index in range(len(parts)))
        yield from (f"{address}/{'/'.join(parts)}", *parts)


@dataclass(frozen=True)
class Found:
    """What really stands in a folder: files with size and time, and whatever else there is, with what is wrong with it."""

    files: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    odd: Mapping[str, str] = field(default_factory=dict)


def found_in(folder: Path) -> Found:
    """Every name under a folder; no link is followed."""
    files: dict[str, tuple[int, int]] = {}
    odd: dict[str, str] = {}
    waiting = [(folder, PurePosixPath())]
    while waiting:
        here, prefix = waiting.pop()
        with os.scandir(here) as entries:
            named = [*entries]
        if not named and here != folder:
            odd[str(prefix)] = "a folder with nothing in it"
        for entry in named:
            path, status = prefix / entry.name, entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                waiting.append((Path(entry.path), path))
            elif stat.S_ISREG(status.st_mode):
                files[str(path)] = (status.st_size, status.st_mtime_ns)
            else:
                odd[str(path)] = "a link, or no file at all"
    return Found(files, odd)

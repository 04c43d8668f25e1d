"""The search index of a finished site, made by Pagefind's program. Made again only when a page's text changed; the last ones are kept in the store."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path

from pagefind_bin import get_executable

from builder.site.last_look import main_of
from builder.site.tree import write_tree
from builder.work.store import Store, file_status, key_of

FOLDER = "pagefind"
"""Where a site keeps its index."""

AT_ONCE = 500
"""Pages in one part of an index: Pagefind holds 0.2 MB of memory for each page of a guide."""

_IDS = "ids.json"
_SIGNATURE = b"pagefind_dcd"
_LEFT_OUT = (
    ".gw-minutes, .gw-timeline, .gw-inside, .gw-run-new, .gw-bar, .gw-review, .gw-save, .gw-pager, .gw-screen-only, form, template"
)
_PUBLISHED = re.compile(r"pagefind\.js|pagefind-entry\.json|.*\.(pagefind|pf_meta|pf_index|pf_fragment|pf_filter)")
"""Pagefind's own interface, its worker and its playground stay behind: the pages bring their own."""
_PROGRAM = re.compile(r"pagefind\.js|wasm\..*\.pagefind")
"""Pagefind itself, which one part brings for all."""
_LANGUAGE = re.compile(r"<html[^>]*>")
_INDEXED = re.compile(r"<main\b[^>]*\bdata-pagefind-body\b")


class SearchIndexError(Exception):
    """Pagefind refused a finished site: a defect of ours, not of an author."""


def add_search(site: Path, store: Store, ordered: Sequence[str] = ()) -> bool:
    """Make or fetch the index of every page under `site` and put it there; returns whether anything had to be made.

    A large site has its index in parts, of which only those are made anew whose pages changed; `parts.json` says how many. `ordered` are paths of pages:
    `order.json` will hold the ids that the index gives them, so that a list of theirs can be narrowed by a search.
    """
    pages = _pages(site)
    files: dict[str, bytes] = {}
    ids: dict[str, str] = {}
    number, made = 0, False
    while (part := list(islice(pages, AT_ONCE))) or not number:
        number += 1
        key = key_of(("search-4", version("pagefind-bin"), _LEFT_OUT, *chain.from_iterable(part)))
        kept = store.get(key)
        found = _unpacked(kept) if kept else index_files(part, store.folder.parent)
        if not kept:
            made = True
            store.put(key, _packed(found))
        ids |= json.loads(found.pop(_IDS))
        files |= {
            name if number == 1 else f"{number}/{name}": content for name, content in found.items() if number == 1 or not _PROGRAM.fullmatch(name)
        }
    files["parts.json"] = json.dumps(number).encode()
    if ordered:
        files["order.json"] = json.dumps([ids.get(f"/{path}/", "") for path in ordered], separators=(",", ":")).encode()
    write_tree(site / FOLDER, files)
    return made


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    """Path and text of every page that asks to be indexed: its language and its main part, without the frame around it."""
    for path in sorted(name for name in file_status(site) if name.endswith(".html")):
        page = (site / path).read_text(encoding="utf-8", errors="replace")
        text, language = main_of(page), _LANGUAGE.search(page)
        if _INDEXED.match(text) and language:
            yield path, f"<!doctype html>{language[0]}<body>{text}</body></html>"


def index_files(pages: Iterable[tuple[str, str]], scratch: Path) -> dict[str, bytes]:
    """The files of an index by path, of pages given by path and HTML, and under `_IDS` the id of each address; `scratch` is where the program may work.

    Raises SearchIndexError with what the program said when it fails.
    """
    with tempfile.TemporaryDirectory(prefix="groupwork-search-", dir=scratch) as folder:
        read, made = Path(folder, "pages"), Path(folder, "index")
        for path, text in pages:
            os.makedirs(os.path.dirname(f"{read}/{path}"), exist_ok=True)
            with open(f"{read}/{path}", "wb") as file:
                file.write(_marked(text).encode())
        command = [str(get_executable()), "--site", str(read), "--output-path", str(made), "--exclude-selectors", _LEFT_OUT, "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SearchIndexError(f"Pagefind ended with {done.returncode}: {(done.stderr or done.stdout).strip()}")
        paths = [path for path in sorted(made.rglob("*")) if path.is_file() and _PUBLISHED.fullmatch(path.name)]
        files = {path.relative_to(made).as_posix(): path.read_bytes() for path in paths}
    return {**files, _IDS: json.dumps(_ids(files)).encode()}


def _marked(text: str) -> str:
    """A page as Pagefind needs it: it takes the words of two neighbouring cells for one word, and learns from the line under a title where a page belongs."""
    return text.replace("><", "> <").replace('class="gw-crumb"', 'class="gw-crumb" data-pagefind-meta="where"', 1)


def _ids(files: Mapping[str, bytes]) -> dict[str, str]:
    """By address of a page, the name of the file that holds its text."""
    return {
        str(json.loads(gzip.decompress(content).removeprefix(_SIGNATURE))["url"]): Path(name).stem
        for name, content in files.items()
        if name.endswith(".pf_fragment")
    }


def _packed(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _unpacked(kept: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

"""The index of participants' search says of each page what that page says, and nothing else: words that are public elsewhere may not be put together there."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

from builder.site.last_look import Problem, main_of
from builder.site.public_words import PublicWords
from builder.site.record import Entry
from builder.site.search_index import FOLDER, HEAD

ROWS = 10_000
"""Words of a table, each a text by itself, that the index has one after the other."""
_MARK = re.compile("<[^>]*>")


def beyond_pages(folder: Path, entries: Mapping[str, Entry], anew: Mapping[str, Entry]) -> Iterator[Problem]:
    """What the indexes in a folder say beyond their pages. `entries` are all files of participants; of the index those are looked at that are `anew`."""
    for site in (path.removesuffix(HEAD) for path in entries if path.endswith(f"{FOLDER}/{HEAD}")):
        looked = [path for path in anew if path.startswith(site) and path != f"{site}{HEAD}"]
        pages = _pages(folder, site) if looked else {}
        for path in looked:
            if path not in pages:
                yield Problem(path, "the index of the search does not lead to this file")
            elif not _says_all(anew[path], entries.get(pages[path]), folder / pages[path]):
                yield Problem(path, f"the search says more than the page that it leads to, {pages[path]}")


def _pages(folder: Path, site: str) -> dict[str, str]:
    """The page that each file of an index is of; of numbers none."""
    try:
        head = json.loads(gzip.decompress((folder / f"{site}{HEAD}").read_bytes()))
        above = site.removesuffix(f"{FOLDER}/")
        pages = {f"{site}{name}.json.gz": f"{above}{page}/index.html".replace("//", "/") for page, name, _ in head["pages"]}
        return pages | {f"{site}{name}.json.gz": "" for _, name in head["parts"]}
    except (OSError, EOFError, ValueError, LookupError, TypeError):  # what cannot be read is told as that
        return {}


def _says_all(searched: Entry, page: Entry | None, file: Path) -> bool:
    """Whether a page has all that the index says of it, in the same order; a link may end in the middle of a word."""
    own = PublicWords(several=ROWS)
    own.add_coded(page.facts.texts if page else ())
    beyond = [text for text in searched.facts.texts if any(True for _ in own.unknown(text))]
    if beyond and page:
        own.add([unescape(_MARK.sub("", main_of(file.read_text(encoding="utf-8", errors="replace"))))])
    return not any(True for text in beyond for _ in own.unknown(text))

"""The search index of a finished site. A page is read again only when its text changed; what was made is kept in the store.

- `head.json.gz`: every word with the number of pages that have it, every page by path, and the words of synonyms.yml that lead somewhere here;
- for each part of the words a file: on which pages a word stands, how much it counts there, and at which places;
- for each page a file: its title, where it belongs, its first sentence and what it says, part by part. It is fetched when the page is shown.

All but the head are named by what they hold. They are packed here, since not every server packs what it sends.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from os.path import commonprefix
from pathlib import Path
from typing import Any

from builder.model.synonyms import Synonym
from builder.site.last_look import main_of
from builder.site.page_text import PagePart, PageText, page_text
from builder.site.tree import write_tree
from builder.text.plain_words import words_of
from builder.work.store import Store, code_of, file_status, key_of

FOLDER = "search-index"
"""Where a site keeps its index."""

HEAD = "head.json.gz"

AT_ONCE = 40
"""Pages whose texts are kept together."""

PART_SIZE = 5_000
"""Numbers in one part of the words: some 5 KB as they are sent. A search fetches the parts of the words that it looks for."""

GAP = 8
"""Places between two parts of a page, so that no phrase runs over a heading."""

TITLE, LEAD, HEADING, TEXT = 40, 14, 8, 10
"""How much a word counts in a title of one word, in a page's first sentence, in a heading, and at most for its text."""

ASIDE = ("tracks", "groups", "sources", "offline", "missed", "new")
"""Pages that name what others are about: a word counts half there."""

_INDEXED = re.compile(r"<main\b[^>]*\bdata-search-body\b")


def add_search(site: Path, store: Store, ordered: Sequence[str] = (), synonyms: Sequence[Synonym] = ()) -> bool:
    """Make or fetch the index of every page under `site` that asks for it, and put it there; returns whether anything had to be made.

    `ordered` are paths of pages in the order of a list that a search can narrow: the index holds the place of each.
    """
    found, texts, made = _pages(site), list[bytes](), False
    while some := list(islice(found, AT_ONCE)):
        key = key_of(("search-texts", code_of(), *(part for pair in some for part in pair)))
        kept = store.get(key)
        if kept is None:
            made, kept = True, json.dumps([page_text(path, main) for path, main in some]).encode()
            store.put(key, kept)
        texts.append(kept)
    known = json.dumps([ordered, [synonym.model_dump(mode="json") for synonym in synonyms]])
    key = key_of(("search-index", code_of(), known, *texts))
    packed = store.get(key)
    if packed is None:
        made, packed = True, _packed(index_files([_read(page) for each in texts for page in json.loads(each)], ordered, synonyms))
        store.put(key, packed)
    write_tree(site / FOLDER, _unpacked(packed))
    return made


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    """Path and main part of every page that asks to be indexed."""
    for name in sorted(name for name in file_status(site) if name.endswith("index.html")):
        main = main_of((site / name).read_text(encoding="utf-8", errors="replace"))
        if _INDEXED.match(main):
            yield name.removesuffix("index.html").rstrip("/"), main


def _read(page: Sequence[Any]) -> PageText:
    path, title, where, lead, parts = page
    return PageText(path=path, title=title, where=where, lead=lead, parts=tuple(PagePart(*part) for part in parts))


def index_files(pages: Sequence[PageText], ordered: Sequence[str] = (), synonyms: Sequence[Synonym] = ()) -> dict[str, bytes]:
    """The files of an index by name."""
    stands: dict[str, list[list[int]]] = {}
    for number, page in enumerate(pages):
        for word, row in _rows(page).items():
            stands.setdefault(word, []).append([number, *row])
    files: dict[str, bytes] = {}
    words = sorted(stands)
    places = {path: place for place, path in enumerate(ordered)}
    parts = [[first, _put(files, rows)] for first, rows in _in_parts([stands[word] for word in words])]
    head = {
        "words": "".join(_continued(words)),
        "counts": "".join(chr(ord("a") + len(stands[word]).bit_length()) for word in words),
        "parts": parts,
        "pages": [[page.path, _put(files, page[1:]), places.get(page.path, -1)] for page in pages],
        "synonyms": [*_leading(synonyms, {page.path: number for number, page in enumerate(pages)}, stands)],
    }
    return {HEAD: _gzip(head), **files}


def _continued(words: Sequence[str]) -> Iterator[str]:
    """Words in order, each as how many letters it shares with the one before, nine at most, and the rest of it."""
    before = ""
    for word in words:
        shared = min(9, len(commonprefix((before, word))))  # noqa: RUF071 - of letters
        yield f" {shared}{word[shared:]}"
        before = word


def _rows(page: PageText) -> dict[str, list[int]]:
    """By word of a page, how much it counts there, and its places."""
    places: dict[str, list[int]] = {}
    place = 0
    for text in (page.title, *(text for part in page.parts for text in (part.heading, part.text))):
        for word in words_of(text):
            places.setdefault(word, []).append(place)
            place += 1
        place += GAP
    title, lead = words_of(page.title), frozenset(words_of(page.lead))
    headings = Counter(word for part in page.parts for word in frozenset(words_of(part.heading)))
    aside = 0.5 if page.path.partition("/")[0] in ASIDE else 1

    def counts(word: str) -> int:
        points = TEXT * len(places[word]) / (len(places[word]) + 2) + HEADING * min(headings[word], 2)
        points += TITLE / len(title) ** 0.5 if word in title else 0
        points += LEAD if word in lead else 0
        return max(1, round(points * aside))

    return {word: [counts(word), *at] for word, at in places.items()}


def _in_parts(rows: Sequence[list[list[int]]]) -> Iterator[tuple[int, list[list[int]]]]:
    """The rows of the words in parts, each with the number of its first word; a row is one list: for each page its number (as the difference to the one
    before), how much the word counts, how many places, and the places (each as the difference to the one before)."""
    part: list[list[int]] = []
    first = size = 0
    for number, row in enumerate(rows):
        part.append(_flat(row))
        size += len(part[-1])
        if size >= PART_SIZE or number + 1 == len(rows):
            yield first, part
            part, first, size = [], number + 1, 0


def _flat(row: list[list[int]]) -> list[int]:
    flat: list[int] = []
    before = 0
    for page, counts, *places in row:
        flat += [page - before, counts, len(places), *(place - earlier for earlier, place in zip((0, *places), places, strict=False))]
        before = page
    return flat


def _leading(synonyms: Sequence[Synonym], numbers: Mapping[str, int], words: Mapping[str, object]) -> Iterator[list[list[str] | list[int]]]:
    """What people type, the words of this site that it means, and the pages that come first; without those that lead nowhere here."""
    for synonym in synonyms:
        means = [" ".join(one) for one in map(words_of, synonym.means) if all(word in words for word in one)]
        pages = [numbers[page] for page in synonym.pages if page in numbers]
        if means or pages:
            yield [[" ".join(words_of(typed)) for typed in synonym.words], means, pages]


def _put(files: dict[str, bytes], value: object) -> str:
    """Put a value among the files; returns the name that it has there."""
    content = _gzip(value)
    name = sha256(content).hexdigest()[:12]
    files[f"{name}.json.gz"] = content
    return name


def _gzip(value: object) -> bytes:
    return gzip.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def _packed(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _unpacked(kept: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

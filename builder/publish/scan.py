"""The last look at the finished sites: staff text in participants' hands, broken links, requests to other hosts."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from builder.markup.tree import Block, Drawing, Heading, Item, List, Paragraph, Quote, Table, plain, walk
from builder.model.base import Authored
from builder.model.fields import texts_of
from builder.model.library import Goals, Library
from builder.model.session import Cards, Module, Session
from builder.model.track import Track
from builder.work.store import file_status

LEAK_WORDS = 8
TEXT_KINDS = frozenset({".html", ".json", ".xml", ".js", ".css", ".txt", ".svg", ".webmanifest", ".md", ".pf_fragment"})
_LABEL = re.compile(r"<text\b.*?</text>", re.S)
_TAG = re.compile(r"<[^>]*>")
_NOT_WORD = re.compile(r"[^a-z0-9\n]+")
_END = re.compile(r"(?<=[.!?:])\s+")
_MAIN = re.compile(r"<main\b")
_MAIN_ENDS = "</main>"
_ATTRIBUTE = re.compile(r"""<(?P<tag>[a-z]+)\b[^>]*?\s(?P<name>href|src)=(?P<quote>["']?)(?P<value>[^"'\s>]*)(?P=quote)""", re.I)
_ANCHOR = re.compile(r"""\s(?:id|name)=(?P<quote>["']?)(?P<value>[^"'\s>]+)(?P=quote)""")


@dataclass(frozen=True)
class Problem:
    """Something that must not be published. These are defects of the builder or of a template, not of an author."""

    file: str
    message: str


def titles_in_a_row(library: Library) -> re.Pattern[str]:
    """What titles of sessions make when they follow each other, as lower-case words: a staff list of sessions and a participants' one read alike."""
    titles = sorted({re.escape(_words(session.meta.title)) for session in library.sessions.values()}, key=len, reverse=True)
    return re.compile(f"(?:(?:{'|'.join(titles)})(?: |$))+")


def sentences_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The sentences of eight words or more in some texts, as lower-case words."""
    return tuple(dict.fromkeys(_keys(texts)))


def lower_words(texts: Iterable[str]) -> str:
    """The words of some texts, in lower case."""
    return _words(" ".join(texts))


def leaks(site: Path, private: Collection[str], only: Collection[str] | None = None) -> Iterator[Problem]:
    """Staff sentences in any text file of the participants' site, or in those named in `only`, however marked up."""
    by_first: dict[str, list[str]] = {}
    for sentence in private:
        by_first.setdefault(" ".join(sentence.split()[:LEAK_WORDS]), []).append(sentence)
    for path in _text_files(site) if only is None else sorted(site / name for name in only):
        words = words_in(text_of(path.read_bytes())).split()
        text = f" {' '.join(words)} "
        for start in range(len(words) - LEAK_WORDS + 1):
            for sentence in by_first.get(" ".join(words[start : start + LEAK_WORDS]), ()):
                if f" {sentence} " in text:
                    yield Problem(path.relative_to(site).as_posix(), f"staff text: '{sentence[:80]}'")


def broken_links(site: Path, only: Collection[str] | None = None) -> Iterator[Problem]:
    """Links to files or anchors that are not there, and assets asked of other hosts; in all pages, or in those named in `only`."""
    files = file_status(site)

    @cache
    def anchors(name: str) -> frozenset[str]:
        return anchors_in((site / name).read_text(encoding="utf-8"))

    for name in sorted(files if only is None else only):
        if not name.endswith(".html") or name == "404.html":
            continue
        text = (site / name).read_text(encoding="utf-8")
        for found in _ATTRIBUTE.finditer(text):
            value, tag = html.unescape(found["value"]), found["tag"].lower()
            parts = urlsplit(value)
            if parts.scheme or parts.netloc:
                if tag not in ("a",) and not value.startswith("data:") and "canonical" not in found.group(0):
                    yield Problem(name, f"asks another host: {value}")
                continue
            if value.startswith("../") and normpath(f"{name.rsplit('/', 1)[0] if '/' in name else '.'}/{parts.path}").startswith(".."):
                continue  # leads out of this site, to the one beside it
            target = target_of(name, unquote(parts.path))
            if target not in files:
                yield Problem(name, f"broken link: {value}")
            elif parts.fragment and target.endswith(".html") and not parts.fragment.startswith("__") and parts.fragment not in anchors(target):
                yield Problem(name, f"link to a missing place: {value}")


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


def words_in(text: str) -> str:
    """The words of a text without its markup, in lower case."""
    return _words(_TAG.sub(" ", html.unescape(text)))


def links_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Tag, address and the whole of each `href` and `src` in a page."""
    for found in _ATTRIBUTE.finditer(text):
        tag, _, _, value = found.groups()
        yield tag.lower(), html.unescape(value), found[0]


def anchors_in(text: str) -> frozenset[str]:
    """Every name in a page that a link can lead to."""
    return frozenset(value for _, value in _ANCHOR.findall(text))


def main_of(page: str) -> str:
    """The main part of a finished page, with its tags; empty where it has none."""
    begins = _MAIN.search(page)
    return page[begins.start() : page.index(_MAIN_ENDS, begins.end()) + len(_MAIN_ENDS)] if begins else ""


def text_of(content: bytes) -> str:
    """The text of a file, unpacked where it is packed: the search index keeps every page's words in gzip."""
    return (gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content).decode("utf-8", errors="replace")


def _text_files(site: Path) -> Iterator[Path]:
    yield from (site / name for name in sorted(file_status(site)) if PurePosixPath(name).suffix in TEXT_KINDS and "assets/javascripts" not in name)


def _keys(texts: Iterable[str]) -> Iterator[str]:
    """The words of every sentence that has enough of them. All texts are gone through at once, a sentence to a line."""
    sentences = _END.sub("\n", "\n".join(" ".join(text.split()) for text in texts))
    for line in _lower(sentences).split("\n"):
        words = line.split()
        if len(words) >= LEAK_WORDS:
            yield " ".join(words)


def _words(text: str) -> str:
    return " ".join(_lower(text).split())


def _lower(text: str) -> str:
    """The words of each line in lower case, without apostrophes; whatever else there is is a space."""
    return _NOT_WORD.sub(" ", text.lower().replace("’", "'").replace("'", ""))


def staff_texts_around(goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...]) -> Iterator[str]:
    """What only staff may read of all that stands around the sessions."""
    for meta in _around(goals, modules, tracks):
        yield from texts_of(meta, public=False)
    for passage in goals.passages.values():
        yield from _texts(passage.staff)
    for module in modules:
        yield from _texts(module.body.blocks)


def _around(goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...]) -> Iterator[Authored]:
    yield goals.program.meta
    yield from (module.meta for module in modules)
    yield from (track.meta for track in tracks)
    yield from (passage.meta for passage in goals.passages.values())


def staff_texts(session: Session) -> Iterator[str]:
    """What only staff may read of a session."""
    yield from _texts(session.guide.document.blocks)
    yield from _drawn(session.guide.document.blocks)
    yield from texts_of(session.meta, public=False)
    for cards in session.cards:
        if cards.meta.audience == "staff":
            yield from texts_of(cards.meta, public=False)
            yield from _cards(cards)


def public_texts_around(goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...]) -> Iterator[str]:
    """What participants read of all that stands around the sessions."""
    for meta in _around(goals, modules, tracks):
        yield from texts_of(meta, public=True)
    for passage in goals.passages.values():
        for blocks in passage.participants.values():
            yield plain(blocks)
    for track in tracks:
        yield plain(track.body.blocks)


def public_texts(session: Session) -> Iterator[str]:
    """What participants read of a session."""
    yield from texts_of(session.meta, public=True)
    for handout in session.handouts:
        yield from texts_of(handout.meta, public=True)
        yield plain(handout.body.blocks)
        for field in handout.body.fields():
            yield from (field.label, field.low_label, field.high_label)
        yield from _drawn(handout.body.blocks)
    for cards in session.cards:
        if cards.meta.audience == "participants":
            yield from (cards.meta.title, " ".join(_cards(cards)))


def _drawn(blocks: tuple[Block, ...]) -> Iterator[str]:
    """What drawings say: the words that stand for them, and those inside, label by label and one after the other."""
    for node in walk(blocks):
        if isinstance(node, Drawing):
            labels = [html.unescape(_TAG.sub("", label)) for label in _LABEL.findall(node.svg)]
            yield from (node.words, *labels, " ".join(labels))


def _cards(cards: Cards) -> Iterator[str]:
    for card in cards.cards:
        yield plain(card.title)
        yield from _texts(card.blocks)


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield plain((block,))
            case List(items=items):
                for item in items:
                    yield from _texts(item.blocks)
            case Item(blocks=inner) | Quote(blocks=inner):
                yield from _texts(inner)
            case Table(rows=rows):
                yield from (plain(cell) for row in rows for cell in row)

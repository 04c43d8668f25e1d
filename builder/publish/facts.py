"""What the last look needs to know of a finished file, found once and kept: where its links lead, and marks of its words.

The marks are a sieve: they let through everything that is as it should be, at the cost of one look at each new file. What they hold back is looked at
word by word by `builder.publish.scan`, which alone decides. A sieve may hold back too much; it never lets a leak or a broken link through.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import PurePosixPath
from sys import intern
from urllib.parse import unquote, urlsplit
from zlib import crc32

from builder.model.library import Goals, Library
from builder.model.session import Module, Session
from builder.model.track import Track
from builder.publish.scan import (
    LEAK_WORDS,
    TEXT_KINDS,
    anchors_in,
    links_in,
    lower_words,
    public_texts,
    public_texts_around,
    sentences_of,
    staff_texts,
    staff_texts_around,
    target_of,
    text_of,
    titles_in_a_row,
    words_in,
)
from builder.work.memo import Memo


@dataclass(frozen=True)
class Facts:
    """Of one file: the files that it links to, the places in other pages that it links to, its own anchors, marks of its words.

    `odd` is set where the file asks another host for something, or links to a place of its own that is not there.
    """

    targets: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    anchors: frozenset[str] = frozenset()
    marks: array[int] = field(default_factory=partial(array, "q"))
    odd: bool = False


def facts_of(name: str, content: bytes, public: bool) -> Facts:
    """The facts of a finished file; words are marked in what participants get, where `public` is set."""
    suffix = PurePosixPath(name).suffix
    marks = array("q", marks_of(words_in(text_of(content)))) if public and suffix in TEXT_KINDS else array("q")
    if suffix != ".html" or name == "404.html":
        return Facts(marks=marks)
    text = content.decode("utf-8")
    anchors = anchors_in(text)
    targets: dict[str, None] = {}
    places: dict[tuple[str, str], None] = {}
    odd = False
    for tag, value, written in dict.fromkeys(links_in(text)):
        if tag != "a" or value.startswith(("http:", "//")):
            parts = urlsplit(value)
            if parts.scheme or parts.netloc:
                odd |= tag != "a" and not value.startswith("data:") and "canonical" not in written
                continue
        elif value.startswith(("https:", "tel:", "sms:", "mailto:")):
            continue
        path, _, fragment = value.partition("#")
        target = intern(target_of(name, unquote(path.partition("?")[0])))
        if target.startswith(".."):
            continue
        if target == name:
            odd |= bool(fragment) and not fragment.startswith("__") and fragment not in anchors
        else:
            targets[target] = None
            if fragment and not fragment.startswith("__"):
                places[target, intern(fragment)] = None
    return Facts(tuple(targets), tuple(places), frozenset(map(intern, anchors)), marks, odd)


def marks_of(words: str) -> set[int]:
    """A mark for every run of eight words. Of 64 bits: with 32, of a hundred thousand marks some are always alike."""
    each = list(map(crc32, words.encode().split()))
    return set(map(hash, zip(*(each[start:] for start in range(LEAK_WORDS)), strict=False)))  # numbers have the same hash in every process


def suspicious(site: Mapping[str, Facts], private: Set[int]) -> Iterator[str]:
    """The files of a site that may hold a private sentence or a link that leads nowhere."""
    for name, facts in site.items():
        leads = all(target in site for target in facts.targets) and all(
            not place[0].endswith(".html") or (place[0] in site and place[1] in site[place[0]].anchors) for place in facts.places
        )
        if facts.odd or not leads or not private.isdisjoint(facts.marks):
            yield name


Row = tuple[tuple[str, ...], "array[int]", str, "array[int]"]
"""Sentences of staff and their marks, public words and their marks."""


def private_sentences(library: Library, memo: Memo) -> dict[int, list[str]]:
    """Each staff sentence of eight words or more that stands in no public text, by the mark of its first eight words."""
    around = memo.one(row_around, library.goals, library.bare_modules, library.tracks)
    rows = [around, *memo.every(row_of, {name: (session,) for name, session in library.sessions.items()}).values()]
    in_public = set(chain.from_iterable(row[3] for row in rows))
    public = f" {' '.join(row[2] for row in rows)} "
    titles = titles_in_a_row(library)
    found: dict[int, list[str]] = {}
    for sentences, marks, _, _ in rows:
        for sentence, mark in zip(sentences, marks, strict=True):
            if (mark not in in_public or f" {sentence} " not in public) and not titles.fullmatch(sentence):
                found.setdefault(mark, []).append(sentence)
    return found


def row_around(goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...]) -> Row:
    return _row(staff_texts_around(goals, modules, tracks), public_texts_around(goals, modules, tracks))


def row_of(session: Session) -> Row:
    return _row(staff_texts(session), public_texts(session))


def _row(staff: Iterable[str], public: Iterable[str]) -> Row:
    sentences, words = sentences_of(staff), lower_words(public)
    first = (hash(tuple(map(crc32, sentence.encode().split()[:LEAK_WORDS]))) for sentence in sentences)
    return sentences, array("q", first), words, array("q", marks_of(words))

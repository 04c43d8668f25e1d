"""What only staff may read, sentence by sentence, and what participants may: of the whole library, by the marks in the schema and by kind of page."""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterable, Iterator
from itertools import chain
from zlib import crc32

from builder.text.tree import Block, Drawing, Heading, Item, Lines, List, Paragraph, Quote, Scale, Table, plain, walk
from builder.model.base import Authored
from builder.model.fields import texts_of
from builder.model.group import RunningGroup
from builder.model.library import Goals, Library
from builder.model.module import Module
from builder.model.session import Cards, Session
from builder.model.track import Track
from builder.work.memo import Memo, Spread, here

LEAK_WORDS = 8
"""Words from which on a sentence is known again."""
_LABEL = re.compile(r"<text\b.*?</text>", re.S)
_TAG = re.compile(r"<[^>]*>")
_NOT_WORD = re.compile(r"[^a-z0-9\n]+")
_END = re.compile(r"(?<=[.!?:])\s+")

Row = tuple[tuple[str, ...], "array[int]", str, "array[int]"]
"""Sentences of staff and the marks of how they begin, public words and their marks."""


def private_sentences(library: Library, memo: Memo, spread: Spread = here) -> dict[int, list[str]]:
    """Each staff sentence of eight words or more that stands in no public text, by the mark of eight of its words that follow each other: the first that
    no public text has, so that what only begins as public words do is not taken for them."""
    around = memo.one(row_around, library.goals, library.bare_modules, library.tracks, library.groups)
    rows = [around, *memo.every(row_of, {name: (session,) for name, session in library.sessions.items()}, spread).values()]
    listed = [plain_words(" ".join(session.meta.title for session in module.sessions)) for module in library.without_process.modules]  # as participants' pages list them
    in_public = set(chain.from_iterable((*(row[3] for row in rows), *map(marks_of, listed))))
    public = f" {' '.join((*(row[2] for row in rows), *listed))} "
    titles = titles_in_a_row(library)
    found: dict[int, list[str]] = {}
    for sentences, marks, _, _ in rows:
        for sentence, mark in zip(sentences, marks, strict=True):
            if (mark not in in_public or f" {sentence} " not in public) and not titles.fullmatch(sentence):
                own = mark if mark not in in_public else next((run for run in runs_of(sentence) if run not in in_public), mark)
                found.setdefault(own, []).append(sentence)
    return found


def row_around(
    goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...], groups: tuple[RunningGroup, ...]
) -> Row:
    return _row(staff_texts_around(goals, modules, tracks, groups), public_texts_around(goals, modules, tracks, groups))


def row_of(session: Session) -> Row:
    return _row(staff_texts(session), public_texts(session))


def _row(staff: Iterable[str], public: Iterable[str]) -> Row:
    sentences, words = tuple(dict.fromkeys(_sentences(staff))), plain_words(" ".join(public))
    return sentences, array("q", (beginning_of(sentence) for sentence in sentences)), words, array("q", marks_of(words))


def marks_of(words: str) -> set[int]:
    """A mark for every run of eight words."""
    return set(runs_of(words))


def runs_of(words: str) -> Iterator[int]:
    """The same in their order. Of 64 bits: with 32, of a hundred thousand marks some are always alike."""
    each = list(map(crc32, words.encode().split()))
    return map(hash, zip(*(each[start:] for start in range(LEAK_WORDS)), strict=False))  # numbers have the same hash in every process


def beginning_of(sentence: str) -> int:
    """The mark of a sentence's first eight words."""
    return hash(tuple(map(crc32, sentence.encode().split()[:LEAK_WORDS])))


def plain_words(text: str) -> str:
    """The words of a text in lower case, with one space between them."""
    return " ".join(_lower(text).split())


def titles_in_a_row(library: Library) -> re.Pattern[str]:
    """What titles of sessions make when they follow each other, as lower-case words: a staff list of sessions and a participants' one read alike."""
    titles = sorted({re.escape(plain_words(session.meta.title)) for session in library.sessions.values()}, key=len, reverse=True)
    return re.compile(f"(?:(?:{'|'.join(titles)})(?: |$))+")


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    """Every sentence that has enough words, as its words. All texts are gone through at once, a sentence to a line."""
    lines = _END.sub("\n", "\n".join(" ".join(text.split()) for text in texts))
    for line in _lower(lines).split("\n"):
        words = line.split()
        if len(words) >= LEAK_WORDS:
            yield " ".join(words)


def _lower(text: str) -> str:
    """The words of each line in lower case, without apostrophes; whatever else there is is a space."""
    return _NOT_WORD.sub(" ", text.lower().replace("’", "'").replace("'", ""))


def staff_texts_around(
    goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...], groups: tuple[RunningGroup, ...]
) -> Iterator[str]:
    """What only staff may read of all that stands around the sessions."""
    for meta in _around(goals, modules, tracks, groups):
        yield from texts_of(meta, public=False)
    for passage in goals.passages.values():
        yield from _texts(passage.staff)
    for module in modules:
        yield from _texts(module.body.blocks)


def _around(
    goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...], groups: tuple[RunningGroup, ...]
) -> Iterator[Authored]:
    yield goals.program.meta
    yield from (module.meta for module in modules)
    yield from (track.meta for track in tracks)
    yield from (group.meta for group in groups)
    yield from (passage.meta for passage in goals.passages.values())


def staff_texts(session: Session) -> Iterator[str]:
    """What only staff may read of a session."""
    yield from _texts(session.guide.document.blocks)
    yield from _drawn(session.guide.document.blocks)
    yield from texts_of(session.meta, public=False)
    if session.is_process:
        yield from texts_of(session.meta, public=True)
    for cards in session.cards:
        if cards.meta.audience == "staff":
            yield from texts_of(cards.meta, public=False)
            yield from _cards(cards)


def public_texts_around(
    goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...], groups: tuple[RunningGroup, ...]
) -> Iterator[str]:
    """What participants read of all that stands around the sessions."""
    for meta in _around(goals, modules, tracks, groups):
        yield from texts_of(meta, public=True)
    for passage in goals.passages.values():
        for blocks in passage.public:
            yield plain(blocks)
    for track in tracks:
        yield plain(track.body.blocks)


def public_texts(session: Session) -> Iterator[str]:
    """What participants read of a session; of a guide to the process hour nothing."""
    if session.is_process:
        return
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
    for screen in (screen for wall in session.walls for screen in wall.screens):
        yield screen.words
        yield from _drawn(screen.blocks)


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
            case Paragraph() | Heading() | Lines() | Scale():
                yield plain((block,))
            case List(items=items):
                for item in items:
                    yield from _texts(item.blocks)
            case Item(blocks=inner) | Quote(blocks=inner):
                yield from _texts(inner)
            case Table(rows=rows):
                yield from (plain(cell) for row in rows for cell in row)

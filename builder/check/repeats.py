"""The same sentence in two sessions is a template with the topic swapped in."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from zlib import crc32

from builder.check.own_text import Piece, pieces_of, wall_pieces
from builder.finding import Finding, shortened
from builder.model.library import Library
from builder.model.session import Session

SENTENCE_WORDS = 8
PARAGRAPH_WORDS = 20

_END = re.compile(r"(?<=[.!?])[\"”’']?\s+")
_NOT_WORD = re.compile(r"[^a-z0-9' \n]+")


def repeated_text(library: Library, marks: Mapping[str, array[int]]) -> Iterator[Finding]:
    """`repeated-paragraph` and `repeated-sentence`, at the later place; a page may repeat itself, two sessions may not.

    Only those sessions are read that share the mark of a text with another.
    """
    count = Counter(mark for own in marks.values() for mark in own)
    first: dict[str, tuple[str, Piece]] = {}
    sharing = [library.sessions[name] for name, own in marks.items() if any(count[mark] > 1 for mark in own)]
    for name, piece in ((session.id, piece) for session in sharing for piece in _pieces(session)):
        key = _key(piece.text)
        owner, earlier = first.setdefault(key, (name, piece))
        if len(key.split()) >= PARAGRAPH_WORDS and owner != name:
            message = f"this paragraph stands word for word at {earlier.place()}"
            yield Finding(piece.place(), "repeated-paragraph", message, "write what only this session can say, or cut it")
            continue
        for text in _END.split(piece.text):
            key = _key(text)
            if len(key.split()) < SENTENCE_WORDS:
                continue
            sentence = replace(piece, text=text)
            owner, earlier = first.setdefault(key, (name, sentence))
            if owner != name:
                message = f"'{shortened(text, 80)}' stands word for word at {earlier.place()}"
                yield Finding(sentence.place(), "repeated-sentence", message, "say it afresh for this session, or cut it")


def marks_of(session: Session) -> array[int]:
    """A mark of every text of a session that `repeated_text` compares and that is long enough for a finding."""
    return array("I", sorted({crc32(key.encode()) for key in _keys(session)}))


def _keys(session: Session) -> Iterator[str]:
    """These texts as they are compared. All are gone through at once."""
    texts = [text for piece in _pieces(session) for text in {piece.text, *_END.split(piece.text)}]
    for line in _lower("\n".join(texts)).split("\n"):
        words = line.split()
        if len(words) >= SENTENCE_WORDS:
            yield " ".join(words)


def _pieces(session: Session) -> Iterator[Piece]:
    """Of its guide, its English handouts and its English wall."""
    yield from pieces_of(session.guide.document.blocks, session.source)
    for handout in session.handouts:
        yield from pieces_of(handout.body.blocks, handout.source)
    yield from wall_pieces(session)


def _key(text: str) -> str:
    return " ".join(_lower(text).split())


def _lower(text: str) -> str:
    """The words of each line in lower case; whatever else there is is a space."""
    return _NOT_WORD.sub(" ", text.lower().replace("’", "'"))

"""What a life may hang on is said in passages: such a warning in free text is found by the phrases that the passages name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from builder.check.own_text import Piece, pieces, pieces_of, public_fields
from builder.finding import Finding
from builder.markup.tree import Included, walk
from builder.model.library import Library

_SENTENCE = re.compile(r"[^.!?]*[.!?]*[\"”’')]*\s*")
_SAID = re.compile(r'"[^"]*"|“[^”]*”')


def warnings_stand_in_passages(library: Library) -> Iterator[Finding]:
    """`warning-outside-passage` for each sentence that a passage covers, in guides, handouts, cards, modules and tracks.

    What somebody else says, in quotation marks, is passed over, and so are the signs in a row of danger, but for its next move. A session whose very subject a
    passage is may word it at length.
    """
    covers = [passage for passage in library.passages.values() if passage.meta.covers]
    for session, piece in _all_pieces(library) if covers else ():
        for sentence in _SENTENCE.findall(_own(piece.text)) if not piece.sign else ():
            hits = (passage.id for passage in covers if session not in passage.meta.taught_in and _any_of(passage.meta.covers, sentence))
            name = next(hits, None)
            if name:
                message = f"'{_short(sentence)}' is a warning that the passage '{name}' words for everyone"
                yield Finding(
                    piece.place(sentence),
                    "warning-outside-passage",
                    message,
                    f"write {{{{passage {name}}}}} alone in its paragraph, in place of this",
                )


def hard_parts_include_their_passages(library: Library) -> Iterator[Finding]:
    """`hard-without-passage`: 'If it gets hard' read alone must leave nobody at risk alone, so each guide's has the passages of program.yml's `every_guide`."""
    for session in library.sessions.values():
        part = session.guide.part("If it gets hard")
        included = {node.passage for node in walk(part.blocks) if isinstance(node, Included)} if part else set()
        for name in library.program.meta.every_guide if part else ():
            if name not in included:
                message = (
                    f"'If it gets hard' does not say what to do when: {library.passages[name].meta.title.lower()}"
                    if name in library.passages
                    else f"the passage '{name}' is missing"
                )
                yield Finding(
                    session.source.line(part.line if part else 1), "hard-without-passage", message, f"add a list item: - {{{{passage {name}}}}}"
                )


def _any_of(phrases: tuple[str, ...], sentence: str) -> bool:
    return any(_pattern(phrase).search(sentence) for phrase in phrases)


def _all_pieces(library: Library) -> Iterator[tuple[str, Piece]]:
    """The session in which a piece stands, or nothing for modules and tracks, with the piece."""
    for session in library.sessions.values():
        yield from ((session.id, piece) for piece in (*pieces(session), *public_fields(session)))
    for module in library.modules:
        yield from (("", piece) for piece in pieces_of(module.body.blocks, module.source))
    for track in library.tracks:
        yield from (("", piece) for piece in pieces_of(track.body.blocks, track.source))


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """`stop* ... suddenly`: a star ends the stem of a word, three dots stand for up to five words."""
    parts: list[str] = []
    for word in phrase.lower().split():
        if word == "...":
            parts.append(r"(?:[\w'’-]+\W+){0,5}?")
        else:
            parts.append(re.escape(word.rstrip("*")) + (r"[\w'’-]*" if word.endswith("*") else "") + r"(?![\w-])\W*")
    return re.compile(r"(?<![\w-])" + "".join(parts), re.I)


def _own(text: str) -> str:
    """A text without what somebody else says in it, its places kept; with straight apostrophes, as authors type them."""
    return _SAID.sub(lambda said: " " * len(said[0]), text).replace("’", "'")


def phrases_that_hit(covers: Mapping[str, tuple[str, ...]], text: str) -> dict[str, str]:
    """The first phrase of each passage that covers a text, for tests and for those who write `covers`."""
    found = {name: next((phrase for phrase in phrases if _pattern(phrase).search(_own(text))), "") for name, phrases in covers.items()}
    return {name: phrase for name, phrase in found.items() if phrase}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:77]}..."

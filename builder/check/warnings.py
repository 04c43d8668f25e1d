"""What a life may hang on is said in passages: such a warning in free text is found by the phrases that the passages name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from builder.check.own_text import Piece, pieces, pieces_of, public_fields
from builder.finding import Finding, shortened
from builder.model.library import Goals
from builder.model.module import Module
from builder.model.session import Session
from builder.model.track import Track
from builder.text.tree import Included, walk

_SENTENCE = re.compile(r"[^.!?]*[.!?]*[\"”’')]*\s*")
_SAID = re.compile(r'"[^"]*"|“[^”]*”')


def warnings_stand_in_passages(session: Session, goals: Goals) -> Iterator[Finding]:
    """`warning-outside-passage` for each sentence that a passage covers, in guides, handouts and cards.

    What somebody else says, in quotation marks, is passed over, and so are the signs in a row of danger, but for its next move. A session whose very subject a
    passage is may word it at length.
    """
    yield from _outside([*pieces(session), *public_fields(session)], goals, session.id)


def warnings_around_stand_in_passages(modules: tuple[Module, ...], tracks: tuple[Track, ...], goals: Goals) -> Iterator[Finding]:
    """The same in modules and tracks."""
    texts = [(one.body, one.source) for one in modules] + [(one.body, one.source) for one in tracks]
    yield from _outside((piece for body, source in texts for piece in pieces_of(body.blocks, source)), goals)


def _outside(found: Iterable[Piece], goals: Goals, session: str = "") -> Iterator[Finding]:
    covers = [(phrase, passage.id) for passage in goals.passages.values() if session not in passage.meta.taught_in for phrase in passage.meta.covers]
    for piece in found if covers else ():
        text = _own(piece.text)
        low = text.lower()
        likely = [(phrase, name) for phrase, name in covers if _telling(phrase) in low] if not piece.sign else []
        for sentence in _SENTENCE.findall(text) if likely else ():
            name = next((name for phrase, name in likely if _pattern(phrase).search(sentence)), None)
            if name:
                message = f"'{shortened(sentence, 80)}' is a warning that the passage '{name}' words for everyone"
                hint = f"write {{{{passage {name}}}}} alone in its paragraph, in place of this"
                yield Finding(piece.place(sentence), "warning-outside-passage", message, hint)


def hard_parts_include_their_passages(session: Session, goals: Goals) -> Iterator[Finding]:
    """`hard-without-passage`: 'If it gets hard' read alone must leave nobody at risk alone, so each guide's has the passages of program.yml's `every_guide`."""
    part = session.guide.part("If it gets hard")
    included = {node.passage for node in walk(part.blocks) if isinstance(node, Included)} if part else set()
    for name in goals.program.meta.every_guide if part else ():
        if name not in included:
            message = (
                f"'If it gets hard' does not say what to do when: {goals.passages[name].meta.title.lower()}"
                if name in goals.passages
                else f"the passage '{name}' is missing"
            )
            hint = f"add a list item: - {{{{passage {name}}}}}"
            yield Finding(session.source.line(part.line if part else 1), "hard-without-passage", message, hint)


@cache
def _telling(phrase: str) -> str:
    """The longest letters that a text has to have: most have none of them, and are done with at a glance."""
    return max((word.rstrip("*") for word in phrase.lower().split() if word != "..."), key=len, default="")


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

"""What sentences cannot show: the same person, picture or opening in one session after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from builder.check.own_text import Piece, pieces, pieces_of
from builder.check.people import people_in
from builder.finding import Finding, Place
from builder.model.library import Goals
from builder.model.reference import Language
from builder.model.session import Session
from builder.text.guide import Part
from builder.text.tree import Quote

MOST = 2
"""Sessions in which the same person, picture or opening may stand."""

_LIKE = re.compile(r"\b(?:like|as if it were|think of|picture|imagine) (?:a|an) (?P<noun>[a-z]+(?: [a-z]+)?)\b", re.I)
_WORD = re.compile(r"[a-z']+")
_PLAIN = frozenset(
    """
    lot little bit few good bad big small new old kind sort way time day moment minute person friend people man woman kid child stranger beginner
    while week month place thing word feeling thought number name sentence question real whole short long simple single true list better plan
    group
    """.split()
)
"""What makes no picture by itself after `like a`."""


@dataclass(frozen=True)
class Trait:
    """Something that a member of several groups would meet again: a `person`, an `image` or an `opening`; `key` tells whether two are the same."""

    kind: str
    key: str
    shown: str
    place: Place


def repeated_traits(goals: Goals, traits: Mapping[str, tuple[Trait, ...]]) -> Iterator[Finding]:
    """`person-again`, `image-again` and `opening-again`, at each session after the second."""
    allotted = {person.name.lower(): person.sessions for person in goals.people.meta.people} if goals.people else {}
    met: dict[tuple[str, str], list[str]] = {}
    for session, found in traits.items():
        for trait in {(trait.kind, trait.key): trait for trait in reversed(found)}.values():
            before = met.setdefault((trait.kind, trait.key), [])
            before.append(session)
            own = allotted.get(trait.key, ()) if trait.kind == "person" else ()
            if own and session not in own:
                message = f"{trait.shown} belongs to {' and '.join(own)} by people.yml, and stands here too"
                hint = "take someone of the cast who has no session yet, or list this one under `sessions`"
                yield Finding(trait.place, "person-again", message, hint)
            elif len(before) > MOST:
                yield Finding(trait.place, f"{trait.kind}-again", _said(trait, before), _NEXT[trait.kind])


_NEXT = {
    "person": "give this example to someone of the cast who has no session yet",
    "image": "say it plainly, or with something that only this session has",
    "opening": "begin in another way: a question, a small scene, a show of hands",
}


def _said(trait: Trait, sessions: list[str]) -> str:
    what = {"person": f"{trait.shown} stands", "image": f"the picture '{trait.shown}' stands", "opening": f"sessions begin with '{trait.shown}'"}[
        trait.kind
    ]
    where = ", ".join(sessions[:MOST])
    return f"{what} in {where} and here" if trait.kind != "opening" else f"{what}: {where} and this one"


def traits_of(session: Session, goals: Goals) -> tuple[Trait, ...]:
    """Everyone of the cast in a session, the pictures it uses, and how its check-in and its script of teaching begin."""
    cast = (Trait("person", person.name.lower(), person.name, piece.place(person.name)) for person, piece in people_in(session, goals))
    return (*cast, *_pictures(tuple(pieces(session)), goals.language), *_openings(session))


def _pictures(texts: tuple[Piece, ...], language: Language) -> Iterator[Trait]:
    low = "\n".join(piece.text for piece in texts).lower()
    listed = " ".join(_forms(image.words).pattern for image in language.meta.images)
    for image in language.meta.images:
        if any(word.rstrip("*").lower() in low for word in image.words):  # most texts have none of them, and are done with at a glance
            found_in = ((piece, found) for piece in texts if (found := _forms(image.words).search(piece.text)))
            yield from (Trait("image", image.name.lower(), image.name, piece.place(found.group(0))) for piece, found in islice(found_in, 1))
    for piece in texts:
        for found in _LIKE.finditer(piece.text):
            noun = next((word for word in found["noun"].lower().split() if word not in _PLAIN), "")
            if noun and noun not in listed:
                yield Trait("image", f"like {noun}", found.group(0).lower(), piece.place(found.group(0)))


@cache
def _forms(words: tuple[str, ...]) -> re.Pattern[str]:
    each = (re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"\b(?:{'|'.join(each)})\b", re.I)


def _openings(session: Session) -> Iterator[Trait]:
    timed = session.guide.timed
    for kind in ("check-in", "teach"):
        part = next((part for part in timed if part.kind == kind), None)
        piece = _first(session, part) if part else None
        words = _WORD.findall(piece.text.lower().replace("’", "'"))[:3] if piece else []
        if piece and len(words) == 3:
            yield Trait("opening", f"{kind}: {' '.join(words)}", " ".join(words), piece.place())


def _first(session: Session, part: Part) -> Piece | None:
    """Where a part begins for those who hear it: the first script of a teaching part, the first words of another."""
    blocks = part.blocks
    if part.kind == "teach":
        blocks = next(((block,) for block in blocks if isinstance(block, Quote)), ())
    return next((piece for piece in pieces_of(tuple(blocks), session.source) if _WORD.search(piece.text.lower())), None)

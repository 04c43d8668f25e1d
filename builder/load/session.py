"""A session, put together from the files of its folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.finding import Finding, Place
from builder.load.entry import combined_digest
from builder.model.base import Source
from builder.model.passage import Passage
from builder.model.session import Cards, Handout, Session, SessionMeta, Wall
from builder.text.guide import Guide

WALL = "wall"
"""The name of the file with what the room sees, without its language and ending."""

Beside = Handout | Cards | Wall | None


@dataclass(frozen=True)
class Made:
    session: Session
    findings: tuple[Finding, ...]


def put_together(identity: str, source: Source, meta: SessionMeta, read: tuple[Guide, Sequence[Beside], Mapping[str, Passage]]) -> Made:
    """The session of a guide and of the pages beside it; `read` are these and the passages. `extra-file` for a language edition of nothing."""
    guide, pages, passages = read
    handouts = [page for page in pages if isinstance(page, Handout)]
    cards = tuple(page for page in pages if isinstance(page, Cards))
    walls = sorted((page for page in pages if isinstance(page, Wall)), key=lambda wall: (wall.language != "en", wall.language))
    english = tuple(page for page in handouts if page.language == "en")
    languages = dict.fromkeys(handout.language for handout in handouts if handout.language != "en")
    signed = tuple(page for page in english if not page.is_draft)
    beside: tuple[Handout | Cards | Wall, ...] = (*signed, *cards, *(wall for wall in walls if wall.language == "en"))
    documents = (guide.document, *(page.body for page in handouts if page.id in {one.id for one in signed}), *(one.body for one in cards))
    named = tuple(dict.fromkeys(name for document in documents for name in document.passages))
    session = Session(
        id=identity,
        module=identity.partition("/")[0],
        meta=meta,
        guide=guide,
        handouts=english,
        editions={language: tuple(handout for handout in handouts if handout.language == language) for language in languages},
        source=source.under(combined_digest([source.digest, *(one.source.digest for one in beside)])),
        cards=cards,
        passages=named,
        unsigned=tuple(name for name in named if not passages[name].approved),
        walls=tuple(walls),
    )
    return Made(session, tuple(_orphans(session)))


def _orphans(session: Session) -> Iterator[Finding]:
    """Language editions without the English page that they translate."""
    english = {page.id for page in session.handouts} | {f"{wall.session}/{WALL}" for wall in session.walls if wall.language == "en"}
    read: list[tuple[str, str, Handout | Wall]] = [(page.id, "handout", page) for page in session.pages]
    read += [(f"{wall.session}/{WALL}", "wall", wall) for wall in session.walls]
    for identity, what, edition in read:
        if identity not in english:
            file = f"{identity.rpartition('/')[2]}.md"
            message = f"this '{edition.language}' edition has no English {what} '{file}' beside it"
            yield Finding(Place(edition.source.file), "extra-file", message, f"rename it after the {what} that it translates")

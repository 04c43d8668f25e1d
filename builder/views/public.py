"""What a participant may see of a session and of its handouts. `PublicSession` is the only door out of a session: title, summary and home practice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from builder.model.library import Library
from builder.model.session import Handout, Session
from builder.text.tree import Document, Drawing, Heading
from builder.views.cards import CardsLink, cards_link
from builder.views.common import KIND_NAMES

_FIRST_NUMBER = re.compile(r"\d+")


class HandoutLink(Struct, frozen=True, kw_only=True):
    title: str
    kind: str
    time: str
    main_message: str
    path: str
    urgent: str
    """`emergency` or `crisis` where someone may need it now: it stands first. Empty for others."""


class PublicSession(Struct, frozen=True, kw_only=True):
    """A session as a participant may see it."""

    title: str
    summary: str
    home_practice: str
    path: str
    color: str
    handouts: tuple[HandoutLink, ...]
    cards: tuple[CardsLink, ...]
    """The sets of cards that are for participants."""


class Choice(Struct, frozen=True, kw_only=True):
    title: str
    about: str
    path: str
    color: str = ""
    """Of the module that it is, where it is one."""
    cover: tuple[Drawing, ...] = ()


def public_session(library: Library, session: Session) -> PublicSession:
    links = tuple(sorted((handout_link(handout) for handout in library.handouts_of(session)), key=lambda link: not link.urgent))
    cards = tuple(cards_link(one) for one in session.cards if one.meta.audience == "participants")
    return PublicSession(
        title=session.meta.title,
        summary=session.meta.summary,
        home_practice=session.meta.home_practice,
        path=session.id,
        color=library.module(session.module).meta.color,
        handouts=links,
        cards=cards,
    )


def handout_link(handout: Handout) -> HandoutLink:
    return HandoutLink(
        title=handout.meta.title,
        kind=KIND_NAMES[handout.meta.kind],
        time=handout.meta.time,
        main_message=handout.meta.main_message,
        path=handout.id,
        urgent=handout.meta.urgent,
    )


def first_part(body: Document) -> tuple[Document, Document]:
    """A page parted before its next heading: what someone reads in an emergency, and the rest."""
    blocks = body.blocks
    end = next((index for index, block in enumerate(blocks) if index and isinstance(block, Heading)), len(blocks))
    return Document(blocks[:end]), Document(blocks[end:])


def minutes_now(times: Sequence[str]) -> int | None:
    """Minutes that handouts take in all when someone sits down with them: the first number of each `10 minutes, then 1 minute a day`.

    None where one of them does not begin with minutes.
    """
    found = [_FIRST_NUMBER.search(time) for time in times]
    told = [int(number[0]) for time, number in zip(times, found, strict=True) if number and time[number.end() :].lstrip().startswith("minute")]
    return sum(told) if len(told) == len(times) else None

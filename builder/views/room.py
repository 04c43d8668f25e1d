"""Room mode: what stands on the phone in a facilitator's hand, one timed part at a time. Here that of one session; `evening` has that of a meeting."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from builder.model.library import Library
from builder.model.reference import Citation
from builder.model.session import Session
from builder.planner.shorten import savings
from builder.text.brief import brief, exercises
from builder.text.guide import AGAIN, Part
from builder.text.tree import Block, Document
from builder.tracks.steps import steps_of_session
from builder.views.card import PageLink
from builder.views.common import citations, review_note
from builder.views.note import note_path
from builder.views.page import Page
from builder.views.self_rating import self_rating_path
from builder.views.wall import wall_link

if TYPE_CHECKING:
    from builder.model.plan_types import PlainStep


class RoomRow(Struct, frozen=True):
    """A line of what a part needs to know; `path` leads to a page where there is one."""

    title: str
    detail: str = ""
    path: str = ""


class RoomList(Struct, frozen=True):
    """What the library knows for a part that no guide describes: home practice to hear about, what is to lie ready."""

    head: str
    rows: tuple[RoomRow, ...]
    for_newcomers: bool = False
    """Shown where someone is new."""


class RoomStep(Struct, frozen=True, kw_only=True):
    """A timed part. `line` tells the parts of one session from those of the next; `short` is 0 where a short day leaves it out."""

    line: int
    kind: str
    stream: str
    session: str
    """Id of its session; empty for what is none."""
    title: str
    of: str
    """Title of its session, where several stand on the page."""
    minutes: int
    short: int
    exercises: tuple[int, ...]
    """Minutes that its guide gives for what is done inside it."""
    brief: tuple[tuple[str, tuple[str, ...]], ...]
    """What the one who leads says and does, in short."""
    ready: tuple[str, ...]
    """What is to lie ready when it begins."""
    part: Part | None
    newcomers: Part | None
    """What its session's guide says to someone new; at the first part of the session."""
    again: Part | None
    """Where the session comes again: what its guide has for those who know it; at the part whose place it takes."""
    later: Part | None
    """Where it may, in a later round, the same."""
    lists: tuple[RoomList, ...]

    @property
    def treated(self) -> bool:
        """Whether its minutes count as treatment."""
        return self.kind not in ("break", "spare")


class RoomSession(Struct, frozen=True, kw_only=True):
    """A session that the page leads through: its pages, its words where it gets hard, and the home practice that it gives."""

    line: int
    stream: str
    title: str
    guide: str
    note: str
    self_rating: str
    hard: Part | None
    home_practice: str


class Kept(Struct, frozen=True):
    """What is kept on a device for use without internet: pages, and those of them whose files to print are kept too."""

    pages: tuple[str, ...]
    printed: tuple[str, ...] = ()


class RoomView(Struct, frozen=True, kw_only=True):
    back: PageLink
    """Where one leaves to: the guide, or the run sheet of the meeting."""
    clock: str
    """How times are written: `12-hour` or `24-hour`."""
    minutes: int
    short_minutes: int
    ends: str
    """The planned end as a time field takes it; empty where none is known."""
    least: int
    """Minutes of treatment that a standard asks of the day, and its title; 0 where none does."""
    least_of: str
    savings: str
    """The planner's savings, as JSON: step, minutes, whether it goes whole."""
    streams: tuple[str, ...]
    """Groups that part at one time; the page is for one of them."""
    newcomers: bool
    steps: tuple[RoomStep, ...]
    sessions: tuple[RoomSession, ...]
    protocol: tuple[Block, ...]
    """The program's steps when someone may be at risk."""
    sources: tuple[tuple[str, Citation], ...]
    """Those that the shown parts cite."""
    kept: Kept
    review: str
    wall: str
    """The address of its wall on the participants' site; empty where it has none."""


def room_path(session: Session) -> str:
    return f"{session.id}/room"


def risk_protocol(library: Library) -> Document:
    """The program's steps when someone may be at risk."""
    return library.program.protocol


def room_page(library: Library, session: Session, protocol: Document) -> Page:
    """`protocol` is the program's, parsed once for all sessions."""
    plain = steps_of_session(session)
    view = RoomView(
        back=PageLink("The whole guide", session.id),
        clock=library.program.meta.clock,
        minutes=session.meta.minutes,
        short_minutes=session.short_minutes,
        ends="",
        least=0,
        least_of="",
        savings=json.dumps(savings(plain)),
        streams=(),
        newcomers=session.guide.part("Newcomers") is not None,
        steps=tuple(session_step(step, session, "", ready=()) for step in plain),
        sessions=(room_session(session, 0, ""),),
        protocol=protocol.blocks,
        sources=room_sources(library, [session], protocol),
        kept=Kept((session.id, note_path(session), self_rating_path(session))),
        review=review_note(library, session),
        wall=wall_link(library, session, room_path(session)),
    )
    return Page(path=room_path(session), title=f"Room mode: {session.meta.title}", template="room.html", view=view, hide=("toc", "search"))


def session_step(step: PlainStep, session: Session, of: str, ready: Sequence[str], again: bool = False, comes_round: bool = False) -> RoomStep:
    """A timed part of a session; `of` is the session's title where several stand on the page, `again` is true where it comes another time in its round."""
    number = step["part"] or 0
    part = session.guide.timed[number]
    second = session.guide.part(AGAIN) if part is session.guide.exercise else None
    return RoomStep(
        line=step["line"],
        kind=step["kind"],
        stream=step["stream"],
        session=session.id,
        title=part.title,
        of=of,
        minutes=step["minutes"],
        short=step["short"],
        exercises=exercises(part),
        brief=brief(part),
        ready=() if number else tuple(ready),
        part=part,
        newcomers=None if number else session.guide.part("Newcomers"),
        again=second if again else None,
        later=second if comes_round and not again else None,
        lists=(),
    )


def room_session(session: Session, line: int, stream: str) -> RoomSession:
    return RoomSession(
        line=line,
        stream=stream,
        title=session.meta.title,
        guide=session.id,
        note=note_path(session),
        self_rating=self_rating_path(session),
        hard=session.guide.part("If it gets hard"),
        home_practice=session.meta.home_practice,
    )


def room_sources(library: Library, sessions: Iterable[Session], protocol: Document) -> tuple[tuple[str, Citation], ...]:
    """What the parts cite that stand on the page: the timed ones, the words for newcomers, and what to do where it gets hard."""
    guides = [session.guide for session in sessions]
    parts = [part for guide in guides for part in (*guide.timed, guide.part("Newcomers"), guide.part("If it gets hard"), guide.part(AGAIN)) if part]
    cited = [source for part in parts for source in part.cited]
    cited += [source for cite in protocol.cites() for source in cite.sources]
    return citations(library, tuple(dict.fromkeys(cited)))

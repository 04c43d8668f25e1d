"""The leader's own look back at a session: whether its objectives were met, from the guide's own words. Nothing of it is kept."""

from __future__ import annotations

from msgspec import Struct

from builder.model.session import Session
from builder.views.page import Page

EVERY_SESSION = (
    "Someone passed, or knew that they could, and nobody asked why.",
    "The group talked more than I did.",
    "I let silence have its time before I filled it.",
    "Someone new would have known what was going on.",
    "What was hard was met as the guide says, or nothing was hard.",
    "I know how each person left. Nobody at risk, or who had used, went without being seen.",
)
"""What makes a group safe and alive, whatever is taught."""
PRACTICE = "The last home practice was heard, and the new one was given with a when and a where."
ANSWERS = ("not today", "partly", "yes")
PARTS = ("left out", "shortened", "as it stands")


class Rated(Struct, frozen=True, kw_only=True):
    """Lines to rate under one head, each with the same answers."""

    title: str
    name: str
    """What the lines' choices are called, before their number: no two of a page are alike."""
    answers: tuple[str, ...]
    lines: tuple[str, ...]


class SelfRatingView(Struct, frozen=True, kw_only=True):
    guide: str
    rated: tuple[Rated, ...]


def self_rating_path(session: Session) -> str:
    return f"{session.id}/self-rating"


def self_rating_page(session: Session) -> Page:
    meta = session.meta
    parts = tuple(f"{part.title} ({part.minutes} min)" for part in session.guide.timed)
    rated = (
        Rated(title="Did it happen? By what I saw or heard", name="objective", answers=ANSWERS, lines=meta.objectives),
        Rated(title="Each part of the guide", name="part", answers=PARTS, lines=parts),
        Rated(title="Every group", name="group", answers=ANSWERS, lines=(*EVERY_SESSION, *((PRACTICE,) if meta.home_practice else ()))),
    )
    view = SelfRatingView(guide=session.id, rated=tuple(one for one in rated if one.lines))
    return Page(path=self_rating_path(session), title=f"Self-rating: {meta.title}", template="self_rating.html", view=view, hide=("toc", "search"))

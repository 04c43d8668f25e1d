"""Passages as those read them who sign them: both wordings side by side, sources, where each stands, and by when it is looked up again."""

from __future__ import annotations

from msgspec import Struct

from builder.model.library import Library
from builder.model.passage import Passage
from builder.model.practice import practice_words, published_sources
from builder.model.reference import Citation
from builder.text.tree import Block
from builder.views.card import PageLink
from builder.views.common import citations
from builder.views.page import Page
from builder.words import own_name

PASSAGES = "passages"


class PassageView(Struct, frozen=True, kw_only=True):
    """One passage. `participants` is empty where it has no place on their pages; `digest` is what a sign-off names."""

    id: str
    title: str
    staff: tuple[Block, ...]
    participants: tuple[tuple[str, tuple[Block, ...]], ...]
    """Language and wording."""
    families: tuple[Block, ...]
    """Empty where they read what participants do."""
    review: str
    reviewed: bool
    checked_on: str
    due: str
    digest: str
    practice: str
    """That it rests on the program's own practice, where it does."""
    places: tuple[PageLink, ...]
    """The sessions whose pages include it."""


class PassagesView(Struct, frozen=True):
    passages: tuple[PassageView, ...]
    sources: tuple[tuple[str, Citation], ...]


def passages_page(library: Library) -> Page:
    """Every passage of the curriculum, those first that stand in most sessions."""
    views = tuple(_passage(library, passage) for passage in library.passages.values())
    cited = tuple(dict.fromkeys(name for passage in library.passages.values() for name in published_sources(passage.meta.sources)))
    shown = PassagesView(tuple(sorted(views, key=lambda one: (-len(one.places), one.title))), citations(library, cited))
    return Page(
        path=PASSAGES,
        title="Passages",
        template="passages.html",
        view=shown,
        description="What a life may hang on, worded once for staff and once for participants",
    )


def _passage(library: Library, passage: Passage) -> PassageView:
    meta, review = passage.meta, passage.meta.review
    signed = f"Reviewed by {review.by}, {review.credential}, on {review.on}."
    return PassageView(
        id=passage.id,
        title=meta.title,
        staff=passage.staff,
        participants=tuple((own_name(language), blocks) for language, blocks in passage.participants.items()),
        families=passage.families,
        review=signed if passage.approved else library.program.meta.unreviewed,
        reviewed=passage.approved,
        checked_on=meta.checked_on.isoformat(),
        due=meta.due.isoformat(),
        digest=passage.source.digest,
        practice=practice_words(meta.sources),
        places=tuple(PageLink(session.meta.title, session.id) for session in library.sessions.values() if passage.id in session.passages),
    )

"""Passages: what a life may hang on, worded once for staff and once for participants, and signed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from builder.model.base import Authored, Id, LooseDay, Slug, Source, Text, Title
from builder.model.session import Review
from builder.text.tree import Block


class PassageMeta(Authored):
    """Front matter of `passages/<id>.md`; all of it stays with staff. Of the body, the parts `## Participants` and `## Families` are public."""

    title: Title
    sources: tuple[Slug, ...] = Field((), description="Ids from sources.yml; own-practice for what rests on this program's own practice")
    covers: tuple[Text, ...] = Field(
        (),
        description="Phrases, in lower case, by which such a warning is found in free text: '*' ends the stem of a word, '...' stands for up to five words",
    )
    taught_in: tuple[Id, ...] = Field(
        (), description="Sessions whose very subject it is: they may word it at length, and are read beside it by whoever signs"
    )
    checked_on: LooseDay = Field(description="The day on which someone last looked up that it is right")
    due: LooseDay = Field(description="By this day it is looked up again; after it the build stops")
    review: Review


@dataclass(frozen=True)
class Passage:
    """One passage. `participants` holds the public wordings by language; it is empty for what has no place on their pages."""

    id: str
    meta: PassageMeta
    staff: tuple[Block, ...]
    participants: Mapping[str, tuple[Block, ...]]
    source: Source
    families: tuple[Block, ...] = ()
    """The public wording for those who are with someone; empty where they read what participants do."""

    @property
    def wordings(self) -> tuple[tuple[Block, ...], ...]:
        """Every wording of it, the staff's first."""
        return (self.staff, *self.public)

    @property
    def public(self) -> tuple[tuple[Block, ...], ...]:
        """Every wording that others than staff may read."""
        return (*self.participants.values(), *((self.families,) if self.families else ()))

    @property
    def approved(self) -> bool:
        """True when a clinician signed off exactly this text."""
        review = self.meta.review
        return review.status == "approved" and review.digest == self.source.digest

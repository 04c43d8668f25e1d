"""Modules: courses of sessions in teaching order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from builder.model.base import PUBLIC, Authored, Id, Slug, Source, Text, Title
from builder.model.palette import ColorName
from builder.model.session import Session
from builder.text.tree import Document

ROUTE_LENGTH = r"^[1-9][0-9]?$"
RouteLength = Annotated[str, StringConstraints(strict=True, pattern=ROUTE_LENGTH)]
"""How many meetings a route is for, as the key of a mapping is read."""


class ModuleMeta(Authored):
    title: Title = Field(json_schema_extra=PUBLIC)
    summary: Text = Field(json_schema_extra=PUBLIC)
    color: ColorName = Field("teal", json_schema_extra=PUBLIC, description="Of its pages, on both sites and on paper")
    sessions: tuple[Slug, ...] = Field(description="In teaching order")
    routes: Mapping[RouteLength, tuple[Id, ...]] = Field(
        default_factory=dict, description="What to teach where there are only so many meetings: `2: [cbt/five-part-map, cbt/action-before-mood]`"
    )
    was: tuple[Id, ...] = ()


@dataclass(frozen=True)
class Module:
    """A course of sessions in teaching order; the body says what it is and on what evidence."""

    id: str
    meta: ModuleMeta
    body: Document
    sessions: tuple[Session, ...]
    source: Source
    cover: str = ""
    """A drawing without words, SVG; empty where the module has none."""

    @property
    def is_family(self) -> bool:
        """True of a module with sessions for family and friends."""
        return any(session.is_family for session in self.sessions)

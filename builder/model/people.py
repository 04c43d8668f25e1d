"""The cast: the people in examples. One name, one life."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from builder.model.base import Authored, Id, Source, Text


class Person(Authored):
    """Somebody whom examples tell of; invented, like everyone here."""

    name: Text = Field(description="A first name", pattern=r"^\S+$")
    age: int = Field(strict=True, ge=10, le=110)
    life: Text = Field(description="Work, people, what the days are like: in a few words")
    sessions: tuple[Id, ...] = Field((), description="The one or two sessions in which they stand")


class PeopleMeta(Authored):
    people: tuple[Person, ...] = ()


@dataclass(frozen=True)
class People:
    meta: PeopleMeta
    source: Source

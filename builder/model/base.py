"""What all authored data has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from builder.finding import Place
from builder.marked_yaml import Marked

Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
"""A text that says something."""

Slug = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""One part of an id: lower-case words joined by hyphens."""

Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$")]
"""A path of slugs, such as `cbt/first-thought`."""

Minutes = Annotated[int, Field(strict=True, ge=1, le=480)]
"""A length of time in whole minutes."""


PUBLIC: dict[str, JsonValue] = {"public": True}
"""Marks a field that participants may read; every field without this mark is staff's, and looked for before anything is published."""


class Authored(BaseModel):
    """Data that an author writes: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


@dataclass(frozen=True)
class Source:
    """Where an entry was read: its file, the places of its front matter, and its body with the body's first line."""

    file: str
    marks: Marked
    body: str = ""
    body_line: int = 1
    digest: str = ""
    """Of what a clinician signs: the body, and the front matter without `review`."""
    exact: str = ""
    """Of every letter of the file."""

    def at(self, *path: str | int) -> Place:
        """The place of a value of the front matter."""
        return self.marks.place(*path)

    def line(self, line: int, column: int = 1) -> Place:
        """A place in this file by its line number."""
        return Place(self.file, line, column)

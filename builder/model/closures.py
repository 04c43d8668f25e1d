"""Days without group, as a program writes them."""

from __future__ import annotations

from pydantic import Field

from builder.model.base import PUBLIC, Authored, Day, Text


class Closed(Authored):
    """A day without group, or all days from `on` until `until`."""

    on: Day
    until: Day | None = Field(None, description="The last day, when it is more than one")
    reason: Text = Field(json_schema_extra=PUBLIC, description="Public: participants read it in their calendars and on the board")


class ClosuresMeta(Authored):
    """The file of `--closures`."""

    closed: tuple[Closed, ...] = Field((), max_length=400)
    open: tuple[Day, ...] = Field((), max_length=400, description="Holidays on which the group meets all the same")

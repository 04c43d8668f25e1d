"""A request for a track: what `groupwork compose` is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, field_validator, model_validator

from builder.model.base import Authored, Id, Share, Slug, Title
from builder.model.track import MOST_PARTS, MOST_WEEKS, Clock, DayPart, Enrolment, Shape, Weekday, WeekNumber, each_once, one_length_a_part


class Pin(Authored):
    """A session that has to stand on one day: `{session: orientation/safety-plan, week: 1, day: thu}`."""

    session: Id
    week: int = Field(strict=True, ge=1, le=MOST_WEEKS, description="Counted from 1")
    day: Weekday


class RequestMeta(Authored):
    """A request. With `refit` the named track gives what is left out here; without it population, weeks, days and start are needed."""

    refit: Slug | None = Field(None, description="A track of this library whose sessions and order are kept where they can be")
    title: Title | None = Field(None, description="Of the new track; a plain one is made up when it is left out")
    population: Slug | None = None
    weeks: int | None = Field(None, strict=True, ge=1, le=MOST_WEEKS)
    days: tuple[Weekday, ...] | tuple[tuple[Weekday, ...], ...] | None = Field(
        None,
        min_length=1,
        max_length=MOST_WEEKS,
        description="The days of every week, [mon, wed, thu]; or a list of such lists, one a week, for a step-down",
    )
    start: Clock | None = Field(None, description='When a meeting begins, in quotes: "17:30"')
    day: tuple[DayPart, ...] | None = Field(
        None,
        min_length=1,
        max_length=MOST_PARTS,
        description="The shape of every meeting; check-in 15, session, break 10, session, break 10, process 50 when it is left out",
    )
    shapes: Mapping[Slug, Shape] | None = Field(
        None, min_length=1, max_length=20, description="In place of start and day: shapes by name, as in a track"
    )
    weekday_shapes: Mapping[Weekday, Slug] | None = Field(
        None, description="The shape of a weekday, `sat: family`; the first one where it is not named"
    )
    enrolment: Enrolment | None = Field(None, description="rolling when it is left out")
    gates: tuple[WeekNumber | Slug, ...] | None = Field(None, description="Weeks or modules at which people may start, for enrolment gates")
    standards: tuple[Slug, ...] | None = Field(None, description="None when it is left out")
    pins: tuple[Pin, ...] = ()
    exclude: tuple[Id, ...] = Field((), description="Sessions to leave out")
    exclude_modules: tuple[Slug, ...] = Field((), description="Modules to leave out")
    emphasis: Mapping[Slug, Share] = Field(default_factory=dict, description="Relative share of a module, over the population's own; 0 leaves it out")

    @field_validator("day")
    @classmethod
    def _one_length(cls, day: tuple[DayPart, ...] | None) -> tuple[DayPart, ...] | None:
        return day and one_length_a_part(day)

    @field_validator("standards")
    @classmethod
    def _each_once(cls, standards: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return standards and each_once(standards, str)

    @model_validator(mode="after")
    def _one_form(self) -> RequestMeta:
        if self.shapes and (self.day or self.start):
            raise ValueError("a request has either `start` and `day`, or `shapes`; both are given")
        if (self.enrolment == "gates") != bool(self.gates) and not (self.refit and self.enrolment is None):
            raise ValueError("`gates` names the weeks or modules at which people may start, and goes with `enrolment: gates`")
        return self

"""What crosses the planner's edge, as types: the plain mappings that it is given, and those that it gives back.

The planner names them in its signatures for mypy alone; MicroPython, which runs the same files, never sees this one. What a key means is told where the
mapping is made.
"""

from __future__ import annotations

from typing import Literal, TypedDict, final

from builder.model.reference import Confidence
from builder.model.track import Enrolment

Status = Literal["met", "not met", "unknown"]
Unit = Literal["minutes", "days", "weeks", "services", "people", "topics"]


# Given: the library, its tracks, what is asked


class HandoutName(TypedDict):
    id: str
    title: str


class PlainSession(TypedDict):
    title: str
    module: str
    minutes: int
    short_minutes: int
    load: Literal["light", "moderate", "heavy"]
    newcomers: Literal["welcome", "with-recap", "not-first"]
    requires: list[str]
    builds_on: list[str]
    topics: list[str]
    suits: list[str]
    handouts: list[HandoutName]


class PlainModule(TypedDict):
    title: str
    sessions: list[str]


class PlainPopulation(TypedDict):
    title: str
    emphasis: dict[str, int]
    core: list[str]
    topics: list[str]
    safety: list[str]
    first_day: list[str]


class PlainRequirement(TypedDict):
    kind: str
    text: str
    minimum: int | None
    maximum: int | None
    of: list[str]
    topics: list[str]
    source: str
    url: str | None
    checked_on: str
    confidence: Confidence


class PlainStandard(TypedDict):
    title: str
    summary: str
    requirements: list[PlainRequirement]


class PlainOpeningRule(TypedDict):
    """`sessions` and `populations` empty for every one."""

    sessions: list[str]
    place: Literal["first-meeting", "first-week"] | None
    at_most: int | None
    only_after: list[str]
    populations: list[str]


class Catalogue(TypedDict):
    order: list[str]
    sessions: dict[str, PlainSession]
    module_order: list[str]
    modules: dict[str, PlainModule]
    populations: dict[str, PlainPopulation]
    first_day: list[str]
    safety_within_days: int
    opening_rules: list[PlainOpeningRule]
    topics: dict[str, str]
    clock: Literal["12-hour", "24-hour"]
    standards: dict[str, PlainStandard]


class PlainChoice(TypedDict):
    session: str
    again: bool


class PlainSlot(TypedDict):
    """A session's place: `session` None while it is open, or where `streams` has a session for each stream."""

    session: str | None
    again: bool
    streams: dict[str, PlainChoice]


class PlainDay(TypedDict):
    """A day of a week: the name of its shape, and its start where that is not the shape's."""

    shape: str
    start: int | None
    slots: list[PlainSlot]


class PlainWeek(TypedDict):
    theme: str
    days: dict[str, PlainDay]


class PlainDayPart(TypedDict):
    """A part of the shape of a day; `minutes` None for a session's place that is as long as the session."""

    kind: str
    minutes: int | None


class PlainShape(TypedDict):
    name: str
    start: int
    parts: list[PlainDayPart]


class PlainStream(TypedDict):
    name: str
    title: str
    population: str


class PlainStage(TypedDict):
    title: str
    days: list[str] | int
    weeks: int
    standards: list[str]


class PlainTrack(TypedDict):
    title: str
    population: str
    enrolment: Enrolment
    gates: list[int | str]
    standards: list[str]
    standard_weeks: dict[str, list[int]]
    elsewhere: dict[str, str]
    group_size: dict[str, int]
    shapes: list[PlainShape]
    days: dict[str, str]
    names: dict[str, str]
    streams: list[PlainStream]
    stages: list[PlainStage]
    measures: dict[str, int]
    process: list[str]
    family: list[str]
    was: list[str]
    weeks: list[PlainWeek]


class HeldTrack(TypedDict):
    """A track that can be refitted, and the introduction of its file."""

    track: PlainTrack
    body: str


class PlainPin(TypedDict):
    session: str
    week: int
    day: str


class Asked(TypedDict, total=False):
    """A request; `fit` is the id of the track to refit, `reasons` asks for them as comments in the file."""

    title: str
    population: str
    weeks: int
    days: list[str] | list[list[str]]
    start: int
    day: list[PlainDayPart]
    shapes: list[PlainShape]
    weekday_shapes: dict[str, str]
    enrolment: Enrolment
    gates: list[int | str]
    standards: list[str]
    pins: list[PlainPin]
    exclude: list[str]
    exclude_modules: list[str]
    emphasis: dict[str, int]
    fit: str | None
    reasons: bool


class ClosedSpan(TypedDict):
    on: int
    until: int
    reason: str | None


class MeetingDay(TypedDict):
    """As much of a meeting as dates need."""

    week: int
    day: str
    minutes: int


class DatesSaid(TypedDict):
    start: int
    policy: Literal["reflow", "skip"]
    clock: Literal["12-hour", "24-hour"]
    time_zone: str


# Given back: findings and tables


class PlainFinding(TypedDict):
    code: str
    path: list[str | int]
    message: str
    hint: str


class Claim(TypedDict):
    """Something that an introduction says and that is not so; lines count from 0."""

    line: int
    message: str


class PlainPart(TypedDict):
    """`stream` says for which of the track's streams it is; empty for everyone."""

    kind: str
    session: str | None
    again: bool
    stream: str
    start: int
    end: int
    minutes: int


class PlainMeeting(TypedDict):
    week: int
    theme: str
    day: str
    number: int
    start: int
    end: int
    minutes: int
    parts: list[PlainPart]


class PlainStep(TypedDict):
    """A stretch of a meeting that has its own minutes; `part` is None for what is no part of a session."""

    line: int
    part: int | None
    kind: str
    stream: str
    minutes: int
    short: int


Saving = tuple[int, int, bool]
"""A step, the minutes that it can give up, and whether it goes whole or stays."""


class Fitted(TypedDict):
    lengths: list[int]
    over: int


class DayLeast(TypedDict):
    minutes: int
    title: str


class Placement(TypedDict):
    session: str
    again: bool
    week: int
    day: str
    path: list[str | int]


class HoursOfWeek(TypedDict):
    week: int
    theme: str
    minutes: int
    days: int
    services: int
    kinds: dict[str, int]


class Hours(TypedDict):
    weeks: list[HoursOfWeek]
    minutes: int
    kinds: dict[str, int]
    modules: dict[str, int]


class PlaceOfTopic(TypedDict):
    session: str
    week: int
    day: str
    again: bool


class TopicTaught(TypedDict):
    topic: str
    title: str
    required_by: list[str]
    sessions: list[PlaceOfTopic]


class TopicsRequired(TypedDict):
    covered: list[str]
    missing: list[str]


class CoreTaught(TypedDict):
    taught: list[str]
    missing: list[str]


class Suited(TypedDict):
    population: str
    sessions: int
    of: int


class CoverageTable(TypedDict):
    topics: list[TopicTaught]
    required: TopicsRequired
    core: CoreTaught
    suits: list[Suited]
    not_suited: list[str]


class RequirementMeasured(PlainRequirement):
    status: Status
    unit: Unit | None
    measured: int | None
    margin: int | None
    week: int | None
    sentence: str


class StandardMeasured(TypedDict):
    standard: str
    title: str
    status: Status
    sentence: str
    requirements: list[RequirementMeasured]


class StartDay(TypedDict):
    number: int
    week: int
    day: str
    score: int


class SafetyWait(TypedDict):
    session: str
    days: int | None
    given: bool


class FirstSession(TypedDict):
    session: str
    newcomers: Literal["welcome", "with-recap", "not-first"]


class Gap(TypedDict):
    session: str
    week: int
    day: str
    after: int
    missing: list[str]


CatchUp = TypedDict("CatchUp", {"session": str, "handouts": list[HandoutName], "for": str, "after": int})


class CoreMissed(TypedDict):
    session: str
    week: int | None
    day: str | None
    in_weeks: int | None


class StayTable(TypedDict):
    weeks: int
    meetings: int
    minutes: int
    unprepared: int
    core_missed: list[CoreMissed]
    dose: dict[str, int]
    score: int


class EntryDay(TypedDict):
    number: int
    week: int
    day: str
    given: list[str]
    waits: list[SafetyWait]
    first_day: list[FirstSession]
    unprepared: list[Gap]
    catch_up: list[CatchUp]
    stays: list[StayTable]


class EntryTable(TypedDict):
    stays: list[int]
    entries: list[EntryDay]
    best: list[StartDay]
    worst: list[StartDay]


class WeekOfStay(TypedDict):
    """A person's own week, from 1; `stage` is its title, or empty."""

    week: int
    stage: str
    days: int
    minutes: int


class PersonsStay(TypedDict):
    number: int
    week: int
    day: str
    minutes: int
    weeks: list[WeekOfStay]


class DayOfMeeting(TypedDict):
    on: int
    planned: int
    closed: str | None


class ClosedOn(TypedDict):
    on: int
    reason: str


class WeekOnDates(TypedDict):
    number: int
    monday: int
    held: list[int]
    closed: list[ClosedOn]
    minutes: int
    planned_minutes: int


class OnDates(TypedDict):
    finding: PlainFinding | None
    nearest: list[int]
    meetings: list[DayOfMeeting]
    weeks: list[WeekOnDates]


class ListedSession(TypedDict):
    id: str
    title: str
    again: bool


class ListedDay(TypedDict):
    on: int
    status: Literal["held", "moved", "not-held", "closed"]
    reason: str
    meeting: str
    planned: int | None
    start: str
    end: str
    hours: str
    minutes: int
    sessions: list[ListedSession]
    titles: list[str]


class ListedWeek(TypedDict):
    number: int
    monday: int
    sunday: int
    theme: str
    minutes: int
    planned_minutes: int
    net: str
    planned_net: str
    days: list[ListedDay]


class ListedOut(TypedDict):
    session: ListedSession
    on: int
    reason: str
    again: int | None


class DateList(TypedDict):
    title: str
    first: int
    last: int
    start: int
    policy: Literal["reflow", "skip"]
    time_zone: str
    meetings: int
    minutes: int
    net: str
    weeks: list[ListedWeek]
    falls_out: list[ListedOut]


# Given back by a request


@final
class Refused(TypedDict):
    findings: list[PlainFinding]


class ProposedSession(TypedDict):
    session: str
    title: str
    again: bool
    reason: str


class ProposedDay(TypedDict):
    day: str
    start: str
    end: str
    hours: str
    sessions: list[ProposedSession]


class ProposedWeek(TypedDict):
    week: int
    theme: str
    hours: str
    days: list[ProposedDay]


class ProposedStandard(TypedDict):
    title: str
    status: Status
    sentence: str
    named: bool


@final
class Proposal(TypedDict):
    findings: list[PlainFinding]
    track: PlainTrack
    text: str
    total: str
    shortest: str
    weeks: list[ProposedWeek]
    standards: list[ProposedStandard]
    missing: list[str]
    best: str | None
    worst: str | None
    line: str

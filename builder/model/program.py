"""`program.yml`: what is the program's own, and true of every page."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from builder.model.base import MARKDOWN, PUBLIC, SAFE_WEB, SITE, TO_CALL, Authored, Id, LooseDay, Minutes, Prose, Share, Slug, Source, Text, Title
from builder.model.duty import OnDuty
from builder.model.help_words import HELP_WORDS, QUIET_WORDS
from builder.model.look import ProgramLook
from builder.model.reading_goal import ReadingGoal
from builder.model.severity import RuleSetting
from builder.model.track import Kind
from builder.text.marked_yaml import KeyPath
from builder.text.tree import Document


@cache
def _time_zones() -> frozenset[str]:
    """Every name that the database lists, and that is the same everywhere: what a machine has besides, such as `localtime`, is its own."""
    return frozenset((files("tzdata") / "zones").read_text(encoding="utf-8").split()) - {"Factory"}


def _is_a_time_zone(name: str) -> str:
    if name not in _time_zones():
        plain = name.removeprefix("posix/").removeprefix("right/")
        near = difflib.get_close_matches(plain, sorted(_time_zones()), n=1)
        raise ValueError(f"'{name}' is not a time zone; " + (f"did you mean '{near[0]}'?" if near else "write one as in America/Chicago"))
    return name


def has_public_holidays(name: str) -> str:
    import holidays

    country, _, state = name.partition("-")
    entity = getattr(holidays, country, None) if len(country) == 2 else None
    if entity and (not state or state in entity.subdivisions):
        return name
    known = holidays.list_supported_countries(include_aliases=False)
    names = [f"{country}-{each}" for each in known[country]] if country in known else list(known)
    near = difflib.get_close_matches(name, names, n=1)
    raise ValueError(f"no public holidays are known for '{name}'; " + (f"did you mean '{near[0]}'?" if near else "write it as US or US-TX"))


TimeZone = Annotated[Text, AfterValidator(_is_a_time_zone)]
"""A name of the IANA time zone database."""

HolidayPlace = Annotated[Text, AfterValidator(has_public_holidays)]
"""A country, or a country and a state, as in ISO 3166: US, US-TX."""


class Contact(Authored):
    """How people reach the program; printed on handouts."""

    phone: Text | None = Field(None, description="The program's number, as it is printed", json_schema_extra=PUBLIC)
    hours: Text | None = Field(None, description="When someone answers", json_schema_extra=PUBLIC)
    email: Text | None = Field(None, description="An address that is read every working day", json_schema_extra=PUBLIC)
    street: Text | None = Field(None, description="Where people come to, as on an envelope, in one line", json_schema_extra=PUBLIC)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said, in the order in which it is written below each other."""
        return tuple(filter(None, (self.phone, self.hours, self.email, self.street)))


class Way(Authored):
    """One tap or one line: how to reach a crisis line."""

    label: Title = Field(json_schema_extra=PUBLIC, description="What the button says: 'Call 988'")
    language: Slug | None = Field(None, json_schema_extra=PUBLIC, description="In which the label is written, where not as the rest of the line: es")
    href: Text = Field(json_schema_extra=PUBLIC, description="tel:, sms: or https: address", pattern=TO_CALL)


class CrisisLine(Authored):
    """Someone who answers at any hour. Facts a life may hang on, so each carries its source and the day it was checked."""

    id: Slug | None = Field(None, description="How pages name it: {{line 988}}")
    name: Title = Field(json_schema_extra=PUBLIC)
    about: Text = Field(json_schema_extra=PUBLIC, description="One plain sentence: who it is for")
    language: Slug = Field(
        "en", json_schema_extra=PUBLIC, description="In which name, sentence and buttons are written: pages in it offer this line first"
    )
    ways: tuple[Way, ...] = Field(min_length=1)
    source: Text = Field(description="Address of the official page")
    verified_on: LooseDay = Field(description="The day someone last checked that number and wording are right")
    checked: Text | None = Field(None, description="How it was checked: a call, the official page, a stored copy of it")
    everywhere: bool = Field(True, description="True for the two or three lines that stand on every sheet; the others stand on the page of help")
    languages: Mapping[Slug, Text] = Field(
        json_schema_extra=PUBLIC, default_factory=dict, description="The same sentence in other languages, by language code"
    )


class TopicGroup(Authored):
    """Topics that stand together on the participants' site, under a drawing of ours."""

    title: Title = Field(json_schema_extra=PUBLIC)
    icon: Literal["day", "feeling", "path", "people", "safe", "thought"]
    topics: tuple[Slug, ...] = Field(min_length=1, description="Ids from `topics`, in the order in which they are shown")


class GivenOut(Authored):
    """Something that everyone gets on the day they start, or on their last one, whatever week it is."""

    handout: Id
    words: Text = Field(json_schema_extra=PUBLIC, description="Public. To the participant: what happens with it today")
    with_staff: Text = Field(description="Staff only: who does what with it, and by when")
    minutes: Minutes | None = Field(None, description="Staff only: how long that takes one to one on this day; staff's pages add them up")


class AgreementLine(Authored):
    """One line of the group agreement."""

    line: Text = Field(json_schema_extra=PUBLIC)
    fixed: bool = Field(False, description="True for what the law or safety sets, and the group does not vote on")


def _as_line(value: Any) -> Any:
    return {"line": value} if isinstance(value, str) else value


class Population(Authored):
    """Whom a track is for, and what it must teach them first."""

    title: Title = Field(json_schema_extra=PUBLIC)
    emphasis: Mapping[Slug, Share] = Field(default_factory=dict, description="Relative share of each module when a track is composed")
    core: tuple[Id, ...] = Field(default=(), description="Sessions no one in this population should miss")
    topics: tuple[Slug, ...] = Field(default=(), description="Topics that a track for this population must cover")
    first_day: tuple[GivenOut, ...] = Field(default=(), description="What people of this population get on their first day, beside the program's")
    last_day: tuple[GivenOut, ...] = Field(default=(), description="The same for their last day")
    safety: tuple[Id, ...] = Field(default=(), description="Core safety sessions, for which nobody waits longer than `safety_within_days`")


EVERY = "every"
"""Stands for every session in an opening rule."""


class OpeningRule(Authored):
    """Where a session has to stand in a track, wherever the track has it."""

    session: Id = Field(description="A session, or `every`")
    place: Literal["first-meeting", "first-week"] | None = Field(None, description="The track begins with it, or has it in its first week")
    at_most: int | None = Field(None, strict=True, ge=1, le=365, description="How many times a track may bring it")
    only_after: tuple[Id, ...] = Field((), description="Sessions that have to come before it, where people may start without them all the same")
    populations: tuple[Slug, ...] = Field((), description="Whose tracks it is for; all when it is left out")

    @model_validator(mode="after")
    def _says_one_thing(self) -> OpeningRule:
        if not (self.place or self.at_most or self.only_after):
            raise ValueError("an opening rule says `place`, `at_most` or `only_after`")
        if self.session == EVERY and (self.place or self.only_after):
            raise ValueError("`every` goes with `at_most` alone: not every session can open a track")
        return self


USUAL_LENGTH, STEP = 60, 5
"""Minutes of the session for which `short_version` is said, and to which the range of other lengths is rounded."""


class ProgramMeta(Authored):
    """The front page of everything: names, people to call, the group's agreement, the words in use."""

    name: Title = Field(json_schema_extra=PUBLIC, description="Name of the program, or of this library")
    tagline: Text = Field(json_schema_extra=PUBLIC)
    address: Text = Field(
        json_schema_extra=PUBLIC, description="Where the participants' site will stand: printed in short addresses and QR codes", pattern=SITE
    )
    staff_address: Text | None = Field(
        None,
        pattern=SITE,
        description="Where the staff site will stand, for links in the staff calendar; without it, `staff` beside an address that ends in /participants",
    )
    contact: Contact = Contact()
    on_duty: OnDuty = Field(OnDuty(), description="Staff only: the clinician on duty, whom guides and run sheets say to call")
    crisis_lines: tuple[CrisisLine, ...] = Field(min_length=1)
    crisis_lines_stale_after_days: int = Field(180, strict=True, ge=1, le=3650)
    emergency: Text = Field(json_schema_extra=PUBLIC, description="What to do in immediate danger, one sentence")
    emergency_number: Text = Field(
        "911", json_schema_extra=PUBLIC, description="The number to call in immediate danger: a link wherever a page names it", pattern=r"^\d{2,6}$"
    )
    help_words: tuple[Text, ...] = Field(
        HELP_WORDS, json_schema_extra=PUBLIC, description="Whoever searches for one of these sees first whom to call; synonyms.yml adds to them"
    )
    not_treatment: Text = Field(json_schema_extra=PUBLIC, description="The notice on every participant page")
    unreviewed: Text = Field(json_schema_extra=PUBLIC, description="The notice on every page that no clinician has signed off")
    leave_to: Text = Field(
        "https://www.weather.gov/",
        json_schema_extra=PUBLIC,
        pattern=SAFE_WEB,
        description="Where 'Leave this page' on the participants' site goes: a plain page that anyone might have open",
    )
    quiet_words: tuple[Text, ...] = Field(
        QUIET_WORDS,
        description="In lower case. A page of the participants' site with one of these in its title is called 'Handout' or the like in tabs and history",
    )
    licence: Text = Field(
        "CC BY 4.0", description="Under which licence others may use your text, as the foot of each page says it", json_schema_extra=PUBLIC
    )
    agreement: tuple[Annotated[AgreementLine, BeforeValidator(_as_line, json_schema_input_type=Text | AgreementLine)], ...] = Field(
        min_length=1, description="The group agreement, line by line: words alone, or `line` and `fixed`"
    )
    risk_protocol: Prose = Field(json_schema_extra=MARKDOWN, description="Staff only: the general steps when someone may be at risk, in Markdown")
    leading: Mapping[Kind, Annotated[tuple[Text, ...], Field(min_length=1)]] = Field(
        {}, description="Staff only: how to lead a part of the day that has no guide of its own, by its kind, line by line"
    )
    first_day: tuple[GivenOut, ...] = Field((), description="What everyone gets on the day they start")
    last_day: tuple[GivenOut, ...] = Field((), description="What everyone gets on the day they leave")
    every_guide: tuple[Slug, ...] = Field((), description="Passages that stand in 'If it gets hard' of every guide")
    safety_within_days: int = Field(7, strict=True, ge=0, le=365, description="How long someone may wait for a core safety session")
    opening_rules: tuple[OpeningRule, ...] = Field((), description="Where sessions have to stand in every track: used by compose and by check")
    exclude: tuple[Id, ...] = Field((), description="Modules, sessions, handouts and tracks (tracks/day) of the library that this program leaves out")
    tracks: tuple[Slug, ...] | None = Field(
        None, description="The tracks that are run here, the library's among them; left out, those in your own folder tracks/"
    )
    checked_here: Mapping[Slug, LooseDay] = Field(
        {}, description="Crisis lines of the library that your own people have tried, by id, and the day: only then do they count as checked here"
    )
    modules: tuple[Slug, ...] = Field(min_length=1, description="Modules in the order in which pages list them")
    populations: Mapping[Slug, Population] = Field(min_length=1)
    topics: Mapping[Slug, Title] = Field(json_schema_extra=PUBLIC, min_length=1, description="Topic id to the words a participant would use")
    topic_groups: tuple[TopicGroup, ...] = Field(
        (), description="How the participants' site groups its topics; each stands in one. One list when left out"
    )
    look: ProgramLook = Field(ProgramLook(), description="What is your program's own to the eye, on the web and on paper: logo, color, head, foot")
    clock: Literal["12-hour", "24-hour"] = Field("12-hour", description="How pages write times: 5:30 pm or 17:30")
    time_zone: TimeZone = Field(
        "America/New_York", json_schema_extra=PUBLIC, description="Where the groups meet, as in America/Chicago: for calendars"
    )
    public_holidays: HolidayPlace = Field("US", description="Whose public holidays the dates form of a syllabus can leave out: US, or US-TX")
    unit: Literal["session", "class", "group"] = Field("session", description="What a unit is called here")
    reading: ReadingGoal = ReadingGoal()
    short_version: tuple[Minutes, Minutes] = Field(
        (35, 45), description="From and to, in minutes, of a session's version for a short day, for one of 60 minutes; of other lengths in proportion"
    )
    rules: Mapping[Slug, RuleSetting] = Field(
        {}, description="How much a rule of the check weighs here, by its code, where that is not as usual: `groupwork explain` lists them"
    )

    def given_out(self) -> Iterator[tuple[KeyPath, GivenOut]]:
        """Everything that is given on a first or last day, to everyone or to a population, each with its path in the file."""
        givers: list[tuple[KeyPath, ProgramMeta | Population]] = [
            ((), self),
            *((("populations", name), one) for name, one in self.populations.items()),
        ]
        for path, giver in givers:
            for day, given in (("first_day", giver.first_day), ("last_day", giver.last_day)):
                yield from (((*path, day, index), one) for index, one in enumerate(given))

    def short_range(self, minutes: int) -> tuple[int, int]:
        """From and to of the short version of a session of this length: `short_version` in proportion, to whole steps of five minutes outward."""
        shortest, longest = self.short_version
        if minutes == USUAL_LENGTH:
            return shortest, longest
        return max(STEP, shortest * minutes // (USUAL_LENGTH * STEP) * STEP), -(-longest * minutes // (USUAL_LENGTH * STEP)) * STEP


@dataclass(frozen=True)
class Program:
    """`protocol` is the risk protocol as it is read, its passages in the staff's words; `logo` the drawing that `look` in program.yml names."""

    meta: ProgramMeta
    source: Source
    protocol: Document = field(default_factory=lambda: Document(()))
    logo: str = ""
    unchecked: frozenset[str] = frozenset()
    """Ids of crisis lines that came from the library, and that nobody of this program has tried."""

"""Modules, sessions and handouts: what clinicians write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, model_validator

from builder.model.base import MARKDOWN, PUBLIC, Authored, Id, LooseDay, Minutes, Prose, Slug, Source, Text, Title
from builder.model.level import DRAFT, Level
from builder.model.practice import published_sources
from builder.text.cards import Card, WalletCard, cards_of
from builder.text.guide import Guide
from builder.text.tree import Document
from builder.text.wall import Screen, screens_of
from builder.work.digest import known_once


class Review(Authored):
    """Sign-off by a licensed clinician. `digest` is of the text that was approved: after an edit it no longer fits, and the unit is a draft again."""

    status: Literal["draft", "approved"]
    by: Text | None = None
    credential: Text | None = None
    on: LooseDay | None = None
    due: LooseDay | None = Field(None, description="When it must be read again")
    digest: Text | None = None
    editions: Mapping[Slug, Text] = Field(default_factory=dict, description="Digest of each language edition that was read too, by language code")

    @model_validator(mode="after")
    def an_approval_is_complete(self) -> Review:
        missing = [key for key in ("by", "credential", "on", "due", "digest") if getattr(self, key) is None]
        if self.status == "approved" and missing:
            raise ValueError(f"an approval also needs: {', '.join(missing)}")
        return self


SessionKind = Literal["session", "process", "family"]


class SessionMeta(Authored):
    """Front matter of `session.md`. Only title, summary and home_practice are public, and of a guide to the process hour nothing is; all else stays with staff."""

    title: Title = Field(json_schema_extra=PUBLIC)
    summary: Text = Field(json_schema_extra=PUBLIC, description="Public. One sentence that a member would understand")
    kind: SessionKind = Field(
        "session",
        description="session: has handouts, and a place in the schedule. process: a guide to open group time, for staff alone. family: for those who come with participants, in a part `family`",
    )
    minutes: Minutes
    objectives: tuple[Text, ...] = Field(description="Two or three, each something a facilitator can see or hear happen")
    topics: tuple[Slug, ...] = Field(min_length=1)
    suits: tuple[Slug, ...] = Field(min_length=1, description="Populations, from program.yml")
    requires: tuple[Id, ...] = Field((), description="Sessions that must come earlier in a track")
    builds_on: tuple[Id, ...] = Field((), description="Sessions that help when they come earlier")
    newcomers: Literal["welcome", "with-recap", "not-first"]
    load: Literal["light", "moderate", "heavy"]
    materials: tuple[Text, ...] = ()
    home_practice: Text = Field(
        "", json_schema_extra=PUBLIC, description="Public. One small task, to the participant: when and where. A guide to the process hour has none"
    )
    handouts: tuple[Id, ...] = Field((), description="Handouts of other sessions that are given out here")
    sources: tuple[Slug, ...] = Field((), description="Ids from sources.yml; own-practice for what rests on this program's own practice")
    status: Level = Field(
        "full",
        description="draft: shown by `groupwork serve` alone. adopted: published, and warned of what is not up to the standard. full: all of it",
    )
    review: Review
    was: tuple[Id, ...] = Field((), description="Former ids; they redirect here")


class Translation(Authored):
    """Which text a language edition was made from, and by whom it was checked."""

    of: Text = Field(description="Digest of the English text that was translated")
    by: Text | None = None
    checked_by: Text | None = Field(None, description="A qualified person who read the translation against the original")


class WalletCardMeta(Authored):
    """One card for a wallet, in the front matter of its handout. Anyone may find it: it names no program unless it is told to."""

    title: Title = Field(json_schema_extra=PUBLIC)
    front: Prose = Field(json_schema_extra=PUBLIC | MARKDOWN, description="Markdown: paragraphs, lists, bold, blanks and {{line 988}}")
    back: Prose | None = Field(None, json_schema_extra=PUBLIC | MARKDOWN, description="The same for the other side")
    named: bool = Field(False, description="True to print the program's name and number at the foot: whoever finds the card then knows")


class WordList(Authored):
    """Words under one head, as a handout's poster shows them."""

    title: Title = Field(json_schema_extra=PUBLIC)
    words: tuple[Title, ...] = Field(min_length=1, json_schema_extra=PUBLIC)


class PosterMeta(Authored):
    """A poster for the wall, in the front matter of a handout."""

    title: Title = Field(json_schema_extra=PUBLIC)
    note: Title = Field("", json_schema_extra=PUBLIC, description="One line under the title")
    lists: tuple[WordList, ...] = Field(min_length=1, json_schema_extra=PUBLIC)


class HandoutMeta(Authored):
    """Front matter of a handout, all of it public."""

    title: Title = Field(json_schema_extra=PUBLIC)
    kind: Literal["worksheet", "information", "plan", "log", "measure"] = Field(
        description="measure: a published questionnaire, its items word for word; what is asked of our own writing is not asked of it"
    )
    main_message: Text = Field(json_schema_extra=PUBLIC, description="One sentence")
    time: Text = Field(json_schema_extra=PUBLIC, description="How long it takes: '5 minutes, once a day'")
    urgent: Literal["", "emergency", "crisis"] = Field(
        "",
        json_schema_extra=PUBLIC,
        description="Someone may open it at the worst moment: its first part stands before all tools, under a button that calls 911 (emergency), or under the first crisis line and 911 (crisis)",
    )
    cards: tuple[WalletCardMeta, ...] = Field((), max_length=20, json_schema_extra=PUBLIC, description="Cards for a wallet, ten of each on a sheet")
    status: Level = Field("full", description="As of a session; a handout is never more than its session")
    poster: PosterMeta | None = Field(None, json_schema_extra=PUBLIC, description="Words in lists, to be read from across the room")
    was: tuple[Id, ...] = Field((), description="Former ids; they redirect here")
    translation: Translation | None = None


@known_once
@dataclass(frozen=True)
class Handout:
    """One participant page. `language` is `en`, or the code of a language edition; editions share the id."""

    id: str
    session: str
    language: str
    meta: HandoutMeta
    body: Document
    source: Source
    cards: tuple[WalletCard, ...] = ()

    @property
    def is_published_measure(self) -> bool:
        """True of a questionnaire whose words are its authors': nobody makes them shorter or easier."""
        return self.meta.kind == "measure"

    @property
    def is_draft(self) -> bool:
        """True when it says so itself: it may stand in a session that is published."""
        return self.meta.status == DRAFT


class CardsMeta(Authored):
    """Front matter of a set of cards to cut out: `kind: cards`. Staff only, unless they are for participants."""

    title: Title
    kind: Literal["cards"]
    cut: Literal[2, 4, 6, 8] = Field(description="Cards on a sheet: 2, 4, 6 or 8")
    audience: Literal["staff", "participants"] = Field(
        "staff", description="For whom the file is: staff print and cut it, or participants may have it too"
    )
    was: tuple[Id, ...] = Field((), description="Former ids; the addresses of its files lead here")


@known_once
@dataclass(frozen=True)
class Cards:
    """Cards that a guide asks for, printed several to a sheet and cut out."""

    id: str
    session: str
    meta: CardsMeta
    body: Document
    source: Source

    @property
    def cards(self) -> tuple[Card, ...]:
        return tuple(cards_of(self.body))

    @property
    def sheets(self) -> int:
        """Sheets of paper that it takes; the last may have empty places."""
        return -(-len(self.cards) // self.meta.cut)


class WallMeta(Authored):
    """Front matter of `wall.md`, which may be left out: of a language edition, what it was made from."""

    translation: Translation | None = None


@known_once
@dataclass(frozen=True)
class Wall:
    """What a room sees of a session on a projector, a shared screen or a poster. All of it is public but the parts that its screens are for."""

    session: str
    language: str
    meta: WallMeta
    body: Document
    source: Source

    @property
    def screens(self) -> tuple[Screen, ...]:
        return tuple(screens_of(self.body))


@known_once
@dataclass(frozen=True)
class Session:
    """A facilitator's guide, the handouts beside it, the cards that it asks for and what the room sees on the wall."""

    id: str
    module: str
    meta: SessionMeta
    guide: Guide
    handouts: tuple[Handout, ...]
    editions: Mapping[str, tuple[Handout, ...]]
    source: Source
    cards: tuple[Cards, ...] = ()
    passages: tuple[str, ...] = ()
    """The passages that its pages include."""
    unsigned: tuple[str, ...] = ()
    """Those of them that no clinician has signed off."""
    walls: tuple[Wall, ...] = ()
    """Its wall in every language, English first."""

    @property
    def pages(self) -> tuple[Handout, ...]:
        """Its handouts in every language, English first."""
        return (*self.handouts, *(page for pages in self.editions.values() for page in pages))

    @property
    def is_draft(self) -> bool:
        return self.meta.status == DRAFT

    @property
    def is_process(self) -> bool:
        """True of a guide to the process hour: what people bring to open group time has no public page, and no participant learns what it was filed under."""
        return self.meta.kind == "process"

    @property
    def is_family(self) -> bool:
        """True of a session for family and friends: it stands at no participant's place, and its pages have a home of their own."""
        return self.meta.kind == "family"

    @property
    def texts(self) -> tuple[Source, ...]:
        """Every file that was read for it: guide, handouts in every language, cards, walls."""
        beside: tuple[Handout | Cards | Wall, ...] = (*self.pages, *self.cards, *self.walls)
        return (self.source, *(one.source for one in beside))

    @property
    def cited(self) -> tuple[str, ...]:
        """Every source that its guide leans on: those that it lists, then those of the passages that it includes."""
        return tuple(dict.fromkeys((*published_sources(self.meta.sources), *(name for cite in self.guide.document.cites() for name in cite.sources))))

    @property
    def short_minutes(self) -> int:
        """Length of the version for a short day, in minutes."""
        return self.guide.short_minutes if self.guide.timed else self.meta.minutes

    @property
    def signed(self) -> bool:
        """True when a clinician signed off exactly this text, whatever passages it includes."""
        review = self.meta.review
        return review.status == "approved" and review.digest == self.source.digest

    @property
    def approved(self) -> bool:
        """True when all that its pages say is signed off: this text, and every passage that it includes."""
        return self.signed and not self.unsigned

    def approved_in(self, language: str) -> bool:
        """The same for its handouts in a language: an edition that is not the text that was read is a draft, whatever the English is."""
        if language == "en" or not self.approved:
            return self.approved
        return self.meta.review.editions.get(language) == self.edition_digests.get(language)

    @property
    def edition_digests(self) -> dict[str, str]:
        """What a sign-off names, by language: the digests of all handouts of an edition and of its wall, one after the other."""
        beside: tuple[Handout | Wall, ...] = (*self.pages, *self.walls)
        digests: dict[str, list[str]] = {}
        for one in beside:
            if one.language != "en":
                digests.setdefault(one.language, []).append(one.source.digest)
        return {language: "-".join(each) for language, each in digests.items()}

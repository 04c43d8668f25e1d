"""Small sessions, handouts and libraries, built in memory from the texts that an author would write."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import yaml

from builder.load.entry import data_source, validate
from builder.load.passages import inserts_for, read_passage
from builder.model.base import Authored, Source
from builder.model.group import GroupMeta, RunningGroup
from builder.model.library import Library
from builder.model.module import Module, ModuleMeta
from builder.model.passage import Passage, PassageMeta
from builder.model.people import People, PeopleMeta
from builder.model.program import Program, ProgramMeta
from builder.model.reference import Citation, Language, LanguageMeta, Sources, Standard, StandardMeta
from builder.model.session import Handout, HandoutMeta, Session, SessionMeta
from builder.model.synonyms import Synonyms, SynonymsMeta
from builder.model.track import Track, TrackMeta
from builder.text.dialect import parse
from builder.text.guide import read_guide
from builder.text.inserts import NOTHING, Inserts
from builder.text.marked_yaml import read_yaml

Meta = TypeVar("Meta", bound=Authored)

GUIDE = """\
## Purpose

A walk lifts low mood a little [@a-trial]. FILL

## Before the group

Print the map.

## Check-in (10 min)

A name and a street.

## Teach: why walk (15 min)

**Say**

> Legs first, mood later.

**Ask**

1. Where do you walk?

**Listen for**

Someone who cannot go out.

## Practice: a route (25 min, 15 if short)

**Do**

1. Draw one route.

**Instead**

- Point at a map.
- Name three corners.

## Close (10 min, skip if short)

Say the first corner.

## Newcomers

We draw a route today.

## If it gets hard

Step out together.

## Adapt

Seated routes work too.

## For the record

- Member drew ____.
"""
"""A guide of 60 minutes, 40 when time is short, with all its parts; FILL is where a test makes it longer."""

EIGHT_WEEKS: tuple[Mapping[str, Sequence[Any]], ...] = ({"mon": ["mood/first-walk"]}, *[{"mon": [{"again": "mood/first-walk"}]}] * 7)

SHEET = "I walk to [____ where I walk to].\n"


def a_session(
    identity: str = "mood/first-walk",
    body: str = GUIDE,
    handouts: Sequence[Handout] | None = None,
    borrowed: Sequence[str] = (),
    inserts: Inserts = NOTHING,
    **meta: Any,
) -> Session:
    """A session without a mistake, but for its length; `meta` changes its front matter, and None takes a key out.

    `handouts` are the pages in its folder, one when None; `borrowed` are the ids of other sessions' handouts.
    """
    told: dict[str, Any] = {
        "title": "A first walk",
        "summary": "Draw one short route.",
        "minutes": 60,
        "objectives": ["Draw a route", "Name a corner"],
        "topics": ["activity"],
        "suits": ["anyone"],
        "newcomers": "welcome",
        "load": "light",
        "home_practice": "Walk the route on Friday.",
        "sources": ["a-trial"],
        "review": {"status": "draft"},
    }
    module, _, name = identity.partition("/")
    source = a_page(f"curriculum/modules/{module}/{name}/session.md", body, told | ({"handouts": list(borrowed)} if borrowed else {}) | meta)
    pages = [a_handout(f"{identity}/map")] if handouts is None else handouts
    english = tuple(page for page in pages if page.language == "en")
    editions = {page.language: (page,) for page in pages if page.language != "en"}
    guide = read_guide(parse(source.body, source.file, source.body_line, inserts).document)
    return Session(id=identity, module=module, meta=validate(SessionMeta, source), guide=guide, handouts=english, editions=editions, source=source)


def a_handout(identity: str = "mood/first-walk/map", body: str = SHEET, language: str = "en", inserts: Inserts = NOTHING, **meta: Any) -> Handout:
    told = {"title": "My map", "kind": "worksheet", "main_message": "Walk to one place.", "time": "5 minutes"}
    edition = "" if language == "en" else f".{language}"
    source = a_page(f"curriculum/modules/{identity}{edition}.md", body, told | meta)
    document = parse(source.body, source.file, source.body_line, inserts).document
    return Handout(
        id=identity, session=identity.rpartition("/")[0], language=language, meta=validate(HandoutMeta, source), body=document, source=source
    )


def a_library(*sessions: Session, **changes: Any) -> Library:
    """A library of these sessions, or of one.

    `changes`: program, sources, words, suicide, exceptions, images, names, standards, tracks, groups, module_bodies, colors, routes, was, passages, people, synonyms.
    """
    held = sessions or (a_session(),)
    names = list(dict.fromkeys(session.module for session in held))
    modules = tuple(_module(name, [session for session in held if session.module == name], changes) for name in names)
    told = changes.get("sources", ["a-trial"])
    citations = a_data_file("sources.yml", told if isinstance(told, dict) else dict.fromkeys(told, A_SOURCE))
    language = a_data_file("language.yml", {key: changes[key] for key in ("words", "suicide", "exceptions", "images", "names") if key in changes})
    program = a_data_file("program.yml", {**A_PROGRAM, "modules": names, **changes.get("program", {})})
    meta = validate(ProgramMeta, program)
    people = a_data_file("people.yml", {"people": changes.get("people", [])})
    synonyms = a_data_file("synonyms.yml", {"synonyms": changes.get("synonyms", [])})
    passages = {passage.id: passage for passage in changes.get("passages", ())}
    return Library(
        program=Program(meta, program, parse(meta.risk_protocol, program.file, 1, inserts_for("staff", "en", passages, None)).document),
        sources=Sources({name: validate(Citation, citations, name) for name in told}, citations),
        language=Language(validate(LanguageMeta, language), language),
        standards=changes.get("standards", {}),
        modules=modules,
        tracks=tuple(changes.get("tracks", ())),
        groups=tuple(changes.get("groups", ())),
        passages=passages,
        people=People(validate(PeopleMeta, people), people) if "people" in changes else None,
        synonyms=Synonyms(validate(SynonymsMeta, synonyms), synonyms) if "synonyms" in changes else None,
    )


def a_passage(name: str = "pills", staff: str = "Do not stop pills.", participants: str = "", **meta: Any) -> Passage:
    """A passage by its wordings; without `participants` it has none for them."""
    told = {"title": "Pills", "checked_on": "2026-11-01", "due": "2027-05-01", "review": {"status": "draft"}}
    public = f"\n\n## Participants\n\n{participants}" if participants else ""
    source = a_page(f"curriculum/passages/{name}.md", f"## Staff\n\n{staff}{public}\n", told | meta)
    document = parse(source.body, source.file, source.body_line).document
    return read_passage(name, source, validate(PassageMeta, source), document)


def _module(name: str, sessions: Sequence[Session], changes: Mapping[str, Any]) -> Module:
    told = {"title": name, "summary": name, "sessions": [session.id.partition("/")[2] for session in sessions]}
    told |= {"was": changes["was"]} if "was" in changes else {}
    told |= {"routes": changes["routes"]} if "routes" in changes else {}
    told |= {"color": changes["colors"][name]} if name in changes.get("colors", {}) else {}
    source = a_page(f"curriculum/modules/{name}/module.md", changes.get("module_bodies", {}).get(name, ""), told)
    return Module(
        id=name,
        meta=validate(ModuleMeta, source),
        body=parse(source.body, source.file, source.body_line).document,
        sessions=tuple(sessions),
        source=source,
    )


def a_track(*weeks: Mapping[str, Sequence[Any]], identity: str = "evening", body: str = "", **meta: Any) -> Track:
    """A track of weeks such as `{"mon": ["mood/first-walk"]}`, eight of them when none is given."""
    told: dict[str, Any] = {"title": "Evenings", "population": "anyone", "enrolment": "rolling", "start": "18:00", "day": ["session"]}
    schedule = [{"theme": f"Week {number}", **week} for number, week in enumerate(weeks or EIGHT_WEEKS, 1)]
    source = a_page(f"curriculum/tracks/{identity}.md", body, {**told, "schedule": schedule, **meta})
    return Track(identity, validate(TrackMeta, source), parse(source.body, source.file, source.body_line).document, source)


def a_group(identity: str = "mornings", **meta: Any) -> RunningGroup:
    """A group that runs `a_track` once from Monday, January 4, 2027, without holidays."""
    told = {"track": "evening", "title": "Morning group", "start": datetime.date(2027, 1, 4), "holidays": "none"}
    text, file = yaml.safe_dump(told | meta, sort_keys=False), f"curriculum/groups/{identity}.yml"
    source = data_source(text, file)
    return RunningGroup(identity, validate(GroupMeta, source), source)


def a_standard(*topics: str) -> Standard:
    told = {"title": "A rule", "summary": "A rule.", "source": "A text", "checked_on": "2026-11-01", "confidence": "unverified"}
    source = a_data_file("standards/a-rule.yml", {**told, "requirements": [{"kind": "topics", "text": "Topics", "topics": list(topics)}]})
    return Standard("a-rule", validate(StandardMeta, source), source)


def a_page(file: str, body: str, meta: Mapping[str, Any]) -> Source:
    """A Markdown file: one line of front matter for each key that is not None, an empty line, the body. Its digest is its length."""
    front = _lines(meta)
    return Source(file, read_yaml(front, file, first_line=2), "\n" + body, front.count("\n") + 3, digest=f"{len(body):016}")


def a_data_file(name: str, data: Mapping[str, Any]) -> Source:
    return Source(f"curriculum/{name}", read_yaml(_lines(data) or "{}", f"curriculum/{name}"))


def _lines(data: Mapping[str, Any]) -> str:
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items() if value is not None)


A_SOURCE = {"authors": "Author A", "year": 2020, "title": "A trial", "journal": "A journal", "kind": "trial", "checked": "Test data"}

A_PROGRAM: dict[str, Any] = {
    "name": "Tests",
    "tagline": "Tests",
    "address": "https://tests.example",
    "crisis_lines": [{"name": "988", "about": "Crisis", "ways": [{"label": "Call", "href": "tel:988"}], "source": "https://988lifeline.org/", "verified_on": "2026-11-01"}],
    "emergency": "Call 911.",
    "not_treatment": "This teaches.",
    "unreviewed": "Not reviewed.",
    "agreement": ["Anyone may pass."],
    "risk_protocol": "Stay.",
    "populations": {"anyone": {"title": "Anyone"}},
    "topics": {"activity": "Doing things"},
}  # fmt: skip

"""Every rule. To add one: write a generator, add it here, give its code an entry in codes.toml and a folder in tests/broken.

What a rule sees is said by its parameters, and it sees nothing else:

- `session` or `handout`: it is run for each of them, and what it finds is kept for as long as that one, and what else it sees, is unchanged;
- `goals`: what every session is measured by; `modules` (without their sessions), `tracks` and `groups`: what stands around the sessions;
- `marks`, `traits`: of each session what is compared with the others;
- `library`, `today`: everything, each time anew.
"""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any, Protocol

from builder.check import (
    cards,
    dates,
    drawings,
    graph,
    groups,
    guide,
    handout,
    language,
    own_texts,
    paper,
    people,
    references,
    repeats,
    routes,
    sources,
    synonyms,
    timing,
    topics,
    track,
    variety,
    wall,
    warnings,
)
from builder.check.levels import levels_of
from builder.finding import Finding, has_errors, in_order
from builder.model.group import RunningGroup
from builder.model.level import DRAFT
from builder.model.library import Goals, Library
from builder.model.module import Module
from builder.model.session import Handout, Session
from builder.model.track import Track
from builder.work.digest import known_by
from builder.work.memo import Memo, Spread, here


class CheckRule(Protocol):
    """A generator of findings."""

    __module__: str
    __qualname__: str
    __code__: CodeType

    def __call__(self, *args: Any, **kwargs: Any) -> Iterable[Finding]: ...


RULES: tuple[CheckRule, ...] = (
    guide.agenda_fills_session,
    guide.short_version_fits,
    guide.guide_has_its_parts,
    guide.process_guides_stay_with_staff,
    guide.objectives_are_few,
    guide.guide_length,
    guide.cards_are_asked_for,
    handout.sessions_have_a_handout,
    handout.handouts_have_room_to_write,
    handout.urgent_pages_carry_their_numbers,
    handout.handout_length,
    handout.reading_grade_fits,
    handout.sentences_are_whole,
    handout.words_are_known,
    handout.reserved_names,
    language.words_to_avoid,
    language.words_to_avoid_around,
    sources.cited_sources_are_listed,
    sources.every_session_has_a_source,
    sources.books_are_cited_by_place,
    sources.sources_are_used,
    paper.sessions_can_be_printed,
    paper.tracks_can_be_printed,
    paper.names_can_be_printed,
    paper.standards_can_be_printed,
    cards.words_fit_on_cards,
    wall.walls_belong_to_their_guide,
    wall.walls_are_read_from_afar,
    wall.walls_fit_on_slides,
    wall.walls_read_easily,
    wall.wall_words_are_known,
    warnings.warnings_stand_in_passages,
    warnings.warnings_around_stand_in_passages,
    warnings.hard_parts_include_their_passages,
    timing.danger_rows_stand_first,
    timing.thin_parts_say_what_fills_them,
    people.cast_findings,
    people.lives_agree,
    drawings.drawings_can_be_read,
    drawings.drawings_have_room_to_write,
    topics.topics_stand_in_one_group,
    graph.prerequisite_cycles,
    graph.teaching_order,
    repeats.repeated_text,
    variety.repeated_traits,
    routes.routes_can_be_taught,
    track.track_findings,
    track.reserved_names,
    track.what_is_led_has_a_place,
    track.repeats_have_an_exercise,
    groups.groups_hold_on_their_days,
    synonyms.synonyms_lead_somewhere,
    own_texts.library_is_as_locked,
    own_texts.lines_are_tried_here,
    own_texts.address_leads_somewhere,
    dates.crisis_lines_are_fresh,
    dates.sign_offs_hold,
    dates.passages_are_looked_at,
    dates.translations_are_current,
)

AT_ONCE = 12
"""Sessions and handouts that a process looks at before it is given more."""


def check_library(library: Library, today: datetime.date, memo: Memo | None = None, spread: Spread = here) -> tuple[Finding, ...]:
    """Every finding in a library, sorted by place. Unknown references stop it: the rules may then take each name as good.

    What is published is looked at as if there were no drafts, so that a draft changes nothing there; then the drafts, for what is to mend in them.
    """
    published, memo = library.published, memo or Memo()
    unknown = in_order((*library.unfinished, *references.reference_findings(published)))
    if has_errors(unknown):
        return unknown
    found = _found(published, today, memo, spread)
    drafts = _in_drafts(library, today, memo, spread) if library.drafts else ()
    return in_order((*unknown, *found, *drafts))


def _in_drafts(library: Library, today: datetime.date, memo: Memo, spread: Spread) -> Iterator[Finding]:
    files = {file for file, level in levels_of(library).items() if level == DRAFT}
    found = (*references.reference_findings(library), *_found(references.whole_drafts(library), today, memo, spread))
    yield from dict.fromkeys(one for one in found if one.place.file in files)


def _found(library: Library, today: datetime.date, memo: Memo, spread: Spread) -> Iterator[Finding]:
    goals, modules, tracks, running = library.goals, library.bare_modules, library.tracks, library.groups
    sees = {rule: frozenset(seen_by(rule)) for rule in RULES}
    looks = memo.every(look, dict(looks_of(library)), spread, AT_ONCE)
    for looked in looks.values():
        yield from looked.findings
    around = Rules(tuple(rule for rule, seen in sees.items() if seen <= {"goals", "modules", "tracks", "groups"}))
    yield from memo.one(findings_around, around, goals, modules, tracks, running)
    whole = whole_of(library, today, looks)
    for rule, seen in sees.items():
        if not seen & {"session", "handout"} and rule not in around.rules:
            yield from run(rule, whole)


def looks_of(library: Library) -> Iterator[tuple[str, tuple[Rules, str, Session | Handout, Goals]]]:
    """What is looked at by itself, under its id: each handout and each session with the rules that see it."""
    kinds: tuple[tuple[str, Mapping[str, Session | Handout]], ...] = (("handout", library.handouts), ("session", library.sessions))
    for kind, values in kinds:
        own = Rules(tuple(rule for rule in RULES if kind in seen_by(rule)))
        yield from ((name, (own, kind, value, library.shared_goals)) for name, value in values.items())


def whole_of(library: Library, today: datetime.date, looks: Mapping[str, Look]) -> dict[str, Any]:
    """Everything that a rule can see of a whole library."""
    around = {"goals": library.goals, "modules": library.bare_modules, "tracks": library.tracks, "groups": library.groups}
    marks = {name: looks[name].marks for name in library.sessions}
    traits = {name: looks[name].traits for name in library.sessions}
    return {"library": library, "today": today, "marks": marks, "traits": traits, **around}


def run(rule: CheckRule, whole: Mapping[str, Any]) -> Iterable[Finding]:
    return rule(**{name: whole[name] for name in seen_by(rule)})


@known_by("names")
@dataclass(frozen=True)
class Rules:
    """Some rules. The program's own code is in every key; their names and steps tell which of it they are."""

    rules: tuple[CheckRule, ...]

    @property
    def names(self) -> list[tuple[str, str, bytes]]:
        return [(rule.__module__, rule.__qualname__, rule.__code__.co_code) for rule in self.rules]


def seen_by(rule: CheckRule) -> tuple[str, ...]:
    """The names of a rule's parameters."""
    return rule.__code__.co_varnames[: rule.__code__.co_argcount]


@dataclass(frozen=True)
class Look:
    """What came of looking at one session or handout: findings, and of a session what is compared with the others."""

    findings: tuple[Finding, ...]
    marks: array[int]
    traits: tuple[variety.Trait, ...] = ()


def look(rules: Rules, kind: str, value: Session | Handout, goals: Goals) -> Look:
    """What rules find in one session or handout."""
    whole = {kind: value, "goals": goals}
    findings = tuple(found for rule in rules.rules for found in run(rule, whole))
    if isinstance(value, Session):
        return Look(findings, repeats.marks_of(value), variety.traits_of(value, goals))
    return Look(findings, array("I"))


def findings_around(
    rules: Rules, goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...], groups: tuple[RunningGroup, ...]
) -> tuple[Finding, ...]:
    """What rules find in all that stands around the sessions."""
    whole = {"goals": goals, "modules": modules, "tracks": tracks, "groups": groups}
    return tuple(found for rule in rules.rules for found in run(rule, whole))

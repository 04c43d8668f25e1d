"""What a session guide must hold: its parts, its minutes, its length."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import lru_cache

from builder.check.places import beginning
from builder.finding import Finding
from builder.model.library import Goals
from builder.model.session import Session
from builder.planner.words import counted
from builder.text.guide import AGAIN, LABELS, PARTS, PRACTICE, PROCESS_LABELS, Part
from builder.text.tree import Heading, List, own, plain

TIMED = {"check-in": ("check-in",), "teach": ("teach",), "practice": PRACTICE, "close": ("close",)}
WORDS = (900, 1800)
PURPOSE_WORDS = (80, 150)
UNTIMED = (*PARTS, AGAIN)
NEEDED = ("Purpose", "If it gets hard")
"""Parts without which no guide is published."""
OBJECTIVES = (2, 3)


def agenda_fills_session(session: Session) -> Iterator[Finding]:
    """The parts' minutes add up to the session's. While minutes cannot be read, `guide-minutes` says so and there is no sum."""
    total = session.guide.minutes
    if total != session.meta.minutes and not _unreadable(session):
        message = f"the parts add up to {total} min, the session says {session.meta.minutes}"
        yield Finding(session.source.at("minutes"), "agenda-minutes", message, "change a part's minutes or the session's")


def short_version_fits(session: Session, goals: Goals) -> Iterator[Finding]:
    """The version for a short day comes to what program.yml allows for a session of this length."""
    shortest, longest = goals.program.meta.short_range(session.meta.minutes)
    if not shortest <= session.short_minutes <= longest and not _unreadable(session):
        message = f"the short version comes to {session.short_minutes} min; it must come to {shortest} to {longest}"
        hint = "say at a part how it shrinks: '(20 min, 12 if short)' or '(5 min, skip if short)'"
        yield Finding(session.source.at("minutes"), "short-version", message, hint)


def _unreadable(session: Session) -> bool:
    return any(part.malformed for part in session.guide.parts)


def guide_has_its_parts(session: Session) -> Iterator[Finding]:
    """Every part that content needs is there, under a heading that can be read, with its labels."""
    yield from _parts(session)
    yield from _labels(session)


def _parts(session: Session) -> Iterator[Finding]:
    place = session.source.line
    titles = [part.title for part in session.guide.parts]
    meant = {_nearest(title) for title in titles if title not in UNTIMED}
    for index, part in enumerate(session.guide.parts):
        if part.malformed:
            message = f"the minutes of '{part.title}' cannot be read"
            yield Finding(place(part.line), "guide-minutes", message, "write (12 min), (12 min, 8 if short) or (5 min, skip if short)")
        elif not part.title and not isinstance(session.guide.document.blocks[0], Heading) and index == 0:
            yield Finding(place(part.line), "guide-part", "text stands before the first heading", "begin with ## Purpose")
        elif not part.title:
            yield Finding(place(part.line), "guide-part", "a heading has no words", "write what the part is, or take the heading out")
        elif part.minutes is None and part.title not in UNTIMED:
            yield Finding(place(part.line), "guide-part", f"'{part.title}' is not a part of a guide", _near(part.title))
        elif part.short is not None and part.short > (part.minutes or 0):
            message = f"'{part.title}' takes longer when time is short: {part.short} min in place of {part.minutes}"
            yield Finding(place(part.line), "guide-minutes", message, "give fewer minutes, or (5 min, skip if short)")
        elif part.title in titles[:index] and part.title in UNTIMED:
            yield Finding(place(part.line), "guide-part", f"'{part.title}' stands here for the second time", "make one part of the two")
        elif not part.blocks:
            yield Finding(place(part.line), _code(part.title), f"'{part.title}' is empty", "write it, or take the heading out")
    kinds = {part.kind for part in session.guide.timed}
    for title in PARTS:
        if title not in titles and title not in meant:
            yield Finding(beginning(session.source), _code(title), f"the part '{title}' is missing", f"add a heading: ## {title}")
    for name, accepted in () if session.is_process else TIMED.items():
        if not kinds.intersection(accepted) and not any(p.malformed and p.kind in accepted for p in session.guide.parts):
            heading = name.capitalize()
            message = f"the part '{heading}' is missing"
            yield Finding(beginning(session.source), "guide-part", message, f"add a heading with its minutes: ## {heading}: ... (10 min)")


def _code(title: str) -> str:
    return "part-needed" if title in NEEDED else "guide-part"


def _near(title: str) -> str:
    near = _nearest(title)
    return f"did you mean '## {near}'?" if near else "give it minutes, '(10 min)', or make it a ### heading inside a part"


@lru_cache(maxsize=1024)
def _nearest(title: str) -> str:
    lower = {part.lower(): part for part in UNTIMED}
    near = difflib.get_close_matches(title.lower(), lower, n=1, cutoff=0.6)
    return lower[near[0]] if near else ""


def _labels(session: Session) -> Iterator[Finding]:
    in_the_room = [part for part in session.guide.parts if part.minutes is not None or part.malformed]
    labels = {cue.label for part in in_the_room for cue in part.cues}
    for label in PROCESS_LABELS if session.is_process else LABELS:
        if label not in labels:
            message = f"nothing in the guide is marked **{label}**"
            yield Finding(beginning(session.source), "guide-label", message, f"put **{label}** on a line of its own before it")
    alternates = sum(_alternates(part) for part in in_the_room)
    if "Instead" in labels and alternates < 2:
        message = "the central exercise needs at least two alternates under **Instead**"
        yield Finding(beginning(session.source), "guide-label", message, "add one: no pens, low energy, pairs, online")


def _alternates(part: Part) -> int:
    blocks = [block for cue in part.cues if cue.label == "Instead" for block in cue.blocks]
    return sum(len(block.items) if isinstance(block, List) else 1 for block in blocks)


def process_guides_stay_with_staff(session: Session) -> Iterator[Finding]:
    """`process-guide`: what is written beside a guide to the process hour would be published nowhere; a session's home practice is its own key."""
    meta, source = session.meta, session.source
    if not session.is_process:
        if not meta.home_practice:
            yield Finding(source.at(), "missing-key", "`home_practice` is missing", "add it, or write `kind: process` for a guide to open group time")
        return
    hint = "take it out, or make a session of this guide: leave `kind` out"
    if meta.home_practice:
        yield Finding(source.at("home_practice"), "process-guide", "a guide to the process hour gives no home practice", hint)
    if meta.handouts:
        yield Finding(source.at("handouts"), "process-guide", "a guide to the process hour gives out no handouts", hint)
    for beside in (*(page.source for page in session.pages), *(wall.source for wall in session.walls)):
        yield Finding(beginning(beside), "process-guide", f"'{session.id}' is a guide to the process hour, and participants never see it", hint)


def cards_are_asked_for(session: Session) -> Iterator[Finding]:
    """`cards-unnamed`: a set of cards whose title its guide never says; nobody would print it."""
    words = plain(session.guide.document.blocks).lower().replace("’", "'") if session.cards else ""
    for cards in session.cards:
        if cards.meta.title.lower().replace("’", "'") not in words:
            hint = f"write in *Before the group*: Print and cut *{cards.meta.title}*"
            yield Finding(cards.source.at("title"), "cards-unnamed", f"the guide does not ask for '{cards.meta.title}'", hint)


def objectives_are_few(session: Session) -> Iterator[Finding]:
    fewest, most = OBJECTIVES
    if not fewest <= len(session.meta.objectives) <= most:
        message = f"the session has {counted(len(session.meta.objectives), 'objective')}; {fewest} or {most} can be reached in a session"
        yield Finding(session.source.at("objectives"), "objectives-count", message, "keep those that a facilitator can see or hear happen")


def guide_length(session: Session) -> Iterator[Finding]:
    """Warnings where a guide, or its purpose, is out of the length that can be read before group; nobody saves words on a passage, nor on a second exercise."""
    again = session.guide.part(AGAIN)
    words = len(plain(own(session.guide.document.blocks)).split()) - (len(plain(own(again.blocks)).split()) if again else 0)
    if not WORDS[0] <= words <= WORDS[1]:
        message = f"the guide has {words} words; {WORDS[0]} to {WORDS[1]} can be used"
        yield Finding(beginning(session.source), "guide-length", message, "cut what fits any session; add what only this one can say")
    purpose = session.guide.part("Purpose")
    count = len(plain(purpose.blocks).split()) if purpose else PURPOSE_WORDS[0]
    if purpose and not PURPOSE_WORDS[0] <= count <= PURPOSE_WORDS[1]:
        message = f"the purpose has {count} words; {PURPOSE_WORDS[0]} to {PURPOSE_WORDS[1]} are read"
        yield Finding(session.source.line(purpose.line), "guide-length", message, "why this skill, how it works, whom it helps; each claim sourced")

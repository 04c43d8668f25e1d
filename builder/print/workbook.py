"""The participant's workbook of a track. Built from handouts and the three public fields of a session; it takes no staff text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.model.library import Library
from builder.model.session import Session
from builder.planner.words import DAY_NAMES
from builder.print.book import (
    PAGE,
    Book,
    Chapter,
    bullets,
    from_markdown,
    handout_chapter,
    heading,
    help_chapter,
    paragraph,
    public_fields,
    table,
    words,
)
from builder.print.common import from_to, phrases
from builder.print.paging import HANDOUTS
from builder.print.typesetter import TEMPLATES
from builder.text.tree import Block, Inline, Link, Words
from builder.tracks.packets import handouts_of
from builder.tracks.plan import Meeting, Syllabus
from builder.views.common import clock, licence_note, meets
from builder.views.help import help_in_foot
from builder.views.page import joined


def workbook(library: Library, syllabus: Syllabus) -> Book:
    """Cover, help, how to use this, the group's agreement, then week by week: days, handouts, notes."""
    meta = library.program.meta
    seen: set[str] = set()
    chapters = (
        help_chapter(),
        Chapter("About this book", from_markdown((TEMPLATES / "workbook-intro.md").read_text(encoding="utf-8"), "workbook-intro.md")),
        Chapter("About this track", (*syllabus.track.body.blocks, heading(2, "When we meet"), *_times(library, syllabus)), new_page=False),
        Chapter("Our agreement", (paragraph("This is how we treat each other here."), bullets([one.line for one in meta.agreement])), new_page=False),
        *(chapter for week in syllabus.totals["weeks"] for chapter in _week(library, syllabus, week["week"], week["theme"], seen)),
    )
    return Book(
        title="My workbook",
        subtitle=syllabus.track.meta.title,
        author=meta.name,
        chapters=chapters,
        facts=_facts(library, syllabus),
        notices=notices(library, syllabus),
        **for_participants(library),
    )


def for_participants(library: Library) -> dict[str, Any]:
    """What books have in common that participants write in: help on every page, and no room that is not used."""
    return {"foot": help_in_foot(library, "en"), "notes": phrases("en")["notes"], "fits": HANDOUTS}


def notices(library: Library, syllabus: Syllabus) -> tuple[str, ...]:
    """Not treatment, not reviewed where one of the sessions is a draft, and the licence."""
    meta = library.program.meta
    return (meta.not_treatment, *((meta.unreviewed,) if syllabus.drafts else ()), licence_note(library))


def _facts(library: Library, syllabus: Syllabus) -> tuple[str, ...]:
    weeks = len(syllabus.totals["weeks"])
    return (f"{weeks} weeks", meets(library, syllabus))


def _times(library: Library, syllabus: Syllabus) -> Iterator[Block]:
    rows = [
        (f"Week {week['week']}", week["theme"], joined([DAY_NAMES[meeting.day] for meeting in syllabus.week(week["week"])]))
        for week in syllabus.totals["weeks"]
    ]
    yield table(("Week", "What it is about", "Days"), rows)
    starts = {(meeting.start, meeting.end) for meeting in syllabus.meetings}
    if len(starts) == 1:
        start, end = next(iter(starts))
        yield paragraph(f"Each meeting begins at {clock(library, start)} and ends at {clock(library, end)}.")


def _week(library: Library, syllabus: Syllabus, number: int, theme: str, seen: set[str]) -> Iterator[Chapter]:
    meetings = syllabus.week(number)
    yield Chapter(f"Week {number}: {theme}", tuple(_days(library, meetings)), kind="division")
    given = [one for one in handouts_of(library, (session for meeting in meetings for session in meeting.sessions)) if one.id not in seen]
    seen.update(handout.id for handout in given)
    yield from (handout_chapter(library, handout) for handout in given)
    yield Chapter(f"Notes for week {number}", level=2, kind="notes", new_page=bool(given))


def _days(library: Library, meetings: tuple[Meeting, ...]) -> Iterator[Block]:
    for meeting in meetings:
        yield heading(2, f"{DAY_NAMES[meeting.day]}, {from_to(library, meeting)}")
        for part in meeting.parts:
            if part.session:
                yield from public_fields(part.session, _met_before(library, part.session) if part.again else ())


def _met_before(library: Library, session: Session) -> tuple[Inline, ...]:
    """Where its pages stand in the book."""
    pages = [Link(f"{PAGE}{handout.id}", words(handout.meta.title), 0) for handout in library.handouts_of(session)]
    between = (one for page in pages for one in (Words(", "), page))
    return (Words(" You have met this one before: "), *tuple(between)[1:], Words(".")) if pages else words(" You have met this one before.")

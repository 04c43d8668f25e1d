"""The facilitator's manual of a track: every guide in the order of teaching, run-sheet first; staff only."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model.library import Library
from builder.model.practice import practice_words
from builder.model.session import Session, SessionKind
from builder.planner.words import DAY_NAMES
from builder.print.book import Book, Chapter, bullets, deeper, heading, help_chapter, paragraph, table, words
from builder.print.common import accents, from_to, listed_citation, phrases
from builder.print.paging import GUIDES
from builder.text.tree import Block, Inline, Link, Paragraph, Strong, Words
from builder.tracks.plan import Syllabus
from builder.views.cards import size_of_set
from builder.views.common import KIND_NAMES, licence_note, review_note
from builder.views.help import duty_of
from builder.views.page import joined

NEWCOMERS = {"welcome": "newcomers welcome", "with-recap": "newcomers with a recap", "not-first": "not as a first session"}


LED: tuple[tuple[SessionKind, str, str], ...] = (
    ("process", "process", "Each process hour has one, in turn; what the group brings may ask for another."),
    ("family", "families", "For the people who come with participants, in turn. Each takes its consent first."),
)
"""Guides to parts of a day that are no session's place: their kind, that of the part, and what is said before them."""


def manual(library: Library, syllabus: Syllabus, beside: bool = False) -> Book:
    """Cover, plan of the track, guides week by week, index of topics, appendices. With `beside`, it links to the cards as they stand in the staff
    site, where the manual stands in the folder of its track."""
    meta = library.program.meta
    sessions, drafts = syllabus.taught, syllabus.drafts
    guides = (*sessions, *syllabus.guides)
    facts = (
        f"{len(sessions)} sessions in {len(syllabus.totals['weeks'])} weeks",
        f"{drafts} of them not yet reviewed by a licensed clinician" if drafts else "Every session reviewed by a licensed clinician",
    )
    chapters = (
        Chapter("The track at a glance", tuple(_glance(library, syllabus))),
        *_guides(library, syllabus, beside),
        Chapter("Index of topics", kind="index", index=_index(library, guides)),
        Chapter("Appendix: when someone may be at risk", (_on_duty(library), *library.program.protocol.blocks), anchor="risk"),
        Chapter("Appendix: the group agreement", (bullets([one.line for one in meta.agreement]),), new_page=False),
        Chapter("Appendix: standards this track is measured by", tuple(_standards(library, syllabus))),
        Chapter("Appendix: sources", tuple(_sources(library, guides))),
        help_chapter(),
    )
    return Book(
        title="Facilitator manual",
        subtitle=syllabus.track.meta.title,
        author=meta.name,
        chapters=chapters,
        facts=facts,
        notices=("For staff. Not for participants.", licence_note(library)),
        notes=phrases("en")["notes"],
        fits=GUIDES,
    )


def _glance(library: Library, syllabus: Syllabus) -> Iterator[Block]:
    for week in syllabus.totals["weeks"]:
        yield heading(2, f"Week {week['week']}: {week['theme']}")
        rows = []
        for meeting in syllabus.week(week["week"]):
            names = [f"{part.session.meta.title}{' (again)' if part.again else ''}" for part in meeting.parts if part.session]
            rows.append((DAY_NAMES[meeting.day], from_to(library, meeting), "; ".join(names)))
        yield table(("Day", "Time", "Sessions"), rows)


def _guides(library: Library, syllabus: Syllabus, beside: bool) -> Iterator[Chapter]:
    seen: set[str] = set()
    new_page = True
    for week in syllabus.totals["weeks"]:
        meetings = syllabus.week(week["week"])
        fresh = [(m, s) for m in meetings for s in m.sessions if s.id not in seen]
        again = [s.meta.title for m in meetings for s in m.sessions if s.id in seen]
        note = (paragraph(f"{joined(again)}. The guides stand where they first come.", bold="Again this week:"),) if again else ()
        yield Chapter(f"Week {week['week']}: {week['theme']}", note, kind="division", new_page=new_page or bool(fresh))
        new_page = False
        for meeting, session in fresh:
            if session.id not in seen:
                seen.add(session.id)
                opener = f"{DAY_NAMES[meeting.day]} · {library.module(session.module).meta.title}"
                yield guide_chapter(library, session, opener, new_page, beside)
                new_page = True
    for kind, part, told in LED:
        guides = [guide for guide in syllabus.guides if guide.meta.kind == kind]
        if guides:
            yield Chapter(syllabus.kind_name(part), (paragraph(told),), kind="division", new_page=True)
        for guide in guides:
            yield guide_chapter(library, guide, library.module(guide.module).meta.title, guide is not guides[0], beside)


def guide_chapter(library: Library, session: Session, opener: str, new_page: bool = True, beside: bool = False) -> Chapter:
    """A guide with its run-sheet in front."""
    return Chapter(
        title=session.meta.title,
        blocks=(*_run_sheet(library, session, beside), *deeper(session.guide.document.blocks, 0)),
        level=2,
        opener=opener,
        message=session.meta.summary,
        new_page=new_page,
        kind="guide",
        accents=accents(library, session.id),
        anchor=session.id,
        prefix=f"{session.id}-",
    )


def _run_sheet(library: Library, session: Session, beside: bool) -> Iterator[Block]:
    meta = session.meta
    facts = f"{meta.minutes} min, {session.short_minutes} min if short · {meta.load} · {NEWCOMERS[meta.newcomers]}"
    yield paragraph(facts, bold="Run-sheet.")
    rows, clock_now = [], 0
    for part in session.guide.timed:
        short = "skip" if part.short == 0 else f"{part.short} min"
        rows.append((f"{clock_now} to {clock_now + (part.minutes or 0)}", part.title, f"{part.minutes} min", short))
        clock_now += part.minutes or 0
    if rows:
        yield table(("Minute", "Part", "Full", "If short"), rows)
    if practice := practice_words(meta.sources):
        yield paragraph(practice)
    yield paragraph("", bold="Objectives")
    yield bullets(list(meta.objectives))
    if meta.materials:
        yield paragraph(f"{joined(list(meta.materials))}.", bold="Bring:")
    given = [f"{handout.meta.title} ({KIND_NAMES[handout.meta.kind].lower()}, {handout.meta.time})" for handout in library.handouts_of(session)]
    if given:
        yield paragraph(f"{'; '.join(given)}.", bold="Hand out:")
    if session.cards:
        yield Paragraph((Strong(words("Print and cut:")), *_cards(session, beside)), 0)
    if meta.home_practice:
        yield paragraph(meta.home_practice, bold="Home practice:")
    if meta.requires:
        yield paragraph(f"{joined([library.sessions[name].meta.title for name in meta.requires])}.", bold="Comes after:")
    yield _on_duty(library)
    yield paragraph(review_note(library, session))


def _cards(session: Session, beside: bool) -> Iterator[Inline]:
    """Each set with its number of cards and sheets."""
    for index, cards in enumerate(session.cards):
        title = words(cards.meta.title)
        yield Words("; " if index else " ")
        yield from (Link(f"../../{cards.id}-letter.pdf", title, 0),) if beside else title
        yield Words(f" ({size_of_set(cards)})")
    yield Words(".")


def _on_duty(library: Library) -> Block:
    """Whom to phone; room to write the number by hand where the program has none. A group's own stands on its run sheets: a manual is of a track."""
    line = duty_of(library)
    phone = line.phone or "____________ (no number in program.yml)"
    return paragraph(", ".join(filter(None, (line.name, phone, line.hours))), bold="Clinician on duty:")


def _index(library: Library, sessions: tuple[Session, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    names = library.program.meta.topics
    found = {topic: tuple(session.id for session in sessions if topic in session.meta.topics) for topic in names}
    return tuple((names[topic], found[topic]) for topic in sorted(names, key=lambda topic: names[topic].lower()) if found[topic])


def _standards(library: Library, syllabus: Syllabus) -> Iterator[Block]:
    if not syllabus.track.meta.standard_ids:
        yield paragraph("This track names no standards.")
    for name in syllabus.track.meta.standard_ids:
        standard = library.standards[name].meta
        yield heading(2, standard.title)
        yield paragraph(standard.summary)
        yield bullets([requirement.text for requirement in standard.requirements])
        yield paragraph(f"{standard.source}. Checked on {standard.checked_on}; confidence: {standard.confidence}.", bold="Source:")


def _sources(library: Library, sessions: tuple[Session, ...]) -> Iterator[Block]:
    used = {name for session in sessions for name in session.cited} | {name for cite in library.program.protocol.cites() for name in cite.sources}
    yield bullets(sorted(listed_citation(library.sources.citations[name]) for name in used))

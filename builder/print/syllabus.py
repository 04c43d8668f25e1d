"""The syllabus of a track, two to six pages for a survey binder: hours, schedule, coverage, standards, sources, review status, version."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from builder.model.catalogue import shapes_of
from builder.model.library import Library
from builder.model.practice import OWN_PRACTICE, published_sources
from builder.model.products import product_rows
from builder.planner.hours import as_hours
from builder.planner.standards import DISCLAIMER
from builder.planner.words import COME_FOR, DAY_NAMES, lowered
from builder.print.binding import book_source, bound
from builder.print.book import Book, Chapter, bullets, deeper, heading, paragraph, table, words
from builder.print.common import Settings, listed_citation, look_of, text_writer
from builder.print.typesetter import count_pages
from builder.print.word_blocks import WordWriter
from builder.print.word_file import WordPage, blank_document, finished
from builder.text.sheets import Paper
from builder.text.tree import Block
from builder.tracks.plan import Syllabus
from builder.views.common import clock, meets, short_citation
from builder.views.ledger import kinds_of
from builder.views.page import joined
from builder.work.store import key_of

if TYPE_CHECKING:
    from builder.model.plan_types import PlainDayPart, TopicTaught

IN_FULL = 100
"""Sources that a syllabus lists in full: more would take the pages that a binder has for all the rest."""

ENROLLMENT = {
    "rolling": "rolling: people may start at any meeting",
    "cohort": "cohort: everyone starts together",
    "gates": "gates: people may start at {gates}, weeks by number and modules at their beginning",
}
LOOKS = tuple(
    {"size": size, "pitch": pitch, "gap": gap, "room": "8", "cell": "8", "table": size, "whole": "3", "row": row}
    for size, pitch, gap, row in (
        ("11", "1.34", "0.5", "3"),
        ("10.5", "1.3", "0.42", "2.6"),
        ("10", "1.26", "0.36", "2.2"),
        ("9.5", "1.22", "0.3", "1.8"),
        ("9", "1.2", "0.2", "1.4"),
    )
)
"""From the most generous to the tightest; a binder copy for staff may be smaller than a handout."""


def syllabus_pdf(library: Library, syllabus: Syllabus, settings: Settings, paper: Paper) -> bytes:
    book = syllabus_book(library, syllabus, settings)
    return bound(library, book, settings, paper, _look(library, book), syllabus.track.source, cover=False, contents=False)


def syllabus_docx(library: Library, syllabus: Syllabus, settings: Settings, *papers: Paper) -> Iterator[bytes]:
    """The same text, as large and as close, as a Word file for each of the papers: for programs that adapt it."""
    book = syllabus_book(library, syllabus, settings)
    page = WordPage.of(_look(library, book))
    look = look_of(library)
    paint = look.paint
    document = blank_document(page, settings, title=f"{book.title}: {book.subtitle}", language="en", look=look, paint=paint)
    writer = WordWriter(document, text_writer(library), page, paint.line)
    for chapter in book.chapters:
        writer.first_line(words(chapter.opener), look)
        writer.write("Heading1", words(chapter.title))
        writer.blocks(chapter.blocks)
    return (finished(document, paper) for paper in papers)


def _look(library: Library, book: Book) -> dict[str, str]:
    """The most generous layout of as few pages as a binder asks for; the tightest where none is."""
    return _fitting_look(book_source(library, book, {"cover": False, "contents": False}))


@lru_cache(2)
def _fitting_look(source: str) -> dict[str, str]:
    most = product_rows()["syllabus"].most_pages
    fits = (look for look in LOOKS if count_pages(source, {**look, "write": "pen", "print": "normal"}) <= most)
    return next(fits, LOOKS[-1])


def syllabus_book(library: Library, syllabus: Syllabus, settings: Settings) -> Book:
    meta = library.program.meta
    blocks = (
        *_facts(library, syllabus, settings),
        *deeper(syllabus.track.body.blocks, 0),
        heading(2, "Schedule"),
        *_schedule(library, syllabus),
        heading(2, "Hours"),
        *_hours(library, syllabus),
        heading(2, "Topics and where they are taught"),
        *_coverage(library, syllabus),
        *_standards(syllabus),
        heading(2, "Sources"),
        *_sources(library, syllabus),
    )
    chapter = Chapter(syllabus.track.meta.title, blocks, 1, f"Syllabus · {meta.name}", new_page=False)
    return Book(product_rows()["syllabus"].title, syllabus.track.meta.title, meta.name, (chapter,))


def _sources(library: Library, syllabus: Syllabus) -> Iterator[Block]:
    names = {name for session in syllabus.taught for name in published_sources(session.meta.sources)}
    cited = [library.sources.citations[name] for name in names]
    if len(cited) > IN_FULL:
        named = sorted(set(map(short_citation, cited)))
        yield paragraph(f"{'; '.join(named)}.", bold=f"{len(cited)} in all; the staff site has each in full, under Sources:")
    else:
        yield bullets(sorted(listed_citation(one, short=True) for one in cited))
    own = [session.meta.title for session in syllabus.taught if OWN_PRACTICE in session.meta.sources]
    if own:
        yield paragraph(f"{joined(own)}.", bold="On this program's own practice, which no published source stands for:")


def _facts(library: Library, syllabus: Syllabus, settings: Settings) -> Iterator[Block]:
    track, totals = syllabus.track.meta, syllabus.totals
    weeks = [week["minutes"] for week in totals["weeks"]]
    sessions, drafts = len(syllabus.taught), syllabus.drafts
    review = (
        f"{drafts} of {sessions} sessions not yet reviewed by a licensed clinician" if drafts else "every session reviewed by a licensed clinician"
    )
    rows = [
        ("For", library.program.meta.populations[track.population].title),
        ("Enrollment", ENROLLMENT[track.enrolment].format(gates=joined([str(gate) for gate in track.gates]))),
        ("Meets", meets(library, syllabus)),
        ("Length", f"{len(weeks)} weeks, {len(syllabus.meetings)} meetings, {sessions} different sessions"),
        ("Treatment time", f"{as_hours(totals['minutes'])} in all, without breaks"),
        ("In a meeting", joined([as_hours(length) for length in syllabus.lengths], "or")),
        ("In a week", as_hours(weeks[0]) if min(weeks) == max(weeks) else f"{as_hours(min(weeks))} to {as_hours(max(weeks))}"),
        ("Review", review),
        ("Made from", f"texts {_texts(library, syllabus)}: another word in this track, its sessions or the program's rules gives another number"),
    ]
    yield table(("Fact", "This track"), rows)


def _texts(library: Library, syllabus: Syllabus) -> str:
    """A digest of everything that a syllabus is made from, short enough to be compared by eye."""
    sources = [library.program.source, library.sources.source, syllabus.track.source, *(standard.source for standard in library.standards.values())]
    return key_of(source.exact for source in (*sources, *(text for session in syllabus.taught for text in session.texts)))[:12]


def _schedule(library: Library, syllabus: Syllabus) -> Iterator[Block]:
    """Each shape of a day once, then one row a meeting with its sessions at their times."""
    shapes = shapes_of(syllabus.track.meta.all_shapes())
    for shape in shapes:
        parts = [_part(syllabus, part) for part in shape["parts"]]
        named = f"A meeting of the shape '{shape['name']}', from {clock(library, shape['start'])}:"
        yield paragraph(f"{', '.join(parts)}. Breaks are not counted as treatment time.", bold="Every meeting:" if len(shapes) == 1 else named)
    rows = []
    for meeting in syllabus.meetings:
        sessions = "; ".join(
            f"{clock(library, part.start)} {part.name}{', again' if part.again else ''}"
            for part in meeting.parts
            if part.session or part.kind in COME_FOR
        )
        rows.append((f"{meeting.week}", DAY_NAMES[meeting.day], sessions, as_hours(meeting.minutes)))
    yield table(("Week", "Day", "Sessions", "Time"), rows)
    weeks = [(f"Week {week['week']}", week["theme"], as_hours(week["minutes"]), kinds_of(syllabus, week)) for week in syllabus.totals["weeks"]]
    yield table(("Week", "Theme", "Hours", "Of which"), weeks)


def _part(syllabus: Syllabus, part: PlainDayPart) -> str:
    """`session`, `session of 90 min`, `break 10 min`."""
    if part["kind"] == "session":
        return f"session of {part['minutes']} min" if part["minutes"] else "session"
    return f"{lowered(syllabus.kind_name(part['kind']))} {part['minutes']} min"


def _hours(library: Library, syllabus: Syllabus) -> Iterator[Block]:
    totals = syllabus.totals
    kinds = [(syllabus.kind_name(kind), as_hours(minutes)) for kind, minutes in totals["kinds"].items()]
    modules = [(module.meta.title, as_hours(totals["modules"][module.id])) for module in library.modules if module.id in totals["modules"]]
    yield table(
        ("Part of the day", "Hours", "Sessions by module", "Hours"),
        _side_by_side([*kinds, ("All, without breaks", as_hours(totals["minutes"]))], modules),
    )


def _side_by_side(left: list[tuple[str, str]], right: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Two lists of pairs as one table of four columns."""
    return [(*one, *other) for one, other in zip_longest(left, right, fillvalue=("", ""))]


def _coverage(library: Library, syllabus: Syllabus) -> Iterator[Block]:
    found = syllabus.coverage
    missing = [library.program.meta.topics.get(topic, topic) for topic in found["required"]["missing"]]
    core = [library.sessions[session].meta.title for session in found["core"]["missing"]]
    yield paragraph(f"{joined(missing)}." if missing else "none.", bold="Required topics that are missing:")
    yield paragraph(f"{joined(core)}." if core else "none.", bold="Core sessions for this population that are missing:")
    rows = [_topic_row(row) for row in found["topics"]]
    half = (len(rows) + 1) // 2
    yield paragraph("A star marks a topic that the population or a standard asks for.")
    yield table(("Topic", "Weeks", "Topic", "Weeks"), _side_by_side(rows[:half], rows[half:]))


def _topic_row(row: TopicTaught) -> tuple[str, str]:
    weeks = dict.fromkeys(str(place["week"]) for place in row["sessions"])
    return f"{row['title']}{' *' if row['required_by'] else ''}", ", ".join(weeks) or "not taught"


def _standards(syllabus: Syllabus) -> Iterator[Block]:
    """Those that the track names."""
    measured = syllabus.standards[: len(syllabus.track.meta.standard_ids)]
    if not measured:
        return
    yield heading(2, "Standards")
    for standard in measured:
        yield heading(3, standard["title"])
        yield paragraph(standard["sentence"])
        rows = [(asked["text"], asked["status"], asked["sentence"]) for asked in standard["requirements"]]
        yield table(("Asked for", "Status", "This track"), rows)
        sources = dict.fromkeys(f"{asked['source']} (checked {asked['checked_on']}, {asked['confidence']})" for asked in standard["requirements"])
        yield paragraph("; ".join(sources), bold="Read in:")
    yield paragraph(DISCLAIMER)

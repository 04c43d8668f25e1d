"""Packets: the handouts of a day or a week with a cover; what someone missed; what someone needs who starts today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from builder.model.library import Library
from builder.model.products import product_rows
from builder.model.session import Handout, Session
from builder.planner.words import DAY_NAMES
from builder.print.binding import PARTICIPANT, bound
from builder.print.book import Book, Chapter, handout_chapter, heading, help_chapter, paragraph, public_fields, table
from builder.print.common import Settings, from_to, phrases
from builder.print.workbook import for_participants, notices
from builder.text.tree import Blank, Block, Field, Inline, Paragraph, Strong, Words
from builder.tracks.packets import EntryPacket, entry_packets, handouts_of
from builder.tracks.plan import Meeting, Syllabus


@dataclass(frozen=True)
class When:
    """When a meeting is held, in words that participants may read: nobody's name stands in them."""

    day: str
    """`Wednesday`, or `Wednesday, January 13, 2027`."""
    time: str
    """`5:30 pm to 8:45 pm`, with the room behind it where that is known; or that there is no group."""


@dataclass(frozen=True)
class Days:
    """What a packet is for: one meeting, or those of a week. `copies` are sets, one for each person."""

    syllabus: Syllabus
    meetings: tuple[Meeting, ...]
    title: str
    copies: int = 1
    group: str = ""
    """What people call the group; empty where nobody said which it is."""
    dated: tuple[When, ...] = ()
    """The days of that group."""

    def when(self, library: Library) -> tuple[When, ...]:
        """The days of the group, or those of its track."""
        return self.dated or tuple(When(DAY_NAMES[meeting.day], from_to(library, meeting)) for meeting in self.meetings)


def packet(library: Library, days: Days, settings: Settings, edition: str) -> bytes:
    """One whole set: a cover, and each sheet that is given out on a leaf of its own.

    Copies are the printer's work: a file of so many sets would have its tags and fields as often. Where there are several, the file asks for them.
    """
    given = handouts_of(
        library,
        (session for meeting in days.meetings for session in meeting.sessions),
        (measure for meeting in days.meetings for measure in meeting.measures),
    )
    track = days.syllabus.track.meta.title
    chapters = (_cover(library, days, given), *_pages(library, given))
    return _for_printer(_bound(library, days, settings, edition, days.title, track, chapters, leaves=True), days.copies)


def _cover(library: Library, days: Days, given: Sequence[Handout]) -> Chapter:
    """When and for whom, and what is inside with the time that each page takes."""
    said = phrases("en")
    rows = [(handout.meta.title, said[handout.meta.kind], handout.meta.time) for handout in given]
    inside = (heading(2, "What is inside"), table(("Page", "Kind", "Time"), rows)) if rows else (paragraph("No pages are given out."),)
    return Chapter(
        days.title, (*_when(library, days), *inside), opener=f"{library.program.meta.name} · {days.syllabus.track.meta.title}", kind="cover"
    )


def _when(library: Library, days: Days) -> Iterator[Block]:
    """On which days, and whose they are."""
    for one in days.when(library):
        yield paragraph(one.time, bold=f"{one.day},")
    yield _whose(days.group)


def _whose(group: str) -> Paragraph:
    """The group by its name; or room to write by hand which it is, and the date."""
    if group:
        return paragraph(group, bold="Group:")
    return Paragraph((*_to_fill_in("Date"), Words("\u00a0\u00a0\u00a0 "), *_to_fill_in("Group")), 0)


def _to_fill_in(label: str) -> tuple[Inline, ...]:
    return Strong((Words(f"{label}:"),)), Words(" "), Blank(Field("blank", f"packet-{label.lower()}", label, line=0, column=0))


def _for_printer(pdf: bytes, copies: int) -> bytes:
    """The same file; whoever prints it is offered both sides of the paper, and so many copies."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.Root.ViewerPreferences.Duplex = pikepdf.Name.DuplexFlipLongEdge
        if copies > 1:
            opened.Root.ViewerPreferences.NumCopies = copies
        out = BytesIO()
        opened.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, fix_metadata_version=False)
        return out.getvalue()


def make_up_packet(library: Library, days: Days, settings: Settings, edition: str) -> bytes:
    """For someone who missed a meeting: what it was about, its pages, and the small tasks."""
    meeting = days.meetings[0]
    chapters = (make_up_words(library, days), *_pages(library, handouts_of(library, meeting.sessions)), help_chapter())
    return _bound(library, days, settings, edition, product_rows()["make-up"].title, meeting.title, chapters)


def make_up_words(library: Library, days: Days) -> Chapter:
    """What stands before the pages of a meeting that was missed."""
    blocks = (
        *_when(library, days),
        paragraph("You missed a day. That happens. Here is what the group did, so that you can come back without a gap."),
        paragraph("Read the short notes. Pick one page and try it. Bring it next time, or say how it went. You do not have to do all of it."),
        *_summaries(days.meetings[0].sessions),
    )
    return Chapter("While you were away", blocks)


def catch_up_packet(library: Library, days: Days, settings: Settings, edition: str) -> bytes:
    """For someone whose first day this is: the pages of a first day, today's pages, and what to read of what came before."""
    meeting = days.meetings[0]
    found = entry_packets(library, days.syllabus)[meeting.number - 1]
    chapters = (catch_up_words(library, days, found), *_pages(library, found.handouts), help_chapter())
    return _bound(library, days, settings, edition, product_rows()["catch-up"].title, f"Starting {meeting.title}", chapters)


def catch_up_words(library: Library, days: Days, found: EntryPacket) -> Chapter:
    """What stands before the pages of someone's first day."""
    today = days.when(library)[0]
    blocks: list[Block] = [
        paragraph(f"Your first day is {today.day}, {today.time}. You can join in the middle. Many people do."),
        _whose(days.group),
    ]
    given = library.first_day(days.syllabus.track.meta.population)
    if given:
        blocks += [
            heading(2, "Today, with a staff member"),
            *(paragraph(one.words, bold=f"{library.handouts[one.handout].meta.title}.") for one in given),
        ]
    blocks += [heading(2, "Your first day"), *_summaries(found.meeting.sessions)]
    if found.before:
        blocks += [
            heading(2, "To look at before later days"),
            paragraph("These came before you did. A few minutes with each is enough."),
            *_summaries(found.before),
        ]
    return Chapter("Welcome to group", tuple(blocks))


def _bound(
    library: Library, days: Days, settings: Settings, edition: str, title: str, subtitle: str, chapters: Iterable[Chapter], leaves: bool = False
) -> bytes:
    book = Book(
        title=title,
        subtitle=subtitle,
        author=library.program.meta.name,
        chapters=tuple(chapters),
        notices=notices(library, days.syllabus),
        leaves=leaves,
        **for_participants(library),
    )
    return bound(library, book, settings, edition, PARTICIPANT, days.syllabus.track.source, contents=False, cover=False)


def _summaries(sessions: Iterable[Session]) -> Iterator[Block]:
    return (block for session in sessions for block in public_fields(session))


def _pages(library: Library, handouts: Iterable[Handout]) -> Iterator[Chapter]:
    return (handout_chapter(library, handout, level=1) for handout in handouts)

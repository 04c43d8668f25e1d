"""Packets: the handouts of a day or a week, collated for a number of people; what someone missed; what someone needs who starts today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from builder.model.library import Library
from builder.model.session import Handout, Session
from builder.planner.words import DAY_NAMES
from builder.print.binding import PARTICIPANT, bound
from builder.print.book import Book, Chapter, handout_chapter, heading, help_chapter, paragraph, public_fields
from builder.print.common import Settings, from_to
from builder.print.editions import Edition, Paper
from builder.print.sheet import sheets
from builder.print.workbook import notices
from builder.text.tree import Block
from builder.tracks.packets import EntryPacket, entry_packets, handouts_of
from builder.tracks.plan import Meeting, Syllabus


@dataclass(frozen=True)
class Days:
    """What a packet is for: one meeting, or those of a week. `copies` are whole sets, one for each person."""

    syllabus: Syllabus
    meetings: tuple[Meeting, ...]
    title: str
    copies: int = 1


def packet(library: Library, days: Days, settings: Settings, paper: Paper) -> bytes:
    """The sheets that are given out, a whole set for each person, each sheet beginning on a new leaf."""
    given = handouts_of(library, (session for meeting in days.meetings for session in meeting.sessions))
    pdfs = [sheet.pdf for handout in given for sheet in sheets(library, handout, settings, (Edition(paper),))]
    return collated(pdfs, days.copies, f"{days.title}: handouts for {days.copies}")


def collated(pdfs: Sequence[bytes], copies: int, title: str) -> bytes:
    """Sets for printing on both sides. For the printer only: it keeps no tags, so it is marked as a print file; the tagged sheets stand beside it."""
    with pikepdf.new() as made:
        opened = [pikepdf.open(BytesIO(pdf)) for pdf in pdfs]
        for sheet in opened:
            made.pages.extend(sheet.pages)
            if len(sheet.pages) % 2:
                made.add_blank_page(page_size=(float(sheet.pages[0].mediabox[2]), float(sheet.pages[0].mediabox[3])))
        one_set = len(made.pages)
        for _ in range(copies - 1):
            for index in range(one_set):
                made.pages.append(made.pages[index])
        for page in made.pages:
            for key in ("/Annots", "/StructParents", "/Tabs"):
                if key in page:
                    del page[key]
        made.docinfo["/Title"] = title
        made.Root.Lang = pikepdf.String("en")
        made.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True, Duplex=pikepdf.Name.DuplexFlipLongEdge)
        out = BytesIO()
        made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def make_up_packet(library: Library, days: Days, settings: Settings, paper: Paper) -> bytes:
    """For someone who missed a meeting: what it was about, its pages, and the small tasks."""
    meeting = days.meetings[0]
    chapters = (make_up_words(meeting), *_pages(library, handouts_of(library, meeting.sessions)), help_chapter())
    return _bound(library, days, settings, paper, "Make-up packet", meeting.title, chapters, days.syllabus.track.meta.title)


def make_up_words(meeting: Meeting) -> Chapter:
    """What stands before the pages of a meeting that was missed."""
    blocks = (
        paragraph("You missed a day. That happens. Here is what the group did, so that you can come back without a gap."),
        paragraph("Read the short notes. Pick one page and try it. Bring it next time, or say how it went. You do not have to do all of it."),
        *_summaries(meeting.sessions),
    )
    return Chapter("While you were away", blocks)


def catch_up_packet(library: Library, days: Days, settings: Settings, paper: Paper) -> bytes:
    """For someone whose first day this is: the pages of a first day, today's pages, and what to read of what came before."""
    meeting = days.meetings[0]
    found = entry_packets(library, days.syllabus)[meeting.number - 1]
    chapters = (catch_up_words(library, days.syllabus, found), *_pages(library, found.handouts), help_chapter())
    return _bound(library, days, settings, paper, "Catch-up packet", f"Starting {meeting.title}", chapters)


def catch_up_words(library: Library, syllabus: Syllabus, found: EntryPacket) -> Chapter:
    """What stands before the pages of someone's first day."""
    today = f"{DAY_NAMES[found.meeting.day]}, {from_to(library, found.meeting)}"
    blocks: list[Block] = [paragraph(f"Your first day is {today}. You can join in the middle. Many people do.")]
    given = library.first_day(syllabus.track.meta.population)
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
    library: Library, days: Days, settings: Settings, paper: Paper, title: str, subtitle: str, chapters: tuple[Chapter, ...], *facts: str
) -> bytes:
    book = Book(
        title=title, subtitle=subtitle, author=library.program.meta.name, chapters=chapters, facts=facts, notices=notices(library, days.syllabus)
    )
    return bound(library, book, settings, paper, PARTICIPANT, days.syllabus.track.source, contents=False, cover=False)


def _summaries(sessions: Iterable[Session]) -> Iterator[Block]:
    return (block for session in sessions for block in public_fields(session))


def _pages(library: Library, handouts: Iterable[Handout]) -> Iterator[Chapter]:
    return (handout_chapter(library, handout, level=1) for handout in handouts)

"""Which files there are, and what they are called. Everything here is a pure function: the same inputs give the same paths and bytes."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model.library import Library
from builder.model.session import Handout
from builder.plan import Syllabus
from builder.printing.binding import PARTICIPANT, STAFF, bound
from builder.printing.common import Settings
from builder.printing.editions import PAPERS, Edition, Paper
from builder.printing.epub import epub
from builder.printing.manual import manual
from builder.printing.packets import catch_up_packet, day_packet, make_up_packet, week_packet
from builder.printing.sheet import sheets
from builder.printing.syllabus import syllabus_docx, syllabus_pdf
from builder.printing.word import handout_docx
from builder.printing.workbook import workbook

File = tuple[str, bytes]
"""A path relative to a site's folder, and what stands there."""


def editions_of(library: Library, handout: Handout) -> tuple[Handout, ...]:
    """The handout and its language editions."""
    others = (page for pages in library.sessions[handout.session].editions.values() for page in pages if page.id == handout.id)
    return (handout, *others)


def handout_files(library: Library, handout: Handout, settings: Settings) -> Iterator[File]:
    """A handout's PDFs and Word file, for both sites: `cbt/first-thought/thought-log-letter.pdf`."""
    base = handout_base(handout)
    for sheet in sheets(library, handout, settings):
        yield f"{base}-{sheet.edition.name}.pdf", sheet.pdf
    yield f"{base}.docx", handout_docx(library, handout, settings)


def handout_base(handout: Handout) -> str:
    """The path of a handout's files, without what names the edition."""
    return handout.id if handout.language == "en" else f"{handout.id}.{handout.language}"


def participant_track_files(library: Library, syllabus: Syllabus, settings: Settings) -> Iterator[File]:
    """The workbook of a track; nothing in it comes from staff text."""
    base = f"tracks/{syllabus.track.id}"
    book = workbook(library, syllabus)
    for paper in papers():
        yield f"{base}/workbook-{paper}.pdf", bound(library, book, settings, paper, PARTICIPANT, syllabus.track.source)
    yield f"{base}/workbook.epub", epub(library, book, settings)


def staff_track_files(library: Library, syllabus: Syllabus, settings: Settings) -> Iterator[File]:
    """The facilitator's manual and the director's syllabus."""
    base = f"tracks/{syllabus.track.id}"
    for paper in papers():
        yield f"{base}/manual-{paper}.pdf", bound(library, manual(library, syllabus, paper), settings, paper, STAFF, syllabus.track.source)
        yield f"{base}/syllabus-{paper}.pdf", syllabus_pdf(library, syllabus, settings, paper)
    yield f"{base}/syllabus.docx", syllabus_docx(library, syllabus, settings)


def packet_files(library: Library, syllabus: Syllabus, settings: Settings, paper: Paper = "letter", copies: int = 1) -> Iterator[File]:
    """Packets of every day and week, and for each day what someone gets who missed it and who starts on it. Staff hand them out."""
    base = f"tracks/{syllabus.track.id}"
    given = dict.fromkeys(h.id for m in syllabus.meetings for s in m.sessions for h in library.handouts_of(s))
    made = {name: next(iter(sheets(library, library.handouts[name], settings, (Edition(paper),)))).pdf for name in given}
    for meeting in syllabus.meetings:
        yield f"{base}/{meeting.id}/packet-{paper}.pdf", day_packet(library, made, meeting, copies)
        yield f"{base}/{meeting.id}/make-up-{paper}.pdf", make_up_packet(library, syllabus, meeting, settings, paper)
        yield f"{base}/{meeting.id}/catch-up-{paper}.pdf", catch_up_packet(library, syllabus, meeting, settings, paper)
    for week in syllabus.totals["weeks"]:
        yield f"{base}/week-{week['week']}-packet-{paper}.pdf", week_packet(library, made, syllabus.week(week["week"]), copies)


def papers() -> tuple[Paper, ...]:
    return tuple(PAPERS)

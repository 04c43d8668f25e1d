"""The papers of one meeting that no one else has: its run sheet, and the covers of what someone gets who is new or who missed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from builder.model.library import Library
from builder.planner.words import lowered
from builder.print.binding import PARTICIPANT, bound
from builder.print.book import Book, Chapter
from builder.print.common import Settings, text_writer
from builder.print.editions import PAPERS
from builder.print.forms import fillable
from builder.print.packets import Days, catch_up_words, make_up_words
from builder.print.papers import RUN_SHEET, on_a4
from builder.print.typesetter import arguments, count_pages, refusals_at, typeset
from builder.print.typst_blocks import BlockWriter
from builder.print.workbook import for_participants
from builder.text.sheets import Paper
from builder.tracks.packets import entry_packets
from builder.tracks.plan import Syllabus
from builder.views.meeting import RunLine, RunSheetView, meeting_pages
from builder.views.page import DutyLine

SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5)
"""Points of a run sheet, from the largest. What one side does not hold at the smallest goes on the back."""


@dataclass(frozen=True)
class MeetingPapers:
    """One meeting as its papers see it. `id` is the path of its page; a cover is None where nobody needs it."""

    id: str
    title: str
    author: str
    sheet: RunSheetView
    welcome: Book | None
    missed: Book | None


def papers_of_meetings(library: Library, syllabus: Syllabus) -> Iterator[MeetingPapers]:
    """The papers of every meeting of a track, in their order."""
    track, author = syllabus.track.meta.title, library.program.meta.name
    for page, found in zip(meeting_pages(library, syllabus), entry_packets(library, syllabus), strict=True):
        sheet: RunSheetView = page.view
        meeting = found.meeting
        days = Days(syllabus, (meeting,), meeting.title)
        yield MeetingPapers(
            id=page.path,
            title=page.title,
            author=author,
            sheet=sheet,
            welcome=_cover(library, f"Starting {meeting.title}", catch_up_words(library, days, found)) if sheet.print.new else None,
            missed=_cover(library, f"{track}, {meeting.title}", make_up_words(library, days)) if sheet.prints else None,
        )


def _cover(library: Library, subtitle: str, chapter: Chapter) -> Book:
    return Book(title=chapter.title, subtitle=subtitle, author=library.program.meta.name, chapters=(chapter,), **for_participants(library))


def welcome_cover(library: Library, papers: MeetingPapers, settings: Settings, paper: Paper) -> bytes | None:
    return _set(library, papers.welcome, settings, paper)


def missed_cover(library: Library, papers: MeetingPapers, settings: Settings, paper: Paper) -> bytes | None:
    return _set(library, papers.missed, settings, paper)


def _set(library: Library, cover: Book | None, settings: Settings, paper: Paper) -> bytes | None:
    if cover is None:
        return None
    return bound(library, cover, settings, paper, PARTICIPANT, library.program.source, cover=False, contents=False)


def run_sheet_pdf(library: Library, papers: MeetingPapers, settings: Settings, paper: Paper) -> bytes:
    """One sheet: on one side where the smallest letters allow it, else on both."""
    source = run_sheet_source(library, papers)
    given = {"paper": PAPERS["letter"], "write": "pen", "pitch": "1.25", "gap": "0.3"}
    with refusals_at(library.program.source.at(), f"the run sheet of {papers.id}"):
        size = _largest(lambda size: count_pages(source, given | {"size": str(size)}) == 1)
        letter = fillable(typeset(source, given | {"size": str(size)}, settings.made_at), ()).pdf
    return on_a4(letter, RUN_SHEET) if paper == "a4" else letter


_last = [0]
"""The place in SIZES of the sheet that was made last: meetings of a track fill their sheets alike. It says where to begin, and not where it ends."""


def _largest(fits: Callable[[float], bool]) -> float:
    """The largest size at which it fits; the smallest where none does."""
    at = _last[0]
    while at < len(SIZES) - 1 and not fits(SIZES[at]):
        at += 1
    while at == _last[0] and at > 0 and fits(SIZES[at - 1]):
        at = _last[0] = at - 1
    _last[0] = at
    return SIZES[at]


def run_sheet_source(library: Library, papers: MeetingPapers) -> str:
    """The run sheet as Typst source; the same for all papers."""
    sheet, writer = papers.sheet, BlockWriter(text_writer(library), level=2)
    named = arguments(
        margins=RUN_SHEET.margins("letter"),
        title=papers.title,
        author=papers.author,
        track=sheet.track,
        theme=sheet.theme,
        when=f"{sheet.start} to {sheet.end}, {sheet.net} of treatment time",
        end=sheet.end,
        net=sheet.net,
        duty=[_duty(line) for line in sheet.duty],
        review=sheet.review,
        lines=[_line(line) for line in sheet.lines],
        glance=[
            ["Print, one each", [title for title, _ in sheet.prints]],
            ["Print and cut", [f"{cards.title} ({cards.size})" for cards in sheet.cards]],
            ["Bring", [f"{title}: {'; '.join(materials)}" for title, materials in sheet.bring if materials]],
            ["Home practice due", [f"{due.title} ({due.when}): {due.task}" for due in sheet.due]],
            ["Home practice to give", [f"{due.title}: {due.task}" for due in sheet.sets]],
            ["To fill in today", [page.title for page in sheet.measures]],
            [f"On someone's first day{_lasting(sheet.first_day_time)}", [f"{page.title}: {page.with_staff}" for page in sheet.first_day]],
            ["On someone's last day", [", ".join(page.title for page in sheet.last_day)] if sheet.last_day else []],
        ],
        after=f"{sheet.after.title}: {', '.join(sheet.next_sessions)}." if sheet.after else "",
    )
    words = "\n".join(
        f"#newcomer({arguments(title=one.title, mark=one.mark)})[\n{writer.nested(one.part.blocks)}\n]" for one in sheet.newcomers if one.part
    )
    return f'#import "/type.typ": *\n#import "/run-sheet.typ": *\n#show: run-sheet.with({named})\n{words}\n'


def _lasting(said: str) -> str:
    return f": {lowered(said.rstrip('.'))}" if said else ""


def _duty(line: DutyLine) -> dict[str, str]:
    """Who is on duty; what is not known is written in by hand."""
    label = f"Clinician on duty{f', {line.whose}' if line.whose else ''}"
    return {"label": label, "name": line.name, "phone": line.phone, "hours": line.hours}


def _line(line: RunLine) -> dict[str, Any]:
    agenda = line.agenda
    return {
        "start": agenda.start,
        "title": f"{agenda.title} (again, as a practice lab)" if agenda.again else agenda.title,
        "minutes": f"{agenda.minutes} ({agenda.short_minutes} if short)" if agenda.short_minutes else str(agenda.minutes),
        "counts": agenda.counts,
        "session": bool(agenda.path),
        "parts": [[part.start, part.title] for part in line.parts if part.minutes],
    }

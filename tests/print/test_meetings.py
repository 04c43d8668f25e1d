"""The papers of one meeting: a run sheet on one sheet, and covers that say what participants may read and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from builder.print.common import Settings
from builder.print.meetings import MeetingPapers, missed_cover, papers_of_meetings, run_sheet_pdf, welcome_cover
from builder.print.typesetter import page_count
from builder.text.sheets import Paper
from builder.tracks.plan import plan_tracks
from tests.print.factories import SETTINGS, squeezed, text_of, the_library
from tests.print.invariants import problems

PAPERS: tuple[Paper, ...] = ("letter", "a4")


@cache
def every_meeting() -> dict[str, MeetingPapers]:
    library = the_library()
    return {papers.id: papers for syllabus in plan_tracks(library) for papers in papers_of_meetings(library, syllabus)}


def published(site: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    """Files of meetings, by their paths in the staff site."""
    return ((path.relative_to(site / "staff").as_posix(), path.read_bytes()) for path in (site / "staff/tracks").glob(f"*/*/{pattern}"))


def of(name: str) -> MeetingPapers:
    return every_meeting()[f"tracks/{name}"]


@pytest.mark.long
@pytest.mark.slow
def test_every_run_sheet_is_one_side_of_one_sheet(site: Path) -> None:
    """As they are published, and of tracks that no group runs as they would be; on A4 each is the sheet of Letter."""
    sheets = dict(published(site, "run-sheet-*.pdf"))
    for name, papers in every_meeting().items():
        if name not in {sheet.rpartition("/")[0] for sheet in sheets}:
            sheets[f"{name}/of-no-group"] = run_sheet_pdf(the_library(), papers, SETTINGS, "letter")
    pages = {name: page_count(pdf) for name, pdf in sheets.items()}
    assert len(pages) > len(every_meeting()) > 60
    assert {name: count for name, count in pages.items() if count != 1} == {}


def test_a_run_sheet_says_what_its_page_says() -> None:
    papers = of("evening/week-2-thu")
    text = squeezed(text_of(run_sheet_pdf(the_library(), papers, SETTINGS, "letter")))
    sheet = papers.sheet
    wanted = [
        sheet.theme,
        *(title for title, _ in sheet.prints),
        *(due.task for due in (*sheet.due, *sheet.sets)),
        *(one.with_staff for one in sheet.first_day),
    ]
    wanted += [part.title for line in sheet.lines for part in line.parts] + [line.agenda.start for line in sheet.lines]
    assert len(wanted) > 20
    assert [words for words in wanted if squeezed(words) not in text] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_what_is_made_for_a_meeting_can_be_heard(paper: Paper) -> None:
    for make in (run_sheet_pdf, welcome_cover, missed_cover):
        pdf = make(the_library(), of("day/week-3-thu"), SETTINGS, paper)
        assert pdf
        assert problems(pdf, ()) == []


def test_covers_hold_nothing_of_what_staff_say() -> None:
    papers = of("day/week-3-thu")
    staff = [papers.sheet.bring[0][1][0], *(page.with_staff for page in papers.sheet.first_day)]
    assert len(staff) > 3
    for make in (welcome_cover, missed_cover):
        text = squeezed(text_of(make(the_library(), papers, Settings(SETTINGS.made_at), "letter") or b""))
        assert [words for words in staff if squeezed(words) in text] == []

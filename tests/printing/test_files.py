from __future__ import annotations

from builder.load.library import load_library
from builder.plan import plan
from builder.printing.files import handout_files, participant_track_files, staff_track_files
from tests.printing.factories import SETTINGS, a_handout, the_library
from tests.trees import SMALL


def test_a_handout_has_six_pdfs_and_a_word_file() -> None:
    paths = [path for path, _ in handout_files(the_library(), a_handout(), SETTINGS)]
    base = "cbt/first-thought/a-sheet"
    papers = [f"{base}-{paper}{way}.pdf" for paper in ("letter", "a4") for way in ("", "-fillable", "-large")]
    assert paths == [*papers, f"{base}.docx"]


def test_participants_get_the_workbook_and_staff_the_manual_and_the_syllabus() -> None:
    library = load_library(SMALL)
    syllabus = plan(library, library.tracks[0])
    participants, staff = (
        [path.split("/")[-1] for path, _ in make(library, syllabus, SETTINGS)] for make in (participant_track_files, staff_track_files)
    )
    assert participants == ["workbook-letter.pdf", "workbook-a4.pdf", "workbook.epub"]
    assert staff == ["manual-letter.pdf", "syllabus-letter.pdf", "manual-a4.pdf", "syllabus-a4.pdf", "syllabus.docx"]

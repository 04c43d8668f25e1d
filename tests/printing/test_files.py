from __future__ import annotations

import pytest

from builder.printing.files import handout_files, participant_track_files, staff_track_files
from tests.printing.factories import SETTINGS, a_handout, a_syllabus, the_library


def test_a_handout_has_six_pdfs_and_a_word_file() -> None:
    paths = [path for path, _ in handout_files(the_library(), a_handout(), SETTINGS)]
    base = "cbt/first-thought/a-sheet"
    papers = [f"{base}-{paper}{way}.pdf" for paper in ("letter", "a4") for way in ("", "-fillable", "-large")]
    assert paths == [*papers, f"{base}.docx"]


@pytest.mark.slow
def test_participants_get_the_workbook_and_staff_the_manual_and_the_syllabus() -> None:
    participants = {path for path, _ in participant_track_files(the_library(), a_syllabus(), SETTINGS)}
    staff = {path for path, _ in staff_track_files(the_library(), a_syllabus(), SETTINGS)}
    assert {path.split("/")[-1] for path in participants} == {"workbook-letter.pdf", "workbook-a4.pdf", "workbook.epub"}
    assert not participants & staff
    assert any("manual" in path for path in staff)

"""Every sheet of the library fits on two pages, with a line of a program's own in the help box and one in the foot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.model.look import ProgramLook
from builder.model.program import Contact
from builder.print.paper_check import unfitting_sheets
from tests.project import real_library

CONTACT = Contact(phone="555-010-0100", hours="Monday to Friday, 8 am to 6 pm", email="help@harbor.example")
HEAD = "A program of Harbor Health, department of outpatient care"
FOOT = "12 Elm Street, second floor, entrance from the yard"


@pytest.mark.slow
def test_a_program_with_a_line_of_contact_a_head_and_a_foot_has_no_sheet_that_is_too_long() -> None:
    library = real_library()
    meta = library.program.meta
    own = meta.model_copy(update={"contact": CONTACT, "look": ProgramLook(head=HEAD, foot=FOOT)})
    assert len(library.handouts) >= 38
    found = unfitting_sheets(replace(library, program=replace(library.program, meta=own)))
    assert [(one.place.file, one.message) for one in found] == []

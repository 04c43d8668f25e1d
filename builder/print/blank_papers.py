"""Blank papers that a director keeps in the drawer: a sheet to sign in on, and a certificate for each track. They hold nobody's name."""

from __future__ import annotations

from typing import Any

from builder.finding import Place
from builder.model.library import Library
from builder.model.products import product_rows
from builder.model.program import Program
from builder.planner.words import counted, listed
from builder.print.common import Settings, look_of
from builder.print.editions import PAPERS, Edition
from builder.print.forms import fillable
from builder.print.typesetter import arguments, refusals_at, typeset
from builder.text.sheets import Paper
from builder.text.tree import Field
from builder.tracks.plan import Syllabus

SIGN_IN_COLUMNS = {"No.": 12, "First name or initials": 0, "Time in": 25, "Time out": 25, "Staff initials": 30}
"""The columns with their widths in mm; 0 takes what is left, on either paper more than the 50 that a name needs by hand."""
SIGN_IN_NOTE = (
    "First name or initials, never a last name. Staff can write the times for anyone who would rather not sign.",
    "This sheet shows who comes here. It stays with staff and is kept or shredded as the program's rules say. "
    "Records of treatment for substance use are protected by 42 CFR Part 2.",
)
NO_LICENSE = "It says what someone took part in. It is not a license, a degree or a professional credential."


def sign_in_pdf(library: Library, program: Program, settings: Settings, paper: Paper) -> bytes:
    """Rows for one meeting: first name or initials, time in, time out."""
    told = {
        "title": product_rows()["sign-in"].title,
        "fields": ["Date", "Group", "Leader"],
        "heads": list(SIGN_IN_COLUMNS),
        "widths": list(SIGN_IN_COLUMNS.values()),
        "note": list(SIGN_IN_NOTE),
    }
    return _blank(library, "sign-in", told, program.source.at(), settings, Edition(paper))


TYPED = {"name": ("Name", 16), "hours": ("Hours attended", 14), "date": ("Date", 14)}
"""What is typed on a certificate: what each place is called, and in how many points it is set, so that a name of 40 letters fits. Signed it is by hand."""


def certificate_pdf(library: Library, syllabus: Syllabus, settings: Settings, edition: str) -> bytes:
    """Of completion of a track; weeks, meetings and hours are those that the planner reckons."""
    hours, minutes = divmod(syllabus.totals["minutes"], 60)
    long = listed([counted(hours, "hour"), *([counted(minutes, "minute")] if minutes else [])])
    told = {
        "title": product_rows()["certificate"].title,
        "says": "This certificate is given to",
        "completed": "who took part in and completed",
        "track": syllabus.track.meta.title,
        "hours": f"{counted(len(syllabus.totals['weeks']), 'week')}, {counted(sum(not meeting.is_for_families for meeting in syllabus.meetings), 'meeting')}, {long} of group time",
        "attended": "Hours attended:",
        "signed": ["Signature, name and title", "Date"],
        "notice": NO_LICENSE,
    }
    return _blank(library, "certificate", told, syllabus.track.source.at("title"), settings, Edition(edition))


def _blank(library: Library, template: str, told: dict[str, Any], place: Place, settings: Settings, edition: Edition) -> bytes:
    look = look_of(library)
    named = arguments(author=look.name, look=look.argument, accent=look.paint.line, **told)
    source = f'#import "/{template}.typ": *\n#{template}({named})\n'
    typed = TYPED if edition.write == "screen" else {}
    fields = [Field(kind="blank", name=name, label=label, line=0, column=0) for name, (label, _) in typed.items()]
    with refusals_at(place, f"the {told['title'].lower()}"):
        made = typeset(source, {"paper": PAPERS[edition.paper], "write": edition.write}, settings.made_at)
    return fillable(made, fields, large={name: size for name, (_, size) in typed.items()}).pdf

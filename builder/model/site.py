"""`sites/<name>.yml`: what differs at one of several sites of a program. All that it leaves out is as `program.yml` says."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from builder.model.base import PUBLIC, SITE, Authored, Slug, Source, Text, Title
from builder.model.duty import OnDuty
from builder.model.group import RunningGroup
from builder.model.look import ProgramLook
from builder.model.program import Contact, CrisisLine, HolidayPlace, TimeZone
from builder.model.track import Track

FOLDER = "sites"
"""Where they stand, beside `curriculum/`."""


class SiteMeta(Authored):
    """One site. Mappings such as `contact` lie over those of `program.yml` key by key."""

    name: Title = Field(json_schema_extra=PUBLIC, description="Name of the site, as its pages and papers have it")
    tagline: Text | None = Field(None, json_schema_extra=PUBLIC)
    address: Text = Field(
        json_schema_extra=PUBLIC,
        description="Where the site's pages for participants will stand: printed in short addresses and QR codes",
        pattern=SITE,
    )
    staff_address: Text | None = Field(
        None,
        pattern=SITE,
        description="Where its staff pages will stand; without it, `staff` beside an address that ends in /participants",
    )
    contact: Contact = Contact()
    on_duty: OnDuty = Field(OnDuty(), description="Staff only: the clinician on duty here")
    crisis_lines: tuple[CrisisLine, ...] = Field(
        (),
        description="Crisis lines of this place: a plain list, which comes before those of program.yml. One with the `id` of one there takes its place",
    )
    time_zone: TimeZone | None = Field(None, json_schema_extra=PUBLIC, description="Where its groups meet, as in America/Chicago")
    public_holidays: HolidayPlace | None = Field(None, description="Whose public holidays are closed days here: US, or US-TX")
    languages: tuple[Slug, ...] | None = Field(None, description="Language editions that it offers beside English; all when left out")
    standards: tuple[Slug, ...] | None = Field(None, description="The standards that it is held to, of those that tracks name; all when left out")
    tracks: tuple[Slug, ...] | None = Field(None, description="Which of the program's tracks it runs; all when left out")
    groups: tuple[Slug, ...] = Field((), description="Running groups that meet here, beside those whose own file says `site:`")
    look: ProgramLook = Field(ProgramLook(), description="What is the site's own to the eye: logo, color, lines on paper")


@dataclass(frozen=True)
class ProgramSite:
    """A site by its id, the name of its file."""

    id: str
    meta: SiteMeta
    source: Source


@dataclass(frozen=True)
class OtherSite:
    """What the staff of one site know of another: its running groups, and what they need to be put on their days."""

    id: str
    name: str
    time_zone: str
    public_holidays: str
    tracks: tuple[Track, ...]
    groups: tuple[RunningGroup, ...]

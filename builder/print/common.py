"""What every printed thing says in the same words: help lines, notices, addresses, sources."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from builder.model.library import Library
from builder.model.palette import Paint
from builder.model.reference import Citation
from builder.model.session import Handout
from builder.print.typst_text import TextWriter
from builder.text.drawn import shape_of
from builder.text.tree import Cite
from builder.tracks.plan import Meeting
from builder.views.address import page_address
from builder.views.common import clock, licence_note, review_note, session_of, short_citation, standing_of
from builder.words import said


class OrderError(Exception):
    """The order names something that there is not; nothing was made."""


@dataclass(frozen=True)
class Settings:
    """What print is given from outside. `made_at` is in seconds since 1970 and goes into every file."""

    made_at: int
    in_site: bool = False
    """Whether the files stand in the staff site, where a manual can link to the cards beside it."""


def made_at(library: Library) -> int:
    """The date that files carry: the last day on which someone looked over the program's crisis lines, not the day of the build."""
    latest = max(line.verified_on for line in library.program.meta.crisis_lines)
    return int(datetime.datetime(latest.year, latest.month, latest.day, 12, tzinfo=datetime.UTC).timestamp())


def phrases(language: str) -> Mapping[str, str]:
    """The templates' own words, and what kinds of handouts are called."""
    return {**said("print", language), **said("kinds", language)}


def link_address(library: Library) -> Callable[[str], str]:
    """Authors link by id or by address; paper needs the address. What begins with `../` is a file beside this one."""

    def address(href: str) -> str:
        return href if ":" in href.split("/")[0] or href.startswith("../") else page_address(library, href.lstrip("/"))

    return address


def help_arguments(library: Library, language: str = "en", every: bool = False) -> dict[str, Any]:
    """Emergency, crisis lines and contact, as the templates' functions take them; `every` line for a book, else those that stand everywhere."""
    meta = library.program.meta
    lines = [
        {
            "name": line.name,
            "about": line.languages.get(language, line.about),
            "ways": [{"label": way.label, "href": way.href} for way in line.ways],
        }
        for line in meta.crisis_lines
        if line.everywhere or every
    ]
    return {"emergency": meta.emergency, "lines": lines, "contact": list(meta.contact.lines)}


@dataclass(frozen=True)
class Letterhead:
    """What paper has of the program's own. `logo` is an SVG, or empty; `paint` is for what belongs to no module."""

    name: str
    logo: str
    paint: Paint
    head: str
    foot: str

    @property
    def logo_width(self) -> float:
        """Millimetres, so that the logo is at most 9 high and 60 wide."""
        return min(60.0, 9 / shape_of(self.logo))

    @property
    def argument(self) -> dict[str, Any]:
        """As the templates' functions take it."""
        return {"name": self.name, "logo": self.logo, "width": round(self.logo_width, 2), "head": self.head, "foot": self.foot}


def look_of(library: Library) -> Letterhead:
    """The program's look on everything that is printed, from `look` in program.yml."""
    meta = library.program.meta
    return Letterhead(name=meta.name, logo=library.program.logo, paint=library.own_color.paper, head=meta.look.head, foot=meta.look.foot)


def accents(library: Library, identity: str) -> dict[str, str]:
    """The colour of a session or handout on paper, by its id, as the templates' functions take it."""
    paint = library.color_of(identity).paper
    return {"accent": paint.line, "accent_soft": paint.soft}


def notice(library: Library, handout: Handout) -> str:
    """That this is not treatment, who has read it, and under which licence it stands."""
    read = review_note(library, session_of(library, handout), handout.language)
    licence = "" if handout.is_published_measure else licence_note(library, handout.language)  # its authors' own text, as it says itself
    return f"{library.program.meta.not_treatment} {read} {licence}".rstrip()


def standing(library: Library, handout: Handout) -> str:
    """The same in a few words, for the top of a page."""
    return standing_of(session_of(library, handout), handout.language)


def from_to(library: Library, meeting: Meeting) -> str:
    """`5:30 pm to 8:45 pm`."""
    return f"{clock(library, meeting.start)} to {clock(library, meeting.end)}"


def longest(words: Iterable[str], most: int = 8) -> list[str]:
    """So many of the longest, each once: a template measures them, to see that none is wider than its room."""
    return sorted(dict.fromkeys(words), key=len, reverse=True)[:most]


def longest_pieces(text: str) -> list[str]:
    """The same for the pieces of a text between which a line can break."""
    return longest(re.findall(r"[^\s-]+-?", text), 6)


def text_writer(library: Library, prefix: str = "") -> TextWriter:
    return TextWriter(link_address(library), lambda cite: cited(library, cite), prefix)


def cited(library: Library, cite: Cite) -> str:
    """`(Beck, 2021, ch. 12; NIDA, 1998)`."""
    told = (", ".join(filter(None, (short_citation(library.sources.citations[name]), locator))) for name, locator in cite.located())
    return f"({'; '.join(told)})"


def listed_citation(citation: Citation, short: bool = False) -> str:
    """`Beck, J. S. (2021). Title (3rd ed.). Publisher. https://doi.org/...`; `short` leaves out the edition and every address but the DOI."""
    edition = f" ({citation.edition})" if citation.edition and not short else ""
    found = (f"doi:{citation.doi}" if short else f"https://doi.org/{citation.doi}") if citation.doi else "" if short else citation.url
    named = f"{citation.authors.rstrip('.')} ({citation.year}). {citation.title.rstrip('.')}{edition}. {citation.journal or citation.publisher}."
    return f"{named} {found}" if found else named

"""Posters that stay on the wall: the group's agreement, and words in lists that a handout has. Read from across the room, on any paper up to tabloid and A3."""

from __future__ import annotations

from typing import Any

from builder.check.paper import inspect
from builder.finding import CurriculumError, Finding, Place
from builder.model.library import Library
from builder.model.program import Program
from builder.model.session import Handout
from builder.print.common import Settings, accents, longest, look_of, phrases, standing
from builder.print.editions import POSTER_PAPERS
from builder.print.forms import fillable
from builder.print.typesetter import arguments, layout, refusals_at, typeset
from builder.views.help import help_in_foot

SIZES = tuple(size / 10 for size in range(60, 9, -1))
"""Letters, in hundredths of the height of the sheet, from the largest that is tried."""
ADDED = 2
"""Lines that a group writes itself."""


def agreement_pdf(library: Library, program: Program, settings: Settings, paper: str) -> bytes:
    """The agreement of program.yml, with room for what the group adds."""
    said = phrases("en")
    lines = [one.line for one in program.meta.agreement]
    own: dict[str, Any] = {
        "title": said["agreement"],
        "accent": look_of(library).own_paint.line,
        "lines": lines,
        "add": said["we_add"],
        "added": ADDED,
    }
    own["long"] = {"words": longest(word for line in lines for word in line.split()), "heads": []}
    return _poster(library, own, program.source.at("agreement"), settings, paper)


def words_pdf(library: Library, handout: Handout, settings: Settings, paper: str) -> bytes:
    """The `poster` of a handout in one language."""
    poster = handout.meta.poster
    assert poster
    if findings := tuple(inspect(handout)):
        raise CurriculumError(findings)
    lists = [{"title": one.title, "words": list(one.words)} for one in poster.lists]
    own: dict[str, Any] = {
        "title": poster.title,
        "note": poster.note,
        "language": handout.language,
        "accent": accents(library, handout.id)["accent"],
        "lists": lists,
    }
    own["standing"] = standing(library, handout)
    own["long"] = {
        "words": longest(part for one in poster.lists for word in one.words for part in word.split()),
        "heads": longest(part for one in poster.lists for part in one.title.split()),
    }
    return _poster(library, own, handout.source.at("poster"), settings, paper)


def _poster(library: Library, own: dict[str, Any], place: Place, settings: Settings, paper: str) -> bytes:
    """Raises CurriculumError: `print-too-long` where the smallest letters leave no room, and `print-refused`."""
    look = look_of(library)
    named = arguments(**own, author=look.name, help_line=help_in_foot(library, own.get("language", "en")), look=look.argument, sizes=list(SIZES))
    source = f'#import "/wall-poster.typ": *\n#wall-poster({named})\n'
    with refusals_at(place, "the poster"):
        if layout(source, inputs := {"paper": POSTER_PAPERS[paper]})["size"] is None:
            raise CurriculumError([Finding(place, "print-too-long", f"this does not fit on one sheet of {paper}", "shorten it")])
        return fillable(typeset(source, inputs, settings.made_at), ()).pdf

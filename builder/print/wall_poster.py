"""Posters that stay on the wall: the group's agreement, and words in lists that a handout has. Read from across the room, on any paper up to tabloid and A3."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from builder.check.levels import refuse
from builder.check.paper import inspect
from builder.finding import CurriculumError, Finding, Place
from builder.model.library import Library
from builder.model.program import Program
from builder.model.session import Handout
from builder.print.common import Settings, accents, longest, look_of, phrases, standing
from builder.print.editions import POSTER_PAPERS
from builder.print.forms import fillable
from builder.print.typesetter import arguments, layout, refusals_at, typeset
from builder.views.common import licence_note
from builder.views.help import help_in_foot

SIZES = tuple(size / 10 for size in range(60, 9, -1))
"""Letters, in hundredths of the height of the sheet, from the largest that is tried."""
ADDED = 2
"""Lines that a group writes itself."""


def agreement_pdf(library: Library, program: Program, settings: Settings, paper: str) -> bytes:
    """The agreement of program.yml, with room for what the group adds."""
    return _pdf(_agreement(library, program), settings, paper)


def words_pdf(library: Library, handout: Handout, settings: Settings, paper: str) -> bytes:
    """The `poster` of a handout in one language."""
    refuse(inspect(handout), library)
    return _pdf(_words(library, handout), settings, paper)


def unfitting_agreement(library: Library) -> Iterator[Finding]:
    """`poster-too-long` where one of the papers does not hold it."""
    return _unfitting(_agreement(library, library.program))


def unfitting_words(library: Library, handout: Handout) -> Iterator[Finding]:
    """The same for the `poster` of a handout."""
    return _unfitting(_words(library, handout))


@dataclass(frozen=True)
class _Wall:
    """What stands on a poster, as the template takes it, and where it was written."""

    place: Place
    named: dict[str, Any]

    def source(self, sizes: Sequence[float]) -> str:
        return f'#import "/wall-poster.typ": *\n#wall-poster({arguments(**self.named, sizes=list(sizes))})\n'

    def over(self, paper: str) -> Finding:
        message = f"this does not fit on one sheet of {paper}, in letters of a {round(100 / SIZES[-1])}th of its height"
        return Finding(self.place, "poster-too-long", message, "shorten it, or leave out a part of it")


def _agreement(library: Library, program: Program) -> _Wall:
    said = phrases("en")
    lines = [one.line for one in program.meta.agreement]
    long = {"words": longest(word for line in lines for word in line.split()), "heads": []}
    own = {"title": said["agreement"], "accent": look_of(library).paint.line, "lines": lines, "add": said["we_add"], "added": ADDED}
    return _wall(library, own | {"long": long}, program.source.at("agreement"))


def _words(library: Library, handout: Handout) -> _Wall:
    poster = handout.meta.poster
    assert poster
    long = {
        "words": longest(part for one in poster.lists for word in one.words for part in word.split()),
        "heads": longest(part for one in poster.lists for part in one.title.split()),
    }
    own = {
        "title": poster.title,
        "note": poster.note,
        "language": handout.language,
        "accent": accents(library, handout.id)["accent"],
        "lists": [{"title": one.title, "words": list(one.words)} for one in poster.lists],
        "standing": standing(library, handout),
    }
    return _wall(library, own | {"long": long}, handout.source.at("poster"))


def _wall(library: Library, own: dict[str, Any], place: Place) -> _Wall:
    look, language = look_of(library), own.get("language", "en")
    around = {"author": look.name, "help_line": help_in_foot(library, language), "licence": licence_note(library, language), "look": look.argument}
    return _Wall(place, own | around)


def _unfitting(wall: _Wall) -> Iterator[Finding]:
    """For the first paper that does not hold it: on the others it is seldom otherwise."""
    with refusals_at(wall.place, "the poster"):
        smallest = wall.source(SIZES[-1:])
        over = (wall.over(paper) for paper, name in POSTER_PAPERS.items() if layout(smallest, {"paper": name})["size"] is None)
        yield from islice(over, 1)


def _pdf(wall: _Wall, settings: Settings, paper: str) -> bytes:
    """Raises CurriculumError: `poster-too-long` where the smallest letters leave no room, and `print-refused`."""
    source = wall.source(SIZES)
    with refusals_at(wall.place, "the poster"):
        if layout(source, inputs := {"paper": POSTER_PAPERS[paper]})["size"] is None:
            raise CurriculumError([wall.over(paper)])
        return fillable(typeset(source, inputs, settings.made_at), ()).pdf

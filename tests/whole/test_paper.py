"""Every sheet of the real curriculum, as it was published: filled, its box whole, its prompts beside their places to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from builder.model.session import Handout
from builder.print.common import phrases
from builder.print.typst_blocks import is_room, leads_in
from builder.text.tree import Lines, Scale, fields_in, plain
from builder.views.help import help_in_foot
from tests.print.factories import PRODUCT, squeezed, the_library
from tests.print.fullness import empty_last_thirds

pytestmark = pytest.mark.slow

HANDOUTS = tuple(the_library().handouts.values())
EDITIONS = tuple(edition for edition in PRODUCT["handout"].row.built if edition.startswith(("letter", "a4")))
MOST_EMPTY = 0.03
"""The share of pages whose last third may be empty."""
LINE = 6.0
"""Points by which letters of one line, with their tails, are never apart."""


def files(site: Path, edition: str) -> Iterator[tuple[Handout, Path]]:
    return ((handout, site / "participants" / f"{handout.id}-{edition}.pdf") for handout in HANDOUTS)


def texts(path: Path) -> list[str]:
    """The letters and digits of each page."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [squeezed(page.get_textpage().get_text_range()) for page in pdf]


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pages_of_every_sheet_are_filled(site: Path, edition: str) -> None:
    pages = empty = 0
    for _, path in files(site, edition):
        pdf = path.read_bytes()
        with pypdfium2.PdfDocument(pdf) as opened:
            pages += len(opened)
        empty += len(empty_last_thirds(pdf))
    print(f"{edition}: {pages} pages, the last third of {empty} is empty")
    assert pages >= 2 * len(HANDOUTS) - 2
    assert empty <= MOST_EMPTY * pages, f"{empty} of {pages}"


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_help_box_is_whole_and_every_other_page_says_whom_to_call(site: Path, edition: str) -> None:
    library, looked = the_library(), 0
    meta = library.program.meta
    everywhere = [way.label for line in meta.crisis_lines if line.everywhere for way in line.ways]
    box = [squeezed(words) for words in (phrases("en")["help"], meta.emergency, *everywhere, meta.not_treatment, phrases("en")["online"])]
    for handout, path in files(site, edition):
        *others, last = texts(path)
        assert [words for words in box if words not in last] == [], handout.id
        assert all(squeezed(help_in_foot(library, "en")) in page for page in others), handout.id
        looked += len(others) + 1
    assert looked >= 2 * len(HANDOUTS) - 2


@pytest.mark.long
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_number_to_call_is_broken_over_two_lines(site: Path, edition: str) -> None:
    ways = {squeezed(way.label) for line in the_library().program.meta.crisis_lines for way in line.ways if way.href.startswith(("tel:", "sms:"))}
    looked, broken = 0, []
    for handout, path in files(site, edition):
        with pypdfium2.PdfDocument(path) as pdf:
            for number, page in enumerate(pdf, 1):
                for words, lines in lines_of(page.get_textpage(), ways):
                    looked += 1
                    broken += [(handout.id, number, words)] if lines > 1 else []
    assert looked >= 4 * len(HANDOUTS)
    assert broken == []


def lines_of(page: pypdfium2.PdfTextPage, sought: set[str]) -> Iterator[tuple[str, int]]:
    """Each of these words where it stands on a page, by its letters, with the lines that it takes."""
    letters = [(char, number) for number, char in enumerate(page.get_text_range()) if char.isalnum()]
    text = "".join(char for char, _ in letters)
    for words in sought:
        for found in re.finditer(words, text):
            feet = sorted(page.get_charbox(letters[place][1])[1] for place in range(found.start(), found.end()))
            yield words, 1 + sum(upper - lower > LINE for lower, upper in pairwise(feet))


@pytest.mark.parametrize("edition", ["letter-fillable", "a4-fillable"])
def test_no_prompt_is_parted_from_its_place_to_write(site: Path, edition: str) -> None:
    """The words right before a place to write, or before the first of several, end on the page on which it stands."""
    looked, parted = 0, []
    for handout, path in files(site, edition):
        pages, where = texts(path), pages_of_fields(path)
        for before, room in pairwise((None, *handout.body.blocks)):
            if room is None or not is_room(room):
                continue
            place = next(iter(fields_in((room,))))
            said = plain(room.prompt) or place.label if isinstance(room, Lines | Scale) else ""
            for words in (said, plain((before,)) if before and leads_in(before, room) else ""):
                looked += bool(words)
                if squeezed(words)[-20:] not in pages[where[place.name]]:
                    parted.append((handout.id, words))
    assert looked >= 50
    assert parted == []


def pages_of_fields(path: Path) -> dict[str, int]:
    """On which page each field begins, by its name."""
    found: dict[str, int] = {}
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages):
            for widget in page.get("/Annots", pikepdf.Array()):
                name = widget.get("/T") or widget.get("/Parent", pikepdf.Dictionary()).get("/T")
                if name is not None:
                    found.setdefault(str(name), number)
    return found

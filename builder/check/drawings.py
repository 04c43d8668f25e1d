"""Drawings: their words can be read on a phone, where a drawing is as wide as the page, and there is room for a hand where one writes on them."""

from __future__ import annotations

from collections.abc import Iterator

from builder.finding import Finding, Place
from builder.model.base import Source
from builder.model.session import Session
from builder.text.drawn import letters_of, shape_of, view_of
from builder.text.tree import Block, Drawing, walk

NARROW = 340
"""Pixels of a page on a phone."""
SMALLEST = 11
"""Pixels of letters that are still read."""
WIDEST, HIGHEST = 170.0, 150.0
"""Millimetres that a drawing to write on has on paper; templates/print/type.typ gives them to it."""
HAND, WORD = 9.0, 30.0
"""Millimetres that a hand needs: the height of a line, the width of a word or two."""


def drawings_can_be_read(session: Session) -> Iterator[Finding]:
    """`drawing-small` for a drawing whose smallest words are too small on a phone."""
    yield from _of(session.guide.document.blocks, session.source)
    for handout in session.pages:
        yield from _of(handout.body.blocks, handout.source)
    for wall in session.walls:
        yield from _of(wall.body.blocks, wall.source)


def _of(blocks: tuple[Block, ...], source: Source) -> Iterator[Finding]:
    for node in walk(blocks):
        if isinstance(node, Drawing) and (letters := letters_of(node.svg)):
            width = view_of(node.svg)[2]
            if letters * NARROW < SMALLEST:
                message = f"the smallest words of this drawing are {letters * NARROW:.0f} pixels high on a phone; {SMALLEST} can be read"
                hint = f"in a drawing {width:g} wide, letters of {-(-width * SMALLEST // NARROW):g} or more; or draw it narrower and taller"
                yield Finding(source.line(node.line), "drawing-small", message, hint)


def drawings_have_room_to_write(session: Session) -> Iterator[Finding]:
    """`drawing-box` for a place to write that is too small for a hand."""
    for handout in session.pages:
        for node in walk(handout.body.blocks):
            if isinstance(node, Drawing):
                yield from _too_small(node, handout.source.line(node.line))


def _too_small(drawing: Drawing, where: Place) -> Iterator[Finding]:
    shape = shape_of(drawing.svg)
    across = min(WIDEST, HIGHEST / shape)
    least_wide, least_high = (-(-view_of(drawing.svg)[2] * needed // across) for needed in (WORD, HAND))
    for place in drawing.places:
        wide, high = place.width * across, place.height * shape * across / place.field.rows
        if wide < WORD or high < HAND:
            each = " for each line" if place.field.rows > 1 else ""
            message = (
                f"the box for '{place.field.label}' is {wide:.0f} mm wide and {high:.0f} mm high{each} on paper; a hand needs {WORD:g} and {HAND:g}"
            )
            hint = f"draw its <rect> at least {least_wide:g} wide and {least_high * place.field.rows:g} high"
            yield Finding(where, "drawing-box", message, hint)

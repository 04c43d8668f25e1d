"""Drawings: their words can be read on a phone, where a drawing is as wide as the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.finding import Finding
from builder.model.base import Source
from builder.model.session import Session
from builder.text.tree import Block, Drawing, walk

NARROW = 340
"""Pixels of a page on a phone."""
SMALLEST = 11
"""Pixels of letters that are still read."""

_SIZE = re.compile(r'font-size="([0-9.]+)"')
_BOX = re.compile(r'viewBox="[-0-9.]+[\s,]+[-0-9.]+[\s,]+([0-9.]+)')


def drawings_can_be_read(session: Session) -> Iterator[Finding]:
    """`drawing-small` for a drawing whose smallest words are too small on a phone."""
    yield from _of(session.guide.document.blocks, session.source)
    for handout in session.pages:
        yield from _of(handout.body.blocks, handout.source)
    for wall in session.walls:
        yield from _of(wall.body.blocks, wall.source)


def _of(blocks: tuple[Block, ...], source: Source) -> Iterator[Finding]:
    for node in walk(blocks):
        if isinstance(node, Drawing) and (sizes := _SIZE.findall(node.svg)) and (box := _BOX.search(node.svg)):
            smallest, width = min(map(float, sizes)), float(box[1])
            if smallest / width * NARROW < SMALLEST:
                message = f"the smallest words of this drawing are {smallest / width * NARROW:.0f} pixels high on a phone; {SMALLEST} can be read"
                hint = f"in a drawing {width:g} wide, letters of {-(-width * SMALLEST // NARROW):g} or more; or draw it narrower and taller"
                yield Finding(source.line(node.line), "drawing-small", message, hint)

"""A session guide: the body of `session.md` read as its parts, with their minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from builder.text.tree import Block, Cite, Document, Emphasis, Heading, List, Paragraph, Strong, line_of, plain, walk
from builder.work.digest import digest_of, known_by

LABELS = ("Say", "Ask", "Listen for", "Do", "Instead")
"""What the guide of a session marks."""
NOTHING = "When to do nothing"
PROCESS_LABELS = ("Say", "Ask", "Listen for", NOTHING)
"""What a guide to the process hour marks: there is no exercise, and much of leading it is waiting."""
HELPS = ("If quiet", "Group size")
"""What a part marks that has more minutes than script: what to do with silence, and with a small or a large group."""
PARTS = ("Purpose", "Before the group", "Newcomers", "If it gets hard", "Adapt", "For the record")
"""What every guide has beside its timed parts."""
PRACTICE = ("practice", "practise")
"""How the title of a part begins in which people practice."""
AGAIN = "When it comes again"
"""What a guide may have: another exercise for a day on which most of the room know this one."""

_MINUTES = re.compile(r"\s*\((?P<minutes>[1-9][0-9]{0,2}) min(?:, (?:(?P<short>[0-9]{1,3}) if short|(?P<skip>skip) if short))?\)\Z")
_LOOKS_TIMED = re.compile(r"\([^()]*\d\s*min", re.I)


@dataclass(frozen=True)
class Cue:
    """What a label opens: **Say** and the script under it. `label` is empty for what comes before the first label."""

    label: str
    blocks: tuple[Block, ...]


@known_by("title", "minutes", "short", "exact")
@dataclass(frozen=True)
class Part:
    """One H2 of a guide. `minutes` is None for parts that take no time in the room; `short` is 0 when skipped on a short day."""

    title: str
    minutes: int | None
    short: int | None
    line: int
    document: Document
    stretch: tuple[int, int]
    """Its first block in the document, and the one after its last."""
    exact: str
    """A digest of its words."""
    malformed: bool = False
    """True when the heading seems to give minutes, but not in a form that can be read."""
    cited: tuple[str, ...] = ()
    """The sources that are cited in it, each once, in order."""
    online: bool = False
    """True when an alternate (under **Instead**) or an entry of Adapt has a label, in italics, that names online groups."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        return tuple(_cues(self.document.blocks[slice(*self.stretch)]))

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for cue in self.cues for block in cue.blocks)

    @property
    def kind(self) -> str:
        """`teach` of `Teach: the gap`; what stands before the colon, in lower case."""
        return self.title.split(":")[0].strip().lower()


@known_by("digest")
@dataclass(frozen=True)
class Guide:
    document: Document
    parts: tuple[Part, ...]

    @property
    def digest(self) -> str:
        """The document's, of which its parts are read."""
        return self.document.digest

    @property
    def timed(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.minutes is not None)

    @property
    def minutes(self) -> int:
        """What the parts add up to."""
        return sum(part.minutes or 0 for part in self.parts)

    @property
    def short_minutes(self) -> int:
        """What the parts add up to when time is short."""
        return sum(part.short or 0 for part in self.parts)

    def part(self, title: str) -> Part | None:
        return next((part for part in self.parts if part.title == title), None)

    @property
    def exercise(self) -> Part | None:
        """The first part in which people practice; what `AGAIN` says stands in its place."""
        return next((part for part in self.timed if part.kind in PRACTICE), None)


EMPTY = Guide(Document(), ())


def read_guide(document: Document) -> Guide:
    """Group a guide's blocks under its H2 headings. What stands before the first heading is kept in a part without a title."""
    return Guide(document, tuple(_parts(document)))


def _parts(document: Document) -> Iterator[Part]:
    blocks = document.blocks
    begins = [index for index, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    starts = begins if begins[:1] == [0] or not blocks else [0, *begins]
    for start, end in pairwise([*starts, len(blocks)]):
        heading = blocks[start] if start in begins else None
        yield _part(document, heading if isinstance(heading, Heading) else None, blocks[start + bool(heading) : end], (start + bool(heading), end))


def _part(document: Document, heading: Heading | None, blocks: tuple[Block, ...], stretch: tuple[int, int]) -> Part:
    title = plain((heading,)) if heading else ""
    line = heading.line if heading else line_of(blocks[0])
    found = _MINUTES.search(title)
    cited = tuple(dict.fromkeys(source for node in walk(blocks) if isinstance(node, Cite) for source in node.sources))
    online = any(_names_online(cue) for cue in _cues(blocks) if cue.label == "Instead" or title == "Adapt")
    minutes = int(found["minutes"]) if found else None
    short = None if minutes is None or not found else 0 if found["skip"] else int(found["short"] or minutes)
    malformed = not found and bool(_LOOKS_TIMED.search(title))
    return Part(
        title=title[: found.start()] if found else title,
        minutes=minutes,
        short=short,
        line=line,
        document=document,
        stretch=stretch,
        exact=digest_of(blocks),
        malformed=malformed,
        cited=cited,
        online=online,
    )


def _names_online(cue: Cue) -> bool:
    lists = [block for block in cue.blocks if isinstance(block, List)]
    return any("online" in _label(item.blocks[:1]).lower() for block in lists for item in block.items)


def _label(blocks: tuple[Block, ...]) -> str:
    """`Online` of `*Online:* post two numbers in the chat`."""
    match blocks:
        case [Paragraph(inlines=(Emphasis(inlines=inlines), *_))]:
            return plain(inlines)
    return ""


def _cues(blocks: Iterable[Block]) -> Iterator[Cue]:
    label = ""
    pending: list[Block] = []
    for block in blocks:
        opened = label_of(block)
        if opened or isinstance(block, Heading):
            if label or pending:
                yield Cue(label, tuple(pending))
            label, pending = opened, [] if opened else [block]
        else:
            pending.append(block)
    if label or pending:
        yield Cue(label, tuple(pending))


def label_of(block: Block) -> str:
    """`Say` for a paragraph that holds nothing but **Say**; empty for anything else."""
    match block:
        case Paragraph(inlines=(Strong(inner),)) if plain(inner).rstrip(":") in (*LABELS, *HELPS, NOTHING):
            return plain(inner).rstrip(":")
        case _:
            return ""

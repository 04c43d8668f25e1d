"""What a handout must be: short, easy to read, with room to write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.check.places import beginning, place_of
from builder.finding import Finding
from builder.markup.tree import Blank, Block, Heading, Item, List, Paragraph, Quote, plain, walk
from builder.model.library import Library
from builder.model.session import Handout

WORDS = (200, 450)
RESERVED = ("note", "room")
"""Pages that stand beside a session's handouts on the staff site."""


def handouts_have_room_to_write(library: Library) -> Iterator[Finding]:
    for handout in library.handouts.values():
        if not handout.body.to_fill:
            yield Finding(
                beginning(handout.source),
                "handout-fields",
                "there is no room to write",
                "add [____ label], [lines 3: label], a scale or a tick box",
            )


def sessions_have_a_handout(library: Library) -> Iterator[Finding]:
    for session in library.sessions.values():
        if not session.handouts and not session.meta.handouts:
            yield Finding(
                session.source.at(),
                "handout-missing",
                f"'{session.id}' gives participants nothing to take home",
                f"run: groupwork new handout {session.id}/NAME",
            )


def reserved_names(library: Library) -> Iterator[Finding]:
    """A handout cannot take the address of a page of its session."""
    for handout in library.handouts.values():
        name = handout.id.rpartition("/")[2]
        if name in RESERVED:
            hint = f"rename the file, such as my-{name}.md"
            message = f"a handout cannot be called '{name}': each session has a staff page of that name"
            yield Finding(handout.source.at(), "handout-name", message, hint)


def handout_length(library: Library) -> Iterator[Finding]:
    for handout in library.handouts.values():
        words = len(plain(handout.body.blocks).split())
        if not WORDS[0] <= words <= WORDS[1]:
            message = f"the handout has {words} words; {WORDS[0]} to {WORDS[1]} fit a tired reader"
            yield Finding(
                beginning(handout.source),
                "handout-length",
                message,
                "keep one main message, steps, an example, room to write, one small task",
            )


def reading_grade_fits(library: Library) -> Iterator[Finding]:
    """Flesch-Kincaid grade of each handout against program.yml's goal."""
    goal = library.program.meta.reading
    for handout in library.handouts.values():
        grade = reading_grade(handout)
        if grade <= goal.aim:
            continue
        code, bound = ("reading-grade", goal.limit) if grade > goal.limit else ("reading-grade-high", goal.aim)
        message = f"the handout reads at grade {grade:.1f}; {'the limit is' if code == 'reading-grade' else 'aim at'} {bound:g}"
        longest = _longest(handout)
        in_body = place_of(longest, handout.source, handout.source.body_line)
        place = handout.source.at("main_message") if handout.meta.main_message.startswith(longest) else in_body
        yield Finding(place, code, message, f"shorten this sentence first: '{longest if len(longest) <= 120 else f'{longest[:117]}...'}'")


def reading_grade(handout: Handout) -> float:
    """US school grade by Flesch-Kincaid, over running text: headings, table cells and fields do not count; a number counts as a short word."""
    import textstat  # loads a pronouncing dictionary: only when there is something to measure

    from builder.check.lexicon import read_quickly

    read_quickly()
    text = " ".join(sentences(handout))
    return float(textstat.flesch_kincaid_grade(text)) if text else 0.0


def sentences(handout: Handout) -> list[str]:
    """The main message and the running text of a handout, each piece ending like a sentence."""
    pieces = [handout.meta.main_message, *_prose(handout.body.blocks)]
    ended = (piece if piece.rstrip("”\"'’)")[-1:] in (".", "!", "?") else f"{piece}." for piece in pieces if len(piece.split()) > 2)
    return [re.sub(r"\d[\d.,:/-]*", "five", piece).replace("’", "'") for piece in ended]


def _prose(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                if not any(isinstance(node, Blank) for node in walk(block.inlines)):
                    yield from filter(None, [plain((block,))])
            case List(items=items):
                for item in items:
                    yield from _prose(item.blocks)
            case Item(blocks=inner) | Quote(blocks=inner):
                yield from _prose(inner)
            case Heading() | _:
                continue


def _longest(handout: Handout) -> str:
    pieces = [s for piece in sentences(handout) for s in re.split(r"(?<=[.!?])\s+", piece)]
    return max(pieces, key=lambda piece: len(piece.split()))

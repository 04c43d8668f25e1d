"""How easily participants read a text: its grade in school, and which of its words are hard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from builder.check.familiar import dale_chall, hard_share
from builder.finding import Finding, Place, shortened
from builder.model.library import Goals
from builder.text.tree import Block, Heading, Included, Item, Lines, List, Paragraph, Quote, Scale, has_blank, plain

PlaceOf = Callable[[str], Place]
"""Where some words of a text stand."""


def grade_findings(what: str, text: Sequence[str], goals: Goals, place: PlaceOf) -> Iterator[Finding]:
    """Flesch-Kincaid grade against program.yml's goal; `text` are its sentences."""
    goal, grade = goals.program.meta.reading, grade_of(text)
    if grade <= goal.aim:
        return
    code, bound = ("reading-grade", goal.limit) if grade > goal.limit else ("reading-grade-high", goal.aim)
    longest = max(single(text), key=lambda sentence: len(sentence.split()))
    message = f"the {what} reads at grade {grade:.1f}; {'the limit is' if code == 'reading-grade' else 'aim at'} {bound:g}"
    yield Finding(place(longest), code, message, f"shorten this sentence first: '{shortened(longest, 120)}'")


def hard_word_findings(text: Sequence[str], goals: Goals, place: PlaceOf) -> Iterator[Finding]:
    """`reading-hard-words`: the share of words that a child of ten does not know (Dale-Chall), and which they are."""
    goal, people = goals.program.meta.reading, goals.people
    names = {person.name.lower() for person in people.meta.people} if people else set()
    known = frozenset({*goal.known_words, *names})
    words = " ".join(text)
    score, hard = dale_chall(words, known)
    if score > goal.hard_words:
        share, _ = hard_share(words, known)
        message = f"one word in {max(1, round(1 / share))} is hard (Dale-Chall {score:.1f}; aim at {goal.hard_words:g}): {', '.join(hard[:8])}"
        yield Finding(place(hard[0]), "reading-hard-words", message, "write everyday words, or tell what a word means where it first stands")


def grade_of(text: Sequence[str]) -> float:
    """US school grade by Flesch-Kincaid; a number counts as a short word."""
    import textstat  # loads a pronouncing dictionary: only when there is something to measure

    from builder.check.lexicon import read_quickly

    read_quickly()
    return float(textstat.flesch_kincaid_grade(" ".join(text))) if text else 0.0


def as_sentences(pieces: Iterable[str]) -> list[str]:
    """Pieces of running text, each ending like a sentence; those of one or two words are none."""
    ended = (piece if piece.rstrip("”\"'’)")[-1:] in (".", "!", "?") else f"{piece}." for piece in pieces if len(piece.split()) > 2)
    return [re.sub(r"\d[\d.,:/-]*", "five", piece).replace("’", "'") for piece in ended]


def single(text: Iterable[str]) -> list[str]:
    """One sentence at a time."""
    return [sentence for piece in text for sentence in re.split(r"(?<=[.!?])\s+", piece)]


def prose(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The running text of some blocks: headings, table cells and fields do not count."""
    for block in blocks:
        match block:
            case Lines() | Scale():
                yield from filter(None, [plain((block,))])
            case Paragraph():
                if not has_blank(block.inlines):
                    yield from filter(None, [plain((block,))])
            case List(items=items):
                for item in items:
                    yield from prose(item.blocks)
            case Item(blocks=inner) | Quote(blocks=inner) | Included(blocks=inner):
                yield from prose(inner)
            case Heading() | _:
                continue

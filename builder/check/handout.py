"""What a handout must be: short, easy to read, with room to write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.check.addresses import BESIDE
from builder.check.familiar import dale_chall, hard_share
from builder.check.places import beginning, place_of
from builder.finding import Finding, shortened
from builder.model.library import Goals, Library
from builder.model.session import Cards, Handout, Session
from builder.text.tree import Blank, Block, Heading, Included, Item, List, Paragraph, Quote, own, plain, walk

WORDS = (200, 450)


def handouts_have_room_to_write(handout: Handout) -> Iterator[Finding]:
    if not handout.body.to_fill:
        message = "there is no room to write"
        yield Finding(beginning(handout.source), "handout-fields", message, "add [____ label], [lines 3: label], a scale or a tick box")


def sessions_have_a_handout(session: Session) -> Iterator[Finding]:
    if not session.handouts and not session.meta.handouts:
        message = f"'{session.id}' gives participants nothing to take home"
        yield Finding(session.source.at(), "handout-missing", message, f"run: groupwork new handout {session.id}/NAME")


def reserved_names(library: Library) -> Iterator[Finding]:
    """Neither a handout nor a set of cards can take the address of a page of its session."""
    pages: tuple[Handout | Cards, ...] = (*library.handouts.values(), *library.cards.values())
    for page in pages:
        name = page.id.rpartition("/")[2]
        if name in BESIDE:
            hint = f"rename the file, such as my-{name}.md"
            message = f"a {'handout' if isinstance(page, Handout) else 'set of cards'} cannot be called '{name}': each session has a staff page of that name"
            yield Finding(page.source.at(), "handout-name", message, hint)


def handout_length(handout: Handout) -> Iterator[Finding]:
    """The author's own words; what passages add is bounded by the two pages of print."""
    words = len(plain(own(handout.body.blocks)).split())
    if not WORDS[0] <= words <= WORDS[1]:
        message = f"the handout has {words} words; {WORDS[0]} to {WORDS[1]} fit a tired reader"
        yield Finding(beginning(handout.source), "handout-length", message, "keep one main message, steps, an example, room to write, one small task")


def reading_grade_fits(handout: Handout, goals: Goals) -> Iterator[Finding]:
    """Flesch-Kincaid grade of each handout against program.yml's goal."""
    goal = goals.program.meta.reading
    grade = reading_grade(handout)
    if grade <= goal.aim:
        return
    code, bound = ("reading-grade", goal.limit) if grade > goal.limit else ("reading-grade-high", goal.aim)
    message = f"the handout reads at grade {grade:.1f}; {'the limit is' if code == 'reading-grade' else 'aim at'} {bound:g}"
    longest = _longest(handout)
    in_body = place_of(longest, handout.source, handout.source.body_line)
    place = handout.source.at("main_message") if handout.meta.main_message.startswith(longest) else in_body
    yield Finding(place, code, message, f"shorten this sentence first: '{shortened(longest, 120)}'")


def sentences_are_whole(handout: Handout, goals: Goals) -> Iterator[Finding]:
    """`reading-chopped`: a grade near nothing comes from sentences that were cut, not from ideas that were made easy."""
    least = goals.program.meta.reading.at_least
    if least and (grade := reading_grade(handout)) < least:
        each = [piece for piece in _sentences(handout) if len(piece.split()) > 2]
        words = sum(len(piece.split()) for piece in each) / max(len(each), 1)
        shortest = min(each, key=lambda piece: len(piece.split()))
        message = f"the handout reads at grade {grade:.1f}, with {words:.0f} words to a sentence; from {least:g} on sentences are whole"
        hint = f"join what belongs together, such as '{shortest}'"
        yield Finding(place_of(shortest, handout.source, handout.source.body_line), "reading-chopped", message, hint)


def words_are_known(handout: Handout, goals: Goals) -> Iterator[Finding]:
    """`reading-hard-words`: the share of words that a child of ten does not know (Dale-Chall), and which they are."""
    goal, people = goals.program.meta.reading, goals.people
    names = {person.name.lower() for person in people.meta.people} if people else set()
    known = frozenset({*goal.known_words, *names})
    text = " ".join(sentences(handout))
    score, hard = dale_chall(text, known)
    if score > goal.hard_words:
        place = place_of(hard[0], handout.source, handout.source.body_line)
        share, _ = hard_share(text, known)
        message = f"one word in {max(1, round(1 / share))} is hard (Dale-Chall {score:.1f}; aim at {goal.hard_words:g}): {', '.join(hard[:8])}"
        yield Finding(place, "reading-hard-words", message, "write everyday words, or tell what a word means where it first stands")


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
            case Item(blocks=inner) | Quote(blocks=inner) | Included(blocks=inner):
                yield from _prose(inner)
            case Heading() | _:
                continue


def _sentences(handout: Handout) -> list[str]:
    return [s for piece in sentences(handout) for s in re.split(r"(?<=[.!?])\s+", piece)]


def _longest(handout: Handout) -> str:
    return max(_sentences(handout), key=lambda piece: len(piece.split()))

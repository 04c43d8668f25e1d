"""What a handout must be: short, easy to read, with room to write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.check.addresses import BESIDE
from builder.check.places import beginning, place_of
from builder.check.reading import as_sentences, grade_findings, grade_of, hard_word_findings, prose, single
from builder.finding import Finding, Place
from builder.model.library import Goals, Library
from builder.model.session import Cards, Handout, Session
from builder.text.tree import own, plain

WORDS = (200, 450)


def handouts_have_room_to_write(handout: Handout) -> Iterator[Finding]:
    if not handout.body.to_fill:
        message = "there is no room to write"
        yield Finding(beginning(handout.source), "handout-fields", message, "add [____ label], [lines 3: label], a scale or a tick box")


def sessions_have_a_handout(session: Session) -> Iterator[Finding]:
    if not session.is_process and not session.handouts and not session.meta.handouts:
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


def urgent_pages_carry_their_numbers(handout: Handout, goals: Goals) -> Iterator[Finding]:
    """`urgent-number`: what someone opens at the worst moment has whom to call in its own words, wherever it is copied, cut out or bound."""
    if not handout.meta.urgent:
        return
    meta = goals.program.meta
    named = {_digits(number) for number in re.findall(r"\d[\d-]*", f"{handout.meta.main_message} {plain(handout.body.blocks)}")}
    lines = {_digits(found[1]) for line in meta.crisis_lines for way in line.ways if (found := re.match(r"(?:tel|sms):([\d-]+)", way.href))}
    line = next((line.id for line in meta.crisis_lines if line.everywhere and line.id), None) or "ID"
    asked = (
        ({_digits(meta.emergency_number)}, f"the emergency number, {meta.emergency_number}", f"say when to call {meta.emergency_number}"),
        (lines, "a crisis line", f"write {{{{line {line}}}}} where it says whom to talk to"),
    )
    for numbers, what, hint in asked:
        if not numbers & named:
            yield Finding(
                handout.source.at("urgent"), "urgent-number", f"the page is for an urgent moment, and its own text does not name {what}", hint
            )


def _digits(number: str) -> str:
    return number.replace("-", "")


def handout_length(handout: Handout) -> Iterator[Finding]:
    """The author's own words; what passages add is bounded by the two pages of print, and a published measure is as long as it is."""
    words = len(plain(own(handout.body.blocks)).split())
    if not WORDS[0] <= words <= WORDS[1] and not handout.is_published_measure:
        message = f"the handout has {words} words; {WORDS[0]} to {WORDS[1]} fit a tired reader"
        yield Finding(beginning(handout.source), "handout-length", message, "keep one main message, steps, an example, room to write, one small task")


def reading_grade_fits(handout: Handout, goals: Goals) -> Iterator[Finding]:
    """Flesch-Kincaid grade of each handout against program.yml's goal."""

    def place(sentence: str) -> Place:
        in_body = place_of(sentence, handout.source, handout.source.body_line)
        return handout.source.at("main_message") if handout.meta.main_message.startswith(sentence) else in_body

    yield from grade_findings("handout", sentences(handout), goals, place)


def sentences_are_whole(handout: Handout, goals: Goals) -> Iterator[Finding]:
    """`reading-chopped`: a grade near nothing comes from sentences that were cut, not from ideas that were made easy."""
    least, text = goals.program.meta.reading.at_least, sentences(handout)
    if least and text and (grade := grade_of(text)) < least:
        each = [piece for piece in single(text) if len(piece.split()) > 2]
        words = sum(len(piece.split()) for piece in each) / max(len(each), 1)
        shortest = min(each, key=lambda piece: len(piece.split()))
        message = f"the handout reads at grade {grade:.1f}, with {words:.0f} words to a sentence; from {least:g} on sentences are whole"
        hint = f"join what belongs together, such as '{shortest}'"
        yield Finding(place_of(shortest, handout.source, handout.source.body_line), "reading-chopped", message, hint)


def words_are_known(handout: Handout, goals: Goals) -> Iterator[Finding]:
    """`reading-hard-words` of each handout."""
    source = handout.source
    yield from hard_word_findings(sentences(handout), goals, lambda word: place_of(word, source, source.body_line))


def sentences(handout: Handout) -> list[str]:
    """The main message and the running text of a handout, each piece ending like a sentence; none of a published measure."""
    return [] if handout.is_published_measure else as_sentences([handout.meta.main_message, *prose(handout.body.blocks)])

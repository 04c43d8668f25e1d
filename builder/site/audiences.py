"""What only staff may read, sentence by sentence, and what participants may: of the whole library, by the marks in the schema and by kind of page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from builder.model.base import Authored
from builder.model.duty import can_be_called, tel
from builder.model.fields import public_strings, texts_of
from builder.model.group import RunningGroup
from builder.model.library import Goals, Library
from builder.model.module import Module
from builder.model.session import Cards, Session
from builder.model.track import Track
from builder.planner.words import DAY_NAMES
from builder.site.public_words import PublicWords, StaffWords
from builder.site.read_texts import all_read, labels_of, marks_of, staff_read, texts_in_blocks
from builder.site.words import words_of_text
from builder.text.tree import Block, Drawing, Scale, Table, plain, walk
from builder.views.common import review_note, short_citation, standing_of
from builder.views.ondates import form_holidays
from builder.words import said
from builder.work.memo import Memo, Spread, here

_END = re.compile(r"(?<=[.!?:])\s+")


@dataclass(frozen=True)
class Row:
    """Of one session, or of all around them: the words of staff, and those that are public."""

    staff: StaffWords
    public: PublicWords


def public_and_staff(library: Library, memo: Memo, spread: Spread = here) -> tuple[PublicWords, StaffWords]:
    """The words that participants of a library may read, and those that are its staff's alone."""
    around = memo.one(row_around, library.goals, library.bare_modules, library.tracks, library.groups)
    rows = [around, *memo.every(row_of, {name: (session,) for name, session in library.sessions.items()}, spread).values()]
    composed = PublicWords()
    composed.add(composed_texts(library))
    composed.add_names((*ids_in(library), *(name for one in (library.site, library.shared) if one for name in public_strings(one.meta))))
    places = {library.program.meta.public_holidays, *(group.meta.holidays for group in library.groups)} - {None, "none"}
    composed.add(str(name) for place in places for _, name in memo.one(form_holidays, str(place)))
    return PublicWords.of([*(row.public for row in rows), composed]), StaffWords.of([row.staff for row in rows])


def row_around(goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...], groups: tuple[RunningGroup, ...]) -> Row:
    public = public_texts_around(goals, modules, tracks, groups)
    names = (name for meta in _around(goals, modules, tracks, groups) for name in public_strings(meta))
    return _row(staff_texts_around(goals, modules, tracks, groups), public, (module.meta.title for module in modules), names)


def row_of(session: Session) -> Row:
    return _row(staff_texts(session), public_texts(session), _labels(session), _names(session))


def _row(staff: Iterable[str], public: Iterable[str], labels: Iterable[str], names: Iterable[str]) -> Row:
    words = PublicWords()
    words.add(public)
    words.add_labels(labels)
    words.add_names(names)
    return Row(StaffWords.read(sentences_of(staff)), words)


def composed_texts(library: Library) -> Iterator[str]:
    """What participants read that views put together of several things: titles in a row, who has read a page."""
    yield from (" ".join(session.meta.title for session in module.sessions) for module in library.without_process.modules)
    for session in library.without_process.sessions.values():
        yield from (f"{cards.meta.title} 1 of 2" for cards in session.cards if cards.meta.audience == "participants")
        for page in session.pages:
            words = said("print", page.language)
            yield f"{page.meta.title} {words['page']} 1 {words['of']} 2"
    yield from (f"Week 1 {day}" for day in DAY_NAMES.values())
    yield from (f"Week {number} {week.theme}" for track in library.tracks for number, week in enumerate(track.meta.schedule, 1))
    meta = library.program.meta
    yield from (f"Telephone {way.href.removeprefix('tel:')}" for line in meta.crisis_lines for way in line.ways)
    yield from (tel(number) for number in (meta.contact.phone, meta.emergency_number) if number and can_be_called(number))
    yield from (library.site.id, *public_strings(library.site.meta)) if library.site else ()
    yield from public_strings(library.shared.meta) if library.shared else ()
    yield from public_strings(library.synonyms.meta) if library.synonyms else ()
    for session in library.without_process.sessions.values():
        for language in {page.language for page in session.pages if session.approved_in(page.language)}:
            yield review_note(library, session, language)
            yield standing_of(session, language)


def ids_in(library: Library) -> Iterator[str]:
    """What authors called the things that have an address of their own on the participants' site, today and before."""
    shown = library.without_process
    for module in shown.modules:
        yield from (module.id, *module.meta.was)
    for session in shown.sessions.values():
        yield from (session.id, *session.meta.was)
        yield from (name for page in session.pages for name in (page.id, *page.meta.was))
        yield from (cards.id for cards in session.cards if cards.meta.audience == "participants")
    for track in library.tracks:
        yield from (track.id, *track.meta.was)
    yield from (group.id for group in library.groups)
    if library.site:
        yield library.site.id


def staff_sentences(library: Library) -> Iterator[str]:
    """Every sentence of staff, as its words."""
    around = staff_texts_around(library.goals, library.bare_modules, library.tracks, library.groups)
    texts = (*around, *(text for session in library.sessions.values() for text in staff_texts(session)))
    return (plain_words(sentence) for sentence in sentences_of(texts))


def plain_words(text: str) -> str:
    """The words of a text in small letters, with one space between them."""
    return b" ".join(word for word in words_of_text(text) if word != b"\x1f").decode()


def sentences_of(texts: Iterable[str]) -> Iterator[str]:
    return (sentence for text in texts for sentence in _END.split(" ".join(text.split())))


def staff_texts_around(goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...], groups: tuple[RunningGroup, ...]) -> Iterator[str]:
    """What only staff may read of all that stands around the sessions."""
    for meta in _around(goals, modules, tracks, groups):
        yield from texts_of(meta, public=False)
    yield from texts_of(goals.people.meta, public=False) if goals.people else ()
    for passage in goals.passages.values():
        yield from staff_read(passage.staff)
    for module in modules:
        yield from staff_read(module.body.blocks)


def _around(goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...], groups: tuple[RunningGroup, ...]) -> Iterator[Authored]:
    yield goals.program.meta
    yield from (module.meta for module in modules)
    yield from (track.meta for track in tracks)
    yield from (group.meta for group in groups)
    yield from (passage.meta for passage in goals.passages.values())


def staff_texts(session: Session) -> Iterator[str]:
    """What only staff may read of a session."""
    yield from staff_read(session.guide.document.blocks)
    yield from texts_of(session.meta, public=False)
    if session.is_process:
        yield from texts_of(session.meta, public=True)
    for cards in session.cards:
        if cards.meta.audience == "staff":
            yield from texts_of(cards.meta, public=False)
            yield from _cards(cards, staff_read)


def public_texts_around(goals: Goals, modules: tuple[Module, ...], tracks: tuple[Track, ...], groups: tuple[RunningGroup, ...]) -> Iterator[str]:
    """What participants read of all that stands around the sessions."""
    for meta in _around(goals, modules, tracks, groups):
        yield from public_strings(meta)
    yield from marks_of(goals.program.logo)
    for passage in goals.passages.values():
        for blocks in passage.public:
            yield from all_read(blocks)
    for track in tracks:
        yield from all_read(track.body.blocks)
    for citation in goals.sources.citations.values():
        yield from public_strings(citation)
        yield short_citation(citation)


def public_texts(session: Session) -> Iterator[str]:
    """What participants read of a session; of a guide to the process hour nothing."""
    if session.is_process:
        return
    yield from public_strings(session.meta)
    for page in session.pages:
        yield from public_strings(page.meta)
        yield from all_read(page.body.blocks)
        yield from (f"{page.id} {field.name}" for field in page.body.fields())
        for wallet in page.cards:
            for side in wallet.sides:
                yield from all_read(side)
    for cards in session.cards:
        if cards.meta.audience == "participants":
            yield from (cards.meta.title, " ".join(_cards(cards)))
            for card in cards.cards:
                yield from (plain(card.title), *all_read(card.blocks))
    for screen in (screen for wall in session.walls for screen in wall.screens):
        yield from (plain(screen.title), screen.words, *all_read(screen.blocks))


def _names(session: Session) -> Iterator[str]:
    """What views set into texts of their own, one beside the other."""
    if not session.is_process:
        for meta in (
            session.meta,
            *(page.meta for page in session.pages),
            *(cards.meta for cards in session.cards if cards.meta.audience == "participants"),
        ):
            yield from public_strings(meta)


def _labels(session: Session) -> Iterator[str]:
    """What may stand side by side on a page of paper: in a drawing, in a table, at the ends of a scale."""
    if session.is_process:
        return
    for blocks in (*(page.body.blocks for page in session.pages), *(wall.body.blocks for wall in session.walls)):
        for node in walk(blocks):
            if isinstance(node, Drawing):
                yield from labels_of(node)
            elif isinstance(node, Table):
                yield from (plain(cell) for row in (node.head, *node.rows) for cell in row)
            elif isinstance(node, Scale):
                yield from (node.field.low_label, node.field.high_label)


def _cards(cards: Cards, read: Callable[[tuple[Block, ...]], Iterator[str]] = texts_in_blocks) -> Iterator[str]:
    for card in cards.cards:
        yield plain(card.title)
        yield from read(card.blocks)

"""Everything that is printed: the rows of products.toml, each with the function that makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from builder.model.library import Library
from builder.model.products import FORMATS, ProductRow, ending, product_rows
from builder.model.program import Program
from builder.model.session import Cards, Handout, Session
from builder.print.binding import PARTICIPANT, STAFF, bound
from builder.print.blank_papers import certificate_pdf, sign_in_pdf
from builder.print.booklet import folded
from builder.print.cards import cards_pdfs
from builder.print.common import Settings
from builder.print.editions import Edition
from builder.print.epub import epub
from builder.print.manual import manual
from builder.print.meetings import MeetingPapers, missed_cover, run_sheet_pdf, welcome_cover
from builder.print.packets import Days, catch_up_packet, make_up_packet, packet
from builder.print.papers import on_a4
from builder.print.poster import Poster, poster_pdf
from builder.print.sheet import sheets
from builder.print.slides import deck_of, slides_pdf
from builder.print.slides_pptx import slides_pptx
from builder.print.syllabus import syllabus_docx, syllabus_pdf
from builder.print.typesetter import refusals_at
from builder.print.wall_poster import agreement_pdf, words_pdf
from builder.print.wallet import wallet_fields, wallet_pdf
from builder.print.word import handout_docx
from builder.print.workbook import workbook
from builder.text.sheets import Paper
from builder.tracks.plan import Syllabus
from builder.views.wall import english_wall

BOTH_SITES, STAFF_SITE = ("staff", "participants"), ("staff",)
WORD: Mapping[str, Paper] = {"word": "letter", "word-a4": "a4"}
"""The papers of Word files, by edition."""

Subject = Handout | Cards | Session | Program | Syllabus | Days | Poster | MeetingPapers
Dated = Poster | MeetingPapers
"""What is worked out once for all that is printed of it."""


@dataclass(frozen=True)
class File:
    """One finished file of a product."""

    edition: str
    content: bytes
    language: str = "en"

    @property
    def ending(self) -> str:
        return ending(self.edition, self.language)


Make = Callable[[Library, Any, Settings, Sequence[Any]], Iterator[File]]
"""Gives the editions that it is asked for."""


@dataclass(frozen=True)
class Product:
    """One thing that is printed: what is told of it, and the function that makes it."""

    row: ProductRow
    make: Make

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def of(self) -> str:
        return self.row.of

    def sites_of(self, subject: Subject) -> tuple[str, ...]:
        if self.row.sites is not None:
            return self.row.sites
        return BOTH_SITES if isinstance(subject, Cards) and subject.meta.audience == "participants" else STAFF_SITE


def subjects(library: Library, syllabi: Iterable[Syllabus] = (), dated: Sequence[Dated] = ()) -> dict[str, Mapping[str, Subject]]:
    """All that products are of, by kind and id."""
    tracks = {syllabus.track.id: syllabus for syllabus in syllabi}
    walls = {name: session for name, session in library.sessions.items() if english_wall(session)}
    wallets = {name: handout for name, handout in library.handouts.items() if handout.cards}
    words = {name: handout for name, handout in library.handouts.items() if handout.meta.poster}
    weeks = {one.id: one for one in dated if isinstance(one, Poster)}
    meetings = {one.id: one for one in dated if isinstance(one, MeetingPapers)}
    return {
        "handout": library.handouts,
        "wallet": wallets,
        "words": words,
        "cards": library.cards,
        "session": walls,
        "program": {"program": library.program},
        "track": tracks,
        "week": weeks,
        "meeting": meetings,
    }


def languages_of(library: Library, handout: Handout) -> tuple[Handout, ...]:
    """The handout and its language editions."""
    return tuple(page for page in library.sessions[handout.session].pages if page.id == handout.id)


def _handout(library: Library, handout: Handout, settings: Settings, editions: Sequence[str]) -> Iterator[File]:
    """In every language, all editions of one together: what was measured for one tells how the next may fit."""
    on_paper = [Edition(name) for name in editions if name not in FORMATS]
    for page in languages_of(library, handout):
        for sheet in sheets(library, page, settings, on_paper):
            yield File(sheet.edition.name, sheet.pdf, page.language)
        yield from _in_word(handout_docx, library, page, settings, editions, page.language)


def _in_word(
    make: Callable[..., Iterator[bytes]], library: Library, subject: Any, settings: Settings, editions: Sequence[str], language: str = "en"
) -> Iterator[File]:
    """Those of the editions that are Word files: each is written once, and finished for every paper."""
    asked = [edition for edition in WORD if edition in editions]
    made = make(library, subject, settings, *(WORD[edition] for edition in asked)) if asked else ()
    return (File(edition, content, language) for edition, content in zip(asked, made, strict=True))


def _cards(library: Library, cards: Cards, settings: Settings, editions: Sequence[Paper]) -> Iterator[File]:
    return (File(paper, pdf) for paper, pdf in cards_pdfs(library, cards, settings, editions))


def _wallet(library: Library, handout: Handout, settings: Settings, editions: Sequence[str]) -> Iterator[File]:
    """In every language that has them; to fill in on a screen where there is something to fill in."""
    for page in languages_of(library, handout):
        for edition in map(Edition, editions if page.cards else ()):
            if edition.write == "pen" or wallet_fields(page):
                yield File(edition.name, wallet_pdf(library, page, settings, edition), page.language)


def _words(library: Library, handout: Handout, settings: Settings, editions: Sequence[str]) -> Iterator[File]:
    """In every language that has such a poster."""
    for page in languages_of(library, handout):
        for edition in editions if page.meta.poster else ():
            yield File(edition, words_pdf(library, page, settings, edition.removeprefix("poster-")), page.language)


def _slides(library: Library, session: Session, settings: Settings, editions: Sequence[str]) -> Iterator[File]:
    """Of its wall, in every language."""
    for wall in session.walls:
        deck = deck_of(library, session, wall)
        for edition in editions:
            made = slides_pptx(deck, settings) if edition == "powerpoint" else slides_pdf(library, deck, wall, settings)
            yield File(edition, made, wall.language)


def _one_by_one(
    make: Callable[[Library, Any, Settings, Any], bytes | None], library: Library, subject: Subject, settings: Settings, editions: Sequence[str]
) -> Iterator[File]:
    """What has no need of such a file has none."""
    made = ((edition, make(library, subject, settings, edition)) for edition in editions)
    return (File(edition, content) for edition, content in made if content is not None)


def _on_both_papers(
    make: Callable[[Library, Any, Settings, Any], bytes | None], library: Library, subject: Subject, settings: Settings, editions: Sequence[str]
) -> Iterator[File]:
    """Books, which have the same pages on A4 as on Letter: each is set once."""
    letter = cache(partial(make, library, subject, settings))
    for edition in editions:
        paper = Edition(edition)
        content = letter(edition if edition in FORMATS or edition in _FOLDED else paper.on_letter.name)
        if content is not None:
            yield File(edition, on_a4(content) if edition not in FORMATS and paper.paper == "a4" else content)


def _workbook(library: Library, syllabus: Syllabus, settings: Settings, edition: str) -> bytes:
    book = workbook(library, syllabus)
    if edition == "epub":
        return epub(library, book, settings)
    made = bound(library, book, settings, _FOLDED.get(edition, edition), PARTICIPANT, syllabus.track.source)
    return folded(made, f"{book.title}: {book.subtitle}, to fold") if edition in _FOLDED else made


def _manual(library: Library, syllabus: Syllabus, settings: Settings, paper: Paper) -> bytes:
    book = manual(library, syllabus, beside=settings.in_site)
    return bound(library, book, settings, paper, STAFF, syllabus.track.source)


def _syllabus(library: Library, syllabus: Syllabus, settings: Settings, editions: Sequence[str]) -> Iterator[File]:
    yield from _on_both_papers(syllabus_pdf, library, syllabus, settings, [edition for edition in editions if edition not in WORD])
    yield from _in_word(syllabus_docx, library, syllabus, settings, editions)


_FOLDED: Mapping[str, Paper] = {"booklet": "letter", "booklet-a3": "a4"}
"""Booklets, and the pages that they are folded of: two Letter pages on a tabloid sheet, two of A4 on one of A3."""

MAKERS: Mapping[str, Make] = {
    "handout": _handout,
    "wallet": _wallet,
    "cards": _cards,
    "slides": _slides,
    "workbook": partial(_on_both_papers, _workbook),
    "manual": partial(_on_both_papers, _manual),
    "syllabus": _syllabus,
    "certificate": partial(_one_by_one, certificate_pdf),
    "agreement": partial(_one_by_one, agreement_pdf),
    "sign-in": partial(_one_by_one, sign_in_pdf),
    "words": _words,
    "poster": partial(_one_by_one, poster_pdf),
    "run-sheet": partial(_on_both_papers, run_sheet_pdf),
    "welcome": partial(_on_both_papers, welcome_cover),
    "missed": partial(_on_both_papers, missed_cover),
    "packet": partial(_on_both_papers, packet),
    "make-up": partial(_on_both_papers, make_up_packet),
    "catch-up": partial(_on_both_papers, catch_up_packet),
}
"""By the names of products.toml: each has one."""


def _told(make: Make, title: str, library: Library, subject: Subject, settings: Settings, editions: Sequence[Any]) -> Iterator[File]:
    """What Typst refuses is a finding, of whatever is printed; at the text that it is of, where nothing nearer is known."""
    match subject:
        case Handout() | Cards() | Session() | Program():
            place = subject.source.at()
        case Syllabus():
            place = subject.track.source.at()
        case _:
            place = library.program.source.at()
    with refusals_at(place, f"'{title}'"):
        yield from make(library, subject, settings, editions)


PRODUCTS = tuple(Product(row, partial(_told, MAKERS[name], row.title)) for name, row in product_rows().items())

"""Everything that is printed, named once: a row in `PRODUCTS` is all that a build, its links and `groupwork print` need to know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from builder.model.library import Library
from builder.model.program import Program
from builder.model.session import Cards, Handout, Session
from builder.print.binding import PARTICIPANT, STAFF, bound
from builder.print.blank_papers import certificate_pdf, sign_in_pdf
from builder.print.booklet import folded
from builder.print.cards import cards_pdfs
from builder.print.common import Settings
from builder.print.editions import Edition, Paper
from builder.print.epub import epub
from builder.print.manual import manual
from builder.print.meetings import MeetingPapers, missed_cover, run_sheet_pdf, welcome_cover
from builder.print.packets import Days, catch_up_packet, make_up_packet, packet
from builder.print.poster import Poster, poster_pdf
from builder.print.sheet import sheets
from builder.print.slides import deck_of, slides_pdf
from builder.print.slides_pptx import slides_pptx
from builder.print.syllabus import MOST_PAGES, syllabus_docx, syllabus_pdf
from builder.print.wall_poster import agreement_pdf, words_pdf
from builder.print.wallet import wallet_pdf
from builder.print.word import handout_docx
from builder.print.workbook import workbook
from builder.tracks.plan import Syllabus
from builder.views.wall import english_wall

BOTH_SITES, STAFF_SITE = ("staff", "participants"), ("staff",)
FORMATS = {"word": ".docx", "word-a4": "-a4.docx", "epub": ".epub", "powerpoint": ".pptx"}
"""The endings of what is no PDF, by edition."""
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
        """What its path has behind the name of what it is of: `-a4-large.pdf`, `.es-letter.pdf`, `.docx`."""
        return ("" if self.language == "en" else f".{self.language}") + FORMATS.get(self.edition, f"-{self.edition}.pdf")


@dataclass(frozen=True)
class Product:
    """One thing that is printed.

    `editions` are the ways to have it, each with what a link to it says; one that no link leads to is made by `groupwork print` alone. `sites` get it;
    None where the file that it is made from says for whom it is. `make` gives the editions that it is asked for. Of what takes more than `most_pages`
    a build tells, and goes on.
    """

    name: str
    of: Literal["handout", "wallet", "words", "cards", "session", "track", "program", "days", "week", "meeting"]
    sites: tuple[str, ...] | None
    editions: Mapping[str, str]
    make: Callable[[Library, Any, Settings, Sequence[Any]], Iterator[File]]
    most_pages: int | None = None

    @property
    def built(self) -> tuple[str, ...]:
        """The editions that are made with every build."""
        return tuple(edition for edition, label in self.editions.items() if label)

    def sites_of(self, subject: Subject) -> tuple[str, ...]:
        if self.sites is not None:
            return self.sites
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
        for edition, paper in WORD.items():
            if edition in editions:
                yield File(edition, handout_docx(library, page, settings, paper), page.language)


def _cards(library: Library, cards: Cards, settings: Settings, editions: Sequence[Paper]) -> Iterator[File]:
    return (File(paper, pdf) for paper, pdf in cards_pdfs(library, cards, settings, editions))


def _wallet(library: Library, handout: Handout, settings: Settings, editions: Sequence[str]) -> Iterator[File]:
    """In every language that has them."""
    for page in languages_of(library, handout):
        for edition in editions if page.cards else ():
            yield File(edition, wallet_pdf(library, page, settings, "a4" if edition.endswith("a4") else "letter"), page.language)


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


def _workbook(library: Library, syllabus: Syllabus, settings: Settings, edition: str) -> bytes:
    book = workbook(library, syllabus)
    if edition == "epub":
        return epub(library, book, settings)
    made = bound(library, book, settings, _FOLDED.get(edition, edition), PARTICIPANT, syllabus.track.source)
    return folded(made, f"{book.title}: {book.subtitle}, to fold") if edition in _FOLDED else made


def _manual(library: Library, syllabus: Syllabus, settings: Settings, paper: Paper) -> bytes:
    book = manual(library, syllabus, paper if settings.in_site else None)
    return bound(library, book, settings, paper, STAFF, syllabus.track.source)


def _syllabus(library: Library, syllabus: Syllabus, settings: Settings, edition: Any) -> bytes:
    make, paper = (syllabus_docx, WORD[edition]) if edition in WORD else (syllabus_pdf, edition)
    return make(library, syllabus, settings, paper)


_HANDOUT = {
    "letter": "Print, Letter paper",
    "letter-fillable": "Fill in on a screen",
    "letter-large": "Large print, Letter",
    "a4": "Print, A4 paper",
    "a4-fillable": "Fill in on a screen, A4",
    "a4-large": "Large print, A4",
    "letter-fillable-large": "",  # on a screen, the fillable edition can be enlarged as it is
    "a4-fillable-large": "",
    "word": "Word, to adapt, Letter",
    "word-a4": "Word, to adapt, A4",
}
_WALLET = {"cards": "Cards for a wallet, Letter", "cards-a4": "Cards for a wallet, A4"}
_SLIDES = {"16x9": "Slides, PDF", "powerpoint": "Slides, PowerPoint"}
_WORKBOOK = {
    "letter": "Workbook for participants, Letter",
    "letter-fillable": "Workbook to fill in on a screen",
    "a4": "Workbook for participants, A4",
    "a4-fillable": "Workbook to fill in on a screen, A4",
    "epub": "Workbook as an e-book",
    "booklet": "",
    "booklet-a3": "",
}
_FOLDED = {"booklet": "letter", "booklet-a3": "a4"}
"""Booklets, and the pages that they are folded of: two Letter pages on a tabloid sheet, two of A4 on one of A3."""
_MANUAL = {"letter": "Facilitator's manual, Letter", "a4": "Facilitator's manual, A4"}
_SYLLABUS = {
    "letter": "Syllabus, Letter",
    "a4": "Syllabus, A4",
    "word": "Syllabus in Word, to adapt, Letter",
    "word-a4": "Syllabus in Word, to adapt, A4",
}
_SHEET = {"letter": "Run sheet, Letter", "a4": "Run sheet, A4"}
_WELCOME = {"letter": "Cover for someone new, Letter", "a4": "Cover for someone new, A4"}
_MISSED = {"letter": "Cover for someone who missed it, Letter", "a4": "Cover for someone who missed it, A4"}
_POSTER = {"letter": "Letter", "a4": "A4", "tabloid": "tabloid", "a3": "A3"}
_WORDS = {f"poster-{paper}": f"Poster for the wall, {said}" for paper, said in _POSTER.items()}
_AGREEMENT = {paper: f"Group agreement for the wall, {said}" for paper, said in _POSTER.items()}
_SIGN_IN = {"letter": "Sign-in sheet, Letter", "a4": "Sign-in sheet, A4"}
_CERTIFICATE = {"letter": "Certificate of completion, Letter", "a4": "Certificate of completion, A4"}
_ON_REQUEST = {"letter": "", "letter-fillable": "", "a4": "", "a4-fillable": ""}

PRODUCTS = (
    Product(name="handout", of="handout", sites=BOTH_SITES, editions=_HANDOUT, make=_handout),
    Product(name="wallet", of="wallet", sites=BOTH_SITES, editions=_WALLET, make=_wallet),
    Product(name="cards", of="cards", sites=None, editions={"letter": "Print, Letter paper", "a4": "Print, A4 paper"}, make=_cards),
    Product(name="slides", of="session", sites=BOTH_SITES, editions=_SLIDES, make=_slides),
    Product(name="workbook", of="track", sites=BOTH_SITES, editions=_WORKBOOK, make=partial(_one_by_one, _workbook)),
    Product(name="manual", of="track", sites=STAFF_SITE, editions=_MANUAL, make=partial(_one_by_one, _manual)),
    Product(name="syllabus", of="track", sites=STAFF_SITE, editions=_SYLLABUS, make=partial(_one_by_one, _syllabus), most_pages=MOST_PAGES),
    Product(name="certificate", of="track", sites=STAFF_SITE, editions=_CERTIFICATE, make=partial(_one_by_one, certificate_pdf)),
    Product(name="agreement", of="program", sites=STAFF_SITE, editions=_AGREEMENT, make=partial(_one_by_one, agreement_pdf)),
    Product(name="sign-in", of="program", sites=STAFF_SITE, editions=_SIGN_IN, make=partial(_one_by_one, sign_in_pdf)),
    Product(name="words", of="words", sites=STAFF_SITE, editions=_WORDS, make=_words),
    Product(name="poster", of="week", sites=STAFF_SITE, editions=_POSTER, make=partial(_one_by_one, poster_pdf)),
    Product(name="run-sheet", of="meeting", sites=STAFF_SITE, editions=_SHEET, make=partial(_one_by_one, run_sheet_pdf)),
    Product(name="welcome", of="meeting", sites=STAFF_SITE, editions=_WELCOME, make=partial(_one_by_one, welcome_cover)),
    Product(name="missed", of="meeting", sites=STAFF_SITE, editions=_MISSED, make=partial(_one_by_one, missed_cover)),
    Product(name="packet", of="days", sites=(), editions=_ON_REQUEST, make=partial(_one_by_one, packet)),
    Product(name="make-up", of="days", sites=(), editions=_ON_REQUEST, make=partial(_one_by_one, make_up_packet)),
    Product(name="catch-up", of="days", sites=(), editions=_ON_REQUEST, make=partial(_one_by_one, catch_up_packet)),
)

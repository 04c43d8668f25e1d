"""`groupwork print`: what someone asks for by name, made and written to a folder. Everything is made before the first file is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from builder.load.library import load_library
from builder.model.library import Library
from builder.plan import Meeting, Syllabus, plan
from builder.press import made_at
from builder.printing.binding import PARTICIPANT, STAFF, bound
from builder.printing.cards import cards_pdfs
from builder.printing.common import Settings
from builder.printing.editions import EDITIONS, ON_REQUEST, PAPERS, Edition, Paper
from builder.printing.epub import epub
from builder.printing.files import File, editions_of, handout_base
from builder.printing.manual import manual
from builder.printing.packets import catch_up_packet, day_packet, make_up_packet, week_packet
from builder.printing.sheet import sheets
from builder.printing.syllabus import syllabus_docx, syllabus_pdf
from builder.printing.typesetter import page_count
from builder.printing.word import handout_docx
from builder.printing.workbook import workbook

BOOKS = {"workbook": (*PAPERS, "epub"), "manual": tuple(PAPERS), "syllabus": (*PAPERS, "word")}
"""Books of a track by name, with the editions that each has."""
SHEETS = (*(edition.name for edition in (*EDITIONS, *ON_REQUEST)), "word")
"""The editions of a handout."""


class OrderError(Exception):
    """The order names something that there is not; nothing was made."""


@dataclass(frozen=True)
class Order:
    """What is wanted. `names` are handouts and sets of cards by id, or books; `day`, `missed` and `entry` are meetings such as `week-2-wed`."""

    names: tuple[str, ...] = ()
    editions: tuple[str, ...] = ("letter",)
    track: str | None = None
    copies: int = 1
    """Sets in a packet of a day or a week."""
    day: str | None = None
    week: int | None = None
    missed: str | None = None
    entry: str | None = None


@dataclass(frozen=True)
class Delivered:
    """A file that was written; `pages` is 0 where a file has none."""

    path: Path
    pages: int
    size: int


def fill_order(root: Path, order: Order, folder: Path) -> tuple[Delivered, ...]:
    """Make what is ordered and write it to `folder`. Raises OrderError, or CurriculumError for a page that cannot be printed; then nothing is written."""
    library = load_library(root)
    files = tuple(made(library, order))
    return tuple(_written(folder, file) for file in files)


def made(library: Library, order: Order) -> Iterator[File]:
    """The files of an order, by their names in the folder."""
    _look_over(library, order)
    settings = Settings(made_at(library))
    for name in order.names:
        if name in BOOKS:
            yield from _book(library, name, order, settings)
        elif name in library.cards:
            papers = tuple(paper for paper in PAPERS if paper in order.editions)
            yield from ((f"{name.replace('/', '-')}-{paper}.pdf", pdf) for paper, pdf in cards_pdfs(library, library.cards[name], settings, papers))
        else:
            yield from _handout(library, name, order.editions, settings)
    if any(wanted is not None for wanted in (order.day, order.week, order.missed, order.entry)):
        syllabus = _syllabus(library, order.track)
        for paper in (paper for paper in PAPERS if paper in order.editions):
            yield from _packets(library, syllabus, order, settings, paper)


def _look_over(library: Library, order: Order) -> None:
    """Everything that can be said against an order before anything is made."""
    packets = [wanted for wanted in (order.day, order.week, order.missed, order.entry) if wanted is not None]
    if not order.names and not packets:
        raise OrderError(f"name a handout, a set of cards, {', '.join(BOOKS)}, or ask for a packet with --day, --week, --missed or --entry")
    if order.copies > 1 and order.day is None and order.week is None:
        raise OrderError("--copies is for the packets of --day and --week")
    for edition in order.editions:
        _known(edition, dict.fromkeys((*SHEETS, "epub")), "edition")
    for name in order.names:
        _known(name, (*library.handouts, *library.cards, *BOOKS), "handout, set of cards or book")
        offered = BOOKS.get(name, tuple(PAPERS) if name in library.cards else SHEETS)
        if wrong := [edition for edition in order.editions if edition not in offered]:
            raise OrderError(f"'{name}' has no edition '{wrong[0]}'; it has {', '.join(offered)}")
    if packets and (wrong := [edition for edition in order.editions if edition not in PAPERS]):
        raise OrderError(f"packets are printed on paper: --edition {' or '.join(PAPERS)}, not '{wrong[0]}'")
    if packets or any(name in BOOKS for name in order.names):
        syllabus = _syllabus(library, order.track)
        for meeting in filter(None, (order.day, order.missed, order.entry)):
            _meeting(syllabus, meeting)
        weeks = [week["week"] for week in syllabus.totals["weeks"]]
        if order.week is not None and order.week not in weeks:
            raise OrderError(f"the track '{syllabus.track.id}' has weeks {weeks[0]} to {weeks[-1]}, no week {order.week}")


def _handout(library: Library, name: str, editions: tuple[str, ...], settings: Settings) -> Iterator[File]:
    """In every language that it is written in."""
    for handout in editions_of(library, library.handouts[name]):
        base = handout_base(handout).replace("/", "-")
        for sheet in sheets(library, handout, settings, tuple(edition for edition in (*EDITIONS, *ON_REQUEST) if edition.name in editions)):
            yield f"{base}-{sheet.edition.name}.pdf", sheet.pdf
        if "word" in editions:
            yield f"{base}.docx", handout_docx(library, handout, settings)


def _book(library: Library, name: str, order: Order, settings: Settings) -> Iterator[File]:
    syllabus = _syllabus(library, order.track)
    base, source = f"{syllabus.track.id}-{name}", syllabus.track.source
    for paper in (paper for paper in PAPERS if paper in order.editions):
        if name == "syllabus":
            yield f"{base}-{paper}.pdf", syllabus_pdf(library, syllabus, settings, paper)
        elif name == "manual":
            yield f"{base}-{paper}.pdf", bound(library, manual(library, syllabus), settings, paper, STAFF, source)
        else:
            yield f"{base}-{paper}.pdf", bound(library, workbook(library, syllabus), settings, paper, PARTICIPANT, source)
    if "epub" in order.editions:
        yield f"{base}.epub", epub(library, workbook(library, syllabus), settings)
    if "word" in order.editions:
        yield f"{base}.docx", syllabus_docx(library, syllabus, settings)


def _packets(library: Library, syllabus: Syllabus, order: Order, settings: Settings, paper: Paper) -> Iterator[File]:
    base = syllabus.track.id
    if order.day is not None:
        meeting = _meeting(syllabus, order.day)
        yield f"{base}-{meeting.id}-packet-{paper}.pdf", day_packet(library, _pens(library, (meeting,), settings, paper), meeting, order.copies)
    if order.week is not None:
        meetings = syllabus.week(order.week)
        pens = _pens(library, meetings, settings, paper)
        yield f"{base}-week-{order.week}-packet-{paper}.pdf", week_packet(library, pens, meetings, order.copies)
    if order.missed is not None:
        meeting = _meeting(syllabus, order.missed)
        yield f"{base}-{meeting.id}-make-up-{paper}.pdf", make_up_packet(library, syllabus, meeting, settings, paper)
    if order.entry is not None:
        meeting = _meeting(syllabus, order.entry)
        yield f"{base}-{meeting.id}-catch-up-{paper}.pdf", catch_up_packet(library, syllabus, meeting, settings, paper)


def _pens(library: Library, meetings: Iterable[Meeting], settings: Settings, paper: Paper) -> dict[str, bytes]:
    """The sheets to write on that these meetings give out, by handout id."""
    given = {handout.id: handout for meeting in meetings for session in meeting.sessions for handout in library.handouts_of(session)}
    return {name: next(sheets(library, handout, settings, (Edition(paper),))).pdf for name, handout in given.items()}


def _syllabus(library: Library, name: str | None) -> Syllabus:
    tracks = {track.id: track for track in library.tracks}
    if name is None and len(tracks) != 1:
        raise OrderError(f"say which track: --track {' or '.join(tracks)}" if tracks else "there is no track")
    name = name or next(iter(tracks))
    _known(name, tracks, "track")
    return plan(library, tracks[name])


def _meeting(syllabus: Syllabus, name: str) -> Meeting:
    meetings = {meeting.id: meeting for meeting in syllabus.meetings}
    _known(name, meetings, f"meeting of the track '{syllabus.track.id}'")
    return meetings[name]


def _known(name: str, names: Iterable[str], what: str) -> None:
    """Raises OrderError, with the nearest name, when there is none like this."""
    names = list(names)
    if name in names:
        return
    short = {full.rsplit("/", 1)[-1]: full for full in names}
    near = short.get(name) or next(iter(get_close_matches(name, names, n=1)), None)
    near = near or next((short[one] for one in get_close_matches(name.rsplit("/", 1)[-1], short, n=1)), None)
    raise OrderError(f"there is no {what} '{name}'" + (f"; did you mean '{near}'?" if near else ""))


def _written(folder: Path, file: File) -> Delivered:
    name, content = file
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return Delivered(path, page_count(content) if name.endswith(".pdf") else 0, len(content))

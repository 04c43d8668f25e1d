"""`groupwork print`: what someone asks for by name, made and written to a folder. Everything is made before the first file is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from builder.load.library import load_library
from builder.model.library import Library
from builder.plan import Meeting, Syllabus, plan
from builder.printing.common import Settings, made_at
from builder.printing.packets import Days
from builder.printing.products import PRODUCTS, Product, Subject, subjects
from builder.printing.typesetter import page_count


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

    @property
    def packets(self) -> bool:
        return any(wanted is not None for wanted in (self.day, self.week, self.missed, self.entry))


@dataclass(frozen=True)
class Wanted:
    """One thing that an order names: the products that it may mean, what they are of, and the name of their files without edition and ending."""

    name: str
    products: tuple[Product, ...]
    subject: Subject
    stem: str

    @property
    def editions(self) -> tuple[str, ...]:
        return tuple(edition for product in self.products for edition in product.editions)


@dataclass(frozen=True)
class Written:
    """A file that was written; `pages` is 0 where a file has none."""

    path: Path
    pages: int
    size: int


def fill_order(root: Path, order: Order, folder: Path) -> tuple[Written, ...]:
    """Make what is ordered and write it to `folder`. Raises OrderError, or CurriculumError for a page that cannot be printed; then nothing is written."""
    files = tuple(made(load_library(root), order))
    return tuple(_written(folder / name, content) for name, content in files)


def made(library: Library, order: Order, products: Sequence[Product] = PRODUCTS) -> Iterator[tuple[str, bytes]]:
    """The files of an order, by their names in the folder. All that can be said against the order is said before anything is made."""
    for edition in order.editions:
        _known(edition, [edition for product in products for edition in product.editions], "edition")
    everything = tuple(_wanted(library, order, products))
    for wanted in everything:
        if wrong := [edition for edition in order.editions if edition not in wanted.editions]:
            raise OrderError(f"'{wanted.name}' has no edition '{wrong[0]}'; it has {', '.join(wanted.editions)}")
    for wanted in everything:
        for product in wanted.products:
            editions = [edition for edition in product.editions if edition in order.editions]
            for file in product.make(library, wanted.subject, Settings(made_at(library)), editions):
                yield f"{wanted.stem}{file.ending}", file.content


def _wanted(library: Library, order: Order, products: Sequence[Product]) -> Iterator[Wanted]:
    books = {product.name: product for product in products if product.of == "track"}
    pages = subjects(library)
    if not order.names and not order.packets:
        raise OrderError(f"name a handout, a set of cards, {', '.join(books)}, or ask for a packet with --day, --week, --missed or --entry")
    if order.copies > 1 and order.day is None and order.week is None:
        raise OrderError("--copies is for the packets of --day and --week")
    syllabus = _syllabus(library, order.track) if order.packets or books.keys() & set(order.names) else None
    for name in order.names:
        _known(name, (*library.handouts, *library.cards, *books), "handout, set of cards or book")
        if syllabus and name in books:
            yield Wanted(name, (books[name],), syllabus, f"{syllabus.track.id}-{name}")
        else:
            of = tuple(product for product in products if name in pages.get(product.of, {}))
            yield Wanted(name, of, pages[of[0].of][name], name.replace("/", "-"))
    for name, of_days, days in _days(syllabus, order) if syllabus else ():
        yield Wanted(name, tuple(product for product in products if product.name == name), days, f"{days.syllabus.track.id}-{of_days}-{name}")


def _days(syllabus: Syllabus, order: Order) -> Iterator[tuple[str, str, Days]]:
    """The packets of an order: each product's name, the name of its days, and the days."""
    if order.week is not None:
        weeks = [week["week"] for week in syllabus.totals["weeks"]]
        if order.week not in weeks:
            raise OrderError(f"the track '{syllabus.track.id}' has weeks {weeks[0]} to {weeks[-1]}, no week {order.week}")
        yield "packet", f"week-{order.week}", Days(syllabus, syllabus.week(order.week), f"Week {order.week}", order.copies)
    for name, wanted in (("packet", order.day), ("make-up", order.missed), ("catch-up", order.entry)):
        if wanted is not None:
            meeting = _meeting(syllabus, wanted)
            yield name, meeting.id, Days(syllabus, (meeting,), meeting.title, order.copies)


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


def _written(path: Path, content: bytes) -> Written:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return Written(path, page_count(content) if path.suffix == ".pdf" else 0, len(content))

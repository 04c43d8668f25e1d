"""`groupwork print`: what someone asks for by name, made and written to a folder. Everything is made before the first file is written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from builder.check.references import with_all_names
from builder.load.library import load_library
from builder.load.sites import wanted_site
from builder.model.group import RunningGroup
from builder.model.library import Library
from builder.print.common import OrderError, Settings, made_at
from builder.print.group_days import dated, on_its_days
from builder.print.packets import Days
from builder.print.products import PRODUCTS, Product, Subject, subjects
from builder.print.typesetter import page_count
from builder.tracks.plan import Syllabus, plan
from builder.work.files import write_together


@dataclass(frozen=True)
class ForGroup:
    """A running group by its id, and the day from which its meetings are looked for."""

    id: str
    today: datetime.date


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
    group: ForGroup | None = None
    """Whose packets they are; without it, date and group are written on them by hand."""
    site: str = ""
    """Of a program with several sites, the one whose paper it is."""


@dataclass(frozen=True)
class Written:
    """A file that was written; `pages` is 0 where a file has none."""

    path: Path
    pages: int
    size: int


def fill_order(root: Path, order: Order, folder: Path) -> tuple[Written, ...]:
    """Make what is ordered and write it to `folder`. Raises OrderError, or CurriculumError for a page that cannot be printed; then nothing is written."""
    files = dict(made(load_library(root, site=wanted_site(root, order.site)).published, order))
    paths = write_together(folder, files)
    return tuple(Written(path, page_count(data) if path.suffix == ".pdf" else 0, len(data)) for path, data in zip(paths, files.values(), strict=True))


def made(library: Library, order: Order, products: Sequence[Product] = PRODUCTS) -> Iterator[tuple[str, bytes]]:
    """The files of an order, by their names in the folder. All that can be said against the order is said before anything is made."""
    for product, subject, stem in tuple(_wanted(library, order, products)):
        editions = [edition for edition in product.row.editions if edition in order.editions]
        for file in product.make(library, subject, Settings(made_at(library)), editions):
            yield f"{stem}{file.ending}", file.content


def _wanted(library: Library, order: Order, products: Sequence[Product]) -> Iterator[tuple[Product, Subject, str]]:
    """What is to be made, of what, and the names of its files without edition and ending. Raises OrderError."""
    for edition in order.editions:
        _known(edition, [edition for product in products for edition in product.row.editions], "edition")
    for name, of, subject, stem in _named(library, order, products):
        offered = [edition for product in of for edition in product.row.editions]
        if wrong := [edition for edition in order.editions if edition not in offered]:
            raise OrderError(f"'{name}' has no edition '{wrong[0]}'; it has {', '.join(offered)}")
        yield from ((product, subject, stem) for product in of)


def _named(library: Library, order: Order, products: Sequence[Product]) -> Iterator[tuple[str, list[Product], Subject, str]]:
    """Each thing that an order names: its name, the products that this may mean, what they are of, and the names of their files."""
    books = [product.name for product in products if product.of == "track"]
    papers = [product.name for product in products if product.of == "program"]
    packets = any(wanted is not None for wanted in (order.day, order.week, order.missed, order.entry))
    if not order.names and not packets:
        raise OrderError(f"name a handout, a set of cards, {', '.join(books)}, or ask for a packet with --day, --week, --missed or --entry")
    if order.copies > 1 and order.day is None and order.week is None:
        raise OrderError("--copies is for the packets of --day and --week")
    if order.group and not packets:
        raise OrderError("--group is for packets: --day, --week, --missed and --entry")
    pages = subjects(library)
    syllabus = _syllabus(library, order) if packets or not set(books).isdisjoint(order.names) else None
    for name in order.names:
        _known(name, (*library.handouts, *library.cards, *pages["session"], *books, *papers), "handout, set of cards, session with a wall, or book")
        if syllabus and name in books:
            yield name, [product for product in products if product.name == name], syllabus, f"{syllabus.track.id}-{name}"
        elif name in papers:
            yield name, [product for product in products if product.name == name], library.program, name
        else:
            of = [product for product in products if name in pages.get(product.of, {})]
            yield name, of, pages[of[0].of][name], name.replace("/", "-") + ("-slides" if of[0].of == "session" else "")
    for name, stem, days in _packets(library, syllabus, order) if syllabus else ():
        yield name, [product for product in products if product.name == name], days, stem


def _packets(library: Library, syllabus: Syllabus, order: Order) -> Iterator[tuple[str, str, Days]]:
    """The packets of an order: the name of each, that of its files, and its days; of a group with their dates."""
    if order.group is None:
        yield from ((name, f"{syllabus.track.id}-{when}-{name}", days) for name, when, days in _days(syllabus, order))
        return
    today = order.group.today
    group = on_its_days(library, syllabus, _group(library, order.group.id), today)
    for name, when, days in _days(syllabus, order):
        on_days, first = dated(library, days, group, today, missed=name == "make-up")
        yield name, f"{group.id}-{first}-{when}-{name}", on_days


def _days(syllabus: Syllabus, order: Order) -> Iterator[tuple[str, str, Days]]:
    """The packets of an order: the name of each, that of its days, and the days."""
    if order.week is not None:
        weeks = [week["week"] for week in syllabus.totals["weeks"]]
        if order.week not in weeks:
            raise OrderError(f"the track '{syllabus.track.id}' has weeks {weeks[0]} to {weeks[-1]}, no week {order.week}")
        yield "packet", f"week-{order.week}", Days(syllabus, syllabus.week(order.week), f"Week {order.week}", order.copies)
    meetings = {meeting.id: meeting for meeting in syllabus.meetings}
    for name, wanted in (("packet", order.day), ("make-up", order.missed), ("catch-up", order.entry)):
        if wanted is not None:
            meeting = meetings[_known(wanted, meetings, f"meeting of the track '{syllabus.track.id}'")]
            yield name, meeting.id, Days(syllabus, (meeting,), meeting.title, order.copies)


def _syllabus(library: Library, order: Order) -> Syllabus:
    """Of the track that is asked for, or that the group runs. Raises CurriculumError where a name leads nowhere."""
    tracks = {track.id: track for track in with_all_names(library).tracks}
    name = order.track
    if order.group:
        runs = _group(library, order.group.id).meta.track
        if name not in (None, runs):
            raise OrderError(f"the group '{order.group.id}' runs the track '{runs}', not '{name}'; leave out --track")
        name = runs
    if name is None and len(tracks) != 1:
        raise OrderError(f"say which track: --track {' or '.join(tracks)}" if tracks else "there is no track")
    return plan(library, tracks[_known(name or next(iter(tracks)), tracks, "track")])


def _group(library: Library, name: str) -> RunningGroup:
    groups = {group.id: group for group in library.groups}
    return groups[_known(name, groups, "group")]


def _known(name: str, names: Iterable[str], what: str) -> str:
    """The name. Raises OrderError, with the nearest one, when there is none like this."""
    names = list(names)
    if name in names:
        return name
    short = {full.rsplit("/", 1)[-1]: full for full in names}
    near = short.get(name) or next(iter(get_close_matches(name, names, n=1)), None)
    near = near or next((short[one] for one in get_close_matches(name.rsplit("/", 1)[-1], short, n=1)), None)
    raise OrderError(f"there is no {what} '{name}'" + (f"; did you mean '{near}'?" if near else ""))

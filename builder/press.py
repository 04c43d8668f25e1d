"""The press: every file that people hold, made once. What has not changed since is taken from the store."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import pikepdf

from builder.finding import CurriculumError, Finding, Place
from builder.markup.tree import Cite, walk
from builder.model.library import Library
from builder.model.session import Cards
from builder.plan import plan
from builder.printing.cards import cards_files
from builder.printing.common import Settings, cited
from builder.printing.files import File, editions_of, handout_files, participant_track_files, staff_track_files
from builder.printing.syllabus import MOST_PAGES
from builder.view.page import FileLink, size_of
from builder.work.store import Store, digest_of_files, key_of

BOTH, STAFF = ("staff", "participants"), ("staff",)
SITES = {"handout": BOTH, "workbook": BOTH, "cards-for-all": BOTH, "cards": STAFF, "manual": STAFF}
"""Which sites get what a job of each kind makes. Cards are the staff's, unless their own file says that they are for participants."""
BOOKS = ("workbook", "manual")
"""Kinds whose jobs are of a track; the others are of one page."""
TOOLS = ("typst", "pikepdf", "python-docx", "segno")
SHIFT = 24
"""Handouts and sets of cards that a worker makes before a fresh one takes over."""

Row = tuple[str, int, int, str, str, str]
"""A finding on its way from one process to another: file, line, column, code, message, hint."""


@dataclass(frozen=True)
class Printed:
    """One finished file: its path in a site's folder, its bytes, and its pages (0 where there are none)."""

    path: str
    content: bytes
    pages: int


@dataclass(frozen=True)
class Job:
    """One run of the press. `kind` is one of `SITES`; `identity` names the handout, the set of cards or the track."""

    kind: str
    identity: str
    key: str


def print_all(root: Path, library: Library, store: Store, progress: Callable[[str], None]) -> Mapping[str, tuple[Printed, ...]]:
    """Every file by `kind:identity`. Raises CurriculumError when a page cannot be printed, with the findings of all that cannot."""
    jobs = tuple(_jobs(root, library))
    done = {job: entry for job in jobs if (entry := store.get(job.key)) is not None}
    missing = [job for job in jobs if job not in done]
    findings: list[Finding] = []
    if missing:
        progress(f"printing {len(missing)} of {len(jobs)} handouts, sets of cards and books")
        for job, made in _worked(library, missing):
            if isinstance(made, bytes):
                store.put(job.key, made)
                done[job] = made
            else:
                findings.extend(_finding(row) for row in made)
        store.trim()
    if findings:
        raise CurriculumError(findings)
    printed = {f"{job.kind}:{job.identity}": _unpacked(done[job]) for job in jobs}
    for line in overlong(printed):
        progress(line)
    return printed


def overlong(printed: Mapping[str, tuple[Printed, ...]]) -> Iterator[str]:
    """Syllabi that no longer fit a survey binder. They are told at each build and stop none: a long track is no mistake."""
    for made in printed.values():
        for one in made:
            if one.pages > MOST_PAGES and one.path.rpartition("/")[2].startswith("syllabus-"):
                yield f"{one.path} takes {one.pages} pages at its tightest, where binders ask for at most {MOST_PAGES}: shorten what the track's file says"


def _jobs(root: Path, library: Library) -> Iterator[Job]:
    """Keys hold all that a file is made of. A handout: its text, its session's public words, the program's. A set of cards: its text, what it cites
    and the program's. A book: the whole curriculum."""
    frame = key_of([digest_of_files(root / "templates" / "print"), _code(), *(version(tool) for tool in TOOLS), library.program.source.digest])
    whole = digest_of_files(root / "curriculum")
    for handout in library.handouts.values():
        session = library.sessions[handout.session]
        public = json.dumps(
            [
                session.meta.title,
                session.meta.home_practice,
                session.source.digest if session.approved else "",
                sorted(session.meta.review.editions.items()),
            ]
        )
        editions = [page.source.exact for pages in session.editions.values() for page in pages if page.id == handout.id]
        yield Job("handout", handout.id, key_of([frame, handout.id, handout.source.exact, handout.source.file, public, *editions]))
    for cards in library.cards.values():
        kind = "cards" if cards.meta.audience == "staff" else "cards-for-all"
        yield Job(kind, cards.id, key_of([frame, kind, cards.id, cards.source.exact, cards.source.file, *_cited(library, cards)]))
    for track in library.tracks:
        yield Job("workbook", track.id, key_of([frame, whole, "workbook", track.id]))
        yield Job("manual", track.id, key_of([frame, whole, "manual", track.id]))


def _cited(library: Library, cards: Cards) -> Iterator[str]:
    for card in cards.cards:
        yield from (cited(library, node) for node in walk((*card.title, *card.blocks)) if isinstance(node, Cite))


def _worked(library: Library, jobs: Sequence[Job]) -> Iterator[tuple[Job, bytes | list[Row]]]:
    """Each job with what came of it. Only the bindery makes books, one at a time, because each takes as much memory as all the rest."""
    books = deque(job for job in jobs if job.kind in BOOKS)
    pages = deque(job for job in jobs if job.kind not in BOOKS)
    with ExitStack() as stack:
        bindery, press = (stack.enter_context(_worker(library)) for _ in range(2))
        running: dict[Future[bytes | list[Row]], tuple[Executor, Job]] = {}
        idle: list[Executor] = [bindery, press]
        while books or pages or running:
            for worker in idle.copy():
                waiting = books if books and worker is bindery else pages
                if waiting:
                    job = waiting.popleft()
                    running[worker.submit(_work, job)] = (worker, job)
                    idle.remove(worker)
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                worker, job = running.pop(future)
                idle.append(worker)
                yield job, future.result()


def _worker(library: Library) -> Executor:
    """A process that goes home after a shift, because its memory grows with the handouts that it has made."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_take, initargs=(library,), max_tasks_per_child=SHIFT)


@cache
def _code() -> str:
    """The code that a finished file depends on: the writers, the trees and values they write, the numbers of a track."""
    here = Path(__file__).parent
    return key_of(digest_of_files(here / package, "*.py") for package in ("printing", "paper", "markup", "model", "planner", "view"))


_taken: list[Library] = []


def _take(library: Library) -> None:
    """A worker is handed the curriculum as it begins: to read it again would take ten times as long."""
    _taken[:] = [library]


def _work(job: Job) -> bytes | list[Row]:
    """The job's files as one archive, or its findings as plain rows (an exception with findings does not travel between processes)."""
    try:
        return _packed(_made(_taken[0], job))
    except CurriculumError as error:
        return [(f.place.file, f.place.line, f.place.column, f.code, f.message, f.hint) for f in error.findings]


def _made(library: Library, job: Job) -> Iterable[File]:
    settings = Settings(made_at(library))
    if job.kind == "handout":
        editions = editions_of(library, library.handouts[job.identity])
        return chain.from_iterable(handout_files(library, handout, settings) for handout in editions)
    if job.kind not in BOOKS:
        return cards_files(library, library.cards[job.identity], settings)
    track = next(track for track in library.tracks if track.id == job.identity)
    syllabus = plan(library, track)
    return participant_track_files(library, syllabus, settings) if job.kind == "workbook" else staff_track_files(library, syllabus, settings)


def made_at(library: Library) -> int:
    """The date that files carry, in seconds since 1970: the last day on which someone looked over the program's crisis lines, not the day of the build."""
    latest = max(line.verified_on for line in library.program.meta.crisis_lines)
    return int(datetime.datetime(latest.year, latest.month, latest.day, 12, tzinfo=datetime.UTC).timestamp())


def _packed(files: Iterable[File]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files:
            info = zipfile.ZipInfo(path)
            info.comment = str(_pages(path, content)).encode()
            archive.writestr(info, content)
    return out.getvalue()


def _unpacked(packed: bytes) -> tuple[Printed, ...]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return tuple(Printed(info.filename, archive.read(info), int(info.comment or b"0")) for info in archive.infolist())


def _pages(path: str, content: bytes) -> int:
    if not path.endswith(".pdf"):
        return 0
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def _finding(row: Row) -> Finding:
    file, line, column, code, message, hint = row
    return Finding(Place(file, line, column), code, message, hint)


# Links to what was printed

LABELS = {
    "letter": "Print, Letter paper",
    "letter-fillable": "Fill in on a screen",
    "letter-large": "Large print, Letter",
    "a4": "Print, A4 paper",
    "a4-fillable": "Fill in on a screen, A4",
    "a4-large": "Large print, A4",
    "workbook-letter": "Workbook for participants, Letter",
    "workbook-a4": "Workbook for participants, A4",
    "workbook": "Workbook as an e-book",
    "manual-letter": "Facilitator's manual, Letter",
    "manual-a4": "Facilitator's manual, A4",
    "syllabus-letter": "Syllabus, Letter",
    "syllabus-a4": "Syllabus, A4",
    "syllabus": "Syllabus in Word, to adapt",
}


def files_of(printed: Mapping[str, tuple[Printed, ...]], site: str) -> dict[str, bytes]:
    """What goes into a site's folder, by path."""
    return {one.path: one.content for key, made in printed.items() if site in SITES[key.split(":")[0]] for one in made}


def links_of(printed: Mapping[str, tuple[Printed, ...]], site: str) -> dict[str, tuple[FileLink, ...]]:
    """Links by the path of the page that they belong to, with size and page count."""
    links: dict[str, tuple[FileLink, ...]] = {}
    for key, made in printed.items():
        kind, identity = key.split(":")
        if site not in SITES[kind]:
            continue
        page = f"tracks/{identity}" if kind in BOOKS else identity
        links[page] = (*links.get(page, ()), *(_link(one, "" if kind in BOOKS else identity) for one in made))
    return links


def _link(one: Printed, identity: str) -> FileLink:
    stem, _, suffix = one.path.rpartition(".")
    told = stem.removeprefix(identity) if identity else stem.rsplit("/", 1)[-1]
    language, _, name = told[1:].partition("-") if told.startswith(".") else ("", "", told.lstrip("-"))
    label = LABELS.get(name, "Word, to adapt" if suffix == "docx" else name) + (f" ({language})" if language else "")
    pages = f"{one.pages} page{'s' if one.pages != 1 else ''}, " if one.pages else ""
    return FileLink(label, one.path, f"{suffix.upper()}, {pages}{size_of(len(one.content))}")

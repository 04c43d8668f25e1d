"""Every file that a build prints, made once: what has not changed since is taken from the store."""

from __future__ import annotations

import gc
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from builder.finding import CurriculumError, Finding
from builder.installed import templates_of
from builder.load.layers import digest_of_project
from builder.model.library import Library
from builder.model.program import Program
from builder.model.session import Cards, Handout, Session
from builder.planner.words import counted
from builder.print.common import Settings, accents, cited, look_of, made_at, notice
from builder.print.meetings import MeetingPapers
from builder.print.poster import Poster
from builder.print.products import PRODUCTS, Dated, File, Product, Subject, languages_of, subjects
from builder.print.slides import deck_of
from builder.print.typesetter import page_count
from builder.text.tree import Block, Cite, Inline, walk
from builder.tracks.plan import Syllabus
from builder.views.page import FileLink, size_of
from builder.views.running import GROUPS
from builder.work.digest import digest_of
from builder.work.store import Store, code_of, digest_of_files, key_of
from builder.work.system import end_signals_wait
from builder.work.workers import end_with_parent, told_when_ended

Inspect = Callable[[str, bytes], Any]
"""Takes the name of a finished file and its content."""
Planned = tuple[Library, Sequence[Syllabus], Sequence[Dated], Inspect | None]
"""All that products are made of, and who looks at them."""


@dataclass(frozen=True)
class Job:
    """One product of one thing, in all editions and languages. `key` holds all that it is made of."""

    product: Product
    identity: str
    sites: tuple[str, ...]
    key: str
    title: str = ""
    """What a link says before the edition, where a page has several of one product."""

    @property
    def page(self) -> str:
        """The path of the page that links to it."""
        if self.product.of == "week":
            return GROUPS
        return f"tracks/{self.identity}" if self.product.of == "track" else self.identity

    @property
    def track(self) -> str:
        """The id of the track that it is of, or of whose meeting; empty for all else."""
        return self.identity if self.product.of == "track" else self.identity.split("/")[1] if self.product.of == "meeting" else ""

    @property
    def stem(self) -> str:
        """The path of its files, without edition and ending."""
        if self.product.of == "week":
            return f"{self.page}/{self.identity}"
        return f"{self.page}/{self.product.name}" if self.product.of in ("track", "meeting", "session", "program") else self.page


@dataclass(frozen=True)
class Printed:
    """One finished file, with its pages (0 where there are none)."""

    job: Job
    file: File
    pages: int
    facts: Any = None
    """What is known of it by whoever looks at what participants get, found in the process that made it."""

    @property
    def path(self) -> str:
        """In a site's folder."""
        return self.job.stem + self.file.ending

    @property
    def link(self) -> FileLink:
        language = "" if self.file.language == "en" else f" ({self.file.language})"
        pages = f"{counted(self.pages, 'page')}, " if self.pages else ""
        detail = f"{self.path.rpartition('.')[2].upper()}, {pages}{size_of(len(self.file.content))}"
        row, edition = self.job.product.row, self.file.edition
        label = f"{self.job.title}: {row.editions[edition]}" if self.job.title else row.label(edition)
        return FileLink(
            label=label + language, path=self.path, detail=detail, edition=edition, product=row.name, language=self.file.language, pages=self.pages
        )


def files_of(printed: Iterable[Printed], site: str) -> dict[str, bytes]:
    """What goes into a site's folder, by path."""
    return {one.path: one.file.content for one in printed if site in one.job.sites}


def facts_of_files(printed: Iterable[Printed]) -> dict[str, Any]:
    """What is known of the files that participants get, by path, as far as it is known."""
    return {one.path: one.facts for one in printed if one.facts is not None}


def links_of(printed: Iterable[Printed], site: str) -> dict[str, tuple[FileLink, ...]]:
    """Links by the path of the page that they belong to, with size and page count."""
    links: dict[str, tuple[FileLink, ...]] = {}
    for one in printed:
        if site in one.job.sites:
            links[one.job.page] = (*links.get(one.job.page, ()), one.link)
    return links


def print_all(
    root: Path,
    library: Library,
    syllabi: Sequence[Syllabus],
    store: Store,
    progress: Callable[[str], None],
    products: Sequence[Product] = PRODUCTS,
    dated: Sequence[Dated] = (),
    look: Inspect | None = None,
) -> tuple[Printed, ...]:
    """Every file of every site; `look` is asked of each that participants get, in the process that made it. Raises CurriculumError when a page cannot be printed, with the findings of all that cannot.

    Of running groups only the posters in `dated` are printed; all else is made of a library without them, so that no book hangs on a room or a leader.
    What nobody will hold is not made: the books and the papers of a track that no group runs, where there are groups.
    """
    run = library.run_tracks
    library = replace(library, groups=(), others=())
    jobs = tuple(job for job in jobs_of(root, library, syllabi, products, dated) if job.track in run or not job.product.row.run)
    done = {job.key: kept for job in jobs if (kept := store.get(job.key)) is not None}
    missing = [job for job in jobs if job.key not in done]
    findings: list[Finding] = []
    if missing:
        progress(f"printing {len(missing)} of {len(jobs)} handouts, sets of cards, slides, books and posters")
        for job, made in _worked((library, syllabi, dated, look), missing):
            if isinstance(made, bytes):
                store.put(job.key, made)
                done[job.key] = made
            else:
                findings.extend(made)
        store.trim()
    if findings:
        raise CurriculumError(findings)
    printed = tuple(Printed(job, *one) for job in jobs for one in pickle.loads(done[job.key]))
    for line in overlong(printed):
        progress(line)
    return printed


def overlong(printed: Iterable[Printed]) -> Iterator[str]:
    """Syllabi that no longer fit a survey binder. They are told at each build and stop none: a long track is no mistake."""
    for one in printed:
        most = one.job.product.row.most_pages
        if most and one.pages > most:
            yield f"{one.path} takes {one.pages} pages at its tightest, where binders ask for at most {most}: shorten what the track's file says"


def jobs_of(
    root: Path, library: Library, syllabi: Sequence[Syllabus], products: Sequence[Product] = PRODUCTS, dated: Sequence[Dated] = ()
) -> Iterator[Job]:
    frame = [digest_of_files(templates_of(root) / "print"), code_of(), _program(library), digest_of(look_of(library))]
    whole = digest_of_project(root, besides="groups/", site=library.site.id if library.site else "")
    there = subjects(library, syllabi, dated)
    for product in products:
        for identity, subject in there.get(product.of, {}).items():
            seen = _seen(library, subject, whole)
            key = key_of([*frame, product.name, *product.row.built, identity, *seen])
            yield Job(product, identity, product.sites_of(subject), key, title=subject.title if isinstance(subject, Poster) else "")


ON_PAPER = ("name", "tagline", "address", "contact", "crisis_lines", "look")
"""What sheets, cards, slides and posters show of a site's own file. Books see all of it, and what shows a day or who is on duty holds that itself."""


def _program(library: Library) -> str:
    """What every product sees of the program, and of the site where it has several."""
    if not (library.site and library.shared):
        return library.program.source.digest
    return key_of([library.shared.source.digest, digest_of([getattr(library.site.meta, name) for name in ON_PAPER])])


def _seen(library: Library, subject: Subject, whole: str) -> Iterator[str]:
    """What a product of this sees of the curriculum, beside program.yml. A page's text counts with the passages, lines and drawings in it."""
    match subject:
        case Handout():
            for page in languages_of(library, subject):
                yield from (
                    page.language,
                    page.source.exact,
                    notice(library, page),
                    *accents(library, page.id).values(),
                    *_citations(library, page.body.blocks),
                )
        case Cards():
            yield subject.source.exact
            for card in subject.cards:
                yield from _citations(library, (*card.title, *card.blocks))
        case Session():
            yield from (digest_of(deck_of(library, subject, wall)) for wall in subject.walls)
        case Program():
            pass  # program.yml is seen by every product
        case Poster():
            yield digest_of(subject)
        case MeetingPapers():
            yield digest_of(subject)
            for one in subject.sheet.newcomers:
                yield from _citations(library, one.part.blocks if one.part else ())
        case _:
            yield whole


def _citations(library: Library, nodes: tuple[Block | Inline, ...]) -> Iterator[str]:
    return (cited(library, node) for node in walk(nodes) if isinstance(node, Cite))


def _worked(given: Planned, jobs: Sequence[Job]) -> Iterator[tuple[Job, bytes | tuple[Finding, ...]]]:
    """Each job with what came of it, from two processes. Books are made by the first alone, one at a time: each takes as much memory as all the rest."""
    books = deque(job for job in jobs if job.product.of == "track")
    pages = deque(job for job in jobs if job.product.of != "track")
    with told_when_ended(), ExitStack() as stack:
        first, second = (stack.enter_context(_process(given)) for _ in range(2))
        running: dict[Future[bytes | tuple[Finding, ...]], tuple[Executor, Job]] = {}
        idle: list[Executor] = [first, second]
        while books or pages or running:
            for process in idle.copy():
                waiting = books if books and process is first else pages
                if waiting:
                    job = waiting.popleft()
                    with end_signals_wait():  # the first begins a process
                        running[process.submit(_made, job)] = (process, job)
                    idle.remove(process)
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                process, job = running.pop(future)
                idle.append(process)
                yield job, future.result()


def _process(given: Planned) -> Executor:
    """It is handed the curriculum and what is planned of it as it begins: to read it again would take ten times as long."""
    return ProcessPoolExecutor(1, get_context("spawn"), initializer=_begin, initargs=(given,))


_given: list[Planned] = []


def _begin(given: Planned) -> None:
    _given[:] = [given]
    gc.freeze()  # the library stays, and need not be looked through for cycles
    end_with_parent()


def _made(job: Job) -> bytes | tuple[Finding, ...]:
    """The job's files with their pages and facts, as they are stored; or what has to be mended first."""
    library, syllabi, dated, look = _given[0]
    looked = look if "participants" in job.sites else None
    try:
        made = made_for(job, library, syllabi, dated)
        pages = ((file, page_count(file.content) if file.ending.endswith(".pdf") else 0) for file in made)
        return pickle.dumps([(file, count, looked(f"file{file.ending}", file.content) if looked else None) for file, count in pages])
    except CurriculumError as error:
        return error.findings


def made_for(job: Job, library: Library, syllabi: Sequence[Syllabus], dated: Sequence[Dated] = ()) -> Iterator[File]:
    subject = subjects(library, syllabi, dated)[job.product.of][job.identity]
    return job.product.make(library, subject, Settings(made_at(library), in_site=True), job.product.row.built)

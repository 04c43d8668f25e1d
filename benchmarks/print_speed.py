"""Speed and memory of print, as ratios: `PYTHONPATH=. python benchmarks/print_speed.py [--against PYTHON] [--cold PYTHON] [--library N]`.

Counted is processor time, of all threads. Ours is the finished file: fitted to its pages, tagged, with fields, row heads and the square code.
`--against` names a Python that can import weasyprint (with Pango installed). It sets the same words once, at 12 points, as tagged PDF/UA-1, with the
same font, help box, notices, square code, ruled lines and boxes; it neither fits them to pages nor makes fields. Both run warm and by turns, page by
page, so that what else the machine does falls on both alike. `--cold` runs each program from nothing for one handout: ours as `groupwork print`,
which reads and checks the shape of the whole library first.

`--library N` makes every file of a made-up library of N sessions, twice, as `groupwork build` does, and reports the clock, processor
time, and the most memory: proportional set size, so that what processes share counts once.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from html import escape
from pathlib import Path

from benchmarks.library_maker import write_library
from builder.load.library import load_library
from builder.model.library import Library
from builder.model.session import Handout
from builder.print.binding import PARTICIPANT, STAFF, bound
from builder.print.book import Book, handout_chapter
from builder.print.build import print_all
from builder.print.common import Settings, notice
from builder.print.editions import Edition
from builder.print.epub import chapter_body, help_lines
from builder.print.manual import manual
from builder.print.products import FORMATS, PRODUCTS
from builder.print.sheet import sheets
from builder.print.typesetter import forget, page_count
from builder.print.workbook import workbook
from builder.text.quick_code import quick_code
from builder.tracks.plan import plan, plan_tracks
from builder.views.address import page_address
from builder.work.store import Store

ROOT = Path(__file__).parent.parent
SETTINGS = Settings(1_700_000_000)
EDITIONS = [Edition(name) for name in PRODUCTS[0].row.built if name not in FORMATS]
PEER = """
import json, sys, time, weasyprint
for line in sys.stdin:
    begun = time.process_time()
    weasyprint.HTML(string=json.loads(line)).write_pdf(pdf_variant="pdf/ua-1")
    print(time.process_time() - begun, flush=True)
"""
FONT = (ROOT / "templates" / "print" / "fonts" / "AtkinsonHyperlegibleNext-Regular.ttf").as_uri()
STYLE = f"@font-face {{ font-family: A; src: url({FONT}) }} body {{ font: 12pt/1.36 A }} @page {{ size: letter; margin: 18mm }} "


def cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


# The peer

Timer = Callable[[str], float]


@contextmanager
def weasyprint(python: str) -> Iterator[Timer]:
    """A warm WeasyPrint: takes a page, gives its seconds."""
    with subprocess.Popen([python, "-c", PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as peer:
        assert peer.stdin
        assert peer.stdout

        def seconds(page: str) -> float:
            print(json.dumps(page), file=peer.stdin, flush=True)
            return float(peer.stdout.readline())  # type: ignore[union-attr]

        yield seconds
        peer.stdin.close()


def document(title: str, body: str) -> str:
    style = STYLE + (ROOT / "templates" / "print" / "book.css").read_text(encoding="utf-8")
    return f'<html lang="en"><head><title>{escape(title)}</title><style>{style}</style></head><body>{body}</body></html>'


def sheet_page(library: Library, handout: Handout) -> str:
    """Everything that stands on the sheet."""
    chapter = chapter_body(library, handout_chapter(library, handout, level=1), handout.language)
    said = f"<p>{escape(notice(library, handout))}</p>"
    return document(
        handout.meta.title,
        f"{chapter}<h2>Where to get help</h2>{''.join(help_lines(library, 'en'))}{said}{quick_code(page_address(library, handout.id))}",
    )


def book_page(library: Library, book: Book) -> str:
    return document(book.title, "".join(chapter_body(library, chapter, "en") for chapter in book.chapters))


# What is compared


def handouts_against(library: Library, peer: Timer | None, count: int) -> None:
    """Each handout once in all editions, once in one, and once by the peer, by turns."""
    handouts = list(library.handouts.values())[: count + 1]
    names = [f"as one of {len(EDITIONS)} editions", "when it is the only one", "WeasyPrint"]
    spent = [0.0, 0.0, 0.0]
    for number, handout in enumerate(handouts):
        once = (
            cpu(lambda h=handout: list(sheets(library, h, SETTINGS, EDITIONS))) / len(EDITIONS),  # type: ignore[misc]
            _alone(library, handouts[number - 1]),
            peer(sheet_page(library, handout)) if peer else 0.0,
        )
        if number:  # the first warms both
            spent = [total + more / count for total, more in zip(spent, once, strict=True)]
    report("handout", names, spent)


def _alone(library: Library, handout: Handout) -> float:
    """One edition of a sheet whose layouts Typst has let go."""
    forget()
    return cpu(lambda: list(sheets(library, handout, SETTINGS, (Edition("letter"),))))


def books_against(library: Library, peer: Timer | None) -> None:
    """Each book of the first track three times, ours and the peer's by turns; the least of each counts."""
    syllabus = plan(library, library.tracks[0])
    for book, look in ((workbook(library, syllabus), PARTICIPANT), (manual(library, syllabus), STAFF)):
        page = book_page(library, book)
        ours, theirs, pages = [], [], 0
        for _ in range(3):
            begun = time.process_time()
            pages = page_count(bound(library, book, SETTINGS, "letter", look, syllabus.track.source))
            ours.append(time.process_time() - begun)
            theirs.append(peer(page) if peer else 0.0)
        report(f"{book.title}, {pages} pages", ["ours"], [min(ours), min(theirs)])


def report(what: str, names: list[str], spent: list[float]) -> None:
    *ours, theirs = spent
    for name, seconds in zip(names, ours, strict=False):
        print(f"{what}, {name}: {seconds:.3f} s" + (f", {seconds / theirs:.2f} of WeasyPrint's {theirs:.3f} s" if theirs else ""))


def cold(library: Library, python: str) -> None:
    """Both from nothing, for one handout: processor time of the whole process, the median of five."""
    handout = next(iter(library.handouts.values()))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(sheet_page(library, handout), encoding="utf-8")
        theirs = f"import weasyprint; weasyprint.HTML({str(page)!r}).write_pdf({folder + '/out.pdf'!r}, pdf_variant='pdf/ua-1')"
        commands = ([sys.executable, "-m", "builder", "print", handout.id, "--out", folder], [python, "-c", theirs])
        spent = [sorted(_process(command) for command in [command] * 5)[2] for command in commands]
    report("one handout from nothing", ["groupwork print"], spent)


def _process(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


# A whole library


def whole_library(sessions: int) -> None:
    with tempfile.TemporaryDirectory() as folder, memory() as most:
        root = Path(folder) / "root"
        write_library(root, sessions)
        library, store = load_library(root), Store(Path(folder) / "cache")
        for what in ("from nothing", "again, nothing changed"):
            begun, before = time.time(), os.times()
            made = print_all(root, library, plan_tracks(library), store, lambda _: None)
            used = [after - then for after, then in zip(os.times()[:4], before[:4], strict=True)]
            print(f"{sessions} sessions, {len(made)} files {what}: {time.time() - begun:.1f} s by the clock, {sum(used):.1f} s of processor time")
    print(f"most memory: {most['all']} MiB in all; {most['beside']} MiB beside the largest process, which makes a book ({most['largest']} MiB)")


@contextmanager
def memory() -> Iterator[dict[str, int]]:
    """The most that this process and its children held at one time, in MiB, looked at five times a second. Linux only."""
    most = {"all": 0, "beside": 0, "largest": 0}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            own, children = _held(os.getpid()), [_held(int(child)) for child in _children()]
            largest = max(children, default=0)
            now = {"all": own + sum(children), "beside": own + sum(children) - largest, "largest": largest}
            most.update({name: max(size, now[name]) for name, size in most.items()})

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield most
    finally:
        over.set()
        watching.join()


def _children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


def _held(process: int) -> int:
    """MiB of a process; 0 for one that is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("Pss:")), 0)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--against", metavar="PYTHON")
    options.add_argument("--cold", metavar="PYTHON")
    options.add_argument("--library", type=int, metavar="N")
    chosen = options.parse_args()
    if chosen.library:
        whole_library(chosen.library)  # first, while this process holds nothing else
    library = load_library(ROOT)
    with weasyprint(chosen.against) if chosen.against else nullcontext() as peer:
        handouts_against(library, peer, 12)
        books_against(library, peer)
    if chosen.cold:
        cold(library, chosen.cold)


if __name__ == "__main__":
    main()

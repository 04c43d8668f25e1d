"""Speed of print, as ratios: `PYTHONPATH=. python benchmarks/print_speed.py [--against-weasyprint PYTHON]`.

Measured is CPU time of this process and its children. WeasyPrint sets the same words as plain HTML with the same font; it needs a Python of its
own that can import weasyprint (with Pango installed), and is left out when none is named. `--library N` also makes every file of a library of N
handouts, by repeating those that are written, with two processes, and reports wall time and the largest process.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

from builder.load.library import load_library
from builder.model.library import Library
from builder.plan import plan
from builder.printing.binding import PARTICIPANT, STAFF, bound
from builder.printing.book import Book
from builder.printing.common import Settings, text_writer
from builder.printing.editions import EDITIONS
from builder.printing.epub_text import PageWriter
from builder.printing.files import handout_files, participant_track_files, staff_track_files
from builder.printing.manual import manual
from builder.printing.sheet import sheets
from builder.printing.typesetter import page_count
from builder.printing.workbook import workbook

ROOT = Path(__file__).parent.parent
SETTINGS = Settings(1_700_000_000)
PEER = """
import json, sys, time, weasyprint
pages = json.load(open(sys.argv[1]))
weasyprint.HTML(string=pages[0]).write_pdf()
times = []
for page in pages:
    begun = time.process_time()
    weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    times.append(time.process_time() - begun)
print(json.dumps(times))
"""


def cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def page(library: Library, body: str, title: str) -> str:
    font = (ROOT / "templates" / "print" / "fonts" / "AtkinsonHyperlegibleNext-Regular.ttf").as_uri()
    style = f"@font-face {{ font-family: A; src: url({font}) }} body {{ font: 12pt/1.36 A }} @page {{ size: letter; margin: 18mm }} table {{ width: 100% }}"
    return f'<html lang="en"><head><title>{title}</title><style>{style}</style></head><body><h1>{title}</h1>{body}</body></html>'


def weasyprint(python: str, pages: list[str]) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pages.json"
        file.write_text(json.dumps(pages))
        done = subprocess.run([python, "-c", PEER, str(file)], check=True, capture_output=True, text=True)
    return [float(number) for number in json.loads(done.stdout)]


def one_handout(name: str) -> tuple[int, float]:
    """Bytes made, and the most memory that this process has had so far, in MiB."""
    library = _library()
    size = sum(len(data) for _, data in handout_files(library, library.handouts[name], SETTINGS))
    return size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one_track(kind: str) -> int:
    library = _library()
    syllabus = plan(library, library.tracks[0])
    make = participant_track_files if kind == "participants" else staff_track_files
    return sum(len(data) for _, data in make(library, syllabus, SETTINGS))


def _library() -> Library:
    global _LOADED
    _LOADED = _LOADED or load_library(ROOT)
    return _LOADED


_LOADED: Library | None = None


def whole_library(number: int) -> None:
    names = list(islice(cycle(_library().handouts), number))
    begun, before = time.time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with get_context("spawn").Pool(2, maxtasksperchild=1) as pool:
        size = sum(pool.map(one_track, ["participants", "staff"], chunksize=1))
        pool.close()
        pool.join()
    book = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    with get_context("spawn").Pool(2, maxtasksperchild=24) as pool:
        made = pool.map(one_handout, names, chunksize=1)
        size += sum(count for count, _ in made)
        pool.close()
        pool.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{number} handouts in 6 PDF editions and Word, 1 track: {time.time() - begun:.1f} s with 2 processes, {spent:.1f} s CPU, {size / 1e6:.0f} MB"
    )
    print(f"largest process of a track's books: {book:.0f} MiB; largest of a handout worker: {max(peak for _, peak in made):.0f} MiB")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--against-weasyprint", metavar="PYTHON")
    options.add_argument("--library", type=int, metavar="N")
    chosen = options.parse_args()
    library = _library()
    handouts = list(library.handouts.values())[:12]
    list(sheets(library, handouts[0], SETTINGS))
    ours = sum(cpu(lambda h=handout: next(iter(sheets(library, h, SETTINGS, EDITIONS[:1])))) for handout in handouts) / len(handouts)  # type: ignore[misc]
    again = sum(cpu(lambda h=handout: list(sheets(library, h, SETTINGS, EDITIONS))) for handout in handouts) / len(handouts)  # type: ignore[misc]
    print(f"a finished handout: {again / len(EDITIONS):.3f} s CPU as one of its 6 editions, {ours:.3f} s when it is the only one")
    syllabus = plan(library, library.tracks[0])
    books: dict[str, tuple[Book, float]] = {}
    for name, book, look in (("workbook", workbook(library, syllabus), PARTICIPANT), ("manual", manual(library, syllabus), STAFF)):
        made: list[bytes] = []
        spent = cpu(lambda b=book, k=look, to=made: to.append(bound(library, b, SETTINGS, "letter", k, syllabus.track.source)))  # type: ignore[misc]
        books[name] = (book, spent)
        print(f"a {name} of {page_count(made[0])} pages: {spent:.2f} s")
    if chosen.against_weasyprint:
        writer = PageWriter(text_writer(library))
        pages = [page(library, writer.blocks(handout.body.blocks), handout.meta.title) for handout in handouts]
        for book, _ in books.values():
            pages.append(page(library, "".join(f"<h1>{c.title}</h1>{writer.blocks(c.blocks)}" for c in book.chapters), book.title))
        theirs = weasyprint(chosen.against_weasyprint, pages)
        one = sum(theirs[: len(handouts)]) / len(handouts)
        print(f"ratio to WeasyPrint (CPU, ours / theirs): handout {again / len(EDITIONS) / one:.2f}, alone {ours / one:.2f}")
        for (name, (_, spent)), other in zip(books.items(), theirs[len(handouts) :], strict=True):
            print(f"ratio to WeasyPrint: {name} {spent / other:.2f}")
    if chosen.library:
        whole_library(chosen.library)


if __name__ == "__main__":
    main()

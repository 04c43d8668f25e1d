"""What is sent through every text of a curriculum, into all of them at once, and what comes out: pages, files beside them, calendars, tables, and what is printed."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from builder import finding
from builder.finding import CurriculumError, Finding
from builder.load.library import load_library
from builder.model.library import Library
from builder.pages.render import door, sitemap
from builder.pipeline import plan_sites
from builder.print.common import Settings, made_at
from builder.print.meetings import papers_of_meetings
from builder.print.poster import posters
from builder.print.products import PRODUCTS, subjects
from builder.site.calendars import CalendarRequest, export_calendar
from builder.site.last_look import main_of
from builder.site.offline import manifest
from builder.site.page_text import page_text
from builder.site.search_index import index_files
from builder.text.dialect import parse
from builder.text.inserts import Audience, Inserts
from builder.text.tree import Block, Inline, Paragraph, Words, walk
from builder.text.unseen import unseen
from builder.tracks.composing import compose_track, from_file
from builder.tracks.plan import plan_tracks
from builder.tracks.running import running_groups
from tests.everything import DRAWING
from tests.project import ROOT, TODAY, every_file
from tests.written import Place, Written

PAYLOADS: Mapping[str, str] = {
    "tags": "<b onclick=gwx()>b</b><img src=gwx onerror=gwx()>",
    "script": "</script><script>gwx()</script>",
    "style": "</style><style>gwx{}</style>",
    "ends of elements": "</title></textarea></main></body><gwx>",
    "double quote": '" onmouseover="gwx()" x="',
    "single quote": "' onmouseover='gwx()' x='",
    "entities": "&lt;gwx&gt; &amp;amp; &#60;gwx&#62; &gwx;",
    "document type": '<!DOCTYPE gwx [<!ENTITY gwx "gwx">]>',
    "character data": "]]><gwx/><![CDATA[<gwx/>]]>",
    "comment": "--><gwx/><!-- gwx",
    "instruction": "?><?gwx gwx?><gwx/>",
    "jinja": "{{7*7}}{% raw %}{# gwx #}",
    "typst": '#panic() #import "gwx" $gwx$ ] ) " \\ @gwx <gwx>',
    "backticks": "`gwx` ```gwx``` ${gwx()}",
    "markdown": "](javascript:gwx()) ![gwx](gwx) {: onclick=gwx() } ~~~gwx",
    "calendar": "a\nATTENDEE:mailto:gwx@gwx.example",
    "line ends": "a\r\nATTENDEE:gwx\r\n\r\nb",
    "odd line ends": "a\u2028ATTENDEE:gwx\u2029b\x85c\x0bd\x0ce",
    "formula": "=HYPERLINK(gwx)",
    "formulas": "+1;=gwx,-1 ;@gwx",
    "wide formula": "\uff1d1+1",
    "yaml": "gwx: {a: [*gwx, !!gwx, &gwx]} # gwx",
    "json": '"],"gwx":{"gwx":[',
    "script address": "javascript:gwx()//data:text/html,gwx",
    "direction": "gwx\u202egnp.\u2066",
    "control": "gwx\x00\x01\x1b[31mgwx\x7f\x9b",
    "no character": "gwx\ud800\uffff\U000e0041",
    "joiners": "g\u200bw\u200dx\u00ad\u2060",
    "long": "gwx" * 400,
    "encoded": "%0d%0agwx%3Cgwx%3E%00",
    "css": "};gwx{background:url(gwx)}/*gwx*/expression(gwx)",
}
KINDS = tuple(PAYLOADS)
NEUTRAL = "plain words "
NOT_ON_PAPER = ("wide formula", "joiners", "long")
"""What the font has not, or a line has no room for: whatever has such a text is not printed, and says so."""
EDITIONS = ("letter", "letter-fillable", "word", "epub", "powerpoint")
BEGINS = re.compile(r"https://[^/]+/?|10\.[0-9]+/|tel:|\w+@")
"""What a text that is an address, or a name of a thing, has to begin with: what is sent through it is refused without, and then sent with it."""

POSITIONS = (
    "## {}", "{}", "**{}** and *{}*", "`{}`", "[{}](sleep/same-time-up)", "[words](https://gwx.example/{})", "[words]({})", "<{}>", "- {}", "1. {}", "- [ ] {}",
    "> {}", "| {} | b |\n| --- | --- |\n| {} | [____ {}] |", "| a | b |\n| --- | --- |\n| [!] {} | c |", "I call [____ {}] and [____ phone: {}].", "[lines 2: {}]",
    "{}\n[scale 0-10: {} | {} | {}]", "A claim [@qaseem-2016, {}].", "![{}](sleepiness.svg)", "![words]({}.svg)", "one\\\n{}", "Rest. [pause 20 seconds] {}", "{{{{{}}}}}", "---",
    "{{{{passage pills}}}}",
)  # fmt: skip
"""Where in Markdown a text can stand."""


BODIES: Mapping[str, tuple[Audience, slice]] = {
    "bed-is-for-sleep/session.md": ("staff", slice(None)),
    "bed-is-for-sleep/my-night-map.md": ("participants", slice(0, None, 2)),
    "for-them/for-you.md": ("participants", slice(1, None, 2)),
}
"""Files with such a body, who reads it, and which of the positions: what is handed out has to fit on two pages."""
INSERTS = {
    audience: Inserts(
        audience,
        to_fill=True,
        passages={"pills": (Paragraph((Words("Stay."),), 1),)},
        known=frozenset({"pills"}),
        drawings={"sleepiness.svg": DRAWING},
    )
    for audience in get_args(Audience)
}
"""What a page may include."""


def mark(number: int) -> str:
    """What stands behind a payload, and says through which text it was sent."""
    return f"zq{number:04}qz"


def any_kind(number: int) -> str:
    """One payload after the other."""
    return PAYLOADS[KINDS[number % len(KINDS)]]


def on_paper(number: int) -> str:
    """The same, where it is to be printed."""
    return NEUTRAL if KINDS[number % len(KINDS)] in NOT_ON_PAPER else any_kind(number)


@dataclass
class Sending:
    """What went through which text: `sent` is what was taken, `refused` the code of the finding that there was in place of it, by the number of the text."""

    places: Sequence[Place]
    library: Library
    files: Sequence[Written]
    sent: dict[int, str]
    refused: dict[int, str] = field(default_factory=dict)

    @property
    def as_written(self) -> dict[int, str]:
        """What stands in an output as it was sent: Markdown is read, and some signs part authors."""
        parted = {number for number, text in self.sent.items() if set(";,(") & set(text) and self.places[number].owner == "Citation.authors"}
        return {number: text for number, text in self.sent.items() if number not in parted and not self.places[number].is_markdown}


def send(root: Path, files: Sequence[Written], payload: Callable[[int], str], site: str = "") -> Sending:
    """Put a payload into each text there is, into all at once. What is refused is taken out until the curriculum can be read."""
    places = [place for file in files for place in file.places]
    numbers = {(place.file, place.path): number for number, place in enumerate(places)}
    sent = {number: payload(number) + mark(number) for number in range(len(places))}
    begun: set[int] = set()
    refused: dict[int, str] = {}
    for _ in range(20):
        written = [
            file.saying({place.path: sent[number] for number, place in enumerate(places) if place.file == file.name and number in sent})
            for file in files
        ]
        for file in written:
            (root / file.name).write_text(file.text, encoding="utf-8")
        found = _read(root, site)
        if isinstance(found, Library):
            return Sending(places, found, written, sent, refused)
        lines = {(file.name, line): (file.name, path) for file in written for line, (path, _) in enumerate(file.lines, file.begins)}
        blamed = {numbers.get(lines.get((one.place.file, one.place.line), ("", ()))): one.code for one in found}
        taken_out = {number: code for number, code in blamed.items() if number in sent}
        assert taken_out, found
        for number, code in taken_out.items():
            begins = BEGINS.match(places[number].text)
            if begins and number not in begun:
                begun.add(number)
                sent[number] = begins[0] + payload(number) + mark(number)
            else:
                refused[number] = code
                del sent[number]
    raise AssertionError("the curriculum cannot be read, whatever is taken out")


def _read(root: Path, site: str) -> Library | Sequence[Finding]:
    try:
        return load_library(root, site=site)
    except CurriculumError as error:
        return error.findings


@dataclass
class Bodies:
    """What was put into Markdown: how many positions took it, and how many refused it."""

    taken: int = 0
    refused: int = 0
    nodes: set[type] = field(default_factory=set)
    """The kinds of nodes that held something, of all that there are."""

    @property
    def missing(self) -> set[str]:
        return {kind.__name__ for kind in (*get_args(Inline), *get_args(Block)) if kind not in self.nodes}

    def beneath(self, file: Written, payload: Callable[[int], str]) -> Written:
        """The file with every position under its body that takes its payload."""
        audience, which = next((body for name, body in BODIES.items() if file.name.endswith(name)), ("staff", slice(0)))
        body, seen = file.body.rstrip(), len(parse(file.body, "body.md", inserts=INSERTS[audience]).findings)
        for number, position in list(enumerate(POSITIONS))[which]:
            more = "\n\n" + position.format(*(f"{payload(number + turn)}{number} {turn}" for turn in range(position.count("{}"))))
            parsed = parse(body + more, "body.md", inserts=INSERTS[audience])
            if len(parsed.findings) > seen or unseen(more, finding.Place("body.md")):
                self.refused += 1
            else:
                self.taken += 1
                self.nodes |= {type(node) for node in walk(parsed.document.blocks)}
                body += more
        return replace(file, body=f"{body}\n")


def pages_of(library: Library) -> Iterator[tuple[str, bytes]]:
    """Everything of both sites that is made of what authors write, and what is made of finished pages: the search index, the manifest, the sitemap."""
    for site in plan_sites(library, TODAY):
        made = every_file(ROOT, library, site)
        yield from ((f"{site.name}/{path}", content) for path, content in made.items() if not path.startswith("assets/") or path == "assets/logo.svg")
        yield f"{site.name}/door.html", door(site.chrome, ROOT / "templates")
        yield f"{site.name}/door-404.html", door(site.chrome, ROOT / "templates", base="/a/")
        yield f"{site.name}/sitemap.xml", sitemap("https://elm-street.example", made, str(TODAY))
        yield f"{site.name}/manifest.webmanifest", json.dumps(manifest(site)).encode()
        texts = [page_text(path, main) for path, content in made.items() if path.endswith("index.html") and (main := main_of(content.decode()))]
        yield from ((f"{site.name}/search/{name}", content) for name, content in index_files(texts).items())


def exported(root: Path, folder: Path, refused: Counter[str]) -> Iterator[tuple[str, bytes]]:
    """What commands write: a dated track with its closed days, and a composed track."""
    request = CalendarRequest("nights", datetime.date(2027, 1, 6), closures=root / "closures.yml", out=folder)
    with told(refused):
        for path in export_calendar(root, TODAY, request).files:
            yield f"calendar/{Path(path).name}", (root / path).read_bytes()
    with told(refused):
        yield "composed.md", compose_track(root, from_file(root / "requests/short.yml"), "composed.md", reasons=True).text.encode()


def papers_of(library: Library, refused: Counter[str]) -> Iterator[tuple[str, bytes]]:
    """A file of each product, in each of its formats, and all handouts."""
    library = library.published
    syllabi = plan_tracks(library)
    meetings = (papers for syllabus in syllabi for papers in papers_of_meetings(library, syllabus))
    known = subjects(library, syllabi, (*posters(library, running_groups(library, syllabi, TODAY), TODAY), *meetings))
    for product in PRODUCTS:
        editions = [name for name in product.row.editions if name in EDITIONS] or list(product.row.editions)[:1]
        for number, subject in enumerate(list(known.get(product.of, {}).values())[: None if product.of == "handout" else 1]):
            with told(refused):
                for file in product.make(library, subject, Settings(made_at(library)), editions):
                    yield f"{product.name}-{number}{file.ending}", file.content


@contextmanager
def told(refused: Counter[str]) -> Iterator[None]:
    """What is refused is counted by its code."""
    try:
        yield
    except CurriculumError as error:
        refused.update(one.code for one in error.findings)

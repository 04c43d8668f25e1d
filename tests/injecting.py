"""What is sent through every text of a curriculum at once, and a look at each file that comes out, by a parser of its kind: whether it is there as words alone."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from icalendar import Calendar
from lxml import etree, html

from builder.finding import CurriculumError, Finding
from builder.load.library import load_library
from builder.model.library import Library
from builder.planner.cells import as_written
from builder.text.marked_yaml import KeyPath
from tests.everything import Place, Written

PAYLOADS: Mapping[str, str] = {
    "tags": "<b onclick=gwx()>b</b><img src=gwx onerror=gwx()>",
    "script": "</script><script>gwx()</script>",
    "style": "</style><style>gwx{}</style>",
    "title": "</title></textarea></main></body><gwx>",
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
    "surrogate": "gwx\ud800\uffff\U000e0041",
    "joiners": "g\u200bw\u200dx\u00ad\u2060",
    "long": "gwx" * 400,
    "encoded": "%0d%0agwx%3Cgwx%3E%00",
    "css": "};gwx{background:url(gwx)}/*gwx*/expression(gwx)",
}
NEUTRAL = "plain words "
BEFORE = ("", "https://gwx.example/", "10.1000/")
"""What a text is begun with until it is taken: an address is one."""

JSON_IN = ("data-words", "data-worries", "data-ordinary", "data-shape", "data-kinds")
"""Attributes that hold JSON."""

_MARK = re.compile(r"zq([0-9]{4})qz")
_SLUG = re.compile(r"[\w/.#-]*")
_SPACE = re.compile(r"\s+")
_CURLED = str.maketrans("“”‘’", "\"\"''")
_MAY_LEAD = re.compile(r"(?:https?|tel|sms|mailto):|(?![a-z][a-z0-9+.-]*:|//)", re.I)
_FORMULA = re.compile("[\\s\"]*[=+@\uff1d\uff0b\uff0d\uff20-]")
_NUMBER = re.compile(r"-?[0-9.]+")


def mark(number: int) -> str:
    """What stands behind a payload, and says through which text it was sent."""
    return f"zq{number:04}qz"


@dataclass
class Sending:
    """What went through which text: `sent` is what was taken, `refused` the code of the finding that there was in place of it, by the number of the text."""

    places: Sequence[Place]
    library: Library | None = None
    sent: dict[int, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)


def send(root: Path, files: Sequence[Written], places: Sequence[Place], payload: Callable[[int], str], site: str = "") -> Sending:
    """Put a payload into each place, into all at once. What is refused is taken out until the curriculum can be read."""
    sending = Sending(places, sent={number: payload(number) + mark(number) for number in range(len(places))})
    begun = Counter[int]()
    for _ in range(20):
        written = {file.name: file.saying(_said(sending, file)) for file in files}
        for name, file in written.items():
            (root / name).write_text(file.text, encoding="utf-8")
        try:
            sending.library = load_library(root, site=site)
        except CurriculumError as error:
            blamed = {number: one.code for one in error.findings for number in _blamed(one, written, sending)}
            assert blamed, error.findings
        else:
            return sending
        for number, code in blamed.items():
            begun[number] += 1
            if code == "bad-value" and begun[number] < len(BEFORE):
                sending.sent[number] = BEFORE[begun[number]] + payload(number) + mark(number)
            else:
                sending.refused[number] = code
                del sending.sent[number]
    raise AssertionError("the curriculum cannot be read, whatever is taken out")


def _said(sending: Sending, file: Written) -> dict[KeyPath, str]:
    return {sending.places[number].path: text for number, text in sending.sent.items() if sending.places[number].file == file.name}


def _blamed(found: Finding, written: Mapping[str, Written], sending: Sending) -> list[int]:
    """The text that a finding is about, by number; none where it is about what follows from another."""
    file = written.get(found.place.file)
    path = file.at(found.place.line) if file else None
    return [number for number in sending.sent if sending.places[number][:2] == (found.place.file, path)]


class Look:
    """Looks at files, and remembers through which texts came what it found in them. What is wrong is a problem, in words."""

    def __init__(self, sent: Mapping[int, str]):
        self.sent = {number: _even(text) for number, text in sent.items()}
        self.reached: set[int] = set()
        self.files = Counter[str]()
        self.kinds: set[tuple[str, str]] = set()
        """Elements, and attributes of elements, of pages."""

    def at(self, name: str, content: bytes) -> Iterator[str]:
        suffix = name.rpartition(".")[2]
        looks: Mapping[str, Callable[[bytes], Iterator[str]]] = {
            "html": self.html, "json": self.json, "webmanifest": self.json, "ics": self.ics, "csv": self.csv, "svg": self.xml, "xml": self.xml,
        }  # fmt: skip
        self.files[suffix] += 1
        if suffix in looks:
            try:
                yield from looks[suffix](content)
            except (ValueError, etree.LxmlError, csv.Error, LookupError) as error:
                yield f"cannot be read: {error!r}"
        elif _MARK.search(content.decode("utf-8", "replace")):
            yield "holds words of an author, and nothing is known of its kind"

    def words(self, text: str, where: str) -> Iterator[str]:
        """Each payload in these words is there whole, or nothing but letters is left of it."""
        even = _even(text)
        for found in _MARK.finditer(even):
            number = int(found[1])
            self.reached.add(number)
            if number in self.sent and not even[: found.end()].endswith(self.sent[number]):
                before = even[: found.start()]
                if not _SLUG.fullmatch(before[before.rfind(" ") + 1 :]):
                    yield f"{where}: {mark(number)} is not as it was written: {before[-60:]!r}"

    def html(self, content: bytes) -> Iterator[str]:
        root = html.document_fromstring(content.decode())
        yield from self.elements(root)
        yield from self.words("".join(root.itertext()), "text")

    def elements(self, root: Any) -> Iterator[str]:
        for element in root.iter():
            if isinstance(element.tag, str):
                self.kinds |= {(element.tag, key) for key in ("", *element.attrib)}
                yield from self.element(element)
            else:
                yield f"holds {element!r}"

    def element(self, element: Any) -> Iterator[str]:
        if "gwx" in element.tag:
            yield f"has an element {element.tag}"
        if element.tag in ("script", "style") and "gwx" in (element.text or ""):
            yield f"has a {element.tag} {element.text!r}"
        for key, value in element.attrib.items():
            if "gwx" in key or key.startswith("on") or (key == "style" and "gwx" in value):
                yield f"has an attribute {key}={value!r}"
            if key in ("href", "src", "action", "formaction") and not _MAY_LEAD.match(value):
                yield f"leads to {value!r}"
            yield from self.value(json.loads(value)) if key in JSON_IN else self.words(value, key)

    def json(self, content: bytes) -> Iterator[str]:
        yield from self.value(json.loads(content))

    def value(self, value: Any) -> Iterator[str]:
        match value:
            case str():
                yield from self.words(value, "a value")
            case dict():
                if "gwx" in value:
                    yield "has a key gwx"
                for key, inner in value.items():
                    yield from (*self.words(key, "a key"), *self.value(inner))
            case list():
                for inner in value:
                    yield from self.value(inner)

    def ics(self, content: bytes) -> Iterator[str]:
        text = content.decode()
        for line in text.split("\r\n"):
            if len(line.encode()) > 75 or len(line.splitlines()) > 1:
                yield f"has the line {line!r}"
        for one in Calendar.from_ical(text).walk():
            for name, value in one.property_items(recursive=False):
                if name in ("ATTENDEE", "ORGANIZER") or "GWX" in name:
                    yield f"has a property {name}"
                if isinstance(value, str):  # icalendar leaves a property that it does not know as it is written
                    yield from self.words(re.sub(r"\\\\([\\\\;,])", r"\1", value) if name in ("NAME", "X-WR-CALNAME") else str(value), name)

    def csv(self, content: bytes) -> Iterator[str]:
        text = content.decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
        if len({len(row) for row in rows}) != 1:
            yield "has rows of several lengths"
        for cell in (cell for row in rows for cell in row):
            yield from self.words(as_written(cell), "a cell")
        for parted in ",;\t":
            read = csv.reader(io.StringIO(text, newline=""), delimiter=parted)
            yield from (f"has a cell {cell[:40]!r} at {parted!r}" for row in read for cell in row if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell))

    def xml(self, content: bytes) -> Iterator[str]:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
        if root.getroottree().docinfo.doctype not in ("", "<!DOCTYPE html>"):
            yield "declares a document type"
        yield from self.elements(root)
        yield from self.words("".join(root.itertext()), "text")


def _even(text: str) -> str:
    """As much of a text as every format keeps: quotation marks curled or not, spaces and capitals as they come, an address with or without its scheme."""
    return _SPACE.sub(" ", text.translate(_CURLED)).strip().lower().removeprefix("https://")

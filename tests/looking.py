"""A look at files by parsers of their kinds: whether what was sent through the texts of a curriculum stands in them as words alone."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pikepdf
import pypdfium2
from icalendar import Calendar
from lxml import etree, html

from builder.load.entry import page_source
from builder.planner.cells import as_written

JSON_IN = ("data-words", "data-worries", "data-ordinary", "data-shape", "data-kinds")
"""Attributes of pages that hold JSON."""
ADDRESSES = ("href", "src", "action", "formaction", "Target")
NEVER_IN_PDF = ("/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/EmbeddedFile", "/RichMedia", "/GoToR", "/AA")

_MARK = re.compile(r"zq([0-9]{4})qz")
_SLUG = re.compile(r"[\w/.#-]*")
_SPACE = re.compile(r"\s+")
_NO_LINE_END = str.maketrans("", "", " -\x02\ufffe\u00ad")
"""With what a line ends in print: a hyphen is read in several ways."""
_CURLED = str.maketrans("“”‘’", "\"\"''")
_MAY_LEAD = re.compile(r"(?:https?|tel|sms|mailto):|(?![a-z][a-z0-9+.-]*:|//)", re.I)
_FORMULA = re.compile('[\\s"]*[=+@\uff1d\uff0b\uff0d\uff20-]')
_NUMBER = re.compile(r"-?[0-9.]+")
_ICS_ESCAPE = re.compile(r"\\([\\;,])")
_ICS_TEXT = re.compile(r"^(SUMMARY|DESCRIPTION|LOCATION|NAME|X-WR-CALNAME|TZNAME):(.*)$", re.M)
_ICS_ESCAPED, _ICS_NOT_ESCAPED = re.compile(r"\\[\\;,nN]"), re.compile(r"[\\;,]")


class Look:
    """`sent` is what was sent, by the number of the text. What is wrong with a file is a problem, in words."""

    def __init__(self, sent: Mapping[int, str]):
        self.sent = {number: _even(text) for number, text in sent.items()}
        self.reached: set[int] = set()
        """The texts of which something was found."""
        self.at_work = ""
        self.files = Counter[str]()
        self.elements: dict[str, Counter[tuple[str, ...]]] = {}
        """The elements of each file that has any, with the names of their attributes."""

    def over(self, files: Iterable[tuple[str, bytes]]) -> list[str]:
        """What is wrong with any of these."""
        return [problem for name, content in files for problem in self.at(name, content)]

    def kinds_of_elements(self) -> set[tuple[str, ...]]:
        return {element for elements in self.elements.values() for element in elements}

    def more_than(self, clean: Look) -> dict[str, Counter[tuple[str, ...]]]:
        """The elements that a file has more than when it was clean."""
        return {name: more for name, elements in self.elements.items() if (more := elements - clean.elements.get(name, Counter()))}

    def at(self, name: str, content: bytes) -> Iterator[str]:
        suffix = name.rpartition(".")[2]
        looks: Mapping[str, Callable[[bytes], Iterator[str]]] = {
            "html": self.html, "xhtml": self.xml, "json": self.json, "gz": self.gz, "webmanifest": self.json, "ics": self.ics, "csv": self.csv, "svg": self.xml, "xml": self.xml,
            "rels": self.xml, "opf": self.xml, "docx": self.zip, "pptx": self.zip, "epub": self.zip, "pdf": self.pdf, "md": self.track,
        }  # fmt: skip
        self.files[suffix] += 1
        self.at_work = name
        if suffix in looks:
            try:
                yield from (f"{name} {problem}" for problem in looks[suffix](content))
            except (ValueError, etree.LxmlError, csv.Error, pikepdf.PdfError) as error:
                yield f"{name} cannot be read: {error!r}"
        elif _MARK.search(content.decode("utf-8", "replace")):
            yield f"{name} holds words of an author, and nothing is known of its kind"

    def words(self, text: str, where: str, close: bool = False) -> Iterator[str]:
        """Each payload in these words is there whole, or nothing but letters is left of it. In print, lines end anywhere: it is looked at without spaces."""
        even = _close(text) if close else _even(text)
        for found in _MARK.finditer(even):
            number = int(found[1])
            self.reached.add(number)
            before = even[: found.start()]
            whole = self.sent.get(number, "")
            if not even[: found.end()].endswith(_close(whole) if close else whole) and not _SLUG.fullmatch(before[before.rfind(" ") + 1 :]):
                yield f"has {number} in {where} not as it was written: {before[-60:]!r}"

    def html(self, content: bytes) -> Iterator[str]:
        yield from self.tree(html.document_fromstring(content.decode()))

    def xml(self, content: bytes) -> Iterator[str]:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
        if root.getroottree().docinfo.doctype not in ("", "<!DOCTYPE html>"):
            yield "declares a document type"
        yield from self.tree(root)

    def tree(self, root: Any) -> Iterator[str]:
        elements = self.elements[self.at_work] = Counter()
        for element in root.iter():
            if not isinstance(element.tag, str):
                yield f"holds {element!r}"
                continue
            elements[element.tag, *sorted(element.attrib)] += 1
            if "gwx" in element.tag or (element.tag in ("script", "style") and "gwx" in (element.text or "")):
                yield f"has an element {element.tag} {(element.text or '')[:60]!r}"
            for key, value in element.attrib.items():
                yield from self.attribute(key, value)
        yield from self.words("".join(root.itertext()), "text")

    def attribute(self, key: str, value: str) -> Iterator[str]:
        if "gwx" in key or key.startswith("on") or (key == "style" and "gwx" in value):
            yield f"has an attribute {key}={value!r}"
        if key in ADDRESSES:
            self.reached |= {int(number) for number in _MARK.findall(value)}
            if not _MAY_LEAD.match(value) or not value.isprintable():
                yield f"leads to {value!r}"
        else:
            yield from self.value(json.loads(value)) if key in JSON_IN else self.words(value, key)

    def json(self, content: bytes) -> Iterator[str]:
        yield from self.value(json.loads(content))

    def gz(self, content: bytes) -> Iterator[str]:
        yield from self.json(gzip.decompress(content))

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
        for name, value in _ICS_TEXT.findall(text.replace("\r\n ", "")):
            if _ICS_NOT_ESCAPED.search(_ICS_ESCAPED.sub("", value)):
                yield f"has {value!r} in {name}"
        for one in Calendar.from_ical(text).walk():
            for name, value in one.property_items(recursive=False):
                if name in ("ATTENDEE", "ORGANIZER") or "GWX" in name:
                    yield f"has a property {name}"
                if isinstance(value, str):  # icalendar leaves a property that it does not know as it is written
                    yield from self.words(_ICS_ESCAPE.sub(r"\1", value) if name in ("NAME", "X-WR-CALNAME") else str(value), name)

    def csv(self, content: bytes) -> Iterator[str]:
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        if len({len(row) for row in rows}) != 1:
            yield "has rows of several lengths"
        for cell in (cell for row in rows for cell in row):
            yield from self.words(as_written(cell), "a cell")
        for parted in ",;\t":
            read = csv.reader(io.StringIO(text, newline=""), delimiter=parted)
            yield from (
                f"has a cell {cell[:40]!r} at {parted!r}" for row in read for cell in row if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
            )

    def track(self, content: bytes) -> Iterator[str]:
        yield from self.value(page_source(content.decode(), "a track").marks.data)

    def zip(self, content: bytes) -> Iterator[str]:
        whole = self.at_work
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if not _SLUG.fullmatch(name.replace("[Content_Types]", "")):
                    yield f"has a file {name!r}"
                if name.endswith((".xml", ".rels", ".xhtml", ".opf")):
                    yield from self.at(f"{whole}/{name}", archive.read(name))

    def pdf(self, content: bytes) -> Iterator[str]:
        with pikepdf.open(io.BytesIO(content)) as made:
            yield from self.words(str(made.docinfo.get("/Title", "")), "the title")
            for thing in made.objects:
                if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                    yield from (f"has {key}" for key in NEVER_IN_PDF if key in thing or thing.get("/S") == key)
                    if "/URI" in thing and not _MAY_LEAD.match(str(thing["/URI"])):
                        yield f"leads to {thing['/URI']}"
        with pypdfium2.PdfDocument(content) as made:
            for page in made:
                yield from self.words(page.get_textpage().get_text_bounded(), "print", close=True)


def _even(text: str) -> str:
    """As much of a text as every format keeps: quotation marks curled or not, spaces and capitals as they come, an address with or without its scheme."""
    return _SPACE.sub(" ", text.translate(_CURLED)).strip().lower().removeprefix("https://")


def _close(text: str) -> str:
    return _even(text).translate(_NO_LINE_END)

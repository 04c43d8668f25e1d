"""A book as an EPUB 3 file, by the standard library's zipfile; the same input gives the same bytes."""

from __future__ import annotations

import datetime
import uuid
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

from markupsafe import Markup

from builder.model.library import Library
from builder.print.archive import member
from builder.print.book import Book, Chapter
from builder.print.common import Settings, help_arguments, look_of, phrases, text_writer
from builder.print.epub_text import BookWriter
from builder.print.typesetter import TEMPLATES
from builder.text.markup import element, empty, joined
from builder.text.quotes import curled

CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""What the tests measure a book by. Who certifies it is whoever looks: a program that does so writes its name into its own copy."""
ACCESS = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessModeSufficient", "textual,visual"),
    ("accessibilityFeature", "ARIA"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "unlocked"),
    ("accessibilityHazard", "none"),
    (
        "accessibilitySummary",
        "Real headings, lists and tables; drawings have words that stand for them; places to write are announced by their labels.",
    ),
)
DECLARED = Markup('<?xml version="1.0" encoding="UTF-8"?>\n')
CONTAINER = DECLARED + Markup(
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
XHTML = "application/xhtml+xml"


def epub(library: Library, book: Book, settings: Settings) -> bytes:
    """The book's chapters as pages of an EPUB, without those that only paper needs (notes, index)."""
    chapters = [chapter for chapter in book.chapters if chapter.kind not in ("notes", "index")]
    names = [f"page-{number:03}.xhtml" for number in range(1, len(chapters) + 1)]
    pages = {name: _page(library, book, chapter) for name, chapter in zip(names, chapters, strict=True)}
    cover = _cover(library, book)
    files = {
        "META-INF/container.xml": CONTAINER,
        "book/book.opf": _package(book, cover, pages, settings),
        "book/nav.xhtml": _contents(book, chapters, names),
        "book/cover.xhtml": cover,
        "book/book.css": (TEMPLATES / "book.css").read_text(encoding="utf-8"),
        **{f"book/{name}": text for name, text in pages.items()},
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member("mimetype", zipfile.ZIP_STORED), "application/epub+zip")
        for name, text in files.items():
            archive.writestr(member(name), text.encode())
    return out.getvalue()


def _package(book: Book, cover: str, pages: dict[str, Markup], settings: Settings) -> Markup:
    made = datetime.datetime.fromtimestamp(settings.made_at, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{book.author}/{book.title}/{book.subtitle}")
    about = element(
        "metadata",
        element("dc:identifier", f"urn:uuid:{identity}", id="id"),
        element("dc:title", curled(f"{book.title}: {book.subtitle}")),
        element("dc:language", book.language),
        element("dc:creator", curled(book.author)),
        element("meta", made, property="dcterms:modified"),
        *(element("meta", value, property=f"schema:{key}") for key, value in ACCESS),
        element("meta", CONFORMS, property="dcterms:conformsTo"),
        xmlns__dc="http://purl.org/dc/elements/1.1/",
    )
    manifest = element(
        "manifest",
        _item("nav", "nav.xhtml", XHTML, "nav"),
        _item("css", "book.css", "text/css"),
        _item("cover", "cover.xhtml", XHTML, _drawn(cover)),
        *(_item(name[:-6], name, XHTML, _drawn(text)) for name, text in pages.items()),
    )
    spine = element("spine", *(empty("itemref", "/>", idref=name) for name in ("cover", "nav", *(name[:-6] for name in pages))))
    given = {"xmlns": "http://www.idpf.org/2007/opf", "version": "3.0", "unique_identifier": "id", "xml__lang": book.language}
    return joined([DECLARED, element("package", about, manifest, spine, **given), "\n"])


def _item(identity: str, name: str, kind: str, properties: str | None = None) -> Markup:
    return empty("item", "/>", id=identity, href=name, media_type=kind, properties=properties)


def _drawn(page: str) -> str | None:
    """What the list of files must say of a page that holds a drawing."""
    return "svg" if "<svg" in page else None


def _document(language: str, title: str, *body: object) -> Markup:
    head = element("head", element("title", curled(title)), empty("link", "/>", rel="stylesheet", type="text/css", href="book.css"))
    spaces = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns__epub": "http://www.idpf.org/2007/ops"}
    page = element("html", head, "\n", element("body", "\n", *body, "\n"), **spaces, lang=language, xml__lang=language)
    return joined([DECLARED, Markup("<!DOCTYPE html>\n"), page, "\n"])


def _cover(library: Library, book: Book) -> Markup:
    look = look_of(library)
    logo = element("div", Markup(look.logo), class_="logo", role="img", aria_label=curled(look.name)) if look.logo else ""
    lines = (element("p", curled(line)) for line in (look.head, book.subtitle, *book.facts, *book.notices, book.author, look.foot) if line)
    return _document(book.language, book.title, element("main", logo, element("h1", curled(book.title)), *lines))


def _contents(book: Book, chapters: list[Chapter], names: list[str]) -> Markup:
    title = phrases(book.language)["contents"]
    entries = element("ol", *_entries(chapters, names))
    listed = element("nav", element("h1", title, id="contents"), entries, epub__type="toc", role="doc-toc", id="toc", aria_labelledby="contents")
    parts = (("cover.xhtml", "titlepage", book.title), ("nav.xhtml#toc", "toc", title), (names[0], "bodymatter", chapters[0].title))
    marks = element("ol", *(element("li", element("a", curled(words), epub__type=kind, href=address)) for address, kind, words in parts))
    return _document(book.language, title, listed, element("nav", marks, epub__type="landmarks", hidden="hidden", aria_label=title))


def _entries(chapters: list[Chapter], names: list[str]) -> Iterator[Markup]:
    """Chapters of level 2 stand under the one of level 1 before them."""
    links = [element("a", curled(chapter.title), href=name) for chapter, name in zip(chapters, names, strict=True)]
    firsts = [index for index, chapter in enumerate(chapters) if chapter.level == 1 or not index]
    for first, end in pairwise([*firsts, len(chapters)]):
        inner = element("ol", *(element("li", link) for link in links[first + 1 : end])) if end > first + 1 else ""
        yield element("li", links[first], inner)


def _page(library: Library, book: Book, chapter: Chapter) -> Markup:
    """A chapter's page. A handout ends with whom to call, as on paper: it speaks of the help lines on its page."""
    body = chapter_body(library, chapter, book.language)
    if chapter.kind == "handout":
        lines = help_lines(library, book.language, every=False)
        body += joined(["\n", element("div", element("h2", curled(phrases(book.language)["help"])), *lines, class_="help")])
    section = element("section", "\n", body, "\n", epub__type="chapter", role="doc-chapter", aria_labelledby="title")
    return _document(book.language, chapter.title, section)


def chapter_body(library: Library, chapter: Chapter, language: str) -> Markup:
    """All that stands on a chapter's page."""
    parts = [element("p", curled(chapter.opener), class_="opener")] if chapter.opener else []
    parts.append(element("h1", curled(chapter.title), id="title"))
    if chapter.message:
        color = f"border-color: {chapter.accents['accent']}" if chapter.accents else None
        parts.append(element("p", curled(chapter.message), class_="message", style=color))
    if chapter.kind == "help":
        parts += help_lines(library, language)
    parts.append(BookWriter(text_writer(library, chapter.prefix)).blocks(chapter.blocks))
    if chapter.address:
        parts.append(element("p", curled(f"{phrases(language)['online']} {chapter.address}"), class_="back"))
    return joined(parts, "\n")


def help_lines(library: Library, language: str, every: bool = True) -> Iterator[Markup]:
    """Emergency, contact and crisis lines, a paragraph each; all lines, or those that stand everywhere."""
    told = help_arguments(library, language, every=every)
    yield element("p", element("strong", curled(told["emergency"])))
    if told["contact"]:
        yield element("p", curled(" · ".join(told["contact"])))
    for line in told["lines"]:
        ways = joined((_way(way["label"], way["href"]) for way in line["ways"]), " · ")
        end = empty("br", "/>")
        yield element("p", element("strong", curled(line["name"])), end, curled(line["about"]), end, ways)


def _way(label: str, href: str) -> Markup:
    """A link, except for text messages: readers of books do not know their scheme."""
    return joined([curled(label)]) if href.startswith("sms:") else element("a", curled(label), href=href)

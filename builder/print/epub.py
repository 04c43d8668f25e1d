"""A book as an EPUB 3 file, by the standard library's zipfile; the same input gives the same bytes."""

from __future__ import annotations

import datetime
import uuid
import zipfile
from collections.abc import Iterator
from io import BytesIO

from builder.model.library import Library
from builder.print.archive import member
from builder.print.book import Book, Chapter
from builder.print.common import Settings, help_arguments, look_of, phrases, text_writer
from builder.print.epub_text import BookWriter
from builder.print.typesetter import TEMPLATES
from builder.text.quotes import escaped as escape

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
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_DRAWN = ' properties="svg"'
"""What the list of files must say of a page that holds a drawing."""


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


def _package(book: Book, cover: str, pages: dict[str, str], settings: Settings) -> str:
    made = datetime.datetime.fromtimestamp(settings.made_at, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{book.author}/{book.title}/{book.subtitle}")
    items = "".join(
        f'<item id="{name[:-6]}" href="{name}" media-type="application/xhtml+xml"{_DRAWN if "<svg" in text else ""}/>' for name, text in pages.items()
    )
    spine = "".join(f'<itemref idref="{name[:-6]}"/>' for name in pages)
    access = "".join(f'<meta property="schema:{key}">{value}</meta>' for key, value in ACCESS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{book.language}">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{identity}</dc:identifier><dc:title>{escape(f"{book.title}: {book.subtitle}")}</dc:title>'
        f"<dc:language>{book.language}</dc:language><dc:creator>{escape(book.author)}</dc:creator>"
        f'<meta property="dcterms:modified">{made}</meta>{access}'
        f'<meta property="dcterms:conformsTo">{CONFORMS}</meta></metadata>'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="css" href="book.css" media-type="text/css"/>'
        f'<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"{_DRAWN if "<svg" in cover else ""}/>'
        f'{items}</manifest><spine><itemref idref="cover"/><itemref idref="nav"/>{spine}</spine></package>\n'
    )


def _document(language: str, title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">'
        f'<head><title>{escape(title)}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>\n<body>\n{body}\n</body></html>\n'
    )


def _cover(library: Library, book: Book) -> str:
    look = look_of(library)
    logo = f'<div class="logo" role="img" aria-label="{escape(look.name)}">{look.logo}</div>' if look.logo else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in (look.head, book.subtitle, *book.facts, *book.notices, book.author, look.foot) if line)
    return _document(book.language, book.title, f"<main>{logo}<h1>{escape(book.title)}</h1>{lines}</main>")


def _contents(book: Book, chapters: list[Chapter], names: list[str]) -> str:
    title = phrases(book.language)["contents"]
    listed = f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="contents"><h1 id="contents">{title}</h1><ol>{"".join(_entries(chapters, names))}</ol></nav>'
    parts = (("cover.xhtml", "titlepage", book.title), ("nav.xhtml#toc", "toc", title), (names[0], "bodymatter", chapters[0].title))
    marks = "".join(f'<li><a epub:type="{kind}" href="{address}">{escape(words)}</a></li>' for address, kind, words in parts)
    return _document(book.language, title, f'{listed}<nav epub:type="landmarks" hidden="hidden" aria-label="{title}"><ol>{marks}</ol></nav>')


def _entries(chapters: list[Chapter], names: list[str]) -> Iterator[str]:
    """Chapters of level 2 stand under the one of level 1 before them."""
    inner = False
    for index, (chapter, name) in enumerate(zip(chapters, names, strict=True)):
        following = chapters[index + 1].level if index + 1 < len(chapters) else 1
        link = f'<a href="{name}">{escape(chapter.title)}</a>'
        if chapter.level == 1 and following > 1:
            yield f"<li>{link}<ol>"
            inner = True
        else:
            yield f"<li>{link}</li>"
            if inner and following == 1:
                yield "</ol></li>"
                inner = False


def _page(library: Library, book: Book, chapter: Chapter) -> str:
    """A chapter's page. A handout ends with whom to call, as on paper: it speaks of the help lines on its page."""
    body = chapter_body(library, chapter, book.language)
    if chapter.kind == "handout":
        lines = "".join(help_lines(library, book.language, every=False))
        body += f'\n<div class="help"><h2>{escape(phrases(book.language)["help"])}</h2>{lines}</div>'
    return _document(book.language, chapter.title, f'<section epub:type="chapter" role="doc-chapter" aria-labelledby="title">\n{body}\n</section>')


def chapter_body(library: Library, chapter: Chapter, language: str) -> str:
    """All that stands on a chapter's page."""
    parts = [f'<p class="opener">{escape(chapter.opener)}</p>'] if chapter.opener else []
    parts.append(f'<h1 id="title">{escape(chapter.title)}</h1>')
    if chapter.message:
        color = f' style="border-color: {chapter.accents["accent"]}"' if chapter.accents else ""
        parts.append(f'<p class="message"{color}>{escape(chapter.message)}</p>')
    if chapter.kind == "help":
        parts += help_lines(library, language)
    parts.append(BookWriter(text_writer(library, chapter.prefix)).blocks(chapter.blocks))
    if chapter.address:
        parts.append(f'<p class="back">{escape(phrases(language)["online"])} {escape(chapter.address)}</p>')
    return "\n".join(parts)


def help_lines(library: Library, language: str, every: bool = True) -> Iterator[str]:
    """Emergency, contact and crisis lines, a paragraph each; all lines, or those that stand everywhere."""
    told = help_arguments(library, language, every=every)
    yield f"<p><strong>{escape(told['emergency'])}</strong></p>"
    if told["contact"]:
        yield f"<p>{escape(' · '.join(told['contact']))}</p>"
    for line in told["lines"]:
        ways = " · ".join(_way(way["label"], way["href"]) for way in line["ways"])
        yield f"<p><strong>{escape(line['name'])}</strong><br/>{escape(line['about'])}<br/>{ways}</p>"


def _way(label: str, href: str) -> str:
    """A link, except for text messages: readers of books do not know their scheme."""
    return escape(label) if href.startswith("sms:") else f'<a href="{escape(href)}">{escape(label)}</a>'

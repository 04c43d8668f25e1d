"""The words of a finished file, whatever it is packed in: what is looked for in a page is looked for in a PDF, a slide and an e-book too."""

from __future__ import annotations

import gzip
import html
import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from builder.site.audiences import plain_words

TEXT_KINDS = frozenset({".html", ".json", ".xml", ".js", ".css", ".txt", ".svg", ".webmanifest", ".md", ".gz"})
ARCHIVES = frozenset({".docx", ".pptx", ".epub"})
PACKED_TEXT = (".xml", ".xhtml", ".html", ".rels", ".ncx", ".opf")
"""Endings of what has words in an archive."""
READ = TEXT_KINDS | ARCHIVES | {".pdf"}
"""Files whose words are read. The copy of the whole site to carry is made of pages that were read."""

_TAG = re.compile(r"<[^>]*>")


def words_in(name: str, content: bytes) -> str:
    """The words of a file without its markup, in lower case; nothing of a picture or a font."""
    suffix = PurePosixPath(name).suffix
    if suffix == ".pdf":
        return plain_words(_pdf_text(content))
    if suffix in ARCHIVES:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return " ".join(_plain(archive.read(member)) for member in archive.namelist() if member.endswith(PACKED_TEXT))
    return _plain(gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content)  # the search index keeps every page's words in gzip


def _plain(content: bytes) -> str:
    return plain_words(_TAG.sub(" ", html.unescape(content.decode("utf-8", errors="replace"))))


def _pdf_text(content: bytes) -> str:
    """Its streams name glyphs, not letters."""
    import pypdfium2  # takes a while to load, and most builds print nothing

    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()

"""Every text in a finished file, whatever it is packed in, and where in it that stands. What nobody can say the words of is Opaque."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from builder.installed import TEMPLATES
from builder.site.markup import READ, TextThere, texts_in_markup
from builder.site.pdf_text import Opaque, texts_in_pdf
from builder.site.words import LISTED, SEARCHED, TEXT
from builder.text.typeface import FOLDER

_LONG, _LARGE = 1_000_000, 1_000_000_000
"""From which on a number may be someone's; that of bytes, which is no number to call."""
_DIGEST = re.compile(r"[0-9a-f]{12}")
_VERSION = re.compile(r'^const VERSION = "[0-9a-f]{16}";$', re.M)
_MARK = re.compile(r"<[^>]*>|[^<]+|<")
_INDEX = b"var gwSearch = {"
_COUNTS = re.compile(r"[a-z]*")
_CHUNKS = {
    b"IHDR": 13,
    b"PLTE": 768,
    b"IDAT": 1 << 31,
    b"IEND": 0,
    b"tRNS": 6,
    b"pHYs": 9,
    b"sRGB": 1,
    b"gAMA": 4,
    b"cHRM": 32,
    b"sBIT": 4,
    b"bKGD": 6,
}
"""What a picture is made of, and nothing that it says; with how long it is at the most."""


def texts_in(name: str, content: bytes, beside: Path | None = None) -> Iterator[TextThere]:
    """Raises Opaque for a kind of file that no reader is known for, and for what is not of the kind that its name says. `beside` is the folder of the site
    that a copy of it to carry is compared with."""
    path = PurePosixPath(name)
    reader = READERS.get(path.name) or READERS.get("".join(path.suffixes[-2:])) or READERS.get(path.suffix)
    if path.suffix == ".zip" and beside:
        reader = partial(_carried, beside)
    if reader is None:
        raise Opaque(f"a file of a kind that is not known ({path.suffix or path.name})")
    try:
        yield from reader(content)
    except Opaque:
        raise
    except Exception as error:  # whatever a reader meets in a file that is not what its name says
        raise Opaque(f"not what a file called {path.suffix or path.name} is ({type(error).__name__})") from error


def _markup(content: bytes) -> Iterator[TextThere]:
    yield from texts_in_markup(_text(content))


def _plain(content: bytes) -> Iterator[TextThere]:
    yield TextThere(READ, _VERSION.sub("", _text(content)))


def _text(content: bytes) -> str:
    return content.decode("utf-8")


def _lines(content: bytes) -> Iterator[TextThere]:
    """A calendar, whose long lines go on behind a space."""
    for line in re.sub(r"\r?\n[ \t]", "", _text(content)).splitlines():
        key, _, value = line.partition(":")
        yield TextThere("a property", key)
        yield TextThere(key.partition(";")[0], re.sub(r"\\([,;\\nN])", lambda sign: " " if sign[1] in "nN" else sign[1], value))


def _cells(content: bytes) -> Iterator[TextThere]:
    import csv

    for row in csv.reader(io.StringIO(_text(content))):
        yield from (TextThere("a cell", cell) for cell in row)


def _json(content: bytes) -> Iterator[TextThere]:
    yield from _said(_read(_text(content)), "a value")


def _read(text: str) -> Any:
    """JSON, of which every key is there: of two of one name, readers take the last."""
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Opaque("a file in which something is said twice under one name")
    return found


def _said(value: Any, where: str) -> Iterator[TextThere]:
    match value:
        case str():
            yield TextThere(where, value)
        case bool() | None:
            pass
        case int() | float():
            if abs(value) >= (_LARGE if where == "bytes" else _LONG):
                yield TextThere(where, str(value))
        case list():
            for inner in value:
                yield from _said(inner, where)
        case dict():
            for key, inner in value.items():
                yield TextThere("a key", key)
                yield from _said(inner, key)


def _index(content: bytes) -> Iterator[TextThere]:
    """A part of the search index: a page's text, numbers, or the head."""
    opened = zlib.decompressobj(wbits=31)
    text = opened.decompress(content)
    if content[3] or not opened.eof or opened.unused_data:
        raise Opaque("a packed file that says more than what is in it")
    yield from _indexed(_read(text.decode("utf-8")))


def _index_script(content: bytes) -> Iterator[TextThere]:
    """The whole index as the copy to carry has it."""
    if not (content.startswith(_INDEX) and content.endswith(b"};\n")):
        yield from _plain(content)
        return
    for name, value in _read(_text(content[len(_INDEX) - 1 : -2])).items():
        if not _DIGEST.fullmatch(name) and name != "head":
            yield TextThere("a key", name)
        yield from _indexed(value)


def _indexed(value: Any) -> Iterator[TextThere]:
    if not isinstance(value, dict):
        yield from (TextThere("a page", said, SEARCHED) for _, said, _ in _said(value, ""))
        return
    words, counts = value.pop("words"), value.pop("counts")
    spelled = [*_spelled(words)]
    yield TextThere("its words", "\n".join(spelled), LISTED if spelled == sorted(set(spelled)) else TEXT)
    if not _COUNTS.fullmatch(counts):
        yield TextThere("its counts", counts)
    yield from (text for text in _said(value, "the index") if not _DIGEST.fullmatch(text.said))


def _spelled(words: str) -> Iterator[str]:
    """The words of the index, each of which is written as how many letters it shares with the one before, and its own."""
    before = ""
    for word in words.split():
        before = before[: int(word[0])] + word[1:]
        yield before


def _archive(content: bytes) -> Iterator[TextThere]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from _beside(archive, content)
        for info in archive.infolist():
            yield TextThere("a name in the archive", info.filename)
            member = archive.read(info)
            if sha256(member).digest() not in _shipped():
                yield from _texts_of_member(info.filename, member)


@lru_cache(maxsize=256)
def _texts_of_member(name: str, content: bytes) -> tuple[TextThere, ...]:
    """Every file has the same styles and layouts."""
    return tuple(TextThere(f"{name}, {where}", said, kind) for where, said, kind in texts_in(_kind_of(name), content))


def _carried(site: Path, content: bytes) -> Iterator[TextThere]:
    """The copy of a site to carry: of a page what its page in the site has not, of all else whatever is not a file of the site as it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from _beside(archive, content)
        for info in archive.infolist():
            top, _, name = info.filename.partition("/")
            if ".." in name.split("/") or name.startswith("/"):
                raise Opaque("an archive that leads out of itself")
            own = (site / name).read_bytes() if (site / name).is_file() else b""
            member = archive.read(info)
            yield TextThere("a name in the archive", f"{top} / {name}")
            if member == own:
                continue
            if name.endswith(".html"):
                added = dict.fromkeys(_MARK.findall(_text(member))) if not own else set(_MARK.findall(_text(member))) - set(_MARK.findall(_text(own)))
                texts: Iterable[TextThere] = (one for mark in added for one in texts_in_markup(mark))
            else:
                texts = texts_in(name, member)
            yield from (TextThere(f"{name}, {where}", said, kind) for where, said, kind in texts)


def _beside(archive: zipfile.ZipFile, content: bytes) -> Iterator[TextThere]:
    """What an archive says of itself and of its members. Raises Opaque where something stands between these."""
    ends = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        length, extra = struct.unpack("<HH", content[ends + 26 : ends + 30])
        name = content[ends + 30 : ends + 30 + length].decode("utf-8", "replace")
        if (info.header_offset, name, extra) != (ends, info.orig_filename, 0):
            raise Opaque("an archive with something between its files")
        ends += 30 + length + info.compress_size
    if ends != archive.start_dir:
        raise Opaque("an archive with something between its files")
    for where, said in (("the archive", archive.comment), *((info.filename, info.comment + info.extra) for info in archive.infolist())):
        if said:
            yield TextThere(f"beside {where}", said.decode("latin-1"))


def _kind_of(member: str) -> str:
    """The name of a member, by which its reader is found: the parts of Office files are XML whatever they are called."""
    return "part.xml" if member.endswith(".rels") else member


@cache
def _shipped() -> frozenset[bytes]:
    """Digests of what stands in files as others shipped it: faces of our font, and what PowerPoint's empty file has that is no text."""
    import pptx

    from builder.print.word_file import embedded_faces  # loads what sets pages, which a build of pages only can do without

    template = Path(pptx.__file__).with_name("templates") / "default.pptx"
    with zipfile.ZipFile(template) as archive:
        parts = [archive.read(name) for name in archive.namelist() if not name.endswith((".xml", ".rels"))]
    return frozenset(sha256(part).digest() for part in (*parts, *embedded_faces(), *(path.read_bytes() for path in FOLDER.glob("*.ttf"))))


def _picture(content: bytes) -> Iterator[TextThere]:
    """A PNG. Its dots cannot be read; what else it holds has to be what a picture needs."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise Opaque("a picture that is no PNG")
    place = 8
    while place < len(content):
        size, kind = struct.unpack(">I4s", content[place : place + 8])
        if size > _CHUNKS.get(kind, -1):
            yield TextThere(f"{kind.decode('latin-1')} of the picture", content[place + 8 : place + 8 + size].decode("latin-1").replace("\0", " "))
        place += size + 12
        if kind == b"IEND" and place < len(content):
            raise Opaque("a picture with something behind it")


def _font(content: bytes) -> Iterator[TextThere]:
    if sha256(content).digest() not in _fonts():
        raise Opaque("a font that is none of ours")
    yield from ()


@cache
def _fonts() -> frozenset[bytes]:
    """Digests of the fonts that pages and e-books have."""
    return frozenset(sha256(path.read_bytes()).digest() for path in TEMPLATES.rglob("*.woff2"))


READERS: Mapping[str, Callable[[bytes], Iterator[TextThere]]] = {
    **dict.fromkeys((".html", ".xhtml", ".xml", ".svg", ".opf", ".ncx"), _markup),
    **dict.fromkeys((".js", ".mjs", ".css", ".txt", ".md", "LICENSE", "mimetype"), _plain),
    **dict.fromkeys((".json", ".webmanifest"), _json),
    **dict.fromkeys((".docx", ".pptx", ".epub"), _archive),
    ".json.gz": _index,
    "pages.js": _index_script,
    ".ics": _lines,
    ".csv": _cells,
    ".pdf": texts_in_pdf,
    ".png": _picture,
    ".woff2": _font,
}
"""By how a name ends, or by the name itself."""

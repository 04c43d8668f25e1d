"""Every text in a PDF: what its pages show, and every string in it, whatever names it: properties, outline, links, fields, words for drawings."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from hashlib import sha256

from builder.site.markup import READ, TextThere, texts_in_markup
from builder.site.words import SHOWN


class Opaque(Exception):
    """A file, or a part of one, that nobody can say the words of; says why."""


_STREAM = re.compile(rb">>\s*stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)")
_STRING = rb"\((?P<string>(?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*)\)|<(?P<hex>\s*[0-9a-fA-F][0-9a-fA-F\s]*)>"
_LONG_NAME = rb"|/(?P<name>[^\s()<>\[\]{}/%]{25,}|[^\s()<>\[\]{}/%#]*#[^\s()<>\[\]{}/%]*)"
_SAYS = re.compile(_STRING, re.S)
_PACKED = re.compile(_STRING + _LONG_NAME, re.S)
"""What may hold words among objects: a string, a name that is long or has signs in it."""
_SAID = re.compile(_STRING + _LONG_NAME + rb"|(?<![/\w#.+-])(?P<word>[A-Za-z][A-Za-z']{3,})|%(?P<remark>[^\r\n]*)", re.S)
"""And in the file itself, where others may have written: a word or a remark between objects."""
_KEY = re.compile(rb"/(\w+)\s*\Z")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\r\n])|(.))", re.S)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_PROPERTIES = re.compile(rb"<<([^<>()]*[(<][^>]*(?:>[^>]+)*)>>\s*(?:BDC|DP)\b")
"""What a mark on a page says, where it says a text."""
_PICTURE = re.compile(rb"/Subtype\s*/Image\b|/Type\s*/XRef\b")
"""Dots, and where objects begin."""
_ABOUT = re.compile(rb"/Type\s*/(?:XRef|ObjStm|Metadata)\b")
"""Streams that draw nothing."""
KEPT = 32
_SHOWN: dict[bytes, tuple[str, ...]] = {}
"""The pages of the last files."""
_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"\1\0\4")
"""How fonts begin, and what is in them when they are packed."""
_LETTERS = re.compile(rb"[ -~]{5,}")
_CODE = re.compile(rb"<[0-9a-fA-F\s]*>")
_WORD = re.compile(rb"[A-Za-z][A-Za-z']{2,}")
_OF_CMAPS = frozenset(
    b"Adobe BeginResource CIDInit CIDSystemInfo CMap CMapName CMapType CMapVersion Custom DocumentNeededResources EOF EndComments EndResource Identity"
    b" IncludeResource Ordering ProcSet Registry Resource Supplement Title Version WMode begin beginbfchar beginbfrange begincmap begincodespacerange currentdict"
    b" def defineresource dict dup end endbfchar endbfrange endcmap endcodespacerange findresource pop procset".split()
)
"""Words in a table that says which letters a font's glyphs are."""
_REFUSED = re.compile(rb"/(EmbeddedFile|Encrypt|OCProperties|JavaScript|XFA|RichMedia|Movie|Sound|Launch)\b")
_OURS = frozenset((b"endobj", b"stream", b"endstream", b"startxref", b"xref", b"trailer", b"true", b"false", b"null", b"PDF-1.7", b"%EOF"))
"""Words of the format, and its first line."""
_IDENTITY = re.compile(rb"/ID\s*\[\s*<(?:[0-9a-fA-F]{16}){2,3}>\s*<(?:[0-9a-fA-F]{16}){2,3}>\s*\]")
_OWN = re.compile(rb"D:(?:19|20)\d\d(?:\d\d){0,5}(?:Z|[+-]\d\d'\d\d'?)?|U\d+x\d+y\d+")
"""A day, and how Typst numbers the cells of a table."""
_SUBSET = re.compile(r"[A-Z]{6}\+")
_INSTANCE = re.compile(r"(<xmpMM:(?:Instance|Document)ID>)[A-Za-z0-9+/]{22}==")


def texts_in_pdf(content: bytes) -> Iterator[TextThere]:
    """Raises Opaque for what we never write into one: an attached file, layers, scripts, a drawing with letters of its own, an older state of it."""
    shown, drawn = 0, list[bytes]()
    for objects, packed in _parted(content):
        _refuse(objects)
        yield from _strings(objects, _SAID)
        own = objects[objects.rfind(b" obj") :]
        if packed is None:
            continue
        if not _ABOUT.search(own):
            drawn.append(packed)
        if _PICTURE.search(own) or _is_binary(stream := _unpacked(own, packed)):
            continue
        if b"/ObjStm" in own:
            _refuse(stream)
            yield from _strings(stream, _PACKED)
        elif b"/Metadata" in own:
            yield from (
                TextThere(f"the properties: {where}", said)
                for where, said, _ in texts_in_markup(_INSTANCE.sub(r"\1", stream.decode("utf-8", "replace")))
            )
        elif b"begincmap" in stream:
            said = set(_WORD.findall(_CODE.sub(b"", stream))) - _OF_CMAPS
            yield from (TextThere("a table of letters", word.decode("latin-1")) for word in sorted(said))
        elif b"BT" in stream and b"ET" in stream:
            shown += 1
            if b"/Form" in own:
                raise Opaque("a drawing with letters of its own")
            for properties in _PROPERTIES.findall(stream):
                yield from _strings(properties, _PACKED)
        else:
            yield from _strings(stream, _SAID)
    pages = _pages_once(content, sha256(b"\0".join(sorted(drawn))).digest())
    yield from (TextThere(READ, page, SHOWN) for page in pages)
    if shown > sum(page != "" for page in pages):
        raise Opaque("words that are on no page")


def _pages_once(content: bytes, drawn: bytes) -> tuple[str, ...]:
    """The words on each page. A file that has the very same streams as another, in letters and pages, shows the same ones: on A4 what it shows on Letter."""
    if drawn not in _SHOWN:
        if len(_SHOWN) == KEPT:
            _SHOWN.clear()
        _SHOWN[drawn] = tuple(_pages(content))
    return _SHOWN[drawn]


def _pages(content: bytes) -> Iterator[str]:
    """Content streams name glyphs, not letters."""
    import pypdfium2  # takes a while to load, and most builds print nothing

    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            yield page.get_textpage().get_text_range()
    finally:
        document.close()


def _parted(content: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """The whole of a file, piece by piece: objects, and the stream behind the last of them."""
    begin = 0
    while found := _STREAM.search(content, begin):
        objects = content[begin : found.start() + 2]
        own = objects[objects.rfind(b" obj") :]
        length = _LENGTH.search(own)
        end = found.end() + int(length[1]) if length else content.find(b"endstream", found.end())
        if content[end : end + 12].strip()[:9] != b"endstream":
            raise Opaque("a PDF whose parts do not fit")
        yield objects, content[found.end() : end]
        begin = end
    yield content[begin:], None


def _refuse(objects: bytes) -> None:
    """Raises Opaque for what we never write, said by a name; in a string it is a word."""
    if refused := _REFUSED.search(_SAYS.sub(b"", objects) if _REFUSED.search(objects) else b""):
        raise Opaque(f"a PDF with {refused[1].decode()}")


def _is_binary(stream: bytes) -> bool:
    """Whether it is a font, a profile of colors, or has no letters that follow each other."""
    return stream.startswith(_FONTS) or stream[36:40] == b"acsp" or not _LETTERS.search(stream)


def _unpacked(objects: bytes, stream: bytes) -> bytes:
    if b"/Filter" not in objects or not stream:
        return stream
    if not re.search(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?", objects):
        raise Opaque("a PDF whose parts are packed in a way that we never use")
    try:
        return zlib.decompress(stream)
    except zlib.error as error:
        raise Opaque("a PDF with a damaged part") from error


def _strings(objects: bytes, what: re.Pattern[bytes]) -> Iterator[TextThere]:
    """Every string among objects, each once, and whatever else may hold words and is none of the format's own."""
    seen = set()
    objects = _IDENTITY.sub(b"", objects)
    for found in what.finditer(objects):
        if found[0] in seen:
            continue
        seen.add(found[0])
        kind = found.lastgroup
        if kind in ("string", "hex"):
            raw = (
                _ESCAPE.sub(_sign, found["string"])
                if kind == "string"
                else bytes.fromhex(f"{(digits := ''.join(found['hex'].decode().split()))}{'0' * (len(digits) % 2)}")
            )
            key = _KEY.search(objects, max(0, found.start() - 40), found.start())
            if not _OWN.fullmatch(raw):
                yield TextThere(f"/{key[1].decode() if key else ''}", _decoded(raw))
        elif (said := found[kind or 0]) not in _OURS and said.strip(b"\x80-\xff"):
            yield TextThere(f"a {kind}", _SUBSET.sub("", said.decode("latin-1").replace("#20", " ")))


def _sign(found: re.Match[bytes]) -> bytes:
    octal, _, sign = found.groups()
    return bytes([int(octal, 8) & 255]) if octal else _SIGNS.get(sign, sign or b"")


def _decoded(raw: bytes) -> str:
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    return raw.decode() if raw.isascii() else _of_pdf(raw)


def _of_pdf(raw: bytes) -> str:
    """Letters in the code of PDF's own."""
    from pikepdf.codec import PdfDocCodec  # loads what sets pages, which a build of pages only can do without

    return PdfDocCodec().decode(raw, "replace")[0]

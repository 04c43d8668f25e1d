"""Leaks that somebody made who had read how the last look works: numbers that look like days, parts that nobody reads, signs that are no letters."""

from __future__ import annotations

import gzip
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, String

from tests.leaking import SAID, Leak
from tests.leaks_in_files import BOOK, COPY, PAGE, PDF, ROOM, WORD, changed, in_archive, in_page, in_pdf, on_page, write

IN_SIGNS: Mapping[str, str] = {
    "in squares": "".join(chr(0x1F170 + ord(sign) - 65) if sign.isalpha() else sign for sign in "OTTILIE BRANDT"),
    "in flags": "".join(chr(0x1F1E6 + ord(sign) - 65) if sign.isalpha() else sign for sign in "OTTILIE BRANDT"),
    "in tags that nobody sees": "".join(chr(0xE0000 + ord(sign)) for sign in "Ottilie Brandt"),
    "in signs of private use": "".join(chr(0xE000 + ord(sign)) for sign in "Ottilie Brandt"),
}
IN_PAGES: Mapping[str, str] = {
    "a name and a clock time": "<p>Martin 19:30</p>",
    "a name that begins like a day": "<p>Monika Mayer 12</p>",
    "a name that begins like a month": "<p>Led by Julia 9:00</p>",
    "a number of another country": "<p>+33 6 12 34 56 78</p>",
    "a number between strokes": "<p>555 / 014 / 2777</p>",
    "a number sign by sign": "<p>5 5 5 0 1 4 2</p>",
    "a number between short dashes": "<p>617\u2013555\u20131987</p>",
    "a number between commas": '<p><a href="tel:555,014,277">.</a></p>',
    "a number between points in the middle": "<p>555\u00b7014\u00b7277</p>",
    "a number between low lines": "<p>555_014_277</p>",
    "a number as how wide something is": '<p w="5550142777">.</p>',
    "a number as a drawing": '<svg viewBox="0 0 9 9"><path d="M5550142777 1"/></svg>',
    "a name in Braille": "<p>\u2815\u281e\u281e\u280a\u2807\u280a\u2811</p>",
    "a name in marks of form": "<p>a" + "".join(chr(0xE0100 + ord(sign) - 32) for sign in "Ottilie") + "</p>",
    "attributes with a prefix": "<p a:OttilieBrandt o:Draw>.</p>",
    "an element with a prefix": "<o:DrawAClockFace></o:DrawAClockFace>",
    "a remark that ends at once": "<!--> &#68;&#114;&#97;&#119; a clock face &#111;n the board <!-- -->",
    "a remark that ends early": "<!-- --!> Draw a clock face on the board <!-- -->",
    **{f"a name {how}": f"<p>{said}</p>" for how, said in IN_SIGNS.items()},
}
ON_PAPER: Mapping[str, str] = {"the risk protocol": "Reach the clinician on duty at once.", "a short list": "the round clock"}


def unread(said: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = pdf.make_stream(said.encode())


def as_a_profile(said: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = pdf.make_stream(said.encode(), N=1)


def as_a_table_of_letters(said: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = pdf.make_stream(f"begincmap % {said}\nendcmap".encode())


def as_a_day(said: str, pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Note"] = String("D:5550142777")


def as_an_identity(said: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = Dictionary(ID=Array([String(said), String("x" * 16)]))


def in_a_second_stream(said: str, pdf: pikepdf.Pdf) -> None:
    """As many streams with letters as there are pages: one of them is on none, and a page has no words."""
    pdf.add_blank_page()
    pdf.Root.Extra = pdf.make_stream(f"BT /F1 12 Tf ({said}) Tj ET".encode())


IN_PDF: Mapping[str, Callable[[str, pikepdf.Pdf], None]] = {
    "a stream that draws nothing": unread,
    "a stream that says it is a profile": as_a_profile,
    "a table of letters": as_a_table_of_letters,
    "a number as a day": as_a_day,
    "an identity": as_an_identity,
    "a stream in place of a page's": in_a_second_stream,
}


def hexed(said: str, folder: Path) -> str:
    """A string in digits, with a space before them."""
    return changed(
        folder, PDF, lambda content: content.replace(b"%%EOF", b"9999 0 obj\n<< /Note < " + said.encode().hex().encode() + b"> >>\nendobj\n%%EOF")
    )


def before_archive(path: str, folder: Path) -> str:
    return changed(folder, path, lambda content: SAID.encode() + content)


def between_members(path: str, folder: Path) -> str:
    """A member that the list at the end of an archive does not name."""

    def hidden(content: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            starts = archive.start_dir
        name, said = b"note.txt", SAID.encode()
        header = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 33, zlib.crc32(said), len(said), len(said), len(name), 0) + name + said
        end = content.rfind(b"PK\5\6")
        moved = content[end : end + 16] + struct.pack("<I", starts + len(header)) + content[end + 20 :]
        return content[:starts] + header + content[starts:end] + moved

    return changed(folder, path, hidden)


def climbing(folder: Path) -> str:
    """A page of staff in the copy to carry, under a name that leads out of the folder of the site."""
    page = (folder / "staff/sleep/same-time-up/index.html").read_bytes()
    return in_archive(COPY, "groupwork-participants/../staff/sleep/same-time-up/index.html", lambda _: page, folder)


def of_another_page(folder: Path) -> str:
    """Words that are public where they stand, put together where they do not."""
    names = [name for _, name, _ in json.loads(gzip.decompress((folder / f"{ROOM}/search-index/head.json.gz").read_bytes()))["pages"]]
    first, last = (f"{ROOM}/search-index/{name}.json.gz" for name in (names[0], names[-1]))
    title = json.loads(gzip.decompress((folder / last).read_bytes()))[0]
    return changed(folder, first, lambda content: gzip.compress(json.dumps([*json.loads(gzip.decompress(content)), title]).encode(), mtime=0))


def not_led_to(folder: Path) -> str:
    said = json.dumps(["Feelings", "Sleep", ""]).encode()
    return write(folder, f"{ROOM}/search-index/0123456789ab.json.gz", gzip.compress(said, mtime=0))


def twice(folder: Path) -> str:
    return changed(folder, f"{ROOM}/catalogue.json", lambda content: content.replace(b"{", b'{"site": "' + SAID.encode() + b'", ', 1))


def number_of_bytes(folder: Path) -> str:
    return changed(folder, f"{ROOM}/catalogue.json", lambda content: content.replace(b"{", b'{"bytes": 5550142777, ', 1))


def second_packed(folder: Path) -> str:
    out = io.BytesIO()
    with gzip.GzipFile("clock-face-without-hands", "wb", fileobj=out, mtime=0) as packed:
        packed.write(b" ")
    return changed(folder, f"{ROOM}/search-index/head.json.gz", lambda content: content + out.getvalue())


def a_sentence_among_words(folder: Path) -> str:
    path = f"{ROOM}/search-index/head.json.gz"

    def said(content: bytes) -> bytes:
        found = json.loads(gzip.decompress(content))
        words = " ".join(f"0{word}" for word in re.findall("[a-z]+", SAID.lower()))
        return gzip.compress(json.dumps(found | {"words": words, "counts": ""}).encode(), mtime=0)

    return changed(folder, path, said)


def in_chunk(kind: bytes, folder: Path) -> str:
    """A part of a picture that should be short, or have nothing in it."""
    body = kind + SAID.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    behind = b"" if kind == b"IEND" else None
    return changed(folder, f"{ROOM}/assets/icons/icon-192.png", lambda png: png[:-12] + chunk + (png[-12:] if behind is None else behind))


def attacks() -> Iterator[Leak]:
    """All of them."""
    for name, markup in IN_PAGES.items():
        yield Leak(f"{name}, on a page", "HTML", partial(in_page, markup, PAGE))
    for name, said in ON_PAPER.items():
        drawn = partial(on_page, said, "BT /staff 9 Tf 40 40 Td ({}) Tj ET")
        yield Leak(f"{name}, on a page of a PDF", "PDF", partial(in_pdf, PDF, drawn))
    for name, change in IN_PDF.items():
        yield Leak(f"{name}, in a PDF", "PDF", partial(in_pdf, PDF, partial(change, SAID)))
    yield Leak("a string in digits behind a space, in a PDF", "PDF", partial(hexed, SAID))
    for path in (WORD, BOOK, COPY):
        kind = path.rpartition(".")[2]
        yield Leak(f"before the first file of an archive, {kind}", "ZIP", partial(before_archive, path))
        yield Leak(f"between the files of an archive, {kind}", "ZIP", partial(between_members, path))
    yield Leak("a page of staff that climbs into the copy to carry", "ZIP", climbing)
    yield Leak("words as a font, in an e-book", "EPUB", partial(in_archive, BOOK, "OEBPS/font.woff2", lambda _: b"wOF2" + SAID.encode()))
    yield Leak("a key that is there twice", "JSON", twice)
    yield Leak("a number as bytes", "JSON", number_of_bytes)
    yield Leak("the name of a second packed file", "search", second_packed)
    yield Leak("a sentence among the words of the search", "search", a_sentence_among_words)
    yield Leak("what another page says, in the search", "search", of_another_page)
    yield Leak("a file that the search does not lead to", "search", not_led_to)
    yield Leak(
        "a part of the search that is named after someone",
        "search",
        partial(write, path=f"{ROOM}/search-index/ottilie-brandt.json.gz", content=gzip.compress(b"[1]", mtime=0)),
    )
    for chunk in (b"bKGD", b"tRNS", b"IEND"):
        yield Leak(f"{chunk.decode()} of a picture", "PNG", partial(in_chunk, chunk))

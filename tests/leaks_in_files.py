"""Leaks in finished files: staff text in every container, property and place that participants' files have, put there just before the last look."""

from __future__ import annotations

import base64
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
from typing import Any
from urllib.parse import quote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.leaking import SAID, STAFF, Leak, words_in

ROOM = "participants"
PAGE = f"{ROOM}/sleep/same-time-up/index.html"
PLAN = f"{ROOM}/sleep/same-time-up/my-rising-plan"
PDF, WORD, SLIDES = f"{PLAN}-letter.pdf", f"{PLAN}.docx", f"{ROOM}/sleep/same-time-up/slides.pptx"
BOOK, COPY = f"{ROOM}/tracks/wednesdays/workbook.epub", f"{ROOM}/groupwork-participants.zip"
FORM = f"{PLAN}-letter-fillable.pdf"


def write(folder: Path, path: str, content: bytes) -> str:
    """Put a file in place of what is there, which is a link to the published one."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    target.write_bytes(content)
    return path


def changed(folder: Path, path: str, change: Callable[[bytes], bytes]) -> str:
    before = (folder / path).read_bytes()
    after = change(before)
    assert after != before, path
    return write(folder, path, after)


# Pages


def in_page(markup: str, path: str, folder: Path) -> str:
    return changed(folder, path, lambda page: page.replace(b"</main>", f"{markup}</main>".encode()) if b"</main>" in page else page + markup.encode())


def in_head(markup: str, folder: Path) -> str:
    return changed(folder, PAGE, lambda page: page.replace(b"</head>", f"{markup}</head>".encode(), 1))


PLACES: Mapping[str, str] = {
    "text": "<p>{}</p>",
    "text in pieces": "<p>{split}</p>",
    "title": '<p title="{}">.</p>',
    "aria-label": '<p aria-label="{}">.</p>',
    "alt": '<img src="../../assets/icon.svg" alt="{}">',
    "a data- attribute": '<p data-note="{}">.</p>',
    "an attribute of its own": '<p note="{}">.</p>',
    "the name of an attribute": "<p data-{kebab}>.</p>",
    "the name of an element": "<{kebab}></{kebab}>",
    "a class": '<p class="{kebab}">.</p>',
    "an id": '<p id="{kebab}">.</p>',
    "a hidden input": '<input type="hidden" value="{}">',
    "a placeholder": '<input placeholder="{}">',
    "a remark": "<!-- {} -->",
    "a script": '<script type="application/json">{{"note": "{}"}}</script>',
    "a style": "<style>/* {} */</style>",
    "a template": "<template><p>{}</p></template>",
    "a hidden element": "<p hidden>{}</p>",
    "a link's question": '<a href="../../help/?q={url}">.</a>',
    "a link's place": '<a href="../../help/#{url}">.</a>',
    "a link to a mail": '<a href="mailto:a@elm-street.example?subject={url}">.</a>',
    "base64": '<p data-note="{base64}">.</p>',
    "hex": '<p data-note="{hex}">.</p>',
    "entities": "<p>{entities}</p>",
    "a drawing's title": "<svg><title>{}</title></svg>",
    "a drawing's text": "<svg><text>{}</text></svg>",
    "a processing instruction": "<?note {}?>",
    "a summary": "<details><summary>{}</summary></details>",
    "an option": "<select><option>{}</option></select>",
    "a caption in a table": "<table><caption>{}</caption></table>",
    "a style attribute": '<p style="--note: {kebab}">.</p>',
}
IN_HEAD: Mapping[str, str] = {
    "a description": '<meta name="description" content="{}">',
    "keywords": '<meta name="keywords" content="{}">',
    "the title": "<title>{}</title>",
    "a link of the head": '<link rel="help" title="{}" href="../../help/">',
    "JSON-LD": '<script type="application/ld+json">{{"description": "{}"}}</script>',
}


def filled(place: str, said: str) -> str:
    kebab = "-".join(re.findall(r"[a-z]+", said.lower()))
    return (
        place.replace("{{", "\0")
        .replace("}}", "\1")
        .replace("{split}", said.replace(" ", " <b></b>"))
        .replace("{kebab}", kebab)
        .replace("{url}", quote(said))
        .replace("{base64}", base64.b64encode(said.encode()).decode())
        .replace("{hex}", said.encode().hex())
        .replace("{entities}", "".join(f"&#{ord(sign)};" for sign in said))
        .replace("{}", said.replace('"', "&quot;"))
        .replace("\0", "{")
        .replace("\1", "}")
    )


# Archives


def in_archive(path: str, member: str, change: Callable[[bytes], bytes], folder: Path) -> str:
    """A member changed, or added where there is none."""

    def rewritten(content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
            for name in before.namelist():
                after.writestr(name, change(before.read(name)) if name == member else before.read(name))
            if member not in before.namelist():
                after.writestr(member, change(b""))
        return out.getvalue()

    return changed(folder, path, rewritten)


def beside_archive(path: str, said: str, folder: Path) -> str:
    def remarked(content: bytes) -> bytes:
        out = io.BytesIO(content)
        with zipfile.ZipFile(out, "a") as archive:
            archive.comment = said.encode()
        return out.getvalue()

    return changed(folder, path, remarked)


def beside_member(path: str, said: str, folder: Path) -> str:
    def noted(content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
            for index, name in enumerate(before.namelist()):
                info = zipfile.ZipInfo(name)
                info.comment = said.encode() if index == 0 else b""
                after.writestr(info, before.read(name))
        return out.getvalue()

    return changed(folder, path, noted)


def _instead(content: bytes, _before: bytes) -> bytes:
    return content


def put_before(mark: bytes, added: str, content: bytes) -> bytes:
    assert mark in content, mark
    return content.replace(mark, added.encode() + mark, 1)


PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
OFFICE: Mapping[str, tuple[str, str, str, str]] = {
    "a paragraph of a Word file": (WORD, "word/document.xml", "<w:sectPr", PARAGRAPH),
    "a hidden run of a Word file": (WORD, "word/document.xml", "<w:sectPr", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r></w:p>"),
    "a remark in a Word file": (WORD, "word/document.xml", "<w:sectPr", "<!-- {} -->"),
    "the words for a picture in a Word file": (
        WORD,
        "word/document.xml",
        "<w:sectPr",
        '<w:p><w:r><wp:docPr id="9" name="Picture 9" descr="{}"/></w:r></w:p>',
    ),
    "the title of a field in a Word file": (WORD, "word/document.xml", "<w:sectPr", '<w:sdt><w:sdtPr><w:alias w:val="{}"/></w:sdtPr></w:sdt>'),
    "the foot of a Word file": (WORD, "word/footer.xml", "</w:ftr>", PARAGRAPH),
    "a property of a Word file": (WORD, "docProps/core.xml", "</cp:coreProperties>", "<dc:description>{}</dc:description>"),
    "a link of a Word file": (
        WORD,
        "word/_rels/document.xml.rels",
        "</Relationships>",
        '<Relationship Id="rId99" Target="https://x.example/?q={}" TargetMode="External"/>',
    ),
    "a style of a Word file": (WORD, "word/styles.xml", "</w:styles>", '<w:style><w:name w:val="{}"/></w:style>'),
    "a slide": (SLIDES, "ppt/slides/slide1.xml", "</p:spTree>", "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"),
    "the words for a picture on a slide": (SLIDES, "ppt/slides/slide1.xml", "</p:spTree>", '<p:cNvPr id="9" name="Picture 9" descr="{}"/>'),
    "a property of slides": (SLIDES, "docProps/core.xml", "</cp:coreProperties>", "<cp:keywords>{}</cp:keywords>"),
    "what an e-book says of itself": (BOOK, "book/book.opf", "</metadata>", "<dc:description>{}</dc:description>"),
    "a page of an e-book": (BOOK, "book/page-001.xhtml", "</body>", "<p>{}</p>"),
    "a remark in an e-book": (BOOK, "book/nav.xhtml", "</body>", "<!-- {} -->"),
    "the style sheet of an e-book": (BOOK, "book/book.css", "body", "/* {} */ "),
    "a page in the copy to carry": (COPY, "groupwork-participants/sleep/index.html", "</main>", "<p>{}</p>"),
    "an attribute in the copy to carry": (COPY, "groupwork-participants/help/index.html", "</main>", '<p title="{}">.</p>'),
    "the search in the copy to carry": (COPY, "groupwork-participants/assets/js/pages.js", "};\n", ', "000000000000": ["{}"]'),
    "a script in the copy to carry": (COPY, "groupwork-participants/assets/js/search-here.js", "})();", "/* {} */"),
}
ADDED: Mapping[str, tuple[str, str, str]] = {
    "a part for comments in a Word file": (WORD, "word/comments.xml", "<w:comments><w:comment>" + PARAGRAPH + "</w:comment></w:comments>"),
    "properties of its own in a Word file": (
        WORD,
        "docProps/custom.xml",
        '<Properties><property name="Note"><vt:lpwstr>{}</vt:lpwstr></property></Properties>',
    ),
    "notes of a slide": (SLIDES, "ppt/notesSlides/notesSlide1.xml", "<p:notes><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:notes>"),
    "a text in a Word file": (WORD, "word/note.txt", "{}"),
    "a page more in an e-book": (BOOK, "book/staff.xhtml", "<html><body><p>{}</p></body></html>"),
    "a file more in the copy to carry": (COPY, "groupwork-participants/notes.txt", "{}"),
    "a kind of its own in a Word file": (WORD, "word/embeddings/oleObject1.bin", "{}"),
}


# PDF


def in_pdf(path: str, change: Callable[[pikepdf.Pdf], None], folder: Path) -> str:
    def rewritten(content: bytes) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            change(pdf)
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()

    return changed(folder, path, rewritten)


def on_page(said: str, drawn: str, pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding))
    page.Resources.Font["/staff"] = font
    page.contents_add(pdf.make_stream(drawn.format(said.replace("(", "").replace(")", "")).encode("latin-1", "replace")))


def info(key: str, said: str, pdf: pikepdf.Pdf) -> None:
    pdf.docinfo[f"/{key}"] = String(said)


def metadata(said: str, pdf: pikepdf.Pdf) -> None:
    old = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata = pdf.make_stream(old.replace(b"</rdf:Description>", f"<dc:description>{said}</dc:description></rdf:Description>".encode()))
    pdf.Root.Metadata.Type, pdf.Root.Metadata.Subtype = Name.Metadata, Name.XML


def outline(said: str, pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as found:
        found.root.append(pikepdf.OutlineItem(said, 0))


def annotation(pdf: pikepdf.Pdf, **given: Any) -> None:
    page = pdf.pages[0]
    made = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([0, 0, 10, 10]), **given))
    page.Annots = Array([*page.get("/Annots", Array()), made])


def note(said: str, pdf: pikepdf.Pdf) -> None:
    annotation(pdf, Subtype=Name.Text, Contents=String(said))


def link(said: str, pdf: pikepdf.Pdf) -> None:
    annotation(pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(f"https://x.example/?q={quote(said)}")))


def field(key: str, said: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields[0][f"/{key}"] = String(said)


def appearance(said: str, pdf: pikepdf.Pdf) -> None:
    drawn = pdf.make_stream(f"BT /F1 12 Tf ({said}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10]))
    annotation(pdf, Subtype=Name.Stamp, F=2, AP=Dictionary(N=drawn))


def structure(key: str, said: str, pdf: pikepdf.Pdf) -> None:
    top = pdf.Root.StructTreeRoot.K
    first = top[0] if isinstance(top, Array) else top
    first[f"/{key}"] = String(said)


def attachment(said: str, pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = pikepdf.AttachedFileSpec(
        pdf, said.encode(), filename="notes.txt", description="", mime_type="", creation_date="", mod_date=""
    )


def script(said: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{said}')"))


def private_key(said: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root.PieceInfo = Dictionary(Groupwork=Dictionary(Private=String(said)))


def a_name(said: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root["/" + "".join(re.findall(r"[a-z]+", said.lower()))] = True


def layer(said: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=Array([pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(said)))]), D=Dictionary())


def stream(said: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = pdf.make_stream(f"BT /F1 12 Tf ({said}) Tj ET".encode())


IN_PDF: Mapping[str, tuple[str, Callable[[str, pikepdf.Pdf], None]]] = {
    "words on a page of a PDF": (PDF, lambda said, pdf: on_page(said, "BT /staff 9 Tf 40 40 Td ({}) Tj ET", pdf)),
    "words in white": (PDF, lambda said, pdf: on_page(said, "BT 1 1 1 rg /staff 9 Tf 40 40 Td ({}) Tj ET", pdf)),
    "words that are not drawn": (PDF, lambda said, pdf: on_page(said, "BT 3 Tr /staff 9 Tf 40 40 Td ({}) Tj ET", pdf)),
    "words beside the page": (PDF, lambda said, pdf: on_page(said, "BT /staff 9 Tf 4000 4000 Td ({}) Tj ET", pdf)),
    "words too small to see": (PDF, lambda said, pdf: on_page(said, "BT /staff 0.1 Tf 40 40 Td ({}) Tj ET", pdf)),
    "what a mark on a page says": (PDF, lambda said, pdf: on_page(said, "/Span <</ActualText ({})>> BDC BT /staff 9 Tf 40 40 Td (.) Tj ET EMC", pdf)),
    "the subject of a PDF": (PDF, partial(info, "Subject")),
    "keywords of a PDF": (PDF, partial(info, "Keywords")),
    "a property of its own in a PDF": (PDF, partial(info, "Note")),
    "the metadata of a PDF": (PDF, metadata),
    "the outline of a PDF": (PDF, outline),
    "a note in a PDF": (PDF, note),
    "a link in a PDF": (PDF, link),
    "what is spoken of a field": (FORM, partial(field, "TU")),
    "the name of a field": (FORM, partial(field, "T")),
    "what a field holds": (FORM, partial(field, "V")),
    "what a field held at first": (FORM, partial(field, "DV")),
    "the look of a stamp": (PDF, appearance),
    "the words for a part of a PDF": (PDF, partial(structure, "Alt")),
    "what a part of a PDF stands for": (PDF, partial(structure, "ActualText")),
    "the title of a part of a PDF": (PDF, partial(structure, "T")),
    "a file attached to a PDF": (PDF, attachment),
    "a script in a PDF": (PDF, script),
    "a key of somebody's own in a PDF": (PDF, private_key),
    "a name in a PDF": (PDF, a_name),
    "a layer of a PDF": (PDF, layer),
    "a stream that is on no page": (PDF, stream),
    "slides as a PDF": (f"{ROOM}/sleep/same-time-up/slides-16x9.pdf", partial(info, "Subject")),
    "a workbook": (f"{ROOM}/tracks/wednesdays/workbook-letter.pdf", lambda said, pdf: on_page(said, "BT /staff 9 Tf 40 40 Td ({}) Tj ET", pdf)),
}


def behind_pdf(said: str, folder: Path) -> str:
    return changed(folder, PDF, lambda content: content + f"% {said}\n".encode())


def older_pdf(said: str, folder: Path) -> str:
    """A state that was written over: nothing shows it, and the bytes are there."""
    return changed(folder, PDF, lambda content: content + f"9999 0 obj\n<< /Note ({said}) >>\nendobj\n%%EOF\n".encode())


# Data, scripts, pictures


def in_json(path: str, change: Callable[[Any], Any], folder: Path) -> str:
    return changed(folder, path, lambda content: json.dumps(change(json.loads(content))).encode())


def searched(change: Callable[[Any], Any], folder: Path) -> str:
    """A page in the search index."""
    index = folder / ROOM / "search-index"
    path = next(
        one for one in sorted(index.iterdir()) if one.name != "head.json.gz" and isinstance(json.loads(gzip.decompress(one.read_bytes()))[0], str)
    )
    return write(
        folder,
        f"{ROOM}/search-index/{path.name}",
        gzip.compress(json.dumps(change(json.loads(gzip.decompress(path.read_bytes())))).encode(), mtime=0),
    )


def head(change: Callable[[Any], Any], folder: Path) -> str:
    path = f"{ROOM}/search-index/head.json.gz"
    found = json.loads(gzip.decompress((folder / path).read_bytes()))
    change(found)
    return write(folder, path, gzip.compress(json.dumps(found).encode(), mtime=0))


def named_in_gzip(said: str, folder: Path) -> str:
    path = f"{ROOM}/search-index/head.json.gz"
    out = io.BytesIO()
    with gzip.GzipFile(said, "wb", fileobj=out, mtime=0) as packed:
        packed.write(gzip.decompress((folder / path).read_bytes()))
    return write(folder, path, out.getvalue())


def in_picture(kind: bytes, said: str, folder: Path) -> str:
    body = kind + b"Comment\0" + said.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return changed(folder, f"{ROOM}/assets/icons/icon-192.png", lambda png: png[:-12] + chunk + png[-12:])


def a_link(folder: Path) -> str:
    (folder / ROOM / "notes.html").symlink_to(folder / "staff" / "index.html")
    return f"{ROOM}/notes.html"


def an_empty_folder(folder: Path) -> str:
    (folder / ROOM / "clock face without hands").mkdir()
    return f"{ROOM}/clock face without hands"


def copied(source: str, path: str, folder: Path) -> str:
    return write(folder, path, (folder / source).read_bytes())


def taken_away(path: str, folder: Path) -> str:
    (folder / path).unlink()
    return path


MANUAL, SIGN_IN = "staff/tracks/wednesdays/manual-letter.pdf", "staff/program/sign-in-letter.pdf"


def finished_leaks() -> Iterator[Leak]:
    """All of them."""
    said = words_in(SAID)
    for kind, words in STAFF.items():
        yield Leak(f"{kind}, on a page", "HTML", partial(in_page, f"<p>{words}</p>", PAGE), words_in(words.encode("ascii", "ignore").decode()))
    for kind in (
        "a sentence that lost a word",
        "what to bring",
        "a reviewer",
        "the number of the clinician on duty",
        "who leads a group",
        "capitals",
        "soft hyphens in it",
    ):
        yield Leak(f"{kind}, in a PDF", "PDF", partial(in_pdf, PDF, partial(info, "Subject", STAFF[kind])), words_in(STAFF[kind]))
        yield Leak(
            f"{kind}, in a Word file",
            "DOCX",
            partial(in_archive, WORD, "word/document.xml", partial(put_before, b"<w:sectPr", PARAGRAPH.format(STAFF[kind]))),
            (),
        )
    for place, markup in PLACES.items():
        yield Leak(f"{place}, on a page", "HTML", partial(in_page, filled(markup, SAID), PAGE), () if place in ("base64", "hex") else said)
    for place, markup in IN_HEAD.items():
        yield Leak(f"{place}, on a page", "HTML", partial(in_head, filled(markup, SAID)), said)
    for name, path in (
        ("404", f"{ROOM}/404.html"),
        ("the door", "index.html"),
        ("the door's 404", "404.html"),
        ("the page without internet", f"{ROOM}/offline/index.html"),
        ("home", f"{ROOM}/index.html"),
    ):
        yield Leak(f"{name}", "door" if "door" in name else "HTML", partial(in_page, f"<p>{SAID}</p>", path), said)
        yield Leak(f"{name}, as an attribute", "door" if "door" in name else "HTML", partial(in_page, f'<p aria-label="{SAID}">.</p>', path), said)
    for place, (path, member, mark, markup) in OFFICE.items():
        kind = path.rpartition(".")[2].upper()
        yield Leak(
            place, "ZIP" if path == COPY else kind, partial(in_archive, path, member, partial(put_before, mark.encode(), markup.format(SAID))), said
        )
    for place, (path, member, text) in ADDED.items():
        yield Leak(
            place,
            "ZIP" if path == COPY else path.rpartition(".")[2].upper(),
            partial(in_archive, path, member, partial(_instead, text.format(SAID).encode())),
        )
    for path in (WORD, SLIDES, BOOK, COPY):
        yield Leak(f"the remark of an archive, {path.rpartition('.')[2]}", "ZIP", partial(beside_archive, path, SAID), said)
    yield Leak("the remark of a member", "ZIP", partial(beside_member, WORD, SAID), said)
    yield Leak("the name of a member", "ZIP", partial(in_archive, COPY, "groupwork-participants/clock-face-without-hands.html", lambda _: b"<p></p>"))
    for place, (path, change) in IN_PDF.items():
        yield Leak(place, "PDF", partial(in_pdf, path, partial(change, SAID)), ())
    yield Leak("behind the end of a PDF", "PDF", partial(behind_pdf, SAID), said)
    yield Leak("an older state of a PDF", "PDF", partial(older_pdf, SAID), said)
    yield from _data()
    yield from _files()


def in_file(name: str, container: str, path: str, change: Callable[[bytes], bytes], words: tuple[str, ...] = words_in(SAID)) -> Leak:
    """A leak in a file of the participants' site, which is changed as a whole."""
    return Leak(name, container, partial(changed, path=f"{ROOM}/{path}", change=change), words)


def _data() -> Iterator[Leak]:
    said = words_in(SAID)
    catalogue = f"{ROOM}/catalogue.json"
    yield Leak("a value in JSON", "JSON", partial(in_json, catalogue, lambda found: found | {"note": SAID}), said)
    yield Leak("a key in JSON", "JSON", partial(in_json, catalogue, lambda found: found | {SAID: 1}), said)
    yield Leak("a number in JSON", "JSON", partial(in_json, catalogue, lambda found: found | {"printed": 5550142777}))
    yield Leak("deep in JSON", "JSON", partial(in_json, catalogue, lambda found: found | {"printed": {"a4": [[[SAID]]]}}), said)
    yield Leak(
        "the groups' days",
        "JSON",
        partial(in_json, f"{ROOM}/tracks/tonight.json", lambda found: found | {"zone": "Ottilie Brandt"}),
        ("ottilie", "brandt"),
    )
    yield Leak(
        "what is kept for a phone", "JSON", partial(in_json, f"{ROOM}/tracks/wednesdays/offline.json", lambda found: found | {"pages": [SAID]}), said
    )
    yield Leak("the app", "webmanifest", partial(in_json, f"{ROOM}/manifest.webmanifest", lambda found: found | {"description": SAID}), said)
    yield Leak("a page in the search", "search", partial(searched, lambda page: [*page, SAID]), said)
    yield Leak(
        "a word more in the search",
        "search",
        partial(head, lambda found: found.update(words=found["words"] + " 0zelda", counts=found["counts"] + "b")),
        ("zelda",),
    )
    yield Leak("synonyms in the search", "search", partial(head, lambda found: found["synonyms"].append([[SAID], [], []])), said)
    yield Leak("the name of a packed file", "search", partial(named_in_gzip, "clock-face-without-hands"))
    yield in_file("the worker", "JS", "sw.js", lambda js: js + f"// {SAID}\n".encode())
    yield in_file("a script", "JS", "assets/js/page.js", lambda js: js + f"const note = '{SAID}';\n".encode())
    yield in_file("a style sheet", "CSS", "assets/css/groupwork.css", lambda css: css + f"a::after {{ content: '{SAID}' }}\n".encode())
    yield in_file(
        "a list of addresses",
        "XML",
        "sitemap.xml",
        lambda xml: xml.replace(b"</urlset>", f"<url><loc>https://x.example/{quote(SAID)}</loc></url></urlset>".encode()),
    )
    yield in_file("a remark in a list of addresses", "XML", "sitemap.xml", lambda xml: xml + f"<!-- {SAID} -->".encode())
    yield in_file("an icon", "SVG", "assets/icon.svg", lambda svg: svg.replace(b"</svg>", f"<title>{SAID}</title></svg>".encode()))
    yield Leak("a picture", "PNG", partial(in_picture, b"tEXt", SAID), said)
    yield Leak("a picture of another kind of note", "PNG", partial(in_picture, b"eXIf", SAID), said)
    yield in_file("behind a picture", "PNG", "assets/icons/icon-192.png", lambda png: png + SAID.encode(), ())
    yield in_file("a font", "font", "assets/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2", lambda font: font + SAID.encode(), ())
    yield in_file("a licence", "text", "assets/fonts/LICENSE", lambda text: text + SAID.encode())


def _files() -> Iterator[Leak]:
    for name, text in (
        ("notes.txt", SAID),
        (".notes", SAID),
        ("notes", SAID),
        ("sleep/notes.html", f"<p>{SAID}</p>"),
        ("notes.ics", f"BEGIN:VCALENDAR\nDESCRIPTION:{SAID}\n"),
        ("notes.csv", SAID),
        ("notes.bin", SAID),
        ("notes.md", SAID),
        ("ein Bündel.json", "{}"),
    ):
        yield Leak(f"a file that nobody planned, {name}", "file", partial(write, path=f"{ROOM}/{name}", content=text.encode()))
    yield Leak("a file beside both sites", "file", partial(write, path="notes.txt", content=SAID.encode()))
    yield Leak("a site beside both sites", "file", partial(write, path="harbor/participants/index.html", content=b"<p>.</p>"))
    yield Leak("a folder named after what staff read", "file", an_empty_folder)
    yield Leak("a link to a page of staff", "file", a_link)
    for name, path in (
        ("under its name", f"{ROOM}/tracks/wednesdays/manual-letter.pdf"),
        ("under another name", f"{ROOM}/book.pdf"),
        ("in place of a sheet", PDF),
        ("in place of the workbook", f"{ROOM}/tracks/wednesdays/workbook-letter.pdf"),
    ):
        yield Leak(f"the manual of staff, {name}", "product", partial(copied, MANUAL, path))
    yield Leak("a sign-in sheet in place of a sheet", "product", partial(copied, SIGN_IN, PDF))
    yield Leak("cards of staff in place of a sheet", "product", partial(copied, "staff/sleep/same-time-up/to-pull-letter.pdf", PDF))
    yield Leak("a syllabus in place of a Word file", "product", partial(copied, "staff/tracks/wednesdays/syllabus.docx", WORD))
    yield Leak("a guide in place of a page", "product", partial(copied, "staff/sleep/same-time-up/index.html", PAGE))
    yield Leak("a page of staff beside the pages", "product", partial(copied, "staff/groups/index.html", f"{ROOM}/groups/index.html"))
    yield Leak("the catalogue of staff", "product", partial(copied, "staff/catalogue.json", f"{ROOM}/catalogue.json"))
    yield Leak("a Word file that is a page", "kind", partial(copied, PAGE, WORD))
    yield Leak("a sheet that is a picture", "kind", partial(copied, f"{ROOM}/assets/icons/icon-192.png", PDF))
    yield Leak("a picture that is a text", "kind", partial(write, path=f"{ROOM}/assets/icons/icon-192.png", content=SAID.encode()))
    yield Leak("a sheet that was not made", "file", partial(taken_away, PDF))

"""What the software says to participants: the words of templates, of its own code, tables and scripts. They are public because they stand there."""

from __future__ import annotations

import ast
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment

from builder.pages.numbers import number_files
from builder.pages.policy import page_policy
from builder.site.markup import texts_in_markup
from builder.site.public_words import HOLE
from builder.site.unpacked import READERS, texts_in
from builder.words import languages
from builder.work.system import left_behind

PAGES = ("pages/participants", "pages/shared", "theme")
PAPER, SERVED = "print", ("assets", "assets-participants", "offline")
CODE = ("planner", "text", "views", "pages", "print", "site", "model/help_words.py")
"""The packages, and a module, that write something for participants to read."""
OTHERS = """
obj endobj stream endstream startxref xref trailer true false null begincmap endcmap
Typst 0.15.1
xmp-writer
xpacket begin id W5M0MpCehiHzreSzNTczkc9d
xpacket end r
http://www.aiim.org/pdfua/ns/id/
xmpTPg:NPages
xmpMM:InstanceID
xmpMM:DocumentID
xmpMM:RenditionClass
proof
segno
qrline
AtkinsonHyperlegibleNext-Regular
AtkinsonHyperlegibleNext-Bold
AtkinsonHyperlegibleNext-Italic
AtkinsonHyperlegibleNext-BoldItalic
/Webdings 10 Tf 0.05 0.15 0.4 rg
0:00 am
0:00 pm
participants staff
groupwork-participants
assets/js/pages.js
assets/js/search-here.js
index.html
const SHELL
const KEEPS_VISITED
const VERSION
word/media/image1.png
word/_rels/document.xml.rels
word/_rels/fontTable.xml.rels
ppt/media/image1.png
ppt/slides/slide1.xml
ppt/slides/_rels/slide1.xml.rels
application/vnd.openxmlformats-officedocument.presentationml.slide+xml
TextBox 1
TargetMode
noChangeAspect
txBox
"""
"""What Typst, Word and PowerPoint write into every file, and PDF itself has: words of formats, line by line."""
OF_LINKS = """
Telephone Telefon Teléfono Puhelin Téléphone Telefono Tālrunis Telefoon Telefone Телефон Telefón Điện·thoại 电话 Teileafón Ffôn
Email E-mail e-mail E-Mail Correo·electrónico Sähköposti E-pasts Adres·mailowy Correio·Eletrônico Электронная·почта E-pošta E-post 电子邮件 Ríomhphost E-bost
"""
"""What Typst says before a number and an address, in the languages that it knows."""
_FILLED = re.compile(rf"{HOLE}+|\{{[\w.!:]*\}}|\$\{{?\w+\}}?|%0?\d*[sd]")
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_REMARK = re.compile(r"(?m)(?:^|\s)//.*$")
_CONTENT = re.compile(r"\[([^\[\]]*)\]")
_CALL = re.compile(r"#[\w.()-]+")


def template_texts(templates: Path) -> Iterator[tuple[str, str]]:
    """Every text of the templates that participants' files are made with, each with the file that it stands in."""
    for folder in (*PAGES, PAPER, *SERVED):
        for path in _files(templates / folder):
            name = path.relative_to(templates).as_posix()
            yield from ((name, said) for said in _texts_of(folder, path))
    yield "theme", page_policy("participants", templates)


def _texts_of(folder: str, path: Path) -> Iterator[str]:
    if folder in SERVED:
        if path.suffix in READERS or path.name in READERS:
            yield from (said for _, said, _ in texts_in(path.name, path.read_bytes()))
    elif folder in PAGES:
        yield from _pieces(_jinja(path.read_text(encoding="utf-8")))
    elif path.suffix in (".typ", ".md"):
        yield from _typst(path.read_text(encoding="utf-8"))
    elif path.suffix in (".xml", ".rels", ".css"):
        yield from _pieces([path.read_text(encoding="utf-8")])


def program_texts() -> Iterator[str]:
    """What the program says by itself."""
    here = Path(__file__).parents[1]
    for table in ("words.toml", "model/products.toml", "model/palette.toml"):
        yield from _pieces(_leaves(tomllib.loads((here / table).read_text(encoding="utf-8"))))
    for language in languages().values():
        page, of = language["print"]["page"], language["print"]["of"]
        yield from (f"{page} 1 {of} 2", f"{page} 1", f"1 {of} 2")
    for package in CODE:
        for path in sorted((here / package).glob("*.py") if package.count(".") == 0 else [here / package]):
            yield from _pieces(_constants(ast.parse(path.read_text(encoding="utf-8"))))
    yield from (sheet.decode() for sheet in number_files("participants").values())
    yield from OTHERS.splitlines()
    yield from (f"{word.replace('·', ' ')} {HOLE}" for word in OF_LINKS.split())
    yield from _slides()


def phrases() -> Iterator[str]:
    """Short things that the program says in every language, beside whatever they are put to."""
    return _leaves(languages())


def _files(folder: Path) -> Iterator[Path]:
    """But for what systems and editors put there."""
    inside = ((path, path.relative_to(folder).parts) for path in sorted(folder.rglob("*")) if path.is_file())
    return (path for path, parts in inside if not any(part.startswith(".") for part in parts) and not left_behind(path.name))


def _pieces(texts: Iterable[str]) -> Iterator[str]:
    """Each text as it is written, and with holes where something will be filled in; where it is markup, each text in it."""
    for text in texts:
        for said in (said for _, said, _ in texts_in_markup(text)) if "<" in text else (text,):
            yield from (said, _FILLED.sub(HOLE, said), *(name for name in said.split() if "-" in name))


def _jinja(template: str) -> Iterator[str]:
    """What stands outside of its marks, as one text, and each text inside of them."""
    outside: list[str] = []
    for _, kind, value in Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True).lex(template):
        if kind == "data":
            outside.append(value)
        elif kind in ("variable_begin", "block_begin"):
            outside.append(HOLE)
        elif kind == "string":
            yield value[1:-1].encode("ascii", "backslashreplace").decode("unicode-escape")  # as Jinja reads it, over several lines too
    yield "".join(outside)


def _typst(template: str) -> Iterator[str]:
    plain = _REMARK.sub("", template)
    yield plain
    yield from _LITERAL.findall(plain)
    for content in _CONTENT.findall(plain):
        yield from _CALL.split(content)


def _constants(code: ast.Module) -> Iterator[str]:
    """Every text in code but what is said of it there; one with values in it as a whole, with holes."""
    inside = {id(node.value) for node in ast.walk(code) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    for node in ast.walk(code):
        if isinstance(node, ast.Tuple | ast.List):  # the head of a table
            yield " ".join(str(cell.value) for cell in node.elts if isinstance(cell, ast.Constant) and isinstance(cell.value, str))
        if noun := _counted(node):
            yield from (f"0 {noun}", f"0 {noun}s")
        if isinstance(node, ast.JoinedStr):
            inside.update(map(id, node.values))
            yield from {"".join(_filled(part, plural) for part in node.values) for plural in ("", "s")}
        elif isinstance(node, ast.Constant) and id(node) not in inside and isinstance(node.value, str | bytes):
            yield node.value if isinstance(node.value, str) else node.value.decode("latin-1")
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg


def _filled(part: ast.expr, plural: str) -> str:
    """A piece of a text with values in it: as it stands, a hole, or something that is counted."""
    if isinstance(part, ast.Constant):
        return str(part.value)
    noun = _counted(part.value) if isinstance(part, ast.FormattedValue) else ""
    return f"0 {noun}{plural}" if noun else HOLE


def _counted(node: ast.AST) -> str:
    """The noun in `counted(number, "page")`; empty for all else."""
    if not isinstance(node, ast.Call) or not node.args or getattr(node.func, "id", "") != "counted":
        return ""
    noun = node.args[-1]
    return str(noun.value) if isinstance(noun, ast.Constant) else ""


def _leaves(table: Any) -> Iterator[str]:
    if isinstance(table, dict):
        for key, inner in table.items():
            yield from (key, *_leaves(inner))
    elif isinstance(table, list):
        for inner in table:
            yield from _leaves(inner)
    elif isinstance(table, str):
        yield table


def _slides() -> Iterator[str]:
    """The empty presentation of python-pptx, which every PowerPoint file of ours begins as."""
    import pptx

    with zipfile.ZipFile(Path(pptx.__file__).with_name("templates") / "default.pptx") as archive:
        for name in archive.namelist():
            yield name
            if name.endswith((".xml", ".rels")):
                yield from (said for _, said, _ in texts_in("part.xml", archive.read(name)))

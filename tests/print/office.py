"""What makes Word or PowerPoint mend a file, or leave something out: a list of problems, empty for a sound file."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

IMPLICIT = {
    "styles",
    "numbering",
    "settings",
    "theme",
    "fontTable",
    "presProps",
    "viewProps",
    "tableStyles",
    "slideLayout",
    "slideMaster",
    "printerSettings",
}
"""Relations that Office follows by their kind; every other is named where it is used."""
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
KEPT = "{http://www.w3.org/XML/1998/namespace}space"


class Package:
    """The parts of a file by name, as bytes, and parsed where they are XML."""

    def __init__(self, data: bytes):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.parts = {f"/{name}": archive.read(name) for name in archive.namelist()}
        self.types = etree.fromstring(self.parts.pop("/[Content_Types].xml"))
        self.xml = {name: etree.fromstring(part) for name, part in self.parts.items() if name.endswith((".xml", ".rels"))}

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """What a part leads to, by id: the kind, the target, and whether that is another part."""
        rels = self.xml.get(join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels"), ())
        return {rel.get("Id"): (rel.get("Type").rpartition("/")[2], rel.get("Target"), rel.get("TargetMode") != "External") for rel in rels}


def office_problems(data: bytes) -> list[str]:
    package = Package(data)
    found = [*_package(package)]
    for name in ("/word/document.xml", "/word/footer.xml"):
        if name in package.xml:
            found += _words(package.xml[name])
    if "/word/document.xml" in package.xml:
        found += [*_document(package), *_tables(package.xml["/word/document.xml"])]
    return found


def _package(package: Package) -> Iterator[str]:
    defaults = {kind.get("Extension") for kind in package.types if kind.get("Extension")}
    named = [kind.get("PartName") for kind in package.types if kind.get("PartName")]
    for name in package.parts:
        if name not in named and name.rpartition(".")[2] not in defaults:
            yield f"{name} has no content type"
    for name in named:
        if name not in package.parts:
            yield f"a content type is given for {name}, which is not there"
    reached = set()
    for name in ("/", *package.parts):
        used = {
            value for node in package.xml.get(name, etree.Element("none")).iter() for key, value in node.attrib.items() if key.startswith(RELATION)
        }
        relations = package.relations(name)
        for identity in used - relations.keys():
            yield f"{name} uses {identity}, which leads nowhere"
        for identity, (kind, target, inside) in relations.items():
            path = normpath(join(dirname(name), target))
            if inside:
                reached.add(path)
            if inside and path not in package.parts:
                yield f"{name} leads to {path}, which is not there"
            if name != "/" and kind not in IMPLICIT and identity not in used:
                yield f"{name} does not use its {kind} {target}"
    for name in package.parts:
        if name not in reached and not name.endswith(".rels"):
            yield f"nothing leads to {name}"


def _words(root: Any) -> Iterator[str]:
    for words in root.iter(qn("w:t")):
        if words.text and words.text != words.text.strip() and words.get(KEPT) != "preserve":
            yield f"the spaces around '{words.text}' are lost"


def _document(package: Package) -> Iterator[str]:
    root = package.xml["/word/document.xml"]
    for tag, key in ((qn("w:id"), qn("w:val")), (qn("wp:docPr"), "id")):
        for number, times in Counter(node.get(key) for node in root.iter(tag)).items():
            if times > 1:
                yield f"{times} of {etree.QName(tag).localname} have the number {number}"
    for picture in root.iter(qn("wp:docPr")):
        if not (picture.get("descr") or "").strip():
            yield "a picture has no description"
    styles = {style.get(qn("w:styleId")) for style in package.xml["/word/styles.xml"].iter(qn("w:style"))}
    asked = {node.get(qn("w:val")) for tag in ("w:pStyle", "w:rStyle", "w:tblStyle") for node in root.iter(qn(tag))}
    yield from (f"there is no style {name}" for name in sorted(asked - styles))
    lists = {number.get(qn("w:numId")) for number in package.xml["/word/numbering.xml"].iter(qn("w:num"))}
    yield from (f"there is no list {node.get(qn('w:val'))}" for node in root.iter(qn("w:numId")) if node.get(qn("w:val")) not in lists)
    for control in root.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        if any(properties.find(qn(tag)) is None for tag in ("w:alias", "w:tag", "w:id")):
            yield "a content control has no label, name or number"
        if not len(control.find(qn("w:sdtContent"))):
            yield "a content control is empty"


def _tables(root: Any) -> Iterator[str]:
    for table in root.iter(qn("w:tbl")):
        grid = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        if sum(grid) != int(table.find(qn("w:tblPr")).find(qn("w:tblW")).get(qn("w:w"))):
            yield "a table is not as wide as its columns"
        for row in table.iter(qn("w:tr")):
            if row.find(qn("w:trPr")).find(qn("w:cantSplit")) is None:
                yield "a row may be split between two pages"
            if [int(cell.find(qn("w:tcPr")).find(qn("w:tcW")).get(qn("w:w"))) for cell in row.iter(qn("w:tc"))] != grid:
                yield "the cells of a row are not as wide as the columns"
            if any(cell[-1].tag != qn("w:p") for cell in row.iter(qn("w:tc"))):
                yield "a cell does not end with a paragraph"

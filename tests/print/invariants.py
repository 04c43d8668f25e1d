"""What must be true of every PDF that leaves here, checked in the finished bytes and not in the code that made them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from builder.print.structure import annotations_of, listed


@dataclass(frozen=True)
class Element:
    """A structure element with those around it, outermost first."""

    node: Any
    above: tuple[str, ...]

    @property
    def tag(self) -> str:
        return str(self.node.get("/S", ""))


def elements(pdf: pikepdf.Pdf) -> Iterator[Element]:
    """Every structure element, in reading order."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is not None:
        yield from _under(root.get("/K"), ())


def _under(kids: Any, above: tuple[str, ...]) -> Iterator[Element]:
    for kid in listed(kids):
        if isinstance(kid, Dictionary) and "/S" in kid:
            element = Element(kid, above)
            yield element
            yield from _under(kid.get("/K"), (*above, element.tag))


Tree = tuple[Element, ...]
"""The structure of a file in reading order, walked once for all checks."""


def problems(pdf: bytes, expected_fields: Sequence[str] = ()) -> list[str]:
    """Everything that is wrong with this PDF, in plain words; empty for a sound one. `expected_fields` are the source's field names, in order."""
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            tree = tuple(elements(opened))
            found = [problem for check in CHECKS for problem in check(opened, tree)]
            return found + list(_fields_of_the_source(opened, expected_fields))
    except pikepdf.PdfError as error:
        return [f"the file cannot be read: {error}"]


def _document(pdf: pikepdf.Pdf, _tree: Tree) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")).strip():
        yield "the document has no language"
    if not bool(root.get("/MarkInfo", Dictionary()).get("/Marked", False)):
        yield "the document is not marked as tagged"
    if "/StructTreeRoot" not in root:
        yield "there is no structure tree"
    if not bool(root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)):
        yield "viewers would show the file name instead of the title"
    metadata = root.get("/Metadata")
    text = metadata.read_bytes().decode("utf-8", errors="replace") if metadata is not None else ""
    if "<dc:title>" not in text or "></rdf:li></rdf:Alt></dc:title>" in text:
        yield "the document has no title"
    if "<pdfuaid:part>1</pdfuaid:part>" not in text:
        yield "the document does not say that it is PDF/UA-1"


def _pages(pdf: pikepdf.Pdf, _tree: Tree) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        if "/Annots" in page and page.get("/Tabs") != Name.S:
            yield f"page {number}: the tab order does not follow the structure"
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        boxes: list[tuple[float, ...]] = []
        for annotation in page.get("/Annots", Array()):
            box = tuple(float(edge) for edge in annotation.get("/Rect", [0, 0, 0, 0]))
            what = _called(annotation)
            if box[0] < left or box[1] < bottom or box[2] > right or box[3] > top:
                yield f"page {number}: {what} reaches over the edge of the page"
            if annotation.get("/Subtype") == Name.Widget:
                if box[2] - box[0] < 5 or box[3] - box[1] < 5:
                    yield f"page {number}: {what} is too small to be hit"
                if any(_overlap(box, other) for other in boxes):
                    yield f"page {number}: {what} lies over another field"
                boxes.append(box)


def _headings(_pdf: pikepdf.Pdf, tree: Tree) -> Iterator[str]:
    levels = [int(element.tag[2]) for element in tree if len(element.tag) == 3 and element.tag[1] == "H" and element.tag[2].isdigit()]
    if not levels or levels[0] != 1:
        yield "the first heading is not of level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {before} is followed by one of level {after}"


def _tables(_pdf: pikepdf.Pdf, tree: Tree) -> Iterator[str]:
    for table in (element for element in tree if element.tag == "/Table"):
        heads = [cell for cell in _cells(table.node) if cell.get("/S") == Name.TH]
        if not heads:
            yield "a table has no head cell"
        if any("/Scope" not in str(cell.get("/A", "")) for cell in heads):
            yield "a head cell does not say whether it heads a row or a column"
    for figure in (element for element in tree if element.tag == "/Figure"):
        if not str(figure.node.get("/Alt", "")).strip():
            yield "a figure has no description"


def _cells(node: Any) -> Iterator[Any]:
    for kid in listed(node.get("/K")):
        if isinstance(kid, Dictionary) and "/S" in kid:
            if kid.S in (Name.TH, Name.TD):
                yield kid
            else:
                yield from _cells(kid)


def _fonts(pdf: pikepdf.Pdf, _tree: Tree) -> Iterator[str]:
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary) or thing.get("/Type") != Name.Font or "/DescendantFonts" in thing:
            continue
        descriptor = thing.get("/FontDescriptor", Dictionary())
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"the font {thing.get('/BaseFont', 'without a name')} is not embedded"


def _widgets(pdf: pikepdf.Pdf, tree: Tree) -> Iterator[str]:
    in_tree = {annotation.objgen: element for element in tree for annotation in annotations_of(element.node)}
    parents = _parents(pdf)
    form = pdf.Root.get("/AcroForm")
    for _, annotation in _annotations(pdf):
        what = _called(annotation)
        if annotation.get("/Subtype") == Name.Link and str(annotation.get("/A", Dictionary()).get("/URI", "")).startswith("x-field:"):
            yield f"{what} is still a link and not a field"
        element = in_tree.get(annotation.objgen)
        if element is None:
            yield f"{what} is not in the structure tree"
        elif annotation.get("/Subtype") == Name.Widget and element.tag != "/Form":
            yield f"{what} is tagged {element.tag} and not /Form"
        if not _leads_back(parents, annotation, element):
            yield f"{what} does not lead back to its place in the structure tree"
        if annotation.get("/Subtype") != Name.Widget:
            continue
        if not str(annotation.get("/TU", "")).strip():
            yield f"{what} has no spoken label"
        if "/N" not in annotation.get("/AP", Dictionary()):
            yield f"{what} is not drawn"
        if form is None:
            yield f"{what} belongs to no form"
        if annotation.get("/Parent", annotation).get("/FT") == Name.Tx and not _draws_with_embedded_font(annotation, form):
            yield f"{what} has no font to be typed in"


def _form(pdf: pikepdf.Pdf, _tree: Tree) -> Iterator[str]:
    form = pdf.Root.get("/AcroForm")
    if form is None:
        return
    if bool(form.get("/NeedAppearances", False)):
        yield "the form leaves the drawing of its fields to the viewer"
    if "/DA" not in form:
        yield "the form has no default appearance"
    names = [str(field.get("/T", "")) for field in form.get("/Fields", Array())]
    for name, times in Counter(names).items():
        if not name:
            yield "a field has no name"
        elif times > 1:
            yield f"{times} fields are called '{name}'"
    reachable = {widget.objgen for field in form.get("/Fields", Array()) for widget in (field.get("/Kids") or [field])}
    for _, annotation in _annotations(pdf):
        if annotation.get("/Subtype") == Name.Widget and annotation.objgen not in reachable:
            yield f"{_called(annotation)} is not in the form's list"


CHECKS = (_document, _pages, _headings, _tables, _fonts, _widgets, _form)


def fields_in(pdf: bytes) -> list[str]:
    """The names of a file's fields, in order."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [str(field.get("/T", "")) for field in opened.Root.get("/AcroForm", Dictionary()).get("/Fields", Array())]


def _fields_of_the_source(pdf: pikepdf.Pdf, expected: Sequence[str]) -> Iterator[str]:
    form = pdf.Root.get("/AcroForm", Dictionary())
    names = [str(field.get("/T", "")) for field in form.get("/Fields", Array())]
    for name in expected:
        if name not in names:
            yield f"the field '{name}' of the source is missing"
    for name in dict.fromkeys(names):
        if name and name not in expected:
            yield f"the field '{name}' is not in the source"
    if sorted(names) == sorted(expected) and names != list(expected):
        yield "the fields are not in reading order"


def _annotations(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any]]:
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.get("/Annots", Array()):
            yield number, annotation


def _parents(pdf: pikepdf.Pdf) -> Mapping[int, Any]:
    """The elements by the numbers that annotations carry."""
    root = pdf.Root.get("/StructTreeRoot", Dictionary())
    return pikepdf.NumberTree(root.ParentTree) if "/ParentTree" in root else {}


def _leads_back(parents: Mapping[int, Any], annotation: Any, element: Element | None) -> bool:
    """The parent tree's entry for the annotation's number is the element that holds it."""
    if "/StructParent" not in annotation or element is None:
        return False
    number = int(annotation.StructParent)
    return number in parents and parents[number].objgen == element.node.objgen


def _draws_with_embedded_font(widget: Any, form: Any) -> bool:
    style = str(widget.get("/Parent", widget).get("/DA", form.get("/DA", "") if form is not None else ""))
    font = next((word for word in style.split() if word.startswith("/")), "")
    resources = widget.get("/DR") or (form.get("/DR") if form is not None else None) or Dictionary()
    return bool(font) and font in resources.get("/Font", Dictionary())


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] - 0.5 and other[0] < one[2] - 0.5 and one[1] < other[3] - 0.5 and other[1] < one[3] - 0.5


def _called(annotation: Any) -> str:
    name = annotation.get("/T") or annotation.get("/TU") or annotation.get("/Contents") or annotation.get("/A", Dictionary()).get("/URI")
    return f"'{name}'" if name is not None else "an annotation"

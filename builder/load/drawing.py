"""A drawing beside a page: SVG that is safe to put into a page, a PDF and a book."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from builder.text.inserts import UnusableDrawing
from builder.text.quotes import curled

LARGEST = 40_000
"""Bytes. A drawing is a few strokes; what is larger was exported by a program, with all that it leaves behind."""

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    ["svg", "g", "path", "line", "polyline", "polygon", "rect", "circle", "ellipse", "text", "tspan", "title", "desc", "defs", "marker"]
)
PAINTS = ("none", "currentColor", "teal", "gray", "white")
"""Nothing, the ink, the module's colour, the grey, the paper: each page and each form has its own for them, so that a drawing is seen in the dark too."""
_PAINTED = ("fill", "stroke", "color")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.svg\Z")
_OWN = re.compile(r"url\(#[\w-]+\)\Z")
_LENGTH = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
_ATTRIBUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*\Z")


def read_drawing(folder: Path, name: str, any_paint: bool = False) -> str:
    """The drawing as one line of SVG without names or comments of other programs; a logo may have any paint.

    Raises UnusableDrawing: `drawing-missing`, `drawing-unsafe`, `drawing-paint`.
    """
    if not _NAME.match(name):
        raise UnusableDrawing(
            "drawing-missing", f"'{name}' is not a drawing beside this page", "write ![words](name.svg), with the file in this folder"
        )
    path = folder / name
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnusableDrawing("drawing-missing", f"there is no drawing '{name}' beside this page", "put the file into this folder") from error
    if len(raw) > LARGEST:
        raise _unsafe(name, f"has {len(raw)} bytes", f"simplify it: at most {LARGEST} bytes")
    if b"<!" in re.sub(rb"<!--.*?-->", b"", raw, flags=re.S):
        raise _unsafe(name, "declares a document type or entities", "take the line that begins with <! out")
    try:
        root = ElementTree.fromstring(raw)
    except ElementTree.ParseError as error:
        raise _unsafe(name, f"is not well-formed: {error}", "save it again as plain SVG") from error
    return _written(root, name, any_paint)


def _written(root: ElementTree.Element, name: str, any_paint: bool) -> str:
    if root.tag != f"{{{_SVG}}}svg" or not root.get("viewBox"):
        raise _unsafe(name, "is no SVG with a viewBox", 'begin with <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120">')
    prefix = name.removesuffix(".svg")
    _places_can_be_found(root, name)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        namespace, _, tag = element.tag.rpartition("}")
        if namespace != f"{{{_SVG}" or tag not in _ELEMENTS:
            raise _unsafe(name, f"holds <{tag}>", f"a drawing is made of {', '.join(sorted(_ELEMENTS))}")
        for key, value in list(element.attrib.items()):
            if not _ATTRIBUTE.match(key) or key.startswith("on") or key in ("style", "href", "class") or ("url(" in value and not _OWN.match(value)):
                raise _unsafe(name, f'has the attribute {key}="{value[:40]}"', "colors and widths stand as attributes; nothing leads out of the file")
            if not any_paint and key in _PAINTED and (key == "color" or value not in PAINTS):
                hint = 'write "currentColor" for ink, "teal" for the module\'s color, "gray", or "white" for the paper; fill-opacity makes a tint'
                raise UnusableDrawing(
                    "drawing-paint", f"the drawing '{name}' has {key}=\"{value[:40]}\", a color that would be lost in the dark or in print", hint
                )
            if key == "id":
                element.set(key, f"{prefix}-{value}")
            elif "url(" in value:
                element.set(key, value.replace("url(#", f"url(#{prefix}-"))
        element.tag = tag
        element.text, element.tail = _one_line(element.text), _one_line(element.tail)
    for key in ("width", "height"):
        root.attrib.pop(key, None)
    root.set("xmlns", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _places_can_be_found(root: ElementTree.Element, name: str, moved: bool = False) -> None:
    """A field in a title is a place to write: only of a rectangle that stands where its numbers say is it known where."""
    moved = moved or "transform" in root.attrib
    for element in root:
        title = element.find(f"{{{_SVG}}}title")
        if title is not None and (title.text or "").strip().startswith("["):
            plain = element.tag == f"{{{_SVG}}}rect" and len(element) == 1 and not moved and "transform" not in element.attrib
            if not plain or not all(_LENGTH.match(element.get(key, "")) for key in ("x", "y", "width", "height")):
                hint = "write <rect x= y= width= height=><title>[____ label]</title></rect>, without a transform on it or around it"
                raise _unsafe(name, f"has a place to write that cannot be found: {(title.text or '').strip()[:40]}", hint)
        _places_can_be_found(element, name, moved)


def _one_line(text: str | None) -> str | None:
    return curled(re.sub(r"\s+", " ", text)) if text and text.strip() else None


def _unsafe(name: str, what: str, hint: str) -> UnusableDrawing:
    return UnusableDrawing("drawing-unsafe", f"the drawing '{name}' {what}", hint)

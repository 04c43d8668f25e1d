"""A drawing beside a page: SVG that is safe to put into a page, a PDF and a book."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from builder.finding import Place
from builder.text.inserts import UnusableDrawing
from builder.text.quotes import curled
from builder.text.unseen import unseen
from builder.work.reading import TooLarge, Unread, content_of

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
_WRITTEN = (
    "x y x1 y1 x2 y2 cx cy dx dy r rx ry width height d points viewBox transform preserveAspectRatio rotate textLength lengthAdjust pathLength refX refY "
    "markerWidth markerHeight markerUnits orient fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray "
    "stroke-dashoffset stroke-miterlimit stroke-opacity opacity color font-family font-size font-style font-weight letter-spacing word-spacing text-anchor "
    "text-decoration dominant-baseline alignment-baseline baseline-shift marker-start marker-mid marker-end paint-order vector-effect visibility display "
    "clip-rule shape-rendering text-rendering version id role aria-hidden aria-label"
)
_ATTRIBUTES = frozenset(_WRITTEN.split())
"""In these letters, small and large: a page reads the names of attributes whatever their case, so that ONLOAD would run there."""
_OWN = re.compile(r"url\(#[\w-]+\)\Z")
_MOVED = re.compile(r"\s*((translate|scale|rotate|matrix|skewX|skewY)\([-+0-9.eE,\s]*\)[\s,]*)+\Z")
_MIXED = re.compile(r"(rgb|hsl)a?\([0-9.,%\s/]*\)\Z")
_NUMBER = r"-?(?:[0-9]{1,6}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})"
_LENGTH, _VIEW = re.compile(rf"{_NUMBER}\Z"), re.compile(rf"\s*{_NUMBER}([\s,]+{_NUMBER}){{3}}\s*\Z")
_FLATTEST, _TALLEST = 0.01, 10
"""Height by width: what is flatter or taller is a line, and no paper has room for it."""
_DEEPEST = 40
"""Elements inside each other, at most."""


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
        raw = content_of(path, LARGEST)
    except TooLarge as error:
        raise _unsafe(name, str(error), "simplify it: a drawing is a few strokes") from error
    except Unread as error:
        raise UnusableDrawing("drawing-missing", f"there is no drawing '{name}' beside this page", "put the file into this folder") from error
    try:
        root = ElementTree.fromstring(raw, ElementTree.XMLParser(target=_Elements(name)))
    except (ElementTree.ParseError, ValueError, LookupError) as error:  # the latter two of an encoding that nobody knows
        raise _unsafe(name, f"is not well-formed: {error}", "save it again as plain SVG") from error
    return _written(root, name, any_paint)


class _Elements(ElementTree.TreeBuilder):
    """Builds the tree of a drawing as the parser reads it, in whatever encoding that is."""

    def __init__(self, name: str):
        super().__init__()
        self.name, self.depth = name, 0

    def doctype(self, *declared: object) -> None:
        raise _unsafe(self.name, "declares a document type or entities", "take the line that begins with <! out")

    def start(self, tag: str, attributes: dict[str, str]) -> ElementTree.Element:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _unsafe(self.name, f"has more than {_DEEPEST} elements inside each other", "simplify it")
        return super().start(tag, attributes)

    def end(self, tag: str) -> ElementTree.Element:
        self.depth -= 1
        return super().end(tag)


def _written(root: ElementTree.Element, name: str, any_paint: bool) -> str:
    if root.tag != f"{{{_SVG}}}svg" or not _is_view(root.get("viewBox", "")):
        raise _unsafe(name, "is no SVG with a viewBox", 'begin with <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120">')
    *_, width, height = map(float, re.split(r"[\s,]+", root.get("viewBox", "").strip()))
    if not _FLATTEST <= height / width <= _TALLEST:
        what = f"is {width:g} wide and {height:g} high, which shows as a line"
        raise _unsafe(
            name, what, f"draw it, and its viewBox, at most {1 / _FLATTEST:g} times as wide as high, and at most {_TALLEST} times as high as wide"
        )
    prefix = name.removesuffix(".svg")
    _places_can_be_found(root, name)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        namespace, _, tag = element.tag.rpartition("}")
        if namespace != f"{{{_SVG}" or tag not in _ELEMENTS:
            raise _unsafe(name, f"holds <{tag}>", f"a drawing is made of {', '.join(sorted(_ELEMENTS))}")
        for key, value in list(element.attrib.items()):
            painted = not any_paint and key in _PAINTED
            if key not in _ATTRIBUTES or not (_stays_inside(key, value) or (painted and "url" not in value.lower())):
                raise _unsafe(name, f'has the attribute {key}="{value[:40]}"', "colors and widths stand as attributes; nothing leads out of the file")
            if painted and (key == "color" or value not in PAINTS):
                hint = 'write "currentColor" for ink, "teal" for the module\'s color, "gray", or "white" for the paper; fill-opacity makes a tint'
                raise UnusableDrawing(
                    "drawing-paint", f"the drawing '{name}' has {key}=\"{value[:40]}\", a color that would be lost in the dark or in print", hint
                )
            if key == "opacity" and value != "1" and any(str(inside.tag).endswith(("}text", "}tspan")) for inside in element.iter()):
                hint = "take the words out of the group, or give opacity to its shapes alone; fill-opacity makes a tint"
                raise UnusableDrawing(
                    "drawing-paint", f"the drawing '{name}' has words that are half seen: opacity=\"{value[:40]}\" around them", hint
                )
            if key == "id":
                element.set(key, f"{prefix}-{value}")
            elif "url(" in value:
                element.set(key, value.replace("url(#", f"url(#{prefix}-"))
        element.tag = tag
        element.text, element.tail = _one_line(element.text), _one_line(element.tail)
        if found := unseen(f"{element.text or ''}{element.tail or ''}{''.join(element.attrib.values())}", Place(name)):
            raise _unsafe(name, f"has a character that nobody sees: {found.message.rpartition(': ')[2]}", "delete it")
    for key in ("width", "height"):
        root.attrib.pop(key, None)
    root.set("xmlns", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _is_view(view: str) -> bool:
    """Whether it says what a drawing shows: left, top, and a width and height that are more than nothing."""
    return bool(_VIEW.match(view)) and all(float(number) > 0 for number in re.split(r"[\s,]+", view.strip())[2:])


def _stays_inside(key: str, value: str) -> bool:
    """Whether a value asks for nothing but what is in the drawing: of all that can be called there, a mark of its own, a move, or a mix of colors."""
    if key == "transform":
        return bool(_MOVED.match(value)) or not value.strip()
    return "\\" not in value and ("(" not in value or bool(_OWN.match(value) or _MIXED.match(value)) or key == "aria-label")


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

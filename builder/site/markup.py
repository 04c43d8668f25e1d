"""Every text in a page, in XML or in SVG: what is read, each attribute, comments, scripts. Nothing between two angle brackets is passed over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from builder.site.words import TEXT, TextKind


class TextThere(NamedTuple):
    """Where in a file something stands, what it says, and how it stands there."""

    where: str
    said: str
    kind: TextKind = TEXT


READ = "what is read"
CLAUSE = " \u2022 "
"""A bullet between two pieces of a text: there, a clause ends."""


_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?|("[^"]*"|'[^']*')""")
_APART = re.compile(
    r"<(?:!--(?:-?>|(?P<remark>.*?)(?:--!?>|\Z))|(?P<tag>[sS](?:(?i:cript|tyle))\b[^>]*>)(?P<script>.*?)(?=</[sS](?:(?i:cript|tyle))|\Z))", re.S
)
"""What holds no marks, whatever it looks like."""
_WHOLE = re.compile(r"""(?:[^"']|"[^"]*"|'[^']*')*""")
_BEGINS = re.compile(r"[^\s/>!?<\"'=]+")
_IN_LINE = frozenset(["abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "strong", "sub", "sup", "u", "var", "wbr"])
_IN_CLAUSES = frozenset(["a", "br", "input", "label", "small", "span", "tspan", "w:br", "w:cr", "w:sdt", "w:tab", "w:hyperlink", "a:br"])
"""They stand in a line too, and what they hold may be something of its own."""
_OFFICE, _PARTS = ("w:", "a:"), frozenset(("w:p", "a:p"))
"""In Word and PowerPoint every mark stands inside a line but a paragraph's."""
_ADDRESSES = frozenset(["href", "src", "action", "poster", "cite", "data", "target"])
_NAME = re.compile(r"(?:a|cp|dc|dcterms|mc|o|opf|p|p14|pdf|pdfuaid|pic|r|rdf|v|vt|w|w14|wp|x|xmp|xsi):[a-zA-Z][a-zA-Z0-9]{0,24}")
"""A name of a format of its own, of one word: Word's, PowerPoint's, that of a PDF's properties. No page has any."""
_IN_PAGES = re.compile(r"xml:(?:lang|space)|xlink:href|epub:(?:type|prefix)|xmlns:[a-z0-9]{1,8}")
"""What pages and drawings have of that kind."""
_PAGE = re.compile(r"<html\b", re.I)
_IDENTITY = re.compile(r"(?:urn:uuid:)?\{?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?")
_PATHS = frozenset(["d", "points", "transform", "viewBox"])
_DRAWN = re.compile(r"[a-zA-Z]?[-+.\d]|[\s,()-]|\d|\.|[zZ]|matrix|translate|rotate|scale")
_LONG = re.compile(r"(?<![.\d])\d{7}")
"""More than any drawing is wide."""
_COLORS, _COLOR = frozenset(("color", "fill", "val")), re.compile(r"[0-9A-Fa-f]{6}")
"""An office file writes a color as six signs."""
_LENGTHS = frozenset(["cx", "cy", "x", "y", "w", "h", "l", "t", "r", "b", "marL", "indent", "pos", "distT", "distB", "distL", "distR"])
"""What is long in the units of an office file."""


def texts_in_markup(markup: str) -> Iterator[TextThere]:
    """What stands between two marks that end a line is one text. An attribute's name, its value and a tag's name are told once for each way that it is written."""
    for apart in _APART.finditer(markup):
        yield TextThere("a script or style sheet", apart["script"]) if apart["tag"] else TextThere("a remark", unescape(apart["remark"] or ""))
    of_format = not _PAGE.search(markup)
    first, *pieces = _APART.sub(lambda apart: f"<{apart['tag']}" if apart["tag"] else "", markup).split("<")
    flow, seen = [first], set[str]()
    for piece in pieces:
        inside, mark, text = _parted(piece, of_format)
        if mark is None:
            flow.append(f"<{piece}")
            continue
        if mark.ends:
            yield from _read(flow)
            flow.clear()
        elif mark.ends is None:
            flow.append(CLAUSE)
        flow.append(text)
        if mark.texts and inside not in seen:
            seen.add(inside)
            yield from mark.texts
    yield from _read(flow)


class Mark(NamedTuple):
    """What stands between two angle brackets: whether a line ends there (None where a clause may), and each text in it."""

    ends: bool | None
    texts: tuple[TextThere, ...]


def _parted(piece: str, of_format: bool) -> tuple[str, Mark | None, str]:
    """What stands behind an angle bracket: as it is written, as a mark, and the text behind that; no mark where there is none."""
    end = piece.find(">")
    while end >= 0:
        inside = piece[:end]
        if mark := _mark(inside, of_format):
            return inside, mark, piece[end + 1 :]
        end = piece.find(">", end + 1)
    return "", None, piece


@lru_cache(maxsize=1 << 15)
def _mark(inside: str, of_format: bool) -> Mark | None:
    """The same marks stand on many pages. None where it ends in the middle of a value, or is none."""
    sign, name = inside[:1], _BEGINS.match(inside)
    if sign == "/":
        rest = inside[1:].split()
        return Mark(_ends_a_line(rest[0] if rest else ""), (TextThere("a mark", inside),) if len(rest) > 1 else ())
    if sign in ("!", "?"):
        return Mark(True, (TextThere("a remark", unescape(inside)),))
    if name is None or not _WHOLE.fullmatch(inside):
        return None
    return Mark(_ends_a_line(name[0]), tuple(_in_tag(name[0], inside[name.end() :], of_format)))


def _read(flow: list[str]) -> Iterator[TextThere]:
    """A text of several pieces; a line of the file ends nothing."""
    said = " ".join(unescape("".join(flow)).split())
    if said and said != CLAUSE.strip() and not _IDENTITY.fullmatch(said):
        yield TextThere(READ, said)


def _ends_a_line(tag: str) -> bool | None:
    """None where a clause may end, and no text."""
    name = tag.strip().lower()
    if name in _IN_CLAUSES:
        return None
    return name in _PARTS if name.startswith(_OFFICE) else name not in _IN_LINE


def _only_draws(name: str, said: str, of_format: bool) -> bool:
    """Whether an attribute says a shape, a color, a length or a small number."""
    if name in _PATHS:
        return not _DRAWN.sub("", said) and not _LONG.search(said)
    if name.rpartition(":")[2] in _COLORS and _COLOR.fullmatch(said):
        return True
    digits = said.removeprefix("-")
    return digits.isdigit() and digits.isascii() and (len(digits) < 7 or (of_format and name.rpartition(":")[2] in _LENGTHS))


def _strings_in(value: str) -> list[str]:
    """What an attribute says that holds JSON."""
    try:
        found = json.loads(value)
    except ValueError:
        return [value]
    inner = found.values() if isinstance(found, dict) else found
    return [*(found if isinstance(found, dict) else ()), *(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in inner)]


def _in_tag(tag: str, attributes: str, of_format: bool) -> Iterator[TextThere]:
    if not (of_format and _NAME.fullmatch(tag)):
        yield TextThere("a tag", tag)
    for name, value, alone in _ATTRIBUTE.findall(attributes):
        if alone:
            yield TextThere(f"a tag <{tag}>", unescape(alone))
            continue
        if not ((of_format and _NAME.fullmatch(name)) or _IN_PAGES.fullmatch(name)):
            yield TextThere(f"the name of an attribute of <{tag}>", name)
        said = unescape(value.strip("\"'") if value else "")
        if said and not _only_draws(name, said, of_format) and not _IDENTITY.fullmatch(said):
            words = said.split()
            each = name == "class" or (len(words) > 1 and all("/" in word for word in words))
            parts = words if each else _strings_in(said) if said[0] in "[{" else [said]
            yield from (TextThere(f"{name} of <{tag}>", unquote(part) if name.lower() in _ADDRESSES else part) for part in parts)

"""Every text in a page, in XML or in SVG: what is read, each attribute, comments, scripts. Nothing between two angle brackets is passed over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from builder.site.words import TEXT, Kind


class Text(NamedTuple):
    """Where in a file something stands, what it says, and how it stands there."""

    where: str
    said: str
    kind: Kind = TEXT

READ = "what is read"
CLAUSE = " \u2022 "
"""A bullet between two pieces of a text: there, a clause ends."""


_TOKEN = re.compile(
    r"""<!--(?P<remark>.*?)(?:-->|\Z)|<(?P<tag>[^\s/>!?<]+)(?P<attributes>(?:[^>"'<]|"[^"]*"|'[^']*')*)>|<(?P<sign>[/!?])(?P<rest>[^>]*)>|(?P<text>[^<]+|<)""",
    re.S,
)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?|("[^"]*"|'[^']*')""")
_RAW = re.compile(r"(<(?:script|style)\b[^>]*>)(.*?)(?=</(?:script|style)|\Z)", re.S | re.I)
_IN_LINE = frozenset("abbr b bdi cite code em i kbd mark q s strong sub sup u var wbr".split())
_IN_CLAUSES = frozenset("a br input label small span tspan w:br w:cr w:sdt w:tab w:hyperlink a:br".split())
"""They stand in a line too, and what they hold may be something of its own."""
_OFFICE, _PARTS = ("w:", "a:"), frozenset(("w:p", "a:p"))
"""In Word and PowerPoint every mark stands inside a line but a paragraph's."""
_ADDRESSES = frozenset("href src action poster cite data target".split())
_PATHS = re.compile(r"(?:\S*/\S*\s+)+\S*/\S*")
"""A list of addresses."""
_NAME = re.compile(r"(?:[a-z0-9]{1,7}:)?[a-zA-Z][a-zA-Z0-9]{0,24}")
"""A name that says nothing: one word of the format's."""
_IDENTITY = re.compile(r"(?:urn:uuid:)?\{?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?")
_AGAIN = re.compile(r"(?<=\S)-\d+$")
"""What the anchor of a second heading with the same words ends with."""
_DRAWN = re.compile(r"(?:[a-zA-Z]?[\s,(]*[-+]?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?[)%]?(?:px|em|rem|pt|mm|in)?|[zZ\s,])*")
"""Numbers, and the letters of a path."""


def texts_in_markup(markup: str) -> Iterator[Text]:
    """What stands between two marks that end a line is one text. An attribute's name, its value and a tag's name are told once for each way that it is written."""
    flow: list[str] = []
    seen: set[tuple[str, str]] = set()
    for script in _RAW.finditer(markup):
        yield Text("a script or style sheet", script[2])
    for remark, tag, attributes, sign, rest, text in _TOKEN.findall(_RAW.sub(r"\1", markup)):
        if text:
            flow.append(text)
            continue
        ends = _ends_a_line(tag or (rest if sign == "/" else "w:r"))
        if flow and ends:
            if not _IDENTITY.fullmatch("".join(flow)):
                yield Text(READ, _in_clauses(flow))
            flow.clear()
        elif ends is None:
            flow.append(CLAUSE)
        if tag and (tag, attributes) not in seen:
            seen.add((tag, attributes))
            yield from _in_tag(tag, attributes)
        elif remark or sign in ("!", "?"):
            yield Text("a remark", unescape(remark or rest))
    if flow and not _IDENTITY.fullmatch("".join(flow).strip()):
        yield Text(READ, _in_clauses(flow))


def _in_clauses(flow: list[str]) -> str:
    """A text of several pieces; a line of the file ends nothing."""
    return " ".join(unescape("".join(flow)).split())


def _ends_a_line(tag: str) -> bool | None:
    """None where a clause may end, and no text."""
    name = tag.strip().lower()
    if name in _IN_CLAUSES:
        return None
    return name in _PARTS if name.startswith(_OFFICE) else name not in _IN_LINE


def _strings_in(value: str) -> list[str]:
    """What an attribute says that holds JSON."""
    try:
        found = json.loads(value)
    except ValueError:
        return [value]
    inner = found.values() if isinstance(found, dict) else found
    return [*(found if isinstance(found, dict) else ()), *(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in inner)]


def _in_tag(tag: str, attributes: str) -> Iterator[Text]:
    if not _NAME.fullmatch(tag):
        yield Text("a tag", tag)
    for name, value, alone in _ATTRIBUTE.findall(attributes):
        if alone:
            yield Text(f"a tag <{tag}>", unescape(alone))
            continue
        if not _NAME.fullmatch(name):
            yield Text(f"the name of an attribute of <{tag}>", name)
        said = unescape(value.strip("\"'") if value else "")
        if said and not _DRAWN.fullmatch(said) and not _IDENTITY.fullmatch(said):
            parts = said.split() if name == "class" or _PATHS.fullmatch(said) else _strings_in(said) if said[0] in "[{" else [_AGAIN.sub("", said)]
            yield from (Text(f"{name} of <{tag}>", unquote(part) if name.lower() in _ADDRESSES else part) for part in parts)

"""Numbers to call become links wherever a page names them.

One pass over the finished HTML: whatever text, view or template a number comes from, it can be tapped. Paper keeps the words.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape

from markupsafe import Markup

from builder.text.markup import element
from builder.views.page import Calls

_TAG = re.compile(r"(<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>)", re.S)
"""A mark; of scripts and style sheets all that is in them, which may look like marks."""
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
_OTHERWISE = frozenset({"a", "button", "label", "legend", "option", "summary", "svg", "textarea", "title"})
"""Elements in which a tap means something else, or whose text is not read on the page."""
_TICK = '<input type="checkbox"'
"""A box to tick; its label comes next."""


def tappable(html: str, calls: Calls) -> str:
    """The same HTML with a link on each number of `calls` that stands in its text. In the label of a box to tick a link is followed, and ticks nothing."""
    numbers, emergency, addresses = _patterns(calls)
    places = [found.start() for found in numbers.finditer(html)]
    if not places:
        return html
    first, last = places[0], places[-1]  # what stands before and behind them is passed over

    def link(found: re.Match[str]) -> str:
        number = found["number"]
        if number:
            return element("a", Markup(number), class_="gw-call", href=addresses[number])
        return emergency.sub(link, found[0])  # what a line says of itself stands over its own buttons

    pieces = _TAG.split(html)
    inside, ticks, begins = 0, False, 0
    for index, piece in enumerate(pieces):
        if last < begins:
            break
        if index % 2:
            named = _NAME.match(piece)
            if named and named[1] in _OTHERWISE and not (named[1] == "label" and ticks):
                inside += -1 if piece[1] == "/" else 1
            ticks = (piece.startswith(_TICK) and not inside) or (ticks and piece != "</label>")
        elif not inside and first < begins + len(piece):
            pieces[index] = numbers.sub(link, piece)
        begins += len(piece)
    return "".join(pieces)


@cache
def _patterns(calls: Calls) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Any number or what a line says of itself; the emergency number alone; where each number leads."""
    ways = (*calls.lines, calls.emergency)
    addresses = {escape(way.label, quote=False): way.href for way in ways}
    every = _numbers(list(addresses))
    sayings = [re.escape(escape(saying, quote=False)) for saying in sorted(calls.sayings, key=len, reverse=True)]
    return re.compile("|".join([*sayings, every])), re.compile(_numbers([escape(calls.emergency.label, quote=False)])), addresses


def _numbers(numbers: list[str]) -> str:
    """A number as a word of its own: 911, and neither 1911 nor the place #call-911."""
    longest = sorted(numbers, key=len, reverse=True)
    return rf"(?<![\w#&-])(?P<number>{'|'.join(map(re.escape, longest))})(?![\w-])"

"""Quotation marks and spaces as they are printed, for words that Markdown did not read: titles, messages, labels, the words of drawings."""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
"""A space at which no line ends."""

_OPENS = r"(?:^|(?<=[\s(\[{/—–“‘-]))"
_DOUBLE = re.compile(rf'{_OPENS}"(?=\S)')
_SINGLE = re.compile(rf"{_OPENS}'(?=\w[^']*'(?!\w))")


def curled(text: str) -> str:
    """`It's "good"` as `It’s “good”`. A mark is an opening one where a word begins; a single one only where another closes it."""
    if '"' not in text and "'" not in text:
        return text
    text = _SINGLE.sub("‘", _DOUBLE.sub("“", text))
    return text.replace('"', "”").replace("'", "’")

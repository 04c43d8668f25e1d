"""The words of a text as searches compare them."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"['’]")
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Whole words in small letters without accents and marks, as `wordsOf` of the pages' scripts gives them."""
    plain = _MARKS.sub("", text).lower()
    if not plain.isascii():
        plain = "".join(letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter))
    return _WORD.findall(plain)

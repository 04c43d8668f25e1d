"""The words of a text as numbers, by which one text is found in another, whatever file it stands in."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal
from zlib import crc32

FEWEST = 7
"""Digits of a number that someone may have."""
PARAGRAPH = 10_000
"""Signs that no paragraph on paper has. A library of others, in one line of half a million, would be broken at a hundred numbers."""
RUN = 3
"""Words that follow each other by which a text is known again."""
SHORT = 200
"""Signs of a text that is remembered; a page that is read once is not."""
END, NUMBER, STOP = 0, 1, 3
"""Where a clause ends; what every plain number counts as: a page, a day, a clock time, a size; and how many ends stand where a sentence ends, or a line."""

_NOTHING = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufe0f\x02'’‘"
"""What no word has in it: soft hyphens, joiners, marks of direction, apostrophes."""
_MARK = "\x1f"
_PLAIN = str.maketrans({**dict.fromkeys(_NOTHING, ""), **dict.fromkeys("–—·…“”→←•×|", f" {_MARK} "), "\u00a0": " ", "\ufffe": "-"})
"""U+FFFE is what PDFium writes for a hyphen at a line's end."""
_CLAUSE = re.compile(r"[,;](?=[\s\x1f\"')]|\Z)|[:()\"/\[\]<>=#&|]+")
_SENTENCE = re.compile(r"[.!?](?=[\s\x1f\"')]|\Z)|[\n\r]+")
_STOPS = STOP * f" {_MARK} "
_WORDS = bytes(code if (chr(code).isalnum() and code < 128) or chr(code) == _MARK else 32 for code in range(256))
_LETTERS = "\u2460-\u24ff\u2800-\u28ff\u3200-\u32ff\ue000-\uf8ff\U0001f100-\U0001f1ff\U000e0000-\U000e01ef\U000f0000-\U0010fffd"
"""Signs that are read as letters, or by nobody: in circles and squares, of Braille, flags, tags, what picks a form of a letter, those of private use."""
_NOT_WORD = re.compile(rf"(?:[^\w\x1f{_LETTERS}]|_)+")
_DAY = "(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?s?"
_MONTH = "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t|tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_DAY_OF_YEAR = re.compile(rf"\b(?:{_DAY},? )?{_MONTH} \d{{1,2}}(?:, (?:19|20)\d\d)?\b")
_DATE = re.compile(
    rf"(?<![\d.])\d{{1,3}}\.\d{{1,3}}(?![\d.])|#[\da-fA-F]{{6}}(?![\w-])|(?:19|20)\d\d-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?|{_DAY_OF_YEAR.pattern}"
)
_DIGITS = re.compile(r"(?<!\w)[+(]?\d(?:[ ().+\u2010-\u2013/-]{0,3}\d){6,}(?!\w)")
"""Seven digits or more: nobody's number is taken for several small ones, however it is parted."""
_PHONE = re.compile(r"(?<![\d+])(?:(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}|\d{3}[ .-]\d{4})(?!\d)")
"""One of North America: whatever number stands beside it is none of it."""
_PARTED = re.compile(r"(?<!\d)(?<!\d[.,:_·–—-])\d{2,4}([.,:_·–—])\d{2,4}(?:\1\d{2,4})+(?![\d:])")
"""Several groups of digits, parted by one sign each time."""
_EACH = re.compile(r"\d+")
_BREAKS = re.compile(r"[ .\u2010-\u2013/-](?=[(\d])| (?=[A-Z])")
_COUNTED = re.compile(rb"(?<!\d)\d{1,3}(?!\d)")


def _is_small(digits: str) -> bool:
    """Whether a number says nothing by itself: a page, a size, a year."""
    return len(digits) < 4 or (len(digits) == 4 and digits[:2] in ("19", "20"))


class _Codes(dict[bytes, int]):
    """By word its number of 32 bits."""

    def __missing__(self, word: bytes) -> int:
        if not word.isdigit():
            code = crc32(_COUNTED.sub(b"#", word)) or 2  # slide7 is known by slide1
        elif _is_small(word.decode()):
            code = NUMBER
        else:
            code = crc32(word) or 2
        self[word] = code
        return code


_CODES = _Codes({_MARK.encode(): END})

Coded = bytes
"""What a text is, and its words with the ends of its clauses: a number of four bytes each."""
TextKind = Literal[0, 1, 2, 3]
TEXT: TextKind = 0
SHOWN: TextKind = 1
"""What a page of paper shows: labels of a drawing may stand side by side."""
SEARCHED: TextKind = 2
"""A page as the search has it: what stood apart stands side by side."""
LISTED: TextKind = 3
"""Single words in the order of the alphabet."""


def codes_of(text: str) -> array[int]:
    return array("I", map(_CODES.__getitem__, words_of_text(text)))


def coded(text: str, kind: TextKind = TEXT) -> Coded:
    return _kept(text, kind) if len(text) < SHORT else _coded(text, kind)


def _coded(text: str, kind: TextKind) -> Coded:
    return bytes((kind, 0, 0, 0)) + codes_of(text).tobytes()


_kept = lru_cache(maxsize=1 << 16)(_coded)
"""Most short texts stand in many files: what is around every page, the marks of a format."""


def words_of_text(text: str) -> list[bytes]:
    """The words of a text in small letters, as whoever reads it sees them: ligatures, wide letters and accents are plain ones, what nobody sees is not there. A
    clause ends with a word that is none, a sentence with several of them."""
    if _EACH.search(text):
        text = _PARTED.sub(_with_hyphens, text)
    if not text.isascii():
        text = text.translate(_PLAIN)
        if not text.isascii():
            text = "".join(sign for sign in unicodedata.normalize("NFKD", text).translate(_PLAIN) if not unicodedata.combining(sign))
    if "#" in text or _EACH.search(text):
        text = _DIGITS.sub(_in_one, _DATE.sub(" 0 ", _PHONE.sub(_together, text)))
    text = _CLAUSE.sub(f" {_MARK} ", _SENTENCE.sub(_STOPS, text)).casefold()
    if text.isascii():
        return text.encode().translate(_WORDS, b"'").split()
    return _NOT_WORD.sub(" ", text).encode().split()


def with_broken_numbers(text: str) -> Iterator[str]:
    """The same with each long number and each date broken at each of the signs inside it, as at the end of a line on paper; of what is longer than any paragraph there
    nothing."""
    for pattern in (_PHONE, _DIGITS, _DAY_OF_YEAR) if len(text) < PARAGRAPH and _EACH.search(text) else ():
        for number in pattern.finditer(text):
            for sign in _BREAKS.finditer(text, *number.span()):
                yield f"{text[: sign.end()]}\n{text[sign.end() :]}"


def _together(found: re.Match[str]) -> str:
    """So many spaces keep other digits away from it. It is the same number with the country's in front."""
    return f"    {''.join(_EACH.findall(found[0]))[-10:]}    "


def _with_hyphens(found: re.Match[str]) -> str:
    """A number of seven digits or more, as it is parted most often; what is shorter may be a clock time or a date."""
    groups = _EACH.findall(found[0])
    return "-".join(groups) if sum(map(len, groups)) >= FEWEST else found[0]


def _in_one(found: re.Match[str]) -> str:
    """A long number that is parted into small ones as one word. Smaller ones in a row are a scale, or a table."""
    groups = _EACH.findall(found[0])
    longest = max(map(len, groups))
    in_twos = len(groups) < 6 and {2} == {*map(len, groups)}
    whole = all(map(_is_small, groups)) and (longest > 2 or in_twos or found[0][0] == "+" or (longest == 1 and not _is_scale(groups)))
    return f" {''.join(groups)} " if whole else found[0]


def _is_scale(digits: Sequence[str]) -> bool:
    """Whether each is one more than that before it, or the first of the next scale."""
    return all(int(after) == int(before) + 1 or after in "01" for before, after in pairwise(digits))


def runs_in(codes: Iterable[int], length: int = RUN) -> Iterator[int]:
    """A mark of 64 bits for every so many words that follow each other."""
    each = [*codes]
    return map(hash, zip(*(each[start:] for start in range(length)), strict=False))  # numbers have the same hash in every process

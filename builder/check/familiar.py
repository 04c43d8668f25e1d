"""How many words of a text are hard: the Dale-Chall measure, over the list of familiar words that textstat carries.

Dale and Chall (1948) counted a word as familiar when four of five children in grade four knew it, and its regular endings with it. The score is
0.1579 times the percentage of other words, plus 0.0496 times the words in a sentence, plus 3.6365 where more than five in a hundred are not familiar.
textstat counts `walked` as hard; the original does not, and neither does this. Names count as familiar.
"""

from __future__ import annotations

import re
from functools import cache

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_END = re.compile(r"(?<=[.!?])[\"”’')]*\s+")
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    *(((ending, ("",))) for ending in ("'s", "s'", "s", "es", "d", "n't", "'ll", "'re", "'ve", "'d", "'m", "ly")),
    *(((ending, ("", "e"))) for ending in ("ed", "ing", "er", "est")),
    *(((ending, ("y",))) for ending in ("ies", "ied", "ier", "iest", "ily")),
)
"""Regular endings, and what stood in their place."""


def dale_chall(text: str, known: frozenset[str] = frozenset()) -> tuple[float, list[str]]:
    """The score of a text (4.9 and less is read in grade 4, 5 to 5.9 in grades 5 and 6, 6 to 6.9 in 7 and 8), and its hard words, the most frequent first."""
    share, hard = hard_share(text, known)
    sentences = [sentence for sentence in _END.split(text) if _WORD.search(sentence)]
    words = len(_WORD.findall(text))
    if not words:
        return 0.0, []
    percent = 100 * share
    return 0.1579 * percent + 0.0496 * words / max(len(sentences), 1) + (3.6365 if percent > 5 else 0), hard


def hard_share(text: str, known: frozenset[str] = frozenset()) -> tuple[float, list[str]]:
    """The share of hard words, from 0 to 1, and which they are."""
    words = [word.replace("’", "'") for word in _WORD.findall(text)]
    hard = [word.lower() for word in words if not _is_familiar(word, known)]
    counts = {word: hard.count(word) for word in dict.fromkeys(hard)}
    return (len(hard) / len(words) if words else 0.0), sorted(counts, key=lambda word: -counts[word])


def is_familiar_word(word: str) -> bool:
    """Whether most children of ten know a word, given in lower case, or what it is made of."""
    return _stem_known(word, frozenset())


def _is_familiar(word: str, known: frozenset[str]) -> bool:
    low = word.lower()
    parts = low.split("-")
    return (word[0].isupper() and low not in _easy()) or all(_stem_known(part, known) for part in parts if part)


def _stem_known(word: str, known: frozenset[str]) -> bool:
    easy = _easy()
    if word in easy or word in known:
        return True
    for ending, before in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
            if any(stem + letter in easy or stem + letter in known for letter in before) or doubled in easy:
                return True
    return False


@cache
def _easy() -> frozenset[str]:
    from importlib.resources import files

    return frozenset(files("textstat").joinpath("resources/en/easy_words.txt").read_text(encoding="utf-8").lower().split())

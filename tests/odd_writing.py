"""What authors may write, however odd: words, numbers and names in texts and titles of a curriculum, put there at random."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

ODD = [
    "AT&T",
    "24/7",
    "e.g.",
    "U.S.",
    "c'est",
    "naïve",
    "3.5",
    "1,000",
    "½",
    "x²",
    "—",
    "state-of-the-art",
    "self-compassion",
    "555-0199",
    "1-800-555-0199",
    "don't",
    "I’m",
    "A",
    "I",
    "no.1",
    "C++",
    "#1",
    "50%",
    "$5",
    "@home",
    "Ångström",
    "Dr.",
    "vs.",
    "(maybe)",
    "“so”",
    "'hm'",
    "a.m.",
    "10:30",
    "9-to-5",
    "and/or",
    "OK?",
    "Yes!",
    "no;",
    "well:",
    "…",
    "St.",
    "O'Neil",
    "x=y",
    "<3",
    "5>4",
    "don’t--do",
    "2nd",
    "1st",
    "7",
    "2026-11-30",
    "(555)",
    "010-0142",
    "12",
    "100",
    "1000",
    "20.5%",
    "T-shirt",
    "e-mail",
    "www.example.org",
    "über",
    "señor",
    "niño",
    "garçon",
    "#facade",
    "#6a1b9a",
    "0800",
]
PLAIN = [
    "the",
    "a",
    "of",
    "to",
    "and",
    "in",
    "is",
    "you",
    "that",
    "it",
    "he",
    "was",
    "for",
    "on",
    "are",
    "as",
    "with",
    "his",
    "they",
    "at",
    "be",
    "this",
    "have",
    "from",
    "or",
    "one",
    "had",
    "by",
    "words",
    "but",
    "not",
    "what",
    "all",
    "we",
    "can",
    "out",
    "other",
]
_WORD = re.compile(r"(?<![\w*\[@#/-])[A-Za-z]{2,}(?![\w\]\-/])")
_FRONT = re.compile(r"(---\n.*?\n---\n)(.*)", re.S)
_LEFT = re.compile(r"\s*(:::|---|```|!\[|\||\{)|.*(\{|\]\(|<)")
"""Lines that are more than text."""
_MARKS = re.compile(r"[*_#<>=~^]")
_TITLE = re.compile(r"(?m)^((?:title|summary|home_practice): )(?![\"'>|{\[]).+$")


def write_oddly(root: Path, seed: int) -> int:
    """Change texts and titles of handouts, walls, modules and tracks, and titles of sessions; how many words were put there."""
    chance = random.Random(seed)
    share = chance.choice((0.02, 0.1, 0.3, 0.6))
    count = 0

    def a_word() -> str:
        nonlocal count
        count += 1
        return chance.choice(ODD if chance.random() < 0.6 else PLAIN)

    def a_title(found: re.Match[str]) -> str:
        return found[1] + json.dumps(" ".join(a_word() for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 6)))), ensure_ascii=False)

    def changed(line: str) -> str:
        return line if _LEFT.match(line) else _WORD.sub(lambda word: _MARKS.sub(r"\\\g<0>", a_word()) if chance.random() < share else word[0], line)

    for path in sorted((root / "curriculum" / "modules").rglob("*.md")) + sorted((root / "curriculum" / "tracks").glob("*.md")):
        if not (parts := _FRONT.fullmatch(path.read_text(encoding="utf-8"))):
            continue
        front, body = parts.groups()
        front = _TITLE.sub(lambda found: a_title(found) if chance.random() < 0.5 else found[0], front)
        body = body if path.name == "session.md" else "".join(map(changed, body.splitlines(keepends=True)))
        path.write_text(front + body, encoding="utf-8")
    return count

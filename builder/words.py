"""What the software itself says in other languages than English too: one table, words.toml, for pages, paper, Word and EPUB.

It stands with the program and not with the templates, so that it is in the key of everything that is made, and whoever changes a template needs no
second copy of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

Section = Literal["frame", "handout", "wall", "print", "kinds"]
Sections = Mapping[str, Mapping[str, str]]


def said(section: Section, language: str) -> Mapping[str, str]:
    """The words of one section; English where a language is not in the table (the theme, which MkDocs renders too, does the same by itself)."""
    known = languages()
    return known.get(language, known["en"])[section]


def languages() -> Mapping[str, Sections]:
    """The words of each language, by section."""
    return {name: table for name, table in _read().items() if name != "names"}


def own_name(language: str) -> str:
    """What a language calls itself; its code where nobody has said."""
    return str(_read()["names"].get(language, language))


@cache
def _read() -> Mapping[str, Sections]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

"""What is printed, each thing named once: products.toml, for builds, links, pages, the command and docs/printing.md."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct, convert

Whom = Literal["participants", "facilitators", "directors", "printer"]


class ProductRow(Struct, frozen=True, kw_only=True):
    """One thing that is printed, as its table in products.toml describes it."""

    name: str
    title: str
    what: str
    whom: Whom
    of: Literal["handout", "wallet", "words", "cards", "session", "track", "program", "days", "week", "meeting"]
    each: str
    """In words, what there is one of it for."""
    editions: Mapping[str, str]
    """The ways to have it, each in words."""
    order: str = ""
    """How `groupwork print` is asked for it; empty where a build alone makes it."""
    sites: tuple[str, ...] | None = None
    """None where the file that it is made from says for whom it is."""
    asked: tuple[str, ...] = ()
    """Editions that are made only when someone asks."""
    run: bool = False
    """Whether a build makes it only for tracks that a group runs; for all, where there are no groups."""
    links: Mapping[str, str] = {}
    most_pages: int = 0
    """Of what takes more a build tells, and goes on; 0 for any number."""

    @property
    def built(self) -> tuple[str, ...]:
        """The editions that are made with every build."""
        return tuple(edition for edition in self.editions if edition not in self.asked and self.sites != ())

    def label(self, edition: str) -> str:
        """What a link to an edition says."""
        return self.links.get(edition) or f"{self.title}, {self.editions[edition]}"


HOLDERS: Mapping[Whom, str] = {
    "participants": "For participants",
    "facilitators": "For facilitators",
    "directors": "For directors",
    "printer": "For a printer",
}
"""Headings of lists of what is printed, in their order."""


FORMATS = {"word": ".docx", "word-a4": "-a4.docx", "epub": ".epub", "powerpoint": ".pptx"}
"""The endings of what is no PDF, by edition."""


def ending(edition: str, language: str = "en") -> str:
    """What the path of a printed file has behind the name of what it is of: `-a4-large.pdf`, `.es-letter.pdf`, `.docx`."""
    return ("" if language == "en" else f".{language}") + FORMATS.get(edition, f"-{edition}.pdf")


@cache
def product_rows() -> Mapping[str, ProductRow]:
    """By name, in the order of the table. An edition that has no words is a mistake in it."""
    told = tomllib.loads(Path(__file__).with_name("products.toml").read_text(encoding="utf-8"))
    return {
        name: convert(
            {
                **row,
                "name": name,
                "each": told["each"][row["of"]],
                "editions": {edition: told["editions"][edition] for edition in row["editions"]},
            },
            ProductRow,
        )
        for name, row in told["products"].items()
    }

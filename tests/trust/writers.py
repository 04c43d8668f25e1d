"""Every kind of injection through every text that an author can write, into all that is made of it; and writers broken on purpose, which has to be noticed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from builder.check.templates import ToldEnvironment
from tests.everything import everything
from tests.injecting import KINDS, NEUTRAL, NOT_ON_PAPER, PAYLOADS, Bodies, any_kind, exported, on_paper, pages_of, papers_of, send
from tests.looking import Look
from tests.written import Written

TITLE = "Writers"
MINUTES = 6

NOTHING = re.compile("(?!)")
BROKEN: Mapping[str, tuple[str, Any]] = {
    "HTML and XML": ("builder.text.markup.escape", lambda text, quote=True: text),
    "templates": ("builder.pages.render.ToldEnvironment", lambda **given: ToldEnvironment(**{**given, "autoescape": False})),
    "values in calendars": ("builder.pages.ics.escaped", lambda text: text),
    "lines in calendars": ("builder.pages.ics.folded", lambda line: line),
    "cells": ("builder.planner.cells._cell", str),
    "formulas in cells": ("builder.planner.cells._no_formula", lambda text: text),
    "Typst": ("builder.print.typst_text._SPECIAL", NOTHING),
}
"""What writes a format, and something in place of it that escapes nothing."""
NOT_PRINTED = {"print-word-wide", "card-too-long", "print-too-long", "character-unseen", "bad-value", "unknown-reference"}
"""What is said of a paper, a calendar or a request that is not made."""
LAID_OUT = (
    "wbr",
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}rPr",
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}b",
)
"""Elements of which there are more where an address has more pieces, or a column is wide enough to be bold."""


class Through:
    """One curriculum through which everything is sent, and what was counted."""

    def __init__(self, root: Path, site: str = ""):
        self.root, self.site = root, site
        self.files = everything(root, site=bool(site))
        self.plain = send(root, [Bodies().beneath(file, lambda turn: "plain") for file in self.files], lambda number: NEUTRAL, site)
        self.clean = Look(self.plain.as_written)
        assert self.clean.over((*pages_of(self.plain.library), *papers_of(self.plain.library, Counter()))) == []
        self.taken, self.refused, self.looked = 0, Counter[str](), Counter[str]()

    def fields(self, shift: int) -> None:
        """Each text that is no Markdown gets a kind: every file has the elements that it has without, and no other."""
        looks = (
            self.look(self.plain.files, lambda number: any_kind(number + shift)),
            self.look(self.plain.files, lambda number: on_paper(number + shift), True),
        )
        more = {
            (name, *element)
            for look in looks
            for name, elements in look.more_than(self.clean).items()
            for element in elements
            if element[0] not in LAID_OUT
        }
        assert more == set(), sorted(more)[:3]

    def markdown(self, shift: int) -> None:
        """A kind in every position of Markdown, and one in each text: there is no kind of element that there is not without."""
        kind, bodies = KINDS[shift], Bodies()
        under = [bodies.beneath(file, lambda turn: PAYLOADS[kind]) for file in self.files]
        said = (lambda number: PAYLOADS[kind]) if kind in NOT_ON_PAPER else lambda number: on_paper(number + shift)
        looks = [self.look(under, said, paper, also_markdown=True) for paper in (False, True)[: 1 if kind in NOT_ON_PAPER else 2]]
        more = {element for look in looks for element in look.kinds_of_elements() - self.clean.kinds_of_elements()}
        assert more <= {("ol", "start")}, sorted(more)[:3]
        self.taken += bodies.taken
        self.refused["in Markdown"] += bodies.refused

    def look(self, files: Sequence[Written], said: Callable[[int], str], paper: bool = False, also_markdown: bool = False) -> Look:
        """Of what was made, all but problems: there are none."""
        markdown = {number for number, place in enumerate(self.plain.places) if place.is_markdown and not also_markdown}
        sent = send(self.root, files, lambda number: NEUTRAL if number in markdown else said(number), self.site)
        look, not_printed = Look(sent.as_written), Counter[str]()
        made = (*papers_of(sent.library, not_printed), *exported(self.root, self.root / "out", not_printed)) if paper else pages_of(sent.library)
        problems = look.over(made)
        assert problems == [], problems[:3]
        assert not_printed.keys() <= NOT_PRINTED, not_printed
        self.looked.update(look.files)
        if not paper:
            self.taken += len(sent.sent)
            self.refused.update(sent.refused.values())
        return look


def figures(folder: Path) -> dict[str, int | float | str]:
    """Each kind of injection is sent through every text of the schema, with and without a site that lies over the program, and through every position in Markdown. All
    that is made of it is read by parsers of its format: what was sent stands there as text, or was refused where it was written, and pages, books and slides have
    the very elements that they have without it. At last each writer is made to escape nothing, which the same look has to notice."""
    program, site = Through(_folder(folder / "program")), Through(_folder(folder / "site"), "harbor")
    for shift, kind in enumerate(KINDS):
        program.fields(shift)
        site.markdown(shift)
        print(kind, flush=True)
    noticed = {name: _noticed(program, *BROKEN[name]) for name in BROKEN}
    assert all(noticed.values()), noticed
    looked = program.looked + site.looked
    return {
        "kinds of injection": len(KINDS),
        "texts of the schema that they were sent through": len({place.owner for place in site.plain.places}),
        "places in files": len(site.plain.places),
        "sent": program.taken + site.taken + (program.refused + site.refused).total(),
        "of these written as text": program.taken + site.taken,
        "refused where they stand": (program.refused + site.refused).total(),
        "anything else": 0,
        **{f"files looked at, {kind}": count for kind, count in sorted(looked.items())},
        "writers broken on purpose": len(BROKEN),
        "of these noticed": sum(noticed.values()),
    }


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _noticed(program: Through, name: str, other: Any) -> bool:
    with patch(name, other):
        for shift in range(len(KINDS)):
            try:
                program.fields(shift)
            except Exception:  # of a compiler too
                return True
    return False

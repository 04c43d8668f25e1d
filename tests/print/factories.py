"""Small inputs for the tests of print and files."""

from __future__ import annotations

import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2

from builder.model.base import Source
from builder.model.library import Library
from builder.model.products import FORMATS
from builder.model.session import Handout, HandoutMeta
from builder.print.common import Settings
from builder.print.editions import Edition
from builder.print.products import PRODUCTS
from builder.print.sheet import Sheet, sheets
from builder.text.dialect import parse
from builder.text.inserts import Inserts
from builder.text.marked_yaml import read_yaml
from builder.text.tree import Paragraph, Words
from builder.tracks.plan import Syllabus, plan
from tests.project import real_library

ROOT = Path(__file__).parent.parent.parent
SETTINGS = Settings(made_at=1_700_000_000)
PRODUCT = {product.name: product for product in PRODUCTS}
EDITIONS = tuple(Edition(name) for name in PRODUCT["handout"].row.editions if name not in FORMATS)
PEN, SCREEN, LARGE = EDITIONS[:3]

EVERYTHING = """
A first paragraph with **strong**, *soft* and `exact` words, [a link](https://example.org/page) and \\
a second line.

## Steps

1. One. # * _ $ < > @ ~ ` = - + / \\\\ // 1) "quoted" and 'so'
2. Two

- a bullet
- another

   with more

> Words that someone says.

| What | When | How strong (0-10) |
| --- | --- | --- |
| Example | Monday | 6 |
| First | [____] | [____] |

---

A person: [____ a person]

I go at [____ the time] with [____ someone], and stay.

[lines 3: What I saw]

[scale 0-10: How sure I am | not at all | completely]

- [ ] I tried it
- [ ] I told [____ whom I told]
"""


A_MAP = """
A first paragraph.

![Me in the middle, two boxes beside me: someone I can call, and what we would do.](map.svg)

[lines 2: What I saw]
"""
DRAWN = {
    "map.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200"><circle cx="300" cy="100" r="40" fill="teal"/>'
    '<rect x="20" y="60" width="200" height="40"><title>[____ someone I can call]</title></rect>'
    '<rect x="380" y="60" width="200" height="80"><title>[lines 2: what we would do]</title></rect></svg>'
}


MUCH = " ".join(f"word{number}" for number in range(330))
"""More than goes on a page of large print; `{{passage long}}` has it too."""


@cache
def the_library() -> Library:
    return real_library()


def a_handout(body: str = EVERYTHING, language: str = "en", **meta: str) -> Handout:
    """A handout of the real session `cbt/first-thought`, from Markdown."""
    told = {"title": "A sheet", "kind": "worksheet", "main_message": "One thing matters.", "time": "5 minutes"} | meta
    file = "curriculum/modules/cbt/first-thought/a-sheet.md"
    front = "\n".join(f'{key}: "{value}"' for key, value in told.items())
    parsed = parse(body, file, 8, Inserts(drawings=DRAWN, passages={"long": (Paragraph((Words(MUCH),), 1),)}))
    assert not parsed.findings, parsed.findings
    source = Source(file, read_yaml(front, file, first_line=2), body, 8)
    return Handout(
        id="cbt/first-thought/a-sheet", session="cbt/first-thought", language=language, meta=HandoutMeta(**told), body=parsed.document, source=source
    )


@cache
def a_sheet(body: str = EVERYTHING, edition: Edition = SCREEN) -> Sheet:
    return next(iter(sheets(the_library(), a_handout(body), SETTINGS, (edition,))))


def names(handout: Handout) -> list[str]:
    return [field.name for field in handout.body.fields()]


def text_of(pdf: bytes) -> str:
    """The words of a PDF, with every run of white space as one space."""
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).replace("\ufffe", "").split())


def has_words(page: pypdfium2.PdfPage, words: str) -> bool:
    """Whether a page says this, however its lines break."""
    return squeezed(words) in squeezed(page.get_textpage().get_text_range())


def squeezed(text: str) -> str:
    """Letters and digits only: line breaks and list marks come out of a PDF in ways that do not matter."""
    return "".join(char for char in text if char.isalnum())


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def has_program(name: str) -> bool:
    return subprocess.run(["which", name], capture_output=True, check=False).returncode == 0


@cache
def a_syllabus() -> Syllabus:
    library = the_library()
    return plan(library, library.tracks[0])

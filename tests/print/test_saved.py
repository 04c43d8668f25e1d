"""What a page saves as PDF: every handout with more in each field than it can show. All of it is in the file, and on paper."""

from __future__ import annotations

import base64
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name

from builder.print.structure import listed
from builder.words import said
from tests.print.factories import a_sheet, squeezed, the_library
from tests.print.filling import forms, kept, seen, text_fields
from tests.print.invariants import elements, problems
from tests.project import ROOT
from tests.scripts import in_node, with_node

pytestmark = [pytest.mark.slow, with_node]

SITE = ROOT / "templates/assets-participants"
LIBRARY = SITE / "pdf-lib/pdf-lib.esm.min.js"
SENTENCES = "I call my sister and tell her the truth, all of it. Gọi cho mẹ tôi, uống trà ấm nhé. Позвонить сестре, їжак. Καλημέρα, πάω βόλτα.\n"
OTHER_SCRIPT = "اتصل بأختي 打电话 "
WORDS = {
    "over": said("handout", "en")["keep_over"], "on": said("handout", "en")["keep_on"], "number": said("handout", "en")["keep_number"],
    "title": "A page", "standing": "Draft, not reviewed", "help": "In danger: 911 · call or text 988", "foot": "Second floor",
}  # fmt: skip
SAVE = f"""await (async () => {{
  const pdf = await import({str(LIBRARY)!r});
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const painter = {{
    widthOf: (words, size) => [...words].length * size * 0.6,
    paint: (lines, letters, box) => ({{ data: new Uint8ClampedArray(4 * 4).fill(90), width: 2, height: 2 }}),
  }};
  const saved = [];
  for (const [file, answers] of given[0]) {{
    const made = await m.filled(pdf, bytes(file), answers, {{ painter, words: given[1] }});
    saved.push([Array.from(made.bytes, (byte) => String.fromCharCode(byte)).join(""), made.over]);
  }}
  return saved;
}})()"""


def saved(*given: tuple[bytes, list[dict[str, Any]]]) -> list[tuple[bytes, list[dict[str, Any]]]]:
    """The files with these answers, and which of them stand on added pages."""
    asked = [[base64.b64encode(file).decode(), answers] for file, answers in given]
    return [(made.encode("latin-1"), over) for made, over in in_node(str(SITE / "js/pdf/fill.js"), SAVE, [asked, WORDS])]


def an_answer(name: str, value: str | bool) -> dict[str, Any]:
    return {"name": name, "label": f"label of {name}", "value": value}


def much(name: str) -> str:
    return f"First of {name}. {SENTENCES * 8}Last of {name}."


@cache
def filled(site: Path) -> dict[str, tuple[bytes, list[dict[str, Any]]]]:
    """Every handout, each field for words with more than it can show."""
    asked = [(pdf, [an_answer(field.name, much(field.name)) for field in text_fields(pdf)]) for pdf in forms(site).values()]
    return dict(zip(forms(site), saved(*asked), strict=True))


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, whole lines after one another, without what is typed into fields."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]


def unmarked(pdf: pikepdf.Pdf, first: int) -> list[str]:
    """What of the pages from `first` on is not in the tree of tags, and does not lead back from it."""
    found: list[str] = []
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    nodes = [element.node for element in elements(pdf)]
    held = {
        (node.objgen, kid.Pg.objgen, int(kid.MCID))
        for node in nodes
        for kid in listed(node.get("/K"))
        if isinstance(kid, Dictionary) and "/MCID" in kid
    }
    for page in list(pdf.pages)[first:]:
        owners, inside, marks = list(parents[int(page.StructParents)]), 0, []
        for step in pikepdf.parse_content_stream(page):
            operator = str(step.operator)
            if operator == "BDC":
                told: Any = step.operands[1]
                inside += 1
                marks += [int(told.MCID)] if "/MCID" in told else []
            elif operator == "EMC":
                inside -= 1
            elif operator in ("Tj", "Do") and inside != 1:
                found.append("words that are neither read aloud nor said to be an artifact")
        if marks != list(range(len(owners))):
            found.append(f"pieces {marks} for {len(owners)} elements")
        found += [f"piece {mark} does not lead back" for mark in marks if (owners[mark].objgen, page.obj.objgen, mark) not in held]
    return found


@pytest.mark.long
def test_every_answer_of_every_handout_is_whole_in_its_field_and_on_an_added_page(site: Path) -> None:
    looked_at = 0
    for form, (pdf, over) in filled(site).items():
        names = [field.name for field in text_fields(pdf)]
        assert kept(pdf) == {name: much(name) for name in names}, form
        assert [one["label"] for one in over] == [f"label of {name}" for name in names]
        before = len(pypdfium2.PdfDocument(forms(site)[form]))
        pages, shown = pages_of(pdf), seen(pdf)
        added = ""
        for number, page in enumerate(pages[before:], before + 1):
            frame = squeezed(f"{WORDS['title']} Page {number} {WORDS['standing']} {WORDS['help']} {WORDS['foot']}")
            assert page.startswith(frame), "whose page it is, and whom to call"
            added += page.removeprefix(frame)
        for one, name in zip(over, names, strict=True):
            assert squeezed(f"Label of {name} {much(name)}") in added, f"{form}: {name}"
            assert squeezed(f"Label of {name} First of {name}") in pages[one["page"] - 1], f"{form}: {name} is not on page {one['page']}"
            assert shown[name].endswith((f"… (page {one['page']})", "…")), f"{form}: {name} shows {shown[name]!r}"
            looked_at += 1
    assert looked_at >= 400


@pytest.mark.long
def test_a_saved_file_keeps_what_is_promised_of_the_published_one(site: Path) -> None:
    for form, (pdf, _) in filled(site).items():
        with pikepdf.open(BytesIO(pdf)) as opened, pikepdf.open(BytesIO(forms(site)[form])) as published:
            names = [str(field.T) for field in opened.Root.AcroForm.Fields]
            first = len(published.pages)
            assert opened.check_pdf_syntax() == []
            assert unmarked(opened, first) == []
            assert {tuple(page.mediabox) for page in opened.pages} == {tuple(page.mediabox) for page in published.pages}
            assert opened.Root.Lang == published.Root.Lang
            assert int(opened.Root.Outlines.First.Count) == int(published.Root.Outlines.First.Count) - 1
            assert opened.Root.Outlines.First.Last.Dest[0].objgen == opened.pages[first].objgen
            tags = [element.tag for element in elements(opened)][len([*elements(published)]) :]
        assert problems(pdf, names) == [], form
        assert tags == ["/H2", *["/H3", "/P"] * len([*text_fields(pdf)])]
    assert len(filled(site)) >= 38


def test_what_fits_its_box_adds_no_page_and_is_nine_points_at_the_least() -> None:
    ((pdf, over),) = saved(
        (a_sheet().pdf, [an_answer("a-person", "Sam"), an_answer("what-i-saw", "One, two, three. " * 12), an_answer("i-tried-it", True)])
    )
    assert over == []
    with pikepdf.open(BytesIO(pdf)) as opened, pikepdf.open(BytesIO(a_sheet().pdf)) as published:
        fields = {str(field.T): field for field in opened.Root.AcroForm.Fields}
        assert len(opened.pages) == len(published.pages)
        assert float(str(fields["what-i-saw"].DA).split()[1]) >= 9
        assert Name.Yes == fields["i-tried-it"].V
    assert squeezed(seen(pdf)["what-i-saw"]) == squeezed("One, two, three. " * 12)


def test_words_that_the_files_font_lacks_are_a_picture_with_their_words_and_an_answer_without_a_field_is_not_lost() -> None:
    given = [an_answer("what-i-saw", OTHER_SCRIPT * 90), an_answer("gone", "Words of a place that is no more")]
    ((pdf, over),) = saved((a_sheet().pdf, given))
    assert [one["label"] for one in over] == ["label of what-i-saw", "label of gone"]
    with pikepdf.open(BytesIO(pdf)) as opened:
        spoken = [str(element.node.ActualText) for element in elements(opened) if "/ActualText" in element.node]
        assert unmarked(opened, over[0]["page"] - 1) == []
        assert "/XObject" in opened.pages[over[0]["page"] - 1].Resources
        assert problems(pdf, [str(field.T) for field in opened.Root.AcroForm.Fields]) == []
    assert spoken == [(OTHER_SCRIPT * 90).strip()]
    assert squeezed("Label of gone Words of a place that is no more") in "".join(pages_of(pdf))


def test_a_page_tells_its_own_words_for_added_pages_in_its_language() -> None:
    assert len(the_library().handouts) >= 38
    assert all("{}" in said("handout", language)[word] for language in ("en", "es") for word in ("keep_on", "keep_number"))

"""Word and PowerPoint files that Office opens without mending them."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from builder.print.word import handout_docx
from tests.print.factories import SETTINGS, a_handout, the_library
from tests.print.office import office_problems


@cache
def a_file() -> bytes:
    return next(handout_docx(the_library(), a_handout(), SETTINGS, "letter"))


@pytest.mark.long
@pytest.mark.slow
def test_every_word_and_powerpoint_file_opens_without_being_mended(site: Path) -> None:
    """All that are published: by our own list, by the schemas of ECMA-376, and by what is known of Office itself."""
    validator = OpenXmlValidator()
    looked_at = {".docx": 0, ".pptx": 0}
    for path in (one for suffix in looked_at for one in sorted((site / "staff").rglob(f"*{suffix}")) if one.is_file()):
        assert office_problems(path.read_bytes()) == [], path
        result = validator.validate(path)
        assert not result.errors, (path, result.errors[:3])
        looked_at[path.suffix] += 1
    library = the_library()
    assert looked_at[".docx"] >= 2 * (len(library.handouts) + len(library.tracks)) > 60
    assert looked_at[".pptx"] >= len(library.without_process.sessions) > 30


DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
DAMAGE = {
    "a part that nothing leads to": ("customXml/item1.xml", "", "<a/>", "nothing leads to /customXml/item1.xml"),
    "a part that is gone": (RELATIONS, "footer.xml", "foot.xml", "leads to /word/foot.xml, which is not there"),
    "a relation that nothing uses": (DOCUMENT, 'r:id="rId6"', "", "does not use its footer"),
    "a relation that is not there": (DOCUMENT, 'r:id="rId6"', 'r:id="rId99"', "uses rId99, which leads nowhere"),
    "a content type for nothing": ("[Content_Types].xml", "/word/footer.xml", "/word/foot.xml", "is given for /word/foot.xml"),
    "two controls of one number": (DOCUMENT, 'w:id w:val="2"', 'w:id w:val="1"', "have the number 1"),
    "a picture without words": (DOCUMENT, 'descr="Square code', 'title="Square code', "no description"),
    "an unknown style": (DOCUMENT, '"MainMessage"', '"Message"', "no style Message"),
    "an unknown list": (DOCUMENT, 'w:numId w:val="1"', 'w:numId w:val="77"', "no list 77"),
    "a control without a label": (DOCUMENT, "w:alias", "w:label", "no label"),
    "a lost space": ("word/footer.xml", 'xml:space="preserve"', "", "are lost"),
    "a table wider than its columns": (DOCUMENT, "<w:tblW w:w=", '<w:tblW w:w="1" w:was=', "not as wide as its columns"),
    "a row that may be split": (DOCUMENT, "w:cantSplit", "w:hidden", "may be split"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_file_is_caught(name: str) -> None:
    part, before, after, said = DAMAGE[name]
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(a_file())) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.namelist():
            text = source.read(member)
            if member == part:
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode())
            target.writestr(member, text)
        if not before:
            target.writestr(part, after)
    found = office_problems(out.getvalue())
    assert any(said in problem for problem in found), found


def test_a_sound_file_has_no_problems() -> None:
    assert office_problems(a_file()) == []


def test_a_file_carries_nothing_that_nothing_uses() -> None:
    with zipfile.ZipFile(BytesIO(a_file())) as archive:
        names = set(archive.namelist())
    assert {name.partition("/")[0] for name in names} == {"[Content_Types].xml", "_rels", "docProps", "word"}
    faces = {f"word/fonts/{face}.odttf" for face in ("Regular", "Bold", "Italic")}
    parts = {f"word/{part}.xml" for part in ("document", "styles", "numbering", "settings", "fontTable", "footer", "theme/theme")}
    assert {name for name in names if name.startswith("word/") and "_rels" not in name} == {*faces, *parts, "word/media/image1.png"}

"""Drawings beside a page: shown whole in every form, and nothing in them that could do harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from builder.finding import CurriculumError
from builder.load.drawing import LARGEST, read_drawing
from builder.load.library import load_library
from builder.pages.html import Writer
from builder.print.epub_text import BookWriter
from builder.print.typesetter import picture_of
from builder.print.typst_blocks import in_print
from builder.print.typst_text import TextWriter
from builder.text.dialect import Parsed, parse
from builder.text.drawn import shape_of
from builder.text.inserts import Inserts, UnusableDrawing
from builder.text.tree import Drawing, walk
from tests.project import ROOT, a_project
from tests.trees import SMALL

TEMPLATES = ROOT / "templates"

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
GOOD = (
    f'<!-- made by hand -->\n{HEAD}\n  <path d="M0 0 L4 4" stroke="currentColor"/>\n  <text x="1" y="9" font-size="4">up &amp; down</text>\n</svg>\n'
)


def drawing(folder: Path, svg: str | bytes, name: str = "curve.svg") -> str:
    (folder / name).write_bytes(svg if isinstance(svg, bytes) else svg.encode())
    return read_drawing(folder, name)


def test_a_drawing_becomes_one_line_without_what_its_program_left_behind(tmp_path: Path) -> None:
    written = drawing(tmp_path, GOOD.replace("<svg ", '<svg width="900" height="450" '))
    assert "\n" not in written
    assert "made by hand" not in written
    assert "900" not in written
    assert ">up &amp; down</text>" in written


def test_names_inside_a_drawing_are_its_own_so_that_two_can_stand_on_a_page(tmp_path: Path) -> None:
    marker = f'{HEAD}<defs><marker id="tip"><path d="M0 0"/></marker></defs><path d="M0 0 L4 4" marker-end="url(#tip)"/></svg>'
    written = drawing(tmp_path, marker)
    assert 'id="curve-tip"' in written
    assert 'marker-end="url(#curve-tip)"' in written


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<style>path{fill:red}</style>",
        '<path onclick="alert(1)" d="M0 0"/>',
        '<path style="fill:url(https://x.example)" d="M0 0"/>',
        '<path fill="url(https://x.example/#a)" d="M0 0"/>',
        '<path fill="url(  javascript:alert(1))" d="M0 0"/>',
        '<a href="https://x.example"><path d="M0 0"/></a>',
        '<image href="x.png"/>',
        '<use href="#a"/>',
        "<foreignObject><p>Hello</p></foreignObject>",
        '<animate attributeName="x" to="9"/>',
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        '<path xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a" d="M0 0"/>',
        '<path class="a" d="M0 0"/>',
        '<path ONCLICK="alert(1)" d="M0 0"/>',
        '<path Style="a:b" d="M0 0"/>',
        '<path data-search-body="" d="M0 0"/>',
        '<path marker-end="URL(https://x.example/#a)" d="M0 0"/>',
        '<path marker-end="u\\72l(https://x.example/#a)" d="M0 0"/>',
        '<path marker-end="image(https://x.example/#a)" d="M0 0"/>',
        '<path transform="url(https://x.example/#a)" d="M0 0"/>',
        "<text>\u202eback</text>",
        "<g>" * 60 + "</g>" * 60,
        "<path",
    ],
)
def test_whatever_could_do_harm_or_would_get_lost_is_refused(tmp_path: Path, inside: str) -> None:
    with pytest.raises(UnusableDrawing) as refused:
        drawing(tmp_path, f"{HEAD}{inside}</svg>")
    assert refused.value.code == "drawing-unsafe"


@pytest.mark.parametrize("paint", ['fill="red"', 'stroke="#000"', 'fill="var(--accent)"', 'color="teal"', 'stroke="context-stroke"', 'fill="Teal"'])
def test_a_paint_that_no_page_has_a_color_for_is_refused(tmp_path: Path, paint: str) -> None:
    with pytest.raises(UnusableDrawing) as refused:
        drawing(tmp_path, f'{HEAD}<path {paint} d="M0 0"/></svg>')
    assert refused.value.code == "drawing-paint"


@pytest.mark.parametrize(
    "inside", ['<text opacity=".5">a</text>', '<g opacity=".5"><g><text>a</text></g></g>', '<text>a<tspan opacity=".9">b</tspan></text>']
)
def test_words_that_are_half_seen_are_refused_and_shapes_are_not(tmp_path: Path, inside: str) -> None:
    with pytest.raises(UnusableDrawing, match="half seen") as refused:
        drawing(tmp_path, f"{HEAD}{inside}</svg>")
    assert refused.value.code == "drawing-paint"
    assert "opacity" in drawing(tmp_path, f'{HEAD}<g opacity=".5"><path d="M0 0"/></g><text opacity="1" fill-opacity=".5">a</text></svg>')


def test_each_form_has_its_own_color_for_the_paints() -> None:
    written = '<path fill="teal" stroke="gray"/><path fill="white" stroke="currentColor"/>'
    assert in_print(written, "#123456") == '<path fill="#123456" stroke="#595959"/><path fill="white" stroke="currentColor"/>'
    for sheet in ("assets/css/groupwork.css", "print/book.css"):
        rules = (TEMPLATES / sheet).read_text(encoding="utf-8")
        colored = [f'[{place}="{paint}"]' in rules for paint in ("teal", "white") for place in ("fill", "stroke")]
        assert colored == [True] * 4, sheet


@pytest.mark.parametrize(
    "whole",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"/>',
        '<?x <!-- ?><!DOCTYPE svg [<!ENTITY a "b">]><!-- --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"/>'.encode("utf-16"),
        '<?xml version="1.0" encoding="none"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 a 4"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 4"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg viewBox="0 0 4 4"/>',
        "<p>Not a drawing</p>",
        "",
        b"\x89PNG\r\n",
        f"{HEAD}{'<path/>' * (LARGEST // 7)}</svg>",
    ],
)
def test_what_is_no_small_plain_svg_is_refused(tmp_path: Path, whole: str | bytes) -> None:
    with pytest.raises(UnusableDrawing) as refused:
        drawing(tmp_path, whole)
    assert refused.value.code == "drawing-unsafe"


@pytest.mark.parametrize("name", ["../curve.svg", "/etc/curve.svg", "Curve.svg", "curve.png", "https://x.example/curve.svg", "none.svg"])
def test_a_drawing_stands_beside_its_page_under_a_plain_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableDrawing) as refused:
        read_drawing(tmp_path, name)
    assert refused.value.code == "drawing-missing"


def test_a_drawing_is_a_picture_where_a_form_takes_no_svg(tmp_path: Path) -> None:
    written = drawing(tmp_path, GOOD)
    assert shape_of(written) == 0.5
    assert picture_of(in_print(written)).startswith(b"\x89PNG")
    assert in_print('<text font-family="sans-serif">a</text>') == '<text font-family="Atkinson Hyperlegible Next">a</text>'


def test_the_small_library_shows_its_drawing_with_words_that_stand_for_it() -> None:
    pages = [page for session in load_library(SMALL).sessions.values() for page in session.pages]
    drawings = [node for page in pages for node in walk(page.body.blocks) if isinstance(node, Drawing)]
    assert [bool(one.words and one.svg) for one in drawings] == [True]


MAP = f'{HEAD}<rect x="4" y="2" width="20" height="8"><title> [____ a\n person] </title></rect><rect x="4" y="12" width="20" height="8"><title>A box</title></rect></svg>'


def parsed(svg: str, times: int = 1) -> Parsed:
    return parse("\n\n".join(["![Words that stand for it](map.svg)"] * times), "a.md", 1, Inserts(to_fill=True, drawings={"map.svg": svg}))


def test_a_rectangle_with_a_field_for_its_title_is_a_place_to_write(tmp_path: Path) -> None:
    document = parsed(drawing(tmp_path, MAP, "map.svg")).document
    block = document.blocks[0]
    assert isinstance(block, Drawing)
    assert [(one.field.label, one.field.kind, one.left, one.top, one.width, one.height) for one in block.places] == [
        ("a person", "blank", 0.1, 0.1, 0.5, 0.4)
    ]
    assert "person" not in block.svg
    assert block.svg.count("<rect") == 2
    assert document.to_fill
    assert [field.name for field in document.fields()] == ["a-person"]


def test_fields_of_drawings_are_fields_like_others() -> None:
    codes = [finding.code for finding in parsed(MAP, times=2).findings]
    unnamed = [finding.code for finding in parsed(MAP.replace("____ a\n person", "____")).findings]
    scaled = [finding.code for finding in parsed(MAP.replace("____ a\n person", "scale 0-10: how sure")).findings]
    assert (codes, unnamed, scaled) == (["field-label-twice"], ["field-label"], ["field-label"])


@pytest.mark.parametrize(
    "inside",
    [
        '<g transform="translate(9 9)"><g><rect x="1" y="1" width="9" height="9"><title>[____ a]</title></rect></g></g>',
        '<rect x="1" y="1" width="9" height="9" transform="rotate(9)"><title>[____ a]</title></rect>',
        '<rect x="1" y="1" width="50%" height="9"><title>[____ a]</title></rect>',
        '<rect width="9" height="9"><title>[____ a]</title></rect>',
        '<circle r="9"><title>[____ a]</title></circle>',
    ],
)
def test_a_place_to_write_has_to_stand_where_its_numbers_say(tmp_path: Path, inside: str) -> None:
    with pytest.raises(UnusableDrawing) as refused:
        drawing(tmp_path, f"{HEAD}{inside}</svg>")
    assert refused.value.code == "drawing-unsafe"
    assert "place to write" in refused.value.message


def test_on_the_page_a_labelled_field_lies_over_its_box_and_a_book_has_the_picture_alone(tmp_path: Path) -> None:
    blocks = parsed(drawing(tmp_path, MAP, "map.svg")).document.blocks
    page = Writer(str, lambda cite: Markup()).blocks(blocks)
    assert '<div class="gw-place" data-n-x="10.0" data-n-y="10.0" data-n-w="50.0" data-n-h="40.0"><label for="f-a-person">a person</label>' in page
    assert page.index("</svg></div>") < page.index("gw-place"), "what is inside a picture is not there for a screen reader"
    book = BookWriter(TextWriter(str, lambda cite: "")).blocks(blocks)
    assert "gw-place" not in book
    assert "<svg" in book


def test_a_module_has_its_cover_beside_it_and_it_says_nothing_to_a_screen_reader(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    cover = root / "curriculum/modules/sleep/cover.svg"
    cover.write_text(GOOD, encoding="utf-8")
    library = load_library(root)
    assert [bool(module.cover) for module in library.modules if module.id == "sleep"] == [True]
    page = Writer(str, lambda cite: Markup()).blocks((Drawing(library.module("sleep").cover, "", 0),))
    assert page.startswith('<div class="gw-drawing" aria-hidden="true"><svg')
    cover.write_text(GOOD.replace("currentColor", "red"), encoding="utf-8")
    with pytest.raises(CurriculumError) as refused:
        load_library(root)
    assert [(one.place.file, one.code) for one in refused.value.findings] == [("curriculum/modules/sleep/cover.svg", "drawing-paint")]


@pytest.mark.parametrize(("view", "fits"), [("1000 0.2", False), ("1000 9.9", False), ("1000 10", True), ("10 100", True), ("10 101", False)])
def test_a_drawing_that_shows_as_a_line_is_refused_before_it_is_set(tmp_path: Path, view: str, fits: bool) -> None:
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {view}"><path d="M0 0"/></svg>'
    if fits:
        svg = drawing(tmp_path, whole)
        assert picture_of(in_print(svg))
        assert float(f"{shape_of(svg):.3f}")
        return
    with pytest.raises(UnusableDrawing) as refused:
        drawing(tmp_path, whole)
    assert (refused.value.code, "shows as a line" in refused.value.message) == ("drawing-unsafe", True)

from __future__ import annotations

import pypdfium2
import pytest

from builder.print.typesetter import typeset, value
from builder.print.typst_blocks import BlockWriter
from builder.print.typst_text import TextWriter, literal, with_their_words
from builder.text.columns import LARGE, PADDING, ROOM, columns_of, in_large
from builder.text.dialect import parse
from builder.text.fields import TO_WRITE
from builder.text.inserts import Inserts
from builder.text.quotes import curled
from builder.text.sheets import MM
from builder.text.tree import Paragraph, Table, What, Words
from tests.print.factories import opened, squeezed, text_of

WRITER = BlockWriter(TextWriter(lambda href: href, lambda cite: f"({', '.join(cite.sources)})"))
RIGHT = 1 - 2.5 / 21
"""Where the text ends on a page without settings, as a share of its width."""
NASTY = (
    "1. a number first",
    "= not a heading",
    "- not a list, + nor + this, / nor: this",
    "// not a comment and /* nor this */",
    "#let x = 1 and #{ 1 + 1 } and #import",
    "$ x^2 $ and <label> and @reference",
    "*stars* _lines_ `ticks` ~tilde~ \\backslash\\ \\u{41}",
    "[brackets] (round) {curly} \"double\" 'single'",
    "https://example.org/path?x=1#part",
    "-- --- ... and 'quotes\"",
    "a;b, c: d! e?",
)


def set_words(words: str) -> str:
    return text_of(typeset(source_of(words), {}, 0))


def pages_of(words: str) -> str:
    """The same with its line breaks."""
    with pypdfium2.PdfDocument(typeset(source_of(words), {}, 0)) as pdf:
        return "\r\n".join(page.get_textpage().get_text_range() for page in pdf)


def source_of(words: str) -> str:
    return f'#import "/type.typ": *\n#set document(title: "T")\n#set text(lang: "en")\n#show: styles\n#heading("Title")\n{words}\n'


@pytest.mark.parametrize("text", NASTY)
def test_whatever_an_author_types_comes_out_as_typed(text: str) -> None:
    printed = set_words(WRITER.blocks((Paragraph((Words(text),), 1),)))
    assert curled(text).replace(" ", "") in printed.replace(" ", "")


def test_control_characters_are_escaped_in_literals() -> None:
    assert literal('a"b\\c\nd\x07') == '"a”b\\\\c\\nd\\u{7}"'
    assert literal('<svg id="a"/>') == '"<svg id=\\"a\\"/>"'


def test_values_of_python_become_values_of_typst() -> None:
    assert value({"a": [1, "two", None, True], "b": {}}) == '("a": (1, "two", none, true, ), "b": (:))'


def test_an_unknown_node_is_an_error_and_never_lost_text() -> None:
    class Strange:
        pass

    with pytest.raises(TypeError, match="Strange"):
        WRITER.block(Strange())  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Strange"):
        WRITER.text.inline(Strange())  # type: ignore[arg-type]


@pytest.mark.parametrize("what", TO_WRITE)
def test_a_blank_and_a_column_are_as_wide_as_what_goes_into_them(what: What) -> None:
    kind = f"{what}: " if what else ""
    assert f"width: {TO_WRITE[what].width}mm" in WRITER.blocks(parse(f"I call [____ {kind}it] first.", "x.md").document.blocks)
    text = f"| Who | It | What I will say first when they pick up |\n| --- | --- | --- |\n| First person | [____ {what}] | [____] |"
    (table,) = parse(text, "x.md").document.blocks
    assert isinstance(table, Table)
    if what:
        assert columns_of(table, 12).shares(ROOM)[1] - (PADDING if TO_WRITE[what].grows else 0) >= TO_WRITE[what].width * MM - 0.01


@pytest.mark.parametrize("inputs", [{}, {"size": "18", "print": "large"}], ids=["normal", "large"])
@pytest.mark.parametrize("what", ["", "name", "contact", "date"])
def test_a_blank_stands_beside_the_word_before_it_and_those_that_grow_fill_their_line(what: What, inputs: dict[str, str]) -> None:
    kind, hand = f"{what}: " if what else "", 1.2 if inputs else 1
    room, rest = TO_WRITE[what], TO_WRITE[""]
    text = "\n\n".join(f"{'word ' * number}with [____ {kind}it {number}], and go on to [____ the place {number}]." for number in range(22))
    pdf = typeset(source_of(WRITER.blocks(parse(text, "x.md", inserts=Inserts(to_fill=True)).document.blocks)), {"write": "screen", **inputs}, 0)
    looked = 0
    with pypdfium2.PdfDocument(pdf) as opened_pdf, opened(pdf) as links:
        for page, linked in zip(opened_pdf, links.pages, strict=True):
            text_page = page.get_textpage()
            letters = [text_page.get_charbox(number) for number, char in enumerate(text_page.get_text_range()) if not char.isspace()]
            for link in linked.get("/Annots", ()):
                left, bottom, right, top = map(float, link.Rect)
                first = str(link.A.URI).startswith("x-field:it-")
                least = (room if first else rest).width * MM * hand
                on_line = [box for box in letters if bottom < (box[1] + box[3]) / 2 < top]
                assert right - left >= least - 0.1
                assert not first or room.grows or right - left <= least + 0.1
                assert any(-0.5 < left - box[2] < 8 for box in on_line), "it begins its line"
                assert not (room.grows or not first) or max(right, *(box[2] for box in on_line)) > page.get_width() * RIGHT - 2, (
                    "its line has room left"
                )
                looked += 1
    assert looked == 44


def test_two_blanks_of_a_line_are_parted_where_it_ends() -> None:
    """What stands between them is no word that the second could stand beside."""
    (paragraph,) = parse("I go [____ where] [____ when]", "x.md", inserts=Inserts(to_fill=True)).document.blocks
    assert isinstance(paragraph, Paragraph)
    assert [one.text for one in with_their_words(paragraph.inlines) if isinstance(one, Words)] == ["I go\u00a0", " "]


def test_a_number_to_call_is_never_broken_over_two_lines() -> None:
    text = "\n\n".join(f"{'word ' * number}(Call [Call 1-800-662-4357](tel:18006624357)), and go on." for number in range(8, 26))
    printed = pages_of(WRITER.blocks(parse(text, "x.md").document.blocks))
    assert printed.count("\r\n") > 30
    assert printed.count("Call 1-800-662-4357") == 18


def widths(head: str, *cells: str) -> list[float]:
    """Millimetres of the columns of a table with these cells in its row."""
    (table,) = parse(f"| {head} |\n|{'---|' * len(cells)}\n| {' | '.join(cells)} |", "x.md", inserts=Inserts(to_fill=True)).document.blocks
    assert isinstance(table, Table)
    return [width / MM for width in columns_of(table, 12).shares(ROOM)]


def test_columns_follow_what_goes_in_and_not_the_words_of_their_heads() -> None:
    day, spot, before, after, word, letter = widths(
        "Day | My spot | Before | How strong it was after (0-10) | Yes? | A, C",
        "Day 1", "[____]", "[____ number]", "[____ number: n]", "[____ word]", "[____ letter]",
    )  # fmt: skip
    assert (round(before), round(after), round(word), round(letter)) == (25, 25, 30, 18)
    assert day < 20
    assert spot > 55


def test_equal_heads_have_equal_columns_and_a_sentence_has_the_most() -> None:
    _, thing, thought, other = widths("Day | Where | What | Who was with me then, or who was not", "Day 1", "[____]", "[____ sentence]", "[____ w]")
    assert round(thing, 3) == round(other, 3) < thought / 1.3


def test_numbers_alone_share_the_width_with_their_labels() -> None:
    day, before, after = widths("Day | Before (0-10) | Real number after (0-10)", "Day 1", "[____ number]", "[____ number: n]")
    assert round(before, 3) == round(after, 3) > day > 40


@pytest.mark.parametrize(
    ("rows", "bold"),
    [
        (("In the mouth", "Feet"), True),
        (("It was dinner time, and he had not called.", "Feet"), False),
        (("Leaving it with them, as you do", "[____ w]"), True),
    ],
)
def test_the_first_column_is_in_bold_where_it_names_its_rows(rows: tuple[str, str], bold: bool) -> None:
    first, second = rows
    read = f"| What | How |\n| --- | --- |\n| {first} | it |\n| Feet | {second} |"
    (table,) = parse(read, "x.md", inserts=Inserts(to_fill=True)).document.blocks
    assert (f"#strong[#{literal(first)}]" in WRITER.block(table)) == bold


def test_headings_never_skip_a_level() -> None:
    blocks = parse("## Two\n\n#### Four\n\n## Two again\n", "x.md").document.blocks
    levels = [line[len("#heading(level: ")] for line in WRITER.blocks(blocks).split("\n")]
    assert levels == ["2", "3", "2"]


def test_a_heading_that_begins_with_a_number_stays_a_heading() -> None:
    blocks = parse("## 1\\. First things\n", "x.md").document.blocks
    assert "1. First things" in set_words(WRITER.blocks(blocks))


def test_a_citation_is_printed_in_words() -> None:
    blocks = parse("It helps [@beck-2021; @nida-cbt-1998].\n", "x.md").document.blocks
    assert squeezed("It helps (beck-2021, nida-cbt-1998).") in squeezed(set_words(WRITER.blocks(blocks)))


def test_columns_without_a_word_have_a_width_in_large_print() -> None:
    (table,) = parse("What can you count on each moat nine | | |\n| --- | --- | --- |\n| | | |\n", "x.md").document.blocks
    assert isinstance(table, Table)
    assert columns_of(table, LARGE).shares(ROOM)[1:] == (PADDING, PADDING)
    in_large(table)

"""The authors' Markdown: fields, citations and tables become a tree; what a page cannot show is refused at its line and column."""

from __future__ import annotations

import pytest

from builder.text.dialect import Parsed, parse
from builder.text.inserts import Inserts
from builder.text.tree import (
    Blank,
    Break,
    Cite,
    Document,
    Emphasis,
    Field,
    Heading,
    Item,
    Lines,
    Link,
    List,
    Paragraph,
    Pause,
    Quote,
    Scale,
    Strong,
    Table,
    Words,
    plain,
    walk,
)

FOR_PARTICIPANTS = Inserts(audience="participants")


def parsed(text: str) -> Parsed:
    return parse(text, "page.md", first_line=10)


def document_of(text: str) -> Document:
    result = parsed(text)
    assert [f"{finding.place}: {finding.message}" for finding in result.findings] == []
    return result.document


def fields_of(text: str) -> list[tuple[str, str]]:
    return [(field.kind, field.label) for field in document_of(text).fields()]


def refused(text: str) -> list[tuple[str, int, int]]:
    return [(finding.code, finding.place.line, finding.place.column) for finding in parsed(text).findings]


# fields


def test_a_blank_in_a_line_has_its_label_and_place() -> None:
    assert document_of("I call\n[____ who I call] first.").blocks == (
        Paragraph((Words("I call "), Blank(Field(kind="blank", name="who-i-call", label="who I call", line=11, column=1)), Words(" first.")), 10),
    )


@pytest.mark.parametrize(("mark", "seconds"), [("20 seconds", 20), ("1 minute", 60), ("10 minutes", 600), ("3 seconds", 3)])
def test_a_pause_is_a_number_of_seconds_and_no_word(mark: str, seconds: int) -> None:
    result = parse(f"Look at it. [pause {mark}] Look up.", "page.md", inserts=FOR_PARTICIPANTS)
    (paragraph,) = result.document.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines[1] == Pause(seconds)
    assert plain((paragraph,)) == "Look at it. Look up."


@pytest.mark.parametrize("mark", ["20", "half a minute", "2 seconds", "11 minutes", "1 hour", ""])
def test_a_pause_that_cannot_be_read_is_refused(mark: str) -> None:
    result = parse(f"Look at it. [{f'pause {mark}'.strip()}]", "page.md", inserts=FOR_PARTICIPANTS)
    assert [(finding.code, finding.place.column) for finding in result.findings] == [("pause-mark", 13)]


def test_a_guide_has_no_pauses_for_a_voice() -> None:
    result = parse("Wait. [pause 20 seconds]", "session.md")
    assert [finding.code for finding in result.findings] == ["pause-mark"]


def test_lines_and_a_scale_stand_alone() -> None:
    lines, scale = document_of("[lines 4: What I try]\n\n[scale 0-10: How sure | not at all | very]").blocks
    assert lines == Lines(Field(kind="lines", name="what-i-try", label="What I try", line=10, column=1, rows=4))
    assert scale == Scale(
        Field(kind="scale", name="how-sure", label="How sure", line=12, column=1, low=0, high=10, low_label="not at all", high_label="very")
    )


def test_a_scale_needs_no_words_at_its_ends() -> None:
    (scale,) = document_of("[scale 1-5: How sure]").fields()
    assert (scale.low, scale.high, scale.low_label, scale.high_label) == (1, 5, "", "")


def test_a_mark_may_run_over_the_end_of_a_line() -> None:
    assert fields_of("[scale 0-10: How sure\n| no | yes]\n\n[____ a\nplace]\n\n[lines 2: What\nI see]") == [
        ("scale", "How sure"),
        ("blank", "a place"),
        ("lines", "What I see"),
    ]


def test_a_tick_box_is_called_what_is_ticked() -> None:
    (block,) = document_of("- [ ] I **told** someone\n- [ ] I went\n- plain").blocks
    assert isinstance(block, List)
    assert [item.tick.label if item.tick else None for item in block.items] == ["I told someone", "I went", None]
    assert plain(block.items[1].blocks) == "I went"


def test_a_tick_box_with_only_a_blank_takes_the_blanks_label() -> None:
    assert fields_of("- [ ] [____ someone else]") == [("tick", "someone else"), ("blank", "someone else")]


def test_names_of_fields_are_unique_and_fit_an_address_in_every_script() -> None:
    fields = document_of("- [ ] שלום\n- [ ] 🙂\n- [ ] Yes\n- [ ] Yes").fields()
    assert [field.name for field in fields] == ["tick", "tick-2", "yes", "yes-2"]


def test_a_blank_in_a_table_is_called_by_its_row_and_column() -> None:
    text = "| Part | What | Pull |\n| --- | --- | --- |\n| Body | [____] | [____ its pull] |\n| [____] | x | |"
    assert [field.label for field in document_of(text).fields()] == ["Body, What", "its pull", "Part"]


def test_rows_without_a_name_are_numbered() -> None:
    text = "| Day | Walk |\n| --- | --- |\n| [____] | [____] |\n| [____] | [____] |\n| | [____] |"
    labels = [field.label for field in document_of(text).fields()]
    assert labels == ["Day, row 1", "Walk, row 1", "Day, row 2", "Walk, row 2", "Walk, row 3"]


def test_rows_of_one_name_are_told_apart() -> None:
    labels = [field.label for field in document_of("| Day | Walk |\n| --- | --- |\n| Monday | [____] |\n| Monday | [____] |").fields()]
    assert labels == ["Monday, Walk", "Monday, Walk, row 2"]


@pytest.mark.parametrize(
    "mark",
    [
        "[lines four: x]",
        "[lines 4 x]",
        "[lines 4:]",
        "[lines 0: x]",
        "[lines 41: x]",
        "[scale 10-0: x]",
        "[scale 0-101: x]",
        "[scale 0–10: x]",
        "[scale 0-10: x | low]",
        "[lines " + "9" * 5000 + ": x]",
        "[line 4: x]",
        "[Lines 4: x]",
        "[ ____ x]",
        "[__ x]",
        "[lines 4: x",
        "[____ x",
        "[ ] x",
        "x [ ] y",
        "[] x",
    ],
)
def test_a_field_that_cannot_be_read_is_refused(mark: str) -> None:
    ((code, line, _),) = refused(f"Words.\n\n{mark}\n")
    assert (code, line) == ("field-mark", 12)


def test_a_field_stands_neither_in_a_heading_nor_in_the_head_of_a_table() -> None:
    assert refused("## Who [____ x]\n\n| [____ y] | b |\n| --- | --- |\n| [lines 2: z] | b |") == [
        ("field-mark", 10, 8),
        ("field-mark", 12, 3),
        ("field-mark", 14, 3),
    ]


def test_lines_in_running_text_are_refused_where_they_stand() -> None:
    assert refused("One\n  two [lines 2: x] three") == [("field-mark", 11, 7)]
    assert refused("One\n[lines 2: x]\nthree") == [("field-mark", 11, 1)]
    assert refused("**One\n[lines 2: x]\nthree**") == [("field-mark", 11, 1), ("field-mark", 11, 1)]


def prompts(text: str) -> list[tuple[str, str]]:
    return [(plain(block.prompt), block.field.label) for block in document_of(text).blocks if isinstance(block, Lines | Scale)]


def test_the_words_right_above_room_to_write_are_its_prompt() -> None:
    assert prompts("**Box 1:** what came\njust before?\n[lines 1: The cue]\nHow sure\\\nam I?\n[scale 0-10: How sure I am]\n[lines 2: More]") == [
        ("Box 1: what came just before?", "The cue"),
        ("How sure am I?", "How sure I am"),
        ("", "More"),
    ]
    assert prompts("What came before?\n\n[lines 1: The cue]") == [("", "The cue")]
    assert plain(document_of("- What?\n  [lines 1: The cue]").blocks) == "What?"


def test_a_prompt_holds_no_blank_and_everything_else_that_a_sentence_holds() -> None:
    assert refused("I go\nto [____ a place] and say\n[lines 2: x]") == [("field-mark", 11, 4)]
    (lines,) = document_of("See [the plan](orientation/safety-plan) [@beck-2021].\n[lines 2: x]").blocks
    assert [type(node) for node in walk((lines,))] == [Lines, Words, Link, Words, Words, Cite, Words]


def asks(text: str) -> list[tuple[str, str]]:
    return [(field.what, field.label) for field in document_of(text).fields()]


def test_a_blank_says_what_goes_in_before_its_label() -> None:
    assert asks("I call [____ phone: who answers] on [____ date] or [____ what could be seen: nothing].") == [
        ("phone", "who answers"),
        ("date", "date"),
        ("", "what could be seen: nothing"),
    ]
    assert asks("| Who | Number |\n| --- | --- |\n| First | [____ phone] |\n| Second | [____ phone: at night] |") == [
        ("phone", "First, Number"),
        ("phone", "at night"),
    ]


def test_what_was_meant_for_a_kind_of_blank_is_told_and_other_words_are_a_label() -> None:
    (finding,) = parsed("I call [____ phon: who answers].").findings
    assert (finding.code, finding.place.column, finding.hint) == ("field-mark", 8, "did you mean 'phone'?")
    assert asks("I say [____ Mom: what I tell her] and [____ phon].") == [("", "Mom: what I tell her"), ("", "phon")]


def test_a_blank_needs_a_label() -> None:
    assert refused("I call [____].") == [("field-label", 10, 8)]
    assert refused("| | a |\n| --- | --- |\n| [____] | b |") == [("field-label", 12, 3)]
    assert refused("- [ ]\n- x") == [("field-label", 10, 3)]


def test_two_fields_of_one_label_are_refused_at_the_second() -> None:
    assert refused("[____ My plan]\n\n- a [____ my  plan]") == [("field-label-twice", 12, 5)]
    assert refused("| a | b |\n| --- | --- |\n| x | [____ y] [____ y] |") == [("field-label-twice", 12, 16)]
    assert refused("| a | b |\n| --- | --- |\n| x | [____] to [____] or [____] |") == [("field-label-twice", 12, 27)]


# citations and links


def test_a_citation_names_one_source_or_more() -> None:
    cites = document_of("So [@beck-2021], and so [@beck-2021;\n@nida-cbt-1998].").cites()
    assert cites == (Cite(("beck-2021",), 10, 4), Cite(("beck-2021", "nida-cbt-1998"), 10, 25))


@pytest.mark.parametrize("mark", ["[@Beck 2021]", "[@beck,]", "[@beck", "[see @beck-2021]", "[ @beck-2021]", "[@beck-2021, @x]"])
def test_a_citation_that_cannot_be_read_is_refused(mark: str) -> None:
    assert refused(f"So {mark}") == [("cite-mark", 10, 4)]


def test_a_citation_may_say_where_in_the_source() -> None:
    (cite,) = document_of("So [@beck-2021, ch. 12; @nida-cbt-1998; @cfr, 2.63].").cites()
    assert cite.located() == (("beck-2021", "ch. 12"), ("nida-cbt-1998", ""), ("cfr", "2.63"))


def test_a_citation_in_a_heading_is_refused() -> None:
    assert refused("## So [@beck-2021]") == [("cite-mark", 10, 7)]


def test_a_link_knows_its_line_and_column() -> None:
    assert document_of("Go\nto [the map](mood/map) now").links() == (Link("mood/map", (Words("the map"),), 11, 4),)


@pytest.mark.parametrize("text", ["to [the map](mood/my map)", "to [x](javascript:alert)"])
def test_a_link_that_cannot_be_read_is_refused(text: str) -> None:
    assert [code for code, _, _ in refused(text)] == ["markup-unknown"]


@pytest.mark.parametrize(
    "text", ["[lines of a poem](https://x.example)", "a [name] here", "\\[ \\] and \\[x\\]", "an e-mail [me@x.example]", "f(x)[1]"]
)
def test_brackets_of_other_kinds_are_left_alone(text: str) -> None:
    assert document_of(text).fields() == ()


def test_a_link_definition_is_refused_since_nobody_would_see_it() -> None:
    assert refused("Breathe.\n\n[tip]: slowly\n") == [("markup-unknown", 12, 1)]


# blocks


def test_paragraphs_headings_quotations_lists_and_breaks_become_a_tree() -> None:
    heading, quote, numbers, paragraph = document_of("## Say *it*\n\n> Legs **first**.\n\n3. a\n4. b\n\none \\\ntwo").blocks
    assert heading == Heading(2, (Words("Say "), Emphasis((Words("it"),))), 10)
    assert quote == Quote((Paragraph((Words("Legs "), Strong((Words("first"),)), Words(".")), 12),), 12)
    assert numbers == List((Item((Paragraph((Words("a"),), 14),)), Item((Paragraph((Words("b"),), 15),))), 3, 14)
    assert paragraph == Paragraph((Words("one "), Break(), Words("two")), 17)


def test_a_list_inside_a_list_stays_inside() -> None:
    (outer,) = document_of("1. one\n   - a\n     - b\n2. two").blocks
    assert isinstance(outer, List)
    inner = outer.items[0].blocks[1]
    assert isinstance(inner, List)
    assert plain((inner,)) == "a b"


def test_straight_quotation_marks_become_round_ones() -> None:
    assert plain(document_of('"Don\'t"').blocks) == "“Don’t”"


def test_a_bar_inside_a_cell_is_escaped() -> None:
    (table,) = document_of("| a | b |\n| --- | --- |\n| x \\| y | z |").blocks
    assert isinstance(table, Table)
    assert plain(table.rows[0][0]) == "x | y"


def test_emoji_and_right_to_left_text_pass_through() -> None:
    assert plain(document_of("🙂 שלום **مرحبا**").blocks) == "🙂 שלום مرحبا"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Words.\n\n<div>\nx\n</div>", ("raw-html", 12, 1)),
        ("One\ntwo <br> three", ("raw-html", 11, 5)),
        ("- a\n  - b <!-- note -->", ("raw-html", 11, 7)),
        ("> a\n> b <i", ("", 0, 0)),
        ("a ![wave](w.png)", ("markup-unknown", 10, 3)),
        ("Words.\n\n    code", ("markup-unknown", 12, 5)),
        ("# Title", ("markup-unknown", 10, 1)),
        ("### Small", ("markup-unknown", 10, 1)),
        ("## One\n\n### Two\n\n## Three\n\n#### Four", ("markup-unknown", 16, 1)),
        ("## One\n\n### Two\n\n#### Three\n\n## Four\n\n> #### Quoted", ("", 0, 0)),
        ("```\ncode\n```", ("markup-unknown", 10, 1)),
        ("| a | b |\n| x | y |", ("markup-unknown", 10, 1)),
        ("| a | b |\n| --- |\n| x | y |", ("markup-unknown", 10, 1)),
        ("| a | b |\n| --- | --- |\n| x |", ("markup-unknown", 12, 1)),
        ("| a | b |\n| --- | --- |\n| x | y | z |", ("markup-unknown", 12, 1)),
        ("| a | b |\n| --- | --- |\n| x | y |\nAfter.", ("markup-unknown", 13, 1)),
        ("\n".join(f"{'  ' * depth}- a" for depth in range(30)), ("markup-unknown", 19, 19)),
        (">" * 300 + " x", ("markup-unknown", 10, 302)),
        ("*" * 3000 + "x" + "*" * 3000, ("markup-unknown", 10, 1)),
    ],
)
def test_what_a_page_cannot_show_is_refused_at_its_place(text: str, place: tuple[str, int, int]) -> None:
    assert refused(text) == ([place] if place[0] else [])


def test_html_in_the_first_cell_of_a_row_is_reported_once() -> None:
    assert refused("| a | b |\n| --- | --- |\n| <b>x | y |") == [("raw-html", 12, 3)]


def test_a_message_is_one_short_line_whatever_the_author_wrote() -> None:
    for text in ("[lines x\ny: " + "z" * 500 + "]", "[@a\nb" + "c" * 500 + "]", '<a\nhref="' + "d" * 500 + '">'):
        (finding,) = parsed(text).findings
        assert "\n" not in finding.message
        assert len(finding.message) < 150


def test_every_mark_of_a_page_is_read_in_every_place_where_text_can_stand() -> None:
    text = "> [____ a]\n\n- x\n\n  [lines 2: b]\n\n1. **[____ c]**\n\n*[____ d]* and `[____ e]`"
    assert [field.label for field in document_of(text).fields()] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    "text", ["", "\n\n\n", "[" * 1500, "\0", "\x0b\x0c", "|", "| |\n|-|", "[]()", "**", "- \n- \n", "1.", "#", ">", "[____", "&#0;", "[a]: b", "\\"]
)
def test_no_text_makes_a_traceback(text: str) -> None:
    assert all(finding.message and finding.hint for finding in parsed(text).findings)


# Marks of other programs


@pytest.mark.parametrize(
    "text",
    ["[^1]", "~~gone~~", "==new==", "$a+b$", "$$x$$", "[[page]]", "{.pink}", "{: #id .pink}", "\\newpage", "\\textbf{x}", ":::", "!!! note", "??? tip", "> [!NOTE]", "[TOC]"],
)  # fmt: skip
def test_a_mark_of_another_program_is_refused_with_what_to_write_instead(text: str) -> None:
    assert "markup-foreign" in {code for code, _, _ in refused(text)}


@pytest.mark.parametrize(
    "text",
    ["It costs $5, or $10 for two.", "About ~5 of ~10.", "if a == b, then", "1 \\* 2 \\[sic\\]", "`[^1]` and `{.pink}`", "Wow!!! Note this.", "10:30 ::", "at {5 pm}", "a_b_c", "We kept ____ there."],
)  # fmt: skip
def test_ordinary_words_are_no_mark_of_another_program(text: str) -> None:
    assert refused(text) == []


def test_a_blank_without_a_name_is_refused_on_a_page_to_fill_alone() -> None:
    for text, codes in (
        ("Name: ______", ["markup-foreign"]),
        ("| a |\n| --- |\n| ____ |", ["markup-foreign"]),
        ("Name: [____ name]", []),
        ("___", []),
    ):
        assert [finding.code for finding in parse(text, "page.md", 10, Inserts(to_fill=True)).findings] == codes
    assert parse("Name: ______", "page.md", 10, Inserts()).findings == ()


def test_a_box_that_is_ticked_already_is_refused() -> None:
    assert refused("- [x] Done") == [("markup-foreign", 10, 3)]


@pytest.mark.parametrize("level", ["##", "###"])
@pytest.mark.parametrize("words", ["", "#", "&nbsp;", "&#8203;", "&zwj;&shy;", "\u2800", "` `", "[](https://example.org)"])
def test_a_heading_that_shows_no_words_is_refused(words: str, level: str) -> None:
    assert refused(f"## One\n\nWords.\n\n> {level} {words}\n\n{level} {words}\n") == [("heading-empty", 14, 3), ("heading-empty", 16, 1)]


@pytest.mark.parametrize("mark", ["[____ name]", "[pause 20 seconds]", "[@beck-2021]", "{{line 988}}", "![](map.svg)", "[!]"])
def test_a_heading_of_nothing_but_what_cannot_stand_there_is_refused_once(mark: str) -> None:
    (refusal,) = refused(f"## {mark}")
    assert refusal[1:] == (10, 4)

"""The web writer over the neutral tree."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from builder.model.reference import Citation
from builder.pages.docs import MarkdownHeadings
from builder.pages.html import Headline, Writer
from builder.text.dialect import parse
from builder.text.markup import joined
from builder.text.tree import Words
from builder.views.common import short_citation


def written(text: str) -> str:
    return Writer(lambda target: f"../{target}/", lambda cite: joined(["(", joined(cite.sources, ", "), ")"])).blocks(
        parse(text, "page.md").document.blocks
    )


def test_every_field_of_a_handout_is_a_labelled_control() -> None:
    page = written("I will call [____ who I will call].\n\n[lines 3: My plan]\n\n[scale 0-3: How sure | not | very]\n\n- [ ] I told one person")
    assert 'type="text" id="f-who-i-will-call" name="who-i-will-call" aria-label="who I will call"' in page
    assert '<label for="f-my-plan">My plan</label><textarea id="f-my-plan" name="my-plan" rows="3"' in page
    assert "<legend>How sure</legend>" in page
    assert page.count('type="radio"') == 4
    assert '<input type="checkbox" id="f-i-told-one-person" name="i-told-one-person"><label for="f-i-told-one-person">' in page


def test_a_phone_shows_the_keys_that_a_blank_asks_for() -> None:
    page = written("I call [____ phone: who answers] at [____ time: when], [____ number: how often] times, on [____ date: the day].")
    assert [tag.split(" id=")[0] for tag in page.split("<input ")[1:]] == [
        'class="gw-blank" type="tel" inputmode="tel"',
        'class="gw-blank gw-short" type="text"',
        'class="gw-blank gw-short" type="text" inputmode="decimal"',
        'class="gw-blank gw-short" type="text"',
    ]


def test_a_prompt_stands_where_the_label_would_and_is_the_name_of_the_field() -> None:
    page = written("What came *before*?\n[lines 2: The cue]\nHow sure am I?\n[scale 0-3: How sure I am]")
    assert '<label for="f-the-cue">What came <em>before</em>?</label><textarea id="f-the-cue" name="the-cue" rows="2" autocomplete' in page
    assert '<fieldset class="gw-scale"><legend>How sure am I?</legend>' in page


def test_a_field_in_a_table_says_its_row_and_column() -> None:
    page = written("| Day | What happened |\n| --- | --- |\n| Day 1 | [____] |")
    assert 'aria-label="Day 1, What happened"' in page
    assert '<th scope="row" data-label="Day">Day 1</th>' in page


def test_headings_are_written_and_noted_in_the_outline() -> None:
    writer = Writer(str, lambda cite: Markup())
    assert writer.heading(2, (Words("3 * 3 <now>"),), "5 min") == '<h2 id="3-3-now">3 * 3 &lt;now&gt; <span class="gw-minutes">5 min</span></h2>'
    assert writer.outline == [Headline(2, "3 * 3 <now> 5 min", "3-3-now")]


def test_in_a_docs_tree_headings_are_markdown_so_that_the_engine_sees_the_outline() -> None:
    writer = MarkdownHeadings(str, lambda cite: Markup())
    assert (
        writer.blocks(parse("## Teach: 3 * 3 [now] > ~1 | 2", "page.md").document.blocks)
        == r"## Teach: 3 \* 3 \[now\] &gt; &#126;1 &#124; 2 {#teach-3-3-now-1-2}"
    )


def test_two_headings_of_one_name_get_two_anchors() -> None:
    assert written("## More\n\n## More").split("\n\n") == ['<h2 id="more">More</h2>', '<h2 id="more-2">More</h2>']


def test_an_authors_angle_brackets_and_ampersands_are_text() -> None:
    assert written("1 < 2 & 3") == "<p>1 &lt; 2 &amp; 3</p>"


def test_a_template_mark_of_an_author_is_only_text() -> None:
    assert "{% set a = 7 %}{# 7 #}" in written("What {% set a = 7 %}{# 7 #} means")


def test_links_go_where_the_page_says_and_citations_are_named() -> None:
    assert '<a href="../cbt/first-thought/">the session</a>' in written("See [the session](cbt/first-thought).")
    assert "(beck-2021, linehan-2015)" in written("So they say [@beck-2021; @linehan-2015].")


def test_nothing_is_indented_so_that_no_engine_takes_it_for_code() -> None:
    page = written("- one\n\n  more\n- two\n\n> said\n\n1. first\n   - inner")
    assert all(not line.startswith(" ") for line in page.split("\n"))


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        ("Beck JS", "Beck, 2021"),
        ("Bowen S, Marlatt A", "Bowen & Marlatt, 2021"),
        ("Bowen S, Witkiewitz K, Clifasefi SL, et al.", "Bowen et al., 2021"),
        ("National Institute on Drug Abuse", "National Institute on Drug Abuse, 2021"),
        ("Marlatt GA, Donovan DM (eds.)", "Marlatt & Donovan, 2021"),
    ],
)
def test_a_citation_is_short_in_the_text(authors: str, short: str) -> None:
    citation = Citation(authors=authors, year=2021, title="T", publisher="P", kind="book", checked="seen")
    assert short_citation(citation) == short

"""The rules by which every page's HTML is looked at: each speaks where it should, and is silent beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.load.library import load_library
from builder.pipeline import plan_sites
from tests.project import ROOT, TODAY, a_project, every_file
from tests.wcag import rules
from tests.wcag.page import PageHtml
from tests.wcag.rules import RULES, Rule, failures

GOOD = """<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width,initial-scale=1"><title>Sleep</title></head><body>
<a class="gw-skip" href="#main">Skip to the page</a><aside class="gw-helpbar" aria-label="Help"><a href="tel:911">Call 911</a></aside><header><nav aria-label="Main"><a href="../">Home</a></nav></header>
<main id="main"><h1>Sleep</h1>{}</main><footer><p>Words</p></footer></body></html>"""
CASES: dict[Rule, tuple[tuple[str, ...], tuple[str, ...]]] = {
    rules.languages_of_parts_are_languages: (('<p lang="es">Hola</p>',), ('<p lang="">Hola</p>', '<p lang="spanish!">Hola</p>')),
    rules.one_heading_of_the_page: (("",), ("<h1>Another</h1>",)),
    rules.headings_go_down_by_one: (("<h2>A</h2><h3>B</h3><h2>C</h2>",), ("<h3>A</h3>", "<h2>A</h2><h4>B</h4>")),
    rules.headings_have_words: (("<h2>A</h2>", "<h2 hidden></h2>"), ("<h2></h2>", '<h2><span aria-hidden="true">A</span></h2>')),
    rules.one_main: (("",), ("<main>B</main>",)),
    rules.landmarks_of_one_kind_have_names_of_their_own: (
        ('<nav aria-label="On this page"></nav>', '<section><p>A</p></section><section aria-label="B"></section>'),
        ('<nav aria-label="Main"></nav>', '<aside></aside><aside></aside>', '<section aria-label="B"></section><section aria-label="B"></section>'),
    ),
    rules.all_words_stand_in_a_landmark: (("<p>A</p>",), ("</main><p>Lost</p><main>",)),
    rules.controls_have_names: (
        ('<label>Name <input name="a"></label>', '<label for="a">A</label><input id="a">', '<input aria-label="A">', "<button>Go</button>", '<input type="hidden">', "<button hidden></button>"),
        ('<input name="a" placeholder="Name">', '<button><svg aria-hidden="true"></svg></button>', "<select><option>A</option></select>", "<label></label><textarea></textarea>"),
    ),
    rules.names_begin_with_what_is_seen: (('<a href="a" aria-label="Week 1, Monday">Monday</a>',), ('<a href="a" aria-label="First day">Monday</a>',)),
    rules.links_lead_and_say_where: (
        ('<a href="a">Thought log</a>', '<a href="a" aria-label="Thought log">more</a>'),
        ('<a href="a">here</a>', '<a href="a"></a>', "<a>Thought log</a>", '<a href="a"><img alt="" src="b"></a>', '<a href="a">Read more …</a>'),
    ),
    rules.pictures_have_words: (
        ('<img alt="" src="a">', '<svg aria-hidden="true"></svg>', '<div role="img" aria-label="A hand"><svg></svg></div>', '<svg role="img" aria-label="A"></svg>'),
        ('<img src="a">', "<svg></svg>", '<div role="img"><svg></svg></div>', "<iframe src='a'></iframe>", "<canvas></canvas>"),
    ),
    rules.roles_of_pictures_have_names: (('<div role="group" aria-label="A"></div>', '<div role="dialog" popover></div>'), ('<div role="group"></div>', '<div role="dialog" popover>A</div>')),
    rules.ids_are_unique: (('<p id="a">A</p>',), ('<p id="a">A</p><p id="a">B</p>', '<p id="">A</p>')),
    rules.what_is_pointed_to_is_there: (
        ('<p id="a">A</p><input aria-describedby="a"><a href="#a">A</a><a href="#">Top</a>',),
        ('<input aria-describedby="b">', '<label for="b">B</label>', '<a href="#b">B</a>', '<button popovertarget="b">B</button>'),
    ),
    rules.tables_have_heads: (
        ('<table><tr><th scope="col">A</th></tr><tr><td>1</td></tr></table>', '<table role="presentation"><tr><td>1</td></tr></table>'),
        ("<table><tr><td>1</td></tr></table>", "<table><tr><th>A</th></tr></table>", '<table><tr><th scope="col"></th></tr></table>'),
    ),
    rules.wide_tables_can_be_scrolled_by_keys: (
        ('<div class="gw-scroll" tabindex="0" role="region" aria-label="Hours"></div>',),
        ('<div class="gw-scroll"></div>', '<div class="gw-scroll" tabindex="0"></div>'),
    ),
    rules.choices_stand_in_a_group: (
        ('<fieldset><legend>How sure</legend><label><input type="radio" name="a">1</label></fieldset>',),
        ('<label><input type="radio" name="a">1</label>', '<fieldset><label><input type="radio" name="a">1</label></fieldset>'),
    ),
    rules.options_of_words_are_tokens: (('<input autocomplete="off">', '<input autocomplete="tel">'), ('<input autocomplete="phone">',)),
    rules.order_of_keys_is_that_of_the_page: (('<p tabindex="0">A</p>', '<p tabindex="-1">A</p>'), ('<p tabindex="1">A</p>', '<a accesskey="a" href="b">A</a>')),
    rules.what_is_hidden_cannot_be_reached: (('<div aria-hidden="true"><a tabindex="-1" href="a">A</a></div>',), ('<div aria-hidden="true"><button>A</button></div>',)),
    rules.nothing_nested_can_be_pressed: (('<label><input type="checkbox">A</label>', "<summary>A</summary>"), ('<a href="a"><button>A</button></a>', "<summary><a href='a'>A</a></summary>")),
    rules.nothing_moves_on_its_own: (("<p>A</p>",), ("<marquee>A</marquee>", '<video autoplay></video>', "<svg><animate></animate></svg>")),
    rules.lists_hold_items: (("<ul><li>A</li></ul>", "<dl><div><dt>A</dt><dd>B</dd></div></dl>", "<template><li>A</li></template>"), ("<ul><p>A</p></ul>", "<div><li>A</li></div>")),
}  # fmt: skip
WHOLE: dict[Rule, tuple[tuple[str, str], ...]] = {
    rules.language_is_told: (('<html lang="en">', "<html>"), ('lang="en"', 'lang="English"')),
    rules.title_is_told: (("<title>Sleep</title>", ""), ("<title>Sleep</title>", "<title> </title>")),
    rules.skips_to_the_page: (('<a class="gw-skip" href="#main">Skip to the page</a>', ""), ('id="main"', 'id="other"')),
    rules.pages_can_be_enlarged: (("initial-scale=1", "maximum-scale=1"), ("initial-scale=1", "user-scalable=no"), ('<meta name="viewport" content="width=device-width,initial-scale=1">', "")),
    rules.help_stands_first_on_every_page: (('<aside class="gw-helpbar" aria-label="Help"><a href="tel:911">Call 911</a></aside>', ""), ('class="gw-helpbar"', "")),
    rules.nothing_moves_on_its_own: (("<title>", '<meta http-equiv="refresh" content="5; url=a"><title>'),),
    rules.what_stills_motion_is_loaded: (("<title>", '<link rel="stylesheet" href="a/wall.css"><title>'),),
}  # fmt: skip
"""Of a good page, what is put in place of what."""


def page(text: str) -> PageHtml:
    return PageHtml("page.html", text.encode())


def test_every_rule_has_its_cases() -> None:
    assert CASES.keys() | WHOLE.keys() == RULES.keys()


def test_a_good_page_fails_nothing() -> None:
    assert list(failures(page(GOOD.format("<p>A</p>")))) == []


@pytest.mark.parametrize("rule", CASES, ids=lambda rule: rule.__name__)
def test_a_rule_finds_what_fails_and_nothing_beside_it(rule: Rule) -> None:
    silent, fires = CASES[rule]
    assert [said for body in silent for said in rule(page(GOOD.format(body)))] == []
    assert [body for body in fires if not list(rule(page(GOOD.format(body))))] == []


@pytest.mark.parametrize("rule", WHOLE, ids=lambda rule: rule.__name__)
def test_a_rule_of_the_whole_page_finds_what_fails(rule: Rule) -> None:
    good = GOOD.format("<p>A</p>")
    assert all(old in good for old, _ in WHOLE[rule])
    assert [new for old, new in WHOLE[rule] if not list(rule(page(good.replace(old, new))))] == []


def test_every_page_of_the_small_curriculum_fails_nothing(tmp_path: Path) -> None:
    library = load_library(a_project(tmp_path))
    looked, found = 0, list[str]()
    for site in plan_sites(library, TODAY):
        for name, raw in every_file(ROOT, library, site).items():
            if name.endswith(".html"):
                looked += 1
                found += failures(PageHtml(f"{site.name}/{name}", raw))
    assert looked >= 90
    assert found == []

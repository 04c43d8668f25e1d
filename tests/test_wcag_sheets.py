"""What WCAG asks of colours, focus and motion, read from the style sheets of pages and from what sets paper."""

from __future__ import annotations

import re
from itertools import product

import pytest

from builder.model.palette import PALETTE, READABLE, WHITE, contrast
from builder.print.slides_pptx import INK, SOFT
from builder.print.typst_blocks import GRAY
from tests.project import ROOT
from tests.wcag.contrast import Setting, heat, pairs, settings, unreadable
from tests.wcag.sheets import colours_in, rules, rules_of, seen

SEEN = 3.0
"""The least contrast of what is no text and has to be seen: the edge of a field, the ring around what is focused."""

# Pages


def test_every_pair_of_words_and_ground_can_be_read_in_both_schemes_and_every_color() -> None:
    every = list(settings())
    assert len(every) == 220, "two schemes, ten colours of a program, ten of a module and none"
    assert len(pairs()) >= 100
    assert len(rules()) >= 1200
    assert {(setting.scheme, what): told for setting in every for what, told in unreadable(setting)} == {}


def test_every_colour_that_the_sheets_give_to_words_or_grounds_is_looked_at() -> None:
    told = {
        colour
        for rule in rules()
        if rule.medium in ("any", "dark")
        for name in ("color", "background", "background-color")
        for colour in colours_in(rule.says.get(name, ""))
    }
    looked = {colour for pair in pairs() for colour in (pair.words, pair.ground)}
    assert told - looked == {"#fff", "var(--wall-accent)"}, "paper under a logo; and the mark of a list, which stands for the module's colour"


NO_COLOR = re.compile(
    r"url\([^)]*\)|(?:repeating-)?linear-gradient|calc\(.*?\)|var\(--(?:kept|share)[^)]*\)|-?[\d.]+(?:rem|deg|%)?|inherit|none|transparent|no-repeat|!important|[\s(),/*]"
)
BACKDROP = "rgb(0 0 0 / .4)"
"""What darkens a page behind a dialog."""


def test_no_colour_is_written_in_a_way_that_is_not_looked_at() -> None:
    values = {rule.says.get(name, "") for rule in rules() if rule.medium != "forced" for name in ("color", "background", "background-color")}
    left = {value: rest for value in values if (rest := _without_colours(value))}
    assert len(values) > 30
    assert [*left] == [BACKDROP]


def _without_colours(value: str) -> str:
    for colour in colours_in(value):
        value = value.replace(colour, "")
    return NO_COLOR.sub("", value)


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("p { color: var(--sand); }", True),
        ("p { color: #777; }", True),
        (".gw-x { color: var(--paper); background: #b98524; }", True),
        (".gw-x { color: var(--paper); background: var(--own); }", False),
        ("p { color: var(--rose-ink); }", False),
    ],
)
def test_a_pair_that_cannot_be_read_is_found(text: str, fails: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    more = (*rules(), *rules_of("new.css", text))
    monkeypatch.setattr("tests.wcag.contrast.rules", lambda: more)
    monkeypatch.setattr("tests.wcag.contrast.pairs", pairs.__wrapped__)
    light = next(settings())
    assert bool(list(unreadable(light))) is fails


def test_the_numbers_of_the_map_of_days_can_be_read() -> None:
    assert len(heat()) == 5
    assert [(pair, setting.scheme) for setting in settings() for pair in heat() if _told(setting, pair.words, pair.ground) < READABLE] == []


def _told(setting: Setting, words: str, ground: str) -> float:
    return contrast(seen(words, setting.colours), seen(ground, setting.colours))


CONTROL = re.compile(r"input|select|textarea|button|\.gw-steps span")
UNUSED = {".gw-b button:disabled"}
"""What cannot be used need not be seen."""


def test_the_edge_of_every_control_can_be_seen() -> None:
    edges = {
        (rule.selector, colour)
        for rule in rules()
        if CONTROL.search(rule.selector) and rule.medium in ("any", "dark") and rule.selector not in UNUSED
        for name, value in rule.says.items()
        if name.startswith("border")
        for colour in colours_in(value)
    }
    assert len(edges) >= 24
    grounds = ("var(--paper)", "var(--sheet)", "var(--faint)")
    assert [(edge, setting.scheme) for edge in edges for setting in settings() for ground in grounds if _told(setting, edge[1], ground) < SEEN] == []


NOT_REACHED = {
    ".gw-find input": "its form shows the ring",
    ".gw-fit :is(h1, h2):focus": "a heading: scripts go to it, keys do not",
    ".gw-b-ghost": "what is dragged, beside the pointer",
    ".gw-b-menuhead h2": "a heading: scripts go to it, keys do not",
    ".gw-room h2:focus": "a heading: scripts go to it, keys do not",
}


def test_no_sheet_takes_away_the_ring_around_what_keys_reach() -> None:
    rings = [rule for rule in rules() if re.search(r"^(0|none)\b", rule.says.get("outline", "x"))]
    assert {rule.selector for rule in rings} == NOT_REACHED.keys()
    assert [rule for rule in rules() if rule.selector == ".gw-find:focus-within" and "outline" in rule.says]
    (ring,) = [rule for rule in rules() if rule.selector == ":focus-visible"]
    assert "var(--accent)" in ring.says["outline"], "which can be read on every ground, and so be seen"


def test_what_moves_stands_still_for_who_asks_for_it() -> None:
    still = [rule for rule in rules() if "prefers-reduced-motion: reduce" in " ".join(rule.within)]
    assert [(rule.sheet, rule.selector, set(rule.says)) for rule in still] == [
        ("groupwork.css", "*, *::before, *::after", {"transition", "animation", "scroll-behavior"})
    ]
    assert all(value == "none !important" for name, value in still[0].says.items() if name != "scroll-behavior")
    assert [rule for rule in rules() if rule.sheet == "door.css" and {"transition", "animation", "scroll-behavior"} & rule.says.keys()] == []


def test_links_in_sentences_are_told_by_a_line_and_not_by_colour_alone() -> None:
    links = [rule for rule in rules() if re.fullmatch(r"(main |p |li |:where\(main\) )?a", rule.selector) and rule.sheet != "door.css"]
    assert len(links) >= 1
    assert [
        rule
        for rule in links
        if rule.medium != "paper" and "none" in (rule.says.get("text-decoration", ""), rule.says.get("text-decoration-line", ""))
    ] == []


# Paper


def test_every_pair_on_paper_can_be_read() -> None:
    """Of what Typst sets: its two inks and the lines of the palette, on paper, on the fills of tables and fields, and on the palette's own."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "templates/print").glob("*.typ")))
    greys = {name: f"#{3 * f'{round(int(share) * 2.55):02x}'}" for name, share in re.findall(r"#let (\w+) = luma\((\d+)%?\)", text)}
    blue = re.search(r'#let tint = rgb\("(#\w{6})"\)', text)
    assert blue
    words = {greys["ink"], greys["soft"], GRAY, *(color.paper.line for color in PALETTE.values())}
    grounds = {WHITE, greys["shade"], blue[1], *(color.paper.soft for color in PALETTE.values())}
    plain = {one for one in words if one not in {color.paper.line for color in PALETTE.values()}}
    looked = [(one, ground) for one, ground in product(words, grounds) if one in plain or ground == WHITE or _own(one, ground)]
    assert len(looked) >= 46
    assert [(one, ground, round(contrast(one, ground), 2)) for one, ground in looked if contrast(one, ground) < READABLE] == []
    fills = set(re.findall(r"text\([^()]*fill: ([a-z]+)", text))
    assert fills == {"ink", "soft", "rgb", "paint", "white", "accent"}, "another colour for words is looked at here too"


def _own(line: str, soft: str) -> bool:
    return any((color.paper.line, color.paper.soft) == (line, soft) for color in PALETTE.values())


def test_every_pair_in_word_files_and_slides_can_be_read() -> None:
    styles = (ROOT / "templates/print/word/word/styles.xml").read_text(encoding="utf-8")
    words = {f"#{found.lower()}" for found in re.findall(r'<w:color w:val="(\w{6})"', styles)} | {f"#{INK}", f"#{SOFT}"}
    grounds = {WHITE} | {f"#{found.lower()}" for found in re.findall(r'w:fill="(\w{6})"', styles)}
    assert len(words) >= 3
    assert len(grounds) >= 2
    assert [(one, ground) for one, ground in product(words, grounds) if contrast(one, ground) < READABLE] == []

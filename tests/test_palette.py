"""The palette of the modules: every contrast reckoned, for every reader, and the style sheet of one mind with it."""

from __future__ import annotations

import re
from itertools import combinations, product
from math import dist
from typing import get_args

import pytest

from builder.model.paint import DARK_GROUNDS, LIGHT_GROUNDS, darker, hardest, own_color
from builder.model.palette import PALETTE, READABLE, Color, ColorName, Paint, channels, contrast
from builder.views.staff import staff_site
from tests.factories import a_library, a_session
from tests.project import ROOT, TODAY, real_library

STYLES = (ROOT / "templates" / "assets" / "css" / "colours.css").read_text(encoding="utf-8")
SEEN_IN = ("light", "dark", "paper")
APART = 0.045
"""The least difference of two colours that the library uses, in OKLab, where 1 is from black to white: two good patches of cloth, held side by side."""
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "without green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "without blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""What is left of red, green and blue for people who lack one kind of cone: Machado, Oliveira and Fernandes, 2009, at their severest."""


def seen(color: str, sight: str) -> tuple[float, ...]:
    """A colour in OKLab, where equal distances look equal, as someone with this sight sees it."""
    light = channels(color)
    r, g, b = (max(sum(share * amount for share, amount in zip(row, light, strict=True)), 0.0) for row in SIGHT[sight])
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def paint(color: Color, where: str) -> Paint:
    found = getattr(color, where)
    assert isinstance(found, Paint)
    return found


def grounds(where: str) -> list[str]:
    """What text stands on there: the page, a sheet on it and its foot, from the style sheet; white paper."""
    if where == "paper":
        return ["#ffffff"]
    ground = dict(re.findall(r"--(paper|sheet|faint): (#\w{6});", _scheme(where)))
    return [ground["paper"], ground["sheet"], ground["faint"]]


def _scheme(where: str) -> str:
    """The part of the style sheet that holds for light, dark or paper."""
    light, dark = STYLES.split("@media (prefers-color-scheme: dark)")
    dark, paper = dark.split("@media print")
    return {"light": light, "dark": dark, "paper": paper}[where]


def test_each_color_can_be_read_on_every_ground_in_every_scheme() -> None:
    looked = 0
    for name, color in PALETTE.items():
        for where in SEEN_IN:
            own = paint(color, where)
            for ground in (*grounds(where), own.soft):
                assert contrast(own.line, ground) >= READABLE, f"{name}, {where}: {own.line} on {ground} has {contrast(own.line, ground):.2f}"
                looked += 1
    assert looked == 100, "ten colours, on page, sheet, foot and own fill in two schemes, on paper and own fill in print"


def test_the_ink_of_a_page_can_be_read_on_each_soft_fill() -> None:
    looked = 0
    for color, where in product(PALETTE.values(), ("light", "dark")):
        for ink in re.findall(r"--(?:ink|soft): (#\w{6});", _scheme(where)):
            assert contrast(ink, paint(color, where).soft) >= READABLE
            looked += 1
    assert looked == 40


@pytest.mark.parametrize("where", SEEN_IN)
def test_the_colors_that_modules_have_stay_apart_for_color_blind_readers(where: str) -> None:
    every = [module.meta.color for module in real_library().modules]
    # The process hour has no pages for participants, and families have a home of their own: neither stands beside the others there.
    used = [module.meta.color for module in real_library().without_process.modules if module.id != "family"]
    assert len(set(every)) == len(every) == len(used) + 2 == 10, "each module has a colour of its own"
    looked = 0
    for (one, other), sight in product(combinations(used, 2), SIGHT):
        apart = dist(seen(paint(PALETTE[one], where).line, sight), seen(paint(PALETTE[other], where).line, sight))
        assert apart >= APART, f"{one} and {other}, {where}, {sight}: {apart:.3f}"
        looked += 1
    assert looked == 112


@pytest.mark.parametrize("where", SEEN_IN)
def test_the_style_sheet_has_the_palette_and_nothing_else(where: str) -> None:
    told = re.findall(r'\[data-color="(\w+)"\] \{ --accent: (#\w{6}); --accent-soft: (#\w{6}); \}', _scheme(where))
    assert told == [(name, paint(color, where).line, paint(color, where).soft) for name, color in PALETTE.items()]
    assert len(told) == _scheme(where).count("[data-color")


def test_a_color_of_ones_own_is_measured_on_the_grounds_that_pages_have() -> None:
    assert sorted(LIGHT_GROUNDS.values()) == sorted({*grounds("light"), *grounds("paper")})
    assert list(DARK_GROUNDS) == grounds("dark")


@pytest.mark.long
@pytest.mark.slow
def test_every_color_that_is_let_in_can_be_read_on_every_ground_in_every_scheme_and_every_other_has_a_darker_one() -> None:
    """Of all colours, one in 4913, at even distances."""
    steps = ["00", "0f", "1f", "2f", "3f", "4f", "5f", "6f", "7f", "8f", "9f", "af", "bf", "cf", "df", "ef", "ff"]
    let_in = 0
    for line in map("".join, product(["#"], steps, steps, steps)):
        if hardest(line)[0] < READABLE:
            assert hardest(darker(line))[0] >= READABLE, line
            continue
        let_in += 1
        own = own_color(line)
        for where in SEEN_IN:
            for ground in (*grounds(where), paint(own, where).soft):
                assert contrast(paint(own, where).line, ground) >= READABLE, f"{line}, {where}: {paint(own, where)} on {ground}"
        for ink in re.findall(r"--(?:ink|soft): (#\w{6});", _scheme("dark")):
            assert contrast(ink, own.dark.soft) >= READABLE, line
    assert let_in > 1000


def test_the_nearest_darker_color_is_no_darker_than_it_has_to_be() -> None:
    found = darker("#f5c518")
    assert READABLE <= hardest(found)[0] < READABLE + 0.1
    assert darker("#0a5b62") == "#0a5b62"


def test_authors_are_offered_the_colors_of_the_palette() -> None:
    assert get_args(ColorName) == tuple(PALETTE)


def test_the_pages_of_a_module_have_its_color_and_others_have_none() -> None:
    library = a_library(a_session("mood/first-walk"), a_session("body/sleep"), colors={"mood": "plum"})
    colors = {page.path: page.color for page in staff_site(library, (), (), TODAY, {}).pages}
    plum = {path for path, color in colors.items() if color == "plum"}
    assert {"mood", "mood/first-walk", "mood/first-walk/room", "mood/first-walk/note"} <= plum
    assert all(path == "mood" or path.startswith("mood/") for path in plum)
    assert colors["body"] == "teal"
    assert colors[""] == colors["library"] == colors["program"] == ""

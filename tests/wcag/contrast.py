"""Every pair of a colour for words and a ground that the style sheets allow: in both schemes, in every colour of a program and of a module."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from builder.model.palette import PALETTE, READABLE, contrast
from tests.wcag.sheets import Colours, CssRule, colours_in, rules, seen

SCHEMES = ("light", "dark")
HOLDS = {
    "--line": ("var(--ink)", "var(--soft)"),
    "--step": ("var(--ink)",),
    "--hue": ("var(--ink)", "var(--soft)", "var(--hue)"),
    "--wall": ("var(--wall-ink)", "var(--wall-soft)"),
}
"""Grounds of one part alone, and the words that stand on them: a break is hatched, and a day of the board or a screen of the wall has no words but its own."""
KEPT = ("--hue", "--wall")
"""Words that stand on their own grounds alone."""
WORDLESS = {
    ".gw-b-lockedsign::before": "a bar",
    ".gw-bars i": "a bar, whose number stands beside it",
    ".gw-room-strip li": "a strip that is drawn to scale; its words stand in the list above",
    ".gw-room-strip .gw-done": "the same",
    ".gw-room-strip .gw-now i": "the same",
    ".gw-over .gw-room-strip .gw-now i": "the same",
    ".gw-b-out::backdrop": "what lies behind a window",
    ".gw-room-head .gw-room-counts": "a line under words",
    ".gw-logo": "white paper for a logo",
    ".logo": "white paper for a logo",
}
"""Grounds on which no words stand."""


@dataclass(frozen=True)
class Pair:
    """Words in a colour on a ground, both as they are written, and the rules that say so."""

    words: str
    ground: str
    said: str


@cache
def pairs() -> tuple[Pair, ...]:
    """What may stand on what: words and ground of one rule; and the words of any rule on the ground of any other."""
    screen = [rule for rule in rules() if rule.medium in ("any", *SCHEMES) and {"color", "background", "background-color"} & rule.says.keys()]
    words = {colour for rule in screen if not _grounds(rule) for colour in _words(rule)}
    grounds = {colour for rule in screen if not _own_words(rule, screen) and rule.selector not in WORDLESS for colour in _grounds(rule)}
    together = [Pair(colour, ground, rule.selector) for rule in screen for colour in _own_words(rule, screen) for ground in _grounds(rule)]
    apart = [
        Pair(colour, ground, "any words on any ground") for colour, ground in product(sorted(words), sorted(grounds)) if _may_stand(colour, ground)
    ]
    return tuple(dict.fromkeys((*together, *apart)))


def _may_stand(words: str, ground: str) -> bool:
    alone = next((held for name, held in HOLDS.items() if name in ground), None)
    return words in alone if alone else not any(name in words for name in KEPT)


def _words(rule: CssRule) -> tuple[str, ...]:
    return tuple(colours_in(rule.says.get("color", "")))


def _grounds(rule: CssRule) -> tuple[str, ...]:
    return tuple(colour for name in ("background", "background-color") for colour in colours_in(rule.says.get(name, "")))


def _own_words(rule: CssRule, others: list[CssRule]) -> tuple[str, ...]:
    """The words on a rule's own ground: those it says, or, where it is a state of another (`:hover`), those that the other says."""
    if not _grounds(rule):
        return ()
    plain = re.sub(r":hover|\[data-over\]|^\.gw-b-error (?=\.gw-b-wrongsign)", "", rule.selector)
    base = [other for other in others if other.selector in (plain, f".gw-b-place {plain}")] if plain != rule.selector else []
    return _words(rule) or tuple(colour for other in base for colour in _words(other))


@dataclass(frozen=True)
class Setting:
    """A scheme, the program's colour and the module's."""

    scheme: str
    own: str
    module: str
    colours: Colours
    steps: tuple[str, ...]
    """The grounds by which the board tells how good a day is for someone new."""


def settings() -> Iterator[Setting]:
    """Both schemes with each colour that a program may have and each that a module may have, or none; the board's hues in turn."""
    hues = sorted({rule.selector for rule in rules() if rule.selector.startswith(".gw-hue")})
    steps = tuple(rule.says["--step"] for rule in rules() if "--step" in rule.says)
    holders = [rule for rule in rules() if rule.within[:1] in ((), ("@layer base",)) or rule.medium == "dark"]
    named = [(rule, {name[2:]: value for name, value in rule.says.items() if name.startswith("--")}) for rule in holders]
    for scheme, own, (index, module) in product(SCHEMES, PALETTE, enumerate(["", *PALETTE])):
        holds = {":root", ".gw-b", hues[index % len(hues)], f'[data-color="{module}"]'}
        colours: dict[str, str] = {}
        for rule, names in named:
            if rule.selector in holds and rule.medium in ("any", scheme):
                colours |= names
        for where in SCHEMES:
            paint = getattr(PALETTE[own], where)
            colours |= {f"own-{where}": paint.line, f"own-{where}-soft": paint.soft}
        yield Setting(scheme, own, module, colours, steps)


_contrast = cache(contrast)


def unreadable(setting: Setting) -> Iterator[tuple[str, float]]:
    """The pairs that cannot be read in a setting, with their contrast."""
    for pair in pairs():
        for step in setting.steps if "--step" in pair.ground else ("",):
            told = _contrast(seen(pair.words, setting.colours), seen(step or pair.ground, setting.colours))
            if told < READABLE:
                yield f"{pair.words} on {step or pair.ground} ({pair.said})", told


def heat() -> tuple[Pair, ...]:
    """The numbers on the map of days: dark ones on light steps, light ones on the others."""
    fills = {found[1]: rule.says["fill"] for rule in rules() if (found := re.fullmatch(r"\.gw-heat-(\d)", rule.selector))}
    light = {step for rule in rules() if rule.says.get("fill") == "var(--paper)" for step in re.findall(r"gw-heat-on-(\d)", rule.selector)}
    return tuple(
        Pair("var(--paper)" if step in light else "var(--ink)", next(colours_in(fill)), f"step {step}") for step, fill in sorted(fills.items())
    )
